"""Receiving by being called: Telegram posts each update, and posts it again until we say that we have it.

We say so once the update is committed, and at once: it is handled afterwards, as one that was polled.
"""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiohttp import web

from bot.telegram.raw_updates import RawUpdate

# As many as Telegram opens at most: in a storm the rest of the updates waits at its end, where we cannot attend to them
# together.
CONNECTIONS_MAX = 100
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_FINGERPRINT = "secret"
_FINGERPRINT_CHARACTERS = 12

log = logging.getLogger(__name__)

TakeIn = Callable[[Sequence[RawUpdate]], Awaitable[None]]


class WebhookRefused(Exception):
    """Telegram does not take the webhook's address; the message says why, in its words."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram is to post updates (`url`), and by what it proves that it is Telegram."""

    url: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """Where our server takes them."""
        return urlsplit(self.url).path or "/"


def webhook_route(webhook: Webhook, take_in: TakeIn) -> web.RouteDef:
    """The route that takes updates in; a server may have others beside it."""

    async def receive(request: web.Request) -> web.Response:
        if not _is_telegram(request, webhook.secret):
            return web.Response(status=403)
        update = await _read_update(request)
        try:
            await take_in([update])
        except Exception:
            log.exception("update %d could not be kept; Telegram will bring it again", update["update_id"])
            return web.Response(status=500)
        return web.Response()

    return web.post(webhook.path, receive)


def _is_telegram(request: web.Request, secret: str) -> bool:
    given = request.headers.get(_SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


async def _read_update(request: web.Request) -> RawUpdate:
    """The update posted; refuses what is none (400), or more than the server takes (413)."""
    try:
        update = json.loads(await request.read())
    except ValueError:  # of the encoding too
        raise web.HTTPBadRequest(text="not JSON") from None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        raise web.HTTPBadRequest(text="not an update")
    return update


async def use_webhook(bot: Bot, webhook: Webhook, allowed_updates: Collection[str]) -> None:
    """Tells Telegram where to post, if that is news to it; never drops what waits. Raises WebhookRefused.

    Telegram does not tell which secret it has, so the address carries a fingerprint of it (keyed by the bot's token, so
    that it gives nothing away): another secret makes another address.
    """
    url = registered_url(webhook, bot.token)
    known = await bot.get_webhook_info()
    if (known.url, known.max_connections, set(known.allowed_updates or ())) == (
        url,
        CONNECTIONS_MAX,
        set(allowed_updates),
    ):
        log.info("the webhook is set already; %d updates wait", known.pending_update_count)
        return
    try:
        await bot.set_webhook(
            url,
            secret_token=webhook.secret,
            max_connections=CONNECTIONS_MAX,
            allowed_updates=sorted(allowed_updates),
            drop_pending_updates=False,
        )
    except TelegramBadRequest as error:
        raise WebhookRefused(error.message) from error
    log.info("the webhook is set; %d updates wait", known.pending_update_count)


def registered_url(webhook: Webhook, token: str) -> str:
    """The address that Telegram is told."""
    digest = hmac.digest(token.encode(), webhook.secret.encode(), "sha256").hex()
    parts = urlsplit(webhook.url)
    query = [
        *parse_qsl(parts.query, keep_blank_values=True),
        (_FINGERPRINT, digest[:_FINGERPRINT_CHARACTERS]),
    ]
    return urlunsplit(parts._replace(path=webhook.path, query=urlencode(query)))
