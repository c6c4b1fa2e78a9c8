"""A share that is sold, in a database: as in plain dictionaries, brought on by jobs, and clean when verified."""

from datetime import date, timedelta

import pytest

from bot.jobs.due import DueJobs
from bot.stopping import Stop
from core.domain.account_statement import AccountStatement, Column, StatementSource
from core.domain.deposit import ShareState
from core.domain.reconciliation import compare
from core.views import DueKind
from storage.store import Store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books
from tests.support.house import YUAN
from tests.support.maturing import (
    bought_from,
    buying,
    deposit_of,
    joining_line,
    matured,
    moving_on,
    offering,
    pool,
    share_of,
)


async def test_a_sale_is_kept_as_it_was_decided_and_the_books_are_clean(store: Store, books: Books, url: str):
    house = books.house
    campaign_id, (ann, bob, _) = pool(house, 5_000, 3_000, 2_000)
    house.credit(ann.account_id, 9_000 * YUAN)
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.later(days=100)
    house.accepted(offering(house, bob, share))
    await books.follow()
    assert tables.values(url)["shares"] == house.store.shares
    house.accepted(buying(house, ann, share))
    assert bought_from(house, share).state is ShareState.ACTIVE
    for _ in range(2):
        await books.follow()
        assert tables.values(url)["shares"] == house.store.shares
        assert (await verify_ledger(url)).findings == ()
        comparison = compare(await store.house.look())
        assert (comparison.found, comparison.left_out) == ((), ())
        if house.store.shares[bought_from(house, share).id].state is ShareState.ACTIVE:
            matured(house, campaign_id)


async def test_the_jobs_bring_an_offer_to_its_end(store: Store, books: Books, url: str):
    house = books.house
    campaign_id, (_, bob, _) = pool(house, 5_000, 3_000, 2_000)
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.accepted(offering(house, bob, share))
    await books.follow()
    jobs = DueJobs(store.teller, store.queries, store.clock, Stop())
    offered_at = house.at
    for days in (1, 2):
        await jobs.do_what_is_due()
        due = await store.queries.next_event()
        assert due is not None
        assert (due.kind, due.share_id) == (DueKind.MOVE_OFFER_ON, share.id)
        assert due.at == offered_at + timedelta(days=days)
        books.wall.at = due.at
    await jobs.do_what_is_due()
    assert tables.values(url)["shares"][share.id].untaken


async def test_a_statement_tells_the_sale_and_the_interest_that_was_bought_with_it(
    store: Store, books: Books
):
    """What a buyer pays beyond the principal is theirs again at maturity: their interest is the difference."""
    house = books.house
    campaign_id, (ann, bob, _) = pool(house, 5_000, 3_000, 2_000)
    gus = house.person("Gus", balance_minor=9_000 * YUAN)
    house.accepted(joining_line(house, gus, campaign_id))
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.later(days=180)
    house.accepted(offering(house, bob, share))
    house.later(days=1)
    house.accepted(moving_on(house, share))
    price_minor = buying(house, gus, share).price_minor
    house.accepted(buying(house, gus, share))
    matured(house, campaign_id)
    await books.follow()
    bought_minor = price_minor - 3_000 * YUAN
    assert bought_minor > 0

    def told(source: StatementSource) -> AccountStatement:
        [found] = source.statements(date(2026, 1, 1), date(2028, 1, 1), lambda at: at.date())
        return found

    gus_statement, bobs, anns = [
        told(await store.queries.member_movements(each.participant_id)) for each in (gus, bob, ann)
    ]
    [bought] = [line.movement for line in gus_statement.lines if line.movement.kind == "transfer"]
    assert bought.gains_minor == {
        Column.DEPOSITED: 3_000 * YUAN,
        Column.ACCOUNT: -price_minor,
        Column.INTEREST: bought_minor,
    }
    [sold] = [line.movement for line in bobs.lines if line.movement.kind == "transfer"]
    assert sold.gains_minor == {
        Column.DEPOSITED: -3_000 * YUAN,
        Column.WAITING: price_minor,
        Column.INTEREST: -bought_minor,
    }
    assert not [line for line in anns.lines if line.movement.kind == "transfer"]
    for statement in (gus_statement, bobs, anns):
        assert set(statement.closing_minor.values()) == {0}
    earned_minor = house.store.shares[bought_from(house, share).id].interest_minor
    assert gus_statement.flows_minor[Column.INTEREST] == earned_minor - bought_minor
    assert bobs.flows_minor[Column.INTEREST] == bought_minor


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        ("UPDATE payouts SET cause = 'maturity' WHERE cause = 'sale'", "a share that was sold"),
        (
            "UPDATE shares SET offer_state = 'to_line' WHERE state = 'sold'",
            "only an active share is for sale",
        ),
    ],
)
async def test_a_sale_that_was_tampered_with_is_found(books: Books, url: str, damage: str, rule: str):
    house = books.house
    campaign_id, (ann, bob, _) = pool(house, 5_000, 3_000, 2_000)
    house.credit(ann.account_id, 9_000 * YUAN)
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.accepted(offering(house, bob, share))
    house.accepted(buying(house, ann, share))
    await books.follow()
    tables.alter(url, damage)
    assert any(finding.rule.startswith(rule) for finding in (await verify_ledger(url)).findings)


async def test_a_campaign_shows_what_is_for_sale_and_each_viewer_their_own_shares_alone(
    store: Store, books: Books
):
    house = books.house
    campaign_id, (ann, bob, _) = pool(house, 5_000, 3_000, 2_000)
    gus = house.person("Gus")
    house.accepted(joining_line(house, gus, campaign_id))
    house.credit(ann.account_id, 9_000 * YUAN)
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.accepted(offering(house, bob, share))
    await books.follow()
    [seen] = await store.queries.campaigns_of(gus.participant_id)
    assert [each.id for each in seen.for_sale] == [share.id]
    assert seen.own_shares == ()
    house.accepted(buying(house, ann, share))
    await books.follow()

    anns = await store.queries.campaign(campaign_id, ann.participant_id)
    bobs = await store.queries.campaign(campaign_id, bob.participant_id)

    assert anns is not None
    assert bobs is not None
    assert [each.principal_minor for each in anns.active_shares] == [5_000 * YUAN, 3_000 * YUAN]
    assert (anns.for_sale, bobs.active_shares) == ((), ())
    assert [(each.id, each.state) for each in bobs.own_shares] == [(share.id, ShareState.SOLD)]
