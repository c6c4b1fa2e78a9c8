"""When somebody wants to hear of what (/notifications); the word "stop" works wherever one types."""

from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message, Update

from bot.locales.zones import find_zones, zone_named
from bot.telegram.callbacks import DeadlineLeadTap, GoTo, NudgesTap, Place, QuietTap, ZoneTap
from bot.telegram.drafts import DraftKind, Typed, give_up, new_draft
from bot.telegram.render.notifications import (
    notifications_screen,
    quiet_screen,
    stopped_screen,
    zone_screen,
)
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import ChooseDeadlineLead, ChooseQuietHours, ChooseZone, StopNudges
from core.domain.ids import IntentId
from core.domain.notifications import QuietHours
from core.ports import Outbox

_STEP = "city"
_ZONES_SHOWN = 8
_MINUTES = range(24 * 60)
_STOP_WORDS = frozenset(
    {
        "stop",
        "stop it",
        "stop all",
        "stop reminders",
        "unsubscribe",
        "停",
        "停止",
        "停止提醒",
        "停止通知",
        "取消提醒",
        "退订",
        "td",
    }
)
"""What people type who want to be left alone; `TD` is what short messages in China are answered with."""


class AsksToStop(Filter):
    """Lets a text through that says no more than that its writer wants to be left alone."""

    async def __call__(self, message: Message) -> bool:
        return " ".join((message.text or "").casefold().split()).strip(" .!。！") in _STOP_WORDS


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="notifications")
    router.message.register(_stop, Command("stop"))
    router.message.register(_stop, AsksToStop())
    router.message.register(_ask, Command("notifications"))
    router.callback_query.register(_ask, GoTo.filter(F.place == Place.NOTIFICATIONS))
    router.callback_query.register(_ask_quiet, GoTo.filter(F.place == Place.QUIET_HOURS))
    router.callback_query.register(_ask_zone, GoTo.filter(F.place == Place.TIME_ZONE))
    router.callback_query.register(_choose_lead, DeadlineLeadTap.filter())
    router.callback_query.register(
        _choose_quiet, QuietTap.filter(F.begin_minute.in_(_MINUTES) & F.end_minute.in_(_MINUTES))
    )
    router.callback_query.register(_choose_zone, ZoneTap.filter(F.zone.func(zone_named)))
    router.callback_query.register(_choose_nudges, NudgesTap.filter())
    router.message.register(_look_for_city, Typed(DraftKind.TIME_ZONE))
    return router


async def _ask(event: Message | CallbackQuery, visit: Visit) -> None:
    await give_up(visit, DraftKind.TIME_ZONE)
    await show(visit, event, notifications_screen(visit))


async def _ask_quiet(query: CallbackQuery, visit: Visit) -> None:
    await show(visit, query, quiet_screen(visit))


async def _ask_zone(query: CallbackQuery, visit: Visit) -> None:
    await visit.drafts.save(new_draft(visit, DraftKind.TIME_ZONE, _STEP))
    await show(visit, query, zone_screen(visit))


async def _look_for_city(message: Message, visit: Visit) -> None:
    await show(visit, message, zone_screen(visit, find_zones(message.text or "", _ZONES_SHOWN)))


async def _stop(message: Message, visit: Visit, event_update: Update) -> None:
    await visit.ask(_stopping(visit, f"{event_update.update_id}", stopped=True))
    await show(visit, message, stopped_screen(_now_with(visit, nudges_stopped=True)))


async def _choose_nudges(query: CallbackQuery, callback_data: NudgesTap, visit: Visit) -> None:
    stopped = callback_data.stopped
    await visit.ask(_stopping(visit, query.id, stopped=stopped))
    await show(visit, query, stopped_screen(_now_with(visit, nudges_stopped=stopped)), fresh=True)


def _stopping(visit: Visit, asked: str, *, stopped: bool) -> StopNudges:
    intent = IntentId(f"stop:{visit.participant.id}:{asked}")
    return StopNudges(intent=intent, actor=visit.actor, stopped=stopped)


async def _choose_lead(query: CallbackQuery, callback_data: DeadlineLeadTap, visit: Visit) -> None:
    intent = IntentId(f"lead:{visit.participant.id}:{query.id}")
    await visit.ask(ChooseDeadlineLead(intent=intent, actor=visit.actor, lead=callback_data.lead))
    chosen = _now_with(visit, deadline_lead=callback_data.lead)
    await show(visit, query, notifications_screen(chosen), toast=_noted(visit))


async def _choose_quiet(query: CallbackQuery, callback_data: QuietTap, visit: Visit, outbox: Outbox) -> None:
    """What was held by other hours may be due now."""
    quiet = QuietHours(callback_data.begin_minute, callback_data.end_minute)
    intent = IntentId(f"quiet:{visit.participant.id}:{query.id}")
    await visit.ask(ChooseQuietHours(intent=intent, actor=visit.actor, quiet=quiet))
    await outbox.look_again(visit.participant.id)
    await show(visit, query, quiet_screen(_now_with(visit, quiet=quiet)), toast=_noted(visit))


async def _choose_zone(query: CallbackQuery, callback_data: ZoneTap, visit: Visit, outbox: Outbox) -> None:
    """The bank's own zone is none of one's own: it follows where the bank moves."""
    zone = None if callback_data.zone == visit.zone.key else callback_data.zone
    intent = IntentId(f"zone:{visit.participant.id}:{query.id}")
    await visit.ask(ChooseZone(intent=intent, actor=visit.actor, zone=zone))
    await outbox.look_again(visit.participant.id)
    await give_up(visit, DraftKind.TIME_ZONE)
    await show(visit, query, notifications_screen(_now_with(visit, zone=zone)), toast=_noted(visit))


def _noted(visit: Visit) -> str:
    return visit.words.plain("notifications-noted")


def _now_with(visit: Visit, **chosen: Any) -> Visit:
    """The visit of somebody who has just chosen so."""
    notifications = replace(visit.participant.notifications, **chosen)
    return replace(visit, participant=replace(visit.participant, notifications=notifications))
