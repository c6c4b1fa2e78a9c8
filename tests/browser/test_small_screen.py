"""The page at the width of a small phone, in Chinese."""

import pytest
from playwright.sync_api import expect

from tests.bot.person import account, newcomer
from tests.browser.playing import open_campaign_in_chinese

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_campaign_is_opened_and_joined_in_chinese_at_360_pixels(house, open_screen):
    lei = newcomer(house, account(8_000), name="李雷", language_code="zh-hans", linked=True)
    meimei = newcomer(house, account(6_000), name="韩梅梅", language_code="zh-hans", linked=True)
    screen = open_screen(360, 740, "zh-CN")
    initiator, friend = screen.phone(lei), screen.phone(meimei)

    initiator.say("/start")
    open_campaign_in_chinese(initiator, own="¥2,000")
    screen.is_not_wider_than_the_screen()

    initiator.share_card_with(friend, "分享到聊天")
    friend.sees_picture("发起人")
    screen.is_not_wider_than_the_screen()
    friend.tap("¥1,000")
    friend.sees("认筹 ¥1,000？")
    screen.is_not_wider_than_the_screen()
    friend.tap("确认认筹")
    friend.sees_picture("您已认筹 ¥1,000")

    screen.show_bank()
    expect(screen.page.get_by_test_id("customer").filter(has_text="韩梅梅")).to_contain_text("预留")
    screen.is_not_wider_than_the_screen()


@pytest.mark.slow
def test_who_has_not_started_speaks_chinese_on_a_page_that_first_opens_in_chinese(house, open_screen):
    newcomer(house, name="Lee")
    screen = open_screen(360, 740, "zh-CN")
    expect(screen.page.get_by_test_id("open-bank")).to_contain_text("银行")
    chips = screen.page.get_by_test_id("chip")
    expect(chips.filter(has_text="Lee")).to_contain_text("中文")
    expect(chips.filter(has_text="王伟")).to_contain_text("中文")
