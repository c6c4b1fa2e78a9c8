"""What whoever checks the books gets at the command line: a period of them, as spreadsheets read it."""

import asyncio
import csv
import io
import re
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from core.domain.export import COLUMNS, ExportKind
from storage import open_store
from tests.cli.conftest import Ask
from tests.storage.books import Books, Wall, same_ids
from tests.storage.databases import migrated_at
from tests.support.house import YUAN, ZONE

FORMULA = '=HYPERLINK("http://evil.example","汉字")'
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def run(ask: Ask, tmp_path: Path) -> Ask:
    """`run("journal", …)` runs `hecun export` on books of March 2026 in which two people filled a campaign."""
    url = migrated_at(tmp_path / "books.db")

    async def settle() -> None:
        wall = Wall()
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            house = books.house
            ann, bob = (house.person(name, balance_minor=20_000 * YUAN) for name in ("安妮", FORMULA))
            campaign_id = house.open(ann)
            house.pledge(ann, campaign_id, 6_000 * YUAN)
            house.pledge(bob, campaign_id, 4_000 * YUAN)
            house.accepted(house.settling(campaign_id))
            with same_ids():
                await books.follow()

    asyncio.run(settle())
    return partial(ask, "export")


def table(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_the_journal_of_a_month_sums_to_zero_per_currency(run):
    shown = run("journal", *MARCH, "-o", "journal.csv")
    legs = table(Path("journal.csv").read_bytes())
    assert shown.output == f"Written to journal.csv: {len(legs)} lines, 2026-03-01 to 2026-03-31.\n"
    assert len(legs) > 10
    shown = run("deposits", *MARCH, "-o", "deposits.csv")
    assert shown.output == "Written to deposits.csv: one line, 2026-03-01 to 2026-03-31.\n"
    assert {leg["currency"] for leg in legs} == {"CNY"}
    assert sum(Decimal(leg["amount"]) for leg in legs) == 0
    assert {leg["posted_at"][:10] for leg in legs} == {"2026-03-01"}
    assert all(leg["posted_at"].endswith("+08:00") for leg in legs)


def test_a_file_is_what_spreadsheets_read_and_cannot_be_made_to_compute(run):
    written = run("pledges", *MARCH).stdout_bytes
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == written.count(b"\n") == 3
    ann, bob = sorted(table(written), key=lambda line: line["amount"], reverse=True)
    assert tuple(ann) == COLUMNS[ExportKind.PLEDGES]
    assert ann["participant"] == "安妮"
    assert bob["participant"] == f"'{FORMULA}"
    assert (ann["amount"], ann["currency"], ann["state"]) == ("6000.00", "CNY", "captured")


def test_no_kind_tells_a_whole_account_number(run):

    for kind in ExportKind:
        lines = table(run(kind.value, *MARCH).stdout_bytes)
        assert bool(lines) is (kind is not ExportKind.PAYOUTS), kind
        for line in lines:
            # What a certificate shows everybody who has it is no secret; an id is no number.
            told = " ".join(cell for column, cell in line.items() if column not in ("certificate", "deposit"))
            assert not re.search(r"\d{12,}", re.sub(r"[a-z]{3}_[0-9A-Z]{26}", "", told)), kind
            assert line.get("account", "…")[:1] in ("…", "")


def test_another_month_has_heads_and_nothing_else(run):
    for kind in ExportKind:
        written = run(kind.value, "--from", "2026-02-01", "--to", "2026-02-28").stdout_bytes
        assert written.decode("utf-8-sig") == ",".join(COLUMNS[kind]) + "\r\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("everything", *MARCH), 2, "'everything' is not one of"),
        (("journal", "--from", "2026-03-02", "--to", "2026-03-01"), 2, "before it begins"),
        (("journal", "--from", "2026-03-01"), 2, "Missing option '--to'"),
        (("journal", *MARCH, "-o", "nowhere/j.csv"), 1, "nowhere/j.csv cannot be written"),
        (("journal", *MARCH, "-o", "books.db"), 1, "books.db is there already, and stays as it is"),
    ],
    ids=["kind", "period", "end", "folder", "file"],
)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(run, arguments, code, said):
    shown = run(*arguments)
    assert shown.exit_code == code
    assert said in shown.output
    assert {each.suffix for each in Path().iterdir()} <= {".db", ".db-wal", ".db-shm"}
