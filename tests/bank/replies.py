"""Orders, and replies that answer them as the contract has it; tests spoil copies of these."""

from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from core.domain.account import AccountClass, Debit
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Instruction,
    OpenDeposit,
    Part,
    PayOut,
    PlaceHold,
    ReleaseHold,
    Renewal,
    ReplaceHold,
    TransferShare,
    WithdrawShare,
)
from core.domain.calendar import BusinessDayRule
from core.domain.ids import (
    AccountId,
    CampaignId,
    CustomerId,
    DepositId,
    HoldId,
    OrderReference,
    ParticipantId,
    PayoutId,
    ShareId,
)
from core.domain.interest import Compounding, DayCount, Rounding
from tests.support.house import FREE_AMOUNT

PHONE = "+8613800000001"
NUMBER = "6214123412341234567"
AT = datetime(2026, 3, 1, 4, tzinfo=UTC)

_DEBIT = Debit(
    holder=CustomerId("cus_1"),
    currency="CNY",
    amount_minor=400000,
    debit_amount_type=FREE_AMOUNT,
    minimum_minor=50000,
    maximum_minor=1000000,
    multiple_minor=100,
    account_classes=frozenset({AccountClass.I, AccountClass.II}),
)


def _order(instruction: Instruction) -> BankOrder:
    return BankOrder(OrderReference("ord_1"), CampaignId("cmp_1"), instruction)


PLACE = _order(PlaceHold(HoldId("hld_1"), AccountId("acc_1"), _DEBIT))
REPLACE = _order(ReplaceHold(HoldId("hld_0"), PlaceHold(HoldId("hld_1"), AccountId("acc_1"), _DEBIT)))
RELEASE = _order(ReleaseHold(HoldId("hld_1")))
CLOSE = _order(
    CloseDeposit(
        deposit_id=DepositId("dep_1"),
        maturity_date=date(2027, 3, 1),
        parts=(
            Part(ShareId("shr_1"), PayoutId("pay_1"), 400000, 9800, 980),
            Part(ShareId("shr_2"), PayoutId("pay_2"), 600000, 14700, 1470, renewed_minor=600000),
        ),
        renewal=Renewal(
            deposit_id=DepositId("dep_2"),
            principal_minor=600000,
            currency="CNY",
            product_code="TD12M",
            term_months=12,
            annual_rate_percent=Decimal("1.90"),
            day_count=DayCount.PERIODS,
            compounding=Compounding.NONE,
            rounding=Rounding.END,
            business_day_rule=BusinessDayRule.FOLLOWING,
        ),
    )
)
CLOSE_WHOLLY = _order(
    CloseDeposit(
        deposit_id=DepositId("dep_1"),
        maturity_date=date(2027, 3, 1),
        parts=(Part(ShareId("shr_1"), PayoutId("pay_1"), 1000000, 24500, 0),),
        renewal=None,
    )
)
WITHDRAW = _order(
    WithdrawShare(
        deposit_id=DepositId("dep_1"),
        share_id=ShareId("shr_1"),
        payout_id=PayoutId("pay_1"),
        effective_date=date(2026, 6, 9),
        principal_minor=400000,
        interest_minor=333,
        tax_minor=33,
        currency="CNY",
        rest_rate_percent=Decimal("1.75"),
    )
)
TRANSFER = _order(
    TransferShare(
        deposit_id=DepositId("dep_1"),
        share_id=ShareId("shr_1"),
        payout_id=PayoutId("pay_1"),
        bought_id=ShareId("shr_3"),
        account_id=AccountId("acc_1"),
        buyer_id=ParticipantId("par_1"),
        debit=_DEBIT,
    )
)
PAY = _order(PayOut(PayoutId("pay_1"), AccountId("acc_1"), 408820, "CNY"))
OPEN = _order(
    OpenDeposit(
        deposit_id=DepositId("dep_1"),
        hold_ids=(HoldId("hld_1"), HoldId("hld_2")),
        unproved=(),
        principal_minor=1000000,
        currency="CNY",
        product_code="TD12M",
        term_months=12,
        annual_rate_percent=Decimal("2.45"),
        day_count=DayCount.PERIODS,
        compounding=Compounding.NONE,
        rounding=Rounding.END,
    )
)

_HOLD = {"hold_id": "hld_1", "account_id": "acc_1", "amount_minor": 400000, "currency": "CNY"}
_DEPOSIT = {
    "deposit_id": "dep_1",
    "number": "621048271935",
    "principal_minor": 1000000,
    "currency": "CNY",
    "annual_rate_percent": "2.45",
    "value_date": "2026-03-01",
    "maturity_date": "2027-03-01",
}
_RENEWAL = {
    **_DEPOSIT,
    "deposit_id": "dep_2",
    "number": "621048271999",
    "principal_minor": 600000,
    "annual_rate_percent": "1.90",
    "value_date": "2027-03-01",
    "maturity_date": "2028-03-01",
    "payout_date": "2028-03-02",
}
_CONDITIONS = [
    {"code": "account_frozen", "required": "normal", "found": "frozen"},
    {"code": "insufficient_balance", "required": 400000, "found": 120000},
]

