"""Addresses, checked as Telegram checks them before it puts them under a text or a button."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def checked_link(url: str) -> str | None:
    """The address as Telegram normalises it, or None if it is not one that clients open."""
    url = url.strip()
    if re.match(r"(tg|ton|tonsite):", url, re.IGNORECASE):
        scheme, _, rest = url.partition(":")
        return f"{scheme.lower()}://{rest.removeprefix('//')}" if rest.removeprefix("//") else None
    if not re.match(r"https?://", url, re.IGNORECASE):
        if re.match(
            r"[a-z][a-z0-9+.-]*:(?!\d)", url, re.IGNORECASE
        ):  # another scheme, not a host with a port
            return None
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or "." not in host or re.search(r"\s", url):
        return None
    return f"{url}/" if not parts.path and not parts.query and not parts.fragment else url
