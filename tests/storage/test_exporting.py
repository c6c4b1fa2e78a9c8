"""What the books hold in a period, as whoever checks them gets it."""

import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, insert

from bot.papers.export_csv import lines_csv
from core.domain.export import COLUMNS, Amount, ExportKind, Line
from core.domain.ids import IdStream, IntentId, least_minted
from storage import rows as tables
from storage.codec import microseconds
from storage.store import open_exports
from tests.storage.databases import migrated_at
from tests.support.house import ZONE

ALL_OF_IT = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))


async def lines(
    url: str, kind: ExportKind, since: datetime = ALL_OF_IT[0], until: datetime = ALL_OF_IT[1]
) -> list[dict[str, object]]:
    """All lines, by their columns."""
    found: list[Line] = []
    async with open_exports(url) as exports:
        async for page in exports.lines(kind, since, until):
            found += page
    return [dict(zip(COLUMNS[kind], line, strict=True)) for line in found]


def minor(cell: object) -> int:
    assert isinstance(cell, Amount)
    return cell.amount_minor


def test_an_id_minted_in_a_millisecond_lies_between_its_bounds_and_no_other_does():
    at = datetime(2026, 3, 1, 4, 0, 0, 123_456, tzinfo=UTC)
    whole = at.replace(microsecond=123_000)
    for late in range(3):
        minted = IdStream(bytes(16), IntentId(f"any {late}"), at).mint("ent")
        assert least_minted("ent", whole) < minted < least_minted("ent", whole + timedelta(milliseconds=1))


async def test_the_journal_of_any_period_is_the_ledger_s_and_sums_to_zero(outlived):
    entries = sorted(outlived.house.store.entries.values(), key=lambda entry: entry.id)
    middle = entries[len(entries) // 2].posted_at
    for since, until in ((ALL_OF_IT[0], middle), (middle, ALL_OF_IT[1])):
        told = await lines(outlived.url, ExportKind.JOURNAL, since, until)
        expected = [
            (entry.reference, entry.posted_at, posting.account_id, posting.amount_minor, posting.balance_after_minor)
            for entry in entries
            if since <= entry.posted_at < until
            for posting in entry.postings
        ]  # fmt: skip
        assert expected
        assert expected == [
            (
                line["reference"],
                line["posted_at"],
                line["ledger_account"],
                minor(line["amount"]),
                minor(line["balance_after"]),
            )
            for line in told
        ]
        sums: Counter[object] = Counter()
        for line in told:
            sums[line["currency"]] += minor(line["amount"])
        assert set(sums.values()) == {0}


async def test_every_record_of_every_kind_is_told_once_and_none_of_another_period(outlived):
    memory = outlived.house.store
    kept = {
        ExportKind.PLEDGES: ("pledge_id", memory.pledges),
        ExportKind.DEPOSITS: ("deposit_id", memory.deposits),
        ExportKind.SHARES: ("share_id", memory.shares),
        ExportKind.PAYOUTS: ("payout_id", memory.payouts),
        ExportKind.ORDERS: ("reference", memory.orders),
        ExportKind.CAMPAIGNS: ("campaign_id", memory.campaigns),
        ExportKind.TRAIL: ("record_id", memory.audit),
    }
    assert set(kept) | {ExportKind.JOURNAL} == set(ExportKind)
    for kind, (column, values) in kept.items():
        assert [line[column] for line in await lines(outlived.url, kind)] == sorted(values), kind
        assert await lines(outlived.url, kind, ALL_OF_IT[1], ALL_OF_IT[1] + timedelta(days=1)) == []


async def test_shares_and_payouts_tell_interest_and_tax_as_the_books_have_them(outlived):
    for line in await lines(outlived.url, ExportKind.PAYOUTS):
        payout = outlived.house.store.payouts[line["payout_id"]]
        figures = [minor(line[name]) for name in ("principal", "interest", "tax_withheld", "paid_out")]
        parts = [payout.principal_minor, payout.interest_minor, payout.tax_minor]
        assert figures == [*parts, parts[0] + parts[1] - parts[2]]
    shares = await lines(outlived.url, ExportKind.SHARES)
    assert any(minor(line["tax_withheld"]) for line in shares)


ROWS = 12_000


async def test_however_long_an_export_is_little_of_it_is_in_memory(tmp_path):
    url = migrated_at(tmp_path / "long.db")
    at = datetime(2026, 3, 1, tzinfo=UTC)
    ids = IdStream(bytes(16), IntentId("many"), at)
    table = tables.table_of(tables.AuditRow)
    many = [
        {
            "id": ids.mint("aud"),
            "actor": "admin:7",
            "action": "view_overview",
            "subject": "",
            "detail": "x" * 80,
            "at": microseconds(at),
        }
        for _ in range(ROWS)
    ]
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        connection.execute(insert(table), many)
    engine.dispose()
    del many
    written = longest = 0
    tracemalloc.start()
    try:
        async with open_exports(url) as exports:
            async for page in exports.lines(ExportKind.TRAIL, at, at + timedelta(days=1)):
                written += len(lines_csv(page, ZONE))
                longest = max(longest, len(page))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert written > ROWS * 150
    assert longest == 500
    assert peak < written
