"""The boundary between people, at the core: every command, asked by everybody, about somebody else's things.

Who is not named in a row is refused, and then nothing has changed. A command without a row fails here.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from core.commands import (
    AccrueInterest,
    Actor,
    ActorKind,
    AddProduct,
    AddRates,
    AnnounceMaturity,
    AskReconciliation,
    BuyShare,
    CancelCampaign,
    ChangeCustomerPhone,
    ChangeEndpoint,
    ChangePartnerPermissions,
    ChangePledge,
    ChooseAmountShown,
    ChooseDeadlineLead,
    ChooseLocale,
    ChooseMaturity,
    ChooseNameShown,
    ChooseQuietHours,
    ChooseZone,
    Command,
    ConfirmLinking,
    CreditAccount,
    DecideCorrection,
    DeclineInvitation,
    DeleteEndpoint,
    DesignatePeople,
    DisableEndpoint,
    DropAiling,
    DropNomination,
    EndPlaceOffer,
    ErasePerson,
    ExpireCampaign,
    FollowLink,
    GrantRole,
    IssuePartnerKey,
    JoinWaitingList,
    LeaveOrganising,
    LeaveWaitingList,
    LinkAtCounter,
    LinkingChecked,
    LookUpShortCode,
    MatureDeposit,
    MeetParticipant,
    MoveOfferOn,
    NameApprovers,
    OfferShare,
    OpenAccount,
    OpenCampaign,
    OpenInvitation,
    OpenPartnerCampaign,
    PauseSettlement,
    PlacePledge,
    ProposeCorrection,
    ProposeReversal,
    PutProduct,
    RecordAdminUse,
    RecordCustomerFacts,
    RecordNotReceived,
    RecordOutcome,
    RecordReconciliation,
    RecordSilence,
    RedateRates,
    Redeliver,
    RedeliverForPartner,
    RedirectPayout,
    RegisterCustomer,
    RegisterEndpoint,
    RegisterPartner,
    RelieveOrganiser,
    RemindAsWished,
    RemindInvited,
    ResumeSettlement,
    RevokeDesignation,
    RevokePartnerKey,
    RevokeRole,
    RotateCampaignKeys,
    RotateEndpointSecret,
    SendOrder,
    SetAccountStatus,
    SetEndpointDisabled,
    SetPartnerSuspended,
    SetProductOffered,
    SettleCampaign,
    StartLinking,
    StopNudges,
    TakeBackOffer,
    TakeBackRates,
    TellAdmins,
    UnlinkAccount,
    WishReminder,
    WithdrawEarly,
    WithdrawPledge,
)
from core.domain.account import AccountClass, AccountStatus
from core.domain.bank import Confirmed
from core.domain.deposit import MaturityChoice
from core.domain.designation import Designee
from core.domain.errors import (
    AccountNotLinked,
    AlreadyPledged,
    CampaignUnknown,
    ContactNotYours,
    DomainError,
    EndpointUnknown,
    ErasureHindered,
    NoCodePending,
    NotPermitted,
    NotPledged,
    NotWaiting,
    ParticipantUnknown,
    PayoutUnknown,
    RoleMissing,
    ShareUnknown,
)
from core.domain.ids import AccountId, CampaignId, DeliveryId, EndpointId, OrderReference
from core.domain.notice import OrderContradicted
from core.domain.notifications import AWAKE, DeadlineLead
from core.domain.participant import Audience, CodeVerdict, NameShown
from core.domain.pledge import PledgeAmount
from core.domain.product import RateTier
from core.domain.reminding import ReminderWish
from core.domain.staff import Role
from core.domain.waiting import PLACE_OFFER_WINDOW
from core.usecases import USE_CASES
from tests.security.company import (
    MET,
    Company,
    Who,
    gather,
    gather_ailing,
    gather_closing,
    gather_doubted,
    gather_elsewhere,
    gather_full,
    gather_last_day,
    gather_late,
    gather_ripe,
    gather_settled,
    gather_waiting,
)
from tests.support.courier import Courier
from tests.support.house import ADMIN, ALL_TYPES, FREE_AMOUNT, TD12M, YUAN, proposal
from tests.support.maturing import (
    buying,
    deposit_of,
    leaving,
    offering,
    share_of,
)
from tests.support.partnering import PERMISSIONS, issuing, key_of, opened_by, opening_as, registering
from tests.support.reconciling import BEA, deciding, proposing, reconciling, reversing

Ask = Callable[[Company, Who], dict[str, Any]]
KEEPERS = frozenset({Who.ADMIN, Who.CLERK})
"""Who takes partners on."""
TIERS = (RateTier(50_00, Decimal("1.50")),)


@dataclass(frozen=True)
class Row:
    """A command about something of the member's, or of everybody's, and who may ask it.

    `otherwise` is what participants are refused with who may not; other kinds of actors are not permitted at all.
    """

    command: type[Command[Any]]
    what: str
    ask: Ask
    may: frozenset[Who]
    otherwise: type[DomainError] = NotPermitted
    refused: tuple[tuple[Who, type[DomainError]], ...] = ()
    gather: Callable[[], Company] = gather


def row(command: type[Command[Any]], what: str, ask: Ask, *may: Who, **more: Any) -> Row:
    return Row(command, what, ask, frozenset(may), **more)


def _operator(company: Company, _: Who) -> dict[str, Any]:
    """An operator, to be revoked."""
    _grant(company, Role.OPERATOR)
    return {"telegram_user_id": 4711, "reason": "has left"}


def _paused(company: Company, _: Who) -> dict[str, Any]:
    house = company.house
    house.accepted(PauseSettlement(intent=house.intent(), actor=ADMIN, reason="a test"))
    return {}


def _nominated(company: Company, _: Who) -> dict[str, Any]:
    """Somebody whom an approver nominated."""
    _grant(company, Role.APPROVER)
    return {"telegram_user_id": 4711}


def _grant(company: Company, role: Role) -> None:
    company.house.accepted(company.house.granting(4711, role, ADMIN))


def _pledging(company: Company, account_id: AccountId, amount_minor: int = 1_000 * YUAN) -> dict[str, Any]:
    return {
        "campaign_id": company.campaign_id,
        "account_id": account_id,
        "amount": PledgeAmount(FREE_AMOUNT, amount_minor),
        "consent": company.house.consent(company.campaign_id),
    }


def _endpoint(company: Company) -> EndpointId:
    """An endpoint of the partner's."""
    registering = RegisterEndpoint(
        intent=company.house.intent(),
        actor=Actor.partner(company.partners[Who.PARTNER]),
        url="https://acme.example/hooks",
    )
    return company.house.accepted(registering).endpoint_id


