"""Whether a person lets the bot write to them: Telegram says so when they block it or come back."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated

from bot.telegram.returning import welcome_back
from bot.telegram.visit import Desk
from core.ports import Outbox


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="reachable")
    router.my_chat_member.register(_note, F.chat.type == ChatType.PRIVATE)
    return router


async def _note(event: ChatMemberUpdated, desk: Desk, outbox: Outbox) -> None:
    known = await desk.queries.recipient(event.chat.id)
    if event.new_chat_member.status == ChatMemberStatus.MEMBER and known is not None:
        await welcome_back(desk.visit(known), outbox)
    else:
        await outbox.set_reachable(event.chat.id, reachable=False)
