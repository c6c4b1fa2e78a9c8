"""Takes customers on at the house bank, with accounts and money, by the bank's own commands."""

from collections.abc import Sequence
from typing import TypeVar

from bot.backstage.people import SceneAccount
from bot.house_rules import USUAL_AMOUNT_TYPES, USUAL_DAY_LIMITS_MINOR
from core.commands import (
    Actor,
    Command,
    CreditAccount,
    OpenAccount,
    Refused,
    RegisterCustomer,
    SetAccountStatus,
)
from core.domain.account import AccountStatus
from core.domain.ids import CustomerId, IntentId
from core.ports import Teller

R = TypeVar("R")

_BANK = Actor.bank("sandbox")


async def take_on(
    teller: Teller, intention: str, name: str, phone: str, accounts: Sequence[SceneAccount]
) -> CustomerId:
    """The customer, who has these accounts then; the same intention again changes nothing. Raises PhoneTaken."""
    registering = RegisterCustomer(
        intent=IntentId(f"{intention}:customer"), actor=_BANK, name=name, phone=phone
    )
    customer_id = (await do(teller, registering)).customer_id
    for number, account in enumerate(accounts, start=1):
        await _open(teller, f"{intention}:account-{number}", customer_id, account)
    return customer_id


async def _open(teller: Teller, intention: str, customer_id: CustomerId, account: SceneAccount) -> None:
    opening = OpenAccount(
        intent=IntentId(intention),
        actor=_BANK,
        customer_id=customer_id,
        currency="CNY",
        account_class=account.account_class,
        debit_amount_types=USUAL_AMOUNT_TYPES[account.account_class],
        day_limits_minor=USUAL_DAY_LIMITS_MINOR[account.account_class],
    )
    account_id = (await do(teller, opening)).account_id
    if account.balance_minor:
        crediting = CreditAccount(
            intent=IntentId(f"{intention}:credit"),
            actor=_BANK,
            account_id=account_id,
            amount_minor=account.balance_minor,
        )
        await do(teller, crediting)
    if account.status is not AccountStatus.NORMAL:
        setting = SetAccountStatus(
            intent=IntentId(f"{intention}:status"),
            actor=_BANK,
            account_id=account_id,
            status=account.status,
            reason="so in the sandbox",
        )
        await do(teller, setting)


async def do(teller: Teller, command: Command[R]) -> R:
    """What came of the command; raises the DomainError it was refused with."""
    receipt = await teller.submit(command)
    if isinstance(receipt, Refused):
        raise receipt.error
    return receipt.result
