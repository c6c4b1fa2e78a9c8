"""What the bank's staff does at the command line for somebody who wants to know what is kept about them."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import hecun as program
from storage import open_store
from tests.storage.books import Books, Wall, same_ids
from tests.storage.databases import migrated_at
from tests.support.house import ZONE, Person


@pytest.fixture
def ann(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    url = migrated_at(tmp_path / "books.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'books.db'}")
    monkeypatch.setattr("bot.cli.startup.set_up_logging", lambda *_: None)  # pytest's own stays

    async def meet() -> Person:
        wall = Wall()
        async with open_store(url, zone=ZONE, wall=wall) as store:
            books = Books(store, wall)
            ann = books.house.person("Ann")
            with same_ids():
                await books.follow()
            return ann

    return asyncio.run(meet())


def export(*arguments: object) -> Result:
    return CliRunner().invoke(program, ("person", "export", *map(str, arguments)), catch_exceptions=False)


@pytest.mark.parametrize("by", ["participant_id", "telegram_user_id"])
def test_a_person_s_data_is_written_by_id_or_telegram_id(ann, by):
    result = export(getattr(ann, by), "ann.json")
    assert result.exit_code == 0, result.output
    told = json.loads(Path("ann.json").read_text(encoding="utf-8"))
    assert (told["participant_id"], told["sections"]["participants"][0]["name"]) == (
        ann.participant_id,
        "Ann",
    )


def test_nobody_s_data_is_not_written_and_no_file_is_overwritten(ann):
    assert "there is no participant par_x" in export("par_x", "x.json").output
    assert not Path("x.json").exists()
    Path("there.json").write_text("mine", encoding="utf-8")
    assert "is there already" in export(ann.participant_id, "there.json").output
    assert Path("there.json").read_text(encoding="utf-8") == "mine"
