"""Stretches of conversation played on the page, for tests that begin where they end."""

import re

from playwright.sync_api import Locator

from tests.browser.screen import Phone

ENGLISH = ("Open a campaign", "12 months", "¥10,000", "Go on", "¥50")
CHINESE = ("发起众筹", "1 年", "¥10,000", "继续", "¥50")


def open_campaign(initiator: Phone, own: str, deadline: str = "In 3 days") -> Locator:
    """From the greeting of /start: a campaign of ¥10,000 for 12 months with an own pledge; its card."""
    for label in (*ENGLISH, deadline, own, "Publish"):
        initiator.tap(label)
    return initiator.sees_picture("¥10,000 · 12 months")


def open_campaign_in_chinese(initiator: Phone, own: str) -> Locator:
    """As `open_campaign`, spoken Chinese."""
    for label in (*CHINESE, "一周后", own, "发布"):
        initiator.tap(label)
    return initiator.sees_picture("¥10,000 · 1 年")


def pledge(friend: Phone, amount: str) -> None:
    """A friend who sees the card taps an amount and confirms it."""
    friend.tap(amount)
    friend.sees(f"Pledge {amount}?")
    friend.tap("Confirm")
    friend.sees_picture(f"You are in with {amount}")


def short_code_of(card: Locator) -> str:
    """The code in the words below the card's picture."""
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", card.inner_text())
    assert found is not None
    return found[0]
