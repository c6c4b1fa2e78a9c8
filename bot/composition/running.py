"""The running bot: every part, wired to the ports, in one group of tasks that ends when a signal says so."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from datetime import datetime, timedelta

from aiogram import Bot, Dispatcher
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import Update, User
from aiohttp import web

from bot.backstage.partner import set_partner
from bot.backstage.scene import set_scene
from bot.backstage.server import Backstage
from bot.backstage.server import serving as serving_backstage
from bot.composition.bank import BankSide, open_bank
from bot.composition.books import open_books
from bot.composition.partners import Loop, serving_partners
from bot.composition.staff import name_approvers
from bot.jobs.alarm_watch import AlarmWatch, Standing
from bot.jobs.alarms import Alarms
from bot.jobs.chain_check import ChainCheckJob
from bot.jobs.due import DueJobs
from bot.jobs.organisers import OrganiserJob
from bot.jobs.reconciliation import DueReconciliation
from bot.jobs.reminders import ReminderJob
from bot.jobs.retention import RetentionJob
from bot.jobs.sealing import SealJob
from bot.monitoring.metrics import Metrics
from bot.monitoring.routes import monitor_routes
from bot.papers.keys import KeyFileUnusable, Signer, read_or_make_signer
from bot.serving import CannotListen, serving
from bot.settings import BankCodeDelivery, Settings
from bot.stopping import GRACE_SECONDS, Stop
from bot.telegram.alarm import ChatAlarm
from bot.telegram.alarm_desk import AlarmDesk
from bot.telegram.cards import CardKeeper, Drawing
from bot.telegram.counting import CountCalls
from bot.telegram.dispatcher import create_dispatcher
from bot.telegram.failures import once_in_reach
from bot.telegram.inbox import Inbox
from bot.telegram.menus import set_menu_of, set_menus
from bot.telegram.notices import notice_screen
from bot.telegram.outbox import Post, Sender
from bot.telegram.pacing import HeedFloods, Pacing
from bot.telegram.polling import Poller
from bot.telegram.render.card import card_screen
from bot.telegram.render.shared_card import group_screen, inline_screen
from bot.telegram.screens import Screen
from bot.telegram.session import Session
from bot.telegram.visit import Desk
from bot.telegram.webhook import Webhook, WebhookRefused, use_webhook, webhook_route
from bot.waking import Waking
from bot.web.certificates import CertificatePages
from bot.web.routes import CampaignPages
from bot.web.strays import Strays
from core.domain.notice import RoleChanged
from core.ports import CodeDelivery, Looks
from core.views import CampaignView, Recipient, WaitingNotice
from storage.store import Store

_NEW_OBJECTS_LOOKED_THROUGH = 20_000

log = logging.getLogger(__name__)


class CannotRun(Exception):
    """The bot cannot run as it is set up; the message says what to change."""


async def run_bot(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM; then what is under way is finished.

    Raises CannotRun.
    """
    stop = Stop()
    with _stopped_by_signals(stop):
        await run_until_stopped(settings, stop)


