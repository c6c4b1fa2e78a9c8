"""A picture is drawn once and uploaded once, however many are shown it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetMe
from aiogram.types import BufferedInputFile, Chat, Message, PhotoSize

from bot.locales import Locale
from bot.pictures import draw_card
from bot.telegram.easel import PICTURES_KEPT, Easel, Media, Picture
from bot.telegram.render.card import card_picture
from core.domain.campaign import Campaign
from tests.bot.reader import reader
from tests.bot.test_words import a_campaign, a_view


class Painter:
    """Draws what it is told, and remembers; what is called "ink" cannot be drawn."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def draw(self, subject: str) -> bytes:
        self.drawn.append(subject)
        if subject == "ink":
            raise ValueError("no picture")
        return subject.encode()

    __call__ = draw


class Telegram:
    """Takes pictures, and gives each the name of its content; `lost` are names it does not know any more."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.lost: set[str] = set()
        self.refusing = 0

    async def show(self, media: Media) -> Message:
        await asyncio.sleep(0)
        if self.refusing:
            self.refusing -= 1
            raise TelegramBadRequest(GetMe(), "message is not modified")
        if isinstance(media, str) and media in self.lost:
            raise TelegramBadRequest(GetMe(), "Bad Request: wrong file identifier/HTTP URL specified")
        self.shown.append("upload" if isinstance(media, BufferedInputFile) else media)
        photo = PhotoSize(file_id=f"file {len(self.shown)}", file_unique_id="x", width=1, height=1)
        return Message(
            message_id=1,
            date=datetime(2026, 1, 1, tzinfo=UTC),
            chat=Chat(id=1, type="private"),
            photo=[photo],
        )


async def test_many_who_look_at_once_are_shown_one_drawing():
    easel, painter = Easel(), Painter()
    pictures = await asyncio.gather(*(easel.draw(painter, "card") for _ in range(50)))
    assert painter.drawn == ["card"]
    assert {id(picture) for picture in pictures} == {id(await easel.draw(painter, "card"))}
    assert pictures[0].png == b"card"


async def test_another_subject_is_another_drawing():
    easel, painter = Easel(), Painter()
    assert [(await easel.draw(painter, name)).png for name in ("a", "b", "a")] == [b"a", b"b", b"a"]
    assert painter.drawn == ["a", "b"]


async def test_a_card_is_drawn_anew_only_when_it_shows_something_else():
    easel, campaign = Easel(), a_campaign()
    joined = replace(campaign, pledged_minor=campaign.pledged_minor + 1_00, member_count=2)

    async def shown(seen: Campaign) -> Picture:
        return await easel.draw(draw_card, card_picture(a_view(seen, None), reader(Locale.EN)))

    first = await shown(campaign)
    assert await shown(campaign) is first
    assert await shown(replace(campaign, version=campaign.version + 1)) is first
    assert await shown(joined) is not first
    assert await shown(campaign) is first


async def test_only_the_pictures_shown_last_are_kept():
    easel, painter = Easel(), Painter()
    for number in range(PICTURES_KEPT + 1):
        await easel.draw(painter, str(number))
        await easel.draw(painter, "0")
    await easel.draw(painter, "1")
    assert (painter.drawn.count("0"), painter.drawn.count("1")) == (1, 2)


async def test_what_cannot_be_drawn_is_tried_again_the_next_time():
    easel, painter = Easel(), Painter()
    for _ in range(2):
        with pytest.raises(ValueError, match="no picture"):
            await easel.draw(painter, "ink")
    assert painter.drawn == ["ink", "ink"]


async def test_who_looks_away_takes_the_drawing_from_nobody():
    easel, painter = Easel(), Painter()
    async with asyncio.TaskGroup() as looking:
        one = looking.create_task(easel.draw(painter, "card"))
        other = looking.create_task(easel.draw(painter, "card"))
        await asyncio.sleep(0)
        one.cancel()
    assert other.result().png == b"card"


async def test_a_picture_is_uploaded_once_and_then_called_by_its_name():
    telegram, picture = Telegram(), Picture(b"png")
    await asyncio.gather(*(picture.show(telegram.show) for _ in range(5)))
    assert telegram.shown == ["upload", *["file 1"] * 4]


async def test_an_upload_that_is_refused_leaves_it_to_the_next():
    telegram, picture = Telegram(), Picture(b"png")
    telegram.refusing = 1
    with pytest.raises(TelegramBadRequest):
        await picture.show(telegram.show)
    await picture.show(telegram.show)
    assert telegram.shown == ["upload"]


async def test_a_name_that_telegram_knows_no_more_is_uploaded_again():
    telegram, picture = Telegram(), Picture(b"png")
    await picture.show(telegram.show)
    telegram.lost = {"file 1"}
    await picture.show(telegram.show)
    await picture.show(telegram.show)
    assert telegram.shown == ["upload", "upload", "file 2"]
