"""Using an admin's power: what it will do, what has to be told first, and the review before it is done."""

from collections.abc import Sequence
from datetime import date, timedelta

from aiogram.enums import ButtonStyle

from bot.locales import Key, Markup
from bot.locales.formatting import day, money
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    BankAccountTap,
    CampaignTap,
    ColleagueTap,
    DayTap,
    MismatchTap,
    Power,
    PowerSure,
    PowerTap,
    ProductTap,
)
from bot.telegram.admin_drafts import Change, Question
from bot.telegram.admin_subjects import ROLES, Rates, Subject
from bot.telegram.keyboards import DANGER, SUCCESS, Row, columns, tap
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render import phrases
from bot.telegram.render.admin.campaign import campaign_headline
from bot.telegram.render.admin.entries import legs_block
from bot.telegram.render.admin.people import account_headline
from bot.telegram.render.admin.products import product_name, rates_to_come, tiers_block
from bot.telegram.render.admin.staff import colleague_name
from bot.telegram.render.phrases import in_full
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.tiers import typed_tiers
from bot.telegram.visit import Visit
from core.domain.correction import Leg, reversing, through_suspense
from core.domain.product import Product
from core.domain.staff import Role
from core.domain.standstill import Standstill
from core.usecases.correcting import remedy
from core.views import AccountView, CampaignView, Colleague, EntryView, MismatchView

_AMOUNTS_COMPARED = 3
_ASK_REASON = {
    Power.CANCEL: Key("admin-ask-reason-public"),
    Power.FREEZE: Key("admin-ask-reason"),
    Power.UNFREEZE: Key("admin-ask-reason"),
    Power.CORRECT: Key("admin-ask-reason-member"),
    Power.REVERSE: Key("admin-ask-reason-member"),
    Power.PAUSE: Key("admin-ask-reason"),
    Power.MAKE_VIEWER: Key("admin-ask-reason-role"),
    Power.MAKE_OPERATOR: Key("admin-ask-reason-role"),
    Power.MAKE_APPROVER: Key("admin-ask-reason-role"),
    Power.REVOKE_ROLE: Key("admin-ask-reason-role"),
}
_YES: dict[Power, tuple[Key, ButtonStyle]] = {
    Power.CANCEL: (Key("admin-yes-cancel"), DANGER),
    Power.FREEZE: (Key("admin-yes-freeze"), DANGER),
    Power.UNFREEZE: (Key("admin-yes-unfreeze"), SUCCESS),
    Power.ADD_RATES: (Key("admin-yes-add-rates"), SUCCESS),
    Power.REDATE_RATES: (Key("admin-yes-redate-rates"), SUCCESS),
    Power.TAKE_BACK_RATES: (Key("admin-yes-take-back-rates"), DANGER),
    Power.STOP_OFFERING: (Key("admin-yes-stop-offering"), DANGER),
    Power.OFFER: (Key("admin-yes-offer"), SUCCESS),
    Power.CORRECT: (Key("admin-yes-propose"), DANGER),
    Power.REVERSE: (Key("admin-yes-propose"), DANGER),
    Power.PAUSE: (Key("admin-yes-pause"), DANGER),
    Power.RESUME: (Key("admin-yes-resume-settlement"), SUCCESS),
    Power.MAKE_VIEWER: (Key("admin-yes-role"), SUCCESS),
    Power.MAKE_OPERATOR: (Key("admin-yes-role"), SUCCESS),
    Power.MAKE_APPROVER: (Key("admin-yes-role"), SUCCESS),
    Power.REVOKE_ROLE: (Key("admin-yes-revoke-role"), DANGER),
}
_DONE = {
    Power.CANCEL: Key("admin-done-cancel"),
    Power.FREEZE: Key("admin-done-freeze"),
    Power.UNFREEZE: Key("admin-done-unfreeze"),
    Power.ADD_RATES: Key("admin-done-add-rates"),
    Power.REDATE_RATES: Key("admin-done-redate-rates"),
    Power.TAKE_BACK_RATES: Key("admin-done-take-back-rates"),
    Power.STOP_OFFERING: Key("admin-done-stop-offering"),
    Power.OFFER: Key("admin-done-offer"),
    Power.CORRECT: Key("admin-done-propose"),
    Power.REVERSE: Key("admin-done-propose"),
    Power.PAUSE: Key("admin-done-pause"),
    Power.RESUME: Key("admin-done-resume-settlement"),
    Power.MAKE_VIEWER: Key("admin-done-role"),
    Power.MAKE_OPERATOR: Key("admin-done-role"),
    Power.MAKE_APPROVER: Key("admin-done-role"),
    Power.REVOKE_ROLE: Key("admin-done-role"),
}


