"""Designated people: the organiser picks them, sees what became of it, and takes them off; who is invited looks."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, SharedUser, Update, UsersShared

from bot.locales import Markup
from bot.telegram.callbacks import CardAction, CardTap, PeopleTap, RevokeSureTap, RevokeTap
from bot.telegram.drafts import DraftKind, new_draft
from bot.telegram.picking import picked_name, request_id_of
from bot.telegram.render.inviting import people_screen, pick_screen, revoke_sure_screen
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import show
from bot.telegram.send_card import look_at, look_at_organised, send_card
from bot.telegram.visit import Visit
from core.commands import DesignatePeople, OpenInvitation, PeopleDesignated, RevokeDesignation
from core.domain.campaign import Campaign
from core.domain.designation import Designee
from core.domain.errors import DesignationUnknown
from core.domain.ids import CampaignId, DesignationId, IntentId
from core.views import Draft

_CAMPAIGN = "campaign_id"
_PEOPLE = "people"


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="inviting")
    router.callback_query.register(_begin, CardTap.filter(F.action == CardAction.INVITE))
    router.callback_query.register(_ask_whom, CardTap.filter(F.action == CardAction.PICK))
    router.callback_query.register(_page, PeopleTap.filter())
    router.callback_query.register(_ask_revoke, RevokeTap.filter())
    router.callback_query.register(_revoke, RevokeSureTap.filter())
    router.callback_query.register(_look, CardTap.filter(F.action == CardAction.INVITED))
    router.message.register(_pick, F.users_shared.as_("shared"))
    return router


async def _begin(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    """Who was invited and what came of it, to their campaign's organiser; the key to pick some while nobody was."""
    view = await look_at_organised(visit, callback_data.campaign_id)
    people = await visit.queries.designations(view.campaign.id)
    circle = await visit.queries.circle(view.campaign)
    if people or circle.invitees:
        await show(visit, query, people_screen(view.campaign, people, circle, 0, visit))
    else:
        await _show_key(query, view.campaign, visit)


async def _ask_whom(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    view = await look_at_organised(visit, callback_data.campaign_id)
    await _show_key(query, view.campaign, visit)


async def _show_key(query: CallbackQuery, campaign: Campaign, visit: Visit) -> None:
    draft = new_draft(visit, DraftKind.INVITING, _PEOPLE)
    draft.answers[_CAMPAIGN] = campaign.id
    await visit.drafts.save(draft)
    await show(visit, query, pick_screen(campaign, draft, visit), fresh=True)


async def ask_again(message: Message, visit: Visit, draft: Draft, note: Markup) -> None:
    """The key with which people are picked once more, under a note."""
    view = await look_at_organised(visit, str(draft.answers[_CAMPAIGN]))
    await show(visit, message, pick_screen(view.campaign, draft, visit, note))


async def _page(query: CallbackQuery, callback_data: PeopleTap, visit: Visit) -> None:
    await show_people(query, callback_data.campaign_id, visit, page=callback_data.page)


async def _ask_revoke(query: CallbackQuery, callback_data: RevokeTap, visit: Visit) -> None:
    view = await look_at_organised(visit, callback_data.campaign_id)
    people = await visit.queries.designations(view.campaign.id)
    person = next((each for each in people if each.designation.id == callback_data.designation_id), None)
    if person is None:
        raise DesignationUnknown
    await show(visit, query, revoke_sure_screen(view.campaign, person, visit))


async def _revoke(query: CallbackQuery, callback_data: RevokeSureTap, visit: Visit) -> None:
    """The button carries all that the command needs, so a second tap asks the same and gets the first receipt."""
    revoking = RevokeDesignation(
        intent=IntentId(f"revoke:{visit.participant.id}:{callback_data.designation_id}"),
        actor=visit.actor,
        campaign_id=CampaignId(callback_data.campaign_id),
        designation_id=DesignationId(callback_data.designation_id),
    )
    await visit.ask(revoking)
    await show_people(query, callback_data.campaign_id, visit, visit.words("inviting-revoked"))


async def _pick(message: Message, shared: UsersShared, visit: Visit, event_update: Update) -> None:
    """People were picked with a key; an old key, of another campaign, picks nobody."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.INVITING)
    if draft is None or request_id_of(draft) != shared.request_id:
        await show(visit, message, with_way_on(visit.words("inviting-over"), visit))
        return
    campaign_id = CampaignId(str(draft.answers[_CAMPAIGN]))
    designated = await visit.ask(
        DesignatePeople(
            intent=IntentId(f"designate:{visit.participant.id}:{event_update.update_id}"),
            actor=visit.actor,
            campaign_id=campaign_id,
            designees=tuple(map(_designee, shared.users)),
        )
    )
    await show_people(message, campaign_id, visit, _said(designated, visit))


def _designee(user: SharedUser) -> Designee:
    return Designee(telegram_user_id=user.user_id, name=picked_name(user.first_name, user.last_name))


def _said(designated: PeopleDesignated, visit: Visit) -> Markup:
    if not designated.added:
        return visit.words("inviting-done-before")
    later = designated.added - designated.told
    return visit.words("inviting-done", told=designated.told, later=later)


async def show_people(
    event: Message | CallbackQuery,
    campaign_id: str,
    visit: Visit,
    note: Markup | None = None,
    *,
    page: int = 0,
) -> None:
    """A page of who was invited, to their campaign's organiser; `note` says what was done just now."""
    view = await look_at_organised(visit, campaign_id)
    people = await visit.queries.designations(view.campaign.id)
    circle = await visit.queries.circle(view.campaign)
    await show(visit, event, people_screen(view.campaign, people, circle, page, visit, note))


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
