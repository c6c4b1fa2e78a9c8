"""One stage for all end-to-end tests of a run: importing aiogram takes seconds. Each test plays people of its own."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.person import Person, newcomer
from tests.bot.stage import Stage

if TYPE_CHECKING:
    from tests.bot.offline import Line

Newcomer = Callable[..., Person]


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The offline Telegram with the real bot, both processes running."""
    stage = Stage(tmp_path_factory.mktemp("stage"))
    try:
        stage.open()
        yield stage
    finally:
        stage.close()


@pytest.fixture
def guest(stage: Stage) -> Newcomer:
    """`guest(account(8_000), linked=True)` is somebody new with a linked account of ¥8,000."""

    def come_in(*accounts: dict[str, object], **details: object) -> Person:
        return newcomer(stage, *accounts, **details)  # type: ignore[arg-type]  # passed on as given

    return come_in


@pytest.fixture
async def line(tmp_path: Path) -> "AsyncIterator[Line]":
    """A real client, a real store and an offline Telegram, with weather between them."""
    from tests.bot.offline import open_line  # takes seconds: aiogram

    async with open_line(tmp_path) as line:
        yield line
