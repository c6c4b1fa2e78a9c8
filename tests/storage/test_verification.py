"""The books verify clean, and each rule finds what breaks it."""

from collections.abc import Iterator

import pytest

from storage.verification import RULES, verify_ledger
from tests.storage import tables
from tests.storage.conftest import Played
from tests.storage.databases import Databases

AN_AVAILABLE = "(SELECT min(account_id) || ':available' FROM holds WHERE state = 'placed')"
SETTLED = "(SELECT id FROM campaigns WHERE state = 'settled')"
FUNDED = "(SELECT id FROM campaigns WHERE state = 'funded')"
A_PLACED_HOLD = "(SELECT min(id) FROM holds WHERE state = 'placed')"
A_CREDIT = "(SELECT min(id) FROM entries WHERE kind = 'credit')"

BREAKS = {
    "an entry has at least two postings and they sum to zero": [
        f"UPDATE postings SET amount_minor = amount_minor + 1 WHERE leg = 0 AND entry_id = {A_CREDIT}",
        f"DELETE FROM postings WHERE entry_id = {A_CREDIT}",
    ],
    "a posting belongs to an entry": [f"DELETE FROM entries WHERE id = {A_CREDIT}"],
    "an account's postings are numbered without a gap": [
        f"UPDATE postings SET version = 99 WHERE version = 1 AND account_id = {AN_AVAILABLE}",
    ],
    "a posting keeps the balance after it": [
        f"UPDATE postings SET balance_after_minor = 7 WHERE version = 1 AND account_id = {AN_AVAILABLE}",
    ],
    "an account's balance and version are its postings'": [
        f"UPDATE ledger_accounts SET balance_minor = balance_minor + 1 WHERE id = {AN_AVAILABLE}",
        f"UPDATE ledger_accounts SET version = version + 1 WHERE id = {AN_AVAILABLE}",
        "INSERT INTO ledger_accounts VALUES ('acc_new:available', 'CNY', true, 1, 0)",
    ],
    "a posting's account is of the entry's currency": [
        f"UPDATE ledger_accounts SET currency = 'JPY' WHERE id = {AN_AVAILABLE}",
    ],
    "no floored account is below zero": [
        f"UPDATE ledger_accounts SET balance_minor = -1 WHERE id = {AN_AVAILABLE}",
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
    "a campaign counts its live pledges": [
        f"UPDATE campaigns SET pledged_minor = pledged_minor - 1 WHERE id = {FUNDED}",
        f"UPDATE campaigns SET member_count = member_count + 1 WHERE id = {FUNDED}",
        f"UPDATE pledges SET live = false WHERE campaign_id = {FUNDED}",
    ],
    "no campaign is over its target": [
        f"UPDATE campaigns SET pledged_minor = target_minor + 1 WHERE id = {FUNDED}",
    ],
    "a settled campaign has one deposit of its target": [
        f"UPDATE campaigns SET deposit_id = NULL WHERE id = {SETTLED}",
        "UPDATE term_deposits SET principal_minor = principal_minor - 1",
        f"UPDATE term_deposits SET campaign_id = {FUNDED}",
        f"UPDATE campaigns SET state = 'settled' WHERE id = {FUNDED}",
    ],
    "a deposit's shares sum to its principal, and so does its money": [
        "UPDATE shares SET principal_minor = principal_minor + 1 WHERE id = (SELECT min(id) FROM shares)",
        "DELETE FROM shares WHERE id = (SELECT min(id) FROM shares)",
        "UPDATE ledger_accounts SET balance_minor = balance_minor + 1 WHERE id LIKE '%:principal'",
        "DELETE FROM ledger_accounts WHERE id LIKE '%:principal'",
    ],
    "a share is a captured pledge's amount": [
        f"UPDATE pledges SET state = 'held' WHERE campaign_id = {SETTLED} AND live",
        f"UPDATE pledges SET amount_minor = amount_minor + 1 WHERE campaign_id = {SETTLED} AND live",
        "UPDATE shares SET pledge_id = 'plg_none' WHERE id = (SELECT min(id) FROM shares)",
    ],
}


@pytest.fixture
def database(databases: Databases, played: Played) -> Iterator[str]:
    """A database in which much has happened."""
    url = databases.copy(played.url)
    yield url
    databases.drop(url)


async def test_a_lively_book_is_clean(database: str):
    held = tables.values(database)

    found = await verify_ledger(database)

    assert found.findings == ()
    assert found.entries == len(held["entries"]) > 10
    assert found.postings == sum(len(entry.postings) for entry in held["entries"].values())
    assert found.accounts == len(held["ledger"])


async def test_an_empty_book_is_clean(url: str):
    assert (await verify_ledger(url)).findings == ()


async def test_verifying_changes_nothing(database: str):
    before = tables.raw_rows(database)
    await verify_ledger(database)
    assert tables.raw_rows(database) == before


def test_no_rule_lacks_its_test():
    assert BREAKS.keys() == RULES.keys()


@pytest.mark.parametrize(
    ("rule", "change"), [(rule, change) for rule, changes in BREAKS.items() for change in changes]
)
async def test_each_rule_finds_what_breaks_it(database: str, rule: str, change: str):
    assert tables.alter(database, change) > 0

    findings = (await verify_ledger(database)).findings

    broken = [finding for finding in findings if finding.rule == rule]
    assert len(broken) > 0
    assert all(finding.subject and finding.detail for finding in broken)


async def test_findings_are_as_many_as_were_asked_for_at_most(database: str):
    tables.alter(database, "UPDATE ledger_accounts SET version = version + 1")

    findings = (await verify_ledger(database, findings_limit=3)).findings

    assert len([finding for finding in findings if "balance and version" in finding.rule]) == 3
