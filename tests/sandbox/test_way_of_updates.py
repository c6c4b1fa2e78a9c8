"""What may befall updates on their way, whichever way they take: held back, overtaken, delivered again."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.sandbox.updates import Fate
from tests.sandbox.hook import Hooked, hooked, text_of
from tests.sandbox.playing import ANN, BOB, Clock, Json


@dataclass
class Forecast:
    """Weather as foretold: the next updates meet these fates, those after them none."""

    fates: deque[Fate] = field(default_factory=deque)
    is_down: bool = False

    def fate(self, kind: str, content: Json, queue_key: str) -> Fate:
        return self.fates.popleft() if self.fates else Fate()

    def down(self) -> bool:
        return self.is_down


@pytest.fixture
async def play(tmp_path: Path, clock: Clock) -> AsyncIterator[Hooked]:
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as play:
        yield play


@pytest.fixture
def weather(play: Hooked) -> Forecast:
    play.emulator.updates.weather = weather = Forecast()
    return weather


async def polled(play: Hooked, offset: int = 0) -> tuple[list[str], int]:
    """What a poll brings, and the offset that confirms it."""
    updates = await play.sandbox.updates(offset=offset)
    return [text_of(update) for update in updates], max(
        (update["update_id"] + 1 for update in updates), default=offset
    )


async def test_what_is_held_back_keeps_back_its_queue_and_no_other(play, weather):
    weather.fates.append(Fate(held_seconds=5))
    await play.sandbox.say("held")
    await play.sandbox.say("behind it")
    await play.sandbox.say("of another chat", BOB)
    assert (await polled(play))[0] == ["of another chat"]
    play.clock.seconds += 5
    assert (await polled(play))[0] == ["of another chat", "held", "behind it"]


async def test_a_poller_that_confirms_what_overtook_loses_nothing(play, weather):
    weather.fates.append(Fate(held_seconds=5))
    await play.sandbox.say("held")
    await play.sandbox.say("of another chat", BOB)
    _, offset = await polled(play)
    assert await polled(play, offset) == ([], offset)
    play.clock.seconds += 5
    assert (await polled(play, offset))[0] == ["held"]


async def test_whoever_waits_looks_again_when_what_was_held_back_may_come(play, weather):
    weather.fates.append(Fate(held_seconds=0.01))
    await play.sandbox.say("held")
    async with asyncio.timeout(20):
        await play.emulator.updates.wait(60)


async def test_what_is_held_back_comes_to_the_webhook_in_its_time(play, weather):
    weather.fates.append(Fate(held_seconds=5))
    await play.listen()
    await play.sandbox.say("held")
    await play.sandbox.say("of another chat", BOB)
    await play.until(lambda: play.hook.texts == ["of another chat"])
    await play.until_quiet()
    assert (await play.info())["pending_update_count"] == 1
    play.pass_time(5)
    await play.until(lambda: play.hook.texts == ["of another chat", "held"])


async def test_what_is_to_be_overtaken_comes_right_after_an_update_of_another_queue(play, weather):
    weather.fates.append(Fate(overtaken=True))
    await play.sandbox.say("first")
    await play.sandbox.say("second")
    assert (await polled(play))[0] == []
    await play.sandbox.say("of another chat", BOB)
    assert (await polled(play))[0] == ["of another chat", "first", "second"]


async def test_what_nothing_overtakes_comes_all_the_same(play, weather):
    weather.fates.append(Fate(overtaken=True))
    await play.sandbox.say("alone")
    play.clock.seconds += 3
    assert (await polled(play))[0] == ["alone"]


async def test_a_repeated_update_comes_to_the_webhook_again_and_before_the_next(play, weather):
    weather.fates.append(Fate(repeats=2))
    await play.listen()
    await play.sandbox.say("again")
    await play.sandbox.say("once")
    await play.until(lambda: play.hook.texts == ["again", "again", "again", "once"])
    assert len({update["update_id"] for update in play.hook.received}) == 2


async def test_a_repeated_update_comes_to_a_poller_who_confirmed_it(play, weather):
    weather.fates.append(Fate(repeats=2))
    await play.sandbox.say("again")
    await play.sandbox.say("once")
    offset, texts = 0, []
    for _ in range(4):
        found, offset = await polled(play, offset)
        texts.append(found)
    assert texts == [["again", "once"], ["again"], ["again"], []]


async def test_nothing_is_delivered_while_all_is_down(play, weather):
    weather.is_down = True
    await play.listen()
    await play.sandbox.say("later")
    assert (await play.info())["pending_update_count"] == 1
    weather.is_down = False
    play.pass_time(0)
    await play.until(lambda: play.hook.texts == ["later"])


async def test_what_is_held_back_outlives_the_sandbox(tmp_path, clock):
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as before:
        before.emulator.updates.weather = Forecast(deque([Fate(held_seconds=5)]))
        await before.sandbox.say("held", ANN)
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as after:
        clock.seconds += 5
        assert (await polled(after))[0] == ["held"]
