"""What a bot's owner switches on and off with BotFather."""

from __future__ import annotations

from bot.sandbox.store import Store

# Each switch and how a new bot has it; here it has inline mode too, so that there is something to play.
SWITCHES = {"privacy_mode": True, "can_join_groups": True, "inline_mode": True, "inline_feedback": False}


def is_on(store: Store, name: str) -> bool:
    return bool(switches(store)[name])


def switches(store: Store) -> dict[str, bool]:
    kept: dict[str, bool] = store.fact("switches", {})
    return SWITCHES | kept


def set_switches(store: Store, changed: dict[str, bool]) -> None:
    store.set_fact("switches", switches(store) | changed)
