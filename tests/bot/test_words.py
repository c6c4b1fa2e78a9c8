"""Every refusal, every failed condition and every notice has words in every language, and they are whole."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.locales import Locale
from bot.pictures import CardState
from bot.telegram.alarm_screens import group_alarm_screen
from bot.telegram.callbacks import CardAction, CardTap
from bot.telegram.notices import notice_screen
from bot.telegram.paging import Page
from bot.telegram.refusals import condition_text, conditions_text, refusal_text, refusal_toast
from bot.telegram.render.admin.campaign import campaign_screen
from bot.telegram.render.admin.corrections import correction_screen, corrections_screen
from bot.telegram.render.admin.entries import entry_screen
from bot.telegram.render.admin.mismatches import mismatch_screen
from bot.telegram.render.card import card_caption, card_picture
from bot.telegram.render.card_buttons import pledge_rows
from bot.telegram.render.mine import campaigns_screen
from bot.telegram.render.pledging import pledged_screen
from bot.telegram.render.review import terms_lines
from bot.telegram.render.shared_card import shared_keyboard, shared_picture, shared_text
from core.domain.account import (
    AccountClass,
    AccountStatus,
    BankAccount,
    BankCustomer,
    DebitAmountType,
    held_ledger_account,
)
from core.domain.bank import LATE, MaturityStage, TermDeposit
from core.domain.campaign import ENDED, Campaign, CampaignState, fix_terms
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.correction import Correction, CorrectionState, through_suspense
from core.domain.deposit import MaturityChoice, Share
from core.domain.errors import REFUSALS, DomainError
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    CustomerId,
    DepositId,
    EndpointId,
    EntryId,
    HoldId,
    MismatchId,
    OrderReference,
    ParticipantId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.interest import Compounding, DayCount
from core.domain.ledger import Entry, EntryKind, Posting
from core.domain.notice import Alarm, CodeIssued, Notice, PoolReminder, PoolSettled, ShareBought, ShareRenewed
from core.domain.notifications import Notifications
from core.domain.participant import AccountLink, Participant
from core.domain.payout import Payout, PayoutCause
from core.domain.pledge import Consent, Pledge, PledgeAmount, PledgeState, Prior
from core.domain.portfolio import Holding
from core.domain.privacy import SeenMember
from core.domain.reconciliation import Mismatch, MismatchKind, Point, RecordedMismatch
from core.domain.reminding import Reminding
from core.domain.staff import Role
from core.usecases.ordering import BANK_DECLINED
from core.usecases.pooling import INITIATOR_CANCELLED
from core.views import AccountView, CampaignView, CertificateView, CorrectionView, EntryView, MismatchView
from tests.bot.reader import NOW, reader
from tests.support.house import TD12M, YUAN, moment, proposal

TOAST_LIMIT = 200
CAPTION_LIMIT = 1024
UNTIL = NOW + timedelta(hours=24)
NOTICES = [kind for kind in get_args(Notice) if kind is not CodeIssued]
LOCALES = list(Locale)
TAG = re.compile(r"</?[a-z][^>]*>")

_FACTS: dict[ConditionCode, tuple[int | str | None, int | str | None]] = {
    ConditionCode.ACCOUNT_CLASS: ("I/II", "III"),
    ConditionCode.ACCOUNT_CURRENCY: ("CNY", "USD"),
    ConditionCode.PRODUCT_NOT_OFFERED: (None, "TD12M"),
    ConditionCode.CHANNEL_NOT_ADMITTED: (None, "telegram"),
    ConditionCode.SCOPE_MISSING: ("campaigns:write", None),
    ConditionCode.PRODUCT_NOT_PERMITTED: (None, "TD12M"),
    ConditionCode.CHANNEL_NOT_PERMITTED: (None, "telegram"),
    ConditionCode.QUOTA_REACHED: (5, 5),
    ConditionCode.PRODUCT_UNKNOWN: (None, "TD99M"),
    ConditionCode.SEATS_OUT_OF_RANGE: (200, 300),
    ConditionCode.HEAD_COUNT_OUT_OF_RANGE: (200, 300),
    ConditionCode.DEADLINE_TOO_SOON: (UNTIL.isoformat(), NOW.isoformat()),
    ConditionCode.DEADLINE_TOO_LATE: (UNTIL.isoformat(), NOW.isoformat()),
    ConditionCode.DEBIT_AMOUNT_TYPE: (DebitAmountType.FREE_AMOUNT.value, None),
}


def failed(code: ConditionCode) -> FailedCondition:
    """The condition with facts of the kinds that the core gives it."""
    return FailedCondition(code, *_FACTS.get(code, (5_000_00, 300_00)))


EVERY_CONDITION = tuple(map(failed, ConditionCode))


FACTS_BY_TYPE: dict[Any, Any] = {
    int: 5_000_00,
    datetime: UNTIL,
    date: UNTIL.date(),
    Decimal: Decimal("1.75"),
}


def facts_of(kind: type[DomainError]) -> list[dict[str, Any]]:
    """Facts for a refusal: one set, or one for each word of a closed set."""
    facts: dict[str, Any] = {}
    closed: tuple[str, list[str]] | None = None
    for fact in fields(kind):  # type: ignore[arg-type]  # every refusal is a dataclass
        match fact.type:
            case _ if fact.name == "state":
                closed = "state", [*CampaignState, *PledgeState]
            case _ if fact.name == "status":
                closed = "status", list(AccountStatus)
            case _ if fact.name == "role":
                closed = "role", list(Role)
            case _ if fact.name == "debit_amount_type":
                closed = "debit_amount_type", list(DebitAmountType)
            case _ if fact.name == "conditions":
                facts["conditions"] = EVERY_CONDITION
            case _ if fact.type in FACTS_BY_TYPE:
                facts[fact.name] = FACTS_BY_TYPE[fact.type]
            case _:
                raise AssertionError(f"{kind.__name__}.{fact.name}: what is it like?")
    if closed is None:
        return [facts]
    name, words = closed
    return [{**facts, name: word if isinstance(word, Role) else str(word)} for word in words]


def is_whole(html: str) -> None:
    """Nothing left out, nothing but our own markup."""
    assert html.strip()
    assert "{" not in html
    assert "None" not in html
    assert "_" not in TAG.sub("", html)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", REFUSALS.values(), ids=REFUSALS)
def test_every_refusal_is_said_as_a_message_and_as_a_toast(kind, locale):
    for facts in facts_of(kind):
        refusal = kind(**facts)
        toast = refusal_toast(refusal, reader(locale))
        is_whole(toast)
        is_whole(refusal_text(refusal, reader(locale)))
        assert len(toast.encode("utf-16-le")) // 2 <= TOAST_LIMIT
        assert not TAG.search(toast)


@pytest.mark.parametrize("kind", REFUSALS.values(), ids=REFUSALS)
def test_no_refusal_sounds_alike_in_two_languages(kind):
    said = {refusal_toast(kind(**facts_of(kind)[0]), reader(locale)) for locale in LOCALES}
    assert len(said) == len(LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", ConditionCode)
def test_every_condition_says_what_failed_and_what_one_can_do(code, locale):
    said = condition_text(failed(code), reader(locale))
    is_whole(said)
    what, do = said.split("</b>")
    assert what.startswith("<b>")
    assert len(do.strip()) > 3


@pytest.mark.parametrize("locale", LOCALES)
def test_amounts_in_conditions_are_in_their_currency(locale):
    poor = FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, 5_000_00, 300_50)
    said = conditions_text([poor], reader(locale))
    assert "¥5,000" in said
    assert "¥300.50" in said


# Campaigns, as every notice and card needs one


def a_pledge(*ailing: FailedCondition) -> Pledge:
    return Pledge(
        id=PledgeId("plg"),
        campaign_id=CampaignId("cmp"),
        participant_id=ParticipantId("par_reader"),
        account_id=AccountId("acc"),
        hold_id=HoldId("hld"),
        amount=PledgeAmount(DebitAmountType.FREE_AMOUNT, 2_500 * YUAN),
        seat=None,
        state=PledgeState.HELD,
        consent=Consent("", "en", "1"),
        pledged_at=NOW,
        ailing=ailing,
    )


ACCOUNT = AccountView(
    account=BankAccount(
        id=AccountId("acc"),
        customer_id=CustomerId("cus"),
        number="6214001234566789",
        currency="CNY",
        account_class=AccountClass.I,
        status=AccountStatus.NORMAL,
        debit_amount_types=frozenset(DebitAmountType),
    ),
    customer=BankCustomer(CustomerId("cus"), "Reader", "+8613900000000"),
    link=AccountLink(AccountId("acc"), ParticipantId("par_reader"), CustomerId("cus"), "+8613900000000", NOW),
    available_minor=8_000_00,
    held_minor=0,
)
DEPOSIT = TermDeposit(
    id=DepositId("dep"),
    number="621048271935",
    campaign_id=CampaignId("cmp"),
    product_code="TD12M",
    principal_minor=10_000 * YUAN,
    currency="CNY",
    annual_rate_percent=TD12M.rates[0].tiers[1].annual_rate_percent,
    day_count=TD12M.day_count,
    compounding=TD12M.compounding,
    rounding=TD12M.rounding,
    value_date=date(2026, 3, 2),
    maturity_date=date(2027, 3, 2),
    payout_date=date(2027, 3, 2),
    outstanding_minor=10_000 * YUAN,
    accrued_to=date(2026, 3, 2),
)
SHARE = Share(
    id=ShareId("shr"),
    deposit_id=DEPOSIT.id,
    pledge_id=PledgeId("plg"),
    participant_id=ParticipantId("par_reader"),
    account_id=AccountId("acc"),
    principal_minor=2_500 * YUAN,
    certificate_number="621048271935-001",
    issued_at=datetime(2026, 3, 2, 4, tzinfo=UTC),
    owned_from=date(2026, 3, 2),
)
PAYOUT = Payout(
    id=PayoutId("pay"),
    share_id=SHARE.id,
    deposit_id=DEPOSIT.id,
    campaign_id=CampaignId("cmp"),
    participant_id=ParticipantId("par_reader"),
    account_id=AccountId("acc"),
    cause=PayoutCause.MATURITY,
    principal_minor=2_500 * YUAN,
    interest_minor=61_25,
    tax_minor=3_06,
    ordered_at=NOW,
)
CORRECTION = Correction(
    id=CorrectionId("cor"),
    legs=through_suspense(held_ledger_account(AccountId("acc")), 100 * YUAN, "CNY"),
    reason="a <reason>",
    proposed_by="7",
    proposed_at=NOW,
    expires_at=UNTIL,
)


def a_campaign(state: CampaignState = CampaignState.OPEN, ended_reason: str | None = None) -> Campaign:
    terms = fix_terms(proposal(), TD12M, moment())
    full = state in (CampaignState.FUNDED, CampaignState.SETTLING, CampaignState.SETTLED)
    return Campaign(
        id=CampaignId("cmp"),
        initiator_id=ParticipantId("par_initiator"),
        terms=terms,
        state=state,
        opened_at=NOW,
        closes_at=terms.deadline,
        link_token="t" * 22,
        short_code="K7QF2M9D",
        pledged_minor=terms.target_minor if full or state is CampaignState.REPAIRING else 2_500 * YUAN,
        member_count=1,
        mend_until=UNTIL if state is CampaignState.REPAIRING else None,
        ended_reason=ended_reason,
    )


def a_view(campaign: Campaign, pledge: Pledge | None) -> CampaignView:
    settled = campaign.state is CampaignState.SETTLED
    return CampaignView(
        campaign=campaign,
        product=TD12M,
        initiator_name="<b>Ann</b> & Co",
        members=(SeenMember("A" * 64, 2_500 * YUAN),) * 12,
        own_pledge=pledge,
        own_shares=(SHARE,) if settled and pledge is not None else (),
        deposit=DEPOSIT if settled else None,
    )


SAID_NO = Reminding(CampaignId("cmp"), ParticipantId("par_reader"), declined_at=NOW)


def a_notice(kind: type[Any]) -> Any:
    """A notice of this kind, with facts by their names."""
    facts = {
        "to": ParticipantId("par_reader"),
        "campaign_id": CampaignId("cmp"),
        "share_id": ShareId("shr"),
        "pledge_id": PledgeId("plg"),
        "released_minor": 2_500 * YUAN,
        "amount_minor": 2_500 * YUAN,
        "reason": "a <reason>",
        "by_admin": True,
        "by_organiser": True,
        "conditions": EVERY_CONDITION[:3],
        "mend_until": UNTIL,
        "closes_at": UNTIL,
        "kept_until": UNTIL,
        "until": UNTIL,
        "price_minor": 2_518_37,
        "reference": OrderReference("ord-1"),
        "since": NOW,
        "found": "another <amount>",
        "count": 3,
        "role": Role.OPERATOR,
        "telegram_user_id": 4711,
        "correction_id": CORRECTION.id,
        "account_id": AccountId("acc"),
        "held": True,
        "currency": "CNY",
        "payout_id": PayoutId("pay"),
        "stage": MaturityStage.DAY_BEFORE,
        "payout_date": date(2027, 3, 2),
        "from_date": date(2026, 6, 9),
        "choice": MaturityChoice.RENEW_ALL,
        "payout_minor": 2_500 * YUAN,
        "renewed_minor": 2_500 * YUAN,
        "missing_minor": 300 * YUAN,
        "rate_percent": DEPOSIT.annual_rate_percent,
        "principal_minor": 2_500 * YUAN,
        "interest_minor": 61_25,
        "tax_minor": 3_06,
        "not_renewed": True,
        "partner_name": "A <partner>",
        "endpoint_id": EndpointId("whe"),
        "failing_since": NOW,
        "found_by": "rec",
        "update_id": 17,
        "round": 3,
        "sequence": 41,
    }
    return kind(**{fact.name: facts[fact.name] for fact in fields(kind)})


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", NOTICES)
async def test_every_notice_has_words(kind, locale):
    campaign = a_campaign(CampaignState.REPAIRING)
    view = a_view(campaign, a_pledge(failed(ConditionCode.ACCOUNT_FROZEN)))
    if kind is PoolReminder:  # who is in is reminded no more
        view = replace(a_view(a_campaign(), None), invited=True)
    others = replace(
        SHARE, id=ShareId("oth"), principal_minor=7_500 * YUAN, certificate_number="621048271935-002"
    )
    certificate = CertificateView(
        Holding(SHARE, DEPOSIT, TD12M, (SHARE, others)),
        campaign,
        Participant(ParticipantId("par_reader"), "R", "en"),
    )
    answers: dict[str, Any] = {
        "campaign": view,
        "certificate": certificate,
        "account": ACCOUNT,
        "correction": CorrectionView(CORRECTION, (ACCOUNT,), None),
        "recipient": None,
        "payout": PAYOUT,
        "accounts_of": (ACCOUNT,),
    }
    screen = await notice_screen(a_notice(kind), reader(locale, **answers))
    assert screen is not None
    is_whole(screen.text)
    assert "<reason>" not in screen.text
    assert (screen.picture is not None) == (kind in (PoolSettled, ShareRenewed, ShareBought))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", get_args(Alarm))
def test_every_alarm_has_words_for_a_group_and_a_way_to_where_it_is_looked_into(kind, locale):
    screen = group_alarm_screen(a_notice(kind), reader(locale))
    is_whole(screen.text)
    assert "another" not in screen.text
    assert isinstance(screen.keyboard, InlineKeyboardMarkup)
    [[button]] = screen.keyboard.inline_keyboard
    assert (button.url or "").startswith("https://t.me/hecun_bot?start=a_")


@pytest.mark.parametrize("kind", [kind for kind in NOTICES if "released_minor" in kind.__slots__])
async def test_whoever_had_nothing_in_it_is_told_of_no_money(kind):
    told = {}
    for released_minor in (0, 2_500 * YUAN):
        facts = {
            **{f.name: getattr(a_notice(kind), f.name) for f in fields(kind)},
            "released_minor": released_minor,
        }
        view = a_view(a_campaign(CampaignState.EXPIRED), None)
        screen = await notice_screen(kind(**facts), reader(Locale.EN, campaign=view))
        assert screen is not None
        told[released_minor] = screen.text
    assert "¥2,500" in told[2_500 * YUAN]
    assert "is free again" not in told[0]


@pytest.mark.parametrize(
    "view",
    [
        replace(a_view(a_campaign(), a_pledge()), invited=True),
        replace(a_view(a_campaign(CampaignState.FUNDED), None), invited=True),
        replace(a_view(a_campaign(), None), invited=True, reminding=SAID_NO),
        a_view(a_campaign(), None),
    ],
    ids=["is-in", "full", "said-no", "shut-out"],
)
async def test_whoever_cannot_do_anything_about_a_reminder_any_more_is_spared_it(view):
    assert await notice_screen(a_notice(PoolReminder), reader(Locale.EN, campaign=view)) is None


async def test_a_one_time_code_is_never_worded_for_telegram():
    issued = CodeIssued(ParticipantId("par"), "+8613900000000", "123456", UNTIL)
    with pytest.raises(AssertionError, match="never sent by Telegram"):
        await notice_screen(issued, reader(Locale.EN))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("mine", [True, False], ids=["mine", "not-mine"])
@pytest.mark.parametrize("state", CampaignState)
def test_every_state_of_a_card_has_a_caption_that_fits(state, mine, locale):
    ailing = EVERY_CONDITION[:6] if state is CampaignState.REPAIRING else ()
    view = a_view(a_campaign(state), a_pledge(*ailing) if mine else None)
    caption = card_caption(view, ACCOUNT if mine else None, reader(locale))
    is_whole(caption)
    assert "<b>Ann" not in caption
    assert len(TAG.sub("", caption).encode("utf-16-le")) // 2 <= CAPTION_LIMIT
    assert any(own in caption for own in ("6789", SHARE.certificate_number)) == mine


@pytest.mark.parametrize("locale", Locale)
def test_who_waits_long_for_a_deposit_to_open_reads_where_the_money_is(locale):
    full = a_campaign(CampaignState.SETTLING)
    soon, late = (
        card_caption(a_view(replace(full, funded_at=at), a_pledge()), ACCOUNT, reader(locale))
        for at in (NOW, NOW - LATE)
    )
    assert soon != late
    assert ("⏳" in soon, "⏳" in late) == (False, True)
    is_whole(late)


@pytest.mark.parametrize(("locale", "berlin"), [(Locale.EN, "(Berlin)"), (Locale.ZH_HANS, "（柏林时间）")])
def test_times_are_told_by_the_readers_clock_and_on_shared_cards_by_the_banks(locale, berlin):
    visit, view = reader(locale), a_view(a_campaign(), None)
    chosen = Notifications(zone="Europe/Berlin")
    traveller = replace(visit, participant=replace(visit.participant, notifications=chosen))
    assert "12:00" in card_caption(view, None, visit)
    assert berlin not in card_caption(view, None, visit)
    caption = card_caption(view, None, traveller)
    assert f"05:00 {berlin}".replace(" （", "（") in caption
    assert "12:00" not in card_picture(view, traveller).closes_text
    assert shared_text(view, traveller) == shared_text(view, visit)
    assert shared_picture(view, traveller) == shared_picture(view, visit)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("state", CampaignState)
def test_every_state_of_a_shared_card_has_words_that_fit_and_no_button_once_it_is_over(state, locale):
    view, visit = replace(a_view(a_campaign(state), None), organiser_name="مرحبا"), reader(locale)
    for told in (view, replace(view, members=()), replace(view, initiator_name="", organiser_name="")):
        text = shared_text(told, visit)
        is_whole(text)
        assert "<b>Ann" not in text
        assert len(TAG.sub("", text).encode("utf-16-le")) // 2 <= CAPTION_LIMIT
    buttons = shared_keyboard(view.campaign, visit)
    assert (buttons is None) == (state in ENDED)
    if buttons is not None:
        assert [[bool(button.url) for button in row] for row in buttons.inline_keyboard] == [[True]]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("changed", [False, True], ids=["new", "changed"])
@pytest.mark.parametrize("state", [CampaignState.OPEN, CampaignState.FUNDED, CampaignState.REPAIRING])
def test_what_the_bank_is_checking_is_said_and_can_only_be_withdrawn(state, changed, locale):
    visit, pledge = reader(locale), replace(a_pledge(), state=PledgeState.RESERVED)
    if changed:
        before = PledgeAmount(DebitAmountType.FREE_AMOUNT, 1_000 * YUAN)
        prior = Prior(pledge.account_id, HoldId("hld0"), before, None, pledge.consent)
        pledge = replace(pledge, prior=prior)
    view = a_view(replace(a_campaign(state), checking_count=1), pledge)
    caption = card_caption(view, ACCOUNT, visit)
    is_whole(caption)
    assert "⏳" in caption
    assert ("¥1,000" in caption) == changed
    assert card_picture(view, visit).checking_minor == 2_500 * YUAN
    is_whole(campaigns_screen(Page([view], 0, older=False), visit).text)
    is_whole(pledged_screen(view, ACCOUNT, visit).text)
    actions = {button.callback_data for row in pledge_rows(view.campaign, pledge, visit) for button in row}
    withdraw = CardTap(campaign_id=CampaignId("cmp"), action=CardAction.WITHDRAW).pack()
    assert actions == ({withdraw} if state is not CampaignState.FUNDED else set())


@pytest.mark.parametrize("locale", LOCALES)
def test_how_many_are_being_checked_is_told_to_the_initiator_and_to_admins_alone(locale):
    campaign, visit = replace(a_campaign(), checking_count=3), reader(locale)
    said = visit.words("card-checking", count=3)
    assert said not in card_caption(a_view(campaign, None), None, visit)
    own = replace(campaign, initiator_id=visit.participant.id)
    assert said in card_caption(a_view(own, None), None, visit)
    told = campaign_screen(a_view(campaign, None), None, visit).text
    assert visit.words("admin-campaign-checking", count=3) in told


@pytest.mark.parametrize("locale", LOCALES)
def test_that_the_bank_declined_is_said_in_words(locale):
    view = a_view(a_campaign(CampaignState.CANCELLED, BANK_DECLINED), None)
    is_whole(card_caption(view, None, reader(locale)))
    is_whole(campaign_screen(view, None, reader(locale)).text.replace(view.campaign.id, ""))


@pytest.mark.parametrize("locale", LOCALES)
def test_who_cancelled_is_said(locale):
    by_initiator, by_bank = (
        card_caption(a_view(a_campaign(CampaignState.CANCELLED, reason), None), None, reader(locale))
        for reason in (INITIATOR_CANCELLED, "suspicious")
    )
    assert "suspicious" in by_bank
    assert reader(locale).words("card-state-cancelled") in by_initiator


@pytest.mark.parametrize("state", CampaignState)
def test_a_picture_invites_only_while_one_can_come_in(state):
    picture = card_picture(a_view(a_campaign(state), None), reader(Locale.EN))
    inviting = state in (CampaignState.OPEN, CampaignState.REPAIRING)
    assert picture.state is CardState(state.value)
    assert (picture.link == f"https://t.me/hecun_bot?start=c_{'t' * 22}") == inviting
    assert (picture.short_code == "K7QF-2M9D") == inviting


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("compounding", Compounding)
@pytest.mark.parametrize("day_count", DayCount)
def test_every_interest_convention_is_disclosed_in_words(day_count, compounding, locale):
    product = replace(TD12M, day_count=day_count, compounding=compounding)
    terms = fix_terms(proposal(), product, moment())
    for line in terms_lines(terms, TD12M.insured_cap_minor, reader(locale)):
        is_whole(line)


# What differs from the bank's word, and its corrections


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", MismatchKind)
def test_every_kind_of_mismatch_has_words_with_all_that_it_concerns(kind, locale):
    mismatch = Mismatch(
        kind=kind,
        subject="hld",
        ours_minor=None if "unknown" in kind else 500_00,
        banks_minor=None if "missing" in kind else 400_00,
        campaign_ids=(CampaignId("cmp"),),
        account_id=AccountId("acc"),
        points=tuple(Point),
    )
    entries = tuple(an_entry(kind) for kind in EntryKind)
    view = MismatchView(
        recorded=RecordedMismatch(MismatchId("mis"), mismatch, NOW, mismatch.campaign_ids),
        account=ACCOUNT,
        campaigns=(a_view(a_campaign(), None),),
        correction=CORRECTION,
        entries=entries,
        ordered=frozenset(),
    )
    text = mismatch_screen(view, reader(locale)).text
    is_whole(text)
    assert "K7QF-2M9D" in text
    assert "6789" in text
    assert "1234566789" not in text


def an_entry(kind: EntryKind) -> Entry:
    legs = (
        held_ledger_account(AccountId("acc")),
        "acc:available",
        "acc:cash",
        "dep:principal",
        "suspense:CNY",
    )
    postings = tuple(
        Posting(type(legs[0])(leg), amount_minor, 0, 1)  # an id is text
        for leg, amount_minor in zip(legs, (500, -100, -100, -100, -200), strict=True)
    )
    return Entry(EntryId("ent"), "ref", kind, "CNY", NOW, postings)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_leg_of_an_entry_has_words_with_a_masked_account(locale):
    text = entry_screen(
        EntryView(an_entry(EntryKind.CREDIT), (ACCOUNT,), reversible=True), reader(locale)
    ).text
    is_whole(text)
    assert len(text.splitlines()) == 6
    assert text.count("6789") == 2
    assert "+¥5" in text
    assert "−¥1" in text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("reverses", [None, "ref"])
@pytest.mark.parametrize("state", [*CorrectionState, None])
def test_every_state_of_a_correction_has_words_and_only_one_that_waits_can_be_decided(
    state, reverses, locale
):
    decided = state not in (None, CorrectionState.PROPOSED)
    correction = replace(
        CORRECTION,
        reverses=reverses,
        state=state or CorrectionState.PROPOSED,
        expires_at=NOW if state is None else UNTIL,
        decided_by="8" if decided else None,
        decided_at=NOW if decided else None,
    )
    visit = reader(locale)
    names = {"7": visit.words("language-name"), "8": visit.words("language-name")}
    screen = correction_screen(CorrectionView(correction, (ACCOUNT,), None), names, visit)
    is_whole(screen.text)
    is_whole(corrections_screen([correction], visit).text)
    assert screen.keyboard is not None
    rows = len(screen.keyboard.inline_keyboard)  # type: ignore[union-attr]  # an inline one
    assert rows == (2 if state is CorrectionState.PROPOSED else 1)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("state", [CampaignState.OPEN, CampaignState.FUNDED])
def test_a_paused_card_says_kindly_that_settlement_is_being_checked(state, locale):
    campaign = replace(a_campaign(state), mismatch_count=1)
    visit = reader(locale, at=campaign.closes_at)
    said = visit.words("card-state-paused")
    assert said in card_caption(a_view(campaign, a_pledge()), ACCOUNT, visit)
    assert said not in card_caption(a_view(replace(campaign, mismatch_count=0), a_pledge()), ACCOUNT, visit)
