"""Whom the initiator has designated, what has become of it, and the key with which more people are picked."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from aiogram.types import KeyboardButton, KeyboardButtonRequestUsers, ReplyKeyboardMarkup

from bot.locales import Markup
from bot.telegram.render.card import campaign_name
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.views import DesignationView, Draft

PICKED_AT_ONCE = 10
"""As many as Telegram lets somebody pick with one key."""
_PEOPLE_SHOWN = 30


def request_id_of(draft: Draft) -> int:
    """What Telegram says beside the people who were picked, so that it is known for which campaign (31 bits)."""
    digest = blake2b(draft.nonce.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 1


def people_screen(
    campaign: Campaign,
    people: Sequence[DesignationView],
    draft: Draft,
    visit: Visit,
    note: Markup | None = None,
) -> Screen:
    """The list, newest first, and a key in place of the letter keys; `note` says what was done just now."""
    words = visit.words
    title = words("inviting-title", campaign=campaign_name(campaign, visit))
    hint = words("inviting-hint-only" if campaign.designated_only else "inviting-hint")
    listed = "\n".join(_people(people, visit)) or words("inviting-nobody")
    text = "\n\n".join(filter(None, (note, title, listed, hint)))
    key = KeyboardButton(
        text=words.plain("inviting-button-pick"),
        request_users=KeyboardButtonRequestUsers(
            request_id=request_id_of(draft),
            user_is_bot=False,
            max_quantity=PICKED_AT_ONCE,
            request_name=True,
        ),
    )
    return Screen(text, ReplyKeyboardMarkup(keyboard=[[key]], resize_keyboard=True, one_time_keyboard=True))


def _people(people: Sequence[DesignationView], visit: Visit) -> Iterator[Markup]:
    for each in list(reversed(people))[:_PEOPLE_SHOWN]:
        yield visit.words("inviting-person", name=_name(each), state=each.state)
    if len(people) > _PEOPLE_SHOWN:
        yield visit.words("inviting-more", count=len(people) - _PEOPLE_SHOWN)


def _name(person: DesignationView) -> str:
    """What they call themselves, or what the initiator knows them by; of a phone number the last digits."""
    phone = person.designation.designee.phone
    return person.name or (f"…{phone[-4:]}" if phone else "")
