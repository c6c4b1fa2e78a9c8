"""Drafts in the conversation: the kinds there are, how one begins and asks, and how typed text finds its own."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from enum import StrEnum
from functools import wraps
from secrets import token_urlsafe
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.telegram.screens import Screen, show
from bot.telegram.visit import Visit
from core.views import Draft


class DraftKind(StrEnum):
    """The conversations that take several steps."""

    OPENING = "opening"
    PLEDGING = "pledging"
    LINKING = "linking"
    JOINING = "joining"
    BUYING = "buying"
    INVITING = "inviting"
    STATEMENT = "statement"
    LEAVING = "leaving"
    TIME_ZONE = "time_zone"
    ADMIN = "admin"


def new_nonce() -> str:
    """Twelve characters (72 random bits) that name one intention and fit into a button."""
    return token_urlsafe(9)


def new_draft(visit: Visit, kind: DraftKind, step: str) -> Draft:
    """A draft with nothing answered; it is kept once it is saved."""
    return Draft(visit.telegram_user_id, kind.value, new_nonce(), step)


async def give_up(visit: Visit, kind: DraftKind) -> None:
    """Whatever of this kind the visitor is in the middle of is over; nothing happens if there is nothing."""
    draft = await visit.drafts.get(visit.telegram_user_id, kind)
    if draft is not None:
        await visit.drafts.discard(draft)


_MISREAD = "misread"
"""Where a draft keeps which message answered nothing, and to which question: edited, it may still answer that."""

TypedHandler = Callable[..., Awaitable[object]]


def on_typed(router: Router, kind: DraftKind, handler: TypedHandler, *asked: Filter) -> None:
    """Let the handler read what is typed while a draft of this kind is the newest, and what it is edited into.

    A message that answered a question does not change by being edited; one that did not is read again as long as that
    question is open.
    """
    reading = _remembering(handler)
    router.message.register(reading, *asked, Typed(kind))
    router.edited_message.register(reading, *asked, Typed(kind, edited=True))


def _remembering(handler: TypedHandler) -> TypedHandler:
    """The handler, after which a draft that still asks the same knows which message did not answer it."""

    @wraps(handler)
    async def read(message: Message, visit: Visit, **given: Any) -> None:
        before = await visit.drafts.latest(visit.telegram_user_id)
        await handler(message, visit=visit, **given)
        after = await visit.drafts.latest(visit.telegram_user_id)
        if before is None or after is None or _question(after) != _question(before):
            return
        misread = _misread(message, after)
        if after.answers.get(_MISREAD) != misread:
            await visit.drafts.save(replace(after, answers={**after.answers, _MISREAD: misread}))

    return read


def _question(draft: Draft) -> tuple[str, str, str]:
    """What is asked: with each answer the nonce changes."""
    return draft.kind, draft.step, draft.nonce


def _misread(message: Message, draft: Draft) -> str:
    return f"{message.message_id} {draft.step} {draft.nonce}"


async def ask(
    visit: Visit,
    event: Message | CallbackQuery,
    draft: Draft,
    screen: Screen,
    *,
    fresh: bool = False,
    toast: str | None = None,
) -> Message:
    """Keep the draft, then show what it asks now; it then knows the message, so that /cancel can clear that."""
    await visit.drafts.save(draft)
    message = await show(visit, event, screen, fresh=fresh, toast=toast)
    if message.message_id != draft.message_id:
        await visit.drafts.save(replace(draft, message_id=message.message_id))
    return message


class Typed(Filter):
    """Lets a text through, and hands over `draft`, if the person's newest draft is of this kind.

    An `edited` one only if it answered nothing before, and the question is still open.
    """

    def __init__(self, kind: DraftKind, *, edited: bool = False) -> None:
        self.kind = kind
        self.edited = edited

    async def __call__(self, message: Message, visit: Visit) -> bool | dict[str, Any]:
        if message.text is None or message.text.startswith("/"):
            return False
        draft = await visit.drafts.latest(visit.telegram_user_id)
        if draft is None or draft.kind != self.kind:
            return False
        if self.edited and draft.answers.get(_MISREAD) != _misread(message, draft):
            return False
        return {"draft": draft}
