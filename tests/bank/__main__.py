"""A bank elsewhere to try things with: `python -m tests.bank` prints what to write into `.env`.

Two customers have an account each, with ¥20,000 on it. `--seed` lets things go wrong on the way.
"""

import argparse
import asyncio

from tests.bank.bank import BankElsewhere
from tests.bank.clock import WallClock
from tests.bank.server import KEY, BankServer
from tests.support.faults import NO_FAULTS, FaultPlan

CUSTOMERS = {"+8613800000001": "Lin Mei", "+8613800000002": "Tom Wu"}


async def _serve(port: int, seed: int | None) -> None:
    bank, clock = BankElsewhere(), WallClock()
    for phone, name in CUSTOMERS.items():
        bank.open_account(bank.register(phone, name, clock.now()), clock.now(), balance_minor=20_000_00)
    faults = NO_FAULTS if seed is None else FaultPlan(seed)
    async with BankServer(bank, faults, clock).open(port=port) as url:
        print(
            f"BANK_URL={url}\nBANK_KEY={KEY}\n\nCustomers: {', '.join(CUSTOMERS)}. Ctrl-C ends it.",
            flush=True,
        )
        await asyncio.Event().wait()


def main() -> None:
    """Serves until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.bank", description=__doc__)
    parser.add_argument("--port", type=int, default=8095)
    parser.add_argument("--seed", type=int, help="faults drawn from this seed")
    given = parser.parse_args()
    try:
        asyncio.run(_serve(given.port, given.seed))
    except KeyboardInterrupt:
        print("The bank is closed.")


if __name__ == "__main__":
    main()
