"""Puts the conversation together: the topics' routers in order, and what becomes of errors."""

import logging

from aiogram import Dispatcher, Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from bot.telegram.handlers import (
    accounts,
    admin,
    buying,
    cancel,
    data,
    exiting,
    fallback,
    grouping,
    help,  # noqa: A004 - the command's own name
    inline,
    inviting,
    joining,
    language,
    linking,
    managing,
    mine,
    notifications,
    opening,
    passed_on,
    pledging,
    portfolio,
    privacy,
    reachable,
    reminding,
    shares,
    showing,
    start,
    statement,
    undoing,
    waiting,
)
from bot.telegram.meeting import Meeting
from bot.telegram.refusals import refusal_text
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import say
from bot.telegram.spoken import AsMeant
from bot.telegram.switchboard import Switchboard
from bot.telegram.visit import Desk, Visit
from core.domain.errors import DomainError
from core.ports import Outbox

logger = logging.getLogger(__name__)

# What was passed on is no order. Commands come before typed text, and that of a draft before any other.
_TOPICS = (
    reachable,
    passed_on,
    start,
    cancel,
    language,
    help,
    mine,
    portfolio,
    statement,
    accounts,
    privacy,
    notifications,
    data,
    admin,
    opening,
    linking,
    pledging,
    undoing,
    waiting,
    buying,
    exiting,
    shares,
    showing,
    managing,
    inviting,
    reminding,
    joining,
    fallback,
)


def create_dispatcher(desk: Desk, outbox: Outbox) -> Dispatcher:
    """The dispatcher to feed updates to. When it raises, the update was not handled and may be fed again."""
    dispatcher = Dispatcher(outbox=outbox, disable_fsm=True)
    dispatcher.update.outer_middleware(AsMeant())
    dispatcher.update.outer_middleware(Meeting(desk, outbox))
    dispatcher.include_routers(grouping.create_router(), inline.create_router())
    topics = [topic.create_router() for topic in _TOPICS]
    dispatcher.include_router(Switchboard([*topics, _create_errors_router()]))
    return dispatcher


def _create_errors_router() -> Router:
    router = Router(name="errors")
    router.error.register(_tell_refusal, ExceptionTypeFilter(DomainError))
    router.error.register(_note_blocked, ExceptionTypeFilter(TelegramForbiddenError))
    return router


async def _tell_refusal(event: ErrorEvent, visit: Visit) -> None:
    """A refusal that no handler had more to say about, in words."""
    assert isinstance(event.exception, DomainError)
    await visit.answer()
    await say(visit, with_way_on(refusal_text(event.exception, visit), visit))


async def _note_blocked(event: ErrorEvent, visit: Visit, outbox: Outbox) -> None:
    """Whoever blocked the bot while it answered hears nothing more; what they asked for stands."""
    logger.info("participant %s blocked the bot: %s", visit.participant.id, event.exception)
    await outbox.set_reachable(visit.telegram_user_id, reachable=False)
