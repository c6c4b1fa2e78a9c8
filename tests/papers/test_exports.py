"""Exports that an admin asks for in chat, and what nobody else gets."""

import csv
import io
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from bot.telegram.admin_callbacks import AdminGo, AdminPlace, ExportPeriodTap, ExportTap, PeriodWord
from bot.telegram.export_files import PARTS_MAX, TooLong, write_parts
from core.domain.audit import TrailSearch
from core.domain.export import COLUMNS, ExportKind
from tests.bot.reader import ZONE
from tests.security.conftest import ADMIN_ID
from tests.security.office import Json, Office, user
from tests.support.house import YUAN

ADA = user(ADMIN_ID, "Ada")
EXPORTS = AdminGo(place=AdminPlace.EXPORTS).pack()
MARCH: Json = {"first": "2026-03-01", "last": "2026-03-31"}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def pooled(office: Office) -> None:
    """Two people filled a campaign on March 1, 2026; it is April by now."""
    house = office.books.house
    ann, bob = (house.person(name, balance_minor=20_000 * YUAN) for name in ("Ann", "Bob"))
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 6_000 * YUAN)
    house.pledge(bob, campaign_id, 4_000 * YUAN)
    house.accepted(house.settling(campaign_id))
    house.later(days=40)
    await office.books.follow()
    await office.says(ADA, "/start")


async def test_last_month_s_journal_is_two_taps_away_and_sums_to_zero(office):
    await pooled(office)
    before = len(office.wire.sent)
    await office.taps(ADA, AdminGo(place=AdminPlace.EXPORTS).pack())
    offered = office.wire.to(ADMIN_ID, before)
    journal = ExportTap(kind=ExportKind.JOURNAL, **MARCH).pack()
    assert f'"{journal}"' in offered

    await office.taps(ADA, journal)

    [(chat_id, name, content)] = office.wire.files
    assert (chat_id, name) == (ADMIN_ID, "hecun-journal-2026-03-01-2026-03-31.csv")
    legs = table(content)
    assert len(legs) == sum(len(entry.postings) for entry in office.books.memory.entries.values())
    assert sum(Decimal(leg["amount"]) for leg in legs) == 0
    caption = office.wire.to(ADMIN_ID, before)
    assert f"{len(legs)} lines" in caption
    [newest, *_] = await office.store.queries.search_trail(TrailSearch(), limit=1)
    assert (newest.action, newest.subject) == ("export_records", "journal 2026-03-01 – 2026-03-31")


async def test_where_there_is_nothing_that_is_said_and_no_file_is_sent(office):
    await pooled(office)
    before = len(office.wire.sent)
    await office.taps(ADA, ExportTap(kind=ExportKind.PAYOUTS, **MARCH).pack())
    assert "there are none" in office.wire.to(ADMIN_ID, before)
    assert EXPORTS in office.wire.to(ADMIN_ID, before)
    assert office.wire.files == []


async def test_a_typed_period_is_offered_and_one_that_cannot_be_read_is_said_so(office):
    await pooled(office)
    await office.taps(ADA, ExportPeriodTap(period=PeriodWord.TODAY).pack())
    before = len(office.wire.sent)
    await office.says(ADA, "2026-02")
    assert ExportTap(kind=ExportKind.TRAIL, first="2026-02-01", last="2026-02-28").pack() in office.wire.to(
        ADMIN_ID, before
    )
    before = len(office.wire.sent)
    await office.says(ADA, "the other day")
    assert "cannot read that as a period" in office.wire.to(ADMIN_ID, before)
    assert EXPORTS in office.wire.to(ADMIN_ID, before)


@pytest.mark.parametrize("first", ["2026-04-01", "yesterday"])
async def test_a_forged_period_exports_nothing(office, first):
    await pooled(office)
    await office.taps(ADA, ExportTap(kind=ExportKind.TRAIL, first=first, last="2026-03-31").pack())
    assert office.wire.files == []


async def test_to_everybody_else_the_button_is_unknown(office):
    await pooled(office)
    eve = user(4242, "Eve")
    await office.says(eve, "/start")
    await office.taps(eve, ExportTap(kind=ExportKind.TRAIL, **MARCH).pack())
    assert office.wire.files == []
    assert not [
        each
        for each in await office.store.queries.search_trail(TrailSearch(), limit=50)
        if each.action == "export_records"
    ]


class Long:
    """Pages without an end, or `pages` of them; each is two lines."""

    def __init__(self, pages: int) -> None:
        self._pages = pages

    async def lines(self, *_: Any) -> Any:
        for number in range(self._pages):
            yield [("at", f"aud_{number}", "admin:7", "=Ada", "view", "", "")] * 2


async def test_what_is_too_long_for_one_file_comes_in_several_each_with_its_heads(tmp_path):
    visit: Any = SimpleNamespace(exports=Long(5), zone=ZONE)
    days = (date(2026, 3, 1), date(2026, 3, 31))
    parts = await write_parts(ExportKind.TRAIL, *days, tmp_path, visit, part_bytes=200)
    assert len(parts) > 1
    assert [part.path.stat().st_size for part in parts] == [part.bytes for part in parts]
    told = [table(part.path.read_bytes()) for part in parts]
    assert [len(lines) for lines in told] == [part.lines for part in parts]
    assert [line["record_id"] for lines in told for line in lines[::2]] == [f"aud_{n}" for n in range(5)]
    assert all(tuple(lines[0]) == COLUMNS[ExportKind.TRAIL] for lines in told)
    endless: Any = SimpleNamespace(exports=Long(1_000), zone=ZONE)
    with pytest.raises(TooLong):
        await write_parts(ExportKind.TRAIL, *days, tmp_path, endless, part_bytes=200)
    assert len(list(tmp_path.iterdir())) == PARTS_MAX
