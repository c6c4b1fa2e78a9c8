"""Linking, played in the offline Telegram: contact, code, and every way in which it can go otherwise."""

import os
import subprocess
import sys

import pytest

from bot.sandbox.settings import DEFAULT_TOKEN
from tests.bot.person import Person, account
from tests.bot.pools import accounts_of, open_pool
from tests.bot.stage import ROOT, next_number

ELEVEN_MINUTES = 11 * 60


@pytest.fixture
def bob(guest):
    return guest(account(8_000), account(500, "III"))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def asked_for_code(person: Person) -> str:
    """The code that came by SMS after sharing the own contact."""
    person.share_contact()
    person.sees("has sent a code")
    return person.receives_code()


def masked(person: Person) -> list[str]:
    return [each["number"] for each in accounts_of(person)]


def change_phone(person: Person) -> None:
    """The bank verifies a new number, and the person's Telegram has it too."""
    phone = f"+8613911{next_number():06d}"
    stage = person.stage
    subprocess.run(
        [sys.executable, "-m", "bot", "bank", "customer", "phone", person.phone, phone],
        cwd=stage.folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": DEFAULT_TOKEN,
            "DATABASE_URL": stage.database_url,
        },
        check=True,
    )
    stage.ask("PATCH", f"/sim/people/{person.id}", phone=phone)
    person.phone = phone


def test_all_accounts_of_the_customer_are_linked_and_listed_with_class_and_status(bob):
    bob.say("/accounts")
    bob.sees("no linked account yet")
    bob.tap("Link accounts")
    bob.sees("Share your own contact")
    bob.say(asked_for_code(bob))
    linked = bob.sees("Your accounts are linked")
    first, second = masked(bob)
    assert f"{first} · class I · in order\n¥8,000 available" in linked.text
    assert f"{second} · class III · in order\n¥500 available" in linked.text
    assert all(each["linked"] for each in accounts_of(bob))


def test_the_typed_code_is_deleted_from_the_chat_and_never_repeated(bob):
    code = asked_for_code(bob)
    bob.say(code)
    bob.sees("Your accounts are linked")
    typed = max((shown for shown in bob.messages.values() if shown.own), key=lambda shown: shown.id)
    bob.no_longer_sees(typed)
    assert not [shown for shown in bob.bot_messages() if code in shown.text]


@pytest.mark.parametrize(
    "written", ["{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}{0[5]}"]
)
def test_a_code_may_be_written_in_two_groups(bob, written):
    bob.say(written.format(asked_for_code(bob)))
    bob.sees("Your accounts are linked")


def test_somebody_elses_contact_is_refused_and_no_code_is_sent(bob, guest):
    cy = guest(account(9_000))
    bob.share_contact(of=cy)
    bob.sees("somebody else's contact")
    assert cy.stage.ask("GET", f"/sim/people/{cy.id}/sms?after=0&wait=0")["sms"] == []


def test_who_is_no_customer_is_told_what_to_do(guest):
    bob = guest()
    bob.share_contact()
    bob.sees("The bank knows no customer with this phone number")


def test_a_typed_phone_number_is_met_with_the_button(bob):
    bob.say("/accounts")
    bob.tap("Link accounts")
    bob.sees("Share your own contact")
    bob.say(bob.phone)
    bob.sees("share your contact with the button")


def test_what_is_no_code_costs_no_try(bob):
    code = asked_for_code(bob)
    for typed in ("hello", "12345", "1234567"):
        bob.say(typed)
        bob.sees("six digits")
    bob.say(wrong(code))
    bob.sees("4 tries left")


@pytest.mark.slow
def test_five_wrong_codes_void_it_and_a_new_one_is_a_tap_away(bob):
    code = asked_for_code(bob)
    for left in ("4 tries", "3 tries", "2 tries", "one try"):
        bob.say(wrong(code))
        bob.sees(left)
    bob.say(wrong(code))
    bob.sees("wrong five times")
    bob.say(code)
    bob.sees("void")
    bob.say(asked_for_code(bob))
    bob.sees("Your accounts are linked")


def test_an_expired_code_is_said_so_and_a_new_one_works(bob, stage):
    code = asked_for_code(bob)
    stage.turn_clock(advance_seconds=ELEVEN_MINUTES)
    bob.say(code)
    bob.sees("too old")
    bob.say(asked_for_code(bob))
    bob.sees("Your accounts are linked")


def test_codes_asked_for_too_often_are_told_until_when_to_wait(bob):
    for _ in range(5):
        asked_for_code(bob)
    bob.share_contact()
    bob.sees("Too many codes")


@pytest.mark.slow
def test_unlinking_asks_once_and_the_account_can_be_linked_again(bob):
    bob.link()
    bob.say("/accounts")
    shown = bob.sees("Your linked accounts")
    first = masked(bob)[0]
    bob.tap(f"Unlink {first}", shown)
    bob.sees(f"Unlink {first}?")
    assert accounts_of(bob)[0]["linked"]
    bob.tap("Back", bob.now(shown))
    bob.sees("Your linked accounts")
    bob.tap(f"Unlink {first}", bob.now(shown))
    bob.sees(f"Unlink {first}?")
    toast = bob.tap("Yes, unlink", bob.now(shown))
    assert toast is not None
    assert "Unlinked" in toast.text
    assert [each["linked"] for each in accounts_of(bob)] == [False, True]
    bob.link()
    assert all(each["linked"] for each in accounts_of(bob))


def test_an_account_that_holds_a_pledge_is_not_unlinked(bob, guest):
    bob.link()
    open_pool(guest()).pledged_by(bob, "¥2,000")
    bob.say("/accounts")
    shown = bob.sees("¥6,000 available, ¥2,000 held")
    bob.tap(f"Unlink {masked(bob)[0]}", shown)
    bob.sees("can no longer pledge from it")
    bob.tap("Yes, unlink", bob.now(shown))
    assert "¥2,000 is held on this account" in bob.sees("Your linked accounts").text
    assert accounts_of(bob)[0]["linked"]


def test_an_account_linked_elsewhere_is_said_so(bob):
    bob.link()
    stage = bob.stage
    told = stage.ask(
        "POST", "/sim/people", first_name="Bob's other phone", language_code="en", phone=bob.phone
    )
    other = Person(stage, told["id"], "Bob's other phone", bob.phone, sms_seen=bob.sms_seen)
    other.share_contact()
    other.sees("has sent a code")
    other.say(other.receives_code())
    none = other.sees("No account could be linked")
    assert "linked to another Telegram account" in none.text
    assert all(number in none.text for number in masked(bob))


@pytest.mark.slow
def test_after_a_changed_phone_the_accounts_must_be_linked_again(bob, guest):
    bob.link()
    change_phone(bob)
    bob.say("/accounts")
    bob.sees("The bank has a new phone number for you")
    pool = open_pool(guest())
    bob.tap("¥2,000", pool.met_by(bob))
    refused = bob.sees("The bank has a new phone number for you")
    bob.tap("Link an account", refused)
    bob.sees("link your bank account")
    bob.say(asked_for_code(bob))
    bob.sees("Pledge ¥2,000?")


def test_cancel_leaves_linking(bob):
    bob.say("/accounts")
    bob.tap("Link accounts")
    bob.sees("Share your own contact")
    bob.say("/cancel")
    bob.sees("Stopped")
    bob.say("123456")
    bob.sees("did not understand")
