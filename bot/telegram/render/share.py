"""A share in chat: what it is worth, how that comes about, what its owner wants at maturity, and where its money is."""

from collections.abc import Iterator, Mapping, Sequence

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import day, mask_account
from bot.telegram.callbacks import (
    AccountAction,
    AccountTap,
    CardAction,
    CertificateTap,
    MaturityTap,
    NewPoolTap,
    RedirectTap,
    ShareTap,
)
from bot.telegram.keyboards import PRIMARY, Row, keyboard, tap
from bot.telegram.refusals import conditions_text
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import card_button
from bot.telegram.render.exiting import leave_button, leaving_line, offer_line
from bot.telegram.render.working import working_button
from bot.telegram.render.worth import term_money, worth
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.account import receiving_conditions
from core.domain.bank import DepositState
from core.domain.campaign import Campaign
from core.domain.comparison import renewal_compared
from core.domain.deposit import MaturityChoice, ShareState
from core.domain.ids import AccountId, PayoutId, ShareId
from core.domain.maturity import AT_MATURITY, MaturityPlan, choices_of, earned_on, renewable_minor
from core.domain.notice import PayoutWaiting
from core.domain.payout import Payout, PayoutState
from core.views import ShareView

_Plans = Mapping[MaturityChoice, MaturityPlan]

_ACCOUNTS_OFFERED = 6


async def share_screen(view: ShareView, visit: Visit, said: Markup | None = None) -> Screen:
    """The share as it is now, under what is `said` about the last step."""
    share, currency = view.share, view.deposit.currency
    head = Markup(
        "\n".join(
            (
                visit.words("share-title", campaign=campaign_name(view.campaign, visit)),
                visit.words(
                    "share-holding",
                    number=Markup(share.certificate_number),
                    principal=phrases.amount(share.principal_minor, currency, visit),
                    rate=phrases.rate(view.deposit.annual_rate_percent, visit),
                ),
            )
        )
    )
    lines, rows = await (_living(view, visit) if share.state is ShareState.ACTIVE else _ended(view, visit))
    return Screen(
        "\n\n".join([*([said] if said else []), head, *lines]),
        keyboard(*rows, [working_button(view.share.id, visit)], _ways_on(view, visit)),
    )


def share_button(share_id: ShareId, visit: Visit) -> InlineKeyboardButton:
    """The button that shows a share."""
    return tap(visit.words.plain("share-button-show"), ShareTap(share_id=share_id))


def new_pool_button(share_id: ShareId, visit: Visit) -> InlineKeyboardButton:
    """The button that opens the wizard for another pool like the share's."""
    return tap(visit.words.plain("share-button-new-pool"), NewPoolTap(share_id=share_id), PRIMARY)


def _ways_on(view: ShareView, visit: Visit) -> Row:
    return (
        tap(visit.words.plain("card-button-certificate"), CertificateTap(share_id=view.share.id)),
        card_button(visit.words.plain("card-button-show"), view.campaign.id, CardAction.SHOW),
    )


# While it is active


async def _living(view: ShareView, visit: Visit) -> tuple[Sequence[Markup], Sequence[Row]]:
    plans = choices_of(view.share.id, view.deposit, view.active_shares, view.campaign.terms, view.product)
    lines = [_worth(view, plans[MaturityChoice.PAY_OUT], visit)]
    if view.deposit.state is not DepositState.ACTIVE or visit.now().day >= view.deposit.payout_date:
        return [*lines, visit.words("share-closing")], []
    if view.share.leaving is not None:
        return [*lines, leaving_line(view.share.leaving, visit)], []
    lines.append(await _choices(view, plans, visit))
    rows = [*_choice_rows(view, plans, visit)]
    if view.deposit.lasts_on(visit.now().day):
        lines += filter(None, [offer_line(view, visit)])
        rows.append([leave_button(view.share, visit)])
    return lines, rows


