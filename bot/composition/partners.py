"""The partner API of a running bot: in which books each mode of keys is, and what those of test keys need."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from bot.composition.books import open_books
from bot.jobs.due import DueJobs
from bot.links import deep_link
from bot.partner_api.asking import PartnerBooks
from bot.partner_api.limiting import RateLimit
from bot.partner_api.routes import PartnerApi
from bot.partner_keys import Mode
from bot.serving import serving
from bot.settings import Settings
from bot.stopping import Stop
from core.domain.campaign import Campaign
from storage.store import Store

_BURST_SECONDS = 5
"""Who was silent may ask for so long at once as the limit allows."""


@asynccontextmanager
async def serving_partners(
    settings: Settings, store: Store, bot_username: str, stop: Stop
) -> AsyncIterator[DueJobs | None]:
    """Serves partners inside the block, if PARTNER_API_PORT is set. Raises CannotListen.

    Test keys are about books of their own, with the embedded bank; the jobs, if any, do what is due in those.
    """
    if settings.partner_api_port is None:
        yield None
        return

    def link_of(campaign: Campaign) -> str:
        return deep_link(bot_username, campaign.link_token)

    def books_of(mode: Mode, kept: Store) -> PartnerBooks:
        return PartnerBooks(mode, kept.teller, kept.queries, kept.partners, kept.clock, link_of)

    books: Mapping[Mode, PartnerBooks] = {settings.mode: books_of(settings.mode, store)}
    jobs = None
    async with AsyncExitStack() as resources:
        if settings.mode is Mode.LIVE and settings.partner_test_database_url is not None:
            tests = await resources.enter_async_context(open_books(settings.of_mode(Mode.TEST)))
            jobs = DueJobs(tests.teller, tests.queries, tests.clock, stop)
            tests.teller.on_commit(jobs.rounds.call)
            books = {**books, Mode.TEST: books_of(Mode.TEST, tests)}
        host, port = settings.partner_api_host, settings.partner_api_port
        per_second = settings.partner_requests_per_second
        limit = RateLimit(per_second, per_second * _BURST_SECONDS, time.monotonic)
        api = PartnerApi(books, limit, settings.partner_api_url or f"http://{host}:{port}")
        await resources.enter_async_context(serving(api.routes(), host, port))
        yield jobs
