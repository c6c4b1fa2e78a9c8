"""Partners in chat: an admin takes one on, says what it may, and hands it keys that are shown once."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.backstage.people import ADMIN_ID
from bot.telegram.admin_callbacks import (
    EndpointSwitch,
    EndpointTap,
    PartnerPart,
    PartnerTap,
    RedeliverTap,
    Switch,
)
from core.commands import Actor, RegisterEndpoint
from core.domain.webhook import EndpointState
from tests.bot.person import Person, Shown
from tests.bot.stage import next_number
from tests.security.office import Office, open_office, user
from tests.storage.databases import Files, path_of
from tests.support.memory import ENTROPY
from tests.support.partnering import cancelling_as, opened_by, partner_of

OUT_OF_DATE = "done already, or is out of date"


def partners(ada: Person) -> Shown:
    ada.say("/admin")
    ada.tap("Partners", ada.sees("Administration"))
    return ada.sees("newest first")


def reviewed(ada: Person, name: str) -> Shown:
    """The review of a partner for TD12M, up to ¥50,000, 20 a day."""
    ada.tap("Take a partner on", partners(ada))
    ada.sees("What is it called?")
    ada.say(name)
    ada.tap("TD12M", ada.sees("Which products?"))
    ada.tap("Go on", ada.sees(lambda shown: "☑ 12 months · TD12M" in shown.labels))
    ada.tap("Go on", ada.sees("Which channels?"))
    ada.sees("Up to which target?")
    ada.say("50,000")
    ada.tap("20", ada.sees("How many campaigns a day?"))
    return ada.sees("Take ")


def key_of(shown: Shown) -> str:
    found = re.search(r"hecun_test_\S+", shown.text)
    assert found is not None, shown.text
    return found[0]


def taken_on(ada: Person) -> tuple[str, Shown, Shown]:
    """A new partner's name, its screen, and the message with its first key."""
    name = f"Acme {next_number()}"
    review = reviewed(ada, name)
    ada.tap("Take it on", review)
    shown_once = ada.sees("New key of")
    return name, ada.now(review), shown_once


def test_a_partner_is_taken_on_and_its_key_shown_once_and_kept_nowhere(ada):
    name = f"Acme {next_number()}"
    review = reviewed(ada, name)
    assert "Target up to ¥50,000, 20 campaigns a day" in review.text
    sure = review.button("Take it on").data

    toast = ada.tap("Take it on", review)

    assert toast is not None
    assert "Its key is below, once" in toast.text
    shown_once = ada.sees("New key of")
    key = key_of(shown_once)
    assert [each["type"] for each in shown_once.raw["entities"]] == ["bold", "spoiler"]
    assert shown_once.button("Copy the key").copies == key
    screen = ada.now(review)
    assert f"{name}\n" in screen.text
    assert "Opened today: 0 of 20" in screen.text
    assert "One key that can be used" in screen.text
    again = ada.tap_data(screen, str(sure))
    assert again is not None
    assert OUT_OF_DATE in again.text
    kept = [path.read_bytes() for path in Path(ada.stage.folder).rglob("hecun.db*")]
    assert kept
    assert not any(key.encode() in each for each in kept)
    assert key not in ada.stage.log()
    ada.tap("Stored: delete this message", shown_once)
    ada.no_longer_sees(shown_once)


def test_a_key_is_rotated_with_an_overlap_and_revoked_at_once(ada):
    name, screen, first = taken_on(ada)
    ada.tap("Keys", screen)
    ada.tap("Issue a new key", ada.sees(f"Keys of {name}"))
    ada.tap("24 hours", ada.sees("How long may its other key still be used?"))
    second = ada.sees(f"New key of {name}")
    assert key_of(second) != key_of(first)
    keys = ada.now(screen)
    assert re.search(r"• hecun_test_\S+ since .*\n• hecun_test_\S+ until ", keys.text)

    old = key_of(first)[:16]
    ada.tap(f"Revoke {old}", keys)
    sure = ada.sees("It stops working at once.")
    assert old in sure.text
    ada.tap("Yes, revoke it", sure)
    after = ada.sees(f"{old}… revoked")
    assert [label for label in after.labels if label.startswith("Revoke")] == [
        f"Revoke {key_of(second)[:16]}…"
    ]


def test_permissions_are_changed_and_a_review_that_changes_nothing_is_refused(ada):
    _, screen, _ = taken_on(ada)
    ada.tap("Change permissions", screen)
    review = ada.sees("may from now on")
    ada.tap("Permit this", review)
    assert "That is how it is already." in ada.sees("may from now on").text
    ada.tap("Campaigns a day", ada.now(review))
    ada.sees("How many campaigns a day?")
    ada.say("many")
    ada.sees("Type a whole number from 1 to")
    ada.say("7")
    review = ada.sees("7 campaigns a day")
    ada.tap("Uses of the API", review)
    ada.tap("☑ open and cancel campaigns", ada.sees("What may it use the API for?"))
    ada.tap("‹ Review", ada.sees(lambda shown: "☐ open and cancel campaigns" in shown.labels))
    ada.tap("Permit this", ada.sees("may from now on"))
    shown = ada.sees("Opened today: 0 of 7")
    assert "May: read its campaigns · read products and rates" in shown.text


