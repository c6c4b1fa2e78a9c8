"""An office for a test to itself; its pictures are not drawn, since drawing is what takes time."""

import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from bot.logging import set_up_logging
from tests.storage.databases import migrated_at
from tests.support.memory import ENTROPY

if TYPE_CHECKING:
    from tests.security.office import Office

ADMIN_ID = 7


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards and certificates without their pictures."""
    monkeypatch.setattr("bot.telegram.render.card.draw_card", lambda _: b"a picture")
    monkeypatch.setattr("bot.telegram.render.certificate.draw_certificate", lambda _: b"a picture")
    monkeypatch.setattr("bot.telegram.render.portfolio.draw_portfolio", lambda _: b"a picture")


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "AsyncIterator[Office]":
    """The real conversation on a store that mints what a house mints."""
    from tests.security.office import open_office  # takes seconds: aiogram

    database = tmp_path / "hecun.db"
    migrated_at(database)
    monkeypatch.setattr("storage.teller.secrets", SimpleNamespace(token_bytes=lambda _: ENTROPY))
    async with open_office(database, admin_ids=frozenset({ADMIN_ID})) as opened:
        yield opened


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged with LOG_LEVEL=DEBUG, as it is written."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    stream = io.StringIO()
    set_up_logging("DEBUG", stream=stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
