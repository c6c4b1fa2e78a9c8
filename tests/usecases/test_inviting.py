"""How people come to a campaign: by its link and short code, which can be rotated, or as designated people."""

from dataclasses import replace

from core.commands import (
    LinkFollowed,
    LookUpShortCode,
    OpenInvitation,
    PeopleDesignated,
    RevokeDesignation,
    RotateCampaignKeys,
    ShortCodeLookedUp,
    Shut,
)
from core.domain.account import AccountStatus
from core.domain.designation import DESIGNEES_PER_CAMPAIGN, Designation, Designee
from core.domain.errors import (
    CampaignNotOpen,
    DesignationUnknown,
    NotDesignated,
    NotPermitted,
    TooManyDesignees,
)
from core.domain.ids import CampaignId, ParticipantId
from core.domain.notice import InvitedToPool, NoLongerInvited, PlaceOffered
from tests.support.house import YUAN, House, Person


def rotating(house: House, person: Person, campaign_id: CampaignId) -> RotateCampaignKeys:
    return RotateCampaignKeys(intent=house.intent(), actor=person.actor, campaign_id=campaign_id)


def revoking(
    house: House, person: Person, campaign_id: CampaignId, designation: Designation
) -> RevokeDesignation:
    return RevokeDesignation(
        intent=house.intent(), actor=person.actor, campaign_id=campaign_id, designation_id=designation.id
    )


def looking_up(house: House, person: Person, short_code: str) -> LookUpShortCode:
    return LookUpShortCode(intent=house.intent(), actor=person.actor, short_code=short_code)


def told(house: House, participant_id: ParticipantId) -> list[CampaignId]:
    return [notice.campaign_id for notice in house.told(InvitedToPool, participant_id)]


def designations(house: House) -> list[Designation]:
    return list(house.store.designations.values())


# Rotated keys


def test_a_rotated_link_opens_nothing_and_says_that_it_was_revoked(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    before = house.campaign(campaign_id)

    house.accepted(rotating(house, ann, campaign_id))

    after = house.campaign(campaign_id)
    assert {after.link_token, after.short_code}.isdisjoint({before.link_token, before.short_code})
    old = house.accepted(house.following(bob.participant_id, before.link_token))
    assert old == LinkFollowed(None, shut=Shut.REVOKED)
    assert house.accepted(house.following(bob.participant_id, after.link_token)) == LinkFollowed(campaign_id)


def test_a_revoked_short_code_is_answered_like_a_wrong_one(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    before = house.campaign(campaign_id)
    house.accepted(rotating(house, ann, campaign_id))
    after = house.campaign(campaign_id)

    assert house.accepted(looking_up(house, bob, before.short_code)) == ShortCodeLookedUp(None)
    assert house.accepted(looking_up(house, bob, after.short_code)) == ShortCodeLookedUp(campaign_id)


def test_who_came_by_the_old_link_stays_in(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    house.look_at(bob, campaign_id)
    invited = dict(house.store.invitations)

    house.accepted(rotating(house, ann, campaign_id))

    assert house.store.invitations == invited
    house.accepted(house.placing(bob, campaign_id, 1_000 * YUAN))


def test_only_the_initiator_rotates_and_designates(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    assert house.refused(rotating(house, bob, campaign_id)) == NotPermitted()
    assert house.refused(house.designating(bob.actor, campaign_id, Designee(1))) == NotPermitted()


def test_when_a_campaign_has_ended_nobody_is_invited_any_more(house: House, ann: Person):
    campaign_id = house.open(ann)
    house.accepted(house.cancelling(ann.actor, campaign_id))
    ended = CampaignNotOpen("cancelled")
    assert house.refused(rotating(house, ann, campaign_id)) == ended
    assert house.refused(house.designating(ann.actor, campaign_id, Designee(1))) == ended


# Designated people


def test_who_uses_the_bot_is_told_at_once(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)

    asked = house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id), Designee(99))

    assert house.accepted(asked) == PeopleDesignated(added=2, told=1)
    assert told(house, bob.participant_id) == [campaign_id]


def test_who_does_not_is_told_when_they_first_come(house: House, ann: Person):
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(99, name="Cat")))

    cat, _ = house.meet("Catherine", 99)
    house.meet("Catherine the second", 99)

    assert told(house, cat) == [campaign_id]
    assert [each.participant_id for each in designations(house)] == [cat]


def test_who_is_known_by_phone_is_told_when_they_prove_the_number(house: House, ann: Person):
    campaign_id = house.open(ann)
    dan, telegram_user_id = house.meet("Dan")
    phone = "+8613900000000"
    house.account(house.customer(phone))
    house.accepted(house.designating(ann.actor, campaign_id, Designee(phone=phone)))
    assert told(house, dan) == []

    house.link(dan, telegram_user_id, phone)

    assert told(house, dan) == [campaign_id]


