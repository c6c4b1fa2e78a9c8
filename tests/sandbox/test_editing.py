"""Edits that change something, edits that must not, and what can be taken away."""

import json

import pytest

from tests.sandbox.playing import ANN, BOB, buttons, png

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
HOUR = 60 * 60


@pytest.fixture
async def text(sandbox):
    return await sandbox.call(
        "sendMessage", chat_id=ANN, text="<b>one</b>", parse_mode="HTML", reply_markup=buttons("a")
    )


@pytest.fixture
async def photo(sandbox):
    return await sandbox.send_picture(png(), caption="one", reply_markup=buttons("a"))


def at(message):
    return {"chat_id": ANN, "message_id": message["message_id"]}


def media(message, **options):
    return {"type": "photo", "media": message["photo"][-1]["file_id"], "caption": "one"} | options


async def test_an_edited_text_is_what_everybody_sees(sandbox, text, clock):
    before = await sandbox.chat()
    clock.seconds += 60
    edited = await sandbox.call("editMessageText", **at(text), text="two", reply_markup=buttons("b"))
    assert (edited["text"], edited["reply_markup"], edited["edit_date"]) == (
        "two",
        buttons("b"),
        clock.seconds,
    )
    assert "entities" not in edited
    changes = await sandbox.chat(after=before["revision"])
    assert [message["text"] for message in changes["messages"]] == ["two"]


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(sandbox, text):
    edited = await sandbox.call("editMessageText", **at(text), text="<b>one</b>", parse_mode="HTML")
    assert "reply_markup" not in edited


async def test_an_edit_that_changes_nothing_is_refused(sandbox, text, photo):
    same = {"reply_markup": buttons("a")}
    assert (
        await sandbox.refusal("editMessageText", **at(text), text="<b>one</b>", parse_mode="HTML", **same)
        == NOT_MODIFIED
    )
    assert await sandbox.refusal("editMessageReplyMarkup", **at(text), **same) == NOT_MODIFIED
    assert await sandbox.refusal("editMessageCaption", **at(photo), caption="one", **same) == NOT_MODIFIED
    assert await sandbox.refusal("editMessageMedia", **at(photo), media=media(photo), **same) == NOT_MODIFIED
    body = await sandbox.post_form(
        "editMessageMedia",
        {"card": ("card.png", png())},
        **at(photo),
        media={"type": "photo", "media": "attach://card", "caption": "one"},
        **same,
    )
    assert body["description"] == NOT_MODIFIED


@pytest.mark.parametrize(
    "change",
    [
        {"text": "one", "parse_mode": "HTML"},
        {"text": "<b>one</b>.", "parse_mode": "HTML"},
        {"text": "<b>one</b>", "parse_mode": "HTML", "reply_markup": buttons("b")},
        {"text": "<b>one</b>", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}},
    ],
)
async def test_an_edit_that_changes_anything_is_made(sandbox, text, change):
    await sandbox.call("editMessageText", **at(text), **{"reply_markup": buttons("a"), **change})


async def test_a_keyboard_alone_can_be_changed_and_removed(sandbox, photo):
    edited = await sandbox.call("editMessageReplyMarkup", **at(photo), reply_markup=buttons("b"))
    assert (edited["reply_markup"], edited["caption"]) == (buttons("b"), "one")
    edited = await sandbox.call("editMessageReplyMarkup", **at(photo))
    assert "reply_markup" not in edited
    assert await sandbox.refusal("editMessageReplyMarkup", **at(photo)) == NOT_MODIFIED


async def test_a_caption_can_be_changed_and_removed(sandbox, photo):
    edited = await sandbox.call("editMessageCaption", **at(photo), caption="two")
    assert edited["caption"] == "two"
    edited = await sandbox.call("editMessageCaption", **at(photo))
    assert "caption" not in edited
    assert edited["photo"] == photo["photo"]


