"""Groups on the page: made, talked in, administered, upgraded; with topics, and with messages for one person."""

import re

import pytest
from playwright.sync_api import expect

from tests.bot.person import newcomer
from tests.browser.chatting import as_bot, choose, make_group, message, open_chat, say_in

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_person_makes_a_group_and_the_others_find_it_among_their_chats(house, open_screen):
    ann, bob = newcomer(house, name="Ann Group"), newcomer(house, name="Bob Group")
    screen = open_screen()
    phone, other = screen.phone(ann), screen.phone(bob)

    body = phone.bring().body
    body.get_by_test_id("back").click()
    body.get_by_test_id("new-chat").click()
    screen.page.get_by_test_id("new-group").click()
    body.get_by_test_id("field-title").fill("Savers")
    bot_id = house.ask("GET", "/sim/bot")["id"]
    for member in (bot_id, bob.id):
        body.locator(f'[data-testid="person-row"][data-person="{member}"]').click()
    body.get_by_test_id("form-done").click()

    expect(body.get_by_test_id("chat-name")).to_have_text("Savers")
    expect(body.get_by_test_id("service")).to_contain_text("Ann Group created the group “Savers”")
    expect(body.get_by_test_id("chat-info")).to_contain_text("3 members")
    phone.say("Who joins?")
    chip = screen.page.locator(f'[data-testid="chip"][data-person="{bob.id}"]')
    expect(chip.get_by_test_id("unread")).to_be_visible()

    other.bring().body.get_by_test_id("back").click()
    row = other.body.get_by_test_id("chat-row").filter(has_text="Savers")
    expect(row).to_contain_text("Ann Group: Who joins?")
    row.click()
    expect(message(other, "Who joins?").get_by_test_id("sender")).to_have_text("Ann Group")
    expect(chip.get_by_test_id("unread")).to_have_count(0)


@pytest.mark.slow
def test_messages_are_answered_edited_reacted_to_forwarded_and_deleted(house, open_screen):
    ann, bob = newcomer(house, name="Ann Talk"), newcomer(house, name="Bob Talk")
    group = make_group(house, "Talk", ann, bob)
    say_in(house, bob, group["id"], "Twelve months?")
    screen = open_screen()
    phone = screen.phone(ann)
    body = open_chat(phone, "Talk")

    choose(phone, "Twelve months?", "reply")
    phone.say("Yess")
    expect(message(phone, "Yess").get_by_test_id("quote")).to_contain_text("Bob Talk")
    choose(phone, "Yess", "edit")
    body.get_by_test_id("composer").fill("Yes, twelve")
    body.get_by_test_id("composer").press("Enter")
    expect(message(phone, "Yes, twelve")).to_contain_text("edited")

    choose(phone, "Twelve months?", "react")
    expect(message(phone, "Twelve months?").get_by_test_id("reaction")).to_have_attribute(
        "aria-pressed", "true"
    )

    choose(phone, "Yes, twelve", "forward")
    body.get_by_test_id("choose-chat").filter(has_text="Bob Talk").click()
    expect(body.get_by_test_id("chat-name")).to_have_text("Bob Talk")
    expect(message(phone, "Yes, twelve").get_by_test_id("forwarded")).to_contain_text("Ann Talk")

    open_chat(phone, "Talk")
    choose(phone, "Yes, twelve", "delete")
    expect(body.get_by_test_id("bubble").filter(has_text="Yes, twelve")).to_have_count(0)


