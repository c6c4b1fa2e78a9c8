"""Sealing and verifying a million postings: those of one settled campaign, and copies of all that it left behind."""

from collections.abc import Callable
from time import perf_counter

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.measure import drive
from benchmarks.places import Place
from bot.jobs.sealing import BATCH
from storage import rows
from storage.engine import writer_engine
from storage.verification import Verification, verify_ledger
from tests.support.town import PLEDGE_MINOR, SAVERS, Town, town

POSTINGS = 1_000_000
_CACHE_KIB = 1024 * 1024  # for copying alone: sealing and verifying have the program's own settings
_POSTINGS_PER_SAVER = 5  # two of a credit, two of a hold, one of the settlement

# What a copy is called: an account of the ledger by its account, a certificate by its deposit, all else by itself.
_ID = "{0} || '.' || copy.n"
_WITHIN = {":": "replace({0}, ':', '.' || copy.n || ':')", "-": "replace({0}, '-', '.' || copy.n || '-')"}
_COPIED: tuple[tuple[type[rows.Base], dict[str, str]], ...] = (
    (rows.CustomerRow, {"id": _ID, "phone": _ID}),
    (rows.AccountRow, {"id": _ID, "customer_id": _ID, "number": _ID}),
    (rows.LedgerAccountRow, {"id": _WITHIN[":"]}),
    (rows.CampaignRow, {"id": _ID, "link_token": _ID, "short_code": _ID, "deposit_id": _ID}),
    (rows.PledgeRow, {"id": _ID, "campaign_id": _ID, "account_id": _ID, "hold_id": _ID}),
    (rows.HoldRow, {"id": _ID, "account_id": _ID}),
    (rows.OrderRow, {"reference": _ID, "campaign_id": _ID, "pledge_id": _ID}),
    (rows.DepositRow, {"id": _ID, "number": _ID, "campaign_id": _ID}),
    (
        rows.ShareRow,
        {
            "id": _ID,
            "deposit_id": _ID,
            "pledge_id": _ID,
            "account_id": _ID,
            "certificate_number": _WITHIN["-"],
        },
    ),
    (rows.ReceiptRow, {"intent": _ID}),
    (rows.PostingRow, {"entry_id": _ID, "account_id": _WITHIN[":"]}),
    (rows.EntryRow, {"id": _ID, "reference": _ID}),
)


async def measure_verifying(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """How fast entries are sealed, how long verifying takes and how much memory it needs."""
    savers = SAVERS if not quick else 40
    url = place.new("verifying")
    async with town(url, savers) as here:
        say(f"{place.name}: a million postings to verify")
        await _settle_one(here)
        engine = writer_engine(url, patient=True)
        await _copy(engine, 0 if quick else POSTINGS // (_POSTINGS_PER_SAVER * savers))
        await engine.dispose()
        say(f"{place.name}: sealing")
        began = perf_counter()
        while head := await here.store.sealer.seal(BATCH):
            sealed = head.sequence
        sealing_s = perf_counter() - began
        say(f"{place.name}: verifying")
        verification, verifying_s = await _verify(url)
    assert verification.findings == (), verification.findings[:3]
    assert verification.head.sequence == sealed == verification.entries
    return {
        f"{place.other}seal_entries_per_s": sealed / sealing_s,
        f"{place.other}verify_1m_postings_s": verifying_s,
    }


async def _settle_one(here: Town) -> None:
    campaign = await here.open_campaign(PLEDGE_MINOR * len(here.savers))
    await drive(64, (here.pledge(saver, campaign) for saver in here.savers), here.do)
    await here.do(here.settle(campaign.id))


async def _copy(engine: AsyncEngine, copies: int) -> None:
    """Let everything be there `copies` times more, under other names."""
    async with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            await connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
        for row_type, renamed in _COPIED:
            await connection.execute(text(_copying(rows.table_of(row_type), renamed)), {"copies": copies})
        if engine.dialect.name == "postgresql":
            await connection.execute(text("ANALYZE"))  # as its own housekeeping would have done by and by


def _copying(table: Table, renamed: dict[str, str]) -> str:
    names = [column.name for column in table.columns]
    values = [renamed.get(name, "{0}").format(f"original.{name}").replace(":", r"\:") for name in names]
    return f"""
        INSERT INTO {table.name} ({", ".join(names)})
        WITH RECURSIVE copy (n) AS (SELECT 1 WHERE :copies > 0 UNION ALL SELECT n + 1 FROM copy WHERE n < :copies)
        SELECT {", ".join(values)} FROM {table.name} AS original, copy"""  # noqa: S608 - names of our own


async def _verify(url: str) -> tuple[Verification, float]:
    """What was found, and in how many seconds."""
    began = perf_counter()
    verification = await verify_ledger(url)
    return verification, perf_counter() - began
