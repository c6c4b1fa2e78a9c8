"""What `hecun doctor` looks at, one thing after another. It changes nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import User
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.composition.gateway import open_gateway
from bot.settings import Settings
from bot.telegram.webhook import Webhook, registered_url
from core.domain.bank import BankOrder, NotReceived, ReleaseHold
from core.domain.ids import CampaignId, HoldId, OrderReference
from core.ports import BankSilent
from storage.clock import wall_clock
from storage.migrations import is_up_to_date

PATIENCE_SECONDS = 10
_NEVER_SENT = OrderReference("doctor")
CLOCK_TOLERANCE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a subject, and what to do about it: nothing if all is well.

    Without what is not `needed` the bot runs, and does less.
    """

    subject: str
    words: str
    remedy: str = ""
    needed: bool = True


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding, in the order in which to mend what is wrong."""
    yield await _database(settings)
    async with _bot(settings) as bot:
        token = await _token(bot)
        yield token
        if not token.remedy:
            yield await _webhook(settings, bot)
            me = await bot.me()
            yield _groups(me)
            yield _inline_mode(me)
    yield await _bank(settings)
    yield await _clock(settings)


async def _database(settings: Settings) -> Finding:
    try:
        up_to_date = await is_up_to_date(settings.database_url)
    except Exception as error:  # noqa: BLE001 - whatever it is, it keeps the bot from its books
        return Finding(
            "database", f"does not answer ({type(error).__name__})", "check DATABASE_URL, and its server"
        )
    if up_to_date:
        return Finding("database", "answers, and its tables are up to date")
    return Finding(
        "database", "its tables are missing or old", "run `hecun migrate`; `hecun run` does so too"
    )


@asynccontextmanager
async def _bot(settings: Settings) -> AsyncIterator[Bot]:
    api = TelegramAPIServer.from_base(settings.telegram_api_base)
    bot = Bot(
        settings.bot_token.get_secret_value(), session=AiohttpSession(api=api, timeout=PATIENCE_SECONDS)
    )
    try:
        yield bot
    finally:
        await bot.session.close()


async def _token(bot: Bot) -> Finding:
    try:
        me = await bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound):
        return Finding("token", "is unknown to Telegram", "ask @BotFather for it (/token), and set BOT_TOKEN")
    except TelegramAPIError:
        return Finding("token", "Telegram does not answer", "check TELEGRAM_API_BASE, and the way to it")
    return Finding("token", f"is @{me.username}'s")


def _groups(me: User) -> Finding:
    if not me.can_join_groups:
        remedy = "if campaigns' cards are to be put into groups, let @BotFather allow it (/setjoingroups)"
        return Finding("groups", "are closed to the bot", remedy, needed=False)
    if me.can_read_all_group_messages:
        remedy = "it needs commands only: switch Group Privacy on with @BotFather (/setprivacy)"
        return Finding("groups", "show the bot everything people write", remedy, needed=False)
    return Finding("groups", "are open, and what people write there is theirs")


def _inline_mode(me: User) -> Finding:
    if not me.supports_inline_queries:
        remedy = (
            "if cards are to be sent into any chat, switch it on with @BotFather (/setinline), then restart"
        )
        return Finding("inline mode", "is off", remedy, needed=False)
    return Finding(
        "inline mode", "is on; that its feedback is 100 % only @BotFather can tell (/setinlinefeedback)"
    )


async def _webhook(settings: Settings, bot: Bot) -> Finding:
    known = await bot.get_webhook_info()
    if settings.webhook_url is None:
        if known.url:
            return Finding(
                "webhook", "is set, though the bot polls", "`hecun run` takes it away when it starts"
            )
        return Finding("webhook", f"is none: the bot polls; {known.pending_update_count} updates wait")
    assert settings.webhook_secret is not None, "the settings see to it"
    webhook = Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value())
    if known.url != registered_url(webhook, bot.token):
        return Finding("webhook", "is not set to WEBHOOK_URL", "`hecun run` sets it when it starts")
    if known.last_error_message and known.pending_update_count:
        return Finding(
            "webhook",
            f"fails: {known.last_error_message}; {known.pending_update_count} updates wait",
            "see that WEBHOOK_URL reaches HTTP_HOST and HTTP_PORT, and that the bot runs",
        )
    return Finding("webhook", f"is set; {known.pending_update_count} updates wait")


async def _bank(settings: Settings) -> Finding:
    """Whether a bank elsewhere takes our key and keeps to the contract: it is asked for an order that never was."""
    async with open_gateway(settings) as gateway:
        if gateway is None:
            return Finding("bank", "is the house bank, on our own ledger")
        never_was = BankOrder(_NEVER_SENT, CampaignId("none"), ReleaseHold(HoldId("none")))
        try:
            reply = await gateway.look_up(never_was)
        except BankSilent as silence:
            remedy = "check BANK_URL and BANK_KEY, and ask the bank; orders wait meanwhile, and none is lost"
            return Finding("bank", f"gives no answer that counts ({silence})", remedy)
    if not isinstance(reply, NotReceived):
        return Finding("bank", "knows an order that nobody sent", "ask the bank whose key BANK_KEY is")
    return Finding("bank", "answers by the contract, and takes the key")


async def _clock(settings: Settings) -> Finding:
    """This machine's clock beside the one of Telegram's server, which says its time with each answer."""
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE_SECONDS)) as http,
            http.get(settings.telegram_api_base, allow_redirects=False) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (ClientError, TimeoutError, KeyError, ValueError):
        return Finding("clock", "cannot be compared: Telegram does not answer", "check TELEGRAM_API_BASE")
    apart = abs(wall_clock() - theirs)
    if apart > CLOCK_TOLERANCE:
        seconds = f"{apart.total_seconds():.0f} s"
        return Finding("clock", f"is {seconds} from Telegram's", "let the machine set its clock (NTP)")
    return Finding("clock", "agrees with Telegram's")
