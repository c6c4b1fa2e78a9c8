"""Using a power by one tap: it is done, or the tap is answered with why not; then the screen shows how things are."""

from typing import TypeVar

from bot.telegram.refusals import refusal_toast
from bot.telegram.visit import Visit
from core.commands import Command
from core.domain.errors import DomainError
from core.views import Draft

R = TypeVar("R")


async def ask(visit: Visit, command: Command[R], *, closes: Draft | None = None) -> R | None:
    """The command's result, committed; None after a refusal.

    Then the tap is answered with why not, so that the toast of a screen that follows is left out.
    """
    try:
        return await visit.ask(command, closes=closes)
    except DomainError as refused:
        await visit.answer(refusal_toast(refused, visit), alert=True)
        return None
