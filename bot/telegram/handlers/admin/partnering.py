"""Partners: looked at, taken on, permitted, suspended; their keys, of which a new one is shown once; webhooks.

A new key goes into one message, sent at once to the admin's private chat, and nowhere else: not into a draft, a
receipt, a notice or the log. Whoever did not see it issues another one.
"""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import MagicData
from aiogram.types import CallbackQuery, Message, Update

from bot.locales import Markup
from bot.partner_keys import MintedKey, mint_key
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    EndpointSwitch,
    EndpointTap,
    KeyStoredTap,
    PartnerAnswer,
    PartnerPart,
    PartnerPower,
    PartnerPowerTap,
    PartnersTap,
    PartnerStep,
    PartnerStepTap,
    PartnerSure,
    PartnerTap,
    RedeliverTap,
    Switch,
)
from bot.telegram.admin_drafts import AdminStep, admin_actor
from bot.telegram.admin_reading import NotTold
from bot.telegram.drafts import DraftKind, Typed, new_nonce
from bot.telegram.handlers.admin.asking import ask
from bot.telegram.handlers.admin.overview import show_out_of_date, show_overview
from bot.telegram.handlers.admin.recording import Look, kept_search, record, turn_to
from bot.telegram.paging import Page
from bot.telegram.partner_drafts import LISTS, PER_DAY_MAX, PartnerChange
from bot.telegram.partner_reading import read_partner_answer
from bot.telegram.refusals import refusal_text
from bot.telegram.render.admin.partner_changing import (
    change_screen,
    currency_of,
    done_words,
    key_screen,
    words_of_list,
)
from bot.telegram.render.admin.partners import (
    PARTNERS_SHOWN,
    endpoint_screen,
    endpoints_screen,
    keys_screen,
    partner_screen,
    partners_screen,
)
from bot.telegram.screens import Screen, say, show
from bot.telegram.visit import Visit
from core.commands import RedeliverForPartner, SetEndpointDisabled
from core.domain.errors import DomainError
from core.domain.ids import DeliveryId, EndpointId, IntentId, PartnerId
from core.domain.partner import Partner

_DELIVERIES_SHOWN = 5


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin partnering")
    router.callback_query.register(show_partners, AdminGo.filter(F.place == AdminPlace.PARTNERS))
    router.callback_query.register(_page, PartnersTap.filter())
    router.callback_query.register(_partner, PartnerTap.filter())
    router.callback_query.register(_endpoint, EndpointTap.filter())
    router.callback_query.register(_switch, EndpointSwitch.filter())
    router.callback_query.register(_redeliver, RedeliverTap.filter())
    router.callback_query.register(_begin, PartnerPowerTap.filter())
    router.callback_query.register(_step, PartnerStepTap.filter())
    router.callback_query.register(_answer, PartnerAnswer.filter())
    router.callback_query.register(_do, PartnerSure.filter())
    router.callback_query.register(_stored, KeyStoredTap.filter())
    router.message.register(_type, Typed(DraftKind.ADMIN), MagicData(F.draft.step == AdminStep.PARTNER))
    return router


# Looking


async def show_partners(event: CallbackQuery | Message, visit: Visit, event_update: Update) -> None:
    """The newest partners."""
    await _show_partners(event, 0, visit, event_update)


async def _page(query: CallbackQuery, callback_data: PartnersTap, visit: Visit, event_update: Update) -> None:
    await _show_partners(query, callback_data.page, visit, event_update)


async def _show_partners(event: CallbackQuery | Message, number: int, visit: Visit, update: Update) -> None:
    await turn_to(visit, update, Look.PARTNERS)
    found = await visit.partners.partners(PARTNERS_SHOWN + 1, Page.skips(number, PARTNERS_SHOWN))
    await show(visit, event, partners_screen(Page.of_one_more(found, number, PARTNERS_SHOWN), visit))


async def _partner(
    query: CallbackQuery, callback_data: PartnerTap, visit: Visit, event_update: Update
) -> None:
    partner = await visit.partners.partner(PartnerId(callback_data.partner_id))
    if partner is None:
        await show_out_of_date(query, visit, event_update)
        return
    await turn_to(visit, event_update, Look.PARTNER, partner.id)
    await show(visit, query, await _screen_of(partner, callback_data.part, visit))


