"""Somebody who taps every button there is, and looks at whatever comes of it."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.locales import Locale
from bot.sandbox.tags import parse_html
from tests.security.office import Json, Office

SENDING = {"SendMessage", "SendPhoto", "SendDocument"}
SHOWING = SENDING | {"EditMessageText", "EditMessageMedia"}
TAKING_AWAY = {"DeleteMessage", "EditMessageReplyMarkup"}
_FIRST_MESSAGE_ID = 1_000
_PHOTO = {"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}
_NONCE = re.compile(r"(?<=:)[\w-]{12}(?=:|$)")
_AMOUNT = re.compile(r"(?<=:)\d{3,}(?=:|$)")
_DAY = re.compile(r"(?<=:)(?:\d{4}-\d\d-\d\d)?:\d{4}-\d\d-\d\d(?=:)")
_COMMAND = re.compile(r"(?<![\w/])/[a-z]{3,}")
_KEY = re.compile(r"(?<![\w/.@-])[a-z]{3,}(?:-[a-z]{2,}){2,}(?![\w.-])")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")
_ALIKE = re.compile(
    r"""\u2068.*?\u2069 | https?://\S+ | hecun\ [a-z]+\ [a-z]+ | /[a-z_]+ | @\w+
    | \b[0-9A-Z]{4}-[0-9A-Z]{4}\b | \b\w*\d\w*(?:-\w+)*\b | \b[a-z]+(?:_|\.)[a-z]\w*\b | \*+""",
    re.VERBOSE,
)
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True)
class Screen:
    """What one message shows: its words and its buttons."""

    message_id: int
    text: str
    photo: bool
    file: bool
    keyboard: Json | None

    @property
    def taps(self) -> list[tuple[str, str]]:
        """The buttons that the bot hears of, by what is written on them and what they carry."""
        rows = (self.keyboard or {}).get("inline_keyboard", [])
        return [
            (each["text"], each["callback_data"]) for row in rows for each in row if "callback_data" in each
        ]

    @property
    def labels(self) -> list[str]:
        rows = (self.keyboard or {}).get("inline_keyboard", []) + (self.keyboard or {}).get("keyboard", [])
        return [each["text"] for row in rows for each in row]

    @property
    def leads_on(self) -> bool:
        return bool(self.labels) or _COMMAND.search(parse_html(self.text).text) is not None


Ways = deque[tuple[Screen, str, str]]
"""Buttons that are still to be tapped: where each is, what is written on it, and what it carries."""


@dataclass
class Walker:
    """Taps as `user`, and gathers what is wrong.

    `acts` are the prefixes of buttons that change things: they come last. What stands in `closed` is not tapped, and
    the words in `known` may be said in any language.
    """

    office: Office
    user: Json
    locale: Locale
    known: frozenset[str]
    acts: frozenset[str]
    closed: frozenset[str]
    wrong: list[str] = field(default_factory=list)
    tapped: int = 0
    _seen: set[str] = field(default_factory=set)
    _read: set[str] = field(default_factory=set)
    _asked: set[tuple[str, str]] = field(default_factory=set)

    async def walk(self, *commands: str, most: int) -> None:
        """From what these commands show, through all that can be reached with so many taps at most."""
        ways: Ways = deque()
        last: Ways = deque()
        for command in commands:
            self._look(await self._does(text=command), command, ways, last)
        while (ways or last) and self.tapped < most:
            screen, label, data = (ways or last).popleft()
            self._look(await self._taps(screen, label, data), f"[{label}] {data}", ways, last)
            await self._speak_out_of_turn(ways, last)

    def _look(
        self,
        screens: list[Screen],
        after: str,
        ways: Ways,
        last: Ways,
    ) -> None:
        for screen in screens:
            self._read_through(screen, after)
            for label, data in screen.taps:
                shape = _DAY.sub("day", _AMOUNT.sub("#", _NONCE.sub("*", data)))
                if shape not in self._seen and shape not in self.closed:
                    self._seen.add(shape)
                    (last if data.partition(":")[0] in self.acts else ways).append((screen, label, data))
        if (
            screens
            and not any(screen.file for screen in screens)
            and not any(screen.leads_on for screen in screens)
        ):
            self.wrong.append(f"a dead end after {after}: {screens[-1].text!r}")

    async def _taps(self, screen: Screen, label: str, data: str) -> list[Screen]:
        self.tapped += 1
        content: Json = {"message_id": screen.message_id}
        if screen.photo:
            content |= {"text": None, "photo": [_PHOTO]}
        before = len(self.office.wire.sent)
        await self.office.taps(self.user, data, **content)
        calls = self.office.wire.sent[before:]
        answers = [told for _, told in calls if told["method"] == "AnswerCallbackQuery"]
        if len(answers) != 1:
            self.wrong.append(f"[{label}] {data} was answered {len(answers)} times")
        for said in answers:
            self._check_words(said.get("text", ""), f"the toast of [{label}]")
        seen = any(told["method"] in SHOWING | TAKING_AWAY or told.get("text") for _, told in calls)
        if not seen:
            self.wrong.append(f"[{label}] {data} did nothing that can be seen")
        return self._shown(before)

    async def _does(self, **content: Any) -> list[Screen]:
        before = len(self.office.wire.sent)
        await self.office.says(self.user, **content)
        return self._shown(before)

    async def _speak_out_of_turn(self, ways: Ways, last: Ways) -> None:
        """Answers each new question with nonsense, and with a picture."""
        draft = await self.office.store.drafts.latest(self.user["id"])
        if draft is None or (draft.kind, draft.step) in self._asked:
            return
        self._asked.add((draft.kind, draft.step))
        for content in ({"text": "¿?"}, {"dice": {"emoji": "🎲", "value": 4}}):
            shown = await self._does(**content)
            where = f"{next(iter(content))} at {draft.kind} {draft.step}"
            if not shown:
                self.wrong.append(f"no answer to {where}")
            self._look(shown, where, ways, last)

    def _shown(self, before: int) -> list[Screen]:
        return list(_screens(self.office.wire.sent, before, self.user["id"]))

    def _read_through(self, screen: Screen, after: str) -> None:
        for text in (screen.text, *screen.labels):
            if text not in self._read:
                self._read.add(text)
                self._check_words(text, f"what is shown after {after}")

    def _check_words(self, text: str, where: str) -> None:
        shown = parse_html(text).text if "<" in text else text
        for pattern, what in ((r"[{}]", "a placeable"), (_KEY, "a key")):
            if found := re.search(pattern, shown):
                self.wrong.append(f"{what} ({found[0]}) in {where}: {shown!r}")
        strange = _LATIN if self.locale is Locale.ZH_HANS else _CHINESE
        unknown = {
            word for word in strange.findall(_without_codes(shown)) if word.casefold() not in self.known
        }
        if unknown:
            self.wrong.append(f"{sorted(unknown)} in {where}: {shown!r}")


def _without_codes(text: str) -> str:
    """Without what others wrote, and what is the same in every language: commands, addresses, codes, ids."""
    return _ALIKE.sub(" ", text)


def _screens(sent: list[tuple[int, Json]], before: int, chat_id: int) -> Iterator[Screen]:
    """What the calls from the `before`-th on left in somebody's chat."""
    message_id = _FIRST_MESSAGE_ID + sum(told["method"] in SENDING for _, told in sent[:before])
    shown: dict[int, Screen] = {}
    for to, told in sent[before:]:
        if told["method"] not in SHOWING:
            continue
        where = int(told["message_id"]) if "message_id" in told else message_id
        message_id += told["method"] in SENDING
        if to != chat_id:
            continue
        text = told.get("text") or told.get("caption") or told.get("media", {}).get("caption") or ""
        photo = told["method"] in ("SendPhoto", "EditMessageMedia")
        shown[where] = Screen(where, text, photo, told["method"] == "SendDocument", told.get("reply_markup"))
    yield from shown.values()
