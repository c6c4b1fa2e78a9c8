"""Files both ways: by address, with thumbnails, in albums; stickers, animations, and what is neither word nor file."""

import io

import pytest
from PIL import Image

from tests.sandbox.grouping import take
from tests.sandbox.playing import ANN, BOB, buttons, png
from tests.sandbox.test_conformance import fits


def drawn(kind, size=(64, 48), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def gif():
    frames = [Image.new("RGB", (32, 24), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=700)
    return out.getvalue()


async def upload(sandbox, method, files, **fields):
    body = await sandbox.post_form(method, files, chat_id=ANN, **fields)
    assert body["ok"], body
    assert fits(body["result"], "Message")
    return body["result"]


# --- by address ------------------------------------------------------------------------------------------------------


async def test_a_picture_on_this_machine_is_sent_by_its_address(sandbox, pictures):
    sent = await sandbox.call("sendPhoto", chat_id=ANN, photo=pictures, caption="card")
    assert (sent["photo"][-1]["width"], sent["caption"]) == (40, "card")
    media = {"type": "photo", "media": pictures, "caption": "again"}
    edited = await sandbox.call("editMessageMedia", chat_id=ANN, message_id=sent["message_id"], media=media)
    assert edited["caption"] == "again"


async def test_a_file_on_this_machine_is_sent_by_its_address(sandbox, pictures):
    paper = pictures.replace("card.png", "paper.pdf")
    sent = await sandbox.call("sendDocument", chat_id=ANN, document=paper)
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("paper.pdf", "application/pdf")


@pytest.mark.parametrize("address", ["https://example.com/a.png", "http://127.0.0.1:1/a.png"])
async def test_what_cannot_be_got_is_refused(sandbox, address):
    refused = await sandbox.refusal("sendPhoto", chat_id=ANN, photo=address)
    assert refused == "Bad Request: failed to get HTTP URL content"


async def test_an_address_that_answers_something_else_is_refused(sandbox, pictures):
    gone = pictures.replace("card.png", "gone")
    refused = await sandbox.refusal("sendPhoto", chat_id=ANN, photo=gone)
    assert refused == "Bad Request: failed to get HTTP URL content"
    page = pictures.replace("card.png", "page.html")
    for method, field in (
        ("sendPhoto", "photo"),
        ("sendDocument", "document"),
        ("sendAnimation", "animation"),
    ):
        refused = await sandbox.refusal(method, chat_id=ANN, **{field: page})
        assert refused == "Bad Request: wrong type of the web page content"


async def test_a_picture_too_big_to_be_fetched_is_refused(sandbox, pictures, monkeypatch):
    monkeypatch.setattr("bot.sandbox.fetching.PHOTO_BYTES_LIMIT", 10)
    refused = await sandbox.refusal("sendPhoto", chat_id=ANN, photo=pictures)
    assert refused == "Bad Request: failed to get HTTP URL content"


@pytest.mark.parametrize("address", ["http://", "http://nowhere/a.png", "https://[::1/a.png"])
async def test_what_is_no_address_is_refused(sandbox, address):
    refused = await sandbox.refusal("sendPhoto", chat_id=ANN, photo=address)
    assert refused == "Bad Request: wrong HTTP URL specified"


# --- documents and their thumbnails ----------------------------------------------------------------------------------


async def test_a_thumbnail_comes_with_its_document(sandbox):
    files = {"document": ("a.pdf", b"%PDF"), "thumbnail": ("t.jpg", drawn("JPEG"))}
    sent = await upload(sandbox, "sendDocument", files)
    small = sent["document"]["thumbnail"]
    assert (small["width"], small["height"]) == (64, 48)
    assert (await sandbox.call("getFile", file_id=small["file_id"]))["file_size"] == len(drawn("JPEG"))
    again = await sandbox.call("sendDocument", chat_id=ANN, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]


@pytest.mark.parametrize("picture", [drawn("PNG"), drawn("JPEG", (321, 10)), b"none"])
async def test_what_telegram_takes_for_no_thumbnail_is_left_out(sandbox, picture):
    files = {"document": ("a.pdf", b"%PDF"), "thumbnail": ("t.jpg", picture)}
    assert "thumbnail" not in (await upload(sandbox, "sendDocument", files))["document"]


async def test_a_file_of_another_kind_is_refused(sandbox):
    photo = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    for method, field, name in (
        ("sendDocument", "document", "Document"),
        ("sendSticker", "sticker", "Sticker"),
    ):
        refused = await sandbox.refusal(method, chat_id=ANN, **{field: photo})
        assert refused == f"Bad Request: can't use file of type Photo as {name}"


# --- stickers and animations -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "moves"),
    [(drawn("WEBP"), None), (b"\x1f\x8bxx", "is_animated"), (b"\x1a\x45\xdf\xa3xx", "is_video")],
)
async def test_the_bot_sends_stickers(sandbox, data, moves):
    sent = await upload(sandbox, "sendSticker", {"sticker": ("s.webp", data)}, emoji="👍")
    sticker = sent["sticker"]
    assert (sticker["emoji"], sticker["type"]) == ("👍", "regular")
    assert [name for name in ("is_animated", "is_video") if sticker[name]] == ([moves] if moves else [])
    again = await sandbox.call("sendSticker", chat_id=ANN, sticker=sticker["file_id"])
    assert "emoji" not in again["sticker"]


async def test_what_is_no_sticker_is_refused(sandbox):
    body = await sandbox.post_form("sendSticker", {"sticker": ("s.webp", b"none")}, chat_id=ANN)
    assert body["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_an_animation_is_measured_and_is_a_document_too(sandbox):
    sent = await upload(sandbox, "sendAnimation", {"animation": ("a.gif", gif())}, caption="go")
    shape = {name: sent["animation"][name] for name in ("width", "height", "duration")}
    assert shape == {"width": 32, "height": 24, "duration": 2}
    assert sent["document"]["file_id"] == sent["animation"]["file_id"]
    film = {"animation": ("a.mp4", b"film")}
    told = await upload(sandbox, "sendAnimation", film, width="10", height="20", duration="3")
    shape = {name: told["animation"][name] for name in ("width", "height", "duration")}
    assert shape == {"width": 10, "height": 20, "duration": 3}
    edit = {"chat_id": ANN, "message_id": sent["message_id"], "caption": "gone"}
    assert (await sandbox.call("editMessageCaption", **edit))["caption"] == "gone"


@pytest.mark.parametrize(("method", "field"), [("sendSticker", "sticker"), ("sendAnimation", "animation")])
async def test_a_file_must_be_there_and_must_not_be_empty(sandbox, method, field):
    body = await sandbox.post_form(method, {field: ("a", b"")}, chat_id=ANN)
    assert body["description"] == "Bad Request: file must be non-empty"
    refused = await sandbox.refusal(method, chat_id=ANN, **{field: "attach://lost"})
    assert refused == f"Bad Request: there is no {field} in the request"
    refused = await sandbox.refusal(method, chat_id=ANN, **{field: "unknown"})
    assert refused == "Bad Request: wrong file identifier/HTTP URL specified"


# --- albums ----------------------------------------------------------------------------------------------------------


def album(*kinds, **more):
    return [{"type": kind, "media": f"attach://{kind}{n}", **more} for n, kind in enumerate(kinds)]


def parts(*kinds):
    return {f"{kind}{n}": (f"{n}.png", png(40 + n)) for n, kind in enumerate(kinds)}


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_an_album_is_several_messages_of_one_group(sandbox, kind):
    media = album(kind, kind)
    media[0]["caption"] = "two"
    body = await sandbox.post_form("sendMediaGroup", parts(kind, kind), chat_id=ANN, media=media)
    first, second = body["result"]
    assert fits(first, "Message")
    assert first["caption"] == "two"
    assert first["media_group_id"] == second["media_group_id"]
    assert [message["message_id"] for message in (await sandbox.chat())["messages"][-2:]] == [
        first["message_id"],
        second["message_id"],
    ]


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([], "there are no messages to send"),
        (album(*["photo"] * 11), "too many messages to send as an album"),
        (album("photo", "document"), "Document can't be mixed with other media types"),
        (album("photo"), "there is no photo in the request"),
        (
            [{"type": "animation", "media": "x"}],
            'can\'t parse InputMedia: type "animation" is unsupported in media[0]',
        ),
        (
            [{"type": "tune", "media": "x"}],
            'can\'t parse InputMedia: Unsupported type "tune" specified in media[0]',
        ),
        ([{"media": "x"}], "can't parse InputMedia: Can't find field \"type\" in media[0]"),
        (
            [*album("photo"), *album("photo", show_caption_above_media=True)],
            "parameter show_caption_above_media must be the same for all messages",
        ),
    ],
)
async def test_a_bad_album_is_refused_whole(sandbox, media, words):
    before = (await sandbox.chat())["revision"]
    assert await sandbox.refusal("sendMediaGroup", chat_id=ANN, media=media) == f"Bad Request: {words}"
    assert (await sandbox.chat())["revision"] == before


