"""Every edge of the conversation, in both languages: whatever comes in is answered once, kindly, and with a way on."""

import re

import pytest

from tests.bot.person import account
from tests.bot.playing import manage
from tests.bot.pools import held_by, open_pool
from tests.bot.stage import Json, next_number

BOTH = pytest.mark.parametrize("language", ["en", "zh-hans"])
IN_TURN = pytest.mark.parametrize("language", ["en", pytest.param("zh-hans", marks=pytest.mark.slow)])
"""The long conversations: the other language has its turn with the long forms."""


def told(language: str, english: str, chinese: str) -> str:
    """What is said in the language of the test."""
    return english if language == "en" else chinese


def answers(person, *contents):
    """All that the bot says to these messages, one after the other."""
    person.start()
    person.sees(lambda shown: shown.buttons)
    person.now_acts()
    before = set(person.messages)
    for content in contents:
        person.brings(**content)
    person.brings(text="/language")
    last = person.sees(lambda shown: "简体中文" in shown.labels)
    said = [shown for shown in person.bot_messages() if shown.id not in before and shown.id < last.id]
    return sorted(said, key=lambda shown: shown.id)


def code_of(card):
    """The short code on a card."""
    return re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", card.text)[0]


# Commands

COMMANDS = ["/HELP", "／ｈｅｌｐ", "/help@hecun_sandbox_bot", "帮助", "Help!", "/help me"]


@BOTH
def test_a_command_is_taken_however_it_is_written(guest, language):
    said = answers(guest(language_code=language), *({"text": text} for text in COMMANDS))
    assert [told(language, "How it works", "怎么玩") in shown.text for shown in said] == [True] * len(
        COMMANDS
    )


# What is no text

