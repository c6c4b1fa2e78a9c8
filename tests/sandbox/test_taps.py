"""Taps on inline buttons: delivered, answered once and in time, stale ones too."""

import asyncio

import pytest

from tests.sandbox.playing import ANN, buttons

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def message(sandbox):
    return await sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("yes", "no"))


async def query(sandbox):
    """The newest callback query, as the bot got it."""
    return (await sandbox.updates(offset=-1))[0]["callback_query"]


async def test_a_tap_reaches_the_bot_with_its_message(sandbox, message):
    tapped = await sandbox.tap(message, "yes")
    got = await query(sandbox)
    assert (got["id"], got["data"]) == (tapped["callback_query_id"], "yes")
    assert got["from"]["id"] == ANN
    assert got["message"] == message
    assert (tapped["answer"], tapped["stale"]) == (None, False)


async def test_a_button_can_be_tapped_by_its_place(sandbox, message):
    place = {"message_id": message["message_id"], "row": 0, "column": 1}
    await sandbox.sim("POST", f"people/{ANN}/taps", **place)
    assert (await query(sandbox))["data"] == "no"


async def test_a_waiting_tap_is_given_the_answer(sandbox, message):
    async with asyncio.TaskGroup() as tasks:
        tapped = tasks.create_task(sandbox.tap(message, "yes", wait=30))
        (update,) = await sandbox.updates(timeout=30)
        got = update["callback_query"]
        await sandbox.call("answerCallbackQuery", callback_query_id=got["id"], text="Done", show_alert=True)
    assert tapped.result()["answer"] == {"text": "Done", "show_alert": True, "url": None}


async def test_an_answer_pops_up_in_the_chat(sandbox, message):
    seen = (await sandbox.chat())["revision"]
    tapped = await sandbox.tap(message, "yes")
    await sandbox.call("answerCallbackQuery", callback_query_id=tapped["callback_query_id"], text="Done")
    (toast,) = (await sandbox.chat(after=seen))["toasts"]
    assert (toast["text"], toast["show_alert"]) == ("Done", False)
    assert toast["callback_query_id"] == tapped["callback_query_id"]
    assert (await sandbox.chat(after=toast["revision"]))["toasts"] == []
    assert (await sandbox.chat())["toasts"] == []


async def test_an_answer_without_words_pops_nothing_up(sandbox, message):
    seen = (await sandbox.chat())["revision"]
    tapped = await sandbox.tap(message, "yes")
    await sandbox.call("answerCallbackQuery", callback_query_id=tapped["callback_query_id"])
    assert (await sandbox.chat(after=seen))["toasts"] == []


async def test_a_query_is_answered_once(sandbox, message):
    tapped = await sandbox.tap(message, "yes")
    await sandbox.call("answerCallbackQuery", callback_query_id=tapped["callback_query_id"])
    refused = await sandbox.refusal("answerCallbackQuery", callback_query_id=tapped["callback_query_id"])
    assert refused == TOO_OLD


async def test_a_query_can_be_answered_for_150_seconds(sandbox, message, clock):
    in_time, late = await sandbox.tap(message, "yes"), await sandbox.tap(message, "yes")
    clock.seconds += 150
    await sandbox.call("answerCallbackQuery", callback_query_id=in_time["callback_query_id"])
    clock.seconds += 1
    assert (
        await sandbox.refusal("answerCallbackQuery", callback_query_id=late["callback_query_id"]) == TOO_OLD
    )


async def test_an_unknown_query_cannot_be_answered(sandbox):
    assert await sandbox.refusal("answerCallbackQuery", callback_query_id="12345") == TOO_OLD


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"text": "a" * 201}, "MESSAGE_TOO_LONG"),
        ({"text": "😀" * 101}, "MESSAGE_TOO_LONG"),
        ({"url": "https://example.com/"}, "URL_INVALID"),
        ({"url": "https://t.me/another_bot?start=a"}, "URL_INVALID"),
    ],
)
async def test_an_answer_is_refused_for(sandbox, message, answer, words):
    tapped = await sandbox.tap(message, "yes")
    query_id = tapped["callback_query_id"]
    refused = await sandbox.refusal("answerCallbackQuery", callback_query_id=query_id, **answer)
    assert refused == f"Bad Request: {words}"
    await sandbox.call(
        "answerCallbackQuery",
        callback_query_id=query_id,
        text="a" * 200,
        url="t.me/hecun_sandbox_bot?start=a",
    )


async def test_a_tap_on_a_button_that_is_gone_is_delivered_as_stale(sandbox, message):
    await sandbox.call("editMessageText", chat_id=ANN, message_id=message["message_id"], text="chosen")
    tapped = await sandbox.tap(message, "yes")
    assert tapped["stale"]
    got = await query(sandbox)
    assert (got["data"], got["message"]["text"]) == ("yes", "chosen")


async def test_a_tap_on_a_deleted_message_comes_with_an_inaccessible_one(sandbox, message):
    await sandbox.call("deleteMessage", chat_id=ANN, message_id=message["message_id"])
    assert (await sandbox.tap(message, "yes"))["stale"]
    got = (await query(sandbox))["message"]
    assert (got["message_id"], got["date"]) == (message["message_id"], 0)
    assert "text" not in got


@pytest.mark.parametrize(
    ("tap", "status"),
    [
        ({"message_id": 999, "row": 0, "column": 0}, 404),
        ({"row": 0, "column": 2}, 422),
        ({"row": 1, "column": 0}, 422),
        ({"column": 0}, 400),
        ({"callback_data": 5}, 400),
    ],
)
async def test_a_tap_on_nothing_is_refused(sandbox, message, tap, status):
    answered, body = await sandbox.try_sim(
        "POST", f"people/{ANN}/taps", **({"message_id": message["message_id"]} | tap)
    )
    assert (answered, list(body)) == (status, ["error"])


async def test_a_button_that_sends_nothing_cannot_be_tapped(sandbox):
    markup = {"inline_keyboard": [[{"text": "taken", "disabled": {}}]]}
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="x", reply_markup=markup)
    status, _ = await sandbox.try_sim(
        "POST", f"people/{ANN}/taps", message_id=sent["message_id"], row=0, column=0
    )
    assert status == 422
