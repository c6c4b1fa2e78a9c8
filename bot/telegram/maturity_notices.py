"""What members hear of a deposit's end: what is coming, what was paid or renewed, and what waits for them."""

from collections.abc import Sequence

from bot.locales import Markup
from bot.locales.formatting import day, mask_account
from bot.telegram.refusals import conditions_text
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.deposit import MaturityChoice
from core.domain.ids import AccountId
from core.domain.notice import MaturityAhead, PaidOut, PayoutWaiting

MaturityNotice = MaturityAhead | PaidOut | PayoutWaiting


async def maturity_lines(notice: MaturityNotice, campaign: Campaign, visit: Visit) -> Sequence[Markup]:
    """The notice in its reader's words, a paragraph each."""
    match notice:
        case MaturityAhead():
            return _ahead(notice, campaign, visit)
        case PaidOut():
            return await _paid_out(notice, campaign, visit)
        case PayoutWaiting():
            return await _waiting(notice, campaign, visit)


def _ahead(notice: MaturityAhead, campaign: Campaign, visit: Visit) -> Sequence[Markup]:
    words, name, currency = visit.words, campaign_name(campaign, visit), campaign.terms.currency
    on = day(notice.payout_date, visit.locale)
    lines = [words("notice-maturity-ahead", stage=notice.stage, date=on, campaign=name)]
    if notice.payout_minor:
        lines.append(
            words("notice-maturity-paid-out", amount=phrases.amount(notice.payout_minor, currency, visit))
        )
    if notice.renewed_minor and notice.rate_percent is not None:
        renewed = phrases.amount(notice.renewed_minor, currency, visit)
        lines.append(
            words("notice-maturity-renewed", amount=renewed, rate=phrases.rate(notice.rate_percent, visit))
        )
    if notice.missing_minor:
        missing = phrases.amount(notice.missing_minor, currency, visit)
        lines.append(words("notice-maturity-missing", missing=missing))
    elif notice.choice is not MaturityChoice.PAY_OUT and notice.rate_percent is None:
        lines.append(words("notice-maturity-not-offered"))
    return lines


async def _paid_out(notice: PaidOut, campaign: Campaign, visit: Visit) -> Sequence[Markup]:
    words, currency = visit.words, campaign.terms.currency
    amount_minor = notice.principal_minor + notice.interest_minor - notice.tax_minor
    amount = phrases.amount(amount_minor, currency, visit)
    lines = [
        words(
            "notice-paid-out",
            campaign=campaign_name(campaign, visit),
            amount=amount,
            account=await _masked(notice.account_id, visit),
        ),
        words(
            "notice-paid-out-figures",
            principal=phrases.amount(notice.principal_minor, currency, visit),
            interest=phrases.amount(notice.interest_minor, currency, visit),
            tax=phrases.amount(notice.tax_minor, currency, visit),
            amount=amount,
        ),
    ]
    if notice.not_renewed:
        lines.append(words("notice-paid-out-not-renewed"))
    return lines


async def _waiting(notice: PayoutWaiting, campaign: Campaign, visit: Visit) -> Sequence[Markup]:
    currency = campaign.terms.currency
    return [
        visit.words(
            "notice-payout-waiting",
            campaign=campaign_name(campaign, visit),
            amount=phrases.amount(notice.amount_minor, currency, visit),
            account=await _masked(notice.account_id, visit),
        ),
        conditions_text(notice.conditions, visit, currency),
    ]


async def _masked(account_id: AccountId, visit: Visit) -> str:
    account = await visit.queries.account(account_id)
    assert account is not None, "an account is never deleted"
    return mask_account(account.account.number)
