"""Making groups, bringing people and the bot into them, leaving, promoting, restricting, upgrading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox import groups
from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.emulator import Emulator
from bot.sandbox.methods.groups import links_of
from bot.sandbox.methods.members import restricted
from bot.sandbox.records import Chat, ChatType, Member, Person, Status
from bot.sandbox.rights import (
    ADMINISTRATOR_RIGHTS,
    EVERYTHING_PERMITTED,
    PERMISSIONS,
    administrator_rights,
    granted,
    limit,
    permissions_of,
)
from bot.sandbox.switches import is_on

JsonObject = dict[str, Any]


def make(
    emulator: Emulator, person: Person, title: str, kind: ChatType, user_ids: list[int], *, is_forum: bool
) -> Chat:
    """Makes a group with people, and with the bot if it is named."""
    title = _checked_title(title)
    if kind is ChatType.PRIVATE or (is_forum and kind is not ChatType.SUPERGROUP):
        raise Unplayable("a group is a group or a supergroup, and only supergroups have topics")
    others = [each for each in dict.fromkeys(user_ids) if each != person.id]
    for each in others:
        _check_can_be_added(emulator, each)
    return groups.make(emulator, person.id, title, kind, others, is_forum=is_forum)


def add(here: Here, user_id: int) -> None:
    """Adds somebody, or the bot; whoever was banned is free again by that, if the person may free them."""
    _check_group(here)
    _check_can_be_added(here.emulator, user_id)
    standing = here.emulator.chats.standing(here.chat, user_id)
    if standing.is_present:
        raise Unplayable("they are in this group already", 409)
    if standing.status is Status.KICKED and here.chat.is_supergroup:
        _require(here, "can_restrict_members", "add whom somebody has banned")
    _require(here, "can_invite_users", "add anybody")
    groups.add(here.emulator, here.chat, here.user, [user_id])


def join(emulator: Emulator, person: Person, chat: Chat, link: str | None = None) -> None:
    """Comes into a group without being added: by an invite link, or because it is public."""
    standing = emulator.chats.standing(chat, person.id)
    if standing.is_present:
        raise Unplayable(f"{person.first_name} is in this group already", 409)
    if standing.status is Status.KICKED and chat.is_supergroup:
        raise Unplayable(f"{person.first_name} is banned from this group", 403)
    if chat.upgraded_to is not None:
        raise Unplayable("this group was upgraded to a supergroup; join that", 409)
    told = {"invite_link": _used_link(emulator, chat, link)} if link else {}
    groups.add(emulator, chat, emulator.user(person), [person.id], **told)


def join_by_link(emulator: Emulator, person: Person, link: str) -> Chat:
    """Follows an invite link."""
    chat = next((chat for chat in emulator.store.chats.all() if link in links_of(chat)), None)
    if chat is None:
        raise Unplayable("this invite link leads nowhere", 404)
    join(emulator, person, chat, link)
    return chat


def _used_link(emulator: Emulator, chat: Chat, link: str) -> JsonObject:
    """The ChatInviteLink, if it is still good for one more; counts its use."""
    links = links_of(chat)
    if link not in links:
        raise Unplayable("this group has no such invite link", 404)
    shown, uses = links[link], chat.facts.get("link_uses", {})
    used = uses.get(link, 0)
    expired = shown.get("expire_date", emulator.now() + 1) <= emulator.now()
    if shown["is_revoked"] or expired or used >= shown.get("member_limit", used + 1):
        raise Unplayable("this invite link is good no more", 410)
    groups.change_facts(emulator, chat, link_uses=uses | {link: used + 1})
    return shown


def remove(here: Here, user_id: int) -> None:
    """Leaves, if it is one's own id; or removes somebody, who in a supergroup is banned by that."""
    _check_group(here)
    emulator = here.emulator
    if user_id == here.person.id:
        groups.remove(emulator, here.chat, here.user, user_id, banned=False)
        return
    standing = emulator.chats.standing(here.chat, user_id)
    if not standing.is_present:
        raise Unplayable("they are not in this group", 404)
    if standing.status is Status.CREATOR:
        raise Unplayable("nobody removes the owner of a group", 403)
    if standing.is_administrator and here.member.status is not Status.CREATOR:
        raise Unplayable("only the owner removes administrators", 403)
    _require(here, "can_restrict_members", "remove others")
    groups.remove(emulator, here.chat, here.user, user_id, banned=True)


def promote(here: Here, user_id: int, rights: JsonObject, title: str | None = None) -> None:
    """Makes somebody an administrator with these rights, or changes which ones they have."""
    standing = _member_to_promote(here, user_id)
    unknown = rights.keys() - set(ADMINISTRATOR_RIGHTS)
    if unknown:
        raise Unplayable(f'there is no right "{min(unknown)}"')
    held = administrator_rights(here.chat, rights)
    if not held:
        raise Unplayable("an administrator has some right", 422)
    if not all(granted(here.member, right) for right in held if right != "is_anonymous"):
        raise Unplayable("one gives away only the rights one has", 403)
    kept = {"custom_title": title} if title else {}
    new = replace(standing, status=Status.ADMINISTRATOR, rights=held | kept | {"promoted_by": here.person.id})
    groups.change_standing(here.emulator, here.chat, new, here.user)


