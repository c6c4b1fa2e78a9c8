"""The HTTP contract with a bank elsewhere, as the models that validate it; `docs/bank-gateway.json` follows from them.

Money is whole minor units with an ISO 4217 code, a rate is decimal text, an instant is RFC 3339. What is asked has
exactly the fields named here; what is told may have more, which are not looked at.
"""

import re
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from bot.wire import E164, LARGEST_MINOR, Amount, AmountOrNothing, Currency, Day, Instant, Percent, WireModel
from core.domain.account import AccountClass, AccountStatus, DebitAmountType, DebitPurpose
from core.domain.calendar import BusinessDayRule
from core.domain.conditions import ConditionCode
from core.domain.interest import Compounding, DayCount, Rounding

VERSION = "3.0.0"


OurName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
BankName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,36}$")]
Balance = Annotated[int, Field(ge=-LARGEST_MINOR, le=LARGEST_MINOR)]
Phone = Annotated[str, StringConstraints(pattern=E164), Field(repr=False)]
PersonName = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")]
AccountNumber = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{8,34}$"), Field(repr=False)]
ProblemCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,63}$")]
DepositNumber = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,34}$")]


def is_phone(text: str) -> bool:
    """Whether the text is a phone number in E.164 form."""
    return re.fullmatch(E164, text, re.ASCII) is not None


class Asked(WireModel):
    """What the bank is asked: exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class Told(WireModel):
    """What the bank tells: these fields at least."""

    model_config = ConfigDict(extra="ignore")


# Orders


class Debit(Asked):
    """What is to be debited later, and the bounds that the terms set: all that the bank validates the account for."""

    holder_id: BankName = Field(description="The customer whose account it has to be.")
    currency: Currency
    amount_minor: Amount
    debit_amount_type: DebitAmountType
    minimum_minor: AmountOrNothing
    maximum_minor: Amount
    multiple_minor: Amount
    account_classes: tuple[AccountClass, ...] = Field(description="The classes that may be debited for it.")
    purpose: DebitPurpose


class HoldToPlace(Asked):
    """A hold under a name of ours, on an account of the bank's."""

    hold_id: OurName
    account_id: BankName
    debit: Debit


class PlaceHold(Asked):
    """Validate the debit, and set its amount aside."""

    kind: Literal["place_hold"]
    hold: HoldToPlace


class ReplaceHold(Asked):
    """Release one hold and place another as one act: both, or neither.

    What is released is available to the hold placed instead, if that is on the same account.
    """

    kind: Literal["replace_hold"]
    released_hold_id: OurName
    hold: HoldToPlace


class ReleaseHold(Asked):
    """Give the money of a hold back, whatever the account's status is now: only `hold_missing` may refuse it."""

    kind: Literal["release_hold"]
    hold_id: OurName


class OpenDeposit(Asked):
    """Capture all these holds and open one term deposit with the money as one act, or name every hold that fails.

    The holds' amounts sum to the principal. The accounts are validated again, for the debits their holds were placed
    for. The deposit matures so many calendar months after its value date; where the month lacks the day, on its last.
    """

    kind: Literal["open_deposit"]
    deposit_id: OurName
    hold_ids: tuple[OurName, ...] = Field(min_length=1)
    principal_minor: Amount
    currency: Currency
    product_code: str = Field(min_length=1, max_length=64)
    term_months: int = Field(gt=0, le=1200)
    annual_rate_percent: Percent
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    business_day_rule: BusinessDayRule


class PartOfDeposit(Asked):
    """What becomes of one share: principal and interest, less tax and what goes on, are owed under `payout_id`."""

    share_id: OurName
    payout_id: OurName | None = Field(description="Null if all of it goes on into the next deposit.")
    principal_minor: Amount
    interest_minor: AmountOrNothing
    tax_minor: AmountOrNothing
    renewed_minor: AmountOrNothing


class Renewal(Asked):
    """The term deposit that is opened with what goes on. Its value date is the maturity date of the closed one."""

    deposit_id: OurName
    principal_minor: Amount
    currency: Currency
    product_code: str = Field(min_length=1, max_length=64)
    term_months: int = Field(gt=0, le=1200)
    annual_rate_percent: Percent
    day_count: DayCount
    compounding: Compounding
    rounding: Rounding
    business_day_rule: BusinessDayRule


class CloseDeposit(Asked):
    """Close a matured deposit as one act: interest posted, tax withheld, each payout owed, the rest renewed.

    The parts' principal is what stands of the deposit, their interest all it has earned up to, not including, the
    maturity date. What is due cannot be refused.
    """

    kind: Literal["close_deposit"]
    deposit_id: OurName
    maturity_date: Day
    parts: tuple[PartOfDeposit, ...] = Field(min_length=1)
    renewal: Renewal | None


class PayOut(Asked):
    """Pay all that is owed under this payout to an account, if that can take money; else it is owed on."""

    kind: Literal["pay_out"]
    payout_id: OurName
    account_id: BankName
    amount_minor: Amount
    currency: Currency


