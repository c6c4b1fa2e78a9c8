"""What the page of a certificate tells, and to whom: who was shown it, who knows its number, and who guesses."""

import re
from dataclasses import replace
from itertools import product as product_of

import pytest

from bot.links import certificate_url
from bot.locales import Locale, words
from bot.web.certificate_page import certificate_page
from bot.web.strays import STRAYS_PER_WINDOW
from core.commands import ChooseNameShown
from core.domain.deposit import MaturityChoice, Share, ShareState
from core.domain.ids import CampaignId
from core.domain.participant import Audience, NameShown
from core.domain.portfolio import Holding
from core.views import CertificateStanding, CertificateView, NumberedCertificate
from tests.support.house import ZONE, House, Person
from tests.support.maturing import choosing, deposit_of, matured, pool, share_of
from tests.web.conftest import BOT, PUBLIC_URL, Answer, Site

UNKNOWN = "/certificates/621048271935-007"


def settled(site: Site, *yuan: int) -> tuple[CampaignId, Person, Share]:
    """A pool's id, its first member and their share."""
    campaign_id, (ann, *_) = pool(site.house, *(yuan or (6_000, 4_000)))
    return campaign_id, ann, share_of(site.house, ann, deposit_of(site.house, campaign_id).id)


async def shown(site: Site, share: Share, lang: str = "en") -> Answer:
    """What is behind the code on a certificate, once everything the house was asked is in the database."""
    await site.books.follow(singly=True)
    address = certificate_url(PUBLIC_URL, share).removeprefix(PUBLIC_URL)
    return await site.get(f"{address}&lang={lang}")


async def by_number(site: Site, share: Share, query: str = "") -> Answer:
    return await site.get(f"/certificates/{share.certificate_number}?lang=en{query}")


async def test_whoever_was_shown_a_certificate_sees_all_that_it_says(site: Site):
    campaign_id, _, share = settled(site)
    answer = await shown(site, share)
    assert answer.status == 200
    for told in (
        "Genuine and current",
        share.certificate_number,
        "Ann",
        "¥6,000.00",
        "¥147.00",
        "2.45%",
        "Mar 1, 2026",
        "Mar 1, 2027",
        site.house.campaign(campaign_id).terms.digest,
        f"https://t.me/{BOT}?start=v_{share.certificate_number}",
    ):
        assert told in answer.text
    assert "真实有效" in (await shown(site, share, "zh-Hans")).text


async def test_who_has_only_the_number_learns_how_it_stands_and_nothing_of_the_holder(site: Site):
    campaign_id, _, share = settled(site)
    await shown(site, share)
    neighbour = certificate_url(PUBLIC_URL, share).replace("-001?", "-002?").removeprefix(PUBLIC_URL)
    for answer in (
        await by_number(site, share),
        await by_number(site, share, "&key=0123456789abcdef"),
        await site.get(f"{neighbour}&lang=en"),
    ):
        assert answer.status == 200
        assert '<p class="state">Current</p>' in answer.text
        for secret in ("Ann", "Bob", "¥", "2.45", site.house.campaign(campaign_id).terms.digest, "key="):
            assert secret not in answer.text


@pytest.mark.parametrize(("choice", "told"), [(NameShown.MASKED, "A***"), (NameShown.HIDDEN, None)])
async def test_the_name_is_shown_as_far_as_its_holder_chose(site: Site, choice: NameShown, told: str | None):
    _, ann, share = settled(site)
    site.house.accepted(
        ChooseNameShown(
            intent=site.house.intent(), actor=ann.actor, audience=Audience.CERTIFICATES, shown=choice
        )
    )
    text = (await shown(site, share)).text
    assert ">Ann<" not in text
    assert told is None or told in text


async def test_a_name_is_never_part_of_the_page_s_own_language(site: Site):
    house = site.house
    eve = house.person("<script>alert(1)</script>\u202e", balance_minor=90_000_00)
    campaign_id = house.open(eve, target_minor=10_000_00)
    house.pledge(eve, campaign_id, 10_000_00)
    house.accepted(house.settling(campaign_id))
    answer = await shown(site, share_of(house, eve, deposit_of(house, campaign_id).id))
    assert "<script" not in answer.text
    assert "&lt;script" in answer.text
    assert "\u202e" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_after_maturity_it_says_what_became_of_it(site: Site):
    campaign_id, ann, share = settled(site, 12_000, 4_000)
    site.house.accepted(choosing(site.house, ann, share.id, MaturityChoice.RENEW_ALL))
    bobs = next(each for each in site.house.store.shares.values() if each.id != share.id)
    matured(site.house, campaign_id)
    anns, following = (await shown(site, share)).text, deposit_of(site.house, campaign_id)
    assert "Genuine, and replaced" in anns
    assert f"Issued anew as No. {following.number}-001." in re.sub("[\u2068\u2069]", "", anns)
    assert "¥294.00" in anns  # what it brought: 12,000 × 2.45 %
    assert "Genuine, and matured" in (await shown(site, bobs)).text


@pytest.mark.parametrize("state", ShareState)
def test_every_state_of_a_share_has_words_in_every_language(state: ShareState):
    house = House()
    campaign_id, (ann, *_) = pool(house, 6_000, 4_000)
    deposit = deposit_of(house, campaign_id)
    share = share_of(house, ann, deposit.id)
    others = tuple(each for each in house.store.shares.values() if each.deposit_id == deposit.id)
    product = house.store.products[deposit.product_code]
    view = CertificateView(
        Holding(replace(share, state=state), deposit, product, others),
        house.campaign(campaign_id),
        house.store.participants[ann.participant_id],
    )
    number = share.certificate_number
    standing = CertificateStanding(number, state, share.issued_at, deposit.maturity_date)
    for locale, seen in product_of(Locale, (True, False)):
        page = certificate_page(NumberedCertificate(standing, view), seen, "t.me", words(locale), ZONE)
        assert page.verdict_name
        assert page.situation


@pytest.mark.parametrize("wrong", ["621048271935-007", "x", "%00-001", "1%27or%271-001", "-", "9" * 300])
async def test_a_number_that_was_never_issued_is_unknown(site: Site, wrong: str):
    answer = await site.get(f"/certificates/{wrong}?lang=en")
    assert answer.status == 404
    assert "There is no such certificate" in answer.text


async def test_who_guesses_numbers_or_keys_waits_on_all_pages(site: Site):
    _, _, share = settled(site)
    await shown(site, share)
    for guess in range(STRAYS_PER_WINDOW):
        await (site.get(UNKNOWN) if guess % 2 else by_number(site, share, "&key=0"))
    assert (await shown(site, share)).status == 429
    assert (await site.get(f"/c/{'A' * 22}")).status == 429
