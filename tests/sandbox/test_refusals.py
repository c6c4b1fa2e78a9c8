"""Refusals that belong to no method alone: entities, keyboards, replies, files, values of a wrong kind, lengths."""

import json

import pytest

from tests.sandbox.grouping import make_group
from tests.sandbox.playing import ANN, buttons, linked, png

EMOJI = "😀"  # two UTF-16 units


async def refused(sandbox, method="sendMessage", **parameters):
    words = await sandbox.refusal(method, **{"chat_id": ANN, **parameters})
    return words.removeprefix("Bad Request: ")


async def refused_form(sandbox, method, files, **fields):
    body = await sandbox.post_form(method, files, **fields)
    assert not body["ok"]
    return body["description"].removeprefix("Bad Request: ")


# --- lengths are counted in UTF-16 units -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fits"), [(EMOJI * 2048, True), (EMOJI * 2048 + "a", False), ("a" * 4097, False)]
)
async def test_a_text_has_at_most_4096_units(sandbox, text, fits):
    if fits:
        assert (await sandbox.call("sendMessage", chat_id=ANN, text=text))["text"] == text
    else:
        assert await refused(sandbox, text=text) == "message is too long"


@pytest.mark.parametrize(("caption", "fits"), [(EMOJI * 512, True), (EMOJI * 512 + "a", False)])
async def test_a_caption_has_at_most_1024_units(sandbox, caption, fits):
    if fits:
        assert (await sandbox.send_picture(png(), caption=caption))["caption"] == caption
    else:
        files = {"photo": ("a.png", png())}
        words = await refused_form(sandbox, "sendPhoto", files, chat_id=str(ANN), caption=caption)
        assert words == "message caption is too long"


async def test_formatting_does_not_count(sandbox):
    text = f"<b>{'a' * 4096}</b>"
    await sandbox.call("sendMessage", chat_id=ANN, text=text, parse_mode="HTML")
    assert await refused(sandbox, text="a" * 32769) == "text is too long"


@pytest.mark.parametrize(("text", "fits"), [(EMOJI * 100, True), (EMOJI * 100 + "a", False)])
async def test_an_answer_to_a_tap_has_at_most_200_units(sandbox, text, fits):
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="x", reply_markup=buttons("a"))
    answer = {"callback_query_id": (await sandbox.tap(sent, "a"))["callback_query_id"], "text": text}
    body = await sandbox.answer("answerCallbackQuery", **answer)
    assert body.get("description") == (None if fits else "Bad Request: MESSAGE_TOO_LONG")


@pytest.mark.parametrize(("data", "fits"), [("合" * 21 + "a", True), ("合" * 22, False)])
async def test_callback_data_has_at_most_64_bytes(sandbox, data, fits):
    body = await sandbox.answer("sendMessage", chat_id=ANN, text="x", reply_markup=linked(callback_data=data))
    assert body.get("description") == (None if fits else "Bad Request: BUTTON_DATA_INVALID")


# --- entities and replies --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("text_link", "url"),
        ("text_mention", "user"),
        ("custom_emoji", "custom_emoji_id"),
        ("date_time", "unix_time"),
    ],
)
async def test_an_entity_without_what_it_needs_is_refused(sandbox, kind, needed):
    entities = [{"type": kind, "offset": 0, "length": 1}]
    words = await refused(sandbox, text="x", entities=entities)
    assert words == f"can't parse MessageEntity: Can't find field \"{needed}\""


async def test_a_reply_names_a_message(sandbox):
    words = await refused(sandbox, text="x", reply_parameters={"quote": "y"})
    assert words == "can't parse ReplyParameters: Can't find field \"message_id\""


async def test_a_message_of_another_chat_is_not_played_as_reply(sandbox):
    reply = {"message_id": 1, "chat_id": 77}
    body = await sandbox.answer("sendMessage", chat_id=ANN, text="x", reply_parameters=reply)
    assert body["error_code"] == 501


