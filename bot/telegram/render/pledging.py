"""What is shown on the way to a pledge: choosing an amount and an account, and what became of it."""

from collections.abc import Iterator, Sequence

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import mask_account
from bot.telegram.callbacks import (
    AccountAction,
    AccountTap,
    CardAction,
    PledgeAccountTap,
    ReviewAction,
    ReviewTap,
    SureTap,
)
from bot.telegram.choices import AccountChoice, amount_choices, takes_pledges
from bot.telegram.keyboards import DANGER, PRIMARY, Row, keyboard, tap
from bot.telegram.pledge_draft import PledgeDraft
from bot.telegram.refusals import conditions_text
from bot.telegram.render import phrases
from bot.telegram.render.card_buttons import amount_rows, card_button
from bot.telegram.render.ways import with_way_on, with_way_to_card
from bot.telegram.render.worth import (
    amounts_money,
    given_up_money,
    pledge_worth,
    then_lacks,
    usual_money,
    worth,
)
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.conditions import FailedCondition
from core.domain.ids import CampaignId
from core.domain.pledge import Pledge, PledgeState
from core.views import AccountView, CampaignView

# A message has room for 4,096 characters.
_ACCOUNTS_SHOWN = 8
_CONDITIONS_SHOWN = 3
_EXAMPLES_MINOR = (1_500_00, 500_00, 100_00)


# Amounts


def amounts_screen(
    draft: PledgeDraft, view: CampaignView, visit: Visit, said: Markup | None = None
) -> Screen:
    """The amounts that can be chosen now, under what is `said` about the one before."""
    campaign, own = view.campaign, view.own_pledge
    checking = own is not None and own.state is PledgeState.RESERVED
    takes = takes_pledges(campaign, visit.now()) and not checking
    choices = amount_choices(campaign, own)
    rows = list(amount_rows(campaign, choices, visit)) if takes else []
    lines = [said] if said else []
    if any(rows):
        money = amounts_money(view, choices.amounts, visit)
        held = visit.words("worth-only-if-full", deadline=phrases.when(campaign.closes_at, visit))
        lines += [_which_amount(campaign, own, visit), worth(money, held)]
    elif not said:
        lines.append(visit.words("pledging-no-amounts"))
    return Screen("\n\n".join(lines), keyboard(*rows, [back_button(draft, visit)]))


def _which_amount(campaign: Campaign, own: Pledge | None, visit: Visit) -> Markup:
    if own is None:
        return visit.words("pledging-choose-amount")
    amount = phrases.amount(own.amount_minor, campaign.terms.currency, visit)
    return visit.words("pledging-change-amount", amount=amount)


def type_amount_screen(
    draft: PledgeDraft,
    view: CampaignView,
    bounds_minor: tuple[int, int],
    visit: Visit,
    said: Markup | None = None,
) -> Screen:
    """Asks to type an amount within the bounds, under what is `said` about the one typed before."""
    campaign = view.campaign
    least, most = (phrases.amount(bound, campaign.terms.currency, visit) for bound in bounds_minor)
    example = example_amount(campaign, bounds_minor, visit)
    ask = visit.words("pledging-type-amount", least=least, most=most, example=example)
    return Screen(f"{said}\n\n{ask}" if said else ask, keyboard([back_button(draft, visit)]))


def example_amount(campaign: Campaign, bounds_minor: tuple[int, int], visit: Visit) -> Markup:
    """An amount one could type."""
    least_minor, most_minor = bounds_minor
    fitting = (minor for minor in _EXAMPLES_MINOR if least_minor <= minor <= most_minor)
    return phrases.amount(next(fitting, least_minor), campaign.terms.currency, visit)


# Accounts


def choose_account_screen(
    draft: PledgeDraft, view: CampaignView, choices: Sequence[AccountChoice], visit: Visit
) -> Screen:
    """The linked accounts: those that fit as buttons, then the others with what they fail."""
    assert draft.amount is not None
    words, currency = visit.words, view.campaign.terms.currency
    amount = phrases.amount(draft.amount.amount_minor, currency, visit)
    shown = sorted(choices, key=lambda choice: not choice.fits)[:_ACCOUNTS_SHOWN]
    lines = [words("pledging-choose-account", amount=amount)]
    lines += (_fitting_line(it.view, visit) if it.fits else _failing_lines(it, visit) for it in shown)
    rows: list[Row] = [[use_button(draft.nonce, choice.view, visit)] for choice in shown if choice.fits]
    return Screen("\n\n".join(lines), keyboard(*rows, *_ways_out(draft, visit)))


