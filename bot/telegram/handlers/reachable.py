"""Whether a person lets the bot write to them: Telegram says so when they block it or come back."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated

from core.ports import Outbox


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="reachable")
    router.my_chat_member.register(_note, F.chat.type == ChatType.PRIVATE)
    return router


async def _note(event: ChatMemberUpdated, outbox: Outbox) -> None:
    reachable = event.new_chat_member.status == ChatMemberStatus.MEMBER
    await outbox.set_reachable(event.chat.id, reachable=reachable)
