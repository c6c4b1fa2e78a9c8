"""Leaving a deposit early in chat: the figures first, then exactly the money that they said."""

import pytest

from tests.bot.person import account
from tests.bot.pools import accounts_of, open_pool

A_DAY = 24 * 3600


def test_a_member_sees_what_leaving_brings_and_gets_exactly_that(guest, stage):
    bob, cy = guest(account(8_000), linked=True), guest(account(9_000), linked=True)
    pool = open_pool(guest())
    pool.pledged_by(bob, "¥2,000")
    cy.tap("The rest", pool.met_by(cy))
    cy.tap("Confirm", cy.sees("Pledge ¥8,000?"))
    bob.sees("Certificate ")
    stage.turn_clock(advance_seconds=30 * A_DAY)

    bob.tap("Leave early")
    asked = bob.sees("Leave the deposit early?")
    assert "Today you would get ¥2,000.50: your share and ¥0.50 of interest" in asked.text
    assert "costs you ¥48.50" in asked.text
    bob.tap("Withdraw now: ¥2,000.50", asked)
    bob.sees("Your share has left the deposit")
    bob.sees("¥2,000.50")
    [kept] = accounts_of(bob)
    assert kept["available_minor"] == 8_000_50


@pytest.mark.slow
def test_who_stays_keeps_the_share_and_a_second_one_cannot_leave_by_the_terms(guest):
    bob, cy = guest(account(8_000), linked=True), guest(account(9_000), linked=True)
    pool = open_pool(guest())
    pool.pledged_by(bob, "¥2,000")
    cy.tap("The rest", pool.met_by(cy))
    cy.tap("Confirm", cy.sees("Pledge ¥8,000?"))
    bob.sees("Certificate ")
    bob.tap("Leave early")
    bob.tap("No, I stay", bob.sees("Leave the deposit early?"))
    bob.sees("Certificate ")
    cy.tap("Leave early", cy.sees("Certificate "))
    cy.tap("Withdraw now", cy.sees("Leave the deposit early?"))
    cy.sees("Your share has left the deposit")
    bob.tap("Leave early")
    bob.sees("only one share of this deposit can be withdrawn early")