async def run_until_stopped(settings: Settings, stop: Stop) -> None:
    """Run the bot until the stop is asked for; then what is under way is finished.

    Raises CannotRun.
    """
    async with AsyncExitStack() as resources:
        store = await resources.enter_async_context(open_books(settings))
        await store.leases.inherit()
        await name_approvers(settings, store)
        metrics = Metrics()
        store.teller.on_batch(metrics.a_batch)
        receiving = asyncio.Event()
        await resources.enter_async_context(
            _monitored(settings, store, metrics, lambda: receiving.is_set() and not stop.asked)
        )
        bank = await resources.enter_async_context(open_bank(settings, store, stop))
        reconciliation = _reconciliation(settings, store, bank.looks)
        jobs = DueJobs(store.teller, store.queries, store.clock, stop, reconciliation)
        waking = Waking(settings.business_timezone, settings.quiet_hours)
        reminders = ReminderJob(store.teller, store.queries, store.clock, waking, stop)
        if settings.sandbox_backstage_port is not None:
            await _set_scene(settings, store)
            await resources.enter_async_context(
                _backstage(settings.sandbox_backstage_port, settings.sandbox_url, store, jobs, reminders)
            )
        pacing = Pacing()
        bot = await resources.enter_async_context(_connect(settings, pacing, metrics))
        me = await once_in_reach(stop, lambda: _introduce(bot))
        if me is None:
            return
        desk = _desk(settings, store, bot, pacing, me, bank)
        dispatcher = create_dispatcher(desk, store.outbox)
        alarm_desk, alarms = AlarmDesk(desk), Alarms(store.teller, store.queries)
        inbox = _inbox(store, desk, dispatcher, alarms, metrics, stop)
        sender = _sender(settings, store, desk, bank.codes, alarm_desk, stop)
        sealing = SealJob(store.sealer, store.leases, store.clock, stop)
        for woken in (jobs, sender, sealing, bank.courier):
            if woken is not None:
                store.teller.on_commit(woken.rounds.call)
        allowed_updates = dispatcher.resolve_used_update_types()
        with _saying_why_not_received():
            receive = await resources.enter_async_context(
                _receiving(settings, inbox, desk, allowed_updates, stop, _pages(settings, store, desk))
            )
        partner_loops = await resources.enter_async_context(_partnered(settings, store, me, stop))
        _log_start(settings, me)
        _collect_rarely()
        receiving.set()
        loops = {
            "receiving": receive,
            "inbox": inbox.run,
            "outbox": sender.run,
            "jobs": jobs.run,
            "sealing": sealing.run,
            "reminders": reminders.run,
            "menus": lambda: once_in_reach(stop, lambda: set_menus(desk)),
            **_housekeeping(store, alarm_desk, alarms, stop),
            **partner_loops,
        }
        if bank.courier is not None:
            loops["courier"] = bank.courier.run
        await _run_all(loops, stop)
    log.info("stopped; nothing was left half done")


@contextmanager
def _saying_why_not_received() -> Iterator[None]:
    """Raises CannotRun."""
    try:
        yield
    except CannotListen as error:
        raise _cannot_listen("HTTP", error) from error
    except WebhookRefused as error:
        raise CannotRun(f"WEBHOOK_URL is refused by Telegram: {error}") from error


async def _run_all(loops: Mapping[str, Loop], stop: Stop) -> None:
    """Run them side by side until a stop is asked for, and what is under way then is finished."""
    async with asyncio.timeout(None) as limit, asyncio.TaskGroup() as tasks:
        stop.on_ask(lambda: limit.reschedule(asyncio.get_running_loop().time() + GRACE_SECONDS))
        for name, loop in loops.items():
            tasks.create_task(loop(), name=name)


