"""What the bank's clerks and the ledger's auditors do at the command line."""

import sqlite3
from pathlib import Path

import pytest

from core.domain.seal import NOTHING_SEALED
from tests.cli.answers import done, refused
from tests.cli.conftest import Ask

PHONE = "+8613800010001"


@pytest.fixture
def bank(ask: Ask) -> Ask:
    return lambda *arguments: ask("bank", *arguments)


@pytest.fixture
def verify(ask: Ask) -> Ask:
    return lambda: ask("ledger", "verify")


def test_the_clerks_of_a_bank_elsewhere_are_not_here(bank, monkeypatch):
    monkeypatch.setenv("BANK_URL", "https://bank.example.com/v1")
    monkeypatch.setenv("BANK_KEY", "k3y")
    assert done(bank("customer", "list")) == ""
    said = refused(bank("customer", "add", "--name", "林美", "--phone", PHONE))
    assert said == "Error: the bank is elsewhere (BANK_URL): its own staff keeps its customers and accounts"


def test_a_customer_gets_an_account_and_money_on_it(bank):
    customer = done(bank("customer", "add", "--name", "林美", "--phone", "+86 138-0001-0001"))
    account = done(bank("account", "add", PHONE, "--class", "II"))
    assert done(bank("credit", account, "8,000.50")) == "8,000.50 CNY"
    assert done(bank("customer", "list")).split("\t") == [customer, "林美", PHONE]
    [listed] = done(bank("account", "list", "林美")).splitlines()
    identity, number, *rest = listed.split("\t")
    assert identity == account
    assert number.startswith("…")
    assert len(number) == 5
    assert rest == ["林美", "II", "normal", "8,000.50", "0.00", "CNY", "no"]


def test_the_same_reference_again_does_nothing_twice(bank):
    customers = [
        done(bank("customer", "add", "--name", "Tom", "--phone", PHONE, "--reference", "c-1"))
        for _ in range(2)
    ]
    accounts = [done(bank("account", "add", PHONE, "--reference", "a-1")) for _ in range(2)]
    assert len({*customers}) == len({*accounts}) == 1
    for _ in range(2):
        assert done(bank("credit", accounts[0], "100", "--reference", "wire-7")) == "100.00 CNY"
    assert "reference was given before" in refused(
        bank("credit", accounts[0], "200", "--reference", "wire-7")
    )


def test_an_account_is_frozen_with_a_reason_and_put_in_order_again(bank):
    done(bank("customer", "add", "--name", "Tom", "--phone", PHONE))
    account = done(bank("account", "add", PHONE))
    done(bank("account", "status", account, "frozen", "--reason", "court order 12"))
    assert "frozen" in done(bank("account", "list"))
    assert "already" in refused(bank("account", "status", account, "frozen", "--reason", "again"))
    done(bank("account", "status", account, "normal", "--reason", "lifted"))
    assert "normal" in done(bank("account", "list"))


def test_a_phone_number_belongs_to_one_customer_and_can_change(bank):
    done(bank("customer", "add", "--name", "Tom", "--phone", PHONE))
    assert "another customer" in refused(bank("customer", "add", "--name", "Ann", "--phone", PHONE))
    done(bank("customer", "phone", PHONE, "+8613800010002"))
    assert "+8613800010002" in done(bank("customer", "list"))
    done(bank("customer", "add", "--name", "Ann", "--phone", PHONE))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("customer", "add", "--name", " ", "--phone", PHONE), "a customer needs a name"),
        (("customer", "add", "--name", "Tom", "--phone", "13800010001"), "no phone number such as +86"),
        (("account", "add", PHONE, "--class", "IV"), "none of I, II, III"),
        (("account", "add", PHONE, "--currency", "YUAN"), "not an ISO 4217 currency code"),
        (
            ("account", "status", "acc_1", "iced", "--reason", "x"),
            "none of normal, dormant, frozen, lost, closed",
        ),
        (("account", "status", "acc_1", "frozen"), "Missing option '--reason'"),
        (("credit", "acc_1", "-5"), "No such option"),
        (("credit", "acc_1", "much"), "is not a number such as"),
    ],
)
def test_what_cannot_be_meant_is_an_error_of_one_line(bank, arguments, words):
    ran = bank(*arguments)
    assert ran.exit_code == 2
    assert words in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("account", "add", PHONE), "there is no customer"),
        (("customer", "phone", PHONE, "+8613800010002"), "there is no customer"),
        (("account", "status", "acc_1", "frozen", "--reason", "x"), "there is no such account"),
        (("credit", "acc_1", "5"), "there is no such account"),
    ],
)
def test_what_is_not_there_is_said(bank, arguments, words):
    assert words in refused(bank(*arguments))


