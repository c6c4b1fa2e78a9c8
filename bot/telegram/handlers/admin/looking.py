"""Looking at one campaign, participant or account, or at the products and their rates."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    BankAccountTap,
    CampaignTap,
    ParticipantTap,
    ProductTap,
)
from bot.telegram.admin_drafts import Search
from bot.telegram.admin_subjects import Rates, Subject, look_up_rates
from bot.telegram.handlers.admin.overview import show_out_of_date
from bot.telegram.handlers.admin.recording import Look, kept_search, record, turn_to
from bot.telegram.render.admin.campaign import campaign_screen
from bot.telegram.render.admin.entries import entry_screen
from bot.telegram.render.admin.mismatches import mismatch_screen
from bot.telegram.render.admin.orders import order_screen
from bot.telegram.render.admin.people import account_screen, participant_screen
from bot.telegram.render.admin.products import product_screen, products_screen
from bot.telegram.render.admin.settlement import settlement_screen
from bot.telegram.render.admin.staff import colleague_screen
from bot.telegram.screens import Screen, show
from bot.telegram.visit import Visit
from core.domain.ids import AccountId, CampaignId
from core.domain.standstill import Standstill
from core.views import (
    AccountView,
    CampaignView,
    Colleague,
    EntryView,
    MismatchView,
    OrderView,
    ParticipantView,
)

Sight = Subject | ParticipantView | OrderView


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin looking")
    router.callback_query.register(_campaign, CampaignTap.filter())
    router.callback_query.register(_participant, ParticipantTap.filter())
    router.callback_query.register(_account, BankAccountTap.filter())
    router.callback_query.register(_products, AdminGo.filter(F.place == AdminPlace.PRODUCTS))
    router.callback_query.register(_product, ProductTap.filter())
    return router


async def _campaign(
    query: CallbackQuery, callback_data: CampaignTap, visit: Visit, event_update: Update
) -> None:
    campaign_id = CampaignId(callback_data.campaign_id)
    await look_at(query, await visit.queries.campaign(campaign_id, visit.participant.id), visit, event_update)


async def _participant(
    query: CallbackQuery, callback_data: ParticipantTap, visit: Visit, event_update: Update
) -> None:
    participant_id = callback_data.participant_id
    found = await visit.queries.find_participants(participant_id)
    view = next((view for view in found if view.participant.id == participant_id), None)
    await look_at(query, view, visit, event_update)


async def _account(
    query: CallbackQuery, callback_data: BankAccountTap, visit: Visit, event_update: Update
) -> None:
    account = await visit.queries.account(AccountId(callback_data.account_id))
    await look_at(query, account, visit, event_update)


async def _products(query: CallbackQuery, visit: Visit, event_update: Update) -> None:
    await turn_to(visit, event_update, Look.PRODUCTS)
    await show(visit, query, products_screen(await visit.queries.products(), visit))


async def _product(
    query: CallbackQuery, callback_data: ProductTap, visit: Visit, event_update: Update
) -> None:
    await look_at(query, await look_up_rates(callback_data.product_code, visit), visit, event_update)


async def look_at(
    event: Message | CallbackQuery,
    sight: Sight | None,
    visit: Visit,
    update: Update,
    toast: str | None = None,
) -> None:
    """Put the look on the audit trail and show what is there; the overview if there is nothing of that name."""
    if sight is None:
        await show_out_of_date(event, visit, update)
        return
    look, name = _named(sight)
    await record(visit, update, look, name)
    await show_sight(event, sight, visit, toast)


async def show_sight(
    event: Message | CallbackQuery, sight: Sight, visit: Visit, toast: str | None = None
) -> None:
    """Show what is there; a change that was under way is given up."""
    await show(visit, event, _screen(sight, await kept_search(visit), visit), toast=toast)


def _named(sight: Sight) -> tuple[Look, str]:
    """How the audit trail calls a look, and what was looked at."""
    match sight:
        case CampaignView():
            return Look.CAMPAIGN, sight.campaign.id
        case ParticipantView():
            return Look.PARTICIPANT, sight.participant.id
        case AccountView():
            return Look.ACCOUNT, sight.account.id
        case Rates():
            return Look.RATES, sight.product.code
        case MismatchView():
            return Look.MISMATCH, sight.recorded.subject
        case EntryView():
            return Look.ENTRY, sight.entry.reference
        case OrderView():
            return Look.ORDER, sight.order.reference
        case Standstill() | Colleague():
            return _named_at_the_desk(sight)


def _screen(sight: Sight, search: Search | None, visit: Visit) -> Screen:
    match sight:
        case CampaignView():
            return campaign_screen(sight, search, visit)
        case ParticipantView():
            return participant_screen(sight, search, visit)
        case AccountView():
            return account_screen(sight, search, visit)
        case Rates():
            return product_screen(sight.product, sight.keeping, visit)
        case MismatchView():
            return mismatch_screen(sight, visit)
        case EntryView():
            return entry_screen(sight, visit)
        case OrderView():
            return order_screen(sight, search, visit)
        case Standstill() | Colleague():
            return _screen_of_the_desk(sight, visit)


# The desk itself


def _named_at_the_desk(sight: Standstill | Colleague) -> tuple[Look, str]:
    if isinstance(sight, Standstill):
        return Look.SETTLEMENT, ""
    return Look.COLLEAGUE, str(sight.member.telegram_user_id)


def _screen_of_the_desk(sight: Standstill | Colleague, visit: Visit) -> Screen:
    if isinstance(sight, Standstill):
        return settlement_screen(sight, visit)
    return colleague_screen(sight, visit)
