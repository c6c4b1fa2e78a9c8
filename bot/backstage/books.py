"""The bank's books as the sandbox's page takes them: JSON, amounts in minor units, account numbers masked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Instruction,
    OpenDeposit,
    PayOut,
    PlaceHold,
    ReleaseHold,
    ReplaceHold,
    TermDeposit,
    TransferShare,
    WithdrawShare,
)
from core.domain.deposit import Share, ShareState
from core.domain.ids import ShareId, show_short_code
from core.domain.ledger import Entry
from core.domain.payout import Payout
from core.views import AccountView, BankView, HeldView

JsonObject = dict[str, Any]

ENTRIES_SHOWN = 50


def bank_as_json(bank: BankView) -> JsonObject:
    """All of it; `bank` must have every entry, so that they can be numbered."""
    accounts: dict[str, list[JsonObject]] = defaultdict(list)
    for view, holds in bank.accounts:
        accounts[view.customer.id].append(account_as_json(view, holds))
    return {
        "currency": "CNY",
        "customers": [
            {
                "id": customer.id,
                "name": customer.name,
                "phone": customer.phone,
                "accounts": accounts[customer.id],
            }
            for customer in bank.customers
        ],
        "term_deposits": [
            _deposit(
                deposit,
                register,
                bank.expenses_minor.get(deposit.id, 0),
                {payout.share_id: payout for payout in reversed(bank.payouts)},
            )
            for deposit, register in bank.deposits
        ],
        "journal": [
            _entry(len(bank.entries) - age, entry) for age, entry in enumerate(bank.entries[:ENTRIES_SHOWN])
        ],
        "orders": [_order(order, short_code) for order, short_code in bank.orders],
        "totals": {
            "available_minor": bank.available_minor,
            "held_minor": bank.held_minor,
            "deposited_minor": bank.deposited_minor,
        },
    }


def account_as_json(view: AccountView, holds: Iterable[HeldView] = ()) -> JsonObject:
    """One account with its holds."""
    account = view.account
    return {
        "id": account.id,
        "number": f"…{account.number[-4:]}",
        "class": account.account_class.value,
        "status": account.status.value,
        "available_minor": view.available_minor,
        "held_minor": view.held_minor,
        "linked": view.link is not None and view.link.active,
        "holds": [
            {
                "reference": hold.reference,
                "amount_minor": hold.amount_minor,
                "state": hold.state,
                "campaign": hold.short_code,
            }
            for hold in holds
        ],
    }


def _deposit(
    deposit: TermDeposit,
    register: Iterable[tuple[Share, str]],
    expense_minor: int,
    payouts: Mapping[ShareId, Payout],
) -> JsonObject:
    """The deposit with every share it had; those that are active sum to what is outstanding."""
    listed = list(register)
    return {
        "number": deposit.number,
        "principal_minor": deposit.principal_minor,
        "outstanding_minor": deposit.outstanding_minor,
        "annual_rate_percent": str(deposit.annual_rate_percent),
        "value_date": deposit.value_date.isoformat(),
        "maturity_date": deposit.maturity_date.isoformat(),
        "payout_date": deposit.payout_date.isoformat(),
        "state": deposit.state.value,
        "accrued_to": deposit.accrued_to.isoformat(),
        "interest_owed_minor": deposit.accrued_minor,
        "expense_minor": expense_minor,
        "shares": [_share(share, holder, payouts.get(share.id)) for share, holder in listed],
        "shares_sum_minor": sum(
            share.principal_minor for share, _ in listed if share.state is ShareState.ACTIVE
        ),
    }


def _share(share: Share, holder: str, payout: Payout | None) -> JsonObject:
    paid = None if payout is None else {"amount_minor": payout.amount_minor, "state": payout.state.value}
    return {
        "holder": holder,
        "certificate_number": share.certificate_number,
        "principal_minor": share.principal_minor,
        "state": share.state.value,
        "maturity_choice": share.maturity_choice.value,
        "payout": paid,
    }


def _order(order: BankOrder, short_code: str) -> JsonObject:
    kind, amount_minor = _what_was_asked(order.instruction)
    return {
        "reference": order.reference,
        "kind": kind,
        "state": order.state.value,
        "campaign": show_short_code(short_code),
        "amount_minor": amount_minor,
    }


def _what_was_asked(instruction: Instruction) -> tuple[str, int | None]:
    match instruction:
        case PlaceHold(debit=debit):
            return "hold", debit.amount_minor
        case ReplaceHold(placed=placed):
            return "replace_hold", placed.debit.amount_minor
        case ReleaseHold():
            return "release_hold", None
        case OpenDeposit(principal_minor=principal_minor):
            return "settlement", principal_minor
        case CloseDeposit(principal_minor=principal_minor, interest_minor=interest_minor):
            return "maturity", principal_minor + interest_minor
        case WithdrawShare(payout_minor=amount_minor):
            return "early_withdrawal", amount_minor
        case TransferShare(price_minor=price_minor):
            return "transfer", price_minor
        case PayOut(amount_minor=amount_minor):
            return "payout", amount_minor


def _entry(sequence: int, entry: Entry) -> JsonObject:
    return {
        "sequence": sequence,
        "at": entry.posted_at.isoformat(),
        "kind": entry.kind.value,
        "reference": entry.reference,
        "postings": [
            {"account": posting.account_id, "amount_minor": posting.amount_minor}
            for posting in entry.postings
        ],
    }