def change_screen(change: Change, subject: Subject, visit: Visit, note: Markup | None = None) -> Screen:
    """What the change will do, a note on what was just typed, and the open question or the review."""
    ask, rows = _asked(change, subject, visit)
    parts = (_will_do(change, subject, visit), note, ask)
    return Screen(
        "\n\n".join(part for part in parts if part), staff_keyboard(visit, *rows, _way_out(change, visit))
    )


def done_words(power: Power, visit: Visit) -> str:
    """That it was done, as a toast."""
    return visit.words.plain(_DONE[power])


# What it will do


def _will_do(change: Change, subject: Subject, visit: Visit) -> Markup:
    match subject:
        case CampaignView():
            return _will_cancel(subject, visit)
        case AccountView():
            return _will_set_status(change, subject, visit)
        case MismatchView():
            return _will_correct(subject, visit)
        case EntryView():
            return _will_reverse(subject, visit)
        case Standstill():
            return visit.words("admin-will-pause" if change.power is Power.PAUSE else "admin-will-resume")
        case Colleague():
            return _will_give(change, subject, visit)
        case Rates():
            return _will_date(change, subject, visit)


def _will_date(change: Change, rates: Rates, visit: Visit) -> Markup:
    match change.power:
        case Power.ADD_RATES:
            return _will_add(change, rates, visit)
        case Power.STOP_OFFERING | Power.OFFER:
            return _will_offer(change, rates, visit)
    return _will_redate(change, rates, visit)


def _will_cancel(view: CampaignView, visit: Visit) -> Markup:
    campaign = view.campaign
    pledged = phrases.amount(campaign.pledged_minor, campaign.terms.currency, visit)
    effect = visit.words("admin-will-cancel", count=campaign.member_count, amount=pledged)
    return Markup(f"{visit.words('admin-cancel')}\n{campaign_headline(view, visit)}\n\n{effect}")


def _will_set_status(change: Change, view: AccountView, visit: Visit) -> Markup:
    words, freezing = visit.words, change.power is Power.FREEZE
    title = words("admin-freeze" if freezing else "admin-unfreeze")
    effect = words("admin-will-freeze" if freezing else "admin-will-unfreeze")
    if freezing and view.held_minor:
        held = phrases.amount(view.held_minor, view.account.currency, visit)
        effect = Markup(f"{effect}\n{words('admin-will-freeze-held', held=held)}")
    return Markup(f"{title}\n{account_headline(view, visit)}\n\n{effect}")


def _will_give(change: Change, colleague: Colleague, visit: Visit) -> Markup:
    """The role somebody is to have, or is to lose, and what that lets them do."""
    words, name = visit.words, colleague_name(colleague)
    role = ROLES.get(change.power)
    if role is None:
        return words("admin-will-revoke-role", name=name)
    will = words("admin-will-give-role", name=name, role=role)
    return Markup(f"{will}\n\n{words('admin-will-nominate')}") if role is Role.APPROVER else will


def _will_correct(view: MismatchView, visit: Visit) -> Markup:
    """The legs as they would be proposed: between the account concerned and suspense."""
    cure = remedy(view.recorded.mismatch)
    legs = () if cure is None else through_suspense(*cure, HOUSE_CURRENCY)
    accounts = () if view.account is None else (view.account,)
    return _will_post(visit.words("admin-correct"), legs, accounts, visit)