def test_cents_are_the_smallest_that_can_be_credited(bank):
    done(bank("customer", "add", "--name", "Tom", "--phone", PHONE))
    account = done(bank("account", "add", PHONE))
    assert "2 decimals at most" in bank("credit", account, "1.005").stderr
    assert "positive" in refused(bank("credit", account, "0"))


def test_a_malformed_setting_is_named_with_what_to_write(bank, monkeypatch):
    monkeypatch.setenv("BUSINESS_TIMEZONE", "Mars/Olympus")
    ran = bank("customer", "list")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("BUSINESS_TIMEZONE is not an IANA time zone: write")


def test_the_counter_needs_no_bot(bank, monkeypatch):
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    assert bank("customer", "list").exit_code == 0


def test_books_in_order_are_verified(bank, verify):
    done(bank("customer", "add", "--name", "Tom", "--phone", PHONE))
    done(bank("credit", done(bank("account", "add", PHONE)), "100"))
    assert done(verify()).splitlines() == [
        "The books are in order: 1 entries with 2 postings.",
        "Sealed: 0 entries. 1 wait to be sealed.",
        f"Head: {NOTHING_SEALED}",
    ]


def test_a_tampered_balance_is_found_and_named(bank, verify, tmp_path: Path):
    done(bank("customer", "add", "--name", "Tom", "--phone", PHONE))
    account = done(bank("account", "add", PHONE))
    done(bank("credit", account, "100"))
    with sqlite3.connect(tmp_path / "books.db") as books:
        books.execute("UPDATE ledger_accounts SET balance_minor = 20000 WHERE balance_minor = 10000")
    books.close()
    ran = verify()
    assert ran.exit_code == 1
    assert f"BROKEN  an account's balance and version are its postings': {account}:available" in ran.stdout
    assert "not in order" in ran.stderr


def test_verifying_makes_no_books_where_there_are_none(verify, tmp_path: Path):
    assert "no books yet" in refused(verify())
    assert not (tmp_path / "books.db").exists()


def test_books_that_agree_with_the_ledger_are_told_to(bank, ask):
    done(bank("customer", "add", "--name", "Tom", "--phone", PHONE))
    done(bank("credit", done(bank("account", "add", PHONE)), "100"))
    assert done(ask("reconcile")) == "Our books and the bank's agree: 0 compared, 0 left out."


def test_what_the_ledger_holds_and_no_hold_explains_is_named(bank, ask, tmp_path: Path):
    done(bank("customer", "add", "--name", "Tom", "--phone", PHONE))
    account = done(bank("account", "add", PHONE))
    with sqlite3.connect(tmp_path / "books.db") as books:
        books.execute("UPDATE ledger_accounts SET balance_minor = 123456 WHERE id LIKE '%:held'")
    books.close()
    ran = ask("reconcile")
    assert ran.exit_code == 1
    assert ran.stdout == (
        f"DIFFERS  held differs: {account} (amount): ours 0, the bank's 123,456 minor units\n"
    )
    assert "do not agree (1 compared, 0 left out)" in ran.stderr


def test_comparing_makes_no_books_where_there_are_none(ask, tmp_path: Path):
    assert "no books yet" in refused(ask("reconcile"))
    assert not (tmp_path / "books.db").exists()
