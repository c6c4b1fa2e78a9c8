"""The boundary between people, in chat: every kind of button with forged data about another's things, through the
real dispatcher.

Whoever taps types what a button carries: ids of another's campaign, account, share, draft. Nothing of theirs may be
shown or changed by it. A new kind of button is tried by itself; one with a field that is not known here fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import product
from types import ModuleType

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.telegram import admin_callbacks, callbacks
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    BankAccountTap,
    CampaignTap,
    ParticipantTap,
    PartnerPart,
    PartnerTap,
)
from bot.telegram.callbacks import (
    AccountAction,
    AccountTap,
    CardAction,
    CardTap,
    CertificateTap,
    EraseTap,
    ReminderWishTap,
    RemindSureTap,
    RevokeSureTap,
    ShareTap,
    SureTap,
)
from bot.telegram.picking import request_id_of
from core.commands import Actor, RegisterEndpoint
from core.domain.audit import TrailSearch
from core.domain.designation import Designee
from core.domain.ids import ShareId, show_short_code
from core.domain.pledge import PledgeState
from core.views import Draft
from tests.security.company import Company, Who, gather, name_of
from tests.security.conftest import ADMIN_ID
from tests.security.office import Json, Office, user
from tests.storage import tables
from tests.storage.databases import url_of
from tests.support.house import YUAN
from tests.support.maturing import offering
from tests.support.partnering import issuing, opened_by

NONCE = "nonce-stolen"
"""That of every draft that the member and the admin have under way: known to the attacker, too."""
KEY_HINT, ENDPOINT_HOST = "hecun_live_ZzKEY", "zz.example"
DESIGNEE = "ZzDESIGNEE"
INITIATORS = (CardAction.CANCEL, CardAction.ROTATE, CardAction.LEAVE_ORGANISING)
"""What the initiator may do to a campaign by a button alone."""
WRITTEN_BY_ASKING = {
    "alembic_version",
    "audit_trail",
    "business_clock",
    "cards",
    "drafts",
    "leases",
    "one_time_codes",
    "participants",
    "receipts",
    "telegram_identities",
    "turns",
    "updates",
}
"""What one's own asking may write: nobody's money, accounts, campaigns or notices are among it."""


@dataclass(frozen=True)
class Scene:
    """The company, and what the member has besides: a settled campaign with a share, and drafts under way."""

    company: Company
    share_id: ShareId

    def user(self, who: Who) -> Json:
        """Somebody, as Telegram tells of them."""
        if who is Who.ADMIN:
            return user(ADMIN_ID, name_of(who))
        return user(self.company.people[who].telegram_user_id, name_of(who))

    def marks(self) -> dict[str, str]:
        """What gives away that one was shown another's campaign, account or certificate."""
        house, member = self.company.house, self.company.people[Who.MEMBER]
        campaign = house.campaign(self.company.campaign_id)
        accounts = {
            f"the account {account_id}": f"…{house.store.accounts[account_id].number[-4:]}"
            for account_id in (member.account_id, self.company.spare)
        }
        return accounts | {
            "the initiator's name": name_of(Who.INITIATOR),
            "the member's name": name_of(Who.MEMBER),
            "the short code": show_short_code(campaign.short_code),
            "the link": campaign.link_token,
            "the certificate": house.store.shares[self.share_id].certificate_number,
            "the designee": DESIGNEE,
            "the partner's name": name_of(Who.PARTNER),
            "the partner's key": KEY_HINT,
            "the partner's endpoint": ENDPOINT_HOST,
        }

    def private(self) -> dict[str, str]:
        """Those that not even other people in the campaign may see."""
        return {
            name: mark
            for name, mark in self.marks().items()
            if name.startswith(("the account", "the certificate", "the partner"))
        }