def _will_reverse(view: EntryView, visit: Visit) -> Markup:
    return _will_post(visit.words("admin-reverse"), reversing(view.entry), view.accounts, visit)


def _will_post(
    title: Markup, legs: tuple[Leg, ...], accounts: tuple[AccountView, ...], visit: Visit
) -> Markup:
    block = legs_block(legs, accounts, visit)
    return Markup(f"{title}\n{block}\n\n{visit.words('admin-will-propose')}")


def _will_add(change: Change, rates: Rates, visit: Visit) -> Markup:
    """The new rates as far as they were told, and the ones that they follow."""
    parts = [visit.words("admin-add-rates", product=product_name(rates.product, visit))]
    if change.day is not None:
        from_day = day(change.day, visit.locale)
        if change.tiers:
            title = visit.words("admin-rates-from", day=from_day)
            parts.append(tiers_block(title, change.tiers, rates.product, visit))
        else:
            parts.append(visit.words("admin-rates-begin", day=from_day))
        parts.append(_until_then(change.day, rates, visit))
    return Markup("\n\n".join(parts))


def _will_offer(change: Change, rates: Rates, visit: Visit) -> Markup:
    key = "admin-will-offer" if change.power is Power.OFFER else "admin-will-stop-offering"
    return visit.words(key, product=product_name(rates.product, visit))


def _will_redate(change: Change, rates: Rates, visit: Visit) -> Markup:
    """The rates that are to be moved or taken back, and the day they move to."""
    assert change.old_day is not None, "rates are moved from a day"
    old_day = day(change.old_day, visit.locale)
    taking_back = change.power is Power.TAKE_BACK_RATES
    key = "admin-take-back-rates" if taking_back else "admin-redate-rates"
    title = visit.words(key, product=product_name(rates.product, visit), day=old_day)
    block = tiers_block(title, rates.dated(change.old_day), rates.product, visit)
    if change.day is None:
        return block
    return Markup(f"{block}\n\n{visit.words('admin-redate-to', day=day(change.day, visit.locale))}")


def _until_then(from_day: date, rates: Rates, visit: Visit) -> Markup:
    """The rates that the new ones follow or, dated the same day, take the place of."""
    if replaced := rates.dated(from_day):
        return tiers_block(visit.words("admin-rates-instead"), replaced, rates.product, visit)
    before = rates.before(from_day)
    if not before:
        return visit.words("admin-rates-first")
    return tiers_block(visit.words("admin-rates-until"), before, rates.product, visit)


# The questions, and the review


_Asked = tuple[Markup, Sequence[Row]]


def _asked(change: Change, subject: Subject, visit: Visit) -> _Asked:
    match change.question, subject:
        case Question.REASON, _:
            return visit.words(_ASK_REASON[change.power]), ()
        case Question.DAY, Rates():
            return _ask_day(change, subject, visit)
        case Question.TIERS, Rates():
            return _ask_tiers(subject, visit)
    return _review(change, subject, visit)


def _ask_day(change: Change, rates: Rates, visit: Visit) -> _Asked:
    taken = {dated.effective_from for dated in rates_to_come(rates.product, visit.now().day)}
    offered = [
        each for each in _usual_days(visit.now().day) if change.power is Power.ADD_RATES or each not in taken
    ]
    tomorrow = visit.now().day + timedelta(days=1)
    buttons = [
        tap(_day_words(each, tomorrow, visit), DayTap(nonce=change.nonce, day=each.isoformat()))
        for each in offered
    ]
    return visit.words("admin-ask-day"), columns(buttons, 1)


def _day_words(offered: date, tomorrow: date, visit: Visit) -> str:
    shown = day(offered, visit.locale)
    return visit.words.plain("admin-button-tomorrow", day=shown) if offered == tomorrow else shown


def _usual_days(today: date) -> tuple[date, ...]:
    """Tomorrow, and the next first days of a month and of a year."""
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return tuple(sorted({today + timedelta(days=1), next_month, date(today.year + 1, 1, 1)}))