def _fitting_line(view: AccountView, visit: Visit) -> Markup:
    account = view.account
    return visit.words(
        "pledging-account-fits",
        account=mask_account(account.number),
        account_class=Markup(account.account_class),
        available=phrases.amount(view.available_minor, account.currency, visit),
    )


def _failing_lines(choice: AccountChoice, visit: Visit) -> Markup:
    account = choice.view.account
    fails = visit.words("pledging-account-fails", account=mask_account(account.number))
    return Markup(f"{fails}\n{conditions_text(choice.failed[:_CONDITIONS_SHOWN], visit, account.currency)}")


def account_refused_screen(
    draft: PledgeDraft,
    view: CampaignView,
    choices: Sequence[AccountChoice],
    failed: Sequence[FailedCondition],
    visit: Visit,
) -> Screen:
    """Every condition that the draft's account failed, what to do about it, and the accounts that fit instead."""
    assert draft.amount is not None
    words, currency = visit.words, view.campaign.terms.currency
    refused = next(choice.view for choice in choices if choice.view.account.id == draft.account_id)
    others = [choice.view for choice in choices if choice.fits and choice.view is not refused]
    masked = mask_account(refused.account.number)
    amount = phrases.amount(draft.amount.amount_minor, currency, visit)
    why = words("pledging-account-refused", amount=amount, account=masked)
    lines = [Markup(f"{why}\n{conditions_text(failed, visit, currency)}")]
    if others:
        lines.append(words("pledging-account-instead"))
    elif len(choices) > 1:
        lines.append(words("pledging-account-none-other"))
    rows: list[Row] = [
        [use_instead_button(other, _from(other, draft), visit, PRIMARY)] for other in others[:_ACCOUNTS_SHOWN]
    ]
    again = PledgeAccountTap(nonce=draft.nonce, account_id=refused.account.id)
    rows.append([tap(words.plain("pledging-button-same-again", account=masked), again)])
    return Screen("\n\n".join(lines), keyboard(*rows, *_ways_out(draft, visit)))


def _from(view: AccountView, draft: PledgeDraft) -> PledgeAccountTap:
    return PledgeAccountTap(nonce=draft.nonce, account_id=view.account.id)


def use_button(nonce: str, view: AccountView, visit: Visit) -> InlineKeyboardButton:
    """Pledge from this account, which has so much available."""
    masked = mask_account(view.account.number)
    available = phrases.amount(view.available_minor, view.account.currency, visit)
    text = visit.words.plain("pledging-button-use", account=masked, available=available)
    return tap(text, PledgeAccountTap(nonce=nonce, account_id=view.account.id), PRIMARY)


