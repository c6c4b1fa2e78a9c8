"""What cards, lists and reports read: plain queries into small read-only values, on connections that cannot write.

What every tap needs is gathered: a hundred who tap at once are looked up by one query.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.orm import aliased

from core.domain.account import (
    BankAccount,
    BankCustomer,
    account_of,
    available_ledger_account,
    held_ledger_account,
)
from core.domain.account_statement import StatementSource
from core.domain.audit import AuditRecord, TrailKeys, TrailSearch
from core.domain.bank import BankOrder, DepositTask, HoldState, OrderState, TermDeposit
from core.domain.campaign import ENDED, WAITABLE, Campaign, CampaignState
from core.domain.correction import Correction, reversal_reference
from core.domain.deposit import Share, ShareState
from core.domain.erasure import Obstacle
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    DepositId,
    EntryId,
    MismatchId,
    ParticipantId,
    PayoutId,
    PledgeId,
    ShareId,
    digest_key,
    read_short_code,
    show_short_code,
)
from core.domain.ledger import Entry
from core.domain.participant import AccountLink, Audience, NameShown, Participant, seen_name
from core.domain.payout import Payout
from core.domain.pledge import Pledge
from core.domain.portfolio import Holding
from core.domain.privacy import seen_in_groups, seen_members
from core.domain.product import Product
from core.domain.reconciliation import FIRST_RECONCILING, ReconcilingDue, RecordedMismatch
from core.domain.reminding import Reminding
from core.domain.staff import Role
from core.domain.standstill import MOVING, SETTLING, Standstill
from core.views import (
    AccountView,
    BankView,
    CampaignView,
    CertificateStanding,
    CertificateView,
    Circle,
    Colleague,
    CorrectionView,
    DesignationState,
    DesignationView,
    Due,
    DueKind,
    EntryView,
    HeldView,
    LinkedCampaign,
    MismatchView,
    NumberedCertificate,
    OutOfReach,
    Overview,
    ParticipantView,
    PersonalData,
    Pulse,
    Recipient,
    ReminderAhead,
    ReminderDue,
    ShareView,
    Waiting,
)
from storage import rows, trail
from storage import translations as t
from storage.belongings import obstacles_of
from storage.codec import instant, microseconds, optional_instant
from storage.dialects.keys import KEYS, among, pair_among
from storage.finding import account_meant, participant_meant
from storage.gathering import Gathering
from storage.personal import personal_data
from storage.reminders import circle_of, due_reminders, reminders_ahead
from storage.statements import campaign_source, deposit_source, member_source
from storage.translations import AnyRow, Translation, recipient_from_row, with_role

V = TypeVar("V")

_CAMPAIGN, _PLEDGE, _SHARE, _DEPOSIT = rows.CampaignRow, rows.PledgeRow, rows.ShareRow, rows.DepositRow
_KEY, _INVITATION, _DESIGNATION = rows.CampaignKeyRow, rows.InvitationRow, rows.DesignationRow
_PARTICIPANT, _IDENTITY, _LINK = rows.ParticipantRow, rows.IdentityRow, rows.LinkRow
_ACCOUNT, _CUSTOMER, _BALANCE, _HOLD = rows.AccountRow, rows.CustomerRow, rows.LedgerAccountRow, rows.HoldRow
_ORDER, _PAYOUT = rows.OrderRow, rows.PayoutRow

_DUE_KINDS = {
    CampaignState.FUNDED.value: DueKind.SETTLE,
    CampaignState.OPEN.value: DueKind.EXPIRE,
    CampaignState.REPAIRING.value: DueKind.DROP_AILING,
}
_MISMATCH, _ENTRY, _ORDER = rows.MismatchRow, rows.EntryRow, rows.OrderRow
_STANDING = _MISMATCH.resolved_at.is_(None)
ORDERS_LIMIT = 50
ENTRIES_IN_DOUBT = 5


# Built once: building a statement costs more than running it.
_RECIPIENTS = with_role(
    t.PARTICIPANTS.select.add_columns(_IDENTITY.telegram_user_id, _IDENTITY.reachable).join(
        _IDENTITY, _IDENTITY.participant_id == _PARTICIPANT.id
    )
)
_STAFF = t.STAFF.select.where(
    or_(rows.StaffRow.granted.is_not(None), rows.StaffRow.named, rows.StaffRow.nominated_by.is_not(None))
)
_RECIPIENTS_EVER = with_role(
    t.PARTICIPANTS.select.add_columns(
        func.coalesce(_IDENTITY.telegram_user_id, 0).label("telegram_user_id"),
        func.coalesce(_IDENTITY.reachable, false()).label("reachable"),
    ).outerjoin(_IDENTITY, _IDENTITY.participant_id == _PARTICIPANT.id)
)
_RECIPIENTS_BY_USER = _RECIPIENTS.where(among(_IDENTITY.telegram_user_id))
_MEMBERS = (
    t.PARTICIPANTS.select.add_columns(_PLEDGE.campaign_id, _PLEDGE.amount_minor)
    .join(_PLEDGE, _PLEDGE.participant_id == _PARTICIPANT.id)
    .where(among(_PLEDGE.campaign_id), rows.LIVE_PLEDGE)
    .order_by(_PLEDGE.id)
)
_WAITING_UPDATES = select(func.count(), func.min(rows.UpdateRow.received_at)).where(rows.WAITING_UPDATE)
_UPDATES_SET_ASIDE = select(func.count(rows.UpdateRow.update_id)).where(rows.UPDATE_SET_ASIDE)
_WAITING_NOTICES = select(func.count(), func.min(rows.NoticeRow.due_at)).where(rows.WAITING_NOTICE)
_UNANSWERED_ORDERS = (
    select(_ORDER.state, func.count())
    .where(rows.UNANSWERED_ORDER)
    .group_by(_ORDER.state)
    .order_by(_ORDER.state)
)
_PLEDGES_OF_VIEWERS = t.PLEDGES.select.where(
    pair_among(_PLEDGE.campaign_id, _PLEDGE.participant_id), rows.LIVE_PLEDGE
)
_PLEDGED_EVER = select(_PLEDGE.campaign_id, _PLEDGE.participant_id).where(
    pair_among(_PLEDGE.campaign_id, _PLEDGE.participant_id)
)
_INVITATIONS = (
    select(_INVITATION.campaign_id, _INVITATION.participant_id)
    .join(_CAMPAIGN, _CAMPAIGN.id == _INVITATION.campaign_id)
    .where(
        pair_among(_INVITATION.campaign_id, _INVITATION.participant_id), _CAMPAIGN.designated_only.is_(False)
    )
)
"""Of a campaign for designated people the link opens nothing to whoever is none of them any more."""
_DESIGNATED = select(_DESIGNATION.campaign_id, _DESIGNATION.participant_id).where(
    pair_among(_DESIGNATION.campaign_id, _DESIGNATION.participant_id)
)
_DESIGNATIONS_SEEN = (
    t.DESIGNATIONS.select.add_columns(
        _PARTICIPANT.name.label("own_name"),
        _PARTICIPANT.name_to_members,
        _IDENTITY.reachable,
        rows.NoticeRow.state.label("notice_state"),
        _PLEDGE.id.label("pledge_id"),
    )
    .outerjoin(_PARTICIPANT, _PARTICIPANT.id == _DESIGNATION.participant_id)
    .outerjoin(_IDENTITY, _IDENTITY.participant_id == _DESIGNATION.participant_id)
    .outerjoin(rows.NoticeRow, rows.NoticeRow.id == _DESIGNATION.notice_id)
    .outerjoin(
        _PLEDGE,
        and_(
            _PLEDGE.campaign_id == _DESIGNATION.campaign_id,
            _PLEDGE.participant_id == _DESIGNATION.participant_id,
            rows.LIVE_PLEDGE,
        ),
    )
    .where(_DESIGNATION.campaign_id == bindparam("of_campaign"))
    .order_by(_DESIGNATION.id)
)
_REMINDINGS_OF_VIEWERS = t.REMINDINGS.select.where(
    pair_among(rows.RemindingRow.campaign_id, rows.RemindingRow.participant_id)
)
_LINKED = (
    t.CAMPAIGNS.select.add_columns(_KEY.digest)
    .join(_KEY, _KEY.campaign_id == _CAMPAIGN.id)
    .where(among(_KEY.digest))
)
_WAYS_IN = (_INVITATIONS, _DESIGNATED, _PLEDGED_EVER)
_ACTIVE_SHARES = t.SHARES.select.where(
    among(_SHARE.deposit_id), _SHARE.state == ShareState.ACTIVE.value
).order_by(_SHARE.certificate_number)
_SHARES_OF_VIEWERS = (
    t.SHARES.select.add_columns(_DEPOSIT.campaign_id)
    .join(_DEPOSIT, _DEPOSIT.id == _SHARE.deposit_id)
    .where(pair_among(_DEPOSIT.campaign_id, _SHARE.participant_id))
    .order_by(_SHARE.issued_at, _SHARE.certificate_number)
)
_SHARES_FOR_SALE = t.SHARES.select.where(among(_SHARE.deposit_id), _SHARE.offer_due_at.is_not(None)).order_by(
    _SHARE.offer_since, _SHARE.id
)

_ORGANISER = func.coalesce(_CAMPAIGN.taken_over_by, _CAMPAIGN.initiator_id)
_SUCCESSOR = aliased(_IDENTITY)
_WAITED_FOR = aliased(_CAMPAIGN)
_OUT_OF_REACH = (
    select(
        _CAMPAIGN.id,
        _CAMPAIGN.version,
        _ORGANISER.label("organiser_id"),
        _PLEDGE.participant_id.label("successor_id"),
    )
    .join(_IDENTITY, _IDENTITY.participant_id == _ORGANISER)
    .join(_PLEDGE, _PLEDGE.campaign_id == _CAMPAIGN.id)
    .join(_SUCCESSOR, _SUCCESSOR.participant_id == _PLEDGE.participant_id)
    .where(
        _CAMPAIGN.state.in_([state.value for state in WAITABLE]),
        ~_IDENTITY.reachable,
        rows.LIVE_PLEDGE,
        _SUCCESSOR.reachable,
    )
    .order_by(_CAMPAIGN.id, _PLEDGE.id)
)
_STANDSTILL = rows.StandstillRow
_MOVING = ~select(_STANDSTILL.id).where(_STANDSTILL.paused_at.is_not(None)).exists()
"""Settlement is not paused."""
_SETTLING = [instruction.__name__ for instruction in SETTLING]
_MOVES_SINCE = select(_STANDSTILL.resumed_at).scalar_subquery().label("moves_since")
"""When settlement was resumed, if it was ever paused: what was due meanwhile is due from then on, and once."""
_DUES = (
    t.CAMPAIGNS.select.add_columns(_MOVES_SINCE)
    .where(
        _CAMPAIGN.state.in_(_DUE_KINDS),
        _CAMPAIGN.due_at.is_not(None),
        or_(_CAMPAIGN.state != CampaignState.FUNDED.value, _MOVING),
    )
    .order_by(_CAMPAIGN.due_at, _CAMPAIGN.id)
)
_DUES_UNTIL = _DUES.where(_CAMPAIGN.due_at <= bindparam("until")).limit(bindparam("limit"))
_LIVING = (
    t.DEPOSITS.select.add_columns(_CAMPAIGN.resumed_at, _MOVES_SINCE)
    .join(_CAMPAIGN, _CAMPAIGN.id == _DEPOSIT.campaign_id)
    .where(_CAMPAIGN.mismatch_count == 0)
)
"""Deposits of campaigns that are not paused."""
_DEPOSIT_DUES = _LIVING.where(
    _DEPOSIT.due_on.is_not(None),
    or_(_DEPOSIT.due_on < _DEPOSIT.payout_date, _DEPOSIT.accrued_to < _DEPOSIT.maturity_date, _MOVING),
).order_by(_DEPOSIT.due_on, _DEPOSIT.id)
_DEPOSIT_EVENTS = _LIVING.where(
    _DEPOSIT.event_on.is_not(None), or_(_DEPOSIT.event_on < _DEPOSIT.payout_date, _MOVING)
).order_by(_DEPOSIT.event_on, _DEPOSIT.id)
_DEPOSIT_DUES_UNTIL = _DEPOSIT_DUES.where(_DEPOSIT.due_on <= bindparam("day")).limit(bindparam("limit"))

_OFFER_DUES = (
    t.SHARES.select.add_columns(_DEPOSIT.campaign_id, _MOVES_SINCE)
    .join(_DEPOSIT, _DEPOSIT.id == _SHARE.deposit_id)
    .where(_SHARE.offer_due_at.is_not(None), _MOVING)
    .order_by(_SHARE.offer_due_at, _SHARE.id)
)
_OFFER_DUES_UNTIL = _OFFER_DUES.where(_SHARE.offer_due_at <= bindparam("until")).limit(bindparam("limit"))

_Look = tuple[CampaignId, ParticipantId]
"""A campaign, and who looks at it."""


class SqlQueries:
    """What has been committed, in small read-only values."""

    def __init__(self, readers: AsyncEngine, zone: ZoneInfo) -> None:
        self._readers = readers
        self._zone = zone
        self._recipients_asked = Gathering(self._recipients)
        self._campaigns_asked = Gathering(self._campaigns)
        self._accounts_asked = Gathering(self._accounts)
        self._linked_asked = Gathering(self._linked)

    # People

    async def recipient(self, telegram_user_id: int) -> Recipient | None:
        """The participant a Telegram user is, None before the first meeting."""
        return await self._recipients_asked.get(telegram_user_id)

    async def _recipients(self, telegram_user_ids: Sequence[int]) -> dict[int, Recipient]:
        async with self._readers.connect() as connection:
            found = await connection.execute(_RECIPIENTS_BY_USER, {KEYS: telegram_user_ids})
            return {row.telegram_user_id: _recipient(row) for row in found}

    async def recipient_of(self, participant_id: ParticipantId) -> Recipient | None:
        """Where and how a participant is spoken to; nowhere (0) any more if they were erased."""
        async with self._readers.connect() as connection:
            row = await _first(connection, _RECIPIENTS_EVER.where(_PARTICIPANT.id == participant_id))
        return None if row is None else _recipient(row)

    async def staff(self) -> tuple[Colleague, ...]:
        """Everybody with a role at the admin desk, or a nomination, be it over; those who may most first."""
        async with self._readers.connect() as connection:
            members = [t.STAFF.from_row(row) for row in await connection.execute(_STAFF)]
            ids = [member.telegram_user_id for member in members]
            met = await connection.execute(_RECIPIENTS_BY_USER, {KEYS: ids}) if ids else ()
            known = {row.telegram_user_id: _recipient(row) for row in met}
        most_first = [*reversed(Role), None]
        members.sort(key=lambda member: (most_first.index(member.role), member.telegram_user_id))
        return tuple(Colleague(member, known.get(member.telegram_user_id)) for member in members)

    async def standstill(self) -> Standstill:
        """Whether settlement is paused, since when and why."""
        async with self._readers.connect() as connection:
            return await _standstill(connection)

    # Campaigns

    async def campaign(self, campaign_id: CampaignId, viewer: ParticipantId) -> CampaignView | None:
        """A campaign as the viewer sees it."""
        return await self._campaigns_asked.get((campaign_id, viewer))

    async def _campaigns(self, looks: Sequence[_Look]) -> dict[_Look, CampaignView]:
        async with self._readers.connect() as connection:
            campaigns = await _by_key(connection, t.CAMPAIGNS, {campaign_id for campaign_id, _ in looks})
            known = [
                (campaigns[campaign_id], viewer) for campaign_id, viewer in looks if campaign_id in campaigns
            ]
            views = await _campaign_views(connection, known)
        return {(campaign.id, viewer): view for (campaign, viewer), view in zip(known, views, strict=True)}

    async def shared_campaign(self, campaign_id: CampaignId, shared_by: ParticipantId) -> CampaignView | None:
        """A campaign as everybody in a chat sees it into which `shared_by` put it.

        There is nothing of any one viewer's, and of the members' names as much as each lets groups see; the initiator
        is named too if it was they who put it there.
        """
        async with self._readers.connect() as connection:
            campaign = (await _by_key(connection, t.CAMPAIGNS, {campaign_id})).get(campaign_id)
            if campaign is None:
                return None
            [view] = await _campaign_views(connection, [(campaign, None)])
            members = await _members(connection, [campaign_id])
            others = {*campaign.initiator_in_chat, *campaign.organiser_in_chat} - {shared_by}
            known = await _by_key(connection, t.PARTICIPANTS, others)
            shown = {key: each.name_for(Audience.GROUPS) for key, each in known.items()}
        return replace(
            view,
            members=seen_in_groups(each for each, _ in members[campaign_id]),
            initiator_name=shown.get(campaign.initiator_id, view.initiator_name),
            organiser_name=shown.get(campaign.taken_over_by, view.organiser_name),
        )

    async def campaign_by_link(self, link_token: str, viewer: ParticipantId) -> CampaignView | None:
        """The campaign that a link opens."""
        opened = select(_KEY.campaign_id).where(_KEY.digest == digest_key(link_token))
        query = t.CAMPAIGNS.select.where(_CAMPAIGN.id.in_(opened))
        async with self._readers.connect() as connection:
            campaigns = await _values(connection, t.CAMPAIGNS, query)
            views = await _campaign_views(connection, [(campaign, viewer) for campaign in campaigns])
        return views[0] if views else None

    async def linked_campaign(self, link_token: str) -> LinkedCampaign | None:
        """The campaign that a link opens, or opened until it was revoked, for whoever asks; None if it never did."""
        return await self._linked_asked.get(digest_key(link_token))

    async def _linked(self, digests: Sequence[str]) -> dict[str, LinkedCampaign]:
        async with self._readers.connect() as connection:
            found = (await connection.execute(_LINKED, {KEYS: digests})).all()
            campaigns = {row.digest: t.CAMPAIGNS.from_row(row) for row in found}
            deposit_ids = {each.deposit_id for each in campaigns.values() if each.deposit_id is not None}
            deposits = await _by_key(connection, t.DEPOSITS, deposit_ids)
            codes = {each.terms.product_code for each in campaigns.values()}
            products = await _by_key(connection, t.PRODUCTS, codes)
        return {
            digest: LinkedCampaign(
                campaign,
                deposits.get(campaign.deposit_id),
                revoked=digest != digest_key(campaign.link_token),
                insured_cap_minor=products[campaign.terms.product_code].insured_cap_minor,
            )
            for digest, campaign in campaigns.items()
        }

    async def campaigns_of(
        self, participant_id: ParticipantId, limit: int = 20, skip: int = 0
    ) -> tuple[CampaignView, ...]:
        """Campaigns that are the participant's own in any way, newest first: at most so many after the first `skip`."""
        pledged_in = select(_PLEDGE.campaign_id).where(_PLEDGE.participant_id == participant_id)
        wanted_in = select(_DESIGNATION.campaign_id).where(_DESIGNATION.participant_id == participant_id)
        bought_in = (
            select(_DEPOSIT.campaign_id)
            .join(_SHARE, _SHARE.deposit_id == _DEPOSIT.id)
            .where(_SHARE.participant_id == participant_id)
        )
        waits_for = select(_WAITED_FOR.id).where(
            _WAITED_FOR.waiting.is_not(None), _WAITED_FOR.waiting.contains(participant_id, autoescape=True)
        )
        theirs = or_(
            _CAMPAIGN.initiator_id == participant_id,
            *(_CAMPAIGN.id.in_(ids) for ids in (pledged_in, wanted_in, bought_in, waits_for)),
        )
        newest = t.CAMPAIGNS.select.where(theirs).order_by(_CAMPAIGN.id.desc())
        query = newest.limit(limit).offset(skip)
        async with self._readers.connect() as connection:
            campaigns = await _values(connection, t.CAMPAIGNS, query)
            return await _campaign_views(connection, [(campaign, participant_id) for campaign in campaigns])

    async def designations(self, campaign_id: CampaignId) -> tuple[DesignationView, ...]:
        """Whom the initiator designated, in that order, and what has become of it."""
        async with self._readers.connect() as connection:
            found = await connection.execute(_DESIGNATIONS_SEEN, {"of_campaign": campaign_id})
            return tuple(map(_designation_view, found))

    async def circle(self, campaign: Campaign) -> Circle:
        """Who was invited to a campaign, and which of its members cannot be written to."""
        async with self._readers.connect() as connection:
            return await circle_of(connection, campaign)

    async def reminders_due(self, at: datetime, limit: int = 100) -> Sequence[ReminderDue]:
        """Who is to be reminded by their own choice by now, of which campaign that takes pledges."""
        async with self._readers.connect() as connection:
            return await due_reminders(connection, at, limit)

    async def reminders_ahead(self, at: datetime) -> Sequence[ReminderAhead]:
        """Who is to be reminded within the next day, less than a day before the campaign closes."""
        async with self._readers.connect() as connection:
            return await reminders_ahead(connection, at)

    async def find_campaigns(self, text: str, limit: int = 10) -> tuple[CampaignView, ...]:
        """Campaigns by id, short code or initiator's name."""
        named = select(_PARTICIPANT.id).where(_PARTICIPANT.name.icontains(text, autoescape=True))
        partners = select(rows.PartnerRow.id).where(rows.PartnerRow.name.icontains(text, autoescape=True))
        found = or_(
            _CAMPAIGN.initiator_id.in_(partners),
            _CAMPAIGN.id == text,
            _CAMPAIGN.short_code == (read_short_code(text) or ""),
            _CAMPAIGN.initiator_id.in_(named),
        )
        query = t.CAMPAIGNS.select.where(found).order_by(_CAMPAIGN.id.desc()).limit(limit)
        async with self._readers.connect() as connection:
            campaigns = await _values(connection, t.CAMPAIGNS, query)
            return await _campaign_views(connection, [(campaign, None) for campaign in campaigns])

    async def due(self, until: datetime, limit: int = 100) -> Sequence[Due]:
        """What has to happen by `until`, earliest first."""
        days = {"day": until.astimezone(self._zone).date(), "limit": limit}
        async with self._readers.connect() as connection:
            instants = {"until": microseconds(until), "limit": limit}
            found = [_due(row) for row in await connection.execute(_DUES_UNTIL, instants)]
            found += [_offer_due(row) for row in await connection.execute(_OFFER_DUES_UNTIL, instants)]
            found += [self._deposit_due(row) for row in await connection.execute(_DEPOSIT_DUES_UNTIL, days)]
        return sorted((due for due in found if due.at <= until), key=_by_time)[:limit]

    async def next_due(self) -> Due | None:
        """What has to happen next, however far away."""
        async with self._readers.connect() as connection:
            campaign = await _first(connection, _DUES)
            offer = await _first(connection, _OFFER_DUES)
            deposit = await _first(connection, _DEPOSIT_DUES)
        found = [_due(row) for row in [campaign] if row is not None]
        found += [_offer_due(row) for row in [offer] if row is not None]
        found += [self._deposit_due(row) for row in [deposit] if row is not None]
        return min(found, key=_by_time, default=None)

    async def next_event(self) -> Due | None:
        """The same, but for the interest of each day."""
        async with self._readers.connect() as connection:
            campaign = await _first(connection, _DUES)
            offer = await _first(connection, _OFFER_DUES)
            deposit = await _first(connection, _DEPOSIT_EVENTS)
        found = [_due(row) for row in [campaign] if row is not None]
        found += [_offer_due(row) for row in [offer] if row is not None]
        found += [
            self._of_deposit(t.DEPOSITS.from_row(row).event, row) for row in [deposit] if row is not None
        ]
        return min(found, key=_by_time, default=None)

    def _deposit_due(self, row: AnyRow) -> Due:
        return self._of_deposit(t.DEPOSITS.from_row(row).due, row)

    def _of_deposit(self, due: tuple[DepositTask, date] | None, row: AnyRow) -> Due:
        """What a day makes due, from its first moment on; what waited while the campaign was paused, from its end."""
        assert due is not None, "the query asked for what is due"
        task, day = due
        at = datetime.combine(day, time.min, self._zone).astimezone(UTC)
        resumed_at = optional_instant(row.resumed_at)
        if resumed_at is not None:
            at = max(at, resumed_at)
        return Due(
            _once_moving(at, row), DueKind(task.value), row.campaign_id, row.exits_answered, deposit_id=row.id
        )

    async def organisers_out_of_reach(self, limit: int = 100) -> Sequence[OutOfReach]:
        """Campaigns whose organiser cannot be written to while there is something to organise, and somebody can be."""
        async with self._readers.connect() as connection:
            found = (await connection.execute(_OUT_OF_REACH.limit(limit))).all()
        first: dict[str, OutOfReach] = {}
        for row in found:
            first.setdefault(row.id, OutOfReach(row.id, row.version, row.organiser_id, row.successor_id))
        return tuple(first.values())

    async def count_under_way(self, product_code: str) -> int:
        """How many campaigns of a product have not ended."""
        under_way = _CAMPAIGN.state.not_in([state.value for state in ENDED])
        async with self._readers.connect() as connection:
            return await _count(
                connection, select(_CAMPAIGN.id).where(_CAMPAIGN.product_code == product_code, under_way)
            )

    # Bank orders

    async def ready_orders(self, limit: int = 100) -> Sequence[BankOrder]:
        """Orders that wait to be sent, oldest first; not those that wait until settlement is resumed."""
        ready = and_(_ORDER.state == OrderState.READY.value, or_(_ORDER.kind.not_in(_SETTLING), _MOVING))
        return await self._orders_where(ready, limit)

    async def orders_in_question(self, limit: int = 1_000) -> Sequence[BankOrder]:
        """Orders that were sent and are not answered, oldest first."""
        states = [OrderState.SENT.value, OrderState.UNKNOWN.value]
        return await self._orders_where(_ORDER.state.in_(states), limit)

    async def _orders_where(self, condition: ColumnElement[bool], limit: int) -> Sequence[BankOrder]:
        query = (
            t.ORDERS.select.where(rows.UNANSWERED_ORDER, condition).order_by(_ORDER.reference).limit(limit)
        )
        async with self._readers.connect() as connection:
            return await _values(connection, t.ORDERS, query)

    # Products, accounts, certificates

    async def products(self) -> tuple[Product, ...]:
        """The catalogue, by term."""
        query = t.PRODUCTS.select.order_by(rows.ProductRow.term_months, rows.ProductRow.code)
        async with self._readers.connect() as connection:
            return tuple(await _values(connection, t.PRODUCTS, query))

    async def personal_data(self, participant_id: ParticipantId) -> PersonalData:
        """Everything that is kept about the participant, as far as it is theirs to know."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(personal_data, participant_id)

    async def in_the_way(self, participant_id: ParticipantId) -> tuple[Obstacle, ...]:
        """What would keep the participant from being erased now."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(obstacles_of, participant_id)

    async def accounts_of(self, participant_id: ParticipantId) -> tuple[AccountView, ...]:
        """The accounts linked to the participant now."""
        linked = select(_LINK.account_id).where(_LINK.participant_id == participant_id, _LINK.active)
        return await self._accounts_where(_ACCOUNT.id.in_(linked))

    async def account(self, account_id: AccountId) -> AccountView | None:
        """One account of the bank."""
        return await self._accounts_asked.get(account_id)

    async def _accounts(self, account_ids: Sequence[AccountId]) -> dict[AccountId, AccountView]:
        async with self._readers.connect() as connection:
            accounts = await _by_key(connection, t.ACCOUNTS, account_ids)
            views = await _account_views(connection, list(accounts.values()))
        return {view.account.id: view for view in views}

    async def find_accounts(self, text: str, limit: int = 10) -> tuple[AccountView, ...]:
        """Accounts by id, the last digits of the number (at least four), phone number or holder's name."""
        return await self._accounts_where(account_meant(text), limit)

    async def _accounts_where(
        self, condition: ColumnElement[bool], limit: int = 100
    ) -> tuple[AccountView, ...]:
        query = t.ACCOUNTS.select.where(condition).order_by(_ACCOUNT.id).limit(limit)
        async with self._readers.connect() as connection:
            return await _account_views(connection, await _values(connection, t.ACCOUNTS, query))

    async def customer_by_phone(self, phone: str) -> BankCustomer | None:
        """The customer whose number this is, as far as we know."""
        return await self._customer_where(_CUSTOMER.phone == phone)

    async def customer_of_pledge(self, pledge_id: PledgeId) -> BankCustomer | None:
        """The customer whose account a pledge debits."""
        debited = select(_ACCOUNT.customer_id).join(_PLEDGE, _PLEDGE.account_id == _ACCOUNT.id)
        return await self._customer_where(_CUSTOMER.id.in_(debited.where(_PLEDGE.id == pledge_id)))

    async def _customer_where(self, condition: ColumnElement[bool]) -> BankCustomer | None:
        async with self._readers.connect() as connection:
            row = await _first(connection, t.CUSTOMERS.select.where(condition))
        return None if row is None else t.CUSTOMERS.from_row(row)

    async def certificate(self, share_id: ShareId) -> CertificateView | None:
        """What the certificate of a share shows."""
        found = await self._certificates_where(_SHARE.id == share_id)
        return found[0] if found else None

    async def certificates_of(self, participant_id: ParticipantId) -> tuple[CertificateView, ...]:
        """The participant's certificates, newest first."""
        return await self._certificates_where(_SHARE.participant_id == participant_id)

    async def _certificates_where(self, condition: ColumnElement[bool]) -> tuple[CertificateView, ...]:
        query = t.SHARES.select.where(condition).order_by(_SHARE.id.desc())
        async with self._readers.connect() as connection:
            shares = await _values(connection, t.SHARES, query)
            if not shares:  # as of most who review a pledge
                return ()
            deposits = await _by_key(connection, t.DEPOSITS, {share.deposit_id for share in shares})
            campaigns = await _by_key(
                connection, t.CAMPAIGNS, {each.campaign_id for each in deposits.values()}
            )
            holders = await _by_key(connection, t.PARTICIPANTS, {share.participant_id for share in shares})
            products = await _by_key(
                connection, t.PRODUCTS, {deposit.product_code for deposit in deposits.values()}
            )
            active: dict[str, list[Share]] = defaultdict(list)
            for row in await connection.execute(_ACTIVE_SHARES, {KEYS: list(deposits)}):
                active[row.deposit_id].append(t.SHARES.from_row(row))
        return tuple(
            CertificateView(
                Holding(share, deposit, products[deposit.product_code], tuple(active[deposit.id])),
                campaigns[deposit.campaign_id],
                holders[share.participant_id],
            )
            for share in shares
            for deposit in [deposits[share.deposit_id]]
        )

    async def share(self, share_id: ShareId) -> ShareView | None:
        """A share with its whole deposit's register."""
        async with self._readers.connect() as connection:
            found = await _by_key(connection, t.SHARES, [share_id])
            if not found:
                return None
            share: Share = found[share_id]
            deposit = (await _by_key(connection, t.DEPOSITS, [share.deposit_id]))[share.deposit_id]
            campaigns = await _by_key(connection, t.CAMPAIGNS, [deposit.campaign_id])
            products = await _by_key(connection, t.PRODUCTS, [deposit.product_code])
            siblings = t.SHARES.select.where(_SHARE.deposit_id == deposit.id)
            register = await _values(connection, t.SHARES, siblings)
            paid = t.PAYOUTS.select.where(_PAYOUT.share_id == share_id).order_by(_PAYOUT.id.desc())
            payout = await _first(connection, paid)
            renewed = t.SHARES.select.where(
                _SHARE.pledge_id == share.pledge_id,
                _SHARE.acquired_from == share_id,
                _SHARE.participant_id == share.participant_id,
            )
            following = await _first(connection, renewed)
        return ShareView(
            share=share,
            deposit=deposit,
            campaign=campaigns[deposit.campaign_id],
            product=products[deposit.product_code],
            register=tuple(sorted(register, key=lambda each: each.certificate_number)),
            payout=None if payout is None else t.PAYOUTS.from_row(payout),
            following=None if following is None else t.SHARES.from_row(following),
        )

    async def payout(self, payout_id: PayoutId) -> Payout | None:
        """One payout."""
        async with self._readers.connect() as connection:
            return (await _by_key(connection, t.PAYOUTS, [payout_id])).get(payout_id)

    async def standing(self, certificate_number: str) -> CertificateStanding | None:
        """What becomes known of a certificate to whoever has its number; None if there is no such certificate."""
        found = await self.numbered_certificate(certificate_number)
        return None if found is None else found.standing

    async def numbered_certificate(self, certificate_number: str) -> NumberedCertificate | None:
        """The certificate of a number, for whoever proves by its key that it was shown to them."""
        found = await self._certificates_where(_SHARE.certificate_number == certificate_number)
        if not found:
            return None
        [view] = found
        made_from_it = (
            select(_SHARE.certificate_number)
            .where(_SHARE.acquired_from == view.share.id)
            .order_by(_SHARE.certificate_number)
        )
        async with self._readers.connect() as connection:
            successors = tuple(await connection.scalars(made_from_it))
        standing = CertificateStanding(
            view.share.certificate_number,
            view.share.state,
            view.share.issued_at,
            view.deposit.maturity_date,
            successors,
        )
        return NumberedCertificate(standing, view)

    async def member_movements(self, participant_id: ParticipantId) -> StatementSource:
        """The entries that a participant's statement of account is made of."""
        async with self._readers.connect() as connection:
            return await member_source(connection, participant_id)

    async def campaign_movements(self, campaign_id: CampaignId) -> StatementSource:
        """The entries that a campaign's statement of account is made of."""
        async with self._readers.connect() as connection:
            return await campaign_source(connection, campaign_id)

    async def deposit_movements(self, campaign_id: CampaignId) -> StatementSource:
        """The same, told as all members may know it: what became of their deposit, and nothing of one of them."""
        async with self._readers.connect() as connection:
            return await deposit_source(connection, campaign_id)

    # For admins and the bank's staff

    async def overview(self) -> Overview:
        """Figures of the whole deployment."""
        async with self._readers.connect() as connection:
            by_state = await connection.execute(
                select(_CAMPAIGN.state, func.count()).group_by(_CAMPAIGN.state).order_by(_CAMPAIGN.state)
            )
            return Overview(
                campaigns_by_state=tuple((state, count) for state, count in by_state),
                participants=await _count(connection, select(_PARTICIPANT.id)),
                out_of_reach=await _count(
                    connection, select(_IDENTITY.participant_id).where(_IDENTITY.reachable.is_(False))
                ),
                linked_accounts=await _count(connection, select(_LINK.account_id).where(_LINK.active)),
                held_minor=await _sum_of_balances(connection, ":held"),
                deposited_minor=await _sum_of_balances(connection, ":principal"),
                deposits=await _count(connection, select(_DEPOSIT.id)),
                updates_set_aside=await connection.scalar(_UPDATES_SET_ASIDE) or 0,
                notices_waiting=(await _waiting(connection, _WAITING_NOTICES)).count,
                notices_failed=await _count(
                    connection, select(rows.NoticeRow.id).where(rows.NoticeRow.state == "given_up")
                ),
                mismatches=await _count(connection, select(_MISMATCH.subject).where(_STANDING)),
                reconciled_at=optional_instant(
                    await connection.scalar(select(func.max(rows.ReconciliationRow.at)))
                ),
                standstill=await _standstill(connection),
            )

    async def pulse(self) -> Pulse:
        """What is to be done still; each part has an index of its own."""
        async with self._readers.connect() as connection:
            return Pulse(
                updates=await _waiting(connection, _WAITING_UPDATES),
                updates_set_aside=await connection.scalar(_UPDATES_SET_ASIDE) or 0,
                notices=await _waiting(connection, _WAITING_NOTICES),
                orders=tuple((state, count) for state, count in await connection.execute(_UNANSWERED_ORDERS)),
            )

    async def find_participants(self, text: str, limit: int = 10) -> tuple[ParticipantView, ...]:
        """Participants by id, Telegram id or name."""
        query = _RECIPIENTS.where(participant_meant(text)).order_by(_PARTICIPANT.id.desc()).limit(limit)
        async with self._readers.connect() as connection:
            recipients = [_recipient(row) for row in await connection.execute(query)]
        return tuple([await self._participant_view(recipient) for recipient in recipients])

    async def _participant_view(self, recipient: Recipient) -> ParticipantView:
        participant = recipient.participant
        return ParticipantView(
            participant=participant,
            telegram_user_id=recipient.telegram_user_id,
            reachable=recipient.reachable,
            accounts=await self.accounts_of(participant.id),
            campaigns=await self.campaigns_of(participant.id, limit=5),
        )

    async def search_trail(
        self, search: TrailSearch, before: str | None = None, limit: int = 20
    ) -> tuple[AuditRecord, ...]:
        """At most so many records that the search finds, older than the record `before`, newest first."""
        async with self._readers.connect() as connection:
            return await trail.search_trail(connection, search, before, limit)

    async def trail_keys(self, text: str) -> TrailKeys:
        """Whom and what a typed text may mean on the trail: by id, name, short code, phone or the end of a number."""
        async with self._readers.connect() as connection:
            return await trail.trail_keys(connection, text)

    async def trail_actions(self) -> tuple[str, ...]:
        """Every action that was ever recorded."""
        async with self._readers.connect() as connection:
            return await trail.trail_actions(connection)

    async def trail_record(self, record_id: str) -> AuditRecord | None:
        """One record of the trail."""
        async with self._readers.connect() as connection:
            return await trail.trail_record(connection, record_id)

    async def customers(self) -> tuple[BankCustomer, ...]:
        """All customers of the embedded bank, oldest first."""
        async with self._readers.connect() as connection:
            return tuple(await _values(connection, t.CUSTOMERS, t.CUSTOMERS.select.order_by(_CUSTOMER.id)))

    async def bank_view(self, entries_limit: int = 50) -> BankView:
        """The embedded bank's books."""
        async with self._readers.connect() as connection:
            customers = await _values(connection, t.CUSTOMERS, t.CUSTOMERS.select.order_by(_CUSTOMER.id))
            accounts = await _values(connection, t.ACCOUNTS, t.ACCOUNTS.select.order_by(_ACCOUNT.id))
            holds = await _holds(connection)
            return BankView(
                accounts=tuple(
                    (view, tuple(holds[view.account.id]))
                    for view in await _account_views(connection, accounts)
                ),
                customers=tuple(customers),
                deposits=await _registers(connection),
                entries=await _entries(connection, entries_limit),
                orders=await _orders(connection),
                payouts=tuple(
                    await _values(connection, t.PAYOUTS, t.PAYOUTS.select.order_by(_PAYOUT.id.desc()))
                ),
                expenses_minor=await _expenses(connection),
                available_minor=await _sum_of_balances(connection, ":available"),
                held_minor=await _sum_of_balances(connection, ":held"),
                deposited_minor=await _sum_of_balances(connection, ":principal"),
            )

    # Reconciled and corrected

    async def reconciling(self) -> ReconcilingDue:
        """When our books are to be compared with the bank's next."""
        async with self._readers.connect() as connection:
            found = await _values(connection, t.RECONCILING, t.RECONCILING.select)
        return found[0] if found else FIRST_RECONCILING

    async def open_mismatches(self) -> tuple[RecordedMismatch, ...]:
        """What our books and the bank disagree about, as far as is known, oldest first."""
        query = t.MISMATCHES.select.where(_STANDING).order_by(_MISMATCH.found_at, _MISMATCH.id)
        async with self._readers.connect() as connection:
            return tuple(await _values(connection, t.MISMATCHES, query))

    async def mismatch(self, mismatch_id: MismatchId) -> MismatchView | None:
        """One mismatch, open or not."""
        async with self._readers.connect() as connection:
            query = t.MISMATCHES.select.where(_MISMATCH.id == mismatch_id)
            found = await _values(connection, t.MISMATCHES, query)
            return await _mismatch_view(connection, found[0]) if found else None

    async def corrections(self, limit: int = 20) -> tuple[Correction, ...]:
        """The newest corrections."""
        query = t.CORRECTIONS.select.order_by(rows.CorrectionRow.id.desc()).limit(limit)
        async with self._readers.connect() as connection:
            return tuple(await _values(connection, t.CORRECTIONS, query))

    async def correction(self, correction_id: CorrectionId) -> CorrectionView | None:
        """One correction."""
        async with self._readers.connect() as connection:
            found = await _by_key(connection, t.CORRECTIONS, [correction_id])
            if not found:
                return None
            correction: Correction = found[correction_id]
            recorded = await _by_key(connection, t.MISMATCHES, filter(None, [correction.subject]))
            accounts = await _by_key(connection, t.ACCOUNTS, sorted(correction.account_ids))
            return CorrectionView(
                correction=correction,
                accounts=await _account_views(connection, tuple(accounts.values())),
                mismatch=next(iter(recorded.values()), None),
            )

    async def entry(self, entry_id: EntryId) -> EntryView | None:
        """One entry of the journal."""
        async with self._readers.connect() as connection:
            entries = await _entries(connection, 1, _ENTRY.id == entry_id)
            if not entries:
                return None
            [entry] = entries
            account_ids = {account_of(posting.account_id) for posting in entry.postings} - {None}
            accounts = await _by_key(connection, t.ACCOUNTS, sorted(filter(None, account_ids)))
            reversal = select(_ENTRY.id).where(_ENTRY.reference == reversal_reference(entry.reference))
            ordered = select(_ORDER.reference).where(_ORDER.reference == entry.reference)
            fixed = await _count(connection, reversal) or await _count(connection, ordered)
            return EntryView(entry, await _account_views(connection, tuple(accounts.values())), not fixed)


