"""Opening a campaign, and committing money to it."""

from dataclasses import replace

from core.book import Book
from core.bookkeeping import placed_hold
from core.commands import (
    Actor,
    ActorKind,
    CancelCampaign,
    ChangePledge,
    Done,
    OpenCampaign,
    Opened,
    PlacePledge,
    Pledged,
    WithdrawPledge,
)
from core.domain.account import BankAccount
from core.domain.audit import stated
from core.domain.bank import PlaceHold, ReleaseHold, ReplaceHold
from core.domain.campaign import Campaign, CampaignState, Origin, Proposal, admission, fix_terms
from core.domain.errors import (
    AccountNotLinked,
    AccountNotValid,
    AdmissionRefused,
    AlreadyPledged,
    CampaignFixed,
    CampaignUnknown,
    DeadlinePassed,
    NotDesignated,
    NothingChanged,
    NotPermitted,
    NotPledged,
    PledgeFixed,
    ProductUnknown,
    TermsNotConsented,
)
from core.domain.ids import (
    AccountId,
    CampaignId,
    HoldId,
    InitiatorId,
    ParticipantId,
    PartnerId,
    PledgeId,
)
from core.domain.moment import Moment
from core.domain.notice import PlaceOffered, PoolCancelled, PoolReopened, WaitingEnded
from core.domain.participant import AccountLink, link_conditions
from core.domain.partner import Scope
from core.domain.pledge import Consent, Pledge, PledgeAmount, PledgeState, fit_amount
from core.domain.product import Product
from core.domain.staff import Role
from core.reach import Reach
from core.usecases.linking import known_participant
from core.usecases.partnering import asking_partner, known_partner
from core.usecases.registry import use_case

INITIATOR_CANCELLED = ""
"""The reason kept when the initiator calls a campaign off and gives none; an admin always gives one."""


@use_case(
    OpenCampaign,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        participants=frozenset({ParticipantId(command.actor.id)}),
        products=frozenset({command.proposal.product_code}),
    ),
)
def open_campaign(book: Book, command: OpenCampaign, now: Moment) -> Opened:
    """Open a campaign whose proposal meets every admission condition (S3), with a link and a short code (S4).

    Raises ParticipantUnknown, ProductUnknown, or AdmissionRefused with all failed conditions.
    """
    initiator = known_participant(book, ParticipantId(command.actor.id))
    product = book.products[command.proposal.product_code]
    if product is None:
        raise ProductUnknown
    if failed := admission(command.proposal, product, now):
        raise AdmissionRefused(failed)
    return Opened(put_opened(book, initiator.id, command.proposal, product, now).id)


def put_opened(
    book: Book,
    initiator_id: InitiatorId,
    proposal: Proposal,
    product: Product,
    now: Moment,
    origin: Origin | None = None,
) -> Campaign:
    """Write the campaign of an admitted proposal, with a link and a short code (S4)."""
    terms = fix_terms(proposal, product, now)
    campaign = Campaign(
        id=CampaignId(book.ids.mint("cmp")),
        initiator_id=initiator_id,
        terms=terms,
        state=CampaignState.OPEN,
        opened_at=now.at,
        closes_at=terms.deadline,
        link_token=book.ids.link_token(),
        short_code=book.ids.short_code(),
        origin=origin,
        designated_only=proposal.designated_only,
    )
    book.add_campaign(campaign)
    book.designees.put(campaign.id, ())
    return campaign


def _pledging_reach(command: PlacePledge | ChangePledge) -> Reach:
    return Reach(
        memberships=frozenset({(command.campaign_id, ParticipantId(command.actor.id))}),
        accounts=frozenset({command.account_id}),
    )


def _placing_reach(command: PlacePledge) -> Reach:
    membership = (command.campaign_id, ParticipantId(command.actor.id))
    return replace(_pledging_reach(command), remindings=frozenset({membership}))


