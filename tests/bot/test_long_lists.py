"""Long lists: hundreds of people, campaigns and shares, page by page, nobody twice, nobody left out."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.locales import Locale
from bot.sandbox.entities import utf16_length
from bot.sandbox.tags import parse_html
from bot.telegram.callbacks import CardTap, CertificateTap, GoTo, MinePageTap, PeopleTap, Place, RevokeTap
from bot.telegram.paging import PAGE_SIZE, Page
from bot.telegram.render.card import card_caption
from bot.telegram.render.card_buttons import card_keyboard
from bot.telegram.render.inviting import people_screen
from bot.telegram.render.managing import managing_screen
from bot.telegram.render.mine import campaigns_screen, certificates_screen
from bot.telegram.render.portfolio import portfolio_screen
from bot.telegram.screens import Screen
from core.domain.campaign import CampaignState
from core.domain.designation import Designation, Designee
from core.domain.ids import CampaignId, DepositId, DesignationId, ParticipantId, ShareId
from core.domain.offer import OfferState, ShareOffer
from core.domain.participant import Participant
from core.domain.portfolio import Holding
from core.domain.waiting import WaitingList
from core.views import CertificateView, Circle, DesignationState, DesignationView
from tests.bot.reader import reader
from tests.bot.test_words import DEPOSIT, SHARE, a_campaign, a_pledge, a_view
from tests.support.house import TD12M

COUNT = 500
LONGEST_NAME = "👨‍👩‍👧‍👦" * 9 + "🇨🇳" * 12 + "<b>&" * 8 + "Ω" * 32


def buttons(screen: Screen) -> list[str]:
    rows = getattr(screen.keyboard, "inline_keyboard", [])
    return [button.callback_data for row in rows for button in row]


@pytest.mark.parametrize("locale", [Locale.EN, pytest.param(Locale.ZH_HANS, marks=pytest.mark.slow)])
def test_five_hundred_invited_people_are_paged_within_telegrams_limits(locale: Locale):
    visit, campaign = reader(locale), a_campaign()
    people = [
        DesignationView(
            Designation(
                DesignationId(f"dsg_{number:026d}"),
                campaign.id,
                Designee(number, name=LONGEST_NAME),
                datetime(2026, 3, 1, tzinfo=UTC),
            ),
            f"{number} {LONGEST_NAME}"[:128],
            list(DesignationState)[number % len(DesignationState)],
        )
        for number in range(COUNT)
    ]
    circle = Circle((), {}, (LONGEST_NAME,) * COUNT)
    listed: list[str] = []
    page = 0
    while True:
        screen = people_screen(campaign, people, circle, page, visit)
        assert utf16_length(parse_html(screen.text).text) <= 4_096
        assert len(buttons(screen)) <= 100
        listed += [RevokeTap.unpack(data).designation_id for data in buttons(screen) if data.startswith("u:")]
        on = [PeopleTap.unpack(data).page for data in buttons(screen) if data.startswith("i:")]
        if page + 1 not in on:
            break
        page += 1
    assert listed == [f"dsg_{number:026d}" for number in reversed(range(COUNT))]
    beyond = people_screen(campaign, people, circle, 10**6, visit)
    assert beyond == people_screen(campaign, people, circle, page, visit)


# What is one's own, and who waits

MANY = 200
BOTH = pytest.mark.parametrize("locale", Locale)


def fits(text: str, limit: int = 4_096) -> None:
    assert utf16_length(parse_html(text).text) <= limit


def paged(screen_of: Callable[[int], Screen], kind: type[CallbackData], name: str) -> list[str]:
    """What the buttons of one kind name, from the first page by way of *older* to the last; each page fits."""
    named: list[str] = []
    for number in range(COUNT):
        screen = screen_of(number)
        fits(screen.text)
        assert len(buttons(screen)) <= 100
        prefix = kind.__prefix__ + ":"
        named += [getattr(kind.unpack(data), name) for data in buttons(screen) if data.startswith(prefix)]
        turns = [MinePageTap.unpack(data).page for data in buttons(screen) if data.startswith("pg:")]
        if number + 1 not in turns:
            return named
    raise AssertionError("no last page")


def many_shares(deposits: int) -> list[CertificateView]:
    """The reader's, in so many deposits, the newest first, with amounts as wide as there are."""
    found = []
    for number in range(MANY):
        deposit = replace(
            DEPOSIT,
            id=DepositId(f"dep_{number % deposits}"),
            currency="CNY" if number % 2 else "USD",
            maturity_date=DEPOSIT.maturity_date + timedelta(days=number),
            outstanding_minor=99_999_999_99,
        )
        share = replace(
            SHARE,
            id=ShareId(f"shr_{number:026d}"),
            deposit_id=deposit.id,
            principal_minor=99_999_999_99,
            certificate_number=f"621048271935-{number:03d}",
        )
        holder = Participant(ParticipantId("par_reader"), "Ann", "en")
        found.append(
            CertificateView(
                Holding(share, deposit, TD12M, (share,)), a_campaign(CampaignState.SETTLED), holder
            )
        )
    return found


