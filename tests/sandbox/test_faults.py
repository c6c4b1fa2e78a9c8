"""What goes wrong on purpose: each kind of fault, what it does to the call or the update, and how it ends."""

import asyncio
import json

import pytest
from aiohttp import ClientSession, ServerDisconnectedError

from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import SandboxSettings
from tests.sandbox.hook import hooked
from tests.sandbox.playing import ANN, BOB, Json, Sandbox, buttons, png

HOUR = 3600


@pytest.fixture
async def hooked_up(tmp_path, clock):
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as hooked_up:
        yield hooked_up


async def play(sandbox: Sandbox, kind: str, **rule):
    return await sandbox.sim("POST", "faults", kind=kind, **rule)


async def playing_now(sandbox: Sandbox) -> list[str]:
    return [fault["kind"] for fault in (await sandbox.sim("GET", "faults"))["faults"]]


async def send(sandbox: Sandbox, text: str = "hi", chat_id: int = ANN):
    return await sandbox.answer("sendMessage", chat_id=chat_id, text=text)


async def bare(sandbox: Sandbox, method: str, **parameters):
    """Status, type and text of an answer, whatever it is."""
    async with sandbox.http.post(f"{sandbox.url}/bot{sandbox.token}/{method}", json=parameters) as response:
        return response.status, response.content_type, await response.text()


async def heard(sandbox: Sandbox, person: int = ANN) -> list[str]:
    return [message["text"] for message in (await sandbox.chat(person))["messages"] if not message["out"]]


# --- too many requests -----------------------------------------------------------------------------------------------


async def test_a_flood_is_answered_in_telegrams_words_once_and_sends_nothing(sandbox):
    await play(sandbox, "flood", retry_after=7)
    assert await send(sandbox) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert await heard(sandbox) == []
    assert (await send(sandbox))["ok"]


async def test_a_flood_in_one_chat_leaves_the_others_alone(sandbox):
    await sandbox.say("hello", BOB)
    await play(sandbox, "flood", chat_id=ANN, times=None)
    assert (await send(sandbox, chat_id=BOB))["ok"]
    assert (await sandbox.call("getMe"))["is_bot"]
    assert (await send(sandbox, chat_id=ANN))["error_code"] == 429
    assert (await bare(sandbox, "sendMessage", chat_id=str(ANN), text="hi"))[0] == 429


async def test_a_tap_and_a_photo_are_of_their_chat_too(sandbox):
    message = await sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("a"))
    tapped = await sandbox.tap(message, "a")
    await play(sandbox, "flood", chat_id=ANN, times=2)
    refused = await sandbox.answer("answerCallbackQuery", callback_query_id=tapped["callback_query_id"])
    assert refused["error_code"] == 429
    assert (await sandbox.post_form("sendPhoto", {"photo": ("p.png", png())}, chat_id=str(ANN)))[
        "error_code"
    ] == 429
    assert await sandbox.call("answerCallbackQuery", callback_query_id=tapped["callback_query_id"])


async def test_a_flood_everywhere_spares_polls(sandbox):
    await sandbox.say("hello", BOB)
    await play(sandbox, "flood", times=None)
    for chat_id in (ANN, BOB):
        assert (await send(sandbox, chat_id=chat_id))["error_code"] == 429
    assert (await sandbox.answer("getMe"))["error_code"] == 429
    assert [update["message"]["text"] for update in await sandbox.updates()] == ["hello"]


# --- which, how often, until when ------------------------------------------------------------------------------------


async def test_a_fault_befalls_the_methods_it_names(sandbox):
    await play(sandbox, "flood", methods=["getupdates", "sendPhoto"], times=None)
    assert (await send(sandbox))["ok"]
    assert (await sandbox.answer("getUpdates"))["error_code"] == 429


async def test_a_fault_is_played_as_often_as_it_is_told_and_is_gone_then(sandbox):
    fault = await play(sandbox, "flood", times=2)
    assert (fault["times_left"], fault["methods"], fault["until"]) == (2, "*", None)
    answers = [await send(sandbox) for _ in range(3)]
    assert [answer["ok"] for answer in answers] == [False, False, True]
    assert await playing_now(sandbox) == []


async def test_a_fault_lasts_as_long_as_it_is_told_by_the_sandboxs_clock(sandbox, clock):
    await play(sandbox, "flood", lasts_seconds=60)
    for _ in range(3):
        assert not (await send(sandbox))["ok"]
    clock.seconds += 59
    assert await playing_now(sandbox) == ["flood"]
    assert not (await send(sandbox))["ok"]
    clock.seconds += 1
    assert await playing_now(sandbox) == []
    assert (await send(sandbox))["ok"]


