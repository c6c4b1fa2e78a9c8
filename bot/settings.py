"""What a deployment decides, read from the environment and from `.env` (`.env.example` explains each).

A wrong setting is named with what to write instead. No message repeats a value: it could be a secret in the wrong line.
"""

import re
from collections.abc import Callable
from datetime import time
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.logging import LogFormat
from bot.partner_keys import Mode, mode_of_key
from core.domain.notifications import AWAKE, NIGHT, QuietHours

S = TypeVar("S")
T = TypeVar("T")

ENV_FILE = ".env"
KEY_FILE = "hecun-certificates.key"

_BOT_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")
_SQLITE = re.compile(r"sqlite(\+aiosqlite)?:///(?!:memory:)(?P<file>.+)")
_POSTGRESQL = re.compile(r"(postgres|postgresql)(\+asyncpg)?://(?P<where>.+)")
_PLAIN_PATH = r"[A-Za-z0-9/._~-]*"
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PORTS = range(1, 65536)
_REQUESTS_PER_SECOND = range(1, 10_001)
_CARD_INTERVALS_SECONDS = range(1, 3601)
_BANK_TIMEOUTS_SECONDS = range(1, 61)

_EXAMPLES = {
    "BOT_TOKEN": "BOT_TOKEN=123456:ABC… from @BotFather",
    "TELEGRAM_API_BASE": "TELEGRAM_API_BASE=https://api.telegram.org",
    "DATABASE_URL": "DATABASE_URL=sqlite:///hecun.db or postgresql://user:password@host/database",
    "WEBHOOK_URL": "WEBHOOK_URL=https://bot.example.com/telegram",
    "PUBLIC_URL": "PUBLIC_URL=https://bot.example.com",
    "WEBHOOK_SECRET": "WEBHOOK_SECRET=… (1 to 256 of A-Z a-z 0-9 _ -)",
    "HTTP_HOST": "HTTP_HOST=127.0.0.1",
    "HTTP_PORT": "HTTP_PORT=8090",
    "MONITOR_HOST": "MONITOR_HOST=127.0.0.1",
    "MONITOR_PORT": "MONITOR_PORT=9090",
    "PARTNER_API_HOST": "PARTNER_API_HOST=127.0.0.1",
    "PARTNER_API_PORT": "PARTNER_API_PORT=8070",
    "PARTNER_API_URL": "PARTNER_API_URL=https://partners.example.com",
    "PARTNER_REQUESTS_PER_SECOND": "PARTNER_REQUESTS_PER_SECOND=20",
    "PARTNER_TEST_DATABASE_URL": "PARTNER_TEST_DATABASE_URL=sqlite:///hecun-test.db",
    "ADMIN_IDS": "ADMIN_IDS=11111,22222 (numeric Telegram ids)",
    "BUSINESS_TIMEZONE": "BUSINESS_TIMEZONE=Asia/Shanghai",
    "QUIET_HOURS": "QUIET_HOURS=22:00-08:00 (or off)",
    "LOG_LEVEL": "LOG_LEVEL=INFO",
    "LOG_FORMAT": "LOG_FORMAT=text",
    "CARD_INTERVAL_SECONDS": "CARD_INTERVAL_SECONDS=60",
    "CERTIFICATE_KEY": "CERTIFICATE_KEY=/var/lib/hecun/certificates.key (a file that only the bot may read)",
    "BANK_URL": "BANK_URL=https://bank.example.com/hecun/v1",
    "BANK_KEY": "BANK_KEY=… (the key that the bank gave)",
    "BANK_TIMEOUT_SECONDS": "BANK_TIMEOUT_SECONDS=10",
    "BANK_CODE_DELIVERY": "BANK_CODE_DELIVERY=console",
    "SANDBOX_URL": "SANDBOX_URL=http://127.0.0.1:8080",
    "SANDBOX_BACKSTAGE_PORT": "SANDBOX_BACKSTAGE_PORT=8081",
    "SANDBOX_PARTNER_KEY": "SANDBOX_PARTNER_KEY=hecun_test_…",
}


