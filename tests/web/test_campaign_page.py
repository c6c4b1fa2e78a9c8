"""What a page shows, to whom, and with which status: over HTTP, from a real database."""

import re
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from bot.web.strays import STRAYS_PER_WINDOW, WINDOW_SECONDS
from core.commands import RotateCampaignKeys
from core.domain.designation import Designee
from tests.support.house import YUAN
from tests.web.conftest import BOT, Site

WRONG = "A" * 22


async def test_the_page_shows_the_pool_as_it_is(site: Site):
    house = site.house
    ann, bob = house.person("Ann Secretname"), house.person("Bob Secretname")
    campaign_id = house.open(ann)
    house.accepted(house.placing(bob, campaign_id, 2_500 * YUAN))
    campaign = house.campaign(campaign_id)

    text = await site.page(campaign)

    for shown in ("2.45%", "¥10,000", "¥2,500", "¥7,500 to go", "One person is in.", campaign.terms.digest):
        assert shown in text
    assert 'datetime="2026-03-04T04:00:00Z"' in text
    assert "Mar 4, 2026, 12:00</time> (UTC+8)" in text
    assert f"https://t.me/{BOT}?start=c_{campaign.link_token}" in text
    assert f"/join {campaign.short_code[:4]}-{campaign.short_code[4:]}" in text


async def test_it_tells_nothing_of_members_but_how_many_they_are(site: Site):
    house = site.house
    ann, bob = house.person("Ann Secretname"), house.person("Bob Secretname")
    campaign_id = house.open(ann)
    for person in (ann, bob):
        house.accepted(house.placing(person, campaign_id, 1_000 * YUAN))
    text = await site.page(house.campaign(campaign_id))
    secrets = [
        "Secretname",
        "¥1,000<",
        *(
            str(part)
            for person in (ann, bob)
            for part in (person.participant_id, person.telegram_user_id, person.phone, person.account_id)
        ),
    ]
    assert [secret for secret in secrets if secret in text] == []


async def test_its_code_is_the_page_itself(site: Site):
    house = site.house
    campaign = house.campaign(house.open(house.person()))
    text = await site.page(campaign)
    side = int(re.search(r'viewBox="0 0 (\d+)', text)[1])  # type: ignore[index]  # it is there
    path = re.search(r'<path d="([^"]+)"', text)[1]  # type: ignore[index]  # as above
    picture = Image.new("L", (side * 8, side * 8), 255)
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)", path):
        left, top = int(x) * 8, int(y) * 8
        ImageDraw.Draw(picture).rectangle((left, top, left + int(run) * 8 - 1, top + 7), fill=0)
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == f"https://pool.example/hecun/c/{campaign.link_token}"


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("fr-FR, en;q=0.4, zh;q=0.5", "zh-Hans"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("*;q=x,;;,zh;q=0", "en"),
        ("", "en"),
    ],
)
async def test_the_reader_s_browser_chooses_the_language(site: Site, asked: str, lang: str):
    answer = await site.get(f"/c/{WRONG}", **{"Accept-Language": asked})
    assert f'<html lang="{lang}">' in answer.text


async def test_the_reader_can_choose_another_language(site: Site):
    house = site.house
    campaign = house.campaign(house.open(house.person()))
    text = await site.page(campaign, "zh-Hans", **{"Accept-Language": "en"})
    assert "在 Telegram 中打开" in text
    assert f'href="/hecun/c/{campaign.link_token}?lang=en"' in text
    assert await site.page(campaign, "xx") == await site.page(campaign, "en")


async def test_messengers_are_given_a_preview_without_a_way_in(site: Site):
    house = site.house
    campaign = house.campaign(house.open(house.person()))
    text = await site.page(campaign)
    address = f"https://pool.example/hecun/c/{campaign.link_token}/card.png?lang=en"
    assert f'<meta property="og:image" content="{address}">' in text
    assert "summary_large_image" in text

    answer = await site.get(f"/c/{campaign.link_token}/card.png?lang=en")

    picture = Image.open(BytesIO(answer.body))
    assert f'og:image:width" content="{picture.width}"' in text
    assert zxingcpp.read_barcodes(picture.convert("RGB")) == []


