"""`hecun quote`: the published cases from the command line, the products, and what it refuses."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli.quote import quote
from core.domain.interest import add_months
from tests.domain.cases import ROWS


def run(command_line: str) -> Result:
    return CliRunner().invoke(quote, [word.replace("_", " ") for word in command_line.split()])


def answer(command_line: str) -> dict[str, Any]:
    result = run(f"{command_line} --json")
    assert result.exit_code == 0, result.output
    answered: dict[str, Any] = json.loads(result.stdout)
    return answered


def output(command_line: str) -> str:
    result = run(command_line)
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.splitlines())


def as_asked(case: str) -> str:
    """A published case as a command line, in the case's own words; `_` stands for a space within a word."""
    row = ROWS[case]
    start, _, end = row["term"].partition("/")
    term = (
        f"--from {start} --to {end}" if end else f"--from 2026-03-01 --term {row['term'].replace(' ', '_')}"
    )
    return (
        f"--principal {row['principal'] or 1} --rate {row['annual_rate_percent'] or 1} {term} "
        f"--compounding {row['compounding'] or 'none'} --day-count {row['day_count'].replace(' ', '_')}"
    )


class TestThePublishedCases:
    @pytest.mark.parametrize("case", ["R1", "R2", "R3"])
    def test_before_rounding_agree(self, case):
        assert Decimal(answer(as_asked(case))["maturity_exact"]) == Decimal(ROWS[case]["expected"])

    def test_rounded_at_each_posting_agree(self):
        assert answer(f"{as_asked('R4')} --rounding each-posting")["maturity_exact"] == ROWS["R4"]["expected"]

    @pytest.mark.parametrize("case", ["R9", "R28", "R29"])
    def test_of_interest_agree(self, case):
        assert answer(as_asked(case))["interest_minor"] == int(Decimal(ROWS[case]["expected"]) * 100)

    def test_of_two_rates_agree_as_two_questions(self):
        by_periods = "--principal 10000 --day-count months_+_act/360 --compounding simple"
        first = answer(f"{by_periods} --rate 2.70 --from 2026-01-31 --term 6m")
        second = answer(f"{by_periods} --rate 0.72 --from {first['to']} --term 20d")
        assert (first["interest_minor"], second["interest_minor"]) == (13500, 400)

    @pytest.mark.parametrize("case", ["R25", "R26", "R27"])
    def test_of_counted_days_agree(self, case):
        assert answer(as_asked(case))["days"] == int(ROWS[case]["expected"])


def test_the_json_answer_says_what_was_asked_and_what_is_earned():
    assert answer(
        "--principal 10000 --rate 2.45 --from 2026-03-01 --to 2027-03-01 --day-count ACT/360 --compounding none"
    ) == {
        "days": 365,
        "interest_exact": "248.4027777777777777777777777777777777777778",
        "interest_minor": 24840,
        "maturity_exact": "10248.4027777777777777777777777777777777777778",
        "maturity_minor": 1024840,
        "product": None,
        "currency": "CNY",
        "principal_minor": 1000000,
        "annual_rate_percent": "2.45",
        "from": "2026-03-01",
        "to": "2027-03-01",
        "day_count": "ACT/360",
        "compounding": "none",
        "rounding": "end",
    }


def test_the_printed_answer_is_a_small_table():
    asked = "--principal 10000 --rate 2.45 --from 2026-03-01 --term 1y --day-count act/360 --compounding quarterly"
    assert output(asked) == (
        "10,000.00 CNY at 2.45 % a year, 2026-03-01 to 2027-03-01\n"
        "365 days by ACT/360, compounded quarterly\n"
        "\n"
        "Interest         250.73   exactly 250.726205565901…\n"
        "At maturity   10,250.73   exactly 10250.726205565901…"
    )


def test_a_product_is_shown_with_its_tiers_and_with_what_pooling_adds():
    assert output("--principal 2500 --product TD12M --from 2026-03-01") == (
        "TD12M: 2,500.00 CNY at 1.75 % a year, 2026-03-01 to 2027-03-01\n"
        "360 days by periods\n"
        "\n"
        "Interest         43.75\n"
        "At maturity   2,543.75\n"
        "\n"
        "     From     Rate   This principal earns\n"
        "    50.00   1.75 %                  43.75   ← this deposit\n"
        "10,000.00   2.45 %                  61.25\n"
        "\n"
        "Pooled with 7,500.00 CNY of others', it would earn 17.50 more."
    )


def test_the_highest_tier_needs_no_pooling():
    shown = output("--principal 10000 --product TD12M --from 2026-03-01")
    assert "10,000.00   2.45 %                 245.00   ← this deposit" in shown
    assert "Pooled" not in shown


@pytest.mark.parametrize(
    ("product", "principal", "interest_minor"),
    [
        ("TD12M", "10000", 24500),
        ("td12m", "9999", 17498),
        ("TD03M", "10000", 4725),
        ("TD60M", "10000", 192500),
    ],
)
def test_a_product_picks_the_rate_by_amount_and_term(product, principal, interest_minor):
    assert (
        answer(f"--principal {principal} --product {product} --from 2026-03-01")["interest_minor"]
        == interest_minor
    )


def test_a_products_conventions_hold_unless_others_are_given():
    by_product = answer("--principal 10000 --product TD12M --from 2026-03-01 --term 1y")
    by_days = answer(
        "--principal 10000 --product TD12M --from 2026-03-01 --to 2027-03-01 --day-count act/360"
    )
    assert (by_product["day_count"], by_product["interest_minor"]) == ("periods", 24500)
    assert (by_days["day_count"], by_days["interest_minor"]) == ("ACT/360", 24840)


