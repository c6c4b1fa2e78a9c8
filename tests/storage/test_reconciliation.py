"""Our books against the embedded bank's ledger, in a real database: found, paused, corrected by two admins, settled."""

import pytest
from sqlalchemy import Connection, insert, update

from core.commands import Accepted, Reconciled
from core.domain.account import available_ledger_account, held_ledger_account
from core.domain.campaign import CampaignState
from core.domain.correction import Decision
from core.domain.ids import AccountId, CampaignId, CorrectionId
from core.domain.notice import MismatchesFound
from core.domain.reconciliation import MismatchKind, Point, compare
from storage import open_store, rows
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Books, Wall
from tests.storage.conftest import Played
from tests.storage.databases import Databases
from tests.support.house import YUAN, ZONE, Person
from tests.support.reconciling import ADA, BEA, WHY, asking, deciding, proposing, reconciling, recording, slip


def rogue(url: str, account_id: AccountId, amount_minor: int) -> None:
    """A balanced entry that no order made: what is held slips back to what is available."""

    def post(connection: Connection) -> None:
        legs = {
            held_ledger_account(account_id): -amount_minor,
            available_ledger_account(account_id): amount_minor,
        }
        for leg, (ledger_account_id, minor) in enumerate(legs.items()):
            [(balance_minor, version)] = connection.execute(
                update(rows.LedgerAccountRow)
                .where(rows.LedgerAccountRow.id == ledger_account_id)
                .values(
                    balance_minor=rows.LedgerAccountRow.balance_minor + minor,
                    version=rows.LedgerAccountRow.version + 1,
                )
                .returning(rows.LedgerAccountRow.balance_minor, rows.LedgerAccountRow.version)
            )
            connection.execute(
                insert(rows.PostingRow).values(
                    entry_id="ent_rogue",
                    leg=leg,
                    account_id=ledger_account_id,
                    amount_minor=minor,
                    balance_after_minor=balance_minor,
                    version=version,
                )
            )
        connection.execute(
            insert(rows.EntryRow).values(
                id="ent_rogue", reference="rogue", kind="credit", currency="CNY", posted_at=0
            )
        )

    tables.visit(url, post)


@pytest.fixture
async def full(books: Books) -> tuple[CampaignId, Person, Person]:
    """A full pool of Ann's and Bob's, not settled."""
    house = books.house
    ann, bob = house.person("Ann"), house.person("Bob")
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 4_000 * YUAN)
    house.pledge(bob, campaign_id, 6_000 * YUAN)
    await books.follow()
    return campaign_id, ann, bob


async def test_the_looks_at_a_lively_book_find_nothing(played: Played, wall: Wall):
    async with open_store(played.url, zone=ZONE, wall=wall) as store:
        compared = compare(await store.house.look())
        assert await store.house.statement() == (await store.house.look()).statement
        assert await store.books.ours() == (await store.house.look()).ours
    assert (compared.found, compared.left_out) == ((), ())
    assert compared.compared > 2


BREAKS = {
    "UPDATE ledger_accounts SET balance_minor = balance_minor + 1 WHERE id LIKE '%:held' AND balance_minor > 0": (
        MismatchKind.HELD_DIFFERS,
        (Point.AMOUNT,),
    ),
    "UPDATE holds SET amount_minor = amount_minor + 1 WHERE state = 'placed'": (
        MismatchKind.HELD_DIFFERS,
        (Point.AMOUNT,),
    ),
    "UPDATE holds SET state = 'released' WHERE state = 'placed'": (
        MismatchKind.HELD_DIFFERS,
        (Point.AMOUNT,),
    ),
    "UPDATE ledger_accounts SET balance_minor = 0 WHERE id LIKE '%:principal'": (
        MismatchKind.DEPOSIT_MISSING,
        (),
    ),
    "UPDATE ledger_accounts SET balance_minor = balance_minor - 1 WHERE id LIKE '%:principal'": (
        MismatchKind.DEPOSIT_DIFFERS,
        (Point.AMOUNT,),
    ),
    "UPDATE term_deposits SET annual_rate_percent = '9'": (MismatchKind.DEPOSIT_DIFFERS, (Point.RATE,)),
    "UPDATE term_deposits SET state = 'closed'": (MismatchKind.DEPOSIT_UNKNOWN, ()),
}


