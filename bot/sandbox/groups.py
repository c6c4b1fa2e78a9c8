"""What happens in groups, whoever does it: people come and go, are promoted and restricted; groups are made and move.

Each happening becomes the service message and the updates that Telegram sends. Whether somebody may do it was asked
before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.sandbox.chats import BOT_HEARS_ALL
from bot.sandbox.emulator import Emulator
from bot.sandbox.records import Chat, ChatType, Member, Status, StoredMessage, Topic
from bot.sandbox.rights import chat_member
from bot.sandbox.switches import is_on

JsonObject = dict[str, Any]

GROUP_IDS_BEFORE = -4_000_000_000
SUPERGROUP_IDS_BEFORE = -1_002_000_000_000
TITLE_LIMIT = 128
DESCRIPTION_LIMIT = 255
# In whose name Telegram says what nobody in particular did in a group.
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GENERAL_TOPIC = 1
GENERAL_COLOUR = 7322096
IN_A_TOPIC = ("message_thread_id", "is_topic_message")
NOT_QUOTED = ("reply_to_message", "pinned_message")


def user_of(emulator: Emulator, user_id: int) -> JsonObject:
    """The User of somebody in a group: the bot, or a person."""
    if user_id == emulator.settings.bot_id:
        return emulator.bot_user()
    person = emulator.store.person(user_id)
    if person is None:
        raise LookupError(f"nobody has the id {user_id}")
    return emulator.user(person)


# --- what is told ----------------------------------------------------------------------------------------------------


def announce(emulator: Emulator, chat: Chat, sender: JsonObject, content: JsonObject) -> StoredMessage:
    """Posts a service message in somebody's name; the bot is told of it, also of its own, if it hears here."""
    message = emulator.post(chat, sender, content, {})
    tell(emulator, chat, message)
    return message


def tell(emulator: Emulator, chat: Chat, message: StoredMessage) -> None:
    if emulator.chats.bot_hears(chat, message):
        emulator.queue_update("message", message.content)


def ripple(emulator: Emulator, chat: Chat, *others: int) -> None:
    """Lets the people of a chat, and these, see that something about it changed without a message."""
    emulator.next_revision()
    emulator.bells.chats.ring()
    for person_id in dict.fromkeys((*emulator.chats.people(chat), *others)):
        emulator.nudge("chats", person_id)


# --- standing --------------------------------------------------------------------------------------------------------


def seen_by_bot(emulator: Emulator, chat: Chat, member: Member) -> JsonObject:
    """The ChatMember as the bot is shown it: it may change administrators whom it promoted itself."""
    bot_id = emulator.settings.bot_id
    own = member.user_id != bot_id and member.rights.get("promoted_by") == bot_id
    return chat_member(chat, member, user_of(emulator, member.user_id), can_be_edited=own)


def change_standing(
    emulator: Emulator, chat: Chat, new: Member, actor: JsonObject, **more: Any
) -> tuple[Member, Member]:
    """Changes how somebody stands to a group, and tells the bot: of itself always, of others if it administers there.

    `more` are further fields of the ChatMemberUpdated. Returns the old standing and the new one.
    """
    bot_id = emulator.settings.bot_id
    old, bot = emulator.chats.standing(chat, new.user_id), emulator.chats.standing(chat, bot_id)
    if old == new:
        return old, new
    emulator.store.chats.save_member(new)
    if new.user_id == bot_id and new.is_present and not old.is_present:
        chat = _with_facts(emulator, chat, {BOT_HEARS_ALL: not is_on(emulator.store, "privacy_mode")})
    update = {
        "chat": emulator.chats.object(chat),
        "from": actor,
        "date": int(emulator.now()),
        "old_chat_member": seen_by_bot(emulator, chat, old),
        "new_chat_member": seen_by_bot(emulator, chat, new),
    } | more
    if new.user_id == bot_id:
        emulator.queue_update("my_chat_member", update)
    elif bot.is_present and bot.is_administrator:
        emulator.queue_update("chat_member", update)
    ripple(emulator, chat, *(() if new.user_id == bot_id else (new.user_id,)))
    return old, new


def _with_facts(emulator: Emulator, chat: Chat, facts: JsonObject) -> Chat:
    """The chat with some facts changed; those that are None are forgotten."""
    current = emulator.store.chats.chat(chat.id) or chat
    changed = {name: value for name, value in (current.facts | facts).items() if value is not None}
    chat = replace(current, facts=changed)
    emulator.store.chats.save_chat(chat)
    return chat


def add(
    emulator: Emulator, chat: Chat, actor: JsonObject, user_ids: Iterable[int], **more: Any
) -> StoredMessage:
    """Somebody adds people or the bot to a group, or joins it."""
    added = list(user_ids)
    with emulator.store.transaction():
        for user_id in added:
            change_standing(emulator, chat, _present(emulator.chats.standing(chat, user_id)), actor, **more)
        users = [user_of(emulator, user_id) for user_id in added]
        return announce(emulator, chat, actor, {"new_chat_members": users})


def _present(member: Member) -> Member:
    """Back in the group: restrictions outlast an absence, bans do not."""
    if member.status is Status.RESTRICTED:
        return replace(member, rights=member.rights | {"is_member": True})
    return replace(member, status=Status.MEMBER, rights={})