def demote(here: Here, user_id: int) -> None:
    standing = _member_to_promote(here, user_id)
    if not standing.is_administrator:
        raise Unplayable("they are no administrator", 409)
    new = replace(standing, status=Status.MEMBER, rights={})
    groups.change_standing(here.emulator, here.chat, new, here.user)


def _member_to_promote(here: Here, user_id: int) -> Member:
    _check_group(here)
    standing = here.emulator.chats.standing(here.chat, user_id)
    if not standing.is_present:
        raise Unplayable("they are not in this group", 404)
    if standing.status is Status.CREATOR:
        raise Unplayable("the owner of a group has all rights", 403)
    _require(here, "can_promote_members", "choose administrators")
    return standing


def restrict(here: Here, user_id: int, permissions: JsonObject, until_date: int = 0) -> None:
    """Lets somebody do only what is permitted; with everything permitted they are free again."""
    _check_group(here)
    if not here.chat.is_supergroup:
        raise Unplayable("only supergroups restrict single members; upgrade it first", 409)
    standing = here.emulator.chats.standing(here.chat, user_id)
    if standing.is_administrator:
        raise Unplayable("administrators are not restricted; demote them first", 409)
    _require(here, "can_restrict_members", "restrict others")
    permitted = EVERYTHING_PERMITTED | _checked_permissions(permissions)
    new = restricted(standing, permitted, limit(until_date, here.emulator.now()))
    groups.change_standing(here.emulator, here.chat, new, here.user)


def change(
    here: Here,
    *,
    title: str | None = None,
    permissions: JsonObject | None = None,
    is_forum: bool = False,
    **facts: str | None,
) -> None:
    """Changes a group's title, its members' permissions, whether it has topics, its `description` or `username`."""
    _check_group(here)
    if permissions is not None:
        _require(here, "can_restrict_members", "say what all may do")
        permitted = permissions_of(here.chat) | _checked_permissions(permissions)
        groups.change_facts(here.emulator, here.chat, permissions=permitted)
    if is_forum or "username" in facts:
        if here.member.status is not Status.CREATOR or not here.chat.is_supergroup:
            raise Unplayable("only the owner of a supergroup does that", 403)
        if is_forum:
            groups.change_facts(here.emulator, here.chat, is_forum=True)
    if facts or title is not None:
        _require(here, "can_change_info", "change what the group is called")
    if facts:
        groups.change_facts(here.emulator, here.chat, **{name: text or None for name, text in facts.items()})
    if title is not None:
        groups.rename(here.emulator, here.chat, here.user, _checked_title(title))


def upgrade(here: Here) -> Chat:
    """Turns a basic group into a supergroup, as its owner does by some setting of it."""
    _check_group(here)
    if here.chat.is_supergroup:
        raise Unplayable("this is a supergroup already", 409)
    if here.member.status is not Status.CREATOR:
        raise Unplayable("only the owner upgrades a group", 403)
    return groups.upgrade(here.emulator, here.chat, here.user)


def pin(here: Here, message_id: int, *, pinned: bool) -> None:
    """Pins a message for all, or unpins it."""
    here.check_open()
    message = here.message(message_id)
    if not here.may("can_pin_messages"):
        raise Unplayable(f"{here.person.first_name} may not pin messages here", 403)
    if pinned:
        groups.pin(here.emulator, here.chat, here.user, message)
    else:
        groups.unpin(here.emulator, message)


def _check_group(here: Here) -> None:
    if here.chat.is_private:
        raise Unplayable("this is no group", 404)
    here.check_open()


def _check_can_be_added(emulator: Emulator, user_id: int) -> None:
    if user_id == emulator.settings.bot_id:
        if not is_on(emulator.store, "can_join_groups"):
            raise Unplayable("this bot can't join groups", 403)
    elif emulator.store.person(user_id) is None:
        raise Unplayable("there is no such person", 404)


def _require(here: Here, right: str, what: str) -> None:
    if not here.may(right):
        raise Unplayable(f"{here.person.first_name} may not {what} here", 403)


def _checked_title(title: str) -> str:
    title = title.strip()
    if not 0 < len(title) <= groups.TITLE_LIMIT:
        raise Unplayable(f"a title has 1 to {groups.TITLE_LIMIT} characters")
    return title


def _checked_permissions(permissions: JsonObject) -> JsonObject:
    unknown = permissions.keys() - set(PERMISSIONS)
    if unknown:
        raise Unplayable(f'there is no permission "{min(unknown)}"')
    return {name: bool(value) for name, value in permissions.items()}
