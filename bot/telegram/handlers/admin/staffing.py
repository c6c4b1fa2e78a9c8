"""The staff and what each may do; and whether settlement is paused."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, Update, UsersShared

from bot.telegram.admin_callbacks import AdminGo, AdminPlace, ColleagueTap, NominationDrop
from bot.telegram.admin_drafts import AdminStep, admin_actor
from bot.telegram.admin_subjects import look_up_colleague
from bot.telegram.drafts import DraftKind, new_draft
from bot.telegram.handlers.admin.asking import ask
from bot.telegram.handlers.admin.looking import look_at
from bot.telegram.handlers.admin.recording import Look, turn_to
from bot.telegram.picking import picked_name, request_id_of
from bot.telegram.render.admin.staff import pick_colleague_screen, staff_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.commands import DropNomination
from core.domain.ids import IntentId
from core.domain.staff import Role


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin staffing")
    router.callback_query.register(_settlement, AdminGo.filter(F.place == AdminPlace.SETTLEMENT))
    router.callback_query.register(_staff, AdminGo.filter(F.place == AdminPlace.STAFF))
    router.callback_query.register(_colleague, ColleagueTap.filter())
    router.callback_query.register(_drop, NominationDrop.filter())
    router.callback_query.register(_ask_whom, AdminGo.filter(F.place == AdminPlace.PICK_COLLEAGUE))
    router.message.register(_pick, F.users_shared.as_("shared"), _with_the_desks_key)
    return router


async def _settlement(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await look_at(query, await visit.queries.standstill(), visit, event_update)


async def _staff(event: CallbackQuery | Message, visit: Visit, event_update: Update) -> None:
    await turn_to(visit, event_update, Look.STAFF)
    await show(visit, event, staff_screen(await visit.queries.staff(), visit))


async def _ask_whom(query: CallbackQuery, visit: Visit) -> None:
    draft = new_draft(visit, DraftKind.ADMIN, AdminStep.COLLEAGUE)
    await visit.drafts.save(draft)
    await show(visit, query, pick_colleague_screen(draft, visit), fresh=True)


async def _with_the_desks_key(_: Message, visit: Visit, shared: UsersShared) -> bool:
    """Whether an approver did not use the key with which people are invited just now."""
    inviting = await visit.drafts.get(visit.telegram_user_id, DraftKind.INVITING)
    invited = inviting is not None and request_id_of(inviting) == shared.request_id
    return visit.may(Role.APPROVER) and not invited


async def _pick(message: Message, shared: UsersShared, visit: Visit, event_update: Update) -> None:
    """Somebody was picked who is to have a role; an old key picks nobody."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN)
    asked = draft is not None and draft.step == AdminStep.COLLEAGUE
    if draft is None or not asked or request_id_of(draft) != shared.request_id or not shared.users:
        await _staff(message, visit, event_update)
        return
    user = shared.users[0]
    called = picked_name(user.first_name, user.last_name)
    colleague = await look_up_colleague(str(user.user_id), visit, called)
    await look_at(message, colleague, visit, event_update)


async def _colleague(
    query: CallbackQuery, callback_data: ColleagueTap, visit: Visit, event_update: Update
) -> None:
    colleague = await look_up_colleague(str(callback_data.telegram_user_id), visit)
    await look_at(query, colleague, visit, event_update)


async def _drop(
    query: CallbackQuery, callback_data: NominationDrop, visit: Visit, event_update: Update
) -> None:
    """End a nomination, once; a button that is too late says so and shows how things are."""
    dropping = DropNomination(
        intent=IntentId(f"drop:{visit.bot.id}:{event_update.update_id}"),
        actor=admin_actor(visit),
        telegram_user_id=callback_data.telegram_user_id,
    )
    await ask(visit, dropping)
    colleague = await look_up_colleague(str(callback_data.telegram_user_id), visit)
    await look_at(query, colleague, visit, event_update, visit.words.plain("admin-done-drop"))