def test_who_proved_the_number_before_is_told_at_once(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(phone=bob.phone)))
    assert told(house, bob.participant_id) == [campaign_id]


def test_a_number_that_moved_on_proves_nothing(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    link = house.store.links[bob.account_id]
    house.store.links[bob.account_id] = replace(link, phone="+8613700000000")
    house.accepted(house.designating(ann.actor, campaign_id, Designee(phone=bob.phone)))
    assert told(house, bob.participant_id) == []


def test_nobody_is_told_twice(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    by_user, by_phone = Designee(bob.telegram_user_id), Designee(phone=bob.phone)

    house.accepted(house.designating(ann.actor, campaign_id, by_user, by_user))
    again = house.accepted(house.designating(ann.actor, campaign_id, by_user, by_phone))

    assert again == PeopleDesignated(added=1, told=0)
    assert told(house, bob.participant_id) == [campaign_id]


def test_who_comes_when_all_is_over_is_not_told(house: House, ann: Person):
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(99)))
    house.accepted(house.cancelling(ann.actor, campaign_id))
    cat, _ = house.meet("Cat", 99)
    assert told(house, cat) == []


def test_there_are_not_more_designees_than_a_campaign_can_have(house: House, ann: Person):
    campaign_id = house.open(ann)
    many = [Designee(10_000 + number) for number in range(DESIGNEES_PER_CAMPAIGN)]
    house.accepted(house.designating(ann.actor, campaign_id, *many))
    refused = house.refused(house.designating(ann.actor, campaign_id, Designee(1)))
    assert refused == TooManyDesignees(DESIGNEES_PER_CAMPAIGN)
    assert house.accepted(house.designating(ann.actor, campaign_id, many[0])) == PeopleDesignated(0, 0)


# Taken off the list


def test_who_is_taken_off_is_forgotten_and_not_told_when_they_come(house: House, ann: Person):
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(99, name="Cat")))

    house.accepted(revoking(house, ann, campaign_id, designations(house)[0]))

    assert "Cat" not in repr(house.store.designations)
    cat, _ = house.meet("Cat", 99)
    assert told(house, cat) == []


def test_of_somebody_on_the_list_twice_nothing_stays_on_it(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann, designated_only=True)
    both = (Designee(bob.telegram_user_id), Designee(phone=bob.phone), Designee(99))
    house.accepted(house.designating(ann.actor, campaign_id, *both))

    house.accepted(revoking(house, ann, campaign_id, designations(house)[1]))

    assert [each.designee for each in designations(house)] == [Designee(99)]
    link = house.campaign(campaign_id).link_token
    shut = house.accepted(house.following(bob.participant_id, link))
    assert shut == LinkFollowed(None, shut=Shut.BY_INVITATION)


def test_a_pledge_of_theirs_stays_and_once_withdrawn_they_join_no_more(
    house: House, ann: Person, bob: Person
):
    campaign_id = house.open(ann, designated_only=True)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id)))
    house.pledge(bob, campaign_id, 1_000 * YUAN)

    house.accepted(revoking(house, ann, campaign_id, designations(house)[0]))

    assert house.campaign(campaign_id).pledged_minor == 1_000 * YUAN
    house.accepted(house.withdrawing(bob, campaign_id))
    assert house.refused(house.placing(bob, campaign_id, 1_000 * YUAN)) == NotDesignated()


def test_a_place_kept_for_who_is_taken_off_goes_to_the_next_in_line(house: House, ann: Person, bob: Person):
    cat, dan = house.person("Cat"), house.person("Dan")
    campaign_id = house.open(ann, designated_only=True)
    people = [Designee(each.telegram_user_id) for each in (bob, cat, dan)]
    house.accepted(house.designating(ann.actor, campaign_id, *people))
    for each in (ann, bob):
        house.pledge(each, campaign_id, 5_000 * YUAN)
    for each in (cat, dan):
        house.accepted(house.waiting(each, campaign_id))
    house.set_status(bob.account_id, AccountStatus.FROZEN)
    house.accepted(house.settling(campaign_id))
    house.later(days=2)
    house.accepted(house.dropping(campaign_id))
    assert [notice.to for notice in house.told(PlaceOffered)] == [cat.participant_id]

    house.accepted(revoking(house, ann, campaign_id, designations(house)[1]))

    assert house.campaign(campaign_id).waiting.line == (dan.participant_id,)
    assert [notice.to for notice in house.told(PlaceOffered)] == [cat.participant_id, dan.participant_id]
    assert [notice.to for notice in house.told(NoLongerInvited)] == [cat.participant_id]


