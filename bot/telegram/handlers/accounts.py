"""/accounts: what is linked, and unlinking."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.callbacks import AccountAction, AccountTap, GoTo, Place
from bot.telegram.linked import linked_accounts
from bot.telegram.refusals import refusal_text
from bot.telegram.render.accounts import accounts_screen, unlink_sure_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import Refused, UnlinkAccount
from core.domain.ids import AccountId, IntentId


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="accounts")
    router.message.register(_list, Command("accounts"))
    router.callback_query.register(_list, GoTo.filter(F.place == Place.ACCOUNTS))
    router.callback_query.register(_list, AccountTap.filter(F.action == AccountAction.SHOW))
    router.callback_query.register(_ask_unlink, AccountTap.filter(F.action == AccountAction.UNLINK))
    router.callback_query.register(_unlink, AccountTap.filter(F.action == AccountAction.UNLINK_SURE))
    return router


async def _list(event: Message | CallbackQuery, visit: Visit) -> None:
    await visit.answer()
    linked = await linked_accounts(visit)
    await show(visit, event, linked.noted(accounts_screen(linked.views, visit), visit))


async def _ask_unlink(query: CallbackQuery, callback_data: AccountTap, visit: Visit) -> None:
    accounts = await visit.queries.accounts_of(visit.participant.id)
    chosen = next((view for view in accounts if view.account.id == callback_data.account_id), None)
    screen = accounts_screen(accounts, visit) if chosen is None else unlink_sure_screen(chosen, visit)
    await show(visit, query, screen)


async def _unlink(
    query: CallbackQuery, callback_data: AccountTap, visit: Visit, event_update: Update
) -> None:
    """Each tap is an intention of its own: after the first, the account is simply not linked any more."""
    receipt = await visit.teller.submit(
        UnlinkAccount(
            intent=IntentId(f"unlink:{visit.participant.id}:{event_update.update_id}"),
            actor=visit.actor,
            account_id=AccountId(callback_data.account_id),
        )
    )
    accounts = await visit.queries.accounts_of(visit.participant.id)
    if isinstance(receipt, Refused):
        await show(visit, query, accounts_screen(accounts, visit, refusal_text(receipt.error, visit)))
    else:
        toast = visit.words.plain("accounts-toast-unlinked")
        await show(visit, query, accounts_screen(accounts, visit), toast=toast)
