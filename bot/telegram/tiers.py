"""Rate tiers as an admin types them, `50: 1.75, 10000: 2.45`, and as a draft keeps them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum

from bot.locales import Locale
from bot.locales.reading import NotAnAmount, read_amount
from bot.locales.reading.numerals import half_width
from core.domain.money import minor_digits
from core.domain.product import RateTier

TIERS_LIMIT = 10
# A rate of two digits at most before its point: 245 for 2.45 is a slip, not a rate.
_TIER = re.compile(r"([^:=]+?) ?[:=] ?([0-9]{1,2}(?:\.[0-9]{1,4})?) ?%? ?(?:[,;、]|$)")


class WhyNotTiers(StrEnum):
    """Stable codes of what is wrong with typed tiers."""

    UNREADABLE = "unreadable"
    REPEATED = "repeated"
    TOO_MANY = "too_many"
    GAP = "gap"  # the smallest amount that can be pledged would have no rate


class NotTiers(ValueError):
    """The text is no schedule of rates; `reason` says why."""

    def __init__(self, reason: WhyNotTiers) -> None:
        super().__init__(reason)
        self.reason = reason


def read_tiers(text: str, currency: str, smallest_minor: int, locale: Locale) -> tuple[RateTier, ...]:
    """The tiers in `text`, ascending: each an amount and, after a colon, its annual rate in percent.

    Commas, semicolons or lines part them. Raises NotTiers, also when `smallest_minor` would be left without a rate.
    """
    lines = (" ".join(line.split()) for line in half_width(text).splitlines())
    listed = ";".join(line for line in lines if line)
    tiers = sorted(_each_tier(listed, currency, locale), key=lambda tier: tier.from_minor)
    if len(tiers) > TIERS_LIMIT:
        raise NotTiers(WhyNotTiers.TOO_MANY)
    if len({tier.from_minor for tier in tiers}) < len(tiers):
        raise NotTiers(WhyNotTiers.REPEATED)
    if tiers[0].from_minor > smallest_minor:
        raise NotTiers(WhyNotTiers.GAP)
    return tuple(tiers)


def _each_tier(text: str, currency: str, locale: Locale) -> Iterator[RateTier]:
    rest = text.rstrip(".。,;、 ")
    while True:
        tier = _TIER.match(rest)
        if tier is None:
            raise NotTiers(WhyNotTiers.UNREADABLE)
        yield RateTier(_from_minor(tier[1], currency, locale), Decimal(tier[2]))
        rest = rest[tier.end() :].lstrip(",;、 ")
        if not rest:
            return


def _from_minor(text: str, currency: str, locale: Locale) -> int:
    """A tier may begin at nothing, which is no amount elsewhere."""
    if text.strip("¥ ") == "0":
        return 0
    try:
        return read_amount(text, currency, locale)
    except NotAnAmount:
        raise NotTiers(WhyNotTiers.UNREADABLE) from None


def typed_tiers(tiers: Iterable[RateTier], currency: str) -> str:
    """The tiers as one could type them."""
    return ", ".join(
        f"{Decimal(tier.from_minor).scaleb(-minor_digits(currency)).normalize():f}: {tier.annual_rate_percent}"
        for tier in tiers
    )


def tiers_as_kept(tiers: Iterable[RateTier]) -> list[str]:
    """The tiers as a draft keeps them: `1000000:2.45`."""
    return [f"{tier.from_minor}:{tier.annual_rate_percent}" for tier in tiers]


def kept_tiers(kept: Iterable[str]) -> tuple[RateTier, ...]:
    """The inverse of `tiers_as_kept`."""
    parted = (tier.partition(":") for tier in kept)
    return tuple(RateTier(int(from_minor), Decimal(rate)) for from_minor, _, rate in parted)
