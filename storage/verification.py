"""Recomputes what the books claim: each rule is a query for the rows that break it; a clean ledger answers nothing."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy import table as sql_table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import dialect_of
from storage.engine import reader_engine

RULES = {
    "an entry has at least two postings and they sum to zero": """
        SELECT entries.id, 'sum ' || coalesce(sum(postings.amount_minor), 0) || ' of ' || count(postings.entry_id)
        FROM entries LEFT JOIN postings ON postings.entry_id = entries.id
        GROUP BY entries.id HAVING count(postings.entry_id) < 2 OR sum(postings.amount_minor) <> 0""",
    "a posting belongs to an entry": """
        SELECT DISTINCT entry_id, 'no such entry' FROM postings
        WHERE entry_id NOT IN (SELECT id FROM entries)""",
    "an account's postings are numbered without a gap": """
        SELECT account_id, 'version ' || version || ', expected ' || expected
        FROM (SELECT account_id, version, row_number() OVER (PARTITION BY account_id ORDER BY version) AS expected
              FROM postings) AS numbered
        WHERE version <> expected""",
    "a posting keeps the balance after it": """
        SELECT account_id, 'after version ' || version || ': ' || balance_after_minor || ', expected ' || expected_minor
        FROM (SELECT account_id, version, balance_after_minor,
                     sum(amount_minor) OVER (PARTITION BY account_id ORDER BY version) AS expected_minor
              FROM postings) AS running
        WHERE balance_after_minor <> expected_minor""",
    "an account's balance and version are its postings'": """
        SELECT a.id, 'balance ' || a.balance_minor || ', postings ' || coalesce(sum(p.amount_minor), 0)
        FROM ledger_accounts a LEFT JOIN postings p ON p.account_id = a.id
        GROUP BY a.id, a.balance_minor, a.version
        HAVING a.balance_minor <> coalesce(sum(p.amount_minor), 0) OR a.version <> count(p.account_id)""",
    "a posting's account is of the entry's currency": """
        SELECT e.id, e.currency || ' on ' || a.id FROM entries e
        JOIN postings p ON p.entry_id = e.id JOIN ledger_accounts a ON a.id = p.account_id
        WHERE a.currency <> e.currency""",
    "no floored account is below zero": """
        SELECT id, 'balance ' || balance_minor FROM ledger_accounts WHERE floored AND balance_minor < 0""",
    "what is held on an account is what its placed holds say": """
        SELECT a.id, 'held ' || l.balance_minor || ', holds ' || coalesce(sum(h.amount_minor), 0)
        FROM bank_accounts a JOIN ledger_accounts l ON l.id = a.id || ':held'
        LEFT JOIN holds h ON h.account_id = a.id AND h.state = 'placed'
        GROUP BY a.id, l.balance_minor HAVING l.balance_minor <> coalesce(sum(h.amount_minor), 0)""",
    "a held pledge has a placed hold of its amount": """
        SELECT p.id, 'pledged ' || p.amount_minor || ', hold ' || coalesce(h.state || ' ' || h.amount_minor, 'missing')
        FROM pledges p LEFT JOIN holds h ON h.id = p.hold_id AND h.account_id = p.account_id
        WHERE p.state = 'held' AND (h.id IS NULL OR h.state <> 'placed' OR h.amount_minor <> p.amount_minor)""",
    "a placed hold belongs to a pledge that is held, being checked, or about to give it back": """
        SELECT h.id, h.amount_minor || '' FROM holds h LEFT JOIN (
            SELECT hold_id AS id FROM pledges WHERE state = 'held'
            UNION SELECT prior_hold_id FROM pledges WHERE state = 'reserved'
            UNION SELECT p.hold_id FROM pledges p JOIN bank_orders o ON o.pledge_id = p.id
                WHERE o.state IN ('ready', 'sent', 'unknown')
            UNION SELECT p.prior_hold_id FROM pledges p JOIN bank_orders o ON o.pledge_id = p.id
                WHERE o.state IN ('ready', 'sent', 'unknown')
        ) AS needed ON needed.id = h.id
        WHERE h.state = 'placed' AND needed.id IS NULL""",
    "a campaign counts its live pledges": """
        SELECT c.id, 'pledged ' || c.pledged_minor || ' by ' || c.member_count
            || ', live ' || coalesce(sum(p.counted_minor), 0) || ' by ' || count(p.id)
        FROM campaigns c LEFT JOIN pledges p ON p.campaign_id = c.id AND p.live
        GROUP BY c.id, c.pledged_minor, c.member_count
        HAVING c.pledged_minor <> coalesce(sum(p.counted_minor), 0) OR c.member_count <> count(p.id)""",
    "no campaign is over its target": """
        SELECT id, pledged_minor || ' of ' || target_minor FROM campaigns WHERE pledged_minor > target_minor""",
    "a settled campaign has one deposit of its target": """
        SELECT c.id, 'target ' || c.target_minor || ', deposit ' || coalesce(d.principal_minor || '', 'missing')
        FROM campaigns c LEFT JOIN term_deposits d ON d.id = c.deposit_id AND d.campaign_id = c.id
        WHERE c.state = 'settled' AND (d.id IS NULL OR d.principal_minor <> c.target_minor)""",
    "a deposit's shares sum to its principal, and so does its money": """
        SELECT d.id, 'principal ' || d.principal_minor || ', shares ' || coalesce(sum(s.principal_minor), 0)
            || ', money ' || coalesce(l.balance_minor || '', 'missing')
        FROM term_deposits d LEFT JOIN shares s ON s.deposit_id = d.id
        LEFT JOIN ledger_accounts l ON l.id = d.id || ':principal'
        GROUP BY d.id, d.principal_minor, l.balance_minor
        HAVING d.principal_minor <> coalesce(sum(s.principal_minor), 0)
            OR d.principal_minor <> coalesce(l.balance_minor, -1)""",
    "a share is a captured pledge's amount": """
        SELECT s.id, 'share ' || s.principal_minor || ', pledge '
            || coalesce(p.state || ' ' || p.amount_minor, 'missing')
        FROM shares s LEFT JOIN pledges p ON p.id = s.pledge_id
        WHERE p.id IS NULL OR p.state <> 'captured' OR p.amount_minor <> s.principal_minor""",
}
"""What must hold, in words, and the query that answers (subject, detail) for each row that breaks it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that breaks a rule."""

    rule: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and every rule found broken."""

    entries: int
    postings: int
    accounts: int
    findings: tuple[Finding, ...]


