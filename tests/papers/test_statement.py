"""A statement as a file says what moved, adds up, and does nothing but that to whoever opens it."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.locales import Locale
from bot.papers.spreadsheet import text_cell
from bot.papers.statement import StatementPaper, compose_statement, write_statement
from bot.papers.statement_csv import statement_csv
from core.domain.account_statement import AccountStatement, Column, Movement, statement
from core.domain.ids import CampaignId
from tests.papers.reading import has_embedded_fonts_only, text_of
from tests.support.house import ZONE

CAMPAIGN = CampaignId("cam_1")
FIRST, LAST = date(2026, 3, 1), date(2027, 3, 31)
CODES = {CAMPAIGN: "K7QF-2M9D"}


def movement(on: date, kind: str, **gains_minor: int) -> Movement:
    return Movement(
        on, kind, f"{kind}:{on}", CAMPAIGN, {Column(name): gain for name, gain in gains_minor.items()}
    )


LIFE = [
    movement(FIRST, "hold", held=6_000_00, account=-6_000_00),
    movement(FIRST + timedelta(days=1), "settlement", held=-6_000_00, deposited=6_000_00),
    *(movement(FIRST + timedelta(days=day), "accrual", accrued=40, interest=-40) for day in range(2, 366)),
    movement(date(2027, 3, 2), "maturity", accrued=-145_60, deposited=-6_000_00, waiting=6_144_60, tax=1_00),
    movement(date(2027, 3, 2), "payout", waiting=-6_144_60, account=6_144_60),
    movement(date(2027, 3, 3), "a_kind_to_come", held=1, other=-1),
]
WHOLE: AccountStatement = statement("CNY", LIFE, FIRST, LAST)
PAPER = StatementPaper(
    (WHOLE,), CODES, "张伟 Maria Rossi", FIRST, LAST, datetime(2027, 4, 1, tzinfo=UTC), ZONE, Locale.EN
)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            Locale.EN,
            ("Statement of Account", "Pledge: held · K7QF-2M9D", "Interest accrued (30 days)", "-¥144.60"),
        ),
        (Locale.ZH_HANS, ("对账单", "认筹：预留 · K7QF-2M9D", "计提利息（30 天）", "-¥144.60")),
    ],
)
def test_the_pdf_says_what_moved_in_both_languages(locale, said):
    pdf = write_statement(replace(PAPER, locale=locale))
    text = text_of(pdf)
    for expected in (*said, "张伟 Maria Rossi", "¥6,144.60", "¥145.60", "a kind to come"):
        assert expected in text
    assert has_embedded_fonts_only(pdf)


def test_a_long_statement_goes_on_with_its_heads_on_the_next_page():
    many = [movement(FIRST, "hold", held=1_00, account=-1_00) for _ in range(100)]
    pages = compose_statement(replace(PAPER, statements=(statement("CNY", many, FIRST, LAST),))).lines
    assert len(pages) > 2
    for number, lines in enumerate(pages, 1):
        assert "From account" in lines
        assert f"Page {number}" in lines
    assert "¥100.00" in pages[-1]


def test_a_period_in_which_nothing_moved_says_so():
    lines = compose_statement(replace(PAPER, statements=())).lines
    assert "Nothing moved." in lines[0]


def test_the_csv_opens_in_spreadsheets_and_adds_up():
    content = statement_csv((WHOLE,), CODES, Locale.EN)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    opening, *moved, closing = rows_of(content)
    flows, balances = (
        ("From account", "Interest", "Tax", "Corrections"),
        ("Held", "In deposits", "Interest owed", "To be paid"),
    )
    flowed = dict.fromkeys(flows, Decimal())
    for row in moved:
        for flow in flows:
            flowed[flow] += Decimal(row[flow])
    assert {flow: Decimal(closing[flow]) for flow in flows} == flowed
    assert sum(Decimal(closing[each]) for each in balances) == sum(
        Decimal(opening[each]) for each in balances
    ) + sum(flowed.values())
    assert {row["Date"] for row in moved} <= {f"{FIRST + timedelta(days=day)}" for day in range(400)}


def test_the_csv_has_the_same_columns_whatever_moved():
    empty = statement("CNY", [], FIRST, LAST)
    assert list(rows_of(statement_csv((empty,), CODES, Locale.EN))[0]) == list(
        rows_of(statement_csv((WHOLE,), CODES, Locale.EN))[0]
    )


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_text_can_be_taken_for_a_formula(evil):
    assert text_cell(evil) == f"'{evil}"
    hostile = Movement(FIRST, evil, evil, CAMPAIGN, {Column.HELD: 1, Column.OTHER: -1})
    told = statement("CNY", [hostile], FIRST, LAST)
    [_, row, _] = rows_of(statement_csv((told,), {CAMPAIGN: evil}, Locale.EN))
    assert all(row[name].startswith("'") for name in ("What", "Campaign", "Reference"))


def test_text_that_is_no_formula_stays_as_it_is():
    assert text_cell("K7QF-2M9D") == "K7QF-2M9D"
    assert text_cell("") == ""
    assert text_cell("419843717663") == "419843717663"


def test_a_long_number_of_the_bank_s_keeps_all_its_digits():
    assert text_cell("6200000000000000017") == "'6200000000000000017"


WHY = "=Held twice by mistake, " + "and looked into for long " * 8
CORRECTED = movement(date(2027, 3, 4), "correction", held=-100, other=100)


def test_a_correction_says_why_below_its_line_and_in_a_column_of_its_own():
    told = statement("CNY", [*LIFE, CORRECTED], FIRST, LAST)
    reasons = {CORRECTED.reference: WHY}
    [said] = [
        line
        for page in compose_statement(replace(PAPER, statements=(told,), reasons=reasons)).lines
        for line in page
        if "Held twice by mistake" in line
    ]
    assert said.startswith("The reason:")
    rows = rows_of(statement_csv((told,), CODES, Locale.EN, reasons))
    assert [row["Reason"] for row in rows if row["Reason"]] == [f"'{WHY.strip()}"]
    assert rows[-2]["Held"] == "-0.99"
