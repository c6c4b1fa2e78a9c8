"""The outbox: what others must hear waits until it is sent, put off, or given up."""

from datetime import timedelta

import pytest

from core.domain.notice import CodeIssued, PoolCancelled
from core.ports import UNREACHABLE
from storage import Store, open_store
from tests.storage import tables
from tests.storage.asking import accepted, meeting
from tests.storage.books import Books, Wall
from tests.support.house import ADMIN, YUAN, ZONE

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def cancelled(books: Books) -> Books:
    """Ann, Bob and Cat have been told that a pool was called off; nothing else waits."""
    house = books.house
    ann, bob, cat = (house.person(name) for name in ("Ann", "Bob", "Cat"))
    campaign = house.open(ann)
    for person in (bob, cat):
        house.pledge(person, campaign, 1_000 * YUAN)
    await books.follow()
    for waiting in await books.store.outbox.waiting(house.at):
        await books.store.outbox.sent(waiting.id)
    house.later(minutes=1)
    house.accepted(house.cancelling(ADMIN, campaign, "a test"))
    await books.follow()
    return books


async def names_waiting(books: Books) -> list[str]:
    return [
        waiting.recipient.participant.name for waiting in await books.store.outbox.waiting(books.house.at)
    ]


async def test_a_notice_waits_with_whom_it_is_for(cancelled: Books):
    for waiting in await cancelled.store.outbox.waiting(cancelled.house.at):
        assert isinstance(waiting.notice, PoolCancelled)
        assert waiting.notice == cancelled.memory.notices[waiting.id]
        assert waiting.recipient == await cancelled.store.queries.recipient_of(waiting.notice.to)
        assert waiting.attempts == 0
    assert sorted(await names_waiting(cancelled)) == ["Ann", "Bob", "Cat"]


async def test_a_refused_command_tells_nobody_anything(cancelled: Books):
    house = cancelled.house
    campaign, *_ = house.store.campaigns
    house.refused(house.cancelling(ADMIN, campaign, "again"))
    await cancelled.follow()
    assert len(await names_waiting(cancelled)) == 3


async def test_notices_come_oldest_first_and_no_more_than_asked_for(cancelled: Books):
    house = cancelled.house
    house.later(minutes=1)
    zoe, telegram_user_id = house.meet("Zoe")
    house.customer("+86999", "Zoe")
    house.accepted(house.starting(zoe, telegram_user_id, "+86999"))
    await cancelled.follow()

    waiting = await cancelled.store.outbox.waiting(house.at)

    assert [type(each.notice) for each in waiting] == [*[PoolCancelled] * 3, CodeIssued]
    assert await cancelled.store.outbox.waiting(house.at, limit=2) == waiting[:2]


async def test_what_was_sent_is_blanked_and_waits_no_more(cancelled: Books, url):
    first, *others = await cancelled.store.outbox.waiting(cancelled.house.at)

    await cancelled.store.outbox.sent(first.id)

    assert await cancelled.store.outbox.waiting(cancelled.house.at) == others
    assert tables.one(url, "SELECT body FROM notices WHERE id = ?", first.id) is None


async def test_a_one_time_code_is_not_kept_once_it_was_sent(cancelled: Books, url):
    codes = [notice.code for notice in cancelled.memory.notices.values() if isinstance(notice, CodeIssued)]
    assert len(codes) == 3
    bodies = "".join(body or "" for (body,) in tables.every(url, "SELECT body FROM notices"))
    assert not [code for code in codes if code in bodies]


async def test_what_was_put_off_waits_until_then_behind_the_others(cancelled: Books):
    outbox, at = cancelled.store.outbox, cancelled.house.at
    first, second, third = await outbox.waiting(at)

    await outbox.postpone(first.id, at + MINUTE)

    assert await outbox.waiting(at + MINUTE - timedelta(microseconds=1)) == [second, third]
    *earlier, last = await outbox.waiting(at + MINUTE)
    assert earlier == [second, third]
    assert (last.id, last.notice, last.attempts) == (first.id, first.notice, 1)


async def test_what_was_given_up_is_blanked_and_counted_with_its_reason(cancelled: Books, url):
    outbox, at = cancelled.store.outbox, cancelled.house.at
    first, *others = await outbox.waiting(at)

    await outbox.give_up(first.id, "blocked")

    assert await outbox.waiting(at) == others
    assert tables.one(url, "SELECT body FROM notices WHERE id = ?", first.id) is None
    assert tables.one(url, "SELECT reason FROM notices WHERE id = ?", first.id) == "blocked"
    overview = await cancelled.store.queries.overview()
    assert (overview.notices_failed, overview.notices_waiting) == (1, 2)


async def test_what_was_not_sent_waits_after_the_process_was_stopped(cancelled: Books, url):
    waiting = await cancelled.store.outbox.waiting(cancelled.house.at)
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        assert await store.outbox.waiting(cancelled.house.at) == waiting


async def test_who_blocks_the_bot_is_unreachable_until_they_come_back(store: Store):
    await accepted(store, meeting(1))
    for reachable in (False, True):
        await store.outbox.set_reachable(1, reachable)
        recipient = await store.queries.recipient(1)
        assert recipient is not None
        assert recipient.reachable is reachable


async def test_who_comes_back_is_told_of_what_they_missed_once_and_of_nobody_elses(cancelled: Books):
    outbox = cancelled.store.outbox
    first, second, third = await outbox.waiting(cancelled.house.at)
    await outbox.set_reachable(first.recipient.telegram_user_id, reachable=False)
    for each, why in ((first, UNREACHABLE), (second, "hopeless"), (third, UNREACHABLE)):
        await outbox.give_up(each.id, why)
    assert await outbox.came_back(second.recipient.telegram_user_id) == 0
    assert [await outbox.came_back(first.recipient.telegram_user_id) for _ in range(2)] == [1, 0]
    assert await outbox.came_back(third.recipient.telegram_user_id) == 1
    back = await cancelled.store.queries.recipient(first.recipient.telegram_user_id)
    assert back is not None
    assert back.reachable


async def test_meeting_again_leaves_reachability_as_it_is(store: Store):
    await accepted(store, meeting(1))
    await store.outbox.set_reachable(1, reachable=False)
    again = meeting(2, "Ann with a new name")
    await accepted(store, type(again)(**{**_fields(again), "telegram_user_id": 1}))

    recipient = await store.queries.recipient(1)

    assert recipient is not None
    assert recipient.participant.name == "Ann with a new name"
    assert recipient.reachable is False


def _fields(command):
    return {name: getattr(command, name) for name in command.__dataclass_fields__}
