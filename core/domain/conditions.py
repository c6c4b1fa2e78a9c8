"""Conditions that can fail, each with a stable code; a refusal lists all that failed."""

from dataclasses import dataclass
from enum import StrEnum


class ConditionCode(StrEnum):
    """Stable codes of legitimacy and admission (campaign) and of account validation (pledge, settlement)."""

    # Account validation
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_DORMANT = "account_dormant"
    ACCOUNT_FROZEN = "account_frozen"
    ACCOUNT_LOST = "account_lost"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_CLASS = "account_class"
    ACCOUNT_HOLDER = "account_holder"
    ACCOUNT_PHONE_CHANGED = "account_phone_changed"
    ACCOUNT_CURRENCY = "account_currency"
    DEBIT_AMOUNT_TYPE = "debit_amount_type"
    AMOUNT_BELOW_MINIMUM = "amount_below_minimum"
    AMOUNT_ABOVE_MAXIMUM = "amount_above_maximum"
    AMOUNT_NOT_MULTIPLE = "amount_not_multiple"
    DAY_LIMIT = "day_limit"
    INSUFFICIENT_BALANCE = "insufficient_balance"
    HOLD_MISSING = "hold_missing"
    HOLD_DOUBTED = "hold_doubted"

    # Legitimacy: what a partner may
    PARTNER_SUSPENDED = "partner_suspended"
    SCOPE_MISSING = "scope_missing"
    PRODUCT_NOT_PERMITTED = "product_not_permitted"
    CHANNEL_NOT_PERMITTED = "channel_not_permitted"
    TARGET_ABOVE_PERMITTED = "target_above_permitted"
    QUOTA_REACHED = "quota_reached"

    # Admission
    PRODUCT_UNKNOWN = "product_unknown"
    PRODUCT_NOT_OFFERED = "product_not_offered"
    CHANNEL_NOT_ADMITTED = "channel_not_admitted"
    TARGET_BELOW_MINIMUM = "target_below_minimum"
    TARGET_ABOVE_MAXIMUM = "target_above_maximum"
    TARGET_NOT_MULTIPLE = "target_not_multiple"
    AMOUNT_TYPES_EMPTY = "amount_types_empty"
    SEATS_MISSING = "seats_missing"
    SEATS_OUT_OF_RANGE = "seats_out_of_range"
    MEMBER_MINIMUM_TOO_LOW = "member_minimum_too_low"
    MEMBER_MINIMUM_TOO_HIGH = "member_minimum_too_high"
    MEMBER_MAXIMUM_TOO_LOW = "member_maximum_too_low"
    HEAD_COUNT_OUT_OF_RANGE = "head_count_out_of_range"
    TARGET_OUT_OF_REACH = "target_out_of_reach"
    DEADLINE_TOO_SOON = "deadline_too_soon"
    DEADLINE_TOO_LATE = "deadline_too_late"


@dataclass(frozen=True, slots=True)
class FailedCondition:
    """One condition that did not hold: what was `required` and what was `found`.

    Both are minor units for amounts, instants as RFC 3339 text, plain counts, or a closed word such as a status.
    """

    code: ConditionCode
    required: int | str | None = None
    found: int | str | None = None