def _collect_rarely() -> None:
    """What is there now stays: looking through it again and again would make answers wait.

    What comes later is looked through less often, too: with Python's own threshold that took a tenth of a storm.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS_LOOKED_THROUGH)


def _cannot_listen(which: str, error: CannotListen) -> CannotRun:
    return CannotRun(f"{which}_HOST and {which}_PORT: nobody can listen at {error}, or somebody does")


def _desk(settings: Settings, store: Store, bot: Bot, pacing: Pacing, me: User, bank: BankSide) -> Desk:
    return Desk(
        bot=bot,
        pacing=pacing,
        bot_username=me.username or "",
        zone=settings.business_timezone,
        clock=store.clock,
        teller=store.teller,
        queries=store.queries,
        partners=store.partners,
        operating=store.operating,
        set_aside=store.inbox,
        exports=store.exports,
        drafts=store.drafts,
        cards=store.cards,
        alarm_board=store.alarm_board,
        directory=bank.directory,
        signer=_signer(settings),
        quiet=settings.quiet_hours,
        mode=settings.mode,
        public_url=settings.public_url,
        inline=bool(me.supports_inline_queries),
        inquiry=bank.inquiry,
    )


def _signer(settings: Settings) -> Signer:
    try:
        return read_or_make_signer(settings.key_file)
    except KeyFileUnusable as error:
        raise CannotRun(f"CERTIFICATE_KEY: the key file {error}") from None


def _housekeeping(store: Store, alarm_desk: AlarmDesk, alarms: Alarms, stop: Stop) -> dict[str, Loop]:
    """What is looked after at its own pace, whatever is said meanwhile."""
    alarm_watch = AlarmWatch(
        store.alarm_board,
        store.queries,
        Standing(store.queries, store.partners, store.chain_checks, store.clock),
        alarm_desk,
        alarms,
        store.leases,
        store.clock,
        stop,
    )
    return {
        "alarms": alarm_watch.run,
        "chain check": ChainCheckJob(store.chain_checks, alarms, store.leases, store.clock, stop).run,
        "organisers": OrganiserJob(store.teller, store.queries, stop).run,
        "retention": RetentionJob(store.retention, store.leases, store.clock, stop).run,
    }


def _inbox(
    store: Store, desk: Desk, dispatcher: Dispatcher, alarms: Alarms, metrics: Metrics, stop: Stop
) -> Inbox:
    bot = desk.bot

    async def handle(update: Update) -> None:
        with metrics.an_update():
            await dispatcher.feed_update(bot, update)

    return Inbox(
        bot,
        store.inbox,
        handle,
        alarm=ChatAlarm(bot, desk.pacing, store.queries, alarms),
        stop=stop,
        rush=desk.rush,
    )


def _reconciliation(settings: Settings, store: Store, looks: Looks) -> DueReconciliation:
    return DueReconciliation(
        store.teller,
        store.queries,
        looks,
        store.leases,
        store.clock,
        zone=settings.business_timezone,
    )


def _sender(
    settings: Settings, store: Store, desk: Desk, codes: CodeDelivery, alarm_desk: AlarmDesk, stop: Stop
) -> Sender:
    async def write(waiting: WaitingNotice) -> Screen | None:
        visit = desk.visit(waiting.recipient)
        if isinstance(waiting.notice, RoleChanged):
            await set_menu_of(visit)
        return await notice_screen(waiting.notice, visit)

    async def private(view: CampaignView, recipient: Recipient) -> Screen:
        return await card_screen(view, desk.visit(recipient))

    async def group(view: CampaignView, recipient: Recipient) -> Screen:
        return await group_screen(view, desk.visit(recipient))

    async def inline(view: CampaignView, recipient: Recipient) -> Screen:
        return inline_screen(view, desk.visit(recipient))

    post = Post(
        desk.bot,
        store.outbox,
        store.clock,
        write,
        codes,
        pacing=desk.pacing,
        waking=Waking(desk.zone, desk.quiet),
        tell_group=alarm_desk.tell,
    )
    cards = CardKeeper(
        desk.bot,
        store.cards,
        store.outbox,
        store.queries,
        store.clock,
        Drawing(private, group, inline),
        pacing=desk.pacing,
        interval=timedelta(seconds=settings.card_interval_seconds),
    )
    return Sender(post, cards, store.leases, store.clock, stop)


@asynccontextmanager
async def _receiving(
    settings: Settings,
    inbox: Inbox,
    desk: Desk,
    allowed_updates: Collection[str],
    stop: Stop,
    pages: Iterable[web.AbstractRouteDef],
) -> AsyncIterator[Loop]:
    """What receives until a stop is asked for: the webhook if one is set up, or else a poller.

    Stopping begins with the door: nobody new is let in while what is under way is finished. `pages` are served there.
    """
    routes, bot = list(pages), desk.bot
    if settings.webhook_url is None:
        async with _at_the_door(settings, routes):
            yield Poller(bot, inbox, allowed_updates=allowed_updates, stop=stop).run
        return
    assert settings.webhook_secret is not None, "the settings see to it"
    webhook = Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value())
    async with serving(
        [*routes, webhook_route(webhook, inbox.take_in)], settings.http_host, settings.http_port
    ) as server:
        await once_in_reach(stop, lambda: use_webhook(bot, webhook, allowed_updates))

        async def until_stopped() -> None:
            await stop.wait()
            await server.close()

        yield until_stopped


async def _set_scene(settings: Settings, store: Store) -> None:
    """The people and the partner that are there in the sandbox."""
    if settings.bank_url is None:
        await set_scene(store.teller, store.outbox, store.clock)
    if settings.sandbox_partner_key is not None:
        key = settings.sandbox_partner_key.get_secret_value()
        await set_partner(store.teller, store.queries, key)


@asynccontextmanager
async def _partnered(
    settings: Settings, store: Store, me: User, stop: Stop
) -> AsyncIterator[Mapping[str, Loop]]:
    """Serves partners, if PARTNER_API_PORT is set; what has to run beside."""
    try:
        async with serving_partners(settings, store, me.username or "", stop) as loops:
            yield loops
    except CannotListen as error:
        raise _cannot_listen("PARTNER_API", error) from error


def _at_the_door(
    settings: Settings, routes: Sequence[web.AbstractRouteDef]
) -> AbstractAsyncContextManager[object]:
    """A server for these routes; none where there are none."""
    return serving(routes, settings.http_host, settings.http_port) if routes else nullcontext()


def _pages(settings: Settings, store: Store, desk: Desk) -> Iterable[web.AbstractRouteDef]:
    """What is shown in a browser; nothing without PUBLIC_URL."""
    if settings.public_url is None:
        return ()
    strays = Strays(time.monotonic)
    campaigns = CampaignPages(
        public_url=settings.public_url,
        bot_username=desk.bot_username,
        zone=desk.zone,
        queries=store.queries,
        clock=store.clock,
        strays=strays,
    )
    certificates = CertificatePages(
        public_url=settings.public_url,
        bot_username=desk.bot_username,
        zone=desk.zone,
        queries=store.queries,
        strays=strays,
    )
    return (*campaigns.routes(), *certificates.routes())


@asynccontextmanager
async def _monitored(
    settings: Settings, store: Store, metrics: Metrics, is_receiving: Callable[[], bool]
) -> AsyncIterator[None]:
    """Serves what watches over the bot, from before it receives until after; nothing without MONITOR_PORT."""
    if settings.monitor_port is None:
        yield
        return
    routes = monitor_routes(metrics, store.queries, store.clock, is_receiving)
    try:
        async with serving(routes, settings.monitor_host, settings.monitor_port):
            yield
    except CannotListen as error:
        raise _cannot_listen("MONITOR", error) from error


@asynccontextmanager
async def _connect(settings: Settings, pacing: Pacing, metrics: Metrics) -> AsyncIterator[Bot]:
    session = Session(api=TelegramAPIServer.from_base(settings.telegram_api_base))
    session.middleware(HeedFloods(pacing))
    session.middleware(CountCalls(metrics.a_call))
    bot = Bot(settings.bot_token.get_secret_value(), session=session)
    try:
        yield bot
    finally:
        await session.close()


async def _introduce(bot: Bot) -> User:
    """Who the bot is."""
    try:
        return await bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise CannotRun("BOT_TOKEN is unknown to Telegram: ask @BotFather for the bot's token") from error


def _backstage(
    port: int, sandbox_url: str | None, store: Store, jobs: DueJobs, reminders: ReminderJob
) -> AbstractAsyncContextManager[None]:
    def turn(to: datetime) -> None:
        store.clock.turn_forward(to)
        reminders.rounds.call()

    backstage = Backstage(
        teller=store.teller,
        queries=store.queries,
        clock=store.clock,
        zone=store.clock.zone,
        jobs=jobs,
        turn=turn,
        sandbox_url=sandbox_url,
    )
    return serving_backstage(backstage, port)


@contextmanager
def _stopped_by_signals(stop: Stop) -> Iterator[None]:
    """The first SIGINT or SIGTERM asks for a stop; the second has its usual effect, for who will not wait."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def ask() -> None:
        for each in signals:
            loop.remove_signal_handler(each)
        log.info("stopping; what is under way is finished first")
        stop.ask()

    for each in signals:
        loop.add_signal_handler(each, ask)
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


def _log_start(settings: Settings, me: User) -> None:
    log.info(
        "@%s (%d) runs: api=%s receiving=%s bank=%s zone=%s admins=%d codes=%s card_interval=%ds",
        me.username,
        me.id,
        settings.telegram_api_base,
        "polling" if settings.webhook_url is None else "webhook",
        settings.bank_url or "house",
        settings.business_timezone.key,
        len(settings.admin_ids),
        settings.code_delivery.value,
        settings.card_interval_seconds,
    )
    if settings.code_delivery is BankCodeDelivery.CONSOLE:
        log.warning("one-time codes are printed here: BANK_CODE_DELIVERY=console is not for real customers")
