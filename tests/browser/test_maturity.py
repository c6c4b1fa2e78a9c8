"""Deposits' lives, played on the page alone: renewed and paid, sold and withdrawn early, and the books agree."""

import os
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from tests.bot.person import account, newcomer
from tests.bot.stage import ROOT
from tests.browser.house import House
from tests.browser.playing import short_code_of
from tests.browser.screen import Phone, Screen
from tests.papers.reading import text_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
]  # whole lives, on machines that are shared

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
    last_day = payout_date(house, NAMES[0])
    to_the_next_events(screen, house, last_day - timedelta(days=1))
    kofi = phones[3]
    kofi.bring().sees("Tomorrow")
    to_the_next_events(screen, house, last_day)

    expect(kofi.bring().sees("is on your account")).to_contain_text("Principal ¥5,000 + interest ¥122.50")
    for phone in phones[:3]:
        phone.bring().sees_picture("Your share was renewed")
    ended, renewed = deposits(screen, NAMES[0])
    expect(ended).to_have_attribute("data-state", "closed")
    expect(ended.get_by_test_id("interest-owed")).to_contain_text("0.00")
    expect(ended.get_by_test_id("interest-expense")).to_contain_text("490.00")
    expect(share_of(ended, "Kofi")).to_have_attribute("data-payout", "paid")
    expect(share_of(ended, "Hana")).to_have_attribute("data-state", "renewed")
    expect(renewed.get_by_test_id("deposit-principal")).to_contain_text("15,245.00")
    expect(renewed.get_by_test_id("share")).to_have_count(3)
    the_books_agree(house)


def test_one_sells_one_leaves_early_two_renew_and_the_buyer_is_paid(house, open_screen, tmp_path):
    names = ("Mika", "Noor", "Olga", "Pavo", "Quin")
    people = [newcomer(house, account(9_000), name=name, linked=True) for name in names]
    screen = open_screen(1880, 1000)
    screen.phones_side_by_side(4)
    mika, noor, olga, pavo, quin = [screen.phone(person) for person in people]
    short_code = fill(mika, [noor, olga, pavo])
    quin.say(f"/join {short_code}")
    quin.tap("Wait for a share")
    quin.sees_picture("number 1 of 1 on the waiting list for a share")
    screen.show_bank()
    for _ in range(3):
        turn(screen, "clock-day")

    sold_number = certificate_number(pavo)
    pavo.tap("Leave early")
    pavo.sees("Leave the deposit early?")
    pavo.tap("🏷 Offer it for")
    pavo.sees("Your share is for sale")
    mika.bring().sees("is for sale: ¥5,000")
    to_the_next_events(screen, house, today(house) + timedelta(days=1))
    quin.bring().sees("is for sale: ¥5,000")
    quin.tap("Look at it")
    price_minor = amount_on(quin.button("Buy for"))
    assert price_minor == 5_000_00 + round(5_000_00 * 0.0245 * 4 / 360)
    quin.tap("Buy for")
    quin.sees_picture("The share is yours")
    pavo.bring().sees("is sold")
    assert available_minor(house, "Pavo") == 4_000_00 + price_minor
    assert available_minor(house, "Quin") == 9_000_00 - price_minor

    olga.bring().tap("Leave early")
    olga.sees("Leave the deposit early?")
    preview_minor = amount_on(olga.button("🏦 Withdraw now"))
    olga.tap("🏦 Withdraw now")
    olga.sees("Your share has left the deposit")
    assert available_minor(house, "Olga") == 4_000_00 + preview_minor
    for phone in (mika, noor):
        phone.bring()
        chooses(phone, "Renew all")
    bought_number = certificate_number(quin.bring())
    quin.tap("📄 PDF")
    file = downloaded(quin, "hecun-certificate", tmp_path)
    for shown, code in ((str(file), 0), (bought_number, 0), (sold_number, 1)):
        verified = run(house, "certificate", "verify", shown)
        assert verified.returncode == code, verified.stdout + verified.stderr

    to_the_next_events(screen, house, payout_date(house, "Mika"))
    expect(quin.bring().sees("is on your account")).to_contain_text("Principal ¥5,000 + interest ¥122.50")
    for phone in (mika, noor):
        phone.bring().sees_picture("Your share was renewed")
    ended, renewed = deposits(screen, "Mika")
    assert [
        share_of(ended, name).get_attribute("data-state") for name in ("Mika", "Olga", "Pavo", "Quin")
    ] == [
        "renewed",
        "withdrawn_early",
        "sold",
        "paid_out",
    ]
    expect(renewed.get_by_test_id("deposit-principal")).to_contain_text("10,245.00")
    for phone, told in (
        (quin, "5,122.50"),
        (pavo, "Share transferred"),
        (olga, f"-¥{preview_minor / 100:,.2f}"),
    ):
        phone.bring().say("/statement")
        phone.tap("Everything · PDF")
        assert told in text_of(downloaded(phone, "hecun-statement", tmp_path).read_bytes())
    the_books_agree(house)


