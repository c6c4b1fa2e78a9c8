"""What cards and lists of campaigns read."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.commands import (
    Accepted,
    ChooseAmountShown,
    ChooseNameShown,
    LinkFollowed,
    LookUpShortCode,
    ShortCodeLookedUp,
)
from core.domain.campaign import CampaignState
from core.domain.ids import CampaignId, ParticipantId, show_short_code
from core.domain.participant import Audience, NameShown
from core.domain.privacy import SeenMember
from core.views import DueKind
from storage import Store, open_store
from storage.queries import SqlQueries
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.storage.conftest import Played
from tests.support.house import YUAN, ZONE

STRANGER = ParticipantId("par_stranger")


@pytest.fixture
async def queries(played: Played) -> AsyncIterator[SqlQueries]:
    """Queries on a lively book."""
    async with open_store(played.url, zone=ZONE, wall=Wall(played.house.at)) as store:
        yield store.queries


# One campaign


async def test_a_member_sees_the_campaign_with_their_own_pledge(queries: SqlQueries, played: Played):
    bob, campaign_id = played.scene.bob, played.scene.open

    view = await queries.campaign(campaign_id, bob.participant_id)

    assert view is not None
    assert tables.unversioned(view.campaign) == tables.unversioned(played.house.campaign(campaign_id))
    assert view.initiator_name == "Ann"
    assert view.member_names == ("Bob",)
    assert view.own_pledge is not None
    assert view.own_pledge.id == played.house.pledge_of(bob, campaign_id).id
    assert view.own_pledge.amount_minor == 2_500 * YUAN
    assert (view.own_shares, view.deposit) == ((), None)


@pytest.mark.parametrize("viewer", ["ann", "cat"])
async def test_nobody_sees_anybody_elses_pledge(queries: SqlQueries, played: Played, viewer: str):
    participant_id = getattr(played.scene, viewer).participant_id

    view = await queries.campaign(played.scene.open, participant_id)

    assert view is not None
    assert view.own_pledge is None


async def test_a_member_of_a_settled_campaign_sees_deposit_and_share(queries: SqlQueries, played: Played):
    cat, campaign_id = played.scene.cat, played.scene.settled

    view = await queries.campaign(campaign_id, cat.participant_id)

    assert view is not None
    [deposit] = played.house.store.deposits.values()
    assert view.deposit == deposit
    [share] = view.own_shares
    assert (share.participant_id, share.principal_minor) == (cat.participant_id, 3_000 * YUAN)


async def test_a_stranger_sees_the_names_and_nothing_of_their_own(queries: SqlQueries, played: Played):
    view = await queries.campaign(played.scene.settled, STRANGER)

    assert view is not None
    assert view.member_names == ("Ann", "Bob", "Cat")
    assert (view.own_pledge, view.own_shares) == (None, ())


async def test_a_group_sees_nothing_of_any_one_members_and_as_much_of_each_name_as_they_allow(books: Books):
    house = books.house
    ann, bob, cat, dan = (house.person(name) for name in ("Ann", "Bob", "Cat", "Dan"))
    campaign_id = house.open(ann)
    for person in (bob, cat, dan):
        house.later(minutes=1)
        house.pledge(person, campaign_id, 1_000 * YUAN)
    for person, shown in ((cat, NameShown.FULL), (dan, NameShown.MASKED)):
        house.accepted(
            ChooseNameShown(intent=house.intent(), actor=person.actor, audience=Audience.GROUPS, shown=shown)
        )
    await books.follow()

    put_by_ann = await books.store.queries.shared_campaign(campaign_id, ann.participant_id)
    put_by_bob = await books.store.queries.shared_campaign(campaign_id, bob.participant_id)

    assert put_by_ann is not None
    assert put_by_ann.member_names == ("Cat", "D***")
    assert (put_by_ann.own_pledge, put_by_ann.own_shares, put_by_ann.invited) == (None, (), False)
    assert put_by_ann.initiator_name == "Ann"
    assert put_by_bob is not None
    assert put_by_bob.initiator_name == ""


async def test_the_people_of_a_campaign_see_of_each_member_what_that_one_lets_them(books: Books):
    house = books.house
    ann, bob, _, dan = people = [house.person(name) for name in ("Ann", "Bob", "Cat", "Dan")]
    campaign_id = house.open(ann)
    for person in people:
        house.later(minutes=1)
        house.pledge(person, campaign_id, 1_000 * YUAN)
    for person, shown in ((ann, NameShown.HIDDEN), (dan, NameShown.MASKED)):
        house.accepted(
            ChooseNameShown(intent=house.intent(), actor=person.actor, audience=Audience.MEMBERS, shown=shown)
        )
    house.accepted(ChooseAmountShown(intent=house.intent(), actor=dan.actor, shown=True))
    await books.follow()

    seen = await books.store.queries.campaign(campaign_id, bob.participant_id)

    assert seen is not None
    assert seen.members == (SeenMember("Bob"), SeenMember("Cat"), SeenMember("D***", 1_000 * YUAN))
    assert (seen.initiator_name, seen.campaign.member_count) == ("Ann", 4)
    assert seen.campaign.pledged_minor == 4_000 * YUAN


async def test_a_campaign_is_for_whoever_opened_it_ever_pledged_in_it_or_came_by_its_link(
    queries: SqlQueries, played: Played
):
    scene = played.scene
    invited = {
        (name, campaign)
        for name in ("ann", "bob", "cat")
        for campaign in ("open", "funded")
        if (view := await queries.campaign(getattr(scene, campaign), getattr(scene, name).participant_id))
        and view.invited
    }
    opened, pledged, left, followed = ("ann", "open"), ("bob", "open"), ("cat", "open"), ("bob", "funded")
    assert invited == {opened, pledged, left, followed, ("cat", "funded")}
    stranger = await queries.campaign(scene.open, STRANGER)
    assert stranger is not None
    assert not stranger.invited


async def test_a_link_opens_the_campaign_it_was_made_for(queries: SqlQueries, played: Played):
    campaign = played.house.campaign(played.scene.open)

    view = await queries.campaign_by_link(campaign.link_token, STRANGER)

    assert view == await queries.campaign(campaign.id, STRANGER)


async def test_a_campaign_is_looked_up_by_digests_of_its_keys_alone(books: Books, url: str):
    """So how long a search takes tells nothing about how much of a guess is right."""
    house = books.house
    ann, bob = house.person("Ann"), house.person("Bob")
    campaign = house.campaign(house.open(ann))
    await books.follow()
    tables.alter(url, "UPDATE campaign_keys SET digest = 'x' || digest")

    assert await books.store.queries.campaign_by_link(campaign.link_token, bob.participant_id) is None
    follow = house.following(bob.participant_id, campaign.link_token)
    look_up = LookUpShortCode(intent=house.intent(), actor=bob.actor, short_code=campaign.short_code)
    assert await books.store.teller.submit(follow) == Accepted(LinkFollowed(None))
    assert await books.store.teller.submit(look_up) == Accepted(ShortCodeLookedUp(None))


@pytest.mark.parametrize("wrong", ["", "%", "not-a-token", "A" * 22])
async def test_a_wrong_link_opens_nothing(queries: SqlQueries, wrong: str):
    assert await queries.campaign_by_link(wrong, STRANGER) is None


async def test_a_campaign_that_is_not_there_is_none(queries: SqlQueries):
    assert await queries.campaign(CampaignId("cmp_none"), STRANGER) is None


async def test_members_are_named_in_the_order_they_joined(books: Books):
    house = books.house
    ann, bob, cat = (house.person(name) for name in ("Ann", "Bob", "Cat"))
    campaign_id = house.open(ann)
    for person in (cat, ann, bob):
        house.later(minutes=1)
        house.pledge(person, campaign_id, 1_000 * YUAN)
    house.later(minutes=1)
    house.accepted(house.changing(ann, campaign_id, 2_000 * YUAN))
    house.accepted(house.withdrawing(cat, campaign_id))
    house.later(minutes=1)
    house.pledge(cat, campaign_id, 1_000 * YUAN)
    await books.follow()

    view = await books.store.queries.campaign(campaign_id, STRANGER)

    assert view is not None
    assert view.member_names == ("Ann", "Bob", "Cat")


# Lists


async def test_a_persons_campaigns_are_those_they_opened_or_ever_pledged_in_newest_first(
    queries: SqlQueries, played: Played
):
    scene = played.scene
    expected = {
        scene.ann: [scene.open, scene.repairing, scene.settled, scene.cancelled, scene.expired],
        scene.bob: [scene.open, scene.repairing, scene.settled, scene.cancelled, scene.expired],
        scene.cat: [scene.open, scene.funded, scene.repairing, scene.settled],
    }
    for person, campaign_ids in expected.items():
        views = await queries.campaigns_of(person.participant_id)
        assert [view.campaign.id for view in views] == campaign_ids


async def test_a_list_of_campaigns_ends_at_its_limit(queries: SqlQueries, played: Played):
    views = await queries.campaigns_of(played.scene.ann.participant_id, limit=2)
    assert [view.campaign.id for view in views] == [played.scene.open, played.scene.repairing]


async def test_a_stranger_has_no_campaigns(queries: SqlQueries):
    assert await queries.campaigns_of(STRANGER) == ()


async def test_admins_find_a_campaign_by_id_short_code_and_initiators_name(
    queries: SqlQueries, played: Played
):
    funded = played.house.campaign(played.scene.funded)
    shown = show_short_code(funded.short_code)
    for text in (funded.id, funded.short_code, shown, shown.lower(), f" {shown} ", "Cat", "ca"):
        assert [view.campaign.id for view in await queries.find_campaigns(text)] == [funded.id], text


@pytest.mark.parametrize("text", ["nobody", "%", "_nn", "cmp_", "ZZZZ-ZZZZ"])
async def test_what_matches_no_campaign_finds_none(queries: SqlQueries, text: str):
    assert await queries.find_campaigns(text) == ()


async def test_an_admin_who_searches_sees_no_pledge_as_their_own(queries: SqlQueries, played: Played):
    [view] = await queries.find_campaigns(played.scene.settled)
    assert (view.own_pledge, view.own_shares) == (None, ())


async def test_the_campaigns_of_a_product_that_have_not_ended_are_counted(
    queries: SqlQueries, played: Played
):
    assert await queries.count_under_way("TD12M") == 3, "one is open, one funded, one repairing"
    assert await queries.count_under_way("TD06M") == 0


# What is due


async def test_what_is_due_comes_earliest_first_and_says_what(queries: SqlQueries, played: Played):
    house, scene = played.house, played.scene
    funded, open_, repairing = map(house.campaign, (scene.funded, scene.open, scene.repairing))
    assert funded.funded_at is not None
    assert repairing.mend_until is not None

    dues = await queries.due(open_.closes_at)

    of_campaigns = [due for due in dues if due.deposit_id is None]
    assert [(due.at, due.kind, due.campaign_id, due.round) for due in of_campaigns] == [
        (funded.funded_at, DueKind.SETTLE, funded.id, 0),
        (repairing.mend_until, DueKind.DROP_AILING, repairing.id, 1),
        (open_.closes_at, DueKind.EXPIRE, open_.id, 0),
    ]


async def test_nothing_is_due_a_moment_early(queries: SqlQueries, played: Played):
    closes_at = played.house.campaign(played.scene.open).closes_at

    dues = await queries.due(closes_at - timedelta(microseconds=1))

    assert played.scene.open not in {due.campaign_id for due in dues}


async def test_the_list_of_what_is_due_ends_at_its_limit_with_the_earliest(
    queries: SqlQueries, played: Played
):
    far = played.house.at + timedelta(days=30)
    assert await queries.due(far, limit=1) == (await queries.due(far))[:1]


async def test_what_is_next_due_is_the_earliest_of_all(queries: SqlQueries, played: Played):
    due = await queries.next_due()
    assert due is not None
    assert (due.campaign_id, due.kind) == (played.scene.funded, DueKind.SETTLE)


async def test_nothing_is_ever_due_in_an_empty_book(store: Store, wall: Wall):
    assert await store.queries.next_due() is None
    assert await store.queries.due(wall.at + timedelta(days=10_000)) == []


async def test_what_has_ended_is_never_due(queries: SqlQueries, played: Played):
    dues = await queries.due(played.house.at + timedelta(days=10_000))
    ended = (CampaignState.SETTLED, CampaignState.EXPIRED, CampaignState.CANCELLED)
    of_campaigns = {due.campaign_id for due in dues if due.deposit_id is None}
    assert not [each for each in of_campaigns if played.house.campaign(each).state in ended]
