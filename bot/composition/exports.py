"""What exports at the command line are made of; looks only, and changes nothing."""

from collections.abc import AsyncIterator
from datetime import date

from bot.papers.export_csv import heads_csv, instants_of, lines_csv
from bot.settings import BooksSettings
from core.domain.export import ExportKind
from storage.store import open_exports


async def export_csv(
    settings: BooksSettings, kind: ExportKind, first: date, last: date
) -> AsyncIterator[tuple[bytes, int]]:
    """The pieces of a file with what there is of the kind in these days, and how many lines each holds.

    Raises NoBooks, OutOfReach.
    """
    zone = settings.business_timezone
    async with open_exports(settings.database_url) as exports:
        yield heads_csv(kind), 0
        async for page in exports.lines(kind, *instants_of(first, last, zone)):
            yield lines_csv(page, zone), len(page)