def _worth(view: ShareView, plan: MaturityPlan, visit: Visit) -> Markup:
    """Its value today and at maturity, and how the interest follows from that of the whole deposit."""
    deposit, words, currency = view.deposit, visit.words, view.deposit.currency
    shares = earned_on(deposit, view.active_shares, view.product, visit.now().day)
    today = next(each for each in shares if each.share_id == view.share.id)
    due = plan.of(view.share.id)
    lines = [
        words(
            "share-today",
            value=phrases.amount(today.payout_minor, currency, visit),
            interest=phrases.amount(today.interest_minor, currency, visit),
        ),
        words(
            "share-at-maturity",
            date=day(deposit.maturity_date, visit.locale),
            value=phrases.amount(due.payout_minor, currency, visit),
            interest=phrases.amount(due.interest_minor, currency, visit),
        ),
        _figure(
            view,
            deposit.outstanding_minor,
            sum(each.interest_minor for each in plan.proceeds),
            due.interest_minor,
            due.tax_minor,
            visit,
        ),
    ]
    return Markup("\n".join(lines))


def _figure(
    view: ShareView, whole_minor: int, earned_minor: int, interest_minor: int, tax_minor: int, visit: Visit
) -> Markup:
    """How a member's figure comes about: the interest of the whole, the part of it, the tax."""
    currency = view.deposit.currency
    return visit.words(
        "share-figure",
        whole=phrases.amount(whole_minor, currency, visit),
        earned=phrases.amount(earned_minor, currency, visit),
        principal=phrases.amount(view.share.principal_minor, currency, visit),
        interest=phrases.amount(interest_minor, currency, visit),
        tax=phrases.amount(tax_minor, currency, visit),
    )


async def _choices(view: ShareView, plans: _Plans, visit: Visit) -> Markup:
    """What each choice would bring as the others have chosen, and until when one may choose."""
    account = await _masked(view.share.account_id, visit)
    ask = visit.words("share-ask", date=day(view.deposit.payout_date, visit.locale))
    listed = [_choice_line(view, choice, plans[choice], account, visit) for choice in MaturityChoice]
    return Markup("\n".join([ask, *listed]) + f"\n\n{_renewing(view, plans, visit)}")


def _choice_line(
    view: ShareView, choice: MaturityChoice, plan: MaturityPlan, account: Markup, visit: Visit
) -> Markup:
    proceeds, words, currency = plan.of(view.share.id), visit.words, view.deposit.currency
    paid = phrases.amount(proceeds.payout_minor, currency, visit)
    name = words(f"share-choice-{choice.replace('_', '-')}")
    mark = Markup("●" if choice is view.share.maturity_choice else "○")
    if not proceeds.renewed_minor:
        return words("share-choice-paid", mark=mark, choice=name, paid=paid, account=account)
    renewed = phrases.amount(proceeds.renewed_minor, currency, visit)
    rate_percent = plan.renewal.annual_rate_percent
    assert rate_percent is not None, "what is renewed has a rate"
    rate = phrases.rate(rate_percent, visit)
    if not proceeds.payout_minor:
        return words("share-choice-renewed", mark=mark, choice=name, renewed=renewed, rate=rate)
    return words(
        "share-choice-both",
        mark=mark,
        choice=name,
        renewed=renewed,
        rate=rate,
        paid=paid,
        account=account,
    )


def _renewing(view: ShareView, plans: _Plans, visit: Visit) -> Markup:
    """What renewing is worth beside going alone then, and on what it depends.

    By the own choice; to who wants to be paid out, by the one that renews most.
    """
    chosen, words, currency = view.share.maturity_choice, visit.words, view.deposit.currency
    wished = MaturityChoice.RENEW_ALL if chosen is MaturityChoice.PAY_OUT else chosen
    renewal, terms = plans[wished].renewal, view.campaign.terms
    earned = plans[MaturityChoice.PAY_OUT].of(view.share.id)
    renewed_minor = renewable_minor(earned, wished)
    compared = renewal_compared(view.deposit, terms, view.product, renewed_minor, renewal)
    if compared is None:
        return words("share-renewal-not-offered")
    money = term_money(compared, terms.term_months, currency, visit)
    if renewal.reached:
        return worth(money, words("share-worth", date=day(view.deposit.maturity_date, visit.locale)))
    missing = words(
        "share-renewal-missing",
        missing=phrases.amount(renewal.missing_minor, currency, visit),
        needed=phrases.amount(renewal.needed_minor, currency, visit),
    )
    return worth(money, missing)