@use_case(PlacePledge, actors={ActorKind.PARTICIPANT}, reach=_placing_reach)
def place_pledge(book: Book, command: PlacePledge, now: Moment) -> Pledged:
    """Commit an amount to an open campaign and ask the bank to hold it (S6, S7).

    Who was on the waiting list waits no longer; what is left is kept for the next. Whoever had said no has so no more.
    Raises CampaignUnknown, NotDesignated, CampaignNotOpen, DeadlinePassed, PlaceKept, AlreadyPledged,
    TermsNotConsented, AccountNotLinked, the refusals of `fit_amount`, or AccountNotValid with all failed conditions.
    """
    participant_id = ParticipantId(command.actor.id)
    campaign = known_campaign(book, command.campaign_id)
    if not admitted(book, campaign, participant_id):
        raise NotDesignated
    pledge = book.live_pledge(campaign.id, participant_id)
    if pledge is not None:
        raise AlreadyPledged(pledge.amount_minor)
    campaign.check_taking_pledges(now)
    campaign.check_place_free_for(participant_id)
    check_consent(campaign, command.consent)
    account, link = linked_account(book, command.account_id, participant_id)
    seat = fit_amount(campaign, command.amount)
    pledge = Pledge(
        id=PledgeId(book.ids.mint("plg")),
        campaign_id=campaign.id,
        participant_id=participant_id,
        account_id=account.id,
        hold_id=HoldId(book.ids.mint("hld")),
        amount=command.amount,
        seat=seat,
        state=PledgeState.RESERVED,
        consent=command.consent,
        pledged_at=now.at,
    )
    book.put_pledge(pledge)
    reminding = book.reminding(campaign.id, participant_id)
    if reminding.declined_at is not None:
        book.put_reminding(reminding.joined())
    if campaign.waiting.position(participant_id) is not None:
        campaign = campaign.no_longer_waited_for_by(participant_id)
    put_campaign(book, campaign.joined(pledge.amount_minor, seat, now), now)
    book.order(campaign.id, _place_hold(campaign, pledge, link), pledge.id)
    return Pledged(pledge.id)


@use_case(ChangePledge, actors={ActorKind.PARTICIPANT}, reach=_pledging_reach)
def change_pledge(book: Book, command: ChangePledge, now: Moment) -> Pledged:
    """Change a pledge's amount or account in one act: the old hold is replaced, or everything stays as it was.

    In repair only the account can change; a member whose account failed mends the pledge so, from the same account once
    it is in order or from another. A larger amount would take what is free: not while that is kept for somebody in
    line. Raises NotPledged, PledgeFixed, NothingChanged and what `place_pledge` raises.
    """
    campaign = known_campaign(book, command.campaign_id)
    pledge = _live_pledge(book, campaign, ParticipantId(command.actor.id))
    pledge.check_movable(campaign)
    check_consent(campaign, command.consent)
    account, link = linked_account(book, command.account_id, pledge.participant_id)
    same = (command.account_id, command.amount) == (pledge.account_id, pledge.amount)
    if same and not pledge.ailing:
        raise NothingChanged
    if campaign.state is CampaignState.REPAIRING:
        if command.amount != pledge.amount:
            raise PledgeFixed(campaign.state.value)
        if pledge.ailing and campaign.mend_until is not None and now.at >= campaign.mend_until:
            raise DeadlinePassed(campaign.mend_until)
    else:
        campaign.check_taking_pledges(now)
        if command.amount.amount_minor > pledge.amount_minor:
            campaign.check_place_free_for(pledge.participant_id)
    seat, campaign = _refitted(campaign, pledge, command.amount, now)
    hold_id = HoldId(book.ids.mint("hld"))
    changed = pledge.changed(account.id, hold_id, command.amount, seat, command.consent)
    book.put_pledge(changed)
    put_campaign(book, campaign.keeping(changed.spare_minor, pledge.seat), now)
    placing = _place_hold(campaign, changed, link)
    stands = placed_hold(book, pledge.hold_id) is not None  # a correction may have ended it
    book.order(campaign.id, ReplaceHold(pledge.hold_id, placing) if stands else placing, pledge.id)
    return Pledged(pledge.id)


