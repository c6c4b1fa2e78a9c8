"""What a bot may send, what arrives, and what Telegram refuses."""

import pytest

from tests.sandbox.playing import ANN, BOB, buttons, png

MEGABYTE = 1024 * 1024


async def test_a_sent_text_is_the_message_that_the_person_sees(sandbox):
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="<b>Hi</b> Ann", parse_mode="HTML")
    assert sent["text"] == "Hi Ann"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["chat"] == {"id": ANN, "type": "private", "first_name": "Ann"}
    assert sent["from"]["is_bot"]
    assert sent["date"] == sandbox.clock.seconds
    shown = (await sandbox.chat())["messages"][-1]
    assert shown | sent == shown
    assert (shown["out"], shown["deleted"]) == (False, False)


async def test_a_person_who_never_wrote_cannot_be_written_to(sandbox):
    assert await sandbox.refusal("sendMessage", chat_id=BOB, text="hi") == "Bad Request: chat not found"
    await sandbox.say("hello", person=BOB)
    await sandbox.call("sendMessage", chat_id=BOB, text="hi")


SENDS = [
    ("sendMessage", {"text": "x"}),
    ("sendPhoto", {"photo": "some-file-id"}),
    ("sendDocument", {"document": "some-file-id"}),
    ("sendChatAction", {"action": "typing"}),
    ("copyMessage", {"from_chat_id": ANN, "message_id": 1}),
]


@pytest.mark.parametrize("chat_id", [BOB, 77, -100123, "@somebody", "123456789012345678"])
@pytest.mark.parametrize(("method", "parameters"), SENDS)
async def test_a_chat_that_is_not_there_is_not_found(sandbox, method, parameters, chat_id):
    if method in ("sendPhoto", "sendDocument"):
        field = method.removeprefix("send").lower()
        body = await sandbox.post_form(method, {field: ("a.png", png())}, chat_id=chat_id)
        assert body["description"] == "Bad Request: chat not found"
    else:
        words = await sandbox.refusal(method, chat_id=chat_id, **parameters)
        assert words == "Bad Request: chat not found"


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", {"text": "x"}),
        ("sendChatAction", {"action": "typing"}),
        ("editMessageText", {"message_id": 2, "text": "y"}),
        ("editMessageReplyMarkup", {"message_id": 2}),
        ("copyMessage", {"from_chat_id": ANN, "message_id": 2}),
        ("pinChatMessage", {"message_id": 2}),
    ],
)
async def test_a_bot_that_was_blocked_is_told_so(sandbox, method, parameters):
    await sandbox.call("sendMessage", chat_id=ANN, text="before")
    await sandbox.sim("POST", f"people/{ANN}/block")
    body = await sandbox.answer(method, chat_id=ANN, **parameters)
    assert (body["error_code"], body["description"]) == (403, "Forbidden: bot was blocked by the user")


async def test_a_blocked_bot_may_not_send_pictures(sandbox):
    await sandbox.sim("POST", f"people/{ANN}/block")
    body = await sandbox.post_form("sendPhoto", {"photo": ("a.png", png())}, chat_id=ANN)
    assert (body["error_code"], body["description"]) == (403, "Forbidden: bot was blocked by the user")


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a" * 32769}, "text is too long"),
        ({"text": "a", "parse_mode": "RTF"}, "unsupported parse_mode"),
        ({"text": "<b>a", "parse_mode": "html"},
         "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ({"text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "a", "reply_parameters": {"message_id": 1, "quote": "absent"}}, "QUOTE_TEXT_INVALID"),
    ],
)  # fmt: skip
async def test_a_text_is_refused_for(sandbox, parameters, words):
    assert await sandbox.refusal("sendMessage", chat_id=ANN, **parameters) == f"Bad Request: {words}"


@pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048, "<b>" + "a" * 4096 + "</b>"])
async def test_a_text_is_measured_after_parsing_in_utf16_units(sandbox, text):
    await sandbox.call("sendMessage", chat_id=ANN, text=text, parse_mode="HTML")


async def test_a_reply_shows_what_it_replies_to(sandbox):
    asked = await sandbox.say("how much?")
    sent = await sandbox.call(
        "sendMessage",
        chat_id=ANN,
        text="this much",
        reply_parameters={"message_id": asked["message_id"], "quote": "much"},
    )
    assert sent["reply_to_message"]["text"] == "how much?"
    assert sent["quote"] == {"text": "much", "position": 4, "is_manual": True}
    answer = await sandbox.call(
        "sendMessage", chat_id=ANN, text="and more", reply_parameters={"message_id": sent["message_id"]}
    )
    assert "reply_to_message" not in answer["reply_to_message"]


async def test_a_reply_may_be_sent_without_what_it_replies_to(sandbox):
    reply = {"message_id": 999, "allow_sending_without_reply": True}
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="a", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_a_text_may_be_marked_down(sandbox):
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="*a* 1\\.5", parse_mode="MarkdownV2")
    assert (sent["text"], sent["entities"]) == ("a 1.5", [{"type": "bold", "offset": 0, "length": 1}])
    refused = await sandbox.refusal("sendMessage", chat_id=ANN, text="1.5", parse_mode="MarkdownV2")
    words = "Character '.' is reserved and must be escaped with the preceding '\\'"
    assert refused == f"Bad Request: can't parse entities: {words}"


# --- photos ----------------------------------------------------------------------------------------------------------


async def test_a_photo_comes_in_its_size_and_a_small_one(sandbox):
    sent = await sandbox.send_picture(png(1000, 500), caption="<i>look</i>", parse_mode="HTML")
    small, full = sent["photo"]
    assert (small["width"], small["height"]) == (320, 160)
    assert (full["width"], full["height"]) == (1000, 500)
    assert sent["caption"] == "look"
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 4}]