async def _mismatch_view(connection: AsyncConnection, recorded: RecordedMismatch) -> MismatchView:
    mismatch = recorded.mismatch
    accounts = await _by_key(connection, t.ACCOUNTS, filter(None, [mismatch.account_id]))
    campaigns = await _by_key(connection, t.CAMPAIGNS, sorted(recorded.campaign_ids or mismatch.campaign_ids))
    corrections = await _by_key(connection, t.CORRECTIONS, filter(None, [recorded.correction_id]))
    ledger_account_id = (
        f"{mismatch.subject}:principal"
        if mismatch.account_id is None
        else held_ledger_account(mismatch.account_id)
    )
    touching = select(rows.PostingRow.entry_id).where(rows.PostingRow.account_id == ledger_account_id)
    entries = await _entries(connection, ENTRIES_IN_DOUBT, _ENTRY.id.in_(touching))
    ordered = select(_ORDER.reference).where(_ORDER.reference.in_([entry.reference for entry in entries]))
    return MismatchView(
        recorded=recorded,
        account=next(iter(await _account_views(connection, tuple(accounts.values()))), None),
        campaigns=await _campaign_views(connection, [(campaign, None) for campaign in campaigns.values()]),
        correction=next(iter(corrections.values()), None),
        entries=entries,
        ordered=frozenset(await connection.scalars(ordered)),
    )


