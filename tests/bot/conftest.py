"""One stage for all end-to-end tests that receive the same way: importing aiogram takes seconds.

Each test plays people of its own.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.backstage.people import ADMIN_ID
from tests.bot.person import Person, account, newcomer
from tests.bot.pools import Friends, open_pool
from tests.bot.stage import SECOND_ADMIN_ID, Stage

if TYPE_CHECKING:
    from tests.bot.offline import Line

Newcomer = Callable[..., Person]

# How the bot receives in `make test`, where it is not by webhook; `make verify` plays every file both ways.
BOTH_WAYS = ("polling", "webhook")
USUAL_WAYS = {"test_crash": ("polling",)}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "receiving" in metafunc.fixturenames:
        usual = USUAL_WAYS.get(metafunc.module.__name__.rpartition(".")[2], ("webhook",))
        ways = [pytest.param(way, marks=() if way in usual else pytest.mark.slow) for way in BOTH_WAYS]
        metafunc.parametrize("receiving", ways, scope="module")


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Stage]]:
    """Stages by how their bot receives, each opened when it is first asked for; no bot ever sent too fast."""
    opened: dict[str, Stage] = {}

    def stage_by(receiving: str) -> Stage:
        if receiving not in opened:
            stage = Stage(tmp_path_factory.mktemp(receiving), receiving, hurried=True)
            closing.callback(stage.close)
            stage.open()
            opened[receiving] = stage
        return opened[receiving]

    with ExitStack() as closing:
        yield stage_by
        breaches = {receiving: stage.breaches() for receiving, stage in opened.items()}
    assert not any(breaches.values()), breaches


@pytest.fixture(scope="module")
def stage(stages: Callable[[str], Stage], receiving: str) -> Stage:
    """The offline Telegram with the real bot, both processes running."""
    return stages(receiving)


@pytest.fixture
def guest(stage: Stage) -> Newcomer:
    """`guest(account(8_000), linked=True)` is somebody new with a linked account of ¥8,000."""

    def come_in(*accounts: dict[str, object], **details: object) -> Person:
        return newcomer(stage, *accounts, **details)  # type: ignore[arg-type]  # passed on as given

    return come_in


@pytest.fixture
def friends(guest: Newcomer) -> Friends:
    """Bob and Cy, who own a deposit."""
    bob, cy = guest(account(8_000), linked=True), guest(account(13_000), linked=True)
    pool = open_pool(guest())
    pool.pledged_by(bob, "¥2,000")
    pool.filled_by(cy)
    for person in (bob, cy):
        person.sees_photo("Certificate ")
    return Friends(pool, bob, cy)


@pytest.fixture
def ada(stage: Stage) -> Iterator[Person]:
    """The first approver, at her desk; all tests share her, and each leaves her with nothing under way."""
    ada = _at_the_desk(stage, ADMIN_ID, "Ada")
    yield ada
    ada.say("/cancel")
    ada.sees(lambda shown: True)


@pytest.fixture
def bea(stage: Stage) -> Person:
    """The second approver."""
    stage.ask("POST", "/sim/people", id=SECOND_ADMIN_ID, first_name="Bea", language_code="en")
    return _at_the_desk(stage, SECOND_ADMIN_ID, "Bea")


def _at_the_desk(stage: Stage, telegram_user_id: int, name: str) -> Person:
    person = Person(stage, telegram_user_id, name, "")
    person.say("/admin")
    person.sees("Administration")
    return person


@pytest.fixture
async def line(tmp_path: Path) -> "AsyncIterator[Line]":
    """A real client, a real store and an offline Telegram."""
    from tests.bot.offline import open_line  # takes seconds: aiogram

    async with open_line(tmp_path) as line:
        yield line
