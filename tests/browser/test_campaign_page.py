"""A campaign's page, reached from the sandbox, on a small phone: what is shared opens anywhere, in both languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.bot.person import account, newcomer
from tests.bot.playing import manage, open_campaign

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_shared_link_opens_a_page_that_shows_how_it_goes_on(house, browser):
    ann = newcomer(house, name="Ann")
    bob = newcomer(house, account(6_000), name="Bob", linked=True)
    card = open_campaign(ann)
    url = manage(ann, card).button("Web page").url
    assert url == card.button("Copy the link").copies
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", color_scheme="dark", java_script_enabled=False
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(str(url))
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("main")).to_contain_text("还没有人加入")
    page.get_by_role("link", name="English").click()
    expect(page.locator("main")).to_contain_text("Nobody is in yet.")
    assert page.locator("body").bounding_box()["width"] <= 360  # it is there
    deep_link = page.get_by_role("link", name="Open in Telegram").get_attribute("href")
    assert re.fullmatch(r"https://t\.me/\w+\?start=c_[\w-]{22}", str(deep_link))

    bob.follow(str(deep_link))
    bob.tap("¥2,000", bob.sees_photo("Tap an amount"))
    bob.tap("Confirm", bob.sees("Pledge ¥2,000"))
    bob.sees_photo("You are in")
    page.reload()
    expect(page.locator("main")).to_contain_text("One person is in.")
    expect(page.locator("progress")).to_have_attribute("value", "20")
    assert complaints == []
    context.close()