async def _orders(connection: AsyncConnection) -> tuple[tuple[BankOrder, str], ...]:
    """The newest orders; a reference begins with the time it was minted."""
    newest = (
        t.ORDERS.select.add_columns(_CAMPAIGN.short_code)
        .join(_CAMPAIGN, _CAMPAIGN.id == rows.OrderRow.campaign_id)
        .order_by(rows.OrderRow.reference.desc())
        .limit(ORDERS_LIMIT)
    )
    return tuple((t.ORDERS.from_row(row), row.short_code) for row in await connection.execute(newest))


async def _first(connection: AsyncConnection, query: "Select[Any]") -> AnyRow | None:
    row: AnyRow | None = (await connection.execute(query.limit(1))).first()
    return row


async def _values(connection: AsyncConnection, translation: Translation[V], query: "Select[Any]") -> list[V]:
    return [translation.from_row(row) for row in await connection.execute(query)]


async def _by_key(
    connection: AsyncConnection, translation: Translation[V], keys: Iterable[Any]
) -> dict[Any, V]:
    wanted = list(keys)
    if not wanted:
        return {}
    found = await connection.execute(translation.select_by_key, {KEYS: wanted})
    return {row._mapping[translation.key]: translation.from_row(row) for row in found}  # noqa: SLF001  # by column


