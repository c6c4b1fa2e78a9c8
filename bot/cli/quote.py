"""`hecun quote`: what a deposit earns, by any of the conventions or by a product of the catalogue."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bot.cli.parameters import (
    AmountParameter,
    DayParameter,
    NameParameter,
    OneLineErrors,
    RateParameter,
    Term,
    TermParameter,
)
from core.catalogue import DEFAULT_PRODUCTS
from core.domain.interest import Compounding, DayCount, Interest, Rounding, add_months, interest
from core.domain.money import is_currency, minor_digits
from core.domain.product import Product, RateTier

_DAY_COUNTS = {
    "periods": DayCount.PERIODS,
    "equal periods": DayCount.PERIODS,
    "whole years": DayCount.PERIODS,
    "months + act/360": DayCount.PERIODS,
    "act/360": DayCount.ACT_360,
    "actual/360": DayCount.ACT_360,
    "act/365f": DayCount.ACT_365F,
    "act/365": DayCount.ACT_365F,
    "actual/365": DayCount.ACT_365F,
    "actual/365 (fixed)": DayCount.ACT_365F,
    "30e/360": DayCount.THIRTY_E_360,
}
_COMPOUNDINGS = {compounding.value: compounding for compounding in Compounding} | {"simple": Compounding.NONE}
_ROUNDINGS = {rounding.value: rounding for rounding in Rounding}

_DECIMALS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Deposit:
    """A deposit with everything that decides its interest."""

    product: Product | None
    currency: str
    principal_minor: int
    annual_rate_percent: Decimal
    start: date
    end: date
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding

    def interest(self, annual_rate_percent: Decimal | None = None) -> Interest:
        """What it earns, at its own rate or another."""
        return interest(
            self.principal_minor,
            self.annual_rate_percent if annual_rate_percent is None else annual_rate_percent,
            self.start,
            self.end,
            self.day_count,
            self.compounding,
            self.rounding,
            minor_digits(self.currency),
        )


@click.command(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--principal", required=True, type=AmountParameter(), help="What is deposited, such as 10000 or 5000.50."
)
@click.option("--rate", "annual_rate_percent", type=RateParameter(), help="Percent a year, such as 2.45.")
@click.option("--product", "code", metavar="CODE", help="A product, which picks the rate by amount and term.")
@click.option("--from", "start", type=DayParameter(), help="The first day, which counts. Today if left out.")
@click.option("--to", "end", type=DayParameter(), help="The last day, which does not count.")
@click.option("--term", type=TermParameter(), help="Instead of --to: 12m, 1y, 90d, 6m20d.")
@click.option(
    "--day-count",
    type=NameParameter(_DAY_COUNTS),
    metavar="NAME",
    help="periods (whole months, odd days on 360; the default), ACT/360, ACT/365F or 30E/360.",
)
@click.option(
    "--compounding",
    type=NameParameter(_COMPOUNDINGS),
    metavar="NAME",
    help="none (the default), daily, monthly, quarterly, half-yearly or yearly, from the first day on.",
)
@click.option(
    "--rounding",
    type=NameParameter(_ROUNDINGS),
    metavar="NAME",
    help="end (the default) or each-posting; half up either way.",
)
@click.option("--currency", metavar="CODE", help="ISO 4217; CNY, or the product's, if left out.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object; exact amounts are decimal strings."
)
def quote(  # noqa: PLR0913 - one argument for each option
    *,
    principal: Decimal,
    annual_rate_percent: Decimal | None,
    code: str | None,
    start: date | None,
    end: date | None,
    term: Term | None,
    day_count: DayCount | None,
    compounding: Compounding | None,
    rounding: Rounding | None,
    currency: str | None,
    as_json: bool,
) -> None:
    """What a deposit earns.

    Either with a rate and a term, or as a product of the catalogue, whose rate and conventions are then used:

    \b
      hecun quote --principal 10000 --rate 2.45 --from 2026-03-01 --to 2027-03-01 --day-count ACT/360
      hecun quote --principal 2500 --product TD12M
    """
    product = None if code is None else _product(code)
    currency = _currency(currency, product)
    principal_minor = _principal_minor(principal, currency)
    # The one clock of this command; with --from it is not read.
    start = start or datetime.now(UTC).astimezone().date()  # noqa: TID251 - a default at the edge
    deposit = _Deposit(
        product=product,
        currency=currency,
        principal_minor=principal_minor,
        annual_rate_percent=_rate(annual_rate_percent, product, principal_minor, start),
        start=start,
        end=_end(start, end, term, product),
        day_count=day_count or (product.day_count if product else DayCount.PERIODS),
        compounding=compounding or (product.compounding if product else Compounding.NONE),
        rounding=rounding or (product.rounding if product else Rounding.END),
    )
    try:
        earned = deposit.interest()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(_as_json(deposit, earned), indent=2))
    else:
        _show(deposit, earned)


def _product(code: str) -> Product:
    product = next((product for product in DEFAULT_PRODUCTS if product.code == code.upper()), None)
    if product is None:
        known = ", ".join(product.code for product in DEFAULT_PRODUCTS)
        raise click.UsageError(f"there is no product {code}; there are {known}")
    return product


def _currency(asked: str | None, product: Product | None) -> str:
    currency = asked.upper() if asked else product.currency if product else "CNY"
    if not is_currency(currency):
        raise click.UsageError(f"{currency} is not an ISO 4217 currency code")
    if product and currency != product.currency:
        raise click.UsageError(f"{product.code} is in {product.currency}, not in {currency}")
    return currency


def _principal_minor(principal: Decimal, currency: str) -> int:
    digits = minor_digits(currency)
    if -int(principal.as_tuple().exponent) > digits:
        decimals = f"{digits} decimals" if digits else "no decimals"
        raise click.UsageError(f"--principal {principal} has more decimals than {currency} has: {decimals}")
    return int(principal.scaleb(digits))


def _rate(asked: Decimal | None, product: Product | None, principal_minor: int, start: date) -> Decimal:
    if asked is not None and product is not None:
        raise click.UsageError("give --rate or --product, not both: the product picks its rate")
    if asked is not None:
        return asked
    if product is None:
        raise click.UsageError("give --rate, or --product to have it picked")
    if principal_minor > product.maximum_minor:
        maximum = _money(product.maximum_minor, product.currency)
        raise click.UsageError(f"{product.code} takes {maximum} {product.currency} at most")
    try:
        tier = product.tier_for(principal_minor, start)
        if tier is None:
            smallest = _money(product.rates_on(start).tiers[0].from_minor, product.currency)
            raise click.UsageError(f"{product.code} begins at {smallest} {product.currency}")
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    return tier.annual_rate_percent


def _end(start: date, end: date | None, term: Term | None, product: Product | None) -> date:
    if end and term:
        raise click.UsageError("give --to or --term, not both")
    try:
        asked = term.end(start) if term else end
        matures = add_months(start, product.term_months) if product else asked
    except (ValueError, OverflowError) as error:
        raise click.UsageError("the term ends past the year 9999") from error
    if matures is None:
        raise click.UsageError("give --to, --term or --product: the term is missing")
    if product and asked and asked != matures:
        raise click.UsageError(
            f"{product.code} runs {product.term_months} months, from {start} to {matures}, not to {asked}"
        )
    return matures


# Printing


def _as_json(deposit: _Deposit, earned: Interest) -> dict[str, Any]:
    return {
        "days": earned.days,
        "interest_exact": f"{earned.interest_exact:f}",
        "interest_minor": earned.interest_minor,
        "maturity_exact": f"{earned.maturity_exact:f}",
        "maturity_minor": earned.maturity_minor,
        "product": deposit.product.code if deposit.product else None,
        "currency": deposit.currency,
        "principal_minor": deposit.principal_minor,
        "annual_rate_percent": f"{deposit.annual_rate_percent:f}",
        "from": deposit.start.isoformat(),
        "to": deposit.end.isoformat(),
        "day_count": deposit.day_count.value,
        "compounding": deposit.compounding.value,
        "rounding": deposit.rounding.value,
    }


def _show(deposit: _Deposit, earned: Interest) -> None:
    console = Console(highlight=False, soft_wrap=True)
    currency = deposit.currency
    of_product = f"{deposit.product.code}: " if deposit.product else ""
    compounded = "" if deposit.compounding is Compounding.NONE else f", compounded {deposit.compounding}"
    each_rounded = ", rounded at each posting" if deposit.rounding is Rounding.EACH_POSTING else ""
    console.print(
        f"{of_product}{_money(deposit.principal_minor, currency)} {currency} "
        f"at {deposit.annual_rate_percent:f} % a year, {deposit.start} to {deposit.end}"
    )
    console.print(f"{earned.days} days by {deposit.day_count}{compounded}{each_rounded}\n")
    amounts = Table.grid(padding=(0, 3, 0, 0))
    amounts.add_column()
    amounts.add_column(justify="right")
    amounts.add_column(style="dim")
    for label, minor, exact in (
        ("Interest", earned.interest_minor, earned.interest_exact),
        ("At maturity", earned.maturity_minor, earned.maturity_exact),
    ):
        amounts.add_row(label, _money(minor, currency), _beyond_minor(exact, currency))
    console.print(amounts)
    if deposit.product:
        _show_tiers(console, deposit, deposit.product)


def _show_tiers(console: Console, deposit: _Deposit, product: Product) -> None:
    """Every tier of the day with what this principal would earn in it: what pooling is for."""
    currency = product.currency
    tiers = product.rates_on(deposit.start).tiers
    earned_minor = {tier: deposit.interest(tier.annual_rate_percent).interest_minor for tier in tiers}
    own = product.tier_for(deposit.principal_minor, deposit.start)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for header in ("From", "Rate", "This principal earns", ""):
        table.add_column(header, justify="left" if not header else "right")
    for tier in tiers:
        table.add_row(
            _money(tier.from_minor, currency),
            f"{tier.annual_rate_percent:f} %",
            _money(earned_minor[tier], currency),
            "← this deposit" if tier == own else "",
        )
    console.print()
    console.print(table)
    next_tier = next((tier for tier in tiers if tier.from_minor > deposit.principal_minor), None)
    if own and next_tier:
        more_minor = earned_minor[next_tier] - earned_minor[own]
        console.print(f"\n{_what_pooling_adds(deposit, next_tier, more_minor)}")


def _what_pooling_adds(deposit: _Deposit, tier: RateTier, more_minor: int) -> str:
    missing = _money(tier.from_minor - deposit.principal_minor, deposit.currency)
    more = _money(more_minor, deposit.currency)
    return f"Pooled with {missing} {deposit.currency} of others', it would earn {more} more."


def _money(minor: int, currency: str) -> str:
    digits = minor_digits(currency)
    whole, decimals = divmod(minor, 10**digits)
    return f"{whole:,}.{decimals:0{digits}d}" if digits else f"{whole:,}"


def _beyond_minor(exact: Decimal, currency: str) -> str:
    """The exact amount if it has more decimals than its currency, cut to what one can read."""
    text = f"{exact:f}"
    point = text.find(".")
    if point == -1 or len(text) - point - 1 <= minor_digits(currency):
        return ""
    shown = text[: point + 1 + _DECIMALS_SHOWN]
    return f"exactly {shown}" if shown == text else f"exactly {shown}…"
