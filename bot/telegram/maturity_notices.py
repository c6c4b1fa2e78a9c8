"""What members hear of a deposit's end: what is coming, what was paid or renewed, and what waits for them."""

from collections.abc import Sequence

from bot.locales import Markup
from bot.locales.formatting import day, mask_account
from bot.telegram.keyboards import Row
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.share import new_pool_button, redirect_rows, share_button, waiting_lines
from bot.telegram.render.working import working_button
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
            return await waiting_lines(notice, campaign, visit)


async def maturity_rows(notice: MaturityNotice, campaign: Campaign, visit: Visit) -> Sequence[Row]:
    """What its reader can do about it with one tap."""
    match notice:
        case MaturityAhead():
            lacking = notice.choice is not MaturityChoice.PAY_OUT and not notice.renewed_minor
            new_pool = [[new_pool_button(notice.share_id, visit)]] if lacking else []
            return [[share_button(notice.share_id, visit)], *new_pool]
        case PaidOut():
            payout = await visit.queries.payout(notice.payout_id)
            assert payout is not None, "a payout is never deleted"
            new_pool = [[new_pool_button(payout.share_id, visit)]] if notice.not_renewed else []
            return [
                [share_button(payout.share_id, visit), working_button(payout.share_id, visit)],
                *new_pool,
            ]
        case PayoutWaiting():
            return await redirect_rows(notice.payout_id, campaign.terms.currency, visit)


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


async def _masked(account_id: AccountId, visit: Visit) -> str:
    account = await visit.queries.account(account_id)
    assert account is not None, "an account is never deleted"
    return mask_account(account.account.number)
