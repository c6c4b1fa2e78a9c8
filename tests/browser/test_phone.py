"""What else a phone does: two devices of a person, files, picking people, a person's zone."""

from base64 import b64decode
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.bot.person import newcomer
from tests.browser.chatting import as_bot, message

pytestmark = pytest.mark.browser

_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NOON = int(datetime(2026, 1, 15, 12, 0, tzinfo=UTC).timestamp())


@pytest.mark.slow
def test_a_second_phone_that_is_held_still_keeps_its_old_buttons_and_its_own_draft(house, open_screen):
    ann = newcomer(house, name="Ann Twice")
    screen = open_screen(1880, 900)
    phone = screen.phone(ann)
    phone.start()
    phone.sees("Save together")
    sent = as_bot(
        house,
        "sendMessage",
        chat_id=ann.id,
        text="Old words",
        reply_markup={"inline_keyboard": [[{"text": "Old button", "callback_data": "nobody-knows-this"}]]},
    )
    phone.sees("Old words")
    phone.body.get_by_test_id("phone-menu").click()
    screen.page.get_by_test_id("menu-second-device").click()
    first, second = (
        screen.page.locator(f'[data-testid="phone"][data-device="{ann.id}.{number}"]') for number in (1, 2)
    )
    second.get_by_test_id("composer").fill("only here")
    expect(first.get_by_test_id("composer")).to_have_value("")
    second.get_by_test_id("phone-menu").click()
    screen.page.get_by_test_id("menu-hold").click()

    as_bot(house, "editMessageText", chat_id=ann.id, message_id=sent["message_id"], text="New words")
    expect(first.get_by_test_id("bubble").last).to_contain_text("New words")
    expect(second.get_by_test_id("bubble").last).to_contain_text("Old words")
    with screen.page.expect_response("**/taps") as tapped:
        second.get_by_test_id("inline-button").last.click()
    assert tapped.value.json()["stale"] is True

    second.get_by_test_id("question-yes").click()  # the answer is shown on the phone that was tapped
    second.get_by_test_id("release").click()
    expect(second.get_by_test_id("bubble").filter(has_text="New words")).to_be_visible()


def test_a_button_under_a_finger_is_tapped_though_its_message_changes_meanwhile(house, open_screen):
    ann = newcomer(house, name="Ann Presses")
    screen = open_screen()
    phone = screen.phone(ann)
    phone.start()
    phone.sees("Save together")
    keyboard = {"inline_keyboard": [[{"text": "Old button", "callback_data": "nobody-knows-this"}]]}
    sent = as_bot(house, "sendMessage", chat_id=ann.id, text="Old words", reply_markup=keyboard)
    mouse = screen.page.mouse
    phone.button("Old button").hover()
    mouse.down()
    with screen.page.expect_response("**/messages?*"):
        as_bot(
            house,
            "editMessageText",
            chat_id=ann.id,
            message_id=sent["message_id"],
            text="New words",
            reply_markup=keyboard,
        )
    with screen.page.expect_response("**/taps"):
        mouse.up()
    phone.sees("New words")


@pytest.mark.slow
def test_a_picture_is_sent_with_words_below_it(house, open_screen, tmp_path):
    ann = newcomer(house, name="Ann Sends")
    phone = open_screen().phone(ann)
    phone.start()
    phone.sees("Save together")
    with phone.page.expect_file_chooser() as choosing:
        phone.body.get_by_test_id("attach").click()
    picture = tmp_path / "tiny.png"
    picture.write_bytes(_PNG)
    choosing.value.set_files(picture)
    phone.body.get_by_test_id("field-caption").fill("My receipt")
    phone.body.get_by_test_id("form-done").click()
    expect(message(phone, "My receipt").get_by_test_id("photo")).to_be_visible()


@pytest.mark.slow
def test_people_are_picked_for_a_bot_that_asks_for_them(house, open_screen):
    ann, bob = newcomer(house, name="Ann Picks"), newcomer(house, name="Bob Picked")
    phone = open_screen().phone(ann)
    phone.start()
    phone.sees("Save together")
    as_bot(
        house,
        "sendMessage",
        chat_id=ann.id,
        text="Whom do you invite?",
        reply_markup={
            "keyboard": [
                [
                    {
                        "text": "Invite",
                        "request_users": {"request_id": 7, "max_quantity": 2, "request_name": True},
                    }
                ]
            ]
        },
    )
    phone.body.locator('[data-testid="reply-button"][data-kind="users"]').click()
    phone.body.locator(f'[data-testid="person-row"][data-person="{bob.id}"]').click()
    phone.body.get_by_test_id("pick-done").click()
    expect(phone.body.get_by_test_id("service").last).to_contain_text("Bob Picked")


@pytest.mark.slow
def test_a_person_reads_instants_in_their_own_zone(house, open_screen):
    ann = newcomer(house, name="Ann Zone")
    phone = open_screen().phone(ann)
    phone.start()
    phone.sees("Save together")
    as_bot(
        house,
        "sendMessage",
        chat_id=ann.id,
        text=f'The deadline is <tg-time unix="{NOON}" format="t">noon</tg-time>',
        parse_mode="HTML",
    )
    phone.body.get_by_test_id("phone-menu").click()
    phone.page.get_by_test_id("profile").click()
    phone.page.get_by_test_id("profile-zone").fill("Asia/Tokyo")
    phone.page.get_by_test_id("profile-save").click()
    expect(phone.body.get_by_test_id("phone-clock")).to_have_attribute("data-zone", "Asia/Tokyo")
    expect(phone.sees("The deadline is").get_by_test_id("moment")).to_have_text("21:00")
