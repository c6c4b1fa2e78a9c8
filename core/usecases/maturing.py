"""The life of a deposit: its interest day by day, what its members are told and choose, its maturity, their money."""

from dataclasses import replace

from core.book import Book
from core.bookkeeping import book_accruals
from core.commands import (
    AccrueInterest,
    ActorKind,
    AnnounceMaturity,
    ChooseMaturity,
    Done,
    MatureDeposit,
    RedirectPayout,
)
from core.domain.bank import CloseDeposit, DepositState, Part, PayOut, Renewal, TermDeposit
from core.domain.campaign import Campaign
from core.domain.conditions import FailedCondition
from core.domain.deposit import MaturityChoice, Share, ShareState, certificate_number, check_register
from core.domain.errors import AccountCannotReceive, NotDue, PayoutUnknown, ShareFixed, ShareUnknown
from core.domain.ids import CampaignId, DepositId, PayoutId, ShareId
from core.domain.maturity import MaturityPlan, plan_maturity
from core.domain.moment import Moment
from core.domain.notice import MaturityAhead, PaidOut, PayoutWaiting, ShareRenewed, WaitingEnded
from core.domain.payout import Payout, PayoutCause, PayoutState
from core.reach import Reach
from core.usecases.pooling import known_campaign, linked_account
from core.usecases.registry import use_case


def _whole_deposit(command: AnnounceMaturity | MatureDeposit) -> Reach:
    return Reach(whole_deposits=frozenset({command.deposit_id}))


@use_case(
    AccrueInterest,
    actors={ActorKind.SYSTEM},
    reach=lambda command: Reach(deposits=frozenset({command.deposit_id})),
)
def accrue_interest(book: Book, command: AccrueInterest, now: Moment) -> Done:
    """Book the interest of each day before today that the books miss. Raises NotDue if they miss none."""
    deposit = active_deposit(book, command.deposit_id)
    if min(now.day, deposit.maturity_date) <= deposit.accrued_to:
        raise NotDue(deposit.state.value)
    book_accruals(book, deposit, now.day, now)
    return Done()


@use_case(AnnounceMaturity, actors={ActorKind.SYSTEM}, reach=_whole_deposit)
def announce_maturity(book: Book, command: AnnounceMaturity, now: Moment) -> Done:
    """Tell each member what maturity brings by their choice, and whether enough want to renew.

    Of announcements that were missed only the latest is made, and none once the money moves. Raises NotDue if there is
    nothing to announce, and while the campaign is paused.
    """
    deposit = active_deposit(book, command.deposit_id)
    campaign = known_campaign(book, deposit.campaign_id)
    campaign.check_not_paused()
    stage = deposit.stage_on(now.day)
    if stage is None:
        raise NotDue(deposit.state.value)
    book.deposits.put(deposit.id, replace(deposit, announced=stage))
    if now.day >= deposit.payout_date:
        return Done()
    shares, plan = _plan(book, campaign, deposit)
    for share, proceeds in zip(shares, plan.proceeds, strict=True):
        stays = share.maturity_choice is not MaturityChoice.PAY_OUT
        book.tell(
            MaturityAhead(
                to=share.participant_id,
                campaign_id=campaign.id,
                share_id=share.id,
                stage=stage,
                payout_date=deposit.payout_date,
                choice=share.maturity_choice,
                payout_minor=proceeds.payout_minor,
                renewed_minor=proceeds.renewed_minor,
                missing_minor=plan.renewal.missing_minor if stays else 0,
                rate_percent=plan.renewal.annual_rate_percent,
            )
        )
    return Done()


@use_case(MatureDeposit, actors={ActorKind.SYSTEM}, settles=True, reach=_whole_deposit)
def mature_deposit(book: Book, command: MatureDeposit, now: Moment) -> Done:
    """Book all interest up to maturity, and order one closing that pays out or renews every share.

    Raises NotDue unless the deposit is active and its payout date has come, and while the campaign is paused.
    """
    deposit = active_deposit(book, command.deposit_id)
    campaign = known_campaign(book, deposit.campaign_id)
    campaign.check_not_paused()
    maturing = deposit.maturing(now.day)
    book_accruals(book, maturing, maturing.maturity_date, now)
    _, plan = _plan(book, campaign, deposit)
    parts = tuple(
        Part(
            share_id=each.share_id,
            payout_id=PayoutId(book.ids.mint("pay")) if each.payout_minor else None,
            principal_minor=each.principal_minor,
            interest_minor=each.interest_minor,
            tax_minor=each.tax_minor,
            renewed_minor=each.renewed_minor,
        )
        for each in plan.proceeds
    )
    closing = CloseDeposit(deposit.id, deposit.maturity_date, parts, _renewal(book, campaign, deposit, plan))
    book.order(campaign.id, closing, deposit_id=deposit.id)
    return Done()


