"""Groups: the organiser puts a campaign's card there, and the bot keeps quiet but for who speaks to it.

Only commands that name the bot are for it, and one who writes in the group's name is nobody it knows. Whatever concerns
one person is answered in their private chat.
"""

import logging
import re
from dataclasses import dataclass

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.filters import Command, CommandObject
from aiogram.types import ChatMemberUpdated, Message, Update

from bot.telegram.handlers.alarming import alarms_here
from bot.telegram.handlers.joining import by_code, by_link
from bot.telegram.pacing import Rank
from bot.telegram.render.group import (
    anonymous_screen,
    brief_screen,
    closed_screen,
    not_shareable_screen,
    not_yours_screen,
    nothing_to_put_screen,
)
from bot.telegram.render.shared_card import is_shareable
from bot.telegram.screens import Screen, send
from bot.telegram.send_card import look_at
from bot.telegram.sharing import GroupClosed, put_into_group, tell_in_private
from bot.telegram.visit import Desk, Visit
from core.domain.ids import CampaignId
from core.ports import Outbox

log = logging.getLogger(__name__)

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_ANY = re.compile(r"[a-z0-9_]+", re.IGNORECASE)
_GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.KICKED})


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what in which group; `visit` is None if nobody can know who it was, or nobody has met them."""

    message: Message
    desk: Desk
    outbox: Outbox
    visit: Visit | None

    @property
    def thread_id(self) -> int | None:
        """The topic; a thread of replies is none."""
        return self.message.message_thread_id if self.message.is_topic_message else None

    async def answer_here(self, screen: Screen) -> None:
        """Answer before everybody, where it was asked; where the bot may not write, nobody is answered."""
        chat_id = self.message.chat.id
        try:
            async with self.desk.pacing.turn(chat_id, Rank.ANSWER):
                await send(self.desk.bot, chat_id, screen, self.thread_id)
        except (TelegramForbiddenError, TelegramBadRequest, TelegramMigrateToChat) as error:
            log.info("a group could not be answered: %s", error.message)


def create_router() -> Router:
    """The router of groups. It wants whatever happens in one, so that no handler of private chats is asked of it."""
    router = Router(name="grouping")
    router.message.filter(F.chat.type != ChatType.PRIVATE)
    router.message.register(_moved_away, F.migrate_to_chat_id)
    router.message.register(_moved_here, F.migrate_from_chat_id)
    router.message.register(_start, Command("start", magic=F.mention))
    router.message.register(_card, Command("card", magic=F.mention))
    # Answered to this bot's staff alone, so that it needs no mention: what other bots are told is not taken from them.
    router.message.register(alarms_here, Command("alarms"))
    router.message.register(_other_command, Command(_ANY, magic=F.mention))
    router.message.register(_nothing_for_us)
    router.edited_message.register(_nothing_for_us, F.chat.type != ChatType.PRIVATE)
    router.my_chat_member.register(_note_standing, F.chat.type.in_(GROUPS))
    return router


# Coming, going, moving


async def _note_standing(event: ChatMemberUpdated, desk: Desk) -> None:
    if event.new_chat_member.status in _GONE:
        await desk.cards.leave_group(event.chat.id)
        await desk.alarm_board.leave_group(event.chat.id)


async def _moved_away(message: Message, desk: Desk) -> None:
    assert message.migrate_to_chat_id is not None
    await _move(desk, message.chat.id, message.migrate_to_chat_id)


async def _moved_here(message: Message, desk: Desk) -> None:
    assert message.migrate_from_chat_id is not None
    await _move(desk, message.migrate_from_chat_id, message.chat.id)


async def _move(desk: Desk, old_chat_id: int, new_chat_id: int) -> None:
    await desk.cards.move_group(old_chat_id, new_chat_id)
    await desk.alarm_board.move_group(old_chat_id, new_chat_id)


# Commands


async def _start(
    message: Message, command: CommandObject, desk: Desk, outbox: Outbox, event_update: Update
) -> None:
    """What follows a campaign's link into a group: its card."""
    asked = await _asked(message, desk, outbox)
    if asked is None:
        return
    if asked.visit is None or not command.args:
        await _brief(asked)
        return
    await _put_or_tell(asked, asked.visit, await by_link(command.args, asked.visit, event_update))


async def _card(
    message: Message, command: CommandObject, desk: Desk, outbox: Outbox, event_update: Update
) -> None:
    """The card of the campaign with this short code, or of the newest that they organise, in this topic."""
    asked = await _asked(message, desk, outbox)
    if asked is None:
        return
    if asked.visit is None:
        await _brief(asked)
        return
    if command.args:
        await _put_or_tell(asked, asked.visit, await by_code(command.args, asked.visit, event_update))
    else:
        await _put_newest(asked, asked.visit)


async def _other_command(message: Message, desk: Desk, outbox: Outbox) -> None:
    asked = await _asked(message, desk, outbox)
    if asked is not None:
        await _brief(asked)


async def _nothing_for_us(message: Message) -> None:
    """People talk to each other."""


async def _put_newest(asked: Asked, visit: Visit) -> None:
    views = await visit.queries.campaigns_of(visit.participant.id)
    mine = [view.campaign for view in views if visit.participant.id in view.campaign.organiser_in_chat]
    found = next(filter(is_shareable, mine), None)
    if found is None:
        await tell_in_private(visit, asked.outbox, nothing_to_put_screen(visit))
    else:
        await _put(asked, visit, found.id)


async def _put_or_tell(asked: Asked, visit: Visit, found: CampaignId | Screen) -> None:
    if isinstance(found, Screen):
        await tell_in_private(visit, asked.outbox, found)
    else:
        await _put(asked, visit, found)


async def _put(asked: Asked, visit: Visit, campaign_id: CampaignId) -> None:
    """Put the card there, if it is theirs to put and its terms let everybody see it."""
    view = await look_at(visit, campaign_id)
    campaign = view.campaign
    if visit.participant.id not in campaign.organiser_in_chat:
        await tell_in_private(visit, asked.outbox, not_yours_screen(view, visit))
    elif not is_shareable(campaign):
        await tell_in_private(visit, asked.outbox, not_shareable_screen(campaign, visit))
    else:
        try:
            await put_into_group(visit, campaign.id, asked.message.chat.id, asked.thread_id)
        except GroupClosed:
            await tell_in_private(visit, asked.outbox, closed_screen(campaign, visit))


async def _asked(message: Message, desk: Desk, outbox: Outbox) -> Asked | None:
    """Who asked, if a person did; who asks in the name of a group or a channel is told what to do instead."""
    user = message.from_user
    if message.sender_chat is not None:
        await Asked(message, desk, outbox, None).answer_here(anonymous_screen())
        return None
    if user is None or user.is_bot:
        return None
    known = await desk.queries.recipient(user.id)
    return Asked(message, desk, outbox, None if known is None else desk.visit(known))


async def _brief(asked: Asked) -> None:
    assert asked.message.from_user is not None, "a person asked"
    await asked.answer_here(brief_screen(asked.message.from_user, asked.desk))
