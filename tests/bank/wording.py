"""The contract from the bank's side: what it reads, and how it puts what it tells."""

from collections.abc import Callable
from decimal import Decimal

from pydantic import TypeAdapter

from bot.bank import contract
from core.domain.account import Debit
from core.domain.bank import (
    CloseDeposit,
    Confirmed,
    FailingHold,
    Instruction,
    OpenDeposit,
    OpenedDeposit,
    Outcome,
    Part,
    PayOut,
    PlaceHold,
    ReleaseHold,
    Renewal,
    ReplaceHold,
    TransferShare,
    WithdrawShare,
)
from core.domain.conditions import FailedCondition
from core.domain.facts import AccountFacts, CustomerFacts, StatedDeposit, Statement
from core.domain.ids import (
    AccountId,
    CustomerId,
    DepositId,
    HoldId,
    OrderReference,
    ParticipantId,
    PayoutId,
    ShareId,
)

_CONDITION: TypeAdapter[contract.FailedCondition] = TypeAdapter(contract.FailedCondition)

# What is read


def read_instruction(asked: contract.Instruction) -> Instruction:
    """The instruction that came."""
    match asked:
        case contract.PlaceHold(hold=hold):
            return _read_hold(hold)
        case contract.ReplaceHold():
            return ReplaceHold(HoldId(asked.released_hold_id), _read_hold(asked.hold))
        case contract.ReleaseHold():
            return ReleaseHold(HoldId(asked.hold_id))
        case contract.OpenDeposit():
            return OpenDeposit(
                deposit_id=DepositId(asked.deposit_id),
                hold_ids=tuple(map(HoldId, asked.hold_ids)),
                unproved=(),
                principal_minor=asked.principal_minor,
                currency=asked.currency,
                product_code=asked.product_code,
                term_months=asked.term_months,
                annual_rate_percent=Decimal(asked.annual_rate_percent),
                day_count=asked.day_count,
                compounding=asked.compounding,
                rounding=asked.rounding,
                business_day_rule=asked.business_day_rule,
            )
        case contract.CloseDeposit():
            return _read_closing(asked)
        case contract.PayOut():
            return PayOut(
                PayoutId(asked.payout_id), AccountId(asked.account_id), asked.amount_minor, asked.currency
            )
        case contract.WithdrawShare() | contract.TransferShare():
            return _read_exit(asked)


def _read_exit(asked: contract.WithdrawShare | contract.TransferShare) -> WithdrawShare | TransferShare:
    if isinstance(asked, contract.TransferShare):
        debit = _read_debit(asked.debit)
        return TransferShare(
            deposit_id=DepositId(asked.deposit_id),
            share_id=ShareId(asked.share_id),
            payout_id=PayoutId(asked.payout_id),
            bought_id=ShareId(asked.bought_id),
            account_id=AccountId(asked.account_id),
            buyer_id=ParticipantId(""),  # whom it is by our name, a bank is not told
            debit=debit,
        )
    rate = asked.rest_rate_percent
    return WithdrawShare(
        deposit_id=DepositId(asked.deposit_id),
        share_id=ShareId(asked.share_id),
        payout_id=PayoutId(asked.payout_id),
        effective_date=asked.effective_date,
        principal_minor=asked.principal_minor,
        interest_minor=asked.interest_minor,
        tax_minor=asked.tax_minor,
        currency=asked.currency,
        rest_rate_percent=None if rate is None else Decimal(rate),
    )


def _read_closing(asked: contract.CloseDeposit) -> CloseDeposit:
    parts = (
        Part(
            share_id=ShareId(part.share_id),
            payout_id=None if part.payout_id is None else PayoutId(part.payout_id),
            principal_minor=part.principal_minor,
            interest_minor=part.interest_minor,
            tax_minor=part.tax_minor,
            renewed_minor=part.renewed_minor,
        )
        for part in asked.parts
    )
    renewal = None if asked.renewal is None else _read_renewal(asked.renewal)
    return CloseDeposit(DepositId(asked.deposit_id), asked.maturity_date, tuple(parts), renewal)


