"""One-time codes, links between people and accounts, and how often short codes may be tried."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.account import BankCustomer
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import AccountId, CustomerId, ParticipantId
from core.domain.participant import (
    AccountLink,
    CodeVerdict,
    NameShown,
    OneTimeCode,
    Participant,
    digest_code,
    link_conditions,
    shown_name,
)

AT = datetime(2026, 3, 1, 4, tzinfo=UTC)
ANN, BO = ParticipantId("par_ann"), ParticipantId("par_bo")
PENDING = OneTimeCode(
    participant_id=ANN,
    customer_id=CustomerId("cus_1"),
    phone="+8613800000001",
    digest=digest_code("031415", ANN),
    expires_at=AT + timedelta(minutes=10),
    tries_left=5,
    issued=1,
    window_since=AT,
)
LINK = AccountLink(AccountId("acc_1"), ANN, CustomerId("cus_1"), "+8613800000001", AT)
CUSTOMER = BankCustomer(CustomerId("cus_1"), "Ann", "+8613800000001")


class TestAOneTimeCode:
    def test_is_right_until_it_expires(self):
        assert PENDING.check("031415", AT) is CodeVerdict.RIGHT
        last_moment = PENDING.expires_at - timedelta(microseconds=1)
        assert PENDING.check("031415", last_moment) is CodeVerdict.RIGHT

    def test_is_expired_from_that_moment_on(self):
        assert PENDING.check("031415", PENDING.expires_at) is CodeVerdict.EXPIRED
        assert PENDING.check("000000", PENDING.expires_at) is CodeVerdict.EXPIRED

    @pytest.mark.parametrize("typed", ["031416", "31415", "0314155", "", "〇三一四一五"])
    def test_is_wrong_when_anything_else_is_typed(self, typed):
        assert PENDING.check(typed, AT) is CodeVerdict.WRONG

    @pytest.mark.parametrize("typed", ["031415", "0", "999999"])
    def test_is_compared_in_constant_time(self, typed, monkeypatch):
        compared = []
        monkeypatch.setattr("core.domain.participant.compare_digest", lambda *pair: compared.append(pair))
        PENDING.check(typed, AT)
        assert compared == [(PENDING.digest, digest_code(typed, ANN))]

    def test_is_used_up_by_five_wrong_tries(self):
        pending, verdicts = PENDING, []
        for _ in range(6):
            verdicts.append(pending.check("000000", AT))
            pending = pending.tried()
        assert verdicts == [CodeVerdict.WRONG] * 4 + [CodeVerdict.EXHAUSTED] * 2
        assert pending.tries_left == 0
        assert pending.check("031415", AT) is CodeVerdict.EXHAUSTED

    def test_may_be_right_at_the_fifth_try(self):
        pending = PENDING
        for _ in range(4):
            pending = pending.tried()
        assert pending.check("031415", AT) is CodeVerdict.RIGHT

    def test_opens_nothing_a_second_time(self):
        assert PENDING.used().check("031415", AT) is CodeVerdict.EXHAUSTED
        assert PENDING.used().digest == ""

    def test_of_one_person_is_not_another_persons(self):
        stolen = replace(PENDING, participant_id=BO)
        assert stolen.check("031415", AT) is CodeVerdict.WRONG
        assert digest_code("031415", ANN) != digest_code("031415", BO)

    def test_shows_neither_digest_nor_phone(self):
        assert PENDING.digest not in repr(PENDING)
        assert "138" not in repr(PENDING)


class TestALink:
    def test_in_order_fails_nothing(self):
        assert link_conditions(LINK, CUSTOMER) == ()

    def test_proves_nothing_once_the_phone_number_changed(self):
        moved = replace(CUSTOMER, phone="+8613800000002")
        assert link_conditions(LINK, moved) == (FailedCondition(ConditionCode.ACCOUNT_PHONE_CHANGED),)

    @pytest.mark.parametrize(
        ("link", "customer"),
        [
            (replace(LINK, active=False), CUSTOMER),
            (LINK, None),
            (LINK, replace(CUSTOMER, id=CustomerId("cus_2"))),
        ],
    )
    def test_proves_nothing_when_ended_or_when_the_account_has_another_holder(self, link, customer):
        assert link_conditions(link, customer) == (FailedCondition(ConditionCode.ACCOUNT_HOLDER),)

    def test_does_not_show_the_phone(self):
        assert "138" not in repr(LINK)


class TestLookUps:
    participant = Participant(ANN, "Ann", "en")

    def after(self, times: int) -> Participant:
        participant = self.participant
        for _ in range(times):
            looked_up = participant.looked_up(AT)
            assert looked_up is not None
            participant = looked_up
        return participant

    def test_are_ten_in_ten_minutes_and_no_more(self):
        assert self.after(10).looked_up(AT) is None
        assert self.after(10).looked_up(AT + timedelta(minutes=10, microseconds=-1)) is None

    def test_may_go_on_when_ten_minutes_have_passed(self):
        again = self.after(10).looked_up(AT + timedelta(minutes=10))
        assert again is not None
        assert (again.look_ups, again.look_ups_since) == (1, AT + timedelta(minutes=10))

    def test_count_from_the_first_of_the_ten_minutes(self):
        third = self.after(2).looked_up(AT + timedelta(minutes=9))
        assert third is not None
        assert (third.look_ups, third.look_ups_since) == (3, AT)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Maria Rossi", "M*** R***"),
        ("张伟", "张*"),
        ("欧阳娜娜", "欧***"),
        ("A", "*"),
        ("e\u0301lan", "e\u0301***"),
        ("🦊", "*"),
        ("  ", "***"),
    ],
)
def test_a_masked_name_keeps_each_first_letter_and_tells_no_length_of_words(name, masked):
    assert shown_name(name, NameShown.MASKED) == masked
    assert shown_name(name, NameShown.FULL) == name
    assert shown_name(name, NameShown.HIDDEN) == "***"
