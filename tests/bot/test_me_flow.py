"""My things: from one screen to everything of one's own and back, by taps alone."""

import pytest

from tests.bot.person import Person, Shown, account
from tests.bot.playing import open_campaign
from tests.bot.pools import open_pool

BACK = "‹ My things"
"""How every screen leads back."""


@pytest.fixture
def ann(guest):
    return guest(account(10_000), linked=True, name="Ann")


def tapped(person: Person, label: str, wanted: str = "") -> Shown:
    """What is shown after the tap, with `wanted` in it."""
    person.tap(label)
    return person.sees(wanted)


def test_everything_of_ones_own_is_at_most_two_taps_from_start_and_leads_back(ann):
    ann.start()
    ann.sees("Save together")
    things = tapped(ann, "My things")
    assert "You are Ann here. You hold no share yet; 1 account is linked." in things.text
    for label in (
        "Campaigns",
        "Certificates",
        "What I hold and earn",
        "Statement",
        "Accounts",
        "Privacy",
        "Language",
        "Notifications",
        "My data",
        "Questions",
    ):
        shown = tapped(ann, label)
        assert BACK in shown.labels, label
        assert "My things" in tapped(ann, BACK).text
    assert "Save together" in tapped(ann, "‹ Start").text
    assert ann.newest().id == things.id  # all in one message


def test_a_member_finds_their_campaign_and_their_certificate_each_with_its_state(guest, ann):
    pool = open_pool(guest())
    card = pool.met_by(ann)
    ann.tap("¥10,000", card)
    ann.sees("Pledge ")
    ann.tap("Confirm")
    ann.sees_photo("Certificate ")
    ann.say("/me")
    assert "You hold 1 share of a deposit" in ann.sees("My things").text
    assert "Deposit opened · you: ¥10,000" in tapped(ann, "Campaigns", "My campaigns").text
    certificates = tapped(ann, "Certificates", "My certificates")
    assert "¥10,000 until" in certificates.text
    ann.tap("No. ", certificates)
    ann.sees_photo("Certificate ")


@pytest.mark.slow
def test_many_campaigns_come_in_pages(guest):
    ann = guest()
    for _ in range(9):
        open_campaign(ann)
    ann.say("/mine")
    first = ann.sees("My campaigns")
    assert "Older ›" in first.labels
    assert "‹ Newer" not in first.labels
    second = tapped(ann, "Older ›")
    assert (second.id, second.text.count("•")) == (first.id, 1)
    assert "Older ›" not in second.labels
    assert tapped(ann, "‹ Newer").text == first.text


@pytest.mark.parametrize("page", ["-1", "99999999999999999999999999"])
def test_a_forged_page_is_an_empty_one_or_the_first(ann, page):
    ann.say("/mine")
    none = ann.sees("No campaigns yet")
    ann.tap_data(none, f"pg:mine:{page}")
    ann.say("/me")
    ann.sees("My things")


def test_what_one_chooses_to_show_is_what_the_others_in_the_campaign_see(guest, ann):
    pool = open_pool(guest(name="Olga"))
    pool.pledged_by(ann, "¥2,000")
    ann.say("/privacy")
    asked = ann.sees("whoever is in or invited, and a partner that opened one, reads of me: Ann.")
    assert "no other member sees it" in asked.text
    ann.tap("Name in my campaigns", asked)
    ann.tap("Masked: A***", ann.sees("the people of your campaigns see?"))
    ann.tap("Show my amount", ann.sees("reads of me: A***."))
    ann.sees("stands beside my name")
    eve = guest(name="Eve")
    assert "In: A*** (¥2,000)" in pool.met_by(eve).text
    ann.tap("Name in my campaigns")
    ann.tap("Not at all", ann.sees("the people of your campaigns see?"))
    assert "1 person is in" in eve.sees("1 person is in").text  # the card that Eve has already