async def _count(connection: AsyncConnection, query: "Select[Any]") -> int:
    return await connection.scalar(select(func.count()).select_from(query.subquery())) or 0


async def _waiting(connection: AsyncConnection, query: "Select[int, int]") -> Waiting:
    count, oldest = (await connection.execute(query)).one()
    return Waiting(count, instant(oldest) if count else None)


async def _sum_of_balances(connection: AsyncConnection, suffix: str) -> int:
    total = select(func.coalesce(func.sum(_BALANCE.balance_minor), 0)).where(_BALANCE.id.endswith(suffix))
    return int(await connection.scalar(total) or 0)


def _recipient(row: AnyRow) -> Recipient:
    return recipient_from_row(row)


def _designation_view(row: AnyRow) -> DesignationView:
    designation = t.DESIGNATIONS.from_row(row)
    own_name = row.own_name and seen_name(row.own_name, NameShown(row.name_to_members))
    return DesignationView(designation, own_name or designation.designee.name, _designation_state(row))


def _designation_state(row: AnyRow) -> DesignationState:
    """A notice that is over is forgotten some time later: then it was sent, unless the person is out of reach."""
    if row.participant_id is None:
        return DesignationState.AWAITED
    if row.pledge_id is not None:
        return DesignationState.PLEDGED
    if row.opened_at is not None:
        return DesignationState.OPENED
    if not row.reachable or row.notice_state == "given_up":
        return DesignationState.UNREACHABLE
    return DesignationState.ON_ITS_WAY if row.notice_state == "waiting" else DesignationState.TOLD