def _choice_rows(view: ShareView, plans: _Plans, visit: Visit) -> Iterator[Row]:
    share = view.share

    def button(choice: MaturityChoice) -> InlineKeyboardButton:
        chosen = choice is share.maturity_choice
        name = visit.words.plain(f"share-choice-{choice.replace('_', '-')}")
        data = MaturityTap(share_id=share.id, choice=choice)
        return tap(f"✓ {name}" if chosen else name, data, PRIMARY if chosen else None)

    yield [button(MaturityChoice.PAY_OUT)]
    yield [button(MaturityChoice.RENEW_PRINCIPAL), button(MaturityChoice.RENEW_ALL)]
    renews = share.maturity_choice is not MaturityChoice.PAY_OUT
    if renews and not plans[share.maturity_choice].renewal.reached:
        yield [new_pool_button(share.id, visit)]


# Once it has ended


async def _ended(view: ShareView, visit: Visit) -> tuple[Sequence[Markup], Sequence[Row]]:
    share, words = view.share, visit.words
    lines = [words(f"share-state-{share.state.replace('_', '-')}")]
    rows: list[Row] = []
    if share.state in AT_MATURITY:
        ended = [each for each in view.register if each.state in AT_MATURITY]
        whole_minor = sum(each.principal_minor for each in ended)
        earned_minor = sum(each.interest_minor for each in ended)
        lines.append(_figure(view, whole_minor, earned_minor, share.interest_minor, share.tax_minor, visit))
    if view.following is not None:
        renewed = phrases.amount(view.following.principal_minor, view.deposit.currency, visit)
        number = Markup(view.following.certificate_number)
        lines.append(words("share-renewed", renewed=renewed, number=number))
        rows.append([share_button(view.following.id, visit)])
    if view.payout is not None:
        lines += await _payout_lines(view.payout, view.campaign, visit)
        if view.payout.state is PayoutState.WAITING:
            rows += await redirect_rows(view.payout.id, view.deposit.currency, visit)
    if share.maturity_choice is not MaturityChoice.PAY_OUT and view.following is None:
        rows.append([new_pool_button(share.id, visit)])
    return lines, rows


async def _payout_lines(payout: Payout, campaign: Campaign, visit: Visit) -> Sequence[Markup]:
    words, currency = visit.words, campaign.terms.currency
    amount = phrases.amount(payout.amount_minor, currency, visit)
    figures = words(
        "notice-paid-out-figures",
        principal=phrases.amount(payout.principal_minor, currency, visit),
        interest=phrases.amount(payout.interest_minor, currency, visit),
        tax=phrases.amount(payout.tax_minor, currency, visit),
        amount=amount,
    )
    if payout.state is PayoutState.WAITING:
        return [figures, *await waiting_lines(payout, campaign, visit)]
    account = await _masked(payout.account_id, visit)
    if payout.paid_at is None:
        return [figures, words("share-on-its-way", amount=amount, account=account)]
    paid = words("share-paid", amount=amount, account=account, when=phrases.when(payout.paid_at, visit))
    return [figures, paid]


async def waiting_lines(
    waiting: Payout | PayoutWaiting, campaign: Campaign, visit: Visit
) -> Sequence[Markup]:
    """That money waits, and why."""
    currency = campaign.terms.currency
    return [
        visit.words(
            "notice-payout-waiting",
            campaign=campaign_name(campaign, visit),
            amount=phrases.amount(waiting.amount_minor, currency, visit),
            account=await _masked(waiting.account_id, visit),
        ),
        conditions_text(waiting.conditions, visit, currency),
    ]


async def redirect_rows(payout_id: PayoutId, currency: str, visit: Visit) -> Sequence[Row]:
    """A button for each own account that can take money that waits, and one to link another."""
    views = await visit.queries.accounts_of(visit.participant.id)
    able = [
        view.account
        for view in views
        if not view.link_conditions and not receiving_conditions(view.account, currency)
    ]
    rows: list[Row] = [
        [
            tap(
                visit.words.plain("share-button-redirect", account=mask_account(account.number)),
                RedirectTap(payout_id=payout_id, account_id=account.id),
                PRIMARY,
            )
        ]
        for account in able[:_ACCOUNTS_OFFERED]
    ]
    link = AccountTap(account_id=AccountId(""), action=AccountAction.LINK)
    word = "accounts-button-link-more" if able else "accounts-button-link"
    return [*rows, [tap(visit.words.plain(word), link)]]


async def _masked(account_id: AccountId, visit: Visit) -> Markup:
    account = await visit.queries.account(account_id)
    assert account is not None, "an account is never deleted"
    return mask_account(account.account.number)