async def set_scene(office: Office) -> Scene:
    books = office.books
    house = books.house
    company = gather(house)
    member = company.people[Who.MEMBER]
    house.credit(member.account_id, 10_000 * YUAN)
    settled = house.open(member)
    house.pledge(member, settled, 10_000 * YUAN)
    house.accepted(house.settling(settled))
    [share] = house.store.shares.values()
    partner_id = company.partners[Who.PARTNER]
    house.accepted(replace(issuing(house, partner_id, "a partner's key"), hint=KEY_HINT))
    house.accepted(
        RegisterEndpoint(
            intent=house.intent(), actor=Actor.partner(partner_id), url=f"https://{ENDPOINT_HOST}/hooks"
        )
    )
    opened_by(house, partner_id)
    initiator = company.people[Who.INITIATOR]
    house.accepted(house.designating(initiator.actor, company.campaign_id, Designee(4711, name=DESIGNEE)))
    books.wall.at = house.at
    await books.follow()
    await office.deliver()
    drafts = office.store.drafts
    who = member.telegram_user_id
    answers: dict[str, str | int | list[str] | None] = {
        "campaign_id": company.campaign_id,
        "debit_amount_type": "free_amount",
        "amount_minor": 1_000 * YUAN,
        "account_id": company.spare,
    }
    await drafts.save(Draft(who, "pledging", NONCE, "review", answers))
    await drafts.save(Draft(who, "opening", NONCE, "target", {"product": "TD12M"}))
    await drafts.save(
        Draft(ADMIN_ID, "admin", NONCE, "search", {"place": "account", "text": "Zz", "page": 0})
    )
    return Scene(company, share.id)


def factories(module: ModuleType) -> list[type[CallbackData]]:
    """The kinds of buttons in a module."""
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, CallbackData) and each is not CallbackData
    ]


def forged(kind: type[CallbackData], scene: Scene) -> Iterator[CallbackData]:
    """Buttons of this kind about the member's things: every choice that it can carry, with every id that fits."""
    company = scene.company
    member = company.people[Who.MEMBER]
    known: dict[str, list[object]] = {
        "campaign_id": [company.campaign_id],
        "account_id": [company.spare],
        "share_id": [scene.share_id],
        "payout_id": ["pay_" + "0" * 26],  # whose money waits is held by the commands' own table
        "participant_id": [member.participant_id],
        "product_code": ["TD12M"],
        "mismatch_id": ["mis_1"],
        "correction_id": ["cor_1"],
        "subject": [company.campaign_id, company.spare],
        "nonce": [NONCE],
        "amount_minor": [1_000 * YUAN],
        "value": [company.spare, "f100000"],
        "marked": ["fr"],
        "page": [0],
        "day": ["2027-01-01"],
        "first": ["2026-01-01"],
        "last": ["2027-01-01"],
        "partner_id": [company.partners[Who.PARTNER]],
        "key_tail": [next(iter(company.house.store.partners[company.partners[Who.PARTNER]].keys)).id[-12:]],
        "endpoint_id": [next(iter(company.house.store.endpoints))],
        "delivery_id": [next(iter(company.house.store.deliveries))],
        "designation_id": [next(iter(company.house.store.designations))],
        "telegram_user_id": [member.telegram_user_id],
        "record_id": [next(iter(company.house.store.audit))],
        "word": ["TD12M"],
        "reference": [next(iter(company.house.store.orders))],
        "hours": [0],
        "update_id": [1],
        "begin_minute": [0],
        "end_minute": [60],
        "zone": ["Europe/Lisbon"],
        "stopped": [True],
    }
    choices = [
        list(field.annotation)
        if isinstance(field.annotation, type) and issubclass(field.annotation, Enum)
        else [True, False]
        if field.annotation is bool
        else known[name]
        for name, field in kind.model_fields.items()
    ]
    for chosen in product(*choices):
        yield kind(**dict(zip(kind.model_fields, chosen, strict=True)))


def every_forged(scene: Scene) -> list[CallbackData]:
    return [
        data
        for module in (callbacks, admin_callbacks)
        for kind in factories(module)
        for data in forged(kind, scene)
    ]


