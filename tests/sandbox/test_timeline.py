"""The timeline: what is in it, what an entry tells in short and whole, and what is never in it."""

import asyncio
import json
import re

import pytest
from aiohttp import ServerDisconnectedError

from bot.sandbox import timeline, timeline_store
from bot.sandbox.store import Store
from tests.sandbox.hook import hooked
from tests.sandbox.playing import ANN, BOB, Sandbox, buttons, playing, png


async def entries(sandbox: Sandbox, after: int = 0, **query):
    asked = "".join(f"&{name}={value}" for name, value in query.items())
    return (await sandbox.sim("GET", f"timeline?after={after}{asked}"))["entries"]


async def newest(sandbox: Sandbox) -> int:
    """The number of the newest entry: what a test does comes after it."""
    shown = await entries(sandbox, limit=1)
    return shown[-1]["n"] if shown else 0


async def whole(sandbox: Sandbox, n: int):
    return await sandbox.sim("GET", f"timeline/{n}")


async def test_a_call_is_told_in_short_and_shown_whole(sandbox, clock):
    before = await newest(sandbox)
    clock.seconds += 0.25
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="<b>Welcome</b> in", parse_mode="HTML")
    (entry,) = await entries(sandbox, before)
    assert entry.pop("ms") >= 0
    assert entry == {
        "n": entry["n"],
        "at": "2027-01-15T08:00:10.250+00:00",
        "kind": "call",
        "title": "sendMessage",
        "chat_id": ANN,
        "text": "<b>Welcome</b> in",
        "ok": True,
    }
    shown = await whole(sandbox, entry["n"])
    assert shown["parameters"] == {"chat_id": ANN, "text": "<b>Welcome</b> in", "parse_mode": "HTML"}
    assert shown["answer"] == {"ok": True, "result": sent}


async def test_a_refusal_is_told_with_its_code_and_words(sandbox):
    before = await newest(sandbox)
    refused = await sandbox.answer("sendMessage", chat_id=BOB, text="hi")
    (entry,) = await entries(sandbox, before)
    assert (entry["ok"], entry["error_code"], entry["description"]) == (False, 400, refused["description"])
    assert (await whole(sandbox, entry["n"]))["answer"] == refused


async def test_a_long_text_is_told_by_its_beginning(sandbox):
    await sandbox.call("sendMessage", chat_id=ANN, text="x" * 500)
    (entry,) = await entries(sandbox, limit=1)
    assert entry["text"] == "x" * 79 + "…"


async def test_an_answered_tap_is_told_with_its_chat(sandbox):
    message = await sandbox.call("sendMessage", chat_id=ANN, text="choose", reply_markup=buttons("a"))
    tapped = await sandbox.tap(message, "a")
    await sandbox.call("answerCallbackQuery", callback_query_id=tapped["callback_query_id"], text="ok")
    update, call = (await entries(sandbox))[-2:]
    assert (update["title"], update["chat_id"], update["person_id"], update["text"]) == (
        "callback_query",
        ANN,
        ANN,
        "a",
    )
    assert (call["title"], call["chat_id"], call["text"]) == ("answerCallbackQuery", ANN, "ok")


async def test_an_update_and_its_delivery_to_a_poller_are_told_and_shown(sandbox):
    before = await newest(sandbox)
    await sandbox.say("one")
    await sandbox.say("two")
    updates = await sandbox.updates(timeout=0)
    first, second, delivery = await entries(sandbox, before)
    ids = [update["update_id"] for update in updates]
    assert [first["kind"], first["title"], first["text"]] == ["update", "message", "one"]
    assert [first["update_ids"], second["update_ids"]] == [[ids[0]] * 2, [ids[1]] * 2]
    assert (delivery["kind"], delivery["title"], delivery["update_ids"]) == ("delivery", "getUpdates", ids)
    assert (await whole(sandbox, first["n"]))["update"] == updates[0]
    assert (await whole(sandbox, delivery["n"]))["answer"]["result"] == updates


async def test_polls_that_bring_nothing_are_left_out(sandbox):
    before = await newest(sandbox)
    assert await sandbox.updates() == []
    assert await entries(sandbox, before) == []


async def test_a_delivery_to_the_webhook_is_told_with_its_status(tmp_path, clock):
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as play:
        await play.listen(secret_token="of-nobodys-business")
        before = await newest(play.sandbox)
        await play.sandbox.say("one")
        await play.until(lambda: play.hook.received)
        while len(told := await entries(play.sandbox, before)) < 2:
            pass
        update, delivery = told
        assert (update["kind"], delivery["kind"], delivery["title"]) == ("update", "delivery", "webhook")
        assert (delivery["ok"], delivery["status"], delivery["update_ids"]) == (
            True,
            200,
            update["update_ids"],
        )
        shown = await whole(play.sandbox, delivery["n"])
        assert (shown["url"], shown["update"]) == (play.hook.url, play.hook.received[0])
        everything = json.dumps(
            [await whole(play.sandbox, each["n"]) for each in await entries(play.sandbox)]
        )
        assert "of-nobodys-business" not in everything


