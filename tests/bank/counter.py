"""A bank elsewhere with somebody at its counter: short ways to ask it for things, whichever gateway leads to it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any, Protocol

from core.domain.account import Debit, DebitPurpose
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Confirmed,
    InProgress,
    Instruction,
    NotReceived,
    OpenDeposit,
    OpenedDeposit,
    Part,
    PayOut,
    PlaceHold,
    Rejected,
    ReleaseHold,
    Renewal,
    ReplaceHold,
    Reply,
    TransferShare,
    WithdrawShare,
)
from core.domain.conditions import ConditionCode
from core.domain.facts import CustomerFacts, Statement
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
from core.ports import BankContradicts, BankGateway, CodeDelivery
from tests.bank.bank import BankElsewhere, DeliveredCode, NotAsItShouldBe, ReferenceReused
from tests.bank.clock import TurnedClock
from tests.support.house import FREE_AMOUNT, TD12M, YUAN

PHONE = "+8613800000001"


class Way(BankGateway, CodeDelivery, Protocol):
    """All that a way to a bank has to offer."""


class HouseGateway:
    """The shortest way to a bank: no line between, so that it shows what the contract means."""

    def __init__(self, bank: BankElsewhere, clock: TurnedClock) -> None:
        self._bank = bank
        self._clock = clock

    async def send(self, order: BankOrder) -> Confirmed | Rejected | InProgress:
        try:
            return self._bank.receive(order.reference, order.instruction, self._clock.now())
        except (ReferenceReused, NotAsItShouldBe) as error:
            raise BankContradicts(str(error)) from None

    async def look_up(self, order: BankOrder) -> Reply:
        return self._bank.answers.get(order.reference, NotReceived())

    async def customer(self, phone: str) -> CustomerFacts | None:
        return self._bank.customer(phone)

    async def statement(self) -> Statement:
        return self._bank.statement(self._clock.now())

    async def deliver(self, phone: str, code: str, expires_at: datetime, locale: str) -> None:
        self._bank.codes.append(DeliveredCode(phone, code, expires_at, locale))


@dataclass(frozen=True, slots=True)
class Holder:
    """A customer with one account."""

    customer_id: CustomerId
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class Matured:
    """A deposit whose day has come, and the order that closes it."""

    opening: OpenDeposit
    deposit: OpenedDeposit
    closing: CloseDeposit

    def renewing(self, **changes: Any) -> CloseDeposit:
        """The closing that renews every share's principal for another year at 1.90 %."""
        opening = self.opening
        parts = tuple(replace(part, renewed_minor=part.principal_minor) for part in self.closing.parts)
        renewal = Renewal(
            deposit_id=DepositId(f"{opening.deposit_id}_again"),
            principal_minor=opening.principal_minor,
            currency=opening.currency,
            product_code=opening.product_code,
            term_months=opening.term_months,
            annual_rate_percent=Decimal("1.90"),
            day_count=opening.day_count,
            compounding=opening.compounding,
            rounding=opening.rounding,
            business_day_rule=opening.business_day_rule,
        )
        return replace(self.closing, parts=parts, renewal=replace(renewal, **changes))