async def _screen_of(partner: Partner, part: PartnerPart, visit: Visit) -> Screen:
    match part:
        case PartnerPart.PERMISSIONS:
            return partner_screen(partner, await visit.partners.endpoint_health(partner.id), visit)
        case PartnerPart.KEYS:
            return keys_screen(partner, visit)
        case PartnerPart.ENDPOINTS:
            return endpoints_screen(partner, await visit.partners.endpoint_health(partner.id), visit)


# Webhooks


async def _endpoint(
    query: CallbackQuery, callback_data: EndpointTap, visit: Visit, event_update: Update
) -> None:
    await kept_search(visit)
    await _show_endpoint(query, EndpointId(callback_data.endpoint_id), visit, event_update)


async def _show_endpoint(
    query: CallbackQuery, endpoint_id: EndpointId, visit: Visit, update: Update, toast: str | None = None
) -> None:
    health = await visit.partners.endpoint(endpoint_id)
    partner = None if health is None else await visit.partners.partner(health.endpoint.partner_id)
    if health is None or partner is None:
        await show_out_of_date(query, visit, update)
        return
    await record(visit, update, Look.ENDPOINT, endpoint_id)
    deliveries = await visit.partners.deliveries_to(endpoint_id, None, _DELIVERIES_SHOWN)
    screen = endpoint_screen(health, partner, deliveries, new_nonce(), visit)
    await show(visit, query, screen, toast=toast)


async def _switch(
    query: CallbackQuery, callback_data: EndpointSwitch, visit: Visit, event_update: Update
) -> None:
    endpoint_id = EndpointId(callback_data.endpoint_id)
    health = await visit.partners.endpoint(endpoint_id)
    if health is None:
        await show_out_of_date(query, visit, event_update)
        return
    off = callback_data.switch is Switch.OFF
    setting = SetEndpointDisabled(
        intent=IntentId(f"endpoint:{visit.bot.id}:{event_update.update_id}"),
        actor=admin_actor(visit),
        partner_id=health.endpoint.partner_id,
        endpoint_id=endpoint_id,
        disabled=off,
    )
    await ask(visit, setting)
    done = visit.words.plain("admin-done-endpoint-off" if off else "admin-done-endpoint-on")
    await _show_endpoint(query, endpoint_id, visit, event_update, done)


async def _redeliver(
    query: CallbackQuery, callback_data: RedeliverTap, visit: Visit, event_update: Update
) -> None:
    view = await visit.partners.delivery(DeliveryId(callback_data.delivery_id))
    health = None if view is None else await visit.partners.endpoint(view.delivery.endpoint_id)
    if view is None or health is None:
        await show_out_of_date(query, visit, event_update)
        return
    redelivering = RedeliverForPartner(
        intent=IntentId(f"redeliver:{visit.telegram_user_id}:{callback_data.nonce}:{view.delivery.id}"),
        actor=admin_actor(visit),
        partner_id=health.endpoint.partner_id,
        endpoint_id=health.endpoint.id,
        delivery_id=view.delivery.id,
    )
    await visit.ask(redelivering)
    done = visit.words.plain("admin-done-redeliver")
    await _show_endpoint(query, health.endpoint.id, visit, event_update, done)


# Changing


async def _begin(
    query: CallbackQuery, callback_data: PartnerPowerTap, visit: Visit, event_update: Update
) -> None:
    if callback_data.power is PartnerPower.REGISTER:
        await _show(query, PartnerChange.registering(), visit)
        return
    partner = await visit.partners.partner(PartnerId(callback_data.partner_id))
    if partner is None:
        await show_out_of_date(query, visit, event_update)
        return
    tail = callback_data.key_tail
    keys = [each.id for each in partner.usable_keys(visit.now().at) if tail and each.id.endswith(tail)]
    if callback_data.power is PartnerPower.REVOKE_KEY and not keys:
        await visit.answer(visit.words.plain("admin-out-of-date"))
        await show(visit, query, keys_screen(partner, visit))
        return
    await _show(query, PartnerChange.of_partner(callback_data.power, partner, "".join(keys[:1])), visit)


async def _step(
    query: CallbackQuery, callback_data: PartnerStepTap, visit: Visit, event_update: Update
) -> None:
    change = await _under_way(visit)
    if change is None:
        await show_out_of_date(query, visit, event_update)
        return
    note = None
    if change.step in LISTS and callback_data.step is not change.step and not change.marked(change.step):
        note, changed = visit.words("admin-partner-mark-one"), change
    else:
        changed = change.at(callback_data.step)
    await _show(query, changed, visit, note)