def _refitted(
    campaign: Campaign, pledge: Pledge, amount: PledgeAmount, now: Moment
) -> tuple[int | None, Campaign]:
    """The seat of a pledge with the amount, and the campaign with it: the old one leaves, the new one joins."""
    if amount == pledge.amount:
        return pledge.seat, campaign.checking()
    without = campaign.left(pledge.amount_minor, pledge.seat)
    seat = fit_amount(without, amount)
    return seat, without.joined(amount.amount_minor, seat, now)


@use_case(
    WithdrawPledge,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        memberships=frozenset({(command.campaign_id, ParticipantId(command.actor.id))})
    ),
)
def withdraw_pledge(book: Book, command: WithdrawPledge, now: Moment) -> Done:
    """Take a pledge back and have its hold released. Raises NotPledged, or PledgeFixed once settlement began.

    What the bank still checks is gone at once too, and released once it has answered.
    """
    campaign = known_campaign(book, command.campaign_id)
    pledge = _live_pledge(book, campaign, ParticipantId(command.actor.id))
    pledge.check_withdrawable(campaign)
    left = campaign.left(pledge.amount_minor, pledge.seat)
    if pledge.prior is not None:
        left = left.freed(pledge.spare_minor, pledge.prior.seat)
    if pledge.state is PledgeState.RESERVED:
        left = left.checked()
    else:
        book.order(campaign.id, ReleaseHold(pledge.hold_id), pledge.id)
    ailing = pledge.ailing or (pledge.prior is not None and pledge.prior.ailing)
    book.put_pledge(pledge.ended(PledgeState.WITHDRAWN))
    put_after_repair(book, left.mended() if ailing else left, now)
    return Done()


def put_campaign(book: Book, campaign: Campaign, now: Moment) -> None:
    """Write a campaign of which something may have fallen free: that is kept for the first in line, who hears of it."""
    after = campaign.place_offered(now)
    book.put_campaign(after)
    kept_for, kept_until = after.waiting.kept_for, after.waiting.kept_until
    if after is not campaign and kept_for is not None and kept_until is not None:
        book.tell(PlaceOffered(kept_for, campaign.id, kept_until))


def put_after_repair(book: Book, campaign: Campaign, now: Moment) -> None:
    """Write a campaign of which one member less may be ailing; its initiator hears if that opens it again."""
    after = campaign.after_repair(now)
    put_campaign(book, after, now)
    if (campaign.state, after.state) == (CampaignState.REPAIRING, CampaignState.OPEN):
        book.tell(*(PoolReopened(to, campaign.id, after.closes_at) for to in campaign.organiser_in_chat))


