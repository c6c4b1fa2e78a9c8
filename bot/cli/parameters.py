"""What may be written on the command line for amounts, rates, dates, terms and names, and errors of one line."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

import click

from core.domain.interest import add_months

RATE_PERCENT_MAX = 1000

_Named = TypeVar("_Named", bound=StrEnum)


class AmountParameter(click.ParamType[Decimal]):
    """A decimal of up to 15 digits before the point, with or without commas between thousands."""

    name = "amount"
    example = "10000 or 5000.50"
    _written = re.compile(r"([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(\.[0-9]{1,20})?|\.[0-9]{1,20}")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if isinstance(value, Decimal):
            return value
        text = value.strip()
        if text.startswith("-"):
            self.fail(f"{text} is negative", param, ctx)
        if not self._written.fullmatch(text):
            self.fail(f"{text!r} is not a number such as {self.example}", param, ctx)
        return Decimal(text.replace(",", ""))


class RateParameter(AmountParameter):
    """An annual rate in percent, with or without its sign."""

    name = "percent"
    example = "2.45"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        rate = super().convert(value.strip().removesuffix("%").rstrip(), param, ctx)
        if rate > RATE_PERCENT_MAX:
            self.fail(f"{rate} % is more than {RATE_PERCENT_MAX} % a year", param, ctx)
        return rate


class DayParameter(click.ParamType[date]):
    """A calendar date of ISO 8601."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            self.fail(f"{value!r} is no date of the calendar written like 2026-03-01", param, ctx)


@dataclass(frozen=True, slots=True)
class Term:
    """Whole months, then days."""

    months: int
    days: int

    def end(self, start: date) -> date:
        """The day the term ends that begins on `start`; ValueError or OverflowError past the year 9999."""
        return add_months(start, self.months) + timedelta(days=self.days)


class TermParameter(click.ParamType[Term]):
    """Years, months and days in this order, each optional: `1y`, `12m`, `90d`, `6m20d`, `6 months + 20 days`."""

    name = "term"
    _written = re.compile(
        r"(?:(\d{1,5})\s*y(?:ears?)?)?[\s+]*(?:(\d{1,5})\s*m(?:onths?)?)?[\s+]*(?:(\d{1,5})\s*d(?:ays?)?)?",
        re.ASCII | re.IGNORECASE,
    )

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Term:
        match = self._written.fullmatch(value.strip())
        if match is None or not any(match.groups()):
            self.fail(f"{value!r} is no term such as 12m, 1y, 90d or 6m20d", param, ctx)
        years, months, days = (int(number or 0) for number in match.groups())
        return Term(12 * years + months, days)


class NameParameter(click.ParamType[_Named], Generic[_Named]):
    """One of a closed set's names or their synonyms, in any case."""

    name = "name"

    def __init__(self, names: Mapping[str, _Named]) -> None:
        self._names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> _Named:
        named = self._names.get(" ".join(value.lower().split()))
        if named is None:
            known = ", ".join(dict.fromkeys(member.value for member in self._names.values()))
            self.fail(f"{value!r} is none of {known}", param, ctx)
        return named


class OneLineErrors(click.Command):
    """A command that says what is wrong in one line, without its usage; the exit code stays 2."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _without_usage():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _without_usage():
            return super().invoke(ctx)


@contextmanager
def _without_usage() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        error.ctx = None  # click prints the usage of the context that an error carries
        raise