async def test_another_picture_takes_the_place_of_the_first(sandbox, photo):
    body = await sandbox.post_form(
        "editMessageMedia",
        {"card": ("card.png", png(60, 60))},
        **at(photo),
        media={"type": "photo", "media": "attach://card", "caption": "<u>two</u>", "parse_mode": "HTML"},
    )
    edited = body["result"]
    assert (edited["photo"][-1]["width"], edited["caption"]) == (60, "two")


async def test_a_text_can_become_a_picture_but_never_back(sandbox, text, photo):
    edited = await sandbox.call("editMessageMedia", **at(text), media=media(photo))
    assert "text" not in edited
    assert edited["photo"] == photo["photo"]
    assert await sandbox.refusal("editMessageText", **at(text), text="back") == (
        "Bad Request: there is no text in the message to edit"
    )


async def test_a_message_is_edited_by_the_method_of_its_kind(sandbox, text, photo):
    assert await sandbox.refusal("editMessageText", **at(photo), text="two") == (
        "Bad Request: there is no text in the message to edit"
    )
    assert await sandbox.refusal("editMessageCaption", **at(text), caption="two") == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_an_edited_document_stays_one_of_the_media(sandbox, photo):
    sent = await sandbox.post_form("sendDocument", {"document": ("a.txt", b"a")}, chat_id=ANN)
    document = {"type": "document", "media": sent["result"]["document"]["file_id"]}
    edited = await sandbox.call("editMessageMedia", **at(photo), media=document)
    assert "photo" not in edited
    assert edited["document"]["file_name"] == "a.txt"


EDITS = [
    ("editMessageText", {"text": "x"}),
    ("editMessageCaption", {"caption": "x"}),
    ("editMessageReplyMarkup", {"reply_markup": buttons("x")}),
]


@pytest.mark.parametrize(("method", "parameters"), EDITS)
@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"chat_id": ANN, "message_id": 999}, "message to edit not found"),
        ({"chat_id": ANN, "message_id": 0}, "message to edit not found"),
        ({"chat_id": ANN}, "message to edit not found"),
        ({"chat_id": ANN, "message_id": 1}, "message can't be edited"),
        ({"chat_id": BOB, "message_id": 1}, "chat not found"),
        ({"message_id": 1}, "chat_id is empty"),
        ({"inline_message_id": "A" * 27}, "MESSAGE_ID_INVALID"),
        ({"inline_message_id": "AQAAAAAA"}, "invalid inline message identifier specified"),
        ({"inline_message_id": ""}, "message identifier is not specified"),
        ({}, "message identifier is not specified"),
    ],
)
async def test_an_edit_is_refused_where_there_is_nothing_to_edit(sandbox, method, parameters, where, words):
    assert await sandbox.refusal(method, **where, **parameters) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"chat_id": ANN, "message_id": 999}, "message to edit not found"),
        ({"chat_id": ANN, "message_id": 1}, "message can't be edited"),
        ({"chat_id": BOB, "message_id": 1}, "chat not found"),
        ({}, "message identifier is not specified"),
    ],
)
async def test_another_picture_is_refused_where_there_is_nothing_to_edit(sandbox, photo, where, words):
    refused = await sandbox.refusal("editMessageMedia", **where, media=media(photo))
    assert refused == f"Bad Request: {words}"


async def test_a_deleted_message_cannot_be_edited(sandbox, text):
    await sandbox.call("deleteMessage", **at(text))
    assert await sandbox.refusal("editMessageText", **at(text), text="two") == (
        "Bad Request: message to edit not found"
    )


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "<b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 0"),
        ({"text": "a", "reply_markup": {"keyboard": [["a"]]}}, "inline keyboard expected"),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_an_edit_is_as_strict_as_sending(sandbox, text, parameters, words):
    assert await sandbox.refusal("editMessageText", **at(text), **parameters) == f"Bad Request: {words}"


