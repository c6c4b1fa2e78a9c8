"""Describing a new product: one question at a time, and the review of what a depositor would get."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from string import ascii_uppercase

from bot.disclosure import DAY_COUNTS
from bot.locales import Key, Markup
from bot.locales.formatting import day, money
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    ProductAnswer,
    ProductStep,
    ProductStepTap,
    ProductSure,
)
from bot.telegram.keyboards import PRIMARY, SUCCESS, Row, columns, tap
from bot.telegram.product_draft import AS_IT_IS, ASKED_IN_ORDER, CHOICES, LISTS, NONE, ProductDraft
from bot.telegram.render import phrases
from bot.telegram.render.admin.products import facts_block, product_facts, product_name, tiers_block
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.tiers import typed_tiers
from bot.telegram.visit import Visit
from core.domain.account import AccountClass
from core.domain.calendar import BusinessDayRule
from core.domain.interest import Compounding, DayCount, add_months
from core.domain.product import Product, ProductFlaw, RemainderRate

_TERMS_MONTHS = (1, 3, 6, 12, 24, 36)
_EXAMPLES_SHOWN = 4
_NUMBERS_OFFERED = {
    ProductStep.HEADS: (10, 50, 200, 500),
    ProductStep.EXITS: (0, 1, 3),
    ProductStep.LOCK_IN: (0, 30, 90),
    ProductStep.GUARANTEE: (30, 60, 90),
}
_ASK = {
    ProductStep.LIKE: Key("admin-product-ask-like"),
    ProductStep.TERM: Key("admin-product-ask-term"),
    ProductStep.CODE: Key("admin-product-ask-code"),
    ProductStep.FROM_DAY: Key("admin-product-ask-from"),
    ProductStep.TARGETS: Key("admin-product-ask-targets"),
    ProductStep.MEMBER_MINIMUM: Key("admin-product-ask-minimum"),
    ProductStep.MULTIPLE: Key("admin-product-ask-multiple"),
    ProductStep.HEADS: Key("admin-product-ask-heads"),
    ProductStep.DAY_COUNT: Key("admin-product-ask-day-count"),
    ProductStep.COMPOUNDING: Key("admin-product-ask-compounding"),
    ProductStep.DEMAND: Key("admin-product-ask-demand"),
    ProductStep.EXITS: Key("admin-product-ask-exits"),
    ProductStep.LOCK_IN: Key("admin-product-ask-lock-in"),
    ProductStep.REMAINDER: Key("admin-product-ask-remainder"),
    ProductStep.SELLING: Key("admin-product-ask-selling"),
    ProductStep.CLOSED_DAYS: Key("admin-product-ask-closed-days"),
    ProductStep.GUARANTEE: Key("admin-product-ask-guarantee"),
    ProductStep.CLASSES: Key("admin-product-ask-classes"),
    ProductStep.CHANNELS: Key("admin-partner-ask-channels"),
    ProductStep.INSURED: Key("admin-product-ask-insured"),
}
_EDIT = {
    ProductStep.TERM: Key("admin-product-edit-term"),
    ProductStep.CODE: Key("admin-product-edit-code"),
    ProductStep.RATES: Key("admin-product-edit-rates"),
    ProductStep.FROM_DAY: Key("admin-product-edit-from"),
}
_EDIT_MORE = {
    ProductStep.TARGETS: Key("admin-product-edit-targets"),
    ProductStep.MEMBER_MINIMUM: Key("admin-product-edit-minimum"),
    ProductStep.MULTIPLE: Key("admin-product-edit-multiple"),
    ProductStep.HEADS: Key("admin-product-edit-heads"),
    ProductStep.DAY_COUNT: Key("admin-product-edit-day-count"),
    ProductStep.COMPOUNDING: Key("admin-product-edit-compounding"),
    ProductStep.DEMAND: Key("admin-product-edit-demand"),
    ProductStep.EXITS: Key("admin-product-edit-exits"),
    ProductStep.LOCK_IN: Key("admin-product-edit-lock-in"),
    ProductStep.REMAINDER: Key("admin-product-edit-remainder"),
    ProductStep.SELLING: Key("admin-product-edit-selling"),
    ProductStep.CLOSED_DAYS: Key("admin-product-edit-closed-days"),
    ProductStep.GUARANTEE: Key("admin-product-edit-guarantee"),
    ProductStep.CLASSES: Key("admin-product-edit-classes"),
    ProductStep.CHANNELS: Key("admin-button-edit-channels"),
    ProductStep.INSURED: Key("admin-product-edit-insured"),
}


def flaw_words(flaws: Sequence[ProductFlaw], visit: Visit) -> Markup:
    """What a product with that answer would break, a line for each rule."""
    return Markup("\n".join(visit.words("admin-product-flaw", flaw=flaw) for flaw in flaws))


def product_opening_screen(
    draft: ProductDraft,
    product: Product | None,
    catalogue: Sequence[Product],
    visit: Visit,
    note: Markup | None = None,
) -> Screen:
    """The open question, or the review; `product` is what the answers make so far, None before there are any."""
    if draft.step is ProductStep.REVIEW and product is not None:
        text, rows = _review(draft, product, visit)
    elif draft.step is ProductStep.MORE and product is not None:
        text, rows = _more(product, visit)
    else:
        text, rows = _question(draft, product, catalogue, visit)
    no = tap(visit.words.plain("admin-no-product"), AdminGo(place=AdminPlace.PRODUCTS))
    return Screen("\n\n".join(filter(None, (note, text))), staff_keyboard(visit, *rows, (no,)))


# A question


_Asked = tuple[Markup, Sequence[Row]]


def _question(
    draft: ProductDraft, product: Product | None, catalogue: Sequence[Product], visit: Visit
) -> _Asked:
    words, step = visit.words, draft.step
    if step is ProductStep.RATES and product is not None:
        least = phrases.amount(product.member_minimum_minor, product.currency, visit)
        example = typed_tiers(product.rates[0].tiers, product.currency)
        ask = words("admin-ask-tiers", example=Markup(example), least=least)
    else:
        ask = words(_ASK[step])
    offered = [
        tap(label, ProductAnswer(step=step, word=word), PRIMARY if step in ASKED_IN_ORDER else None)
        for label, word in _offered(step, product, catalogue, visit)
    ]
    rows = columns(offered, 1 if step in LISTS or step in CHOICES else 2)
    back = (tap(words.plain("admin-button-review"), ProductStepTap(step=ProductStep.REVIEW)),)
    title = words("admin-product-new")
    return Markup(f"{title}\n\n{ask}"), (*rows, back if draft.complete else ())


_Offered = tuple[str, str]
"""A button's label, and the answer as the draft keeps it."""


