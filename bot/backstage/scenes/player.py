"""One person of a scene: writes, follows links, taps buttons and waits for what the bot shows.

Buttons are known by what they carry, so that a scene is the same in every language.
"""

import asyncio
import re
from collections.abc import Callable
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData

from bot.backstage.people import ScenePerson
from bot.backstage.scenes.sandbox import PATIENCE_SECONDS, JsonObject, Sandbox, Stuck
from core.domain.ids import ParticipantId
from core.domain.participant import CODE_DIGITS

_CODE = re.compile(rf"(?<![0-9])[0-9]{{{CODE_DIGITS}}}(?![0-9])")

F = TypeVar("F")


class Player:
    """Somebody on the stage. What they wait for comes after what they did last."""

    def __init__(self, sandbox: Sandbox, person: ScenePerson, participant_id: ParticipantId) -> None:
        self.person = person
        self.participant_id = participant_id
        self._sandbox = sandbox
        self._path = f"/people/{person.telegram_user_id}"
        self._messages: dict[int, JsonObject] = {}
        self._revision = 0
        self._acted_at = 0

    async def write(self, text: str) -> None:
        """Types a text or a command."""
        await self._act("messages", text=text)

    async def follow(self, link: str) -> None:
        """Opens a link to the bot."""
        await self._act("open", url=link)

    async def tap(self, kind: type[CallbackData], **carried: object) -> JsonObject:
        """Taps the first button of this kind on the newest message that has one; the answer, once there is one."""
        return await self.tap_on(*await self.finds(kind, **carried))

    async def finds(self, kind: type[CallbackData], **carried: object) -> tuple[int, str]:
        """A message with such a button, and the button's data; waits for it."""

        def find(message: JsonObject) -> tuple[int, str] | None:
            data = button_on(message, kind, **carried)
            return None if data is None else (message["message_id"], data)

        return await self.sees(find, kind.__name__)

    async def tap_on(self, message_id: int, data: str) -> JsonObject:
        """Taps a button by what it carries, even one that is gone; the answer, once there is one."""
        tapped = await self._act("taps", message_id=message_id, callback_data=data, wait=PATIENCE_SECONDS)
        answer: JsonObject | None = tapped["answer"]
        if answer is None:
            raise Stuck(f"{self.person.name}'s tap was not answered")
        return answer

    async def sees(self, look: Callable[[JsonObject], F | None], what: str) -> F:
        """What `look` finds in a message of the bot's, new or edited since the last act, newest first; waits for it."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    for message in self._news():
                        if (found := look(message)) is not None:
                            return found
                    await self._fetch(wait=PATIENCE_SECONDS)
        except TimeoutError:
            raise Stuck(f"{self.person.name} waited in vain for {what}") from None

    async def next_code(self, after: int) -> str:
        """The one-time code in the first SMS after the one with that id."""
        waiting = f"{self._path}/sms?after={after}&wait={PATIENCE_SECONDS}"
        for sms in (await self._sandbox.ask("GET", waiting))["sms"]:
            if code := _CODE.search(sms["text"]):
                return code[0]
        raise Stuck(f"{self.person.name} got no code from the bank")

    async def newest_sms(self) -> int:
        """The id of the newest SMS so far; 0 before the first."""
        arrived = (await self._sandbox.ask("GET", f"{self._path}/sms?after=0"))["sms"]
        return max((sms["id"] for sms in arrived), default=0)

    def _news(self) -> list[JsonObject]:
        news = [
            message
            for message in self._messages.values()
            if message["revision"] > self._acted_at and not message["out"] and not message["deleted"]
        ]
        return sorted(news, key=lambda message: -message["revision"])

    async def _act(self, what: str, **body: object) -> JsonObject:
        await self._fetch(wait=0)
        self._acted_at = self._revision
        return await self._sandbox.ask("POST", f"{self._path}/{what}", **body)

    async def _fetch(self, wait: float) -> None:
        told = await self._sandbox.ask("GET", f"{self._path}/messages?after={self._revision}&wait={wait}")
        self._revision = told["revision"]
        self._messages.update({message["message_id"]: message for message in told["messages"]})


def button_on(message: JsonObject, kind: type[CallbackData], **carried: object) -> str | None:
    """The data of the message's first button that carries this; None if it has none."""
    for row in (message.get("reply_markup") or {}).get("inline_keyboard") or ():
        for button in row:
            data = button.get("callback_data")
            if data is not None and _carries(data, kind, carried):
                return str(data)
    return None


def _carries(data: str, kind: type[CallbackData], carried: dict[str, object]) -> bool:
    try:
        given = kind.unpack(data)
    except (TypeError, ValueError):  # a button of another kind
        return False
    return all(getattr(given, name) == value for name, value in carried.items())