@use_case(
    CancelCampaign,
    actors={ActorKind.PARTICIPANT, ActorKind.PARTNER, ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda command: Reach(
        whole_campaigns=frozenset({command.campaign_id}), partners=asking_partner(command.actor)
    ),
)
def cancel_campaign(book: Book, command: CancelCampaign, now: Moment) -> Done:
    """Call a campaign off, give every hold back and tell everyone why.

    Raises NotPermitted unless the actor is an admin or its organiser, ReasonMissing for an admin without one, and
    CampaignFixed once settlement began or it has ended; a full one only staff call off. A partner is
    refused as `organised_campaign` says.
    """
    by_admin = command.actor.kind is ActorKind.ADMIN
    if by_admin:
        campaign = known_campaign(book, command.campaign_id)
    else:
        campaign = organised_campaign(book, command.actor, command.campaign_id)
    if not by_admin and campaign.state is CampaignState.FUNDED:
        raise CampaignFixed(campaign.state.value)
    reason = stated(command.reason) if by_admin else command.reason.strip() or INITIATOR_CANCELLED
    released = release_all(book, campaign)
    book.put_campaign(campaign.cancelled(reason))
    for participant_id, released_minor in released.items():
        book.tell(PoolCancelled(participant_id, campaign.id, released_minor, reason, by_admin))
    if by_admin:
        book.record_use(command.actor, "cancel_campaign", campaign.id, reason, now)
    return Done()


def release_all(book: Book, campaign: Campaign) -> dict[ParticipantId, int]:
    """Release every live pledge of a campaign that was loaded whole: who gets how many minor units back.

    A participant who opened it comes first, with 0 if they pledged nothing. What the bank still checks is released once
    it has answered. Who is in line hears that it is over.
    """
    released = dict.fromkeys(campaign.organiser_in_chat, 0)
    for pledge in book.live_pledges(campaign.id):
        book.put_pledge(pledge.ended(PledgeState.RELEASED))
        if pledge.state is PledgeState.HELD:
            book.order(campaign.id, ReleaseHold(pledge.hold_id), pledge.id)
        released[pledge.participant_id] = pledge.amount_minor
    book.tell(
        *(WaitingEnded(waiting, campaign.id) for waiting in campaign.waiting.line if waiting not in released)
    )
    return released


def admitted(book: Book, campaign: Campaign, participant_id: ParticipantId) -> bool:
    """Whether the participant may join: everybody who comes, or else the initiator and the designated people."""
    if not campaign.designated_only or participant_id == campaign.initiator_id:
        return True
    return book.designation_of(campaign.id, participant_id) is not None


def known_campaign(book: Book, campaign_id: CampaignId) -> Campaign:
    """The campaign; raises CampaignUnknown."""
    campaign = book.campaigns[campaign_id]
    if campaign is None:
        raise CampaignUnknown
    return campaign


def organised_campaign(book: Book, actor: Actor, campaign_id: CampaignId) -> Campaign:
    """The campaign, for whoever has its organiser's buttons. Raises CampaignUnknown, NotPermitted for anybody else.

    A partner organises those that it opened, and knows of no others: CampaignUnknown. Raises PartnerUnknown, and
    NotLegitimate if the partner may not write.
    """
    by_partner = actor.kind is ActorKind.PARTNER
    if by_partner:
        known_partner(book, PartnerId(actor.id)).check_scope(Scope.CAMPAIGNS_WRITE)
    campaign = known_campaign(book, campaign_id)
    if not campaign.is_organised_by(actor.id):
        raise CampaignUnknown if by_partner else NotPermitted
    return campaign


def _live_pledge(book: Book, campaign: Campaign, participant_id: ParticipantId) -> Pledge:
    pledge = book.live_pledge(campaign.id, participant_id)
    if pledge is None:
        raise NotPledged
    return pledge


def check_consent(campaign: Campaign, consent: Consent) -> None:
    """Raises TermsNotConsented unless the consent is to these very terms."""
    if consent.terms_digest != campaign.terms.digest:
        raise TermsNotConsented


def linked_account(
    book: Book, account_id: AccountId, participant_id: ParticipantId
) -> tuple[BankAccount, AccountLink]:
    """The account with its link to this participant. Raises AccountNotLinked, also for one that does not exist."""
    account, link = book.accounts[account_id], book.links[account_id]
    if account is None or link is None or not link.active or link.participant_id != participant_id:
        raise AccountNotLinked
    if failed := link_conditions(link, book.customers[account.customer_id]):
        raise AccountNotValid(failed)
    return account, link


def _place_hold(campaign: Campaign, pledge: Pledge, link: AccountLink) -> PlaceHold:
    debit = campaign.terms.debit(link.customer_id, pledge.amount.debit_amount_type, pledge.amount_minor)
    return PlaceHold(pledge.hold_id, pledge.account_id, debit)