def _delivered(company: Company) -> DeliveryId:
    """The last delivery to the partner's endpoint."""
    opened_by(company.house, company.partners[Who.PARTNER])
    return list(company.house.store.deliveries)[-1]


UNKNOWN_TO_OTHERS = ((Who.OTHER_PARTNER, CampaignUnknown),)
UNKNOWN_TO_PARTNERS = ((Who.PARTNER, CampaignUnknown), *UNKNOWN_TO_OTHERS)
OWN_WORD: dict[str, Any] = {
    "otherwise": ParticipantUnknown,
    "refused": ((Who.MEMBER, AlreadyPledged),),
}
OTHERS_ENDPOINT = ((Who.OTHER_PARTNER, EndpointUnknown),)


def _designated(company: Company, campaign_id: CampaignId, by: Who) -> dict[str, Any]:
    """Somebody whom the campaign's organiser has designated."""
    house = company.house
    house.accepted(house.designating(company.actor(by), campaign_id, Designee(4712)))
    return {"campaign_id": campaign_id, "designation_id": list(house.store.designations)[-1]}


def _campaign(company: Company, who: Who) -> dict[str, Any]:
    return {"campaign_id": company.campaign_id}


def _deposit(company: Company, who: Who) -> dict[str, Any]:
    return {"deposit_id": deposit_of(company.house, company.campaign_id).id}


def _waiting(company: Company, account_id: AccountId) -> dict[str, Any]:
    return {"payout_id": next(iter(company.house.store.payouts)), "account_id": account_id}


def _linking(company: Company, who: Who, of: Who) -> dict[str, Any]:
    """The contact of `of`, brought by `who`."""
    owner, bringer = company.people[of], company.people.get(who, company.people[Who.STRANGER])
    return {
        "telegram_user_id": bringer.telegram_user_id,
        "contact_user_id": owner.telegram_user_id,
        "phone": owner.phone,
    }