async def test_an_edited_caption_has_its_limit(sandbox, photo):
    refused = await sandbox.refusal("editMessageCaption", **at(photo), caption="a" * 1025)
    assert refused == "Bad Request: message caption is too long"


async def test_media_that_is_not_played_is_said_to_be(sandbox, photo):
    body = await sandbox.answer("editMessageMedia", **at(photo), media={"type": "video", "media": "x"})
    assert body["error_code"] == 501


# --- taking away -----------------------------------------------------------------------------------------------------


async def test_a_deleted_message_is_gone_with_its_content(sandbox, clock):
    secret = await sandbox.say("482913")
    seen = await sandbox.chat()
    await sandbox.call("deleteMessage", **at(secret))
    changes = await sandbox.chat(after=seen["revision"])
    assert [message["deleted"] for message in changes["messages"]] == [True]
    assert "482913" not in json.dumps(changes)
    assert secret["message_id"] not in [m["message_id"] for m in (await sandbox.chat())["messages"]]


async def test_only_what_is_there_can_be_deleted_and_only_for_two_days(sandbox, text, clock):
    assert await sandbox.refusal("deleteMessage", chat_id=ANN, message_id=999) == (
        "Bad Request: message to delete not found"
    )
    clock.seconds += 48 * HOUR
    assert await sandbox.refusal("deleteMessage", **at(text)) == (
        "Bad Request: message can't be deleted for everyone"
    )


async def test_many_messages_are_deleted_at_once_and_missing_ones_are_skipped(sandbox, text, photo):
    ids = [text["message_id"], 999, photo["message_id"]]
    await sandbox.call("deleteMessages", chat_id=ANN, message_ids=ids)
    assert [message["text"] for message in (await sandbox.chat())["messages"]] == ["hello"]


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
    ],
)
async def test_deleting_many_is_refused_for(sandbox, ids, words):
    refused = await sandbox.refusal("deleteMessages", chat_id=ANN, message_ids=ids)
    assert refused == f"Bad Request: {words}"


async def test_a_pinned_message_is_shown_until_it_is_unpinned(sandbox, text):
    await sandbox.call("pinChatMessage", **at(text))
    assert (await sandbox.call("getChat", chat_id=ANN))["pinned_message"]["text"] == "one"
    pinned, said_so = (await sandbox.chat())["messages"][-2:]
    assert pinned["pinned"]
    assert said_so["pinned_message"]["text"] == "one"
    (update,) = await sandbox.updates()
    assert update["message"]["pinned_message"]["message_id"] == text["message_id"]
    await sandbox.call("unpinChatMessage", chat_id=ANN)
    assert "pinned_message" not in await sandbox.call("getChat", chat_id=ANN)
    assert "pinned" not in (await sandbox.chat())["messages"][-1]


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("pinChatMessage", {"message_id": 999}, "message to pin not found"),
        ("unpinChatMessage", {"message_id": 999}, "message to unpin not found"),
        ("unpinChatMessage", {}, "message to unpin not found"),
        ("setMessageReaction", {"message_id": 999}, "message to react not found"),
        (
            "setMessageReaction",
            {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "🧀"}]},
            "REACTION_INVALID",
        ),
        (
            "setMessageReaction",
            {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}] * 2},
            "REACTIONS_TOO_MANY",
        ),
    ],
)
async def test_pins_and_reactions_are_refused_for(sandbox, method, parameters, words):
    assert await sandbox.refusal(method, chat_id=ANN, **parameters) == f"Bad Request: {words}"


async def test_a_reaction_is_seen_and_taken_back(sandbox):
    said = await sandbox.say("thanks")
    await sandbox.call("setMessageReaction", **at(said), reaction=[{"type": "emoji", "emoji": "🎉"}])
    assert (await sandbox.chat())["messages"][-1]["reactions"] == ["🎉"]
    await sandbox.call("setMessageReaction", **at(said))
    assert "reactions" not in (await sandbox.chat())["messages"][-1]
