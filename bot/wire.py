"""What our HTTP contracts say alike: how amounts, rates, instants and days are written, and what is refused.

Money is whole minor units with an ISO 4217 code, a rate is decimal text, an instant is RFC 3339.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

from core.domain.money import is_currency

LARGEST_MINOR = 10**15
"""No amount is larger: more than any pool, and a whole number to every JSON reader."""

E164 = r"^\+[1-9][0-9]{6,14}$"
"""A phone number with its country code."""

_FULL_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE_TIME = _FULL_DATE + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"


def _in_the_form(pattern: str) -> BeforeValidator:
    """Text only in this form of RFC 3339: the parser behind would take more, such as seconds since 1970."""
    form = re.compile(pattern)

    def check(value: Any) -> Any:
        if isinstance(value, date) or (isinstance(value, str) and form.fullmatch(value)):
            return value
        raise ValueError("not in the form of RFC 3339")

    return BeforeValidator(check)


def _known_currency(code: str) -> str:
    if not is_currency(code):
        raise ValueError("not a currency code of ISO 4217")
    return code


Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(_known_currency)]
Amount = Annotated[int, Field(gt=0, le=LARGEST_MINOR)]
AmountOrNothing = Annotated[int, Field(ge=0, le=LARGEST_MINOR)]
Percent = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,9})?$")]
Instant = Annotated[datetime, Strict(False), _in_the_form(_DATE_TIME)]
Day = Annotated[date, Strict(False), _in_the_form(_FULL_DATE)]


class WireModel(BaseModel):
    """What goes over the wire, of exactly these types: nothing is converted."""

    # No error repeats a value: it may be a name, a phone or an account number.
    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)
