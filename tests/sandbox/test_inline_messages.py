"""Messages sent via the bot: tapped without telling where they are, and edited live on everybody's phone."""

import pytest

from tests.sandbox.grouping import make_group, take
from tests.sandbox.inlining import article, inline_id, live_message, send_inline
from tests.sandbox.playing import ANN, BOB, buttons, png
from tests.sandbox.test_conformance import fits


async def test_a_tap_tells_an_inline_id_and_no_message(sandbox):
    chat_id, message, _ = await live_message(sandbox)
    tap = {"message_id": message["message_id"], "callback_data": "join", "chat_id": chat_id}
    tapped = await sandbox.sim("POST", f"people/{BOB}/taps", **tap)
    assert not tapped["stale"]
    (update,) = await take(sandbox)
    query = update["callback_query"]
    assert fits(query, "CallbackQuery")
    assert (query["from"]["id"], query["data"]) == (BOB, "join")
    assert query["inline_message_id"]
    assert "message" not in query
    assert await sandbox.call("answerCallbackQuery", callback_query_id=query["id"], text="Joined")
    toasts = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={chat_id}&after=1"))["toasts"]
    assert [toast["text"] for toast in toasts] == ["Joined"]


async def test_one_chat_is_one_instance_for_everybody_in_it(sandbox):
    chat_id, message, _ = await live_message(sandbox)
    for person in (ANN, BOB):
        tap = {"message_id": message["message_id"], "callback_data": "join", "chat_id": chat_id}
        await sandbox.sim("POST", f"people/{person}/taps", **tap)
    instances = [update["callback_query"]["chat_instance"] for update in await take(sandbox)]
    assert len(set(instances)) == 1
    assert str(chat_id) not in instances[0]


async def test_an_edit_is_live_on_every_viewers_phone(sandbox):
    chat_id, message, inline = await live_message(sandbox)
    edit = {"text": "<b>2 of 5</b>", "parse_mode": "HTML", "reply_markup": buttons("join", "leave")}
    assert await sandbox.call("editMessageText", inline_message_id=inline, **edit) is True
    for person in (ANN, BOB):
        seen = await sandbox.sim(
            "GET", f"people/{person}/messages?chat_id={chat_id}&after={message['revision']}"
        )
        (edited,) = seen["messages"]
        assert (edited["text"], edited["reply_markup"]) == ("2 of 5", buttons("join", "leave"))
        assert edited["via_bot"]
        assert edited["edit_date"] == sandbox.clock.seconds
    assert await take(sandbox) == []


async def test_media_captions_and_keyboards_are_edited_too(sandbox):
    file_id = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    _, _, inline = await live_message(sandbox)
    where = {"inline_message_id": inline}
    media = {"type": "photo", "media": file_id, "caption": "card"}
    assert await sandbox.call("editMessageMedia", **where, media=media) is True
    assert await sandbox.call("editMessageCaption", **where, caption="2 of 5") is True
    assert await sandbox.call("editMessageReplyMarkup", **where, reply_markup=buttons("join")) is True
    refused = await sandbox.refusal("editMessageText", **where, text="x")
    assert refused == "Bad Request: there is no text in the message to edit"


async def test_a_new_file_cannot_be_uploaded_into_an_inline_message(sandbox):
    _, _, inline = await live_message(sandbox)
    media = {"type": "photo", "media": "attach://card"}
    body = await sandbox.post_form(
        "editMessageMedia", {"card": ("card.png", png())}, inline_message_id=inline, media=media
    )
    assert body["description"] == "Bad Request: invalid message content specified"


async def test_a_thumbnail_cannot_either(sandbox):
    _, _, inline = await live_message(sandbox)
    media = {"type": "document", "media": "known", "thumbnail": "attach://small"}
    body = await sandbox.post_form(
        "editMessageMedia", {"small": ("s.jpg", b"x")}, inline_message_id=inline, media=media
    )
    assert body["description"] == "Bad Request: invalid message content specified"


async def test_an_edit_that_changes_nothing_is_refused(sandbox):
    _, _, inline = await live_message(sandbox)
    refused = await sandbox.refusal(
        "editMessageText", inline_message_id=inline, text="A pool", reply_markup=buttons("join")
    )
    assert "message is not modified" in refused


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("editMessageText", {"text": "x"}),
        ("editMessageCaption", {"caption": "x"}),
        ("editMessageReplyMarkup", {}),
    ],
)
async def test_a_deleted_inline_message_is_not_there(sandbox, method, parameters):
    chat_id, message, inline = await live_message(sandbox)
    await sandbox.sim("DELETE", f"people/{ANN}/messages/{message['message_id']}?chat_id={chat_id}")
    refused = await sandbox.refusal(method, inline_message_id=inline, **parameters)
    assert refused == "Bad Request: MESSAGE_ID_INVALID"


async def test_by_its_chat_an_inline_message_is_the_persons_not_the_bots(sandbox):
    chat_id = await make_group(sandbox)
    message = await send_inline(sandbox, article(reply_markup=buttons("join")), chat_id)
    refused = await sandbox.refusal(
        "editMessageText", chat_id=chat_id, message_id=message["message_id"], text="x"
    )
    assert refused == "Bad Request: message can't be edited"
    inline = await inline_id(sandbox, message, chat_id=chat_id)
    assert await sandbox.call("editMessageText", inline_message_id=inline, text="x") is True