async def test_an_album_of_films_is_not_played(sandbox):
    media = [{"type": "video", "media": "x"}]
    assert (await sandbox.answer("sendMediaGroup", chat_id=ANN, media=media))["error_code"] == 501


async def test_a_picture_in_an_album_stays_a_picture(sandbox):
    body = await sandbox.post_form(
        "sendMediaGroup", parts("photo", "photo"), chat_id=ANN, media=album("photo", "photo")
    )
    media = {"type": "document", "media": "attach://document0"}
    where = {"chat_id": ANN, "message_id": body["result"][0]["message_id"]}
    edited = await sandbox.post_form("editMessageMedia", parts("document"), **where, media=media)
    assert edited["description"] == "Bad Request: can't change media type in the album"


# --- contacts, places, dice ------------------------------------------------------------------------------------------


async def test_the_bot_sends_contacts_places_and_dice(sandbox):
    contact = {"phone_number": "+861", "first_name": "Wei", "last_name": "Li", "vcard": "BEGIN:VCARD"}
    place = {"latitude": 31.2, "longitude": 121.5}
    sent = [
        await sandbox.call("sendContact", chat_id=ANN, **contact),
        await sandbox.call("sendLocation", chat_id=ANN, **place, horizontal_accuracy=2000),
        await sandbox.call("sendLocation", chat_id=ANN, **place, live_period=60, heading=90),
        await sandbox.call("sendVenue", chat_id=ANN, **place, title="Bank", address="Main road"),
        *[await sandbox.call("sendDice", chat_id=ANN, emoji=emoji) for emoji in "🎲🎯🏀⚽🎳🎰"],
        await sandbox.call("sendDice", chat_id=ANN, reply_markup=buttons("again")),
    ]
    assert all(fits(message, "Message") for message in sent)
    assert sent[0]["contact"] == contact
    assert sent[1]["location"] == place | {"horizontal_accuracy": 1500}
    assert sent[2]["location"] == place | {"live_period": 60, "heading": 90}
    assert sent[3]["venue"] == {"location": place, "title": "Bank", "address": "Main road"}
    assert 1 <= sent[-1]["dice"]["value"] <= 6


