"""What stands around the phones: scenes, the timeline, faults and pace, a second device; for hand, key and reader."""

import json
import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships none
from playwright.sync_api import Locator, expect

from bot.sandbox.settings import DEFAULT_TOKEN
from tests.bot.person import account, newcomer
from tests.bot.stage import SimRefused
from tests.browser.house import House
from tests.browser.playing import open_campaign
from tests.browser.screen import Phone, Screen

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]  # a storm is long, and machines are shared

SCENES = ("full_pool", "maturity", "leaving", "repair", "storm", "deadline", "twice")
STORM_MS = 200_000
PANELS = ("guide", "scenes", "timeline", "faults", "bank")


# Scenes


@pytest.mark.slow
def test_every_scene_is_listed_with_what_it_shows(house, open_screen):
    screen = open_screen()
    screen.show("scenes")
    scenes = screen.page.get_by_test_id("scene")
    expect(scenes).to_have_count(len(SCENES))
    assert [scene["id"] for scene in house.ask("GET", "/sim/app/scenes")["scenes"]] == list(SCENES)
    for scene in SCENES:
        expect(the_scene(screen, scene).get_by_test_id("scene-start")).to_be_enabled()


@pytest.mark.slow
def test_four_friends_fill_a_pool_at_a_click(open_screen):
    screen = open_screen()
    play(screen, "full_pool")
    expect(screen.page.get_by_test_id("phone").first.get_by_test_id("photo").last).to_be_visible()
    screen.show("bank")
    deposit = screen.page.get_by_test_id("term-deposit").filter(has_text="Clara")
    expect(deposit.get_by_test_id("shares-sum").first).to_contain_text("10,000.00")
    expect(screen.page.get_by_test_id("order").filter(has_text="Open the deposit").first).to_be_visible()


@pytest.mark.slow
def test_a_maturity_is_played_and_the_clock_brings_each_member_what_they_chose(house, open_screen):
    screen = open_screen()
    play(screen, "maturity")
    screen.show("bank")
    deposit = screen.page.get_by_test_id("term-deposit").filter(has_text="Pablo").first
    turns = screen.page.get_by_test_id("clock-next")
    due = screen.page.locator('[data-testid="clock-next"]:enabled')
    ended = deposit.and_(screen.page.locator(':not([data-state="active"])'))
    for _ in range(20):  # others' deposits may come before
        if deposit.get_attribute("data-state") != "active":
            break
        turns.click()
        expect(due.or_(ended).first).to_be_visible()  # once it has ended, nothing may be due at all
    expect(deposit).to_have_attribute("data-state", "matured")
    expect(deposit.get_by_test_id("share").filter(has_text="秋雨")).to_have_attribute(
        "data-payout", "waiting"
    )
    yu = Phone(screen.page, person_on(screen, "秋雨"))
    yu.bring().tap("付到")
    yu.sees("已转入您的账户")
    expect(deposit).to_have_attribute("data-state", "closed")
    yu.tap("🧮 金额如何得出")
    yu.sees("您的部分")


@pytest.mark.slow
def test_a_repair_is_played_and_mended_on_the_phone(open_screen):
    screen = open_screen()
    play(screen, "repair")
    felix = Phone(screen.page, person_on(screen, "Felix"))
    felix.bring().sees("could not be debited")
    felix.tap("Use another account")
    felix.body.get_by_test_id("inline-button").filter(has_text=re.compile(r"^Use …[0-9]")).last.click()
    felix.tap("Confirm")
    felix.sees_picture("Here is your certificate")


@pytest.mark.slow
def test_of_a_hundred_people_one_gets_the_last_place_and_all_are_answered(open_screen):
    screen = open_screen()
    outcome = play(screen, "storm", timeout_ms=STORM_MS)
    told = re.fullmatch(
        r"(.+) got the last place\. The other 99 were told so; .*", outcome.inner_text().strip()
    )
    assert told is not None
    screen.page.get_by_test_id("open-everybody").click()
    screen.page.get_by_test_id("find-person").fill(told[1])
    screen.page.get_by_test_id("find-person").press("Enter")
    winner = Phone(screen.page, person_on(screen, told[1]))
    expect(winner.body.get_by_test_id("photo").last).to_be_visible()


@pytest.mark.slow
def test_the_clock_turned_to_the_next_event_ends_the_pool_of_a_scene(open_screen):
    screen = open_screen()
    play(screen, "deadline")
    screen.page.get_by_test_id("clock-next").click()
    the_scene(screen, "deadline").get_by_test_id("scene-phones").click()
    Phone(screen.page, person_on(screen, "Jo")).sees("Time ran out")


@pytest.mark.slow
def test_four_impatient_taps_hold_the_money_once(open_screen):
    screen = open_screen()
    expect(play(screen, "twice")).to_contain_text("held once")


