"""A difference between our books and the ledger: found, shown, corrected by two admins, and told to its member."""

import sqlite3

import pytest

from bot.telegram.admin_callbacks import DecideTap
from core.domain.correction import Decision
from core.domain.ids import CorrectionId
from tests.bot.person import Person, Shown, account
from tests.bot.stage import Stage, next_number
from tests.bot.test_admin_flow import find, opened, overview, trail

TRIES = 40


def slip(stage: Stage, name: str, amount_minor: int) -> None:
    """A balanced entry that nobody asked for: some of what is held on this customer's account becomes available."""
    entry = f"ent_{next_number():026d}"  # older than all others, wherever the newest are shown
    books = sqlite3.connect(stage.folder / "hecun.db", isolation_level=None, timeout=20)
    books.execute("BEGIN IMMEDIATE")
    [account_id] = books.execute(
        "SELECT a.id FROM bank_accounts a JOIN bank_customers c ON c.id = a.customer_id WHERE c.name = ?",
        [name],
    ).fetchone()
    legs = ((f"{account_id}:held", -amount_minor), (f"{account_id}:available", amount_minor))
    for leg, (ledger_account_id, minor) in enumerate(legs):
        after = books.execute(
            "UPDATE ledger_accounts SET balance_minor = balance_minor + ?, version = version + 1 WHERE id = ?"
            " RETURNING balance_minor, version",
            [minor, ledger_account_id],
        ).fetchone()
        books.execute(
            "INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?)", [entry, leg, ledger_account_id, minor, *after]
        )
    books.execute(
        "INSERT INTO entries (id, reference, kind, currency, posted_at) VALUES (?, ?, 'release_hold', 'CNY', 0)",
        [entry, entry],
    )
    books.execute("COMMIT")
    books.close()


def found(ada: Person) -> Shown:
    """The difference that a comparison finds, as the admin sees it who asked for one."""
    ada.tap("Differences with the bank", overview(ada))
    toast = ada.tap("Compare now", ada.sees("Differences between our books and the bank"))
    assert toast is not None
    assert "being compared" in toast.text
    alarm = ada.sees("disagree about something new")
    ada.tap("Look into it", alarm)
    ada.tap("1", ada.sees("1. The ledger holds something else on an account than its holds say"))
    return ada.sees("Found ")


def proposed(ada: Person, shown: Shown, button: str, reason: str) -> Shown:
    ada.tap(button, shown)
    assert "the member concerned will read it" in ada.sees("Type the reason").text
    ada.say(reason)
    review = ada.sees(f"Reason: “{reason}”")
    assert "Another admin has to approve it within 3 days" in review.text
    toast = ada.tap("Propose it", review)
    assert toast is not None
    assert "Another admin has to approve it" in toast.text
    return review


def until_they_agree(ada: Person) -> None:
    for _ in range(TRIES):
        if "agree, compared" in overview(ada).text:
            return
    raise AssertionError("our books and the bank's still disagree")


def test_a_difference_is_corrected_by_two_admins_and_its_member_hears_why(stage, ada, bea, guest):
    ann = guest(account(8_000), linked=True)
    code = opened(ann)
    slip(stage, ann.name, 100_00)
    shown = found(ada)
    assert "Ours: ¥2,000 · the bank's: ¥1,900" in shown.text
    assert f"Paused until it is cleared up: {code}" in shown.text
    assert f"of {ann.name}" in shown.text
    assert "released hold · ¥100" in shown.text
    assert "Paused until one difference" in find(ada, "a campaign", code).text
    review = proposed(ada, shown, "Propose a correction", "a <slip> of the ledger")
    assert "held on …" in review.text
    assert "+¥100" in review.text
    assert "suspense: −¥100" in review.text
    assert "A correction waits for another admin" in ada.sees("Ours: ¥2,000").text
    ada.tap("Corrections", overview(ada))
    ada.sees("waiting · “a <slip> of the ledger”")

    asked = bea.sees("Another admin proposes to correct the books")
    assert "Reason: “a <slip> of the ledger”" in asked.text
    assert "Proposed by Ada" in asked.text
    assert asked.labels[:2] == ["Approve and post", "Refuse"]
    approve = str(asked.button("Approve and post").data)
    own = ada.tap_data(ada.now(shown), approve)
    assert own is not None
    assert "Another admin has to decide this" in own.text
    assert "Take it back" in ada.sees("Waiting for another admin until").labels
    forged = ann.tap_data(ann.newest(), approve)
    assert forged is not None
    assert "older version" in forged.text

    done = bea.tap_data(asked, approve)
    assert done is not None
    assert "Approved and posted" in done.text
    assert "approved and posted by Bea" in bea.sees("Proposed by Ada").text
    assert "approved and posted by Bea" in ada.sees("decided on the correction that you proposed").text
    told = ann.sees("A correction on your account")
    assert "what is held on it changed by +¥100" in told.text
    assert "The reason: “a <slip> of the ledger”" in told.text
    late = bea.tap_data(bea.now(asked), str(asked.button("Refuse").data))
    assert late is not None
    assert "was decided, taken back, or waited for too long" in late.text
    until_they_agree(ada)
    assert "Paused" not in find(ada, "a campaign", code).text
    recorded = trail(ada)
    assert "approved a correction" in recorded
    assert "a <slip> of the ledger" in recorded


@pytest.mark.slow
def test_a_wrong_entry_is_reversed_whole_and_a_proposal_can_be_taken_back(stage, ada, bea, guest):
    ann = guest(account(8_000), linked=True)
    opened(ann)
    slip(stage, ann.name, 300_00)
    shown = found(ada)
    reverse = next(label for label in shown.labels if label.startswith("Reverse the entry of"))
    proposed(ada, shown, reverse, "first try")
    first = bea.sees("first try")
    toast = ada.tap("Take it back", ada.sees("Reversal of an entry"))
    assert toast is not None
    assert "Taken back" in toast.text
    ada.sees("taken back by Ada")
    late = bea.tap("Approve and post", first)
    assert late is not None
    assert "taken back" in late.text

    ada.tap("Differences with the bank", overview(ada))
    ada.tap("1", ada.sees("1. The ledger holds"))
    proposed(ada, ada.sees("Found "), reverse, "posted by mistake")
    bea.tap("Approve and post", bea.sees("posted by mistake"))
    assert "what you can use changed by −¥300" in ann.sees("what you can use changed").text
    until_they_agree(ada)


def test_a_decision_on_nothing_leads_back_to_the_overview(ada):
    shown = overview(ada)
    tapped = DecideTap(correction_id=CorrectionId("cor_none"), decision=Decision.APPROVE).pack()
    toast = ada.tap_data(shown, tapped)
    assert toast is not None
    assert "out of date" in toast.text
