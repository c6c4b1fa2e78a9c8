"""Whether settlement is paused, what that means, and the switch."""

from bot.locales import Markup
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, Power, PowerTap
from bot.telegram.keyboards import DANGER, SUCCESS, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.standstill import Standstill

_ALL = "all"
"""What the switch is used on."""


def settlement_screen(standstill: Standstill, visit: Visit) -> Screen:
    """Since when and why it is paused, or that it runs; with the button that changes it."""
    words, text = visit.words, paused_block(standstill, visit)
    if text is None:
        pause = PowerTap(power=Power.PAUSE, subject=_ALL)
        switch = tap(words.plain("admin-button-pause"), pause, DANGER)
        text = words("admin-settlement-runs")
    else:
        resume = PowerTap(power=Power.RESUME, subject=_ALL)
        switch = tap(words.plain("admin-button-resume-settlement"), resume, SUCCESS)
        text = Markup(f"{text}\n\n{words('admin-settlement-meanwhile')}")
    refresh = tap(words.plain("admin-button-refresh"), AdminGo(place=AdminPlace.SETTLEMENT))
    return Screen(text, staff_keyboard(visit, (switch,), (refresh, overview_button(visit))))


def paused_block(standstill: Standstill, visit: Visit) -> Markup | None:
    """That settlement is paused, since when and why; None if it is not."""
    if standstill.paused_at is None:
        return None
    since, reason = phrases.when(standstill.paused_at, visit), phrases.in_full(standstill.reason)
    return visit.words("admin-settlement-paused", since=since, reason=reason)
