"""The real conversation and notices on a real store, with a wire to Telegram that keeps all that goes over it."""

import itertools
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import GetMe, SendDocument, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import Chat, InputFile, InputMediaPhoto, Message, PhotoSize, Update, User

from bot.bank.directory import HouseDirectory
from bot.locales.outside import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE
from bot.sandbox.entities import utf16_length
from bot.sandbox.tags import parse_html
from bot.telegram.alarm_desk import AlarmDesk
from bot.telegram.dispatcher import create_dispatcher
from bot.telegram.notices import notice_screen
from bot.telegram.outbox import Post
from bot.telegram.pacing import Pacing
from bot.telegram.raw_updates import to_store
from bot.telegram.screens import Screen
from bot.telegram.visit import Desk
from bot.waking import Waking
from core.commands import Accepted, Actor, GrantRole, NameApprovers
from core.domain.ids import IntentId
from core.views import WaitingNotice
from storage import Store, open_store
from tests.papers.samples import signer
from tests.storage.books import Books, Wall
from tests.storage.databases import url_of

Json = dict[str, Any]

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789_xyz"
_HARMLESS = FIRST_STRONG_ISOLATE + POP_DIRECTIONAL_ISOLATE + "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
TEXT_LIMIT, CAPTION_LIMIT, TOAST_LIMIT = 4096, 1024, 200


class Wire(BaseSession):
    """Telegram's end: whatever is sent is looked at as strictly as Telegram does, kept, and confirmed."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[int, Json]] = []
        self.files: list[tuple[int, str, bytes]] = []
        self._message_ids = itertools.count(1_000)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> Any:
        told = method.model_dump(mode="json", exclude_none=True, exclude_defaults=True, fallback=repr)
        chat_id = int(told.get("chat_id", 0))
        told["method"] = type(method).__name__
        _check(method, told)
        self.sent.append((chat_id, told))
        if isinstance(method, GetMe):
            return User(id=bot.id, is_bot=True, first_name="Hecun", username="hecun_bot")
        if isinstance(method, SendDocument):
            assert isinstance(method.document, InputFile)
            data = b"".join([piece async for piece in method.document.read(bot)])
            self.files.append((chat_id, method.document.filename or "", data))
        if not isinstance(method, SendMessage | SendPhoto | SendDocument):
            return True
        photo = [PhotoSize(file_id="p", file_unique_id="p", width=1, height=1)]
        return Message(
            message_id=next(self._message_ids),
            date=datetime(2026, 3, 1, tzinfo=UTC),
            chat=Chat(id=chat_id, type="private"),
            photo=photo if isinstance(method, SendPhoto) else None,
            text=None if isinstance(method, SendPhoto) else "…",
        ).as_(bot)

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        raise AssertionError("the bot fetches no files")
        yield b""

    def to(self, chat_id: int, since: int = 0) -> str:
        """All that somebody was sent, from the `since`-th call on, as one text."""
        return "\n".join(
            json.dumps(told, ensure_ascii=False) for chat, told in self.sent[since:] if chat == chat_id
        )


def _check(method: TelegramMethod[Any], told: Json) -> None:
    """As Telegram would refuse it."""
    media = getattr(method, "media", None)
    caption = media.caption if isinstance(media, InputMediaPhoto) else getattr(method, "caption", None)
    for text, limit in ((getattr(method, "text", None), TEXT_LIMIT), (caption, CAPTION_LIMIT)):
        if text is None:
            continue
        html = told["method"] != "AnswerCallbackQuery"
        shown = parse_html(text).text if html else text
        assert shown.strip(), told
        _check_direction(shown)
        assert utf16_length(shown) <= (limit if html else TOAST_LIMIT), told
        text.encode()  # no half of a surrogate pair
    for row in told.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            assert utf16_length(button["text"]) >= 1, button
            assert len(button.get("callback_data", "").encode()) <= 64, button


def _check_direction(shown: str) -> None:
    """No name can turn a line around or end one: isolates come in pairs, and nothing else has an effect."""
    depth = 0
    for character in shown:
        depth += {FIRST_STRONG_ISOLATE: 1, POP_DIRECTIONAL_ISOLATE: -1}.get(character, 0)
        assert depth in (0, 1), shown
        assert character == "\n" or character in _HARMLESS or category(character) not in ("Cc", "Cf", "Cs"), (
            f"{character!r} in {shown!r}"
        )
    assert depth == 0, shown


@dataclass
class Codes:
    """The bank's way to phones."""

    delivered: list[str] = field(default_factory=list)

    async def deliver(self, phone: str, code: str, expires_at: datetime, locale: str) -> None:
        self.delivered.append(code)


