"""The bank's staff and the admins: customers, accounts, money from outside, rates, and the audit trail."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    AddProduct,
    AddRates,
    ChangeCustomerPhone,
    CreditAccount,
    OpenAccount,
    PutProduct,
    RecordAdminUse,
    RedateRates,
    RegisterCustomer,
    SetAccountStatus,
    SetProductOffered,
    TakeBackRates,
)
from core.domain.account import AccountClass, AccountStatus, DayLimit, DebitPurpose
from core.domain.conditions import ConditionCode
from core.domain.deposit import luhn_check_digit
from core.domain.errors import (
    AccountStatusFixed,
    AccountUnknown,
    AmountNotPositive,
    CustomerUnknown,
    NothingChanged,
    NotPermitted,
    OnlyRates,
    PhoneTaken,
    ProductCodeTaken,
    ProductUnknown,
    RatesDayTaken,
    RatesInForce,
    RatesMalformed,
    RatesUnknown,
    ReasonMissing,
)
from core.domain.ids import AccountId, CustomerId
from core.domain.ledger import EntryKind
from core.domain.product import DatedRates, RateTier
from tests.support.house import (
    ADMIN,
    ALL_TYPES,
    CLERK,
    FREE_AMOUNT,
    SYSTEM,
    TD12M,
    YUAN,
    House,
)

PHONE, OTHER_PHONE = "+8613800000001", "+8613800000002"
TIERS = (RateTier(5_000, Decimal("1.50")), RateTier(1_000_000, Decimal("2.10")))


def setting(house: House, account_id: AccountId, status: AccountStatus, **changes) -> SetAccountStatus:
    command = SetAccountStatus(
        intent=house.intent(), actor=ADMIN, account_id=account_id, status=status, reason="asked to"
    )
    return replace(command, **changes)


def adding(house: House, effective_from: date, **changes) -> AddRates:
    command = AddRates(
        intent=house.intent(),
        actor=ADMIN,
        product_code="TD12M",
        effective_from=effective_from,
        tiers=TIERS,
    )
    return replace(command, **changes)


def redating(house: House, old: date, new: date, **changes) -> RedateRates:
    command = RedateRates(
        intent=house.intent(),
        actor=ADMIN,
        product_code="TD12M",
        effective_from=old,
        new_effective_from=new,
    )
    return replace(command, **changes)


def taking_back(house: House, day: date, code: str = "TD12M") -> TakeBackRates:
    return TakeBackRates(intent=house.intent(), actor=ADMIN, product_code=code, effective_from=day)


def offering(house: House, code: str, *, offered: bool) -> SetProductOffered:
    return SetProductOffered(intent=house.intent(), actor=ADMIN, product_code=code, offered=offered)


class TestCustomers:
    def test_are_registered_with_a_number_of_their_own(self, house):
        customer_id = house.customer(PHONE, "Ann")
        customer = house.store.customers[customer_id]
        assert (customer.name, customer.phone) == ("Ann", PHONE)
        taken = RegisterCustomer(intent=house.intent(), actor=CLERK, name="Bo", phone=PHONE)
        assert house.refused(taken) == PhoneTaken()

    def test_of_one_number_in_one_batch_are_one(self, house):
        commands = [
            RegisterCustomer(intent=house.intent(), actor=CLERK, name=name, phone=PHONE)
            for name in ("Ann", "Bo")
        ]
        one, other = house.store.run(commands, house.now)
        assert one.result.customer_id in house.store.customers
        assert other.error == PhoneTaken()

    def changing(self, house: House, customer_id: CustomerId, old: str, new: str) -> ChangeCustomerPhone:
        return ChangeCustomerPhone(
            intent=house.intent(), actor=CLERK, customer_id=customer_id, old_phone=old, phone=new
        )

    def test_may_change_their_number_and_leave_the_old_one_free(self, house):
        customer_id = house.customer(PHONE)
        house.accepted(self.changing(house, customer_id, PHONE, OTHER_PHONE))
        assert house.store.customers[customer_id].phone == OTHER_PHONE
        assert house.use_of_power()[-1] == ("bank:clerk", "change_customer_phone", customer_id)
        house.customer(PHONE)

    def test_cannot_take_somebody_elses_number(self, house):
        customer_id = house.customer(PHONE)
        house.customer(OTHER_PHONE)
        assert house.refused(self.changing(house, customer_id, PHONE, OTHER_PHONE)) == PhoneTaken()

    def test_are_changed_only_under_their_present_number(self, house):
        customer_id = house.customer(PHONE)
        assert house.refused(self.changing(house, customer_id, OTHER_PHONE, PHONE)) == CustomerUnknown()
        unknown = self.changing(house, CustomerId("cus_x"), PHONE, OTHER_PHONE)
        assert house.refused(unknown) == CustomerUnknown()

    def test_may_swap_numbers_over_one_batch(self, house):
        ann, bo = house.customer(PHONE), house.customer(OTHER_PHONE)
        spare = "+8613800000003"
        house.store.run(
            [
                self.changing(house, ann, PHONE, spare),
                self.changing(house, bo, OTHER_PHONE, PHONE),
                self.changing(house, ann, spare, OTHER_PHONE),
            ],
            house.now,
        )
        phones = {customer.id: customer.phone for customer in house.store.customers.values()}
        assert phones == {ann: OTHER_PHONE, bo: PHONE}


class TestAccounts:
    def test_and_their_customers_and_money_come_about_on_the_record(self, house):
        customer_id = house.customer(PHONE)
        account_id = house.account(customer_id, 500 * YUAN)
        assert house.use_of_power() == [
            ("bank:clerk", "register_customer", customer_id),
            ("bank:clerk", "open_account", account_id),
            ("bank:clerk", "credit_account", account_id),
        ]
        assert [record.detail for record in house.store.audit.values()][-3:] == ["", "I", "500.00 CNY"]

    def test_open_empty_and_normal_with_a_number_that_checks(self, house):
        account_id = house.account(
            house.customer(PHONE), 0, AccountClass.II, frozenset({FREE_AMOUNT}), day_limit_minor=100
        )
        account = house.store.accounts[account_id]
        assert (account.status, account.account_class) == (AccountStatus.NORMAL, AccountClass.II)
        assert account.debit_amount_types == {FREE_AMOUNT}
        assert account.day_limits == (DayLimit(DebitPurpose.TERM_DEPOSIT, 100),)
        assert len(account.number) == 19
        assert luhn_check_digit(account.number[:-1]) == account.number[-1]
        assert house.balances_minor(account_id) == (0, 0)

    def test_of_nobody_are_not_opened(self, house):
        command = OpenAccount(
            intent=house.intent(),
            actor=CLERK,
            customer_id=CustomerId("cus_x"),
            currency="CNY",
            account_class=AccountClass.I,
            debit_amount_types=ALL_TYPES,
        )
        assert house.refused(command) == CustomerUnknown()

    def test_are_credited_against_the_banks_cash(self, house, ann):
        house.accepted(house.crediting(ann.account_id, 500 * YUAN))
        assert house.balances_minor(ann.account_id) == (10_500 * YUAN, 0)
        entry = house.entries()[-1]
        assert entry.kind is EntryKind.CREDIT
        assert {posting.account_id: posting.balance_after_minor for posting in entry.postings} == {
            f"{ann.account_id}:cash": -10_500 * YUAN,
            f"{ann.account_id}:available": 10_500 * YUAN,
        }

    @pytest.mark.parametrize("amount_minor", [0, -1])
    def test_are_not_credited_with_nothing_or_less(self, house, ann, amount_minor):
        assert house.refused(house.crediting(ann.account_id, amount_minor)) == AmountNotPositive()

    def test_that_do_not_exist_cannot_be_credited_or_changed(self, house):
        unknown = AccountId("acc_x")
        assert house.refused(house.crediting(unknown, 1)) == AccountUnknown()
        assert house.refused(setting(house, unknown, AccountStatus.FROZEN)) == AccountUnknown()

    def test_take_money_while_frozen_but_not_once_closed(self, house):
        account_id = house.account(house.customer(PHONE), 0)
        house.set_status(account_id, AccountStatus.FROZEN)
        house.credit(account_id, 1)
        other = house.account(house.customer(OTHER_PHONE), 0)
        house.set_status(other, AccountStatus.CLOSED)
        assert house.refused(house.crediting(other, 1)) == AccountStatusFixed("closed")


class TestAnAccountsStatus:
    def test_is_changed_with_a_reason_and_recorded(self, house, ann):
        house.accepted(setting(house, ann.account_id, AccountStatus.FROZEN, reason=" court order "))
        house.accepted(setting(house, ann.account_id, AccountStatus.NORMAL, actor=CLERK))
        assert house.use_of_power()[-2:] == [
            ("admin:7", "set_account_status:frozen", ann.account_id),
            ("bank:clerk", "set_account_status:normal", ann.account_id),
        ]
        assert [record.detail for record in house.store.audit.values()][-2:] == ["court order", "asked to"]

    def test_is_an_admins_to_change_between_normal_and_frozen_only(self, house, ann):
        for status in set(AccountStatus) - {AccountStatus.NORMAL, AccountStatus.FROZEN}:
            assert house.refused(setting(house, ann.account_id, status)) == NotPermitted()
        house.accepted(setting(house, ann.account_id, AccountStatus.FROZEN))
        assert house.refused(setting(house, ann.account_id, AccountStatus.DORMANT)) == NotPermitted()
        house.accepted(setting(house, ann.account_id, AccountStatus.NORMAL))

    @pytest.mark.parametrize("status", [AccountStatus.DORMANT, AccountStatus.LOST, AccountStatus.CLOSED])
    def test_that_the_banks_staff_set_is_not_an_admins_to_undo(self, house, status):
        account_id = house.account(house.customer(PHONE), 0)
        house.accepted(setting(house, account_id, status, actor=CLERK))
        for other in AccountStatus:
            assert house.refused(setting(house, account_id, other)) == NotPermitted()

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_is_not_changed_without_a_reason(self, house, ann, reason):
        command = setting(house, ann.account_id, AccountStatus.FROZEN, reason=reason)
        assert house.refused(command) == ReasonMissing()

    def test_is_not_changed_to_what_it_is(self, house, ann):
        assert house.refused(setting(house, ann.account_id, AccountStatus.NORMAL)) == NothingChanged()

    def test_becomes_closed_only_when_nothing_is_available_or_held_and_stays_so(self, house, ann):
        closing = setting(house, ann.account_id, AccountStatus.CLOSED, actor=CLERK)
        assert house.refused(closing) == AccountStatusFixed("normal")
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 10_000 * YUAN)
        closing = replace(closing, intent=house.intent())
        assert house.refused(closing) == AccountStatusFixed("normal")
        house.accepted(house.settling(campaign_id))
        house.accepted(replace(closing, intent=house.intent()))
        reopening = setting(house, ann.account_id, AccountStatus.NORMAL, actor=CLERK)
        assert house.refused(reopening) == AccountStatusFixed("closed")

    def test_changes_no_money(self, house, ann):
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 4_000 * YUAN)
        house.set_status(ann.account_id, AccountStatus.FROZEN)
        assert house.balances_minor(ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)


class TestTheCatalogue:
    def test_takes_each_product_once_and_keeps_its_rates(self, house):
        house.accepted(adding(house, house.now.day + timedelta(days=1)))
        changed = house.store.products["TD12M"]
        again = PutProduct(intent=house.intent(), actor=SYSTEM, product=TD12M)
        house.accepted(again)
        assert house.store.products["TD12M"] == changed
        assert len(house.store.products) == len(DEFAULT_PRODUCTS)

    def test_takes_an_admins_new_product_once_and_campaigns_begin_with_it(self, house, ann):
        product = replace(TD12M, code="TD18M", term_months=18)
        house.accepted(AddProduct(intent=house.intent(), actor=ADMIN, product=product))
        assert house.use_of_power()[-1] == ("admin:7", "add_product", "TD18M")
        assert house.campaign(house.open(ann, product_code="TD18M")).terms.term_months == 18
        taken = AddProduct(intent=house.intent(), actor=ADMIN, product=replace(product, term_months=9))
        assert house.refused(taken) == ProductCodeTaken()
        assert house.store.products["TD18M"].term_months == 18

    def test_gets_new_rates_from_tomorrow_on(self, house):
        tomorrow = house.now.day + timedelta(days=1)
        house.accepted(adding(house, tomorrow))
        product = house.store.products["TD12M"]
        assert product.rate_percent_for(1_000_000, house.now.day) == Decimal("2.45")
        assert product.rate_percent_for(1_000_000, tomorrow) == Decimal("2.10")
        assert house.use_of_power() == [("admin:7", "add_rates", "TD12M")]
        told = "2026-03-02: 1.50% from 50.00 CNY; 2.10% from 10,000.00 CNY"
        assert list(house.store.audit.values())[-1].detail == told

    @pytest.mark.parametrize("days", [0, -1, -365])
    def test_gets_none_for_today_or_the_past(self, house, days):
        command = adding(house, house.now.day + timedelta(days=days))
        assert house.refused(command) == RatesInForce(house.now.day)

    def test_counts_todays_date_in_the_business_time_zone(self, house):
        house.at = house.at.replace(hour=17)
        assert house.refused(adding(house, date(2026, 3, 2))) == RatesInForce(date(2026, 3, 2))

    @pytest.mark.parametrize("tiers", [(), TIERS[1:], (TIERS[1], TIERS[0]), (TIERS[0], TIERS[0])])
    def test_gets_no_rates_that_leave_an_amount_without_one(self, house, tiers):
        command = adding(house, house.now.day + timedelta(days=1), tiers=tiers)
        assert house.refused(command) == RatesMalformed()

    def test_lets_rates_move_that_are_not_in_force_yet(self, house):
        first, second = (house.now.day + timedelta(days=days) for days in (5, 9))
        house.accepted(adding(house, first))
        house.accepted(redating(house, first, second))
        product = house.store.products["TD12M"]
        assert [rates.effective_from for rates in product.rates] == [TD12M.rates[0].effective_from, second]
        assert house.use_of_power()[-1] == ("admin:7", "redate_rates", "TD12M")

    def test_refuses_moves_that_touch_the_present_or_meet_other_rates(self, house):
        today = house.now.day
        first, second = today + timedelta(days=5), today + timedelta(days=9)
        house.accepted(adding(house, first))
        house.accepted(adding(house, second))
        begun = TD12M.rates[0].effective_from
        assert house.refused(redating(house, begun, first)) == RatesInForce(today)
        assert house.refused(redating(house, first, today)) == RatesInForce(today)
        assert house.refused(redating(house, first, second)) == RatesDayTaken()
        assert house.refused(redating(house, first, first)) == NothingChanged()
        unknown = redating(house, today + timedelta(days=6), second)
        assert house.refused(unknown) == RatesUnknown()

    def test_takes_back_rates_that_are_not_in_force_yet(self, house):
        tomorrow = house.now.day + timedelta(days=1)
        house.accepted(adding(house, tomorrow))
        house.accepted(taking_back(house, tomorrow))
        assert house.store.products["TD12M"].rates == TD12M.rates
        assert house.use_of_power()[-1] == ("admin:7", "take_back_rates", "TD12M")
        assert house.refused(taking_back(house, tomorrow)) == RatesUnknown()

    def test_takes_no_rates_back_that_ever_were_in_force(self, house):
        tomorrow = house.now.day + timedelta(days=1)
        house.accepted(adding(house, tomorrow))
        begun = TD12M.rates[0].effective_from
        assert house.refused(taking_back(house, begun)) == RatesInForce(house.now.day)
        house.later(days=1)
        assert house.refused(taking_back(house, tomorrow)) == RatesInForce(house.now.day)

    def test_leaves_no_product_without_rates(self, house):
        tomorrow = house.now.day + timedelta(days=1)
        coming = replace(TD12M, code="TD13M", rates=(DatedRates(tomorrow, TIERS),))
        house.accepted(PutProduct(intent=house.intent(), actor=SYSTEM, product=coming))
        assert house.refused(taking_back(house, tomorrow, "TD13M")) == OnlyRates()

    def test_begins_no_campaign_with_a_product_that_is_not_offered_until_it_is_again(self, house, ann):
        running = house.open(ann)
        house.accepted(offering(house, "TD12M", offered=False))
        refused = house.refused(house.opening(ann))
        assert [failed.code for failed in refused.conditions] == [ConditionCode.PRODUCT_NOT_OFFERED]
        house.pledge(ann, running, 10_000 * YUAN)
        house.accepted(house.settling(running))
        house.accepted(offering(house, "TD12M", offered=True))
        house.open(ann)
        assert house.use_of_power()[-2:] == [
            ("admin:7", "stop_offering_product", "TD12M"),
            ("admin:7", "offer_product", "TD12M"),
        ]

    def test_offers_or_stops_offering_only_what_it_does_not_yet(self, house):
        assert house.refused(offering(house, "TD12M", offered=True)) == NothingChanged()
        assert house.refused(offering(house, "X", offered=False)) == ProductUnknown()

    def test_has_no_rates_for_products_that_do_not_exist(self, house):
        tomorrow = house.now.day + timedelta(days=1)
        assert house.refused(adding(house, tomorrow, product_code="X")) == ProductUnknown()
        assert house.refused(redating(house, tomorrow, tomorrow, product_code="X")) == ProductUnknown()
        assert house.refused(taking_back(house, tomorrow, "X")) == ProductUnknown()

    def test_leaves_the_rate_of_open_campaigns_alone(self, house, ann):
        campaign_id = house.open(ann)
        before = house.campaign(campaign_id)
        house.accepted(adding(house, house.now.day + timedelta(days=1)))
        house.later(days=2)
        assert house.campaign(campaign_id) == before
        house.pledge(ann, campaign_id, 10_000 * YUAN)
        house.accepted(house.settling(campaign_id))
        (deposit,) = house.store.deposits.values()
        assert deposit.annual_rate_percent == Decimal("2.45")


def test_a_look_up_by_an_admin_is_recorded(house):
    house.accepted(
        RecordAdminUse(intent=house.intent(), actor=ADMIN, action="find_participant", subject="par_1")
    )
    assert house.use_of_power() == [("admin:7", "find_participant", "par_1")]


COMMANDS = {
    SetAccountStatus: lambda house, ann: setting(house, ann.account_id, AccountStatus.FROZEN),
    CreditAccount: lambda house, ann: house.crediting(ann.account_id, 1),
    AddProduct: lambda house, ann: AddProduct(
        intent=house.intent(), actor=ADMIN, product=replace(TD12M, code="TD18M")
    ),
    AddRates: lambda house, ann: adding(house, date(2027, 1, 1)),
    RedateRates: lambda house, ann: redating(house, date(2027, 1, 1), date(2028, 1, 1)),
    TakeBackRates: lambda house, ann: taking_back(house, date(2027, 1, 1)),
    SetProductOffered: lambda house, ann: offering(house, "TD12M", offered=False),
    RegisterCustomer: lambda house, ann: RegisterCustomer(
        intent=house.intent(), actor=CLERK, name="Bo", phone=OTHER_PHONE
    ),
    ChangeCustomerPhone: lambda house, ann: ChangeCustomerPhone(
        intent=house.intent(),
        actor=CLERK,
        customer_id=ann.customer_id,
        old_phone=ann.phone,
        phone=OTHER_PHONE,
    ),
    OpenAccount: lambda house, ann: OpenAccount(
        intent=house.intent(),
        actor=CLERK,
        customer_id=ann.customer_id,
        currency="CNY",
        account_class=AccountClass.I,
        debit_amount_types=ALL_TYPES,
    ),
    PutProduct: lambda house, ann: PutProduct(intent=house.intent(), actor=SYSTEM, product=TD12M),
    RecordAdminUse: lambda house, ann: RecordAdminUse(
        intent=house.intent(), actor=ADMIN, action="look", subject="x"
    ),
}


@pytest.mark.parametrize(
    ("command", "nobody_of"),
    [
        (SetAccountStatus, [SYSTEM]),
        (CreditAccount, [SYSTEM, ADMIN]),
        (AddProduct, [SYSTEM, CLERK]),
        (AddRates, [SYSTEM, CLERK]),
        (RedateRates, [SYSTEM, CLERK]),
        (TakeBackRates, [SYSTEM, CLERK]),
        (SetProductOffered, [SYSTEM, CLERK]),
        (RegisterCustomer, [SYSTEM, ADMIN]),
        (ChangeCustomerPhone, [SYSTEM, ADMIN]),
        (OpenAccount, [SYSTEM, ADMIN]),
        (PutProduct, [CLERK, ADMIN]),
        (RecordAdminUse, [SYSTEM]),
    ],
)
def test_nobody_uses_a_power_that_is_not_theirs(house, ann, command, nobody_of):
    for actor in (*nobody_of, ann.actor):
        assert house.refused(replace(COMMANDS[command](house, ann), actor=actor)) == NotPermitted()
