"""Telegram's published pace: what counts, what is a breach of which rule, and what is done about it."""

import pytest

from bot.sandbox.pace import Bucket, Window, messages_in
from bot.sandbox.records import Chat, ChatType, Member, Status
from bot.sandbox.settings import PaceMode
from tests.sandbox.hook import hooked
from tests.sandbox.playing import ANN, Sandbox, buttons, playing, png

GROUP = -4_000_000_001


@pytest.fixture
async def strict(tmp_path, clock):
    """A sandbox that enforces the pace."""
    async with playing(tmp_path / "sandbox.sqlite3", clock, pace=PaceMode.ENFORCE) as sandbox:
        yield sandbox


async def send(sandbox: Sandbox, chat_id: int = ANN):
    return await sandbox.answer("sendMessage", chat_id=chat_id, text="hi")


async def breaches(sandbox: Sandbox):
    return (await sandbox.sim("GET", "pace"))["breaches"]


async def people(sandbox: Sandbox, count: int) -> list[int]:
    """So many who have started the bot."""
    ids = [6_000_000_000 + number for number in range(count)]
    for person in ids:
        await sandbox.sim("POST", "people", id=person, first_name="P")
        await sandbox.say("hello", person)
    return ids


async def test_a_chat_takes_a_short_burst_and_then_one_a_second(strict, clock):
    assert [(await send(strict))["ok"] for _ in range(5)] == [True] * 5
    assert await send(strict) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    clock.seconds += 1
    assert (await send(strict))["ok"]
    assert not (await send(strict))["ok"]
    clock.seconds += 5
    assert [(await send(strict))["ok"] for _ in range(6)] == [True] * 5 + [False]


async def test_what_is_refused_is_not_sent_and_does_not_count(strict, clock):
    for _ in range(5):
        await send(strict)
    for _ in range(10):
        assert (await send(strict))["parameters"] == {"retry_after": 1}
    assert len((await strict.chat())["messages"]) == 1 + 5
    clock.seconds += 1
    assert (await send(strict))["ok"]


async def test_thirty_messages_a_second_go_out_overall(strict, clock):
    everybody = await people(strict, 31)
    assert all([(await send(strict, person))["ok"] for person in everybody[:30]])
    assert (await send(strict, everybody[30]))["parameters"] == {"retry_after": 1}
    clock.seconds += 0.5
    assert not (await send(strict, everybody[30]))["ok"]
    clock.seconds += 0.5
    assert (await send(strict, everybody[30]))["ok"]
    assert [breach["rule"] for breach in await breaches(strict)] == ["overall"] * 2


async def test_a_group_takes_twenty_a_minute(tmp_path, clock):
    async with hooked(tmp_path / "sandbox.sqlite3", clock) as play:
        bot = play.emulator.settings.bot_id
        play.emulator.store.chats.save_chat(Chat(GROUP, ChatType.GROUP, "Friends"))
        play.emulator.store.chats.save_member(Member(GROUP, bot, Status.MEMBER))
        await play.sandbox.sim("PUT", "pace", mode="enforce")
        for _ in range(20):
            assert (await send(play.sandbox, GROUP))["ok"]
            clock.seconds += 1
        assert (await send(play.sandbox, GROUP))["parameters"] == {"retry_after": 40}
        clock.seconds += 40
        assert (await send(play.sandbox, GROUP))["ok"]
        assert [breach["rule"] for breach in await breaches(play.sandbox)] == ["group"]


async def test_a_breach_says_what_when_where_and_by_how_much(sandbox, clock):
    for _ in range(7):
        assert (await send(sandbox))["ok"]
    first, second = await breaches(sandbox)
    entry = (await sandbox.sim("GET", f"timeline/{first['n']}"))["kind"]
    assert entry == "breach"
    assert first == {
        "n": first["n"],
        "at": "2027-01-15T08:00:10.000+00:00",
        "method": "sendMessage",
        "chat_id": ANN,
        "rule": "chat",
        "early_seconds": 1.0,
        "retry_after": 1,
    }
    assert (second["early_seconds"], second["retry_after"]) == (2.0, 2)


async def test_recording_refuses_nothing_and_off_does_not_even_count(sandbox):
    for _ in range(6):
        assert (await send(sandbox))["ok"]
    assert len(await breaches(sandbox)) == 1
    await sandbox.sim("PUT", "pace", mode="off")
    assert (await send(sandbox))["ok"]
    assert len(await breaches(sandbox)) == 1


async def test_breaches_can_be_forgotten_and_a_reset_forgets_what_was_sent(strict):
    for _ in range(6):
        await send(strict)
    await strict.sim("DELETE", "pace/breaches")
    assert await breaches(strict) == []
    assert not (await send(strict))["ok"]
    await strict.sim("POST", "reset")
    await strict.say("hello")
    assert await breaches(strict) == []
    assert (await send(strict))["ok"]
    assert (await strict.sim("GET", "pace"))["mode"] == "enforce"


