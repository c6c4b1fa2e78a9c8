"""A share in chat: its worth, what it is to become, the day it ends, and money that no account could take."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.bot.person import Person, Shown, account
from tests.bot.pools import accounts_of, open_pool
from tests.bot.stage import Json, Stage


@pytest.fixture
def ann(guest):
    return guest(account(10_000), linked=True)


@pytest.fixture
def bob(guest):
    return guest(account(10_000), account(100), linked=True)


@pytest.fixture
def settled(guest, ann, bob) -> None:
    """Ann has ¥2,000 of a deposit, and Bob the rest."""
    pool = open_pool(guest())
    pool.pledged_by(ann, "¥2,000")
    pool.filled_by(bob)
    for person in (ann, bob):
        person.sees_photo("Certificate ")


def turn_to(stage: Stage, day: date) -> None:
    """Turns the clock to this day of the bank's, whatever other pools on the stage have before it."""
    told = stage.ask("GET", "/sim/app/clock")
    at = datetime.combine(day, time(1), ZoneInfo(told["zone"]))
    stage.turn_clock(advance_seconds=int((at - datetime.fromisoformat(told["now"])).total_seconds()))


def share_of(person: Person) -> Shown:
    person.tap("My share")
    return person.sees("My share")


def deposit_with(person: Person) -> Json:
    """The deposit in the bank's view that the person has a share of."""
    for deposit in person.stage.bank()["term_deposits"]:
        if person.name in [share["holder"] for share in deposit["shares"]]:
            found: Json = deposit
            return found
    raise AssertionError(f"{person.name} has no share")


def chooses(person: Person, choice: str) -> Shown:
    toast = person.tap(choice, share_of(person))
    assert toast is not None
    return person.sees(f"● {choice}")


@pytest.mark.usefixtures("settled")
def test_a_life_from_the_certificate_to_money_that_waits_for_another_account(stage, ann, bob):
    shown = share_of(ann)
    assert "Today: ¥2,000, of which ¥0 is interest so far" in shown.text
    assert "¥2,049, of which ¥49 is interest" in shown.text
    assert "all ¥10,000 together earn ¥245; your ¥2,000 of them earn ¥49, less ¥0 tax" in shown.text
    assert f"● Pay out: ¥2,049 to {accounts_of(ann)[0]['number']}" in shown.text
    assert "✓ Pay out" in shown.labels

    chosen = chooses(ann, "Renew all")
    assert "Renewing needs ¥10,000 together" in chosen.text
    assert "¥7,951 are missing" in chosen.text
    assert "✓ Renew all" in chosen.labels
    ann.tap("Open a new pool", chosen)
    ann.sees("How are the amounts fixed?")  # the deposit and the target are those of this pool

    payout_date = date.fromisoformat(deposit_with(ann)["payout_date"])
    turn_to(stage, payout_date - timedelta(days=1))
    ahead = ann.sees("Tomorrow")
    assert "lack ¥7,951" in ahead.text
    assert {"📈 My share", "Open a new pool"} <= set(ahead.labels)
    deposit = deposit_with(ann)
    assert deposit["state"] == "active"
    assert 240_00 < deposit["interest_owed_minor"] == deposit["expense_minor"] <= 245_00
    bob.sees("Tomorrow")
    late = share_of(bob)
    first, second = accounts_of(bob)
    stage.set_status(first["id"], "frozen")
    turn_to(stage, payout_date)

    assert "¥2,049 is on your account" in ann.sees("Principal ¥2,000 + interest ¥49").text
    ended = share_of(ann)
    assert "all ¥10,000 together earn ¥245; your ¥2,000 of them earn ¥49" in ended.text

    deposit = deposit_with(ann)
    assert (deposit["state"], deposit["interest_owed_minor"], deposit["expense_minor"]) == (
        "matured",
        0,
        245_00,
    )
    fates = [(share["state"], share["payout"]) for share in deposit["shares"]]
    assert fates == [
        ("paid_out", {"amount_minor": 2_049_00, "state": "paid"}),
        ("payable", {"amount_minor": 8_196_00, "state": "waiting"}),
    ]

    waiting = bob.sees("could not pay ¥8,196")
    assert bob.tap("Renew all", late).text.startswith("It is too late")
    assert bob.sees("could not pay ¥8,196").id == late.id
    refused = waiting.button(f"Pay it to {second['number']}")
    ann.tap_data(ended, str(refused.data))
    ann.sees("not yours")
    bob.tap(refused.label, waiting)
    paid = bob.sees("¥8,196 is on your account")
    assert second["number"] in paid.text
    assert not any("Pay it to" in label for label in bob.now(waiting).labels)
    assert accounts_of(bob)[1]["available_minor"] == 8_296_00
