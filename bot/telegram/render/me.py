"""My things: the one screen from which everything that is somebody's own is a tap away."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.telegram.callbacks import GoTo, Place
from bot.telegram.keyboards import keyboard, tap
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.deposit import ShareState
from core.views import AccountView, CertificateView


def me_screen(
    certificates: Sequence[CertificateView], accounts: Sequence[AccountView], visit: Visit
) -> Screen:
    """Who one is here, in two lines, and the ways to everything of theirs."""
    say = visit.words.plain
    held = sum(view.share.state is ShareState.ACTIVE for view in certificates)
    text = visit.words("me-title", name=visit.participant.name, certificates=held, accounts=len(accounts))

    def to(label: str, place: Place) -> InlineKeyboardButton:
        return tap(label, GoTo(place=place))

    return Screen(
        text,
        keyboard(
            (
                to(say("me-button-campaigns"), Place.MINE),
                to(say("me-button-certificates"), Place.CERTIFICATES),
            ),
            (to(say("mine-button-portfolio"), Place.PORTFOLIO),),
            (
                to(say("portfolio-button-statement"), Place.STATEMENT),
                to(say("me-button-accounts"), Place.ACCOUNTS),
            ),
            (to(say("me-button-privacy"), Place.PRIVACY), to(say("me-button-language"), Place.LANGUAGE)),
            (
                to(say("me-button-notifications"), Place.NOTIFICATIONS),
                to(say("me-button-data"), Place.DATA),
            ),
            (to(say("me-button-help"), Place.HELP), to(say("me-button-start"), Place.START)),
        ),
    )


def back_to_me(visit: Visit) -> InlineKeyboardButton:
    """The way back to all of one's own."""
    return tap(visit.words.plain("me-button-back"), GoTo(place=Place.ME))
