"""Reminders in chat, in both languages: the organiser's, one's own, a no, and who cannot be reached."""

import pytest

from tests.bot.person import Person, account, newcomer
from tests.bot.playing import manage
from tests.bot.pools import Pool, open_pool


@pytest.fixture
def ann(guest):
    return guest(name="Ann")


@pytest.fixture
def mei(stage):
    return newcomer(stage, name="Mei", language_code="zh-hans")


def looks_at(person: Person, pool: Pool) -> None:
    person.follow(pool.link)
    person.sees_photo("")


def list_of(organiser: Person) -> str:
    """Who was invited, as the organiser sees it."""
    organiser.tap("Invite people", manage(organiser))
    return organiser.sees("Invited to").text


def test_the_organiser_previews_a_reminder_and_sends_it_with_one_tap_once_a_day(ann, guest, mei):
    pool = open_pool(ann)
    bob = guest(account(8_000), linked=True, name="Bob <b>")
    cat = guest(account(8_000), linked=True, name="Cat")
    for person in (bob, cat, mei):
        looks_at(person, pool)
    pool.pledged_by(cat, "¥1,000")
    assert "👀 3 looked · ✅ 1 pledged · 0 said no · 📵 0 cannot be reached" in list_of(ann)

    ann.tap("Remind 2 people")
    preview = ann.sees("2 people will be reminded:")
    assert "Bob" not in preview.text, "who came by the link is not named"
    assert "Ann reminds you of ¥10,000 · 12 months" in preview.text
    mei.now_acts()
    bob.now_acts()
    ann.tap("Remind 2 people", preview)

    assert "You can do it again from" in ann.sees("2 people are reminded.").text
    assert "¥9,000 is still missing" in bob.sees("Ann reminds you of").text
    assert "Ann 提醒您：¥10,000" in mei.sees("还差 ¥9,000").text
    assert not [button for button in ann.newest().labels if "Remind" in button]
    ann.tap_data(preview, str(preview.button("Remind 2 people").data))
    ann.tap("Show the campaign")
    ann.sees_photo("")
    read = [shown for shown in bob.bot_messages() if "Ann reminds you" in shown.text]
    assert len(read) == 1, "the second tap asks the same"


def test_those_whom_the_list_names_are_named_in_the_preview(ann, mei):
    mei.start()
    mei.sees("")
    open_pool(ann)
    ann.tap("Invite people", manage(ann))
    ann.pick(ann.sees("Invited to"), mei)
    ann.sees("told now")
    ann.tap("Remind 1 person")
    assert "Mei" in ann.sees("One person will be reminded:").text
    ann.tap("Not now")
    assert "Mei – " in ann.sees("Invited to").text


def test_who_says_not_for_me_is_counted_reminded_no_more_and_may_still_join(ann, guest, mei):
    pool = open_pool(ann)
    bob = guest(account(8_000), linked=True, name="Bob")
    for person in (bob, mei):
        looks_at(person, pool)
    toast = bob.tap("Not for me")
    assert toast is not None
    assert "not reminded of it any more" in toast.text
    card = bob.sees_photo("You said that this is not for you")
    assert "Not for me" not in card.labels
    bob.tap("Remind me", card)
    bob.tap("Tomorrow", bob.sees("When shall I remind you"))
    assert "this is not for you" not in bob.sees_photo("Tap an amount to join").text
    assert bob.newest().id > card.id, "it is the same card that is drawn anew"
    bob.tap("Not for me", bob.now(card))
    bob.sees_photo("You said that this is not for you")
    list_of(ann)
    ann.tap("Remind 1 person")
    ann.sees("One person will be reminded")
    ann.tap("Remind 1 person")
    ann.sees("One person is reminded.")
    mei.sees("提醒您")
    mei.tap("不适合我")
    mei.sees("已记下：¥10,000 · 1 年 不适合您")
    assert "2 looked · ✅ 0 pledged · 2 said no" in list_of(ann)

    pool.pledged_by(bob, "¥1,000")

    assert "2 looked · ✅ 1 pledged · 1 said no" in list_of(ann)


def test_who_looked_chooses_when_to_be_reminded_and_is(stage, ann, mei):
    pool = open_pool(ann)
    looks_at(mei, pool)
    mei.tap("提醒我")
    asked = mei.sees("什么时候提醒您")
    assert asked.labels == ["明天", "截止前一天", "不用提醒", "查看众筹"]
    mei.tap("明天")
    mei.sees("已记下：")

    stage.turn_clock(advance_seconds=24 * 60 * 60 + 60)

    assert "还差 ¥10,000" in mei.sees("您设的提醒").text
    mei.tap("停止提醒")
    mei.sees("已停止。")
    mei.tap("恢复提醒")
    mei.sees("已恢复。")


@pytest.mark.slow
def test_members_and_invited_people_who_blocked_the_bot_are_shown_as_out_of_reach(ann, guest, mei):
    pool = open_pool(ann)
    bob = guest(account(8_000), linked=True, name="Bob")
    pool.pledged_by(bob, "¥1,000")
    looks_at(mei, pool)
    for person in (bob, mei):
        person.block()

    def is_told() -> bool:
        shown = list_of(ann)
        return "📵 2 cannot be reached" in shown and "Members whom the bot cannot reach: Bob" in shown

    assert any(is_told() for _ in range(20)), ann.transcript()


def test_a_stranger_neither_reminds_nor_declines_nor_is_reminded(ann, guest):
    open_pool(ann)
    card = ann.newest()
    campaign_id = str(card.button("Manage").data).split(":")[1]
    eve = guest(name="Eve")
    eve.start()
    eve.sees("")
    for forged in ("c:{}:remind", "c:{}:decline", "c:{}:remindme", "rs:{}:nonce", "rw:{}:never"):
        eve.tap_data(eve.newest(), forged.format(campaign_id))
        assert "reminded" not in eve.sees("").text
