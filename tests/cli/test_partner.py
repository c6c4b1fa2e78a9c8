"""Taking partners on at the command line."""

import asyncio
from functools import partial

import pytest

from core.commands import Accepted, Actor, RegisterEndpoint
from core.domain.ids import IntentId, PartnerId
from storage import open_store
from tests.cli.answers import done, lines, refused
from tests.cli.conftest import Ask
from tests.support.house import ZONE

USUAL = ("--products", "TD06M,TD12M", "--max-amount", "50,000", "--per-day", "20")


@pytest.fixture
def partner(ask: Ask) -> Ask:
    """`partner("list")` is `hecun partner list`."""
    return partial(ask, "partner")


def test_a_partner_is_taken_on_and_its_key_shown_once(partner, tmp_path):
    partner_id, key = lines(partner("add", "Acme", *USUAL))
    assert key.startswith("hecun_live_")
    listed = lines(partner("list"))
    assert listed[0].startswith(
        f"{partner_id}\tAcme\tactive\tup to 50,000.00 CNY, 20 a day\tTD06M TD12M; partner"
    )
    assert listed[1].split("\t")[2] == f"{key[:16]}…"
    assert key not in "\n".join(listed)
    assert key.encode() not in (tmp_path / "books.db").read_bytes()


def test_a_rotated_key_works_on_for_a_while_and_a_revoked_one_does_not(partner):
    old = lines(partner("add", "Acme", *USUAL))[1]
    (new,) = lines(partner("rotate", "Acme", "--overlap", "2h"))
    listed = lines(partner("list"))
    assert "until" in listed[1]
    assert listed[2].endswith(f"{new[:16]}…")
    assert lines(partner("revoke", "Acme", old[:16])) == []
    assert "revoked" in lines(partner("list"))[1]
    assert "no such key" in refused(partner("revoke", "Acme", "hecun_live_zzzzz"))


def test_permissions_change_and_a_partner_is_suspended_and_resumed(partner):
    done(partner("add", "Acme", *USUAL))
    done(partner("permit", "Acme", "--per-day", "5", "--scopes", "campaigns:read"))
    (line, _) = lines(partner("list"))
    assert "5 a day\tTD06M TD12M; partner; campaigns:read" in line
    done(partner("suspend", "Acme"))
    assert "\tsuspended\t" in lines(partner("list"))[0]
    assert refused(partner("suspend", "Acme")) == "Error: that is how it is already"
    done(partner("resume", "Acme"))


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
def test_what_cannot_be_is_said_in_one_line(partner, words, said):
    assert said in refused(partner(*words))


def test_test_keys_are_about_books_of_their_own(partner, monkeypatch, tmp_path):
    monkeypatch.setenv("PARTNER_TEST_DATABASE_URL", "sqlite:///tests.db")
    assert lines(partner("add", "Acme", *USUAL, "--test"))[1].startswith("hecun_test_")
    assert lines(partner("list")) == []
    assert len(lines(partner("list", "--test"))) == 2
    monkeypatch.setenv("PARTNER_TEST_DATABASE_URL", "sqlite:///books.db")
    assert "test money is never beside live money" in refused(partner("list", "--test"))


def test_endpoints_are_listed_without_what_their_address_carries_in_secret_and_switched(partner, tmp_path):
    partner_id, _ = lines(partner("add", "Acme", *USUAL))
    assert lines(partner("list"))[0].endswith("\t0 opened today")
    assert lines(partner("endpoints", "Acme")) == []
    endpoint_id = asyncio.run(_endpoint_of(PartnerId(partner_id), f"sqlite:///{tmp_path / 'books.db'}"))

    (listed,) = lines(partner("endpoints", "Acme"))
    assert listed == (
        f"{endpoint_id}\thttps://acme.example/in\tactive\tin order\t0 waiting\tcampaign.settled"
    )
    assert lines(partner("disable", "Acme", endpoint_id)) == []
    assert "\tdisabled\t" in lines(partner("endpoints", "Acme"))[0]
    assert refused(partner("disable", "Acme", endpoint_id)) == "Error: that is how it is already"
    assert lines(partner("enable", "Acme", endpoint_id)) == []
    assert "\tactive\t" in lines(partner("endpoints", "Acme"))[0]
    assert "no such webhook endpoint" in refused(partner("enable", "Acme", "whe_none"))


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
