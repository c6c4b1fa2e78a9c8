"""Orders into what the contract asks, and what the contract tells into the core's values, if it fits the question."""

from collections.abc import Iterable
from datetime import UTC
from decimal import Decimal
from typing import assert_never

from bot.bank import contract
from core.domain import bank
from core.domain.account import BankAccount, BankCustomer, DayLimit
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.facts import AccountFacts, CustomerFacts, StatedDeposit, StatedHold, Statement
from core.domain.ids import AccountId, CustomerId, DepositId, HoldId
from core.domain.interest import add_months
from core.ports import BankContradicts

# What is asked


def asked_instruction(instruction: bank.Instruction) -> contract.Instruction:
    """The instruction as the bank is asked it; equal instructions give equal text."""
    match instruction:
        case bank.PlaceHold():
            return contract.PlaceHold(kind="place_hold", hold=_hold_to_place(instruction))
        case bank.ReplaceHold(released_hold_id, placed):
            return contract.ReplaceHold(
                kind="replace_hold", released_hold_id=released_hold_id, hold=_hold_to_place(placed)
            )
        case bank.ReleaseHold(hold_id):
            return contract.ReleaseHold(kind="release_hold", hold_id=hold_id)
        case bank.OpenDeposit():
            return _deposit_to_open(instruction)
        case bank.CloseDeposit() | bank.PayOut() | bank.WithdrawShare():
            raise NotImplementedError("the contract with a bank elsewhere knows no maturity yet")
        case _:
            assert_never(instruction)


def _hold_to_place(placing: bank.PlaceHold) -> contract.HoldToPlace:
    debit = placing.debit
    return contract.HoldToPlace(
        hold_id=placing.hold_id,
        account_id=placing.account_id,
        debit=contract.Debit(
            holder_id=debit.holder,
            currency=debit.currency,
            amount_minor=debit.amount_minor,
            debit_amount_type=debit.debit_amount_type,
            minimum_minor=debit.minimum_minor,
            maximum_minor=debit.maximum_minor,
            multiple_minor=debit.multiple_minor,
            account_classes=tuple(sorted(debit.account_classes)),
            purpose=debit.purpose,
        ),
    )


def _deposit_to_open(opening: bank.OpenDeposit) -> contract.OpenDeposit:
    assert not opening.unproved, "an opening that our own side refuses is never sent"
    return contract.OpenDeposit(
        kind="open_deposit",
        deposit_id=opening.deposit_id,
        hold_ids=opening.hold_ids,
        principal_minor=opening.principal_minor,
        currency=opening.currency,
        product_code=opening.product_code,
        term_months=opening.term_months,
        annual_rate_percent=format(opening.annual_rate_percent, "f"),
        day_count=opening.day_count,
        compounding=opening.compounding,
        rounding=opening.rounding,
    )


# What became of an order


def told_outcome(
    order: bank.BankOrder, told: contract.OrderStatus
) -> bank.Confirmed | bank.Rejected | bank.InProgress:
    """What the bank says became of the order. Raises BankContradicts if that is no answer to what was asked."""
    if told.reference != order.reference:
        raise BankContradicts(f"{order.reference}: the bank answered for another reference")
    match told:
        case contract.Confirmed(effect=effect):
            return _confirmed(order, effect)
        case contract.Rejected():
            return _rejected(order, told)
        case contract.InProgress():
            return bank.InProgress()
        case _:
            assert_never(told)


def _confirmed(order: bank.BankOrder, effect: contract.Effect) -> bank.Confirmed:
    match order.instruction, effect:
        case bank.PlaceHold() as placing, contract.HoldPlaced(hold=hold):
            if hold == _standing(placing):
                return bank.Confirmed()
        case bank.ReplaceHold(released_hold_id, placing), contract.HoldReplaced(hold=hold):
            if hold == _standing(placing) and effect.released_hold_id == released_hold_id:
                return bank.Confirmed()
        case bank.ReleaseHold(hold_id), contract.HoldReleased():
            if effect.hold_id == hold_id:
                return bank.Confirmed()
        case bank.OpenDeposit() as opening, contract.DepositOpened():
            if _is_deposit_asked_for(opening, effect):
                deposit = effect.deposit
                opened = bank.OpenedDeposit(deposit.number, deposit.value_date, deposit.maturity_date)
                return bank.Confirmed(opened)
    raise BankContradicts(f"{order.reference}: the bank confirmed something else than it was asked")