def _code_of_the_member(company: Company, who: Who) -> dict[str, Any]:
    member = company.people[Who.MEMBER]
    phone = member.phone
    return {"code": company.house.start_linking(member.participant_id, member.telegram_user_id, phone)}


def _order(company: Company) -> OrderReference:
    return Courier(company.house).ready()[0].reference


def _sent(company: Company, who: Who) -> dict[str, Any]:
    courier = Courier(company.house)
    return {"reference": courier.send(courier.ready()[0]).reference}


def _outcome(company: Company, who: Who) -> dict[str, Any]:
    sent = company.house.store.orders[_sent(company, who)["reference"]]
    return {
        "reference": sent.reference,
        "campaign_id": sent.campaign_id,
        "pledge_id": sent.pledge_id,
        "outcome": Confirmed(),
    }


def _status(company: Company, who: Who, status: AccountStatus) -> dict[str, Any]:
    return {"account_id": company.spare, "status": status, "reason": "because"}


def content_of(command: Command[Any]) -> dict[str, Any]:
    """What a command says, whoever asks for it."""
    names = [each.name for each in fields(command) if each.name not in ("intent", "actor")]
    return {name: getattr(command, name) for name in names}


def _told(company: Company, who: Who) -> dict[str, Any]:
    house, member = company.house, company.people[Who.MEMBER]
    return content_of(house.telling(member.phone, house.facts(house.store.customers[member.customer_id])))


def _doubted(company: Company) -> str:
    (subject,) = company.house.store.mismatches
    return subject


def _proposed(company: Company, who: Who) -> dict[str, Any]:
    proposal = company.house.accepted(proposing(company.house, _doubted(company), actor=BEA))
    return content_of(deciding(company.house, proposal.correction_id))


def _of_the_member(company: Company, who: Who) -> dict[str, Any]:
    return {"account_id": company.people[Who.MEMBER].account_id}


def _waited_for(company: Company, who: Who) -> dict[str, Any]:
    """The campaign, with the invited in line."""
    company.house.accepted(company.house.waiting(company.people[Who.INVITED], company.campaign_id))
    return {"campaign_id": company.campaign_id}


def _leaving(company: Company, who: Who) -> dict[str, Any]:
    """The member's share, and what it brings today."""
    return content_of(leaving(company.house, company.people[Who.MEMBER], company.campaign_id))


def _to_be_sold(company: Company, who: Who) -> dict[str, Any]:
    """The member's share."""
    member = company.people[Who.MEMBER]
    deposit = deposit_of(company.house, company.campaign_id)
    return content_of(offering(company.house, member, share_of(company.house, member, deposit.id)))


def _for_sale(company: Company, who: Who) -> dict[str, Any]:
    """The member's share, once it is for sale."""
    content = _to_be_sold(company, who)
    share = company.house.store.shares[content["share_id"]]
    company.house.accepted(offering(company.house, company.people[Who.MEMBER], share))
    return content


def _for_sale_long_enough(company: Company, who: Who) -> dict[str, Any]:
    """The same a day later."""
    content = _for_sale(company, who)
    company.house.later(days=1)
    return content


def _bought_by_the_invited(company: Company, who: Who) -> dict[str, Any]:
    """The member's share while it is for sale to members, from the account of somebody who is none."""
    content = _for_sale(company, who)
    share = company.house.store.shares[content["share_id"]]
    return content_of(buying(company.house, company.people[Who.INVITED], share))


def _passed_by(company: Company, who: Who) -> dict[str, Any]:
    """The campaign, with a place that was dropped and that the invited, first in line, have let pass."""
    house = company.house
    content = _waited_for(company, who)
    house.accepted(house.dropping(company.campaign_id))
    house.at += PLACE_OFFER_WINDOW
    return content


