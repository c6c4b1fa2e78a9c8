"""How updates come to a webhook: order, failures, what is kept how long, what the answer may carry."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData, MultipartWriter, web

from bot.sandbox.delivery import Deliveries
from bot.sandbox.emulator import Emulator
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.store import Store
from bot.sandbox.updates import Webhook
from tests.sandbox.hook import Hooked, hooked
from tests.sandbox.playing import ANN, BOB, Clock, Sandbox, buttons

DAY = 24 * 60 * 60


@pytest.fixture
async def play(tmp_path: Path, clock: Clock) -> AsyncIterator[Hooked]:
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as play:
        yield play


@pytest.fixture
def unused_url() -> str:
    """A webhook's address at which nobody listens."""
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{trying.getsockname()[1]}/hook"


def failing(status: int = 500, **more: Any) -> web.Response:
    return web.Response(status=status, **more)


async def test_what_is_said_is_posted_as_an_update(play):
    await play.listen()
    await play.sandbox.say("hello")
    await play.until(lambda: play.hook.received)
    [update] = play.hook.received
    assert update["message"]["text"] == "hello"
    assert update["message"]["from"]["id"] == ANN
    assert play.hook.headers[0]["Content-Type"].startswith("application/json")


async def test_what_waited_is_delivered_when_the_webhook_is_set(play):
    await play.sandbox.say("before")
    await play.listen()
    await play.until(lambda: play.hook.texts == ["before"])


async def test_the_secret_comes_in_its_header_and_without_one_there_is_none(play):
    await play.listen(secret_token="s3cret_-")
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    await play.listen()
    await play.sandbox.say("two")
    await play.until(lambda: len(play.hook.received) == 2)
    assert [headers.get("X-Telegram-Bot-Api-Secret-Token") for headers in play.hook.headers] == [
        "s3cret_-",
        None,
    ]


async def test_what_was_taken_is_forgotten(play):
    await play.listen()
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    await play.until_quiet()
    await play.sandbox.call("deleteWebhook")
    assert await play.sandbox.updates() == []


@pytest.mark.parametrize("status", [201, 204, 299])
async def test_any_2xx_is_taken(play, status):
    play.hook.replies.append(failing(status))
    await play.listen()
    await play.sandbox.say("one")
    await play.sandbox.say("two")
    await play.until(lambda: play.hook.texts == ["one", "two"])


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_anything_else_is_delivered_again_in_a_while(play, status):
    play.hook.replies.append(failing(status, headers={"Location": play.hook.url}))
    await play.listen()
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    await play.until_quiet()
    assert play.hook.texts == ["one"]
    play.pass_time(1)
    await play.until(lambda: play.hook.texts == ["one", "one"])
    assert play.hook.received[0] == play.hook.received[1]


async def test_the_pauses_grow_from_a_second_to_a_minute(play):
    play.hook.replies.extend(failing() for _ in range(8))
    await play.listen()
    await play.sandbox.say("one")
    for attempt, pause in enumerate((1, 2, 4, 8, 16, 32, 60, 60), start=1):
        await play.until(lambda attempt=attempt: len(play.hook.received) == attempt)
        await play.until_quiet()
        play.pass_time(pause - 0.5)
        await play.until_quiet()
        assert len(play.hook.received) == attempt
        play.pass_time(0.5)
    await play.until(lambda: len(play.hook.received) == 9)


async def test_the_script_can_have_it_tried_at_once(play):
    play.hook.replies.append(failing())
    await play.listen()
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    await play.until_quiet()
    await play.sandbox.sim("POST", "updates/now")
    await play.until(lambda: play.hook.texts == ["one", "one"])


async def test_a_retry_after_is_obeyed(play):
    play.hook.replies.append(failing(429, headers={"Retry-After": "30"}))
    await play.listen()
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    await play.until_quiet()
    play.pass_time(29)
    await play.until_quiet()
    assert len(play.hook.received) == 1
    play.pass_time(1)
    await play.until(lambda: len(play.hook.received) == 2)


async def test_the_messages_of_a_chat_come_one_at_a_time_and_in_order(play):
    play.hook.held = asyncio.Event()
    await play.listen()
    for text in ("one", "two", "three"):
        await play.sandbox.say(text)
    await play.until(lambda: play.hook.under_way)
    await play.until_quiet()
    assert play.hook.texts == ["one"]
    play.hook.held.set()
    await play.until(lambda: play.hook.texts == ["one", "two", "three"])


async def test_a_failed_update_keeps_back_its_own_queue_and_no_other(play):
    play.hook.replies.append(failing())
    await play.listen()
    await play.sandbox.say("stuck")
    await play.until(lambda: play.hook.received)
    await play.sandbox.say("behind it")
    await play.sandbox.say("of another chat", BOB)
    await play.until(lambda: play.hook.texts == ["stuck", "of another chat"])
    await play.until_quiet()
    assert play.hook.texts == ["stuck", "of another chat"]
    play.pass_time(1)
    await play.until(lambda: play.hook.texts == ["stuck", "of another chat", "stuck", "behind it"])


