"""The models that validate what partners ask, and write what they are told; the OpenAPI document follows from them.

Amounts are whole minor units of a currency, rates decimal text in percent a year, instants RFC 3339 in UTC.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from bot.partner_api.simulation import Scenario
from bot.partner_keys import Mode
from bot.wire import E164, Amount, AmountOrNothing, Currency, Day, Instant, Percent, WireModel
from core.domain.account import DebitAmountType
from core.domain.bank import DepositState
from core.domain.campaign import (
    METADATA_ENTRIES_MAX,
    METADATA_KEY_LENGTH_MAX,
    METADATA_VALUE_LENGTH_MAX,
    REFERENCE_LENGTH_MAX,
    CampaignState,
)
from core.domain.conditions import ConditionCode
from core.domain.deposit import ShareState
from core.domain.event import EVENT_TYPES
from core.domain.interest import Compounding, DayCount, Rounding
from core.domain.partner import Scope
from core.domain.payout import PayoutCause, PayoutState
from core.domain.pledge import PledgeState
from core.domain.product import HEAD_COUNT_LIMIT, Channel, EarlyExitRule, MaturityDefault
from core.domain.webhook import OVERLAP_MAX, EndpointState
from core.views import DeliveryState, DesignationState

PAGE_MAX = 100
PAGE_USUAL = 20
DESIGNEES_AT_ONCE = 100
TELEGRAM_USER_ID_MAX = 2**52 - 1
"""Telegram promises that its ids have at most 52 significant bits."""

_LINE = r"^[^\x00-\x1f\x7f]*$"

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
ProductCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Reference = Annotated[
    str,
    StringConstraints(min_length=1, max_length=REFERENCE_LENGTH_MAX, pattern=_LINE),
    Field(
        description="What the campaign is called in your books; you can search by it. It need not be unique."
    ),
]
_MetadataKey = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z0-9_.-]{{1,{METADATA_KEY_LENGTH_MAX}}}$")]
_MetadataValue = Annotated[str, StringConstraints(max_length=METADATA_VALUE_LENGTH_MAX, pattern=_LINE)]
Metadata = Annotated[
    dict[_MetadataKey, _MetadataValue],
    Field(
        max_length=METADATA_ENTRIES_MAX,
        description="Words of your own, kept with the campaign and given back. No names or account numbers, please.",
    ),
]
Reason = Annotated[str, StringConstraints(max_length=200, pattern=_LINE)]
Cursor = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]


EndpointUrl = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[!-~]{1,500}$"),
    Field(description="HTTPS, at a public address; redirects are not followed."),
]


def _known_type(given: str) -> str:
    if given not in EVENT_TYPES:
        raise ValueError("no type of events")
    return given


EventType = Annotated[str, AfterValidator(_known_type), Field(json_schema_extra={"enum": list(EVENT_TYPES)})]
EventTypes = Annotated[
    tuple[EventType, ...], Field(max_length=len(EVENT_TYPES), description="Empty for all of them.")
]


class Asked(WireModel):
    """What partners ask: exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class Told(WireModel):
    """What partners are told. More fields may come in time, and are to be left alone by who does not know them."""

    model_config = ConfigDict(extra="allow")


# Asked


class PersonToDesignate(Asked):
    """Somebody you want in a campaign, by their Telegram user id or by the phone number that their bank knows.

    Who uses the bot is told at once; who does not, when they first come.
    """

    telegram_user_id: Annotated[int, Field(ge=1, le=TELEGRAM_USER_ID_MAX)] | None = None
    phone: Annotated[str, StringConstraints(pattern=E164)] | None = Field(
        default=None, description="With its country code: +8613800010001."
    )
    name: Annotated[str, StringConstraints(max_length=64, pattern=_LINE)] = Field(
        default="", description="What you call them; shown to nobody."
    )

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if (self.telegram_user_id is None) == (self.phone is None):
            raise ValueError("either telegram_user_id or phone")
        return self


PeopleToDesignate = Annotated[tuple[PersonToDesignate, ...], Field(max_length=DESIGNEES_AT_ONCE)]


