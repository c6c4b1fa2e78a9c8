"""Where partners want events sent; and writing them, in the very transaction that made them true."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from core.book import Book
from core.commands import (
    Actor,
    ActorKind,
    ChangeEndpoint,
    DeleteEndpoint,
    DisableEndpoint,
    Done,
    EndpointRegistered,
    Redeliver,
    RedeliverForPartner,
    RedeliveryRequested,
    RegisterEndpoint,
    RotateEndpointSecret,
    SetEndpointDisabled,
)
from core.domain.bank import DepositState
from core.domain.errors import (
    DeliveryUnknown,
    EndpointUnknown,
    NotDue,
    NothingChanged,
    TooManyEndpoints,
)
from core.domain.event import Delivery, Event, StateChange, Subject, state_change
from core.domain.ids import DeliveryId, EndpointId, EventId, PartnerId
from core.domain.moment import Moment
from core.domain.notice import EndpointDisabled
from core.domain.staff import Role
from core.domain.webhook import ENDPOINTS_MAX, OVERLAP_MAX, EndpointState, SigningSecret, WebhookEndpoint
from core.reach import Reach
from core.usecases.partnering import KEEPERS, known_partner
from core.usecases.registry import use_case

_PARTNER = {ActorKind.PARTNER}


def _reach(
    command: RegisterEndpoint | ChangeEndpoint | RotateEndpointSecret | DeleteEndpoint | Redeliver,
) -> Reach:
    partner = frozenset({PartnerId(command.actor.id)})
    deliveries = frozenset({command.delivery_id} if isinstance(command, Redeliver) else ())
    return Reach(partners=partner, endpoints_of=partner, deliveries=deliveries)


def _own(book: Book, actor: Actor, endpoint_id: EndpointId) -> WebhookEndpoint:
    """The actor's endpoint. Raises EndpointUnknown."""
    return _of_partner(book, PartnerId(actor.id), endpoint_id)


def _of_partner(book: Book, partner_id: PartnerId, endpoint_id: EndpointId) -> WebhookEndpoint:
    endpoint = next((each for each in book.endpoints_of(partner_id) if each.id == endpoint_id), None)
    if endpoint is None:
        raise EndpointUnknown
    return endpoint


@use_case(RegisterEndpoint, actors=_PARTNER, reach=_reach)
def register_endpoint(book: Book, command: RegisterEndpoint, now: Moment) -> EndpointRegistered:
    """Send events there from now on, signed with a new secret. Raises PartnerUnknown, TooManyEndpoints."""
    partner = known_partner(book, PartnerId(command.actor.id))
    if len(book.endpoints_of(partner.id)) >= ENDPOINTS_MAX:
        raise TooManyEndpoints(ENDPOINTS_MAX)
    endpoint = WebhookEndpoint(
        id=EndpointId(book.ids.mint("whe")),
        partner_id=partner.id,
        url=command.url,
        event_types=command.event_types,
        secrets=(SigningSecret(book.ids.signing_secret()),),
        registered_at=now.at,
        active_since=now.at,
    )
    book.add_endpoint(endpoint)
    return EndpointRegistered(endpoint.id)


@use_case(ChangeEndpoint, actors=_PARTNER, reach=_reach)
def change_endpoint(book: Book, command: ChangeEndpoint, now: Moment) -> Done:
    """Have events sent otherwise from now on. Raises EndpointUnknown, NothingChanged."""
    endpoint = _own(book, command.actor, command.endpoint_id)
    changed = endpoint.changed(now.at, command.url, command.event_types, command.disabled)
    if changed == endpoint:
        raise NothingChanged
    book.endpoints.put(endpoint.id, changed)
    return Done()


@use_case(RotateEndpointSecret, actors=_PARTNER, reach=_reach)
def rotate_endpoint_secret(book: Book, command: RotateEndpointSecret, now: Moment) -> Done:
    """Sign with a new secret; with the old one too for the overlap, a week at most. Raises EndpointUnknown."""
    endpoint = _own(book, command.actor, command.endpoint_id)
    overlap = min(timedelta(seconds=command.overlap_seconds), OVERLAP_MAX)
    book.endpoints.put(endpoint.id, endpoint.rotated(book.ids.signing_secret(), now.at, overlap))
    return Done()


@use_case(DeleteEndpoint, actors=_PARTNER, reach=_reach)
def delete_endpoint(book: Book, command: DeleteEndpoint, now: Moment) -> Done:
    """Send nothing there any more, and forget the secrets. Raises EndpointUnknown."""
    endpoint = _own(book, command.actor, command.endpoint_id)
    book.endpoints.put(endpoint.id, replace(endpoint, state=EndpointState.DELETED, secrets=()))
    return Done()


@use_case(Redeliver, actors=_PARTNER, reach=_reach)
def redeliver(book: Book, command: Redeliver, now: Moment) -> RedeliveryRequested:
    """Send an event there once more, behind what waits. Raises EndpointUnknown, DeliveryUnknown."""
    endpoint = _own(book, command.actor, command.endpoint_id)
    return _redeliver(book, endpoint, command.delivery_id, now)


