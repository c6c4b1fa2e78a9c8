"""Orders into what the contract asks, and what the contract tells into the core's values, if it fits the question."""

from collections.abc import Iterable
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import assert_never

from bot.bank import contract
from core.domain import bank
from core.domain.account import BankAccount, BankCustomer, DayLimit, Debit
from core.domain.calendar import BusinessDayRule
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.facts import AccountFacts, CustomerFacts, StatedDeposit, StatedHold, StatedPayout, Statement
from core.domain.ids import AccountId, CustomerId, DepositId, HoldId, PayoutId
from core.domain.interest import add_months
from core.ports import BankContradicts

_LONGEST_CLOSURE = timedelta(days=31)
"""Far beyond the longest time for which banks anywhere are closed: no payout date is later, or earlier, by more."""

_AGAINST_RECEIVING = frozenset(
    {
        ConditionCode.ACCOUNT_UNKNOWN,
        ConditionCode.ACCOUNT_DORMANT,
        ConditionCode.ACCOUNT_FROZEN,
        ConditionCode.ACCOUNT_LOST,
        ConditionCode.ACCOUNT_CLOSED,
        ConditionCode.ACCOUNT_CURRENCY,
    }
)
"""Why an account may be unable to take money: its amounts and classes are about debits."""

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
        case bank.CloseDeposit():
            return _deposit_to_close(instruction)
        case bank.PayOut(payout_id, account_id, amount_minor, currency):
            return contract.PayOut(
                kind="pay_out",
                payout_id=payout_id,
                account_id=account_id,
                amount_minor=amount_minor,
                currency=currency,
            )
        case bank.WithdrawShare():
            return _share_to_withdraw(instruction)
        case bank.TransferShare():
            return _share_to_transfer(instruction)
        case _:
            assert_never(instruction)


def _hold_to_place(placing: bank.PlaceHold) -> contract.HoldToPlace:
    return contract.HoldToPlace(
        hold_id=placing.hold_id, account_id=placing.account_id, debit=_asked_debit(placing.debit)
    )


def _asked_debit(debit: Debit) -> contract.Debit:
    return contract.Debit(
        holder_id=debit.holder,
        currency=debit.currency,
        amount_minor=debit.amount_minor,
        debit_amount_type=debit.debit_amount_type,
        minimum_minor=debit.minimum_minor,
        maximum_minor=debit.maximum_minor,
        multiple_minor=debit.multiple_minor,
        account_classes=tuple(sorted(debit.account_classes)),
        purpose=debit.purpose,
    )


def _share_to_withdraw(withdrawing: bank.WithdrawShare) -> contract.WithdrawShare:
    return contract.WithdrawShare(
        kind="withdraw_share",
        deposit_id=withdrawing.deposit_id,
        share_id=withdrawing.share_id,
        payout_id=withdrawing.payout_id,
        effective_date=withdrawing.effective_date,
        principal_minor=withdrawing.principal_minor,
        interest_minor=withdrawing.interest_minor,
        tax_minor=withdrawing.tax_minor,
        currency=withdrawing.currency,
        rest_rate_percent=_rest_rate(withdrawing),
    )


def _rest_rate(withdrawing: bank.WithdrawShare) -> str | None:
    rate_percent = withdrawing.rest_rate_percent
    return None if rate_percent is None else format(rate_percent, "f")


def _share_to_transfer(transferring: bank.TransferShare) -> contract.TransferShare:
    return contract.TransferShare(
        kind="transfer_share",
        deposit_id=transferring.deposit_id,
        share_id=transferring.share_id,
        bought_id=transferring.bought_id,
        payout_id=transferring.payout_id,
        account_id=transferring.account_id,
        debit=_asked_debit(transferring.debit),
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
        business_day_rule=opening.business_day_rule,
    )


def _deposit_to_close(closing: bank.CloseDeposit) -> contract.CloseDeposit:
    return contract.CloseDeposit(
        kind="close_deposit",
        deposit_id=closing.deposit_id,
        maturity_date=closing.maturity_date,
        parts=tuple(
            contract.PartOfDeposit(
                share_id=part.share_id,
                payout_id=part.payout_id,
                principal_minor=part.principal_minor,
                interest_minor=part.interest_minor,
                tax_minor=part.tax_minor,
                renewed_minor=part.renewed_minor,
            )
            for part in closing.parts
        ),
        renewal=None if closing.renewal is None else _deposit_to_renew(closing.renewal),
    )


