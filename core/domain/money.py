"""Money as whole minor units of an ISO 4217 currency: rounding, decimals, and splits that conserve the total."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

# ISO 4217:2015, list one (active codes), by the number of digits after the decimal separator.
_CODES_BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
        "CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
        "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
        "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
        "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
        "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_MINOR_DIGITS = {code: digits for digits, codes in _CODES_BY_DIGITS.items() for code in codes.split()}


def is_currency(code: str) -> bool:
    """Whether `code` is an active ISO 4217 currency code with minor units, in capitals."""
    return code in _MINOR_DIGITS


def minor_digits(currency: str) -> int:
    """How many decimals ISO 4217 gives the currency (CNY 2, JPY 0, KWD 3); ValueError for an unknown code."""
    try:
        return _MINOR_DIGITS[currency]
    except KeyError:
        raise ValueError(f"{currency!r} is not an ISO 4217 currency code") from None


def recorded(amount_minor: int, currency: str) -> str:
    """An amount as a record tells it, whatever its reader's language: `10,000.00 CNY`, `500 JPY`."""
    digits = minor_digits(currency)
    return f"{Decimal(amount_minor).scaleb(-digits):,.{digits}f} {currency}"


def half_up(value: Decimal | Fraction) -> int:
    """The nearest whole number of minor units; a tie goes away from zero (0.5 → 1, −0.5 → −1)."""
    numerator, denominator = value.as_integer_ratio()
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def apportion(total_minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split `total_minor` in proportion to `weights`: the parts sum to it, each less than one from its quota.

    Largest remainders (Hare–Niemeyer): everybody gets the whole part of total × weight / sum of weights; the
    minor units then left go one each to the largest fractions, among equal fractions to the earlier index.
    ValueError for a negative total or weight, and when no weight is positive.
    """
    total_weight = sum(weights)
    if total_minor < 0:
        raise ValueError("the total to apportion must not be negative")
    if any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative")
    if total_weight == 0:
        raise ValueError("at least one weight must be positive")
    quotas = [divmod(total_minor * weight, total_weight) for weight in weights]
    parts = [whole for whole, _ in quotas]
    by_remainder = sorted(range(len(weights)), key=lambda index: -quotas[index][1])
    for index in by_remainder[: total_minor - sum(parts)]:
        parts[index] += 1
    return tuple(parts)


def apportion_in_multiples(total_minor: int, parts: int, multiple_minor: int) -> tuple[int, ...]:
    """Split `total_minor` into equal seats, each a multiple of `multiple_minor`, larger seats first.

    The seats sum to the total and differ by one multiple at most; with more seats than multiples the last ones
    are 0. ValueError when the total is negative or no multiple itself, and when `parts` or `multiple_minor` is
    not positive.
    """
    if parts < 1 or multiple_minor < 1:
        raise ValueError("parts and multiple must be positive")
    if total_minor < 0 or total_minor % multiple_minor:
        raise ValueError(f"{total_minor} is not a whole number of multiples of {multiple_minor}")
    return tuple(units * multiple_minor for units in apportion(total_minor // multiple_minor, [1] * parts))