async def test_a_fault_is_told_before_the_call_that_it_befell(sandbox):
    before = await newest(sandbox)
    fault = await sandbox.sim("POST", "faults", kind="flood")
    await sandbox.answer("sendMessage", chat_id=ANN, text="hi")
    played, call = await entries(sandbox, before)
    assert (played["kind"], played["title"], played["method"], played["chat_id"], played["fault_id"]) == (
        "fault",
        "flood",
        "sendMessage",
        ANN,
        fault["id"],
    )
    assert (call["kind"], call["ok"], call["error_code"]) == ("call", False, 429)


async def test_a_gateways_page_is_shown_as_it_was_answered(sandbox):
    await sandbox.sim("POST", "faults", kind="error")
    async with sandbox.http.post(f"{sandbox.url}/bot{sandbox.token}/getMe") as response:
        page = await response.text()
    (call,) = await entries(sandbox, limit=1)
    assert (call["error_code"], call["description"]) == (502, "Bad Gateway")
    assert (await whole(sandbox, call["n"]))["answer"] == page


async def test_lost_calls_and_lost_answers_are_told_apart(sandbox):
    for kind in ("lost_call", "lost_answer"):
        await sandbox.sim("POST", "faults", kind=kind)
        with pytest.raises(ServerDisconnectedError):
            await sandbox.call("sendMessage", chat_id=ANN, text="hi")
    call, answer = [entry for entry in await entries(sandbox) if entry["kind"] == "call"][-2:]
    assert (call["lost"], call["ok"]) == ("call", False)
    assert (answer["lost"], answer["ok"]) == ("answer", True)
    assert (await whole(sandbox, answer["n"]))["answer"]["result"]["text"] == "hi"


async def test_an_outage_is_told_when_it_begins_and_ends_with_the_calls_it_turned_away_but_no_polls(
    sandbox, clock
):
    before = await newest(sandbox)
    await sandbox.sim("POST", "faults", kind="down", seconds=60, status=502)
    for method in ("getUpdates", "sendMessage", "getUpdates"):
        await sandbox.http.post(
            f"{sandbox.url}/bot{sandbox.token}/{method}", json={"chat_id": ANN, "text": "hi"}
        )
    clock.seconds += 60
    await sandbox.call("getMe")
    told = [(entry["kind"], entry["title"], entry["ok"]) for entry in await entries(sandbox, before)]
    assert told == [
        ("fault", "down", False),
        ("call", "sendMessage", False),
        ("fault", "down", True),
        ("call", "getMe", True),
    ]


async def test_what_befell_an_update_is_told(sandbox):
    before = await newest(sandbox)
    await sandbox.sim("POST", "faults", kind="duplicate")
    await sandbox.say("one")
    played, update = await entries(sandbox, before)
    assert (played["title"], played["update"], played["chat_id"]) == ("duplicate", "message", ANN)
    assert update["kind"] == "update"


async def test_a_breach_of_the_pace_is_told_before_its_call(sandbox):
    for _ in range(6):
        await sandbox.call("sendMessage", chat_id=ANN, text="hi")
    breach, call = (await entries(sandbox))[-2:]
    assert (
        breach["kind"],
        breach["title"],
        breach["method"],
        breach["chat_id"],
        breach["early_seconds"],
    ) == (
        "breach",
        "chat",
        "sendMessage",
        ANN,
        1.0,
    )
    assert (call["kind"], call["ok"]) == ("call", True)


# --- reading it ------------------------------------------------------------------------------------------------------


async def test_the_newest_are_shown_and_those_before_them_on_asking(sandbox):
    for number in range(5):
        await sandbox.call("sendMessage", chat_id=ANN, text=str(number))
    shown = await entries(sandbox, limit=2)
    assert [entry["text"] for entry in shown] == ["3", "4"]
    earlier = await entries(sandbox, limit=2, before=shown[0]["n"])
    assert [entry["text"] for entry in earlier] == ["1", "2"]
    assert await entries(sandbox, after=shown[-1]["n"]) == []


async def test_who_waits_is_shown_the_next_entry(sandbox):
    before = await newest(sandbox)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(entries(sandbox, before, wait=30))
        await sandbox.say("at last")
    assert [entry["text"] for entry in waiting.result()] == ["at last"]


