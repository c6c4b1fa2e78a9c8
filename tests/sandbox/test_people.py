"""The script by which people are played: what each act makes the bot hear, and what people see."""

import asyncio
import json

import pytest

from tests.sandbox.playing import ANN, BOB, buttons, png, qr

PERSON = {
    "id": 5_000_000_003,
    "first_name": "<b>Łi</b> 🦊",
    "last_name": "Wei",
    "username": "liwei",
    "language_code": "zh-hans",
    "phone": "+8613800000003",
    "note": "class III account",
}


async def newest(sandbox):
    return (await sandbox.updates(offset=-1))[0]


async def test_a_person_is_created_shown_and_changed(sandbox):
    created = await sandbox.sim("POST", "people", **{k: v for k, v in PERSON.items() if k != "id"})
    assert created == PERSON | {"blocked": False, "started": False, "zone": None}
    assert created in (await sandbox.sim("GET", "people"))["people"]
    changed = await sandbox.sim("PATCH", f"people/{created['id']}", language_code="en", note=None)
    assert changed == created | {"language_code": "en", "note": None}
    same = await sandbox.sim("POST", "people", id=created["id"], first_name="Li")
    assert same == changed | {"first_name": "Li"}


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ({}, 400),
        ({"first_name": 5}, 400),
        ({"first_name": ""}, 422),
        ({"id": 1000001, "first_name": "x"}, 422),
    ],
)
async def test_a_person_that_cannot_be_is_refused(sandbox, person, status):
    answered, body = await sandbox.try_sim("POST", "people", **person)
    assert (answered, list(body)) == (status, ["error"])


async def test_the_bot_hears_what_a_person_writes_and_who_they_are(sandbox):
    said = await sandbox.say("/join K7QF-2M9D", person=BOB)
    message = (await newest(sandbox))["message"]
    assert message["text"] == "/join K7QF-2M9D"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]
    assert message["from"] == {"id": BOB, "is_bot": False, "first_name": "Bob", "language_code": "zh-hans"}
    assert message["chat"] == {"id": BOB, "type": "private", "first_name": "Bob"}
    assert said == message | {"out": True, "deleted": False, "revision": said["revision"]}


async def test_a_person_replies_to_a_message(sandbox):
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="how much?")
    await sandbox.sim("POST", f"people/{ANN}/messages", text="2500", reply_to_message_id=sent["message_id"])
    assert (await newest(sandbox))["message"]["reply_to_message"] == sent


@pytest.mark.parametrize(
    ("act", "body", "status"),
    [
        ("messages", {"text": "  "}, 422),
        ("messages", {"text": "a" * 4097}, 422),
        ("messages", {}, 400),
        ("messages", {"text": "a", "reply_to_message_id": 999}, 404),
        ("start", {"payload": "a" * 65}, 422),
        ("start", {"payload": "a b"}, 422),
        ("open", {"url": "https://example.com/?start=abc"}, 422),
        ("open", {"url": "https://t.me/another_bot?start=abc"}, 422),
        ("open", {"url": "https://t.me/hecun_sandbox_bot?startgroup=abc"}, 422),
        ("contact", {"of": BOB}, 422),
        ("contact", {"of": 77}, 404),
        ("scan", {"file_id": "nothing"}, 404),
    ],
)
async def test_what_nobody_could_do_is_refused_in_words(sandbox, act, body, status):
    answered, answer = await sandbox.try_sim("POST", f"people/{ANN}/{act}", **body)
    assert (answered, list(answer)) == (status, ["error"])
    assert await sandbox.updates() == []


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://t.me/hecun_sandbox_bot?start=j_Ab-9", "/start j_Ab-9"),
        ("http://telegram.me/Hecun_Sandbox_Bot?start=x", "/start x"),
        ("https://t.me/hecun_sandbox_bot", "/start"),
        ("tg://resolve?domain=hecun_sandbox_bot&start=x", "/start x"),
    ],
)
async def test_following_the_bots_link_starts_it_with_the_payload(sandbox, url, text):
    await sandbox.sim("POST", f"people/{BOB}/open", url=url)
    assert (await newest(sandbox))["message"]["text"] == text


