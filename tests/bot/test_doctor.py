"""`hecun doctor`: what it says of a deployment, and what to do about what is wrong with it."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import hecun as program
from bot.sandbox.settings import DEFAULT_TOKEN
from tests.bank.server import KEY
from tests.bot.far_bank import far_bank
from tests.bot.stage import HOST, WEBHOOK_SECRET, Stage, free_port

Ask = Callable[..., Result]


@pytest.fixture
def doctor(stage: Stage, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`doctor(BOT_TOKEN="…")` examines the bot on the stage, with these settings instead of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.cli.startup.set_up_logging", lambda *_: None)  # pytest's own stays
    own = {
        "BOT_TOKEN": DEFAULT_TOKEN,
        "TELEGRAM_API_BASE": stage.url,
        "DATABASE_URL": stage.database_url,
        "WEBHOOK_URL": f"http://{HOST}:{stage.http_port}/telegram" if stage.receiving == "webhook" else "",
        "WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    return lambda **others: CliRunner().invoke(program, ["doctor"], env=own | others, catch_exceptions=False)


def test_a_bot_that_can_run_is_well(doctor: Ask):
    said = doctor()
    assert said.exit_code == 0, said.output
    assert [line.partition(":")[0] for line in said.output.splitlines()] == [
        f"✓ {subject}"
        for subject in ("settings", "database", "token", "webhook", "groups", "inline mode", "bank", "clock")
    ]


def test_what_botfather_has_switched_off_is_advised_and_nothing_is_wrong(doctor: Ask, stage: Stage):
    stage.ask("PATCH", "/sim/bot", inline_mode=False, can_join_groups=False)
    try:
        said = doctor()
    finally:
        stage.ask("PATCH", "/sim/bot", inline_mode=True, can_join_groups=True)
    assert said.exit_code == 0, said.output
    assert "○ groups: are closed to the bot\n  → " in said.output
    assert "○ inline mode: is off\n  → " in said.output


def test_each_thing_that_is_wrong_is_said_with_what_to_do(doctor: Ask, tmp_path):
    said = doctor(DATABASE_URL=f"sqlite:///{tmp_path / 'none.db'}", BOT_TOKEN=f"1:{'A' * 35}")
    assert said.exit_code == 1
    assert "✗ database: its tables are missing or old\n  → run `hecun migrate`" in said.output
    assert "✗ token: is unknown to Telegram\n  → ask @BotFather" in said.output
    assert "✓ clock" in said.output
    assert not (tmp_path / "none.db").exists()


def test_a_telegram_out_of_reach_is_said(doctor: Ask):
    said = doctor(TELEGRAM_API_BASE=f"http://{HOST}:{free_port()}")
    assert said.exit_code == 1
    assert "✗ token: Telegram does not answer" in said.output
    assert "✗ clock: cannot be compared" in said.output


def test_a_webhook_at_another_address_is_said(doctor: Ask):
    said = doctor(WEBHOOK_URL=f"http://{HOST}:{free_port()}/elsewhere")
    assert said.exit_code == 1
    assert "✗ webhook: is not set to WEBHOOK_URL" in said.output


def test_a_bank_elsewhere_is_asked_whether_it_takes_our_key(doctor: Ask):
    with far_bank() as far:
        its_own = {"BANK_URL": far.url, "BANK_KEY": KEY}
        assert "✓ bank: answers by the contract" in doctor(**its_own).output
        strange = doctor(**its_own | {"BANK_KEY": "somebody-elses"})
        far.line.names.add("/orders")
        silent = doctor(**its_own)
    for said in (strange, silent):
        assert said.exit_code == 1
        assert "✗ bank: gives no answer that counts" in said.output
        assert "→ check BANK_URL and BANK_KEY" in said.output
    assert "401" in strange.output
    assert "somebody-elses" not in strange.output


def test_neither_token_nor_secret_is_said(doctor: Ask):
    said = doctor(WEBHOOK_URL=f"http://{HOST}:{free_port()}/elsewhere").output
    assert DEFAULT_TOKEN.partition(":")[2] not in said
    assert WEBHOOK_SECRET not in said