class CampaignToOpen(Asked):
    """A campaign that you want to open; it is admitted by the rules that count in chat too."""

    product_code: ProductCode
    channel: Channel = Field(default=Channel.PARTNER, description="The channel the campaign comes in by.")
    currency: Currency = Field(description="The product's own: it says what the amounts are in.")
    target_minor: Amount = Field(description="What the members have to bring together, in minor units.")
    deadline: Instant = Field(
        description="Until when; what is pledged is released if it is not enough by then."
    )
    debit_amount_types: tuple[DebitAmountType, ...] = Field(
        default=(DebitAmountType.FREE_AMOUNT, DebitAmountType.REMAINDER),
        max_length=len(DebitAmountType),
        description="How members may choose amounts: equal shares, amounts of their own, or all that is left.",
    )
    seats: Annotated[int, Field(ge=1, le=HEAD_COUNT_LIMIT)] | None = Field(
        default=None,
        description="Into how many equal shares the target is divided; needed for `equal_share`.",
    )
    member_minimum_minor: Amount | None = Field(
        default=None, description="The least that one member may pledge; the product's own if left out."
    )
    member_maximum_minor: Amount | None = Field(
        default=None, description="The most that one member may pledge; the target if left out."
    )
    head_count_max: Annotated[int, Field(ge=1, le=HEAD_COUNT_LIMIT)] | None = Field(
        default=None, description="How many members there may be; the product's own limit if left out."
    )
    external_reference: Reference | None = None
    metadata: Metadata = Field(default={})
    designees: PeopleToDesignate = Field(default=(), description="Whom you want in the campaign.")
    designated_only: bool = Field(
        default=False,
        description="Whether nobody else may see it and join: its link then opens for them only.",
    )


class CampaignNamed(Asked):
    """A campaign of yours, by its id."""

    campaign_id: Id


class Designation(Asked):
    """Whom you want in a campaign, beside those who are designated already."""

    designees: Annotated[tuple[PersonToDesignate, ...], Field(min_length=1, max_length=DESIGNEES_AT_ONCE)]


class DesigneeNamed(Asked):
    """A designated person, by the id of the designation."""

    designee_id: Id


class Cancellation(Asked):
    """Why you call a campaign off."""

    reason: Reason = Field(default="", description="The members read it.")


class CampaignSearch(Asked):
    """Which of your campaigns: all of what is named holds."""

    limit: Annotated[int, Field(ge=1, le=PAGE_MAX)] = PAGE_USUAL
    cursor: Cursor | None = None
    state: CampaignState | None = None
    external_reference: Reference | None = None
    product_code: ProductCode | None = None


class SimulatedPledge(Asked):
    """What a simulated member pledges; each request is a member of its own."""

    amount_minor: Amount
    debit_amount_type: DebitAmountType = DebitAmountType.FREE_AMOUNT
    scenario: Scenario = Field(
        default=Scenario.GOOD,
        description="What befalls the account: `frozen` and `empty` ones are refused; one that is `frozen_later`, once "
        "the money is held, leads from settlement to repair.",
    )


class ProductNamed(Asked):
    """A product, by its code."""

    product_code: ProductCode


class QuoteAsked(Asked):
    """What a deposit of this amount would earn."""

    product_code: ProductCode
    amount_minor: Amount


class EndpointToRegister(Asked):
    """Where you want events sent."""

    url: EndpointUrl
    event_types: EventTypes = ()


class EndpointChange(Asked):
    """What is to be otherwise; what you leave out stays."""

    url: EndpointUrl | None = None
    event_types: EventTypes | None = None
    disabled: bool | None = Field(
        default=None, description="True for a pause; false ends it, ours too, and what waits is sent."
    )


class SecretRotation(Asked):
    """How long events are signed with the old secret as well."""

    overlap_seconds: Annotated[int, Field(ge=0, le=int(OVERLAP_MAX.total_seconds()))] = 86_400


class Redelivery(Asked):
    """Nothing more is to be said."""


class EndpointNamed(Asked):
    """A webhook endpoint of yours, by its id."""

    endpoint_id: Id


class DeliveryNamed(Asked):
    """A delivery, by its id."""

    delivery_id: Id


class DeliverySearch(Asked):
    """Which page of deliveries."""

    limit: Annotated[int, Field(ge=1, le=PAGE_MAX)] = PAGE_USUAL
    cursor: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}$")] | None = None


