"""Cards: which messages have to be drawn again, and who comes first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from core.domain.ids import CampaignId
from core.views import Card
from storage import Store
from tests.storage.books import Books
from tests.support.house import YUAN, Person

MINUTE = timedelta(minutes=1)
GROUP, SUPERGROUP = -4_001, -1_002_001


@dataclass
class Scene:
    """Ann's campaign with Bob's money in it, and a card of it with Ann, Bob and Cat, each in step with the campaign."""

    books: Books
    campaign_id: CampaignId
    ann: Person
    bob: Person
    cat: Person

    @property
    def store(self) -> Store:
        return self.books.store

    async def version(self) -> int:
        view = await self.store.queries.campaign(self.campaign_id, self.ann.participant_id)
        assert view is not None
        return view.campaign.version

    async def card(self, person: Person, message_id: int) -> Card:
        return Card(
            chat_id=person.telegram_user_id,
            message_id=message_id,
            campaign_id=self.campaign_id,
            viewer_id=person.participant_id,
            shown_version=await self.version(),
        )

    async def change(self) -> None:
        """Bob's pledge changes, so the campaign does."""
        house = self.books.house
        amount_minor = house.pledge_of(self.bob, self.campaign_id).amount_minor
        house.accepted(house.changing(self.bob, self.campaign_id, amount_minor + 100 * YUAN))
        await self.books.follow()

    async def stale(self, *, ago: timedelta = timedelta(), limit: int = 50) -> list[int]:
        """The message ids of the cards to draw, drawn last so long ago."""
        before = self.books.house.at - ago
        return [card.message_id or 0 for card in await self.store.cards.stale(before, before, limit)]

    async def put(self, chat_id: int, message_id: int) -> Card:
        """A card that Ann put into a group."""
        card = replace(await self.card(self.ann, message_id), chat_id=chat_id)
        await self.store.cards.remember(card)
        return card


@pytest.fixture
async def scene(books: Books) -> Scene:
    house = books.house
    ann, bob, cat = (house.person(name) for name in ("Ann", "Bob", "Cat"))
    campaign_id = house.open(ann)
    house.pledge(bob, campaign_id, 1_000 * YUAN)
    await books.follow()
    scene = Scene(books, campaign_id, ann, bob, cat)
    for message_id, person in ((1, ann), (2, bob), (3, cat)):
        await books.store.cards.remember(await scene.card(person, message_id))
        books.wall.at += timedelta(seconds=1)
    house.at = books.wall.at
    return scene


async def test_a_card_in_step_with_its_campaign_is_left_alone(scene: Scene):
    assert await scene.stale() == []


async def test_people_with_money_in_it_come_first_then_who_waited_longest(scene: Scene):
    await scene.change()
    assert await scene.stale() == [2, 1, 3]
    assert await scene.stale(limit=2) == [2, 1]


async def test_a_card_drawn_lately_has_time(scene: Scene):
    await scene.change()
    assert await scene.stale(ago=MINUTE) == []
    scene.books.house.later(minutes=1)
    assert await scene.stale(ago=MINUTE) == [2, 1, 3]


async def test_a_card_of_an_ended_campaign_is_drawn_at_once(scene: Scene):
    house = scene.books.house
    house.accepted(house.cancelling(scene.ann.actor, scene.campaign_id))
    await scene.books.follow()
    assert sorted(await scene.stale(ago=MINUTE)) == [1, 2, 3]


async def test_a_card_that_shows_the_newest_version_is_in_step_again(scene: Scene):
    await scene.change()
    [card, *_] = await scene.store.cards.stale(scene.books.house.at, scene.books.house.at)

    await scene.store.cards.shown(card, await scene.version(), scene.books.house.at)

    assert await scene.stale() == [1, 3]
    scene.books.house.later(minutes=1)
    await scene.change()
    assert await scene.stale(ago=MINUTE) == [2, 1, 3]


async def test_when_a_card_was_shown_counts_for_its_next_turn(scene: Scene):
    await scene.change()
    for card in await scene.store.cards.stale(scene.books.house.at, scene.books.house.at):
        drawn_at = scene.books.house.at + MINUTE * (card.message_id or 0)
        await scene.store.cards.shown(card, await scene.version(), drawn_at)
    scene.books.house.later(minutes=2)
    await scene.change()
    assert await scene.stale() == [2, 1]


async def test_a_viewers_newer_card_replaces_the_older(scene: Scene):
    await scene.store.cards.remember(await scene.card(scene.bob, 9))
    await scene.change()
    assert await scene.stale() == [9, 1, 3]


async def test_what_becomes_of_a_replaced_card_does_not_touch_the_newer(scene: Scene):
    old = await scene.card(scene.bob, 2)
    await scene.store.cards.remember(replace(old, message_id=9))
    await scene.store.cards.shown(old, 1_000, scene.books.house.at)
    await scene.store.cards.forget(old)
    await scene.change()
    assert await scene.stale() == [9, 1, 3]


async def test_a_forgotten_card_is_not_drawn_again(scene: Scene):
    await scene.store.cards.forget(await scene.card(scene.bob, 2))
    await scene.change()
    assert await scene.stale() == [1, 3]