def use_instead_button(
    view: AccountView, data: CallbackData, visit: Visit, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    """Pledge, or buy, from this account rather than the one spoken of."""
    text = visit.words.plain("pledging-button-use-instead", account=mask_account(view.account.number))
    return tap(text, data, style)


def _ways_out(draft: PledgeDraft, visit: Visit) -> Iterator[Row]:
    link = AccountTap(account_id="", action=AccountAction.LINK)
    yield [tap(visit.words.plain("pledging-button-link-more"), link)]
    yield [back_button(draft, visit)]


def back_button(draft: PledgeDraft, visit: Visit, text: str | None = None) -> InlineKeyboardButton:
    """Leave the draft and what it asks here; the card is still above."""
    back = ReviewTap(campaign_id=draft.campaign_id, nonce=draft.nonce, action=ReviewAction.BACK)
    return tap(text or visit.words.plain("pledging-button-back"), back)


# What became of it


def pledged_screen(view: CampaignView, account: AccountView, visit: Visit) -> Screen:
    """The written answer to a confirmed pledge."""
    campaign, pledge = view.campaign, view.own_pledge
    assert pledge is not None
    amount = phrases.amount(pledge.amount_minor, campaign.terms.currency, visit)
    masked = mask_account(account.account.number)
    if pledge.state is PledgeState.RESERVED:
        said = visit.words("pledging-checking", amount=amount, account=masked)
    elif campaign.remaining_minor == 0:
        waits = campaign.paused or view.waits_with_all
        done = "pledging-done-full-waits" if waits else "pledging-done-full"
        said = visit.words(done, amount=amount, account=masked)
    else:
        said = visit.words("pledging-done", amount=amount, account=masked)
    return with_way_to_card(said, campaign.id, visit)


def withdraw_sure_screen(
    draft: PledgeDraft, view: CampaignView, account: AccountView, visit: Visit
) -> Screen:
    """Asks once before the own pledge is withdrawn."""
    words, pledge = visit.words, view.own_pledge
    assert pledge is not None, "there is something to withdraw"
    amount = phrases.amount(pledge.amount_minor, view.campaign.terms.currency, visit)
    masked = mask_account(account.account.number)
    if pledge.state is PledgeState.RESERVED:
        question = words("pledging-withdraw-sure-checking", amount=amount, account=masked)
    else:
        question = words("pledging-withdraw-sure", amount=amount, account=masked)
    campaign, terms = view.campaign, view.campaign.terms
    compared = pledge_worth(view, pledge.amount_minor, visit)
    money = given_up_money(compared, terms.term_months, terms.currency, visit)
    lacks = then_lacks(campaign, campaign.remaining_minor + pledge.amount_minor, visit)
    asks = Markup(f"{question}\n\n{worth(money, lacks)}")
    yes, no = words.plain("pledging-button-withdraw-sure"), words.plain("pledging-button-keep")
    return _sure_screen(asks, draft, CardAction.WITHDRAW, (yes, no), visit)


def leave_line_sure_screen(draft: PledgeDraft, view: CampaignView, position: int, visit: Visit) -> Screen:
    """Asks once before a place in line is given up, or the free place that is kept is passed on."""
    words, stay = visit.words, visit.words.plain("card-button-stay-in-line")
    if view.campaign.waiting.kept_for == visit.participant.id:
        question, yes = words("card-pass-on-sure"), words.plain("card-button-pass-on-sure")
    else:
        question = words("card-leave-line-sure", position=position)
        yes = words.plain("card-button-leave-line-sure")
    return _sure_screen(
        worth(usual_money(view, visit), question), draft, CardAction.LEAVE_LINE, (yes, stay), visit
    )


def leave_organising_sure_screen(draft: PledgeDraft, visit: Visit) -> Screen:
    """Asks once before the organiser's buttons are handed on."""
    words = visit.words
    yes, no = words.plain("card-button-leave-organising-sure"), words.plain("card-button-keep-organising")
    return _sure_screen(
        words("card-leave-organising-sure"), draft, CardAction.LEAVE_ORGANISING, (yes, no), visit
    )


def cancel_sure_screen(draft: PledgeDraft, visit: Visit) -> Screen:
    """Asks once before the campaign is cancelled."""
    words = visit.words
    yes, no = words.plain("card-button-cancel-sure"), words.plain("card-button-keep")
    return _sure_screen(words("card-cancel-sure"), draft, CardAction.CANCEL, (yes, no), visit)


def rotate_sure_screen(draft: PledgeDraft, visit: Visit) -> Screen:
    """Asks once before the campaign's link and code end."""
    words = visit.words
    yes, no = words.plain("card-button-rotate-sure"), words.plain("card-button-rotate-keep")
    return _sure_screen(words("card-rotate-sure"), draft, CardAction.ROTATE, (yes, no), visit)


def _sure_screen(
    question: Markup, draft: PledgeDraft, action: CardAction, answers: tuple[str, str], visit: Visit
) -> Screen:
    """A question whose "yes" carries the draft's nonce: two taps on it mean it once."""
    yes, no = answers
    sure = SureTap(campaign_id=draft.campaign_id, action=action, nonce=draft.nonce)
    return Screen(question, keyboard([tap(yes, sure, DANGER)], [back_button(draft, visit, no)]))


def done_screen(action: CardAction, campaign_id: CampaignId, visit: Visit) -> Screen:
    """The written answer to what was taken back, with the way to the campaign while there is something to do there."""
    show = card_button(visit.words.plain("card-button-show"), campaign_id, CardAction.SHOW)
    if action is CardAction.ROTATE:
        return Screen(visit.words("card-rotated-done"), keyboard([show]))
    if action is CardAction.WITHDRAW:
        return Screen(visit.words("pledging-withdrawn"), keyboard([show]))
    if action is CardAction.LEAVE_LINE:
        return Screen(visit.words("card-line-left"), keyboard([show]))
    if action is CardAction.LEAVE_ORGANISING:
        return Screen(visit.words("card-organising-left"), keyboard([show]))
    return with_way_on(visit.words("card-cancelled-done"), visit)


def nothing_pending_screen(visit: Visit) -> Screen:
    """The answer to a button whose draft is closed."""
    return with_way_on(visit.words("pledging-nothing-pending"), visit)