async def test_starting_sends_the_payload(sandbox):
    await sandbox.sim("POST", f"people/{BOB}/start")
    assert (await newest(sandbox))["message"]["text"] == "/start"
    await sandbox.sim("POST", f"people/{BOB}/start", payload="abc")
    assert (await newest(sandbox))["message"]["text"] == "/start abc"


async def test_a_shared_contact_is_ones_own_or_says_whose(sandbox):
    share = {"keyboard": [[{"text": "Share", "request_contact": True}]]}
    asked = await sandbox.call("sendMessage", chat_id=ANN, text="who?", reply_markup=share)
    await sandbox.sim("POST", f"people/{ANN}/contact")
    message = (await newest(sandbox))["message"]
    assert message["contact"] == {"phone_number": "+8613800000001", "first_name": "Ann", "user_id": ANN}
    assert message["reply_to_message"]["message_id"] == asked["message_id"]
    await sandbox.say("hello", person=BOB)
    await sandbox.sim("POST", f"people/{BOB}/contact", of=ANN)
    message = (await newest(sandbox))["message"]
    assert (message["from"]["id"], message["contact"]["user_id"]) == (BOB, ANN)


async def test_scanning_the_qr_of_a_picture_follows_its_link(sandbox):
    sent = await sandbox.send_picture(qr("https://t.me/hecun_sandbox_bot?start=j_abc"))
    file_id = sent["photo"][-1]["file_id"]
    scanned = await sandbox.sim("POST", f"people/{BOB}/scan", file_id=file_id)
    assert scanned == {"text": "https://t.me/hecun_sandbox_bot?start=j_abc", "payload": "j_abc"}
    message = (await newest(sandbox))["message"]
    assert (message["from"]["id"], message["text"]) == (BOB, "/start j_abc")


async def test_a_qr_that_leads_elsewhere_is_only_read(sandbox):
    sent = await sandbox.send_picture(qr("https://example.com/"))
    scanned = await sandbox.sim("POST", f"people/{BOB}/scan", file_id=sent["photo"][-1]["file_id"])
    assert scanned == {"text": "https://example.com/", "payload": None}
    assert await sandbox.updates() == []


async def test_a_picture_without_qr_cannot_be_scanned(sandbox):
    sent = await sandbox.send_picture(png())
    status, body = await sandbox.try_sim("POST", f"people/{BOB}/scan", file_id=sent["photo"][-1]["file_id"])
    assert (status, body) == (422, {"error": "there is no QR code in this picture"})


async def test_blocking_and_unblocking_are_told_to_the_bot(sandbox):
    person = await sandbox.sim("POST", f"people/{ANN}/block")
    assert person["blocked"]
    change = (await newest(sandbox))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    for act in ("messages", "taps", "contact"):
        body = {"text": "x", "message_id": 1, "callback_data": "x"}
        assert (await sandbox.try_sim("POST", f"people/{ANN}/{act}", **body))[0] == 409
    await sandbox.sim("POST", f"people/{ANN}/block")
    await sandbox.sim("POST", f"people/{ANN}/unblock")
    change = (await newest(sandbox))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("kicked", "member")
    await sandbox.call("sendMessage", chat_id=ANN, text="welcome back")


async def test_following_a_link_restarts_a_blocked_bot(sandbox):
    await sandbox.sim("POST", f"people/{ANN}/block")
    await sandbox.sim("POST", f"people/{ANN}/start", payload="abc")
    kinds = [next(kind for kind in update if kind != "update_id") for update in await sandbox.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    await sandbox.call("sendMessage", chat_id=ANN, text="welcome back")


async def test_blocking_a_bot_one_never_met_tells_nobody(sandbox):
    await sandbox.sim("PATCH", f"people/{BOB}", blocked=True)
    assert await sandbox.updates() == []


# --- what people see -------------------------------------------------------------------------------------------------


async def test_a_chat_is_read_from_a_revision_on(sandbox):
    first = await sandbox.chat()
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="one", reply_markup=buttons("a"))
    await sandbox.call("sendMessage", chat_id=ANN, text="two")
    await sandbox.call("editMessageText", chat_id=ANN, message_id=sent["message_id"], text="one!")
    news = await sandbox.chat(after=first["revision"])
    assert [message["text"] for message in news["messages"]] == ["two", "one!"]
    revisions = [message["revision"] for message in news["messages"]]
    assert first["revision"] < revisions[0] < revisions[1] == news["revision"]
    assert (await sandbox.chat(after=news["revision"]))["messages"] == []
    assert (await sandbox.chat(after=news["revision"]))["revision"] == news["revision"]