def _renewal(book: Book, campaign: Campaign, deposit: TermDeposit, plan: MaturityPlan) -> Renewal | None:
    """The next deposit: of the same terms, but the rate is that of the maturity date."""
    rate_percent = plan.renewal.annual_rate_percent
    if not plan.renewed_minor or rate_percent is None:
        return None
    terms = campaign.terms
    return Renewal(
        deposit_id=DepositId(book.ids.mint("dep")),
        principal_minor=plan.renewed_minor,
        currency=deposit.currency,
        product_code=deposit.product_code,
        term_months=terms.term_months,
        annual_rate_percent=rate_percent,
        day_count=deposit.day_count,
        compounding=deposit.compounding,
        rounding=deposit.rounding,
        business_day_rule=terms.later.business_day_rule,
    )


@use_case(
    ChooseMaturity,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(shares=frozenset({command.share_id})),
)
def choose_maturity(book: Book, command: ChooseMaturity, now: Moment) -> Done:
    """Say what is to become of a share, until the day before its money moves. Raises ShareUnknown or ShareFixed."""
    share = own_share(book, command.share_id, command.actor.id)
    share.check_active()
    deposit = _deposit(book, share.deposit_id)
    if deposit.state is not DepositState.ACTIVE or now.day >= deposit.payout_date:
        raise ShareFixed(deposit.state.value)
    book.put_share(replace(share, maturity_choice=command.choice))
    return Done()


@use_case(
    RedirectPayout,
    actors={ActorKind.PARTICIPANT},
    settles=True,
    reach=lambda command: Reach(
        payouts=frozenset({command.payout_id}), accounts=frozenset({command.account_id})
    ),
)
def redirect_payout(book: Book, command: RedirectPayout, now: Moment) -> Done:
    """Have money that waits paid to an account of one's own.

    Raises PayoutUnknown, PayoutFixed unless it waits, AccountNotLinked, AccountNotValid if the link does not hold any
    more, or AccountCannotReceive if that account cannot take it either; then it waits on.
    """
    payout = book.payouts[command.payout_id]
    if payout is None or payout.participant_id != command.actor.id:
        raise PayoutUnknown
    redirected = payout.redirected(command.account_id, now.at)
    linked_account(book, command.account_id, payout.participant_id)
    order_payment(book, redirected, _deposit(book, payout.deposit_id).currency)
    return Done()


def _deposit(book: Book, deposit_id: DepositId) -> TermDeposit:
    deposit = book.deposits[deposit_id]
    assert deposit is not None, "a deposit is never deleted"
    return deposit


def active_deposit(book: Book, deposit_id: DepositId) -> TermDeposit:
    deposit = book.deposits[deposit_id]
    if deposit is None or deposit.state is not DepositState.ACTIVE:
        raise NotDue("missing" if deposit is None else deposit.state.value)
    return deposit


def own_share(book: Book, share_id: ShareId, participant_id: str) -> Share:
    share = book.shares[share_id]
    if share is None or share.participant_id != participant_id:
        raise ShareUnknown
    return share


def _plan(book: Book, campaign: Campaign, deposit: TermDeposit) -> tuple[tuple[Share, ...], MaturityPlan]:
    product = book.products[deposit.product_code]
    assert product is not None, "a product is never deleted"
    shares = book.active_shares(deposit.id)
    return shares, plan_maturity(deposit, shares, campaign.terms, product)


# What follows from the bank's answers


def deposit_closed(book: Book, campaign_id: CampaignId, closing: CloseDeposit, now: Moment) -> None:
    """Every share has ended: its money is ordered to its account, or has gone on into a share of the next deposit."""
    deposit = _deposit(book, closing.deposit_id)
    renewed: list[Share] = []
    for part in closing.parts:
        share = book.shares[part.share_id]
        assert share is not None, "a share is never deleted"
        state = ShareState.RENEWED if part.renewed_minor else ShareState.PAYABLE
        book.put_share(share.ended(state, part.interest_minor, part.tax_minor))
        if part.renewed_minor and closing.renewal is not None:
            renewed.append(_renew(book, share, part, closing.renewal.deposit_id, len(renewed) + 1, now))
        if part.payout_id is not None:
            payout = _payout(campaign_id, share, part, part.payout_id, now)
            order_payment(book, payout, deposit.currency)
    if closing.renewal is not None:
        following = _deposit(book, closing.renewal.deposit_id)
        check_register(renewed, following.principal_minor)
        book.deposits.put(following.id, replace(following, register_size=len(renewed)))
        book.put_campaign(known_campaign(book, campaign_id).renewed(following.id))
    else:
        dissolve_line(book, campaign_id)
    for share in renewed:
        book.tell(ShareRenewed(share.participant_id, campaign_id, share.id))