def _by_time(due: Due) -> tuple[datetime, str]:
    return due.at, due.share_id or due.deposit_id or due.campaign_id


def _offer_due(row: AnyRow) -> Due:
    return Due(
        _once_moving(instant(row.offer_due_at), row),
        DueKind.MOVE_OFFER_ON,
        row.campaign_id,
        deposit_id=row.deposit_id,
        share_id=row.id,
    )


def _due(row: AnyRow) -> Due:
    kept_until = row.place_kept_until
    passes_on = kept_until is not None and kept_until < row.closes_at
    kind = DueKind.END_PLACE_OFFER if passes_on else _DUE_KINDS[row.state]
    return Due(_once_moving(instant(row.due_at), row), kind, row.id, row.settlements)


async def _standstill(connection: AsyncConnection) -> Standstill:
    row = await _first(connection, t.STANDSTILL.select)
    return MOVING if row is None else t.STANDSTILL.from_row(row)


def _once_moving(at: datetime, row: AnyRow) -> datetime:
    """What was due before settlement was resumed is due from then on: another instant, another intent of the jobs."""
    moves_since = optional_instant(row.moves_since)
    return at if moves_since is None else max(at, moves_since)


async def _campaign_views(
    connection: AsyncConnection, looks: Sequence[tuple[Campaign, ParticipantId | None]]
) -> tuple[CampaignView, ...]:
    """Campaigns, each as somebody sees it, in this order."""
    campaigns = {campaign.id: campaign for campaign, _ in looks}.values()
    initiators = await _initiator_names(connection, campaigns)
    members = await _members(connection, [campaign.id for campaign in campaigns])
    seen = [(campaign.id, viewer) for campaign, viewer in looks if viewer is not None]
    pledges = await _own_pledges(connection, seen)
    shares = await _own_shares(connection, seen, campaigns)
    inside = {
        *pledges,
        *((campaign.id, viewer) for campaign, viewer in looks if campaign.initiator_id == viewer),
    }
    remindings = await _remindings(connection, [look for look in seen if look not in pledges])
    invited = inside | await _invited(connection, [look for look in seen if look not in inside])
    deposit_ids = {campaign.deposit_id for campaign in campaigns if campaign.deposit_id is not None}
    deposits = await _by_key(connection, t.DEPOSITS, deposit_ids)
    offered = await _for_sale(connection, deposits)
    codes = {campaign.terms.product_code for campaign in campaigns}
    products = await _by_key(connection, t.PRODUCTS, codes)
    # Seldom is one seen full and not settled: only then is there anything to ask.
    waiting = {campaign.id for campaign in campaigns if campaign.state is CampaignState.FUNDED}
    if waiting and (await _standstill(connection)).paused_at is None:
        waiting.clear()
    return tuple(
        CampaignView(
            campaign=campaign,
            product=products[campaign.terms.product_code],
            initiator_name=initiators.get(campaign.initiator_id, ""),
            members=seen_members(members[campaign.id]),
            own_pledge=pledges.get((campaign.id, viewer)),
            own_shares=tuple(shares[campaign.id, viewer]),
            deposit=deposits.get(campaign.deposit_id),
            for_sale=tuple(offered[campaign.deposit_id]),
            invited=(campaign.id, viewer) in invited,
            organiser_name=initiators.get(campaign.taken_over_by or "", ""),
            waits_with_all=campaign.id in waiting,
            reminding=remindings.get((campaign.id, viewer)),
        )
        for campaign, viewer in looks
    )


