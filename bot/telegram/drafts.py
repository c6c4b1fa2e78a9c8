"""Drafts in the conversation: the kinds there are, how one begins, and how typed text finds the one it belongs to."""

from enum import StrEnum
from secrets import token_urlsafe
from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

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


class Typed(Filter):
    """Lets a text through, and hands over `draft`, if the person's newest draft is of this kind."""

    def __init__(self, kind: DraftKind) -> None:
        self.kind = kind

    async def __call__(self, message: Message, visit: Visit) -> bool | dict[str, Any]:
        if message.text is None or message.text.startswith("/"):
            return False
        draft = await visit.drafts.latest(visit.telegram_user_id)
        return {"draft": draft} if draft is not None and draft.kind == self.kind else False
