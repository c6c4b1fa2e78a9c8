"""Ways on which the bank's one-time codes reach a customer's phone: adapters of `core.ports.CodeDelivery`."""

import sys
from datetime import datetime
from typing import TextIO

import aiohttp

from bot.locales import Locale, Markup, words
from core.domain.participant import CODE_LIFETIME

_TIMEOUT = aiohttp.ClientTimeout(total=10)


class ConsoleDelivery:
    """Prints the code, loudly, where the bot runs: for trying it out. Not logged, so it is in no log file."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr

    async def deliver(self, phone: str, code: str, expires_at: datetime, locale: str) -> None:
        """Prints phone and code."""
        frame = "!" * 64
        told = (
            f"To the phone {phone}: the bank's one-time code is {code}",
            f"(until {expires_at:%H:%M:%S} UTC; BANK_CODE_DELIVERY=console is not for real customers)",
        )
        self._stream.write("\n".join(("", frame, *told, frame, "")) + "\n")
        self._stream.flush()


class SandboxDelivery:
    """Sends the code as an SMS of the sandbox, in the reader's language."""

    def __init__(self, sandbox_url: str) -> None:
        self._sms_url = f"{sandbox_url}/sim/sms"

    async def deliver(self, phone: str, code: str, expires_at: datetime, locale: str) -> None:
        """Posts the SMS; raises OSError when the sandbox does not take it."""
        sms = {"phone": phone, **_in_words(code, Locale(locale))}
        try:
            async with (
                aiohttp.ClientSession(timeout=_TIMEOUT, raise_for_status=True) as session,
                session.post(self._sms_url, json=sms),
            ):
                return
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OSError(f"the sandbox took no SMS: {type(error).__name__}") from None


def _in_words(code: str, locale: Locale) -> dict[str, str]:
    minutes = int(CODE_LIFETIME.total_seconds() // 60)
    return {
        "text": words(locale).plain("bank-sms-code", code=Markup(code), minutes=minutes),
        "sender": words(locale).plain("bank-sms-sender"),
    }
