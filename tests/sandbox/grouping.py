"""Groups to play in: Ann owns them, Bob is in them, and the bot too unless a test says otherwise."""

from __future__ import annotations

from typing import Any

from tests.sandbox.playing import ANN, BOB, Json, Sandbox

BOT = 1000001
CAROL = 5_000_000_003
ALL_RIGHTS = dict.fromkeys(
    (
        "can_manage_chat",
        "can_change_info",
        "can_delete_messages",
        "can_invite_users",
        "can_restrict_members",
        "can_pin_messages",
        "can_manage_topics",
        "can_promote_members",
    ),
    True,
)


async def take(sandbox: Sandbox) -> list[Json]:
    """The updates since the last time, without their ids; they are confirmed."""
    updates = await sandbox.updates()
    if updates:
        await sandbox.updates(offset=updates[-1]["update_id"] + 1)
    return [{kind: update[kind] for kind in update if kind != "update_id"} for update in updates]


def kinds(updates: list[Json]) -> list[str]:
    """What each update is: its kind, or the field that makes a message a service message."""
    head = {
        "message_id",
        "from",
        "sender_chat",
        "chat",
        "date",
        "message_thread_id",
        "is_topic_message",
        "entities",
    }
    names = []
    for update in updates:
        (kind, content), *_ = update.items()
        special = sorted(content.keys() - head - {"reply_to_message"}) if kind == "message" else [kind]
        names.append(special[0])
    return names


async def make_group(
    sandbox: Sandbox, *members: int, kind: str = "group", forum: bool = False, title: str = "Savers"
) -> int:
    """A group of Ann's with these members (Bob and the bot if none are named); its id. Its updates are taken."""
    chat = await act(sandbox, "", title=title, type=kind, is_forum=forum, members=list(members or (BOB, BOT)))
    await take(sandbox)
    return int(chat["id"])


async def make_supergroup(sandbox: Sandbox, *members: int, forum: bool = False) -> int:
    return await make_group(sandbox, *members, kind="supergroup", forum=forum)


async def act(sandbox: Sandbox, path: str, person: int = ANN, verb: str = "POST", **body: Any) -> Json:
    """Does something in a group; the chat as the person sees it then."""
    answer = await sandbox.sim(verb, f"people/{person}/groups{path}", **body)
    chat: Json = answer["chat"]
    return chat


async def fails(sandbox: Sandbox, path: str, person: int = ANN, verb: str = "POST", **body: Any) -> int:
    """The status with which an act in a group is refused, in words."""
    status, answer = await sandbox.try_sim(verb, f"people/{person}/groups{path}", **body)
    assert list(answer) == ["error"], answer
    return status


async def promote(sandbox: Sandbox, chat_id: int, user_id: int = BOT, **rights: bool) -> None:
    """Ann promotes somebody, with all rights if none are named; what the bot is told is taken."""
    await act(sandbox, f"/{chat_id}/promote", user_id=user_id, rights=rights or ALL_RIGHTS)
    await take(sandbox)


async def write(sandbox: Sandbox, chat_id: int, text: str, person: int = ANN, **more: Any) -> Json:
    body = {"text": text, "chat_id": chat_id} | more
    message: Json = (await sandbox.sim("POST", f"people/{person}/messages", **body))["message"]
    return message


async def add_carol(sandbox: Sandbox) -> None:
    await sandbox.sim("POST", "people", id=CAROL, first_name="Carol", phone="+8613800000003")


async def chat_of(sandbox: Sandbox, chat_id: int, person: int = ANN) -> Json:
    """A chat as it stands in a person's list."""
    chats = (await sandbox.sim("GET", f"people/{person}/chats"))["chats"]
    found: Json = next(chat for chat in chats if chat["id"] == chat_id)
    return found