@pytest.mark.parametrize(("change", "expected"), BREAKS.items())
async def test_a_ledger_that_disagrees_with_holds_or_deposits_is_found(
    databases: Databases,
    played: Played,
    wall: Wall,
    change: str,
    expected: tuple[MismatchKind, tuple[Point, ...]],
):
    url = databases.copy(played.url)
    try:
        assert tables.alter(url, change) > 0
        async with open_store(url, zone=ZONE, wall=wall) as store:
            found = compare(await store.house.look()).found
    finally:
        databases.drop(url)
    assert {(mismatch.kind, mismatch.points) for mismatch in found} == {expected}


async def test_the_whole_story_is_the_same_in_dictionaries_and_in_the_database(books: Books, url: str, full):
    """A rogue entry is found and pauses its campaign; two admins correct it; it is settled, and all is in order."""
    campaign_id, _, bob = full
    house, store = books.house, books.store
    admin, _ = house.meet("Ada")
    await books.follow()
    rogue(url, bob.account_id, 100 * YUAN)
    slip(house, bob.account_id, 100 * YUAN)

    look = await store.house.look()
    assert compare(look).found == reconciling(house).found
    house.accepted(recording(house, compare(look), frozenset({admin})))
    assert [notice.count for notice in house.told(MismatchesFound)] == [1]
    await books.follow()
    [recorded] = await store.queries.open_mismatches()
    shown = await store.queries.mismatch(recorded.id)
    assert shown is not None
    assert shown.account is not None
    assert [view.campaign.id for view in shown.campaigns] == [campaign_id]
    assert [entry.reference in shown.ordered for entry in shown.entries] == [False, True]
    assert await store.queries.due(house.at) == []
    assert (await store.queries.overview()).mismatches == 1

    correction_id = house.accepted(proposing(house, recorded.subject, ADA)).correction_id
    house.later(minutes=1)
    house.accepted(deciding(house, correction_id, Decision.APPROVE, BEA))
    await books.follow()
    assert (await store.queries.reconciling()).due_at == house.at
    correction = await store.queries.correction(CorrectionId(correction_id))
    assert correction is not None
    assert (correction.correction.decided_by, correction.correction.reason) == ("8", WHY)
    assert [view.account.id for view in correction.accounts] == [bob.account_id]
    statement = await store.queries.member_movements(bob.participant_id)
    assert dict(statement.reasons) == {correction.correction.reference: WHY}

    house.later(minutes=1)
    assert house.accepted(reconciling(house)) == Reconciled(0, 1)
    await books.follow()
    assert compare(await store.house.look()).found == ()
    [due] = await store.queries.due(house.at)
    assert due.at == house.at
    house.accepted(house.settling(campaign_id))
    await books.follow()
    assert house.campaign(campaign_id).state is CampaignState.SETTLED
    assert (await verify_ledger(url)).findings == ()
    held, expected = tables.values(url), books.memory.tables()
    ignored = ("entries", "ledger")  # the rogue entry has an id of its own on either side
    assert {name: rows_ for name, rows_ in tables.without_versions(held).items() if name not in ignored} == {
        name: rows_ for name, rows_ in tables.without_versions(expected).items() if name not in ignored
    }
    assert (await store.queries.corrections())[0].id == correction_id


async def test_an_entry_is_reversible_unless_an_order_made_it_or_it_was_reversed(
    books: Books, url: str, full
):
    _, _, bob = full
    rogue(url, bob.account_id, 100 * YUAN)
    entry = await books.store.queries.entry("ent_rogue")  # type: ignore[arg-type]  # an id is text
    assert entry is not None
    assert entry.reversible
    assert [view.account.id for view in entry.accounts] == [bob.account_id]
    by_order = next(each for each in books.house.entries() if each.reference in books.memory.orders)
    ordered = await books.store.queries.entry(by_order.id)
    assert ordered is not None
    assert not ordered.reversible


async def test_two_workers_that_reconcile_at_once_record_one_run(books: Books, full):
    one, other = reconciling(books.house), reconciling(books.house)
    receipts = [await books.store.teller.submit(command) for command in (one, other)]
    assert [isinstance(receipt, Accepted) for receipt in receipts] == [True, False]


async def test_asking_makes_a_comparison_due_at_once(books: Books):
    books.house.accepted(reconciling(books.house))
    books.house.later(hours=1)
    books.house.accepted(asking(books.house))
    await books.follow()
    assert (await books.store.queries.reconciling()).due_at == books.house.at
