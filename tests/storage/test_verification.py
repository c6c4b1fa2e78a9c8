"""The books verify clean, and whatever is changed behind the program's back is found."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from core.domain.seal import NOTHING_SEALED, WrittenHead
from storage.rows import Base
from storage.verification import Finding, verify_ledger, verify_snapshot
from storage.verification.chain import GAPLESS, LINKED, PASSED, follow_chain
from storage.verification.copies import AGREES, READABLE, compare_copies
from storage.verification.finding import Findings
from storage.verification.rules import JOURNAL_RULES, RULES, check_rules
from tests.storage import tables
from tests.storage.conftest import SEALED, Outlived, Played

Part = Callable[..., Awaitable[Any]]

AN_AVAILABLE = "(SELECT min(account_id) || ':available' FROM holds WHERE state = 'placed')"
SETTLED = "(SELECT id FROM campaigns WHERE state = 'settled')"
FUNDED = "(SELECT id FROM campaigns WHERE state = 'funded')"
REPAIRING = "(SELECT id FROM campaigns WHERE state = 'repairing')"
A_PLACED_HOLD = "(SELECT min(id) FROM holds WHERE state = 'placed')"
A_RELEASED_HOLD = "(SELECT min(hold_id) FROM pledges WHERE state = 'withdrawn')"
A_CREDIT = "(SELECT min(id) FROM entries WHERE kind = 'credit')"
A_SHARE = "(SELECT min(id) FROM shares)"
FOLLOW = "an account's postings follow each other: versions without a gap, balances summed up"
A_WAITING = "(SELECT min(entry_id) FROM unsealed_entries)"
AGREED = """
    INSERT INTO corrections (id, legs, reason, proposed_by, proposed_at, expires_at, state, decided_by, version)
    VALUES ('cor_1', '[]', 'why', '7', 0, 0, 'approved', '8', 0)"""
OPEN_MISMATCH = f"""
    INSERT INTO mismatches (subject, id, body, campaign_ids, found_at, version)
    SELECT 'acc_1', 'mis_1', '', '["' || id || '"]', 0, 0 FROM campaigns WHERE id = {FUNDED}"""

BREAKS = {
    "an entry has at least two postings and they sum to zero": [
        f"UPDATE postings SET amount_minor = amount_minor + 1 WHERE leg = 0 AND entry_id = {A_CREDIT}",
        f"DELETE FROM postings WHERE entry_id = {A_CREDIT}",
    ],
    "a posting belongs to an entry": [f"DELETE FROM entries WHERE id = {A_CREDIT}"],
    FOLLOW: [
        f"UPDATE postings SET version = 99 WHERE version = 1 AND account_id = {AN_AVAILABLE}",
        f"UPDATE postings SET balance_after_minor = 7 WHERE version = 1 AND account_id = {AN_AVAILABLE}",
    ],
    "a posting's account is there, and of the entry's currency": [
        f"UPDATE ledger_accounts SET currency = 'JPY' WHERE id = {AN_AVAILABLE}",
        f"DELETE FROM ledger_accounts WHERE id = {AN_AVAILABLE}",
    ],
    "an entry is sealed, or waits to be": [f"DELETE FROM unsealed_entries WHERE entry_id = {A_WAITING}"],
    "what waits to be sealed is an entry that is not": [
        f"INSERT INTO unsealed_entries VALUES ({A_CREDIT})",
        "INSERT INTO unsealed_entries VALUES ('ent_none')",
    ],
    "an entry that a bank order made has its confirmed order": [
        "UPDATE bank_orders SET state = 'rejected' WHERE kind = 'PlaceHold'",
        "UPDATE bank_orders SET kind = 'ReleaseHold' WHERE kind = 'OpenDeposit'",
        "DELETE FROM bank_orders WHERE kind = 'ReplaceHold'",
    ],
    "an account's balance and version are its postings'": [
        f"UPDATE ledger_accounts SET balance_minor = balance_minor + 1 WHERE id = {AN_AVAILABLE}",
        f"UPDATE ledger_accounts SET version = version + 1 WHERE id = {AN_AVAILABLE}",
        "INSERT INTO ledger_accounts VALUES ('acc_new:available', 'CNY', true, 1, 0)",
    ],
    "no floored account is below zero": [
        f"UPDATE ledger_accounts SET balance_minor = -1 WHERE id = {AN_AVAILABLE}",
    ],
    "customers' money and deposits are floored, but what a bank elsewhere tells is available": [
        f"UPDATE ledger_accounts SET floored = false WHERE id = {AN_AVAILABLE}",
    ],
    "what is held on an account is what its placed holds say": [
        f"UPDATE holds SET amount_minor = amount_minor + 1 WHERE id = {A_PLACED_HOLD}",
        f"DELETE FROM holds WHERE id = {A_PLACED_HOLD}",
        "UPDATE holds SET state = 'placed' WHERE state = 'released'",
    ],
    "a held pledge has a placed hold of its amount": [
        f"UPDATE holds SET state = 'released' WHERE id = {A_PLACED_HOLD}",
        f"UPDATE holds SET amount_minor = amount_minor - 1 WHERE id = {A_PLACED_HOLD}",
        f"UPDATE holds SET account_id = 'acc_other' WHERE id = {A_PLACED_HOLD}",
        f"DELETE FROM holds WHERE id = {A_PLACED_HOLD}",
    ],
    "a placed hold belongs to a pledge that is held, being checked, or about to give it back": [
        f"UPDATE pledges SET state = 'withdrawn' WHERE hold_id = {A_PLACED_HOLD}",
    ],
    "a pledge and its hold ended alike": [
        f"UPDATE holds SET amount_minor = amount_minor + 1 WHERE id = {A_RELEASED_HOLD}",
        f"UPDATE holds SET state = 'captured' WHERE id = {A_RELEASED_HOLD}",
        "UPDATE pledges SET account_id = 'acc_other' WHERE state = 'captured'",
    ],
    "a captured pledge has its hold": ["DELETE FROM holds WHERE state = 'captured'"],
    "a correction is posted when two admins have agreed, and only then": [
        f"UPDATE entries SET kind = 'correction' WHERE id = {A_CREDIT}",
        AGREED,
    ],
    "a campaign counts the mismatches that concern it": [
        f"UPDATE campaigns SET mismatch_count = 1 WHERE id = {FUNDED}",
        OPEN_MISMATCH,
    ],
    "a campaign counts its live pledges": [
        f"UPDATE campaigns SET pledged_minor = pledged_minor - 1 WHERE id = {FUNDED}",
        f"UPDATE campaigns SET member_count = member_count + 1 WHERE id = {FUNDED}",
        f"UPDATE pledges SET live = false WHERE campaign_id = {FUNDED}",
    ],
    "a campaign counts the pledges that are being checked": [
        f"UPDATE campaigns SET checking_count = 1 WHERE id = {FUNDED}",
        f"UPDATE pledges SET state = 'reserved' WHERE campaign_id = {FUNDED}",
    ],
    "a campaign is repairing while it counts ailing pledges": [
        f"UPDATE campaigns SET ailing_count = 0 WHERE id = {REPAIRING}",
        f"UPDATE campaigns SET ailing_count = 1 WHERE id = {FUNDED}",
    ],
    "a place is kept only while it is free and somebody waits": [
        f"UPDATE campaigns SET place_kept_until = 1, waiting = '[]' WHERE id = {FUNDED}",
        f"UPDATE campaigns SET place_kept_until = closes_at WHERE id = {REPAIRING}",
    ],
    "a live pledge consented to its campaign's terms": [
        f"UPDATE pledges SET terms_digest = 'x' WHERE campaign_id = {FUNDED}",
        f"UPDATE campaigns SET terms_digest = 'x' WHERE id = {FUNDED}",
    ],
    "no campaign is over its target": [
        f"UPDATE campaigns SET pledged_minor = target_minor + 1 WHERE id = {FUNDED}",
    ],
    "a captured pledge has its share": [f"DELETE FROM shares WHERE id = {A_SHARE}"],
    "a certificate's number is its deposit's": [
        f"UPDATE shares SET certificate_number = '1-001' WHERE id = {A_SHARE}",
        "UPDATE term_deposits SET number = '1'",
    ],
    "a confirmed order to hold, release, open, close or pay is in the journal": [
        "DELETE FROM entries WHERE kind = 'release_hold'",
        "UPDATE bank_orders SET reference = 'ord_none' WHERE kind = 'OpenDeposit' AND state = 'confirmed'",
    ],
    "a pledge without a change under way is counted as it is": [
        f"UPDATE pledges SET counted_minor = counted_minor + 1 WHERE hold_id = {A_RELEASED_HOLD}",
        f"UPDATE pledges SET prior_hold_id = 'hld_other' WHERE hold_id = {A_RELEASED_HOLD}",
    ],
    "a pledge is live while its state is": [
        f"UPDATE pledges SET live = false WHERE campaign_id = {FUNDED}",
        f"UPDATE pledges SET live = true WHERE hold_id = {A_RELEASED_HOLD}",
    ],
    "a state is one that the program knows": [
        "UPDATE receipts SET outcome = 'perhaps'",
        "UPDATE campaigns SET state = 'gone'",
        "UPDATE pledges SET state = 'gone'",
        "UPDATE bank_accounts SET status = 'gone'",
        "UPDATE bank_orders SET state = 'gone'",
        "UPDATE entries SET kind = 'gone'",
        "UPDATE holds SET state = 'gone'",
        "UPDATE shares SET state = 'gone'",
        "UPDATE term_deposits SET state = 'gone'",
    ],
    AGREES: [
        f"UPDATE campaigns SET {change} WHERE id = {FUNDED}"
        for change in (
            "terms = replace(terms, '{', '{ ')",
            "terms_digest = 'x'",
            "target_minor = target_minor + 1",
            "head_count_max = head_count_max + 1",
            "product_code = 'OTHER'",
            "due_at = due_at + 1",
        )
    ]
    + [
        f"UPDATE holds SET amount_minor = amount_minor + 1 WHERE id = {A_RELEASED_HOLD}",
        """UPDATE holds SET debit = replace(debit, '"amount_minor":', '"amount_minor":1')""",
        "UPDATE term_deposits SET annual_rate_percent = '9.99'",
        "UPDATE term_deposits SET currency = 'JPY'",
        "UPDATE term_deposits SET day_count = 'ACT/360'",
        "UPDATE products SET term_months = term_months + 1",
    ],
    READABLE: [
        f"UPDATE campaigns SET terms = '' WHERE id = {FUNDED}",
        "UPDATE campaigns SET taken_seats = 'none'",
        "UPDATE products SET body = '{}'",
        "UPDATE holds SET debit = ''",
    ],
    GAPLESS: ["DELETE FROM seals WHERE sequence = 3"],
    LINKED: [
        "UPDATE seals SET link = 'ff' || substr(link, 3) WHERE sequence = 5",
        "UPDATE seals SET link = 'no link' WHERE sequence = 5",
        f"UPDATE seals SET entry_id = {A_WAITING} WHERE sequence = 5",
        f"DELETE FROM entries WHERE id = {A_CREDIT}",
    ],
}
"""What breaks each rule."""

FIRST, SECOND = (f"(SELECT id FROM term_deposits WHERE renews IS {which} NULL)" for which in ("", "NOT"))
IN_STATE = "(SELECT min(id) FROM shares WHERE state = '{}')"
WAITING = "(SELECT id FROM payouts WHERE state = 'waiting')"
LIFE_BREAKS = {
    "a settled campaign has a first deposit, of its target": [
        "UPDATE campaigns SET target_minor = target_minor + 1",
        f"UPDATE term_deposits SET principal_minor = principal_minor - 1 WHERE id = {FIRST}",
        f"UPDATE term_deposits SET campaign_id = 'cmp_other' WHERE id = {FIRST}",
    ],
    "a deposit renews one of its campaign that has ended, and the campaign names the last": [
        f"UPDATE term_deposits SET state = 'active' WHERE id = {FIRST}",
        "UPDATE term_deposits SET renews = 'dep_none' WHERE renews IS NOT NULL",
        f"UPDATE campaigns SET deposit_id = {FIRST}",
        "UPDATE campaigns SET deposit_id = NULL",
    ],
    "a deposit's active shares sum to what is outstanding, and so does its money": [
        f"UPDATE shares SET principal_minor = principal_minor + 1 WHERE id = {IN_STATE.format('active')}",
        f"DELETE FROM shares WHERE id = {IN_STATE.format('active')}",
        f"UPDATE shares SET state = 'active' WHERE id = {IN_STATE.format('paid_out')}",
        f"UPDATE term_deposits SET outstanding_minor = 1 WHERE id = {FIRST}",
        "UPDATE ledger_accounts SET balance_minor = balance_minor + 1 WHERE id LIKE '%:principal'",
        "DELETE FROM ledger_accounts WHERE id LIKE '%:principal'",
    ],
    "a deposit's shares are as many as its certificates": [
        f"DELETE FROM shares WHERE id = {IN_STATE.format('paid_out')}",
        f"UPDATE term_deposits SET register_size = register_size + 1 WHERE id = {SECOND}",
    ],
    "the interest that a deposit owes is what has accrued": [
        f"UPDATE term_deposits SET accrued_minor = accrued_minor + 1 WHERE id = {SECOND}",
        f"UPDATE ledger_accounts SET balance_minor = 0 WHERE id = {SECOND} || ':interest'",
    ],
    "a deposit's interest has cost the bank what its members got, what was withheld, and what is owed": [
        f"UPDATE shares SET interest_minor = interest_minor + 1 WHERE id = {IN_STATE.format('paid_out')}",
        f"UPDATE shares SET tax_minor = tax_minor + 1 WHERE id = {IN_STATE.format('renewed')}",
        "UPDATE ledger_accounts SET balance_minor = balance_minor + 1 WHERE id LIKE '%:expense'",
        "UPDATE ledger_accounts SET balance_minor = balance_minor + 1 WHERE id LIKE '%:tax'",
    ],
    "what is payable is what a payout that is not paid owes": [
        f"UPDATE payouts SET principal_minor = principal_minor + 1 WHERE id = {WAITING}",
        f"UPDATE payouts SET state = 'paid' WHERE id = {WAITING}",
        f"DELETE FROM payouts WHERE id = {WAITING}",
        "DELETE FROM ledger_accounts WHERE id LIKE '%:payable'",
    ],
    "a deposit counts the payouts that it owes, and is closed when it owes none": [
        f"UPDATE term_deposits SET owed_count = 0 WHERE id = {FIRST}",
        f"UPDATE term_deposits SET state = 'closed' WHERE id = {FIRST}",
        f"DELETE FROM payouts WHERE id = {WAITING}",
    ],
    "a payout is its share's: member, deposit and campaign": [
        f"UPDATE payouts SET share_id = {IN_STATE.format('active')} WHERE id = {WAITING}",
        "UPDATE payouts SET participant_id = 'par_other'",
        "UPDATE payouts SET campaign_id = 'cmp_other'",
        f"UPDATE payouts SET deposit_id = {SECOND}",
    ],
    "a share is payable while its payout is not paid, and paid out afterwards": [
        "UPDATE shares SET state = 'paid_out' WHERE state = 'payable'",
        "UPDATE shares SET state = 'payable' WHERE state = 'paid_out'",
        f"DELETE FROM payouts WHERE share_id = {IN_STATE.format('paid_out')}",
    ],
    "a share is leaving while the bank has not answered what it was asked about it": [
        f"UPDATE shares SET leaving_order = 'ord_none' WHERE id = {IN_STATE.format('active')}",
        "UPDATE shares SET leaving_order = (SELECT min(reference) FROM bank_orders)",
        "UPDATE bank_orders SET kind = 'WithdrawShare', state = 'unknown'",
    ],
    "a deposit counts its shares that are leaving, and none once it ends": [
        f"UPDATE shares SET leaving_order = 'ord_none' WHERE id = {IN_STATE.format('active')}",
        f"UPDATE term_deposits SET exits_asked = exits_asked + 1 WHERE id = {SECOND}",
    ],
    "a share's money went on into another share, if it did, and from nowhere else": [
        f"DELETE FROM shares WHERE id = {IN_STATE.format('active')}",
        "UPDATE shares SET state = 'renewed' WHERE state = 'paid_out'",
        "UPDATE shares SET state = 'paid_out' WHERE state = 'renewed'",
        "UPDATE shares SET acquired_from = 'shr_none' WHERE acquired_from IS NOT NULL",
    ],
    "a share that was sold has one payout: its principal, and what its buyer paid for interest": [
        f"UPDATE payouts SET cause = 'sale' WHERE share_id = {IN_STATE.format('paid_out')}",
        "UPDATE shares SET state = 'sold' WHERE state = 'paid_out'",
    ],
    "only an active share is for sale": [
        "UPDATE shares SET offer_state = 'to_line' WHERE state = 'paid_out'",
    ],
    "a deposit is its campaign's, and of its product": [
        f"UPDATE term_deposits SET campaign_id = 'cmp_other' WHERE id = {SECOND}",
        f"UPDATE term_deposits SET product_code = 'OTHER' WHERE id = {FIRST}",
    ],
    "a share that a pledge began is that captured pledge's: amount, participant and account": [
        "UPDATE pledges SET state = 'held'",
        "UPDATE pledges SET amount_minor = amount_minor + 1",
        f"UPDATE shares SET pledge_id = 'plg_none' WHERE id = {IN_STATE.format('active')}",
        f"UPDATE shares SET participant_id = 'par_other' WHERE id = {IN_STATE.format('paid_out')}",
        f"UPDATE shares SET account_id = 'acc_other' WHERE id = {IN_STATE.format('paid_out')}",
    ],
    "an entry that a bank order made has its confirmed order": [
        "UPDATE bank_orders SET state = 'rejected' WHERE kind = 'CloseDeposit'",
        "DELETE FROM bank_orders WHERE kind = 'PayOut'",
    ],
    "a confirmed order to hold, release, open, close or pay is in the journal": [
        "DELETE FROM entries WHERE kind = 'maturity'",
        "DELETE FROM entries WHERE kind = 'payout'",
    ],
    "customers' money and deposits are floored, but what a bank elsewhere tells is available": [
        f"UPDATE ledger_accounts SET floored = false WHERE id LIKE '%:{account}'"
        for account in ("principal", "interest", "tax", "payable")
    ],
    "a state is one that the program knows": [
        "UPDATE payouts SET state = 'gone'",
        "UPDATE payouts SET cause = 'gone'",
        "UPDATE shares SET maturity_choice = 'gone'",
    ],
    AGREES: [
        "UPDATE term_deposits SET due_on = NULL WHERE state = 'active'",
        f"UPDATE term_deposits SET due_on = value_date WHERE id = {FIRST}",
        "UPDATE term_deposits SET event_on = NULL WHERE state = 'active'",
    ],
    READABLE: ["UPDATE payouts SET conditions = '{' WHERE state = 'waiting'"],
}
"""What breaks each rule on a deposit's life."""

