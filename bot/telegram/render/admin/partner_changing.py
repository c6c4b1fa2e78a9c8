"""Using a power on a partner: the wizard's questions, the review before it is done, and the key that is shown once."""

from collections.abc import Mapping, Sequence

from aiogram.enums import ButtonStyle

from bot.locales import Key, Markup
from bot.partner_keys import MintedKey
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    KeyStoredTap,
    PartnerAnswer,
    PartnerPart,
    PartnerPower,
    PartnerStep,
    PartnerStepTap,
    PartnerSure,
    PartnerTap,
    Switch,
)
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, columns, copy, tap
from bot.telegram.partner_drafts import LISTS, PartnerChange
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render import phrases
from bot.telegram.render.admin.partners import permissions_block, scope_words
from bot.telegram.render.admin.products import product_name
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.money import minor_digits
from core.domain.partner import Partner, Scope
from core.domain.product import Channel, Product

OVERLAPS_HOURS = (0, 1, 24, 168)
"""How long other keys may still be used, as buttons offer it."""
_AMOUNTS = (10_000, 50_000, 200_000)
_PER_DAY = (5, 20, 100)

_ASK = {
    PartnerStep.NAME: Key("admin-partner-ask-name"),
    PartnerStep.PRODUCTS: Key("admin-partner-ask-products"),
    PartnerStep.CHANNELS: Key("admin-partner-ask-channels"),
    PartnerStep.AMOUNT: Key("admin-partner-ask-amount"),
    PartnerStep.PER_DAY: Key("admin-partner-ask-per-day"),
    PartnerStep.SCOPES: Key("admin-partner-ask-scopes"),
}
_EDIT = {
    PartnerStep.NAME: Key("admin-button-edit-name"),
    PartnerStep.PRODUCTS: Key("admin-button-edit-products"),
    PartnerStep.CHANNELS: Key("admin-button-edit-channels"),
    PartnerStep.SCOPES: Key("admin-button-edit-scopes"),
    PartnerStep.AMOUNT: Key("admin-button-edit-amount"),
    PartnerStep.PER_DAY: Key("admin-button-edit-per-day"),
}
_REVIEW = {
    PartnerPower.REGISTER: Key("admin-partner-register"),
    PartnerPower.PERMIT: Key("admin-partner-permit"),
    PartnerPower.SUSPEND: Key("admin-partner-suspend"),
    PartnerPower.RESUME: Key("admin-partner-resume"),
}
_YES: Mapping[PartnerPower, tuple[Key, ButtonStyle]] = {
    PartnerPower.REGISTER: (Key("admin-yes-register"), SUCCESS),
    PartnerPower.PERMIT: (Key("admin-yes-permit"), SUCCESS),
    PartnerPower.REVOKE_KEY: (Key("admin-yes-revoke"), DANGER),
    PartnerPower.SUSPEND: (Key("admin-yes-suspend"), DANGER),
    PartnerPower.RESUME: (Key("admin-yes-resume"), SUCCESS),
}
_DONE = {
    PartnerPower.REGISTER: Key("admin-done-register"),
    PartnerPower.PERMIT: Key("admin-done-permit"),
    PartnerPower.ISSUE_KEY: Key("admin-done-issue"),
    PartnerPower.REVOKE_KEY: Key("admin-done-revoke"),
    PartnerPower.SUSPEND: Key("admin-done-suspend"),
    PartnerPower.RESUME: Key("admin-done-resume"),
}


def done_words(power: PartnerPower, visit: Visit) -> str:
    """That it was done, as a toast."""
    return visit.words.plain(_DONE[power])


def key_screen(key: MintedKey, partner: Partner, visit: Visit) -> Screen:
    """The one message that shows a new key, under a spoiler, with what to do with it and then with the message."""
    words = visit.words
    text = words("admin-key-once", name=partner.name, key=Markup(key.text))
    buttons = (
        (copy(words.plain("admin-button-copy-key"), key.text),),
        (tap(words.plain("admin-button-key-stored"), KeyStoredTap(), DANGER),),
    )
    return Screen(text, staff_keyboard(visit, *buttons))


def words_of_list(step: PartnerStep, products: Sequence[Product]) -> tuple[str, ...]:
    """The words that can be in the list of this step."""
    match step:
        case PartnerStep.PRODUCTS:
            return tuple(product.code for product in products)
        case PartnerStep.CHANNELS:
            return tuple(each.value for each in Channel)
    return tuple(each.name for each in Scope)


def currency_of(change: PartnerChange, products: Sequence[Product]) -> str:
    """The currency of the chosen products, the first of several; the core refuses those."""
    return min((each.currency for each in products if each.code in change.products), default=HOUSE_CURRENCY)


def change_screen(
    change: PartnerChange,
    partner: Partner | None,
    products: Sequence[Product],
    visit: Visit,
    note: Markup | None = None,
) -> Screen:
    """The open question, or the review; `note` says why a typed text was no answer, or what was refused."""
    if change.step is not PartnerStep.REVIEW:
        text, rows = _question(change, products, visit)
    elif change.power is PartnerPower.ISSUE_KEY:
        text, rows = _issuing(change, partner, visit)
    elif change.power is PartnerPower.REVOKE_KEY:
        text, rows = _revoking(change, partner, visit)
    else:
        text, rows = _review(change, products, visit)
    return Screen(
        "\n\n".join(filter(None, (note, text))), staff_keyboard(visit, *rows, _way_out(change, visit))
    )


