"""Retention: what is over is blanked at once, and forgotten once it is old; nothing else ever is."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.jobs import retention
from bot.jobs.retention import LEASE, RetentionJob
from bot.stopping import Stop
from core.commands import Accepted, Actor, LinkingStarted, RegisterEndpoint, StartLinking
from core.domain.ids import IntentId
from core.domain.participant import CODES_PER_WINDOW
from core.domain.retention import KEPT_FOR, Fleeting
from core.views import Card, Draft, StoredUpdate
from storage import Store
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.support.house import OPENING
from tests.support.partnering import opened_by, partner_of

BOT = 42
INSTANT = timedelta(microseconds=1)


def job(store: Store) -> RetentionJob:
    return RetentionJob(store.retention, store.leases, store.clock, Stop())


def count(url: str, table: str) -> int:
    number: int = tables.one(url, f"SELECT count(*) FROM {table}")
    return number


async def pass_by(store: Store, wall: Wall, since: datetime, what: Fleeting) -> None:
    """Nothing is forgotten up to the last moment; then the time has come."""
    wall.at = since + KEPT_FOR[what]
    await job(store).forget_what_is_old()
    wall.at += INSTANT


@pytest.mark.parametrize("ending", ["handled", "set_aside"])
async def test_an_update_that_is_over_is_forgotten_after_thirty_days(store, url, wall, ending: str):
    await store.inbox.store(BOT, [StoredUpdate(5, 1, "{}", 0)])
    if ending == "handled":
        await store.inbox.handled(BOT, 5)
    else:
        await store.inbox.set_aside(BOT, 5, "a bug")
    await pass_by(store, wall, OPENING, Fleeting.UPDATES)
    assert count(url, "updates") == 1
    await job(store).forget_what_is_old()
    assert count(url, "updates") == 0
    assert timedelta(days=30) == KEPT_FOR[Fleeting.UPDATES]


async def test_an_update_that_waits_is_never_forgotten(store, wall):
    await store.inbox.store(BOT, [StoredUpdate(5, 1, "{}", 0)])
    wall.at += timedelta(days=3_000)
    await job(store).forget_what_is_old()
    assert len(await store.inbox.unhandled(BOT)) == 1


async def test_of_many_that_are_old_each_round_forgets_all_and_each_transaction_a_few(
    store, url, wall, monkeypatch
):
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    await store.inbox.store(BOT, [StoredUpdate(number, 1, "{}", 0) for number in range(10)])
    for number in range(8):
        await store.inbox.handled(BOT, number)
    wall.at += timedelta(days=31)
    assert await store.retention.forget(Fleeting.UPDATES, wall.at - timedelta(days=30), 3) == 3
    await job(store).forget_what_is_old()
    assert [update.update_id for update in await store.inbox.unhandled(BOT)] == [8, 9]
    assert count(url, "updates") == 2


async def test_workers_that_forget_at_once_do_not_wait_for_each_other_and_leave_nothing(store, url, wall):
    await store.inbox.store(BOT, [StoredUpdate(number, 1, "{}", 0) for number in range(20)])
    for number in range(20):
        await store.inbox.handled(BOT, number)
    wall.at += timedelta(days=31)
    await asyncio.gather(*(job(store).forget_what_is_old() for _ in range(3)))
    assert count(url, "updates") == 0


async def test_while_another_worker_is_at_it_nothing_is_done_and_when_it_died_it_is(store, url, wall):
    await store.inbox.store(BOT, [StoredUpdate(5, 1, "{}", 0)])
    await store.inbox.handled(BOT, 5)
    wall.at += timedelta(days=31)
    assert await store.leases.take(LEASE, "one that dies", wall.at, retention.LEASE_SECONDS)
    await job(store).forget_what_is_old()
    assert count(url, "updates") == 1
    wall.at += timedelta(seconds=retention.LEASE_SECONDS)
    await job(store).forget_what_is_old()
    assert count(url, "updates") == 0


async def test_a_notice_is_blanked_when_it_is_over_and_forgotten_after_thirty_days(books: Books, url, wall):
    house, outbox = books.house, books.store.outbox
    campaign_id = house.open(house.person())
    house.later(days=3)
    house.accepted(house.expiring(campaign_id))
    await books.follow()
    code, expired = await outbox.waiting(house.at)
    await outbox.give_up(code.id, "expired")
    assert tables.every(url, "SELECT body FROM notices WHERE id = ?", code.id) == [(None,)]
    await pass_by(books.store, wall, house.at, Fleeting.NOTICES)
    await job(books.store).forget_what_is_old()
    assert tables.every(url, "SELECT id FROM notices") == [(expired.id,)]
    await outbox.sent(expired.id)
    await job(books.store).forget_what_is_old()
    assert count(url, "notices") == 0


async def linking(store: Store, books: Books) -> list[object]:
    """What becomes of asking for codes until it is refused."""
    ann, telegram_user_id = books.house.meet()
    books.house.customer("+8613800000001")
    await books.follow()
    return [
        await store.teller.submit(
            StartLinking(
                intent=IntentId(f"code-{number}"),
                actor=Actor.participant(ann),
                telegram_user_id=telegram_user_id,
                contact_user_id=telegram_user_id,
                phone="+8613800000001",
            )
        )
        for number in range(CODES_PER_WINDOW)
    ]


async def test_a_one_time_code_is_forgotten_with_its_phone_a_day_after_it_expired(books: Books, url, wall):
    *_, last = await linking(books.store, books)
    assert isinstance(last, Accepted)
    assert isinstance(last.result, LinkingStarted)
    await pass_by(books.store, wall, last.result.expires_at, Fleeting.CODES)
    assert count(url, "one_time_codes") == 1
    await job(books.store).forget_what_is_old()
    assert count(url, "one_time_codes") == 0


async def test_a_draft_that_nobody_went_on_with_is_forgotten_after_thirty_days(store, wall):
    draft = Draft(1, "opening", "nonce", "target", {"product": "TD12M"})
    await store.drafts.save(draft)
    wall.at += timedelta(days=20)
    await store.drafts.save(Draft(2, "opening", "nonce", "target", {}))
    wall.at = OPENING
    await pass_by(store, wall, OPENING, Fleeting.DRAFTS)
    assert await store.drafts.get(1, "opening") == draft
    await job(store).forget_what_is_old()
    assert await store.drafts.get(1, "opening") is None
    assert await store.drafts.get(2, "opening") is not None


async def test_what_money_needs_is_not_forgotten(books: Books, url, wall):
    house = books.house
    ann = house.person("Ann")
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 2_000_00)
    await books.follow()
    before = tables.raw_rows(url)
    wall.at += timedelta(days=3_000)
    await job(books.store).forget_what_is_old()
    after = tables.raw_rows(url)
    assert {name for name in before if before[name] != after[name]} == {"one_time_codes"}


async def test_a_delivery_is_forgotten_thirty_days_after_it_was_taken_or_given_up(books: Books, url, wall):
    house, deliveries = books.house, books.store.deliveries
    acme = partner_of(house)
    endpoint = RegisterEndpoint(
        intent=house.intent(), actor=Actor.partner(acme), url="https://acme.example/hooks"
    )
    house.accepted(endpoint)
    for _ in range(3):
        opened_by(house, acme)
    await books.follow()
    taken, given_up, waiting = await deliveries.due(house.at, 10)
    await deliveries.delivered(taken, house.at, 204)
    await deliveries.give_up(given_up, house.at, None, "timeout")
    await pass_by(books.store, wall, house.at, Fleeting.DELIVERIES)
    assert count(url, "webhook_deliveries") == 3
    await job(books.store).forget_what_is_old()
    assert tables.every(url, "SELECT id FROM webhook_deliveries") == [(waiting.id,)]


async def test_cards_that_nothing_will_change_any_more_are_forgotten_after_thirty_days(
    books: Books, url, wall
):
    house = books.house
    ann = house.person("Ann")
    house.credit(ann.account_id, 20_000_00)
    settled, cancelled, under_way = (house.open(ann) for _ in range(3))
    house.pledge(ann, settled, 10_000_00)
    house.accepted(house.settling(settled))
    house.accepted(house.cancelling(ann.actor, cancelled))
    await books.follow()
    for campaign_id in (settled, cancelled, under_way):
        for chat_id, inline in ((ann.telegram_user_id, None), (-4_001, None), (None, "inline")):
            card = Card(chat_id, chat_id and 1, campaign_id, ann.participant_id, 0, inline_message_id=inline)
            await books.store.cards.remember(card)

    await pass_by(books.store, wall, house.at, Fleeting.CARDS)
    assert count(url, "cards") == 9
    await job(books.store).forget_what_is_old()

    left = tables.every(url, "SELECT campaign_id, chat_id FROM cards ORDER BY chat_id")
    assert [row for row in left if row[0] == settled] == [(settled, ann.telegram_user_id)]
    assert [row[0] for row in left].count(under_way) == 3
    assert len(left) == 4
