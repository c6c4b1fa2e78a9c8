"""What the bank's staff does at the command line to hand out statements of account."""

import asyncio
import csv
import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from core.domain.ids import CampaignId
from storage import open_store
from tests.cli.conftest import Ask
from tests.papers.reading import text_of
from tests.storage.books import Books, Wall, same_ids
from tests.storage.databases import migrated_at
from tests.support.house import YUAN, ZONE, Person


@dataclass
class Settled:
    """Ann and Bob, who filled a campaign after Cat had left it, and how `hecun statement` is run."""

    ann: Person
    bob: Person
    campaign_id: CampaignId
    short_code: str
    run: Ask


@pytest.fixture
def settled(ask: Ask, tmp_path: Path) -> Settled:
    url = migrated_at(tmp_path / "books.db")

    async def settle() -> Settled:
        wall = Wall()
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            house = books.house
            ann, bob, cat = (
                house.person(name, balance_minor=20_000 * YUAN) for name in ("Ann", "Bob", "Cat")
            )
            campaign_id = house.open(ann)
            house.pledge(cat, campaign_id, 700 * YUAN)
            house.accepted(house.withdrawing(cat, campaign_id))
            house.pledge(ann, campaign_id, 6_000 * YUAN)
            house.pledge(bob, campaign_id, 4_000 * YUAN)
            house.accepted(house.settling(campaign_id))
            other = house.open(bob)
            house.pledge(bob, other, 900 * YUAN)
            with same_ids():
                await books.follow()
            return Settled(
                ann, bob, campaign_id, house.campaign(campaign_id).short_code, partial(ask, "statement")
            )

    return asyncio.run(settle())


def closing(file: str) -> dict[str, str]:
    return list(csv.DictReader(io.StringIO(Path(file).read_text(encoding="utf-8-sig"), newline="")))[-1]


def test_a_member_s_statement_is_found_by_id_and_by_telegram_id(settled):
    assert settled.run("member", settled.bob.participant_id, "bob.csv").exit_code == 0
    assert settled.run("member", settled.bob.telegram_user_id, "same.csv").exit_code == 0
    assert Path("bob.csv").read_bytes() == Path("same.csv").read_bytes()
    assert (closing("bob.csv")["In deposits"], closing("bob.csv")["Held"]) == ("4000.00", "900.00")


def test_a_campaign_s_statement_tells_all_of_it_and_nothing_else(settled):
    assert settled.run("campaign", settled.short_code, "pool.csv", "--language", "zh-Hans").exit_code == 0
    end = closing("pool.csv")
    assert (end["存款中"], end["预留"], end["转自账户"]) == ("10000.00", "0.00", "10000.00")
    assert "700.00" in Path("pool.csv").read_text(encoding="utf-8-sig")
    assert "900.00" not in Path("pool.csv").read_text(encoding="utf-8-sig")


def test_a_pdf_of_a_period_before_anything_moved_has_only_balances(settled):
    shown = settled.run(
        "campaign", settled.campaign_id, "pool.pdf", "--from", "2026-01-01", "--to", "2026-02-28"
    )
    assert shown.output == "Written to pool.pdf: 2026-01-01 to 2026-02-28.\n"
    said = text_of(Path("pool.pdf").read_bytes())
    assert "Opening balance" in said
    assert "Deposit opened" not in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("member", "nobody", "a.csv"), 1, "there is no participant nobody"),
        (("campaign", "K7QF-2M9D", "a.csv"), 1, "there is no campaign K7QF-2M9D"),
        (("member", "1001", "a.txt"), 2, "ends neither in .pdf nor in .csv"),
        (("member", "1001", "books.pdf", "--language", "de"), 2, "'de' is none of en, zh-Hans"),
        (("member", "1001", "a.csv", "--from", "2026-03-02", "--to", "2026-03-01"), 2, "before it begins"),
    ],
    ids=["participant", "campaign", "form", "language", "period"],
)
def test_what_is_wrong_is_said_in_one_line_and_no_file_is_written(settled, arguments, code, said):
    shown = settled.run(*arguments)
    assert shown.exit_code == code
    assert said in shown.output
    assert {each.suffix for each in Path().iterdir()} <= {".db", ".db-wal", ".db-shm"}


def test_a_file_that_is_there_stays_as_it_is(settled):
    Path("mine.csv").write_text("mine")
    assert "stays as it is" in settled.run("member", settled.ann.participant_id, "mine.csv").output
    assert Path("mine.csv").read_text() == "mine"
