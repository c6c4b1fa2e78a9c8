"""When people want to hear of what, in chat and in both languages: reminders, quiet hours, their clock, and "stop"."""

import pytest

from tests.bot.person import Person, newcomer
from tests.bot.playing import manage
from tests.bot.pools import open_pool


@pytest.fixture
def mei(stage):
    mei = newcomer(stage, name="Mei", language_code="zh-hans")
    mei.start()
    mei.sees("")
    return mei


@pytest.fixture
def ann(guest):
    return guest(name="Ann")


def chosen(person: Person) -> str:
    person.say("/notifications")
    return person.sees(lambda shown: shown.text.startswith(("Notifications", "通知设置"))).text


def test_somebody_finds_their_clock_by_their_city_and_is_told_the_time_by_it(ann):
    open_pool(ann)
    ann.say("/notifications")
    assert "Your time: Shanghai" in ann.sees("Notifications").text
    ann.tap("Time zone")
    ann.sees("Where are you?")

    ann.say("Atlantis")
    ann.sees("I know no such city")
    ann.say("são paulo")
    ann.sees("Is it one of these?")
    ann.tap("Sao Paulo")

    assert "Your time: Sao Paulo" in ann.sees("Your time").text
    ann.say("/mine")
    ann.sees("My campaigns")
    ann.tap("¥10,000")
    assert "(Sao Paulo) (" in ann.sees_photo("Until").text


def test_quiet_hours_are_chosen_moved_by_the_hour_and_given_up(mei):
    assert "没有免打扰时段" in chosen(mei)
    mei.tap("免打扰时段")
    mei.sees("什么时候不打扰您")
    mei.tap("22:00–08:00")
    mei.sees("免打扰时段：22:00–08:00")
    mei.tap("21:00 开始")
    mei.sees("免打扰时段：21:00–08:00")
    mei.tap("09:00 结束")
    mei.sees("免打扰时段：21:00–09:00")
    mei.tap("返回")
    assert "21:00–09:00" in mei.sees("通知设置").text
    mei.tap("免打扰时段")
    mei.sees("什么时候不打扰您")
    mei.tap("不设")
    mei.sees("没有免打扰时段")


def test_a_reminder_before_deadlines_is_everybodys_own_choice(ann):
    assert "I remind you 1 day before" in chosen(ann)
    ann.tap("3 hours before")
    ann.sees("I remind you 3 hours before")
    ann.tap("No reminder")
    assert "I do not remind you" in ann.sees("Notifications").text


@pytest.mark.parametrize("word", ["/stop", "stop", " STOP. ", "Unsubscribe", "退订", "停止！"])
def test_stop_is_understood_however_it_is_said_and_taken_back_with_one_tap(ann, word: str):
    ann.say(word)
    ann.sees("Stopped.")
    assert "are stopped" in chosen(ann)
    assert "I remind you" not in chosen(ann)  # which would not be so
    ann.tap("Have them back")
    ann.sees("They are back.")
    assert "are stopped" not in chosen(ann)


def test_stop_is_understood_in_the_middle_of_something_else(ann, mei):
    ann.say("/open")
    ann.sees(lambda shown: shown.buttons)
    ann.say("stop")
    ann.sees("Stopped.")
    mei.say("停止")
    mei.sees("已停止。")
    mei.tap("恢复提醒")
    mei.sees("已恢复。")


def test_who_said_stop_is_not_sent_an_invitation_and_finds_it_among_their_campaigns(ann, mei):
    mei.say("退订")
    mei.sees("已停止。")
    open_pool(ann)
    manage(ann)
    ann.tap("Invite people")
    ann.pick(ann.sees("Invited to"), mei)
    ann.sees("told now")

    def cannot_be_reached() -> bool:
        ann.tap("Show the campaign")
        ann.sees_photo("")
        manage(ann)
        ann.tap("Invite people")
        return "Mei – cannot be reached" in ann.sees("Invited to").text

    assert any(cannot_be_reached() for _ in range(20))
    mei.say("/mine")
    mei.sees("¥10,000")
    assert not any("邀请您" in shown.text for shown in mei.bot_messages())


@pytest.mark.parametrize(
    "forged", ["nq:1440:5", "nq:-1:5", "nq:x:5", "nz:Atlantis", "nz:../etc/passwd", "nl:never"]
)
def test_a_forged_choice_is_an_old_button_and_changes_nothing(ann, forged: str):
    before = chosen(ann)
    toast = ann.tap_data(ann.newest(), forged)
    assert toast is not None
    assert toast.alert
    ann.sees("Save together")
    assert chosen(ann) == before