@dataclass
class Office:
    """Everything between Telegram and the store, and short ways to be somebody who writes or taps."""

    wire: Wire
    bot: Bot
    desk: Desk
    store: Store
    books: Books
    dispatcher: Dispatcher
    post: Post
    codes: Codes
    database: Path
    _update_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def says(self, user: Json, text: str | None = None, **content: Any) -> None:
        """Somebody writes in their private chat with the bot."""
        message = {"text": text, **content} if text is not None else content
        await self.feed(message=self._message(user) | {"from": user} | message)

    async def taps(self, user: Json, data: str, **message: Any) -> None:
        """Somebody taps a button that carries this, whether there is one or not."""
        query = {"id": str(next(self._update_ids)), "from": user, "chat_instance": "1", "data": data}
        await self.feed(callback_query=query | {"message": self._message(user) | {"text": "…"} | message})

    def _message(self, user: Json) -> Json:
        chat = {"id": user["id"], "type": "private"}
        return {"message_id": next(self._update_ids), "date": 1, "chat": chat}

    def update(self, **event: Any) -> Json:
        """An update as Telegram brings it."""
        return {"update_id": next(self._update_ids), **event}

    async def feed(self, **event: Any) -> None:
        """Handles one update as the inbox does. Raises what the handlers raise."""
        payload = to_store(self.update(**event)).payload
        update = Update.model_validate_json(payload, context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update)

    async def deliver(self) -> None:
        """Sends every notice that waits."""
        while await self.post.send_waiting():
            pass


def user(telegram_user_id: int, name: str, language_code: str = "en") -> Json:
    """Somebody as Telegram tells of them."""
    return {
        "id": telegram_user_id,
        "is_bot": False,
        "first_name": name,
        "language_code": language_code,
    }


async def _appoint(books: Books, admin_ids: frozenset[int]) -> None:
    """Have the admins be approvers: those that the house has too by its own words, so that it can be followed later."""
    granting = [command for command, _, _ in books.house.asked if isinstance(command, GrantRole)]
    others = admin_ids.difference(each.telegram_user_id for each in granting)
    naming = NameApprovers(
        intent=IntentId("approvers"), actor=Actor.system("settings"), telegram_user_ids=others
    )
    for command in (*granting, *([naming] if others else ())):
        assert isinstance(await books.store.teller.submit(command), Accepted)


@asynccontextmanager
async def open_office(database: Path, *, admin_ids: frozenset[int]) -> AsyncIterator[Office]:
    """An office with a migrated database; nobody has to wait for their turn to be written to."""
    url = url_of(database)
    wall, wire, codes = Wall(), Wire(), Codes()
    bot = Bot(TOKEN, session=wire)
    hours = itertools.count(0, 3_600)
    pacing = Pacing(lambda: float(next(hours)))
    async with open_store(url, zone=ZoneInfo("Asia/Shanghai"), wall=wall) as store:
        books = Books(store, wall)
        await _appoint(books, admin_ids)
        desk = Desk(
            bot=bot,
            pacing=pacing,
            bot_username="hecun_bot",
            zone=store.clock.zone,
            clock=store.clock,
            teller=store.teller,
            queries=store.queries,
            partners=store.partners,
            operating=store.operating,
            set_aside=store.inbox,
            exports=store.exports,
            drafts=store.drafts,
            cards=store.cards,
            alarm_board=store.alarm_board,
            signer=signer(),
            directory=HouseDirectory(),
        )

        async def write(waiting: WaitingNotice) -> Screen | None:
            return await notice_screen(waiting.notice, desk.visit(waiting.recipient))

        yield Office(
            wire=wire,
            bot=bot,
            desk=desk,
            store=store,
            books=books,
            dispatcher=create_dispatcher(desk, store.outbox),
            post=Post(
                bot,
                store.outbox,
                store.clock,
                write,
                codes,
                pacing=pacing,
                waking=Waking(store.clock.zone),
                tell_group=AlarmDesk(desk).tell,
            ),
            codes=codes,
            database=database,
        )
