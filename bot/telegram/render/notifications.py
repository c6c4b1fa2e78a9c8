"""When somebody wants to hear of what: reminders, quiet hours, their clock, and the word that stops nudges."""

from collections.abc import Iterator, Sequence
from datetime import time

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import clock
from bot.locales.zones import city, offered_zones
from bot.telegram.callbacks import DeadlineLeadTap, GoTo, NudgesTap, Place, QuietTap, ZoneTap
from bot.telegram.keyboards import PRIMARY, Row, columns, keyboard, tap
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.notifications import AWAKE, NIGHT, DeadlineLead, QuietHours

_HOUR, _DAY = 60, 24 * 60
_NIGHTS = (QuietHours(21 * _HOUR, 7 * _HOUR), NIGHT, QuietHours(23 * _HOUR, 7 * _HOUR), AWAKE)


def notifications_screen(visit: Visit, note: Markup | None = None) -> Screen:
    """How it is now, and what can be changed; `note` says what was changed just now."""
    words, chosen = visit.words, visit.participant.notifications
    lines = [
        words("notifications-title"),
        words("notifications-stopped")
        if chosen.nudges_stopped
        else words("notifications-lead", lead=chosen.deadline_lead),
        _quiet_line(visit),
        words("notifications-zone", city=_city(visit), now=_clock_now(visit)),
    ]
    text = "\n\n".join(filter(None, (note, lines[0], "\n".join(lines[1:]), words("notifications-own"))))
    leads = [
        tap(
            words.plain("notifications-button-lead", lead=lead),
            DeadlineLeadTap(lead=lead),
            PRIMARY if lead is chosen.deadline_lead else None,
        )
        for lead in DeadlineLead
    ]
    parts = (
        tap(words.plain("notifications-button-quiet"), GoTo(place=Place.QUIET_HOURS)),
        tap(words.plain("notifications-button-zone"), GoTo(place=Place.TIME_ZONE)),
    )
    return Screen(text, keyboard(*columns(leads, 2), parts, [_stop_button(visit)], [back_to_me(visit)]))


def stopped_screen(visit: Visit) -> Screen:
    """That nudges are stopped, with one tap to have them back, or the other way round."""
    stopped = visit.participant.notifications.nudges_stopped
    said = visit.words("notifications-stop-done" if stopped else "notifications-back")
    all_of_it = tap(visit.words.plain("notifications-button-all"), GoTo(place=Place.NOTIFICATIONS))
    return Screen(said, keyboard([_stop_button(visit)], [all_of_it]))


def quiet_screen(visit: Visit) -> Screen:
    """The quiet hours: usual ones, each an hour earlier or later, or none."""
    words, now = visit.words, own_quiet_hours(visit)
    nights = [
        tap(_shown(quiet, visit), _quiet_tap(quiet), PRIMARY if quiet == now else None) for quiet in _NIGHTS
    ]
    text = "\n\n".join((words("notifications-quiet-ask"), _quiet_line(visit)))
    return Screen(text, keyboard(*columns(nights, 2), *_steps(now, visit), [_back(visit)]))


def zone_screen(visit: Visit, found: Sequence[str] | None = None) -> Screen:
    """Zones to choose from: usual ones, or those `found` by what was typed."""
    words = visit.words
    if found is None:
        note = words("notifications-zone-ask", city=_city(visit), now=_clock_now(visit))
    else:
        note = words("notifications-zone-found" if found else "notifications-zone-unknown")
    offered = offered_zones(visit.locale) if found is None else found
    chosen = visit.own_zone.key
    zones = [
        tap(_zone_label(name, offered, visit), ZoneTap(zone=name), PRIMARY if name == chosen else None)
        for name in offered
    ]
    return Screen(note, keyboard(*columns(zones, 2), [_back(visit)]))


def own_quiet_hours(visit: Visit) -> QuietHours:
    """The reader's, or else the deployment's."""
    chosen = visit.participant.notifications.quiet
    return visit.quiet if chosen is None else chosen


def _quiet_line(visit: Visit) -> Markup:
    quiet = own_quiet_hours(visit)
    if quiet.off:
        return visit.words("notifications-quiet-off")
    return visit.words(
        "notifications-quiet", begin=_clock(quiet.begin_minute, visit), end=_clock(quiet.end_minute, visit)
    )


def _steps(now: QuietHours, visit: Visit) -> Iterator[Row]:
    """An hour earlier and later at either end; nowhere does one end meet the other."""
    if now.off:
        return
    words = visit.words
    begins = [QuietHours((now.begin_minute + step) % _DAY, now.end_minute) for step in (-_HOUR, _HOUR)]
    ends = [QuietHours(now.begin_minute, (now.end_minute + step) % _DAY) for step in (-_HOUR, _HOUR)]
    yield [
        tap(
            words.plain("notifications-button-begin", clock=_clock(each.begin_minute, visit)),
            _quiet_tap(each),
        )
        for each in begins
        if not each.off
    ]
    yield [
        tap(words.plain("notifications-button-end", clock=_clock(each.end_minute, visit)), _quiet_tap(each))
        for each in ends
        if not each.off
    ]


def _shown(quiet: QuietHours, visit: Visit) -> str:
    if quiet.off:
        return visit.words.plain("notifications-button-quiet-off")
    return f"{_clock(quiet.begin_minute, visit)}–{_clock(quiet.end_minute, visit)}"


def _quiet_tap(quiet: QuietHours) -> QuietTap:
    return QuietTap(begin_minute=quiet.begin_minute, end_minute=quiet.end_minute)


def _clock(minute: int, visit: Visit) -> Markup:
    return clock(time(*divmod(minute, _HOUR)), visit.locale)


def _clock_now(visit: Visit) -> Markup:
    return clock(visit.now().at.astimezone(visit.own_zone).time(), visit.locale)


def _city(visit: Visit) -> Markup:
    return city(visit.own_zone.key, visit.locale)


def _zone_label(name: str, among: Sequence[str], visit: Visit) -> str:
    """The city; where two have one name, the zone's own."""
    label = city(name, visit.locale)
    return label if [city(each, visit.locale) for each in among].count(label) == 1 else name


def _stop_button(visit: Visit) -> InlineKeyboardButton:
    if visit.participant.notifications.nudges_stopped:
        return tap(visit.words.plain("notifications-button-resume"), NudgesTap(stopped=False), PRIMARY)
    return tap(visit.words.plain("notifications-button-stop"), NudgesTap(stopped=True))


def _back(visit: Visit) -> InlineKeyboardButton:
    return tap(visit.words.plain("notifications-button-back"), GoTo(place=Place.NOTIFICATIONS))
