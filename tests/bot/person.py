"""Somebody who is played: types, taps, shares, scans, and waits for what the bot answers."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.backstage.people import PEOPLE
from tests.bot.stage import Json, Stage, next_number

T = TypeVar("T")

PATIENCE_SECONDS = 30.0
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True)
class Button:
    """A button under a message."""

    label: str
    data: str | None
    url: str | None
    copies: str | None


@dataclass(frozen=True)
class Shown:
    """A message as the person sees it now. `text` is the text or the caption, without invisible isolates."""

    raw: Json

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def revision(self) -> int:
        return int(self.raw["revision"])

    @property
    def own(self) -> bool:
        return bool(self.raw["out"])

    @property
    def deleted(self) -> bool:
        return bool(self.raw["deleted"])

    @property
    def text(self) -> str:
        text: str = self.raw.get("text") or self.raw.get("caption") or ""
        return text.translate(_ISOLATES)

    @property
    def photo(self) -> str | None:
        """The file id of the largest size, if it is a photo."""
        sizes = self.raw.get("photo") or []
        return str(sizes[-1]["file_id"]) if sizes else None

    @property
    def buttons(self) -> list[Button]:
        rows = (self.raw.get("reply_markup") or {}).get("inline_keyboard") or []
        return [
            Button(
                button["text"].translate(_ISOLATES),
                button.get("callback_data"),
                button.get("url"),
                (button.get("copy_text") or {}).get("text"),
            )
            for row in rows
            for button in row
        ]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def button(self, label: str) -> Button:
        """The button whose label is `label`, or the one that contains it."""
        for matches in (str.__eq__, str.__contains__):
            found = [button for button in self.buttons if matches(button.label, label)]
            if len(found) == 1:
                return found[0]
        raise AssertionError(f"no one button {label!r} among {self.labels} under {self.text!r}")

    def __str__(self) -> str:
        who = "me" if self.own else "bot"
        picture = " [photo]" if self.photo else ""
        return f"{who} #{self.id}{picture}: {self.text}\n      {self.labels or ''}"


@dataclass(frozen=True)
class Toast:
    """What popped up after a tap."""

    text: str
    alert: bool


@dataclass
class Person:
    """One person's chat with the bot. What they wait for comes after what they did last."""

    stage: Stage
    id: int
    name: str
    phone: str
    language_code: str = "en"
    messages: dict[int, Shown] = field(default_factory=dict)
    toasts: list[tuple[int, Toast]] = field(default_factory=list)
    revision: int = 0
    acted_at: int = 0
    sms_seen: int = 0

    # Acting

    def say(self, text: str) -> None:
        """Types a text or a command."""
        self._act("messages", text=text)

    def speaks(self, language_code: str) -> None:
        """Has Telegram in this language from now on."""
        self.language_code = language_code
        self.stage.ask("PATCH", f"/sim/people/{self.id}", language_code=language_code)

    def edit(self, text: str, into: str) -> None:
        """Changes the newest message of one's own that says `text`."""
        self._fetch(wait=0)
        mine = max(
            shown.id for shown in self.messages.values() if shown.own and shown.raw.get("text") == text
        )
        self.now_acts()
        self.stage.ask("PATCH", f"/sim/people/{self.id}/messages/{mine}", text=into)

    def forward(self, message: Shown) -> None:
        """Forwards a message of one's chat with the bot to the bot."""
        self._act("messages", forward_from={"message_id": message.id})

    def brings(self, **content: Any) -> None:
        """Sends a message with any content that Telegram knows."""
        self._brings("message", content)

    def brings_edited(self, **content: Any) -> None:
        """Edits a message into any content."""
        self._brings("edited_message", content)

    def _brings(self, kind: str, content: Json) -> None:
        self.now_acts()
        sender = {"id": self.id, "is_bot": False, "first_name": self.name}
        message = {
            "message_id": 1_000_000 + next_number(),
            "date": 1_790_000_000,
            "chat": {"id": self.id, "type": "private", "first_name": self.name},
            "from": sender | {"language_code": self.language_code},
        }
        self.stage.ask("POST", "/sim/updates", kind=kind, content=message | content)

    def start(self, payload: str = "") -> None:
        """Presses START, as after following a link with that payload."""
        self._act("start", payload=payload)

    def follow(self, url: str) -> None:
        """Opens a link."""
        self._act("open", url=url)

    def scan(self, message: Shown) -> Json:
        """Scans the QR in a picture, as somebody who was shown it; follows it if it is the bot's."""
        return self._act("scan", file_id=message.photo)

    def share_contact(self, of: "Person | None" = None) -> None:
        """Shares a contact, one's own by default."""
        self._act("contact", **({} if of is None else {"of": of.id}))

    def pick(self, message: Shown, *people: "Person") -> None:
        """Presses the message's key that asks for people, and picks them."""
        [[key]] = message.raw["reply_markup"]["keyboard"]
        asked = key["request_users"]["request_id"]
        self._act("pick", request_id=asked, people=[person.id for person in people])

    def tap(self, label: str, message: Shown | None = None) -> Toast | None:
        """Taps the button on `message`, or on the newest message that has it; what popped up, if anything."""
        message = message or self._with_button(label)
        return self.tap_data(message, str(message.button(label).data))

    def tap_data(self, message: Shown, data: str) -> Toast | None:
        """Taps a button by its data, even one that is not there any more."""
        answered = self._act("taps", message_id=message.id, callback_data=data, wait=PATIENCE_SECONDS)[
            "answer"
        ]
        assert answered is not None, f"the tap on {data!r} was not answered\n{self.transcript()}"
        return (
            Toast(answered["text"].translate(_ISOLATES), answered["show_alert"])
            if answered.get("text")
            else None
        )

    def tap_and_go(self, label: str) -> None:
        """Taps the button and does not wait for anything to pop up."""
        message = self._with_button(label)
        self._act("taps", message_id=message.id, callback_data=message.button(label).data)

    def block(self) -> None:
        self._act("block")

    def unblock(self) -> None:
        self._act("unblock")

    # Waiting

    def sees(self, wanted: "str | Callable[[Shown], object]", *, since: int | None = None) -> Shown:
        """The bot's message, sent or edited since the last act, that contains `wanted` or fulfils it; waits for it."""
        since = self.acted_at if since is None else since
        fulfils = wanted if callable(wanted) else lambda shown: wanted in shown.text

        def look() -> Shown | None:
            new = [shown for shown in self.bot_messages() if shown.revision > since and fulfils(shown)]
            return max(new, key=lambda shown: shown.revision) if new else None

        return self._await(look, f"a message with {wanted!r}")

    def sees_photo(self, wanted: str = "") -> Shown:
        """The photo sent or redrawn since the last act whose caption contains `wanted`."""
        return self.sees(lambda shown: shown.photo and wanted in shown.text)

    def no_longer_sees(self, message: Shown) -> None:
        """Waits until the message is deleted from the chat."""
        self._await(lambda: self.messages[message.id].deleted or None, f"#{message.id} to go")

    def now(self, message: Shown) -> Shown:
        """The message as it is shown by now."""
        self._fetch(wait=0)
        return self.messages[message.id]

    def newest(self) -> Shown:
        """The newest of the bot's messages."""
        self._fetch(wait=0)
        return max(self.bot_messages(), key=lambda shown: shown.id)

    def bot_messages(self) -> list[Shown]:
        """What the bot has written and not deleted."""
        return [shown for shown in self.messages.values() if not shown.own and not shown.deleted]

    def receives_code(self) -> str:
        """The one-time code in the next SMS."""
        arrived = self.stage.ask(
            "GET", f"/sim/people/{self.id}/sms?after={self.sms_seen}&wait={PATIENCE_SECONDS}"
        )["sms"]
        assert arrived, f"no SMS came\n{self.transcript()}"
        self.sms_seen = arrived[-1]["id"]
        found = re.search(r"(?<![0-9])[0-9]{6}(?![0-9])", arrived[-1]["text"])
        assert found is not None, arrived[-1]["text"]
        return found[0]

    def menu(self) -> list[str]:
        """The commands in the person's menu."""
        told = self.stage.ask("GET", f"/sim/people/{self.id}/commands")["commands"]
        return [command["command"] for command in told]

    def link(self) -> None:
        """Links all accounts at the bank: contact, SMS, code."""
        self.say("/accounts")
        self.sees(lambda shown: True)
        self.share_contact()
        self.say(self.receives_code())
        self.sees(lambda shown: shown.buttons)  # the last that is said about it

    def transcript(self) -> str:
        """The chat as it is now, for the message of a failed test."""
        self._fetch(wait=0)
        lines = [f"--- {self.name}'s chat", *map(str, self.messages.values())]
        return "\n".join(
            [*lines, f"--- toasts: {[toast.text for _, toast in self.toasts]}", self.stage.log()]
        )

    # How

    def now_acts(self) -> None:
        """What they wait for from now on comes after this."""
        self._fetch(wait=0)
        self.acted_at = self.revision

    def _act(self, what: str, **body: Any) -> Json:
        self.now_acts()
        return self.stage.ask("POST", f"/sim/people/{self.id}/{what}", **body)

    def _with_button(self, label: str) -> Shown:
        def look() -> Shown | None:
            having = [
                shown
                for shown in self.bot_messages()
                if any(label in button.label and button.data for button in shown.buttons)
            ]
            return max(having, key=lambda shown: shown.id) if having else None

        return self._await(look, f"a button {label!r}")

    def _await(self, look: "Callable[[], T | None]", what: str) -> T:
        deadline = time.monotonic() + PATIENCE_SECONDS
        self._fetch(wait=0)
        while not (found := look()):
            left = deadline - time.monotonic()
            assert left > 0, f"waited in vain for {what}\n{self.transcript()}"
            self._fetch(wait=left)
        return found

    def _fetch(self, wait: float) -> None:
        path = f"/sim/people/{self.id}/messages?after={self.revision}&wait={wait:.1f}"
        told = self.stage.ask("GET", path)
        self.revision = told["revision"]
        for message in told["messages"]:
            self.messages[message["message_id"]] = Shown(message)
        for toast in told["toasts"]:
            self.toasts.append((toast["revision"], Toast(toast["text"], toast["show_alert"])))


def account(balance_yuan: int, account_class: str = "I", status: str = "normal") -> Json:
    """An account as `newcomer` takes them."""
    return {"class": account_class, "balance_minor": balance_yuan * 100, "status": status}


def newcomer(
    stage: Stage,
    *accounts: Json,
    name: str | None = None,
    language_code: str = "en",
    linked: bool = False,
) -> Person:
    """Somebody nobody has seen yet, a customer of the bank if they have accounts; with `linked` these are linked."""
    number = next_number()
    name = name or f"Guest {number}"
    phone = f"+8613900{number:06d}"
    told = stage.ask("POST", "/sim/people", first_name=name, language_code=language_code, phone=phone)
    if accounts:
        stage.take_on(name, phone, *accounts)
    person = Person(stage, told["id"], name, phone, language_code)
    if linked:
        person.link()
    return person


def from_the_scene(stage: Stage, key: str) -> Person:
    """One of the sandbox's own people, by the key in `bot.backstage.people`: "mei-lin", "tom", "sofia" …"""
    known = next(person for person in PEOPLE if person.key == key)
    return Person(stage, known.telegram_user_id, known.name, known.phone)
