"""Reactions that people leave on messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.sandbox.acts.here import Here, Unplayable
from bot.sandbox.methods.reactions import REACTIONS

JsonObject = dict[str, Any]


def react(here: Here, message_id: int, emoji: list[str]) -> None:
    """Leaves these reactions instead of one's earlier ones; the bot is told if it asked for that and may know."""
    if any(each not in REACTIONS for each in emoji):
        raise Unplayable("Telegram knows no such reaction")
    here.check_open()
    message, emulator = here.message(message_id), here.emulator
    everybody: dict[str, list[str]] = message.extras.get("reactions_of", {})
    mine = str(here.person.id)
    before = everybody.get(mine, [])
    if before == emoji:
        return
    changed = {who: theirs for who, theirs in everybody.items() if who != mine} | (
        {mine: emoji} if emoji else {}
    )
    with emulator.store.transaction():
        emulator.update_quietly(replace(message, extras={**message.extras, "reactions_of": changed}))
        if _bot_is_told(here):
            emulator.queue_update(
                "message_reaction",
                {
                    "chat": emulator.chats.object(here.chat),
                    "message_id": message_id,
                    "user": here.user,
                    "date": int(emulator.now()),
                    "old_reaction": [{"type": "emoji", "emoji": each} for each in before],
                    "new_reaction": [{"type": "emoji", "emoji": each} for each in emoji],
                },
            )


def _bot_is_told(here: Here) -> bool:
    """In a group only administrators learn of reactions."""
    if here.is_with_bot:
        return True
    bot = here.emulator.chats.bot_member(here.chat)
    return bot is not None and bot.is_present and bot.is_administrator
