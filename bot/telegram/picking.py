"""The key with which somebody picks people from their own chats, and how it is known what they were picked for."""

from hashlib import blake2b

from aiogram.types import KeyboardButton, KeyboardButtonRequestUsers, ReplyKeyboardMarkup

from core.views import Draft


def request_id_of(draft: Draft) -> int:
    """What Telegram says beside the people who were picked, so that it is known for what (31 bits)."""
    digest = blake2b(draft.nonce.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 1


def people_key(text: str, draft: Draft, at_once: int) -> ReplyKeyboardMarkup:
    """A key in place of the letter keys, with which so many people are picked at once: people, not bots."""
    picking = KeyboardButtonRequestUsers(
        request_id=request_id_of(draft), user_is_bot=False, max_quantity=at_once, request_name=True
    )
    key = KeyboardButton(text=text, request_users=picking)
    return ReplyKeyboardMarkup(keyboard=[[key]], resize_keyboard=True, one_time_keyboard=True)


def picked_name(first_name: str | None, last_name: str | None) -> str:
    """What somebody who was picked is called by Telegram; empty if it does not say."""
    return " ".join(filter(None, (first_name, last_name)))
