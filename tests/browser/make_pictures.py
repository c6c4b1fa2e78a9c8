"""Makes the pictures of README and tour: `make pictures` plays new sandboxes, in each language, and photographs them.

With `ARGS="en"` or `ARGS="zh-Hans"` only those of one language.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, Locator, expect, sync_playwright

from bot.locales import Locale, words
from tests.bot.person import from_the_scene
from tests.bot.stage import ROOT
from tests.browser.chatting import make_group, open_chat, say_in
from tests.browser.house import House
from tests.browser.playing import short_code_of
from tests.browser.screen import PATIENCE_MS, Phone, Screen
from tests.chromium import find_chromium

PICTURES = ROOT / "docs" / "pictures"
LARGEST_BYTES = 150_000
_COLOURS = (160, 96, 64, 48, 32)
_TERM = {Locale.EN: "12 months", Locale.ZH_HANS: "1 年"}
_GROUP = {Locale.EN: "Four friends", Locale.ZH_HANS: "四个朋友"}
_PLEDGE = {Locale.EN: "Pledge ", Locale.ZH_HANS: "认筹 "}
_USE_INSTEAD = {Locale.EN: "Use", Locale.ZH_HANS: "改用"}
_FROZEN = {Locale.EN: "The account is frozen", Locale.ZH_HANS: "账户已被冻结"}
_THE_REST = {Locale.EN: "The rest", Locale.ZH_HANS: "剩余全部"}
_CONFIRM = {Locale.EN: "Confirm", Locale.ZH_HANS: "确认认筹"}
_CERTIFICATE = {Locale.EN: "Here is your certificate", Locale.ZH_HANS: "这是您的存单"}
_IN_WITH = {Locale.EN: "You are in with", Locale.ZH_HANS: "您已认筹"}
_VALUE = {Locale.EN: "in my deposits today", Locale.ZH_HANS: "存款今日价值"}
_TOMORROW = {Locale.EN: "Tomorrow", Locale.ZH_HANS: "明天"}
_ADMINISTRATION = {Locale.EN: "Administration", Locale.ZH_HANS: "管理"}
_ARRIVED = {Locale.EN: "is on your account", Locale.ZH_HANS: "已转入您的账户"}


@dataclass
class Play:
    """Four friends and an admin in a house, on one small screen, in one language."""

    house: House
    screen: Screen
    locale: Locale

    def __post_init__(self) -> None:
        self.mei, self.tom, self.sofia, self.wang, self.ada = (
            self.screen.phone(from_the_scene(self.house, key))
            for key in ("mei-lin", "tom", "sofia", "wang-wei", "ada")
        )

    def label(self, key: str) -> str:
        """What a button says that says always the same."""
        return words(self.locale).plain(key)

    def tap(self, phone: Phone, *keys: str) -> None:
        for key in keys:
            phone.tap(self.label(key))

    # The story

    def open_and_join(self) -> None:
        """A campaign of ¥10,000, half of it pledged by three."""
        mei = self.mei
        if self.locale is Locale.EN:
            self.wang.switch_language()  # the others speak the page's
        mei.start()
        self.tap(mei, "start-button-open")
        mei.tap(_TERM[self.locale])
        mei.tap("¥10,000")
        self.tap(mei, "opening-button-go-on")
        mei.tap("¥50")
        self.tap(mei, "opening-button-three-days")
        mei.tap("¥2,000")
        mei.button(self.label("opening-button-publish")).wait_for()
        self.photograph(mei, "opening")
        self.tap(mei, "opening-button-publish")
        self.card = f"¥10,000 · {_TERM[self.locale]}"
        mei.sees_picture(self.card)
        mei.share_card_with(self.tom, self.label("card-button-share"))
        self.photograph(self.tom, "invited", self.tom.sees_picture(self.card))
        self.tom.tap("¥1,000")
        self.confirm(self.tom, "¥1,000")
        mei.lets_scan(self.sofia)
        self.sofia.tap("¥2,000")
        self.photograph(self.sofia, "refusal", self.sofia.sees(_FROZEN[self.locale]))
        self.sofia.tap(_USE_INSTEAD[self.locale])
        self.confirm(self.sofia, "¥2,000")
        self.photograph(mei, "card", mei.bring().sees_picture("¥5,000"))

    def confirm(self, phone: Phone, amount: str) -> None:
        phone.sees(f"{_PLEDGE[self.locale]}{amount}")
        phone.tap(_CONFIRM[self.locale])
        phone.sees_picture(f"{_IN_WITH[self.locale]} {amount}")

    def in_a_group(self) -> None:
        """The card among friends, where nobody sees whose is what."""
        mei, tom = (from_the_scene(self.house, key) for key in ("mei-lin", "tom"))
        others = [from_the_scene(self.house, key) for key in ("sofia", "wang-wei")]
        title = _GROUP[self.locale]
        group = make_group(self.house, title, mei, tom, *others)
        say_in(self.house, mei, group["id"], "/card@hecun_sandbox_bot")
        body = open_chat(self.tom, title)
        expect(body.get_by_test_id("photo").last).to_be_visible()
        self.photograph(self.tom, "group")
        self.tom.leave_chat()
        self.tom.body.get_by_test_id("chat-row").filter(has_text="Hecun").first.click()

    def fill(self) -> None:
        """Wang, who has no account linked yet, takes the rest; the pool is full."""
        wang = self.wang
        code = short_code_of(self.mei.bring().sees_picture(self.card))
        wang.start()
        self.tap(wang, "start-button-join")
        wang.say(code)
        wang.tap(_THE_REST[self.locale])
        wang.share_contact()
        wang.take_code()
        wang.sees(f"{_PLEDGE[self.locale]}¥5,000")
        self.photograph(wang, "review")
        wang.tap(_CONFIRM[self.locale])
        for phone in (wang, self.sofia, self.tom):
            phone.bring().sees_picture(_CERTIFICATE[self.locale])
        self.photograph(self.tom, "certificate", self.tom.sees_picture(_CERTIFICATE[self.locale]))

    def hold(self) -> None:
        """Five months later: what one holds, what one's share is worth, what leaving would cost."""
        self.house.turn_clock(advance_seconds=150 * 86_400)
        self.wang.bring().say("/portfolio")
        self.photograph(self.wang, "portfolio", self.wang.sees_picture(_VALUE[self.locale]))
        self.tap(self.tom.bring(), "share-button-show")
        leave = self.tom.button(self.label("exiting-button"))
        leave.wait_for()
        self.photograph(self.tom, "share")
        leave.click()
        self.tom.button(self.label("exiting-button-day")).wait_for()
        self.photograph(self.tom, "leaving")
        self.tap(self.tom, "exiting-button-stay")

    def mature(self) -> None:
        """The day before the end, and the money's way back."""
        for day in (self.payout_date() - timedelta(days=1), self.payout_date()):
            while self.today() < day:
                self.house.turn_clock(to="next_event")
        self.sofia.bring().sees(_ARRIVED[self.locale])
        self.photograph(self.sofia, "maturity", self.sofia.sees(_TOMORROW[self.locale]))

    def administer(self) -> None:
        """What the admin alone sees."""
        self.ada.start()
        self.ada.say("/admin")
        self.ada.button(self.label("admin-button-trail")).wait_for()
        self.photograph(self.ada, "admin", self.ada.sees(_ADMINISTRATION[self.locale]))

    def today(self) -> date:
        told = self.house.ask("GET", "/sim/app/clock")
        return datetime.fromisoformat(told["now"]).astimezone(ZoneInfo(told["zone"])).date()

    def payout_date(self) -> date:
        [deposit] = self.house.bank()["term_deposits"]
        return date.fromisoformat(deposit["payout_date"])

    # The camera

    def photograph(self, phone: Phone, name: str, message: Locator | None = None) -> None:
        """The phone, from the top of `message` on, else with its newest messages."""
        phone.bring()
        if message is not None:
            _scroll_to(message)
        phone.page.get_by_test_id("toast").wait_for(state="detached")
        phone.page.get_by_test_id("sms-banner").wait_for(state="detached")
        keep(phone.body.screenshot(animations="disabled"), f"{name}{ENDINGS[self.locale]}")


