"""What a failed call to Telegram means for what was to be sent."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.stopping import Stop

T = TypeVar("T")

_BACKOFF_FIRST_SECONDS = 2.0
_BACKOFF_LONGEST_SECONDS = 300.0
_OUT_OF_REACH_LONGEST_SECONDS = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Later:
    """Try again after so many seconds; `by_law` when Telegram itself said so."""

    after_seconds: float
    by_law: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person blocked the bot, deleted their account, or never started it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Hopeless:
    """The call itself is wrong: it will never succeed."""

    reason: str


Failure = Later | Unreachable | Hopeless


def backoff_seconds(attempts: int, longest: float = _BACKOFF_LONGEST_SECONDS) -> float:
    """How long to wait after so many attempts (from 1): 2, 4, 8 … seconds, never more than `longest`."""
    return min(longest, _BACKOFF_FIRST_SECONDS * 2.0 ** min(attempts - 1, 20))


def is_transient(error: Exception) -> bool:
    """Whether the same call may well succeed in a while."""
    return isinstance(
        error,
        TelegramRetryAfter | TelegramServerError | TelegramNetworkError | ClientDecodeError | TimeoutError,
    )


def read_failure(error: Exception, attempts: int = 1) -> Failure:
    """What is to be done about a failed call that was the `attempts`-th for the same purpose."""
    if isinstance(error, TelegramRetryAfter):
        return Later(error.retry_after, by_law=True)
    if is_transient(error):
        return Later(backoff_seconds(attempts))
    if isinstance(error, TelegramForbiddenError):
        return Unreachable(error.message)
    if isinstance(error, TelegramBadRequest) and "chat not found" in error.message:
        return Unreachable(error.message)
    # The class only: a message of ours may hold what is nobody's business.
    return Hopeless(error.message if isinstance(error, TelegramBadRequest) else type(error).__name__)


def seconds_out_of_reach(error: Exception, attempts: int) -> float:
    """How long to wait for Telegram after a transient failure, the `attempts`-th in a row; it is logged here."""
    failure = read_failure(error, attempts)
    assert isinstance(failure, Later), "only what may well succeed is waited for"
    seconds = (
        failure.after_seconds if failure.by_law else min(failure.after_seconds, _OUT_OF_REACH_LONGEST_SECONDS)
    )
    log.warning("Telegram is out of reach (%s); again in %.0f s", type(error).__name__, seconds)
    return seconds


async def once_in_reach(stop: Stop, work: Callable[[], Awaitable[T]]) -> T | None:
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
            await stop.sleep(seconds_out_of_reach(error, attempts))
    return None


def changed_nothing(error: Exception) -> bool:
    """Whether an edit was refused because the message already is as it should be."""
    return isinstance(error, TelegramBadRequest) and "message is not modified" in error.message
