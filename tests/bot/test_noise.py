"""What happens around a bot and is said to nobody: it is answered by nothing, and nobody is met by it."""

import pytest

from tests.security.conftest import office
from tests.security.office import Json, Office, user

__all__ = ["office"]

STRANGER = user(31_415, "Zz")
CHANNEL: Json = {"id": -1_001, "type": "channel", "title": "News"}
GROUP: Json = {"id": -2_002, "type": "supergroup", "title": "Savers"}
PRIVATE: Json = {"id": 31_415, "type": "private", "first_name": "Zz"}
SAID: Json = {"message_id": 5, "date": 1, "text": "/start c_AAAAAAAAAAAAAAAAAAAAAA"}
REACTED: Json = {
    "message_id": 5,
    "date": 1,
    "old_reaction": [],
    "new_reaction": [{"type": "emoji", "emoji": "👍"}],
}
LEFT: Json = {"user": STRANGER, "status": "left"}
MEMBER: Json = {"user": STRANGER, "status": "member"}

NOISE: dict[str, Json] = {
    "channel post": {"channel_post": SAID | {"chat": CHANNEL}},
    "edited channel post": {"edited_channel_post": SAID | {"chat": CHANNEL, "edit_date": 2}},
    "talk in a group": {"message": SAID | {"chat": GROUP, "from": STRANGER, "text": "help"}},
    "edited talk in a group": {"edited_message": SAID | {"chat": GROUP, "from": STRANGER, "edit_date": 2}},
    "business message": {
        "business_message": SAID | {"chat": PRIVATE, "from": STRANGER, "business_connection_id": "b"}
    },
    "edited business message": {
        "edited_business_message": SAID | {"chat": PRIVATE, "from": STRANGER, "business_connection_id": "b"}
    },
    "reaction": {"message_reaction": REACTED | {"chat": PRIVATE, "user": STRANGER}},
    "reaction in a group": {"message_reaction": REACTED | {"chat": GROUP, "user": STRANGER}},
    "somebody comes": {
        "chat_member": {
            "chat": GROUP,
            "from": STRANGER,
            "date": 1,
            "old_chat_member": LEFT,
            "new_chat_member": MEMBER,
        }
    },
    "poll answer": {
        "poll_answer": {"poll_id": "1", "user": STRANGER, "option_ids": [0], "option_persistent_ids": ["a"]}
    },
    "removed boost": {
        "removed_chat_boost": {
            "chat": GROUP,
            "boost_id": "1",
            "remove_date": 1,
            "source": {"source": "premium", "user": STRANGER},
        }
    },
}


@pytest.mark.parametrize("kind", NOISE)
async def test_noise_is_answered_by_nothing_and_makes_nobody_a_participant(office: Office, kind: str):
    await office.feed(**NOISE[kind])
    assert office.wire.sent == []
    assert await office.store.queries.recipient(STRANGER["id"]) is None


async def test_who_writes_in_the_name_of_a_group_is_told_what_to_do_instead_once(office: Office):
    command = {"type": "bot_command", "offset": 0, "length": 15}
    said = SAID | {
        "chat": GROUP,
        "sender_chat": GROUP,
        "from": user(1_087_968_824, "Group") | {"is_bot": True},
    }
    await office.feed(message=said | {"text": "/card@hecun_bot", "entities": [command]})
    [(chat_id, told)] = [(chat_id, told) for chat_id, told in office.wire.sent if told["method"] != "GetMe"]
    assert chat_id == GROUP["id"]
    assert told["text"]
