"""Asks a person to share their own contact: how linking begins, wherever it is needed."""

from enum import StrEnum

from aiogram.types import KeyboardButton, ReplyKeyboardMarkup

from bot.telegram.drafts import DraftKind, new_draft
from bot.telegram.screens import Screen, say
from bot.telegram.visit import Visit

RETURNS_TO = "returns_to"
"""The answer of a linking draft that names the kind of draft to go on with afterwards; None for none."""


class LinkingStep(StrEnum):
    """What is being waited for."""

    CONTACT = "contact"
    CODE = "code"


async def ask_contact(visit: Visit, *, returns_to: DraftKind | None = None) -> None:
    """Begin linking: a keyboard with the one button that shares a contact. Afterwards the other draft goes on."""
    draft = new_draft(visit, DraftKind.LINKING, LinkingStep.CONTACT)
    draft.answers[RETURNS_TO] = None if returns_to is None else returns_to.value
    await visit.drafts.save(draft)
    words = visit.words
    text = words("linking-ask-contact")
    if returns_to is DraftKind.PLEDGING:
        text = words("linking-ask-contact-first")
    elif returns_to is DraftKind.BUYING:
        text = words("linking-ask-contact-to-buy")
    keyboard = contact_keyboard(words.plain("linking-button-contact"))
    await say(visit, Screen(text, keyboard))


def contact_keyboard(text: str) -> ReplyKeyboardMarkup:
    """One button in place of the letter keys, which shares the person's own contact."""
    button = KeyboardButton(text=text, request_contact=True)
    return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