class WithdrawShare(Asked):
    """Let one share leave its deposit early as one act: interest for its days, tax withheld, what is left owed.

    The interest is that of the days up to, not including, the effective date, at the demand rate. From that day on the
    deposit earns on what stands of it, at `rest_rate_percent` if that is not null.
    """

    kind: Literal["withdraw_share"]
    deposit_id: OurName
    share_id: OurName
    payout_id: OurName
    effective_date: Day
    principal_minor: Amount
    interest_minor: AmountOrNothing
    tax_minor: AmountOrNothing
    currency: Currency
    rest_rate_percent: Percent | None


class TransferShare(Asked):
    """Debit a buyer for a share, and owe the price to its seller, as one act; the deposit stays as it is.

    The account is validated as for a hold, and debited at once. `share_id` ends, and `bought_id` begins.
    """

    kind: Literal["transfer_share"]
    deposit_id: OurName
    share_id: OurName
    bought_id: OurName
    payout_id: OurName = Field(description="Under which the whole price is owed.")
    account_id: BankName = Field(description="The buyer's.")
    debit: Debit


Instruction = Annotated[
    PlaceHold
    | ReplaceHold
    | ReleaseHold
    | OpenDeposit
    | CloseDeposit
    | PayOut
    | WithdrawShare
    | TransferShare,
    Field(discriminator="kind"),
]


# What became of an order


class StandingHold(Told):
    """A hold as it stands at the bank."""

    hold_id: OurName
    account_id: BankName
    amount_minor: Amount
    currency: Currency


class StandingDeposit(Told):
    """A term deposit as it stands at the bank; it does not earn interest on the maturity date any more.

    Principal and rate are those of now: what stands of it, and what that earns.
    """

    deposit_id: OurName
    number: DepositNumber = Field(description="The bank's own number; certificates show it.")
    principal_minor: Amount
    currency: Currency
    annual_rate_percent: Percent
    value_date: Day
    maturity_date: Day
    payout_date: Day | None = Field(
        default=None, description="The day on which the money moves, if that is not the maturity date."
    )


class OwedPayout(Told):
    """Money that is owed to a member, in the currency of its deposit, until it is paid out."""

    payout_id: OurName
    amount_minor: Amount


class HoldPlaced(Told):
    """The effect of `place_hold`."""

    kind: Literal["hold_placed"]
    hold: StandingHold


class HoldReplaced(Told):
    """The effect of `replace_hold`."""

    kind: Literal["hold_replaced"]
    released_hold_id: OurName
    hold: StandingHold


class HoldReleased(Told):
    """The effect of `release_hold`."""

    kind: Literal["hold_released"]
    hold_id: OurName


class DepositOpened(Told):
    """The effect of `open_deposit`, with every hold that was captured for it."""

    kind: Literal["deposit_opened"]
    deposit: StandingDeposit
    captured_hold_ids: tuple[OurName, ...]


class DepositClosed(Told):
    """The effect of `close_deposit`: what the deposit came to, what is owed now, and what was opened with the rest."""

    kind: Literal["deposit_closed"]
    deposit_id: OurName
    principal_minor: Amount
    interest_minor: AmountOrNothing
    tax_minor: AmountOrNothing
    payouts: tuple[OwedPayout, ...]
    renewal: StandingDeposit | None = None


class PaidOut(Told):
    """The effect of `pay_out`."""

    kind: Literal["paid_out"]
    payout_id: OurName
    account_id: BankName
    amount_minor: Amount
    currency: Currency


class ShareWithdrawn(Told):
    """The effect of `withdraw_share`: what has left, what is owed now, and what the rest earns if that changed."""

    kind: Literal["share_withdrawn"]
    deposit_id: OurName
    share_id: OurName
    effective_date: Day
    principal_minor: Amount
    interest_minor: AmountOrNothing
    tax_minor: AmountOrNothing
    payout: OwedPayout
    rest_rate_percent: Percent | None = None


class ShareTransferred(Told):
    """The effect of `transfer_share`: which account was debited for which share, and what is owed now."""

    kind: Literal["share_transferred"]
    deposit_id: OurName
    share_id: OurName
    bought_id: OurName
    account_id: BankName
    currency: Currency
    payout: OwedPayout


Effect = Annotated[
    HoldPlaced
    | HoldReplaced
    | HoldReleased
    | DepositOpened
    | DepositClosed
    | PaidOut
    | ShareWithdrawn
    | ShareTransferred,
    Field(
        discriminator="kind",
        description="What the bank did, from its own books rather than from the request.",
    ),
]


class FailedAmount(Told):
    """An amount out of bounds, in minor units; `bank-gateway.md` has what is required and found, for each code."""

    code: Literal[
        ConditionCode.AMOUNT_BELOW_MINIMUM,
        ConditionCode.AMOUNT_ABOVE_MAXIMUM,
        ConditionCode.AMOUNT_NOT_MULTIPLE,
        ConditionCode.DAY_LIMIT,
        ConditionCode.INSUFFICIENT_BALANCE,
    ]
    required: AmountOrNothing
    found: Balance


