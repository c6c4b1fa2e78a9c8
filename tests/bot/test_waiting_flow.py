"""The waiting list of a full pool: joining it from the card, and what becomes of a place that falls free."""

import pytest

from tests.bot.person import Person, account
from tests.bot.playing import manage
from tests.bot.pools import Pool, accounts_of, open_pool

TWO_HOURS = 2 * 3600


@pytest.fixture
def bob(guest):
    return guest(account(8_000), linked=True)


@pytest.fixture
def eve(guest):
    return guest(account(9_000), linked=True)


@pytest.fixture
def fay(guest):
    return guest(account(9_000), linked=True)


@pytest.fixture
def pool(guest, bob) -> Pool:
    """Full but for Bob's account, which fails: in repair."""
    cy = guest(account(9_000), linked=True)
    pool = open_pool(guest(), deadline="In a week")
    pool.pledged_by(bob, "¥2,000")
    bob.stage.set_status(accounts_of(bob)[0]["id"], "frozen")
    pool.filled_by(cy)
    bob.sees("could not be debited")
    return pool


def waits(person: Person, pool: Pool, position: int) -> None:
    toast = person.tap("Join the waiting list", pool.met_by(person))
    assert toast is not None
    assert toast.text == f"You are number {position} on the waiting list."
    assert "Leave the waiting list" in person.sees_photo(f"number {position} of").labels


def withdraws(bob: Person) -> None:
    bob.tap("Withdraw")
    bob.tap("Yes, withdraw", bob.sees("Withdraw your ¥2,000?"))


def test_the_first_in_line_takes_a_place_that_falls_free_with_one_tap_into_pledging(pool, bob, eve, guest):
    waits(eve, pool, 1)
    eve.say("/mine")
    eve.sees("you are number 1 in line")
    withdraws(bob)
    offered = eve.sees("It is your turn")
    assert "¥2,000 is left" in offered.text
    late = guest(account(9_000), linked=True)
    card = pool.met_by(late)
    assert "kept for the next on the waiting list" in card.text
    assert "Join the waiting list" in card.labels
    assert not any("¥" in label for label in card.labels)
    eve.tap("The rest", offered)
    eve.sees("Pledge ¥2,000?")
    eve.tap("Confirm")
    eve.sees("Certificate ")


@pytest.mark.slow
def test_who_passes_on_or_lets_the_time_pass_makes_room_for_the_next(pool, bob, eve, fay, guest, stage):
    gus = guest(account(9_000), linked=True)
    for position, person in enumerate((eve, fay, gus), start=1):
        waits(person, pool, position)
    withdraws(bob)
    eve.tap("No thanks, pass it on", eve.sees("It is your turn"))
    eve.tap("Yes, pass it on", eve.sees("Pass the place on?"))
    eve.sees("no longer on the waiting list")
    fay.sees("It is your turn")
    stage.turn_clock(advance_seconds=TWO_HOURS + 60)
    fay.sees("not kept for you any more")
    assert "The rest · ¥2,000" in gus.sees("It is your turn").labels


@pytest.mark.slow
def test_who_leaves_the_line_gives_the_position_up(pool, eve, fay):
    waits(eve, pool, 1)
    waits(fay, pool, 2)
    eve.tap("Leave the waiting list")
    eve.tap("Yes, leave it", eve.sees("Leave the waiting list? You are number 1."))
    eve.sees("no longer on the waiting list")
    pool.met_by(fay)
    fay.sees_photo("number 1 of 1")


@pytest.mark.slow
def test_an_initiator_hands_the_organising_on_to_the_first_member(guest, bob):
    pool = open_pool(guest())
    pool.pledged_by(bob, "¥2,000")
    ann = pool.initiator
    ann.tap("Hand the organising on", manage(ann, ann.sees_photo("¥2,000 pledged")))
    ann.tap("Yes, hand it on", ann.sees("Hand the organising on?"))
    ann.sees("looks after the campaign from now on")
    bob.sees("You look after")
    card = pool.met_by(bob)
    assert f"organised by {bob.name} now" in card.text
    assert "Cancel the campaign" in manage(bob, card).labels