def _standing(placing: bank.PlaceHold) -> contract.StandingHold:
    return contract.StandingHold(
        hold_id=placing.hold_id,
        account_id=placing.account_id,
        amount_minor=placing.debit.amount_minor,
        currency=placing.debit.currency,
    )


def _is_deposit_asked_for(opening: bank.OpenDeposit, effect: contract.DepositOpened) -> bool:
    deposit = effect.deposit
    asked = (opening.deposit_id, opening.principal_minor, opening.currency, opening.annual_rate_percent)
    told = (
        deposit.deposit_id,
        deposit.principal_minor,
        deposit.currency,
        Decimal(deposit.annual_rate_percent),
    )
    try:
        maturity_date = add_months(deposit.value_date, opening.term_months)
    except ValueError:  # past the last year there is
        return False
    return (
        told == asked
        and deposit.maturity_date == maturity_date
        and sorted(effect.captured_hold_ids) == sorted(opening.hold_ids)
    )


def _rejected(order: bank.BankOrder, told: contract.Rejected) -> bank.Rejected:
    if not _is_a_no_to(order.instruction, told):
        raise BankContradicts(f"{order.reference}: the bank rejected something else than it was asked")
    failing = (bank.FailingHold(HoldId(hold.hold_id), _conditions(hold.conditions)) for hold in told.failing)
    return bank.Rejected(_conditions(told.conditions), tuple(failing))


def _is_a_no_to(instruction: bank.Instruction, told: contract.Rejected) -> bool:
    """A hold's order says why. An opening names holds of its own, each once, or none and says no to all of it."""
    named = [hold.hold_id for hold in told.failing]
    codes = {failed.code for failed in told.conditions}
    match instruction:
        case bank.OpenDeposit(hold_ids=hold_ids):
            return not codes and set(named) <= set(hold_ids) and len(named) == len(set(named))
        case bank.ReleaseHold():  # else the money would stay held, and nobody would ask for it again
            return codes == {ConditionCode.HOLD_MISSING} and not named
        case _:
            return bool(codes) and not named


def _conditions(told: Iterable[contract.FailedCondition]) -> tuple[FailedCondition, ...]:
    return tuple(FailedCondition(failed.code, failed.required, failed.found) for failed in told)


# Customers, the statement


def told_customer(phone: str, told: contract.CustomerFound) -> CustomerFacts | None:
    """The customer as the bank knows them. Raises BankContradicts for another's number, or an account told twice."""
    customer = told.customer
    if customer is None:
        return None
    if customer.phone != phone:
        raise BankContradicts("the bank found a customer with another phone number")
    _check_named_once("account", [account.account_id for account in customer.accounts])
    customer_id = CustomerId(customer.customer_id)
    return CustomerFacts(
        BankCustomer(customer_id, customer.name, customer.phone),
        tuple(_account_facts(customer_id, account) for account in customer.accounts),
    )


def _account_facts(customer_id: CustomerId, told: contract.Account) -> AccountFacts:
    account = BankAccount(
        id=AccountId(told.account_id),
        customer_id=customer_id,
        number=told.number,
        currency=told.currency,
        account_class=told.account_class,
        status=told.status,
        debit_amount_types=frozenset(told.debit_amount_types),
        day_limits=tuple(
            DayLimit(limit.purpose, limit.limit_minor, limit.used_minor, limit.used_on)
            for limit in told.day_limits
        ),
    )
    return AccountFacts(account, told.available_minor)


def told_statement(told: contract.Statement) -> Statement:
    """What stands at the bank. Raises BankContradicts if a hold or a deposit is stated twice."""
    _check_named_once("hold", [hold.hold_id for hold in told.holds])
    _check_named_once("deposit", [deposit.deposit_id for deposit in told.deposits])
    return Statement(
        at=told.at.astimezone(UTC),
        holds=tuple(
            StatedHold(HoldId(hold.hold_id), AccountId(hold.account_id), hold.amount_minor)
            for hold in told.holds
        ),
        deposits=tuple(
            StatedDeposit(
                deposit_id=DepositId(deposit.deposit_id),
                number=deposit.number,
                principal_minor=deposit.principal_minor,
                currency=deposit.currency,
                annual_rate_percent=Decimal(deposit.annual_rate_percent),
                value_date=deposit.value_date,
                maturity_date=deposit.maturity_date,
            )
            for deposit in told.deposits
        ),
    )


def _check_named_once(kind: str, names: list[str]) -> None:
    if len(names) != len(set(names)):
        raise BankContradicts(f"the bank tells of one {kind} twice")
