"""The initiator's wizard, from /open to the published card. The draft is its state: nothing else remembers anything."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.locales import Markup
from bot.telegram.callbacks import (
    GoTo,
    NewPoolTap,
    OpeningAction,
    OpeningAdmits,
    OpeningAnswer,
    OpeningGo,
    OpeningMark,
    OpeningPublish,
    OpeningStep,
    OpeningTap,
    Place,
)
from bot.telegram.drafts import DraftKind, new_draft, on_typed
from bot.telegram.handlers.shares import own_share
from bot.telegram.opening.answers import DOOR, read_value
from bot.telegram.opening.desk import look, show_step
from bot.telegram.opening.publishing import publish
from bot.telegram.opening.reading import NotAnAnswer, read_answer
from bot.telegram.opening.steps import answered, at_step, failing_at
from bot.telegram.refusals import conditions_text
from bot.telegram.render.opening.screens import cancelled_screen, unfinished_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.domain.ids import read_short_code
from core.views import Draft

_LAST_TYPED = "typed"
"""The message that answered last: handled again after a crash, it must not answer the next step too."""


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="opening")
    router.message.register(open_wizard, Command("open"))
    router.callback_query.register(open_wizard, GoTo.filter(F.place == Place.OPEN))
    router.callback_query.register(_open_like, NewPoolTap.filter())
    router.callback_query.register(_manage, OpeningTap.filter())
    router.callback_query.register(_answer, OpeningAnswer.filter())
    router.callback_query.register(_mark, OpeningMark.filter())
    router.callback_query.register(_go, OpeningGo.filter())
    router.callback_query.register(_admit, OpeningAdmits.filter())
    router.callback_query.register(_publish, OpeningPublish.filter())
    on_typed(router, DraftKind.OPENING, _type)
    return router


async def open_wizard(event: Message | CallbackQuery, visit: Visit) -> None:
    """The first question; or, with a campaign half done, whether to go on with it."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.OPENING)
    if draft is None or not draft.answers:
        await _begin(event, visit)
    else:
        await show(visit, event, unfinished_screen(await look(visit, draft), visit))


async def _open_like(query: CallbackQuery, callback_data: NewPoolTap, visit: Visit) -> None:
    """The wizard with the product and the target of a share's campaign; what is under way is not thrown away."""
    view = await own_share(callback_data.share_id, visit)
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.OPENING)
    if draft is not None and draft.answers:
        await show(visit, query, unfinished_screen(await look(visit, draft), visit), fresh=True)
        return
    terms = view.campaign.terms
    begun = new_draft(visit, DraftKind.OPENING, OpeningStep.PRODUCT)
    chosen = answered(begun, OpeningStep.PRODUCT, terms.product_code)
    await _accept(visit, query, chosen, OpeningStep.TARGET, terms.target_minor, fresh=True)


async def _begin(event: Message | CallbackQuery, visit: Visit) -> None:
    await show_step(visit, event, new_draft(visit, DraftKind.OPENING, OpeningStep.PRODUCT))


async def _manage(query: CallbackQuery, callback_data: OpeningTap, visit: Visit) -> None:
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.OPENING)
    match callback_data.action:
        case OpeningAction.RESUME if draft is not None:
            await show_step(visit, query, draft)
        case OpeningAction.CANCEL:
            if draft is not None:
                await visit.drafts.discard(draft)
            await show(visit, query, cancelled_screen(visit))
        case _:
            await _begin(query, visit)


async def _answer(query: CallbackQuery, callback_data: OpeningAnswer, visit: Visit) -> None:
    draft = await _live(query, visit)
    if draft is None:
        return
    try:
        value = read_value(callback_data.step, callback_data.value)
    except ValueError:
        raise SkipHandler from None
    await _accept(visit, query, draft, callback_data.step, value)


async def _accept(
    visit: Visit,
    event: Message | CallbackQuery,
    draft: Draft,
    step: OpeningStep,
    value: str | int | list[str],
    *,
    fresh: bool = False,
) -> None:
    """Go on with the answer; if admission would refuse it for this answer, say why and ask again."""
    further = answered(draft, step, value)
    opening = await look(visit, further)
    if wrong := failing_at(step, further, opening.failed):
        note = conditions_text(wrong, visit, opening.currency)
        await show_step(visit, event, at_step(draft, step), note=note, fresh=fresh)
    else:
        await show_step(visit, event, further, fresh=fresh)


async def _mark(query: CallbackQuery, callback_data: OpeningMark, visit: Visit) -> None:
    draft = await _live(query, visit)
    if draft is None:
        return
    try:
        marked = read_value(OpeningStep.AMOUNTS, callback_data.marked)
    except ValueError:
        raise SkipHandler from None
    await show_step(visit, query, at_step(answered(draft, OpeningStep.AMOUNTS, marked), OpeningStep.AMOUNTS))


async def _go(query: CallbackQuery, callback_data: OpeningGo, visit: Visit) -> None:
    draft = await _live(query, visit)
    if draft is not None:
        await show_step(visit, query, at_step(draft, callback_data.step))


async def _admit(query: CallbackQuery, callback_data: OpeningAdmits, visit: Visit) -> None:
    """Who may come in; the review is shown again as it then is."""
    draft = await _live(query, visit)
    if draft is not None:
        answers = {**draft.answers, DOOR: callback_data.door.value}
        await show_step(visit, query, at_step(replace(draft, answers=answers), OpeningStep.REVIEW))


async def _publish(query: CallbackQuery, callback_data: OpeningPublish, visit: Visit) -> None:
    draft = await _live(query, visit)
    if draft is None:
        return
    if draft.nonce == callback_data.nonce:
        await publish(query, visit, draft)
    else:
        await show_step(visit, query, draft, toast=visit.words.plain("opening-toast-moved-on"))


async def _type(message: Message, visit: Visit, draft: Draft) -> None:
    if draft.answers.get(_LAST_TYPED) == message.message_id:
        await show_step(visit, message, draft)
        return
    text = message.text or ""
    opening = await look(visit, draft)
    try:
        value = read_answer(text, opening, visit)
    except NotAnAnswer as error:
        if read_short_code(text) is not None:
            raise SkipHandler from None  # a friend's code, typed in the middle of it
        await show_step(visit, message, draft, note=error.note)
        return
    typed = replace(draft, answers={**draft.answers, _LAST_TYPED: message.message_id})
    await _accept(visit, message, typed, OpeningStep(opening.draft.step), value)


async def ask_again(message: Message, visit: Visit, draft: Draft, note: Markup) -> None:
    """The step that is open once more, under a note."""
    await show_step(visit, message, draft, note=note)


async def _live(query: CallbackQuery, visit: Visit) -> Draft | None:
    """The draft, if the tapped message is where it is now; otherwise the person is told and shown where that is."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.OPENING)
    if draft is None:
        await visit.answer(visit.words.plain("opening-toast-closed"), alert=True)
        return None
    tapped = query.message.message_id if query.message else None
    if draft.message_id not in (None, tapped):
        toast = visit.words.plain("opening-toast-moved-on")
        await show_step(visit, query, draft, toast=toast, fresh=True)
        return None
    return draft
