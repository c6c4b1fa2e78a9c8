"""How people get their papers in chat, by buttons, and nobody else's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
import zxingcpp
from aiogram.types import InlineKeyboardMarkup
from PIL import Image

from bot.locales import Locale
from bot.papers.forms import StatementForm
from bot.papers.signing import Verdict, examine
from bot.pictures import draw_certificate
from bot.telegram.callbacks import (
    CampaignStatementTap,
    CardAction,
    CardTap,
    CertificateFileTap,
    CertificateTap,
    GoTo,
    HolderNameTap,
    NameShownTap,
    Place,
    StatementDatesTap,
    StatementTap,
)
from bot.telegram.render.certificate import certificate_picture
from bot.telegram.render.links import check_link
from bot.telegram.render.statement import read_days, statement_screen
from core.commands import Actor, ChooseMaturity
from core.domain.account_statement import AccountStatement, Column, StatementSource
from core.domain.deposit import MaturityChoice, certificate_key
from core.domain.ids import show_short_code
from core.domain.participant import NameShown
from core.views import CertificateView
from tests.bot.reader import reader
from tests.papers.reading import text_of
from tests.papers.samples import signer
from tests.security.office import Json, Office, user
from tests.support.house import YUAN, ZONE, Person
from tests.support.maturing import matured

pytestmark = pytest.mark.usefixtures("unpainted")


async def settled(office: Office) -> tuple[Json, Json, CertificateView]:
    """Mei Lin's and Tom's users after they filled a pool together, and Mei's certificate."""
    house = office.books.house
    mei, tom = (house.person(name, balance_minor=20_000 * YUAN) for name in ("Mei Lin", "Tom"))
    campaign_id = house.open(mei)
    house.pledge(mei, campaign_id, 6_000 * YUAN)
    house.pledge(tom, campaign_id, 4_000 * YUAN)
    house.accepted(house.settling(campaign_id))
    await office.books.follow()
    await office.deliver()
    [certificate] = await office.store.queries.certificates_of(mei.participant_id)
    return _user(mei, "Mei Lin"), _user(tom, "Tom"), certificate


def _user(person: Person, name: str) -> Json:
    return user(person.telegram_user_id, name)


def asking(form: StatementForm, campaign_id: str = "") -> StatementTap:
    """The button for a statement of all there is."""
    return StatementTap(first="", last="9999-12-31", form=form, campaign_id=campaign_id)


async def test_a_holder_gets_the_certificate_as_a_signed_file(office):
    mei, _, certificate = await settled(office)
    await office.taps(mei, CertificateFileTap(share_id=certificate.share.id).pack())
    [(chat_id, name, pdf)] = office.wire.files
    assert chat_id == mei["id"]
    assert name == f"hecun-certificate-{certificate.share.certificate_number}.pdf"
    found = examine(pdf, signer().trusted)
    assert found.verdict is Verdict.GENUINE
    assert found.attestation is not None
    assert found.attestation.terms_digest == certificate.campaign.terms.digest
    assert "¥6,000.00" in text_of(pdf)
    assert "¥147.00" in text_of(pdf)  # 6,000 × 2.45 %


async def test_the_file_shows_as_much_of_the_name_as_the_holder_chose(office):
    mei, _, certificate = await settled(office)
    await office.taps(mei, HolderNameTap(share_id=certificate.share.id).pack())
    assert "M*** L***" in office.wire.to(mei["id"], len(office.wire.sent) - 2)
    tapped = NameShownTap(share_id=certificate.share.id, shown=NameShown.MASKED)
    await office.taps(mei, tapped.pack())
    await office.taps(mei, CertificateFileTap(share_id=certificate.share.id).pack())
    said = text_of(office.wire.files[-1][2])
    assert "M*** L***" in said
    assert "Mei" not in said


async def test_nobody_else_gets_it(office):
    _, tom, certificate = await settled(office)
    share_id = certificate.share.id
    for tapped in (
        CertificateTap(share_id=share_id),
        CertificateFileTap(share_id=share_id),
        HolderNameTap(share_id=share_id),
        NameShownTap(share_id=share_id, shown=NameShown.HIDDEN),
    ):
        before = len(office.wire.sent)
        await office.taps(tom, tapped.pack())
        assert certificate.share.certificate_number not in office.wire.to(tom["id"], before)
    assert office.wire.files == []
    [unchanged] = await office.store.queries.certificates_of(certificate.holder.id)
    assert unchanged.holder.name_shown is NameShown.FULL