async def test_a_fault_ends_when_it_is_deleted(sandbox):
    kept = await play(sandbox, "flood", times=None, methods=["sendPhoto"])
    fault = await play(sandbox, "flood", times=None)
    await sandbox.sim("DELETE", f"faults/{fault['id']}")
    assert (await send(sandbox))["ok"]
    assert (await sandbox.sim("GET", "faults"))["faults"] == [kept]
    await sandbox.sim("DELETE", "faults")
    assert await playing_now(sandbox) == []
    assert (await sandbox.try_sim("DELETE", f"faults/{fault['id']}"))[0] == 404


async def test_a_reset_ends_all_faults(sandbox):
    await play(sandbox, "down")
    await play(sandbox, "flood", times=None)
    await sandbox.sim("POST", "reset")
    assert await sandbox.sim("GET", "faults") == {"faults": [], "down_until": None}
    assert (await sandbox.call("getMe"))["is_bot"]


async def test_the_first_fault_that_fits_befalls_a_call_and_no_other(sandbox):
    await play(sandbox, "flood", retry_after=1)
    await play(sandbox, "flood", retry_after=2)
    assert [(await send(sandbox))["parameters"]["retry_after"] for _ in range(2)] == [1, 2]


async def test_a_call_that_telegram_would_not_even_look_at_uses_no_fault_up(sandbox):
    await play(sandbox, "flood")
    assert (await sandbox.answer("getMeNot"))["error_code"] == 404
    assert (await sandbox.answer("getMe"))["error_code"] == 429


# --- errors of the server --------------------------------------------------------------------------------------------


async def test_a_bad_gateway_answers_in_html_and_sends_nothing(sandbox):
    await play(sandbox, "error")
    status, kind, text = await bare(sandbox, "sendMessage", chat_id=ANN, text="hi")
    assert (status, kind) == (502, "text/html")
    assert "502 Bad Gateway" in text
    assert await heard(sandbox) == []


@pytest.mark.parametrize(("status", "words"), [(500, "Internal Server Error"), (503, "Service Unavailable")])
async def test_an_error_of_telegrams_own_is_json_and_sends_nothing(sandbox, status, words):
    await play(sandbox, "error", status=status)
    assert await send(sandbox) == {"ok": False, "error_code": status, "description": words}
    assert await heard(sandbox) == []
    assert (await send(sandbox))["ok"]


async def test_any_refusal_can_be_played(sandbox):
    await play(sandbox, "error", status=403, description="Forbidden: user is deactivated")
    assert await sandbox.refusal("sendMessage", chat_id=ANN, text="hi") == "Forbidden: user is deactivated"


# --- lost and slow ---------------------------------------------------------------------------------------------------


async def test_a_lost_answer_is_of_a_call_that_was_done(sandbox):
    await play(sandbox, "lost_answer")
    with pytest.raises(ServerDisconnectedError):
        await send(sandbox)
    assert await heard(sandbox) == ["hi"]
    assert (await send(sandbox, "again"))["ok"]


async def test_a_lost_call_was_never_done(sandbox):
    await play(sandbox, "lost_call")
    with pytest.raises(ServerDisconnectedError):
        await send(sandbox)
    assert await heard(sandbox) == []


async def test_a_poll_whose_answer_is_lost_brings_the_same_the_next_time(sandbox):
    await sandbox.say("one")
    await play(sandbox, "lost_answer", methods=["getUpdates"])
    with pytest.raises(ServerDisconnectedError):
        await sandbox.updates()
    assert [update["message"]["text"] for update in await sandbox.updates()] == ["one"]


async def test_a_slow_answer_is_of_a_call_that_is_done_at_once_and_delays_no_other(sandbox):
    fault = await play(sandbox, "slow", seconds=HOUR)
    async with asyncio.TaskGroup() as tasks:
        slow = tasks.create_task(send(sandbox, "slow"))
        while await heard(sandbox) != ["slow"]:
            pass
        assert (await send(sandbox, "quick"))["ok"]
        assert not slow.done()
        assert [each["times_left"] for each in (await sandbox.sim("GET", "faults"))["faults"]] == [0]
        await sandbox.sim("DELETE", f"faults/{fault['id']}")
    assert slow.result()["ok"]


async def test_a_slow_answer_comes_by_itself(sandbox):
    await play(sandbox, "slow", seconds=0.01)
    assert (await send(sandbox))["ok"]
    assert await playing_now(sandbox) == []


async def test_a_bot_that_does_not_wait_for_a_slow_answer_has_sent_its_message(sandbox):
    await play(sandbox, "slow", seconds=HOUR)
    async with asyncio.TaskGroup() as tasks:
        slow = tasks.create_task(send(sandbox, "slow"))
        while await heard(sandbox) != ["slow"]:
            pass
        slow.cancel()
    while await playing_now(sandbox):
        pass
    assert (await send(sandbox, "next"))["ok"]


