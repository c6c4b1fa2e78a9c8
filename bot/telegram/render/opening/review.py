"""The review before publishing: what the pool earns, who may do and see what, and the own pledge's disclosure."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.locales import Key, Markup
from bot.locales.formatting import mask_account
from bot.telegram.callbacks import OpeningAdmits, OpeningDoor, OpeningGo, OpeningPublish, OpeningStep
from bot.telegram.choices import account_choices
from bot.telegram.keyboards import PRIMARY, SUCCESS, Row, columns, tap
from bot.telegram.opening.steps import mended_at
from bot.telegram.refusals import refusal_text
from bot.telegram.render.opening.lines import answer_lines
from bot.telegram.render.opening.state import Opening
from bot.telegram.render.opening.worth import opening_worth
from bot.telegram.render.phrases import rate, term, when
from bot.telegram.render.review import insured_lines, terms_lines
from bot.telegram.visit import Visit
from core.domain.campaign import Terms
from core.domain.comparison import pledge_compared
from core.domain.errors import AdmissionRefused

_CHANGES = {
    OpeningStep.PRODUCT: Key("opening-change-product"),
    OpeningStep.TARGET: Key("opening-change-target"),
    OpeningStep.AMOUNTS: Key("opening-change-amounts"),
    OpeningStep.SEATS: Key("opening-change-seats"),
    OpeningStep.MINIMUM: Key("opening-change-minimum"),
    OpeningStep.DEADLINE: Key("opening-change-deadline"),
    OpeningStep.OWN: Key("opening-change-own"),
    OpeningStep.OWN_ACCOUNT: Key("opening-change-account"),
}
_RULES = (OpeningStep.AMOUNTS, OpeningStep.SEATS, OpeningStep.MINIMUM, OpeningStep.DEADLINE)


def review_text(opening: Opening, visit: Visit) -> Markup:
    """Everything that publishing settles; or, if admission would refuse it, every reason."""
    if opening.failed:
        stands = [
            line
            for step in opening.answers.steps()
            if step.value in opening.draft.answers
            for line in answer_lines(step, opening, visit)
        ]
        refused = refusal_text(AdmissionRefused(opening.failed), visit, opening.currency)
        return Markup("\n".join((visit.words("opening-title"), *stands, "", refused)))
    terms = opening.campaign(visit).terms
    rules = (
        line
        for step in opening.answers.steps()
        if step in _RULES
        for line in answer_lines(step, opening, visit)
    )
    quote = "\n".join(
        (visit.words("opening-review-privacy"), *terms_lines(terms, opening.product.insured_cap_minor, visit))
    )
    return Markup(
        "\n\n".join(
            (
                visit.words("opening-review"),
                _pool(terms, opening, visit),
                "\n".join((*rules, _door(opening, visit))),
                _own(terms, opening, visit),
                *insured_lines(opening.exposure, terms.currency, visit),
                *filter(None, [opening_worth(opening, visit)]),
                f"<blockquote expandable>{quote}</blockquote>",
            )
        )
    )


def _door(opening: Opening, visit: Visit) -> Markup:
    """Who may come in."""
    designated = opening.answers.designated_only
    return visit.words("opening-line-designated" if designated else "opening-line-everybody")


def _pool(terms: Terms, opening: Opening, visit: Visit) -> Markup:
    """What is opened if all of it comes together, and what all of it earns."""
    whole = pledge_compared(terms, opening.product, terms.target_minor, opening.now.day)
    return visit.words(
        "opening-review-together",
        term=term(terms.term_months, visit),
        target=opening.shown(terms.target_minor, visit),
        rate=rate(terms.annual_rate_percent, visit),
        interest=opening.shown(whole.together_minor, visit),
    )


def _own(terms: Terms, opening: Opening, visit: Visit) -> Markup:
    own = opening.answers.own
    if own is None:
        return visit.words("opening-review-own-later")
    shown = opening.shown(own.amount_minor, visit)
    account = opening.own_account
    if account is None:
        return visit.words("opening-review-own-open", amount=shown)
    return visit.words(
        "opening-review-own",
        amount=shown,
        account=mask_account(account.account.number),
        when=when(terms.deadline, visit),
    )


def review_buttons(opening: Opening, visit: Visit) -> Iterator[Row]:
    """Publish, and what can be changed; if it would be refused, only the steps that mend it."""
    if opening.failed:
        mending = {mended_at(condition, opening.draft): None for condition in opening.failed}
        yield from columns(
            (tap(visit.words.plain(_CHANGES[step]), OpeningGo(step=step), PRIMARY) for step in mending), 2
        )
        return
    yield (
        tap(visit.words.plain("opening-button-publish"), OpeningPublish(nonce=opening.draft.nonce), SUCCESS),
    )
    yield (_door_button(opening, visit),)
    yield from columns(
        (
            tap(visit.words.plain(_CHANGES[step]), OpeningGo(step=step))
            for step in _changeable(opening, visit)
        ),
        3,
    )


def _door_button(opening: Opening, visit: Visit) -> InlineKeyboardButton:
    """Lets in whom the review does not."""
    if opening.answers.designated_only:
        everybody = OpeningAdmits(door=OpeningDoor.EVERYBODY)
        return tap(visit.words.plain("opening-button-everybody"), everybody)
    designated = OpeningAdmits(door=OpeningDoor.DESIGNATED)
    return tap(visit.words.plain("opening-button-designated"), designated)


def _changeable(opening: Opening, visit: Visit) -> Iterator[OpeningStep]:
    yield from (step for step in opening.answers.steps() if step in _CHANGES)
    own = opening.answers.own
    if own is not None:
        terms = opening.campaign(visit).terms
        choices = account_choices(opening.accounts, terms, own, None, opening.now.day)
        if sum(choice.fits for choice in choices) > 1:
            yield OpeningStep.OWN_ACCOUNT
