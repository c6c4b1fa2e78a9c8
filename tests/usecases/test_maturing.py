"""The life of a deposit: interest in the books, what members hear and choose, and every share's end."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.catalogue import DEFAULT_PRODUCTS
from core.domain.account import AccountStatus
from core.domain.bank import DepositState, MaturityStage, expense_ledger_account, tax_ledger_account
from core.domain.conditions import ConditionCode
from core.domain.deposit import MaturityChoice, ShareState
from core.domain.errors import (
    AccountCannotReceive,
    AccountNotLinked,
    NotDue,
    PayoutFixed,
    PayoutUnknown,
    ShareFixed,
    ShareUnknown,
)
from core.domain.ids import CampaignId
from core.domain.interest import interest
from core.domain.ledger import EntryKind
from core.domain.notice import MaturityAhead, PaidOut, PayoutWaiting, ShareRenewed
from core.domain.payout import PayoutState
from core.domain.product import DatedRates, RateTier
from core.domain.tax import DatedTax
from tests.support.house import TD12M, YUAN, House, Person
from tests.support.maturing import (
    accruing,
    announcing,
    balance_minor,
    check_books,
    choosing,
    deposit_of,
    matured,
    maturing,
    payouts_of,
    pool,
    redirecting,
    share_of,
    until,
)

TD24M = next(product for product in DEFAULT_PRODUCTS if product.code == "TD24M")
THREE = (5_000, 3_000, 2_000)


class TestInterest:
    def test_is_booked_day_by_day_and_sums_to_the_conventions_own(self):
        house = House()
        campaign_id, _ = pool(house, *THREE)
        deposit = deposit_of(house, campaign_id)
        house.later(days=40)
        house.accepted(accruing(house, deposit.id))

        earned = interest(
            10_000 * YUAN, Decimal("2.45"), deposit.value_date, house.now.day, deposit.day_count
        )
        accruals = [entry for entry in house.entries() if entry.kind is EntryKind.ACCRUAL]
        booked = [entry.postings[1].amount_minor for entry in accruals]
        assert sum(booked) == earned.interest_minor
        assert deposit_of(house, campaign_id).accrued_minor == earned.interest_minor
        days = {f"accrual:{deposit.id}:{deposit.value_date + timedelta(days=day)}" for day in range(40)}
        # By this convention a month has thirty days: the thirty-first of March earns nothing.
        assert days - {entry.reference for entry in accruals} == {f"accrual:{deposit.id}:2026-03-31"}
        check_books(house)

    def test_is_booked_once_a_day(self):
        house = House()
        campaign_id, _ = pool(house, *THREE)
        deposit_id = deposit_of(house, campaign_id).id
        assert isinstance(house.refused(accruing(house, deposit_id)), NotDue)
        house.later(days=1)
        house.accepted(accruing(house, deposit_id))
        assert isinstance(house.refused(accruing(house, deposit_id)), NotDue)

    def test_of_missed_days_is_the_same_as_if_none_was_missed(self):
        late, punctual = House(), House()
        for house in (late, punctual):
            pool(house, *THREE)
        (deposit_id,) = late.store.deposits
        for _ in range(5):
            punctual.later(days=1)
            punctual.accepted(accruing(punctual, deposit_id))
        late.later(days=5)
        late.accepted(accruing(late, deposit_id))
        assert [entry.reference for entry in late.entries()] == [
            entry.reference for entry in punctual.entries()
        ]
        accounts = [house.store.deposits[deposit_id].accrued_minor for house in (late, punctual)]
        assert accounts[0] == accounts[1] > 0


class TestMaturity:
    def test_pays_every_share_back_to_its_account_to_the_cent(self):
        house = House()
        campaign_id, people = pool(house, 3_333, 3_333, 3_334)
        deposit = matured(house, campaign_id)

        total_minor = deposit.accrued_on(deposit.maturity_date)
        assert total_minor == 245_00
        got = [house.balances_minor(person.account_id)[0] for person in people]
        assert sum(got) == 10_000 * YUAN + total_minor
        assert got == [3_333_00 + 81_66, 3_333_00 + 81_66, 3_334_00 + 81_68]
        assert house.store.deposits[deposit.id].state is DepositState.CLOSED
        assert {share.state for share in house.store.shares.values()} == {ShareState.PAID_OUT}
        told = house.told(PaidOut)
        assert [notice.to for notice in told] == [person.participant_id for person in people]
        assert told[0].interest_minor == 81_66
        check_books(house)

    def test_is_not_before_its_day(self):
        house = House()
        campaign_id, _ = pool(house, *THREE)
        deposit = deposit_of(house, campaign_id)
        until(house, deposit.payout_date - timedelta(days=1))
        assert isinstance(house.refused(maturing(house, deposit.id)), NotDue)

    def test_comes_once(self):
        house = House()
        campaign_id, _ = pool(house, *THREE)
        deposit = matured(house, campaign_id)
        assert isinstance(house.refused(maturing(house, deposit.id)), NotDue)
        assert isinstance(house.refused(accruing(house, deposit.id)), NotDue)

    def test_waits_while_the_campaign_is_paused(self):
        house = House()
        campaign_id, _ = pool(house, *THREE)
        house.store.campaigns[campaign_id] = house.campaign(campaign_id).doubted()
        deposit = deposit_of(house, campaign_id)
        until(house, deposit.payout_date)
        assert house.refused(maturing(house, deposit.id)) == NotDue("paused")
        assert house.refused(announcing(house, deposit.id)) == NotDue("paused")

    def test_withholds_tax_from_each_members_interest(self):
        taxed = replace(
            TD12M,
            interest_tax=(DatedTax(date(2020, 1, 1), Decimal(20)), DatedTax(date(2026, 9, 1), Decimal(5))),
        )
        house = House(taxed)
        campaign_id, people = pool(house, 5_001, 4_999)
        deposit = matured(house, campaign_id)
        before_minor = deposit.accrued_on(date(2026, 9, 1))
        after_minor = deposit.accrued_on(deposit.maturity_date) - before_minor
        tax_minor = balance_minor(house, tax_ledger_account(deposit.id))
        assert abs(tax_minor - (before_minor * 0.20 + after_minor * 0.05)) <= 1
        assert sum(each.tax_minor for person in people for each in payouts_of(house, person)) == tax_minor
        check_books(house)


class TestChoices:
    def test_stay_changeable_until_the_day_before(self):
        house = House()
        campaign_id, (ann, *_) = pool(house, *THREE)
        deposit = deposit_of(house, campaign_id)
        share = share_of(house, ann, deposit.id)
        until(house, deposit.payout_date - timedelta(days=1))
        for choice in MaturityChoice:
            house.accepted(choosing(house, ann, share.id, choice))
            assert house.store.shares[share.id].maturity_choice is choice
        until(house, deposit.payout_date)
        late = choosing(house, ann, share.id, MaturityChoice.PAY_OUT)
        assert isinstance(house.refused(late), ShareFixed)

    def test_are_their_owners(self):
        house = House()
        campaign_id, (ann, bob, _) = pool(house, *THREE)
        share = share_of(house, ann, deposit_of(house, campaign_id).id)
        theirs = choosing(house, bob, share.id, MaturityChoice.RENEW_ALL)
        assert house.refused(theirs) == ShareUnknown()

    def test_are_over_with_the_share(self):
        house = House()
        campaign_id, (ann, *_) = pool(house, *THREE)
        deposit = matured(house, campaign_id)
        share = share_of(house, ann, deposit.id)
        late = choosing(house, ann, share.id, MaturityChoice.RENEW_ALL)
        assert house.refused(late) == ShareFixed("paid_out")


def renewing(
    house: House, *choices: MaturityChoice, yuan: tuple[int, ...]
) -> tuple[CampaignId, tuple[Person, ...]]:
    """A pool whose members have chosen."""
    campaign_id, people = pool(house, *yuan)
    deposit = deposit_of(house, campaign_id)
    for person, choice in zip(people, choices, strict=True):
        house.accepted(choosing(house, person, share_of(house, person, deposit.id).id, choice))
    return campaign_id, people


PAY_OUT, RENEW_PRINCIPAL, RENEW_ALL = MaturityChoice


class TestRenewal:
    def test_carries_the_renewers_on_side_by_side_with_payouts(self):
        house = House()
        campaign_id, (ann, bob, cat) = renewing(
            house, RENEW_ALL, RENEW_PRINCIPAL, PAY_OUT, yuan=(8_000, 6_000, 5_000)
        )
        old = matured(house, campaign_id)

        new = deposit_of(house, campaign_id)
        assert new.renews == old.id
        assert (new.value_date, new.maturity_date) == (old.maturity_date, date(2028, 3, 1))
        assert new.principal_minor == 8_196_00 + 6_000_00
        assert new.annual_rate_percent == Decimal("2.45")
        anns, bobs = (share_of(house, person, new.id) for person in (ann, bob))
        assert (anns.principal_minor, bobs.principal_minor) == (8_196_00, 6_000_00)
        assert anns.acquired_from == share_of(house, ann, old.id).id
        assert anns.certificate_number == f"{new.number}-001"
        assert anns.maturity_choice is PAY_OUT
        assert [house.balances_minor(person.account_id)[0] for person in (ann, bob, cat)] == [
            0,
            147_00,
            5_122_50,
        ]
        assert house.told(ShareRenewed) == [
            ShareRenewed(ann.participant_id, campaign_id, anns.id),
            ShareRenewed(bob.participant_id, campaign_id, bobs.id),
        ]
        check_books(house)

    def test_goes_on_and_ends_like_the_first(self):
        house = House()
        campaign_id, (ann, bob) = renewing(house, RENEW_ALL, RENEW_ALL, yuan=(6_000, 6_000))
        first = matured(house, campaign_id)
        house.later(days=20)
        house.accepted(accruing(house, deposit_of(house, campaign_id).id))
        second = matured(house, campaign_id)
        assert second.renews == first.id
        got_minor = sum(house.balances_minor(person.account_id)[0] for person in (ann, bob))
        assert got_minor == second.principal_minor + second.accrued_on(second.maturity_date)
        assert house.store.deposits[second.id].state is DepositState.CLOSED
        check_books(house)

    def test_that_does_not_reach_the_tier_pays_everybody_out_and_says_so(self):
        house = House()
        campaign_id, (ann, _) = renewing(house, RENEW_ALL, PAY_OUT, yuan=(9_500, 500))
        matured(house, campaign_id)
        assert {share.state for share in house.store.shares.values()} == {ShareState.PAID_OUT}
        assert [notice.not_renewed for notice in house.told(PaidOut)] == [True, False]
        assert house.balances_minor(ann.account_id)[0] == 9_732_75
        check_books(house)

    def test_reaches_the_tier_with_interest_or_not_at_all(self):
        house = House()
        campaign_id, _ = renewing(house, RENEW_ALL, PAY_OUT, yuan=(9_800, 700))
        matured(house, campaign_id)
        assert deposit_of(house, campaign_id).principal_minor == 10_040_10

    def test_is_at_the_rates_of_the_maturity_day(self):
        later = DatedRates(
            date(2027, 3, 1),
            (RateTier(50_00, Decimal("1.00")), RateTier(10_000_00, Decimal("1.40"))),
        )
        house = House(replace(TD12M, rates=(*TD12M.rates, later)))
        campaign_id, _ = renewing(house, RENEW_ALL, RENEW_ALL, yuan=(9_000, 9_000))
        matured(house, campaign_id)
        assert deposit_of(house, campaign_id).annual_rate_percent == Decimal("1.40")

    def test_is_refused_for_a_product_that_is_not_offered_any_more(self):
        house = House()
        campaign_id, _ = renewing(house, RENEW_ALL, RENEW_ALL, yuan=(9_000, 9_000))
        house.store.products["TD12M"] = replace(house.store.products["TD12M"], offered=False)
        old = matured(house, campaign_id)
        assert deposit_of(house, campaign_id).id == old.id
        assert house.store.deposits[old.id].state is DepositState.CLOSED


class TestAnnouncements:
    def test_come_ten_days_and_a_day_before_a_long_term_ends(self):
        house = House()
        campaign_id, people = pool(house, *THREE, product_code="TD24M")
        deposit = deposit_of(house, campaign_id)
        until(house, deposit.payout_date - timedelta(days=11))
        assert isinstance(house.refused(announcing(house, deposit.id)), NotDue)
        for days, stage in ((10, MaturityStage.TEN_DAYS_BEFORE), (1, MaturityStage.DAY_BEFORE)):
            until(house, deposit.payout_date - timedelta(days=days))
            house.accepted(announcing(house, deposit.id))
            told = [notice for notice in house.told(MaturityAhead) if notice.stage is stage]
            assert [notice.to for notice in told] == [person.participant_id for person in people]
            assert isinstance(house.refused(announcing(house, deposit.id)), NotDue)

    def test_of_a_year_come_the_day_before_only(self):
        house = House()
        campaign_id, _ = pool(house, *THREE)
        deposit = deposit_of(house, campaign_id)
        until(house, deposit.payout_date - timedelta(days=9))
        assert isinstance(house.refused(announcing(house, deposit.id)), NotDue)

    def test_tell_exactly_what_the_day_brings(self):
        house = House()
        campaign_id, people = renewing(house, RENEW_ALL, RENEW_PRINCIPAL, PAY_OUT, yuan=(8_000, 6_000, 5_000))
        deposit = deposit_of(house, campaign_id)
        until(house, deposit.payout_date - timedelta(days=1))
        house.accepted(announcing(house, deposit.id))
        told = house.told(MaturityAhead)
        matured(house, campaign_id)
        for person, notice in zip(people, told, strict=True):
            paid_minor = sum(payout.amount_minor for payout in payouts_of(house, person))
            assert notice.payout_minor == paid_minor
        assert [notice.renewed_minor for notice in told] == [8_196_00, 6_000_00, 0]
        assert deposit_of(house, campaign_id).annual_rate_percent == told[0].rate_percent

    def test_tell_renewers_what_they_lack(self):
        house = House()
        campaign_id, _ = renewing(house, RENEW_PRINCIPAL, PAY_OUT, yuan=(9_000, 3_000))
        deposit = deposit_of(house, campaign_id)
        until(house, deposit.payout_date - timedelta(days=1))
        house.accepted(announcing(house, deposit.id))
        assert [(each.missing_minor, each.renewed_minor) for each in house.told(MaturityAhead)] == [
            (1_000_00, 0),
            (0, 0),
        ]

    def test_that_come_too_late_are_not_made(self):
        house = House()
        campaign_id, _ = pool(house, *THREE)
        deposit = deposit_of(house, campaign_id)
        until(house, deposit.payout_date)
        house.accepted(announcing(house, deposit.id))
        assert house.told(MaturityAhead) == []


class TestMoneyThatWaits:
    @pytest.mark.parametrize(
        ("status", "code"),
        [
            (AccountStatus.CLOSED, ConditionCode.ACCOUNT_CLOSED),
            (AccountStatus.FROZEN, ConditionCode.ACCOUNT_FROZEN),
        ],
    )
    def test_is_its_members_until_they_name_another_account(self, status, code):
        house = House()
        campaign_id, (ann, bob, _) = pool(house, *THREE)
        house.set_status(bob.account_id, status)
        deposit = matured(house, campaign_id)

        [payout] = payouts_of(house, bob)
        assert (payout.state, [each.code for each in payout.conditions]) == (PayoutState.WAITING, [code])
        assert balance_minor(house, payout.payable) == 3_000_00 + 73_50
        [told] = house.told(PayoutWaiting)
        assert (told.to, told.amount_minor) == (bob.participant_id, 3_073_50)
        assert house.store.deposits[deposit.id].state is DepositState.MATURED
        assert house.balances_minor(ann.account_id)[0] == 5_122_50
        check_books(house)

        other = house.account(bob.customer_id, 0)
        house.link(bob.participant_id, bob.telegram_user_id, bob.phone)
        house.accepted(redirecting(house, bob, payout.id, other))
        assert house.balances_minor(other)[0] == 3_073_50
        assert house.store.deposits[deposit.id].state is DepositState.CLOSED
        assert share_of(house, bob, deposit.id).state is ShareState.PAID_OUT
        assert house.refused(redirecting(house, bob, payout.id, other)) == PayoutFixed("paid")
        check_books(house)

    def test_goes_to_the_same_account_once_that_is_in_order(self):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.set_status(bob.account_id, AccountStatus.FROZEN)
        matured(house, campaign_id)
        [payout] = payouts_of(house, bob)
        error = house.refused(redirecting(house, bob, payout.id, bob.account_id))
        assert isinstance(error, AccountCannotReceive)
        house.set_status(bob.account_id, AccountStatus.NORMAL)
        house.accepted(redirecting(house, bob, payout.id, bob.account_id))
        assert house.balances_minor(bob.account_id)[0] == 3_073_50

    def test_goes_to_nobody_elses_account_and_by_nobody_elses_word(self):
        house = House()
        campaign_id, (ann, bob, _) = pool(house, *THREE)
        house.set_status(bob.account_id, AccountStatus.CLOSED)
        matured(house, campaign_id)
        [payout] = payouts_of(house, bob)
        assert house.refused(redirecting(house, bob, payout.id, ann.account_id)) == AccountNotLinked()
        assert house.refused(redirecting(house, ann, payout.id, ann.account_id)) == PayoutUnknown()

    @pytest.mark.parametrize("status", [AccountStatus.DORMANT, AccountStatus.LOST])
    def test_there_is_none_for_an_account_that_only_cannot_be_debited(self, status):
        house = House()
        campaign_id, (_, bob, _) = pool(house, *THREE)
        house.set_status(bob.account_id, status)
        matured(house, campaign_id)
        assert house.balances_minor(bob.account_id)[0] == 3_073_50


def test_the_banks_expense_is_what_members_got_and_tax():
    house = House(replace(TD12M, interest_tax=(DatedTax(date(2020, 1, 1), Decimal("12.5")),)))
    campaign_id, people = renewing(house, RENEW_ALL, RENEW_PRINCIPAL, PAY_OUT, yuan=(9_001, 6_003, 5_007))
    deposit = matured(house, campaign_id)
    ended = [share_of(house, person, deposit.id) for person in people]
    net_minor = sum(share.interest_minor - share.tax_minor for share in ended)
    tax_minor = balance_minor(house, tax_ledger_account(deposit.id))
    assert -balance_minor(house, expense_ledger_account(deposit.id)) == net_minor + tax_minor
    assert tax_minor > 0
    check_books(house)