def fill(initiator: Phone, friends: list[Phone]) -> str:
    """A campaign of ¥20,000 for 12 months, in which everybody has ¥5,000; its short code."""
    initiator.say("/start")
    for label in ("Open a campaign", "12 months"):
        initiator.tap(label)
    initiator.sees("How much together?")
    initiator.say("20000")
    for label in ("Go on", "¥50", "In 3 days", "Not now", "Publish"):
        initiator.tap(label)
    short_code = short_code_of(initiator.sees_picture("¥20,000 · 12 months"))
    for friend in friends:
        initiator.share_card_with(friend)
        pledge(friend)
    pledge(initiator)
    for phone in (initiator, *friends):
        phone.bring().sees_picture("Certificate ")
    return short_code


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


def the_books_agree(house: House) -> None:
    for command in (("ledger", "verify"), ("reconcile",)):
        ran = run(house, *command)
        assert ran.returncode == 0, ran.stdout + ran.stderr


def turn(screen: Screen, button: str) -> None:
    """Presses one of the clock's buttons, and waits until what was due is done."""
    found = screen.page.get_by_test_id(button)
    found.click()
    expect(found).to_be_enabled()


def amount_on(button: Locator) -> int:
    """The amount on a button, in minor units."""
    yuan = re.search(r"¥([0-9,]+)(?:\.([0-9]{2}))?", button.inner_text())
    assert yuan is not None, button.inner_text()
    return int(yuan[1].replace(",", "")) * 100 + int(yuan[2] or 0)


def certificate_number(phone: Phone) -> str:
    """The number of the newest certificate in the chat."""
    found = re.search(r"[0-9]{12}-[0-9]{3}", phone.sees_picture("Certificate ").inner_text())
    assert found is not None
    return found[0]


def downloaded(phone: Phone, named: str, folder: Path) -> Path:
    """The newest file in the chat that is named so, saved from the page."""
    link = phone.sees(named).get_by_test_id("document")
    with phone.page.expect_download() as download:
        link.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def available_minor(house: House, name: str) -> int:
    """What is on the one account of the customer of this name."""
    [customer] = [each for each in house.bank()["customers"] if each["name"] == name]
    [account] = customer["accounts"]
    return int(account["available_minor"])


def to_the_next_events(screen: Screen, house: House, until: date) -> None:
    """Turns the clock from event to event, until this day of the bank's has begun: others have deposits, too."""
    while today(house) < until:
        turn(screen, "clock-next")


def today(house: House) -> date:
    told = house.ask("GET", "/sim/app/clock")
    return datetime.fromisoformat(told["now"]).astimezone(ZoneInfo(told["zone"])).date()


def payout_date(house: House, member: str) -> date:
    """The day on which the member and the others are paid."""
    [found] = [
        deposit
        for deposit in house.bank()["term_deposits"]
        if member in [share["holder"] for share in deposit["shares"]]
    ]
    return date.fromisoformat(found["payout_date"])


def deposits(screen: Screen, member: str) -> tuple[Locator, Locator]:
    """The deposit of the member and the others, and the one that renews it; the newest comes first."""
    found = screen.page.get_by_test_id("term-deposit").filter(has_text=member)
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