async def _initiator_names(connection: AsyncConnection, campaigns: Iterable[Campaign]) -> dict[str, str]:
    """What participants and partners are called who opened these campaigns, or took them over, by their ids."""
    in_chat = {
        to for campaign in campaigns for to in (*campaign.initiator_in_chat, *campaign.organiser_in_chat)
    }
    partners = {campaign.initiator_id for campaign in campaigns if campaign.origin is not None}
    return {
        **{key: each.name for key, each in (await _by_key(connection, t.PARTICIPANTS, in_chat)).items()},
        **{key: each.name for key, each in (await _by_key(connection, t.PARTNERS, partners)).items()},
    }


async def _invited(connection: AsyncConnection, looks: Sequence[_Look]) -> set[tuple[str, str | None]]:
    """Of these, those whose viewer came by a link or code, is designated, or once pledged."""
    if not looks:
        return set()
    found = [await connection.execute(query, {KEYS: looks}) for query in _WAYS_IN]
    return {(campaign_id, viewer) for rows_found in found for campaign_id, viewer in rows_found}


async def _remindings(
    connection: AsyncConnection, looks: Sequence[_Look]
) -> dict[tuple[str, str | None], Reminding]:
    """What those who are not in said of being reminded, by campaign and viewer."""
    if not looks:
        return {}
    found = map(t.REMINDINGS.from_row, await connection.execute(_REMINDINGS_OF_VIEWERS, {KEYS: looks}))
    return {(each.campaign_id, each.participant_id): each for each in found}