@pytest.mark.slow
def test_a_group_that_is_upgraded_takes_its_phones_along(house, open_screen):
    ann, bob = newcomer(house, name="Ann Up"), newcomer(house, name="Bob Up")
    make_group(house, "Upwards", ann, bob)
    screen = open_screen()
    phone, other = screen.phone(ann), screen.phone(bob)
    open_chat(other, "Upwards")
    body = open_chat(phone, "Upwards")

    body.get_by_test_id("chat-info").click()
    body.get_by_test_id("member").filter(has_text="Bob Up").get_by_test_id("member-menu").click()
    screen.page.get_by_test_id("promote-member").click()
    body.get_by_test_id("promote").get_by_test_id("form-done").click()
    expect(body.get_by_test_id("member").filter(has_text="Bob Up")).to_have_attribute(
        "data-status", "administrator"
    )
    body.get_by_test_id("group-upgrade").click()
    body.get_by_test_id("question-yes").click()

    for each in (phone, other):
        expect(each.body.get_by_test_id("service").last).to_contain_text("upgraded to a supergroup")
        expect(each.body.get_by_test_id("room")).to_have_attribute("data-chat", re.compile("^-100"))
    phone.say("Here we are")
    message(other, "Here we are")
    other.body.get_by_test_id("back").click()
    expect(other.body.get_by_test_id("chat-row").filter(has_text="Upwards")).to_have_count(1)


@pytest.mark.slow
def test_topics_keep_their_messages_apart(house, open_screen):
    ann = newcomer(house, name="Ann Forum")
    group = make_group(house, "Forum", ann, type="supergroup", is_forum=True)
    say_in(house, ann, group["id"], "Everything else")
    phone = open_screen().phone(ann)
    body = open_chat(phone, "Forum")

    body.get_by_test_id("topic-add").click()
    body.get_by_test_id("field-name").fill("Rates")
    body.get_by_test_id("form-done").click()
    body.get_by_test_id("topic").filter(has_text="Rates").click()
    phone.say("Three per cent")
    message(phone, "Three per cent")
    expect(body.get_by_test_id("bubble").filter(has_text="Everything else")).to_have_count(0)
    body.get_by_test_id("topic").filter(has_text="General").click()
    expect(body.get_by_test_id("bubble").filter(has_text="Three per cent")).to_have_count(0)
    message(phone, "Everything else")


@pytest.mark.slow
def test_an_ephemeral_message_is_shown_to_one_person_and_says_so(house, open_screen):
    ann, bob = newcomer(house, name="Ann Alone"), newcomer(house, name="Bob Alone")
    group = make_group(house, "Alone", ann, bob)
    screen = open_screen()
    open_chat(screen.phone(ann), "Alone")
    open_chat(screen.phone(bob), "Alone")
    asked = as_bot(
        house,
        "sendMessage",
        chat_id=group["id"],
        text="Who wants to know?",
        reply_markup={"inline_keyboard": [[{"text": "I", "callback_data": "nobody-knows-this"}]]},
    )
    tap = house.ask(
        "POST",
        f"/sim/people/{ann.id}/taps",
        chat_id=group["id"],
        message_id=asked["message_id"],
        callback_data="nobody-knows-this",
    )
    as_bot(
        house,
        "sendMessage",
        chat_id=group["id"],
        text="Your balance",
        ephemeral_message_parameters={
            "receiver_user_id": ann.id,
            "callback_query_id": tap["callback_query_id"],
        },
    )
    as_bot(house, "sendMessage", chat_id=group["id"], text="For everybody")

    message(screen.phone(bob), "For everybody")
    expect(screen.phone(bob).body.get_by_test_id("bubble").filter(has_text="Your balance")).to_have_count(0)
    expect(message(screen.phone(ann), "Your balance")).to_contain_text("Only you can see this")


@pytest.mark.slow
def test_names_are_only_ever_words(house, open_screen):
    odd = newcomer(house, name="<b>Bold</b> 🦊 \u202eLTR")
    arab = newcomer(house, name="سارة")
    group = make_group(house, "<i>Odd</i>", odd, arab)
    say_in(house, arab, group["id"], "مرحبا <script>")
    phone = open_screen(360, 740).phone(odd)
    body = open_chat(phone, "<i>Odd</i>")

    assert body.evaluate("phone => phone.querySelectorAll('b, i, script').length") == 0
    expect(message(phone, "مرحبا").get_by_test_id("sender").locator("bdi")).to_have_text("سارة")
    expect(body.get_by_test_id("service").last).to_contain_text("<b>Bold</b> 🦊")
    assert body.get_by_test_id("service").last.evaluate(
        "line => [...line.querySelectorAll('strong')].every((who) => who.querySelector('bdi'))"
    )