Json = dict[str, Any]


def _confirmed(effect: Json) -> Json:
    return {"status": "confirmed", "reference": "ord_1", "effect": effect}


PLACED = _confirmed({"kind": "hold_placed", "hold": _HOLD})
REPLACED = _confirmed({"kind": "hold_replaced", "released_hold_id": "hld_0", "hold": _HOLD})
RELEASED = _confirmed({"kind": "hold_released", "hold_id": "hld_1"})
OPENED = _confirmed(
    {"kind": "deposit_opened", "deposit": _DEPOSIT, "captured_hold_ids": ["hld_2", "hld_1"]},
)
CLOSED = _confirmed(
    {
        "kind": "deposit_closed",
        "deposit_id": "dep_1",
        "principal_minor": 1000000,
        "interest_minor": 24500,
        "tax_minor": 2450,
        "payouts": [
            {"payout_id": "pay_2", "amount_minor": 13230},
            {"payout_id": "pay_1", "amount_minor": 408820},
        ],
        "renewal": _RENEWAL,
    }
)
CLOSED_WHOLLY = _confirmed(
    {
        "kind": "deposit_closed",
        "deposit_id": "dep_1",
        "principal_minor": 1000000,
        "interest_minor": 24500,
        "tax_minor": 0,
        "payouts": [{"payout_id": "pay_1", "amount_minor": 1024500}],
    }
)
PAID = _confirmed(
    {
        "kind": "paid_out",
        "payout_id": "pay_1",
        "account_id": "acc_1",
        "amount_minor": 408820,
        "currency": "CNY",
    }
)
WITHDRAWN = _confirmed(
    {
        "kind": "share_withdrawn",
        "deposit_id": "dep_1",
        "share_id": "shr_1",
        "effective_date": "2026-06-09",
        "principal_minor": 400000,
        "interest_minor": 333,
        "tax_minor": 33,
        "payout": {"payout_id": "pay_1", "amount_minor": 400300},
        "rest_rate_percent": "1.75",
    }
)
TRANSFERRED = _confirmed(
    {
        "kind": "share_transferred",
        "deposit_id": "dep_1",
        "share_id": "shr_1",
        "bought_id": "shr_3",
        "account_id": "acc_1",
        "currency": "CNY",
        "payout": {"payout_id": "pay_1", "amount_minor": 400000},
    }
)
REFUSED: Json = {"status": "rejected", "reference": "ord_1", "conditions": _CONDITIONS}
FAILING: Json = {
    "status": "rejected",
    "reference": "ord_1",
    "failing": [{"hold_id": "hld_2", "conditions": _CONDITIONS}],
}
UNPAID: Json = {"status": "rejected", "reference": "ord_1", "conditions": _CONDITIONS[:1]}
DECLINED: Json = {"status": "rejected", "reference": "ord_1"}
IN_PROGRESS: Json = {"status": "in_progress", "reference": "ord_1"}
NEVER_RECEIVED: Json = {"status": 404, "code": "order_unknown", "reference": "ord_1"}
CUSTOMER: Json = {
    "customer": {
        "customer_id": "cus_1",
        "name": "Lin Mei",
        "phone": PHONE,
        "accounts": [
            {
                "account_id": "acc_1",
                "number": NUMBER,
                "currency": "CNY",
                "account_class": "I",
                "status": "normal",
                "debit_amount_types": ["free_amount", "remainder"],
                "day_limits": [{"purpose": "term_deposit", "limit_minor": 20000000}],
                "available_minor": 800000,
            }
        ],
    }
}
STATEMENT: Json = {
    "at": "2026-03-01T12:00:00+08:00",
    "holds": [_HOLD],
    "deposits": [_DEPOSIT],
    "payouts": [{"payout_id": "pay_1", "amount_minor": 408820}],
}


def changed(reply: Json, *path: str | int, to: Any) -> Json:
    """A copy of the reply with the value at this path changed."""
    copied = deepcopy(reply)
    within: Any = copied
    for step in path[:-1]:
        within = within[step]
    within[path[-1]] = to
    return copied


def without(reply: Json, *path: str | int) -> Json:
    """A copy of the reply without the value at this path."""
    copied = changed(reply, *path, to=None)
    within: Any = copied
    for step in path[:-1]:
        within = within[step]
    del within[path[-1]]
    return copied
