import io
import logging

import pytest

from bot.logging import redact, set_up_logging

TOKEN = "123456789:AAFakeTokenForTestsOnly-0123456789_xyz"


@pytest.fixture
def log():
    """What is logged from INFO up, as text; the logging of the tests is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    stream = io.StringIO()
    set_up_logging("INFO", stream)
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
    assert log.getvalue().endswith("INFO    hecun: news\n")
    assert "details" not in log.getvalue()
