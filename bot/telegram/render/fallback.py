"""What is said to words out of the blue."""

from collections.abc import Sequence

from bot.locales import Markup
from bot.telegram.callbacks import GoTo, Place
from bot.telegram.keyboards import keyboard, tap
from bot.telegram.render.mine import campaign_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.views import CampaignView

_CAMPAIGNS_SHOWN = 5


def not_understood_screen(visit: Visit) -> Screen:
    """A kind word, and the ways there are."""
    say = visit.words.plain
    return Screen(
        visit.words("fallback-text"),
        keyboard(
            [
                tap(say("start-button-join"), GoTo(place=Place.JOIN)),
                tap(say("start-button-open"), GoTo(place=Place.OPEN)),
            ],
            [
                tap(say("start-button-mine"), GoTo(place=Place.MINE)),
                tap(say("start-button-help"), GoTo(place=Place.HELP)),
            ],
        ),
    )


def which_campaign_screen(amount: Markup, campaigns: Sequence[CampaignView], visit: Visit) -> Screen:
    """An amount out of the blue: for which of the open campaigns is it?"""
    rows = [(campaign_button(view, visit),) for view in campaigns[:_CAMPAIGNS_SHOWN]]
    joining = tap(visit.words.plain("start-button-join"), GoTo(place=Place.JOIN))
    return Screen(visit.words("fallback-amount", amount=amount), keyboard(*rows, [joining]))
