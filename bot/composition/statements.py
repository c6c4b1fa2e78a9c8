"""What statements of account at the command line are made of; looks only, and changes nothing."""

from dataclasses import dataclass
from datetime import datetime

from bot.settings import BooksSettings
from core.domain.account_statement import StatementSource
from core.domain.ids import read_short_code, show_short_code
from storage.clock import wall_clock
from storage.store import open_queries


@dataclass(frozen=True, slots=True)
class StatementFound:
    """Whose statement it is, what it is made of, and when."""

    whose: str
    source: StatementSource
    made_at: datetime


async def member_statement(settings: BooksSettings, participant: str) -> StatementFound | None:
    """Of a participant, by id or Telegram id; None if there is no such. Raises NoBooks, OutOfReach."""
    async with open_queries(settings.database_url, zone=settings.business_timezone) as queries:
        for view in await queries.find_participants(participant):
            if participant in (view.participant.id, str(view.telegram_user_id)):
                source = await queries.member_movements(view.participant.id)
                return StatementFound(view.participant.name, source, wall_clock())
    return None


async def campaign_statement(settings: BooksSettings, campaign: str) -> StatementFound | None:
    """Of a campaign, by id or short code; None if there is no such. Raises NoBooks, OutOfReach."""
    async with open_queries(settings.database_url, zone=settings.business_timezone) as queries:
        for view in await queries.find_campaigns(campaign):
            found = view.campaign
            if campaign == found.id or read_short_code(campaign) == found.short_code:
                source = await queries.campaign_movements(found.id)
                return StatementFound(show_short_code(found.short_code), source, wall_clock())
    return None
