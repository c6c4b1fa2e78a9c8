"""Chats beside the one with the bot: finding them on a phone, and what a test prepares in them."""

from typing import Any

from playwright.sync_api import Locator, expect

from bot.sandbox.settings import DEFAULT_TOKEN
from tests.bot.person import Person
from tests.bot.stage import Json, Stage
from tests.browser.screen import Phone


def as_bot(stage: Stage, method: str, **parameters: Any) -> Any:
    """The result of a call of the Bot API, made beside the bot that is running."""
    return stage.ask("POST", f"/bot{DEFAULT_TOKEN}/{method}", **parameters)["result"]


def make_group(stage: Stage, title: str, owner: Person, *others: Person, **facts: Any) -> Json:
    """A group of these people and the bot, as the owner sees it; `type="supergroup"`, `is_forum=True` if wanted."""
    members = [other.id for other in others] + [stage.ask("GET", "/sim/bot")["id"]]
    made: Json = stage.ask(
        "POST", f"/sim/people/{owner.id}/groups", title=title, members=members, **({"type": "group"} | facts)
    )["chat"]
    return made


def say_in(stage: Stage, person: Person, chat_id: int, text: str, **more: Any) -> Json:
    """Somebody writes in a chat."""
    written: Json = stage.ask(
        "POST", f"/sim/people/{person.id}/messages", text=text, chat_id=chat_id, **more
    )["message"]
    return written


def open_chat(phone: Phone, title: str) -> Locator:
    """Goes to the list of chats and opens the one of that title; the phone's body."""
    back = phone.bring().body.get_by_test_id("back")
    if back.is_visible():
        back.click()
    titled = phone.page.locator("strong bdi").get_by_text(title, exact=True)
    phone.body.get_by_test_id("chat-row").filter(has=titled).click()
    expect(phone.body.get_by_test_id("chat-name")).to_have_text(title)
    return phone.body


def message(phone: Phone, words: str) -> Locator:
    """The newest message with these words, of whomever, once it is there."""
    found = phone.body.get_by_test_id("message").filter(has_text=words).last
    expect(found).to_be_visible()
    return found


def choose(phone: Phone, words: str, act: str) -> None:
    """Opens the menu of a message, and chooses what has that test id: "reply", "edit", "forward", "delete" …"""
    message(phone, words).get_by_test_id("bubble").click(button="right", position={"x": 20, "y": 8})
    phone.page.get_by_role("menu").get_by_test_id(act).first.click()