# Told


class Endpoint(Told):
    """Where events are sent. A disabled one is sent nothing; what comes meanwhile waits."""

    id: Id
    url: str
    event_types: tuple[EventType, ...] = Field(description="Empty for all.")
    state: EndpointState
    registered_at: Instant


class EndpointWithSecret(Endpoint):
    """The endpoint with the newest secret that its events are signed with; keep it, it is shown here only."""

    secret: Annotated[str, StringConstraints(pattern=r"^whsec_[A-Za-z0-9+/=]+$")]


class EndpointList(Told):
    """Your endpoints, oldest first."""

    data: tuple[Endpoint, ...]


class EndpointDeleted(Told):
    """The endpoint is no more."""

    id: Id
    state: Literal["deleted"] = "deleted"


class Delivery(Told):
    """An event on its way to an endpoint; `event_id` is its `webhook-id`, the same whenever it is sent again."""

    id: Id
    event_id: Id
    type: EventType
    campaign_id: Id
    object_id: Id
    occurred_at: Instant
    state: DeliveryState
    attempts: int
    next_attempt_at: Instant | None
    ended_at: Instant | None
    last_status: int | None
    last_failure: str | None


class DeliveryPage(Told):
    """A page of deliveries, newest first. With `next_cursor` there are more: ask again with it as `cursor`."""

    data: tuple[Delivery, ...]
    next_cursor: str | None


class Tier(Told):
    """This annual rate from this opening amount on, up to the next tier."""

    from_minor: AmountOrNothing
    annual_rate_percent: Percent


class Terms(Told):
    """What members consent to, beside the amounts and the deadline. `digest` names the exact terms (SHA-256)."""

    term_months: int
    annual_rate_percent: Percent
    demand_rate_percent: Percent
    tiers: tuple[Tier, ...]
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    early_exit: EarlyExitRule
    maturity_default: MaturityDefault
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Link(Told):
    """What brings people to the campaign: whoever has it may see the campaign and pledge."""

    url: str = Field(
        description="To be pasted anywhere: the campaign's page if it has one, which leads to Telegram."
    )
    telegram_url: str = Field(description="Opens the campaign in Telegram at once.")
    short_code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")]


class Campaign(Told):
    """A campaign of yours."""

    id: Id
    mode: Mode
    state: CampaignState
    external_reference: Reference | None
    metadata: Metadata
    product_code: ProductCode
    channel: Channel
    currency: Currency
    target_minor: Amount
    pledged_minor: AmountOrNothing
    remaining_minor: AmountOrNothing
    member_count: int
    head_count_max: int
    debit_amount_types: tuple[DebitAmountType, ...]
    seat_amounts_minor: tuple[Amount, ...] = Field(description="Each equal share; empty without any.")
    member_minimum_minor: Amount
    member_maximum_minor: Amount
    multiple_minor: Amount = Field(description="Every pledge is a whole multiple of this.")
    designated_only: bool
    opened_at: Instant
    deadline: Instant
    closes_at: Instant = Field(description="The deadline, or later when a place fell free in repair.")
    funded_at: Instant | None
    ended_reason: str | None
    terms: Terms
    link: Link
    deposit_id: Id | None


class CampaignPage(Told):
    """A page of campaigns, newest first. With `next_cursor` there are more: ask again with it as `cursor`."""

    data: tuple[Campaign, ...]
    next_cursor: Cursor | None


class Pledge(Told):
    """A pledge in a campaign of yours. Whose it is you see masked, and how much it is not: members are told so."""

    id: Id
    member: Annotated[str, Field(description="The first letter of the member's name, and dots.")]
    state: PledgeState
    debit_amount_type: DebitAmountType
    pledged_at: Instant


class Designee(Told):
    """Somebody you designated, and what became of the invitation. What they go by is told as far as to know them by."""

    id: Id
    telegram_user_id: int | None
    phone: str | None = Field(description="The last four digits of the number you gave.")
    name: str = Field(
        description="Your name for them; once they have come, the first letter of theirs, and dots."
    )
    state: DesignationState = Field(
        description="`awaited` who never used the bot; `on_its_way`, `told` or `unreachable` who does; then `opened`, "
        "`pledged`."
    )
    designated_at: Instant
    opened_at: Instant | None


