"""What the sandbox is started with."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DEFAULT_TOKEN = "1000001:sandbox-token-of-hecun-do-not-use-live"  # noqa: S105 - opens nothing but this sandbox


class PaceMode(StrEnum):
    """What is done when the bot sends too fast: nothing, it is noted, or it is noted and answered with 429."""

    OFF = "off"
    RECORD = "record"
    ENFORCE = "enforce"


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """Where the sandbox listens, where it keeps its chats, and which one bot lives in it.

    `port` 0 takes a free one, which `serve` then reports. `backstage_url` is the bot's own server that `/sim/app/…`
    leads to. `pace` is what is done about a bot that sends too
    fast. Raises ValueError for a host that others could reach, or a token that is none.
    """

    database: Path
    host: str = "127.0.0.1"
    port: int = 0
    bot_token: str = DEFAULT_TOKEN
    bot_username: str = "hecun_sandbox_bot"
    bot_first_name: str = "Hecun 合存"
    backstage_url: str | None = None
    pace: PaceMode = PaceMode.RECORD

    def __post_init__(self) -> None:
        if not is_loopback(self.host):
            raise ValueError(f"the sandbox listens on a loopback address only, not on {self.host!r}")
        if not re.fullmatch(r"[1-9]\d*:[A-Za-z0-9_-]+", self.bot_token):
            raise ValueError("a bot token looks like 123456:letters-and-digits")

    @property
    def bot_id(self) -> int:
        return int(self.bot_token.partition(":")[0])


def is_loopback(host: str) -> bool:
    """Whether a host name or address can mean nothing but this machine."""
    name = host.removeprefix("[").removesuffix("]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