def untouched(office: Office) -> dict[str, object]:
    """Everything that asking in vain may not change."""
    rows = tables.raw_rows(url_of(office.database))
    return {name: rows[name] for name in rows.keys() - WRITTEN_BY_ASKING}


def test_the_tables_that_may_change_are_tables(office):
    assert tables.raw_rows(url_of(office.database)).keys() >= WRITTEN_BY_ASKING


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize(
    "who",
    [
        Who.STRANGER,
        pytest.param(Who.INVITED, marks=pytest.mark.slow),
        pytest.param(Who.EX_MEMBER, marks=pytest.mark.slow),
        pytest.param(Who.INITIATOR, marks=pytest.mark.slow),
        pytest.param(Who.ADMIN, marks=pytest.mark.slow),
    ],
)
async def test_forged_buttons_show_and_change_nothing_of_another_person(office, who):
    scene = await set_scene(office)
    attacker = scene.user(who)
    hidden = scene.marks() if who is Who.STRANGER else scene.private()
    before, drafts = untouched(office), await member_drafts(office, scene)
    for data in every_forged(scene):
        if is_their_power(who, data):
            continue
        said_before = len(office.wire.sent)
        await office.taps(attacker, data.pack())
        answered = office.wire.to(attacker["id"], said_before)
        shown = {name for name, mark in hidden.items() if mark in answered}
        assert not shown, f"{data!r} showed {shown}: {answered}"
    assert untouched(office) == before
    assert await member_drafts(office, scene) == drafts


def is_their_power(who: Who, data: CallbackData) -> bool:
    """What is theirs to do: being erased; the initiator's calling it off and a new link; an admin's looking."""
    if isinstance(data, EraseTap):
        return True
    if who is Who.ADMIN:
        return type(data) in factories(admin_callbacks)
    if who is Who.INITIATOR and isinstance(data, RevokeSureTap | RemindSureTap):
        return True
    if who in (Who.INVITED, Who.EX_MEMBER, Who.INITIATOR) and _says_what_one_wants(data):
        return True
    return who is Who.INITIATOR and isinstance(data, SureTap) and data.action in INITIATORS


def _says_what_one_wants(data: CallbackData) -> bool:
    """Of a campaign that is theirs to see: to be reminded, or not."""
    return isinstance(data, ReminderWishTap) or (
        isinstance(data, CardTap) and data.action is CardAction.DECLINE
    )


async def member_drafts(office: Office, scene: Scene) -> list[Draft | None]:
    who = scene.company.people[Who.MEMBER].telegram_user_id
    return [await office.store.drafts.get(who, kind) for kind in ("pledging", "opening")]


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("who", [Who.STRANGER, Who.INVITED, Who.EX_MEMBER])
async def test_a_share_for_sale_is_nothing_to_who_is_not_asked(office, who):
    """Of its campaign they know nothing: a guessed share is answered as one that there is not."""
    scene = await set_scene(office)
    house, books = scene.company.house, office.books
    share = house.store.shares[scene.share_id]
    house.accepted(offering(house, scene.company.people[Who.MEMBER], share))
    await books.follow()
    before, somebody = untouched(office), scene.user(who)
    nonce, confirm = NONCE, callbacks.ReviewAction.CONFIRM
    answers = []
    for share_id in (share.id, ShareId("shr_" + "0" * 26)):
        for data in (
            callbacks.BuyTap(share_id=share_id),
            callbacks.BuyReviewTap(share_id=share_id, nonce=nonce, action=confirm),
            callbacks.OfferTap(share_id=share_id, action=callbacks.OfferAction.TAKE_BACK_SURE),
        ):
            said_before = len(office.wire.sent)
            await office.taps(somebody, data.pack())
            answers.append(office.wire.to(somebody["id"], said_before))
    assert len(set(answers)) == 1
    assert untouched(office) == before