FILE = {"file_id": "AgAD", "file_unique_id": "u"}
PHOTO = {"photo": [FILE | {"width": 90, "height": 90}]}
BY_SENSE = [
    (PHOTO, "QR", "二维码"),
    ({"document": FILE | {"file_name": "qr.pdf"}}, "QR", "二维码"),
    ({"voice": FILE | {"duration": 2}}, "cannot listen", "听不了"),
    ({"video_note": FILE | {"length": 90, "duration": 2}}, "cannot listen", "听不了"),
]
NOT_TEXT = [
    {"sticker": FILE | {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}},
    {"video": FILE | {"width": 9, "height": 9, "duration": 2}},
    {"location": {"latitude": 31.2, "longitude": 121.5}},
    {"dice": {"emoji": "🎲", "value": 4}},
    {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    {"story": {"chat": {"id": 1, "type": "private", "first_name": "Bo"}, "id": 3}},
    {"web_app_data": {"data": "{}", "button_text": "Go"}},
    {
        "successful_payment": {
            "currency": "XTR",
            "total_amount": 1,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "x",
            "provider_payment_charge_id": "x",
        }
    },
    {"something_of_a_later_telegram": {"x": 1}},
]


@BOTH
def test_whatever_is_no_text_is_answered_once_each_with_a_way_on(guest, language):
    ann = guest(language_code=language)
    kinds = [(content, "only read text", "只能读文字") for content in NOT_TEXT] + BY_SENSE
    said = answers(ann, *(content for content, *_ in kinds))
    assert len(said) == len(kinds)
    for shown, (_, english, chinese) in zip(said, kinds, strict=True):
        assert told(language, english, chinese) in shown.text
        assert shown.labels == [told(language, "Where to begin", "回到首页")]
    ann.tap(told(language, "Where to begin", "回到首页"), said[-1])
    ann.sees(told(language, "Save together", "一起存"))


def test_an_album_of_ten_is_answered_once(guest):
    ann = guest()
    album = f"album-{next_number()}"
    assert len(answers(ann, *[PHOTO | {"media_group_id": album}] * 10)) == 1
    assert len(answers(ann, PHOTO | {"media_group_id": f"{album}-2"})) == 1


def test_what_telegram_itself_notes_in_a_chat_is_answered_by_nothing(guest):
    ann = guest()
    noted: tuple[Json, ...] = (
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": ann.id, "type": "private"}}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
        {"forum_topic_closed": {}},
        {"write_access_allowed": {}},
    )
    assert [shown.text for shown in answers(ann, *noted)] == []


@BOTH
def test_a_command_under_a_picture_is_taken(guest, language):
    [shown] = answers(guest(language_code=language), PHOTO | {"caption": "/help"})
    assert told(language, "How it works", "怎么玩") in shown.text


# Words out of the blue


NONSENSE = [
    "what is love",
    "🎉🎉",
    "x" * 4_096,
    "\u202e\u200b.",
    "/nonsense",
    "1" * 4_000,
    "¥2,000",
    "tomorrow",
    "Good idea",
]


@BOTH
def test_what_is_not_understood_is_answered_with_the_ways_there_are(guest, language):
    said = answers(guest(language_code=language), *({"text": text} for text in NONSENSE))
    assert len(said) == len(NONSENSE)
    for shown in said:
        assert told(language, "did not understand", "没看懂") in shown.text
        assert len(shown.labels) == 4


@BOTH
def test_what_can_be_meant_as_a_code_is_answered_as_one(guest, language):
    texts = ["tom0rrow", "well-done", "TOMORROW"]
    said = answers(guest(language_code=language), *({"text": text} for text in texts))
    assert [told(language, "opens no campaign", "没有对应的众筹") in shown.text for shown in said] == [
        True
    ] * 3


@IN_TURN
def test_a_link_or_a_code_is_followed_wherever_it_stands(guest, language):
    pool = open_pool(guest(account(8_000), linked=True))
    bo = guest(language_code=language)
    card = pool.met_by(bo)
    code = code_of(card)
    payload = pool.link.partition("start=")[2]
    join = {"text": "Join", "url": pool.link}
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": pool.link}
    for content in (
        {"text": f"Look, this is it: {pool.link} - isn't it?"},
        {"text": f"用这个口令 {code}，快来"},
        {"text": "here", "entities": [entity]},
        PHOTO | {"caption": f"Mei: {code}"},
        {"text": f"/start {payload}", "forward_origin": FROM_A_USER},
        {"caption": card.text, **PHOTO, "forward_origin": FROM_THE_BOT},
        {
            "text": "Join",
            "via_bot": THE_BOT,
            "reply_markup": {"inline_keyboard": [[join]]},
        },
    ):
        [shown] = answers(bo, content)
        assert shown.photo, content
        assert code in shown.text


@IN_TURN
def test_an_amount_out_of_the_blue_asks_for_which_campaign(guest, language):
    ann = guest(account(8_000), linked=True)
    open_pool(ann)
    ann.speaks(language)
    [shown] = answers(ann, {"text": "2,000"})
    assert told(language, "¥2,000: for which campaign?", "¥2,000：要认筹哪一个众筹") in shown.text
    ann.tap(shown.labels[0], shown)
    ann.sees_photo()


def test_hello_is_answered_by_hello(guest):
    said = answers(guest(), {"text": "Hello!"}, {"text": "你好"})
    assert all("Save together" in shown.text for shown in said)


# What was passed on

THE_BOT = {"id": 7_000_000_001, "is_bot": True, "first_name": "Hecun", "username": "hecun_sandbox_bot"}
FROM_A_USER = {"type": "hidden_user", "date": 1, "sender_user_name": "Mei"}
FROM_THE_BOT = {"type": "user", "date": 1, "sender_user": THE_BOT}


@BOTH
def test_a_forwarded_order_is_not_carried_out(guest, language):
    ann = guest(language_code=language)
    ann.say("/open")
    ann.sees(lambda shown: shown.buttons)
    [shown] = answers(ann, {"text": "/cancel", "forward_origin": FROM_A_USER})
    assert told(language, "passed on", "转发") in shown.text
    [shown] = answers(ann, {"text": "/cancel"})
    assert told(language, "Stopped", "已退出") in shown.text


# What was edited


@BOTH
def test_an_answer_that_was_none_is_edited_into_one_while_the_question_is_open(guest, language):
    ann = guest(language_code=language)
    ann.say("/open")
    ann.tap(told(language, "12 months", "1 年"), ann.sees(lambda shown: len(shown.buttons) > 1))
    ann.sees(told(language, "How much together?", "一起存多少"))
    ann.say("plenty")
    ann.sees(told(language, "How much together?", "一起存多少"))
    ann.edit("plenty", into="5,000")
    ann.sees(lambda shown: "¥5,000" in shown.text and shown.buttons)
    ann.edit("5,000", into="6,000")
    ann.sees(told(language, "what you wrote first", "最初发的内容"))
    ann.say("/open")
    assert "¥5,000" in ann.sees(told(language, "half done", "没填完")).text


@IN_TURN
def test_an_edited_command_is_not_carried_out(guest, language):
    ann = guest(language_code=language)
    ann.say("/hlp")
    ann.sees(lambda shown: shown.buttons)
    ann.edit("/hlp", into="/help")
    ann.sees(told(language, "a command that was edited", "修改出来的命令"))


def test_a_code_is_edited_into_the_right_one(guest):
    pool = open_pool(guest(account(8_000), linked=True))
    bo = guest()
    code = code_of(pool.met_by(bo))
    bo.say("/join")
    bo.sees("Type the campaign's code")
    bo.say("it is on the card")
    bo.sees("Type the campaign's code")
    bo.edit("it is on the card", into=code)
    bo.sees_photo(code)


def test_an_edit_that_says_nothing_is_answered_by_nothing(guest, stage):
    """A live location moves by edits."""
    ann = guest()
    ann.start()
    ann.sees(lambda shown: shown.buttons)
    place = {"location": {"latitude": 31.2, "longitude": 121.5, "live_period": 900}}
    assert len(answers(ann, place)) == 1
    before = stage.last_call()
    ann.brings_edited(**place)
    assert answers(ann) == []
    assert stage.last_call() > before


# Blocked, and back


@IN_TURN
def test_who_comes_back_is_told_once_what_passed_them_by_and_finds_what_was_begun(guest, language):
    mei, bo = guest(account(8_000), linked=True), guest(account(8_000), linked=True)
    pool = open_pool(mei)
    pool.pledged_by(bo, "¥2,000")
    bo.speaks(language)
    bo.say("/open")
    bo.tap(told(language, "12 months", "1 年"), bo.sees(lambda shown: len(shown.buttons) > 1))
    bo.sees(told(language, "How much together?", "一起存多少"))
    bo.block()
    manage(mei)
    mei.tap("Cancel the campaign")
    mei.tap("Yes, cancel it")
    mei.sees("cancelled")
    bo.unblock()
    bo.start()
    back = bo.sees(told(language, "did not reach you", "没能送达"))
    assert told(language, "still there", "还在") in back.text
    bo.sees(told(language, "half done", "没填完"))
    bo.say("5,000")
    bo.sees("¥5,000")
    bo.block()
    bo.unblock()
    answers(bo)
    assert [shown.id for shown in bo.bot_messages() if shown.text.startswith(back.text[:4])] == [back.id]


# Two devices


@IN_TURN
def test_on_two_devices_the_pledge_confirmed_on_one_is_told_on_the_other(guest, language):
    pool = open_pool(guest(account(8_000), linked=True))
    bo = guest(account(8_000), linked=True)
    bo.speaks(language)
    card = pool.met_by(bo)
    bo.tap("¥1,000", card)
    first = bo.sees(told(language, "Pledge ", "认筹 "))
    bo.tap("¥2,000", card)
    second = bo.sees(lambda shown: "¥2,000" in shown.text and not shown.photo)
    confirm = told(language, "Confirm", "确认认筹")
    # The first device still shows the first review: its tap confirms nothing that is not shown there.
    toast = bo.tap(confirm, first)
    assert toast is not None
    assert told(language, "out of date", "已过期") in toast.text
    again = bo.sees(lambda shown: "¥2,000" in shown.text and shown.buttons)
    bo.tap(confirm, again)
    bo.sees_photo("¥2,000")
    # Whatever is tapped on the other device from now on meets what is so.
    for old in (first, second):
        data = next(button.data for button in old.buttons if button.data and confirm in button.label)
        bo.tap_data(bo.now(old), data)
    assert held_by(bo) == 200_000


@IN_TURN
def test_cancelled_on_one_device_a_draft_is_closed_on_the_other(guest, language):
    ann = guest(language_code=language)
    ann.say("/open")
    question = ann.sees(lambda shown: len(shown.buttons) > 1)
    ann.say("/cancel")
    ann.sees(told(language, "Stopped", "已退出"))
    toast = ann.tap_data(question, next(str(button.data) for button in question.buttons))
    assert toast is not None
    assert told(language, "draft is closed", "已经关闭") in toast.text
