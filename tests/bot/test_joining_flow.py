"""How people come to a campaign: by its link, its QR, /join or a typed code; and what a wrong one is answered with."""

import re

import pytest

from tests.bot.person import newcomer
from tests.bot.pools import Pool, open_pool

NO_CAMPAIGN = "opens no campaign"


@pytest.fixture(scope="module")
def pool(stage) -> Pool:
    return open_pool(newcomer(stage), deadline="In a week")


@pytest.fixture
def bob(guest):
    return guest()


def code_of(pool: Pool) -> str:
    """The short code, as it stands on the card."""
    found = re.search(r"Code: ([0-9A-Z]{4}-[0-9A-Z]{4})", pool.initiator.newest().text)
    assert found is not None
    return found[1]


def test_the_link_opens_the_card_with_its_amounts_at_once(pool, bob):
    bob.follow(pool.link)
    card = bob.sees_photo("Tap an amount to join")
    assert card.labels[:4] == ["¥1,000", "¥2,000", "¥5,000", "The rest · ¥10,000"]


def test_the_qr_on_the_card_leads_to_the_same_campaign(pool, bob):
    card = pool.initiator.newest()
    assert bob.scan(card)["text"] == pool.link
    assert code_of(pool) in bob.sees_photo("Tap an amount").text


@pytest.mark.parametrize("typed", ["/join {}", "{}", "/join {lower}", "{spaced}"])
def test_the_short_code_opens_the_card_however_it_is_typed(pool, bob, typed):
    code = code_of(pool)
    bob.say(typed.format(code, lower=code.lower(), spaced=code.replace("-", " ")))
    assert code in bob.sees_photo("Tap an amount").text


def test_join_alone_asks_for_the_code(pool, bob):
    bob.say("/join")
    bob.sees("Type the campaign's code")
    bob.say("hello")
    bob.sees("Type the campaign's code")
    bob.say(code_of(pool))
    bob.sees_photo("Tap an amount")


def test_the_menus_button_asks_for_the_code_too(pool, bob):
    bob.start()
    bob.tap("Join with a code")
    bob.sees("Type the campaign's code")


def test_a_code_typed_in_the_middle_of_the_wizard_is_understood(pool, bob):
    bob.say("/open")
    bob.sees("Which deposit?")
    bob.tap("12 months")
    bob.sees("How much together?")
    bob.say(code_of(pool))
    bob.sees_photo("Tap an amount")


def test_wrong_and_foreign_links_and_codes_are_answered_alike(pool, bob):
    answers = set()
    for wrong in (
        "/start c_AAAAAAAAAAAAAAAAAAAAAA",
        "/start nonsense",
        "/join K7QF-2M9D",
        "/join ?",
        "/join 00000000",
    ):
        bob.say(wrong)
        answers.add(bob.sees(NO_CAMPAIGN).text)
    assert len(answers) == 1


@pytest.mark.slow
def test_codes_tried_too_often_are_told_to_wait(pool, bob):
    for _ in range(10):
        bob.say("/join K7QF-2M9D")
        bob.sees(NO_CAMPAIGN)
    bob.say(f"/join {code_of(pool)}")
    bob.sees("wait ten minutes")
    bob.follow(pool.link)
    bob.sees_photo("Tap an amount")
