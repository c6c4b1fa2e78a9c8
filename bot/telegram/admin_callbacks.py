"""What the admins' buttons carry back: prefixes begin with an m, ids are 30 bytes, nonces 12, all within 64.

A look can be repeated at will. A power is used in three steps, so that nothing happens by accident: `PowerTap` begins,
something is typed or chosen, and `PowerSure` is the answer to the review, with the nonce that names the intent.
"""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from core.domain.correction import Decision


class AdminPlace(StrEnum):
    """Where the overview's buttons lead."""

    OVERVIEW = "overview"
    FIND_CAMPAIGN = "campaign"
    FIND_PARTICIPANT = "participant"
    FIND_ACCOUNT = "account"
    PRODUCTS = "products"
    TRAIL = "trail"
    MISMATCHES = "mismatches"
    CORRECTIONS = "corrections"


class AdminGo(CallbackData, prefix="mg"):
    """A button of the overview, or back to it."""

    place: AdminPlace


class FoundTap(CallbackData, prefix="mf"):
    """A page of what the search with this nonce found, from 0."""

    nonce: str
    page: int


class TrailTap(CallbackData, prefix="mt"):
    """A page of the audit trail, from 0, the newest."""

    page: int


class CampaignTap(CallbackData, prefix="mc"):
    """Show a campaign."""

    campaign_id: str


class ParticipantTap(CallbackData, prefix="mp"):
    """Show a participant."""

    participant_id: str


class BankAccountTap(CallbackData, prefix="ma"):
    """Show an account of the bank."""

    account_id: str


class ProductTap(CallbackData, prefix="mr"):
    """Show a product's rates."""

    product_code: str


class MismatchTap(CallbackData, prefix="mm"):
    """Show what our books and the bank disagree about."""

    mismatch_id: str


class CompareTap(CallbackData, prefix="mx"):
    """Have our books compared with the bank's."""


class CorrectionTap(CallbackData, prefix="mk"):
    """Show a correction."""

    correction_id: str


class DecideTap(CallbackData, prefix="mv"):
    """Approve, refuse or take back a correction."""

    correction_id: str
    decision: Decision


class Power(StrEnum):
    """What an admin can change."""

    CANCEL = "cancel"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    ADD_RATES = "add"
    REDATE_RATES = "redate"
    CORRECT = "correct"
    REVERSE = "reverse"


class PowerTap(CallbackData, prefix="mu"):
    """Begin to use a power on a subject; `day` (ISO) says which of a product's rates are meant."""

    power: Power
    subject: str
    day: str = ""


class DayTap(CallbackData, prefix="md"):
    """The day (ISO) from which rates are to apply, in the draft with this nonce."""

    nonce: str
    day: str


class PowerSure(CallbackData, prefix="my"):
    """Yes to the review with this nonce; the subject is there to be shown if the review is out of date."""

    power: Power
    subject: str
    nonce: str