@pytest.mark.parametrize("n", ["0", "999999", "999999999999999999"])
async def test_an_entry_that_is_not_there_is_said_to_be(sandbox, n):
    status, body = await sandbox.try_sim("GET", f"timeline/{n}")
    assert (status, list(body)) == (404, ["error"])


async def test_an_open_page_is_nudged(sandbox):
    async with sandbox.http.get(f"{sandbox.url}/sim/events") as events:
        await events.content.readuntil(b"\n\n")
        await sandbox.sim("POST", "faults", kind="flood")
        await sandbox.sim("PUT", "pace", mode="enforce")
        await sandbox.answer("getMe")
        kinds: set[str] = set()
        while not kinds >= {"timeline", "faults", "pace"}:
            kinds.add(json.loads((await events.content.readuntil(b"\n\n"))[6:])["kind"])


async def test_a_storm_nudges_once(tmp_path, monkeypatch):
    monkeypatch.setattr(timeline, "NUDGE_SECONDS", 0)
    store, nudges, nudged = Store(tmp_path / "sandbox.sqlite3"), [], asyncio.Event()

    def nudge(kind):
        nudges.append(kind)
        nudged.set()

    storm = timeline.Timeline(store.timeline, "1:token", lambda: 0.0, nudge)
    for count in (1, 2):
        for _ in range(20):
            storm.note(timeline.Kind.CALL, "getMe", {"ok": True})
        await nudged.wait()
        await asyncio.sleep(0)
        assert nudges == ["timeline"] * count
        nudged.clear()
    store.close()


# --- keeping it ------------------------------------------------------------------------------------------------------


async def test_the_timeline_outlives_the_server_and_a_reset_empties_it(tmp_path, clock):
    file = tmp_path / "sandbox.sqlite3"
    async with playing(file, clock) as sandbox:
        await sandbox.call("sendMessage", chat_id=ANN, text="before")
        shown = await entries(sandbox)
    async with playing(file, clock) as sandbox:
        assert await entries(sandbox) == shown
        await sandbox.sim("POST", "faults", kind="down")
        await sandbox.sim("POST", "reset")
        assert await entries(sandbox) == []
        await sandbox.call("getMe")
        assert (await entries(sandbox))[0]["n"] > shown[-1]["n"]


async def test_only_the_newest_are_kept(sandbox, monkeypatch):
    monkeypatch.setattr(timeline_store, "ENTRIES_KEPT", 10)
    monkeypatch.setattr(timeline_store, "_FORGOTTEN_AT_ONCE", 5)
    for _ in range(40):
        await sandbox.call("getMe")
    assert 10 <= len(await entries(sandbox)) < 15


async def test_neither_token_nor_secret_nor_the_bytes_of_a_file_are_ever_in_it(sandbox):
    await sandbox.call("setWebhook", url=f"https://bot.example.com/{sandbox.token}", secret_token="s3cret")
    await sandbox.call("getWebhookInfo")
    await sandbox.call("sendMessage", chat_id=ANN, text=f"my token is {sandbox.token}")
    await sandbox.answer(f"getMe/{sandbox.token}")
    await sandbox.send_picture(png())
    everything = [await whole(sandbox, entry["n"]) for entry in await entries(sandbox)]
    assert sandbox.token not in json.dumps(everything)
    assert "s3cret" not in json.dumps(everything)
    assert everything[0]["kind"] == "update"
    assert everything[-1]["parameters"]["photo"] == {"file_name": "card.png", "file_size": len(png())}


async def test_calls_are_listed_as_ever(sandbox):
    before = await newest(sandbox)
    await sandbox.say("one")
    await sandbox.updates(limit=5)
    await sandbox.answer("sendMessage", chat_id=BOB, text="hi")
    poll, call = (await sandbox.sim("GET", f"calls?after={before}"))["calls"]
    assert (poll["method"], poll["params"], poll["ok"]) == ("getUpdates", {"limit": 5}, True)
    assert call == {
        "n": poll["n"] + 1,
        "method": "sendMessage",
        "params": {"chat_id": BOB, "text": "hi"},
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: chat not found",
    }


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
async def test_what_is_no_json_makes_no_entry_that_is_none(sandbox, kind):
    body = '{"chat_id": NaN}' if kind == "application/json" else 'chat_id=1&reply_markup={"a": NaN}'
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with sandbox.http.post(url, data=body, headers={"Content-Type": kind}) as response:
        assert response.status == 400
    (entry,) = await entries(sandbox, limit=1)
    async with sandbox.http.get(f"{sandbox.url}/sim/timeline/{entry['n']}") as response:
        assert "NaN" not in re.sub(r'"[^"]*(\\"[^"]*)*"', "", await response.text())
