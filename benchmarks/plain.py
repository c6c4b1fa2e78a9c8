"""The plain version that most programs would begin with: one pledge, one transaction, through SQLAlchemy's ORM session.

It asks and writes the same rows as the teller does for a pledge, as durably, and checks the same essentials.
A lock stands in for the writer's queue, and for the campaign's row: without one, SQLite's busy handler would make it
slower still, and PostgreSQL's callers would wait for each other in the database.
"""

import asyncio
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.commands import PlacePledge
from core.domain.moment import Moment
from storage import rows
from storage.codec import encode, microseconds
from storage.engine import writer_engine


class PlainTeller:
    """Commits each pledge by itself."""

    def __init__(self, url: str) -> None:
        self._engine = writer_engine(url)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._lock = asyncio.Lock()

    async def close(self) -> None:
        """Hang up."""
        await self._engine.dispose()

    async def place_pledge(self, command: PlacePledge, now: Moment) -> None:
        """One pledge, with its hold, order, journal entry, balances and receipt, in one transaction."""
        async with self._lock, self._sessions() as session, session.begin():
            assert await session.get(rows.ReceiptRow, command.intent) is None
            campaign = await session.get_one(rows.CampaignRow, command.campaign_id)
            account = await session.get_one(rows.AccountRow, command.account_id)
            link = await session.get_one(rows.LinkRow, command.account_id)
            customer = await session.get_one(rows.CustomerRow, account.customer_id)
            available = await session.get_one(rows.LedgerAccountRow, f"{account.id}:available")
            held = await session.get_one(rows.LedgerAccountRow, f"{account.id}:held")
            assert await _live_pledge(session, command) is None
            amount_minor = command.amount.amount_minor
            assert campaign.state == "open"
            assert campaign.pledged_minor + amount_minor <= campaign.target_minor
            assert account.status == "normal"
            assert available.balance_minor >= amount_minor
            assert (link.active, link.participant_id, link.phone) == (True, command.actor.id, customer.phone)
            campaign.pledged_minor += amount_minor
            campaign.member_count += 1
            campaign.version += 1
            key = token_hex(13)
            _write(session, command, key, (available, held), now)
            await session.flush()  # the postings first: the entry's trigger sums them
            session.add(_entry(key, now))

    async def __aenter__(self) -> "PlainTeller":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def _live_pledge(session: AsyncSession, command: PlacePledge) -> rows.PledgeRow | None:
    live = select(rows.PledgeRow).where(
        rows.PledgeRow.campaign_id == command.campaign_id,
        rows.PledgeRow.participant_id == command.actor.id,
        rows.PledgeRow.live,
    )
    pledge: rows.PledgeRow | None = await session.scalar(live)
    return pledge


def _entry(key: str, now: Moment) -> rows.EntryRow:
    at = microseconds(now.at)
    return rows.EntryRow(id=f"ent_{key}", reference=f"ord_{key}", kind="hold", currency="CNY", posted_at=at)


def _write(
    session: AsyncSession,
    command: PlacePledge,
    key: str,
    accounts: tuple[rows.LedgerAccountRow, rows.LedgerAccountRow],
    now: Moment,
) -> None:
    at, amount_minor = microseconds(now.at), command.amount.amount_minor
    session.add(
        rows.PledgeRow(
            id=f"plg_{key}",
            campaign_id=command.campaign_id,
            participant_id=command.actor.id,
            account_id=command.account_id,
            hold_id=f"hld_{key}",
            debit_amount_type=command.amount.debit_amount_type.value,
            amount_minor=amount_minor,
            state="held",
            live=True,
            terms_digest=command.consent.terms_digest,
            consent_locale=command.consent.locale,
            disclosure=command.consent.disclosure,
            pledged_at=at,
            changes=0,
            version=0,
        )
    )
    session.add(
        rows.HoldRow(
            id=f"hld_{key}",
            account_id=command.account_id,
            amount_minor=amount_minor,
            debit=encode(command.amount),
            state="placed",
            placed_on=now.day,
            version=0,
        )
    )
    session.add(
        rows.OrderRow(
            reference=f"ord_{key}",
            campaign_id=command.campaign_id,
            kind="PlaceHold",
            body=encode(command.amount),
            state="confirmed",
            version=0,
        )
    )
    for leg, (account, posted_minor) in enumerate(zip(accounts, (-amount_minor, amount_minor), strict=True)):
        account.balance_minor += posted_minor
        account.version += 1
        session.add(
            rows.PostingRow(
                entry_id=f"ent_{key}",
                leg=leg,
                account_id=account.id,
                amount_minor=posted_minor,
                balance_after_minor=account.balance_minor,
                version=account.version,
            )
        )
    session.add(
        rows.ReceiptRow(
            intent=command.intent,
            fingerprint=command.fingerprint(),
            outcome="accepted",
            kind="Pledged",
            body=encode({"pledge_id": f"plg_{key}"}),
            decided_at=at,
        )
    )
