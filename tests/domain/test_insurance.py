"""Deposit insurance: what is covered of all that somebody has at one bank."""

from core.domain.deposit import ShareState
from core.domain.insurance import Exposure, owed_minor
from tests.support.house import House
from tests.support.maturing import deposit_of, matured, pool, share_of

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


def test_a_share_counts_with_the_interest_it_will_have_earned_and_then_no_more():
    house = House()
    campaign_id, (ann, bob) = pool(house, 2_000, 8_000)
    deposit = deposit_of(house, campaign_id)
    share = share_of(house, ann, deposit.id)
    assert owed_minor(share, deposit) == (2_000_00, 49_00)
    house.later(days=100)
    assert owed_minor(share, deposit_of(house, campaign_id)) == (2_000_00, 49_00)
    waiting = share.ended(ShareState.PAYABLE, 49_00, 2_00)
    assert owed_minor(waiting, deposit) == (2_000_00, 47_00)
    matured(house, campaign_id)
    for person in (ann, bob):
        ended = share_of(house, person, deposit.id)
        assert owed_minor(ended, house.store.deposits[deposit.id]) == (0, 0)