async def test_a_chat_can_be_waited_for(sandbox):
    seen = (await sandbox.chat())["revision"]
    async with asyncio.TaskGroup() as tasks:
        wait = tasks.create_task(sandbox.sim("GET", f"people/{ANN}/messages?after={seen}&wait=30"))
        await asyncio.sleep(0)
        await sandbox.call("sendMessage", chat_id=ANN, text="at last")
    assert [message["text"] for message in wait.result()["messages"]] == ["at last"]


async def test_one_persons_chat_is_not_anothers(sandbox):
    await sandbox.say("mine", person=BOB)
    assert "mine" not in json.dumps(await sandbox.chat(ANN))


async def test_an_sms_reaches_the_person_with_that_number(sandbox):
    arrived = await sandbox.sim(
        "POST", "sms", phone="86 138-0000-0001", text="482913 is your code", sender="Bank"
    )
    (sms,) = (await sandbox.sim("GET", f"people/{ANN}/sms"))["sms"]
    assert sms == {
        "id": arrived["id"],
        "text": "482913 is your code",
        "sender": "Bank",
        "at": "2027-01-15T08:00:10+00:00",
    }
    assert (await sandbox.sim("GET", f"people/{BOB}/sms"))["sms"] == []
    assert (await sandbox.sim("GET", f"people/{ANN}/sms?after={arrived['id']}"))["sms"] == []


async def test_the_call_log_tells_what_the_bot_asked_and_how_it_went(sandbox):
    logged = (await sandbox.sim("GET", "calls"))["calls"][-1]["n"]
    await sandbox.call("sendMessage", chat_id=ANN, text="x", reply_markup=buttons("a"))
    await sandbox.send_picture(png())
    await sandbox.refusal("sendMessage", chat_id=77, text="y")
    await sandbox.updates()
    sent, pictured, refused = (await sandbox.sim("GET", f"calls?after={logged}"))["calls"]
    assert (sent["method"], sent["ok"], sent["params"]["reply_markup"]) == ("sendMessage", True, buttons("a"))
    assert pictured["params"]["photo"] == {"file_name": "card.png", "file_size": len(png())}
    assert (refused["ok"], refused["error_code"]) == (False, 400)
    assert refused["description"] == "Bad Request: chat not found"


async def test_events_nudge_the_page(sandbox):
    async with sandbox.http.get(f"{sandbox.url}/sim/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        said = await sandbox.say("hello again")
        event = (await stream.content.readuntil(b"\n\n")).decode().removeprefix("data: ")
    told = {"person_id": ANN, "revision": said["revision"], "chat_id": ANN}
    assert json.loads(event) == {"kind": "chat", **told}


async def test_a_reset_forgets_chats_but_not_people(sandbox):
    before = await sandbox.say("old")
    await sandbox.sim("POST", "sms", phone="+8613800000001", text="x", sender="Bank")
    await sandbox.sim("POST", "reset")
    assert (await sandbox.chat())["messages"] == []
    assert await sandbox.updates() == []
    assert (await sandbox.sim("GET", f"people/{ANN}/sms"))["sms"] == []
    assert await sandbox.refusal("sendMessage", chat_id=ANN, text="x") == "Bad Request: chat not found"
    assert len((await sandbox.sim("GET", "people"))["people"]) == 2
    after = await sandbox.say("new")
    assert after["message_id"] > before["message_id"]
    assert after["revision"] > before["revision"]
