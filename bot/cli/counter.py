"""The bank's counter at the command line: one command is handed in, and its answer said in a line."""

import asyncio
import getpass
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import click

from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.partner_keys import Mode
from bot.settings import BooksSettings, NoTestBooks
from core.commands import Actor, Command, Refused
from core.domain.errors import (
    AccountStatusFixed,
    AccountUnknown,
    AmountNotPositive,
    BankElsewhere,
    CustomerUnknown,
    DomainError,
    EndpointUnknown,
    IntentReused,
    LastApprover,
    NothingChanged,
    PartnerKeyUnknown,
    PartnerNameMalformed,
    PartnerUnknown,
    PermissionsMalformed,
    PhoneTaken,
    ProductUnknown,
    ReasonMissing,
    RoleNamed,
    TooManyPartnerKeys,
)
from core.domain.ids import IntentId
from core.ports import Clock, PartnerQueries, Queries, Teller

R = TypeVar("R")
T = TypeVar("T")

_WORDS: dict[type[DomainError], str] = {
    AccountStatusFixed: "a closed account stays closed, and one with money on it cannot be closed or credited so",
    AccountUnknown: "there is no such account",
    BankElsewhere: "the bank is elsewhere (BANK_URL): its own staff keeps its customers and accounts",
    AmountNotPositive: "only a positive amount can be credited",
    CustomerUnknown: "there is no such customer",
    EndpointUnknown: "the partner has no such webhook endpoint",
    IntentReused: "this reference was given before, with something else",
    LastApprover: "this is the last approver: make somebody else one first",
    NothingChanged: "that is how it is already",
    PartnerKeyUnknown: "the partner has no such key",
    PartnerNameMalformed: "a partner's name has 1 to 64 characters and stands on one line",
    PartnerUnknown: "there is no such partner",
    PermissionsMalformed: "these permissions permit nothing, or their products are in several currencies",
    ProductUnknown: "there is no such product",
    TooManyPartnerKeys: "the partner has as many usable keys as it may: revoke one first",
    PhoneTaken: "another customer has this phone number",
    ReasonMissing: "a reason must be given",
    RoleNamed: "ADMIN_IDS names this approver: take the id out there, and start the bot anew",
}


@dataclass(frozen=True, slots=True)
class Counter:
    """The open counter. `clerk` is recorded with everything that is done."""

    teller: Teller
    queries: Queries
    partners: PartnerQueries
    clock: Clock
    clerk: Actor

    async def do(self, command: Command[R]) -> R:
        """What came of it; click says why in one line if it was refused."""
        receipt = await self.teller.submit(command)
        if isinstance(receipt, Refused):
            raise click.ClickException(_WORDS.get(type(receipt.error), receipt.error.code))
        return receipt.result


def at_the_counter(work: Callable[[Counter], Awaitable[T]], mode: Mode = Mode.LIVE) -> T:
    """Opens the counter of the deployment that the settings name, and does the work in the books of that mode."""
    try:
        settings = start_with_settings(BooksSettings).of_mode(mode)
    except NoTestBooks:
        raise click.ClickException(
            "there are no books for test keys: set PARTNER_TEST_DATABASE_URL"
        ) from None

    from bot.composition.books import open_books  # noqa: PLC0415 - takes a second; a wrong setting is named first

    async def serve() -> T:
        async with open_books(settings) as store:
            return await work(
                Counter(store.teller, store.queries, store.partners, store.clock, Actor.bank(_clerk()))
            )

    with in_reach():
        return asyncio.run(serve())


def intention(reference: str | None) -> IntentId:
    """The intent that a reference names: given twice, it is done once. Without one, a new intent."""
    return IntentId(f"counter:{reference}" if reference else f"counter:{secrets.token_hex(16)}")


def _clerk() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "console"
