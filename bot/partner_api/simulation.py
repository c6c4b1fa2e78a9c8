"""Members who do not exist: they pledge in books of test keys, by the very commands that people give in chat.

What each does follows from the intent of the request, so asked again it is done once.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from core.commands import (
    Actor,
    Command,
    CreditAccount,
    LinkAtCounter,
    MeetParticipant,
    OpenAccount,
    PlacePledge,
    Refused,
    RegisterCustomer,
    SetAccountStatus,
)
from core.domain.account import AccountClass, AccountStatus, DebitAmountType
from core.domain.campaign import Campaign
from core.domain.ids import AccountId, IntentId, ParticipantId, PledgeId
from core.domain.pledge import Consent, PledgeAmount
from core.ports import Outbox, Teller

R = TypeVar("R")

NAMES = ("Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal")
_BANK = Actor.bank("simulation")
_BEYOND_TELEGRAM = 2**52
"""Telegram's ids are below: no simulated member is anybody there."""
_NOWHERE = "+999"
"""No country has this code."""
_DIGITS = 11


class Scenario(StrEnum):
    """What befalls a simulated member's account."""

    GOOD = "good"
    FROZEN = "frozen"
    """It is frozen from the beginning: the pledge is refused."""
    EMPTY = "empty"
    """There is too little on it: the pledge is refused."""
    FROZEN_LATER = "frozen_later"
    """It is frozen once the money is held: settlement leads to repair."""


@dataclass(frozen=True, slots=True)
class _Account:
    participant_id: ParticipantId
    account_id: AccountId


class Simulation:
    """Simulated members in some books. Nobody writes to them: they are unreachable."""

    def __init__(self, teller: Teller, outbox: Outbox) -> None:
        self._teller = teller
        self._outbox = outbox

    async def pledge(
        self, intent: IntentId, campaign: Campaign, amount: PledgeAmount, scenario: Scenario
    ) -> PledgeId:
        """A new member pledges. Raises what the pledge is refused with, AccountNotValid among them."""
        of = f"{intent}:simulated"
        account = await self._member(of, campaign.terms.currency, amount.amount_minor, scenario)
        pledged = await self._do(
            PlacePledge(
                intent=IntentId(f"{of}:pledge"),
                actor=Actor.participant(account.participant_id),
                campaign_id=campaign.id,
                account_id=account.account_id,
                amount=amount,
                consent=Consent(campaign.terms.digest, "en", "simulated"),
            )
        )
        if scenario is Scenario.FROZEN_LATER:
            await self._freeze(of, account.account_id)
        return pledged.pledge_id

    async def _member(self, of: str, currency: str, amount_minor: int, scenario: Scenario) -> _Account:
        number = int(sha256(of.encode()).hexdigest(), 16)
        name, telegram_user_id = NAMES[number % len(NAMES)], _BEYOND_TELEGRAM + number % 2**40
        phone = f"{_NOWHERE}{number % 10**_DIGITS:0{_DIGITS}}"
        met = await self._do(
            MeetParticipant(
                intent=IntentId(f"{of}:meet"),
                actor=Actor.system("simulation"),
                telegram_user_id=telegram_user_id,
                name=name,
                locale="en",
            )
        )
        await self._outbox.set_reachable(telegram_user_id, reachable=False)
        customer = await self._do(
            RegisterCustomer(
                intent=IntentId(f"{of}:customer"), actor=_BANK, name=f"{name} ({scenario})", phone=phone
            )
        )
        opened = await self._do(
            OpenAccount(
                intent=IntentId(f"{of}:account"),
                actor=_BANK,
                customer_id=customer.customer_id,
                currency=currency,
                account_class=AccountClass.I,
                debit_amount_types=frozenset(DebitAmountType),
            )
        )
        if scenario is not Scenario.EMPTY:
            await self._do(
                CreditAccount(
                    intent=IntentId(f"{of}:credit"),
                    actor=_BANK,
                    account_id=opened.account_id,
                    amount_minor=amount_minor,
                )
            )
        await self._do(
            LinkAtCounter(
                intent=IntentId(f"{of}:link"),
                actor=_BANK,
                participant_id=met.participant_id,
                phone=phone,
            )
        )
        if scenario is Scenario.FROZEN:
            await self._freeze(of, opened.account_id)
        return _Account(met.participant_id, opened.account_id)

    async def _freeze(self, of: str, account_id: AccountId) -> None:
        await self._do(
            SetAccountStatus(
                intent=IntentId(f"{of}:freeze"),
                actor=_BANK,
                account_id=account_id,
                status=AccountStatus.FROZEN,
                reason="simulated",
            )
        )

    async def _do(self, command: Command[R]) -> R:
        receipt = await self._teller.submit(command)
        if isinstance(receipt, Refused):
            raise receipt.error
        return receipt.result