def _offered(
    step: ProductStep, product: Product | None, catalogue: Sequence[Product], visit: Visit
) -> Iterator[_Offered]:
    """Likely answers; what is not among them is typed."""
    if product is None:
        yield from ((product_name(each, visit), each.code) for each in catalogue)
    elif step in CHOICES:
        yield from ((_choice(step, each, visit), each.value) for each in CHOICES[step][1])
    elif step in LISTS:
        yield from _marks(step, product, visit)
    elif step in _NUMBERS_OFFERED:
        yield from ((str(each), str(each)) for each in _NUMBERS_OFFERED[step])
    else:
        yield from _others_offered(step, product, catalogue, visit)


def _others_offered(
    step: ProductStep, product: Product, catalogue: Sequence[Product], visit: Visit
) -> Iterator[_Offered]:
    plain = visit.words.plain
    match step:
        case ProductStep.TERM:
            yield from ((phrases.term(months, visit), str(months)) for months in _TERMS_MONTHS)
        case ProductStep.CODE:
            code = _free_code(product.term_months, {each.code for each in catalogue})
            yield code, code
        case ProductStep.RATES:
            yield plain("admin-product-same-rates"), AS_IT_IS
        case ProductStep.FROM_DAY:
            today = visit.now().day
            tomorrow = today + timedelta(days=1)
            yield plain("admin-product-from-today"), today.isoformat()
            yield plain("admin-button-tomorrow", day=day(tomorrow, visit.locale)), tomorrow.isoformat()
        case ProductStep.SELLING:
            yield plain("admin-product-own-rate"), NONE
        case ProductStep.INSURED:
            yield plain("admin-product-no-cap"), NONE