ROWS = (
    row(
        MeetParticipant,
        "as somebody of another name",
        lambda company, _: {
            "telegram_user_id": company.people[Who.MEMBER].telegram_user_id,
            "name": "Mallory",
            "locale": "en",
        },
        Who.SYSTEM,
    ),
    row(ChooseLocale, "for oneself", lambda *_: {"locale": "en"}, *MET, otherwise=ParticipantUnknown),
    row(
        ChooseNameShown,
        "for oneself",
        lambda *_: {"audience": Audience.MEMBERS, "shown": NameShown.MASKED},
        *MET,
        otherwise=ParticipantUnknown,
    ),
    row(
        ChooseAmountShown,
        "for oneself",
        lambda *_: {"shown": True},
        *MET,
        otherwise=ParticipantUnknown,
    ),
    row(ChooseZone, "for oneself", lambda *_: {"zone": "Europe/Lisbon"}, *MET, otherwise=ParticipantUnknown),
    row(ChooseQuietHours, "for oneself", lambda *_: {"quiet": AWAKE}, *MET, otherwise=ParticipantUnknown),
    row(
        ChooseDeadlineLead,
        "for oneself",
        lambda *_: {"lead": DeadlineLead.NONE},
        *MET,
        otherwise=ParticipantUnknown,
    ),
    row(StopNudges, "for oneself", lambda *_: {"stopped": True}, *MET, otherwise=ParticipantUnknown),
    row(
        ErasePerson,
        "oneself, whom nobody needs",
        lambda *_: {},
        Who.EX_MEMBER,
        Who.INVITED,
        Who.STRANGER,
        otherwise=ErasureHindered,
        refused=((Who.NOBODY, ParticipantUnknown),),
    ),
    row(
        StartLinking,
        "by one's own contact",
        lambda company, who: _linking(company, who, who if who in MET else Who.STRANGER),
        *MET,
        otherwise=ParticipantUnknown,
    ),
    row(
        StartLinking,
        "by the member's contact",
        lambda company, who: _linking(company, who, Who.MEMBER),
        Who.MEMBER,
        otherwise=ContactNotYours,
        refused=((Who.NOBODY, ParticipantUnknown),),
    ),
    row(
        ConfirmLinking, "the member's one-time code", _code_of_the_member, Who.MEMBER, otherwise=NoCodePending
    ),
    row(
        LinkAtCounter,
        "the member's accounts",
        lambda company, _: {
            "participant_id": company.people[Who.MEMBER].participant_id,
            "phone": company.people[Who.MEMBER].phone,
        },
        Who.CLERK,
    ),
    row(
        UnlinkAccount,
        "the member's account",
        lambda company, _: {"account_id": company.spare},
        Who.MEMBER,
        otherwise=AccountNotLinked,
    ),
    row(
        OpenCampaign,
        "one's own",
        lambda *_: {"proposal": proposal()},
        *MET,
        otherwise=ParticipantUnknown,
    ),
    row(
        LookUpShortCode,
        "the campaign's",
        lambda company, _: {"short_code": company.house.campaign(company.campaign_id).short_code},
        *MET,
        otherwise=ParticipantUnknown,
    ),
    row(
        FollowLink,
        "the campaign's",
        lambda company, _: {"link_token": company.house.campaign(company.campaign_id).link_token},
        *MET,
        otherwise=ParticipantUnknown,
    ),
    row(RotateCampaignKeys, "the initiator's", _campaign, Who.INITIATOR, refused=UNKNOWN_TO_PARTNERS),
    row(
        RotateCampaignKeys,
        "the partner's",
        lambda company, _: {"campaign_id": company.partners_campaign_id},
        Who.PARTNER,
        refused=UNKNOWN_TO_OTHERS,
    ),
    row(
        DesignatePeople,
        "for the initiator's campaign",
        lambda company, _: {"campaign_id": company.campaign_id, "designees": (Designee(4711),)},
        Who.INITIATOR,
        refused=UNKNOWN_TO_PARTNERS,
    ),
    row(
        RevokeDesignation,
        "in the initiator's campaign",
        lambda company, _: _designated(company, company.campaign_id, Who.INITIATOR),
        Who.INITIATOR,
        refused=UNKNOWN_TO_PARTNERS,
    ),
    row(
        RevokeDesignation,
        "in the partner's campaign",
        lambda company, _: _designated(company, company.partners_campaign_id, Who.PARTNER),
        Who.PARTNER,
        refused=UNKNOWN_TO_OTHERS,
    ),
    row(
        DesignatePeople,
        "for the partner's campaign",
        lambda company, _: {"campaign_id": company.partners_campaign_id, "designees": (Designee(4711),)},
        Who.PARTNER,
        refused=UNKNOWN_TO_OTHERS,
    ),
    # It says of the actor that they looked, and nothing of anybody else.
    row(OpenInvitation, "the campaign's", _campaign, *MET, Who.NOBODY),
    # They say of the actor what they want to hear, and nothing of anybody else.
    row(DeclineInvitation, "to the campaign", _campaign, *(MET - {Who.MEMBER}), **OWN_WORD),
    row(
        WishReminder,
        "of the campaign",
        lambda company, _: {"campaign_id": company.campaign_id, "wish": ReminderWish.DAY_BEFORE},
        *(MET - {Who.MEMBER}),
        **OWN_WORD,
    ),
    row(RemindInvited, "to the campaign", _campaign, Who.INITIATOR),
    row(
        RemindAsWished,
        "the invited",
        lambda company, _: {
            "campaign_id": company.campaign_id,
            "participant_id": company.people[Who.INVITED].participant_id,
        },
        Who.SYSTEM,
        gather=gather_closing,
    ),
    # Whoever knows the campaign's id: that one comes by its link is the chat's rule, see test_callbacks.
    row(
        PlacePledge,
        "from one's own account",
        lambda company, who: _pledging(company, company.own_account(who)),
        *(MET - {Who.MEMBER}),
        otherwise=AccountNotLinked,
        refused=((Who.MEMBER, AlreadyPledged),),
    ),
    row(
        PlacePledge,
        "from the member's account",
        lambda company, _: _pledging(company, company.spare),
        otherwise=AccountNotLinked,
        refused=((Who.MEMBER, AlreadyPledged),),
    ),
    row(
        ChangePledge,
        "to one's own account",
        lambda company, who: _pledging(company, company.own_account(who)),
        Who.MEMBER,
        otherwise=NotPledged,
    ),
    row(
        ChangePledge,
        "to the member's account",
        lambda company, _: _pledging(company, company.spare),
        Who.MEMBER,
        otherwise=NotPledged,
    ),
    row(
        ChangePledge,
        "to the ex-member's account",
        lambda company, _: _pledging(company, company.own_account(Who.EX_MEMBER)),
        otherwise=NotPledged,
        refused=((Who.MEMBER, AccountNotLinked),),
    ),
    row(WithdrawPledge, "one's own", _campaign, Who.MEMBER, otherwise=NotPledged),
    row(
        CancelCampaign,
        "the initiator's",
        lambda company, _: {"campaign_id": company.campaign_id, "reason": "because"},
        Who.INITIATOR,
        Who.ADMIN,
        refused=UNKNOWN_TO_PARTNERS,
    ),
    row(
        CancelCampaign,
        "the partner's",
        lambda company, _: {"campaign_id": company.partners_campaign_id, "reason": "because"},
        Who.PARTNER,
        Who.ADMIN,
        refused=UNKNOWN_TO_OTHERS,
    ),
    row(
        OpenPartnerCampaign,
        "one's own",
        lambda company, _: content_of(opening_as(company.house, company.partners[Who.PARTNER])),
        Who.PARTNER,
        Who.OTHER_PARTNER,
    ),
    row(RegisterPartner, "a new one", lambda company, _: content_of(registering(company.house)), *KEEPERS),
    row(
        ChangePartnerPermissions,
        "of one that stands",
        lambda company, _: {
            "partner_id": company.partners[Who.PARTNER],
            "permissions": replace(PERMISSIONS, campaigns_per_day=100),
        },
        *KEEPERS,
    ),
    row(
        SetPartnerSuspended,
        "one that stands",
        lambda company, _: {"partner_id": company.partners[Who.PARTNER], "suspended": True},
        *KEEPERS,
    ),
    row(
        IssuePartnerKey,
        "for one that stands",
        lambda company, _: content_of(issuing(company.house, company.partners[Who.PARTNER], "a key")),
        *KEEPERS,
    ),
    row(
        RevokePartnerKey,
        "of one that stands",
        lambda company, _: {
            "partner_id": company.partners[Who.PARTNER],
            "key_id": key_of(company.house, company.partners[Who.PARTNER], "another key"),
        },
        *KEEPERS,
    ),
    row(
        RegisterEndpoint,
        "one's own",
        lambda *_: {"url": "https://acme.example/hooks"},
        Who.PARTNER,
        Who.OTHER_PARTNER,
    ),
    row(
        ChangeEndpoint,
        "one's own",
        lambda company, _: {"endpoint_id": _endpoint(company), "disabled": True},
        Who.PARTNER,
        refused=OTHERS_ENDPOINT,
    ),
    row(
        RotateEndpointSecret,
        "of one's own",
        lambda company, _: {"endpoint_id": _endpoint(company), "overlap_seconds": 0},
        Who.PARTNER,
        refused=OTHERS_ENDPOINT,
    ),
    row(
        DeleteEndpoint,
        "one's own",
        lambda company, _: {"endpoint_id": _endpoint(company)},
        Who.PARTNER,
        refused=OTHERS_ENDPOINT,
    ),
    row(
        Redeliver,
        "to one's own",
        lambda company, _: {"endpoint_id": _endpoint(company), "delivery_id": _delivered(company)},
        Who.PARTNER,
        refused=OTHERS_ENDPOINT,
    ),
    row(
        SetEndpointDisabled,
        "one of a partner's",
        lambda company, _: {
            "partner_id": company.partners[Who.PARTNER],
            "endpoint_id": _endpoint(company),
            "disabled": True,
        },
        *KEEPERS,
    ),
    row(
        RedeliverForPartner,
        "to one of a partner's",
        lambda company, _: {
            "partner_id": company.partners[Who.PARTNER],
            "endpoint_id": _endpoint(company),
            "delivery_id": _delivered(company),
        },
        *KEEPERS,
    ),
    row(
        DisableEndpoint,
        "one that fails",
        lambda company, _: {
            "partner_id": company.partners[Who.PARTNER],
            "endpoint_id": _endpoint(company),
            "failing_since": company.house.at,
        },
        Who.SYSTEM,
    ),
    # That one comes by the campaign's link is the chat's rule here, too.
    row(
        JoinWaitingList,
        "of one that is full",
        _campaign,
        *(MET - {Who.MEMBER}),
        otherwise=ParticipantUnknown,
        refused=((Who.MEMBER, AlreadyPledged),),
        gather=gather_full,
    ),
    row(
        LeaveWaitingList, "who is in line", _waited_for, Who.INVITED, otherwise=NotWaiting, gather=gather_full
    ),
    row(LeaveOrganising, "the initiator's", _campaign, Who.INITIATOR),
    row(
        RelieveOrganiser,
        "who is out of reach",
        lambda company, _: {
            "campaign_id": company.campaign_id,
            "organiser_id": company.people[Who.INITIATOR].participant_id,
            "successor_id": company.people[Who.MEMBER].participant_id,
        },
        Who.SYSTEM,
    ),
    row(
        WithdrawEarly,
        "the member's share",
        _leaving,
        Who.MEMBER,
        otherwise=ShareUnknown,
        gather=gather_settled,
    ),
    row(
        OfferShare,
        "the member's share",
        _to_be_sold,
        Who.MEMBER,
        otherwise=ShareUnknown,
        gather=gather_settled,
    ),
    row(
        TakeBackOffer,
        "the member's share",
        _for_sale,
        Who.MEMBER,
        otherwise=ShareUnknown,
        gather=gather_settled,
    ),
    row(
        BuyShare,
        "the member's share",
        _bought_by_the_invited,
        otherwise=NotPermitted,
        refused=((Who.INVITED, NotPermitted),),
        gather=gather_settled,
    ),
    row(MoveOfferOn, "one whose window is over", _for_sale_long_enough, Who.SYSTEM, gather=gather_settled),
    row(EndPlaceOffer, "one that is over", _passed_by, Who.SYSTEM, gather=gather_ailing),
    row(SettleCampaign, "one that is due", _campaign, Who.SYSTEM, gather=gather_full),
    row(ExpireCampaign, "one that is due", _campaign, Who.SYSTEM, gather=gather_late),
    row(DropAiling, "those who are due", _campaign, Who.SYSTEM, gather=gather_ailing),
    row(AccrueInterest, "of one that has earned", _deposit, Who.SYSTEM, gather=gather_settled),
    row(AnnounceMaturity, "of one that ends tomorrow", _deposit, Who.SYSTEM, gather=gather_last_day),
    row(MatureDeposit, "one that ends today", _deposit, Who.SYSTEM, gather=gather_ripe),
    row(
        ChooseMaturity,
        "for the member's share",
        lambda company, _: {
            "share_id": next(iter(company.house.store.shares)),
            "choice": MaturityChoice.RENEW_ALL,
        },
        Who.MEMBER,
        otherwise=ShareUnknown,
        gather=gather_settled,
    ),
    row(
        RedirectPayout,
        "the member's money, to one's own account",
        lambda company, who: _waiting(
            company, company.spare if who is Who.MEMBER else company.own_account(who)
        ),
        Who.MEMBER,
        otherwise=PayoutUnknown,
        gather=gather_waiting,
    ),
    row(
        RedirectPayout,
        "the member's money, to the ex-member's account",
        lambda company, _: _waiting(company, company.own_account(Who.EX_MEMBER)),
        otherwise=PayoutUnknown,
        refused=((Who.MEMBER, AccountNotLinked),),
        gather=gather_waiting,
    ),
    row(
        SendOrder,
        "one that is ready",
        lambda company, _: {"reference": _order(company)},
        Who.SYSTEM,
        gather=gather_elsewhere,
    ),
    row(RecordSilence, "of one that was sent", _sent, Who.SYSTEM, gather=gather_elsewhere),
    row(RecordNotReceived, "of one that was sent", _sent, Who.SYSTEM, gather=gather_elsewhere),
    row(RecordOutcome, "of one that was sent", _outcome, Who.SYSTEM, gather=gather_elsewhere),
    row(PutProduct, "a better one", lambda *_: {"product": replace(TD12M, code="TD13M")}, Who.SYSTEM),
    row(AddProduct, "another one", lambda *_: {"product": replace(TD12M, code="TD18M")}, Who.ADMIN),
    row(
        AddRates,
        "from next year on",
        lambda *_: {"product_code": "TD12M", "effective_from": date(2027, 1, 1), "tiers": TIERS},
        Who.ADMIN,
    ),
    row(
        RedateRates,
        "to a later year",
        lambda company, _: {
            "product_code": dated(company),
            "effective_from": date(2027, 1, 1),
            "new_effective_from": date(2028, 1, 1),
        },
        Who.ADMIN,
    ),
    row(
        TakeBackRates,
        "of next year",
        lambda company, _: {"product_code": dated(company), "effective_from": date(2027, 1, 1)},
        Who.ADMIN,
    ),
    row(SetProductOffered, "no more", lambda *_: {"product_code": "TD12M", "offered": False}, Who.ADMIN),
    row(RecordAdminUse, "a look", lambda *_: {"action": "view_account", "subject": "acc"}, *KEEPERS),
    row(
        NameApprovers,
        "beside those there are",
        lambda *_: {"telegram_user_ids": frozenset({7, 8, 9})},
        Who.SYSTEM,
    ),
    row(
        GrantRole,
        "to somebody new",
        lambda *_: {"telegram_user_id": 4711, "role": Role.VIEWER, "reason": "new here"},
        *KEEPERS,
    ),
    row(RevokeRole, "an operator's", _operator, *KEEPERS),
    row(DropNomination, "of an approver", _nominated, *KEEPERS),
    row(PauseSettlement, "all of it", lambda *_: {"reason": "a test"}, Who.ADMIN),
    row(ResumeSettlement, "that is paused", _paused, Who.ADMIN),
    row(
        SetAccountStatus,
        "frozen",
        lambda company, who: _status(company, who, AccountStatus.FROZEN),
        Who.ADMIN,
        Who.CLERK,
    ),
    row(
        SetAccountStatus,
        "lost",
        lambda company, who: _status(company, who, AccountStatus.LOST),
        Who.CLERK,
    ),
    row(RegisterCustomer, "a new one", lambda *_: {"name": "Mallory", "phone": "+8613999999999"}, Who.CLERK),
    row(
        ChangeCustomerPhone,
        "the member's",
        lambda company, _: {
            "customer_id": company.people[Who.MEMBER].customer_id,
            "old_phone": company.people[Who.MEMBER].phone,
            "phone": "+8613999999999",
        },
        Who.CLERK,
    ),
    row(
        OpenAccount,
        "for the member",
        lambda company, _: {
            "customer_id": company.people[Who.MEMBER].customer_id,
            "currency": "CNY",
            "account_class": AccountClass.I,
            "debit_amount_types": ALL_TYPES,
        },
        Who.CLERK,
    ),
    row(
        CreditAccount,
        "one's own",
        lambda company, who: {"account_id": company.own_account(who), "amount_minor": 1_000_000 * YUAN},
        Who.CLERK,
    ),
    row(RecordCustomerFacts, "of the member", _told, Who.SYSTEM, gather=gather_elsewhere),
    row(
        TellAdmins,
        "of an order",
        lambda company, _: {
            "notices": (
                OrderContradicted(
                    company.people[Who.INITIATOR].participant_id, OrderReference("ord"), "another amount"
                ),
            )
        },
        Who.SYSTEM,
    ),
    row(AskReconciliation, "now", lambda *_: {}, Who.ADMIN),
    row(
        RecordReconciliation,
        "of the books as they are",
        lambda company, _: content_of(reconciling(company.house)),
        Who.SYSTEM,
    ),
    row(
        ProposeCorrection,
        "of the member's money",
        lambda company, _: content_of(proposing(company.house, _doubted(company))),
        Who.ADMIN,
        gather=gather_doubted,
    ),
    row(
        ProposeReversal,
        "of an entry that nobody ordered",
        lambda company, _: content_of(reversing(company.house, "rogue")),
        Who.ADMIN,
        gather=gather_doubted,
    ),
    row(DecideCorrection, "that another admin proposed", _proposed, Who.ADMIN, gather=gather_doubted),
)


