"""Who cannot see a picture loses nothing: its caption has whatever figures, dates, codes and names are drawn."""

import html
import re
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.locales import Locale
from bot.pictures.canvas import Canvas
from bot.pictures.card import compose_card
from bot.pictures.certificate import compose_certificate
from bot.pictures.portfolio import compose_portfolio
from bot.telegram.render.card import CAME_TO_NOTHING, card_caption, card_picture
from bot.telegram.render.certificate import certificate_caption, certificate_picture
from bot.telegram.render.portfolio import portfolio_caption, portfolio_picture
from bot.telegram.render.shared_card import shared_picture, shared_text
from core.domain.account import DebitAmountType
from core.domain.campaign import CampaignState
from core.domain.ids import ParticipantId, PledgeId, ShareId
from core.domain.participant import Participant
from core.domain.portfolio import Holding, portfolios
from core.domain.privacy import SeenMember
from core.domain.product import RateTier
from core.views import CampaignView, CertificateView
from tests.bot.reader import ZONE, reader
from tests.bot.test_words import ACCOUNT, DEPOSIT, SHARE, a_campaign, a_pledge, a_view
from tests.support.house import TD12M, YUAN

FIGURE = re.compile(r"\d(?:[\d,.:-]*\d)?%?")
NAMES = ("Ann Lee", "陈伟", "محمد")
OTHERS = replace(SHARE, id=ShareId("others"), pledge_id=PledgeId("other"), principal_minor=7_500 * YUAN)
HOLDING = Holding(SHARE, DEPOSIT, TD12M, (SHARE, OTHERS))


def heard(caption: str) -> str:
    """The caption as a screen reader has it."""
    plain = html.unescape(re.sub(r"<[^>]*>", "", caption))
    return re.sub("[\u2066-\u2069]", "", plain)


def told(canvas: Canvas, *, but: frozenset[str] = frozenset()) -> set[str]:
    """The figures that are drawn."""
    drawn = re.sub(
        "[\u2066-\u2069]", "", " ".join(line.text for line in canvas.lines if line.text not in but)
    )
    return set(FIGURE.findall(drawn))


def a_pool(state: CampaignState, *, seats: bool, mine: bool) -> CampaignView:
    view = a_view(a_campaign(state), a_pledge() if mine else None)
    terms = view.campaign.terms
    if seats:
        shares_alone = frozenset({DebitAmountType.EQUAL_SHARE})
        terms = replace(terms, seat_amounts_minor=(2_500 * YUAN,) * 4, debit_amount_types=shares_alone)
    taken_seats = 0b111 if seats else 0
    if state in CAME_TO_NOTHING:  # all have left it
        nobody = replace(view.campaign, terms=terms, member_count=0, taken_seats=0, pledged_minor=0)
        return replace(view, campaign=nobody, members=())
    return replace(
        view,
        campaign=replace(view.campaign, terms=terms, member_count=3, taken_seats=taken_seats),
        members=tuple(map(SeenMember, NAMES)),
    )


def with_a_tier_between(view: CampaignView) -> CampaignView:
    terms = view.campaign.terms
    lowest, highest = terms.rates.tiers
    between = RateTier(highest.from_minor // 2, Decimal("2.1"))
    rates = replace(terms.rates, tiers=(lowest, between, replace(highest, from_minor=highest.from_minor - 1)))
    return replace(view, campaign=replace(view.campaign, terms=replace(terms, rates=rates)))


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("state", CampaignState)
@pytest.mark.parametrize("seats", [False, True])
@pytest.mark.parametrize("mine", [False, True])
def test_a_card_s_caption_has_all_that_is_drawn(state, locale, seats, mine):
    view, visit = a_pool(state, seats=seats, mine=mine), reader(locale)
    if seats:
        view = with_a_tier_between(view)
    picture = card_picture(view, visit)
    caption = heard(card_caption(view, ACCOUNT if mine else None, visit))
    in_the_ring = frozenset({f"{int(picture.share * 100)}%"})  # the amounts tell it
    for figure in told(compose_card(picture), but=in_the_ring):
        assert figure in caption
    assert all(member.name in caption for member in view.members)
    assert picture.short_code is None or picture.short_code in caption


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("state", CampaignState)
def test_a_shared_card_s_words_have_all_that_is_drawn(state, locale):
    view, visit = a_pool(state, seats=True, mine=False), reader(locale)
    picture = shared_picture(view, visit)
    in_the_ring = frozenset({f"{int(picture.share * 100)}%"})
    words = heard(shared_text(view, visit))
    for figure in told(compose_card(picture), but=in_the_ring):
        assert figure in words
    assert all(member.name in words for member in view.members)
    assert "Nobody" not in words


def test_who_pledged_an_amount_of_their_own_has_taken_no_equal_share():
    view, visit = a_pool(CampaignState.OPEN, seats=True, mine=False), reader(Locale.EN)
    both = frozenset({DebitAmountType.EQUAL_SHARE, DebitAmountType.FREE_AMOUNT})
    terms = replace(view.campaign.terms, debit_amount_types=both)
    view = replace(view, campaign=replace(view.campaign, terms=terms, taken_seats=0b1))
    assert "1 of 4 equal shares taken" in heard(card_caption(view, None, visit))
    drawn = [line.text for line in compose_card(card_picture(view, visit)).lines]
    assert "3 people in" in drawn
    assert not any("of 4" in line for line in drawn)
    full = replace(view, campaign=replace(view.campaign, state=CampaignState.FUNDED))
    assert "equal shares taken" not in heard(card_caption(full, None, visit))


@pytest.mark.parametrize("locale", Locale)
def test_a_certificate_s_caption_has_all_that_is_drawn(locale):
    holder = Participant(ParticipantId("par_reader"), "Ann <Lee>", "en")
    view = CertificateView(HOLDING, a_campaign(CampaignState.SETTLED), holder)
    visit = reader(locale)
    picture = certificate_picture(view, visit)
    caption = heard(certificate_caption(view, visit))
    for figure in told(compose_certificate(picture)):
        assert figure in caption
    assert picture.holder in caption
    assert picture.number in caption
    assert picture.terms_digest_short in caption


@pytest.mark.parametrize("locale", Locale)
def test_a_portfolio_s_caption_has_all_that_is_drawn(locale):
    later = replace(DEPOSIT, number="621048271936", maturity_date=DEPOSIT.maturity_date + timedelta(days=90))
    second = replace(HOLDING, deposit=later, share=replace(SHARE, certificate_number="621048271936-001"))
    (portfolio,) = portfolios([HOLDING, second])
    in_summer = datetime(2026, 7, 3, 12, tzinfo=ZONE)
    visit = reader(locale, at=in_summer)
    caption = heard(portfolio_caption(portfolio, visit))
    for figure in told(compose_portfolio(portfolio_picture(portfolio, visit))):
        assert figure in caption
