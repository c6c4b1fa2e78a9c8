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


def test_an_owner_offers_a_share_sees_the_offer_run_and_takes_it_back(friends):
    bob = friends.bob
    bob.tap("Leave early")
    bob.tap("Offer it for ¥2,000", bob.sees("Leave the deposit early?"))
    offered = bob.sees("Your share is for sale, today for ¥2,000.")
    assert "The other members can buy it until" in offered.text
    bob.tap("My share", offered)
    bob.tap("My share is for sale", bob.sees("is for sale, today for"))
    bob.tap("Take it back", bob.sees("I tell you at once when it is sold"))
    bob.tap("Yes, keep my share", bob.sees("Keep your share after all?"))
    assert any("Offer it" in label for label in bob.sees("Your share is not for sale any more.").labels)


@pytest.mark.slow
def test_an_offer_that_nobody_took_can_be_made_again(friends, stage):
    bob = friends.bob
    bob.tap("Leave early")
    bob.tap("Offer it for ¥2,000", bob.sees("Leave the deposit early?"))
    bob.sees("The other members can buy it until")
    stage.turn_clock(advance_seconds=25 * 3600)
    bob.say("/portfolio")
    bob.tap("No. ", bob.sees_photo("¥2,000"))
    bob.tap("My share is for sale", bob.sees_photo("Certificate "))
    bob.sees("The other members and whoever waits in line can buy it")
    stage.turn_clock(advance_seconds=25 * 3600)
    bob.tap("Leave early", bob.sees("Nobody has bought your share"))
    bob.tap("Offer it for", bob.sees("You can offer it again, withdraw it, or stay"))
    bob.sees("The other members can buy it until")