PARTS: dict[str, Part] = {
    AGREES: compare_copies,
    READABLE: compare_copies,
    GAPLESS: partial(follow_chain, expected=()),
    LINKED: partial(follow_chain, expected=()),
}
"""What looks for what breaks a rule; the rest is found by `check_rules`."""


class Meddler:
    """Changes a book in which much has happened, past all that guards it, and undoes every change."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @asynccontextmanager
    async def changing(self, *statements: str) -> AsyncIterator[AsyncConnection]:
        """The books once these statements have changed them."""
        undone = await self._connection.begin_nested()
        for statement in statements:
            assert (await self._connection.exec_driver_sql(statement)).rowcount > 0
        yield self._connection
        await undone.rollback()


@pytest.fixture
async def meddler(played: Played) -> AsyncIterator[Meddler]:
    """Somebody with a tool of their own."""
    async with meddling(played.url) as meddler:
        yield meddler


@pytest.fixture
async def meddler_with_life(outlived: Outlived) -> AsyncIterator[Meddler]:
    """The same, at a deposit that has lived."""
    async with meddling(outlived.url) as meddler:
        yield meddler


@asynccontextmanager
async def meddling(url: str) -> AsyncIterator[Meddler]:
    """Whoever changes these books, until they leave."""
    engine = create_async_engine(tables.address_of(url), poolclass=NullPool)
    async with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            await connection.exec_driver_sql("BEGIN")  # the driver begins only when a row is about to change
        await connection.run_sync(tables.off_guard)
        yield Meddler(connection)
        await connection.rollback()
    await engine.dispose()


def of_rule(findings: Iterable[Finding], rule: str) -> list[Finding]:
    """What breaks this rule."""
    return [finding for finding in findings if finding.rule == rule]


def unseen(_what: str, _done: int, _of: int) -> None:
    """Nobody looks on."""


async def test_a_lively_book_is_clean(played: Played):
    held = tables.values(played.url)

    found = await verify_ledger(played.url)

    assert found.findings == ()
    assert found.entries == len(held["entries"]) > SEALED
    assert found.postings == sum(len(entry.postings) for entry in held["entries"].values())
    assert found.accounts == len(held["ledger"])
    assert (found.head.sequence, found.unsealed) == (SEALED, found.entries - SEALED)


async def test_an_empty_book_is_clean(url: str):
    found = await verify_ledger(url)
    assert (found.findings, found.head.sequence, found.unsealed) == ((), 0, 0)


async def test_verifying_changes_nothing(played: Played):
    before = tables.raw_rows(played.url)
    await verify_ledger(played.url)
    assert tables.raw_rows(played.url) == before


def test_no_rule_lacks_its_test():
    assert BREAKS.keys() | LIFE_BREAKS.keys() == JOURNAL_RULES.keys() | RULES.keys() | {
        AGREES,
        READABLE,
        GAPLESS,
        LINKED,
    }


@pytest.mark.parametrize("rule", BREAKS)
async def test_each_rule_finds_what_breaks_it(meddler: Meddler, rule: str):
    await _is_found(meddler, rule, BREAKS[rule])


@pytest.mark.parametrize("rule", LIFE_BREAKS)
async def test_each_rule_on_a_deposits_life_finds_what_breaks_it(meddler_with_life: Meddler, rule: str):
    await _is_found(meddler_with_life, rule, LIFE_BREAKS[rule])


async def test_the_book_of_a_deposits_life_is_clean(outlived: Outlived):
    assert (await verify_ledger(outlived.url)).findings == ()


async def _is_found(meddler: Meddler, rule: str, changes: Iterable[str]) -> None:
    look = PARTS.get(rule, check_rules)
    for change in changes:
        findings = Findings(limit=20)
        async with meddler.changing(change) as connection:
            await look(connection, findings=findings, progress=unseen)
        broken = of_rule(findings.all(), rule)
        assert broken, change
        assert all(finding.subject and finding.detail for finding in broken), change


JOURNAL = {
    "entries": ["id", "reference", "kind", "currency", "posted_at"],
    "postings": ["entry_id", "leg", "account_id", "amount_minor", "balance_after_minor", "version"],
    "seals": ["sequence", "entry_id", "link"],
}
NUMBERS = {"posted_at", "leg", "amount_minor", "balance_after_minor", "version", "sequence"}
OF_THE_FIFTH = "(SELECT entry_id FROM seals WHERE sequence = 5)"


def test_no_column_of_the_journal_is_left_out():
    for table, columns in JOURNAL.items():
        assert list(Base.metadata.tables[table].columns.keys()) == columns


@pytest.mark.parametrize("table", JOURNAL)
async def test_nothing_of_a_sealed_entry_can_be_changed_unseen(meddler: Meddler, table: str):
    key = {"entries": "id", "postings": "leg = 1 AND entry_id", "seals": "entry_id"}[table]
    for column in JOURNAL[table]:
        other = f"{column} + 1000" if column in NUMBERS else f"{column} || 'x'"
        change = f"UPDATE {table} SET {column} = {other} WHERE {key} = {OF_THE_FIFTH}"
        findings = Findings(limit=20)
        async with meddler.changing(change) as connection:
            await follow_chain(connection, (), findings, unseen)
        # A leg's number only orders the legs: the last may be called otherwise, and says the same.
        assert findings.all() or column == "leg", column
        assert all(finding.sequence in (5, 6, 1005) for finding in findings.all()), column


async def test_legs_that_change_places_are_found(meddler: Meddler):
    move = "UPDATE postings SET leg = {to} WHERE leg = {leg} AND entry_id = " + OF_THE_FIFTH
    swap = [move.format(leg=leg, to=to) for leg, to in ((0, 9), (1, 0), (9, 1))]
    async with meddler.changing(*swap) as connection:
        found = await verify_snapshot(connection)
    assert [(finding.rule, finding.sequence) for finding in found.findings] == [(LINKED, 5)]


async def test_whatever_is_found_is_told_with_its_place_in_the_chain_the_first_first(meddler: Meddler):
    two_entries = "SELECT entry_id FROM seals WHERE sequence IN (4, 9)"
    changes = (
        f"UPDATE postings SET balance_after_minor = balance_after_minor + 1 WHERE entry_id IN ({two_entries})",
        f"UPDATE postings SET balance_after_minor = 0 WHERE entry_id = {A_WAITING}",
        "UPDATE products SET term_months = term_months + 1",
    )
    async with meddler.changing(*changes) as connection:
        found = await verify_snapshot(connection)

    places = [finding.sequence for finding in of_rule(found.findings, FOLLOW)]
    assert places == [4, 4, 9, 9, None, None]
    assert [finding.sequence for finding in of_rule(found.findings, LINKED)] == [4, 9]
    assert of_rule(found.findings, AGREES)
    assert found.first_wrong_sequence == 4


async def test_findings_are_as_many_as_were_asked_for_at_most(meddler: Meddler):
    async with meddler.changing("UPDATE ledger_accounts SET version = version + 1") as connection:
        found = await verify_snapshot(connection, findings_limit=3)
    assert len(of_rule(found.findings, "an account's balance and version are its postings'")) == 3


# A head that was written down


def head_of(url: str, sequence: int) -> str:
    """The head as it was when the chain was so long."""
    return f"{sequence}:{tables.one(url, 'SELECT link FROM seals WHERE sequence = ?', sequence)}"


def written(head: str) -> list[WrittenHead]:
    """A head as it is read again; it must be one."""
    read = WrittenHead.read(head)
    assert read is not None
    return [read]


@pytest.mark.parametrize("sequence", [1, 7, SEALED])
async def test_a_head_that_was_written_down_is_in_the_chain_for_ever(played: Played, sequence: int):
    head = head_of(played.url, sequence)
    for text in (head, head.partition(":")[2], f" {head.upper()}\n"):
        assert (await verify_ledger(played.url, expected=written(text))).findings == ()


async def test_a_head_is_not_where_its_count_does_not_say(played: Played):
    link = head_of(played.url, 7).partition(":")[2]
    found = await verify_ledger(played.url, expected=written(f"8:{link}"))
    assert [finding.rule for finding in found.findings] == [PASSED]


CUT = [
    "INSERT INTO unsealed_entries SELECT entry_id FROM seals WHERE sequence > 10",
    "DELETE FROM seals WHERE sequence > 10",
]


async def test_a_tail_that_was_cut_is_found_by_the_head_that_was_written_down(
    meddler: Meddler, played: Played
):
    head, earlier = head_of(played.url, SEALED), head_of(played.url, 10)
    async with meddler.changing(*CUT) as connection:
        found = await verify_snapshot(connection, expected=written(head))
        unseen_by_others = await verify_snapshot(connection, expected=written(earlier))

    assert [(finding.rule, finding.subject) for finding in found.findings] == [(PASSED, head)]
    assert (unseen_by_others.findings, unseen_by_others.head.sequence) == ((), 10)


async def test_the_empty_chain_is_the_beginning_of_every_chain(played: Played):
    found = await verify_ledger(played.url, expected=written(str(NOTHING_SEALED)))
    assert found.findings == ()
