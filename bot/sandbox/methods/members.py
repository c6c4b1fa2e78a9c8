"""Who is in a group and what they may do there: asking, banning, restricting, promoting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox import groups
from bot.sandbox.emulator import Emulator
from bot.sandbox.methods.call import Access, Call, bot_is_granted, reach, writable_chat
from bot.sandbox.records import Chat, ChatType, Member, Status
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.rights import ADMINISTRATOR_RIGHTS, administrator_rights, granted, limit, permissions_from

JsonObject = dict[str, Any]

TITLE_LIMIT = 16
KICKED_SECONDS = 60


# --- asking ----------------------------------------------------------------------------------------------------------


async def get_chat_member(call: Call) -> JsonObject:
    """ChatMember; who was never in the group has left it."""
    user_id = _user_id(call)
    asks_of_itself = user_id == call.emulator.settings.bot_id
    chat = reach(call, call["chat_id"], Access.READ if asks_of_itself else Access.READ_MEMBERS)
    user = call.emulator.user_by_id(user_id)
    if user is None or (chat.is_private and user_id not in call.emulator.chats.present(chat)):
        raise bad_request("member not found")
    if chat.is_private:
        return {"status": "member", "user": user}
    return groups.seen_by_bot(call.emulator, chat, call.emulator.chats.standing(chat, user_id))


async def get_chat_administrators(call: Call) -> list[JsonObject]:
    chat = reach(call, call["chat_id"], Access.READ_MEMBERS)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    members = call.emulator.chats.members(chat)
    return [groups.seen_by_bot(call.emulator, chat, each) for each in members if each.is_administrator]


async def get_chat_member_count(call: Call) -> int:
    chat = reach(call, call["chat_id"], Access.READ_MEMBERS)
    return len(call.emulator.chats.present(chat))


# --- banning ---------------------------------------------------------------------------------------------------------


async def ban_chat_member(call: Call) -> bool:
    user_id, chat = _user_id(call), writable_chat(call, call["chat_id"])
    if chat.is_private:
        raise bad_request("can't ban members in private chats")
    if chat.type is ChatType.GROUP:
        _remove_from_group(call, chat, user_id)
        return True
    member = _other_member(call, chat, user_id)
    until = limit(call.get("until_date", 0), call.emulator.now())
    if not (member.status is Status.KICKED and member.rights.get("until_date", 0) == until):
        _check_may_restrict(call, chat, member)
        _remove(call, chat, user_id, until)
    return True


async def unban_chat_member(call: Call) -> bool:
    """Lets somebody come back; who is in the group is removed by that, unless `only_if_banned` is given."""
    user_id, chat = _user_id(call), writable_chat(call, call["chat_id"])
    if chat.type is not ChatType.SUPERGROUP:
        raise bad_request("method is available for supergroup and channel chats only")
    member = _known_member(call, chat, user_id)
    if member.status is Status.LEFT or (call.get("only_if_banned") and member.status is not Status.KICKED):
        return True
    _other_member(call, chat, user_id)
    _check_may_restrict(call, chat, member)
    with call.emulator.store.transaction():
        if member.is_present:
            _remove(call, chat, user_id, int(call.emulator.now()) + KICKED_SECONDS)
        free = Member(chat.id, user_id, Status.LEFT)
        groups.change_standing(call.emulator, chat, free, call.emulator.bot_user())
    return True


def _remove_from_group(call: Call, chat: Chat, user_id: int) -> None:
    """Basic groups keep no list of the banned: who is removed may be added again."""
    member = _known_member(call, chat, user_id)
    if user_id == call.emulator.settings.bot_id:
        groups.remove(call.emulator, chat, call.emulator.bot_user(), user_id, banned=False)
        return
    if not bot_is_granted(call, chat, "can_restrict_members"):
        raise bad_request("CHAT_ADMIN_REQUIRED")
    if not member.is_present:
        raise bad_request("USER_NOT_PARTICIPANT")
    if member.is_administrator:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    _remove(call, chat, user_id, 0)


def _remove(call: Call, chat: Chat, user_id: int, until_date: int) -> None:
    bot = call.emulator.bot_user()
    groups.remove(call.emulator, chat, bot, user_id, banned=True, until_date=until_date)


# --- restricting -----------------------------------------------------------------------------------------------------


async def restrict_chat_member(call: Call) -> bool:
    user_id, chat = _user_id(call), writable_chat(call, call["chat_id"])
    if chat.type is not ChatType.SUPERGROUP:
        raise bad_request("method is available only for supergroups")
    member = _other_member(call, chat, user_id)
    permitted = permissions_from(
        call["permissions"], independent=call.get("use_independent_chat_permissions", False)
    )
    new = restricted(member, permitted, limit(call.get("until_date", 0), call.emulator.now()))
    if new != member:
        _check_may_restrict(call, chat, member)
        groups.change_standing(call.emulator, chat, new, call.emulator.bot_user())
    return True


def restricted(member: Member, permitted: JsonObject, until_date: int) -> Member:
    """The standing with these permissions only; with all of them nobody is restricted."""
    if all(permitted.values()):
        return replace(member, status=Status.MEMBER if member.is_present else Status.LEFT, rights={})
    rights = permitted | {"until_date": until_date, "is_member": member.is_present}
    return replace(member, status=Status.RESTRICTED, rights=rights)


def _check_may_restrict(call: Call, chat: Chat, member: Member) -> None:
    """Administrators are restricted and banned only by whoever promoted them."""
    if member.status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    if not bot_is_granted(call, chat, "can_restrict_members"):
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    if member.is_administrator and not _promoted_by_bot(call.emulator, member):
        raise bad_request("user is an administrator of the chat")


# --- promoting -------------------------------------------------------------------------------------------------------


async def promote_chat_member(call: Call) -> bool:
    """Gives somebody these rights as an administrator; with none of them they are one no more."""
    user_id, chat = _user_id(call), writable_chat(call, call["chat_id"])
    if chat.type is not ChatType.SUPERGROUP:
        raise bad_request("method is available for supergroup and channel chats only")
    member = _known_member(call, chat, user_id)
    if member.status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    rights = administrator_rights(chat, {name: call.get(name) for name in ADMINISTRATOR_RIGHTS})
    if rights:
        _promote(call, chat, member, rights)
    elif member.is_administrator:
        _demote(call, chat, member)
    elif member.status is not Status.MEMBER:
        raise bad_request("bots can't add new chat members")
    return True


def _promote(call: Call, chat: Chat, member: Member, rights: JsonObject) -> None:
    emulator = call.emulator
    if member.user_id == emulator.settings.bot_id:
        raise bad_request("can't promote self")
    _check_may_promote(call, chat, member)
    if not member.is_present:
        raise bad_request("CHAT_ADMIN_INVITE_REQUIRED")
    bot = emulator.chats.standing(chat, emulator.settings.bot_id)
    if not all(granted(bot, right) for right in rights if right != "is_anonymous"):
        raise bad_request("RIGHT_FORBIDDEN")
    title = {"custom_title": member.rights["custom_title"]} if "custom_title" in member.rights else {}
    new = replace(
        member,
        status=Status.ADMINISTRATOR,
        rights=rights | title | {"promoted_by": emulator.settings.bot_id},
    )
    groups.change_standing(emulator, chat, new, emulator.bot_user())


def _demote(call: Call, chat: Chat, member: Member) -> None:
    if member.user_id != call.emulator.settings.bot_id:
        _check_may_promote(call, chat, member)
    new = replace(member, status=Status.MEMBER, rights={})
    groups.change_standing(call.emulator, chat, new, call.emulator.bot_user())


def _check_may_promote(call: Call, chat: Chat, member: Member) -> None:
    if not bot_is_granted(call, chat, "can_promote_members"):
        raise bad_request("not enough rights")
    if member.is_administrator and not _promoted_by_bot(call.emulator, member):
        raise bad_request("CHAT_ADMIN_REQUIRED")


async def set_chat_administrator_custom_title(call: Call) -> bool:
    user_id, chat = _user_id(call), writable_chat(call, call["chat_id"])
    if chat.is_private:
        raise bad_request("method is available only for groups and supergroups")
    member = _known_member(call, chat, user_id)
    if member.status is Status.CREATOR:
        raise bad_request("only the owner can edit their custom title")
    if not member.is_administrator:
        raise bad_request("user is not an administrator")
    if not _promoted_by_bot(call.emulator, member) or user_id == call.emulator.settings.bot_id:
        raise bad_request("not enough rights to change custom title of the user")
    title = call["custom_title"].strip()
    if len(title) > TITLE_LIMIT:
        raise bad_request("CUSTOM_TITLE_INVALID")
    if any(ord(sign) >= 0x1F000 for sign in title):
        raise bad_request("CUSTOM_TITLE_EMOJI_NOT_ALLOWED")
    new = replace(member, rights=member.rights | {"custom_title": title})
    groups.change_standing(call.emulator, chat, new, call.emulator.bot_user())
    return True


# --- who is meant ----------------------------------------------------------------------------------------------------


def _user_id(call: Call) -> int:
    user_id: int = call["user_id"]
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    return user_id


def _known_member(call: Call, chat: Chat, user_id: int) -> Member:
    """How somebody the bot has met stands to a group; who was never in it has left it."""
    if call.emulator.user_by_id(user_id) is None:
        raise _unknown()
    return call.emulator.chats.standing(chat, user_id)


def _other_member(call: Call, chat: Chat, user_id: int) -> Member:
    """The same of somebody else than the bot, which cannot be banned or restricted by itself."""
    if user_id == call.emulator.settings.bot_id:
        raise bad_request("can't restrict self")
    return _known_member(call, chat, user_id)


def _unknown() -> Refusal:
    return bad_request("PARTICIPANT_ID_INVALID")


def _promoted_by_bot(emulator: Emulator, member: Member) -> bool:
    return bool(member.rights.get("promoted_by") == emulator.settings.bot_id)
