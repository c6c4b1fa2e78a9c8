"""What a decision is worth beside going alone: one line of money, and one line of words below it.

Wherever somebody decides, these two lines are the last paragraph before what is to be read in full. The words say on
what the money depends; a difference that is none, or the other way round, is said as what it is.
"""

from collections.abc import Sequence
from datetime import date

from bot.locales import Markup
from bot.locales.catalogue import Argument
from bot.locales.formatting import day
from bot.telegram.render import phrases
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.comparison import (
    Comparison,
    Verdict,
    pledge_compared,
    sale_compared,
    share_compared,
    withdrawal_compared,
)
from core.domain.money import minor_digits
from core.domain.pledge import PledgeAmount
from core.views import CampaignView, ShareView

_USUAL = 1_000
"""In major units: for so much it is told where nobody has named an amount."""


def worth(money: Markup, words: Markup) -> Markup:
    """Both lines."""
    return Markup(f"{money}\n{words}")


def pledge_worth(view: CampaignView, amount_minor: int, visit: Visit) -> Comparison:
    """A pledge of so much to this campaign, beside going alone."""
    return pledge_compared(view.campaign.terms, view.product, amount_minor, visit.now().day)


def usual_minor(target_minor: int, currency: str) -> int:
    """An amount to tell it for, within the target."""
    unit_minor: int = 10 ** minor_digits(currency)
    return min(_USUAL * unit_minor, target_minor)


def usual_money(view: CampaignView, visit: Visit) -> Markup:
    """The line for who has named no amount: of a pledge, or of a share once the deposit is open."""
    terms, deposit = view.campaign.terms, view.deposit
    if deposit is not None:
        share_minor = usual_minor(deposit.outstanding_minor, terms.currency)
        compared = share_compared(deposit, terms, view.product, share_minor, visit.now().day)
        return until_money(compared, terms.currency, visit)
    amount_minor = max(usual_minor(terms.target_minor, terms.currency), terms.member_minimum_minor)
    return term_money(pledge_worth(view, amount_minor, visit), terms.term_months, terms.currency, visit)


def term_money(compared: Comparison, term_months: int, currency: str, visit: Visit) -> Markup:
    """What an amount earns over the term, and how much more that is than alone."""
    term = phrases.term(term_months, visit)
    return visit.words("worth-term", **_facts(compared, currency, visit), how=compared.verdict, term=term)


def until_money(compared: Comparison, currency: str, visit: Visit) -> Markup:
    """The same of what runs already, until its day."""
    until = day(compared.end, visit.locale)
    facts = _facts(compared, currency, visit)
    return visit.words("worth-until", **facts, how=compared.verdict, until=until)


def given_up_money(compared: Comparison, term_months: int, currency: str, visit: Visit) -> Markup:
    """What is given up by staying alone with an amount."""
    if compared.verdict is not Verdict.MORE:
        return term_money(compared, term_months, currency, visit)
    term = phrases.term(term_months, visit)
    alone = phrases.amount(compared.alone_minor, currency, visit)
    facts = {**_facts(compared, currency, visit), "rate": phrases.rate(compared.alone_rate_percent, visit)}
    return visit.words("worth-given-up", **{**facts, "alone": alone}, term=term)


def leaving_worth(view: ShareView, on: date, visit: Visit) -> Markup:
    """What selling a share on a day, or withdrawing it, brings beside breaking a deposit of one's own."""
    currency, words = view.deposit.currency, visit.words
    left = view.deposit, view.share, view.campaign.terms, view.product, on
    sold, withdrawn = sale_compared(*left), withdrawal_compared(*left)
    money = words(
        "worth-left",
        amount=phrases.amount(sold.amount_minor, currency, visit),
        day=day(on, visit.locale),
        alone=phrases.amount(sold.alone_minor, currency, visit),
        sold=sold.verdict,
        sold_difference=phrases.amount(abs(sold.gain_minor), currency, visit),
        withdrawn=withdrawn.verdict,
        withdrawn_difference=phrases.amount(abs(withdrawn.gain_minor), currency, visit),
    )
    return worth(money, words("worth-left-needs-buyer"))


def amounts_money(view: CampaignView, amounts: Sequence[PledgeAmount], visit: Visit) -> Markup:
    """Each of these amounts with what it earns more than alone."""
    words, terms = visit.words, view.campaign.terms
    term = phrases.term(terms.term_months, visit)
    each = [pledge_worth(view, amount.amount_minor, visit) for amount in amounts]
    if all(compared.verdict is Verdict.SAME for compared in each):
        return words("worth-amounts-same", term=term)
    listed = (
        words(
            "worth-amount",
            amount=phrases.amount(compared.amount_minor, terms.currency, visit),
            difference=phrases.amount(abs(compared.gain_minor), terms.currency, visit),
            how=compared.verdict,
        )
        for compared in each
    )
    return words("worth-amounts", term=term, listed=Markup(" · ".join(listed)))


def then_lacks(campaign: Campaign, remaining_minor: int, visit: Visit) -> Markup:
    """What a change leaves for others to fill, or nobody earns anything."""
    return visit.words(
        "worth-then-lacks",
        remaining=phrases.amount(remaining_minor, campaign.terms.currency, visit),
        deadline=phrases.when(campaign.closes_at, visit),
    )


def _facts(compared: Comparison, currency: str, visit: Visit) -> dict[str, Argument]:
    rate = phrases.rate(compared.alone_rate_percent, visit)
    return {
        "amount": phrases.amount(compared.amount_minor, currency, visit),
        "interest": phrases.amount(compared.together_minor, currency, visit),
        "difference": phrases.amount(abs(compared.gain_minor), currency, visit),
        "alone": rate if compared.deposit_alone else visit.words("worth-on-demand", rate=rate),
    }