@pytest.mark.usefixtures("unpainted")
async def test_whose_it_is_does_see_it(office):
    """The other side of the boundary, lest the bot pass the test above by being mute."""
    scene = await set_scene(office)
    marks, campaign_id = scene.marks(), scene.company.campaign_id
    card = CardTap(campaign_id=campaign_id, action=CardAction.SHOW)
    spare, partner_id = scene.company.spare, scene.company.partners[Who.PARTNER]
    may_see: list[tuple[Who, CallbackData, str]] = [
        *(
            (who, card, "the initiator's name")
            for who in (Who.INITIATOR, Who.MEMBER, Who.EX_MEMBER, Who.INVITED)
        ),
        (Who.MEMBER, CertificateTap(share_id=scene.share_id), "the certificate"),
        (Who.MEMBER, ShareTap(share_id=scene.share_id), "the certificate"),
        (Who.MEMBER, AccountTap(account_id=spare, action=AccountAction.UNLINK), f"the account {spare}"),
        (Who.ADMIN, CampaignTap(campaign_id=campaign_id), "the initiator's name"),
        (
            Who.ADMIN,
            ParticipantTap(participant_id=scene.company.people[Who.MEMBER].participant_id),
            "the member's name",
        ),
        (Who.ADMIN, BankAccountTap(account_id=spare), f"the account {spare}"),
        (Who.ADMIN, AdminGo(place=AdminPlace.PARTNERS), "the partner's name"),
        (Who.ADMIN, PartnerTap(partner_id=partner_id, part=PartnerPart.KEYS), "the partner's key"),
        (Who.ADMIN, PartnerTap(partner_id=partner_id, part=PartnerPart.ENDPOINTS), "the partner's endpoint"),
    ]
    for who, data, mark in may_see:
        said_before = len(office.wire.sent)
        person = scene.user(who)
        await office.taps(person, data.pack())
        assert marks[mark] in office.wire.to(person["id"], said_before), (who, data)


@pytest.mark.usefixtures("unpainted")
async def test_a_stranger_is_let_in_by_the_link_and_by_nothing_else(office):
    scene = await set_scene(office)
    stranger = scene.user(Who.STRANGER)
    show = CardTap(campaign_id=scene.company.campaign_id, action=CardAction.SHOW).pack()
    unknown = CardTap(campaign_id="cmp_" + "0" * 26, action=CardAction.SHOW).pack()
    answers = []
    for data in (show, unknown):
        said_before = len(office.wire.sent)
        await office.taps(stranger, data)
        answers.append([told | {"callback_query_id": ""} for _, told in office.wire.sent[said_before:]])
    assert answers[0] == answers[1]
    link_token = scene.company.house.campaign(scene.company.campaign_id).link_token
    await office.says(stranger, f"/start c_{link_token}")
    said_before = len(office.wire.sent)
    await office.taps(stranger, show)
    assert scene.marks()["the initiator's name"] in office.wire.to(stranger["id"], said_before)


@pytest.mark.usefixtures("unpainted")
async def test_links_that_lead_nowhere_are_answered_alike_and_then_not_at_all(office):
    stranger = user(999, "ZzGUESSER")
    wrong = ("c_" + "A" * 22, "nonsense", "c_", "c_" + "%" * 22, *("c_" + "B" * 22 for _ in range(6)))
    answers = []
    for payload in wrong:
        said_before = len(office.wire.sent)
        await office.says(stranger, f"/start {payload}")
        answers.append(office.wire.to(stranger["id"], said_before))
    assert len(set(answers)) == 1
    assert "opens no campaign" in answers[0]
    await office.says(stranger, "/start c_" + "A" * 22)
    assert "wait ten minutes" in str(office.wire.sent[-1])
    await office.says(user(999, "ZzGUESSER", "zh-hans"), "/start c_" + "A" * 22)
    assert "十分钟" in str(office.wire.sent[-1])