def _read_renewal(asked: contract.Renewal) -> Renewal:
    return Renewal(
        deposit_id=DepositId(asked.deposit_id),
        principal_minor=asked.principal_minor,
        currency=asked.currency,
        product_code=asked.product_code,
        term_months=asked.term_months,
        annual_rate_percent=Decimal(asked.annual_rate_percent),
        day_count=asked.day_count,
        compounding=asked.compounding,
        rounding=asked.rounding,
        business_day_rule=asked.business_day_rule,
    )


def _read_hold(asked: contract.HoldToPlace) -> PlaceHold:
    return PlaceHold(HoldId(asked.hold_id), AccountId(asked.account_id), _read_debit(asked.debit))


def _read_debit(asked: contract.Debit) -> Debit:
    return Debit(
        holder=CustomerId(asked.holder_id),
        currency=asked.currency,
        amount_minor=asked.amount_minor,
        debit_amount_type=asked.debit_amount_type,
        minimum_minor=asked.minimum_minor,
        maximum_minor=asked.maximum_minor,
        multiple_minor=asked.multiple_minor,
        account_classes=frozenset(asked.account_classes),
        purpose=asked.purpose,
    )


# What is told


def told_outcome(
    reference: OrderReference, instruction: Instruction, outcome: Outcome
) -> contract.OrderStatus:
    """What became of an order."""
    if isinstance(outcome, Confirmed):
        effect = _told_effect(instruction, outcome)
        return contract.Confirmed(status="confirmed", reference=reference, effect=effect)
    return contract.Rejected(
        status="rejected",
        reference=reference,
        conditions=tuple(map(_told_condition, outcome.conditions)),
        failing=tuple(map(_told_failing, outcome.failing)),
    )


def _told_effect(instruction: Instruction, confirmed: Confirmed) -> contract.Effect:
    match instruction:
        case PlaceHold():
            return contract.HoldPlaced(kind="hold_placed", hold=_told_hold(instruction))
        case ReplaceHold(released_hold_id, placed):
            return contract.HoldReplaced(
                kind="hold_replaced", released_hold_id=released_hold_id, hold=_told_hold(placed)
            )
        case ReleaseHold(hold_id):
            return contract.HoldReleased(kind="hold_released", hold_id=hold_id)
        case OpenDeposit():
            assert confirmed.deposit is not None
            return contract.DepositOpened(
                kind="deposit_opened",
                deposit=_told_opened(instruction, confirmed.deposit),
                captured_hold_ids=instruction.hold_ids,
            )
        case CloseDeposit():
            return _told_closing(instruction, confirmed)
        case PayOut(payout_id, account_id, amount_minor, currency):
            return contract.PaidOut(
                kind="paid_out",
                payout_id=payout_id,
                account_id=account_id,
                amount_minor=amount_minor,
                currency=currency,
            )
        case WithdrawShare() | TransferShare():
            return _told_exit(instruction)


def _told_exit(instruction: WithdrawShare | TransferShare) -> contract.Effect:
    if isinstance(instruction, TransferShare):
        return contract.ShareTransferred(
            kind="share_transferred",
            deposit_id=instruction.deposit_id,
            share_id=instruction.share_id,
            bought_id=instruction.bought_id,
            account_id=instruction.account_id,
            currency=instruction.debit.currency,
            payout=contract.OwedPayout(payout_id=instruction.payout_id, amount_minor=instruction.price_minor),
        )
    rate = instruction.rest_rate_percent
    return contract.ShareWithdrawn(
        kind="share_withdrawn",
        deposit_id=instruction.deposit_id,
        share_id=instruction.share_id,
        effective_date=instruction.effective_date,
        principal_minor=instruction.principal_minor,
        interest_minor=instruction.interest_minor,
        tax_minor=instruction.tax_minor,
        payout=contract.OwedPayout(payout_id=instruction.payout_id, amount_minor=instruction.payout_minor),
        rest_rate_percent=None if rate is None else format(rate, "f"),
    )


