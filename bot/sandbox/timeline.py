"""The timeline: every call, update, delivery, fault played and breach of the pace, in one numbered list."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from bot.sandbox.bells import Bell
from bot.sandbox.timeline_store import Entry, TimelineStore

JsonObject = dict[str, Any]

EXCERPT_LENGTH = 80
# Not at every entry of a storm: a page that is told fetches all there is.
NUDGE_SECONDS = 0.1
# What says in a few words what a call or an update is about.
TELLING = ("text", "caption", "data", "query", "emoji", "file_name")


class Kind(StrEnum):
    """What happened."""

    CALL = "call"
    UPDATE = "update"
    DELIVERY = "delivery"
    FAULT = "fault"
    BREACH = "breach"


class Timeline:
    """Notes what happens. The bot's token is blotted out wherever it stands."""

    def __init__(
        self, store: TimelineStore, token: str, now: Callable[[], float], nudge: Callable[[str], None]
    ) -> None:
        self.bell = Bell()
        self.store = store
        self._tokens = (token, token.replace(":", "%3A"), token.replace(":", "%3a"))
        self._now = now
        self._nudge = nudge
        self._nudge_is_due = False

    def note(
        self,
        kind: Kind,
        title: str,
        summary: JsonObject,
        *,
        parameters: JsonObject | None = None,
        more: str = "{}",
    ) -> int:
        """Adds an entry and returns its number; with `parameters` it is a call of the Bot API.

        `summary` has `ok` and what else a list shows (None is left out), `more` is the JSON text of what one sees on
        opening the entry. Neither may have secrets but the token.
        """
        shown = {name: value for name, value in summary.items() if value is not None}
        n = self.store.add(
            Entry(
                at=self._now(),
                kind=kind.value,
                title=self._blotted(title),
                is_call=parameters is not None,
                summary=self._blotted(json.dumps(shown)),
                parameters=self._blotted(json.dumps(parameters)),
                more=self._blotted(more),
            )
        )
        self.bell.ring()
        self._nudge_soon()
        return n

    def note_update(self, update_id: int, kind: str, content: JsonObject) -> None:
        """An update was put in the bot's queue."""
        summary = {
            "ok": True,
            "update_ids": [update_id, update_id],
            "chat_id": chat_of(content),
            "person_id": person_of(content),
            "text": excerpt(content),
        }
        self.note(
            Kind.UPDATE, kind, summary, more=json.dumps({"update": {"update_id": update_id, kind: content}})
        )

    def note_attempt(
        self, update: JsonObject, url: str, *, status: int | None, milliseconds: int, why: str | None = None
    ) -> None:
        """An update was posted to the webhook: the status it was answered with, or `why` it was not answered."""
        summary = {
            "ok": status is not None and 200 <= status < 300,
            "ms": milliseconds,
            "update_ids": [update["update_id"]] * 2,
            "status": status,
            "description": why,
        }
        self.note(Kind.DELIVERY, "webhook", summary, more=json.dumps({"url": url, "update": update}))

    def _blotted(self, text: str) -> str:
        for token in self._tokens:
            if token in text:
                text = text.replace(token, "…")
        return text

    def _nudge_soon(self) -> None:
        if not self._nudge_is_due:
            self._nudge_is_due = True
            asyncio.get_running_loop().call_later(NUDGE_SECONDS, self._nudge_now)

    def _nudge_now(self) -> None:
        self._nudge_is_due = False
        self._nudge("timeline")


def excerpt(told: JsonObject) -> str | None:
    """The beginning of what a call's arguments, or an update's content, say."""
    for name in TELLING:
        text = told.get(name)
        if isinstance(text, str) and text:
            return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1] + "…"
    return None


def chat_of(content: JsonObject) -> int | None:
    """The chat that an update's content is of, or that of the message it is about."""
    message = content.get("message")
    return _id_of(content.get("chat") or (message.get("chat") if isinstance(message, dict) else None))


def person_of(content: JsonObject) -> int | None:
    """The person whose doing an update's content is."""
    return _id_of(content.get("from") or content.get("user"))


def _id_of(somebody: Any) -> int | None:
    """None also where a forged update has nonsense in this place."""
    found = somebody.get("id") if isinstance(somebody, dict) else None
    return found if isinstance(found, int) else None