def _deposit_to_renew(renewal: bank.Renewal) -> contract.Renewal:
    return contract.Renewal(
        deposit_id=renewal.deposit_id,
        principal_minor=renewal.principal_minor,
        currency=renewal.currency,
        product_code=renewal.product_code,
        term_months=renewal.term_months,
        annual_rate_percent=format(renewal.annual_rate_percent, "f"),
        day_count=renewal.day_count,
        compounding=renewal.compounding,
        rounding=renewal.rounding,
        business_day_rule=renewal.business_day_rule,
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
    if not _is_what_was_asked(order.instruction, effect):
        raise BankContradicts(f"{order.reference}: the bank confirmed something else than it was asked")
    match effect:
        case contract.DepositOpened(deposit=deposit) | contract.DepositClosed(renewal=deposit):
            return bank.Confirmed(None if deposit is None else _opened(deposit))
    return bank.Confirmed()


def _is_what_was_asked(instruction: bank.Instruction, effect: contract.Effect) -> bool:
    match instruction, effect:
        case bank.PlaceHold() as placing, contract.HoldPlaced(hold=hold):
            return hold == _standing(placing)
        case bank.ReplaceHold(released_hold_id, placing), contract.HoldReplaced(hold=hold):
            return hold == _standing(placing) and effect.released_hold_id == released_hold_id
        case bank.ReleaseHold(hold_id), contract.HoldReleased():
            return effect.hold_id == hold_id
        case bank.OpenDeposit() as opening, contract.DepositOpened(captured_hold_ids=captured):
            captured_all = sorted(captured) == sorted(opening.hold_ids)
            return captured_all and _is_deposit_asked_for(opening, effect.deposit)
        case bank.CloseDeposit() as closing, contract.DepositClosed():
            return _is_closed_as_asked(closing, effect)
    return _is_moved_as_asked(instruction, effect)


def _is_moved_as_asked(instruction: bank.Instruction, effect: contract.Effect) -> bool:
    """The same for money that is one member's."""
    match instruction, effect:
        case bank.PayOut(payout_id, account_id, amount_minor, currency), contract.PaidOut():
            told = (effect.payout_id, effect.account_id, effect.amount_minor, effect.currency)
            return told == (payout_id, account_id, amount_minor, currency)
        case bank.WithdrawShare() as withdrawing, contract.ShareWithdrawn():
            return _is_withdrawn_as_asked(withdrawing, effect)
        case bank.TransferShare() as transferring, contract.ShareTransferred():
            return effect == _transferred(transferring)
    return False


def _standing(placing: bank.PlaceHold) -> contract.StandingHold:
    return contract.StandingHold(
        hold_id=placing.hold_id,
        account_id=placing.account_id,
        amount_minor=placing.debit.amount_minor,
        currency=placing.debit.currency,
    )


def _is_withdrawn_as_asked(withdrawing: bank.WithdrawShare, effect: contract.ShareWithdrawn) -> bool:
    told_rate, asked_rate = effect.rest_rate_percent, withdrawing.rest_rate_percent
    same_rate = (None if told_rate is None else Decimal(told_rate)) == asked_rate
    asked = contract.ShareWithdrawn(
        kind="share_withdrawn",
        deposit_id=withdrawing.deposit_id,
        share_id=withdrawing.share_id,
        effective_date=withdrawing.effective_date,
        principal_minor=withdrawing.principal_minor,
        interest_minor=withdrawing.interest_minor,
        tax_minor=withdrawing.tax_minor,
        payout=contract.OwedPayout(payout_id=withdrawing.payout_id, amount_minor=withdrawing.payout_minor),
        rest_rate_percent=told_rate,
    )
    return same_rate and effect == asked


def _transferred(transferring: bank.TransferShare) -> contract.ShareTransferred:
    return contract.ShareTransferred(
        kind="share_transferred",
        deposit_id=transferring.deposit_id,
        share_id=transferring.share_id,
        bought_id=transferring.bought_id,
        account_id=transferring.account_id,
        currency=transferring.debit.currency,
        payout=contract.OwedPayout(payout_id=transferring.payout_id, amount_minor=transferring.price_minor),
    )


def _opened(deposit: contract.StandingDeposit) -> bank.OpenedDeposit:
    return bank.OpenedDeposit(deposit.number, deposit.value_date, deposit.maturity_date, deposit.payout_date)


def _is_deposit_asked_for(
    opening: bank.OpenDeposit | bank.Renewal, deposit: contract.StandingDeposit
) -> bool:
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
        and _is_moved_by(opening.business_day_rule, maturity_date, deposit.payout_date or maturity_date)
    )


