"""A year in the city: whatever people do, time brings and the bank answers, every cent is accounted for in the end.

`make verify` lives other years each time. A failure names its seed; `--seed N` lives that one again.
"""

from collections import Counter

import pytest

from core.commands import Accepted
from core.domain.campaign import ENDED
from tests.city.city import City, Plan
from tests.support.faults import FaultKind, FaultPlan
from tests.support.memory import same_but_for_versions

BANKS = pytest.mark.parametrize(
    "remote",
    [pytest.param(False, id="house bank", marks=pytest.mark.slow), pytest.param(True, id="remote bank")],
)


@BANKS
def test_a_year_ends_with_everything_accounted_for(remote: bool):
    lived(Plan(seed=1, remote=remote))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@BANKS
@pytest.mark.parametrize("part", range(4))
def test_another_year_ends_with_everything_accounted_for(remote: bool, part: int, seed: int):
    tally = lived(Plan(seed + part, remote, people=20, moves_a_day=10, days_between_looks=1))
    wanted = {
        *ENDED,
        "repeated",
        "settled after a repair",
        "ChangePledge accepted",
        "WithdrawPledge accepted",
        "AccrueInterest accepted",
        "AnnounceMaturity accepted",
        "ChooseMaturity accepted",
        "MatureDeposit accepted",
        "RedirectPayout accepted",
        "deposit renewed",
        "payout redirected",
        "share paid_out",
        "share renewed",
        "share sold",
        "share withdrawn_early",
        "BuyShare accepted",
        "MoveOfferOn accepted",
        "WithdrawEarly offer_first",
    }
    if remote:
        wanted |= {*FaultKind, "RecordNotReceived accepted", "RecordOutcome not_due"}
        wanted |= {"purchase refused", "withdrawal declined", "BuyShare share_leaving"}
    assert not {what for what in wanted if not tally[what]}


@pytest.mark.slow
@pytest.mark.timeout(900)
@BANKS
def test_a_year_in_batches_is_the_year_of_single_commands(remote: bool, seed: int):
    together, singly = (City(Plan(seed, remote, largest_batch=size)) for size in (200, 1))
    together.live()
    singly.live()
    assert same_but_for_versions(together.house.store.tables(), singly.house.store.tables())


def lived(plan: Plan) -> Counter[str]:
    """What came to pass in a year."""
    print(plan)
    city = City(plan)
    city.live()
    assert any(isinstance(each.receipt, Accepted) for each in city.house.store.receipts.values())
    print(*sorted(city.tally.items()), sep="\n")
    return city.tally


def test_a_plan_of_faults_is_the_same_whenever_it_is_asked():
    calls = [f"order {number}" for number in range(1_000)]
    there, back = FaultPlan(seed=5), FaultPlan(seed=5)
    faults = [there.fault(call) for call in calls]
    assert faults[::-1] == [back.fault(call) for call in reversed(calls)]
    assert {fault.kind for fault in faults if fault is not None} == set(FaultKind)
    assert faults != [FaultPlan(seed=6).fault(call) for call in calls]
