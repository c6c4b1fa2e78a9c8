"""A deposit's end, played on the page alone: three friends renew, the fourth is paid, and the books agree."""

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from tests.bot.person import account, newcomer
from tests.bot.stage import ROOT
from tests.browser.house import House
from tests.browser.screen import Phone, Screen

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

NAMES = ("Hana", "Ivan", "Jiho", "Kofi")


def test_renewal_and_payout_side_by_side_and_the_books_agree(house, open_screen):
    people = [newcomer(house, account(9_000), name=name, linked=True) for name in NAMES]
    screen = open_screen(1880, 1000)
    screen.phones_side_by_side(4)
    hana, *friends = phones = [screen.phone(person) for person in people]
    fill(hana, friends)
    for phone, choice in zip(phones[:3], ("Renew all", "Renew all", "Renew principal"), strict=True):
        chooses(phone, choice)

    screen.show_bank()
    last_day = payout_date(house)
    to_the_next_events(screen, house, last_day - timedelta(days=1))
    kofi = phones[3]
    kofi.bring().sees("Tomorrow")
    to_the_next_events(screen, house, last_day)

    expect(kofi.bring().sees("is on your account")).to_contain_text("Principal ¥5,000 + interest ¥122.50")
    for phone in phones[:3]:
        phone.bring().sees_picture("Your share was renewed")
    ended, renewed = deposits(screen)
    expect(ended).to_have_attribute("data-state", "closed")
    expect(ended.get_by_test_id("interest-owed")).to_contain_text("0.00")
    expect(ended.get_by_test_id("interest-expense")).to_contain_text("490.00")
    expect(share_of(ended, "Kofi")).to_have_attribute("data-payout", "paid")
    expect(share_of(ended, "Hana")).to_have_attribute("data-state", "renewed")
    expect(renewed.get_by_test_id("deposit-principal")).to_contain_text("15,245.00")
    expect(renewed.get_by_test_id("share")).to_have_count(3)
    for command in (("ledger", "verify"), ("reconcile",)):
        ran = run(house, *command)
        assert ran.returncode == 0, ran.stdout + ran.stderr


def fill(initiator: Phone, friends: list[Phone]) -> None:
    """A campaign of ¥20,000 for 12 months, in which everybody has ¥5,000."""
    initiator.say("/start")
    for label in ("Open a campaign", "12 months"):
        initiator.tap(label)
    initiator.sees("How much together?")
    initiator.say("20000")
    for label in ("Go on", "¥50", "In 3 days", "Not now", "Publish"):
        initiator.tap(label)
    initiator.sees_picture("¥20,000 · 12 months")
    for friend in friends:
        initiator.share_card_with(friend)
        pledge(friend)
    pledge(initiator)
    for phone in (initiator, *friends):
        phone.bring().sees_picture("Certificate ")


def pledge(phone: Phone) -> None:
    phone.tap("Another amount")
    phone.sees("Type an amount")
    phone.say("5000")
    phone.sees("Pledge ¥5,000?")
    phone.tap("Confirm")


def chooses(phone: Phone, choice: str) -> None:
    phone.tap("📈 My share")
    phone.sees("At maturity?")
    phone.tap(choice)
    phone.sees(f"● {choice}")


def to_the_next_events(screen: Screen, house: House, until: date) -> None:
    """Turns the clock from event to event, until this day of the bank's has begun: others have deposits, too."""
    button = screen.page.get_by_test_id("clock-next")
    while today(house) < until:
        button.click()
        expect(button).to_be_enabled()


def today(house: House) -> date:
    told = house.ask("GET", "/sim/app/clock")
    return datetime.fromisoformat(told["now"]).astimezone(ZoneInfo(told["zone"])).date()


def payout_date(house: House) -> date:
    """The day on which the four are paid."""
    [found] = [
        deposit
        for deposit in house.bank()["term_deposits"]
        if NAMES[0] in [share["holder"] for share in deposit["shares"]]
    ]
    return date.fromisoformat(found["payout_date"])


def deposits(screen: Screen) -> tuple[Locator, Locator]:
    """The deposit of the four, and the one that renews it; the newest comes first."""
    found = screen.page.get_by_test_id("term-deposit").filter(has_text="Hana")
    expect(found).to_have_count(2)
    return found.nth(1), found.nth(0)


def share_of(deposit: Locator, name: str) -> Locator:
    return deposit.get_by_test_id("share").filter(has_text=name)


def run(house: House, *command: str) -> "subprocess.CompletedProcess[str]":
    settings = {"DATABASE_URL": house.database_url, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=house.folder,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
