"""Campaigns in groups: the organiser puts the card there, it stays true, and whatever is somebody's own is private."""

import pytest

from tests.bot.gathering import BOT_ID, Group, gather
from tests.bot.person import Person, Shown, account
from tests.bot.playing import manage, open_campaign
from tests.bot.pools import Pool


@pytest.fixture
def ann(guest):
    return guest(name="Ann <b>")


@pytest.fixture
def bob(guest):
    """Somebody who can pledge."""
    return guest(account(8_000), name="Bob", linked=True)


@pytest.fixture
def cat(guest):
    cat = guest(name="Cat")
    cat.start()
    cat.sees("")
    return cat


def add_link(initiator: Person) -> str:
    """That of the newest campaign."""
    url = manage(initiator).button("Add to a group").url
    assert url is not None
    return url


def join_link(shown: Shown) -> str:
    url = shown.button("Join, in private").url
    assert url is not None
    return url


def placed(ann: Person, *others: Person, **details: object) -> tuple[Group, Shown]:
    """A group with the card of Ann's new campaign."""
    open_campaign(ann)
    group = gather(ann.stage, ann, *others, **details)
    group.follow(add_link(ann))
    return group, group.sees("¥10,000 · 12 months")


def test_the_card_lives_in_the_group_while_people_join_in_private_and_unnamed(ann, bob):
    group, card = placed(ann, bob)
    assert card.photo
    assert "Opened by Ann <b>" in card.text
    assert "Nobody is in yet" in card.text
    assert card.labels == ["Join, in private"]

    own = Pool(ann, join_link(card)).pledged_by(bob, "¥2,000")
    assert "¥8,000 more and everyone earns 2.45%: +¥14 for you" in own.text

    card = group.sees("¥2,000 pledged, ¥8,000 to go")
    assert "1 person is in" in card.text
    assert "Bob" not in card.text
    assert [each.id for each in group.shown()] == [card.id]
    ann.tap("Cancel the campaign", manage(ann))
    ann.tap("Yes, cancel it")
    last = group.sees("Cancelled by the initiator.")
    assert (last.id, last.labels) == (card.id, [])


def test_only_its_organiser_puts_a_card_into_a_group_and_others_are_told_so_in_private(ann, cat):
    open_campaign(ann)
    link = add_link(ann)
    group = gather(ann.stage, cat, ann)

    group.follow(link)
    cat.sees("Only Ann <b>, who organises this campaign")
    cat.tap("Show the campaign")
    cat.sees_photo("Tap an amount to join")
    group.say("/card@hecun_sandbox_bot")
    cat.sees("You organise no open campaign")

    assert group.shown() == []
    group.say("/card@hecun_sandbox_bot", ann)
    group.sees("¥10,000 · 12 months")


def test_a_campaign_by_invitation_is_not_shown_in_a_group(ann):
    card = open_campaign(ann, by_invitation=True)
    assert not any("group" in label for label in card.labels)
    copied = next(button.copies for button in card.buttons if button.copies)
    assert copied is not None
    group = gather(ann.stage, ann)

    group.follow(copied.replace("?start=", "?startgroup="))

    ann.sees("is by invitation only, so I do not show it in a group")
    assert group.shown() == []


def test_the_bot_keeps_quiet_but_for_commands_that_name_it(ann, cat):
    group, card = placed(ann, cat)
    group.act("promote", user_id=BOT_ID)  # from now on it hears everything
    for text in ("hello", "/mine", "/start", "¥2,000", "/help@other_bot"):
        group.say(text, cat)
    group.say("/help@hecun_sandbox_bot", cat)

    brief = group.sees("I help friends save together")
    assert brief.button("Talk to me in private").url == "https://t.me/hecun_sandbox_bot?start="
    assert [each.id for each in group.shown()] == [card.id, brief.id]


@pytest.mark.slow
def test_a_card_on_demand_replaces_the_earlier_one_and_stays_in_the_topic_where_it_was_asked_for(ann, cat):
    group, first = placed(ann, cat, type="supergroup", is_forum=True)
    topics = group.act("topics", name="Money")["chat"]["topics"]
    topic = max(each["message_thread_id"] for each in topics)

    group.say("/card@hecun_sandbox_bot", thread_id=topic)

    group.no_longer_sees(first)
    [second] = group.shown()
    assert second.raw["message_thread_id"] == topic
    ann.tap("Cancel the campaign", manage(ann))
    ann.tap("Yes, cancel it")
    assert group.sees("Cancelled by the initiator.").id == second.id


def test_a_group_that_becomes_a_supergroup_keeps_its_card(ann, cat):
    group, card = placed(ann, cat)

    moved = Group(ann.stage, ann, int(group.act("upgrade")["chat"]["id"]))

    card = moved.sees("Nobody is in yet")
    ann.tap("Cancel the campaign", manage(ann))
    ann.tap("Yes, cancel it")
    assert moved.sees("Cancelled by the initiator.").id == card.id


@pytest.mark.slow
def test_a_group_where_the_bot_may_not_send_pictures_is_told_of_in_private(ann, cat):
    open_campaign(ann)
    link = add_link(ann)
    group = gather(ann.stage, ann, cat, type="supergroup")
    ann.stage.ask("PATCH", f"/sim/people/{ann.id}/groups/{group.id}", permissions={"can_send_photos": False})

    group.follow(link)

    ann.sees("I may not write in that group")
    assert group.shown() == []


@pytest.mark.slow
def test_a_member_chooses_how_much_of_their_name_groups_see(ann, bob):
    group, card = placed(ann, bob)
    Pool(ann, join_link(card)).pledged_by(bob, "¥2,000")
    group.sees("1 person is in")

    bob.say("/privacy")
    bob.tap("Name in groups", bob.sees("Who sees what of me"))
    bob.tap("In full: Bob", bob.sees("How much of your name do groups see?"))
    assert "In: Bob" in group.sees("In: Bob").text
    bob.tap("Name in groups", bob.sees("Who sees what of me"))
    bob.tap("Not at all", bob.sees("How much of your name do groups see?"))
    group.sees("1 person is in")


@pytest.mark.slow
def test_a_group_is_spoken_to_in_the_language_of_whoever_put_the_card_there(ann, cat):
    open_campaign(ann)
    link = add_link(ann)
    group = gather(ann.stage, ann, cat)
    ann.say("/language")
    ann.tap("简体中文")
    ann.sees("我们说中文")
    group.follow(link)
    group.sees("还没有人参与")