@use_case(
    RedeliverForPartner,
    actors=KEEPERS,
    role=Role.OPERATOR,
    reach=lambda command: replace(_kept_reach(command), deliveries=frozenset({command.delivery_id})),
)
def redeliver_for_partner(book: Book, command: RedeliverForPartner, now: Moment) -> RedeliveryRequested:
    """The same on an admin's word. Raises PartnerUnknown, EndpointUnknown, DeliveryUnknown."""
    partner = known_partner(book, command.partner_id)
    endpoint = _of_partner(book, partner.id, command.endpoint_id)
    book.record_use(command.actor, "redeliver_event", endpoint.id, command.delivery_id, now)
    return _redeliver(book, endpoint, command.delivery_id, now)


def _redeliver(
    book: Book, endpoint: WebhookEndpoint, delivery_id: DeliveryId, now: Moment
) -> RedeliveryRequested:
    earlier = book.deliveries[delivery_id]
    if earlier is None or earlier.endpoint_id != endpoint.id:
        raise DeliveryUnknown
    return RedeliveryRequested(_deliver(book, endpoint, earlier.event, now))


def _kept_reach(command: SetEndpointDisabled | RedeliverForPartner | DisableEndpoint) -> Reach:
    partner = frozenset({command.partner_id})
    return Reach(partners=partner, endpoints_of=partner)


@use_case(SetEndpointDisabled, actors=KEEPERS, role=Role.OPERATOR, reach=_kept_reach)
def set_endpoint_disabled(book: Book, command: SetEndpointDisabled, now: Moment) -> Done:
    """Have nothing sent there, or again what has waited. Raises PartnerUnknown, EndpointUnknown, NothingChanged."""
    partner = known_partner(book, command.partner_id)
    endpoint = _of_partner(book, partner.id, command.endpoint_id)
    kept = endpoint.changed(now.at, url=None, event_types=None, disabled=command.disabled)
    if kept == endpoint:
        raise NothingChanged
    book.endpoints.put(endpoint.id, kept)
    action = "disable_endpoint" if command.disabled else "enable_endpoint"
    book.record_use(command.actor, action, endpoint.id, partner.name, now)
    return Done()


@use_case(
    DisableEndpoint,
    actors={ActorKind.SYSTEM},
    reach=_kept_reach,
)
def disable_endpoint(book: Book, command: DisableEndpoint, now: Moment) -> Done:
    """Send nothing there until it is enabled again. Raises PartnerUnknown, EndpointUnknown.

    NotDue unless it is active, and while its partner is suspended: what is sent nothing does not fail.
    """
    partner = known_partner(book, command.partner_id)
    endpoint = _of_partner(book, partner.id, command.endpoint_id)
    if endpoint.state is not EndpointState.ACTIVE or partner.suspended:
        raise NotDue(endpoint.state.value)
    book.endpoints.put(endpoint.id, replace(endpoint, state=EndpointState.DISABLED))
    for admin in command.admins:
        book.tell(EndpointDisabled(admin, partner.name, endpoint.id, command.failing_since))
    return Done()


def write_events(book: Book, now: Moment) -> None:
    """Write what the running command made true of partners' campaigns for whoever wants to hear of it.

    Parts come before the whole, and what was opened before what hangs on it: the last pledge is held, then the campaign
    is funded; it is settled, then its deposit is active, then the shares; the last payout is paid, then the deposit is
    closed.
    """
    for change in tuple(_changes(book)):
        campaign = book.campaigns[change.campaign_id]
        assert campaign is not None, "a campaign is never deleted"
        if campaign.origin is None:
            continue
        wanting = [
            each for each in book.endpoints_of(PartnerId(campaign.initiator_id)) if each.wants(change.type)
        ]
        if not wanting:
            continue
        event = Event(
            id=EventId(book.ids.mint("evt")),
            type=change.type,
            campaign_id=campaign.id,
            subject_id=change.subject_id,
            at=now.at,
            reference=campaign.origin.reference,
        )
        for endpoint in wanting:
            _deliver(book, endpoint, event, now)


def _deliver(book: Book, endpoint: WebhookEndpoint, event: Event, now: Moment) -> DeliveryId:
    delivery = Delivery(DeliveryId(book.ids.mint("dlv")), endpoint.id, event, now.at)
    book.deliveries.put(delivery.id, delivery)
    return delivery.id


def _changes(book: Book) -> Iterator[StateChange]:
    found = [
        *(state_change(Subject.PLEDGE, *each, each[1].campaign_id) for each in book.pledges.changes()),
        *(state_change(Subject.CAMPAIGN, *each, each[1].id) for each in book.campaigns.changes()),
        *(state_change(Subject.DEPOSIT, *each, each[1].campaign_id) for each in book.deposits.changes()),
    ]
    for before, share in book.shares.changes():
        deposit = book.deposits[share.deposit_id]
        assert deposit is not None, "a share is in a deposit"
        found.append(state_change(Subject.SHARE, before, share, deposit.campaign_id))
    found += [state_change(Subject.PAYOUT, *each, each[1].campaign_id) for each in book.payouts.changes()]
    return iter(sorted(filter(None, found), key=_closes_a_deposit))


def _closes_a_deposit(change: StateChange) -> bool:
    return change.subject is Subject.DEPOSIT and change.state == DepositState.CLOSED
