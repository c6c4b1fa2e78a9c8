"""What is kept about one person, for the command line; looks only, and changes nothing."""

from datetime import datetime

from bot.settings import BooksSettings
from core.views import PersonalData
from storage.clock import wall_clock
from storage.store import open_queries


async def personal_data_of(settings: BooksSettings, participant: str) -> tuple[PersonalData, datetime] | None:
    """Of a participant, by id or Telegram id, and when; None if there is no such. Raises NoBooks, OutOfReach."""
    async with open_queries(settings.database_url, zone=settings.business_timezone) as queries:
        for view in await queries.find_participants(participant):
            if participant in (view.participant.id, str(view.telegram_user_id)):
                return await queries.personal_data(view.participant.id), wall_clock()
    return None
