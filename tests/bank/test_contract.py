"""What a bank promises, whichever way leads to it: the embedded bank at hand, and a bank elsewhere over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import aiohttp
import pytest

from bot.bank.gateway import HttpBankGateway
from core.domain.account import AccountClass, AccountStatus, DebitAmountType
from core.domain.bank import (
    CloseDeposit,
    Confirmed,
    NotReceived,
    Part,
    PayOut,
    Rejected,
    ReleaseHold,
    ReplaceHold,
)
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.facts import StatedPayout
from core.domain.ids import AccountId, DepositId, HoldId, PayoutId, ShareId
from core.ports import BankContradicts, BankSilent
from tests.bank.bank import BankElsewhere
from tests.bank.clock import TurnedClock
from tests.bank.counter import PHONE, Counter, HouseGateway, failed
from tests.bank.server import KEY, BankServer
from tests.support.house import ALL_TYPES, FREE_AMOUNT, YUAN


@pytest.fixture(params=["at hand", "over HTTP"])
async def counter(
    request: pytest.FixtureRequest, bank: BankElsewhere, clock: TurnedClock, server: BankServer
) -> AsyncIterator[Counter]:
    if request.param == "at hand":
        yield Counter(bank, clock, HouseGateway(bank, clock))
        return
    async with server.open() as url, aiohttp.ClientSession() as session:
        yield Counter(bank, clock, HttpBankGateway(session, url, KEY))


class TestPlacingAHold:
    async def test_sets_the_money_aside(self, counter):
        placing = counter.placing(amount_minor=4_000 * YUAN)
        assert await counter.ask(placing) == Confirmed()
        assert counter.balances_minor() == (6_000 * YUAN, 4_000 * YUAN)
        assert await counter.held() == {placing.hold_id: 4_000 * YUAN}

    async def test_on_an_unknown_account_is_refused(self, counter):
        placing = replace(counter.placing(), account_id=AccountId("acc_nobodys"))
        assert await counter.ask(placing) == Rejected((FailedCondition(ConditionCode.ACCOUNT_UNKNOWN),))

    @pytest.mark.parametrize(
        ("status", "code"),
        [
            (AccountStatus.DORMANT, ConditionCode.ACCOUNT_DORMANT),
            (AccountStatus.FROZEN, ConditionCode.ACCOUNT_FROZEN),
            (AccountStatus.LOST, ConditionCode.ACCOUNT_LOST),
        ],
    )
    async def test_on_an_account_that_is_not_normal_is_refused(self, counter, status, code):
        counter.bank.set_status(counter.ann.account_id, status, counter.clock.now())
        refused = Rejected((FailedCondition(code, "normal", status.value),))
        assert await counter.ask(counter.placing()) == refused
        assert counter.balances_minor() == (10_000 * YUAN, 0)

    async def test_on_a_closed_account_is_refused(self, counter):
        closed = counter.holder(balance_minor=0)
        counter.bank.set_status(closed.account_id, AccountStatus.CLOSED, counter.clock.now())
        assert ConditionCode.ACCOUNT_CLOSED in failed(await counter.ask(counter.placing(closed)))

    @pytest.mark.parametrize(
        ("debit", "condition"),
        [
            (
                {"account_classes": frozenset({AccountClass.II, AccountClass.III})},
                FailedCondition(ConditionCode.ACCOUNT_CLASS, "II/III", "I"),
            ),
            ({"currency": "USD"}, FailedCondition(ConditionCode.ACCOUNT_CURRENCY, "USD", "CNY")),
            (
                {"minimum_minor": 5_000 * YUAN},
                FailedCondition(ConditionCode.AMOUNT_BELOW_MINIMUM, 5_000 * YUAN, 4_000 * YUAN),
            ),
            (
                {"maximum_minor": 3_000 * YUAN},
                FailedCondition(ConditionCode.AMOUNT_ABOVE_MAXIMUM, 3_000 * YUAN, 4_000 * YUAN),
            ),
            (
                {"multiple_minor": 1_500 * YUAN},
                FailedCondition(ConditionCode.AMOUNT_NOT_MULTIPLE, 1_500 * YUAN, 4_000 * YUAN),
            ),
            (
                {"amount_minor": 10_001 * YUAN},
                FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, 10_001 * YUAN, 10_000 * YUAN),
            ),
        ],
        ids=lambda given: given.code.value if isinstance(given, FailedCondition) else "",
    )
    async def test_is_refused_with_what_was_required_and_found(
        self, counter, debit: dict[str, Any], condition: FailedCondition
    ):
        assert await counter.ask(counter.placing(**debit)) == Rejected((condition,))

    async def test_on_somebody_elses_account_is_refused(self, counter):
        placing = replace(counter.placing(), account_id=counter.holder().account_id)
        assert await counter.ask(placing) == Rejected((FailedCondition(ConditionCode.ACCOUNT_HOLDER),))

    async def test_for_an_amount_type_the_account_does_not_permit_is_refused(self, counter):
        seats_only = counter.holder(types=ALL_TYPES - {FREE_AMOUNT})
        condition = FailedCondition(ConditionCode.DEBIT_AMOUNT_TYPE, DebitAmountType.FREE_AMOUNT.value)
        assert await counter.ask(counter.placing(seats_only)) == Rejected((condition,))

    async def test_over_the_days_limit_is_refused_with_what_is_left_of_it(self, counter):
        limited = counter.holder(day_limit_minor=5_000 * YUAN)
        await counter.placed(limited, 4_000 * YUAN)
        condition = FailedCondition(ConditionCode.DAY_LIMIT, 1_000 * YUAN, 2_000 * YUAN)
        assert await counter.ask(counter.placing(limited, 2_000 * YUAN)) == Rejected((condition,))
        await counter.clock.turn(days=1)
        await counter.placed(limited, 2_000 * YUAN)

    async def test_names_every_condition_that_failed(self, counter):
        frozen = counter.holder(balance_minor=1_000 * YUAN)
        counter.bank.set_status(frozen.account_id, AccountStatus.FROZEN, counter.clock.now())
        refused = await counter.ask(counter.placing(frozen, 4_000 * YUAN + 1, maximum_minor=2_000 * YUAN))
        assert failed(refused) == {
            ConditionCode.ACCOUNT_FROZEN,
            ConditionCode.AMOUNT_ABOVE_MAXIMUM,
            ConditionCode.AMOUNT_NOT_MULTIPLE,
            ConditionCode.INSUFFICIENT_BALANCE,
        }


class TestReplacingAHold:
    async def test_moves_what_is_held(self, counter):
        old, new = await counter.placed(), counter.placing(amount_minor=10_000 * YUAN)
        assert await counter.ask(ReplaceHold(old.hold_id, new)) == Confirmed()
        assert counter.balances_minor() == (0, 10_000 * YUAN)
        assert await counter.held() == {new.hold_id: 10_000 * YUAN}

    async def test_that_is_refused_leaves_the_old_hold(self, counter):
        old, new = await counter.placed(), counter.placing(amount_minor=10_001 * YUAN)
        assert failed(await counter.ask(ReplaceHold(old.hold_id, new))) == {
            ConditionCode.INSUFFICIENT_BALANCE
        }
        assert await counter.held() == {old.hold_id: 4_000 * YUAN}

    async def test_of_a_hold_that_does_not_stand_is_refused(self, counter):
        replacing = ReplaceHold(HoldId("hld_gone"), counter.placing())
        assert failed(await counter.ask(replacing)) == {ConditionCode.HOLD_MISSING}
        assert counter.balances_minor() == (10_000 * YUAN, 0)


class TestReleasingAHold:
    async def test_gives_the_money_back_once(self, counter):
        placed = await counter.placed()
        assert await counter.ask(ReleaseHold(placed.hold_id)) == Confirmed()
        assert failed(await counter.ask(ReleaseHold(placed.hold_id))) == {ConditionCode.HOLD_MISSING}
        assert counter.balances_minor() == (10_000 * YUAN, 0)
        assert await counter.held() == {}

    async def test_works_on_a_frozen_account(self, counter):
        placed = await counter.placed()
        counter.bank.set_status(counter.ann.account_id, AccountStatus.FROZEN, counter.clock.now())
        assert await counter.ask(ReleaseHold(placed.hold_id)) == Confirmed()


class TestOpeningADeposit:
    async def test_captures_all_holds_and_tells_number_and_dates(self, counter):
        bo = counter.holder()
        holds = await counter.placed(), await counter.placed(bo, 6_000 * YUAN)
        outcome = await counter.ask(counter.opening(*holds))
        assert outcome.deposit.number
        assert (outcome.deposit.value_date, outcome.deposit.maturity_date) == (
            date(2026, 3, 1),
            date(2027, 3, 1),
        )
        assert counter.balances_minor() == (6_000 * YUAN, 0)
        assert counter.balances_minor(bo) == (4_000 * YUAN, 0)

    async def test_names_every_hold_that_fails_and_captures_none(self, counter):
        bo, cy = counter.holder(), counter.holder()
        holds = [await counter.placed(holder) for holder in (counter.ann, bo, cy)]
        await counter.ask(ReleaseHold(holds[0].hold_id))
        counter.bank.set_status(bo.account_id, AccountStatus.FROZEN, counter.clock.now())
        outcome = await counter.ask(counter.opening(*holds))
        assert {hold.hold_id: hold.conditions[0].code for hold in outcome.failing} == {
            holds[0].hold_id: ConditionCode.HOLD_MISSING,
            holds[1].hold_id: ConditionCode.ACCOUNT_FROZEN,
        }
        assert await counter.held() == {hold.hold_id: hold.debit.amount_minor for hold in holds[1:]}
        assert (await counter.gateway.statement()).deposits == ()

    async def test_of_another_amount_than_its_holds_is_not_done(self, counter):
        placed = await counter.placed()
        with pytest.raises(BankSilent):
            await counter.ask(counter.opening(placed, principal_minor=5_000 * YUAN))
        assert await counter.held() == {placed.hold_id: 4_000 * YUAN}

    async def test_that_matures_in_a_month_without_the_day_does_so_on_its_last(self, counter):
        await counter.clock.turn(days=30)  # to 31 March
        outcome = await counter.ask(counter.opening(await counter.placed(), term_months=6))
        assert outcome.deposit.maturity_date == date(2026, 9, 30)


class TestClosingADeposit:
    async def test_owes_each_share_its_principal_and_interest(self, counter):
        bo = counter.holder()
        matured = await counter.matured(counter.ann, bo)
        assert await counter.ask(matured.closing) == Confirmed()
        assert (await counter.gateway.statement()).deposits == ()
        for part, holder in zip(matured.closing.parts, (counter.ann, bo), strict=True):
            assert await counter.ask(counter.paying(part, holder)) == Confirmed()
            assert counter.balances_minor(holder) == (10_098 * YUAN, 0)
        assert counter.bank.total_minor() == 0

    async def test_withholds_the_tax(self, counter):
        matured = await counter.matured()
        (part,) = matured.closing.parts
        taxed = replace(part, tax_minor=part.interest_minor // 5)
        assert await counter.ask(replace(matured.closing, parts=(taxed,))) == Confirmed()
        await counter.ask(counter.paying(taxed))
        assert counter.balances_minor() == (10_000 * YUAN + 7_840, 0)
        assert counter.bank.total_minor() == 0

    async def test_renews_from_the_maturity_date_on_with_a_number_of_its_own(self, counter):
        matured = await counter.matured()
        await counter.clock.turn(days=3)
        renewing = matured.renewing()
        renewed = (await counter.ask(renewing)).deposit
        assert renewed.number != matured.deposit.number
        assert (renewed.value_date, renewed.maturity_date) == (date(2027, 3, 1), date(2028, 3, 1))
        (stated,) = (await counter.gateway.statement()).deposits
        assert stated.deposit_id == renewing.renewal.deposit_id
        assert (stated.principal_minor, stated.annual_rate_percent) == (4_000 * YUAN, Decimal("1.90"))
        (part,) = renewing.parts
        assert part.payout_minor == 98 * YUAN
        assert await counter.ask(counter.paying(part)) == Confirmed()

    @pytest.mark.parametrize("cents", [1, -1])
    async def test_with_other_interest_than_it_has_earned_is_not_done(self, counter, cents):
        matured = await counter.matured()
        (part,) = matured.closing.parts
        wrong = replace(part, interest_minor=part.interest_minor + cents)
        with pytest.raises(BankSilent):
            await counter.ask(replace(matured.closing, parts=(wrong,)))
        assert len((await counter.gateway.statement()).deposits) == 1
        assert await counter.ask(matured.closing) == Confirmed()

    async def test_of_more_or_less_than_stands_of_it_is_not_done(self, counter):
        matured = await counter.matured(counter.ann, counter.holder())
        for parts in (matured.closing.parts[:1], matured.closing.parts * 2):
            with pytest.raises(BankSilent):
                await counter.ask(replace(matured.closing, parts=parts))
        with pytest.raises(BankSilent):
            await counter.ask(matured.renewing(principal_minor=4_000 * YUAN))
        assert len((await counter.gateway.statement()).deposits) == 1

    async def test_before_its_day_is_not_done(self, counter):
        matured = await counter.matured()
        later = counter.opening(await counter.placed(amount_minor=1_000 * YUAN))
        opened = (await counter.ask(later)).deposit
        early = replace(matured.closing, deposit_id=later.deposit_id, maturity_date=opened.maturity_date)
        with pytest.raises(BankSilent):
            await counter.ask(early)

    async def test_happens_once_even_under_two_references(self, counter):
        matured = await counter.matured()
        await counter.ask(matured.closing)
        with pytest.raises(BankSilent):
            await counter.ask(matured.closing)
        await counter.ask(counter.paying(matured.closing.parts[0]))
        assert counter.balances_minor() == (10_098 * YUAN, 0)


class TestPayingOut:
    async def test_is_refused_while_the_account_cannot_take_money_and_then_paid_to_another_once(
        self, counter
    ):
        matured = await counter.matured()
        await counter.ask(matured.closing)
        (part,) = matured.closing.parts
        counter.bank.set_status(counter.ann.account_id, AccountStatus.FROZEN, counter.clock.now())
        frozen = FailedCondition(ConditionCode.ACCOUNT_FROZEN, "normal", "frozen")
        assert await counter.ask(counter.paying(part)) == Rejected((frozen,))
        bo = counter.holder(balance_minor=0)
        assert await counter.ask(counter.paying(part, bo)) == Confirmed()
        with pytest.raises(BankSilent):
            await counter.ask(counter.paying(part, bo))
        assert (counter.balances_minor(), counter.balances_minor(bo)) == (
            (6_000 * YUAN, 0),
            (4_098 * YUAN, 0),
        )

    async def test_to_an_unknown_account_or_in_another_currency_is_refused(self, counter):
        matured = await counter.matured()
        await counter.ask(matured.closing)
        (part,) = matured.closing.parts
        nobodys = counter.paying(part, account_id=AccountId("acc_nobodys"))
        assert failed(await counter.ask(nobodys)) == {ConditionCode.ACCOUNT_UNKNOWN}
        dollars = counter.holder(balance_minor=0, currency="USD")
        assert failed(await counter.ask(counter.paying(part, dollars))) == {ConditionCode.ACCOUNT_CURRENCY}
        assert await counter.ask(counter.paying(part)) == Confirmed()

    @pytest.mark.parametrize("cents", [1, -1])
    async def test_of_another_amount_than_is_owed_is_not_done(self, counter, cents):
        matured = await counter.matured()
        await counter.ask(matured.closing)
        (part,) = matured.closing.parts
        with pytest.raises(BankSilent):
            await counter.ask(counter.paying(part, amount_minor=part.payout_minor + cents))
        assert counter.balances_minor() == (6_000 * YUAN, 0)


class TestAnEarlyWithdrawal:
    async def test_leaves_the_rest_and_owes_principal_and_interest_less_tax(self, counter):
        opening = await counter.opened(counter.ann, counter.holder())
        await counter.clock.turn(hours=24 * 10)
        leaving = counter.leaving(opening)
        assert await counter.ask(leaving) == Confirmed()
        statement = await counter.gateway.statement()
        assert [(each.principal_minor, each.annual_rate_percent) for each in statement.deposits] == [
            (4_000 * YUAN, Decimal("2.45"))
        ]
        assert statement.payouts == (StatedPayout(leaving.payout_id, 4_000 * YUAN + 30),)
        paying = PayOut(leaving.payout_id, counter.ann.account_id, leaving.payout_minor, "CNY")
        assert await counter.ask(paying) == Confirmed()
        assert counter.balances_minor() == (10_000 * YUAN + 30, 0)
        assert (await counter.gateway.statement()).payouts == ()
        assert counter.bank.total_minor() == 0

    async def test_that_arrives_late_counts_from_its_effective_date(self, counter):
        opening = await counter.opened(counter.ann, counter.holder())
        leaving = counter.leaving(opening, rest_rate_percent=Decimal("1.75"))
        await counter.clock.turn(hours=24 * 365)
        assert await counter.ask(leaving) == Confirmed()
        (stated,) = (await counter.gateway.statement()).deposits
        assert stated.annual_rate_percent == Decimal("1.75")
        part = Part(ShareId("shr_rest"), PayoutId("pay_rest"), 4_000 * YUAN, 70 * YUAN, 0)
        assert await counter.ask(CloseDeposit(opening.deposit_id, stated.maturity_date, (part,), None))
        assert counter.bank.total_minor() == 0

    async def test_of_the_last_share_ends_the_deposit(self, counter):
        opening = await counter.opened(counter.ann)
        assert await counter.ask(counter.leaving(opening)) == Confirmed()
        assert (await counter.gateway.statement()).deposits == ()

    async def test_of_more_than_stands_or_of_a_day_to_come_is_not_done(self, counter):
        opening = await counter.opened(counter.ann)
        for wrong in (
            counter.leaving(opening, principal_minor=4_000 * YUAN + 1),
            counter.leaving(opening, effective_date=counter.clock.now().day + timedelta(days=1)),
            counter.leaving(opening, deposit_id=DepositId("dep_nobodys")),
        ):
            with pytest.raises(BankSilent):
                await counter.ask(wrong)
        assert len((await counter.gateway.statement()).deposits) == 1


class TestASale:
    async def test_debits_the_buyer_and_owes_the_price_to_the_seller(self, counter):
        opening = await counter.opened(counter.ann)
        buyer = counter.holder()
        buying = counter.buying(opening, buyer)
        before = (await counter.gateway.statement()).deposits
        assert await counter.ask(buying) == Confirmed()
        assert counter.balances_minor(buyer) == (5_990 * YUAN, 0)
        statement = await counter.gateway.statement()
        assert statement.deposits == before
        assert statement.payouts == (StatedPayout(buying.payout_id, 4_010 * YUAN),)
        assert counter.bank.total_minor() == 0

    async def test_to_who_may_not_be_debited_is_refused_with_every_reason(self, counter):
        opening = await counter.opened(counter.ann)
        poor = counter.holder(balance_minor=1)
        counter.bank.set_status(poor.account_id, AccountStatus.DORMANT, counter.clock.now())
        refused = await counter.ask(counter.buying(opening, poor))
        assert failed(refused) == {ConditionCode.ACCOUNT_DORMANT, ConditionCode.INSUFFICIENT_BALANCE}
        assert (await counter.gateway.statement()).payouts == ()


class TestAReference:
    async def test_is_carried_out_once_however_often_it_is_asked(self, counter):
        for instruction in await counter.one_of_each():
            order = counter.order(instruction)
            first = await counter.gateway.send(order)
            assert isinstance(first, Confirmed)
            before = counter.balances_minor(), await counter.held()
            assert await counter.gateway.send(order) == first
            assert (counter.balances_minor(), await counter.held()) == before
        assert len(counter.bank.effects) == len(set(counter.bank.effects))

    async def test_that_was_refused_stays_refused(self, counter):
        poor = counter.holder(balance_minor=1)
        order = counter.order(counter.placing(poor))
        refused = await counter.gateway.send(order)
        counter.bank.credit(poor.account_id, 10_000 * YUAN, counter.clock.now())
        assert await counter.gateway.send(order) == refused
        assert counter.balances_minor(poor) == (10_000 * YUAN + 1, 0)

    async def test_with_another_content_contradicts_and_does_nothing(self, counter):
        order = counter.order(counter.placing())
        await counter.gateway.send(order)
        with pytest.raises(BankContradicts):
            await counter.gateway.send(counter.order(counter.placing(), order.reference))
        assert counter.balances_minor() == (6_000 * YUAN, 4_000 * YUAN)

    async def test_cannot_place_a_hold_that_another_has_placed(self, counter):
        placed = await counter.placed()
        with pytest.raises(BankContradicts):
            await counter.ask(placed)
        assert counter.balances_minor() == (6_000 * YUAN, 4_000 * YUAN)

    async def test_that_never_arrived_is_looked_up_as_such(self, counter):
        assert await counter.gateway.look_up(counter.order(counter.placing())) == NotReceived()

    async def test_is_looked_up_as_it_was_answered(self, counter):
        refused = counter.placing(amount_minor=10_001 * YUAN)
        for instruction in [refused, *await counter.one_of_each()]:
            order = counter.order(instruction)
            assert await counter.gateway.send(order) == await counter.gateway.look_up(order)


class TestACustomer:
    async def test_is_found_by_phone_with_all_accounts_and_what_is_available(self, counter):
        now = counter.clock.now()
        second = counter.bank.open_account(
            counter.ann.customer_id,
            now,
            balance_minor=700 * YUAN,
            account_class=AccountClass.II,
            types=frozenset({FREE_AMOUNT}),
            day_limit_minor=500 * YUAN,
        )
        await counter.placed()
        facts = await counter.gateway.customer(PHONE)
        assert facts == counter.bank.customer(PHONE)
        assert [(account.account.id, account.available_minor) for account in facts.accounts] == [
            (counter.ann.account_id, 6_000 * YUAN),
            (second, 700 * YUAN),
        ]

    @pytest.mark.parametrize("phone", ["+8613899999999", "+0", "nobody"])
    async def test_is_none_if_it_is_nobodys_number(self, counter, phone):
        assert await counter.gateway.customer(phone) is None

    async def test_is_sent_a_code(self, counter):
        expires_at = counter.clock.now().at + timedelta(minutes=10)
        await counter.gateway.deliver(PHONE, "012345", expires_at, "zh-Hans")
        (sent,) = counter.bank.codes
        assert (sent.phone, sent.code, sent.expires_at, sent.locale) == (
            PHONE,
            "012345",
            expires_at,
            "zh-Hans",
        )


async def test_the_statement_has_all_that_stands_and_nothing_else(counter):
    holds = [await counter.placed(counter.holder()) for _ in range(4)]
    replaced = counter.placing(counter.ann, 1_000 * YUAN)
    opening = counter.opening(holds[0], holds[1])
    await counter.ask(ReleaseHold(holds[2].hold_id))
    await counter.ask(ReplaceHold(holds[3].hold_id, replaced))
    opened = (await counter.ask(opening)).deposit
    statement = await counter.gateway.statement()
    assert statement.at == counter.clock.now().at
    assert [(hold.hold_id, hold.account_id, hold.amount_minor) for hold in statement.holds] == [
        (replaced.hold_id, counter.ann.account_id, 1_000 * YUAN)
    ]
    (deposit,) = statement.deposits
    assert (deposit.deposit_id, deposit.number) == (opening.deposit_id, opened.number)
    assert (deposit.principal_minor, deposit.annual_rate_percent) == (
        opening.principal_minor,
        opening.annual_rate_percent,
    )
    assert (deposit.value_date, deposit.maturity_date) == (opened.value_date, opened.maturity_date)
    assert counter.bank.total_minor() == 0