# --- keyboards -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ({"request_contact": True}, "phone number can be requested in private chats only"),
        ({"request_location": True}, "location can be requested in private chats only"),
        ({"request_poll": {}}, "poll can be requested in private chats only"),
        ({"request_users": {"request_id": 1}}, "users can be requested in private chats only"),
        (
            {"request_chat": {"request_id": 1, "chat_is_channel": False}},
            "chats can be requested in private chats only",
        ),
        ({"request_managed_bot": {"request_id": 1}}, "managed bots can be requested in private chats only"),
        ({"web_app": {"url": "https://example.com"}}, "Web App buttons can be used in private chats only"),
    ],
)
async def test_what_a_button_asks_of_a_person_it_asks_in_private(sandbox, action, words):
    chat = await make_group(sandbox)
    keyboard = {"keyboard": [[{"text": "x", **action}]]}
    assert await refused(sandbox, chat_id=chat, text="x", reply_markup=keyboard) == words
    await sandbox.call("sendMessage", chat_id=ANN, text="x", reply_markup=keyboard)


@pytest.mark.parametrize(
    "keyboard",
    [{"keyboard": [[{"text": "x"}]]}, {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}],
)
async def test_an_icon_of_a_button_is_a_number(sandbox, keyboard):
    (rows,) = keyboard.values()
    rows[0][0]["icon_custom_emoji_id"] = "smile"
    words = await refused(sandbox, text="x", reply_markup=keyboard)
    assert words == "can't parse keyboard button: invalid custom emoji identifier specified"


# --- values of a wrong kind ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("message_id", "one", 'field "message_id" must be a valid Number'),
        ("message_id", 2**63, 'field "message_id" must be a valid Number'),
        ("message_id", True, 'field "message_id" must be a valid Number'),
        ("disable_notification", 1, 'field "disable_notification" must be of type Boolean'),
    ],
)
async def test_numbers_and_booleans_are_what_they_say(sandbox, field, value, words):
    given = {"message_id": 1, field: value}
    method = "pinChatMessage"
    assert await refused(sandbox, method, **given) == words


async def test_a_place_is_made_of_numbers(sandbox):
    words = await refused(sandbox, "sendLocation", latitude="north", longitude=1.5)
    assert words == 'field "latitude" must be a valid Number'


async def test_a_form_says_booleans_in_words(sandbox):
    fields = {"chat_id": str(ANN), "text": "x", "protect_content": "perhaps"}
    assert await refused_form(sandbox, "sendMessage", {}, **fields) == (
        'parameter "protect_content" must be of type Boolean'
    )


async def test_only_files_are_uploaded_as_files(sandbox):
    words = await refused_form(sandbox, "sendMessage", {"text": ("a.txt", b"a")}, chat_id=str(ANN))
    assert words == 'parameter "text" can\'t be a file'


async def test_half_a_character_is_no_text(sandbox):
    data = json.dumps({"chat_id": ANN, "text": "\ud83d"})
    url, headers = f"{sandbox.url}/bot{sandbox.token}/sendMessage", {"Content-Type": "application/json"}
    async with sandbox.http.post(url, data=data, headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("sendDocument", "there is no document in the request"),
        ("sendPhoto", "there is no photo in the request"),
        ("getFile", "file_id not specified"),
    ],
)
async def test_a_file_must_be_named(sandbox, method, words):
    given = {} if method == "getFile" else {"chat_id": ANN}
    assert await sandbox.refusal(method, **given) == f"Bad Request: {words}"


async def test_a_file_over_the_limit_is_not_taken(sandbox, monkeypatch):
    monkeypatch.setattr("bot.sandbox.files.FILE_BYTES_LIMIT", 3)
    body = await sandbox.post_form("sendDocument", {"document": ("a.txt", b"abcd")}, chat_id=ANN)
    assert (body["error_code"], body["description"]) == (413, "Request Entity Too Large")


async def test_a_big_file_cannot_be_downloaded(sandbox, monkeypatch):
    sent = (await sandbox.post_form("sendDocument", {"document": ("a.txt", b"abcd")}, chat_id=ANN))["result"]
    monkeypatch.setattr("bot.sandbox.files.DOWNLOAD_BYTES_LIMIT", 3)
    refusal = await sandbox.refusal("getFile", file_id=sent["document"]["file_id"])
    assert refusal == "Bad Request: file is too big"
