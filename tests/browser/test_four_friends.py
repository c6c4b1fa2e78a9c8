"""The whole way, as a newcomer plays it on the page: four friends, one deposit."""

import pytest
from playwright.sync_api import expect

from tests.bot.person import from_the_scene
from tests.browser.playing import open_campaign, pledge, short_code_of
from tests.browser.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]  # it is long, and machines are shared


def test_four_friends_fill_a_campaign_and_own_one_deposit(house, open_screen):
    screen = open_screen(1880, 1000)
    screen.phones_side_by_side(4)
    mei, tom, sofia, wang = (
        screen.phone(from_the_scene(house, key)) for key in ("mei-lin", "tom", "sofia", "wang-wei")
    )

    mei.start()
    open_campaign(mei, own="¥2,000")
    mei.sees_picture("¥8,000 to go")

    # Tom joins by the link.
    mei.share_card_with(tom)
    tom.sees_picture("Opened by")
    pledge(tom, "¥1,000")

    # Sofia joins by the QR; her first account is frozen, and she is told what to do.
    mei.lets_scan(sofia)
    sofia.tap("¥2,000")
    sofia.sees("The account is frozen.")
    sofia.tap("Use")
    sofia.tap("Confirm")
    sofia.sees_picture("You are in with ¥2,000")

    # Tom thinks again, twice.
    tom.tap("Withdraw")
    tom.tap("Yes, withdraw")
    tom.sees("Withdrawn.")
    pledge(tom, "¥1,000")

    # 王伟 joins by the short code, links his account on the way, and takes the rest.
    wang.start()
    wang.tap("用口令加入")
    wang.sees("请输入众筹口令")
    wang.say(short_code_of(mei.sees_picture("Code:")))
    wang.tap("剩余全部")
    wang.share_contact()
    wang.take_code()
    wang.tap("确认认筹")

    screen.show_bank()
    check_the_deposit(screen)
    for phone, words, name, amount in (
        (mei, "Here is your certificate", "Mei Lin", "¥2,000.00"),
        (tom, "Here is your certificate", "Tom", "¥1,000.00"),
        (sofia, "Here is your certificate", "Sofia", "¥2,000.00"),
        (wang, "这是您的存单", "王伟", "¥5,000.00"),
    ):
        certificate = phone.bring().sees_picture(words)
        expect(certificate).to_contain_text(amount)
        share = screen.page.get_by_test_id("share").filter(has_text=name)
        expect(share).to_contain_text(amount)
        expect(certificate).to_contain_text(str(share.get_attribute("data-certificate")))
        customer = screen.page.get_by_test_id("customer").filter(has_text=name)
        expect(customer.get_by_test_id("hold")).to_have_count(0)

    screen.show_guide()
    for step in ("start", "campaign", "link", "scan", "code", "fill", "bank"):
        row = screen.page.locator(f'[data-testid="step"][data-step="{step}"]')
        expect(row).to_have_attribute("data-done", "1")


def check_the_deposit(screen: Screen) -> None:
    """The bank's view shows one term deposit of ¥10,000.00, and four shares that sum to it."""
    deposit = screen.page.get_by_test_id("term-deposit").filter(has_text="Mei Lin")
    expect(deposit).to_have_count(1)
    expect(deposit.get_by_test_id("deposit-principal")).to_contain_text("10,000.00")
    expect(deposit.get_by_test_id("share")).to_have_count(4)
    expect(deposit.get_by_test_id("shares-sum")).to_contain_text("10,000.00")
