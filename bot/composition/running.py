"""The running bot: every part, wired to the ports, in one group of tasks that ends when a signal says so."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import User

from bot.backstage.scene import set_scene
from bot.backstage.server import Backstage, serving
from bot.bank_codes import ConsoleDelivery, SandboxDelivery
from bot.composition.books import open_books
from bot.jobs.due import DueJobs
from bot.settings import BankCodeDelivery, Settings
from bot.stopping import Stop
from bot.telegram.alarm import ChatAlarm
from bot.telegram.cards import CardKeeper
from bot.telegram.dispatcher import create_dispatcher
from bot.telegram.failures import backoff_seconds, is_transient
from bot.telegram.inbox import Reception
from bot.telegram.menus import set_menus
from bot.telegram.notices import notice_screen
from bot.telegram.outbox import Post, Sender
from bot.telegram.pacing import Pacing
from bot.telegram.render.card import card_screen
from bot.telegram.screens import Screen
from bot.telegram.visit import Desk
from core.ports import CodeDelivery
from core.views import CampaignView, Recipient, WaitingNotice
from storage.store import Store

T = TypeVar("T")

# What is under way when a stop is asked for has this long to finish; what is stored is not lost either way.
GRACE_SECONDS = 20.0
_LONGEST_BACKOFF_SECONDS = 30.0

log = logging.getLogger(__name__)


class TokenRefused(Exception):
    """Telegram does not know the bot's token."""


@dataclass(frozen=True, slots=True)
class _Loops:
    """What runs until it is stopped."""

    reception: Reception
    sender: Sender
    jobs: DueJobs

    async def run(self, desk: Desk, stop: Stop) -> None:
        """Until a stop is asked for, and what is under way then is finished."""
        async with asyncio.timeout(None) as limit, asyncio.TaskGroup() as tasks:
            stop.on_ask(lambda: limit.reschedule(asyncio.get_running_loop().time() + GRACE_SECONDS))
            tasks.create_task(self.reception.run(), name="inbox")
            tasks.create_task(self.sender.run(), name="outbox")
            tasks.create_task(self.jobs.run(), name="jobs")
            tasks.create_task(_once_in_reach(stop, lambda: set_menus(desk)), name="menus")


async def run_bot(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM; then what is under way is finished. Raises TokenRefused."""
    stop = Stop()
    async with AsyncExitStack() as resources:
        resources.enter_context(_stopped_by_signals(stop))
        store = await resources.enter_async_context(open_books(settings))
        jobs = DueJobs(store.teller, store.queries, store.clock, stop)
        if settings.sandbox_backstage_port is not None:
            await set_scene(store.teller, store.outbox, store.clock)
            await resources.enter_async_context(_backstage(settings.sandbox_backstage_port, store, jobs))
        bot = await resources.enter_async_context(_connect(settings))
        me = await _once_in_reach(stop, lambda: _introduce(bot))
        if me is None:
            return
        desk = _desk(settings, store, bot, me)
        loops = _wire(settings, store, desk, jobs, stop)
        for rounds in (jobs.rounds, loops.sender.rounds):
            store.teller.on_commit(rounds.call)
        _log_start(settings, me)
        await loops.run(desk, stop)
    log.info("stopped; nothing was left half done")


def _desk(settings: Settings, store: Store, bot: Bot, me: User) -> Desk:
    return Desk(
        bot=bot,
        bot_username=me.username or "",
        zone=settings.business_timezone,
        clock=store.clock,
        teller=store.teller,
        queries=store.queries,
        drafts=store.drafts,
        cards=store.cards,
        admin_ids=settings.admin_ids,
    )


def _wire(settings: Settings, store: Store, desk: Desk, jobs: DueJobs, stop: Stop) -> _Loops:
    bot = desk.bot
    dispatcher = create_dispatcher(desk, store.outbox)
    pacing = Pacing()

    async def write(waiting: WaitingNotice) -> Screen:
        return await notice_screen(waiting.notice, desk.visit(waiting.recipient))

    async def draw(view: CampaignView, recipient: Recipient) -> Screen:
        return await card_screen(view, desk.visit(recipient))

    post = Post(bot, store.outbox, store.clock, write, _code_delivery(settings), pacing=pacing)
    cards = CardKeeper(
        bot,
        store.cards,
        store.outbox,
        store.queries,
        store.clock,
        draw,
        pacing=pacing,
        interval=timedelta(seconds=settings.card_interval_seconds),
    )
    reception = Reception(
        bot,
        store.inbox,
        lambda update: dispatcher.feed_update(bot, update),
        allowed_updates=dispatcher.resolve_used_update_types(),
        alarm=ChatAlarm(bot, store.queries, settings.admin_ids),
        stop=stop,
    )
    return _Loops(reception, Sender(post, cards, store.leases, store.clock, stop), jobs)


@asynccontextmanager
async def _connect(settings: Settings) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api_base))
    bot = Bot(settings.bot_token.get_secret_value(), session=session)
    try:
        yield bot
    finally:
        await session.close()


async def _introduce(bot: Bot) -> User:
    """Who the bot is. A webhook of earlier days would keep all updates from us; what waits for us is kept."""
    try:
        await bot.delete_webhook(drop_pending_updates=False)
        return await bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound) as error:
        raise TokenRefused from error


async def _once_in_reach(stop: Stop, work: Callable[[], Awaitable[T]]) -> T | None:
    """What comes of the work once Telegram is within reach; None if a stop is asked for before."""
    attempts = 0
    while not stop.asked:
        attempts += 1
        try:
            async with stop.interrupts():
                return await work()
        except Exception as error:
            if not is_transient(error):
                raise
            seconds = backoff_seconds(attempts, _LONGEST_BACKOFF_SECONDS)
            log.warning("Telegram is out of reach (%s); again in %.0f s", type(error).__name__, seconds)
            await stop.sleep(seconds)
    return None


def _code_delivery(settings: Settings) -> CodeDelivery:
    if settings.bank_code_delivery is BankCodeDelivery.SANDBOX:
        assert settings.sandbox_url is not None, "the settings see to it"
        return SandboxDelivery(settings.sandbox_url)
    return ConsoleDelivery()


def _backstage(port: int, store: Store, jobs: DueJobs) -> AbstractAsyncContextManager[None]:
    backstage = Backstage(
        teller=store.teller,
        queries=store.queries,
        clock=store.clock,
        zone=store.clock.zone,
        jobs=jobs,
        turn=store.clock.turn_forward,
    )
    return serving(backstage, port)


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
        "@%s (%d) runs: api=%s zone=%s admins=%d codes=%s card_interval=%ds",
        me.username,
        me.id,
        settings.telegram_api_base,
        settings.business_timezone.key,
        len(settings.admin_ids),
        settings.bank_code_delivery.value,
        settings.card_interval_seconds,
    )
    if settings.bank_code_delivery is BankCodeDelivery.CONSOLE:
        log.warning("one-time codes are printed here: BANK_CODE_DELIVERY=console is not for real customers")
