"""Campaigns: which may be opened, what their terms fix, and which state follows from which."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta, timezone
from decimal import Decimal
from hashlib import sha256

import pytest

from core.domain.account import AccountClass
from core.domain.campaign import (
    ENDED,
    MEND_WINDOW,
    REFILL_WINDOW,
    SHORTEST_CAMPAIGN,
    Campaign,
    CampaignState,
    Terms,
    admission,
    fix_terms,
    latest_deadline,
)
from core.domain.conditions import ConditionCode
from core.domain.errors import CampaignFixed, CampaignNotOpen, DeadlinePassed, NotDue
from core.domain.ids import CampaignId, DepositId, ParticipantId
from core.domain.moment import Moment
from core.domain.product import Channel, DatedRates, RateTier
from tests.support.house import (
    ALL_TYPES,
    EQUAL_SHARE,
    FREE_AMOUNT,
    OPENING,
    REMAINDER,
    TD12M,
    YUAN,
    moment,
    proposal,
)

NOW = moment()
SEATS = {"debit_amount_types": frozenset({EQUAL_SHARE}), "seats": 4}


def codes(product=TD12M, **changes) -> set[ConditionCode]:
    return {failed.code for failed in admission(proposal(**changes), product, NOW)}


def terms(**changes) -> Terms:
    assert not codes(**changes)
    return fix_terms(proposal(**changes), TD12M, NOW)


def campaign(**changes) -> Campaign:
    fixed = terms(**changes)
    return Campaign(
        id=CampaignId("cmp_1"),
        initiator_id=ParticipantId("par_1"),
        terms=fixed,
        state=CampaignState.OPEN,
        opened_at=OPENING,
        closes_at=fixed.deadline,
        link_token="token",
        short_code="K7QF2M9D",
    )


class TestAdmission:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"debit_amount_types": frozenset({FREE_AMOUNT})},
            {"debit_amount_types": frozenset({REMAINDER})},
            SEATS,
            {"debit_amount_types": ALL_TYPES, "seats": 3},
            {"target_minor": 1_000 * YUAN},
            {"target_minor": 1_000_000 * YUAN},
            {"member_minimum_minor": 50 * YUAN},
            {"member_minimum_minor": 10_000 * YUAN},
            {"member_maximum_minor": 5_000 * YUAN, "head_count_max": 2},
            {"head_count_max": 1},
            {"head_count_max": 200},
            {"deadline": OPENING + SHORTEST_CAMPAIGN},
            {"deadline": latest_deadline(TD12M, NOW)},
            {"channel": Channel.PARTNER},
        ],
    )
    def test_admits_what_meets_every_condition(self, changes):
        assert codes(**changes) == set()

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"target_minor": 999 * YUAN}, ConditionCode.TARGET_BELOW_MINIMUM),
            ({"target_minor": 1_000_001 * YUAN}, ConditionCode.TARGET_ABOVE_MAXIMUM),
            ({"target_minor": 10_000 * YUAN + 50}, ConditionCode.TARGET_NOT_MULTIPLE),
            ({"debit_amount_types": frozenset()}, ConditionCode.AMOUNT_TYPES_EMPTY),
            ({"debit_amount_types": frozenset({EQUAL_SHARE})}, ConditionCode.SEATS_MISSING),
            ({**SEATS, "seats": 0}, ConditionCode.SEATS_OUT_OF_RANGE),
            ({**SEATS, "seats": -1}, ConditionCode.SEATS_OUT_OF_RANGE),
            (
                {**SEATS, "seats": 201, "target_minor": 200_000 * YUAN},
                ConditionCode.SEATS_OUT_OF_RANGE,
            ),
            ({**SEATS, "head_count_max": 3}, ConditionCode.SEATS_OUT_OF_RANGE),
            ({"member_minimum_minor": 49 * YUAN}, ConditionCode.MEMBER_MINIMUM_TOO_LOW),
            ({"member_minimum_minor": 10_001 * YUAN}, ConditionCode.MEMBER_MINIMUM_TOO_HIGH),
            ({**SEATS, "member_minimum_minor": 2_501 * YUAN}, ConditionCode.MEMBER_MINIMUM_TOO_HIGH),
            ({"member_maximum_minor": 499 * YUAN}, ConditionCode.MEMBER_MAXIMUM_TOO_LOW),
            ({"member_maximum_minor": 0}, ConditionCode.MEMBER_MAXIMUM_TOO_LOW),
            ({**SEATS, "member_maximum_minor": 2_499 * YUAN}, ConditionCode.MEMBER_MAXIMUM_TOO_LOW),
            ({"head_count_max": 0}, ConditionCode.HEAD_COUNT_OUT_OF_RANGE),
            ({"head_count_max": 201}, ConditionCode.HEAD_COUNT_OUT_OF_RANGE),
            (
                {"member_maximum_minor": 4_999 * YUAN, "head_count_max": 2},
                ConditionCode.TARGET_OUT_OF_REACH,
            ),
            (
                {"deadline": OPENING + SHORTEST_CAMPAIGN - timedelta(seconds=1)},
                ConditionCode.DEADLINE_TOO_SOON,
            ),
            ({"deadline": OPENING}, ConditionCode.DEADLINE_TOO_SOON),
            (
                {"deadline": latest_deadline(TD12M, NOW) + timedelta(seconds=1)},
                ConditionCode.DEADLINE_TOO_LATE,
            ),
        ],
    )
    def test_refuses_with_the_condition_that_failed(self, changes, code):
        assert code in codes(**changes)

    def test_refuses_a_product_that_is_not_offered_or_has_no_rate_yet(self):
        withdrawn = replace(TD12M, offered=False)
        future = replace(TD12M, rates=(replace(TD12M.rates[0], effective_from=date(2026, 3, 2)),))
        assert codes(withdrawn) == codes(future) == {ConditionCode.PRODUCT_NOT_OFFERED}

    def test_refuses_a_door_that_the_product_is_not_sold_by(self):
        only_partners = replace(TD12M, channels=frozenset({Channel.PARTNER}))
        assert codes(only_partners) == {ConditionCode.CHANNEL_NOT_ADMITTED}

    def test_names_every_failed_condition_at_once(self):
        found = codes(
            replace(TD12M, offered=False, channels=frozenset({Channel.PARTNER})),
            target_minor=100 * YUAN + 1,
            debit_amount_types=frozenset({EQUAL_SHARE}),
            member_minimum_minor=1,
            head_count_max=500,
            deadline=OPENING,
        )
        assert found == {
            ConditionCode.PRODUCT_NOT_OFFERED,
            ConditionCode.CHANNEL_NOT_ADMITTED,
            ConditionCode.TARGET_BELOW_MINIMUM,
            ConditionCode.TARGET_NOT_MULTIPLE,
            ConditionCode.SEATS_MISSING,
            ConditionCode.MEMBER_MINIMUM_TOO_LOW,
            ConditionCode.HEAD_COUNT_OUT_OF_RANGE,
            ConditionCode.DEADLINE_TOO_SOON,
        }

    def test_says_what_was_required_and_what_was_found(self):
        (failed,) = admission(proposal(target_minor=999 * YUAN), TD12M, NOW)
        assert (failed.required, failed.found) == (1_000 * YUAN, 999 * YUAN)

    @pytest.mark.parametrize(
        "changes",
        [
            {"member_minimum_minor": 3_000 * YUAN, "member_maximum_minor": 3_100 * YUAN},
            {"member_minimum_minor": 6_000 * YUAN, "member_maximum_minor": 8_000 * YUAN},
            {"member_maximum_minor": 3_333 * YUAN + 50, "head_count_max": 3},
            {"debit_amount_types": frozenset({REMAINDER}), "member_maximum_minor": 5_000 * YUAN},
        ],
    )
    def test_refuses_bounds_by_which_no_members_could_ever_fill_the_pool(self, changes):
        assert codes(**changes)

    def test_leaves_time_to_mend_and_refill_within_the_rate_guarantee(self):
        guaranteed_until = OPENING + timedelta(days=TD12M.rate_guarantee_days)
        assert latest_deadline(TD12M, NOW) + MEND_WINDOW + REFILL_WINDOW == guaranteed_until


class TestTerms:
    def test_lock_the_rate_that_the_target_earns_on_that_day(self):
        assert terms().annual_rate_percent == Decimal("2.45")
        assert terms(target_minor=9_999 * YUAN).annual_rate_percent == Decimal("1.75")
        tomorrow = DatedRates(NOW.day + timedelta(days=1), (RateTier(5_000, Decimal(9)),))
        assert fix_terms(proposal(), TD12M.with_rates(tomorrow), NOW).annual_rate_percent == Decimal("2.45")

    def test_keep_the_rates_of_that_day_for_comparison_with_going_alone(self):
        fixed = terms()
        assert fixed.rate_alone_percent(9_999 * YUAN) == Decimal("1.75")
        assert fixed.rate_alone_percent(10_000 * YUAN) == Decimal("2.45")
        assert fixed.rate_alone_percent(4_999) == 0

    def test_apportion_equal_shares_to_seats_in_multiples(self):
        assert terms(**SEATS).seat_amounts_minor == (250_000,) * 4
        assert terms(**{**SEATS, "seats": 3}).seat_amounts_minor == (333_400, 333_300, 333_300)

    def test_have_no_seats_unless_equal_shares_are_offered(self):
        assert terms(seats=4).seat_amounts_minor == ()

    @pytest.mark.parametrize(
        ("changes", "head_count_max"),
        [
            (SEATS, 4),
            ({**SEATS, "head_count_max": 9}, 4),
            ({"debit_amount_types": ALL_TYPES, "seats": 4}, 200),
            ({"debit_amount_types": ALL_TYPES, "seats": 4, "head_count_max": 9}, 9),
            ({}, 200),
            ({"head_count_max": 5}, 5),
        ],
    )
    def test_admit_as_many_members_as_proposed_or_as_there_are_seats(self, changes, head_count_max):
        assert terms(**changes).head_count_max == head_count_max

    def test_bound_a_pledge_by_the_target_unless_a_maximum_is_proposed(self):
        assert terms().member_maximum_minor == 10_000 * YUAN
        assert terms(member_maximum_minor=6_000 * YUAN).member_maximum_minor == 6_000 * YUAN

    def test_take_everything_else_from_product_and_proposal(self):
        fixed, proposed = terms(), proposal()
        for name in (
            "currency",
            "term_months",
            "multiple_minor",
            "account_classes",
            "demand_rate_percent",
            "day_count",
            "compounding",
            "rounding",
            "early_exit",
            "maturity_default",
        ):
            assert getattr(fixed, name) == getattr(TD12M, name)
        for name in ("product_code", "channel", "target_minor", "debit_amount_types", "deadline"):
            assert getattr(fixed, name) == getattr(proposed, name)
        assert fixed.member_minimum_minor == proposed.member_minimum_minor
        assert (fixed.mend_window, fixed.refill_window) == (MEND_WINDOW, REFILL_WINDOW)

    def test_have_canonical_bytes_that_anyone_can_check(self):
        fixed = terms()
        plain = json.loads(fixed.canonical_bytes)
        assert json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == (
            fixed.canonical_bytes
        )
        assert plain["annual_rate_percent"] == "2.45"
        assert plain["account_classes"] == ["I", "II"]
        assert plain["deadline"] == "2026-03-04T04:00:00+00:00"
        assert fixed.digest == sha256(fixed.canonical_bytes).hexdigest()

    def test_from_before_there_were_terms_of_later_keep_their_bytes(self):
        before = replace(terms(), after_settlement=None)
        assert b"after_settlement" not in before.canonical_bytes
        assert before.digest == "7d84a2eb33ebc41c07662e01cefc8ae217657f8a85ce64df495382fc6c0bf660"
        assert before.later.transfer_rate_percent == before.annual_rate_percent

    def test_say_what_holds_later(self):
        later = json.loads(terms().canonical_bytes)["after_settlement"]
        assert later == {
            "business_day_rule": "unadjusted",
            "early_withdrawals_max": 1,
            "lock_in_days": 0,
            "remainder_rate": "keeps_rate",
            "transfer_rate_percent": "2.45",
        }

    def test_have_the_same_bytes_whatever_order_a_set_was_written_in(self):
        there, back = frozenset([FREE_AMOUNT, REMAINDER]), frozenset([REMAINDER, FREE_AMOUNT])
        assert terms(debit_amount_types=there).digest == terms(debit_amount_types=back).digest

    def test_have_the_same_bytes_in_whatever_time_zone_the_deadline_was_written(self):
        deadline = proposal().deadline
        elsewhere = deadline.astimezone(timezone(timedelta(hours=8)))
        assert terms(deadline=elsewhere).canonical_bytes == terms(deadline=deadline).canonical_bytes

    def test_lock_the_rate_through_the_mend_and_the_refill_window(self):
        fixed = terms()
        assert fixed.rate_locked_until == fixed.deadline + MEND_WINDOW + REFILL_WINDOW

    @pytest.mark.parametrize(
        "changes",
        [
            {"target_minor": 10_001 * YUAN},
            {"debit_amount_types": frozenset({FREE_AMOUNT})},
            {"seats": 5, "debit_amount_types": ALL_TYPES},
            {"member_minimum_minor": 501 * YUAN},
            {"member_maximum_minor": 9_999 * YUAN},
            {"head_count_max": 199},
            {"deadline": OPENING + timedelta(days=3, microseconds=1)},
            {"channel": Channel.PARTNER},
        ],
    )
    def test_differ_in_their_digest_when_anything_differs(self, changes):
        assert terms(**changes).digest != terms().digest

    def test_cannot_be_changed(self):
        with pytest.raises(FrozenInstanceError):
            terms().target_minor = 1  # type: ignore[misc]  # that is what is tested

    def test_admit_classes_one_and_two_but_not_three(self):
        assert terms().account_classes == {AccountClass.I, AccountClass.II}


class TestACampaign:
    def test_takes_pledges_while_open_until_it_closes(self):
        opened = campaign()
        opened.check_taking_pledges(moment(opened.closes_at - timedelta(microseconds=1)))
        with pytest.raises(DeadlinePassed):
            opened.check_taking_pledges(moment(opened.closes_at))

    @pytest.mark.parametrize("state", [state for state in CampaignState if state is not CampaignState.OPEN])
    def test_takes_no_pledges_in_any_other_state(self, state):
        with pytest.raises(CampaignNotOpen) as refusal:
            replace(campaign(), state=state).check_taking_pledges(NOW)
        assert refusal.value.state == state

    def test_counts_who_joins_and_who_leaves(self):
        joined = campaign().joined(400_000, None, NOW).joined(100_000, None, NOW)
        assert (joined.pledged_minor, joined.member_count, joined.remaining_minor) == (500_000, 2, 500_000)
        assert joined.checking_count == 2
        assert joined.checked().checked().left(100_000, None).left(400_000, None) == campaign()

    def test_knows_which_seats_are_free(self):
        seated = campaign(**SEATS).joined(250_000, 2, NOW).joined(250_000, 0, NOW)
        assert list(seated.free_seats()) == [1, 3]
        assert list(seated.left(250_000, 2).free_seats()) == [1, 2, 3]
        assert list(campaign().free_seats()) == []

    def test_is_funded_the_moment_nothing_is_left(self):
        almost = campaign().joined(999_900, None, NOW)
        full = almost.joined(100, None, NOW)
        assert (almost.state, almost.funded_at) == (CampaignState.OPEN, None)
        assert (full.state, full.funded_at) == (CampaignState.FUNDED, NOW.at)

    def test_settles_only_once_funded(self):
        for state in set(CampaignState) - {CampaignState.FUNDED}:
            with pytest.raises(NotDue):
                replace(campaign(), state=state).settling()
        funded = replace(campaign(), state=CampaignState.FUNDED)
        with pytest.raises(NotDue):
            funded.checking().settling()
        settling = funded.settling()
        assert (settling.state, settling.settlements) == (CampaignState.SETTLING, 1)
        settled = settling.settled(DepositId("dep_1"))
        assert (settled.state, settled.deposit_id) == (CampaignState.SETTLED, "dep_1")

    def test_is_cancelled_until_its_settlement_begins(self):
        for state in CampaignState:
            there = replace(campaign(), state=state, pledged_minor=500, member_count=2, taken_seats=3)
            if state in (CampaignState.OPEN, CampaignState.REPAIRING, CampaignState.FUNDED):
                gone = there.cancelled("no more")
                assert (gone.state, gone.ended_reason) == (CampaignState.CANCELLED, "no more")
                assert (gone.pledged_minor, gone.member_count, gone.taken_seats) == (0, 0, 0)
            else:
                with pytest.raises(CampaignFixed):
                    there.cancelled("no more")

    def test_expires_from_its_closing_on_while_open_only(self):
        opened = campaign()
        assert opened.expired(moment(opened.closes_at)).state is CampaignState.EXPIRED
        with pytest.raises(NotDue):
            opened.expired(moment(opened.closes_at - timedelta(microseconds=1)))
        for state in set(CampaignState) - {CampaignState.OPEN}:
            with pytest.raises(NotDue):
                replace(opened, state=state).expired(moment(opened.closes_at))

    def test_ends_settled_expired_or_cancelled(self):
        assert {CampaignState.SETTLED, CampaignState.EXPIRED, CampaignState.CANCELLED} == ENDED


class TestRepair:
    def repairing(self, ailing_count: int = 1, now: Moment = NOW) -> Campaign:
        full = campaign().joined(400_000, None, NOW).joined(600_000, None, NOW)
        return full.checked().checked().settling().repairing(ailing_count, now)

    def test_keeps_the_places_for_the_mend_window(self):
        repairing = self.repairing()
        assert repairing.state is CampaignState.REPAIRING
        assert repairing.mend_until == NOW.at + MEND_WINDOW
        assert repairing.pledged_minor == repairing.terms.target_minor

    def test_goes_on_until_the_last_is_mended(self):
        first = self.repairing(2).mended().after_repair(NOW)
        assert first.state is CampaignState.REPAIRING
        mended = first.mended().after_repair(NOW)
        assert (mended.state, mended.mend_until) == (CampaignState.FUNDED, None)

    def test_is_given_a_new_window_by_each_failure(self):
        later = moment(NOW.at + timedelta(hours=30))
        again = self.repairing().mended().after_repair(NOW).settling().repairing(1, later)
        assert (again.mend_until, again.settlements) == (later.at + MEND_WINDOW, 2)

    def test_does_not_outlive_the_lock_of_the_rate(self):
        locked_until = campaign().terms.rate_locked_until
        for before, window in (
            (MEND_WINDOW + timedelta(seconds=1), MEND_WINDOW),
            (timedelta(hours=5), timedelta(hours=5)),
            (timedelta(0), timedelta(0)),
            (-timedelta(hours=5), -timedelta(hours=5)),
        ):
            now = moment(locked_until - before)
            assert self.repairing(now=now).mend_until == now.at + window

    def test_that_leaves_a_place_free_opens_the_campaign_until_the_deadline(self):
        repairing = self.repairing()
        reopened = repairing.left(400_000, None).mended().after_repair(NOW)
        assert (reopened.state, reopened.closes_at) == (CampaignState.OPEN, repairing.terms.deadline)
        assert reopened.mend_until is None

    def test_that_ends_near_the_deadline_leaves_the_refill_window(self):
        repairing = self.repairing()
        late = moment(repairing.terms.deadline + timedelta(hours=5))
        reopened = repairing.left(400_000, None).mended().after_repair(late)
        assert reopened.closes_at == late.at + REFILL_WINDOW

    @pytest.mark.parametrize("hours", [REFILL_WINDOW // timedelta(hours=1) - 1, 1, 0, -5])
    def test_that_ends_late_opens_the_campaign_no_longer_than_the_rate_is_locked(self, hours):
        repairing = self.repairing()
        locked_until = repairing.terms.rate_locked_until
        late = moment(locked_until - timedelta(hours=hours))
        reopened = repairing.left(400_000, None).mended().after_repair(late)
        assert reopened.closes_at == locked_until

    def test_changes_nothing_in_a_campaign_that_is_not_repairing(self):
        opened = campaign().joined(100_000, None, NOW)
        assert opened.after_repair(NOW) is opened

    def test_may_end_in_cancellation(self):
        gone = self.repairing().cancelled("no more")
        assert (gone.state, gone.ailing_count, gone.mend_until) == (CampaignState.CANCELLED, 0, None)


def test_the_link_and_the_short_code_do_not_show_in_a_repr():
    assert "token" not in repr(campaign()).replace("link_token", "")
    assert "K7QF2M9D" not in repr(campaign())
