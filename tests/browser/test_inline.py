"""Inline mode on the page: what is typed in any chat, the results, and a message that lives on where the bot is not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.bot.stage import Json, Stage
from tests.browser.screen import PATIENCE_MS, Phone, Screen
from tests.browser.tiny_bot import Alone, TinyBot

pytestmark = pytest.mark.browser

ANN, BOB = 5_100_000_001, 5_100_000_002


def answer_query(bot: TinyBot, query: Json) -> None:
    results = [
        {
            "type": "article",
            "id": "pool",
            "title": "A pool",
            "description": query["query"],
            "input_message_content": {"message_text": "0 have joined"},
            "reply_markup": {"inline_keyboard": [[{"text": "Join", "callback_data": "join"}]]},
        },
        {
            "type": "article",
            "id": "other",
            "title": "Another",
            "input_message_content": {"message_text": "Another"},
        },
    ]
    found = results if query["query"] else []
    bot.call("answerInlineQuery", inline_query_id=query["id"], results=found, cache_time=0)


def join(bot: TinyBot, tap: Json) -> None:
    bot.call("editMessageText", inline_message_id=tap["inline_message_id"], text="1 has joined")
    bot.call("answerCallbackQuery", callback_query_id=tap["id"], text="Welcome")


def ask_elsewhere(bot: TinyBot, said: Json) -> None:
    button = {
        "text": "Pass it on",
        "switch_inline_query_chosen_chat": {"query": "12", "allow_user_chats": True},
    }
    bot.call(
        "sendMessage", chat_id=said["chat"]["id"], text="Hi", reply_markup={"inline_keyboard": [[button]]}
    )


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Alone(tmp_path_factory.mktemp("alone"))
    stage.open()
    for person_id, name in ((ANN, "Ann"), (BOB, "Bob")):
        stage.ask("POST", "/sim/people", id=person_id, first_name=name, language_code="en")
    bot = TinyBot(stage, {"inline_query": answer_query, "callback_query": join, "message": ask_elsewhere})
    bot.start()
    yield stage
    bot.stop()
    stage.close()


@pytest.fixture
def phones(alone: Stage, browser: Browser) -> Iterator[tuple[Phone, Phone]]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    screen = Screen(context.new_page(), alone.url)
    screen.open()
    yield Phone(screen.page, ANN), Phone(screen.page, BOB)
    context.close()
    # There is no backstage here; a browser notes each 404.
    assert [fault for fault in screen.faults if "/sim/app/" not in fault and "404" not in fault] == []


@pytest.mark.slow
def test_a_result_is_chosen_in_a_chat_of_two_people_and_its_button_changes_it_for_both(phones, alone):
    ann, bob = phones
    chat = alone.ask("POST", f"/sim/people/{ANN}/chats", **{"with": BOB})
    for phone, title in ((ann, "Bob"), (bob, "Ann")):
        phone.bring().body.get_by_test_id("back").click()
        phone.body.get_by_test_id("chat-row").filter(has_text=title).click()
        expect(phone.body.get_by_test_id("room")).to_have_attribute("data-chat", str(chat["id"]))

    composer = ann.body.get_by_test_id("composer")
    composer.fill("@hecun_sandbox_bot 12 months")
    expect(ann.body.get_by_test_id("inline-result")).to_have_count(2)
    expect(ann.body.get_by_test_id("inline-result").first).to_contain_text("12 months")
    composer.press("ArrowDown")
    composer.press("ArrowUp")
    composer.press("Enter")
    expect(composer).to_have_value("")

    expect(ann.body.get_by_test_id("via")).to_have_text("@hecun_sandbox_bot")
    expect(bob.body.get_by_test_id("bubble")).to_contain_text("0 have joined")
    bob.body.get_by_test_id("inline-button").click()
    expect(bob.body.get_by_test_id("toast")).to_have_text("Welcome")
    for phone in phones:
        expect(phone.body.get_by_test_id("bubble")).to_contain_text("1 has joined")


@pytest.mark.slow
def test_a_button_that_switches_to_inline_mode_asks_for_a_chat_of_the_kinds_it_allows(phones, alone):
    ann, _ = phones
    alone.ask("POST", f"/sim/people/{ANN}/start", payload="")
    ann.bring().sees("Hi")
    ann.body.get_by_test_id("inline-button").filter(has_text="Pass it on").last.click()
    choices = ann.body.get_by_test_id("choose-chat")
    expect(choices).to_have_count(1)  # neither the bot's own chat nor a group
    choices.filter(has_text="Bob").click()
    expect(ann.body.get_by_test_id("composer")).to_have_value("@hecun_sandbox_bot 12")
    expect(ann.body.get_by_test_id("inline-result").first).to_be_visible()
    ann.body.get_by_test_id("composer").press("Escape")
    expect(ann.body.get_by_test_id("inline-results")).to_be_hidden()