def test_where_everybody_may_join_who_is_taken_off_waits_on(house: House, ann: Person, bob: Person):
    cat = house.person("Cat")
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(cat.telegram_user_id)))
    house.pledge(bob, campaign_id, 10_000 * YUAN)
    house.accepted(house.waiting(cat, campaign_id))

    house.accepted(revoking(house, ann, campaign_id, designations(house)[0]))

    assert house.campaign(campaign_id).waiting.line == (cat.participant_id,)


def test_who_is_designated_again_is_told_again(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    designee = Designee(bob.telegram_user_id)
    house.accepted(house.designating(ann.actor, campaign_id, designee))
    house.accepted(revoking(house, ann, campaign_id, designations(house)[0]))
    assert house.accepted(house.designating(ann.actor, campaign_id, designee)) == PeopleDesignated(1, 1)
    assert told(house, bob.participant_id) == [campaign_id] * 2


def test_nobody_is_taken_off_twice_or_off_another_campaigns_list(house: House, ann: Person, bob: Person):
    campaign_id, other = house.open(ann), house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(99)))
    (designation,) = designations(house)
    assert house.refused(revoking(house, bob, campaign_id, designation)) == NotPermitted()
    assert house.refused(revoking(house, ann, other, designation)) == DesignationUnknown()
    house.accepted(revoking(house, ann, campaign_id, designation))
    assert house.refused(revoking(house, ann, campaign_id, designation)) == DesignationUnknown()


# Designated people only


def test_the_link_opens_for_designated_people_and_for_nobody_else(house: House, ann: Person, bob: Person):
    cat = house.person("Cat")
    campaign_id = house.open(ann, designated_only=True)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id)))
    campaign = house.campaign(campaign_id)

    shut = house.accepted(house.following(cat.participant_id, campaign.link_token))
    assert shut == LinkFollowed(None, shut=Shut.BY_INVITATION)
    assert house.accepted(looking_up(house, cat, campaign.short_code)) == ShortCodeLookedUp(None)
    assert (campaign_id, cat.participant_id) not in house.store.invitations
    for person in (ann, bob):
        followed = house.accepted(house.following(person.participant_id, campaign.link_token))
        assert followed == LinkFollowed(campaign_id)


def test_a_pledge_of_somebody_else_is_refused_by_the_core(house: House, ann: Person, bob: Person):
    cat = house.person("Cat")
    campaign_id = house.open(ann, designated_only=True)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(phone=bob.phone)))

    assert house.refused(house.placing(cat, campaign_id, 1_000 * YUAN)) == NotDesignated()
    for person in (ann, bob):
        house.accepted(house.placing(person, campaign_id, 1_000 * YUAN))


def test_who_looks_is_seen_to_have_looked_once(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id)))
    first = house.at
    for person in (bob, bob, ann):
        house.accepted(OpenInvitation(intent=house.intent(), actor=person.actor, campaign_id=campaign_id))
        house.later(hours=1)
    assert [each.opened_at for each in designations(house)] == [first]


def test_singly_and_in_one_batch_it_comes_to_the_same(house: House, ann: Person, bob: Person):
    campaign_id = house.open(ann, designated_only=True)
    link = house.campaign(campaign_id).link_token
    commands = [
        house.placing(bob, campaign_id, 500 * YUAN),
        house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id), Designee(99)),
        house.following(bob.participant_id, link),
        house.placing(bob, campaign_id, 1_000 * YUAN),
        rotating(house, ann, campaign_id),
        house.following(bob.participant_id, link),
    ]
    together, singly = house.store.copy(), house.store.copy()
    receipts = together.run(commands, house.now)
    assert receipts == [singly.run([each], house.now)[0] for each in commands]
    assert together.designations.keys() == singly.designations.keys()
    assert together.notices == singly.notices


def test_designated_revoked_and_designated_again_in_one_batch_comes_to_the_same(
    house: House, ann: Person, bob: Person
):
    campaign_id = house.open(ann)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(99)))
    (before,) = designations(house)
    commands = [
        revoking(house, ann, campaign_id, before),
        revoking(house, ann, campaign_id, before),
        house.designating(ann.actor, campaign_id, Designee(99), Designee(bob.telegram_user_id)),
    ]
    together, singly = house.store.copy(), house.store.copy()
    receipts = together.run(commands, house.now)
    assert receipts == [singly.run([each], house.now)[0] for each in commands]
    assert together.designations.keys() == singly.designations.keys()
    assert [each.designee for each in together.designations.values()] == [
        Designee(99),
        Designee(bob.telegram_user_id),
    ]
