"""One sandbox for all browser tests of a run, and a browser for each file of them.

A browser does not outlive its file: while Playwright is about, an event loop counts as running, and no asynchronous
test could start its own.
"""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.backstage.people import PEOPLE
from tests.browser.house import House
from tests.browser.screen import PATIENCE_MS, Screen
from tests.chromium import find_chromium

OpenScreen = Callable[..., Screen]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    try:
        house.open()
        yield house
        assert house.breaches() == [], "the bot keeps Telegram's pace"
    finally:
        house.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_screen(house: House, browser: Browser) -> Iterator[OpenScreen]:
    """`open_screen(360, 740, "zh-CN", "dark")` is the page in a browser that has never seen it; it may not complain."""
    for person in PEOPLE:
        house.ask("PATCH", f"/sim/people/{person.telegram_user_id}", language_code=person.language_code)
    screens: list[Screen] = []

    def open_one(
        width: int = 1440,
        height: int = 900,
        locale: str = "en-GB",
        color_scheme: Literal["light", "dark"] = "light",
    ) -> Screen:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme=color_scheme,
            reduced_motion="reduce",  # painting what moves, without a graphics card, is most of what a page costs
        )
        context.set_default_timeout(PATIENCE_MS)
        screen = Screen(context.new_page(), house.url)
        screens.append(screen)
        screen.open()
        return screen

    yield open_one
    for screen in screens:
        screen.page.context.close()
    assert [fault for screen in screens for fault in screen.faults] == []