async def _members(
    connection: AsyncConnection, campaign_ids: Sequence[CampaignId]
) -> Mapping[str, list[tuple[Participant, int]]]:
    """The live members of campaigns with the amounts they are in with, in the order they joined."""
    members: dict[str, list[tuple[Participant, int]]] = defaultdict(list)
    for row in await connection.execute(_MEMBERS, {KEYS: campaign_ids}):
        members[row.campaign_id].append((t.PARTICIPANTS.from_row(row), row.amount_minor))
    return members


async def _own_pledges(
    connection: AsyncConnection, looks: Sequence[_Look]
) -> dict[tuple[str, str | None], Pledge]:
    """The viewers' own live pledges, by campaign and viewer."""
    if not looks:
        return {}
    found = await connection.execute(_PLEDGES_OF_VIEWERS, {KEYS: looks})
    pledges = [t.PLEDGES.from_row(row) for row in found]
    return {(pledge.campaign_id, pledge.participant_id): pledge for pledge in pledges}


async def _own_shares(
    connection: AsyncConnection, looks: Sequence[_Look], campaigns: Iterable[Campaign]
) -> Mapping[tuple[str, str | None], list[Share]]:
    """What the viewers ever had of the campaigns' deposits, by campaign and viewer; nobody had any before the first."""
    settled = {campaign.id for campaign in campaigns if campaign.deposit_id is not None}
    shares: dict[tuple[str, str | None], list[Share]] = defaultdict(list)
    asked = [look for look in looks if look[0] in settled]
    if asked:
        for row in await connection.execute(_SHARES_OF_VIEWERS, {KEYS: asked}):
            shares[row.campaign_id, row.participant_id].append(t.SHARES.from_row(row))
    return shares


