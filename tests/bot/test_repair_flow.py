"""A pool that filled while one account was out of order: who learns why, and how it is put right."""

import pytest

from tests.bot.person import Person, Shown, account
from tests.bot.pools import Pool, accounts_of, held_by, open_pool

A_DAY = 24 * 3600
YUAN = 100


@pytest.fixture
def bob(guest):
    return guest(account(8_000), account(5_000), linked=True)


@pytest.fixture
def cy(guest):
    return guest(account(9_000), linked=True)


@pytest.fixture
def pool(guest, bob, cy) -> Pool:
    """Full, with Bob's account frozen after he had pledged: in repair."""
    pool = open_pool(guest(), deadline="In a week")
    pool.pledged_by(bob, "¥2,000")
    set_status(bob, 0, "frozen")
    pool.filled_by(cy)
    return pool


def set_status(person: Person, index: int, status: str) -> None:
    person.stage.set_status(accounts_of(person)[index]["id"], status)


def needed(person: Person) -> Shown:
    return person.sees("could not be debited")


def test_only_the_one_concerned_learns_why_and_all_others_that_there_is_time(pool, bob, cy):
    told = needed(bob)
    assert "The account is frozen" in told.text
    assert told.labels[:3] == ["Try again", "Use another account", "Withdraw"]
    for other in (cy, pool.initiator):
        heard = other.sees(
            "is full, but one member's account has to be put in order first"
        )  # the card says less
        assert bob.name not in heard.text
        assert "frozen" not in heard.text
    card = cy.sees_photo("Almost there")
    assert "frozen" not in card.text
    assert "Your ¥2,000 from" in bob.sees_photo("needs you").text


@pytest.mark.slow
def test_trying_again_without_having_done_anything_says_why_once_more(pool, bob):
    told = needed(bob)
    bob.tap("Try again", told)
    refused = bob.sees("cannot be held on")
    assert "The account is frozen" in refused.text
    bob.tap("instead", refused)
    bob.sees("Move your ¥2,000 to another account?")
    bob.tap("Confirm")
    bob.sees("Certificate ")


@pytest.mark.slow
def test_an_account_put_in_order_is_debited_at_the_next_try(pool, bob, cy, stage):
    told = needed(bob)
    set_status(bob, 0, "normal")
    bob.tap("Try again", told)
    bob.sees("the pool is full!")
    bob.sees("Certificate ")
    cy.sees("Certificate ")
    assert [each["held_minor"] for each in accounts_of(bob)] == [0, 0]


@pytest.mark.slow
def test_another_account_takes_the_failed_ones_place(pool, bob, cy):
    card = bob.sees_photo("needs you")
    bob.tap("Use another account", card)
    chosen = bob.sees("Which account")
    assert "frozen" in chosen.text
    bob.tap("Use …", chosen)
    bob.sees("Move your ¥2,000")
    bob.tap("Confirm")
    bob.sees("Certificate ")
    assert [each["available_minor"] for each in accounts_of(bob)] == [8_000 * YUAN, 3_000 * YUAN]


@pytest.mark.slow
def test_whoever_withdraws_in_repair_opens_the_pool_again(pool, bob, cy, guest):
    needed(bob)
    bob.tap("Withdraw")
    bob.sees("Withdraw your ¥2,000?")
    bob.tap("Yes, withdraw")
    bob.sees("Withdrawn")
    cy.sees_photo("¥2,000 to go")
    dee = guest(account(9_000), linked=True)
    pool.filled_by(dee)
    dee.sees("Certificate ")


@pytest.mark.slow
def test_who_does_nothing_loses_the_place_and_gets_the_money_back(pool, bob, cy, stage):
    told = needed(bob)
    stage.turn_clock(advance_seconds=A_DAY + 60)
    dropped = bob.sees("was given up")
    assert "Your ¥2,000 is free again" in dropped.text
    assert held_by(bob) == 0
    cy.sees("fell free")
    toast = bob.tap("Try again", told)
    assert toast is not None
    assert "out of date" in toast.text
