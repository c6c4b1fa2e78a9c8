"""The questions people ask, each answered on one screen with an example that the core has figured."""

from collections.abc import Mapping, Sequence

from bot.locales import Key, Markup
from bot.locales.formatting import day, money
from bot.telegram.callbacks import GoTo, HelpTap, Place, Question
from bot.telegram.keyboards import PRIMARY, columns, keyboard, tap
from bot.telegram.render import phrases
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.catalogue import DEFAULT_PRODUCTS
from core.domain.participant import Audience, shown_name
from core.domain.product import Product
from core.domain.worked_example import WorkedExample, worked_example

_WAYS: Mapping[Question, tuple[Key, Place]] = {
    Question.SAFE: (Key("me-button-accounts"), Place.ACCOUNTS),
    Question.UNFILLED: (Key("me-button-campaigns"), Place.MINE),
    Question.SEEN: (Key("me-button-privacy"), Place.PRIVACY),
    Question.OUT: (Key("me-button-certificates"), Place.CERTIFICATES),
    Question.PAID: (Key("mine-button-portfolio"), Place.PORTFOLIO),
    Question.COST: (Key("portfolio-button-statement"), Place.STATEMENT),
    Question.ACCOUNT: (Key("me-button-accounts"), Place.ACCOUNTS),
    Question.GONE: (Key("me-button-certificates"), Place.CERTIFICATES),
    Question.INTEREST: (Key("mine-button-portfolio"), Place.PORTFOLIO),
    Question.MESSAGES: (Key("me-button-notifications"), Place.NOTIFICATIONS),
}
"""Where each leads: to what it speaks about."""


def help_screen(visit: Visit) -> Screen:
    """How it works in four steps, and the questions."""
    say = visit.words.plain
    asking = (tap(say(f"help-question-{each}"), HelpTap(question=each)) for each in Question)
    opening = tap(say("start-button-open"), GoTo(place=Place.OPEN), PRIMARY)
    return Screen(visit.words("help-text"), keyboard(*columns(asking, 1), (opening,), (back_to_me(visit),)))


def answer_screen(question: Question, products: Sequence[Product], visit: Visit) -> Screen:
    """The answer, with the way to what it speaks about and back to the others."""
    key = f"help-answer-{question}"
    example = worked_example(products or DEFAULT_PRODUCTS, visit.now().day)
    facts = {**_figures(example, visit), **_own(visit)}
    told = {name: facts[name] for name in visit.words.signatures[key].names}
    title = visit.words(f"help-question-{question}")
    label, place = _WAYS[question]
    return Screen(
        Markup(f"<b>{title}</b>\n{visit.words(f'help-answer-{question}', **told)}"),
        keyboard(
            (tap(visit.words.plain(label), GoTo(place=place), PRIMARY),),
            (tap(visit.words.plain("help-button-back"), GoTo(place=Place.HELP)), back_to_me(visit)),
        ),
    )


def _figures(example: WorkedExample, visit: Visit) -> dict[str, Markup | int]:
    product = example.product

    def shown(amount_minor: int) -> Markup:
        return money(amount_minor, product.currency, visit.locale)

    return {
        "friends": example.friends,
        "term": phrases.term(product.term_months, visit),
        "target": shown(example.target_minor),
        "share": shown(example.share_minor),
        "rest": shown(example.target_minor - example.share_minor),
        "rate": phrases.rate(example.rate_percent, visit),
        "alone_rate": phrases.rate(example.alone_rate_percent, visit),
        "demand_rate": phrases.rate(product.demand_rate_percent, visit),
        "interest": shown(example.interest_minor),
        "alone_interest": shown(example.alone_interest_minor),
        "day_interest": shown(example.first_day_minor),
        "gain": shown(example.gain_minor),
        "tax": shown(example.tax_minor),
        "total": shown(example.total_minor),
        "price": shown(example.price_minor),
        "early": shown(example.early_minor),
        "begin": day(example.value_date, visit.locale),
        "end": day(example.maturity_date, visit.locale),
        "left_on": day(example.left_on, visit.locale),
        "lock_in_days": product.lock_in_days,
        "mend_hours": example.mend_hours,
        "insured": 0 if product.insured_cap_minor is None else 1,
        "cap": shown(product.insured_cap_minor or 0),
    }


def _own(visit: Visit) -> dict[str, str | int]:
    """How the reader looks to others by what they have chosen."""
    own = visit.participant
    seen: dict[str, str | int] = {
        f"name_{audience}": shown_name(own.name, own.shown_to(audience)) for audience in Audience
    }
    return {**seen, "amount_shown": int(own.amount_to_members)}
