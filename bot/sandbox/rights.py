"""What people and bots may do in a group: administrators' rights and everybody's permissions, in the Bot API's words.

As https://github.com/tdlib/td has it: permissions of the chat bind all who are no administrators; a bot needs rights of
its own for what is an administrator's business, even where everybody else is permitted it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox.records import Chat, ChatType, Member, Status

JsonObject = dict[str, Any]

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
MEDIA_PERMISSIONS = PERMISSIONS[1:7]
EVERYTHING_PERMITTED = dict.fromkeys(PERMISSIONS, True)
ADMINISTRATOR_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
    "can_send_welcome_messages",
)
# Permissions that are an administrator's business: a bot has them by right only.
OF_ADMINISTRATORS = frozenset(
    {"can_change_info", "can_edit_tag", "can_invite_users", "can_manage_topics", "can_pin_messages"}
)
# Basic groups know one kind of administrator.
GROUP_ADMINISTRATOR = dict.fromkeys(
    (
        "can_manage_chat",
        "can_change_info",
        "can_delete_messages",
        "can_invite_users",
        "can_restrict_members",
        "can_pin_messages",
        "can_manage_video_chats",
    ),
    True,
)
# What sending needs, and what Telegram calls it, by the field of a Message that it fills.
SENDING = {
    "text": ("can_send_messages", "text messages"),
    "rich_message": ("can_send_messages", "the rich message"),
    "contact": ("can_send_messages", "contacts"),
    "venue": ("can_send_messages", "venues"),
    "location": ("can_send_messages", "locations"),
    "dice": ("can_send_other_messages", "dice"),
    "photo": ("can_send_photos", "photos"),
    "animation": ("can_send_other_messages", "animations"),
    "document": ("can_send_documents", "documents"),
    "sticker": ("can_send_other_messages", "stickers"),
}
FOREVER = 0
SHORTEST_LIMIT_SECONDS = 30
LONGEST_LIMIT_SECONDS = 366 * 24 * 60 * 60


def permissions_of(chat: Chat) -> JsonObject:
    """ChatPermissions of all who are no administrators; a group begins with everything permitted."""
    changed: JsonObject = chat.facts.get("permissions", {})
    return EVERYTHING_PERMITTED | changed


def granted(member: Member, right: str) -> bool:
    """Whether somebody has an administrator's right, as the owner has them all."""
    if member.status is Status.CREATOR:
        return right != "is_anonymous"
    return member.status is Status.ADMINISTRATOR and bool(member.rights.get(right))


def may(chat: Chat, member: Member, right: str, *, is_bot: bool) -> bool:
    """Whether somebody in a group may do what a right or a permission of this name allows."""
    if granted(member, right):
        return True
    if not member.is_present or right not in PERMISSIONS:
        return False
    permitted = bool(permissions_of(chat)[right])
    if member.status is Status.ADMINISTRATOR:
        return right not in OF_ADMINISTRATORS or (permitted and not is_bot)
    if member.status is Status.RESTRICTED:
        permitted = permitted and bool(member.rights.get(right))
    return permitted and not (is_bot and right in OF_ADMINISTRATORS)


def needed_to_send(content: JsonObject) -> tuple[str, str] | None:
    """The permission for sending this, and what Telegram calls it; None for what needs none."""
    return next((SENDING[name] for name in SENDING if name in content), None)


def administrator_rights(chat: Chat, given: JsonObject) -> JsonObject:
    """The rights that an administrator is given here; empty if none is: any of them brings `can_manage_chat`."""
    if chat.type is ChatType.GROUP:
        return dict(GROUP_ADMINISTRATOR) if any(given.values()) else {}
    rights = {name: True for name in ADMINISTRATOR_RIGHTS if given.get(name)}
    return rights | {"can_manage_chat": True} if rights else {}


def permissions_from(given: JsonObject, *, independent: bool) -> JsonObject:
    """ChatPermissions as a bot gave them, with what each implies unless they are independent."""
    named = {name: bool(given.get(name)) for name in PERMISSIONS}
    if "can_manage_topics" not in given:
        named["can_manage_topics"] = named["can_pin_messages"]
    if "can_edit_tag" not in given:
        named["can_edit_tag"] = named["can_pin_messages"]
    if not independent:
        if named["can_send_other_messages"] or named["can_add_web_page_previews"]:
            named |= dict.fromkeys(("can_send_messages", *MEDIA_PERMISSIONS), True)
        if named["can_send_polls"]:
            named["can_send_messages"] = True
    if "can_react_to_messages" not in given:
        named["can_react_to_messages"] = named["can_send_messages"]
    return named


def limit(until_date: int, now: float) -> int:
    """Until when a ban or a restriction holds: one of under 30 seconds or over 366 days holds forever."""
    lasts = until_date - now
    return until_date if SHORTEST_LIMIT_SECONDS <= lasts <= LONGEST_LIMIT_SECONDS else FOREVER


def as_of(member: Member, now: float) -> Member:
    """The standing as it is now: a ban or a restriction whose time is over holds no more."""
    until = member.rights.get("until_date", FOREVER)
    if until == FOREVER or now < until:
        return member
    if member.status is Status.RESTRICTED and member.is_present:
        return replace(member, status=Status.MEMBER, rights={})
    return replace(member, status=Status.LEFT, rights={})


def chat_member(chat: Chat, member: Member, user: JsonObject, *, can_be_edited: bool = False) -> JsonObject:
    """The Bot API's ChatMember; `can_be_edited`: the bot that asks may change this administrator."""
    status, rights = member.status, member.rights
    title = {"custom_title": rights["custom_title"]} if rights.get("custom_title") else {}
    if status is Status.KICKED and chat.type is ChatType.GROUP:
        status = Status.LEFT  # a basic group keeps no list of the banned
    shown: JsonObject = {"user": user, "status": status.value}
    match status:
        case Status.CREATOR:
            return shown | {"is_anonymous": bool(rights.get("is_anonymous"))} | title
        case Status.ADMINISTRATOR:
            names = (
                name
                for name in ADMINISTRATOR_RIGHTS
                if chat.type is ChatType.SUPERGROUP or name != "can_manage_topics"
            )
            held = {name: bool(rights.get(name)) for name in names}
            return shown | {"can_be_edited": can_be_edited} | held | title
        case Status.RESTRICTED:
            permitted = {name: bool(rights.get(name)) for name in PERMISSIONS}
            until = rights.get("until_date", FOREVER)
            return shown | permitted | {"is_member": member.is_present, "until_date": until}
        case Status.KICKED:
            return shown | {"until_date": rights.get("until_date", FOREVER)}
    return shown