async def test_mode_and_limits_are_set_by_script(sandbox):
    assert await sandbox.sim("GET", "pace") == {
        "mode": "record",
        "overall_per_second": 30,
        "chat_per_second": 1.0,
        "chat_burst": 5,
        "group_per_minute": 20,
        "breaches": [],
    }
    shown = await sandbox.sim("PUT", "pace", mode="enforce", chat_burst=1, chat_per_second=0.5)
    assert (shown["mode"], shown["chat_burst"], shown["overall_per_second"]) == ("enforce", 1, 30)
    assert (await send(sandbox))["ok"]
    assert (await send(sandbox))["parameters"] == {"retry_after": 2}


@pytest.mark.parametrize(
    "body",
    [
        {"mode": "strict"},
        {"mode": 5},
        {"chat_burst": 0},
        {"chat_burst": 1.5},
        {"overall_per_second": "30"},
        {"chat_per_second": True},
        {"group_per_minute": 10**9},
    ],
)
async def test_a_pace_that_makes_no_sense_is_refused(sandbox, body):
    before = await sandbox.sim("GET", "pace")
    assert (await sandbox.try_sim("PUT", "pace", **body))[0] == 400
    assert await sandbox.sim("GET", "pace") == before


# --- what counts -----------------------------------------------------------------------------------------------------


async def test_edits_answers_deletions_and_actions_do_not_count(strict):
    message = await strict.call("sendMessage", chat_id=ANN, text="0", reply_markup=buttons("a"))
    chat = {"chat_id": ANN, "message_id": message["message_id"]}
    for number in range(1, 20):
        await strict.call("editMessageText", **chat, text=str(number), reply_markup=buttons("a"))
        tapped = await strict.tap(message, "a")
        await strict.call("answerCallbackQuery", callback_query_id=tapped["callback_query_id"])
        await strict.call("sendChatAction", chat_id=ANN, action="typing")
    await strict.call("deleteMessage", **chat)
    assert await breaches(strict) == []


async def test_photos_and_copies_count(strict):
    message = await strict.send_picture(png())
    for _ in range(4):
        await strict.call("copyMessage", chat_id=ANN, from_chat_id=ANN, message_id=message["message_id"])
    assert not (await send(strict))["ok"]


async def test_a_call_that_makes_no_sense_does_not_count(strict):
    for _ in range(10):
        assert (await strict.answer("sendMessage", chat_id=ANN))["error_code"] == 400
    assert (await send(strict))["ok"]


@pytest.mark.parametrize(
    ("method", "arguments", "count"),
    [
        ("sendMessage", {}, 1),
        ("sendMediaGroup", {"media": [{}, {}, {}]}, 3),
        ("copyMessages", {"message_ids": [1, 2]}, 2),
        ("forwardMessages", {"message_ids": [1, 2]}, 2),
        ("forwardMessage", {}, 1),
        ("copyMessage", {}, 1),
        ("sendChatAction", {}, 0),
        ("sendMessageDraft", {}, 0),
        ("editMessageText", {}, 0),
        ("answerCallbackQuery", {}, 0),
        ("deleteMessages", {"message_ids": [1, 2]}, 0),
        ("getUpdates", {}, 0),
    ],
)
def test_an_album_counts_its_items(method, arguments, count):
    assert messages_in(method, arguments) == count


# --- the counting itself ---------------------------------------------------------------------------------------------


def test_a_window_never_lets_more_through_in_any_span():
    window, passed, at = Window(limit=20, seconds=60), [], 0.0
    while at < 300:
        if not window.wait(at, 1):
            window.take(at, 1)
            passed.append(at)
        at += 0.7
    assert max(sum(1 for other in passed if at - 60 < other <= at) for at in passed) == 20
    assert len(passed) == 100


def test_a_window_says_exactly_how_long_to_wait():
    window = Window(limit=2, seconds=60)
    window.take(0.0, 1)
    window.take(10.0, 1)
    assert [window.wait(15.0, 1), window.wait(15.0, 2), window.wait(60.0, 1)] == [45.0, 55.0, 0.0]


def test_more_at_once_than_the_pace_has_room_for_goes_alone():
    window, bucket = Window(limit=20, seconds=60), Bucket(per_second=1, burst=5)
    assert window.wait(0.0, 100) == bucket.wait(0.0, 100) == 0.0
    window.take(0.0, 100)
    bucket.take(0.0, 100)
    assert (window.wait(0.0, 1), bucket.wait(0.0, 1)) == (60.0, 96.0)
    assert (window.is_rested(59.0), window.is_rested(60.0)) == (False, True)
    assert (bucket.is_rested(99.0), bucket.is_rested(100.0)) == (False, True)