@pytest.mark.usefixtures("unpainted")
async def test_people_picked_with_a_forged_key_or_for_anothers_campaign_are_not_invited(office):
    scene = await set_scene(office)
    stranger, before = scene.user(Who.STRANGER), untouched(office)
    picked = [{"user_id": 4711, "first_name": "ZzPICKED"}]
    await office.says(stranger, users_shared={"request_id": 1, "users": picked})
    assert "This button is over" in str(office.wire.sent[-1])
    answers: dict[str, str | int | list[str] | None] = {"campaign_id": scene.company.campaign_id}
    draft = Draft(stranger["id"], "inviting", "nonce-forged", "people", answers)
    await office.store.drafts.save(draft)
    await office.says(stranger, users_shared={"request_id": request_id_of(draft), "users": picked})
    assert untouched(office) == before


@pytest.mark.usefixtures("unpainted")
async def test_a_campaign_is_not_opened_with_money_from_another_persons_account(office):
    """A forged answer to the wizard's question for the own account: the campaign stands, and nothing is pledged."""
    scene = await set_scene(office)
    house = scene.company.house
    stranger = scene.user(Who.STRANGER)
    before = untouched(office)
    deadline = int(house.at.timestamp()) + 2 * 86_400
    answers: dict[str, str | int | list[str] | None] = {
        "product": "TD12M",
        "target": 10_000 * YUAN,
        "amounts": ["free_amount", "remainder"],
        "minimum": 50 * YUAN,
        "deadline": deadline,
        "own": "f200000",
        "account": scene.company.spare,
        "reviewed": "",
        "locale": "en",
    }
    await office.store.drafts.save(Draft(stranger["id"], "opening", "nonce-forged", "review", answers))
    await office.taps(stranger, callbacks.OpeningPublish(nonce="nonce-forged").pack())
    after = untouched(office)
    assert len(after["campaigns"]) == len(before["campaigns"]) + 1  # type: ignore[arg-type]  # sets of rows
    assert {name for name in after if after[name] != before[name]} == {"campaigns", "campaign_keys"}


async def test_to_everybody_but_admins_the_admins_commands_do_not_exist(office):
    somebody, answers = user(999, "ZzGUESSER"), []
    for text in ("/admin", "/no_such_command"):
        said_before = len(office.wire.sent)
        await office.says(somebody, text)
        answers.append(office.wire.to(somebody["id"], said_before))
    assert answers[0] == answers[1]
    assert {each.actor for each in await office.store.queries.search_trail(TrailSearch())} == {
        "bank:clerk"
    }, "who appointed"
    assert {each.actor for each in await office.store.queries.search_trail(TrailSearch())} == {"bank:clerk"}


@pytest.mark.usefixtures("unpainted")
async def test_in_a_group_nobody_is_shown_anything_by_a_forged_button(office):
    """A button under a group's or an inline message, tapped by a member: private things stay private."""
    scene = await set_scene(office)
    member = scene.user(Who.MEMBER)
    group = {"id": -100, "type": "supergroup", "title": "Friends"}
    said_before = len(office.wire.sent)
    for data in every_forged(scene):
        await office.taps(member, data.pack(), chat=group)
    query = {"id": "1", "from": member, "chat_instance": "1", "data": every_forged(scene)[0].pack()}
    await office.feed(callback_query=query | {"inline_message_id": "inline"})
    answers = [told for _, told in office.wire.sent[said_before:]]
    assert {(told["method"], told.get("text")) for told in answers} == {
        ("AnswerCallbackQuery", "This button does nothing here. Write to me in private.")
    }
    pledge = scene.company.house.pledge_of(scene.company.people[Who.MEMBER], scene.company.campaign_id)
    assert pledge.state is PledgeState.HELD


NO_BUTTONS = (
    "c:",
    "c::show",
    "c:x",
    "p:cmp:free_amount:-1",
    f"p:cmp:free_amount:{'9' * 40}",
    "zz:1",
    "mu:cancel",
)


@pytest.mark.usefixtures("unpainted")
async def test_what_is_no_button_of_ours_is_answered_kindly(office):
    for person in (user(999, "ZzGUESSER"), user(ADMIN_ID, name_of(Who.ADMIN))):
        for data in NO_BUTTONS:
            said_before = len(office.wire.sent)
            await office.taps(person, data)
            assert len(office.wire.sent) > said_before
