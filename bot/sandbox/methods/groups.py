"""What a group is: its title, description, permissions and invite links; and leaving it."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox import groups
from bot.sandbox.groups import DESCRIPTION_LIMIT, TITLE_LIMIT
from bot.sandbox.methods.call import Access, Call, bot_is_granted, reach, writable_chat
from bot.sandbox.records import Chat
from bot.sandbox.refusals import bad_request, not_played
from bot.sandbox.rights import permissions_from, permissions_of

JsonObject = dict[str, Any]

LINK_NAME_LIMIT = 32
MEMBER_LIMIT = 99_999


async def leave_chat(call: Call) -> bool:
    chat = reach(call, call["chat_id"], Access.READ)
    if chat.is_private:
        raise bad_request("can't leave private chats")
    bot_id = call.emulator.settings.bot_id
    if call.emulator.chats.standing(chat, bot_id).is_present:
        groups.remove(call.emulator, chat, call.emulator.bot_user(), bot_id, banned=False)
    return True


async def set_chat_title(call: Call) -> bool:
    chat = writable_chat(call, call["chat_id"])
    title = call["title"].strip()[:TITLE_LIMIT]
    if not title:
        raise bad_request("title must be non-empty")
    if chat.is_private:
        raise bad_request("can't change private chat title")
    if not bot_is_granted(call, chat, "can_change_info"):
        raise bad_request("not enough rights to change chat title")
    if title != chat.title:
        groups.rename(call.emulator, chat, call.emulator.bot_user(), title)
    return True


async def set_chat_description(call: Call) -> bool:
    chat = writable_chat(call, call["chat_id"])
    if chat.is_private:
        raise bad_request("can't change private chat description")
    if not bot_is_granted(call, chat, "can_change_info"):
        raise bad_request("not enough rights to set chat description")
    description = call.get("description", "").strip()[:DESCRIPTION_LIMIT]
    if description == chat.facts.get("description", ""):
        raise bad_request("chat description is not modified")
    groups.change_facts(call.emulator, chat, description=description or None)
    return True


async def set_chat_permissions(call: Call) -> bool:
    chat = writable_chat(call, call["chat_id"])
    if chat.is_private:
        raise bad_request("can't change private chat permissions")
    if not bot_is_granted(call, chat, "can_restrict_members"):
        raise bad_request("not enough rights to change chat permissions")
    permitted = permissions_from(
        call["permissions"], independent=call.get("use_independent_chat_permissions", False)
    )
    if permitted != permissions_of(chat):
        groups.change_facts(call.emulator, chat, permissions=permitted)
    return True


# --- invite links ----------------------------------------------------------------------------------------------------


async def export_chat_invite_link(call: Call) -> str:
    """A new primary link of the bot; the one before is revoked."""
    chat = _inviting_chat(call)
    links = {
        link: shown | {"is_revoked": shown["is_revoked"] or shown["is_primary"]}
        for link, shown in links_of(chat).items()
    }
    made = _new_link(call) | {"is_primary": True}
    groups.change_facts(call.emulator, chat, links=links | {made["invite_link"]: made})
    return str(made["invite_link"])


async def create_chat_invite_link(call: Call) -> JsonObject:
    chat = _inviting_chat(call)
    return _save(call, chat, _new_link(call) | _settings(call))


async def edit_chat_invite_link(call: Call) -> JsonObject:
    chat = _inviting_chat(call)
    settings, link = _settings(call), _link(call, chat)
    if link["is_primary"]:
        raise bad_request("CHAT_INVITE_PERMANENT")
    kept = {name: link[name] for name in ("invite_link", "creator", "is_primary", "is_revoked")}
    return _save(call, chat, kept | settings)


async def revoke_chat_invite_link(call: Call) -> JsonObject:
    chat = _inviting_chat(call)
    return _save(call, chat, _link(call, chat) | {"is_revoked": True})


def links_of(chat: Chat) -> dict[str, JsonObject]:
    """The bot's ChatInviteLinks of a group, by their addresses."""
    links: dict[str, JsonObject] = chat.facts.get("links", {})
    return links


def primary_link(chat: Chat) -> str | None:
    """The link the bot exported last."""
    good = (link for link, shown in links_of(chat).items() if shown["is_primary"] and not shown["is_revoked"])
    return next(good, None)


def _inviting_chat(call: Call) -> Chat:
    chat = writable_chat(call, call["chat_id"])
    if chat.is_private:
        raise bad_request("can't invite members to a private chat")
    if not bot_is_granted(call, chat, "can_invite_users"):
        raise bad_request("not enough rights to manage chat invite link")
    return chat


def _new_link(call: Call) -> JsonObject:
    return {
        "invite_link": f"https://t.me/+{secrets.token_urlsafe(12)}",
        "creator": call.emulator.bot_user(),
        "creates_join_request": False,
        "is_primary": False,
        "is_revoked": False,
    }


def _settings(call: Call) -> JsonObject:
    """What can be set of a link: its name, how long and for how many it is good."""
    if call.get("creates_join_request"):
        if call.get("member_limit"):
            raise bad_request("member limit can't be specified for links requiring administrator approval")
        raise not_played("join requests")
    settings: JsonObject = {"creates_join_request": False}
    if name := call.get("name", "").strip()[:LINK_NAME_LIMIT]:
        settings["name"] = name
    if (expire_date := call.get("expire_date", 0)) > 0:
        settings["expire_date"] = expire_date
    if (member_limit := call.get("member_limit", 0)) > 0:
        settings["member_limit"] = min(member_limit, MEMBER_LIMIT)
    return settings


def _link(call: Call, chat: Chat) -> JsonObject:
    if not call["invite_link"]:
        raise bad_request("invite link must be non-empty")
    link = links_of(chat).get(call["invite_link"])
    if link is None or link["is_revoked"]:
        raise bad_request("INVITE_HASH_EXPIRED")
    return link


def _save(call: Call, chat: Chat, link: JsonObject) -> JsonObject:
    groups.change_facts(call.emulator, chat, links=links_of(chat) | {link["invite_link"]: link})
    return link