class Counter:
    """Asks a bank for things by a gateway; `bank` and `clock` are there to look at and to turn."""

    def __init__(self, bank: BankElsewhere, clock: TurnedClock, gateway: Way) -> None:
        self.bank, self.clock, self.gateway = bank, clock, gateway
        self._numbers = count(1)
        self.ann = self.holder()

    def holder(self, **account: Any) -> Holder:
        """A new customer; `account` as for `BankElsewhere.open_account`."""
        number, now = next(self._numbers), self.clock.now()
        customer_id = self.bank.register(f"+861380000{number:04d}", f"Holder {number}", now)
        usual = {"balance_minor": 10_000 * YUAN}
        return Holder(customer_id, self.bank.open_account(customer_id, now, **{**usual, **account}))

    # Orders

    def order(self, instruction: Instruction, reference: str | None = None) -> BankOrder:
        """An order under a reference of its own, unless one is given."""
        reference = reference or f"ord_{next(self._numbers)}"
        return BankOrder(OrderReference(reference), CampaignId("cmp_1"), instruction)

    def placing(
        self, holder: Holder | None = None, amount_minor: int = 4_000 * YUAN, **debit: Any
    ) -> PlaceHold:
        """A hold under a name of its own; `debit` changes what is usual."""
        holder = holder or self.ann
        usual = Debit(
            holder=holder.customer_id,
            currency="CNY",
            amount_minor=amount_minor,
            debit_amount_type=FREE_AMOUNT,
            minimum_minor=500 * YUAN,
            maximum_minor=100_000 * YUAN,
            multiple_minor=YUAN,
            account_classes=TD12M.account_classes,
        )
        return PlaceHold(HoldId(f"hld_{next(self._numbers)}"), holder.account_id, replace(usual, **debit))

    async def placed(self, holder: Holder | None = None, amount_minor: int = 4_000 * YUAN) -> PlaceHold:
        """A hold that stands."""
        placing = self.placing(holder, amount_minor)
        assert await self.ask(placing) == Confirmed()
        return placing

    def opening(self, *holds: PlaceHold, **changes: Any) -> OpenDeposit:
        """A deposit of these holds under a name of its own."""
        opening = OpenDeposit(
            deposit_id=DepositId(f"dep_{next(self._numbers)}"),
            hold_ids=tuple(hold.hold_id for hold in holds),
            unproved=(),
            principal_minor=sum(hold.debit.amount_minor for hold in holds),
            currency="CNY",
            product_code="TD12M",
            term_months=12,
            annual_rate_percent=Decimal("2.45"),
            day_count=DayCount.PERIODS,
            compounding=Compounding.NONE,
            rounding=Rounding.END,
        )
        return replace(opening, **changes)

    async def matured(self, *holders: Holder, amount_minor: int = 4_000 * YUAN) -> "Matured":
        """A deposit of a share each of these holders, at the end of its year."""
        holds = [await self.placed(holder, amount_minor) for holder in holders or (self.ann,)]
        opening = self.opening(*holds)
        outcome = await self.ask(opening)
        assert isinstance(outcome, Confirmed)
        assert outcome.deposit is not None
        at_maturity = datetime.combine(outcome.deposit.maturity_date, time(4), UTC)
        await self.clock.turn(seconds=(at_maturity - self.clock.now().at).total_seconds())
        # 2.45 % of a year: whole minor units for any whole yuan, so that each share's interest is exact
        parts = tuple(
            Part(
                share_id=ShareId(f"shr_{next(self._numbers)}"),
                payout_id=PayoutId(f"pay_{next(self._numbers)}"),
                principal_minor=hold.debit.amount_minor,
                interest_minor=hold.debit.amount_minor * 245 // 10_000,
                tax_minor=0,
            )
            for hold in holds
        )
        closing = CloseDeposit(opening.deposit_id, outcome.deposit.maturity_date, parts, None)
        return Matured(opening, outcome.deposit, closing)

    async def opened(self, *holders: Holder, amount_minor: int = 4_000 * YUAN) -> OpenDeposit:
        """A deposit of a share each of these holders, since today."""
        holds = [await self.placed(holder, amount_minor) for holder in holders or (self.ann,)]
        opening = self.opening(*holds)
        assert isinstance(await self.ask(opening), Confirmed)
        return opening

    def leaving(self, opening: OpenDeposit, **changes: Any) -> WithdrawShare:
        """The early withdrawal of a share of ¥4,000 with 33 cents of interest, as of today."""
        leaving = WithdrawShare(
            deposit_id=opening.deposit_id,
            share_id=ShareId(f"shr_{next(self._numbers)}"),
            payout_id=PayoutId(f"pay_{next(self._numbers)}"),
            effective_date=self.clock.now().day,
            principal_minor=4_000 * YUAN,
            interest_minor=33,
            tax_minor=3,
            currency="CNY",
            rest_rate_percent=None,
        )
        return replace(leaving, **changes)

    def buying(self, opening: OpenDeposit, buyer: Holder, price_minor: int = 4_010 * YUAN) -> TransferShare:
        """A share of the deposit for this holder."""
        debit = replace(
            self.placing(buyer, price_minor).debit,
            minimum_minor=price_minor,
            maximum_minor=price_minor,
            multiple_minor=1,
            purpose=DebitPurpose.TRANSFER,
        )
        return TransferShare(
            deposit_id=opening.deposit_id,
            share_id=ShareId(f"shr_{next(self._numbers)}"),
            payout_id=PayoutId(f"pay_{next(self._numbers)}"),
            bought_id=ShareId(f"shr_{next(self._numbers)}"),
            account_id=buyer.account_id,
            buyer_id=ParticipantId(""),
            debit=debit,
        )

    def paying(self, part: Part, holder: Holder | None = None, **changes: Any) -> PayOut:
        """The payment of a part to this holder's account."""
        assert part.payout_id is not None
        account_id = (holder or self.ann).account_id
        return replace(PayOut(part.payout_id, account_id, part.payout_minor, "CNY"), **changes)

    async def one_of_each(self) -> list[Instruction]:
        """An instruction of each kind that the bank can carry out, one after the other."""
        matured = await self.matured()
        opening = await self.opened(self.holder(), self.holder())
        first, second, third = await self.placed(amount_minor=YUAN * 1_000), self.placing(), self.placing()
        return [
            second,
            ReplaceHold(second.hold_id, third),
            ReleaseHold(first.hold_id),
            self.opening(third),
            matured.closing,
            self.paying(matured.closing.parts[0]),
            self.buying(opening, self.holder()),
            self.leaving(opening),
        ]

    async def ask(self, instruction: Instruction) -> Confirmed | Rejected | InProgress:
        """What a new order is answered with."""
        return await self.gateway.send(self.order(instruction))

    # Looking

    def balances_minor(self, holder: Holder | None = None) -> tuple[int, int]:
        """What is available, and what is held."""
        return self.bank.balances_minor((holder or self.ann).account_id)

    async def held(self) -> dict[HoldId, int]:
        """The holds that stand, by the bank's statement, with their amounts."""
        return {hold.hold_id: hold.amount_minor for hold in (await self.gateway.statement()).holds}


def failed(reply: Reply) -> set[ConditionCode]:
    """The conditions for which a hold was refused."""
    assert isinstance(reply, Rejected)
    return {condition.code for condition in reply.conditions}
