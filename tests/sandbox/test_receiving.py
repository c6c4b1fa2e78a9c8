"""How a bot gets its updates: offsets, waiting, who may poll, what is kept how long."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.playing import ANN, Sandbox, buttons

DAY = 24 * 60 * 60


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_in_order_with_rising_ids(sandbox):
    for text in ("one", "two", "three"):
        await sandbox.say(text)
    updates = await sandbox.updates()
    ids = [update["update_id"] for update in updates]
    assert texts(updates) == ["one", "two", "three"]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_updates_are_kept_until_an_offset_confirms_them(sandbox):
    await sandbox.say("one")
    await sandbox.say("two")
    first, second = await sandbox.updates()
    assert await sandbox.updates() == [first, second]
    assert await sandbox.updates(offset=second["update_id"]) == [second]
    assert await sandbox.updates(offset=second["update_id"] + 1) == []
    assert await sandbox.updates(offset=first["update_id"]) == []


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(sandbox):
    for text in ("one", "two", "three"):
        await sandbox.say(text)
    assert texts(await sandbox.updates(offset=-2)) == ["two", "three"]
    assert texts(await sandbox.updates()) == ["two", "three"]


async def test_the_limit_is_kept_between_1_and_100(sandbox):
    for number in range(102):
        await sandbox.say(str(number))
    assert len(await sandbox.updates()) == 100
    assert len(await sandbox.updates(limit=1000)) == 100
    assert len(await sandbox.updates(limit=3)) == 3
    assert len(await sandbox.updates(limit=0)) == 1


async def test_a_long_poll_is_answered_when_something_happens(sandbox):
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(sandbox.updates(timeout=30))
        await polling(sandbox)
        await sandbox.say("at last")
    assert texts(poll.result()) == ["at last"]


async def test_a_second_poller_ends_the_first_with_telegrams_words(sandbox):
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(sandbox.answer("getUpdates", timeout=30))
        await polling(sandbox)
        second = tasks.create_task(sandbox.updates(timeout=30))
        await first
        await sandbox.say("for the second")
    assert first.result() == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    assert texts(second.result()) == ["for the second"]


async def test_polling_beside_a_webhook_is_a_conflict(sandbox):
    await sandbox.call("setWebhook", url="https://bot.example.com/hook")
    assert await sandbox.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await sandbox.call("deleteWebhook")
    assert await sandbox.updates() == []


async def test_setting_a_webhook_ends_a_waiting_poll(sandbox):
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(sandbox.refusal("getUpdates", timeout=30))
        await polling(sandbox)
        await sandbox.call("setWebhook", url="https://bot.example.com/hook")
    assert poll.result() == "Conflict: terminated by setWebhook request"


async def test_allowed_updates_stay_as_they_were_when_left_out(sandbox):
    message = await sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("a"))
    await sandbox.updates(allowed_updates=["callback_query"])
    await sandbox.say("not asked for")
    await sandbox.updates()
    await sandbox.say("still not asked for")
    await sandbox.tap(message, "a")
    updates = await sandbox.updates()
    assert ["callback_query" in update for update in updates] == [True]
    await sandbox.updates(allowed_updates=[])
    await sandbox.say("asked for again")
    assert len(await sandbox.updates()) == 2


async def test_updates_are_kept_for_a_day(sandbox, clock):
    await sandbox.say("old")
    clock.seconds += DAY - 1
    assert len(await sandbox.updates()) == 1
    clock.seconds += 2
    assert await sandbox.updates() == []


async def test_a_poller_that_hangs_up_is_no_longer_seen(sandbox):
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(sandbox.updates(timeout=30))
        await polling(sandbox)
        poll.cancel()
    while (await sandbox.sim("GET", "bot"))["polling"]:  # noqa: ASYNC110 - over HTTP there is nothing to wait on
        await asyncio.sleep(0)
    await sandbox.say("kept for whoever polls next")
    assert len(await sandbox.updates()) == 1


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "http://bot.example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "ftp://bot.example.com/"}, "invalid webhook URL specified"),
        ({"url": "https://bot.example.com:port/"}, "invalid webhook URL specified"),
        ({"url": "https://b.example/", "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": "https://b.example/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_is_refused_for(sandbox, parameters, words):
    assert await sandbox.refusal("setWebhook", **parameters) == f"Bad Request: {words}"


async def test_a_webhook_without_address_is_no_webhook(sandbox):
    await sandbox.call("setWebhook", url="http://127.0.0.1:8080/hook")
    await sandbox.call("setWebhook", url="")
    assert (await sandbox.call("getWebhookInfo"))["url"] == ""


async def polling(sandbox: Sandbox) -> None:
    """Returns once a poll waits in the sandbox."""
    while not (await sandbox.sim("GET", "bot"))["polling"]:  # noqa: ASYNC110 - over HTTP there is nothing to wait on
        await asyncio.sleep(0)