async def test_messages_and_taps_are_different_queues_and_come_side_by_side(play):
    message = await play.sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("a"))
    play.hook.held = asyncio.Event()
    await play.listen()
    await play.sandbox.say("a message")
    await play.sandbox.tap(message, "a")
    await play.until(lambda: play.hook.under_way == 2)
    assert sorted(play.hook.texts) == ["a", "a message"]
    play.hook.held.set()


async def test_no_more_are_under_way_than_the_webhooks_connections(play):
    play.hook.held = asyncio.Event()
    message = await play.sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("a"))
    await play.listen(max_connections=2)
    await play.sandbox.say("one")
    await play.sandbox.say("two", BOB)
    await play.sandbox.tap(message, "a")
    await play.until(lambda: play.hook.under_way == 2)
    assert len(play.hook.received) == 2
    play.hook.held.set()
    await play.until(lambda: len(play.hook.received) == 3)


async def test_an_update_is_tried_for_a_day(play):
    play.hook.replies.extend(failing() for _ in range(2))
    await play.listen()
    await play.sandbox.say("old")
    await play.until(lambda: play.hook.received)
    await play.until_quiet()
    play.pass_time(DAY - 1)
    await play.until(lambda: len(play.hook.received) == 2)
    await play.until_quiet()
    play.pass_time(2)
    await play.sandbox.say("new")
    await play.until(lambda: "new" in play.hook.texts)
    assert play.hook.texts == ["old", "old", "new"]


# --- what is told of it ----------------------------------------------------------------------------------------------


async def test_the_webhooks_state_is_told_without_its_secret(play):
    await play.listen(secret_token="s3cret", max_connections=7, allowed_updates=["message"])
    assert await play.info() == {
        "url": play.hook.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "ip_address": "127.0.0.1",
        "max_connections": 7,
        "allowed_updates": ["message"],
    }
    assert "s3cret" not in json.dumps(await play.sandbox.sim("GET", "calls"))


async def test_a_failure_is_told_with_its_time_and_telegrams_words(play):
    play.hook.replies.append(failing(500, reason="Internal Server Error"))
    await play.listen()
    await play.sandbox.say("one")
    await play.until_error("Wrong response from the webhook: 500 Internal Server Error")
    info = await play.info()
    assert info["last_error_date"] == int(play.clock())
    assert info["pending_update_count"] == 1


async def test_nobody_listening_is_connection_refused(play, unused_url):
    await play.sandbox.call("setWebhook", url=unused_url)
    await play.sandbox.say("one")
    await play.until_error("Connection refused")
    await play.listen()
    await play.until(lambda: play.hook.texts == ["one"])
    assert "last_error_message" not in await play.info()


async def test_a_connection_that_breaks_is_delivered_again(play):
    play.hook.replies.append(ConnectionError())
    await play.listen()
    await play.sandbox.say("one")
    await play.until_error("Connection reset by peer")
    play.pass_time(1)
    await play.until(lambda: play.hook.texts == ["one", "one"])


async def test_an_answer_that_does_not_come_is_a_read_timeout(play, tmp_path, clock):
    async def nothing(method: str, arguments: object) -> None:
        raise AssertionError("no call came with an answer")

    play.hook.held = asyncio.Event()
    store = Store(tmp_path / "impatient.sqlite3")
    emulator = Emulator(SandboxSettings(database=tmp_path), store, clock)
    emulator.updates.set_webhook(Webhook(play.hook.url, max_connections=1))
    emulator.updates.queue("message", {"text": "one"}, "chat:1")
    async with asyncio.TaskGroup() as tasks:
        impatient = tasks.create_task(Deliveries(emulator, nothing, answer_seconds=0.01).run())
        await play.until(emulator.updates.webhook_error)
        impatient.cancel()
    assert emulator.updates.webhook_error()["last_error_message"] == "Read timeout expired"
    store.close()


async def test_the_sandbox_reaches_no_other_machine(play):
    await play.sandbox.call("setWebhook", url="https://bot.example.com/hook")
    await play.sandbox.say("one")
    await play.until_error("Failed to resolve host: the sandbox reaches its own machine only")
    assert "ip_address" not in await play.info()


async def test_a_name_may_be_given_an_address_on_this_machine(play):
    port = play.hook.url.rpartition(":")[2]
    await play.sandbox.call("setWebhook", url=f"http://bot.localhost:{port}", ip_address="127.0.0.1")
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    assert play.hook.headers[0]["Host"].startswith("bot.localhost:")


# --- changing the way ------------------------------------------------------------------------------------------------


