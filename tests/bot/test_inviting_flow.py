"""Designated people and rotated links, in chat: whom the initiator picks, who is told, and for whom the link opens."""

import re

import pytest

from tests.bot.person import Person, Shown, account, newcomer
from tests.bot.playing import manage, open_campaign
from tests.bot.pools import Pool, open_pool


@pytest.fixture
def ann(guest):
    return guest(name="Ann")


@pytest.fixture
def bob(stage):
    bob = newcomer(stage, name="Bob <b>")
    bob.start()
    bob.sees("")
    return bob


def asks_for_people(initiator: Person) -> Shown:
    """The message with the key to pick people; by way of the list, if anybody is on it."""
    initiator.tap("Invite people", manage(initiator))
    shown = initiator.sees("Invited to")
    if "Pick people" not in shown.labels:
        return shown
    initiator.tap("Pick people", shown)
    return initiator.sees("with the button below")


def list_of(initiator: Person) -> Shown:
    """Who is invited, and what became of it."""
    initiator.tap("Invite people", manage(initiator))
    return initiator.sees("Invited to")


def test_who_uses_the_bot_is_invited_at_once_and_the_initiator_sees_what_they_do(stage, ann, bob):
    open_pool(ann)
    cat = newcomer(stage, name="Cat")

    ann.pick(asks_for_people(ann), bob, cat)

    listed = ann.sees("One person is told now. One does not use this bot yet")
    assert "Cat – has not come yet" in listed.text
    bob.sees("Ann invites you to ¥10,000 · 12 months")
    bob.tap("Show the campaign")
    bob.sees_photo("Tap an amount to join")
    assert "Bob <b> – has looked at it" in list_of(ann).text


def test_who_does_not_is_invited_when_they_first_come(stage, ann):
    open_pool(ann)
    cat = newcomer(stage, name="Cat")
    ann.pick(asks_for_people(ann), cat)
    ann.sees("Noted.")

    cat.start()

    cat.sees("Ann invites you to")
    cat.say("/mine")
    assert "12 months, ¥0 of ¥10,000 · Open" in cat.sees("My campaigns").text


def test_who_blocked_the_bot_cannot_be_reached(ann, bob):
    open_pool(ann)
    bob.block()
    ann.pick(asks_for_people(ann), bob)
    ann.sees("told now")
    for _ in range(20):
        if "Bob <b> – cannot be reached" in list_of(ann).text:
            return
    pytest.fail(ann.transcript())


def by_invitation(initiator: Person) -> Pool:
    """A campaign that was made one for designated people in the wizard's review."""
    card = open_campaign(initiator, by_invitation=True)
    link = next(button.copies for button in card.buttons if button.copies)
    assert link is not None
    return Pool(initiator, link)


def test_a_campaign_by_invitation_opens_for_who_is_picked_and_nobody_else(stage, ann, bob):
    pool = by_invitation(ann)
    card = ann.newest()
    assert "By invitation only" in card.text
    assert "Code:" not in card.text
    stranger = newcomer(stage)

    stranger.follow(pool.link)
    stranger.sees("This campaign is by invitation")
    ann.pick(asks_for_people(ann), bob)
    bob.sees("Ann invites you to")
    bob.follow(pool.link)
    seen = bob.sees_photo("Tap an amount to join")
    assert not [button for button in seen.buttons if button.copies or button.url]


def test_who_is_taken_off_is_gone_from_the_list_and_shut_out_and_a_pledge_stays(stage, ann, guest, bob):
    pool = by_invitation(ann)
    cat = guest(account(8_000), linked=True, name="Cat")
    ann.pick(asks_for_people(ann), bob, cat)
    cat.sees("Ann invites you to")
    pool.pledged_by(cat, "¥1,000")
    bob.sees("Ann invites you to", since=0)

    for name, said in (("Cat", "their pledge stays"), ("Bob <b>", "neither see this campaign nor")):
        listed = list_of(ann)
        number = re.search(rf"(\d+)\. {name}", listed.text)
        assert number is not None, listed.text
        ann.tap(f"✕ {number[1]}", listed)
        ann.sees(said)
        ann.tap("Yes, take them off")
        assert name not in ann.sees("Taken off the list.").text

    bob.tap("Show the campaign")
    bob.follow(pool.link)
    bob.sees("This campaign is by invitation")
    cat.say("/mine")
    assert "¥1,000" in cat.sees("My campaigns").text


def test_a_new_link_ends_the_old_one_and_who_is_in_stays_in(stage, ann, bob):
    pool = open_pool(ann)
    code = re.search(r"Code: (\S+)", ann.newest().text)
    assert code is not None
    bob.follow(pool.link)
    bob.sees_photo("Tap an amount")

    ann.tap("New link", manage(ann))
    ann.sees("Make a new link and code?")
    ann.tap("Yes, make a new link")
    ann.sees("The old link and code have ended.")
    ann.tap("Show the campaign")
    card = ann.sees_photo("Code:")

    new = next(button.copies for button in card.buttons if button.copies)
    assert new != pool.link
    cat = newcomer(stage)
    cat.follow(pool.link)
    cat.sees("This link was replaced by a new one.")
    cat.say(f"/join {code[1]}")
    cat.sees("opens no campaign")
    cat.follow(str(new))
    cat.sees_photo("Tap an amount")
    bob.tap("¥1,000")
    bob.sees("First, link your bank account.")


def test_the_card_keeps_what_everybody_needs_and_the_organisers_own_is_behind_one_button(ann, bob):
    pool = open_pool(ann)
    card = ann.newest()
    assert len(card.labels) <= 9
    assert card.labels[-1] == "⚙️ Manage"
    managing = manage(ann, card)
    assert "Nobody is in yet" in managing.text
    ann.tap("Cancel the campaign", managing)
    ann.tap("No, keep it", ann.sees("Cancel this campaign?"))
    ann.no_longer_sees(managing)
    managing = manage(ann, card)
    ann.tap("‹ Back to the campaign", managing)
    ann.no_longer_sees(managing)
    assert ann.newest().id == card.id

    assert "⚙️ Manage" not in pool.met_by(bob).labels


def test_who_cancels_from_below_the_card_sees_it_on_the_card_at_once(ann):
    open_pool(ann)
    card = ann.newest()
    ann.tap("Cancel the campaign", manage(ann, card))
    ann.tap("Yes, cancel it")
    assert ann.sees_photo("Cancelled by the initiator.").id == card.id