class LogLevel(StrEnum):
    """How much is logged."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class BankCodeDelivery(StrEnum):
    """How the bank's one-time codes reach people."""

    CONSOLE = "console"
    """Printed, loudly, where the bot runs: for trying it out, never for real customers."""
    SANDBOX = "sandbox"
    """As an SMS in the sandbox at SANDBOX_URL."""
    BANK = "bank"
    """In the bank's own words, by the bank at BANK_URL."""


class SettingsError(Exception):
    """Some settings are missing or malformed; `problems` has one line for each, with what to write."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class NoTestBooks(Exception):
    """This deployment has no books for test keys."""


def _bot_token(token: SecretStr) -> SecretStr:
    if not _BOT_TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError("is not a bot token")
    return token


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no port
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address:
        raise ValueError("is not an http(s) address")
    return text.rstrip("/")


def _webhook_url(text: str) -> str:
    """Telegram posts over HTTPS; in the sandbox, which is on this machine, plain HTTP will do."""
    address = urlsplit(_web_address(text))
    if address.fragment or "@" in address.netloc:
        raise ValueError("is an address with more than Telegram takes")
    if address.scheme == "http" and not _is_this_machine(address.hostname or ""):
        raise ValueError("is not an https address")
    return text


def _bank_url(text: str) -> str:
    """The bank's key travels with every call: over HTTPS, unless the bank is on this machine."""
    address = urlsplit(_web_address(text))
    if address.scheme == "http" and not _is_this_machine(address.hostname or ""):
        raise ValueError("is not an https address")
    if address.query or address.fragment or "@" in address.netloc:
        raise ValueError("is an address with more than a host and a path")
    return text.rstrip("/")


def _bank_key(key: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]{1,512}", key.get_secret_value()):
        raise ValueError("is not a key of printable ASCII without spaces")
    return key


def _sandbox_partner_key(key: SecretStr) -> SecretStr:
    if mode_of_key(key.get_secret_value()) is not Mode.TEST:
        raise ValueError("is not a partner's test key")
    return key


def _requests_per_second(number: str | int) -> int:
    text = str(number)
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) not in _REQUESTS_PER_SECOND:
        raise ValueError(f"is not a number from {_REQUESTS_PER_SECOND[0]} to {_REQUESTS_PER_SECOND[-1]}")
    return int(text)


def _public_url(text: str) -> str:
    """A page's address lets whoever has it in: over HTTPS, unless it is on this machine."""
    address = urlsplit(_web_address(text))
    if address.scheme == "http" and not _is_this_machine(address.hostname or ""):
        raise ValueError("is not an https address")
    if (
        address.query
        or address.fragment
        or "@" in address.netloc
        or not re.fullmatch(_PLAIN_PATH, address.path)
    ):
        raise ValueError("is an address with more than a host and a plain path")
    return text.rstrip("/")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError("is not a secret that Telegram takes")
    return secret


def _http_host(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z.:-]+", text):
        raise ValueError("is not the address of a network interface")
    return text


def _database_url(text: str) -> str:
    if sqlite := _SQLITE.fullmatch(text):
        return f"sqlite+aiosqlite:///{sqlite['file']}"
    postgresql = _POSTGRESQL.fullmatch(text)
    if postgresql is None or not _names_a_database(text):
        raise ValueError("is not the address of a SQLite file or a PostgreSQL database")
    return f"postgresql+asyncpg://{postgresql['where']}"


