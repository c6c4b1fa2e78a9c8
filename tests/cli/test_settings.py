import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import BankCodeDelivery, LogLevel, Settings, SettingsError, load_settings
from core.domain.notifications import NIGHT
from tests.cli.conftest import ROOT, Hecun

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789_xyz"
NAMES = [name.upper() for name in Settings.model_fields]

MALFORMED = [
    ("BOT_TOKEN", "123456789", "is not a bot token"),
    ("BOT_TOKEN", "123456789:short", "is not a bot token"),
    ("BOT_TOKEN", f"bot{TOKEN}", "is not a bot token"),
    ("TELEGRAM_API_BASE", "api.telegram.org", "is not an http(s) address"),
    ("TELEGRAM_API_BASE", "ftp://api.telegram.org", "is not an http(s) address"),
    ("TELEGRAM_API_BASE", "http://[half", "is not an http(s) address"),
    ("TELEGRAM_API_BASE", "http://localhost:99999", "is not an http(s) address"),
    ("DATABASE_URL", "hecun.db", "is not the address of a SQLite file or a PostgreSQL database"),
    ("DATABASE_URL", "sqlite://", "is not the address of a SQLite file or a PostgreSQL database"),
    ("DATABASE_URL", "sqlite:///:memory:", "is not the address of a SQLite file or a PostgreSQL database"),
    (
        "DATABASE_URL",
        "mysql://root@localhost/hecun",
        "is not the address of a SQLite file or a PostgreSQL database",
    ),
    ("DATABASE_URL", "postgresql://", "is not the address of a SQLite file or a PostgreSQL database"),
    ("DATABASE_URL", "postgresql://db", "is not the address of a SQLite file or a PostgreSQL database"),
    ("DATABASE_URL", "postgresql:///hecun", "is not the address of a SQLite file or a PostgreSQL database"),
    ("DATABASE_URL", "postgresql://db:x/h", "is not the address of a SQLite file or a PostgreSQL database"),
    ("ADMIN_IDS", "11111,@alice", "is not a list of numbers with commas between them"),
    ("ADMIN_IDS", "11111 22222", "is not a list of numbers with commas between them"),
    ("ADMIN_IDS", "-5", "is not a list of numbers with commas between them"),
    ("QUIET_HOURS", "at night", "is not a stretch of the day"),
    ("QUIET_HOURS", "22:00-25:00", "is not a stretch of the day"),
    ("QUIET_HOURS", "22:00", "is not a stretch of the day"),
    ("BUSINESS_TIMEZONE", "Shanghai", "is not an IANA time zone"),
    ("BUSINESS_TIMEZONE", "Asia", "is not an IANA time zone"),
    ("BUSINESS_TIMEZONE", "../etc/passwd", "is not an IANA time zone"),
    ("LOG_LEVEL", "LOUD", "is none of DEBUG, INFO, WARNING, ERROR"),
    ("CARD_INTERVAL_SECONDS", "0", "is not a number of seconds from 1 to 3600"),
    ("CARD_INTERVAL_SECONDS", "soon", "is not a number of seconds from 1 to 3600"),
    ("BANK_CODE_DELIVERY", "pigeon", "is none of console, sandbox, bank"),
    ("BANK_CODE_DELIVERY", "sandbox", None),
    ("BANK_CODE_DELIVERY", "bank", "is bank, but there is no BANK_URL"),
    ("CERTIFICATE_KEY", "-----BEGIN PRIVATE KEY-----", "is not the name of a file"),
    ("BANK_URL", "bank.example.com", "is not an http(s) address"),
    ("BANK_URL", "http://bank.example.com/v1", "is not an https address"),
    ("BANK_URL", "https://me:pass@bank.example.com/", "is an address with more than a host and a path"),
    ("BANK_KEY", "two words", "is not a key of printable ASCII without spaces"),
    ("BANK_TIMEOUT_SECONDS", "0", "is not a number of seconds from 1 to 60"),
    ("WEBHOOK_URL", "bot.example.com/telegram", "is not an http(s) address"),
    ("WEBHOOK_URL", "http://bot.example.com/telegram", "is not an https address"),
    ("WEBHOOK_URL", "http://10.0.0.1/telegram", "is not an https address"),
    ("WEBHOOK_URL", "https://bot.example.com/#telegram", "is an address with more than Telegram takes"),
    ("WEBHOOK_URL", "https://me:pass@bot.example.com/", "is an address with more than Telegram takes"),
    ("WEBHOOK_SECRET", "s3cret!", "is not a secret that Telegram takes"),
    ("WEBHOOK_SECRET", "x" * 257, "is not a secret that Telegram takes"),
    ("HTTP_HOST", "http://0.0.0.0", "is not the address of a network interface"),
    ("HTTP_PORT", "0", "is not a port number"),
    ("HTTP_PORT", "https", "is not a port number"),
    ("MONITOR_HOST", "http://0.0.0.0", "is not the address of a network interface"),
    ("MONITOR_PORT", "metrics", "is not a port number"),
    ("PARTNER_API_HOST", "http://0.0.0.0", "is not the address of a network interface"),
    ("PARTNER_API_PORT", "0", "is not a port number"),
    ("PARTNER_API_URL", "partners.example.com", "is not an http(s) address"),
    ("PARTNER_REQUESTS_PER_SECOND", "0", "is not a number from 1 to 10000"),
    (
        "PARTNER_TEST_DATABASE_URL",
        "tests.db",
        "is not the address of a SQLite file or a PostgreSQL database",
    ),
    ("SANDBOX_PARTNER_KEY", "hecun_live_x", "is not a partner's test key"),
    ("SANDBOX_URL", "127.0.0.1:8080", "is not an http(s) address"),
    ("SANDBOX_BACKSTAGE_PORT", "0", "is not a port number"),
    ("SANDBOX_BACKSTAGE_PORT", "65536", "is not a port number"),
    ("SANDBOX_BACKSTAGE_PORT", "http", "is not a port number"),
]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment with no setting but a good token, in a folder without a `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    return monkeypatch


def problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings(Settings)
    return caught.value.problems


def test_a_token_is_all_that_must_be_set(environment):
    settings = load_settings(Settings)
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.telegram_api_base == "https://api.telegram.org"
    assert settings.database_url == "sqlite+aiosqlite:///hecun.db"
    assert settings.admin_ids == frozenset()
    assert settings.business_timezone == ZoneInfo("Asia/Shanghai")
    assert settings.log_level is LogLevel.INFO
    assert settings.code_delivery is BankCodeDelivery.CONSOLE
    assert settings.bank_url is None
    assert settings.webhook_url is None
    assert settings.webhook_secret is None
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8090)
    assert settings.sandbox_url is None
    assert settings.sandbox_backstage_port is None


def test_a_missing_token_is_named_with_what_to_write(environment):
    environment.delenv("BOT_TOKEN")
    assert problems() == ("BOT_TOKEN is missing: write BOT_TOKEN=123456:ABC… from @BotFather into .env",)


@pytest.mark.parametrize(("name", "value", "wrong"), [case for case in MALFORMED if case[2]])
def test_a_malformed_setting_is_named_in_one_line_with_what_to_write(environment, name, value, wrong):
    environment.setenv(name, value)
    (problem,) = problems()
    assert problem.startswith(f"{name} {wrong}: write {name}=")
    assert problem.endswith(" into .env")
    assert "\n" not in problem


@pytest.mark.parametrize(("name", "value", "wrong"), MALFORMED)
def test_no_message_repeats_what_was_written(environment, name, value, wrong):
    environment.setenv(name, f"{value} {TOKEN}")
    assert TOKEN not in "".join(problems())


def test_delivery_to_the_sandbox_needs_the_sandbox(environment):
    environment.setenv("BANK_CODE_DELIVERY", "sandbox")
    (problem,) = problems()
    assert problem.startswith(
        "SANDBOX_URL is missing, but BANK_CODE_DELIVERY=sandbox needs it: write SANDBOX_URL="
    )

    environment.setenv("SANDBOX_URL", "http://127.0.0.1:8080/")
    assert load_settings(Settings).sandbox_url == "http://127.0.0.1:8080"


def test_a_bank_elsewhere_needs_its_key_and_sends_the_codes_unless_it_is_said_otherwise(environment):
    environment.setenv("BANK_URL", "https://bank.example.com/v1/")
    (problem,) = problems()
    assert problem.startswith("BANK_KEY is missing, but BANK_URL needs it: write BANK_KEY=")

    environment.setenv("BANK_KEY", "s3cret")
    settings = load_settings(Settings)
    assert settings.bank_url == "https://bank.example.com/v1"
    assert settings.code_delivery is BankCodeDelivery.BANK
    environment.setenv("BANK_CODE_DELIVERY", "console")
    assert load_settings(Settings).code_delivery is BankCodeDelivery.CONSOLE


def test_a_webhook_needs_a_secret(environment):
    environment.setenv("WEBHOOK_URL", "https://bot.example.com/telegram")
    (problem,) = problems()
    assert problem.startswith("WEBHOOK_SECRET is missing, but WEBHOOK_URL needs it: write WEBHOOK_SECRET=")

    environment.setenv("WEBHOOK_SECRET", "s3cret_-")
    settings = load_settings(Settings)
    assert settings.webhook_secret is not None
    assert settings.webhook_secret.get_secret_value() == "s3cret_-"


@pytest.mark.parametrize("url", ["http://127.0.0.1:8090/t", "http://localhost:8090/t", "http://[::1]:8090/t"])
def test_a_webhook_on_this_machine_may_do_without_tls(environment, url):
    environment.setenv("WEBHOOK_SECRET", "s3cret")
    environment.setenv("WEBHOOK_URL", url)
    assert load_settings(Settings).webhook_url == url


def test_every_wrong_setting_is_named_at_once(environment):
    environment.setenv("LOG_LEVEL", "LOUD")
    environment.setenv("ADMIN_IDS", "alice")
    environment.delenv("BOT_TOKEN")
    assert {problem.partition(" ")[0] for problem in problems()} == {"BOT_TOKEN", "ADMIN_IDS", "LOG_LEVEL"}


@pytest.mark.parametrize("url", ["sqlite:///data/hecun.db", "sqlite+aiosqlite:///data/hecun.db"])
def test_a_sqlite_file_may_be_named_with_or_without_its_driver(environment, url):
    environment.setenv("DATABASE_URL", url)
    assert load_settings(Settings).database_url == "sqlite+aiosqlite:///data/hecun.db"


@pytest.mark.parametrize(
    "where",
    ["bank:s3cret@db.example:5432/hecun?sslmode=verify-full", "/hecun?host=/run/postgresql", "[::1]/h"],
)
@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg"])
def test_a_postgresql_database_may_be_named_as_its_own_tools_name_it(environment, scheme, where):
    environment.setenv("DATABASE_URL", f"{scheme}://{where}")
    settings = load_settings(Settings)
    assert settings.database_url == f"postgresql+asyncpg://{where}"
    assert "s3cret" not in f"{settings!r} {settings}"


def test_the_key_of_certificates_is_beside_the_books_unless_it_is_said_otherwise(environment):
    environment.setenv("DATABASE_URL", "sqlite:////var/lib/hecun/books.db")
    assert load_settings(Settings).key_file == Path("/var/lib/hecun/hecun-certificates.key")
    environment.setenv("DATABASE_URL", "postgresql://db/hecun")
    assert load_settings(Settings).key_file == Path("hecun-certificates.key")
    environment.setenv("CERTIFICATE_KEY", "/etc/hecun/signing.key")
    assert load_settings(Settings).key_file == Path("/etc/hecun/signing.key")


def test_admin_ids_may_have_blanks_and_repeats(environment):
    environment.setenv("ADMIN_IDS", " 11111, 22222,11111, ")
    assert load_settings(Settings).admin_ids == {11111, 22222}


def test_a_log_level_may_be_written_small(environment):
    environment.setenv("LOG_LEVEL", "debug")
    assert load_settings(Settings).log_level is LogLevel.DEBUG


def test_the_env_file_is_read_and_the_environment_wins(environment):
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\nLOG_LEVEL=ERROR\nADMIN_IDS=7\n", "utf-8")
    environment.delenv("BOT_TOKEN")
    environment.setenv("ADMIN_IDS", "8")
    settings = load_settings(Settings)
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.log_level is LogLevel.ERROR
    assert settings.admin_ids == {8}


def test_an_env_file_that_is_no_text_is_named(environment):
    Path(".env").write_bytes(b"\xff\xfe\x00")
    assert problems() == (".env is not a readable UTF-8 text file: write it like .env.example",)


def test_the_example_lists_every_setting_with_its_default(environment):
    example = (ROOT / ".env.example").read_text("utf-8")
    listed = [line.partition("=")[0] for line in example.splitlines() if line and not line.startswith("#")]
    assert sorted(listed) == sorted(NAMES)

    defaults = load_settings(Settings)
    Path(".env").write_text(example, "utf-8")
    assert load_settings(Settings) == defaults


def test_neither_repr_nor_str_shows_a_secret(environment):
    environment.setenv("DATABASE_URL", "sqlite:///where-it-is.db")
    environment.setenv("WEBHOOK_SECRET", "s3cret_-")
    environment.setenv("BANK_KEY", "b4nk-key")
    settings = load_settings(Settings)
    for shown in (repr(settings), str(settings)):
        assert TOKEN not in shown
        assert "where-it-is" not in shown
        assert "s3cret_-" not in shown
        assert "b4nk-key" not in shown


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_command_without_its_settings_says_so_and_exits_with_2(hecun: Hecun, command):
    ran = hecun(command, LOG_LEVEL="LOUD")
    assert ran.returncode == 2
    no_level = "LOG_LEVEL is none of DEBUG, INFO, WARNING, ERROR: write LOG_LEVEL=INFO into .env"
    no_token = "BOT_TOKEN is missing: write BOT_TOKEN=123456:ABC… from @BotFather into .env"
    assert set(ran.stderr.splitlines()) == ({no_level, no_token} if command == "run" else {no_level})
    assert ran.stdout == ""


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://pool.example/", "https://pool.example"),
        ("https://pool.example/hecun", "https://pool.example/hecun"),
        ("http://127.0.0.1:8090", "http://127.0.0.1:8090"),
    ],
)
def test_a_public_address_is_kept_without_its_last_slash(environment, url, kept):
    environment.setenv("PUBLIC_URL", url)
    assert load_settings(Settings).public_url == kept


@pytest.mark.parametrize(
    "url",
    [
        "http://pool.example",
        "https://a@pool.example",
        "https://pool.example/?x",
        "https://pool.example/{x}",
        "x",
    ],
)
def test_a_public_address_lets_nobody_listen_in_and_is_plain(environment, url):
    environment.setenv("PUBLIC_URL", url)
    with pytest.raises(SettingsError, match="PUBLIC_URL"):
        load_settings(Settings)


# The page about settings

PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", PAGE, re.MULTILINE))


def test_the_page_has_a_row_for_each_setting_and_no_other():
    assert set(ROWS) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_page_says_the_default(name):
    said, field = ROWS[name.upper()], Settings.model_fields[name]
    default = None if field.is_required() else field.default
    if isinstance(default, ZoneInfo):
        default = default.key
    if default == NIGHT:
        default = "22:00-08:00"
    if default in (None, frozenset()):
        assert said.startswith("none")
    else:
        assert said == f"`{default}`"
