"""What somebody must be told before they agree to a campaign's terms: the same words in chat and on the public page."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.locales import Key, Markup, Words
from bot.locales.formatting import money, percent
from core.domain.campaign import Terms
from core.domain.interest import DayCount, interest_for_term

DAY_COUNTS = {
    DayCount.PERIODS: Key("pledging-day-count-periods"),
    DayCount.ACT_360: Key("pledging-day-count-act-360"),
    DayCount.ACT_365F: Key("pledging-day-count-act-365f"),
    DayCount.THIRTY_E_360: Key("pledging-day-count-thirty-e-360"),
}


def disclosure_lines(
    terms: Terms, insured_cap_minor: int | None, words: Words, today: date
) -> Iterator[Markup]:
    """The terms, a line of HTML for each thing that must be known before one agrees; the cap is the product's."""
    rate, yearly = (
        percent(each, words.locale) for each in (terms.annual_rate_percent, yearly_yield(terms, today))
    )
    yield words("pledging-terms-rate", rate=rate, yearly=yearly)
    yield words(
        "pledging-terms-day-count",
        day_count=words(DAY_COUNTS[terms.day_count]),
        compounding=words(f"pledging-compounding-{terms.compounding}"),
    )
    yield words("pledging-terms-term", term=words("term-months", months=terms.term_months))
    demand_rate = percent(terms.demand_rate_percent, words.locale)
    yield words(f"pledging-early-exit-{terms.early_exit.replace('_', '-')}", rate=demand_rate)
    yield words(
        "pledging-terms-exits",
        count=terms.later.early_withdrawals_max,
        lock_in_days=terms.later.lock_in_days,
        remainder=terms.later.remainder_rate,
    )
    transfer_rate = percent(terms.later.transfer_rate_percent, words.locale)
    yield words("pledging-terms-selling", rate=transfer_rate)
    yield words(f"pledging-maturity-{terms.maturity_default.replace('_', '-')}")
    yield words("pledging-terms-withdraw")
    mend, refill = (
        words("pledging-hours", count=seconds // 3600)
        for seconds in (terms.mend_window_seconds, terms.refill_window_seconds)
    )
    yield words("pledging-terms-repair", mend=mend, refill=refill)
    if insured_cap_minor is not None:
        insured = money(insured_cap_minor, terms.currency, words.locale)
        yield words("pledging-terms-insured", insured=insured)


def yearly_yield(terms: Terms, value_date: date) -> Decimal:
    """年化收益率 in percent to two decimals: interest ÷ principal ÷ years, of a principal too large to be rounded."""
    principal_minor = 10**12
    earned = interest_for_term(
        principal_minor,
        terms.annual_rate_percent,
        value_date,
        terms.term_months,
        terms.day_count,
        terms.compounding,
        terms.rounding,
    )
    yearly = Decimal(earned.interest_minor) / principal_minor * 12 / terms.term_months * 100
    return yearly.quantize(Decimal("0.01"), ROUND_HALF_UP)
