"""Making topics in a forum, renaming, closing and reopening them."""

from __future__ import annotations

from bot.sandbox import topics
from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.groups import GENERAL_TOPIC
from bot.sandbox.records import Topic
from bot.sandbox.rights import granted


def make(here: Here, name: str, icon_color: int = topics.ICON_COLOURS[0]) -> Topic:
    """Makes a topic, as all may who are permitted to."""
    _check_forum(here)
    if not here.may("can_manage_topics"):
        raise Unplayable(f"{here.person.first_name} may not make topics here", 403)
    if icon_color not in topics.ICON_COLOURS:
        raise Unplayable(f"an icon has one of the colours {', '.join(map(str, topics.ICON_COLOURS))}")
    return topics.make(here.emulator, here.chat, here.user, _checked_name(name), icon_color, None)


def change(
    here: Here,
    thread_id: int,
    *,
    name: str | None = None,
    closed: bool | None = None,
    hidden: bool | None = None,
) -> None:
    """Renames, closes or opens a topic: one's own, or any with the right to. Only General can be hidden."""
    topic = _managed(here, thread_id)
    emulator, chat, user = here.emulator, here.chat, here.user
    if hidden is not None and thread_id != GENERAL_TOPIC:
        raise Unplayable("only the General topic can be hidden")
    if name is not None and (name := _checked_name(name)) != topic.name:
        topic = topics.edit(emulator, chat, user, topic, name=name)
    if closed is not None and closed != topic.closed:
        topic = (topics.close if closed else topics.reopen)(emulator, chat, user, topic)
    if hidden is not None and hidden != topic.hidden:
        (topics.hide if hidden else topics.unhide)(emulator, chat, user, topic)


def delete(here: Here, thread_id: int) -> None:
    """Deletes a topic with all that was written in it."""
    topic = _managed(here, thread_id)
    if thread_id == GENERAL_TOPIC:
        raise Unplayable("the General topic stays")
    topics.delete(here.emulator, here.chat, topic)


def _managed(here: Here, thread_id: int) -> Topic:
    _check_forum(here)
    topic = here.emulator.store.chats.topic(here.chat.id, thread_id)
    if topic is None:
        raise Unplayable("there is no such topic here", 404)
    own = topics.maker_of(here.emulator, topic) == here.person.id
    if not own and not granted(here.member, "can_manage_topics"):
        raise Unplayable(f"{here.person.first_name} may not change this topic", 403)
    return topic


def _check_forum(here: Here) -> None:
    here.check_open()
    if not here.chat.is_forum:
        raise Unplayable("this chat has no topics", 404)


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= topics.NAME_LIMIT:
        raise Unplayable(f"a topic's name has 1 to {topics.NAME_LIMIT} characters")
    return name