def _told_closing(closing: CloseDeposit, confirmed: Confirmed) -> contract.DepositClosed:
    renewal = None
    if closing.renewal is not None:
        assert confirmed.deposit is not None
        renewal = _told_opened(closing.renewal, confirmed.deposit)
    return contract.DepositClosed(
        kind="deposit_closed",
        deposit_id=closing.deposit_id,
        principal_minor=closing.principal_minor,
        interest_minor=closing.interest_minor,
        tax_minor=sum(part.tax_minor for part in closing.parts),
        payouts=tuple(
            contract.OwedPayout(payout_id=part.payout_id, amount_minor=part.payout_minor)
            for part in closing.parts
            if part.payout_id is not None
        ),
        renewal=renewal,
    )


def _told_hold(placing: PlaceHold) -> contract.StandingHold:
    return contract.StandingHold(
        hold_id=placing.hold_id,
        account_id=placing.account_id,
        amount_minor=placing.debit.amount_minor,
        currency=placing.debit.currency,
    )


def _told_opened(opening: OpenDeposit | Renewal, opened: OpenedDeposit) -> contract.StandingDeposit:
    return contract.StandingDeposit(
        deposit_id=opening.deposit_id,
        number=opened.number,
        principal_minor=opening.principal_minor,
        currency=opening.currency,
        annual_rate_percent=format(opening.annual_rate_percent, "f"),
        value_date=opened.value_date,
        maturity_date=opened.maturity_date,
        payout_date=opened.payout_date,
    )


def _told_failing(failing: FailingHold) -> contract.FailingHold:
    return contract.FailingHold(
        hold_id=failing.hold_id, conditions=tuple(map(_told_condition, failing.conditions))
    )


def _told_condition(failed: FailedCondition) -> contract.FailedCondition:
    told = {"code": failed.code, "required": failed.required, "found": failed.found}
    return _CONDITION.validate_python(told)


def told_customer(facts: CustomerFacts | None) -> contract.CustomerFound:
    """A customer with all accounts, if there is one."""
    if facts is None:
        return contract.CustomerFound(customer=None)
    return contract.CustomerFound(
        customer=contract.Customer(
            customer_id=facts.customer.id,
            name=facts.customer.name,
            phone=facts.customer.phone,
            accounts=tuple(map(_told_account, facts.accounts)),
        )
    )


def _told_account(facts: AccountFacts) -> contract.Account:
    account = facts.account
    return contract.Account(
        account_id=account.id,
        number=account.number,
        currency=account.currency,
        account_class=account.account_class,
        status=account.status,
        debit_amount_types=tuple(sorted(account.debit_amount_types)),
        day_limits=tuple(
            contract.DayLimit(
                purpose=limit.purpose,
                limit_minor=limit.limit_minor,
                used_minor=limit.used_minor,
                used_on=limit.used_on,
            )
            for limit in account.day_limits
        ),
        available_minor=facts.available_minor,
    )


def told_statement(stated: Statement, currency_of: Callable[[HoldId], str]) -> contract.Statement:
    """All that stands."""
    return contract.Statement(
        at=stated.at,
        holds=tuple(
            contract.StandingHold(
                hold_id=hold.hold_id,
                account_id=hold.account_id,
                amount_minor=hold.amount_minor,
                currency=currency_of(hold.hold_id),
            )
            for hold in stated.holds
        ),
        deposits=tuple(map(_told_deposit, stated.deposits)),
        payouts=tuple(
            contract.OwedPayout(payout_id=payout.payout_id, amount_minor=payout.amount_minor)
            for payout in stated.payouts
        ),
    )


def _told_deposit(deposit: StatedDeposit) -> contract.StandingDeposit:
    return contract.StandingDeposit(
        deposit_id=deposit.deposit_id,
        number=deposit.number,
        principal_minor=deposit.principal_minor,
        currency=deposit.currency,
        annual_rate_percent=format(deposit.annual_rate_percent, "f"),
        value_date=deposit.value_date,
        maturity_date=deposit.maturity_date,
    )