async def test_polling_gets_what_the_webhook_did_not_take(play):
    play.hook.replies.append(failing())
    await play.listen()
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    await play.until_quiet()
    await play.sandbox.call("deleteWebhook")
    assert [update["message"]["text"] for update in await play.sandbox.updates()] == ["one"]


async def test_what_waits_is_dropped_only_on_demand(play):
    await play.sandbox.say("one")
    await play.listen(drop_pending_updates=True)
    await play.sandbox.say("two")
    await play.until(lambda: play.hook.received)
    assert play.hook.texts == ["two"]


async def test_setting_the_webhook_anew_tries_at_once(play):
    play.hook.replies.append(failing())
    await play.listen()
    await play.sandbox.say("one")
    await play.until(lambda: play.hook.received)
    await play.until_quiet()
    await play.listen()
    await play.until(lambda: play.hook.texts == ["one", "one"])


async def test_allowed_updates_stay_as_they_were_when_left_out(play):
    message = await play.sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("a"))
    await play.listen(allowed_updates=["callback_query"])
    await play.listen()
    await play.sandbox.say("not asked for")
    await play.sandbox.tap(message, "a")
    await play.until(lambda: play.hook.received)
    assert play.hook.texts == ["a"]
    assert (await play.info())["allowed_updates"] == ["callback_query"]


async def test_a_webhook_outlives_the_sandbox(tmp_path, clock):
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as before:
        before.hook.replies.append(failing())
        await before.listen(secret_token="s3cret")
        await before.sandbox.say("one")
        await before.until_error("Wrong response from the webhook: 500 Internal Server Error")
        kept = before.emulator.updates.webhook
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as after:
        assert after.emulator.updates.webhook == kept
        await after.listen(secret_token="s3cret")
        await after.until(lambda: after.hook.texts == ["one"])


# --- a call in the answer --------------------------------------------------------------------------------------------


async def heard(sandbox: Sandbox) -> list[str]:
    return [message["text"] for message in (await sandbox.chat())["messages"] if not message["out"]]


def multipart(**fields: str) -> web.Response:
    writer = MultipartWriter("form-data")
    for name, value in fields.items():
        writer.append(value).set_content_disposition("form-data", name=name)
    return web.Response(body=writer)


@pytest.mark.parametrize(
    "reply",
    [
        lambda **call: web.json_response(call),
        lambda **call: web.Response(body=FormData(call)()),
        multipart,
    ],
    ids=["json", "form", "multipart"],
)
async def test_a_call_in_the_answer_is_carried_out(play, reply):
    play.hook.replies.append(reply(method="sendMessage", chat_id=str(ANN), text="by the way"))
    await play.listen()
    before = (await play.sandbox.sim("GET", "calls"))["calls"][-1]["n"]
    await play.sandbox.say("one")
    calls = (await play.sandbox.sim("GET", f"calls?after={before}&wait=20"))["calls"]
    assert [(call["method"], call["ok"]) for call in calls] == [("sendMessage", True)]
    assert await heard(play.sandbox) == ["by the way"]


async def test_a_refused_call_in_the_answer_is_not_delivered_again(play):
    play.hook.replies.append(web.json_response({"method": "sendMessage", "chat_id": 1, "text": "who?"}))
    await play.listen()
    await play.sandbox.say("one")
    await play.sandbox.say("two")
    await play.until(lambda: play.hook.texts == ["one", "two"])
    assert await heard(play.sandbox) == []


@pytest.mark.parametrize("method", ["deleteWebhook", "getMe", "logOut"])
async def test_a_call_in_the_answer_that_asks_or_changes_the_webhook_is_passed_over(play, method):
    play.hook.replies.append(web.json_response({"method": method}))
    await play.listen()
    await play.sandbox.say("one")
    await play.sandbox.say("two")
    await play.until(lambda: play.hook.texts == ["one", "two"])
    assert (await play.info())["url"] == play.hook.url


@pytest.mark.parametrize("text", ["ok", "", "[1]", '{"ok": true}', '{"method": 5}'])
async def test_an_answer_that_is_no_call_does_no_harm(play, text):
    play.hook.replies.append(web.Response(text=text, content_type="application/json"))
    await play.listen()
    await play.sandbox.say("one")
    await play.sandbox.say("two")
    await play.until(lambda: play.hook.texts == ["one", "two"])


# --- what the page is told -------------------------------------------------------------------------------------------


async def test_the_page_is_told_how_the_bot_receives_and_whether_it_is_there(play, unused_url):
    async def told() -> tuple[str | None, bool]:
        bot = await play.sandbox.sim("GET", "bot")
        return bot["receiving"], bot["polling"]

    assert await told() == (None, False)
    await play.listen()
    assert await told() == ("webhook", True)
    await play.sandbox.call("setWebhook", url=unused_url)
    assert await told() == ("webhook", False)
    await play.sandbox.call("deleteWebhook")
    await play.sandbox.updates()
    assert await told() == ("polling", True)