def _names_a_database(url: str) -> bool:
    """Whether both a server, or a socket's folder, and a database on it are named."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no port
    except ValueError:
        return False
    return bool(parts.hostname or "host" in parse_qs(parts.query)) and len(parts.path) > 1


def _admin_ids(ids: str | frozenset[int]) -> frozenset[int]:
    if isinstance(ids, frozenset):
        return ids
    words = [word.strip() for word in ids.split(",") if word.strip()]
    if not all(re.fullmatch(r"[1-9][0-9]{0,15}", word) for word in words):
        raise ValueError("is not a list of numbers with commas between them")
    return frozenset(map(int, words))


def _timezone(zone: str | ZoneInfo) -> ZoneInfo:
    if isinstance(zone, ZoneInfo):
        return zone
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # unknown, ill-formed, or a directory of zones
        raise ValueError("is not an IANA time zone") from None


def _quiet_hours(text: str | QuietHours) -> QuietHours:
    if isinstance(text, QuietHours):
        return text
    if text.strip().casefold() == "off":
        return AWAKE
    try:
        begin, end = map(time.fromisoformat, text.replace(" ", "").split("-"))
    except ValueError:
        raise ValueError("is not a stretch of the day") from None
    return QuietHours(begin.hour * 60 + begin.minute, end.hour * 60 + end.minute)


def _log_level(text: str) -> LogLevel:
    try:
        return LogLevel(text.upper())
    except ValueError:
        raise ValueError(f"is none of {', '.join(LogLevel)}") from None


def _log_format(text: str) -> LogFormat:
    try:
        return LogFormat(text.lower())
    except ValueError:
        raise ValueError(f"is none of {', '.join(LogFormat)}") from None


def _bank_code_delivery(text: str) -> BankCodeDelivery:
    try:
        return BankCodeDelivery(text.lower())
    except ValueError:
        raise ValueError(f"is none of {', '.join(BankCodeDelivery)}") from None


def _port(number: str | int) -> int:
    text = str(number)
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) not in _PORTS:
        raise ValueError("is not a port number")
    return int(text)


def _card_interval(number: str | int) -> int:
    return _seconds(number, _CARD_INTERVALS_SECONDS)


def _bank_timeout(number: str | int) -> int:
    return _seconds(number, _BANK_TIMEOUTS_SECONDS)


def _seconds(number: str | int, among: range) -> int:
    text = str(number)
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) not in among:
        raise ValueError(f"is not a number of seconds from {among[0]} to {among[-1]}")
    return int(text)


def _key_file(name: str | Path) -> Path:
    path = Path(name)
    if not path.name or "\0" in str(name) or str(name).startswith("-----BEGIN"):
        raise ValueError("is not the name of a file")
    return path


def _or_none(check: Callable[[S], T]) -> Callable[[S | None], T | None]:
    return lambda value: None if value is None else check(value)


class BooksSettings(BaseSettings):
    """What is needed to open a deployment's books; immutable. No `repr` shows the database's address."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    database_url: Annotated[str, BeforeValidator(_database_url), Field(repr=False)] = "sqlite:///hecun.db"
    business_timezone: Annotated[ZoneInfo, BeforeValidator(_timezone)] = ZoneInfo("Asia/Shanghai")
    log_level: Annotated[LogLevel, BeforeValidator(_log_level)] = LogLevel.INFO
    log_format: Annotated[LogFormat, BeforeValidator(_log_format)] = LogFormat.TEXT
    certificate_key: Annotated[Path | None, BeforeValidator(_or_none(_key_file))] = None
    bank_url: Annotated[str | None, BeforeValidator(_or_none(_bank_url))] = None
    bank_key: Annotated[SecretStr | None, AfterValidator(_or_none(_bank_key))] = None
    bank_timeout_seconds: Annotated[int, BeforeValidator(_bank_timeout)] = 10
    partner_test_database_url: Annotated[
        str | None, BeforeValidator(_or_none(_database_url)), Field(repr=False)
    ] = None

    @field_validator("bank_key")
    @classmethod
    def _bank_needs_a_key(cls, key: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if key is None and info.data.get("bank_url") is not None:
            raise ValueError("is missing, but BANK_URL needs it")
        return key

    @property
    def key_file(self) -> Path:
        """Where the key is that signs certificates: as it is said, or else beside the SQLite file, or here."""
        sqlite = _SQLITE.fullmatch(self.database_url)
        beside = Path(sqlite["file"].partition("?")[0]).parent if sqlite else Path()
        return self.certificate_key or beside / KEY_FILE

    @field_validator("partner_test_database_url")
    @classmethod
    def _test_books_are_apart(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is not None and url == info.data.get("database_url"):
            raise ValueError("is DATABASE_URL, but test money is never beside live money")
        return url

    def of_mode(self, mode: Mode) -> "BooksSettings":
        """The settings of the books that keys of a mode are about. Raises NoTestBooks."""
        if mode is Mode.LIVE:
            return self
        if self.partner_test_database_url is None:
            raise NoTestBooks
        changes = {"database_url": self.partner_test_database_url, "bank_url": None, "bank_key": None}
        return self.model_copy(update=changes)


class Settings(BooksSettings):
    """What is needed to run the bot; immutable. Neither `repr` nor `str` shows the token."""

    bot_token: Annotated[SecretStr, AfterValidator(_bot_token)]
    telegram_api_base: Annotated[str, BeforeValidator(_web_address)] = "https://api.telegram.org"
    webhook_url: Annotated[str | None, BeforeValidator(_or_none(_webhook_url))] = None
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_or_none(_webhook_secret))] = None
    public_url: Annotated[str | None, BeforeValidator(_or_none(_public_url))] = None
    http_host: Annotated[str, BeforeValidator(_http_host)] = "127.0.0.1"
    http_port: Annotated[int, BeforeValidator(_port)] = 8090
    monitor_host: Annotated[str, BeforeValidator(_http_host)] = "127.0.0.1"
    monitor_port: Annotated[int | None, BeforeValidator(_or_none(_port))] = None
    partner_api_host: Annotated[str, BeforeValidator(_http_host)] = "127.0.0.1"
    partner_api_port: Annotated[int | None, BeforeValidator(_or_none(_port))] = None
    partner_api_url: Annotated[str | None, BeforeValidator(_or_none(_web_address))] = None
    partner_requests_per_second: Annotated[int, BeforeValidator(_requests_per_second)] = 20
    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_admin_ids)] = frozenset()
    quiet_hours: Annotated[QuietHours, NoDecode, BeforeValidator(_quiet_hours)] = NIGHT
    card_interval_seconds: Annotated[int, BeforeValidator(_card_interval)] = 60
    bank_code_delivery: Annotated[BankCodeDelivery | None, BeforeValidator(_or_none(_bank_code_delivery))] = (
        None
    )
    sandbox_url: Annotated[str | None, BeforeValidator(_or_none(_web_address))] = None
    sandbox_backstage_port: Annotated[int | None, BeforeValidator(_or_none(_port))] = None
    sandbox_partner_key: Annotated[SecretStr | None, AfterValidator(_or_none(_sandbox_partner_key))] = None

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_needs_a_secret(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("webhook_url") is not None:
            raise ValueError("is missing, but WEBHOOK_URL needs it")
        return secret

    @property
    def mode(self) -> Mode:
        """Whose money it is about: in the sandbox nobody's."""
        return Mode.LIVE if self.sandbox_backstage_port is None else Mode.TEST

    @property
    def code_delivery(self) -> BankCodeDelivery:
        """How codes reach people: as it is said, or else by the bank if there is one, and printed if not."""
        usual = BankCodeDelivery.CONSOLE if self.bank_url is None else BankCodeDelivery.BANK
        return self.bank_code_delivery or usual

    @field_validator("bank_code_delivery")
    @classmethod
    def _bank_delivery_needs_a_bank(
        cls, delivery: BankCodeDelivery | None, info: ValidationInfo
    ) -> BankCodeDelivery | None:
        if delivery is BankCodeDelivery.BANK and info.data.get("bank_url") is None:
            raise ValueError("is bank, but there is no BANK_URL")
        return delivery

    @field_validator("sandbox_url")
    @classmethod
    def _sandbox_delivery_needs_a_sandbox(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is None and info.data.get("bank_code_delivery") is BankCodeDelivery.SANDBOX:
            raise ValueError("is missing, but BANK_CODE_DELIVERY=sandbox needs it")
        return url


Kind = TypeVar("Kind", bound=BooksSettings)


def load_settings(settings_type: type[Kind]) -> Kind:
    """The settings of this process; raises SettingsError with a line for each that is missing or malformed."""
    try:
        return settings_type()
    except ValidationError as error:
        raise SettingsError([_problem(details) for details in error.errors()]) from None
    except (OSError, UnicodeDecodeError):
        problem = f"{ENV_FILE} is not a readable UTF-8 text file: write it like .env.example"
        raise SettingsError([problem]) from None


def _problem(details: ErrorDetails) -> str:
    name = str(details["loc"][0]).upper()
    wrong = "is missing" if details["type"] == "missing" else str(details["ctx"]["error"])
    return f"{name} {wrong}: write {_EXAMPLES[name]} into {ENV_FILE}"
