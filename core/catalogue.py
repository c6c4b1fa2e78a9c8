"""The products a new house bank opens with: CNY time deposits whose rate floats up from ¥10,000.

The base rates are those that China's large state-owned banks posted for 整存整取 from 24 October 2015 on (demand
0.30 %; 3 months 1.35 %, 6 months 1.55 %, 1 year 1.75 %, 2 years 2.25 %, 3 and 5 years 2.75 %). The tier from
¥10,000 floats each up by 40 %, as in the published application CN113034187A (1.75 % to 2.45 %). Admins change
them by date. What they promise later is what such banks do: money moves on the maturity date whatever day that is, one
share may be withdrawn early from a deposit (部分提前支取), interest is free of tax since 9 October 2008, and ¥500,000
per person and bank are insured (存款保险条例).
"""

from datetime import date
from decimal import Decimal

from core.domain.account import AccountClass
from core.domain.interest import Compounding, DayCount, Rounding
from core.domain.product import Channel, DatedRates, Product, RateTier
from core.domain.tax import CHINA_INTEREST_TAX

_YUAN_MINOR = 100
_EFFECTIVE_FROM = date(2015, 10, 24)
_FLOATED_FROM_MINOR = 10_000 * _YUAN_MINOR
_FLOATED_BY = Decimal("1.40")
# ¥50 is the least that opens a 整存整取 deposit; whole yuan let three people share ¥10,000 about evenly.
_MEMBER_MINIMUM_MINOR = 50 * _YUAN_MINOR


def _time_deposit(code: str, term_months: int, base_rate_percent: str) -> Product:
    base = Decimal(base_rate_percent)
    floated = (base * _FLOATED_BY).quantize(Decimal("0.01"))
    tiers = (RateTier(_MEMBER_MINIMUM_MINOR, base), RateTier(_FLOATED_FROM_MINOR, floated))
    return Product(
        code=code,
        currency="CNY",
        term_months=term_months,
        rates=(DatedRates(_EFFECTIVE_FROM, tiers),),
        demand_rate_percent=Decimal("0.30"),
        minimum_minor=1_000 * _YUAN_MINOR,
        maximum_minor=1_000_000 * _YUAN_MINOR,
        multiple_minor=1 * _YUAN_MINOR,
        member_minimum_minor=_MEMBER_MINIMUM_MINOR,
        day_count=DayCount.PERIODS,
        compounding=Compounding.NONE,
        rounding=Rounding.END,
        channels=frozenset(Channel),
        head_count_max=200,
        account_classes=frozenset({AccountClass.I, AccountClass.II}),
        rate_guarantee_days=60,
        offered=True,
        interest_tax=CHINA_INTEREST_TAX,
        insured_cap_minor=500_000 * _YUAN_MINOR,
    )


DEFAULT_PRODUCTS: tuple[Product, ...] = (
    _time_deposit("TD03M", 3, "1.35"),
    _time_deposit("TD06M", 6, "1.55"),
    _time_deposit("TD12M", 12, "1.75"),
    _time_deposit("TD24M", 24, "2.25"),
    _time_deposit("TD36M", 36, "2.75"),
    _time_deposit("TD60M", 60, "2.75"),
)