async def test_a_page_that_did_not_change_is_not_sent_again(site: Site):
    house = site.house
    campaign_id = house.open(ann := house.person())
    campaign = house.campaign(campaign_id)
    await site.page(campaign)
    first = await site.get(f"/c/{campaign.link_token}")

    again = await site.get(f"/c/{campaign.link_token}", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")

    house.accepted(house.placing(ann, campaign_id, 1_000 * YUAN))
    await site.books.follow()
    changed = await site.get(f"/c/{campaign.link_token}", **{"If-None-Match": first.headers["ETag"]})
    assert changed.status == 200


async def test_nothing_runs_and_nothing_comes_from_elsewhere(site: Site):
    house = site.house
    campaign = house.campaign(house.open(house.person()))
    text = await site.page(campaign)
    answer = await site.get(f"/c/{campaign.link_token}")
    assert "<script" not in text
    assert " style=" not in text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


async def test_a_full_pool_says_so_and_invites_nobody(site: Site):
    house = site.house
    ann, bob = house.person(), house.person()
    campaign_id = house.open(ann)
    for person in (ann, bob):
        house.accepted(house.placing(person, campaign_id, 5_000 * YUAN))
    full = await site.page(house.campaign(campaign_id))
    house.accepted(house.settling(campaign_id))
    settled = await site.page(house.campaign(campaign_id))
    assert "The target is reached." in full
    assert "interest runs from Mar 1, 2026" in settled
    for text in (full, settled):
        assert "/join" not in text
        assert "<path" not in text
    assert 'http-equiv="refresh"' in full
    assert 'http-equiv="refresh"' not in settled


async def test_an_ended_campaign_says_how_it_ended(site: Site):
    house = site.house
    ann = house.person()
    cancelled, expired = house.open(ann), house.open(ann)
    house.accepted(house.cancelling(ann.actor, cancelled))
    house.later(days=3)
    house.accepted(house.expiring(expired))
    assert "called off" in await site.page(house.campaign(cancelled))
    assert "not reached in time" in await site.page(house.campaign(expired))


async def test_a_revoked_link_is_gone_and_says_so(site: Site):
    house = site.house
    ann = house.person()
    campaign_id = house.open(ann)
    old = house.campaign(campaign_id).link_token
    house.accepted(RotateCampaignKeys(intent=house.intent(), actor=ann.actor, campaign_id=campaign_id))
    await site.page(house.campaign(campaign_id))
    for path in (f"/c/{old}", f"/c/{old}/card.png"):
        answer = await site.get(path)
        assert answer.status == 410
        text = answer.text
        assert "This link was replaced" in text
        assert house.campaign(campaign_id).link_token not in text


async def test_a_campaign_by_invitation_tells_nothing_of_itself(site: Site):
    house = site.house
    ann, bob = house.person(), house.person("Bob")
    campaign_id = house.open(ann, designated_only=True)
    house.accepted(house.designating(ann.actor, campaign_id, Designee(bob.telegram_user_id, name="Bobby")))
    campaign = house.campaign(campaign_id)
    text = await site.page(campaign)
    assert "by invitation" in text
    assert f"?start=c_{campaign.link_token}" in text
    for told in ("10,000", "2.45", "Bob", campaign.terms.digest, "og:image", "<path"):
        assert told not in text
    assert (await site.get(f"/c/{campaign.link_token}/card.png")).status == 404


@pytest.mark.parametrize("wrong", [WRONG, "x", "%00", "%C3%A9", "A" * 500])
async def test_wrong_keys_are_answered_alike(site: Site, wrong: str):
    usual, other = await site.get(f"/c/{WRONG}?lang=en"), await site.get(f"/c/{wrong}?lang=en")
    assert other.status == usual.status == 404
    link = re.compile(r'<a href="[^"]*"')
    assert link.sub("", other.text) == link.sub("", usual.text)


async def test_who_guesses_waits(site: Site, ticks: list[float]):
    house = site.house
    campaign = house.campaign(house.open(house.person()))
    await site.page(campaign)
    for _ in range(STRAYS_PER_WINDOW):
        assert (await site.get(f"/c/{WRONG}", **{"X-Forwarded-For": "203.0.113.9"})).status == 404
    refused = await site.get(f"/c/{campaign.link_token}", **{"X-Forwarded-For": "203.0.113.9"})
    assert refused.status == 429
    assert refused.headers["Retry-After"] == str(int(WINDOW_SECONDS) + 1)
    for other in ("203.0.113.10", "203.0.113.9, 203.0.113.10"):
        answer = await site.get(f"/c/{campaign.link_token}", **{"X-Forwarded-For": other})
        assert answer.status == 200
    ticks[0] += WINDOW_SECONDS
    answer = await site.get(f"/c/{campaign.link_token}", **{"X-Forwarded-For": "203.0.113.9"})
    assert answer.status == 200
