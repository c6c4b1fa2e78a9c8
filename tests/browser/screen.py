"""The sandbox's page as somebody sees it who plays: phones to tap on, the bank's view, the guide.

Everything is found by the hooks that the page documents in `script/main.js`, and everything waits for what it wants.
"""

import re
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from tests.bot.person import Person
from tests.bot.stage import PATIENCE_SECONDS

PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Phone:
    """One person's phone on the stage."""

    page: Page
    person_id: int

    @property
    def body(self) -> Locator:
        return self.page.locator(f'[data-testid="phone"][data-person="{self.person_id}"]')

    def bring(self) -> "Phone":
        """Puts the phone onto the stage, by the person's chip."""
        self.page.locator(f'[data-testid="chip"][data-person="{self.person_id}"]').click()
        expect(self.body).to_be_visible()
        return self

    # Acting

    def start(self) -> None:
        self.bring().body.get_by_test_id("start").click()

    def say(self, text: str) -> None:
        """Types the text and presses Enter."""
        composer = self.bring().body.get_by_test_id("composer")
        composer.fill(text)
        composer.press("Enter")

    def tap(self, label: str) -> None:
        """Taps the newest button whose label is this, or begins with it; returns when the bot has answered the tap."""
        self.bring().button(label).click()
        expect(self.body.locator('[data-testid="inline-button"][aria-busy="true"]')).to_have_count(0)

    def share_contact(self) -> None:
        """Presses the key that asks for the contact, and agrees."""
        self.bring().body.locator('[data-testid="reply-button"][data-kind="contact"]').click()
        self.body.get_by_test_id("question-yes").click()

    def take_code(self) -> None:
        """Takes the code out of the bank's SMS, as it slides in, and sends it."""
        self.body.get_by_test_id("sms-banner").get_by_test_id("sms-code").click()
        expect(self.body.get_by_test_id("composer")).to_have_value(re.compile(r"\d{6}"))
        self.body.get_by_test_id("send").click()

    def share_card_with(self, friend: "Phone", label: str = "Share in a chat") -> None:
        """Sends the campaign's card into the chat with a friend, who follows it to the bot."""
        self.bring().button(label).click()
        self.page.locator(f'[data-testid="choose-chat"][data-person="{friend.person_id}"]').click()
        self.body.get_by_test_id("inline-result").first.click()
        expect(self.body.get_by_test_id("via")).to_be_visible()
        self.leave_chat()
        self.body.locator(f'[data-testid="chat-row"][data-chat="{self.person_id}"]').click()
        friend.bring().leave_chat()
        talks = friend.page.locator('[data-type="private"]')
        friend.body.get_by_test_id("chat-row").and_(talks).nth(1).click()
        friend.body.get_by_test_id("inline-button").last.click()
        friend.page.locator(f'[data-testid="open-as"][data-person="{friend.person_id}"]').click()

    def leave_chat(self) -> None:
        """Goes back to the list of chats, if there is a way."""
        self.body.get_by_test_id("back").click()

    def lets_scan(self, friend: "Phone") -> None:
        """Shows the card's picture to a friend, who scans the QR in it."""
        self.bring().body.get_by_test_id("photo").last.click()
        self.page.get_by_test_id("scan").click()
        self.page.locator(f'[data-testid="scan-as"][data-person="{friend.person_id}"]').click()
        expect(friend.body).to_be_visible()

    def switch_language(self) -> None:
        self.bring().body.locator('[data-testid="tongue"]:visible').click()

    # Seeing

    def button(self, label: str) -> Locator:
        """The newest inline button that is labelled so: "¥50" is not "¥500", and "Confirm" is "Confirm ¥500"."""
        labelled = re.compile(rf"^{re.escape(label)}(?!\w)")
        return self.body.get_by_test_id("inline-button").filter(has_text=labelled).last

    def sees(self, words: str) -> Locator:
        """The newest of the bot's messages with these words, once it is there."""
        message = self._from_bot().filter(has_text=words).last
        expect(message).to_be_visible()
        return message

    def sees_picture(self, words: str) -> Locator:
        """The newest of the bot's pictures with these words below it, once it is there and loaded."""
        message = self._from_bot().filter(has=self.page.get_by_test_id("photo"), has_text=words).last
        expect(message).to_be_visible()
        expect(message.locator("img").first).to_have_js_property("complete", True)
        return message

    def _from_bot(self) -> Locator:
        return self.body.locator('[data-testid="bubble"][data-out="0"]')


@dataclass
class Screen:
    """The page in a browser. `faults` gathers what a developer would find in its console."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Loads the page, once everybody on it is there and the bot is running."""
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_console)
        self.page.goto(self.url)
        self.is_well()

    def is_well(self) -> None:
        """The bot is running, or comes up in the time that a start may take."""
        status = self.page.get_by_test_id("status")
        expect(status).to_have_attribute("data-state", "well", timeout=PATIENCE_SECONDS * 1000)

    def phone(self, of: Person) -> Phone:
        return Phone(self.page, of.id)

    def phones_side_by_side(self, count: int) -> None:
        self.page.locator(f'[data-testid="phone-count"][data-count="{count}"]').click()

    def show_bank(self) -> None:
        self.show("bank")

    def show_guide(self) -> None:
        self.show("guide")

    def is_not_wider_than_the_screen(self) -> None:
        """Nothing makes one scroll sideways but the strip of people, which is meant to."""
        too_wide = self.page.evaluate(
            """() => [document.documentElement, ...document.querySelectorAll(".phone *")]
                .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
                .filter((each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX)
                                  || each === document.documentElement)
                .map((each) => each.className || each.tagName)"""
        )
        assert not too_wide, too_wide

    def show(self, panel: str) -> None:
        """Opens a panel of the dock: "guide", "scenes", "timeline", "faults" or "bank"."""
        tab = self.page.get_by_test_id(f"tab-{panel}")
        if not tab.is_visible():
            self.page.locator('[data-testid^="open-"].panel-button:visible').first.click()
        tab.click()
        expect(self.page.get_by_test_id(panel)).to_be_visible()

    def _note_console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.faults.append(said.text)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")