# The timeline


@pytest.mark.slow
def test_an_entry_of_the_timeline_is_found_and_opened_by_keyboard(house, open_screen):
    ann = newcomer(house, name="Tilda")
    screen = open_screen()
    screen.phone(ann).start()
    screen.phone(ann).sees("Save together")
    page = screen.page
    page.get_by_test_id("open-timeline").press("Enter")
    page.get_by_test_id("timeline-find").fill("tilda")
    page.locator('[data-testid="timeline-kind"][data-kind="call"]').press("Space")
    called = page.locator('[data-testid="timeline-entry"][data-title="sendMessage"]')
    expect(called.first).to_contain_text("Tilda")
    expect(page.locator('[data-testid="timeline-entry"][data-kind="update"]')).to_have_count(0)
    page.get_by_test_id("timeline").press("Home")
    for part, words in (("parameters", f'"chat_id": "{ann.id}"'), ("answer", '"ok": true')):
        expect(page.locator(f'[data-testid="details-part"][data-part="{part}"]')).to_contain_text(words)
    assert DEFAULT_TOKEN not in page.get_by_test_id("timeline-details").inner_text()
    page.get_by_test_id("timeline").press("Escape")
    expect(page.get_by_test_id("timeline-details")).to_be_hidden()


@pytest.mark.slow
def test_a_long_timeline_has_but_the_lines_in_sight_and_leads_back_to_the_oldest(house, open_screen):
    for _ in range(400):
        house.ask("POST", f"/bot{DEFAULT_TOKEN}/getMe")
    screen = open_screen()
    screen.show("timeline")
    lines = screen.page.get_by_test_id("timeline-entry")
    expect(lines.first).to_be_visible()
    screen.page.get_by_test_id("timeline-find").fill("getMe")
    for known in (re.compile(r"^[12][0-9]{2}$"), re.compile(r"^[4-9][0-9]{2}$")):
        expect(lines.first).to_have_attribute("aria-setsize", known)
        screen.page.get_by_test_id("timeline").press(
            "End"
        )  # the oldest of those that are here; then there are more
    assert lines.count() < 60


# Faults and pace


@pytest.mark.slow
def test_a_fault_is_played_befalls_one_chat_and_is_over(house, open_screen):
    bea = newcomer(house, name="Bertil")
    screen = open_screen()
    screen.show("faults")
    page = screen.page
    page.get_by_test_id("fault-chat").select_option(label="Bertil")
    the_fault(screen, "flood").get_by_test_id("fault-retry_after").fill("1")
    the_fault(screen, "flood").get_by_test_id("fault-play").click()
    active = page.locator('[data-testid="active-fault"][data-kind="flood"]')
    expect(active).to_contain_text("retry after 1 s · chat of Bertil · 1 left")
    screen.phone(bea).start()
    screen.phone(bea).sees("Save together")  # the bot tries again, as it was told to
    expect(page.get_by_test_id("no-faults")).to_be_visible()
    screen.show("timeline")
    expect(page.locator('[data-testid="timeline-entry"][data-kind="fault"]').first).to_contain_text("Bertil")


@pytest.mark.slow
def test_a_fault_can_be_taken_away(house, open_screen):
    newcomer(house, name="Cyrus")
    screen = open_screen()
    screen.show("faults")
    page = screen.page
    page.get_by_test_id("fault-chat").select_option(label="Cyrus")
    page.get_by_test_id("fault-times").select_option(label="until taken away")
    the_fault(screen, "lost_call").get_by_test_id("fault-play").press("Enter")
    the_fault(screen, "duplicate").get_by_test_id("fault-play").press("Enter")
    expect(page.get_by_test_id("active-fault")).to_have_count(2)
    page.get_by_test_id("lift-fault").first.click()
    expect(page.get_by_test_id("active-fault")).to_have_count(1)
    page.get_by_test_id("lift-fault").click()
    expect(page.get_by_test_id("no-faults")).to_be_visible()
    assert house.ask("GET", "/sim/faults")["faults"] == []


@pytest.mark.slow
def test_a_breach_of_the_pace_is_listed_and_leads_to_the_timeline(house, open_screen):
    dora = newcomer(house, name="Dorit")
    screen = open_screen()
    screen.phone(dora).start()
    screen.phone(dora).sees("Save together")
    before = house.ask("GET", "/sim/pace")["mode"]
    screen.show("faults")
    page = screen.page
    page.locator('[data-testid="pace-mode"][data-mode="enforce"]').click()
    try:
        with pytest.raises(SimRefused, match="429"):
            send_at_once(house, dora.id, 20)
        breach = page.get_by_test_id("breach").first
        expect(breach).to_contain_text("Dorit · pace of a chat")
        breach.click()
        expect(page.get_by_test_id("timeline-details")).to_contain_text("early_seconds")
    finally:
        house.ask("PUT", "/sim/pace", mode=before)
        house.ask("DELETE", "/sim/pace/breaches")