ENDINGS = {Locale.EN: "", Locale.ZH_HANS: ".zh"}
STORY: tuple[Callable[[Play], None], ...] = (
    Play.open_and_join,
    Play.in_a_group,
    Play.fill,
    Play.hold,
    Play.administer,
    Play.mature,
)


def make_pictures(locales: list[Locale]) -> None:
    """Plays the story in each language, and once, for the README, four phones side by side."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for locale in locales:
            with tempfile.TemporaryDirectory() as folder:
                house = House(Path(folder))
                try:
                    house.open()
                    _play(house, browser, locale)
                finally:
                    house.close()


def _play(house: House, browser: Browser, locale: Locale) -> None:
    play = Play(house, _screen(house, browser, locale, 390, 860, scale=2), locale)
    for scene in STORY:
        scene(play)
        if scene is Play.fill and locale is Locale.EN:
            _side_by_side(house, browser)


def _side_by_side(house: House, browser: Browser) -> None:
    screen = _screen(house, browser, Locale.EN, 1880, 980)
    screen.phones_side_by_side(4)
    play = Play(house, screen, Locale.EN)
    for phone in (play.mei, play.tom, play.sofia, play.wang):
        phone.bring()
    screen.show_bank()
    _scroll_to(play.mei.sees_picture("Interest runs from"))
    for phone in (play.tom, play.sofia, play.wang):
        _scroll_to(phone.sees_picture(_CERTIFICATE[Locale.EN]))
    keep(screen.page.screenshot(animations="disabled"), "stage", LARGEST_BYTES * 2)
    screen.page.context.close()


def _screen(
    house: House, browser: Browser, locale: Locale, width: int, height: int, scale: int = 1
) -> Screen:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="en-GB" if locale is Locale.EN else "zh-CN",
    )
    context.set_default_timeout(PATIENCE_MS)
    screen = Screen(context.new_page(), house.url)
    screen.open()
    return screen


def _scroll_to(message: Locator) -> None:
    message.evaluate("message => message.scrollIntoView({block: 'start'})")


def keep(png: bytes, name: str, largest_bytes: int = LARGEST_BYTES) -> None:
    """Writes a picture in as many colours as fit: a screen has few, and who reads a page waits less."""
    photo, file = Image.open(BytesIO(png)).convert("RGB"), PICTURES / f"{name}.png"
    for colours in _COLOURS:
        small = photo.quantize(colours, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE)
        small.save(file, optimize=True)
        if file.stat().st_size <= largest_bytes:
            return


if __name__ == "__main__":
    if find_chromium() is None:
        sys.exit("no Chromium found")
    make_pictures([Locale(tag) for tag in sys.argv[1:]] or list(Locale))