class DesigneeList(Told):
    """The designated people of a campaign, in the order in which you named them."""

    data: tuple[Designee, ...]


class DesigneeRemoved(Told):
    """The person is designated no more. A pledge of theirs stays."""

    id: Id
    state: Literal["removed"] = "removed"


class PledgeList(Told):
    """All pledges that were placed in a campaign, oldest first, ended ones too."""

    data: tuple[Pledge, ...]


class Deposit(Told):
    """The term deposit of a settled campaign."""

    id: Id
    campaign_id: Id
    state: DepositState
    product_code: ProductCode
    currency: Currency
    principal_minor: Amount
    annual_rate_percent: Percent
    day_count: DayCount
    value_date: Day
    maturity_date: Day
    interest_minor: AmountOrNothing = Field(description="What it earns by its maturity date.")


class Certificate(Told):
    """A member's evidence of a share in the deposit; whose it is you see masked."""

    number: str
    share_id: Id
    pledge_id: Id
    member: str
    state: ShareState
    issued_at: Instant


class CertificateList(Told):
    """The certificates of a campaign's deposit, by number; none before it is settled."""

    data: tuple[Certificate, ...]


class Payout(Told):
    """A member's money on its way back; whose it is you see masked. A `waiting` one waits for another account."""

    id: Id
    share_id: Id
    deposit_id: Id
    member: str
    cause: PayoutCause
    state: PayoutState
    ordered_at: Instant
    paid_at: Instant | None


class PayoutTotal(Told):
    """What a deposit brought at maturity, all members' payouts together, paid or not."""

    deposit_id: Id
    count: int
    principal_minor: AmountOrNothing
    interest_minor: AmountOrNothing
    tax_minor: AmountOrNothing
    amount_minor: AmountOrNothing = Field(description="Principal and interest less tax.")


class PayoutList(Told):
    """The payouts from a campaign's deposits, oldest first: at maturity, after early withdrawals and sales.

    Amounts are told as totals of three members at least: a smaller one would tell what somebody pledged.
    """

    data: tuple[Payout, ...]
    totals: tuple[PayoutTotal, ...]


class Product(Told):
    """A term deposit that campaigns can be opened for, with the rates of today."""

    code: ProductCode
    currency: Currency
    term_months: int
    offered: bool
    permitted: bool = Field(description="Whether your permissions cover it.")
    minimum_minor: Amount
    maximum_minor: Amount
    multiple_minor: Amount
    member_minimum_minor: Amount
    head_count_max: int
    channels: tuple[Channel, ...]
    tiers: tuple[Tier, ...]
    demand_rate_percent: Percent
    day_count: DayCount
    rate_guarantee_days: int
    latest_deadline: Instant = Field(description="The last deadline that a campaign opened now could have.")


class ProductList(Told):
    """The catalogue, by term."""

    data: tuple[Product, ...]


class Quote(Told):
    """What a deposit opened today would earn; nothing is promised by it."""

    product_code: ProductCode
    currency: Currency
    amount_minor: Amount
    annual_rate_percent: Percent
    value_date: Day
    maturity_date: Day
    interest_minor: AmountOrNothing
    maturity_minor: Amount


class PartnerTold(Told):
    """Who you are here, and what you may."""

    id: Id
    name: str
    mode: Mode
    scopes: tuple[Scope, ...]
    products: tuple[ProductCode, ...]
    channels: tuple[Channel, ...]
    currency: Currency
    target_maximum_minor: Amount
    campaigns_per_day: int
    campaigns_left_today: int


class FailedCondition(Told):
    """A condition that did not hold. What was required and found is minor units, an instant, a count or a word."""

    code: ConditionCode
    required: int | str | None = None
    found: int | str | None = None


class Fault(Told):
    """One thing about the request that is not as this document says."""

    pointer: str
    detail: str


class ProblemTold(Told):
    """Why the request was not carried out (RFC 9457). Programs go by `code`; nothing changed."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,63}$")]
    detail: str
    request_id: str
    conditions: tuple[FailedCondition, ...] = Field(
        default=(), description="All conditions that failed, of permission and of admission."
    )
    faults: tuple[Fault, ...] = Field(default=(), description="All that is malformed.")
