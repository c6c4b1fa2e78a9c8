"""Random commands, valid and invalid: the answers are those of the plain rules, and nothing breaks."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core.domain.campaign import CampaignState
from core.domain.errors import REFUSALS
from core.domain.notice import PoolReopened
from tests.model.invariants import check_invariants
from tests.model.moves import MOVES, Moves
from tests.model.rules import MAY_ASK
from tests.model.town import UNITS
from tests.model.watched import WatchedHouse

EFFORT = settings(
    max_examples=settings().max_examples * 3 // 5,
    stateful_step_count=50,
    phases=set(Phase) - {Phase.explain},  # it traces every line
)
tally: Counter[str] = Counter()
"""What all runs together came to."""


class Machine(RuleBasedStateMachine):
    """Four people, some pools, the bank's staff, an admin, the jobs, and time."""

    def __init__(self) -> None:
        super().__init__()
        self.house = WatchedHouse(UNITS)
        self.moves = Moves(self.house)

    # One rule, because Hypothesis leaves out half of several in each run: then little comes together.
    @rule(move=st.sampled_from(MOVES), chance=st.randoms(use_true_random=True))
    def somebody_moves(self, move: Callable[[Moves, Random], None], chance: Random) -> None:
        move(self.moves, chance)

    @invariant()
    def nothing_is_broken(self) -> None:
        check_invariants(self.house.store)
        self.house.check_like_the_rules()

    def teardown(self) -> None:
        self.house.catch_up()
        tally.update(self.house.tally)
        for campaign in self.house.store.campaigns.values():
            tally[campaign.state] += 1
            tally["settled after a repair"] += campaign.deposit_id is not None and campaign.settlements > 1
        for notice in self.house.told(PoolReopened):
            terms = self.house.campaign(notice.campaign_id).terms
            tally["open beyond the deadline"] += notice.closes_at > terms.deadline


@pytest.mark.timeout(900)
def test_random_commands_are_answered_as_the_rules_say_and_break_nothing():
    tally.clear()
    run_state_machine_as_test(Machine, settings=EFFORT)

    # … and enough of them came to something for this to mean anything.
    wanted = {f"{kind.__name__} accepted" for kind in MAY_ASK} | set(CampaignState) - {CampaignState.SETTLING}
    wanted |= {"settled after a repair", "open beyond the deadline"}
    assert not {what for what in wanted if not tally[what]}
    assert tally["PlacePledge accepted"] >= 200
    refusals = {what.partition(" ")[2] for what in tally} & REFUSALS.keys()
    assert len(refusals) >= 18, refusals