CONTACT = {"phone_number": "+861", "first_name": "Wei"}
PLACE = {"latitude": 1.5, "longitude": 1.5}


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendContact", CONTACT | {"phone_number": " "}, 'parameter "phone_number" is required'),
        ("sendContact", CONTACT | {"first_name": ""}, 'parameter "first_name" is required'),
        ("sendContact", CONTACT | {"vcard": "合" * 683}, "a vCard has at most 2048 bytes"),
        ("sendLocation", PLACE | {"latitude": 90.1}, "invalid location specified"),
        ("sendLocation", PLACE | {"longitude": -181}, "invalid location specified"),
        ("sendLocation", PLACE | {"longitude": "NaN"}, "invalid location specified"),
        ("sendLocation", PLACE | {"live_period": 59}, "wrong live location period specified"),
        (
            "sendLocation",
            PLACE | {"live_period": 60, "heading": 361},
            "wrong live location heading specified",
        ),
        (
            "sendLocation",
            PLACE | {"live_period": 60, "proximity_alert_radius": 100_001},
            "wrong live location proximity alert radius specified",
        ),
        ("sendVenue", PLACE | {"title": "", "address": "x"}, 'parameter "title" is required'),
        ("sendVenue", PLACE | {"title": "x", "address": ""}, 'parameter "address" is required'),
        ("sendDice", {"emoji": "🦊"}, "EMOTICON_INVALID"),
    ],
)
async def test_what_cannot_be_sent_is_refused(sandbox, method, parameters, words):
    assert await sandbox.refusal(method, chat_id=ANN, **parameters) == f"Bad Request: {words}"


# --- from people -----------------------------------------------------------------------------------------------------


def encoded(data):
    from base64 import b64encode

    return b64encode(data).decode()


