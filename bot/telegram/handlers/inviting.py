"""Designated people: the initiator picks them, and whoever is invited looks at the campaign."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, SharedUser, Update, UsersShared

from bot.locales import Markup
from bot.telegram.callbacks import CardAction, CardTap
from bot.telegram.drafts import DraftKind, new_draft
from bot.telegram.render.inviting import people_screen, request_id_of
from bot.telegram.screens import Screen, show
from bot.telegram.send_card import look_at, send_card
from bot.telegram.visit import Visit
from core.commands import DesignatePeople, OpenInvitation, PeopleDesignated
from core.domain.designation import Designee
from core.domain.errors import NotPermitted
from core.domain.ids import CampaignId, IntentId
from core.views import Draft

_CAMPAIGN = "campaign_id"
_PEOPLE = "people"


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="inviting")
    router.callback_query.register(_begin, CardTap.filter(F.action == CardAction.INVITE))
    router.callback_query.register(_look, CardTap.filter(F.action == CardAction.INVITED))
    router.message.register(_pick, F.users_shared.as_("shared"))
    return router


async def _begin(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    """The list of designated people, to their campaign's initiator, with the key to pick more."""
    view = await look_at(visit, callback_data.campaign_id)
    if visit.participant.id not in view.campaign.organiser_in_chat:
        raise NotPermitted
    draft = new_draft(visit, DraftKind.INVITING, _PEOPLE)
    draft.answers[_CAMPAIGN] = view.campaign.id
    await visit.drafts.save(draft)
    await _show_people(query, visit, draft)


async def _pick(message: Message, shared: UsersShared, visit: Visit, event_update: Update) -> None:
    """People were picked with a key; an old key, of another campaign, picks nobody."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.INVITING)
    if draft is None or request_id_of(draft) != shared.request_id:
        await show(visit, message, Screen(visit.words("inviting-over")))
        return
    designated = await visit.ask(
        DesignatePeople(
            intent=IntentId(f"designate:{visit.participant.id}:{event_update.update_id}"),
            actor=visit.actor,
            campaign_id=_campaign_id(draft),
            designees=tuple(map(_designee, shared.users)),
        )
    )
    await _show_people(message, visit, draft, _said(designated, visit))


def _designee(user: SharedUser) -> Designee:
    name = " ".join(filter(None, (user.first_name, user.last_name)))
    return Designee(telegram_user_id=user.user_id, name=name)


def _said(designated: PeopleDesignated, visit: Visit) -> Markup:
    if not designated.added:
        return visit.words("inviting-done-before")
    later = designated.added - designated.told
    return visit.words("inviting-done", told=designated.told, later=later)


async def _show_people(
    event: Message | CallbackQuery, visit: Visit, draft: Draft, note: Markup | None = None
) -> None:
    view = await look_at(visit, _campaign_id(draft))
    people = await visit.queries.designations(view.campaign.id)
    await show(visit, event, people_screen(view.campaign, people, draft, visit, note), fresh=True)


def _campaign_id(draft: Draft) -> CampaignId:
    return CampaignId(str(draft.answers[_CAMPAIGN]))


async def _look(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    """From the invitation: the card, and its initiator may know that it was looked at."""
    view = await look_at(visit, callback_data.campaign_id)
    await visit.ask(
        OpenInvitation(
            intent=IntentId(f"invited:{visit.participant.id}:{view.campaign.id}"),
            actor=visit.actor,
            campaign_id=view.campaign.id,
        )
    )
    await send_card(visit, query, callback_data.campaign_id, fresh=True)
