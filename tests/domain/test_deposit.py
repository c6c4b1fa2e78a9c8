"""The share register, and numbers of deposits and certificates."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.deposit import Share, certificate_number, check_register, deposit_number, luhn_check_digit
from core.domain.ids import AccountId, DepositId, ParticipantId, PledgeId, ShareId

digits = st.text("0123456789", min_size=1, max_size=18)


def luhn_holds(number: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(sum(map(int, str(value))) for value in doubled) % 10 == 0


@pytest.mark.parametrize(
    ("body", "check"), [("7992739871", "3"), ("1789372997", "4"), ("0", "0"), ("411111111111111", "1")]
)
def test_check_digits_are_those_of_published_numbers(body, check):
    assert luhn_check_digit(body) == check


@given(digits)
def test_a_number_with_its_check_digit_holds(body):
    assert luhn_holds(deposit_number(body))


@given(digits, st.data())
def test_one_wrong_digit_is_noticed(body, data):
    number = deposit_number(body)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != number[place]))
    assert not luhn_holds(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize(("position", "number"), [(1, "621048271935-001"), (500, "621048271935-500")])
def test_certificates_are_numbered_within_their_deposit(position, number):
    assert certificate_number("621048271935", position) == number


def share(principal_minor: int) -> Share:
    return Share(
        id=ShareId(f"shr_{principal_minor}"),
        deposit_id=DepositId("dep_1"),
        pledge_id=PledgeId(f"plg_{principal_minor}"),
        participant_id=ParticipantId("par_1"),
        account_id=AccountId("acc_1"),
        principal_minor=principal_minor,
        certificate_number="621048271935-001",
        issued_at=datetime(2026, 3, 1, tzinfo=UTC),
        owned_from=date(2026, 3, 1),
    )


def test_a_register_sums_to_its_deposit():
    check_register([share(400_000), share(600_000)], 1_000_000)


@pytest.mark.parametrize("principal_minor", [999_999, 1_000_001, 0])
def test_a_register_that_is_a_cent_off_is_a_bug(principal_minor):
    with pytest.raises(AssertionError, match="shares sum to 1000000"):
        check_register([share(400_000), share(600_000)], principal_minor)