@pytest.mark.parametrize(
    ("kind", "data"), [("photo", png()), ("document", b"a"), ("animation", gif()), ("sticker", drawn("WEBP"))]
)
async def test_the_bot_gets_what_people_send(sandbox, kind, data):
    body = {"file_name": f"a.{kind}", "mime_type": "x/y", "base64": encoded(data), "as": kind}
    caption = {} if kind == "sticker" else {"caption": "look"}
    sent = (await sandbox.sim("POST", f"people/{ANN}/documents", **body, **caption))["message"]
    (update,) = await take(sandbox)
    assert fits(update["message"], "Message")
    assert update["message"].get("caption") == caption.get("caption")
    file = update["message"][kind][-1] if kind == "photo" else update["message"][kind]
    described = await sandbox.call("getFile", file_id=file["file_id"])
    assert described["file_size"] == len(data)
    back = await sandbox.call("copyMessage", chat_id=ANN, from_chat_id=ANN, message_id=sent["message_id"])
    assert back["message_id"] > sent["message_id"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"base64": "?"}, 400),
        ({"base64": "YQ==", "as": "song"}, 400),
        ({"base64": "YQ==", "as": "photo"}, 422),
        ({"base64": ""}, 422),
        ({"base64": "YQ==", "caption": "a" * 1025}, 422),
    ],
)
async def test_what_nobody_could_send_is_refused(sandbox, body, status):
    assert (await sandbox.try_sim("POST", f"people/{ANN}/documents", **body))[0] == status
    assert await take(sandbox) == []


async def test_a_person_edits_what_they_wrote_and_the_bot_is_told(sandbox):
    said = await sandbox.say("2500")
    await take(sandbox)
    where = f"people/{ANN}/messages/{said['message_id']}"
    edited = (await sandbox.sim("PATCH", where, text="3500 /start"))["message"]
    (update,) = await take(sandbox)
    assert fits(update["edited_message"], "Message")
    assert (update["edited_message"]["text"], edited["text"]) == ("3500 /start", "3500 /start")
    assert update["edited_message"]["edit_date"] == sandbox.clock.seconds
    await sandbox.sim("PATCH", where, text="3500 /start")
    assert await take(sandbox) == []
    theirs = await sandbox.call("sendMessage", chat_id=ANN, text="x")
    other = f"people/{ANN}/messages/{theirs['message_id']}"
    assert (await sandbox.try_sim("PATCH", other, text="y"))[0] == 422


async def test_a_person_edits_a_caption(sandbox):
    body = {"base64": encoded(png()), "as": "photo", "caption": "old"}
    sent = (await sandbox.sim("POST", f"people/{ANN}/documents", **body))["message"]
    edited = await sandbox.sim("PATCH", f"people/{ANN}/messages/{sent['message_id']}", text="new")
    assert edited["message"]["caption"] == "new"
    contact = (await sandbox.sim("POST", f"people/{ANN}/contact"))["message"]
    where = f"people/{ANN}/messages/{contact['message_id']}"
    assert (await sandbox.try_sim("PATCH", where, text="x"))[0] == 422


async def test_the_bot_is_told_of_reactions_if_it_asks_for_them(sandbox):
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="x")
    act = f"people/{ANN}/reactions"
    await sandbox.sim("POST", act, message_id=sent["message_id"], emoji=["👍"])
    assert await take(sandbox) == []
    await sandbox.updates(allowed_updates=["message_reaction"])
    await sandbox.sim("POST", act, message_id=sent["message_id"], emoji=["🔥"])
    await sandbox.sim("POST", act, message_id=sent["message_id"], emoji=["🔥"])
    await sandbox.sim("POST", act, message_id=sent["message_id"], emoji=[])
    changed, gone = [update["message_reaction"] for update in await take(sandbox)]
    assert fits(changed, "MessageReactionUpdated")
    assert changed["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert changed["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]
    assert (changed["user"]["id"], gone["new_reaction"]) == (ANN, [])
    for body, status in (({"emoji": ["🧨"]}, 422), ({"emoji": ["👍"], "message_id": 999}, 404)):
        wrong = {"message_id": sent["message_id"], **body}
        assert (await sandbox.try_sim("POST", act, **wrong))[0] == status


async def test_a_person_forwards_what_they_see(sandbox):
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="news")
    protected = await sandbox.call("sendMessage", chat_id=ANN, text="secret", protect_content=True)
    await sandbox.say("hi", person=BOB)
    chat = (await sandbox.sim("POST", f"people/{ANN}/chats", **{"with": BOB}))["id"]
    source = {"chat_id": ANN, "message_id": sent["message_id"]}
    forwarded = await sandbox.sim("POST", f"people/{ANN}/messages", chat_id=chat, forward_from=source)
    again = {"chat_id": chat, "message_id": forwarded["message"]["message_id"]}
    await take(sandbox)
    await sandbox.sim("POST", f"people/{BOB}/messages", forward_from=again)
    (update,) = await take(sandbox)
    assert fits(update["message"], "Message")
    assert update["message"]["forward_origin"]["sender_user"]["is_bot"]
    secret = {"chat_id": ANN, "message_id": protected["message_id"]}
    assert (await sandbox.try_sim("POST", f"people/{ANN}/messages", forward_from=secret))[0] == 422