class FailedStatus(Told):
    """An account that may not be debited in its status."""

    code: Literal[
        ConditionCode.ACCOUNT_DORMANT,
        ConditionCode.ACCOUNT_FROZEN,
        ConditionCode.ACCOUNT_LOST,
        ConditionCode.ACCOUNT_CLOSED,
    ]
    required: Literal["normal"]
    found: Literal["dormant", "frozen", "lost", "closed"]


class FailedClass(Told):
    """An account of another class than those that may be debited; these with slashes between them."""

    code: Literal[ConditionCode.ACCOUNT_CLASS]
    required: Annotated[str, StringConstraints(pattern=r"^(I|II|III)(/(I|II|III)){0,2}$")]
    found: Literal["I", "II", "III"]


class FailedCurrency(Told):
    """An account in another currency."""

    code: Literal[ConditionCode.ACCOUNT_CURRENCY]
    required: Currency
    found: Currency


class FailedAmountType(Told):
    """An account that amounts fixed in this way may not be debited from."""

    code: Literal[ConditionCode.DEBIT_AMOUNT_TYPE]
    required: Literal["equal_share", "free_amount", "remainder"]
    found: None = None


class FailedPlainly(Told):
    """No such account, an account of somebody else, or no such hold any more."""

    code: Literal[ConditionCode.ACCOUNT_UNKNOWN, ConditionCode.ACCOUNT_HOLDER, ConditionCode.HOLD_MISSING]
    required: None = None
    found: None = None


FailedCondition = Annotated[
    FailedAmount | FailedStatus | FailedClass | FailedCurrency | FailedAmountType | FailedPlainly,
    Field(discriminator="code"),
]


class FailingHold(Told):
    """A hold that cannot be captured, and every condition that failed for it."""

    hold_id: OurName
    conditions: tuple[FailedCondition, ...] = Field(min_length=1)


class Confirmed(Told):
    """The bank did what it was asked, wholly."""

    status: Literal["confirmed"]
    reference: OurName
    effect: Effect


class Rejected(Told):
    """The bank did nothing, and will not under this reference.

    A hold's order, a payment or a transfer is rejected with every condition that failed. `open_deposit` is rejected
    with every hold that fails; with none, if the bank will not open the deposit at all. `withdraw_share` is rejected
    with nothing: the bank will not let the share go.
    """

    status: Literal["rejected"]
    reference: OurName
    conditions: tuple[FailedCondition, ...] = ()
    failing: tuple[FailingHold, ...] = ()


class InProgress(Told):
    """The bank has the order, and has not decided yet."""

    status: Literal["in_progress"]
    reference: OurName


OrderStatus = Annotated[Confirmed | Rejected | InProgress, Field(discriminator="status")]


# Customers


class CustomerSearch(Asked):
    """Whose verified number this is."""

    phone: Phone


class DayLimit(Told):
    """At most so much is debited for this purpose on a business day, and how much of it is used."""

    purpose: DebitPurpose
    limit_minor: AmountOrNothing
    used_minor: AmountOrNothing = 0
    used_on: Day | None = None


class Account(Told):
    """A demand account with what its holder may use now."""

    account_id: BankName
    number: AccountNumber = Field(
        description="People are shown its last four characters; its last eight are all that need be told."
    )
    currency: Currency
    account_class: AccountClass
    status: AccountStatus
    debit_amount_types: tuple[DebitAmountType, ...]
    day_limits: tuple[DayLimit, ...] = ()
    available_minor: Balance


class Customer(Told):
    """A customer with all accounts that could be debited, those in another status than normal too."""

    customer_id: BankName
    name: PersonName
    phone: Phone
    accounts: tuple[Account, ...]


class CustomerFound(Told):
    """The customer, or null if it is nobody's number."""

    customer: Customer | None


# Statement, codes


class Statement(Told):
    """All holds that stand, all deposits opened for us that are not closed, and all that is owed, at one moment."""

    at: Instant
    holds: tuple[StandingHold, ...]
    deposits: tuple[StandingDeposit, ...]
    payouts: tuple[OwedPayout, ...]


class CodeToDeliver(Asked):
    """A one-time code, to be sent in the bank's own words to a customer's verified number."""

    phone: Phone
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")] = Field(repr=False)
    expires_at: Instant
    locale: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        description="The reader's language, by BCP 47."
    )


# Problems


ORDER_UNKNOWN = "order_unknown"
REFERENCE_REUSED = "reference_reused"


class Problem(Told):
    """Why there is no answer, after RFC 9457. `code` is stable; title and detail are for people.

    About an order, `reference` repeats its reference: only then is `order_unknown` or `reference_reused` believed.
    """

    type: str = "about:blank"
    title: str = ""
    status: int
    code: ProblemCode
    reference: str | None = None
    request_id: str | None = None
    detail: str | None = None
