"""A screen is what one message shows; it is put into the tapped message, or sent as a new one."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.telegram.easel import Media, Picture
from bot.telegram.failures import changed_nothing
from bot.telegram.pacing import Rank
from bot.telegram.visit import Visit

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class Screen:
    """HTML text (at most 4,096 characters shown, 1,024 under a picture), the picture of a photo, and the buttons."""

    text: str
    keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None
    picture: Picture | None = None


class ScreenGone(Exception):
    """The message to be edited was deleted, or cannot be edited any more."""


async def show(
    visit: Visit,
    event: Message | CallbackQuery,
    screen: Screen,
    *,
    fresh: bool = False,
    toast: str | None = None,
) -> Message:
    """The message that shows the screen now: the tapped one if it can, a new one if not, or if `fresh`.

    A tap is answered first, with `toast` if given.
    """
    await visit.answer(toast)
    tapped = event.message if isinstance(event, CallbackQuery) and not fresh else None
    if isinstance(tapped, Message) and _fits(tapped, screen):
        try:
            await edit(visit.bot, tapped.chat.id, tapped.message_id, screen)
        except ScreenGone:
            return await say(visit, screen)
        return tapped
    return await say(visit, screen)


def _fits(message: Message, screen: Screen) -> bool:
    """A photo cannot become a text, and a keyboard instead of the letter keys comes with a new message only."""
    inline = screen.keyboard is None or isinstance(screen.keyboard, InlineKeyboardMarkup)
    return inline and bool(message.photo) == (screen.picture is not None)


async def say(visit: Visit, screen: Screen) -> Message:
    """Send the screen to whoever is at the desk, as a new message, when its turn has come."""
    async with visit.pacing.turn(visit.telegram_user_id, Rank.ANSWER):
        return await send(visit.bot, visit.telegram_user_id, screen)


async def send(
    bot: Bot,
    chat_id: int,
    screen: Screen,
    thread_id: int | None = None,
    reply: ReplyParameters | None = None,
) -> Message:
    """Send the screen as a new message, now: whoever calls this has waited for the turn.

    `thread_id` names the topic of a group where it is to be; None for where there are none. `reply` says which message
    a text answers.
    """
    if screen.picture is None:
        return await bot.send_message(
            chat_id,
            screen.text,
            message_thread_id=thread_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=reply,
            reply_markup=screen.keyboard,
        )

    async def send_photo(media: Media) -> Message:
        return await bot.send_photo(
            chat_id,
            media,
            message_thread_id=thread_id,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=screen.keyboard,
        )

    sent = await screen.picture.show(send_photo)
    assert isinstance(sent, Message), "a photo that is sent is a message"
    return sent


async def edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    """Put the screen into a message of the same kind; that it shows it already is success. Raises ScreenGone."""
    await _edit(bot, screen, chat_id=chat_id, message_id=message_id)


async def edit_inline(bot: Bot, inline_message_id: str, screen: Screen) -> None:
    """The same, for a message that somebody sent by way of the bot."""
    await _edit(bot, screen, inline_message_id=inline_message_id)


async def _edit(
    bot: Bot,
    screen: Screen,
    *,
    chat_id: int | None = None,
    message_id: int | None = None,
    inline_message_id: str | None = None,
) -> None:
    inline = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
    try:
        if screen.picture is None:
            await bot.edit_message_text(
                screen.text,
                chat_id=chat_id,
                message_id=message_id,
                inline_message_id=inline_message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                reply_markup=inline,
            )
        else:

            async def put(media: Media) -> Message | bool:
                picture = InputMediaPhoto(media=media, caption=screen.text, parse_mode=ParseMode.HTML)
                return await bot.edit_message_media(
                    picture,
                    chat_id=chat_id,
                    message_id=message_id,
                    inline_message_id=inline_message_id,
                    reply_markup=inline,
                )

            await screen.picture.show(put)
    except TelegramBadRequest as error:
        _forgive(error)


async def take_buttons(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take away a message's buttons, if it is still there."""
    try:
        await bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id, reply_markup=None)
    except TelegramBadRequest as error:
        try:
            _forgive(error)
        except ScreenGone:
            return


def _forgive(error: TelegramBadRequest) -> None:
    if changed_nothing(error):
        return
    if any(gone in error.message.casefold() for gone in _GONE):
        raise ScreenGone from error
    raise error
