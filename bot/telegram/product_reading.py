"""What admins type while they describe a product, read as an answer to the open question."""

import re

from bot.locales.reading import NotAnInstant, read_date
from bot.locales.reading.numerals import half_width
from bot.telegram.admin_callbacks import ProductStep
from bot.telegram.admin_reading import NotTold, amount_told, tiers_told
from bot.telegram.product_draft import NUMBERS
from bot.telegram.tiers import tiers_as_kept
from bot.telegram.visit import Visit
from core.domain.product import Product

_AMOUNTS = frozenset({ProductStep.MEMBER_MINIMUM, ProductStep.MULTIPLE, ProductStep.INSURED})
_RATES = frozenset({ProductStep.DEMAND, ProductStep.SELLING})
_WHOLE_NUMBER = re.compile(r"[0-9]{1,4}")
# As in a schedule of rates: two digits at most before the point, for 245 is a slip for 2.45.
_RATE = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,4})?) ?%?")
_BETWEEN = re.compile(r"\s*(?:–|—|~|-|至|到|\bto\b)\s*")


def read_product_answer(text: str, step: ProductStep, product: Product, visit: Visit) -> str:
    """The answer as the draft keeps it. Raises NotTold."""
    plain = half_width(text).strip()
    if step in _AMOUNTS:
        return str(amount_told(plain, product.currency, visit))
    if step in NUMBERS:
        if not _WHOLE_NUMBER.fullmatch(plain):
            raise NotTold(visit.words("admin-number-wrong"))
        return plain
    if step in _RATES:
        rate = _RATE.fullmatch(plain)
        if rate is None:
            raise NotTold(visit.words("admin-rate-wrong"))
        return rate[1]
    match step:
        case ProductStep.CODE:
            return plain.upper()
        case ProductStep.RATES:
            return " ".join(tiers_as_kept(tiers_told(text, product, visit)))
        case ProductStep.TARGETS:
            return _targets(plain, product, visit)
        case ProductStep.FROM_DAY:
            return _day(text, visit)
    raise NotTold(visit.words("admin-tap"))


def _targets(text: str, product: Product, visit: Visit) -> str:
    parts = _BETWEEN.split(text)
    if len(parts) != 2:
        raise NotTold(visit.words("admin-targets-wrong"))
    return "-".join(str(amount_told(part, product.currency, visit)) for part in parts)


def _day(text: str, visit: Visit) -> str:
    try:
        return read_date(text, visit.now().at, visit.zone, visit.locale).isoformat()
    except NotAnInstant:
        raise NotTold(visit.words("admin-day-unreadable")) from None