@BOTH
def test_two_hundred_campaigns_are_paged_each_once(locale):
    visit = reader(locale)
    states = list(CampaignState)
    views = [
        a_view(replace(a_campaign(states[n % len(states)]), id=CampaignId(f"cmp_{n:026d}")), None)
        for n in range(MANY)
    ]

    def screen(number: int) -> Screen:
        skip = Page.skips(number)  # as the query does
        return campaigns_screen(Page.of_one_more(views[skip : skip + PAGE_SIZE + 1], number), visit)

    assert paged(screen, CardTap, "campaign_id") == [view.campaign.id for view in views]


@BOTH
def test_two_hundred_certificates_are_paged_each_once(locale):
    visit, views = reader(locale), many_shares(deposits=MANY)
    screens = paged(
        lambda number: certificates_screen(Page.of_all(views, number), visit), CertificateTap, "share_id"
    )
    assert screens == [view.share.id for view in views]


@BOTH
async def test_a_portfolio_of_two_hundred_shares_fits_and_leads_to_all_of_them(locale, monkeypatch):
    monkeypatch.setattr("bot.telegram.render.portfolio.draw_portfolio", lambda _: b"a picture")
    views = many_shares(deposits=MANY)
    screen = await portfolio_screen(views, reader(locale))
    fits(screen.text, 1_024)
    told = {view.share.id for view in views if view.share.certificate_number in screen.text}
    tapped = [CertificateTap.unpack(data).share_id for data in buttons(screen) if data.startswith("cert:")]
    assert told == set(tapped)
    assert len(tapped) == 6
    assert GoTo(place=Place.CERTIFICATES).pack() in buttons(screen)
    assert sum(map(int, re.findall(r"(?:and|另有) (\d+)", screen.text))) == MANY - 6


@BOTH
def test_who_has_bought_up_a_deposit_has_a_card_that_fits(locale):
    visit = reader(locale)
    view = a_view(a_campaign(CampaignState.SETTLED), a_pledge())
    shares = tuple(each.share for each in many_shares(deposits=1))
    offer = ShareOffer(OfferState.TO_MEMBERS, visit.now().at)
    others = tuple(replace(each, participant_id=ParticipantId("par_x"), offer=offer) for each in shares)
    view = replace(view, own_shares=shares, for_sale=others)
    fits(card_caption(view, None, visit), 1_024)
    data = buttons(Screen("", card_keyboard(view, visit)))
    assert len(data) <= 100
    assert GoTo(place=Place.CERTIFICATES).pack() in data


@BOTH
def test_the_last_of_a_full_line_reads_their_position(locale):
    visit = reader(locale)
    waiting = WaitingList((*(ParticipantId(f"par_{n}") for n in range(499)), visit.participant.id))
    view = a_view(replace(a_campaign(CampaignState.FUNDED), waiting=waiting), None)
    caption = card_caption(view, None, visit)
    fits(caption, 1_024)
    assert "500" in caption
    assert len(buttons(Screen("", card_keyboard(view, visit)))) <= 100
    fits(managing_screen(view, visit).text)
