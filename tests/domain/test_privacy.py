"""What others see of somebody: no more than they let them, and no amount from which another's would follow."""

from dataclasses import replace

import pytest

from core.domain.ids import ParticipantId
from core.domain.participant import Audience, NameShown, Participant
from core.domain.privacy import SeenMember, seen_in_groups, seen_members

ANN = Participant(ParticipantId("par_ann"), "Ann Lee", "en")


def members(*telling: bool) -> list[tuple[Participant, int]]:
    """As many members as are told whether they show their amount, in with 1, 2, 3 …"""
    return [
        (replace(ANN, name=f"M{number}", amount_to_members=tells), number)
        for number, tells in enumerate(telling, start=1)
    ]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    ("shown", "seen"), [(NameShown.FULL, "Ann Lee"), (NameShown.MASKED, "A*** L***"), (NameShown.HIDDEN, "")]
)
def test_each_audience_sees_as_much_of_the_name_as_was_chosen_for_it_alone(audience, shown, seen):
    chosen = ANN.showing(audience, shown)
    assert chosen.name_for(audience) == seen
    assert all(chosen.name_for(other) == ANN.name_for(other) for other in set(Audience) - {audience})


def test_at_first_the_people_of_a_campaign_see_names_and_no_amounts_and_groups_see_neither():
    assert seen_members([(ANN, 1)]) == (SeenMember("Ann Lee"),)
    assert seen_in_groups([ANN]) == ()


def test_who_hides_the_name_is_not_listed_with_the_amount_either():
    hidden = replace(ANN, amount_to_members=True).showing(Audience.MEMBERS, NameShown.HIDDEN)
    assert seen_members([(hidden, 5)]) == ()


@pytest.mark.parametrize(
    ("telling", "seen"),
    [
        ((True, True, True), [1, 2, 3]),
        ((True, True, False), [None, None, None]),
        ((True, False, False), [None, None, None]),
        ((True, False, False, False), [1, None, None, None]),
        ((False, False), [None, None]),
    ],
)
def test_an_amount_is_seen_unless_another_s_would_follow_from_the_sum(telling, seen):
    assert [each.amount_minor for each in seen_members(members(*telling))] == seen


def test_groups_never_see_an_amount():
    telling = replace(ANN, amount_to_members=True).showing(Audience.GROUPS, NameShown.FULL)
    assert seen_in_groups([telling]) == (SeenMember("Ann Lee"),)
