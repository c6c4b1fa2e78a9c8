"""Deposit insurance: what is covered of all that somebody has at one bank."""

from core.domain.insurance import Exposure

CAP = 500_000_00


def test_everything_at_one_bank_counts_with_the_interest_to_come():
    exposure = Exposure(CAP, 100_000_00, 399_000_00, 900_00, 200_00)
    assert exposure.total_minor == 500_100_00
    assert exposure.uncovered_minor == 100_00


def test_below_the_cap_everything_is_covered():
    assert Exposure(CAP, 499_999_99).uncovered_minor == 0


def test_near_is_from_nine_tenths_on():
    assert not Exposure(CAP, 449_999_99).near()
    assert Exposure(CAP, 450_000_00).near()
