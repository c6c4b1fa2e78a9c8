"""Makes the README's pictures: `python -m tests.browser.make_pictures` plays a new sandbox, and photographs it."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

from tests.bot.person import from_the_scene
from tests.bot.stage import ROOT
from tests.browser.house import House
from tests.browser.playing import open_campaign, pledge, short_code_of
from tests.browser.screen import PATIENCE_MS, Phone, Screen
from tests.chromium import find_chromium

PICTURES = ROOT / "docs" / "pictures"


def make_pictures() -> None:
    """Plays the four friends, first on one small screen, at last on a large one."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        house = House(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            house.open()
            _on_a_small_screen(house, browser)
            _on_a_large_screen(house, browser)
        finally:
            house.close()


def _on_a_small_screen(house: House, browser: Browser) -> None:
    screen = _screen(house, browser, 390, 860, scale=2)
    mei, tom, sofia, wang = _friends(house, screen)
    mei.start()
    open_campaign(mei, own="¥2,000")
    mei.share_card_with(tom)
    pledge(tom, "¥1,000")
    mei.lets_scan(sofia)
    sofia.tap("¥2,000")
    sofia.sees("The account is frozen.")
    _photograph(sofia, "refusal")
    sofia.tap("Use")
    sofia.tap("Confirm")
    sofia.sees_picture("You are in with ¥2,000")
    mei.bring()
    _photograph(mei, "card", mei.sees_picture("¥5,000 to go"))
    wang.start()
    wang.tap("用口令加入")
    wang.sees("请输入众筹口令")
    wang.say(short_code_of(mei.bring().sees_picture("Code:")))
    wang.tap("剩余全部")
    wang.share_contact()
    wang.take_code()
    wang.sees("认筹 ¥5,000？")
    _photograph(wang, "review")
    wang.tap("确认认筹")
    wang.sees_picture("这是您的存单")
    tom.bring()
    _photograph(tom, "certificate", tom.sees_picture("Here is your certificate"))


def _on_a_large_screen(house: House, browser: Browser) -> None:
    screen = _screen(house, browser, 1880, 980)
    screen.phones_side_by_side(4)
    friends = _friends(house, screen)
    for friend in friends:
        friend.bring()
    screen.show_bank()
    mei, tom, sofia, wang = friends
    _scroll_to(mei.sees_picture("Interest runs from"))
    for friend, words in (
        (tom, "Here is your certificate"),
        (sofia, "Here is your certificate"),
        (wang, "这是您的存单"),
    ):
        _scroll_to(friend.sees_picture(words))
    screen.page.screenshot(path=PICTURES / "stage.png", animations="disabled")


def _screen(house: House, browser: Browser, width: int, height: int, scale: int = 1) -> Screen:
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE_MS)
    screen = Screen(context.new_page(), house.url)
    screen.open()
    return screen


def _friends(house: House, screen: Screen) -> tuple[Phone, Phone, Phone, Phone]:
    mei, tom, sofia, wang = (
        screen.phone(from_the_scene(house, key)) for key in ("mei-lin", "tom", "sofia", "wang-wei")
    )
    return mei, tom, sofia, wang


def _photograph(phone: Phone, name: str, message: Locator | None = None) -> None:
    """The phone, from the top of `message` on, else with its newest messages."""
    if message is not None:
        _scroll_to(message)
    phone.page.get_by_test_id("toast").wait_for(state="detached")
    phone.body.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


def _scroll_to(message: Locator) -> None:
    message.evaluate("message => message.scrollIntoView({block: 'start'})")


if __name__ == "__main__":
    if find_chromium() is None:
        sys.exit("no Chromium found")
    make_pictures()
