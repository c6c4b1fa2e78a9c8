"""Roles and the standstill in a real database: kept, joined to who writes, and heeded by what is due."""

import asyncio

from core.commands import Accepted, PauseSettlement, ResumeSettlement, RevokeRole
from core.domain.staff import Role
from core.domain.standstill import MOVING
from tests.storage.books import Books
from tests.support.house import ADMIN, CLERK, REMAINDER, YUAN
from tests.support.reconciling import ADA, BEA


async def test_who_writes_is_known_with_their_role(books: Books):
    house = books.house
    ann, bob = house.person("Ann"), house.person("Bob")
    house.accepted(house.granting(ann.telegram_user_id, Role.OPERATOR))
    await books.follow()
    queries = books.store.queries
    for person, role in ((ann, Role.OPERATOR), (bob, None)):
        known = await queries.recipient(person.telegram_user_id)
        assert known is not None
        assert known.role is role
        assert await queries.recipient_of(person.participant_id) == known


async def test_staff_are_listed_by_what_they_may_met_or_not_and_nobody_who_was_revoked(books: Books):
    house = books.house
    ann = house.person("Ann")
    house.accepted(house.granting(ann.telegram_user_id, Role.VIEWER))
    house.accepted(house.granting(4711, Role.OPERATOR))
    house.accepted(house.granting(4712, Role.OPERATOR))
    house.accepted(RevokeRole(intent=house.intent(), actor=CLERK, telegram_user_id=4712, reason="has left"))
    await books.follow()
    listed = await books.store.queries.staff()
    assert [(each.member.telegram_user_id, each.member.role) for each in listed] == [
        (7, Role.APPROVER),
        (8, Role.APPROVER),
        (4711, Role.OPERATOR),
        (ann.telegram_user_id, Role.VIEWER),
    ]
    assert [each.known is not None for each in listed] == [False, False, False, True]


async def test_two_approvers_who_take_each_other_s_role_away_at_once_leave_one(books: Books):
    await books.follow()
    house = books.house
    revoking = [
        RevokeRole(intent=house.intent(), actor=actor, telegram_user_id=who, reason="no trust")
        for actor, who in ((ADA, 8), (BEA, 7))
    ]
    receipts = await asyncio.gather(*map(books.store.teller.submit, revoking))
    assert sum(isinstance(receipt, Accepted) for receipt in receipts) == 1
    assert len(await books.store.queries.staff()) == 1


async def test_what_waits_for_settlement_is_not_due_until_it_is_resumed(books: Books):
    house, queries = books.house, books.store.queries
    ann = house.person("Ann", balance_minor=20_000 * YUAN)
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 10_000 * YUAN, REMAINDER)
    house.later(minutes=1)
    house.accepted(PauseSettlement(intent=house.intent(), actor=ADMIN, reason="a test"))
    await books.follow()
    assert await queries.due(house.at) == []
    assert await queries.next_due() is None
    assert await queries.next_event() is None
    view = await queries.campaign(campaign_id, ann.participant_id)
    assert view is not None
    assert view.waits_with_all
    assert (await queries.overview()).standstill == await queries.standstill() != MOVING
    house.later(minutes=1)
    house.accepted(ResumeSettlement(intent=house.intent(), actor=ADMIN))
    await books.follow()
    [due] = await queries.due(house.at)
    assert (due.at, due.campaign_id) == (house.at, campaign_id)
    assert await queries.ready_orders() == []
