"""What the bank's staff does at the command line for somebody who wants to know what is kept about them."""

import asyncio
import json
from functools import partial
from pathlib import Path

import pytest

from storage import open_store
from tests.cli.conftest import Ask
from tests.storage.books import Books, Wall, same_ids
from tests.storage.databases import migrated_at
from tests.support.house import ZONE, Person


@pytest.fixture
def ann(ask: Ask, tmp_path: Path) -> Person:
    url = migrated_at(tmp_path / "books.db")

    async def meet() -> Person:
        wall = Wall()
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            ann = books.house.person("Ann")
            with same_ids():
                await books.follow()
            return ann

    return asyncio.run(meet())


@pytest.fixture
def export(ask: Ask) -> Ask:
    return partial(ask, "person", "export")


@pytest.mark.parametrize("by", ["participant_id", "telegram_user_id"])
def test_a_person_s_data_is_written_by_id_or_telegram_id(ann, export, by):
    result = export(getattr(ann, by), "ann.json")
    assert result.exit_code == 0, result.output
    told = json.loads(Path("ann.json").read_text(encoding="utf-8"))
    assert (told["participant_id"], told["sections"]["participants"][0]["name"]) == (
        ann.participant_id,
        "Ann",
    )


def test_nobody_s_data_is_not_written_and_no_file_is_overwritten(ann, export):
    assert "there is no participant par_x" in export("par_x", "x.json").output
    assert not Path("x.json").exists()
    Path("there.json").write_text("mine", encoding="utf-8")
    assert "is there already" in export(ann.participant_id, "there.json").output
    assert Path("there.json").read_text(encoding="utf-8") == "mine"