async def test_a_photo_can_be_fetched_by_the_page_and_by_the_bot(sandbox):
    data = png()
    (size,) = (await sandbox.send_picture(data))["photo"]
    async with sandbox.http.get(f"{sandbox.url}/sim/files/{size['file_id']}") as response:
        assert (await response.read(), response.content_type) == (data, "image/png")
    file = await sandbox.call("getFile", file_id=size["file_id"])
    assert file["file_size"] == len(data)
    url = f"{sandbox.url}/file/bot{sandbox.token}/{file['file_path']}"
    async with sandbox.http.get(url) as response:
        assert await response.read() == data


async def test_a_photo_is_sent_again_by_its_file_id(sandbox):
    first = await sandbox.send_picture(png(500, 500))
    again = await sandbox.call("sendPhoto", chat_id=ANN, photo=first["photo"][-1]["file_id"])
    assert again["photo"] == first["photo"]


async def test_the_same_bytes_are_the_same_file_and_others_are_not(sandbox):
    first = await sandbox.send_picture(png(colour="navy"))
    same = await sandbox.send_picture(png(colour="navy"))
    other = await sandbox.send_picture(png(colour="teal"))
    assert same["photo"] == first["photo"]
    assert other["photo"][0]["file_unique_id"] != first["photo"][0]["file_unique_id"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "file must be non-empty"),
        (b"no picture at all", "IMAGE_PROCESS_FAILED"),
        (png(400, 400)[:300], "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (
            b"\0" * (10 * MEGABYTE + 1),
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=["empty", "no picture", "cut off", "too large", "too thin", "too many bytes"],
)
async def test_a_photo_is_refused_for(sandbox, data, words):
    body = await sandbox.post_form("sendPhoto", {"photo": ("a.png", data)}, chat_id=ANN)
    assert body["description"] == f"Bad Request: {words}"


async def test_a_caption_is_refused_beyond_1024_units(sandbox):
    await sandbox.send_picture(png(), caption="😀" * 512)
    body = await sandbox.post_form(
        "sendPhoto", {"photo": ("a.png", png())}, chat_id=ANN, caption="😀" * 512 + "a"
    )
    assert body["description"] == "Bad Request: message caption is too long"


async def test_a_file_id_must_be_known_and_of_the_right_kind(sandbox):
    wrong = "Bad Request: wrong file identifier/HTTP URL specified"
    assert await sandbox.refusal("sendPhoto", chat_id=ANN, photo="AgACunknown") == wrong
    photo = (await sandbox.send_picture(png()))["photo"][0]["file_id"]
    assert await sandbox.refusal("sendDocument", chat_id=ANN, document=photo) == (
        "Bad Request: can't use file of type Photo as Document"
    )
    assert await sandbox.refusal("getFile", file_id="AgACunknown") == "Bad Request: invalid file_id"


async def test_a_file_nobody_mentions_is_refused(sandbox):
    body = await sandbox.post_form("sendMessage", {"stray": ("a.png", png())}, chat_id=ANN, text="a")
    assert body["description"] == 'Bad Request: unknown file "stray" specified'


async def test_a_picture_may_be_attached_by_name(sandbox):
    body = await sandbox.post_form(
        "sendPhoto", {"the_card": ("a.png", png())}, chat_id=ANN, photo="attach://the_card"
    )
    assert body["ok"]
    body = await sandbox.post_form("sendPhoto", {}, chat_id=ANN, photo="attach://nothing")
    assert body["description"] == "Bad Request: there is no photo in the request"


# --- documents and the rest ------------------------------------------------------------------------------------------


async def test_a_document_keeps_its_name_and_bytes(sandbox):
    body = await sandbox.post_form(
        "sendDocument", {"document": ("terms.txt", b"all of them")}, chat_id=ANN, caption="the terms"
    )
    document = body["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "terms.txt",
        "text/plain",
        11,
    )
    again = await sandbox.call("sendDocument", chat_id=ANN, document=document["file_id"])
    assert again["document"] == document


async def test_typing_is_seen_until_the_message_comes_or_5_seconds_pass(sandbox, clock):
    await sandbox.call("sendChatAction", chat_id=ANN, action="typing")
    assert (await sandbox.chat())["typing"]
    clock.seconds += 5
    assert not (await sandbox.chat())["typing"]
    await sandbox.call("sendChatAction", chat_id=ANN, action="upload_photo")
    await sandbox.call("sendMessage", chat_id=ANN, text="here")
    assert not (await sandbox.chat())["typing"]


async def test_an_unknown_chat_action_is_refused(sandbox):
    assert await sandbox.refusal("sendChatAction", chat_id=ANN, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_a_copy_carries_the_content_but_not_the_keyboard(sandbox):
    original = await sandbox.send_picture(png(), caption="a card", reply_markup=buttons("a"))
    source = {"from_chat_id": ANN, "message_id": original["message_id"]}
    copied = await sandbox.call("copyMessage", chat_id=ANN, **source)
    await sandbox.call("copyMessage", chat_id=ANN, **source, caption="another caption")
    first, second = (await sandbox.chat())["messages"][-2:]
    assert copied == {"message_id": first["message_id"]}
    assert (first["photo"], first["caption"]) == (original["photo"], "a card")
    assert "reply_markup" not in first
    assert second["caption"] == "another caption"
    missing = await sandbox.refusal("copyMessage", chat_id=ANN, from_chat_id=ANN, message_id=999)
    assert missing == "Bad Request: message to copy not found"
