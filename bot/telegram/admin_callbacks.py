"""What the admins' buttons carry back, and which role each needs: ids are 30 bytes, nonces 12, all within 64.

A look can be repeated at will. A power is used in three steps, so that nothing happens by accident: `PowerTap` begins,
something is typed or chosen, and `PowerSure` is the answer to the review, with the nonce that names the intent.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.telegram.staff_taps import StaffTap
from core.domain.correction import Decision
from core.domain.export import ExportKind
from core.domain.staff import Role


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
    PARTNERS = "partners"
    ORDERS = "orders"
    FIND_ORDER = "order"
    NEW_PRODUCT = "product"
    EXPORTS = "exports"
    MONEY = "money"
    DELIVERIES = "deliveries"
    SETTLEMENT = "settlement"
    STAFF = "staff"
    PICK_COLLEAGUE = "pick"


class AdminGo(StaffTap, prefix="mg"):
    """A button of the overview, or back to it."""

    place: AdminPlace

    @property
    def needs(self) -> Role:
        """New products and exports are an operator's, people who are to have a role an approver's."""
        if self.place is AdminPlace.PICK_COLLEAGUE:
            return Role.APPROVER
        acting = self.place in (AdminPlace.NEW_PRODUCT, AdminPlace.EXPORTS)
        return Role.OPERATOR if acting else self.least


class FoundTap(StaffTap, prefix="mf"):
    """A page of what the search with this nonce found, from 0."""

    nonce: str
    page: int


class TrailTap(StaffTap, prefix="mt"):
    """A page of what is looked for on the audit trail with this nonce, from 0, the newest."""

    nonce: str
    page: int


class PeriodWord(StrEnum):
    """Periods that can be tapped."""

    TODAY = "today"
    WEEK = "week"
    THIS_MONTH = "month"
    LAST_MONTH = "last"


class TrailPeriodTap(StaffTap, prefix="mtp"):
    """Look at a period of the audit trail, for what is looked for there."""

    nonce: str
    period: PeriodWord


class TrailLooksTap(StaffTap, prefix="mtl"):
    """Show the audit trail with looks, or without: of the period that is looked at under this nonce, else all of it."""

    nonce: str
    looks: bool


class RecordTap(StaffTap, prefix="mtr"):
    """Show one record of the audit trail."""

    record_id: str


class ExportPeriodTap(StaffTap, prefix="mxp", needs=Role.OPERATOR):
    """Offer what can be exported of a period."""

    period: PeriodWord


class ExportTap(StaffTap, prefix="mxf", needs=Role.OPERATOR):
    """Hand over what the books hold of a kind, from the first day (ISO) to the last."""

    kind: ExportKind
    first: str
    last: str


class CampaignTap(StaffTap, prefix="mc"):
    """Show a campaign."""

    campaign_id: str


class ParticipantTap(StaffTap, prefix="mp"):
    """Show a participant."""

    participant_id: str


class BankAccountTap(StaffTap, prefix="ma"):
    """Show an account of the bank."""

    account_id: str


class ProductTap(StaffTap, prefix="mr"):
    """Show a product's rates."""

    product_code: str


class MismatchTap(StaffTap, prefix="mm"):
    """Show what our books and the bank disagree about."""

    mismatch_id: str


class CompareTap(StaffTap, prefix="mx", needs=Role.OPERATOR):
    """Have our books compared with the bank's."""


class CorrectionTap(StaffTap, prefix="mk"):
    """Show a correction."""

    correction_id: str


class DecideTap(StaffTap, prefix="mv", needs=Role.OPERATOR):
    """Approve, refuse or take back a correction."""

    correction_id: str
    decision: Decision

    @property
    def needs(self) -> Role:
        """Approving and refusing are an approver's."""
        return self.least if self.decision is Decision.TAKE_BACK else Role.APPROVER


class Power(StrEnum):
    """What an admin can change."""

    CANCEL = "cancel"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    ADD_RATES = "add"
    REDATE_RATES = "redate"
    TAKE_BACK_RATES = "undate"
    STOP_OFFERING = "stop"
    OFFER = "offer"
    CORRECT = "correct"
    REVERSE = "reverse"
    PAUSE = "pause"
    RESUME = "resume"
    MAKE_VIEWER = "viewer"
    MAKE_OPERATOR = "operator"
    MAKE_APPROVER = "approver"
    REVOKE_ROLE = "revoke"

    @property
    def needs(self) -> Role:
        """The least role that may use it."""
        return Role.APPROVER if self in _APPROVERS else Role.OPERATOR


_APPROVERS = (
    Power.RESUME,
    Power.MAKE_VIEWER,
    Power.MAKE_OPERATOR,
    Power.MAKE_APPROVER,
    Power.REVOKE_ROLE,
)


class PowerTap(StaffTap, prefix="mu", needs=Role.OPERATOR):
    """Begin to use a power on a subject; `day` (ISO) says which of a product's rates are meant."""

    power: Power
    subject: str
    day: str = ""

    @property
    def needs(self) -> Role:
        """The power's."""
        return self.power.needs


class DayTap(StaffTap, prefix="md", needs=Role.OPERATOR):
    """The day (ISO) from which rates are to apply, in the draft with this nonce."""

    nonce: str
    day: str