async def test_a_slow_answer_does_not_keep_the_server_from_stopping(tmp_path, clock):
    settings = SandboxSettings(database=tmp_path / "sandbox.sqlite3")
    async with (
        ClientSession() as http,
        asyncio.TaskGroup() as tasks,
        serving(create_app(settings, now=clock)) as url,
    ):
        sandbox = Sandbox(url, http, clock)
        await sandbox.sim("POST", "people", id=ANN, first_name="Ann")
        await sandbox.say("hello")
        await play(sandbox, "slow", seconds=HOUR)
        slow = tasks.create_task(send(sandbox, "slow"))
        while await heard(sandbox) != ["slow"]:
            pass
    assert slow.result()["ok"]


# --- out of order altogether -----------------------------------------------------------------------------------------


async def test_while_the_bot_api_is_down_nothing_is_answered_and_nothing_is_done(sandbox):
    photo = await sandbox.send_picture(png())
    path = (await sandbox.call("getFile", file_id=photo["photo"][-1]["file_id"]))["file_path"]
    await play(sandbox, "down")
    for method in ("sendMessage", "getUpdates", "getMe"):
        with pytest.raises(ServerDisconnectedError):
            await sandbox.answer(method, chat_id=ANN, text="hi")
    with pytest.raises(ServerDisconnectedError):
        await sandbox.http.get(f"{sandbox.url}/file/bot{sandbox.token}/{path}")
    assert len((await sandbox.chat())["messages"]) == 2


async def test_an_outage_can_be_seen_as_a_bad_gateway(sandbox):
    await play(sandbox, "down", status=502)
    status, kind, _ = await bare(sandbox, "sendMessage", chat_id=ANN, text="hi")
    assert (status, kind) == (502, "text/html")
    assert await heard(sandbox) == []


async def test_an_outage_ends_by_itself_after_its_hour(sandbox, clock):
    fault = await play(sandbox, "down")
    assert (await sandbox.sim("GET", "faults"))["down_until"] == fault["until"]
    clock.seconds += HOUR - 1
    with pytest.raises(ServerDisconnectedError):
        await send(sandbox)
    clock.seconds += 1
    assert (await send(sandbox))["ok"]
    assert (await sandbox.sim("GET", "faults"))["down_until"] is None


async def test_an_outage_ends_when_it_is_deleted(sandbox):
    fault = await play(sandbox, "down")
    await sandbox.sim("DELETE", f"faults/{fault['id']}")
    assert (await send(sandbox))["ok"]


async def test_people_go_on_writing_during_an_outage_and_the_bot_learns_of_it_afterwards(sandbox):
    await play(sandbox, "down")
    await sandbox.say("anybody there?")
    await sandbox.sim("DELETE", "faults")
    assert [update["message"]["text"] for update in await sandbox.updates()] == ["anybody there?"]


async def test_a_poll_that_waits_does_not_outlive_the_beginning_of_an_outage(sandbox):
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(disconnected(sandbox.updates(timeout=50)))
        while not (await sandbox.sim("GET", "bot"))["polling"]:
            pass
        await play(sandbox, "down")
        await poll


async def disconnected(asking):
    with pytest.raises(ServerDisconnectedError):
        await asking


async def test_nothing_is_delivered_to_a_webhook_during_an_outage(hooked_up):
    sandbox, hook = hooked_up.sandbox, hooked_up.hook
    await hooked_up.listen()
    await play(sandbox, "down")
    await sandbox.say("anybody there?")
    hooked_up.pass_time(HOUR - 1)
    assert hook.texts == []
    hooked_up.pass_time(1)
    await hooked_up.until(lambda: hook.texts == ["anybody there?"])


# --- the way of updates ----------------------------------------------------------------------------------------------


async def polled(sandbox: Sandbox) -> list[str]:
    """What a bot that confirms what it has been given is given, until nothing comes."""
    texts, offset = [], 0
    while updates := await sandbox.updates(offset=offset):
        texts += [update["message"]["text"] for update in updates]
        offset = updates[-1]["update_id"] + 1
    return texts


async def test_an_update_is_delivered_more_than_once_to_a_poller(sandbox):
    await play(sandbox, "duplicate", repeats=2)
    await sandbox.say("one")
    await sandbox.say("two")
    assert sorted(await polled(sandbox)) == ["one", "one", "one", "two"]
    assert await playing_now(sandbox) == []