# Two devices of one person


@dataclass
class Device(Phone):
    """One of the two devices of a person."""

    number: int = 1

    @property
    def body(self) -> Locator:
        key = f"{self.person_id}.{self.number}"
        return self.page.locator(f'[data-testid="phone"][data-device="{key}"]')

    def bring(self) -> "Phone":
        return self

    def choose(self, item: str) -> None:
        """Chooses from the phone's menu."""
        self.body.get_by_test_id("phone-menu").click()
        self.page.get_by_test_id(item).click()


@pytest.mark.slow
def test_a_device_that_is_held_still_taps_a_keyboard_that_is_gone(house, open_screen):
    ulf = newcomer(house, account(8_000), name="Ulf", linked=True)
    screen = open_screen()
    screen.phone(ulf).say("/open")
    first, second = Device(screen.page, ulf.id, 1), Device(screen.page, ulf.id, 2)
    first.sees("Which deposit?")
    first.choose("menu-second-device")
    second.sees("Which deposit?")

    second.choose("menu-hold")
    first.tap("12 months")
    first.sees("How much together?")
    second.sees("Which deposit?")
    expect(second.body).not_to_contain_text("How much together?")
    second.button("24 months").click()
    first.sees("24 months")
    second.sees("Which deposit?")

    second.body.get_by_test_id("release").click()
    second.sees("24 months")
    expect(second.body.get_by_test_id("held")).to_be_empty()


# For everybody


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "height", "look"),
    [
        (1440, 900, "light"),
        (1440, 900, "dark"),
        (360, 740, "light"),
        (360, 740, "dark"),
    ],
)
def test_nothing_keeps_anybody_from_reading_or_using_the_page(house, open_screen, width, height, look):
    fay = newcomer(house, account(8_000), name="Frida", linked=True)
    screen = open_screen(width, height, color_scheme=look)
    screen.page.emulate_media(reduced_motion="reduce")  # what is half faded in has no contrast yet
    phone = screen.phone(fay)
    phone.say("/start")
    open_campaign(phone, own="¥2,000")
    assert barriers(screen) == []
    for panel in PANELS:
        screen.show(panel)
        if panel == "timeline":
            screen.page.get_by_test_id("timeline-entry").first.click()
            expect(screen.page.get_by_test_id("details-part").first).to_be_visible()
        assert barriers(screen) == [], panel


@pytest.mark.slow
def test_the_panels_are_reached_by_keyboard_alone(open_screen):
    page = open_screen(360, 740).page
    page.get_by_test_id("open-guide").focus()
    page.keyboard.press("Enter")
    for panel in (*PANELS[1:], PANELS[0]):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_test_id(f"tab-{panel}")).to_be_focused()
        expect(page.get_by_role("tabpanel")).to_have_attribute("aria-labelledby", f"tab-{panel}")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("dock")).to_be_hidden()
    expect(page.get_by_test_id("open-guide")).to_be_focused()


def send_at_once(house: House, chat_id: int, count: int) -> None:
    for _ in range(count):
        house.ask("POST", f"/bot{DEFAULT_TOKEN}/sendMessage", chat_id=chat_id, text="again")


def barriers(screen: Screen) -> list[str]:
    """What axe finds that breaks WCAG 2.2 AA or its best practices, with where."""
    found = Axe().run(screen.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {json.dumps([node['target'] for node in each['nodes']])}" for each in found]


def the_scene(screen: Screen, scene: str) -> Locator:
    return screen.page.locator(f'[data-testid="scene"][data-scene="{scene}"]')


def the_fault(screen: Screen, kind: str) -> Locator:
    return screen.page.locator(f'[data-testid="fault"][data-kind="{kind}"]')


def play(screen: Screen, scene: str, timeout_ms: float = 60_000) -> Locator:
    """Starts the scene by its button and waits for its end; what came of it."""
    screen.show("scenes")
    card = the_scene(screen, scene)
    card.get_by_test_id("scene-start").click()
    expect(card.get_by_test_id("scene-progress")).to_be_visible()
    expect(card).to_have_attribute("data-state", "done", timeout=timeout_ms)
    expect(card.get_by_test_id("scene-look")).to_be_visible()
    return card.get_by_test_id("scene-outcome")


def person_on(screen: Screen, name: str) -> int:
    """The id of who has the chip with this name."""
    named = screen.page.locator(".chip-name bdi").get_by_text(name, exact=True)
    chip = screen.page.get_by_test_id("chip").filter(has=named)
    return int(chip.get_attribute("data-person") or 0)
