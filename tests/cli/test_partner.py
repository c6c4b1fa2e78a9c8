"""Taking partners on at the command line."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import hecun as program
from core.commands import Accepted, Actor, RegisterEndpoint
from core.domain.ids import IntentId, PartnerId
from storage import open_store
from tests.support.house import ZONE

Ask = Callable[..., Result]
USUAL = ("--products", "TD06M,TD12M", "--max-amount", "50,000", "--per-day", "20")


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///books.db")
    monkeypatch.setattr("bot.cli.startup.set_up_logging", lambda *_: None)  # pytest's own stays
    return lambda *words: CliRunner().invoke(program, ("partner", *words), catch_exceptions=False)


def done(ran: Result) -> list[str]:
    assert ran.exit_code == 0, ran.output
    return ran.stdout.strip().splitlines()


def refused(ran: Result) -> str:
    assert ran.exit_code in (1, 2), ran.output
    (line,) = ran.stderr.strip().splitlines()
    return line


def test_a_partner_is_taken_on_and_its_key_shown_once(ask, tmp_path):
    partner_id, key = done(ask("add", "Acme", *USUAL))
    assert key.startswith("hecun_live_")
    listed = done(ask("list"))
    assert listed[0].startswith(
        f"{partner_id}\tAcme\tactive\tup to 50,000.00 CNY, 20 a day\tTD06M TD12M; partner"
    )
    assert listed[1].split("\t")[2] == f"{key[:16]}…"
    assert key not in "\n".join(listed)
    assert key.encode() not in (tmp_path / "books.db").read_bytes()


def test_a_rotated_key_works_on_for_a_while_and_a_revoked_one_does_not(ask):
    old = done(ask("add", "Acme", *USUAL))[1]
    (new,) = done(ask("rotate", "Acme", "--overlap", "2h"))
    listed = done(ask("list"))
    assert "until" in listed[1]
    assert listed[2].endswith(f"{new[:16]}…")
    assert done(ask("revoke", "Acme", old[:16])) == []
    assert "revoked" in done(ask("list"))[1]
    assert "no such key" in refused(ask("revoke", "Acme", "hecun_live_zzzzz"))


def test_permissions_change_and_a_partner_is_suspended_and_resumed(ask):
    done(ask("add", "Acme", *USUAL))
    done(ask("permit", "Acme", "--per-day", "5", "--scopes", "campaigns:read"))
    (line, _) = done(ask("list"))
    assert "5 a day\tTD06M TD12M; partner; campaigns:read" in line
    done(ask("suspend", "Acme"))
    assert "\tsuspended\t" in done(ask("list"))[0]
    assert refused(ask("suspend", "Acme")) == "Error: that is how it is already"
    done(ask("resume", "Acme"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "Acme", *USUAL[2:]), "Missing option '--products'"),
        (("add", "Acme", *USUAL, "--channels", "post"), "post is none of partner, telegram"),
        (("add", "Acme", *USUAL, "--products", "TD99M"), "Error: there is no such product"),
        (("add", "Acme", *USUAL, "--max-amount", "0"), "Error: these permissions permit nothing"),
        (("add", " ", *USUAL), "Error: a partner's name"),
        (("add", "Acme", *USUAL, "--max-amount", "0.001"), "CNY has 2 decimals at most"),
        (("add", "Acme", *USUAL, "--test"), "set PARTNER_TEST_DATABASE_URL"),
        (("rotate", "Acme"), "there is no such partner"),
        (("rotate", "Acme", "--overlap", "31d"), "an overlap is 30 days at most"),
        (("rotate", "Acme", "--overlap", "soon"), "is no span such as 30m, 24h or 7d"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_said_in_one_line(ask, words, said):
    assert said in refused(ask(*words))


def test_test_keys_are_about_books_of_their_own(ask, monkeypatch, tmp_path):
    monkeypatch.setenv("PARTNER_TEST_DATABASE_URL", "sqlite:///tests.db")
    assert done(ask("add", "Acme", *USUAL, "--test"))[1].startswith("hecun_test_")
    assert done(ask("list")) == []
    assert len(done(ask("list", "--test"))) == 2
    monkeypatch.setenv("PARTNER_TEST_DATABASE_URL", "sqlite:///books.db")
    assert "test money is never beside live money" in refused(ask("list", "--test"))


def test_endpoints_are_listed_without_what_their_address_carries_in_secret_and_switched(ask, tmp_path):
    partner_id, _ = done(ask("add", "Acme", *USUAL))
    assert done(ask("list"))[0].endswith("\t0 opened today")
    assert done(ask("endpoints", "Acme")) == []
    endpoint_id = asyncio.run(_endpoint_of(PartnerId(partner_id), f"sqlite:///{tmp_path / 'books.db'}"))

    (listed,) = done(ask("endpoints", "Acme"))
    assert listed == (
        f"{endpoint_id}\thttps://acme.example/in\tactive\tin order\t0 waiting\tcampaign.settled"
    )
    assert done(ask("disable", "Acme", endpoint_id)) == []
    assert "\tdisabled\t" in done(ask("endpoints", "Acme"))[0]
    assert refused(ask("disable", "Acme", endpoint_id)) == "Error: that is how it is already"
    assert done(ask("enable", "Acme", endpoint_id)) == []
    assert "\tactive\t" in done(ask("endpoints", "Acme"))[0]
    assert "no such webhook endpoint" in refused(ask("enable", "Acme", "whe_none"))


async def _endpoint_of(partner_id: PartnerId, url: str) -> str:
    """An endpoint that the partner has registered by the API."""
    registering = RegisterEndpoint(
        intent=IntentId("register"),
        actor=Actor.partner(partner_id),
        url="https://user:password@acme.example/in?token=secret",
        event_types=("campaign.settled",),
    )
    async with open_store(url, zone=ZONE) as store:
        receipt = await store.teller.submit(registering)
    assert isinstance(receipt, Accepted)
    return receipt.result.endpoint_id
