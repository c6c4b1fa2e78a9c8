"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.emulator import UPDATES_KEPT_SECONDS, wait_until
from bot.sandbox.methods.call import Call
from bot.sandbox.refusals import bad_request, conflict
from bot.sandbox.settings import is_loopback

JsonObject = dict[str, Any]

LIMIT = 100
LONGEST_WAIT_SECONDS = 50
SECRET_LIMIT = 256


async def get_updates(call: Call) -> list[JsonObject]:
    """The updates from `offset` on; those before it are confirmed by that, and forgotten."""
    emulator = call.emulator
    if emulator.store.fact("webhook"):
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    if "allowed_updates" in call.given:
        emulator.store.set_fact("allowed_updates", call["allowed_updates"])
    limit = min(max(call.get("limit", LIMIT), 1), LIMIT)
    timeout = min(max(call.get("timeout", 0), 0), LONGEST_WAIT_SECONDS)
    offset = _confirm(call, call.get("offset", 0))
    poll = emulator.begin_poll()

    def look() -> list[JsonObject] | None:
        if poll.ended_by:
            raise poll.ended_by
        return emulator.store.updates_from(offset, limit) or None

    try:
        found = await wait_until(look, emulator.bells.updates, timeout)
    except asyncio.CancelledError:
        emulator.poll_lost(poll)
        raise
    emulator.poll_answered(poll)
    return found or []


def _confirm(call: Call, offset: int) -> int:
    """Forgets what the offset confirms; returns from where to go on. A negative one counts from the end."""
    store = call.emulator.store
    if offset < 0:
        offset = store.nth_newest_update(-offset)
    store.forget_updates(before_id=offset, queued_before=call.emulator.now() - UPDATES_KEPT_SECONDS)
    return offset


async def set_webhook(call: Call) -> bool:
    url = call["url"]
    if not url:
        return await delete_webhook(call)
    _check_address(url)
    secret = call.get("secret_token", "")
    if len(secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    webhook = {"url": url, "max_connections": min(max(call.get("max_connections", 40), 1), 100)}
    for name in ("secret_token", "ip_address"):
        if call.get(name):
            webhook[name] = call[name]
    _forget_pending(call)
    if "allowed_updates" in call.given:
        call.emulator.store.set_fact("allowed_updates", call["allowed_updates"])
    call.emulator.store.set_fact("webhook", webhook)
    call.emulator.end_polling("terminated by setWebhook request")
    return True


def _check_address(url: str) -> None:
    """HTTPS as Telegram demands it, or plain HTTP to this machine as a local Bot API server allows it."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not host or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if parts.scheme == "http" and not is_loopback(host):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


async def delete_webhook(call: Call) -> bool:
    _forget_pending(call)
    call.emulator.store.set_fact("webhook", None)
    return True


def _forget_pending(call: Call) -> None:
    if call.get("drop_pending_updates"):
        call.emulator.store.forget_all_updates()


async def get_webhook_info(call: Call) -> JsonObject:
    store = call.emulator.store
    webhook: JsonObject = store.fact("webhook") or {"url": ""}
    info = {name: value for name, value in webhook.items() if name != "secret_token"}
    allowed = store.fact("allowed_updates", [])
    return (
        info
        | {"has_custom_certificate": False, "pending_update_count": store.pending_updates()}
        | ({"allowed_updates": allowed} if allowed else {})
    )