@pytest.mark.parametrize(
    ("term", "end"),
    [
        ("12m", "2026-08-31"),
        ("1Y", "2026-08-31"),
        ("6m", "2026-02-28"),
        ("90d", "2025-11-29"),
        ("6m20d", "2026-03-20"),
        ("6_months_+_20_days", "2026-03-20"),
        ("1_year", "2026-08-31"),
        ("1y6m", "2027-02-28"),
    ],
)
def test_a_term_can_be_written_in_years_months_and_days(term, end):
    assert answer(f"--principal 1 --rate 1 --from 2025-08-31 --term {term}")["to"] == end


@pytest.mark.parametrize("name", ["Act/365F", "ACT/365", "actual/365", "Actual/365_(Fixed)"])
def test_day_counts_go_by_several_names_in_any_case(name):
    assert answer(f"--principal 1 --rate 1 --term 1y --day-count {name}")["day_count"] == "ACT/365F"


def test_without_a_first_day_the_term_starts_today():
    asked = answer("--principal 1 --rate 1 --term 12m")
    assert date.fromisoformat(asked["to"]) == add_months(date.fromisoformat(asked["from"]), 12)


@pytest.mark.parametrize(
    ("money", "principal_minor"),
    [
        ("5000.50", 500050),
        ("5000.5", 500050),
        ("12,000", 1200000),
        (".50", 50),
        ("10000_--currency_JPY", 10000),
        ("1.234_--currency_kwd", 1234),
        ("0", 0),
    ],
)
def test_the_principal_is_read_exactly_in_its_currency(money, principal_minor):
    assert (
        answer(f"--rate 1 --term 1y --principal {money.replace('_', ' ')}")["principal_minor"]
        == principal_minor
    )


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ("--rate 2 --term 1y", "Missing option '--principal'."),
        ("--principal -5 --rate 2 --term 1y", "'--principal': -5 is negative"),
        (
            "--principal 1e4 --rate 2 --term 1y",
            "'--principal': '1e4' is not a number such as 10000 or 5000.50",
        ),
        ("--principal 1,00 --rate 2 --term 1y", "'1,00' is not a number"),
        ("--principal NaN --rate 2 --term 1y", "'NaN' is not a number"),
        ("--principal 5.123 --rate 2 --term 1y", "5.123 has more decimals than CNY has: 2 decimals"),
        (
            "--principal 5.0 --currency JPY --rate 2 --term 1y",
            "5.0 has more decimals than JPY has: no decimals",
        ),
        ("--principal 5 --currency RMB --rate 2 --term 1y", "RMB is not an ISO 4217 currency code"),
        ("--principal 5 --term 1y", "give --rate, or --product"),
        ("--principal 5 --rate -2 --term 1y", "'--rate': -2 is negative"),
        ("--principal 5 --rate 1000.1 --term 1y", "'--rate': 1000.1 % is more than 1000 % a year"),
        ("--principal 5 --rate two --term 1y", "'--rate': 'two' is not a number such as 2.45"),
        ("--principal 5 --rate 2", "the term is missing"),
        ("--principal 5 --rate 2 --term 1y --to 2030-01-01", "give --to or --term, not both"),
        ("--principal 5 --rate 2 --term soon", "'soon' is no term such as 12m"),
        ("--principal 5 --rate 2 --term 101y", "the term is longer than 100 years"),
        ("--principal 5 --rate 2 --term 9000y", "the term ends past the year 9999"),
        ("--principal 5 --rate 2 --from 2026-02-29 --term 1y", "'--from': '2026-02-29' is no date"),
        ("--principal 5 --rate 2 --from 2026-02-01 --to 2026-01-31", "ends on 2026-01-31, before it starts"),
        (
            "--principal 5 --rate 2 --term 1y --day-count 30/360",
            "'30/360' is none of periods, ACT/360, ACT/365F, 30E/360",
        ),
        ("--principal 5 --rate 2 --term 1y --compounding weekly", "'weekly' is none of none, daily, monthly"),
        ("--principal 5 --rate 2 --term 1y --rounding up", "'up' is none of end, each-posting"),
        ("--principal 5 --rate 2 --term 1y --bogus", "No such option '--bogus'."),
        ("--principal 500 --product TD18M", "there is no product TD18M; there are TD03M, TD06M"),
        ("--principal 500 --product TD12M --rate 2", "give --rate or --product, not both"),
        ("--principal 500 --product TD12M --currency USD", "TD12M is in CNY, not in USD"),
        ("--principal 49.99 --product TD12M", "TD12M begins at 50.00 CNY"),
        ("--principal 1000000.01 --product TD12M", "TD12M takes 1,000,000.00 CNY at most"),
        ("--principal 500 --product TD12M --from 2015-10-23", "TD12M has no rates before 2015-10-24"),
        (
            "--principal 500 --product TD12M --from 2026-03-01 --term 6m",
            "from 2026-03-01 to 2027-03-01, not to 2026-09-01",
        ),
    ],
)
def test_what_it_cannot_answer_is_refused_in_one_line(asked, refusal):
    result = run(asked)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert refusal in result.stderr


def test_it_answers_without_the_chat_or_the_database_being_imported():
    heavy = "{'aiogram', 'aiohttp', 'sqlalchemy'}"
    code = f"import sys, bot.cli.quote; sys.exit(bool({heavy} & {{name.partition('.')[0] for name in sys.modules}}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