def dissolve_line(book: Book, campaign_id: CampaignId) -> None:
    """Nothing of the deposit can be bought any more: who waits in line waits no longer, and hears of it."""
    campaign = known_campaign(book, campaign_id)
    if campaign.waiting.line:
        book.put_campaign(campaign.line_dissolved())
        book.tell(*(WaitingEnded(each, campaign_id) for each in campaign.waiting.line))


def _renew(book: Book, share: Share, part: Part, deposit_id: DepositId, position: int, now: Moment) -> Share:
    following = _deposit(book, deposit_id)
    renewed = Share(
        id=ShareId(book.ids.mint("shr")),
        deposit_id=following.id,
        pledge_id=share.pledge_id,
        participant_id=share.participant_id,
        account_id=share.account_id,
        principal_minor=part.renewed_minor,
        certificate_number=certificate_number(following.number, position),
        issued_at=now.at,
        owned_from=following.value_date,
        acquired_from=share.id,
    )
    book.put_share(renewed)
    return renewed


def _payout(campaign_id: CampaignId, share: Share, part: Part, payout_id: PayoutId, now: Moment) -> Payout:
    """What a part pays out: all of it, or the interest alone if its principal goes on."""
    return Payout.of_share(
        share,
        payout_id,
        campaign_id,
        PayoutCause.MATURITY,
        now.at,
        principal_minor=part.principal_minor - part.renewed_minor,
        interest_minor=part.interest_minor,
        tax_minor=part.tax_minor,
    )


def order_payment(book: Book, payout: Payout, currency: str) -> None:
    """Write a payout, and have the bank pay it."""
    book.payouts.put(payout.id, payout)
    paying = PayOut(payout.id, payout.account_id, payout.amount_minor, currency)
    book.order(payout.campaign_id, paying, payout_id=payout.id)


def payout_paid(book: Book, payout_id: PayoutId, now: Moment) -> None:
    """The money is on its account; when it was the last that the deposit owed, the deposit is closed."""
    payout = _known_payout(book, payout_id)
    share = book.shares[payout.share_id]
    assert share is not None, "a share is never deleted"
    book.payouts.put(payout.id, payout.paid(now.at))
    if share.state is ShareState.PAYABLE:
        book.put_share(replace(share, state=ShareState.PAID_OUT))
    book.deposits.put(payout.deposit_id, _deposit(book, payout.deposit_id).paid_one())
    wished = share.maturity_choice is not MaturityChoice.PAY_OUT
    book.tell(
        PaidOut(
            to=payout.participant_id,
            campaign_id=payout.campaign_id,
            payout_id=payout.id,
            account_id=payout.account_id,
            principal_minor=payout.principal_minor,
            interest_minor=payout.interest_minor,
            tax_minor=payout.tax_minor,
            not_renewed=wished
            and payout.cause is PayoutCause.MATURITY
            and share.state is not ShareState.RENEWED,
        )
    )


def payout_refused(
    book: Book, payout_id: PayoutId, conditions: tuple[FailedCondition, ...], *, at_once: bool
) -> None:
    """The account cannot take the money: it waits in its member's name, and they hear how to name another.

    Raises AccountCannotReceive if that is the answer to an account which the member has just named.
    """
    payout = _known_payout(book, payout_id)
    if at_once and payout.redirects:
        raise AccountCannotReceive(conditions)
    book.payouts.put(payout.id, payout.refused(conditions))
    book.tell(
        PayoutWaiting(
            to=payout.participant_id,
            campaign_id=payout.campaign_id,
            payout_id=payout.id,
            account_id=payout.account_id,
            amount_minor=payout.amount_minor,
            conditions=conditions,
        )
    )


def _known_payout(book: Book, payout_id: PayoutId) -> Payout:
    payout = book.payouts[payout_id]
    assert payout is not None, "a payout is never deleted"
    assert payout.state is PayoutState.ORDERED, f"{payout_id} is {payout.state}"
    return payout
