import asyncio
import io
import json
import logging
from datetime import UTC, datetime

import pytest

from bot.logging import LogFormat, redact, set_up_logging, traced

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789_xyz"


@pytest.fixture
def log(request):
    """What is logged from INFO up, as text; the logging of the tests is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    stream = io.StringIO()
    set_up_logging("INFO", getattr(request, "param", LogFormat.TEXT), stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        (
            f"GET https://api.telegram.org/bot{TOKEN}/getMe",
            "GET https://api.telegram.org/bot123456789:…/getMe",
        ),
        (f"token={TOKEN}, again {TOKEN}", "token=123456789:…, again 123456789:…"),
        ("account 6222021234567890123 credited", "account …0123 credited"),
        ("account 6222 0212 3456 7890 123 credited", "account …0123 credited"),
        ("phone +8613800138000", "phone +…8000"),
        ("phone +86 138-0013-8000", "phone +…8000"),
    ],
)
def test_a_secret_or_a_full_number_is_taken_out(written, logged):
    assert redact(written) == logged


@pytest.mark.parametrize(
    "text",
    [
        "chat -1001234567890",
        "update 987654321",
        "at 2026-03-01T10:20:30.123456+00:00",
        "¥10,000.00 of 1000000",
    ],
)
def test_what_one_needs_to_find_a_fault_stays(text):
    assert redact(text) == text


def test_arguments_and_tracebacks_are_redacted_too(log):
    try:
        raise RuntimeError(f"no answer from /bot{TOKEN}/sendMessage")
    except RuntimeError:
        logging.getLogger("hecun").exception("calling for %s failed", "6222021234567890123")
    text = log.getvalue()
    assert "calling for …0123 failed" in text
    assert "RuntimeError: no answer from /bot123456789:…/sendMessage" in text
    assert TOKEN not in text


def test_what_is_below_the_level_is_not_logged(log):
    logging.getLogger("hecun").debug("details")
    logging.getLogger("hecun").info("news")
    assert log.getvalue().endswith("INFO    hecun [-]: news\n")
    assert "details" not in log.getvalue()


def test_a_line_says_what_it_was_done_for_and_the_next_does_not(log):
    async def handle() -> None:
        await asyncio.sleep(0)
        logging.getLogger("hecun").info("news")

    with traced("update 7"):
        asyncio.run(handle())
    logging.getLogger("hecun").info("other news")
    first, second = log.getvalue().splitlines()
    assert first.endswith("hecun [update 7]: news")
    assert second.endswith("hecun [-]: other news")


@pytest.mark.parametrize("log", [LogFormat.JSON], indirect=True)
def test_json_says_the_same_an_object_a_line_and_redacts_every_field(log):
    try:
        raise RuntimeError("6222021234567890123 is unknown")
    except RuntimeError:
        with traced("update 7"):
            logging.getLogger("hecun").exception("of %s", TOKEN, extra={"account": 6222021234567890123})
    (line,) = log.getvalue().splitlines()
    told = json.loads(line)
    assert told.pop("exception").endswith("RuntimeError: …0123 is unknown")
    assert datetime.fromisoformat(told.pop("at")).tzinfo is UTC
    assert told == {
        "level": "ERROR",
        "logger": "hecun",
        "trace": "update 7",
        "message": "of 123456789:…",
        "account": "…0123",
    }
