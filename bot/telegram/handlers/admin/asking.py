"""Using a power by one tap: it is done, or the tap is answered with why not; then the screen shows how things are."""

from typing import Any

from bot.telegram.refusals import refusal_toast
from bot.telegram.visit import Visit
from core.commands import Command
from core.domain.errors import DomainError
from core.views import Draft


async def ask(visit: Visit, command: Command[Any], *, closes: Draft | None = None) -> None:
    """Ask for it. After a refusal the tap is answered, so that the toast of a screen that follows is left out."""
    try:
        await visit.ask(command, closes=closes)
    except DomainError as refused:
        await visit.answer(refusal_toast(refused, visit), alert=True)
