"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.bells import wait_until
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import bad_request, conflict
from bot.sandbox.settings import is_loopback
from bot.sandbox.updates import Webhook

JsonObject = dict[str, Any]

LIMIT = 100
LONGEST_WAIT_SECONDS = 50
SECRET_LIMIT = 256
MAX_CONNECTIONS = 40


async def get_updates(call: Call) -> list[JsonObject]:
    """The updates from `offset` on; those before it are confirmed by that, and forgotten."""
    updates = call.emulator.updates
    if updates.webhook:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _note_allowed(call)
    limit = min(max(call.get("limit", LIMIT), 1), LIMIT)
    timeout = min(max(call.get("timeout", 0), 0), LONGEST_WAIT_SECONDS)
    offset = updates.confirm(call.get("offset", 0))
    poll = updates.begin_poll()
    try:
        found = await wait_until(lambda: updates.take(poll, offset, limit), updates, timeout)
    except asyncio.CancelledError:
        updates.poll_lost(poll)
        raise
    updates.poll_answered(poll)
    return found or []


def _note_allowed(call: Call) -> None:
    """Which kinds of updates the bot wants; if it does not say, those it wanted before."""
    if "allowed_updates" in call.given:
        call.emulator.store.set_fact("allowed_updates", call["allowed_updates"])


async def set_webhook(call: Call) -> bool:
    url = call["url"]
    if not url:
        return await delete_webhook(call)
    url = url if "://" in url else f"https://{url}"
    _check_address(url)
    secret = call.get("secret_token", "")
    if len(secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    _forget_pending(call)
    _note_allowed(call)
    call.emulator.updates.set_webhook(
        Webhook(
            url=url,
            max_connections=min(max(call.get("max_connections", MAX_CONNECTIONS), 1), 100),
            secret_token=secret or None,
            ip_address=call.get("ip_address") or None,
        )
    )
    return True


def _check_address(url: str) -> None:
    """HTTPS as Telegram demands it, or plain HTTP to this machine as a local Bot API server allows it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not host or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if parts.scheme == "http" and not is_loopback(host):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


async def delete_webhook(call: Call) -> bool:
    """Back to polling; what waits is kept for it, unless it is to be dropped."""
    _forget_pending(call)
    call.emulator.updates.set_webhook(None)
    return True


def _forget_pending(call: Call) -> None:
    if call.get("drop_pending_updates"):
        call.emulator.updates.forget_all()


async def get_webhook_info(call: Call) -> JsonObject:
    updates = call.emulator.updates
    webhook, allowed = updates.webhook, call.emulator.store.fact("allowed_updates", [])
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": updates.pending()}
    if webhook:
        info |= {"url": webhook.url, "max_connections": webhook.max_connections} | updates.webhook_error()
        info |= {"ip_address": webhook.host} if webhook.is_here else {}
    return info | ({"allowed_updates": allowed} if allowed else {})