async def test_whoever_scans_the_code_hears_whether_it_is_current_and_neither_name_nor_amount(office):
    _, tom, certificate = await settled(office)
    before = len(office.wire.sent)
    await office.says(tom, f"/start v_{certificate.share.certificate_number}")
    heard = office.wire.to(tom["id"], before)
    assert "Current" in heard
    assert "Mei" not in heard
    assert "6,000" not in heard
    await office.says(tom, "/start v_621048271935-007")
    assert "no certificate of this number" in office.wire.to(tom["id"], before)


async def test_the_portfolio_says_what_one_holds_and_earns_and_leads_to_each_certificate(office):
    mei, _, certificate = await settled(office)
    office.books.wall.at += timedelta(days=184)
    before = len(office.wire.sent)
    await office.says(mei, "/portfolio")
    heard = office.wire.to(mei["id"], before)
    assert "¥6,073.50 in my deposits today" in heard  # half a year at 2.45 %
    assert "¥6,147.00" in heard
    assert CertificateTap(share_id=certificate.share.id).pack() in heard
    await office.taps(mei, GoTo(place=Place.CERTIFICATES).pack())
    assert GoTo(place=Place.PORTFOLIO).pack() in office.wire.to(mei["id"], before)


async def test_whoever_holds_nothing_is_shown_where_to_begin(office):
    before = len(office.wire.sent)
    await office.says(user(99, "Nell"), "/portfolio")
    assert "You hold no deposit yet" in office.wire.to(99, before)


@pytest.mark.parametrize("form", StatementForm)
async def test_a_member_s_statement_comes_as_a_file_and_tells_nothing_of_others(office, form):
    mei, _, _ = await settled(office)
    await office.says(mei, "/statement")
    await office.taps(mei, asking(form).pack())
    [(chat_id, name, content)] = office.wire.files
    assert chat_id == mei["id"]
    assert name == f"hecun-statement-2026-03-01-2026-03-01.{form}"
    said = text_of(content) if form is StatementForm.PDF else content.decode()
    assert "Deposit opened" in said
    assert "6,000.00" in said.replace("6000.00", "6,000.00")
    assert "4,000.00" not in said.replace("4000.00", "4,000.00")


async def test_a_stranger_s_statement_is_empty(office):
    await settled(office)
    await office.taps(user(99, "Nell"), asking(StatementForm.PDF).pack())
    assert "Nothing moved" in text_of(office.wire.files[-1][2])


def test_the_periods_offered_are_whole_and_end_today_if_they_are_not_over():
    today = datetime(2028, 3, 30, 4, tzinfo=UTC)
    keys = statement_screen(None, reader(Locale.EN, today)).keyboard
    assert isinstance(keys, InlineKeyboardMarkup)
    rows = keys.inline_keyboard[:-2]  # below them other periods, and the way back
    asked = [StatementTap.unpack(str(row[0].callback_data)) for row in rows]
    assert [read_days(each, date(2028, 3, 30)) for each in asked] == [
        (date(2028, 3, 1), date(2028, 3, 30)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2028, 1, 1), date(2028, 3, 30)),
        (date(2027, 1, 1), date(2027, 12, 31)),
        (None, date(2028, 3, 30)),
    ]
    assert read_days(asked[0], date(2028, 5, 1)) == (date(2028, 3, 1), date(2028, 3, 31))


async def test_a_period_can_be_typed_and_what_is_none_is_asked_for_again(office):
    mei, _, _ = await settled(office)
    office.books.wall.at += timedelta(days=184)
    await office.taps(mei, StatementDatesTap(campaign_id="").pack())
    for typed, told in (
        ("whenever", "I cannot read that"),
        ("2026-03-31 - 2026-03-01", "ends before it begins"),
        ("2030", "has not begun yet"),
        ("March 2026", "Mar 1, 2026 – Mar 31, 2026"),
    ):
        before = len(office.wire.sent)
        await office.says(mei, typed)
        assert told in office.wire.to(mei["id"], before)
    tapped = StatementTap(first="2026-03-01", last="2026-03-31", form=StatementForm.CSV, campaign_id="")
    assert tapped.pack() in office.wire.to(mei["id"], before)
    await office.taps(mei, tapped.pack())
    assert office.wire.files[-1][1] == "hecun-statement-2026-03-01-2026-03-31.csv"


