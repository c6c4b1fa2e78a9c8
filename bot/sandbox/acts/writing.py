"""Writing, editing and deleting; sharing contacts; sending pictures and files."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox import contents, topics
from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.arguments import Upload
from bot.sandbox.entities import CAPTION_LIMIT, TEXT_LIMIT, read_text, utf16_length
from bot.sandbox.files import read_file
from bot.sandbox.methods.forwarding import copied, origin_of
from bot.sandbox.methods.media import media_content
from bot.sandbox.methods.sending import quotable
from bot.sandbox.records import Person, StoredMessage
from bot.sandbox.refusals import Refusal
from bot.sandbox.rights import granted
from bot.sandbox.shown import command_menu

JsonObject = dict[str, Any]


def say(here: Here, text: str, *, reply_to: int | None = None, thread_id: int | None = None) -> StoredMessage:
    """Sends a text. The first one to the bot starts it, so that it may write back."""
    replied = None if reply_to is None else here.message(reply_to)
    content = in_thread(here, thread_id, replied)
    if replied is not None:
        content["reply_to_message"] = quotable(replied)
    content |= _text(here, text)
    private = _ephemeral(here, text)
    return here.send(content | private, {"only_for": here.person.id} if private else {})


def forward(here: Here, source: Here, message_id: int, *, thread_id: int | None = None) -> StoredMessage:
    """Forwards what somebody wrote in a chat of one's own to this one."""
    original = source.message(message_id)
    content = copied(original)
    if not content or original.content.get("has_protected_content") or "only_for" in original.extras:
        raise Unplayable("this message cannot be forwarded")
    return here.send(in_thread(here, thread_id) | origin_of(original) | content)


def edit(here: Here, message_id: int, text: str) -> StoredMessage:
    """Changes the text or the caption of one's own message."""
    message = here.message(message_id)
    if message.content["from"]["id"] != here.person.id:
        raise Unplayable("people edit their own messages only")
    here.check_open()
    if "text" in message.content:
        changed = _without(message.content, "text", "entities") | _text(here, text)
    elif {"photo", "document", "animation"} & message.content.keys():
        changed = _without(message.content, "caption", "caption_entities") | _caption(here, text)
    else:
        raise Unplayable("there is nothing to edit in this message")
    if changed == message.content:
        return message
    with here.emulator.store.transaction():
        edited = here.emulator.change(message, changed)
        here.tell("edited_message", edited)
    return edited


def delete(here: Here, message_id: int) -> None:
    """Deletes a message for everybody; bots are never told of that."""
    message = here.message(message_id)
    own = message.content["from"]["id"] == here.person.id
    if not own and not here.chat.is_private and not granted(here.member, "can_delete_messages"):
        raise Unplayable("only administrators delete what others wrote", 403)
    with here.emulator.store.transaction():
        here.emulator.delete(message)


def share_card(here: Here, card: JsonObject, *, thread_id: int | None = None) -> StoredMessage:
    """Shares somebody from the phone's address book, who need not be on Telegram: no user is named."""
    try:
        content = contents.contact(card)
    except Refusal as refusal:
        raise Unplayable(refusal.description) from None
    return here.send(in_thread(here, thread_id) | content)


def share_contact(here: Here, of: Person, *, thread_id: int | None = None) -> StoredMessage:
    """Shares a contact: one's own if `of` is the person, as the button that asks for it does."""
    if not of.phone:
        raise Unplayable(f"{of.first_name} has no phone number to share")
    names = {name: getattr(of, name) for name in ("first_name", "last_name") if getattr(of, name)}
    content: JsonObject = {"contact": {"phone_number": of.phone, **names, "user_id": of.id}}
    asked = here.emulator.store.latest_message(here.chat.id, "extras LIKE '%\"request_contact\": true%'")
    if asked and here.is_with_bot and of.id == here.person.id:
        content = {"reply_to_message": quotable(asked)} | content
    return here.send(in_thread(here, thread_id) | content)


async def send_file(
    here: Here, upload: Upload, *, kind: str, caption: str = "", thread_id: int | None = None
) -> StoredMessage:
    """Sends a picture (`kind` is "photo"), a file ("document"), a moving picture ("animation") or a "sticker"."""
    file = await read_file(here.emulator, kind, upload, {})
    content = media_content(here.emulator, kind, file, {"emoji": "🙂"})
    return here.send(in_thread(here, thread_id) | content | _caption(here, caption))


def _ephemeral(here: Here, text: str) -> JsonObject:
    """What makes a command in a group one that only the bot sees, if the bot said so of it."""
    command = re.match(r"/([A-Za-z0-9_]+)", text)
    menu = command_menu(here.emulator, here.person, here.chat) if command and not here.chat.is_private else []
    if not any(each["command"] == command.group(1) and each.get("is_ephemeral") for each in menu if command):
        return {}
    number = here.emulator.store.next(f"ephemeral {here.chat.id}")
    return {"message_id": 0, "ephemeral_message_id": number, "receiver_user": here.emulator.bot_user()}


def _text(here: Here, text: str) -> JsonObject:
    """`text` and `entities` as Telegram makes them of what somebody typed."""
    formatted = read_text(text, None, None, here.emulator.user_by_id)
    if not formatted.text:
        raise Unplayable("there is nothing to send")
    if utf16_length(formatted.text) > TEXT_LIMIT:
        raise Unplayable(f"a message has at most {TEXT_LIMIT} characters")
    return {"text": formatted.text} | ({"entities": list(formatted.entities)} if formatted.entities else {})


def _caption(here: Here, text: str) -> JsonObject:
    formatted = read_text(text, None, None, here.emulator.user_by_id)
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        raise Unplayable(f"a caption has at most {CAPTION_LIMIT} characters")
    content: JsonObject = {"caption": formatted.text} if formatted.text else {}
    return content | ({"caption_entities": list(formatted.entities)} if formatted.entities else {})


def in_thread(here: Here, thread_id: int | None, replied: StoredMessage | None = None) -> JsonObject:
    """What a message says of its topic in a forum: the one named, that of what it replies to, or General."""
    answered = replied.content if replied else None
    if not here.chat.is_forum:
        if thread_id is not None:
            raise Unplayable("there is no such topic here", 404)
        return topics.thread_of_reply(here.chat, answered) if answered else {}
    topic = topics.topic_for(here.emulator, here.chat, thread_id, answered)
    if topic is None:
        raise Unplayable("there is no such topic here", 404)
    own = topics.maker_of(here.emulator, topic) == here.person.id
    if topic.closed and not own and not granted(here.member, "can_manage_topics"):
        raise Unplayable("this topic is closed", 403)
    return topics.belonging(here.emulator, topic)


def _without(content: JsonObject, *names: str) -> JsonObject:
    return {name: value for name, value in content.items() if name not in names}