async def test_a_stale_card_comes_back_as_it_was_remembered(scene: Scene):
    remembered = await scene.card(scene.bob, 2)
    await scene.change()
    [first, *_] = await scene.store.cards.stale(scene.books.house.at, scene.books.house.at)
    assert first == remembered


async def test_cards_of_people_who_block_the_bot_wait_until_they_come_back(scene: Scene):
    await scene.change()
    await scene.store.outbox.set_reachable(scene.bob.telegram_user_id, reachable=False)
    assert await scene.stale() == [1, 3]
    await scene.store.outbox.set_reachable(scene.bob.telegram_user_id, reachable=True)
    assert await scene.stale() == [2, 1, 3]


async def test_who_withdrew_no_longer_comes_first(scene: Scene):
    house = scene.books.house
    house.accepted(house.withdrawing(scene.bob, scene.campaign_id))
    await scene.books.follow()
    assert await scene.stale() == [1, 2, 3]


async def test_a_group_has_one_card_of_a_campaign_whoever_put_it_there(scene: Scene):
    await scene.put(GROUP, 8)
    await scene.store.cards.remember(replace(await scene.card(scene.bob, 9), chat_id=GROUP))
    found = await scene.store.cards.in_group(scene.campaign_id, GROUP)
    assert found is not None
    assert (found.message_id, found.viewer_id) == (9, scene.bob.participant_id)
    assert await scene.store.cards.in_group(scene.campaign_id, SUPERGROUP) is None


async def test_a_viewer_has_one_card_of_a_campaign_in_private_the_newest(scene: Scene):
    await scene.store.cards.remember(await scene.card(scene.bob, 9))
    await scene.put(GROUP, 8)
    found = await scene.store.cards.in_private(scene.campaign_id, scene.bob.participant_id)
    assert found is not None
    assert (found.chat_id, found.message_id) == (scene.bob.telegram_user_id, 9)


async def test_a_shared_card_waits_its_own_time_and_none_is_drawn_beside_one_that_was_drawn_lately(
    scene: Scene,
):
    house, cards = scene.books.house, scene.store.cards
    other = house.open(scene.ann)
    await scene.books.follow()
    await scene.put(GROUP, 8)
    await cards.remember(replace(await scene.card(scene.ann, 9), chat_id=GROUP, campaign_id=other))
    await cards.remember(
        replace(await scene.card(scene.ann, 0), chat_id=None, message_id=None, inline_message_id="inline")
    )
    house.later(minutes=1)
    await scene.change()

    def named(found: Sequence[Card]) -> set[object]:
        return {card.inline_message_id or card.message_id for card in found}

    assert named(await cards.stale(house.at - MINUTE * 5, house.at)) == {8, "inline"}
    [beside] = [card for card in [await cards.in_group(other, GROUP)] if card is not None]
    await cards.shown(beside, 0, house.at)
    assert named(await cards.stale(house.at - MINUTE * 5, house.at - timedelta(seconds=5))) == {"inline"}


async def test_a_group_goes_on_when_who_put_the_card_there_has_blocked_the_bot(scene: Scene):
    await scene.put(GROUP, 8)
    await scene.store.outbox.set_reachable(scene.ann.telegram_user_id, reachable=False)
    await scene.change()
    assert await scene.stale() == [2, 3, 8]


async def test_when_the_bot_leaves_a_group_its_cards_there_are_forgotten(scene: Scene):
    await scene.put(GROUP, 8)
    await scene.put(SUPERGROUP, 9)
    await scene.store.cards.leave_group(GROUP)
    await scene.change()
    assert await scene.stale() == [2, 1, 3, 9]


async def test_a_group_that_moves_takes_its_cards_along_to_be_sent_there_once(scene: Scene):
    cards = scene.store.cards
    await scene.put(GROUP, 8)
    await cards.move_group(GROUP, SUPERGROUP)
    await cards.move_group(GROUP, SUPERGROUP)
    moved = await cards.in_group(scene.campaign_id, SUPERGROUP)
    assert moved is not None
    assert moved.message_id is None
    assert await scene.stale() == [0]
    await cards.remember(replace(moved, message_id=1, shown_version=await scene.version()))
    assert await scene.stale() == []


async def test_a_card_that_is_in_the_new_group_already_is_not_sent_again(scene: Scene):
    await scene.put(GROUP, 8)
    await scene.put(SUPERGROUP, 9)
    await scene.store.cards.move_group(GROUP, SUPERGROUP)
    assert await scene.stale() == []


@pytest.mark.parametrize("who", ["ann", "bob", "cat"])
async def test_cards_that_may_name_somebody_are_drawn_anew_and_no_others(scene: Scene, who: str):
    await scene.put(GROUP, 8)
    await scene.store.cards.rename(getattr(scene, who).participant_id)
    assert sorted(await scene.stale()) == ([] if who == "cat" else [1, 2, 3, 8])


async def test_a_name_that_is_hidden_while_the_card_is_being_drawn_is_hidden_by_the_next_drawing(
    scene: Scene,
):
    cards = scene.store.cards
    await scene.put(GROUP, 8)
    for _ in range(2):
        await cards.rename(scene.bob.participant_id)
        being_drawn = await cards.in_group(scene.campaign_id, GROUP)
        assert being_drawn is not None
        await cards.rename(scene.bob.participant_id)
        await cards.shown(being_drawn, await scene.version(), scene.books.house.at)
        assert 8 in await scene.stale()
