"""What is committed, as partners are told it: pure, and nothing of a member but what the chat shows to all."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from http import HTTPStatus

from bot.links import Links
from bot.partner_api import models
from bot.partner_api.problems import Problem
from bot.partner_keys import Mode
from core.domain.bank import TermDeposit
from core.domain.campaign import Campaign, latest_deadline
from core.domain.ids import CampaignId, DepositId, show_short_code
from core.domain.interest import add_months, interest, interest_for_term
from core.domain.moment import Moment
from core.domain.money import minor_digits
from core.domain.partner import Partner
from core.domain.payout import Payout, PayoutCause
from core.domain.product import DatedRates, Product
from core.domain.webhook import WebhookEndpoint
from core.views import (
    DeliveryState,
    DeliveryView,
    DesignationView,
    PartnerShareView,
    PartnersPayoutView,
    PartnersPledgeView,
)

LinksOf = Callable[[Campaign], Links]
"""The addresses that bring somebody to a campaign."""

MASK = "•••"
_CAMPAIGNS_KEPT = 2_000
TOTAL_OF_AT_LEAST = 3
"""A total of fewer would tell what somebody pledged."""


def utc(at: datetime) -> datetime:
    """The instant as it is told: in UTC, whole microseconds."""
    return at.astimezone(UTC)


def percent(rate: Decimal) -> str:
    """A rate as decimal text without an exponent."""
    return f"{rate:f}"


def masked(name: str) -> str:
    """The first letter of a name, and dots."""
    return name[:1] + MASK


def campaign_told(campaign: Campaign, mode: Mode, links_of: LinksOf) -> models.Campaign:
    """A campaign as its partner sees it."""
    terms, origin = campaign.terms, campaign.origin
    assert origin is not None, "a partner's campaign"
    links = links_of(campaign)
    return models.Campaign.model_construct(
        id=campaign.id,
        mode=mode,
        state=campaign.state,
        external_reference=origin.reference,
        metadata=dict(origin.metadata),
        product_code=terms.product_code,
        channel=terms.channel,
        currency=terms.currency,
        target_minor=terms.target_minor,
        pledged_minor=campaign.pledged_minor,
        remaining_minor=campaign.remaining_minor,
        member_count=campaign.member_count,
        head_count_max=terms.head_count_max,
        debit_amount_types=tuple(sorted(terms.debit_amount_types)),
        seat_amounts_minor=terms.seat_amounts_minor,
        member_minimum_minor=terms.member_minimum_minor,
        member_maximum_minor=terms.member_maximum_minor,
        multiple_minor=terms.multiple_minor,
        designated_only=campaign.designated_only,
        opened_at=utc(campaign.opened_at),
        deadline=utc(terms.deadline),
        closes_at=utc(campaign.closes_at),
        funded_at=None if campaign.funded_at is None else utc(campaign.funded_at),
        ended_reason=campaign.ended_reason or None,
        terms=_terms_told(campaign),
        link=models.Link.model_construct(
            url=links.anywhere,
            telegram_url=links.telegram,
            short_code=show_short_code(campaign.short_code),
        ),
        deposit_id=campaign.deposit_id,
    )


class CampaignsTold:
    """Campaigns as their partners see them, written once for each version of one; of the latest some are kept."""

    def __init__(self, mode: Mode, links_of: LinksOf) -> None:
        self._mode = mode
        self._links_of = links_of
        self._kept: OrderedDict[tuple[CampaignId, int], models.Campaign] = OrderedDict()

    def __call__(self, campaign: Campaign) -> models.Campaign:
        """The campaign as it is by now."""
        version = (campaign.id, campaign.version)
        told = self._kept.get(version)
        if told is None:
            told = self._kept[version] = campaign_told(campaign, self._mode, self._links_of)
            if len(self._kept) > _CAMPAIGNS_KEPT:
                self._kept.popitem(last=False)
        return told


def _terms_told(campaign: Campaign) -> models.Terms:
    terms = campaign.terms
    return models.Terms.model_construct(
        term_months=terms.term_months,
        annual_rate_percent=percent(terms.annual_rate_percent),
        demand_rate_percent=percent(terms.demand_rate_percent),
        tiers=_tiers(terms.rates),
        day_count=terms.day_count,
        compounding=terms.compounding,
        rounding=terms.rounding,
        early_exit=terms.early_exit,
        maturity_default=terms.maturity_default,
        digest=terms.digest,
    )


def _tiers(rates: DatedRates) -> tuple[models.Tier, ...]:
    return tuple(
        models.Tier.model_construct(
            from_minor=tier.from_minor, annual_rate_percent=percent(tier.annual_rate_percent)
        )
        for tier in rates.tiers
    )


def pledge_told(view: PartnersPledgeView) -> models.Pledge:
    """A pledge without its amount, and hardly anything of whose it is."""
    pledge = view.pledge
    return models.Pledge(
        id=pledge.id,
        member=masked(view.name),
        state=pledge.state,
        debit_amount_type=pledge.amount.debit_amount_type,
        pledged_at=utc(pledge.pledged_at),
    )


def designee_told(view: DesignationView) -> models.Designee:
    """A designated person, by no more than what their initiator gave."""
    designation = view.designation
    designee = designation.designee
    return models.Designee(
        id=designation.id,
        telegram_user_id=designee.telegram_user_id,
        phone=None if designee.phone is None else MASK + designee.phone[-4:],
        name=designee.name if designation.participant_id is None else masked(view.name),
        state=view.state,
        designated_at=utc(designation.designated_at),
        opened_at=None if designation.opened_at is None else utc(designation.opened_at),
    )


def deposit_told(deposit: TermDeposit) -> models.Deposit:
    """A term deposit."""
    earned = interest(
        deposit.principal_minor,
        deposit.annual_rate_percent,
        deposit.value_date,
        deposit.maturity_date,
        deposit.day_count,
        deposit.compounding,
        deposit.rounding,
        minor_digits(deposit.currency),
    )
    return models.Deposit(
        id=deposit.id,
        campaign_id=deposit.campaign_id,
        state=deposit.state,
        product_code=deposit.product_code,
        currency=deposit.currency,
        principal_minor=deposit.principal_minor,
        annual_rate_percent=percent(deposit.annual_rate_percent),
        day_count=deposit.day_count,
        value_date=deposit.value_date,
        maturity_date=deposit.maturity_date,
        interest_minor=earned.interest_minor,
    )


def certificate_told(view: PartnerShareView) -> models.Certificate:
    """A certificate without its amount."""
    share = view.share
    return models.Certificate(
        number=share.certificate_number,
        share_id=share.id,
        pledge_id=share.pledge_id,
        member=masked(view.name),
        state=share.state,
        issued_at=utc(share.issued_at),
    )


def payouts_told(views: Sequence[PartnersPayoutView]) -> models.PayoutList:
    """Payouts without their amounts, and what they come to where that tells of nobody."""
    matured: dict[DepositId, list[Payout]] = {}
    for view in views:
        if view.payout.cause is PayoutCause.MATURITY:
            matured.setdefault(view.payout.deposit_id, []).append(view.payout)
    return models.PayoutList(
        data=tuple(map(_payout_told, views)),
        totals=tuple(
            _total_told(deposit_id, payouts)
            for deposit_id, payouts in matured.items()
            if len(payouts) >= TOTAL_OF_AT_LEAST
        ),
    )


def _payout_told(view: PartnersPayoutView) -> models.Payout:
    payout = view.payout
    return models.Payout(
        id=payout.id,
        share_id=payout.share_id,
        deposit_id=payout.deposit_id,
        member=masked(view.name),
        cause=payout.cause,
        state=payout.state,
        ordered_at=utc(payout.ordered_at),
        paid_at=None if payout.paid_at is None else utc(payout.paid_at),
    )


def _total_told(deposit_id: DepositId, payouts: Sequence[Payout]) -> models.PayoutTotal:
    return models.PayoutTotal(
        deposit_id=deposit_id,
        count=len(payouts),
        principal_minor=sum(each.principal_minor for each in payouts),
        interest_minor=sum(each.interest_minor for each in payouts),
        tax_minor=sum(each.tax_minor for each in payouts),
        amount_minor=sum(each.amount_minor for each in payouts),
    )


def endpoint_told(endpoint: WebhookEndpoint) -> models.Endpoint:
    """A webhook endpoint, without its secrets."""
    return models.Endpoint(
        id=endpoint.id,
        url=endpoint.url,
        event_types=endpoint.event_types,
        state=endpoint.state,
        registered_at=utc(endpoint.registered_at),
    )


def endpoint_told_with_secret(endpoint: WebhookEndpoint) -> models.EndpointWithSecret:
    """A webhook endpoint with its newest secret."""
    told = endpoint_told(endpoint)
    return models.EndpointWithSecret(**dict(told), secret=endpoint.secrets[-1].value)


def delivery_told(view: DeliveryView) -> models.Delivery:
    """How far a delivery has come."""
    event = view.delivery.event
    waits = view.state is DeliveryState.WAITING
    return models.Delivery(
        id=view.delivery.id,
        event_id=event.id,
        type=event.type,
        campaign_id=event.campaign_id,
        object_id=event.subject_id,
        occurred_at=utc(event.at),
        state=view.state,
        attempts=view.attempts,
        next_attempt_at=utc(view.due_at) if waits else None,
        ended_at=None if view.ended_at is None else utc(view.ended_at),
        last_status=view.last_status,
        last_failure=view.last_failure,
    )


def product_told(product: Product, partner: Partner, now: Moment) -> models.Product:
    """A product of the catalogue."""
    return models.Product(
        code=product.code,
        currency=product.currency,
        term_months=product.term_months,
        offered=product.offered,
        permitted=product.code in partner.permissions.products,
        minimum_minor=product.minimum_minor,
        maximum_minor=product.maximum_minor,
        multiple_minor=product.multiple_minor,
        member_minimum_minor=product.member_minimum_minor,
        head_count_max=product.head_count_max,
        channels=tuple(sorted(product.channels)),
        tiers=_tiers(product.rates_on(now.day)),
        demand_rate_percent=percent(product.demand_rate_percent),
        day_count=product.day_count,
        rate_guarantee_days=product.rate_guarantee_days,
        latest_deadline=utc(latest_deadline(product, now)),
    )


def quote_told(product: Product, amount_minor: int, now: Moment) -> models.Quote | None:
    """What the amount would earn from today on; None below the product's first tier, and above its maximum."""
    tier = product.tier_for(amount_minor, now.day)
    if tier is None or amount_minor > product.maximum_minor:
        return None
    earned = interest_for_term(
        amount_minor,
        tier.annual_rate_percent,
        now.day,
        product.term_months,
        product.day_count,
        product.compounding,
        product.rounding,
        minor_digits(product.currency),
    )
    return models.Quote(
        product_code=product.code,
        currency=product.currency,
        amount_minor=amount_minor,
        annual_rate_percent=percent(tier.annual_rate_percent),
        value_date=now.day,
        maturity_date=add_months(now.day, product.term_months),
        interest_minor=earned.interest_minor,
        maturity_minor=earned.maturity_minor,
    )


def partner_told(partner: Partner, mode: Mode, now: Moment) -> models.PartnerTold:
    """Who asks, and what they may."""
    permissions = partner.permissions
    return models.PartnerTold(
        id=partner.id,
        name=partner.name,
        mode=mode,
        scopes=tuple(sorted(permissions.scopes)),
        products=tuple(sorted(permissions.products)),
        channels=tuple(sorted(permissions.channels)),
        currency=permissions.currency,
        target_maximum_minor=permissions.target_maximum_minor,
        campaigns_per_day=permissions.campaigns_per_day,
        campaigns_left_today=max(0, permissions.campaigns_per_day - partner.opened_today(now.day)),
    )


def problem_told(problem: Problem, request_id: str) -> models.ProblemTold:
    """A problem as RFC 9457 has it; the refusal's own facts stand beside."""
    return models.ProblemTold(
        title=HTTPStatus(problem.status).phrase,
        status=problem.status,
        code=problem.code,
        detail=problem.detail,
        request_id=request_id,
        conditions=tuple(
            models.FailedCondition(code=each.code, required=each.required, found=each.found)
            for each in problem.conditions
        ),
        faults=tuple(models.Fault(pointer=each.pointer, detail=each.detail) for each in problem.faults),
        **problem.facts,
    )