def _is_moved_by(rule: BusinessDayRule, maturity_date: date, payout_date: date) -> bool:
    """Whether the rule may have moved the date so; which days are closed is for the bank to know."""
    if abs(payout_date - maturity_date) > _LONGEST_CLOSURE:
        return False
    match rule:
        case BusinessDayRule.UNADJUSTED:
            return payout_date == maturity_date
        case BusinessDayRule.FOLLOWING:
            return payout_date >= maturity_date
        case BusinessDayRule.PRECEDING:
            return payout_date <= maturity_date
        case BusinessDayRule.MODIFIED_FOLLOWING:
            return (payout_date.year, payout_date.month) == (maturity_date.year, maturity_date.month)


def _is_closed_as_asked(closing: bank.CloseDeposit, effect: contract.DepositClosed) -> bool:
    """Sum by sum, payout by payout; what was renewed is believed as what is opened, and starts when this one ended."""
    tax_minor = sum(part.tax_minor for part in closing.parts)
    asked = (closing.deposit_id, closing.principal_minor, closing.interest_minor, tax_minor)
    owed = {part.payout_id: part.payout_minor for part in closing.parts if part.payout_id is not None}
    told = (effect.deposit_id, effect.principal_minor, effect.interest_minor, effect.tax_minor)
    told_owed = {payout.payout_id: payout.amount_minor for payout in effect.payouts}
    if told != asked or told_owed != owed or len(effect.payouts) != len(owed):
        return False
    if closing.renewal is None or effect.renewal is None:
        return closing.renewal is None and effect.renewal is None
    begins = effect.renewal.value_date == closing.maturity_date
    return begins and _is_deposit_asked_for(closing.renewal, effect.renewal)


def _rejected(order: bank.BankOrder, told: contract.Rejected) -> bank.Rejected:
    if not _is_a_no_to(order.instruction, told):
        raise BankContradicts(f"{order.reference}: the bank rejected something else than it was asked")
    failing = (bank.FailingHold(HoldId(hold.hold_id), _conditions(hold.conditions)) for hold in told.failing)
    return bank.Rejected(_conditions(told.conditions), tuple(failing))


def _is_a_no_to(instruction: bank.Instruction, told: contract.Rejected) -> bool:
    """A hold's order says why. An opening names holds of its own, each once, or none and says no to all of it.

    A closing is never refused, a payment only for what keeps its account from taking money, and an early withdrawal for
    reasons of the bank's own.
    """
    named = [hold.hold_id for hold in told.failing]
    codes = {failed.code for failed in told.conditions}
    match instruction:
        case bank.OpenDeposit(hold_ids=hold_ids):
            return not codes and set(named) <= set(hold_ids) and len(named) == len(set(named))
        case bank.ReleaseHold():  # else the money would stay held, and nobody would ask for it again
            return codes == {ConditionCode.HOLD_MISSING} and not named
        case bank.CloseDeposit():
            return False
        case bank.WithdrawShare():
            return not codes and not named
        case bank.PayOut():
            return bool(codes) and codes <= _AGAINST_RECEIVING and not named
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
    """What stands at the bank. Raises BankContradicts if a hold, a deposit or a payout is stated twice."""
    _check_named_once("hold", [hold.hold_id for hold in told.holds])
    _check_named_once("deposit", [deposit.deposit_id for deposit in told.deposits])
    _check_named_once("payout", [payout.payout_id for payout in told.payouts])
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
        payouts=tuple(
            StatedPayout(PayoutId(payout.payout_id), payout.amount_minor) for payout in told.payouts
        ),
    )


def _check_named_once(kind: str, names: list[str]) -> None:
    if len(names) != len(set(names)):
        raise BankContradicts(f"the bank tells of one {kind} twice")