def dated(company: Company) -> str:
    """A product whose rates change next year."""
    house = company.house
    house.accepted(
        AddRates(
            intent=house.intent(),
            actor=company.actor(Who.ADMIN),
            product_code="TD12M",
            effective_from=date(2027, 1, 1),
            tiers=TIERS,
        )
    )
    return "TD12M"


@cache
def gathered(how: Callable[[], Company]) -> Company:
    return how()


def test_every_command_has_a_row():
    assert {each.command for each in ROWS} == set(USE_CASES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.command.__name__}-{row.what.replace(' ', '-')}")
def test_only_who_may_is_obeyed_and_of_all_others_nothing_is_left(row: Row):
    for who in Who:
        company = gathered(row.gather).fork()
        content = row.ask(company, who)
        command = row.command(intent=company.house.intent(), actor=company.actor(who), **content)
        if who in row.may:
            company.house.accepted(command)
            continue
        permitted = command.actor.kind in USE_CASES[row.command].actors
        expected = dict(row.refused).get(who, row.otherwise) if permitted else NotPermitted
        assert type(company.house.refused(command)) is expected, who


@pytest.mark.parametrize("command", USE_CASES, ids=lambda command: command.__name__)
def test_no_kind_of_actor_is_permitted_that_is_not_named(command):
    """Whatever their id: not an admin's power for a participant whose id reads like an admin's, nor the other way."""
    row = next(row for row in ROWS if row.command is command)
    company = gathered(row.gather)
    ids = {company.actor(who).id for who in Who}
    for kind in set(ActorKind) - USE_CASES[command].actors:
        for actor_id in ids:
            house = company.house.fork()
            content = row.ask(replace(company, house=house), Who.MEMBER)
            asked = command(intent=house.intent(), actor=Actor(kind, actor_id), **content)
            assert house.refused(asked) == NotPermitted()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if Who.ADMIN in row.may],
    ids=lambda row: f"{row.command.__name__}-{row.what.replace(' ', '-')}",
)
def test_staff_do_what_their_role_includes_and_of_the_rest_nothing_is_left(row: Row, role: Role):
    company = gathered(row.gather).fork()
    house, content = company.house, row.ask(company, Who.ADMIN)
    somebody = Actor.admin(12)
    house.accepted(house.granting(12, role))
    needed = Role.APPROVER if row.command is DecideCorrection else USE_CASES[row.command].role
    assert needed is not None
    command = row.command(intent=house.intent(), actor=somebody, **content)
    if role.includes(needed):
        house.accepted(command)
    else:
        assert isinstance(house.refused(command), RoleMissing)


def test_a_code_for_one_person_does_not_link_for_another_who_waits_for_one_too():
    company = gather()
    member, stranger = company.people[Who.MEMBER], company.people[Who.STRANGER]
    house = company.house
    code = house.start_linking(member.participant_id, member.telegram_user_id, member.phone)
    own = house.start_linking(stranger.participant_id, stranger.telegram_user_id, stranger.phone)
    assert own != code
    checked = house.accepted(ConfirmLinking(intent=house.intent(), actor=stranger.actor, code=code))
    assert checked == LinkingChecked(CodeVerdict.WRONG, tries_left=4)