class NoBooks(Exception):
    """The database is not there, or has no tables of ours."""


async def verify_ledger(database_url: str, findings_limit: int = 20) -> Verification:
    """Check every rule on one consistent snapshot; at most `findings_limit` findings per rule. Raises NoBooks."""
    dialect = dialect_of(database_url)
    if not dialect.is_there(make_url(database_url)):
        raise NoBooks
    engine = reader_engine(database_url, patient=True)
    try:
        async with engine.connect() as connection:
            return Verification(
                entries=await _count(connection, "entries"),
                postings=await _count(connection, "postings"),
                accounts=await _count(connection, "ledger_accounts"),
                findings=tuple(
                    [finding for rule in RULES for finding in await _broken(connection, rule, findings_limit)]
                ),
            )
    except DBAPIError as error:
        if dialect.lacks_tables(error):
            raise NoBooks from error
        raise
    finally:
        await engine.dispose()


async def _count(connection: AsyncConnection, table: str) -> int:
    return int(await connection.scalar(select(func.count()).select_from(sql_table(table))) or 0)


async def _broken(connection: AsyncConnection, rule: str, limit: int) -> list[Finding]:
    # Sent as it is: in SQLAlchemy's text() the colon of ":held" would begin a parameter.
    found = await connection.exec_driver_sql(f"{RULES[rule]} LIMIT {limit:d}")
    return [Finding(rule, *map(str, row)) for row in found]
