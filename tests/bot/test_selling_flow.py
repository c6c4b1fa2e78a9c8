"""Selling a share in chat: waiting for one, offering it, buying it, and what both see afterwards."""

from dataclasses import dataclass

import pytest

from tests.bot.person import Person, account
from tests.bot.pools import Pool, open_pool


@dataclass
class Friends:
    """Bob has ¥2,000 of a deposit of ¥10,000, and Cy the rest."""

    pool: Pool
    bob: Person
    cy: Person


@pytest.fixture
def friends(guest) -> Friends:
    bob, cy = guest(account(8_000), linked=True), guest(account(13_000), linked=True)
    pool = open_pool(guest())
    pool.pledged_by(bob, "¥2,000")
    cy.tap("The rest", pool.met_by(cy))
    cy.tap("Confirm", cy.sees("Pledge ¥8,000?"))
    for person in (bob, cy):
        person.sees_photo("Certificate ")
    return Friends(pool, bob, cy)


def test_who_comes_too_late_waits_for_a_share_and_finds_it_among_their_campaigns(friends, guest):
    eve = guest()
    toast = eve.tap("Wait for a share", friends.pool.met_by(eve))
    assert toast is not None
    assert toast.text == "You are number 1 on the waiting list."
    assert "number 1 of 1 on the waiting list for a share" in eve.sees_photo("waiting list").text
    eve.say("/mine")
    assert any("12 months" in label for label in eve.sees("My campaigns").labels)
    assert not any("Wait" in label for label in friends.pool.met_by(friends.cy).labels)
