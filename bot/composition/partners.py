"""The partner API of a running bot: in which books each mode of keys is, and what those of test keys need."""

import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from bot.composition.books import open_books
from bot.jobs.due import DueJobs
from bot.jobs.retention import RetentionJob
from bot.jobs.unheard import UnheardJob
from bot.jobs.webhooks import WebhookBooks, WebhookJob, webhook_session
from bot.links import Links, links_of
from bot.partner_api.asking import PartnerBooks
from bot.partner_api.limiting import RateLimit
from bot.partner_api.routes import PartnerApi
from bot.partner_api.simulation import Simulation
from bot.partner_keys import Mode
from bot.serving import serving
from bot.settings import Settings
from bot.stopping import Stop
from core.domain.campaign import Campaign
from storage.clock import wall_clock
from storage.store import Store

Loop = Callable[[], Coroutine[None, None, object]]
"""Does its work until a stop is asked for."""

_BURST_SECONDS = 5
"""Who was silent may ask for so long at once as the limit allows."""


@asynccontextmanager
async def serving_partners(
    settings: Settings, store: Store, bot_username: str, stop: Stop
) -> AsyncIterator[Mapping[str, Loop]]:
    """Serves partners inside the block, if PARTNER_API_PORT is set; what has to run beside. Raises CannotListen.

    Test keys are about books of their own, with the embedded bank; what is due in those is done by jobs of their own.
    Events are sent to public addresses only; in the sandbox, which is on this machine, to any.
    """
    if settings.partner_api_port is None:
        yield {}
        return

    anywhere = settings.sandbox_backstage_port is not None

    def books_of(mode: Mode, kept: Store, public_url: str | None) -> PartnerBooks:
        def links(campaign: Campaign) -> Links:
            return links_of(campaign, bot_username, public_url)

        bank_elsewhere = kept is store and settings.bank_url is not None
        simulated = mode is Mode.TEST and not bank_elsewhere
        simulation = Simulation(kept.teller, kept.outbox) if simulated else None
        return PartnerBooks(
            mode, kept.teller, kept.queries, kept.partners, kept.clock, links, simulation, anywhere
        )

    books: Mapping[Mode, PartnerBooks] = {settings.mode: books_of(settings.mode, store, settings.public_url)}
    loops: dict[str, Loop] = {}
    async with AsyncExitStack() as resources:
        session = await resources.enter_async_context(webhook_session(anywhere=anywhere))

        def sending(kept: Store) -> Loop:
            of = WebhookBooks(kept.deliveries, kept.teller, kept.queries, kept.leases, kept.clock)
            job = WebhookJob(session, of, stop, wall=wall_clock, anywhere=anywhere)
            kept.teller.on_commit(job.rounds.call)
            return job.run

        loops["webhooks"] = sending(store)
        if settings.mode is Mode.LIVE and settings.partner_test_database_url is not None:
            tests = await resources.enter_async_context(open_books(settings.of_mode(Mode.TEST)))
            jobs = DueJobs(tests.teller, tests.queries, tests.clock, stop)
            tests.teller.on_commit(jobs.rounds.call)
            # Nobody has met a bot in those books: there is nobody to tell, no staff either …
            loops |= {
                "test jobs": jobs.run,
                "test webhooks": sending(tests),
                "test notices": UnheardJob(tests.outbox, tests.clock, stop).run,
                "test retention": RetentionJob(tests.retention, tests.leases, tests.clock, stop).run,
            }
            # … and no page shows what is in them.
            books = {**books, Mode.TEST: books_of(Mode.TEST, tests, None)}
        host, port = settings.partner_api_host, settings.partner_api_port
        per_second = settings.partner_requests_per_second
        limit = RateLimit(per_second, per_second * _BURST_SECONDS, time.monotonic)
        api = PartnerApi(books, limit, settings.partner_api_url or f"http://{host}:{port}")
        await resources.enter_async_context(serving(api.routes(), host, port))
        yield loops