class PowerSure(StaffTap, prefix="my", needs=Role.OPERATOR):
    """Yes to the review with this nonce; the subject is there to be shown if the review is out of date."""

    power: Power
    subject: str
    nonce: str

    @property
    def needs(self) -> Role:
        """The power's."""
        return self.power.needs


# Describing a new product


class ProductStep(StrEnum):
    """What is asked of a new product, and what of it can be changed in the review."""

    LIKE = "like"
    TERM = "term"
    CODE = "code"
    RATES = "rates"
    FROM_DAY = "from"
    TARGETS = "targets"
    MEMBER_MINIMUM = "minimum"
    MULTIPLE = "multiple"
    HEADS = "heads"
    DAY_COUNT = "count"
    COMPOUNDING = "compounding"
    DEMAND = "demand"
    EXITS = "exits"
    LOCK_IN = "lock"
    REMAINDER = "rest"
    SELLING = "selling"
    CLOSED_DAYS = "closed"
    GUARANTEE = "guarantee"
    CLASSES = "classes"
    CHANNELS = "channels"
    INSURED = "insured"
    MORE = "more"
    REVIEW = "review"


class ProductStepTap(StaffTap, prefix="mps", needs=Role.OPERATOR):
    """Show this step: one to change from the review, or the review."""

    step: ProductStep


class ProductAnswer(StaffTap, prefix="mpa", needs=Role.OPERATOR):
    """An answer to a step, as the draft keeps it: absolute, so that a repeated tap changes nothing."""

    step: ProductStep
    word: str


class ProductSure(StaffTap, prefix="mpy", needs=Role.OPERATOR):
    """Yes to the review with this nonce."""

    nonce: str


# Bank orders


class OrdersShown(StrEnum):
    """Which orders are listed."""

    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    SENT = "sent"
    READY = "ready"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"


class OrdersTap(StaffTap, prefix="mb"):
    """A page of the bank orders in a state, from 0."""

    shown: OrdersShown
    page: int


class OrderTap(StaffTap, prefix="mi"):
    """Show a bank order."""

    reference: str


class InquireTap(StaffTap, prefix="mbl", needs=Role.OPERATOR):
    """Ask a bank elsewhere what became of an order."""

    reference: str


class RetryTap(StaffTap, prefix="mru", needs=Role.OPERATOR):
    """Have an update handled again that was set aside."""

    update_id: Annotated[int, Field(ge=0, lt=2**63)]


# Partners: third-party servers


class PartnersTap(StaffTap, prefix="mn"):
    """A page of the partners, from 0, the newest."""

    page: int


class PartnerPart(StrEnum):
    """What can be looked at of a partner."""

    PERMISSIONS = "permissions"
    KEYS = "keys"
    ENDPOINTS = "endpoints"


class PartnerTap(StaffTap, prefix="mq"):
    """Show a partner, or a part of it."""

    partner_id: str
    part: PartnerPart


class EndpointTap(StaffTap, prefix="me"):
    """Show a webhook endpoint and its last deliveries."""

    endpoint_id: str


class Switch(StrEnum):
    """What something is to be after a tap: absolute, so that a repeated tap changes nothing."""

    ON = "on"
    OFF = "off"


class EndpointSwitch(StaffTap, prefix="mh", needs=Role.OPERATOR):
    """Enable or disable a webhook endpoint."""

    endpoint_id: str
    switch: Switch


class RedeliverTap(StaffTap, prefix="mz", needs=Role.OPERATOR):
    """Send an event there again; the nonce is the screen's, so that a second tap is the same intention."""

    delivery_id: str
    nonce: str


class PartnerPower(StrEnum):
    """What an admin can do to a partner."""

    REGISTER = "register"
    PERMIT = "permit"
    ISSUE_KEY = "issue"
    REVOKE_KEY = "revoke"
    SUSPEND = "suspend"
    RESUME = "resume"


class PartnerPowerTap(StaffTap, prefix="mo", needs=Role.OPERATOR):
    """Begin to use a power on a partner, on none to take one on; `key_tail` is the end of a key's id."""

    power: PartnerPower
    partner_id: str = ""
    key_tail: str = ""


class PartnerStep(StrEnum):
    """The steps of taking a partner on; of the scopes it has all, unless the review's admin says otherwise."""

    NAME = "name"
    PRODUCTS = "products"
    CHANNELS = "channels"
    AMOUNT = "amount"
    PER_DAY = "per-day"
    SCOPES = "scopes"
    REVIEW = "review"


class PartnerStepTap(StaffTap, prefix="ms", needs=Role.OPERATOR):
    """Show this step: the next one, or one to change from the review."""

    step: PartnerStep


class PartnerAnswer(StaffTap, prefix="mw", needs=Role.OPERATOR):
    """An answer to a step; of a list, whether the word is in it."""

    step: PartnerStep
    word: str
    switch: Switch


class PartnerSure(StaffTap, prefix="mj", needs=Role.OPERATOR):
    """Yes to the review with this nonce; `hours` is how long other keys can still be used."""

    nonce: str
    hours: int


class KeyStoredTap(StaffTap, prefix="ml"):
    """The key has been stored: delete the message that shows it."""


# Staff


class ColleagueTap(StaffTap, prefix="mco", needs=Role.APPROVER):
    """Show what somebody may do at the admin desk, and what they could be given."""

    telegram_user_id: int


class NominationDrop(StaffTap, prefix="mcd", needs=Role.APPROVER):
    """Do not agree to a nomination, or take it back."""

    telegram_user_id: int
