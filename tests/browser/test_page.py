"""What the page adds to the chats: languages, the command menu of an admin, the clock, and a bot that dies."""

import pytest
from playwright.sync_api import expect

from tests.bot.person import account, from_the_scene, newcomer
from tests.browser.playing import open_campaign

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_phone_switches_its_persons_language(house, open_screen):
    person = newcomer(house, name="Ann")
    phone = open_screen().phone(person)
    phone.start()
    phone.sees("Save together")
    phone.switch_language()
    expect(phone.body.get_by_test_id("tongue").first).to_have_attribute("data-tongue", "zh")
    phone.say("/help")
    phone.sees("存哪种定期")


@pytest.mark.slow
def test_who_has_not_started_follows_the_language_of_the_page(house, open_screen):
    started, idle = newcomer(house, name="Bea"), newcomer(house, name="Cid")
    chinese = newcomer(house, name="赵云", language_code="zh-hans")
    screen = open_screen()
    screen.phone(started).start()
    screen.phone(started).sees("Save together")

    def speak(tongue: str) -> list[str]:
        screen.page.get_by_test_id("language").click()
        expect(screen.page.locator("html")).to_have_attribute("lang", tongue)
        screen.is_well()
        chips = screen.page.get_by_test_id("chip")
        return [
            chips.filter(has_text=person.name).locator(".tongue").inner_text()
            for person in (started, idle, chinese)
        ]

    assert speak("zh-Hans") == ["EN", "中文", "中文"]
    assert speak("en") == ["EN", "EN", "中文"]


@pytest.mark.slow
def test_only_the_admin_has_the_admins_command(house, open_screen):
    screen = open_screen()
    ada = screen.phone(from_the_scene(house, "ada"))
    other = screen.phone(newcomer(house, name="Dan"))
    for phone in (ada, other):
        phone.start()
        phone.sees("Save together")
    command = '[data-testid="command-option"][data-command="admin"]'

    other.bring().body.get_by_test_id("commands").click()
    expect(other.body.get_by_test_id("command-menu")).to_be_visible()
    expect(other.body.locator(command)).to_have_count(0)
    other.say("/admin")
    other.sees("I did not understand that.")

    ada.bring().body.get_by_test_id("commands").click()
    ada.body.locator(command).click()
    ada.sees("Administration")


@pytest.mark.slow
def test_the_clock_turned_to_the_deadline_ends_a_campaign_and_frees_everybodys_money(house, open_screen):
    eve = newcomer(house, account(8_000), name="Eve", linked=True)
    fay = newcomer(house, account(6_000), name="Fay", linked=True)
    screen = open_screen()
    initiator, friend = screen.phone(eve), screen.phone(fay)
    initiator.say("/start")
    open_campaign(initiator, own="¥2,000", deadline="Tomorrow")
    initiator.share_card_with(friend)
    friend.tap("¥1,000")
    friend.tap("Confirm")
    friend.sees_picture("You are in with ¥1,000")
    screen.show_bank()
    holds = screen.page.get_by_test_id("customer").filter(has_text="Eve").get_by_test_id("hold")
    expect(holds).to_have_count(1)

    screen.page.get_by_test_id("clock-next").click()

    for phone, amount in ((initiator, "¥2,000"), (friend, "¥1,000")):
        phone.bring()
        expect(phone.sees("Time ran out")).to_contain_text(f"Your {amount} is free again")
        phone.sees_picture("Expired.")
    for name, amount in (("Eve", "8,000.00"), ("Fay", "6,000.00")):
        customer = screen.page.get_by_test_id("customer").filter(has_text=name)
        expect(customer.get_by_test_id("available")).to_contain_text(amount)
        expect(customer.get_by_test_id("hold")).to_have_count(0)


@pytest.mark.slow
def test_a_bot_that_is_killed_in_the_middle_of_a_conversation_goes_on_with_it(house, open_screen):
    guy = newcomer(house, account(8_000), name="Guy", linked=True)
    screen = open_screen()
    phone = screen.phone(guy)
    phone.say("/start")
    for label in ("Open a campaign", "12 months", "¥10,000"):
        phone.tap(label)
    phone.sees("How are the amounts fixed?")

    house.kill_bot()
    expect(screen.page.get_by_test_id("away")).to_be_visible()
    phone.bring().button("Go on").click()  # while nobody is there to answer
    house.await_new_bot()
    screen.is_well()

    phone.sees("What is the least one may pledge?")
    expect(screen.page.get_by_test_id("away")).to_be_hidden()
    for label in ("¥50", "In a week", "Not now", "Publish"):
        phone.tap(label)
    phone.sees_picture("¥10,000 to go")
    # The bank's view was away with the bot; a browser notes that.
    screen.faults[:] = [fault for fault in screen.faults if "503" not in fault]
