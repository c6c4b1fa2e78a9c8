"""/alarms in a group: an operator has alarms told there, in which language, or no longer. Only staff are answered."""

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, Update

from bot.locales import Locale, words
from bot.telegram.handlers.admin.recording import Look, record
from bot.telegram.pacing import Rank
from bot.telegram.refusals import refusal_text
from bot.telegram.screens import Screen, send, show
from bot.telegram.sharing import tell_in_private
from bot.telegram.visit import Desk, Visit
from core.domain.alarm import AlarmGroup
from core.domain.errors import RoleMissing
from core.domain.staff import Role
from core.ports import Outbox

_LANGUAGES = {
    "": None,
    "en": Locale.EN,
    "english": Locale.EN,
    "zh": Locale.ZH_HANS,
    "chinese": Locale.ZH_HANS,
    "中文": Locale.ZH_HANS,
}
_OFF = frozenset({"off", "stop", "关闭", "停止"})


def create_router() -> Router:
    """What staff are answered who write it in private; groups are attended to by `alarms_here`."""
    router = Router(name="alarming")
    router.message.register(_how, Command("alarms"))
    return router


async def _how(message: Message, visit: Visit) -> None:
    await show(visit, message, Screen(visit.words("alarms-how")))


async def alarms_here(
    message: Message, command: CommandObject, desk: Desk, outbox: Outbox, event_update: Update
) -> None:
    """Have alarms told in this group and topic, or with `off` no longer."""
    visit = await _admin(message, desk)
    if visit is None:
        return
    asked = (command.args or "").strip().casefold()
    if not visit.may(Role.OPERATOR):
        await tell_in_private(visit, outbox, Screen(refusal_text(RoleMissing(Role.OPERATOR), visit)))
    elif asked in _OFF:
        await _stop(message, visit, event_update)
    elif asked in _LANGUAGES:
        await _begin(message, _LANGUAGES[asked] or visit.locale, visit, outbox, event_update)
    else:
        await tell_in_private(visit, outbox, Screen(visit.words("alarms-how")))


async def _admin(message: Message, desk: Desk) -> Visit | None:
    """The admin who wrote; None for everybody else, and for who writes in a group's name."""
    if message.sender_chat is not None or message.from_user is None:
        return None
    known = await desk.queries.recipient(message.from_user.id)
    visit = None if known is None else desk.visit(known)
    return visit if visit is not None and visit.admin else None


async def _begin(message: Message, locale: Locale, visit: Visit, outbox: Outbox, update: Update) -> None:
    chat_id = message.chat.id
    thread_id = message.message_thread_id if message.is_topic_message else None
    await record(visit, update, Look.ALARMS_HERE, str(chat_id))
    try:
        async with visit.pacing.turn(chat_id, Rank.ANSWER):
            await send(visit.bot, chat_id, Screen(words(locale)("alarms-here")), thread_id)
    except (TelegramForbiddenError, TelegramBadRequest, TelegramMigrateToChat):
        await tell_in_private(visit, outbox, Screen(visit.words("alarms-closed")))
        return
    await visit.alarm_board.choose(AlarmGroup(chat_id, thread_id, locale.value, visit.participant.id))


async def _stop(message: Message, visit: Visit, update: Update) -> None:
    await record(visit, update, Look.ALARMS_OFF, str(message.chat.id))
    group = await visit.alarm_board.group()
    await visit.alarm_board.leave_group(message.chat.id)
    if group is not None and group.chat_id == message.chat.id:
        thread_id = message.message_thread_id if message.is_topic_message else None
        async with visit.pacing.turn(message.chat.id, Rank.ANSWER):
            await send(
                visit.bot, message.chat.id, Screen(words(Locale(group.locale))("alarms-off")), thread_id
            )