@pytest.mark.slow
def test_a_list_cannot_be_left_empty(ada):
    _, screen, _ = taken_on(ada)
    ada.tap("Change permissions", screen)
    ada.tap("Channels", ada.sees("may from now on"))
    ada.tap("☑ partner’s own", ada.sees("Which channels?"))
    empty = ada.sees(lambda shown: "☐ partner’s own" in shown.labels)
    assert not [label for label in empty.labels if "Review" in label]


@pytest.mark.slow
def test_a_partner_is_suspended_and_resumed_after_a_question(ada):
    name, screen, _ = taken_on(ada)
    ada.tap("Suspend", screen)
    ada.tap("Yes, suspend it", ada.sees("Its campaigns and their members’ money go on"))
    assert f"{name} · ⏸ suspended" in ada.sees("Opened today").text
    assert f"{name} · ⏸ suspended" in partners(ada).text
    ada.tap(name)
    ada.tap("Resume", ada.sees("Opened today"))
    ada.tap("Yes, resume it", ada.sees("the events that waited are sent"))
    assert "suspended" not in ada.sees("Opened today").text


@pytest.mark.slow
def test_a_name_that_is_none_is_asked_for_again(ada):
    ada.tap("Take a partner on", partners(ada))
    ada.sees("What is it called?")
    ada.say("x" * 65)
    ada.sees("A name has 1 to 64 characters")
    ada.tap("No, do not take it on", ada.newest())
    ada.sees("newest first")


# Webhooks, with the books at hand


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """The real conversation on a store that mints what a house mints."""
    monkeypatch.setattr("storage.teller.secrets", SimpleNamespace(token_bytes=lambda _: ENTROPY))
    database = path_of(Files(tmp_path).migrated())
    async with open_office(database, admin_ids=frozenset({ADMIN_ID})) as office:
        yield office


async def tapped(office: Office, data: CallbackData) -> str:
    """What the admin is told, toasts too."""
    said_before = len(office.wire.sent)
    await office.taps(user(ADMIN_ID, "Ada"), data.pack())
    return str(office.wire.sent[said_before:])


async def test_an_endpoint_that_fails_is_seen_with_its_last_deliveries_which_can_be_sent_again(
    office: Office,
):
    books = office.books
    house, store = books.house, office.store
    acme = partner_of(house)
    registering = RegisterEndpoint(
        intent=house.intent(), actor=Actor.partner(acme), url="https://user:pass@acme.example/in?token=secret"
    )
    endpoint_id = house.accepted(registering).endpoint_id
    house.accepted(cancelling_as(house, acme, opened_by(house, acme)))
    await books.follow()
    (first,) = await store.deliveries.due(house.at, 10)
    await store.deliveries.give_up(first, house.at, 500, "status 500")
    (second,) = await store.deliveries.due(house.at, 10)
    await store.deliveries.postpone(second, house.at, house.at + timedelta(hours=1), None, "timeout")

    listed = await tapped(office, PartnerTap(partner_id=acme, part=PartnerPart.ENDPOINTS))
    assert "https://acme.example/in" in listed
    assert "secret" not in listed
    assert "pass" not in listed
    assert "failing" in listed
    assert "one event waits" in listed
    shown = await tapped(office, EndpointTap(endpoint_id=endpoint_id))
    assert "waiting, tried once: \\u2068timeout" in shown
    assert "given up: \\u2068status 500" in shown

    again = RedeliverTap(delivery_id=first.id, nonce="n" * 12)
    for _ in range(2):
        assert "It is sent again." in await tapped(office, again)
    deliveries = await store.partners.deliveries_to(endpoint_id, None, 10)
    assert [each.delivery.event.type for each in deliveries] == [
        "campaign.open",
        "campaign.cancelled",
        "campaign.open",
    ]


async def test_an_endpoint_is_disabled_and_enabled(office: Office):
    books = office.books
    house = books.house
    acme = partner_of(house)
    registering = RegisterEndpoint(
        intent=house.intent(), actor=Actor.partner(acme), url="https://acme.example/in"
    )
    endpoint_id = house.accepted(registering).endpoint_id
    await books.follow()
    for switch, state in ((Switch.OFF, EndpointState.DISABLED), (Switch.ON, EndpointState.ACTIVE)):
        await tapped(office, EndpointSwitch(endpoint_id=endpoint_id, switch=switch))
        health = await office.store.partners.endpoint(endpoint_id)
        assert health is not None
        assert health.endpoint.state is state
        again = await tapped(office, EndpointSwitch(endpoint_id=endpoint_id, switch=switch))
        assert "That is how it is already." in again
