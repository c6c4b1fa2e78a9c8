"""What leads somewhere in what people send: a campaign's link or short code, wherever in the message it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aiogram.types import Message

from bot.links import campaign_url, join_payload
from bot.locales.reading.numerals import half_width
from core.domain.ids import read_short_code

_TELEGRAM = r"(?:t|telegram)\.(?:me|dog)/{bot}\?|tg://resolve\?domain={bot}&"
_PAYLOAD = r"start(?:group)?=(?P<payload>[\w-]{1,64})"
_START = re.compile(r"/start(?:@\w+)?\s+(?P<payload>[\w-]{1,64})")
# Within other words only a code with its hyphen is one: every thirtieth word of eight letters would pass for another.
_CODE = re.compile(r"(?<![0-9A-Za-z-])[0-9A-Za-z]{4}-[0-9A-Za-z]{4}(?![0-9A-Za-z-])")


@dataclass(frozen=True, slots=True)
class Lead:
    """One of the two: what would have followed /start, or a short code whose check symbol is right."""

    payload: str | None = None
    code: str | None = None


def find_lead(message: Message, bot_username: str, public_url: str | None) -> Lead | None:
    """The first link to this bot or to a campaign's page in the message, else the first short code in its words."""
    telegram = _TELEGRAM.format(bot=re.escape(bot_username))
    links = [re.compile(f"(?:{telegram}){_PAYLOAD}", re.IGNORECASE), _START]
    if public_url is not None:
        links.append(re.compile(re.escape(campaign_url(public_url, "")) + r"(?P<token>[\w-]{22})(?![\w-])"))
    said = message.text or message.caption or ""
    for text in (said, *_addresses(message)):
        for link in links:
            if found := link.search(text):
                groups = found.groupdict()
                return Lead(payload=groups.get("payload") or join_payload(groups["token"]))
    codes = (found[0] for found in _CODE.finditer(half_width(said)))
    code = next((code for code in codes if read_short_code(code) is not None), None)
    return None if code is None else Lead(code=code)


def _addresses(message: Message) -> Iterator[str]:
    """Where its words and buttons lead."""
    for entity in message.entities or message.caption_entities or ():
        if entity.url:
            yield entity.url
    for row in message.reply_markup.inline_keyboard if message.reply_markup else ():
        for button in row:
            if button.url:
                yield button.url
