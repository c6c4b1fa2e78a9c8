"""The claims about what comes in, against a real store and an offline Telegram, by a real aiogram client."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe

from bot.telegram.inbox import ATTEMPTS_MAX, Inbox
from bot.telegram.polling import Poller
from core.views import StoredUpdate
from tests.bot.handling import Alarms, Handle, Handler, states
from tests.bot.offline import ANN, BOB, HurriedStop, Line


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def alarms() -> Alarms:
    return Alarms()


@asynccontextmanager
async def receiving(line: Line, handle: Handle, alarms: Alarms | None = None) -> AsyncIterator[HurriedStop]:
    """A poller and an inbox at work inside the block; on leaving it they are stopped as one should."""
    async with asyncio.TaskGroup() as tasks:
        stop, _ = begin(tasks, line, handle, alarms)
        try:
            yield stop
        finally:
            stop.ask()


async def killed(line: Line, handle: Handle, once: Callable[[], object]) -> None:
    """A reception that dies, as far as one can in a process, once something holds: nothing is finished or marked."""
    async with asyncio.TaskGroup() as tasks:
        _, begun = begin(tasks, line, handle)
        await line.until(once)
        for task in begun:
            task.cancel()
    await line.store.leases.inherit()  # as the next process does


def begin(
    tasks: asyncio.TaskGroup, line: Line, handle: Handle, alarms: Alarms | None = None
) -> tuple[HurriedStop, list[asyncio.Task[None]]]:
    stop = HurriedStop()
    inbox = Inbox(line.bot, line.store.inbox, handle, alarm=alarms or Alarms(), stop=stop)
    kinds = ["message", "callback_query", "my_chat_member"]
    poller = Poller(line.bot, inbox, allowed_updates=kinds, stop=stop)
    return stop, [tasks.create_task(poller.run()), tasks.create_task(inbox.run())]


async def test_what_is_said_is_handled_once(line, handler):
    async with receiving(line, handler):
        await line.say(ANN, "one")
        await line.until(lambda: states(line) == [("handled", 1)])
    assert handler.handled == ["one"]


async def test_a_handled_payload_is_blanked(line, handler):
    async with receiving(line, handler):
        await line.say(ANN, "my secret is 123456")
        await line.until(lambda: states(line) == [("handled", 1)])
    assert line.rows("SELECT payload FROM updates") == [(None,)]


async def test_an_update_is_acknowledged_only_once_it_is_stored(line, handler, monkeypatch):
    async def disk_full(bot_id: int, updates: Sequence[StoredUpdate]) -> None:
        raise OSError("disk full")

    await line.say(ANN, "one")
    with monkeypatch.context() as broken:
        broken.setattr(line.store.inbox, "store", disk_full)
        with pytest.raises(ExceptionGroup):
            async with receiving(line, handler):
                await asyncio.Event().wait()
    async with receiving(line, handler):
        await line.until(lambda: handler.handled == ["one"])


async def test_a_process_that_dies_while_handling_loses_nothing(line, handler):
    handler.held["one"] = asyncio.Event()
    await line.say(ANN, "one")
    await line.say(ANN, "two")
    await killed(line, handler, once=lambda: handler.begun == ["one"])
    assert states(line) == [("received", 1), ("received", 0)]
    handler.held.clear()
    async with receiving(line, handler):
        await line.until(lambda: states(line) == [("handled", 2), ("handled", 1)])
    assert handler.handled == ["one", "two"]


async def test_a_redelivered_update_is_not_handled_again(line, handler):
    async with receiving(line, handler):
        await line.say(ANN, "one")
        await line.until(lambda: states(line) == [("handled", 1)])
    async with receiving(
        line, handler
    ):  # begins without an offset: all that was not acknowledged comes again
        await line.say(ANN, "two")
        await line.until(lambda: states(line) == [("handled", 1), ("handled", 1)])
    assert handler.handled == ["one", "two"]


async def test_a_persons_updates_are_handled_one_at_a_time_and_in_order(line, handler):
    handler.held["one"] = asyncio.Event()
    async with receiving(line, handler):
        await line.say(ANN, "one")
        await line.until(lambda: handler.begun == ["one"])
        for text in ("two", "three"):
            await line.say(ANN, text)
        await line.until(lambda: len(states(line)) == 3)
        assert handler.begun == ["one"]
        handler.held["one"].set()
        await line.until(lambda: len(handler.handled) == 3)
    assert handler.handled == ["one", "two", "three"]


async def test_people_do_not_wait_for_each_other(line, handler):
    handler.held["slow"] = asyncio.Event()
    async with receiving(line, handler):
        await line.say(ANN, "slow")
        await line.say(BOB, "quick")
        await line.until(lambda: handler.handled == ["quick"])
        handler.held["slow"].set()


async def test_an_update_that_cannot_be_handled_is_set_aside_after_three_attempts_with_an_alarm(
    line, handler, alarms
):
    handler.failing["poison"] = [ValueError("…")] * 9
    async with receiving(line, handler, alarms):
        await line.say(ANN, "poison")
        await line.say(ANN, "one")
        await line.until(lambda: states(line) == [("set_aside", ATTEMPTS_MAX), ("handled", 1)])
    assert handler.begun == ["poison"] * 3 + ["one"]
    [(update_id, reason)] = alarms.raised
    assert line.rows("SELECT update_id, reason FROM updates WHERE state = 'set_aside'") == [
        (update_id, reason)
    ]
    assert reason == "ValueError"


async def test_an_update_during_which_three_processes_died_is_set_aside_and_not_tried_again(
    line, handler, alarms
):
    def begun(times: int) -> bool:
        return len(handler.begun) == times

    handler.held["deadly"] = asyncio.Event()
    await line.say(ANN, "deadly")
    for lives in range(1, ATTEMPTS_MAX + 1):
        await killed(line, handler, once=partial(begun, lives))
    async with receiving(line, handler, alarms):
        await line.until(lambda: states(line) == [("set_aside", ATTEMPTS_MAX)])
    assert handler.begun == ["deadly"] * ATTEMPTS_MAX
    assert len(alarms.raised) == 1


async def test_a_handler_that_raises_once_is_tried_again_at_once(line, handler, alarms):
    handler.failing["shaky"] = [ValueError("…")]
    async with receiving(line, handler, alarms):
        await line.say(ANN, "shaky")
        await line.until(lambda: states(line) == [("handled", 2)])
    assert not alarms.raised


async def test_telegram_being_out_of_reach_is_no_crash(line, handler, alarms):
    unreachable = TelegramNetworkError(GetMe(), "out of reach")
    handler.failing["one"] = [unreachable] * 7
    async with receiving(line, handler, alarms) as stop:
        await line.say(ANN, "one")
        await line.until(lambda: states(line) == [("handled", 1)])
    assert stop.slept == [2, 4, 8, 16, 30, 30, 30]
    assert not alarms.raised


async def test_polling_outlasts_telegrams_outages(line, handler, caplog):
    for status in (502, 500, 502):
        line.spoil("getUpdates", "error", status=status)
    async with receiving(line, handler) as stop:
        await line.say(ANN, "one")
        await line.until(lambda: handler.handled == ["one"])
    assert stop.slept == [2, 4, 8]
    assert "out of reach" in caplog.text


async def test_a_second_poller_is_explained_in_the_log(line, handler, caplog):
    words = "Conflict: terminated by other getUpdates request"
    line.spoil("getUpdates", "error", status=409, description=words)
    async with receiving(line, handler):
        await line.say(ANN, "one")
        await line.until(lambda: handler.handled == ["one"])
    assert "is the bot running twice?" in caplog.text


async def test_an_odd_update_spoils_none_beside_it(line, handler, alarms):
    odd = {"from": {"id": ANN}, "sent_by": "a Telegram of the future"}
    await line.sim("POST", "updates", kind="message", content=odd)
    async with receiving(line, handler, alarms):
        await line.say(ANN, "one")
        await line.until(lambda: states(line) == [("set_aside", ATTEMPTS_MAX), ("handled", 1)])
    assert handler.handled == ["one"]


async def test_a_stop_finishes_what_is_under_way_and_keeps_the_rest(line, handler):
    handler.held["one"] = asyncio.Event()
    async with receiving(line, handler) as stop:
        await line.say(ANN, "one")
        await line.until(lambda: handler.begun == ["one"])
        await line.say(ANN, "two")
        await line.until(lambda: len(states(line)) == 2)
        stop.ask()
        handler.held["one"].set()
    assert states(line) == [("handled", 1), ("received", 0)]
    async with receiving(line, handler):
        await line.until(lambda: handler.handled == ["one", "two"])


async def test_the_kinds_of_updates_are_named_in_every_poll(line, handler):
    async with receiving(line, handler):
        await line.say(ANN, "one")
        await line.until(lambda: handler.handled == ["one"])
    polls = [
        call["params"]
        for call in (await line.sim("GET", "calls?after=0"))["calls"]
        if call["method"] == "getUpdates"
    ]
    assert polls[-1]["allowed_updates"] == ["callback_query", "message", "my_chat_member"]
