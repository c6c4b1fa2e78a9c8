"""Selling a share in chat: waiting for one, offering it, buying it, and what both see afterwards."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.bot.person import Person, account
from tests.bot.pools import accounts_of
from tests.bot.stage import Stage


def test_who_comes_too_late_waits_for_a_share_and_finds_it_among_their_campaigns(friends, guest):
    eve = guest()
    toast = eve.tap("Wait for a share", friends.pool.met_by(eve))
    assert toast is not None
    assert toast.text == "You are number 1 on the waiting list."
    assert "number 1 of 1 on the waiting list for a share" in eve.sees_photo("waiting list").text
    eve.say("/mine")
    assert any("12 months" in label for label in eve.sees("My campaigns").labels)
    assert not any("Wait" in label for label in friends.pool.met_by(friends.cy).labels)


def offers(person: Person) -> None:
    """Offers the share for sale today, and sees the offer run."""
    person.tap("Leave early")
    person.tap("Offer it for", person.sees("Leave the deposit early?"))
    person.sees("The other members can buy it until")


def past_midnight(stage: Stage) -> None:
    """Turns the clock to the first minute of the bank's next day."""
    told = stage.ask("GET", "/sim/app/clock")
    zone, now = ZoneInfo(told["zone"]), datetime.fromisoformat(told["now"])
    day = now.astimezone(zone).date() + timedelta(days=1)
    at = datetime.combine(day, time(0, 0, 30), zone)
    stage.turn_clock(advance_seconds=int((at - now).total_seconds()))


def test_a_member_buys_a_share_with_one_tap_and_both_see_whose_it_is(friends):
    bob, cy = friends.bob, friends.cy
    offers(bob)
    told = cy.sees("A share of ¥10,000 · 12 months is for sale: ¥2,000, today for ¥2,000.")
    cy.tap("Look at it", told)
    review = cy.sees("Buy a share of ¥2,000?")
    assert f"You pay ¥2,000 from {accounts_of(cy)[0]['number']} at once" in review.text
    assert "it brings you ¥2,049: all its interest" in review.text
    assert "\n💡 ¥2,000 earns ¥49 until" in review.text
    assert "¥14 more than alone (1.75%).\nIt is paid at once and for good." in review.text
    assert "Deposit insurance" in review.text
    cy.tap("Buy for ¥2,000", review)
    cy.sees_photo("The share is yours")
    assert "Yes, the share is yours: ¥2,000" in cy.now(review).text
    assert bob.sees("is sold").text.startswith("Your share of ¥10,000 · 12 months is sold")
    assert [each["available_minor"] for each in accounts_of(bob)] == [8_000_00]
    assert [each["available_minor"] for each in accounts_of(cy)] == [3_000_00]

    assert "Your share was sold" in friends.pool.met_by(bob).text
    bob.say("/mine")
    listed = bob.sees("My campaigns").text
    assert "you: ¥0" in listed
    bob.tap("Certificates")
    bob.sees("¥2,000 sold")
    card = friends.pool.met_by(cy)
    assert "You own ¥8,000 of the deposit" in card.text
    assert "You own ¥2,000 of the deposit" in card.text
    assert len([label for label in card.labels if label.startswith("No. ")]) == 2
    assert not any("Buy a share" in label for label in card.labels)
    cy.tap_data(review, str(review.button("Buy for").data))  # a second tap, on a button that is gone
    assert "Yes, the share is yours" in cy.now(review).text
    assert [each["available_minor"] for each in accounts_of(cy)] == [3_000_00]


def test_who_waits_links_an_account_on_the_way_and_is_asked_again_at_the_price_of_the_day(
    friends, guest, stage
):
    eve = guest(account(5_000))
    eve.tap("Wait for a share", friends.pool.met_by(eve))
    offers(friends.bob)
    assert not any("Buy" in label for label in friends.pool.met_by(eve).labels)
    stage.turn_clock(advance_seconds=24 * 3600 + 60)
    eve.tap("Look at it", eve.sees("A share of ¥10,000 · 12 months is for sale: ¥2,000"))
    eve.sees("First, link your bank account")
    eve.share_contact()
    eve.say(eve.receives_code())
    review = eve.sees("Buy a share of ¥2,000?")
    assert "for ¥2,000.14" in str(review.labels)
    past_midnight(stage)
    eve.tap("Buy for", review)
    again = eve.sees("The price has changed since")
    eve.tap("Buy for ¥2,000.27", again)
    eve.sees_photo("The share is yours")
    assert [each["available_minor"] for each in accounts_of(eve)] == [2_999_73]
    card = friends.pool.met_by(eve)
    assert "You own ¥2,000 of the deposit" in card.text
    assert not any("waiting list" in label for label in card.labels)


@pytest.mark.slow
def test_a_buyer_sees_why_an_account_cannot_pay_and_buys_once_it_can(friends):
    cy = friends.cy
    offers(friends.bob)
    [only] = accounts_of(cy)
    cy.stage.set_status(only["id"], "frozen")
    cy.tap("Look at it")
    refused = cy.sees("cannot be debited from")
    assert not any("Buy for" in label for label in refused.labels)
    cy.stage.set_status(only["id"], "normal")
    cy.tap(f"Try {only['number']} again", refused)
    review = cy.sees("You pay ¥2,000")
    cy.stage.set_status(only["id"], "frozen")
    cy.tap("Buy for", review)
    refused = cy.sees("cannot be debited from")
    cy.stage.set_status(only["id"], "normal")
    cy.tap(f"Try {only['number']} again", refused)
    cy.tap("Buy for", cy.sees("You pay ¥2,000"))
    cy.sees_photo("The share is yours")


@pytest.mark.slow
def test_who_comes_too_late_is_told_that_it_is_not_for_sale_any_more(friends):
    bob, cy = friends.bob, friends.cy
    offers(bob)
    cy.tap("Look at it")
    late = cy.sees("Buy a share of ¥2,000?")
    bob.tap("Take it back", bob.sees("I tell you at once when it is sold"))
    bob.tap("Yes, keep my share", bob.sees("Keep your share after all?"))
    bob.sees("not for sale any more")
    cy.tap("Buy for", late)
    cy.sees("This share is not for sale any more.")


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