async def test_an_update_is_delivered_more_than_once_to_a_webhook(hooked_up):
    await hooked_up.listen()
    await play(hooked_up.sandbox, "duplicate")
    await hooked_up.sandbox.say("one")
    await hooked_up.sandbox.say("two")
    await hooked_up.until(lambda: len(hooked_up.hook.received) == 3)
    assert hooked_up.hook.texts == ["one", "one", "two"]
    first, again, _ = hooked_up.hook.received
    assert first == again


async def test_updates_of_different_queues_change_places_for_a_poller(sandbox):
    await play(sandbox, "reorder")
    await sandbox.say("overtaken", ANN)
    await sandbox.say("overtaking", BOB)
    assert await polled(sandbox) == ["overtaking", "overtaken"]


async def test_updates_of_different_queues_change_places_for_a_webhook(hooked_up):
    await hooked_up.listen(max_connections=1)
    await play(hooked_up.sandbox, "reorder")
    await hooked_up.sandbox.say("overtaken", ANN)
    await hooked_up.sandbox.say("overtaking", BOB)
    await hooked_up.until(lambda: hooked_up.hook.texts == ["overtaking", "overtaken"])


async def test_a_delayed_update_comes_later_and_others_do_not_wait_for_it(sandbox, clock):
    await play(sandbox, "delay", seconds=30)
    await sandbox.say("late", ANN)
    await sandbox.say("in time", BOB)
    assert await polled(sandbox) == ["in time"]
    clock.seconds += 30
    assert await polled(sandbox) == ["late"]


async def test_a_delayed_update_comes_later_to_a_webhook_too(hooked_up):
    await hooked_up.listen()
    await play(hooked_up.sandbox, "delay", seconds=30)
    await hooked_up.sandbox.say("late", ANN)
    await hooked_up.sandbox.say("in time", BOB)
    await hooked_up.until(lambda: hooked_up.hook.texts == ["in time"])
    hooked_up.pass_time(30)
    await hooked_up.until(lambda: hooked_up.hook.texts == ["in time", "late"])


async def test_a_fault_of_deliveries_befalls_the_chat_it_names(sandbox, clock):
    message = await sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("a"))
    await play(sandbox, "delay", seconds=30, chat_id=ANN, times=2)
    await sandbox.say("from Bob", BOB)
    await sandbox.say("from Ann", ANN)
    await sandbox.tap(message, "a")
    assert await polled(sandbox) == ["from Bob"]
    clock.seconds += 30
    assert len(await sandbox.updates()) == 2


async def test_an_update_of_a_future_telegram_can_be_sent(sandbox):
    content = {"from": {"id": ANN}, "sent_by": "a Telegram of the future"}
    await sandbox.sim("POST", "updates", kind="message", content=content)
    (update,) = await sandbox.updates()
    assert update["message"] == content


# --- the script itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, '"kind" is missing'),
        ({"kind": "plague"}, '"kind" is one of flood, error, slow'),
        ({"kind": "flood", "seconds": 5}, 'a fault of kind flood takes no "seconds"'),
        ({"kind": "down", "methods": ["getMe"]}, 'a fault of kind down takes no "methods"'),
        ({"kind": "delay", "methods": ["getMe"]}, 'a fault of kind delay takes no "methods"'),
        ({"kind": "flood", "methods": ["getMeNot"]}, 'there is no method "getMeNot"'),
        ({"kind": "flood", "methods": "getMe"}, '"methods" is "*" or a list of methods'),
        ({"kind": "flood", "times": 0}, '"times" must be from 1'),
        ({"kind": "flood", "retry_after": 0}, '"retry_after" must be from 1'),
        ({"kind": "flood", "chat_id": "x"}, '"chat_id" must be of type int'),
        ({"kind": "slow", "seconds": 0}, '"seconds" must be seconds'),
        ({"kind": "slow", "seconds": float("nan")}, '"seconds" must be seconds'),
        ({"kind": "error", "status": 200}, '"status" must be from 400 to 599'),
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused(sandbox, rule, words):
    async with sandbox.http.post(f"{sandbox.url}/sim/faults", data=json.dumps(rule)) as response:
        assert response.status == 400
        assert (await response.json())["error"].startswith(words)
    assert await playing_now(sandbox) == []


@pytest.mark.parametrize("update", [{}, {"kind": "update_id", "content": {}}, {"kind": "x", "content": 5}])
async def test_an_update_that_is_none_is_refused(sandbox, update):
    assert (await sandbox.try_sim("POST", "updates", **update))[0] == 400


async def test_nonsense_inside_an_update_is_delivered_as_it_is(sandbox):
    nonsense: list[Json] = [{"message": 5}, {"chat": "x", "from": []}, {"chat": {}}]
    for content in nonsense:
        await sandbox.sim("POST", "updates", kind="message", content=content)
    assert len(await sandbox.updates()) == 3
