"""The plain-SQL ledger to be compared with: one function that moves money between two accounts, one statement a call.

Double entry as one would write it in the database: accounts locked in sorted order, balance and version kept in each
entry. It knows no intents, no holds, no campaigns and no rules but that a customer's balance is never negative.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy.engine import make_url

from benchmarks.measure import Timing, drive
from tests.support.postgres import connecting

CONNECTIONS = 8
HOT = 0

_SCHEMA = """
CREATE TABLE plain_accounts (
    id bigint PRIMARY KEY, balance bigint NOT NULL, version bigint NOT NULL DEFAULT 0,
    CHECK (id = 0 OR balance >= 0)
);
CREATE TABLE plain_transfers (
    id bigserial PRIMARY KEY, payer bigint NOT NULL REFERENCES plain_accounts,
    payee bigint NOT NULL REFERENCES plain_accounts, amount bigint NOT NULL CHECK (amount > 0),
    at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE plain_entries (
    transfer_id bigint NOT NULL REFERENCES plain_transfers, account_id bigint NOT NULL REFERENCES plain_accounts,
    amount bigint NOT NULL, balance_after bigint NOT NULL, version bigint NOT NULL,
    PRIMARY KEY (account_id, version)
);
CREATE FUNCTION plain_transfer(payer bigint, payee bigint, amount bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE transfer bigint;
BEGIN
    PERFORM 1 FROM plain_accounts WHERE id IN (payer, payee) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO plain_transfers (payer, payee, amount) VALUES (payer, payee, amount) RETURNING id INTO transfer;
    WITH moved AS (
        UPDATE plain_accounts
        SET balance = balance + CASE id WHEN payer THEN -amount ELSE amount END, version = version + 1
        WHERE id IN (payer, payee)
        RETURNING id, balance, version
    )
    INSERT INTO plain_entries
    SELECT transfer, id, CASE id WHEN payer THEN -amount ELSE amount END, balance, version FROM moved;
    RETURN transfer;
END $$;
"""


class PlainLedger:
    """Accounts 1 to `payers`, and one hot account that they all pay into."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", payers: int) -> None:
        self._pool = pool
        self._payers = payers

    async def pay_in(self) -> Timing:
        """Each payer pays the hot account once, over all connections."""
        return await drive(CONNECTIONS, range(1, self._payers + 1), self._pay)

    async def _pay(self, payer: int) -> None:
        await self._pool.fetchval("SELECT plain_transfer($1, $2, 100)", payer, HOT)


@asynccontextmanager
async def plain_ledger(url: str, payers: int) -> AsyncIterator[PlainLedger]:
    """A plain ledger beside the tables of a database."""
    async with asyncpg.create_pool(
        **connecting(make_url(url)), min_size=CONNECTIONS, max_size=CONNECTIONS
    ) as pool:
        await pool.execute(_SCHEMA)
        await pool.execute(
            "INSERT INTO plain_accounts (id, balance) SELECT id, 1000000000 FROM generate_series(0, $1::bigint) id",
            payers,
        )
        yield PlainLedger(pool, payers)
