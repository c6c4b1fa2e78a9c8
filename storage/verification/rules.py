"""The books' rules: each is a query for the rows that break it; a clean ledger answers nothing."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from core.domain.account import AccountClass, AccountStatus, DebitAmountType
from core.domain.bank import DepositState, HoldState, OrderState
from core.domain.campaign import CampaignState
from core.domain.deposit import MaturityChoice, ShareState
from core.domain.ledger import EntryKind
from core.domain.offer import OfferState
from core.domain.payout import PayoutCause, PayoutState
from core.domain.pledge import LIVE, PledgeState
from storage.verification.finding import Finding, Findings, Progress


def _listed(known: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(known))


_CLOSED_SETS: tuple[tuple[str, str, str, Iterable[str]], ...] = (
    ("campaigns", "id", "state", CampaignState),
    ("pledges", "id", "state", PledgeState),
    ("pledges", "id", "debit_amount_type", DebitAmountType),
    ("holds", "id", "state", HoldState),
    ("bank_orders", "reference", "state", OrderState),
    ("bank_accounts", "id", "status", AccountStatus),
    ("bank_accounts", "id", "account_class", AccountClass),
    ("term_deposits", "id", "state", DepositState),
    ("shares", "id", "state", ShareState),
    ("shares", "id", "maturity_choice", MaturityChoice),
    ("shares", "id", "offer_state", OfferState),
    ("payouts", "id", "state", PayoutState),
    ("payouts", "id", "cause", PayoutCause),
    ("entries", "id", "kind", EntryKind),
    ("receipts", "intent", "outcome", ("accepted", "refused")),
)
_NOT_LIVE_BY_STATE = f"""
    SELECT id, state || CASE WHEN live THEN ', live' ELSE ', not live' END
    FROM pledges WHERE live <> (state IN ({_listed(LIVE)}))"""  # noqa: S608 - names of our own
_OF_NO_KNOWN_STATE = " UNION ALL ".join(
    f"SELECT '{table} ' || {key}, {column} FROM {table} WHERE {column} NOT IN ({_listed(known)})"  # noqa: S608 - as above
    for table, key, column, known in _CLOSED_SETS
)

JOURNAL_RULES = {
    "an entry has at least two postings and they sum to zero": """
        SELECT entries.id, 'entry ' || entries.id,
            'sum ' || coalesce(sum(postings.amount_minor), 0) || ' of ' || count(postings.entry_id)
        FROM entries LEFT JOIN postings ON postings.entry_id = entries.id
        GROUP BY entries.id HAVING count(postings.entry_id) < 2 OR sum(postings.amount_minor) <> 0""",
    "a posting belongs to an entry": """
        SELECT DISTINCT p.entry_id, 'entry ' || p.entry_id, 'no such entry'
        FROM postings p LEFT JOIN entries e ON e.id = p.entry_id WHERE e.id IS NULL""",
    "an account's postings follow each other: versions without a gap, balances summed up": """
        SELECT entry_id, 'posting ' || leg || ' of ' || entry_id,
            account_id || ' version ' || version || ' balance ' || balance_after_minor
            || ', expected version ' || expected || ' balance ' || expected_minor
        FROM (SELECT entry_id, leg, account_id, version, balance_after_minor,
                     row_number() OVER account AS expected, sum(amount_minor) OVER account AS expected_minor
              FROM postings WINDOW account AS (PARTITION BY account_id ORDER BY version)) AS running
        WHERE version <> expected OR balance_after_minor <> expected_minor""",
    "a posting's account is there, and of the entry's currency": """
        SELECT e.id, 'posting ' || p.leg || ' of ' || e.id,
            e.currency || ' on ' || p.account_id || ', ' || coalesce(a.currency, 'missing')
        FROM entries e JOIN postings p ON p.entry_id = e.id LEFT JOIN ledger_accounts a ON a.id = p.account_id
        WHERE a.id IS NULL OR a.currency <> e.currency""",
    "an entry is sealed, or waits to be": """
        SELECT e.id, 'entry ' || e.id, 'neither' FROM entries e
        LEFT JOIN seals s ON s.entry_id = e.id LEFT JOIN unsealed_entries u ON u.entry_id = e.id
        WHERE s.entry_id IS NULL AND u.entry_id IS NULL""",
    "what waits to be sealed is an entry that is not": """
        SELECT u.entry_id, 'entry ' || u.entry_id, CASE WHEN e.id IS NULL THEN 'no such entry' ELSE 'sealed' END
        FROM unsealed_entries u
        LEFT JOIN entries e ON e.id = u.entry_id LEFT JOIN seals s ON s.entry_id = u.entry_id
        WHERE e.id IS NULL OR s.entry_id IS NOT NULL""",
    "an entry that a bank order made has its confirmed order": """
        SELECT e.id, 'entry ' || e.id, e.kind || ' ' || e.reference || ', order ' || coalesce(o.state, 'missing')
        FROM entries e LEFT JOIN bank_orders o ON o.reference = e.reference
            AND o.kind = CASE e.kind WHEN 'hold' THEN 'PlaceHold' WHEN 'replace_hold' THEN 'ReplaceHold'
                                     WHEN 'release_hold' THEN 'ReleaseHold' WHEN 'maturity' THEN 'CloseDeposit'
                                     WHEN 'early_withdrawal' THEN 'WithdrawShare'
                                     WHEN 'transfer' THEN 'TransferShare'
                                     WHEN 'payout' THEN 'PayOut' ELSE 'OpenDeposit' END
        WHERE e.kind IN ('hold', 'replace_hold', 'release_hold', 'settlement', 'maturity',
                'early_withdrawal', 'transfer', 'payout')
            AND (o.state IS NULL OR o.state <> 'confirmed')""",
}
"""Rules on entries: the query answers (entry id, subject, detail) for each row that breaks it."""

RULES = {
    "an account's balance and version are its postings'": """
        SELECT a.id, 'balance ' || a.balance_minor || ', postings ' || coalesce(p.total_minor, 0)
            || '; version ' || a.version || ', postings ' || coalesce(p.many, 0)
        FROM ledger_accounts a LEFT JOIN (
            SELECT account_id, sum(amount_minor) AS total_minor, count(*) AS many FROM postings GROUP BY account_id
        ) AS p ON p.account_id = a.id
        WHERE a.balance_minor <> coalesce(p.total_minor, 0) OR a.version <> coalesce(p.many, 0)""",
    "no floored account is below zero": """
        SELECT id, 'balance ' || balance_minor FROM ledger_accounts WHERE floored AND balance_minor < 0""",
    "customers' money and deposits are floored, but what a bank elsewhere tells is available": """
        SELECT l.id, 'not floored' FROM ledger_accounts l
        WHERE NOT l.floored AND (l.id LIKE '%:available' OR l.id LIKE '%:held' OR l.id LIKE '%:principal'
                OR l.id LIKE '%:interest' OR l.id LIKE '%:tax' OR l.id LIKE '%:payable')
            AND l.id NOT IN (SELECT a.id || ':available' FROM bank_accounts a
                JOIN bank_customers c ON c.id = a.customer_id WHERE c.told_at IS NOT NULL)""",
    "what is held on an account is what its placed holds say": """
        SELECT a.id, 'held ' || l.balance_minor || ', holds ' || coalesce(sum(h.amount_minor), 0)
        FROM bank_accounts a JOIN ledger_accounts l ON l.id = a.id || ':held'
        LEFT JOIN holds h ON h.account_id = a.id AND h.state = 'placed'
        GROUP BY a.id, l.balance_minor HAVING l.balance_minor <> coalesce(sum(h.amount_minor), 0)""",
    "a held pledge has a placed hold of its amount": """
        SELECT p.id, 'pledged ' || p.amount_minor || ', hold ' || coalesce(h.state || ' ' || h.amount_minor, 'missing')
        FROM pledges p LEFT JOIN holds h ON h.id = p.hold_id AND h.account_id = p.account_id
        WHERE p.state = 'held' AND (h.id IS NULL OR h.state <> 'placed' OR h.amount_minor <> p.amount_minor)
            AND p.hold_id NOT IN (SELECT hold_id FROM corrections WHERE state = 'approved' AND hold_id IS NOT NULL)""",
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
    "a correction is posted when two admins have agreed, and only then": """
        WITH agreed AS (
            SELECT id, CASE WHEN reverses IS NULL THEN 'correction:' || id ELSE 'reversal:' || reverses END AS reference
            FROM corrections WHERE state = 'approved' AND decided_by <> proposed_by
        )
        SELECT id, 'nobody agreed' FROM entries
        WHERE kind IN ('correction', 'reversal') AND reference NOT IN (SELECT reference FROM agreed)
        UNION ALL
        SELECT id, 'not posted' FROM agreed WHERE reference NOT IN (SELECT reference FROM entries)""",
    "a campaign counts the mismatches that concern it": """
        SELECT c.id, 'counts ' || c.mismatch_count || ', open ' || count(m.subject)
        FROM campaigns c
        LEFT JOIN mismatches m ON m.resolved_at IS NULL AND m.campaign_ids LIKE '%"' || c.id || '"%'
        GROUP BY c.id, c.mismatch_count HAVING c.mismatch_count <> count(m.subject)""",
    "a campaign counts its live pledges": """
        SELECT c.id, 'pledged ' || c.pledged_minor || ' by ' || c.member_count
            || ', live ' || coalesce(sum(p.counted_minor), 0) || ' by ' || count(p.id)
        FROM campaigns c LEFT JOIN pledges p ON p.campaign_id = c.id AND p.live
        GROUP BY c.id, c.pledged_minor, c.member_count
        HAVING c.pledged_minor <> coalesce(sum(p.counted_minor), 0) OR c.member_count <> count(p.id)""",
    "a campaign counts the pledges that are being checked": """
        SELECT c.id, 'checking ' || c.checking_count || ', reserved ' || count(p.id)
        FROM campaigns c LEFT JOIN pledges p ON p.campaign_id = c.id AND p.state = 'reserved'
        GROUP BY c.id, c.checking_count HAVING c.checking_count <> count(p.id)""",
    "a campaign is repairing while it counts ailing pledges": """
        SELECT id, state || ', ailing ' || ailing_count FROM campaigns
        WHERE (state = 'repairing') <> (ailing_count > 0)""",
    "a place is kept only while it is free and somebody waits": """
        SELECT id, state || ', pledged ' || pledged_minor || ' of ' || target_minor FROM campaigns
        WHERE place_kept_until IS NOT NULL
            AND (state <> 'open' OR pledged_minor >= target_minor OR waiting IS NULL)""",
    "a live pledge consented to its campaign's terms": """
        SELECT p.id, 'consented to ' || substr(p.terms_digest, 1, 12) || ', terms ' || substr(c.terms_digest, 1, 12)
        FROM pledges p JOIN campaigns c ON c.id = p.campaign_id
        WHERE p.live AND p.terms_digest <> c.terms_digest""",
    "a pledge and its hold ended alike": """
        SELECT p.id, p.state || ' ' || p.amount_minor || ', hold ' || h.state || ' ' || h.amount_minor
        FROM pledges p JOIN holds h ON h.id = p.hold_id
        WHERE p.state IN ('captured', 'withdrawn', 'released', 'dropped')
            AND (h.account_id <> p.account_id OR h.amount_minor <> p.amount_minor
                OR h.state <> CASE p.state WHEN 'captured' THEN 'captured' ELSE 'released' END)
            AND NOT EXISTS (SELECT 1 FROM bank_orders o WHERE o.pledge_id = p.id
                AND o.state IN ('ready', 'sent', 'unknown'))""",
    "a captured pledge has its hold": """
        SELECT p.id, 'hold missing' FROM pledges p LEFT JOIN holds h ON h.id = p.hold_id
        WHERE p.state = 'captured' AND h.id IS NULL""",
    "no campaign is over its target": """
        SELECT id, pledged_minor || ' of ' || target_minor FROM campaigns WHERE pledged_minor > target_minor""",
    "a settled campaign has a first deposit, of its target": """
        SELECT c.id, 'target ' || c.target_minor || ', deposit ' || coalesce(d.principal_minor || '', 'missing')
        FROM campaigns c LEFT JOIN term_deposits d ON d.campaign_id = c.id AND d.renews IS NULL
        WHERE c.state = 'settled' AND (d.id IS NULL OR d.principal_minor <> c.target_minor)""",
    "a deposit renews one of its campaign that has ended, and the campaign names the last": """
        SELECT d.id, 'renews ' || d.renews || ', ' || coalesce(f.state, 'missing') FROM term_deposits d
        LEFT JOIN term_deposits f ON f.id = d.renews AND f.campaign_id = d.campaign_id
        WHERE d.renews IS NOT NULL AND (f.id IS NULL OR f.state NOT IN ('matured', 'closed'))
        UNION ALL
        SELECT c.id, 'names ' || coalesce(c.deposit_id, 'none') || ', last ' || d.id
        FROM term_deposits d JOIN campaigns c ON c.id = d.campaign_id
        LEFT JOIN term_deposits n ON n.renews = d.id
        WHERE n.id IS NULL AND (c.deposit_id IS NULL OR c.deposit_id <> d.id)""",
    "a deposit's active shares sum to what is outstanding, and so does its money": """
        SELECT d.id, 'outstanding ' || d.outstanding_minor || ', shares ' || coalesce(s.total_minor, 0)
            || ', money ' || coalesce(l.balance_minor || '', 'missing')
        FROM term_deposits d LEFT JOIN (
            SELECT deposit_id, sum(principal_minor) AS total_minor FROM shares WHERE state = 'active'
            GROUP BY deposit_id
        ) AS s ON s.deposit_id = d.id
        LEFT JOIN ledger_accounts l ON l.id = d.id || ':principal'
        WHERE d.outstanding_minor <> coalesce(s.total_minor, 0)
            OR d.outstanding_minor <> coalesce(l.balance_minor, -1)""",
    "a deposit's shares are as many as its certificates": """
        SELECT d.id, 'certificates ' || d.register_size || ', shares ' || count(s.id)
        FROM term_deposits d LEFT JOIN shares s ON s.deposit_id = d.id
        GROUP BY d.id, d.register_size HAVING d.register_size <> count(s.id)""",
    "the interest that a deposit owes is what has accrued": """
        SELECT d.id, 'accrued ' || d.accrued_minor || ', owed ' || coalesce(l.balance_minor, 0)
        FROM term_deposits d LEFT JOIN ledger_accounts l ON l.id = d.id || ':interest'
        WHERE d.accrued_minor <> coalesce(l.balance_minor, 0)""",
    "a deposit's interest has cost the bank what its members got, what was withheld, and what is owed": """
        SELECT d.id, 'expense ' || coalesce(e.balance_minor, 0) || ', owed ' || coalesce(i.balance_minor, 0)
            || ', tax ' || coalesce(t.balance_minor, 0) || ', shares ' || coalesce(s.interest_minor, 0)
            || ' of which tax ' || coalesce(s.tax_minor, 0)
        FROM term_deposits d
        LEFT JOIN ledger_accounts e ON e.id = d.id || ':expense'
        LEFT JOIN ledger_accounts i ON i.id = d.id || ':interest'
        LEFT JOIN ledger_accounts t ON t.id = d.id || ':tax'
        LEFT JOIN (
            SELECT deposit_id, sum(interest_minor) AS interest_minor, sum(tax_minor) AS tax_minor
            FROM shares GROUP BY deposit_id
        ) AS s ON s.deposit_id = d.id
        WHERE -coalesce(e.balance_minor, 0) <> coalesce(i.balance_minor, 0) + coalesce(s.interest_minor, 0)
            OR coalesce(t.balance_minor, 0) <> coalesce(s.tax_minor, 0)""",
    "what is payable is what a payout that is not paid owes": """
        SELECT p.id, p.state || ' ' || (p.principal_minor + p.interest_minor - p.tax_minor) || ', payable '
            || coalesce(l.balance_minor || '', 'missing')
        FROM payouts p LEFT JOIN ledger_accounts l ON l.id = p.id || ':payable'
        WHERE coalesce(l.balance_minor, -1)
            <> CASE p.state WHEN 'paid' THEN 0 ELSE p.principal_minor + p.interest_minor - p.tax_minor END
        UNION ALL
        SELECT l.id, 'payable ' || l.balance_minor || ', no payout' FROM ledger_accounts l
        WHERE l.id LIKE '%:payable' AND l.id NOT IN (SELECT id || ':payable' FROM payouts)""",
    "a deposit counts the payouts that it owes, and is closed when it owes none": """
        SELECT d.id, d.state || ', counts ' || d.owed_count || ', owes ' || count(p.id)
        FROM term_deposits d LEFT JOIN payouts p ON p.deposit_id = d.id AND p.state <> 'paid'
        GROUP BY d.id, d.state, d.owed_count
        HAVING d.owed_count <> count(p.id) OR (d.state = 'closed' AND count(p.id) > 0)
            OR (d.state = 'matured' AND count(p.id) = 0)""",
    "a payout is its share's: member, deposit and campaign": """
        SELECT p.id, 'share ' || coalesce(s.id, 'missing') FROM payouts p
        LEFT JOIN shares s ON s.id = p.share_id AND s.deposit_id = p.deposit_id
            AND s.participant_id = p.participant_id
        LEFT JOIN term_deposits d ON d.id = p.deposit_id AND d.campaign_id = p.campaign_id
        WHERE s.id IS NULL OR d.id IS NULL""",
    "a share is payable while its payout is not paid, and paid out afterwards": """
        SELECT s.id, s.state || ', payout ' || coalesce(p.state, 'missing') FROM shares s
        LEFT JOIN payouts p ON p.share_id = s.id
        WHERE s.state IN ('payable', 'paid_out')
            AND (p.id IS NULL OR (s.state = 'paid_out') <> (p.state = 'paid'))""",
    "a share's money went on into another share, if it did, and from nowhere else": """
        SELECT s.id, s.state || ', followed by ' || count(n.id) FROM shares s
        LEFT JOIN shares n ON n.acquired_from = s.id
        GROUP BY s.id, s.state HAVING count(n.id) <> CASE WHEN s.state IN ('renewed', 'sold') THEN 1 ELSE 0 END
        UNION ALL
        SELECT n.id, 'acquired from ' || n.acquired_from || ', missing' FROM shares n
        LEFT JOIN shares s ON s.id = n.acquired_from WHERE n.acquired_from IS NOT NULL AND s.id IS NULL""",
    "a share that was sold has one payout: its principal, and what its buyer paid for interest": """
        SELECT s.id, 'sold ' || s.principal_minor || ', payouts ' || count(p.id) || ' of '
            || coalesce(sum(p.principal_minor), 0)
        FROM shares s LEFT JOIN payouts p ON p.share_id = s.id AND p.cause = 'sale'
        GROUP BY s.id, s.state, s.principal_minor
        HAVING (s.state = 'sold') <> (count(p.id) = 1)
            OR (s.state = 'sold' AND sum(p.principal_minor) <> s.principal_minor)
            OR (s.state = 'sold' AND sum(p.tax_minor) <> 0)""",
    "only an active share is for sale": """
        SELECT id, state || ', ' || offer_state FROM shares WHERE offer_state IS NOT NULL AND state <> 'active'""",
    "a share is leaving while the bank has not answered what it was asked about it": """
        SELECT s.id, s.state || ', order ' || coalesce(o.state, 'missing') FROM shares s
        LEFT JOIN bank_orders o ON o.reference = s.leaving_order AND o.deposit_id = s.deposit_id
            AND o.kind = CASE WHEN s.buyer_id IS NULL THEN 'WithdrawShare' ELSE 'TransferShare' END
        WHERE s.leaving_order IS NOT NULL
            AND (s.state <> 'active' OR o.state IS NULL OR o.state NOT IN ('ready', 'sent', 'unknown'))
        UNION ALL
        SELECT o.reference, o.kind || ' ' || o.state || ', no share leaves by it' FROM bank_orders o
        LEFT JOIN shares s ON s.leaving_order = o.reference
        WHERE o.kind IN ('WithdrawShare', 'TransferShare') AND o.state IN ('ready', 'sent', 'unknown')
            AND s.id IS NULL""",
    "a deposit counts its shares that are leaving, and none once it ends": """
        SELECT d.id, d.state || ', asked ' || d.exits_asked || ', answered ' || d.exits_answered
            || ', leaving ' || count(s.id)
        FROM term_deposits d LEFT JOIN shares s ON s.deposit_id = d.id AND s.leaving_order IS NOT NULL
        GROUP BY d.id, d.state, d.exits_asked, d.exits_answered
        HAVING d.exits_asked - d.exits_answered <> count(s.id) OR (d.state <> 'active' AND count(s.id) > 0)""",
    "a deposit is its campaign's, and of its product": """
        SELECT d.id, 'product ' || d.product_code || ', campaign ' || coalesce(c.id || ' ' || c.product_code, 'missing')
        FROM term_deposits d LEFT JOIN campaigns c ON c.id = d.campaign_id
        WHERE c.id IS NULL OR c.product_code <> d.product_code""",
    "a share that a pledge began is that captured pledge's: amount, participant and account": """
        SELECT s.id, 'share ' || s.principal_minor || ', pledge '
            || coalesce(p.state || ' ' || p.amount_minor, 'missing')
        FROM shares s LEFT JOIN pledges p ON p.id = s.pledge_id
        WHERE p.id IS NULL OR p.state <> 'captured' OR (s.acquired_from IS NULL
            AND (p.amount_minor <> s.principal_minor OR p.participant_id <> s.participant_id
                OR p.account_id <> s.account_id))""",
    "a captured pledge has its share": """
        SELECT p.id, 'pledged ' || p.amount_minor || ', no share'
        FROM pledges p LEFT JOIN shares s ON s.pledge_id = p.id WHERE p.state = 'captured' AND s.id IS NULL""",
    "a certificate's number is its deposit's": """
        SELECT s.id, 'certificate ' || s.certificate_number || ', deposit ' || coalesce(d.number, 'missing')
        FROM shares s LEFT JOIN term_deposits d ON d.id = s.deposit_id
        WHERE d.id IS NULL OR s.certificate_number NOT LIKE d.number || '-%'""",
    "a confirmed order to hold, release, open, close or pay is in the journal": """
        SELECT o.reference, o.kind || ', no entry'
        FROM bank_orders o LEFT JOIN entries e ON e.reference = o.reference
        WHERE o.state = 'confirmed' AND e.id IS NULL AND o.kind IN
            ('PlaceHold', 'ReleaseHold', 'OpenDeposit', 'CloseDeposit', 'WithdrawShare', 'TransferShare', 'PayOut')""",
    "a pledge without a change under way is counted as it is": """
        SELECT id, 'counted ' || counted_minor || ' of ' || amount_minor || ', prior hold '
            || coalesce(prior_hold_id, 'none')
        FROM pledges WHERE prior IS NULL AND (counted_minor <> amount_minor OR prior_hold_id IS NOT NULL)""",
    "a pledge is live while its state is": _NOT_LIVE_BY_STATE,
    "a state is one that the program knows": _OF_NO_KNOWN_STATE,
}
"""Rules on what stands beside the journal: the query answers (subject, detail) for each row that breaks it."""

# In the order of the chain; what is not sealed comes last.
_PLACED = """
    WITH broken (entry_id, subject, detail) AS ({rule})
    SELECT seals.sequence, broken.subject, broken.detail
    FROM broken LEFT JOIN seals ON seals.entry_id = broken.entry_id
    ORDER BY seals.sequence IS NULL, seals.sequence, broken.subject LIMIT {limit:d}"""
_ELSEWHERE = """
    WITH broken (subject, detail) AS ({rule})
    SELECT NULL AS sequence, subject, detail FROM broken ORDER BY subject LIMIT {limit:d}"""


async def check_rules(connection: AsyncConnection, findings: Findings, progress: Progress) -> None:
    """Add what breaks a rule, the first in the chain first."""
    queries = {
        rule: _PLACED.format(rule=query, limit=findings.limit) for rule, query in JOURNAL_RULES.items()
    }
    queries |= {rule: _ELSEWHERE.format(rule=query, limit=findings.limit) for rule, query in RULES.items()}
    for done, (rule, query) in enumerate(queries.items()):
        progress("rules of the books", done, len(queries))
        # Sent as it is: in SQLAlchemy's text() the colon of ":held" would begin a parameter.
        for row in await connection.exec_driver_sql(query):
            findings.add(Finding(rule, str(row.subject), str(row.detail), row.sequence))
    progress("rules of the books", len(queries), len(queries))
