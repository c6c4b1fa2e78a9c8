"""The initiator's wizard as people see it: what stands so far, one question and its buttons; its beginning and end."""

from bot.locales import Markup
from bot.telegram.callbacks import (
    OpeningAction,
    OpeningGo,
    OpeningStep,
    OpeningTap,
    PledgeAmountTap,
)
from bot.telegram.keyboards import PRIMARY, Row, keyboard, tap
from bot.telegram.opening.steps import step_before
from bot.telegram.render.opening.lines import lines_so_far
from bot.telegram.render.opening.questions import QUESTIONS
from bot.telegram.render.opening.review import review_buttons, review_text
from bot.telegram.render.opening.state import Opening
from bot.telegram.render.opening.worth import opening_worth
from bot.telegram.render.phrases import amount
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.pledge import PledgeAmount


def opening_screen(opening: Opening, visit: Visit, note: Markup | None = None) -> Screen:
    """The draft's step; `note` is about what was just typed or refused."""
    step = OpeningStep(opening.draft.step)
    if step is OpeningStep.REVIEW:
        choices = (*review_buttons(opening, visit), _way_out(opening, visit))
        return Screen(_paragraphs(review_text(opening, visit), note), keyboard(*choices))
    question, rows = QUESTIONS[step](opening, visit)
    return Screen(
        _paragraphs(_so_far(opening, visit), note, question, opening_worth(opening, visit)),
        keyboard(*rows, _way_out(opening, visit)),
    )


def unfinished_screen(opening: Opening, visit: Visit) -> Screen:
    """There is a draft already: go on, or start over."""
    words = visit.words
    return Screen(
        _paragraphs(_so_far(opening, visit), words("opening-unfinished")),
        keyboard(
            (tap(words.plain("opening-button-resume"), OpeningTap(action=OpeningAction.RESUME), PRIMARY),),
            (tap(words.plain("opening-button-restart"), OpeningTap(action=OpeningAction.RESTART)),),
            (tap(words.plain("opening-button-cancel"), OpeningTap(action=OpeningAction.CANCEL)),),
        ),
    )


def cancelled_screen(visit: Visit) -> Screen:
    """The draft was closed, and nothing came of it."""
    again = tap(visit.words.plain("opening-button-new"), OpeningTap(action=OpeningAction.RESTART))
    return Screen(visit.words("opening-cancelled"), keyboard((again,)))


def published_screen(visit: Visit) -> Screen:
    """What becomes of the review once its campaign is open."""
    return Screen(visit.words("opening-published"))


def own_left_screen(
    campaign: Campaign, own: PledgeAmount, visit: Visit, refusal: Markup | None = None
) -> Screen:
    """The campaign is open, but the own pledge is not placed: why, and the button that places it."""
    shown = amount(own.amount_minor, campaign.terms.currency, visit)
    pledge = PledgeAmountTap(
        campaign_id=campaign.id, debit_amount_type=own.debit_amount_type, amount_minor=own.amount_minor
    )
    said = visit.words("opening-own-refused" if refusal else "opening-own-left", amount=shown)
    button = tap(visit.words.plain("opening-button-pledge", amount=shown), pledge, PRIMARY)
    return Screen(_paragraphs(said, refusal), keyboard((button,)))


def _so_far(opening: Opening, visit: Visit) -> Markup:
    return Markup("\n".join((visit.words("opening-title"), *lines_so_far(opening, visit))))


def _way_out(opening: Opening, visit: Visit) -> Row:
    """Back, where there is something to go back to, and cancel."""
    before = step_before(opening.draft)
    back = (tap(visit.words.plain("opening-button-back"), OpeningGo(step=before)),) if before else ()
    cancel = tap(visit.words.plain("opening-button-cancel"), OpeningTap(action=OpeningAction.CANCEL))
    return (*back, cancel)


def _paragraphs(*parts: Markup | None) -> Markup:
    return Markup("\n\n".join(part for part in parts if part))