async def _for_sale(
    connection: AsyncConnection, deposit_ids: Iterable[DepositId]
) -> Mapping[DepositId | None, list[Share]]:
    """The shares that somebody may buy, by deposit, those offered first before the others."""
    shares: dict[DepositId | None, list[Share]] = defaultdict(list)
    asked = sorted(deposit_ids)
    if asked:
        for share in map(t.SHARES.from_row, await connection.execute(_SHARES_FOR_SALE, {KEYS: asked})):
            shares[share.deposit_id].append(share)
    return shares


async def _account_views(
    connection: AsyncConnection, accounts: Sequence[BankAccount]
) -> tuple[AccountView, ...]:
    customers = await _by_key(connection, t.CUSTOMERS, {account.customer_id for account in accounts})
    links: dict[str, AccountLink] = await _by_key(connection, t.LINKS, [account.id for account in accounts])
    balances = await _by_key(
        connection,
        t.LEDGER,
        [of(account.id) for account in accounts for of in (available_ledger_account, held_ledger_account)],
    )
    return tuple(
        AccountView(
            account=account,
            customer=customers[account.customer_id],
            link=links.get(account.id),
            available_minor=balances[account.available].balance_minor,
            held_minor=balances[account.held].balance_minor,
        )
        for account in accounts
    )


async def _holds(connection: AsyncConnection) -> Mapping[str, list[HeldView]]:
    query = (
        select(_HOLD.id, _HOLD.account_id, _HOLD.amount_minor, _HOLD.state, _CAMPAIGN.short_code)
        .join(_PLEDGE, _PLEDGE.hold_id == _HOLD.id)
        .join(_CAMPAIGN, _CAMPAIGN.id == _PLEDGE.campaign_id)
        .where(_HOLD.state != HoldState.RELEASED.value)
        .order_by(_HOLD.id)
    )
    holds: dict[str, list[HeldView]] = defaultdict(list)
    for hold_id, account_id, amount_minor, state, short_code in await connection.execute(query):
        holds[account_id].append(HeldView(hold_id, amount_minor, state, show_short_code(short_code)))
    return holds


async def _registers(
    connection: AsyncConnection,
) -> tuple[tuple[TermDeposit, tuple[tuple[Share, str], ...]], ...]:
    deposits = await _values(connection, t.DEPOSITS, t.DEPOSITS.select.order_by(_DEPOSIT.id.desc()))
    query = t.SHARES.select.add_columns(_PARTICIPANT.name).join(
        _PARTICIPANT, _PARTICIPANT.id == _SHARE.participant_id
    )
    registers: dict[str, list[tuple[Share, str]]] = defaultdict(list)
    for row in await connection.execute(query.order_by(_SHARE.certificate_number)):
        share = t.SHARES.from_row(row)
        registers[share.deposit_id].append((share, row.name))
    return tuple((deposit, tuple(registers[deposit.id])) for deposit in deposits)


async def _expenses(connection: AsyncConnection) -> Mapping[DepositId, int]:
    """What each deposit's interest has cost the bank; nothing is known of those that have earned none yet."""
    spent = select(_BALANCE.id, _BALANCE.balance_minor).where(_BALANCE.id.endswith(":expense"))
    return {
        DepositId(account_id.removesuffix(":expense")): -balance_minor
        for account_id, balance_minor in await connection.execute(spent)
    }


async def _entries(
    connection: AsyncConnection, limit: int, *conditions: ColumnElement[bool]
) -> tuple[Entry, ...]:
    newest = select(_ENTRY).where(*conditions).order_by(_ENTRY.id.desc()).limit(limit)
    found = (await connection.execute(newest)).all()
    legs: dict[str, list[AnyRow]] = defaultdict(list)
    postings = select(rows.PostingRow).where(rows.PostingRow.entry_id.in_([row.id for row in found]))
    for leg in await connection.execute(postings.order_by(rows.PostingRow.entry_id, rows.PostingRow.leg)):
        legs[leg.entry_id].append(leg)
    return tuple(t.entry_from_rows(row, legs[row.id]) for row in found)
