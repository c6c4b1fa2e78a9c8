"""Who is speaking, in what words, and what a handler may use."""

import logging
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.locales import Locale, Words, locale_for, words
from bot.locales.outside import shorten
from bot.locales.zones import zone_named
from bot.papers.keys import Signer
from bot.partner_keys import Mode
from bot.telegram.easel import Easel
from bot.telegram.pacing import Pacing
from bot.telegram.rush import Rush
from core.commands import Actor, Command, Refused
from core.domain.moment import Moment
from core.domain.notifications import AWAKE, QuietHours
from core.domain.participant import Participant
from core.domain.staff import Role
from core.ports import (
    AlarmBoard,
    Cards,
    Clock,
    CustomerDirectory,
    Drafts,
    Exports,
    OperatingQueries,
    OrderInquiry,
    PartnerQueries,
    Queries,
    SetAside,
    Teller,
)
from core.views import Draft, Recipient

logger = logging.getLogger(__name__)

R = TypeVar("R")

TOAST_LIMIT = 200
"""What Telegram takes in the answer to a tap, in UTF-16 code units."""


class Tap:
    """A callback query to be answered exactly once; until then its owner waits."""

    __slots__ = ("_rush", "_update_id", "answered", "id")

    def __init__(self, callback_query_id: str, update_id: int, rush: Rush) -> None:
        self.id = callback_query_id
        self.answered = False
        self._update_id = update_id
        self._rush = rush
        rush.begin(update_id)

    def over(self) -> None:
        """Its owner waits no more, whether it was answered or not; saying so twice changes nothing."""
        self._rush.answered(self._update_id)

    async def follow(self) -> None:
        """Returns when others who wait for an answer have theirs, so that what follows this one may begin."""
        await self._rush.follow(self._update_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the conversation works with, whoever speaks. `zone` is that of the bank's business days.

    `quiet` are the quiet hours of people who have chosen none.
    `mode` says which keys its partners have. `public_url` is where campaigns have pages for browsers, None if they
    have none. `inline` says whether the bot can be asked in any chat. `inquiry` asks a bank elsewhere about an order,
    None if there is no such bank.
    """

    bot: Bot
    pacing: Pacing
    easel: Easel = field(default_factory=Easel)
    rush: Rush = field(default_factory=Rush)
    bot_username: str
    zone: ZoneInfo
    clock: Clock
    teller: Teller
    queries: Queries
    partners: PartnerQueries
    operating: OperatingQueries
    set_aside: SetAside
    exports: Exports
    drafts: Drafts
    cards: Cards
    alarm_board: AlarmBoard
    directory: CustomerDirectory
    signer: Signer
    quiet: QuietHours = AWAKE
    mode: Mode = Mode.LIVE
    public_url: str | None = None
    inline: bool = False
    inquiry: OrderInquiry | None = None

    def visit(self, recipient: Recipient, tap: Tap | None = None) -> "Visit":
        """The desk with this participant before it."""
        shared: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(Desk)}
        return Visit(
            **shared,
            participant=recipient.participant,
            telegram_user_id=recipient.telegram_user_id,
            role=recipient.role,
            words=words(known_locale(recipient.participant.locale)),
            tap=tap,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Desk):
    """One participant at the desk. In a private chat the chat's id is `telegram_user_id`.

    `role` is what they may do at the admin desk; None if they are no staff.
    """

    participant: Participant
    telegram_user_id: int
    words: Words
    role: Role | None = None
    tap: Tap | None = None

    @property
    def locale(self) -> Locale:
        """The language they are spoken to in."""
        return self.words.locale

    @property
    def own_zone(self) -> ZoneInfo:
        """By whose clock they are told the time: that of their own zone, or else the bank's."""
        return zone_named(self.participant.notifications.zone) or self.zone

    def seen_by_all(self) -> "Visit":
        """The same for what others read too: by the bank's clock."""
        chosen = replace(self.participant.notifications, zone=None)
        return replace(self, participant=replace(self.participant, notifications=chosen))

    @property
    def admin(self) -> bool:
        """Whether they are staff, and may look at everything at least."""
        return self.role is not None

    def may(self, role: Role) -> bool:
        """Whether their role includes this one."""
        return self.role is not None and self.role.includes(role)

    @property
    def actor(self) -> Actor:
        """The participant asking for themselves."""
        return Actor.participant(self.participant.id)

    def now(self) -> Moment:
        """The business clock's instant and day."""
        return self.clock.now()

    async def ask(self, command: Command[R], *, closes: Draft | None = None) -> R:
        """The command's result, committed. Raises the DomainError it was refused with; the errors router words it."""
        receipt = await self.teller.submit(command, closes=closes)
        if isinstance(receipt, Refused):
            raise receipt.error
        return receipt.result

    async def answer(self, toast: str | None = None, *, alert: bool = False) -> None:
        """Answer the tap, if there is one that was not answered yet; `toast` is plain text, `alert` makes it stay.

        Whatever follows is less urgent than the answers that others wait for: this returns after those.
        """
        if self.tap is None or self.tap.answered:
            return
        self.tap.answered = True
        text = toast and shorten(toast, TOAST_LIMIT - sum(character > "\uffff" for character in toast))
        try:
            await self.bot.answer_callback_query(self.tap.id, text=text, show_alert=alert or None)
        except TelegramBadRequest as error:
            # Too old, or answered before a crash: whoever tapped has long stopped waiting.
            logger.info("a tap could not be answered: %s", error.message)
        finally:
            self.tap.over()
        await self.tap.follow()


def known_locale(tag: str) -> Locale:
    """The language a participant is kept with, or the nearest one if it is spoken no more."""
    return Locale(tag) if tag in set(Locale) else locale_for(tag)