_Asked = tuple[Markup, Sequence[Row]]


def _question(change: PartnerChange, products: Sequence[Product], visit: Visit) -> _Asked:
    words, step = visit.words, change.step
    title = (
        words("admin-partner-registering")
        if not change.name
        else words("admin-partner-about", name=change.name)
    )
    text = Markup(f"{title}\n\n{words(_ASK[step])}")
    match step:
        case PartnerStep.AMOUNT:
            currency = currency_of(change, products)
            amounts_minor = (each * 10 ** minor_digits(currency) for each in _AMOUNTS)
            offered = [(phrases.amount(each, currency, visit), str(each)) for each in amounts_minor]
        case PartnerStep.PER_DAY:
            offered = [(Markup(each), str(each)) for each in _PER_DAY]
        case _:
            offered = []
    answers = [
        tap(label, PartnerAnswer(step=step, word=word, switch=Switch.ON), PRIMARY) for label, word in offered
    ]
    marks = _marks(change, products, visit) if step in LISTS else ()
    back = change.complete and (tap(words.plain("admin-button-review"), _go(PartnerStep.REVIEW)),)
    return text, (*columns(answers, 3), *marks, back or ())


def _go(step: PartnerStep) -> PartnerStepTap:
    return PartnerStepTap(step=step)


def _marks(change: PartnerChange, products: Sequence[Product], visit: Visit) -> Sequence[Row]:
    """A button per word, with whether it is in the list, and the way on."""
    words, step = visit.words, change.step
    marked = change.marked(step)
    buttons = [
        tap(
            f"{'☑' if word in marked else '☐'} {_word(step, word, products, visit)}",
            PartnerAnswer(step=step, word=word, switch=Switch.OFF if word in marked else Switch.ON),
        )
        for word in words_of_list(step, products)
    ]
    rows = columns(buttons, 1)
    if change.complete or not marked:
        return rows
    following = PartnerStep.CHANNELS if step is PartnerStep.PRODUCTS else PartnerStep.AMOUNT
    return (*rows, (tap(words.plain("admin-button-go-on"), _go(following), PRIMARY),))


def _word(step: PartnerStep, word: str, products: Sequence[Product], visit: Visit) -> str:
    match step:
        case PartnerStep.PRODUCTS:
            return next(product_name(each, visit) for each in products if each.code == word)
        case PartnerStep.CHANNELS:
            return visit.words.plain("admin-partner-channel", channel=Channel(word))
    return scope_words(Scope[word], visit)


def _review(change: PartnerChange, products: Sequence[Product], visit: Visit) -> _Asked:
    words = visit.words
    title = words(_REVIEW[change.power], name=change.name)
    yes, style = _YES[change.power]
    sure = tap(words.plain(yes), PartnerSure(nonce=change.nonce, hours=0), style)
    if change.power not in (PartnerPower.REGISTER, PartnerPower.PERMIT):
        return title, ((sure,),)
    may = change.permissions(currency_of(change, products))
    edits = [
        tap(words.plain(key), _go(step))
        for step, key in _EDIT.items()
        if step is not PartnerStep.NAME or change.power is PartnerPower.REGISTER
    ]
    return Markup(f"{title}\n\n{permissions_block(may, visit)}"), ((sure,), *columns(edits, 2))


def _issuing(change: PartnerChange, partner: Partner | None, visit: Visit) -> _Asked:
    """A first key is issued; beside others it is a rotation, and the button says how long those work on."""
    words = visit.words
    others = 0 if partner is None else len(partner.usable_keys(visit.now().at))
    if not others:
        sure = PartnerSure(nonce=change.nonce, hours=0)
        first = words("admin-partner-issue-first", name=change.name)
        return first, ((tap(words.plain("admin-yes-issue"), sure, SUCCESS),),)
    overlaps = [
        tap(
            words.plain("admin-yes-rotate", hours=hours),
            PartnerSure(nonce=change.nonce, hours=hours),
            DANGER if hours == 0 else PRIMARY,
        )
        for hours in OVERLAPS_HOURS
    ]
    return words("admin-partner-rotate", name=change.name, count=others), columns(overlaps, 2)


def _revoking(change: PartnerChange, partner: Partner | None, visit: Visit) -> _Asked:
    words = visit.words
    hint = next((each.hint for each in (partner.keys if partner else ()) if each.id == change.key_id), "")
    yes, style = _YES[change.power]
    sure = PartnerSure(nonce=change.nonce, hours=0)
    ask = words("admin-partner-revoke", name=change.name, hint=Markup(hint))
    return ask, ((tap(words.plain(yes), sure, style),),)


def _way_out(change: PartnerChange, visit: Visit) -> Row:
    """No: back to the partner, which closes the draft."""
    no = visit.words.plain("admin-no")
    if not change.partner_id:
        return (tap(visit.words.plain("admin-no-register"), AdminGo(place=AdminPlace.PARTNERS)),)
    keys = change.power in (PartnerPower.ISSUE_KEY, PartnerPower.REVOKE_KEY)
    part = PartnerPart.KEYS if keys else PartnerPart.PERMISSIONS
    return (tap(no, PartnerTap(partner_id=change.partner_id, part=part)),)