def _ask_tiers(rates: Rates, visit: Visit) -> _Asked:
    product = rates.product
    example = typed_tiers(product.rates[-1].tiers, product.currency)
    least = phrases.amount(product.member_minimum_minor, product.currency, visit)
    other_day = PowerTap(power=Power.ADD_RATES, subject=product.code)
    ask = visit.words("admin-ask-tiers", example=Markup(example), least=least)
    return ask, ((tap(visit.words.plain("admin-button-other-day"), other_day),),)


def _review(change: Change, subject: Subject, visit: Visit) -> _Asked:
    words = visit.words
    yes, style = _YES[change.power]
    sure = PowerSure(power=change.power, subject=change.subject, nonce=change.nonce)
    rows: list[Row] = [(tap(words.plain(yes), sure, style),)]
    if not isinstance(subject, Rates):
        if change.power not in _ASK_REASON:
            return Markup(""), rows
        return words("admin-review-reason", reason=in_full(change.reason)), rows
    keeping = words("admin-review-rates", count=subject.keeping)
    if change.power in (Power.STOP_OFFERING, Power.OFFER):
        return keeping, rows
    if change.power is not Power.TAKE_BACK_RATES:
        other_day = PowerTap(power=change.power, subject=change.subject, day=_iso(change.old_day))
        rows.append((tap(words.plain("admin-button-other-day"), other_day),))
    parts = (_difference(change, subject.product, visit), keeping)
    return Markup("\n\n".join(filter(None, parts))), rows


def _difference(change: Change, product: Product, visit: Visit) -> Markup:
    """What some amounts earn in a term that starts on the first day on which the change is felt, until now and then."""
    first_day, after = change.first_day, change.applied_to(product)
    if first_day is None or first_day < max(product.rates[0].effective_from, after.rates[0].effective_from):
        return Markup("")
    lines = [
        visit.words(
            "admin-earns-line",
            amount=phrases.amount(amount_minor, product.currency, visit),
            before=_earned(product, amount_minor, first_day, visit),
            after=_earned(after, amount_minor, first_day, visit),
        )
        for amount_minor in _telling_amounts(product, after, first_day)
    ]
    title = visit.words("admin-earns", day=day(first_day, visit.locale))
    return Markup("\n".join((title, *(f"• {line}" for line in lines))))


def _earned(product: Product, amount_minor: int, value_date: date, visit: Visit) -> Markup:
    earned_minor = product.interest_minor_for(amount_minor, value_date)
    return money(earned_minor, product.currency, visit.locale, exact=True)


def _telling_amounts(before: Product, after: Product, from_day: date) -> Sequence[int]:
    """The least that can be pooled, and where tiers begin then or until now."""
    begins = {tier.from_minor for product in (before, after) for tier in product.rates_on(from_day).tiers} | {
        before.minimum_minor
    }
    return [each for each in sorted(begins) if each >= before.minimum_minor][:_AMOUNTS_COMPARED]


def _way_out(change: Change, visit: Visit) -> Row:
    """No: back to the subject, which closes the draft."""
    no = visit.words.plain("admin-no")
    match change.power:
        case Power.CANCEL:
            return (tap(no, CampaignTap(campaign_id=change.subject)),)
        case Power.FREEZE | Power.UNFREEZE:
            return (tap(no, BankAccountTap(account_id=change.subject)),)
        case Power.CORRECT:
            return (tap(no, MismatchTap(mismatch_id=change.subject)),)
        case Power.REVERSE:
            return (tap(no, AdminGo(place=AdminPlace.MISMATCHES)),)
        case Power.PAUSE | Power.RESUME:
            return (tap(no, AdminGo(place=AdminPlace.SETTLEMENT)),)
        case _ if change.power in ROLES or change.power is Power.REVOKE_ROLE:
            return (tap(no, ColleagueTap(telegram_user_id=int(change.subject))),)
    return (tap(no, ProductTap(product_code=change.subject)),)


def _iso(old_day: date | None) -> str:
    return "" if old_day is None else old_day.isoformat()