def _free_code(term_months: int, taken: set[str]) -> str:
    """`TD18M`, or with the first letter after it that makes a code nobody has."""
    base = f"TD{term_months:02d}M"
    letters = ("", *ascii_uppercase[1:])
    return next((f"{base}{letter}" for letter in letters if f"{base}{letter}" not in taken), base)


def _marks(step: ProductStep, product: Product, visit: Visit) -> Iterator[_Offered]:
    """Each word with whether it is in the list, and the list as it is after a tap."""
    name, kind = LISTS[step]
    marked: frozenset[StrEnum] = getattr(product, name)
    for each in kind:
        after = marked ^ {each}
        label = f"{'☑' if each in marked else '☐'} {_list_word(each, visit)}"
        yield label, "+".join(sorted(word.value for word in after))


def _list_word(word: StrEnum, visit: Visit) -> str:
    if isinstance(word, AccountClass):
        return visit.words.plain("admin-product-class", account_class=Markup(word.value))
    return visit.words.plain("admin-partner-channel", channel=word)


def _choice(step: ProductStep, word: StrEnum, visit: Visit) -> str:
    match word:
        case DayCount():
            return visit.words.plain(DAY_COUNTS[word])
        case Compounding():
            return visit.words.plain(f"pledging-compounding-{word}")
        case RemainderRate():
            return visit.words.plain("admin-product-remainder", rule=word)
        case BusinessDayRule():
            return visit.words.plain("admin-product-closed-days", rule=word)
    raise AssertionError(f"{step} offers no {word}")


# The review


def _review(draft: ProductDraft, product: Product, visit: Visit) -> _Asked:
    words, [rates] = visit.words, product.rates
    from_day = words("admin-rates-from", day=day(rates.effective_from, visit.locale))
    parts = (
        words("admin-product-review", product=product_name(product, visit)),
        tiers_block(from_day, rates.tiers, product, visit),
        _examples(product, visit),
        facts_block(product, visit),
    )
    sure = tap(words.plain("admin-yes-product"), ProductSure(nonce=draft.nonce), SUCCESS)
    more = tap(words.plain("admin-product-edit-more"), ProductStepTap(step=ProductStep.MORE))
    return Markup("\n\n".join(parts)), ((sure,), *_edits(_EDIT, visit), (more,))


def _more(product: Product, visit: Visit) -> _Asked:
    """All that the review takes from the product it is like, each a tap away."""
    back = tap(visit.words.plain("admin-button-review"), ProductStepTap(step=ProductStep.REVIEW))
    facts = Markup("\n".join(product_facts(product, visit)))
    title = visit.words("admin-product-more", product=product_name(product, visit))
    return Markup(f"{title}\n\n{facts}"), (*_edits(_EDIT_MORE, visit), (back,))


def _edits(keys: Mapping[ProductStep, Key], visit: Visit) -> Sequence[Row]:
    buttons = [tap(visit.words.plain(key), ProductStepTap(step=step)) for step, key in keys.items()]
    return columns(buttons, 2)


def _examples(product: Product, visit: Visit) -> Markup:
    """What a depositor would get for the least target and from each tier on, if it all began on the first day."""
    value_date = max(visit.now().day, product.rates[0].effective_from)
    ends = add_months(value_date, product.term_months)
    amounts = sorted(
        {product.minimum_minor}
        | {tier.from_minor for tier in product.rates[0].tiers if tier.from_minor > product.minimum_minor}
    )
    lines = [_example(product, amount_minor, value_date, visit) for amount_minor in amounts[:_EXAMPLES_SHOWN]]
    title = visit.words(
        "admin-product-examples",
        value_date=day(value_date, visit.locale),
        maturity_date=day(ends, visit.locale),
    )
    return Markup("\n".join((title, *(f"• {line}" for line in lines))))


def _example(product: Product, amount_minor: int, value_date: date, visit: Visit) -> Markup:
    earned_minor = product.interest_minor_for(amount_minor, value_date)
    return visit.words(
        "admin-product-example",
        amount=phrases.amount(amount_minor, product.currency, visit),
        rate=phrases.rate(product.rate_percent_for(amount_minor, value_date), visit),
        earned=money(earned_minor, product.currency, visit.locale, exact=True),
    )