def remove(
    emulator: Emulator, chat: Chat, actor: JsonObject, user_id: int, *, banned: bool, until_date: int = 0
) -> None:
    """Somebody leaves a group, or is removed from it: `banned` ones cannot come back until then (0: ever)."""
    standing = emulator.chats.standing(chat, user_id)
    if banned:
        gone = replace(standing, status=Status.KICKED, rights={"until_date": until_date})
    elif standing.status is Status.RESTRICTED:
        gone = replace(standing, rights=standing.rights | {"is_member": False})
    else:
        gone = replace(standing, status=Status.LEFT, rights={})
    with emulator.store.transaction():
        change_standing(emulator, chat, gone, actor)
        if standing.is_present:
            announce(emulator, chat, actor, {"left_chat_member": user_of(emulator, user_id)})


# --- groups ----------------------------------------------------------------------------------------------------------


def make(
    emulator: Emulator, owner_id: int, title: str, kind: ChatType, user_ids: list[int], *, is_forum: bool
) -> Chat:
    """A new group of somebody. A basic one has its members from the start; to a supergroup they are added."""
    facts: JsonObject = {"is_forum": True} if is_forum else {}
    owner = user_of(emulator, owner_id)
    with emulator.store.transaction():
        chat = Chat(_next_id(emulator, kind), kind, title, facts)
        emulator.store.chats.save_chat(chat)
        emulator.store.chats.save_member(Member(chat.id, owner_id, Status.CREATOR))
        if kind is ChatType.GROUP:
            for user_id in user_ids:
                change_standing(emulator, chat, Member(chat.id, user_id, Status.MEMBER), owner)
            announce(emulator, chat, owner, {"group_chat_created": True})
        else:
            announce(emulator, chat, owner, {"supergroup_chat_created": True})
            if is_forum:
                _open_general(emulator, chat)
            if user_ids:
                add(emulator, chat, owner, user_ids)
    return emulator.store.chats.chat(chat.id) or chat


def _next_id(emulator: Emulator, kind: ChatType) -> int:
    before = GROUP_IDS_BEFORE if kind is ChatType.GROUP else SUPERGROUP_IDS_BEFORE
    return before - emulator.store.next(f"{kind.value} id")


def _open_general(emulator: Emulator, chat: Chat) -> None:
    emulator.store.chats.save_topic(Topic(chat.id, GENERAL_TOPIC, "General", GENERAL_COLOUR))


def change_facts(emulator: Emulator, chat: Chat, **facts: Any) -> Chat:
    """Changes what is known of a group and goes without a message: its description, name, permissions, links."""
    chat = _with_facts(emulator, chat, facts)
    if chat.is_forum and emulator.store.chats.topic(chat.id, GENERAL_TOPIC) is None:
        _open_general(emulator, chat)
    ripple(emulator, chat)
    return chat


def rename(emulator: Emulator, chat: Chat, actor: JsonObject, title: str) -> Chat:
    with emulator.store.transaction():
        chat = replace(emulator.store.chats.chat(chat.id) or chat, title=title)
        emulator.store.chats.save_chat(chat)
        announce(emulator, chat, actor, {"new_chat_title": title})
    return chat


def upgrade(emulator: Emulator, old: Chat, actor: JsonObject) -> Chat:
    """A basic group becomes a supergroup: a chat of another id, with the same people."""
    store = emulator.store
    new = Chat(_next_id(emulator, ChatType.SUPERGROUP), ChatType.SUPERGROUP, old.title, old.facts)
    with store.transaction():
        store.chats.save_chat(new)
        bot = None
        for member in emulator.chats.members(old):
            if member.user_id == emulator.settings.bot_id:
                bot = replace(member, chat_id=new.id)
            elif member.is_present:
                store.chats.save_member(replace(member, chat_id=new.id))
        if bot is not None and bot.is_present:
            change_standing(emulator, new, bot, actor)
            new = _with_facts(emulator, new, {BOT_HEARS_ALL: old.facts.get(BOT_HEARS_ALL)})
        announce(emulator, old, actor, {"migrate_to_chat_id": new.id})
        _with_facts(emulator, old, {"upgraded_to": new.id})
        anonymous = {"sender_chat": emulator.chats.object(new), "migrate_from_chat_id": old.id}
        announce(emulator, new, ANONYMOUS, anonymous)
    return new


# --- pins ------------------------------------------------------------------------------------------------------------


def pin(emulator: Emulator, chat: Chat, actor: JsonObject, message: StoredMessage) -> None:
    """Pins a message, and says so with a message; pinning it again says nothing."""
    if message.extras.get("pinned"):
        return
    with emulator.store.transaction():
        emulator.store.pin(chat.id, message.message_id, emulator.next_revision())
        emulator.update_quietly(replace(message, extras={**message.extras, "pinned": True}))
        content = {name: message.content[name] for name in IN_A_TOPIC if name in message.content}
        pinned = {name: value for name, value in message.content.items() if name not in NOT_QUOTED}
        announce(emulator, chat, actor, content | {"pinned_message": pinned})


def unpin(emulator: Emulator, message: StoredMessage) -> None:
    with emulator.store.transaction():
        emulator.store.unpin(message.chat_id, message.message_id)
        extras = {name: value for name, value in message.extras.items() if name != "pinned"}
        emulator.update_quietly(replace(message, extras=extras))
