"""The audit trail, whose readers are on it too."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery, Update

from bot.locales import Markup, from_outside
from bot.locales.formatting import mask_account
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, TrailTap
from bot.telegram.handlers.admin.recording import Look, kept_search, record
from bot.telegram.render.admin.trail import trail_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import ActorKind
from core.domain.audit import AuditRecord
from core.domain.ids import AccountId, CampaignId, PartnerId, show_short_code

_RECORDS_SHOWN = 8


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin trail")
    router.callback_query.register(_trail, AdminGo.filter(F.place == AdminPlace.TRAIL))
    router.callback_query.register(_page, TrailTap.filter())
    return router


async def _trail(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await _show_trail(query, 0, visit, event_update)


async def _page(query: CallbackQuery, callback_data: TrailTap, visit: Visit, event_update: Update) -> None:
    await _show_trail(query, max(0, callback_data.page), visit, event_update)


async def _show_trail(query: CallbackQuery, page: int, visit: Visit, update: Update) -> None:
    await kept_search(visit)
    await record(visit, update, Look.TRAIL)
    begin, end = page * _RECORDS_SHOWN, (page + 1) * _RECORDS_SHOWN
    records = await visit.queries.audit_trail(end + 1)
    shown = records[begin:end]
    await show(
        visit,
        query,
        trail_screen(shown, await _names(shown, visit), page, len(records) > end, visit),
    )


async def _names(records: Sequence[AuditRecord], visit: Visit) -> dict[str, Markup]:
    """What the actors and subjects of these records are called, as far as they have names."""
    named: dict[str, Markup | None] = {}
    for actor in {each.actor for each in records}:
        named[actor] = await _actor_name(actor, visit)
    for subject in {each.subject for each in records}:
        named[subject] = await _subject_name(subject, visit)
    return {each: name for each, name in named.items() if name is not None}


async def _actor_name(actor: str, visit: Visit) -> Markup | None:
    kind, _, actor_id = actor.partition(":")
    if kind != ActorKind.ADMIN or not actor_id.isdecimal():
        return None
    recipient = await visit.queries.recipient(int(actor_id))
    return None if recipient is None else from_outside(recipient.participant.name)


async def _subject_name(subject: str, visit: Visit) -> Markup | None:
    """The kind of an id is its prefix; other subjects speak for themselves."""
    match subject.partition("_")[0]:
        case "cmp":
            view = await visit.queries.campaign(CampaignId(subject), visit.participant.id)
            return None if view is None else Markup(show_short_code(view.campaign.short_code))
        case "acc":
            account = await visit.queries.account(AccountId(subject))
            return None if account is None else mask_account(account.account.number)
        case "par":
            found = await visit.queries.find_participants(subject, 1)
            return from_outside(found[0].participant.name) if found else None
        case "ptn":
            partner = await visit.partners.partner(PartnerId(subject))
            return None if partner is None else from_outside(partner.name)
    return None