@pytest.mark.parametrize("form", StatementForm)
async def test_members_get_the_statement_of_their_deposit_and_read_nothing_of_each_other_in_it(office, form):
    mei, tom, certificate = await settled(office)
    house, campaign_id = office.books.house, certificate.campaign.id
    matured(house, campaign_id)
    await office.books.follow()
    before = len(office.wire.sent)
    await office.taps(tom, CardTap(campaign_id=campaign_id, action=CardAction.SHOW).pack())
    asked = CampaignStatementTap(campaign_id=campaign_id).pack()
    assert asked in office.wire.to(tom["id"], before)
    for member in (mei, tom):
        await office.taps(member, asked)
        await office.taps(member, asking(form, campaign_id).pack())
        chat_id, name, content = office.wire.files[-1]
        assert chat_id == member["id"]
        assert show_short_code(certificate.campaign.short_code) in name
        said = text_of(content) if form is StatementForm.PDF else content.decode()
        said = said.replace(",", "")
        assert "10000.00" in said
        assert "245.00" in said
        for own in ("6000.00", "4000.00", "6147.00", "4098.00", "147.00", "98.00", "Mei", "Tom"):
            assert own not in said.replace("10245.00", "").replace("245.00", "")


async def test_nobody_who_is_not_in_it_gets_the_statement_of_a_deposit(office):
    _, _, certificate = await settled(office)
    campaign = certificate.campaign
    invited = user(99, "Nell")
    await office.says(invited, f"/start c_{campaign.link_token}")
    for somebody in (invited, user(98, "Nobody")):
        before = len(office.wire.sent)
        await office.taps(somebody, CardTap(campaign_id=campaign.id, action=CardAction.SHOW).pack())
        for tapped in (
            CampaignStatementTap(campaign_id=campaign.id),
            StatementDatesTap(campaign_id=campaign.id),
            asking(StatementForm.CSV, campaign.id),
        ):
            await office.taps(somebody, tapped.pack())
        heard = office.wire.to(somebody["id"], before)
        assert "st:" not in heard
        assert CampaignStatementTap(campaign_id=campaign.id).pack() not in heard
    assert office.wire.files == []


@pytest.mark.parametrize(
    ("first", "last"), [("x", "2026-03-01"), ("2026-03-02", "2026-03-01"), ("2999-01-01", "2999-01-02")]
)
async def test_a_forged_period_is_answered_with_those_there_are(office, first: str, last: str):
    mei, _, _ = await settled(office)
    before = len(office.wire.sent)
    tapped = StatementTap(first=first, last=last, form=StatementForm.PDF, campaign_id="")
    await office.taps(mei, tapped.pack())
    assert office.wire.files == []
    assert "for which period" in office.wire.to(mei["id"], before)


@pytest.mark.parametrize("choice", MaturityChoice)
async def test_after_maturity_the_statement_tells_what_was_earned_and_where_it_went(office, choice):
    _, _, certificate = await settled(office)
    house, campaign_id = office.books.house, certificate.campaign.id
    for share in list(house.store.shares.values()):
        asked = ChooseMaturity(
            intent=house.intent(),
            actor=Actor.participant(share.participant_id),
            share_id=share.id,
            choice=choice,
        )
        house.accepted(asked)
    matured(house, campaign_id)
    await office.books.follow()

    def told(source: StatementSource) -> AccountStatement:
        [only] = source.statements(date(2026, 1, 1), date(2028, 1, 1), lambda at: at.astimezone(ZONE).date())
        return only

    own = told(await office.store.queries.member_movements(certificate.holder.id))
    stays = {"pay_out": 0, "renew_principal": 6_000, "renew_all": 6_147}[choice] * YUAN
    assert own.flows_minor[Column.INTEREST] == 147 * YUAN
    assert own.flows_minor[Column.ACCOUNT] == stays - 147 * YUAN
    assert own.closing_minor[Column.DEPOSITED] == stays
    assert own.closing_minor[Column.WAITING] == own.closing_minor[Column.HELD] == 0
    standing = await office.store.queries.standing(certificate.share.certificate_number)
    assert standing is not None
    assert not standing.current
    assert len(standing.reissued_as) == (0 if choice is MaturityChoice.PAY_OUT else 1)
    pool = told(await office.store.queries.campaign_movements(campaign_id))
    assert pool.flows_minor[Column.INTEREST] == 245 * YUAN
    assert pool.closing_minor[Column.ACCRUED] == 0
    assert pool.closing_minor[Column.DEPOSITED] * 6 == stays * 10


async def test_the_code_on_a_certificate_leads_to_its_page_where_there_are_pages(office):
    _, _, certificate = await settled(office)
    share, words = certificate.share, reader(Locale.EN)
    number = share.certificate_number
    assert check_link(share, words) == f"https://t.me/{words.bot_username}?start=v_{number}"
    paged = replace(words, public_url="https://pool.example")
    link = check_link(share, paged)
    assert link == f"https://pool.example/certificates/{number}?key={certificate_key(share)}"
    with Image.open(BytesIO(draw_certificate(certificate_picture(certificate, paged)))) as picture:
        [code] = zxingcpp.read_barcodes(picture.convert("RGB").reduce(2))
    assert code.text == link
