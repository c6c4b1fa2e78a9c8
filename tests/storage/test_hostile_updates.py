"""Whatever Telegram brings can be kept, in either database, and comes back as something that can be read."""

import json

import pytest

from bot.telegram.raw_updates import to_store

BOT = 42


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\0b", "a\ufffdb"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("a whole \U0001f600 pair", "a whole \U0001f600 pair"),
        ("a backslash \\u0000 and a word", "a backslash \\u0000 and a word"),
        ("𝖃" * 16_384, "𝖃" * 16_384),
        ("\x01\x1b\x7f\u2028", "\x01\x1b\x7f\u2028"),
    ],
)
async def test_a_text_is_kept_but_for_what_no_database_keeps(store, text: str, kept: str):
    await store.inbox.store(BOT, [to_store({"update_id": 5, "message": {"from": {"id": 1}, text: [text]}})])
    [stored] = await store.inbox.unhandled(BOT)
    assert json.loads(stored.payload)["message"] == {"from": {"id": 1}, kept: [kept]}
    assert stored.payload not in repr(stored)


@pytest.mark.parametrize(
    ("event", "person"),
    [
        ({"message": {"from": {"id": 7}, "chat": {"id": 8}}}, 7),
        ({"message_reaction": {"user": {"id": 7}, "chat": {"id": 8}}}, 7),
        ({"my_chat_member": {"chat": {"id": -8}}}, -8),
        ({"message": "nonsense", "poll": {}}, 0),
        ({"message": {"from": "nonsense", "chat": {"id": "8"}}}, 0),
        ({}, 0),
    ],
)
def test_an_odd_update_is_somebodys_or_nobodys(event: dict[str, object], person: int):
    assert to_store({"update_id": 5, **event}).person == person
