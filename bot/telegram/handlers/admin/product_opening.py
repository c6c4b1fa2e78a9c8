"""A new product: begun like another one, described a question at a time, reviewed, and taken into the catalogue."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import MagicData
from aiogram.types import CallbackQuery, Message, Update

from bot.locales import Markup
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    ProductAnswer,
    ProductStep,
    ProductStepTap,
    ProductSure,
)
from bot.telegram.admin_drafts import AdminStep
from bot.telegram.admin_reading import NotTold
from bot.telegram.admin_subjects import look_up_rates
from bot.telegram.drafts import DraftKind, Typed
from bot.telegram.handlers.admin.looking import show_sight
from bot.telegram.handlers.admin.overview import show_out_of_date, show_overview
from bot.telegram.product_draft import AS_IT_IS, LISTS, ProductDraft
from bot.telegram.product_reading import read_product_answer
from bot.telegram.refusals import refusal_text
from bot.telegram.render.admin.product_opening import flaw_words, product_opening_screen
from bot.telegram.screens import show
from bot.telegram.tiers import tiers_as_kept
from bot.telegram.visit import Visit
from core.domain.errors import DomainError, ProductCodeTaken
from core.domain.product import Product, ProductMalformed

_ANSWERLESS = (ProductStep.MORE, ProductStep.REVIEW)


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin product opening")
    router.callback_query.register(_begin, AdminGo.filter(F.place == AdminPlace.NEW_PRODUCT))
    router.callback_query.register(_answer, ProductAnswer.filter())
    router.callback_query.register(_step, ProductStepTap.filter())
    router.callback_query.register(_do, ProductSure.filter())
    router.message.register(_type, Typed(DraftKind.ADMIN), MagicData(F.draft.step == AdminStep.PRODUCT))
    return router


async def _begin(query: CallbackQuery, visit: Visit) -> None:
    await _show(query, ProductDraft.begin(), visit)


async def _answer(
    query: CallbackQuery, callback_data: ProductAnswer, visit: Visit, event_update: Update
) -> None:
    draft = await _under_way(visit)
    if draft is None or callback_data.step is not draft.step or draft.step in _ANSWERLESS:
        await show_out_of_date(query, visit, event_update)
        return
    word = callback_data.word
    if draft.step is ProductStep.RATES and word == AS_IT_IS:
        product = await _product(draft, visit)
        word = "" if product is None else " ".join(tiers_as_kept(product.rates[0].tiers))
    await _take(query, draft, word, visit)


async def _type(message: Message, visit: Visit, event_update: Update) -> None:
    draft = await _under_way(visit)
    if draft is None:
        await show_overview(message, visit, event_update)
        return
    product = await _product(draft, visit)
    try:
        if product is None:
            raise NotTold(visit.words("admin-tap"))
        kept = read_product_answer(message.text or "", draft.step, product, visit)
    except NotTold as error:
        await _show(message, draft, visit, error.note)
    else:
        await _take(message, draft, kept, visit)


async def _take(event: Message | CallbackQuery, draft: ProductDraft, kept: str, visit: Visit) -> None:
    """The answer, if the product with it can exist; a list stays open for another tap."""
    told = draft.answered(draft.step, kept, visit.now().day)
    try:
        product = await _product(told, visit)
    except ProductMalformed as error:
        await _show(event, draft, visit, flaw_words(error.flaws, visit))
        return
    except (ValueError, ArithmeticError):
        raise SkipHandler from None  # no button of ours
    if product is None:
        raise SkipHandler  # nor is this: there is no such product
    if draft.step is ProductStep.CODE and await look_up_rates(product.code, visit) is not None:
        await _show(event, draft, visit, refusal_text(ProductCodeTaken(), visit))
    else:
        await _show(event, told if draft.step in LISTS else told.onward(), visit)


async def _step(
    query: CallbackQuery, callback_data: ProductStepTap, visit: Visit, event_update: Update
) -> None:
    draft = await _under_way(visit)
    if draft is None or not draft.complete or callback_data.step is ProductStep.LIKE:
        await show_out_of_date(query, visit, event_update)
    else:
        await _show(query, draft.at(callback_data.step), visit)


async def _do(query: CallbackQuery, callback_data: ProductSure, visit: Visit, event_update: Update) -> None:
    """What the review showed, once: after that, and in a later review's stead, its button shows how things are."""
    draft = await _under_way(visit)
    if draft is None or draft.nonce != callback_data.nonce or draft.step is not ProductStep.REVIEW:
        await show_out_of_date(query, visit, event_update)
        return
    product = await _product(draft, visit)
    assert product is not None, "a product is never deleted"
    try:
        await visit.ask(draft.command(product, visit), closes=draft.kept(visit.telegram_user_id))
    except DomainError as refused:
        await _show(query, draft, visit, refusal_text(refused, visit))
        return
    rates = await look_up_rates(product.code, visit)
    assert rates is not None, "it was just taken into the catalogue"
    await show_sight(query, rates, visit, visit.words.plain("admin-done-product"))


# What they share


async def _under_way(visit: Visit) -> ProductDraft | None:
    return ProductDraft.of(await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN))


async def _product(draft: ProductDraft, visit: Visit) -> Product | None:
    """What the answers make of the product that it is like; None before that is told. Raises ProductMalformed."""
    products = await visit.queries.products()
    like = next((each for each in products if each.code == draft.like), None)
    return None if like is None else draft.product(like, visit.now().day)


async def _show(
    event: Message | CallbackQuery, draft: ProductDraft, visit: Visit, note: Markup | None = None
) -> None:
    """Keep the product as far as it was told, and ask for what is missing, or whether to take it in."""
    await visit.drafts.save(draft.kept(visit.telegram_user_id))
    product, catalogue = await _product(draft, visit), await visit.queries.products()
    await show(visit, event, product_opening_screen(draft, product, catalogue, visit, note))
