"""Reminders of a campaign: its organiser has people reminded; who was invited says when, or that it is not for them."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.telegram.callbacks import CardAction, CardTap, ReminderWishTap, RemindSureTap
from bot.telegram.drafts import new_nonce
from bot.telegram.handlers.inviting import show_people
from bot.telegram.render.reminding import declined_screen, preview_screen, wish_screen, wished
from bot.telegram.screens import show
from bot.telegram.send_card import look_at, look_at_organised, redraw_own_card, send_card, tapped_card
from bot.telegram.visit import Visit
from core.commands import DeclineInvitation, RemindInvited, WishReminder
from core.domain.ids import CampaignId, IntentId
from core.domain.reminding import turnout


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="reminding")
    router.callback_query.register(_preview, CardTap.filter(F.action == CardAction.REMIND))
    router.callback_query.register(_remind, RemindSureTap.filter())
    router.callback_query.register(_ask_when, CardTap.filter(F.action == CardAction.REMIND_ME))
    router.callback_query.register(_wish, ReminderWishTap.filter())
    router.callback_query.register(_decline, CardTap.filter(F.action == CardAction.DECLINE))
    return router


async def _preview(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    """Who would be reminded, and of what; nobody is yet."""
    view = await look_at_organised(visit, callback_data.campaign_id)
    view.campaign.check_taking_pledges(visit.now())
    circle = await visit.queries.circle(view.campaign)
    turnout(circle.invitees, visit.now().at).check_remindable()
    await show(visit, query, preview_screen(view, circle, new_nonce(), visit))


async def _remind(query: CallbackQuery, callback_data: RemindSureTap, visit: Visit) -> None:
    reminding = RemindInvited(
        intent=IntentId(f"nudge:{visit.participant.id}:{callback_data.nonce}"),
        actor=visit.actor,
        campaign_id=CampaignId(callback_data.campaign_id),
    )
    reminded = await visit.ask(reminding)
    said = visit.words("reminding-done", count=reminded.count)
    await show_people(query, callback_data.campaign_id, visit, said)


async def _ask_when(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    view = await look_at(visit, callback_data.campaign_id)
    view.campaign.check_taking_pledges(visit.now())
    await show(visit, query, wish_screen(view, visit))


async def _wish(query: CallbackQuery, callback_data: ReminderWishTap, visit: Visit) -> None:
    view = await look_at(visit, callback_data.campaign_id)
    wishing = WishReminder(
        intent=IntentId(f"wish:{visit.participant.id}:{query.id}"),
        actor=visit.actor,
        campaign_id=view.campaign.id,
        wish=callback_data.wish,
    )
    await visit.ask(wishing)
    view = await look_at(visit, callback_data.campaign_id)
    await show(visit, query, wish_screen(view, visit, wished(view, visit)))
    await redraw_own_card(visit, view.campaign.id)


async def _decline(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    """From a card or from a reminder; what was tapped says so from then on."""
    view = await look_at(visit, callback_data.campaign_id)
    declining = DeclineInvitation(
        intent=IntentId(f"decline:{visit.participant.id}:{query.id}"),
        actor=visit.actor,
        campaign_id=view.campaign.id,
    )
    await visit.ask(declining)
    if tapped_card(query) is not None:
        toast = visit.words.plain("reminding-declined-toast")
        await send_card(visit, query, callback_data.campaign_id, toast=toast)
    else:
        await show(visit, query, declined_screen(view, visit))
        await redraw_own_card(visit, view.campaign.id)
