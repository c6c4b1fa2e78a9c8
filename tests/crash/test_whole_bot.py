"""The whole bot dies while friends confirm: each is in once, and a pool that was being filled settles once."""

import asyncio
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from storage.verification import verify_ledger
from tests.bot.person import Person, account, newcomer
from tests.bot.playing import open_campaign, review
from tests.bot.stage import Stage
from tests.crash import nursery, whole_bot
from tests.crash.failpoints import OF_TELEGRAM, Failpoint

POINTS = (
    Failpoint.IN_TRANSACTION,
    Failpoint.BEFORE_COMMIT,
    Failpoint.AFTER_COMMIT,
    Failpoint.UPDATE_KEPT,
    Failpoint.UPDATE_BEGUN,
    Failpoint.PERSON_ANSWERED,
    Failpoint.UPDATE_HANDLED,
    *OF_TELEGRAM,
)
LONGEST_LIFE_SECONDS = 3.0


@dataclass
class BotProcess:
    """A bot of the nursery, as the stage handles processes."""

    process: ForkServerProcess

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def poll(self) -> int | None:
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if number == signal.SIGKILL:
            self.process.kill()

    def terminate(self) -> None:
        self.process.terminate()

    def wait(self, timeout: float) -> None:
        self.process.join(timeout)


class MortalStage(Stage):
    """A stage whose bot may be told where to die."""

    database: str | None = None

    @property
    def database_url(self) -> str:
        return self.database or super().database_url

    def start_bot(self, failpoint: Failpoint | None = None, nth: int = 1) -> None:
        process = nursery.start(whole_bot.work, self.folder, self.bot_settings(), failpoint, nth)
        self.bot = BotProcess(process)  # type: ignore[assignment]  # all of it that the stage needs

    def await_death(self) -> None:
        """Returns once the bot is dead; of its own accord, or by kill -9."""
        assert self.bot is not None
        self.bot.wait(LONGEST_LIFE_SECONDS)
        self.kill_bot()


@pytest.fixture
def stage(tmp_path: Path, url: str) -> Iterator[MortalStage]:
    """The offline Telegram with a bot that may die."""
    stage = MortalStage(tmp_path)
    stage.database = url
    try:
        stage.open()
        yield stage
        assert stage.breaches() == []
    finally:
        stage.close()


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_whoever_confirms_while_the_bot_dies_is_in_once(stage: MortalStage, url: str, seed: int):
    print(f"seed {seed}")
    chance = Random(seed)
    points = chance.sample(POINTS, len(POINTS))
    for point in points:
        play(stage, point, nth=chance.randrange(1, 6))
        assert asyncio.run(verify_ledger(url)).findings == ()


def play(stage: MortalStage, point: Failpoint, nth: int) -> None:
    """One friend joins a pool and another fills one, the bot dies at the point, and is started again."""
    initiator, joining, filling = (newcomer(stage, account(12_000), linked=True) for _ in range(3))
    review(joining, open_campaign(initiator), "¥1,000")
    review(filling, open_campaign(initiator, own="¥5,000"), "The rest")
    stage.kill_bot()
    for friend in (joining, filling):
        friend.tap_and_go("Confirm")
    stage.start_bot(point, nth)
    stage.await_death()
    stage.start_bot()
    stage.await_bot()
    joining.sees_photo("You are in with ¥1,000")
    for member in (initiator, filling):
        member.sees_photo("Certificate")
        certificates = [
            shown for shown in member.bot_messages() if "Certificate" in shown.text and shown.photo
        ]
        assert len(certificates) <= 2, "a send may be repeated once"
    assert balances_minor(stage, joining) == (11_000_00, 1_000_00)
    assert balances_minor(stage, filling) == (7_000_00, 0)
    assert balances_minor(stage, initiator) == (7_000_00, 0)


def balances_minor(stage: Stage, person: Person) -> tuple[int, int]:
    """What is available on the person's account, and what is held."""
    [customer] = [each for each in stage.bank()["customers"] if each["phone"] == person.phone]
    of: dict[str, Any] = customer["accounts"][0]
    return of["available_minor"], of["held_minor"]
