"""Leaving a deposit early in chat: the figures first, then exactly the money that they said."""

import pytest

from tests.bot.pools import accounts_of

A_DAY = 24 * 3600


def test_a_member_sees_what_leaving_brings_and_gets_exactly_that(friends, stage):
    bob = friends.bob
    stage.turn_clock(advance_seconds=30 * A_DAY)

    bob.tap("Leave early")
    asked = bob.sees("Leave the deposit early?")
    assert "Today: ¥2,004.08 (¥44.92 less)" in asked.text  # a buyer pays the deposit's own rate
    assert "Today: ¥2,000.50 (¥48.50 less)" in asked.text
    assert "In it are ¥0.50 of interest" in asked.text
    assert "would have earned ¥0.50. Selling brings ¥3.58 more, withdrawing as much." in asked.text
    bob.tap("Withdraw now: ¥2,000.50", asked)
    bob.sees("Your share has left the deposit")
    bob.sees("¥2,000.50")
    [kept] = accounts_of(bob)
    assert kept["available_minor"] == 8_000_50


@pytest.mark.slow
def test_who_stays_keeps_the_share_and_a_second_one_cannot_leave_by_the_terms(friends):
    bob, cy = friends.bob, friends.cy
    bob.tap("Leave early")
    bob.tap("No, I stay", bob.sees("Leave the deposit early?"))
    assert "Leave early" in bob.sees("My share").labels
    cy.tap("Leave early", cy.sees("Certificate "))
    cy.tap("Withdraw now", cy.sees("Leave the deposit early?"))
    cy.sees("Your share has left the deposit")
    bob.tap("Leave early")
    seen = bob.sees("only one share of this deposit can be withdrawn early")
    assert not any("Withdraw" in label for label in seen.labels)
    assert any("Offer it" in label for label in seen.labels)


def test_any_day_of_the_term_can_be_looked_ahead_to_and_others_are_refused_in_words(friends):
    bob = friends.bob
    bob.tap("Leave early")
    bob.tap("On another day", bob.sees("Leave the deposit early?"))
    bob.sees("For which day")
    for typed, answer in (
        ("soon", "could not read that as a day"),
        ("yesterday", "That day is over"),
        ("in 2 years", "you get ¥2,049 without leaving early"),
    ):
        bob.say(typed)
        bob.sees(answer)
    bob.say("in 3 months")
    seen = bob.sees("Nothing has been done")
    assert "¥2,012.25 (¥36.75 less)" in seen.text
    assert seen.text.count(" less)") == 2
    bob.tap("Back to both ways", seen)
    assert "Today: ¥2,000 (¥49 less)" in bob.sees("Today").text