async def _answer(
    query: CallbackQuery, callback_data: PartnerAnswer, visit: Visit, event_update: Update
) -> None:
    change = await _under_way(visit)
    if change is None or callback_data.step is not change.step:
        await show_out_of_date(query, visit, event_update)
        return
    step, word = callback_data.step, callback_data.word
    if step in LISTS and word in words_of_list(step, await visit.queries.products()):
        await _show(query, change.marking(step, word, callback_data.switch), visit)
    elif step in (PartnerStep.AMOUNT, PartnerStep.PER_DAY) and word.isascii() and word.isdecimal():
        number = int(word[:15])
        told = (
            change.up_to(number) if step is PartnerStep.AMOUNT else change.per_day(min(number, PER_DAY_MAX))
        )
        await _show(query, told, visit)
    else:
        raise SkipHandler  # no button of ours


async def _type(message: Message, visit: Visit, event_update: Update) -> None:
    change = await _under_way(visit)
    if change is None:
        await show_overview(message, visit, event_update)
        return
    try:
        told = read_partner_answer(message.text or "", change, await _currency(change, visit), visit)
    except NotTold as error:
        await _show(message, change, visit, error.note)
    else:
        await _show(message, told, visit)


async def _do(query: CallbackQuery, callback_data: PartnerSure, visit: Visit, event_update: Update) -> None:
    """What the review showed, once: after that, and in a later review's stead, its button shows how things are."""
    change = await _under_way(visit)
    if change is None or change.nonce != callback_data.nonce or change.step is not PartnerStep.REVIEW:
        await show_out_of_date(query, visit, event_update)
        return
    draft = change.kept(visit.telegram_user_id)
    currency, key, partner_id = await _currency(change, visit), None, PartnerId(change.partner_id)
    try:
        match change.power:
            case PartnerPower.REGISTER:
                partner_id = (await visit.ask(change.registration(currency, visit))).partner_id
                key = mint_key(visit.mode)
                await visit.ask(change.issue(partner_id, key, None, visit), closes=draft)
            case PartnerPower.ISSUE_KEY:
                key = mint_key(visit.mode)
                await visit.ask(change.issue(partner_id, key, callback_data.hours, visit), closes=draft)
            case _:
                await visit.ask(change.command(currency, visit), closes=draft)
    except DomainError as refused:
        await _show(query, change, visit, refusal_text(refused, visit))
        return
    partner = await visit.partners.partner(partner_id)
    assert partner is not None, "a partner is never deleted"
    keys = change.power in (PartnerPower.ISSUE_KEY, PartnerPower.REVOKE_KEY)
    part = PartnerPart.KEYS if keys else PartnerPart.PERMISSIONS
    await show(visit, query, await _screen_of(partner, part, visit), toast=done_words(change.power, visit))
    if key is not None:
        await _show_once(key, partner, visit)


async def _show_once(key: MintedKey, partner: Partner, visit: Visit) -> None:
    """Into the admin's private chat, directly: what is sent by way of the outbox would be kept there."""
    await say(visit, key_screen(key, partner, visit))


async def _stored(query: CallbackQuery, visit: Visit) -> None:
    """The message that shows a key goes; where it cannot be deleted any more, its text does."""
    shown = query.message
    await visit.answer(visit.words.plain("admin-key-deleted"))
    if not isinstance(shown, Message):
        return
    try:
        await visit.bot.delete_message(visit.telegram_user_id, shown.message_id)
    except TelegramBadRequest:
        await show(visit, query, Screen(visit.words("admin-key-deleted")))


# What they share


async def _under_way(visit: Visit) -> PartnerChange | None:
    return PartnerChange.of(await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN))


async def _currency(change: PartnerChange, visit: Visit) -> str:
    """The currency of the chosen products; if there are several, the core refuses."""
    products = await visit.queries.products()
    return currency_of(change, products)


async def _show(
    event: Message | CallbackQuery, change: PartnerChange, visit: Visit, note: Markup | None = None
) -> None:
    """Keep the change as far as it was told, and ask for what is missing, or whether to do it."""
    await visit.drafts.save(change.kept(visit.telegram_user_id))
    partner = await visit.partners.partner(PartnerId(change.partner_id)) if change.partner_id else None
    products = await visit.queries.products()
    await show(visit, event, change_screen(change, partner, products, visit, note))
