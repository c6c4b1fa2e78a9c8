"""Puts the conversation together: the topics' routers in order, and what becomes of errors."""

import logging
from collections.abc import Iterable

from aiogram import Dispatcher, Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from bot.telegram.handlers import (
    accounts,
    admin,
    cancel,
    fallback,
    help,  # noqa: A004 - the command's own name
    joining,
    language,
    linking,
    mine,
    opening,
    pledging,
    reachable,
    showing,
    start,
    undoing,
)
from bot.telegram.meeting import Meeting
from bot.telegram.refusals import refusal_text
from bot.telegram.screens import Screen, say
from bot.telegram.visit import Desk, Visit
from core.domain.errors import DomainError
from core.ports import Outbox

logger = logging.getLogger(__name__)

# Commands come before typed text, and typed text that belongs to a draft before any other.
_TOPICS = (
    reachable,
    start,
    cancel,
    language,
    help,
    mine,
    accounts,
    admin,
    opening,
    linking,
    pledging,
    undoing,
    showing,
    joining,
    fallback,
)


def create_dispatcher(desk: Desk, outbox: Outbox) -> Dispatcher:
    """The dispatcher to feed updates to. When it raises, the update was not handled and may be fed again."""
    dispatcher = Dispatcher(outbox=outbox, disable_fsm=True)
    dispatcher.update.outer_middleware(Meeting(desk, outbox))
    dispatcher.include_routers(*_joined(topic.create_router() for topic in _TOPICS), _create_errors_router())
    return dispatcher


def _joined(routers: Iterable[Router]) -> list[Router]:
    """Fewer routers that do the same in the same order: neighbours that let everybody in become one.

    Measured: to pass fifteen routers took an update longer than all else that the dispatcher does with it.
    """
    joined: list[Router] = []
    for router in routers:
        if joined and _is_open(joined[-1]) and _is_open(router):
            for name, observer in router.observers.items():
                joined[-1].observers[name].handlers.extend(observer.handlers)
        else:
            joined.append(router)
    return joined


def _is_open(router: Router) -> bool:
    """Whether nothing but its handlers decides what becomes of an update."""
    return not router.sub_routers and not any(
        observer._handler.filters or observer.middleware or observer.outer_middleware  # noqa: SLF001 - no other way
        for observer in router.observers.values()
    )


def _create_errors_router() -> Router:
    router = Router(name="errors")
    router.error.register(_tell_refusal, ExceptionTypeFilter(DomainError))
    router.error.register(_note_blocked, ExceptionTypeFilter(TelegramForbiddenError))
    return router


async def _tell_refusal(event: ErrorEvent, visit: Visit) -> None:
    """A refusal that no handler had more to say about, in words."""
    assert isinstance(event.exception, DomainError)
    await visit.answer()
    await say(visit, Screen(refusal_text(event.exception, visit)))


async def _note_blocked(event: ErrorEvent, visit: Visit, outbox: Outbox) -> None:
    """Whoever blocked the bot while it answered hears nothing more; what they asked for stands."""
    logger.info("participant %s blocked the bot: %s", visit.participant.id, event.exception)
    await outbox.set_reachable(visit.telegram_user_id, reachable=False)
