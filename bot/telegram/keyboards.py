"""Buttons under a message, said in one line each."""

from collections.abc import Iterable, Sequence

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    SwitchInlineQueryChosenChat,
)

Row = Sequence[InlineKeyboardButton]

PRIMARY, SUCCESS, DANGER = ButtonStyle.PRIMARY, ButtonStyle.SUCCESS, ButtonStyle.DANGER


def tap(text: str, data: CallbackData, style: ButtonStyle | None = None) -> InlineKeyboardButton:
    """A button that the bot hears of. ValueError if its data does not fit into 64 bytes."""
    return InlineKeyboardButton(text=text, callback_data=data.pack(), style=style)


def link(text: str, url: str, style: ButtonStyle | None = None) -> InlineKeyboardButton:
    """A button that opens an address."""
    return InlineKeyboardButton(text=text, url=url, style=style)


def send_elsewhere(text: str, query: str) -> InlineKeyboardButton:
    """A button that lets somebody pick a chat, where the bot is then asked `query` inline."""
    chosen = SwitchInlineQueryChosenChat(
        query=query, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )
    return InlineKeyboardButton(text=text, switch_inline_query_chosen_chat=chosen)


def copy(text: str, content: str) -> InlineKeyboardButton:
    """A button that puts `content` (1 to 256 characters) on the clipboard."""
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=content))


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """The keyboard of these rows; empty ones are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def columns(buttons: Iterable[InlineKeyboardButton], across: int) -> list[Row]:
    """The buttons in rows of `across`."""
    listed = list(buttons)
    return [listed[start : start + across] for start in range(0, len(listed), across)]
