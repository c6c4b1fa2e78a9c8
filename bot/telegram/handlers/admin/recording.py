"""What staff look at, and do without a command of its own: it is on the audit trail before anything is shown."""

from enum import StrEnum

from aiogram.types import Update

from bot.telegram.admin_drafts import Search, admin_actor
from bot.telegram.drafts import DraftKind
from bot.telegram.visit import Visit
from core.commands import RecordAdminUse
from core.domain.ids import IntentId


class Look(StrEnum):
    """What is recorded of staff beside their commands, mostly looks, as the audit trail calls it."""

    OVERVIEW = "view_overview"
    TRAIL = "view_trail"
    FIND_ON_TRAIL = "search_trail"
    RECORD = "view_record"
    EXPORT = "export_records"
    ALARMS_HERE = "alarms_to_group"
    ALARMS_OFF = "alarms_off_group"
    FIND_CAMPAIGN = "find_campaign"
    FIND_PARTICIPANT = "find_participant"
    FIND_ACCOUNT = "find_account"
    CAMPAIGN = "view_campaign"
    PARTICIPANT = "view_participant"
    ACCOUNT = "view_account"
    PRODUCTS = "view_products"
    RATES = "view_rates"
    MISMATCHES = "view_mismatches"
    MISMATCH = "view_mismatch"
    CORRECTIONS = "view_corrections"
    CORRECTION = "view_correction"
    ENTRY = "view_entry"
    MONEY = "view_money"
    DELIVERIES = "view_deliveries"
    RETRY = "retry_update"
    SETTLEMENT = "view_settlement"
    STAFF = "view_staff"
    COLLEAGUE = "view_colleague"
    ORDERS = "view_orders"
    ORDER = "view_order"
    FIND_ORDER = "find_order"
    INQUIRE = "look_up_order"
    PARTNERS = "view_partners"
    PARTNER = "view_partner"
    ENDPOINT = "view_endpoint"


LOOKS = frozenset(look.value for look in Look) - {
    Look.EXPORT,
    Look.ALARMS_HERE,
    Look.ALARMS_OFF,
    Look.RETRY,
    Look.INQUIRE,
}
"""Those that changed nothing, took nothing along and asked nobody anything."""


async def record(visit: Visit, update: Update, look: Look, subject: str = "") -> None:
    """Put one look on the audit trail: once for each update, however often it is handled."""
    intent = IntentId(f"look:{visit.bot.id}:{update.update_id}:{look}")
    await visit.ask(
        RecordAdminUse(intent=intent, actor=admin_actor(visit), action=look.value, subject=subject)
    )


async def kept_search(visit: Visit) -> Search | None:
    """The search by which the admin came here; a change that was under way is given up."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.ADMIN)
    search = Search.of(draft)
    if draft is not None and search is None:
        await visit.drafts.discard(draft)
    return search


async def turn_to(visit: Visit, update: Update, look: Look, subject: str = "") -> None:
    """Put a look on the audit trail; a change that was under way is given up for it, and a search kept."""
    await kept_search(visit)
    await record(visit, update, look, subject)
