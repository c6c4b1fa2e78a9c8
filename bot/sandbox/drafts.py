"""What the bot is just writing in a private chat: shown as it grows, for half a minute, and gone when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

JsonObject = dict[str, Any]

DRAFT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Draft:
    """A partial message; `stopped` by the person, who may do so if `can_stop`."""

    draft_id: int
    content: JsonObject
    can_stop: bool
    keep_on_stop: bool
    shown_until: float
    stopped: bool = False


class Drafts:
    """The draft in each chat. `changed` is told of the chat in which something is to be seen anew."""

    def __init__(self, now: Callable[[], float], changed: Callable[[int], None]) -> None:
        self._now = now
        self._changed = changed
        self._drafts: dict[int, Draft] = {}

    def show(
        self, chat_id: int, draft_id: int, content: JsonObject, *, can_stop: bool, keep_on_stop: bool
    ) -> None:
        """Shows a draft, unless the person stopped this one."""
        before = self._drafts.get(chat_id)
        if before and before.stopped and before.draft_id == draft_id:
            return
        until = self._now() + DRAFT_SECONDS
        self._drafts[chat_id] = Draft(draft_id, content, can_stop, keep_on_stop, until)
        self._changed(chat_id)

    def shown(self, chat_id: int) -> JsonObject | None:
        """What the person sees of it: `draft_id`, `can_stop`, and the text or the rich message so far."""
        draft = self._drafts.get(chat_id)
        if draft is None or self._now() >= draft.shown_until or (draft.stopped and not draft.keep_on_stop):
            return None
        return {
            "draft_id": draft.draft_id,
            "can_stop": draft.can_stop and not draft.stopped,
            **draft.content,
        }

    def stop(self, chat_id: int) -> int | None:
        """Stops the draft that is shown, if it can be stopped; its id."""
        shown = self.shown(chat_id)
        if not shown or not shown["can_stop"]:
            return None
        self._drafts[chat_id] = replace(self._drafts[chat_id], stopped=True)
        self._changed(chat_id)
        return int(shown["draft_id"])

    def forget(self) -> None:
        self._drafts.clear()

    def sent(self, chat_id: int) -> None:
        """The bot has sent a message; what it was writing is in there."""
        if self._drafts.pop(chat_id, None):
            self._changed(chat_id)
