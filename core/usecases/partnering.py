"""Taking on partners, saying what each may, and issuing the keys they show who they are by."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from core.book import Book
from core.commands import (
    Actor,
    ActorKind,
    ChangePartnerPermissions,
    Done,
    IssuePartnerKey,
    PartnerKeyIssued,
    PartnerRegistered,
    RegisterPartner,
    RevokePartnerKey,
    SetPartnerSuspended,
)
from core.domain.errors import (
    NothingChanged,
    PartnerKeyUnknown,
    PartnerNameMalformed,
    PartnerUnknown,
    PermissionsMalformed,
    ProductUnknown,
    TooManyPartnerKeys,
)
from core.domain.ids import PartnerId, PartnerKeyId
from core.domain.moment import Moment
from core.domain.money import recorded
from core.domain.partner import NAME_LENGTH_MAX, USABLE_KEYS_MAX, Partner, PartnerKey, Permissions
from core.domain.staff import Role
from core.reach import Reach
from core.usecases.registry import use_case

KEEPERS = {ActorKind.BANK, ActorKind.ADMIN}
"""Who takes partners on and looks after them."""


def asking_partner(actor: Actor) -> frozenset[PartnerId]:
    """The partner that asks, if one does: what a reach names where others may ask too."""
    return frozenset({PartnerId(actor.id)} if actor.kind is ActorKind.PARTNER else ())


def known_partner(book: Book, partner_id: PartnerId) -> Partner:
    """The partner; raises PartnerUnknown."""
    partner = book.partners[partner_id]
    if partner is None:
        raise PartnerUnknown
    return partner


def _reach(command: SetPartnerSuspended | IssuePartnerKey | RevokePartnerKey) -> Reach:
    return Reach(partners=frozenset({command.partner_id}))


@use_case(
    RegisterPartner,
    actors=KEEPERS,
    role=Role.OPERATOR,
    reach=lambda command: Reach(products=command.permissions.products),
)
def register_partner(book: Book, command: RegisterPartner, now: Moment) -> PartnerRegistered:
    """Take on a partner. Raises PartnerNameMalformed, PermissionsMalformed, ProductUnknown."""
    name = command.name.strip()
    if not 1 <= len(name) <= NAME_LENGTH_MAX or not name.isprintable():
        raise PartnerNameMalformed
    _check_permissions(book, command.permissions)
    partner = Partner(PartnerId(book.ids.mint("ptn")), name, command.permissions, now.at)
    book.partners.put(partner.id, partner)
    book.record_use(command.actor, "register_partner", partner.id, _said(command.permissions), now)
    return PartnerRegistered(partner.id)


@use_case(
    ChangePartnerPermissions,
    actors=KEEPERS,
    role=Role.OPERATOR,
    reach=lambda command: Reach(
        partners=frozenset({command.partner_id}), products=command.permissions.products
    ),
)
def change_partner_permissions(book: Book, command: ChangePartnerPermissions, now: Moment) -> Done:
    """Say anew what a partner may. Raises PartnerUnknown, PermissionsMalformed, ProductUnknown, NothingChanged."""
    partner = known_partner(book, command.partner_id)
    _check_permissions(book, command.permissions)
    if command.permissions == partner.permissions:
        raise NothingChanged
    book.partners.put(partner.id, replace(partner, permissions=command.permissions))
    book.record_use(command.actor, "change_partner_permissions", partner.id, _said(command.permissions), now)
    return Done()


@use_case(SetPartnerSuspended, actors=KEEPERS, role=Role.OPERATOR, reach=_reach)
def set_partner_suspended(book: Book, command: SetPartnerSuspended, now: Moment) -> Done:
    """Keep a partner from everything, or no longer. Raises PartnerUnknown, NothingChanged."""
    partner = known_partner(book, command.partner_id)
    if partner.suspended is command.suspended:
        raise NothingChanged
    book.partners.put(partner.id, replace(partner, suspended=command.suspended))
    action = "suspend_partner" if command.suspended else "resume_partner"
    book.record_use(command.actor, action, partner.id, "", now)
    return Done()


@use_case(IssuePartnerKey, actors=KEEPERS, role=Role.OPERATOR, reach=_reach)
def issue_partner_key(book: Book, command: IssuePartnerKey, now: Moment) -> PartnerKeyIssued:
    """Let a partner use a new key, and end its others after the overlap. Raises PartnerUnknown, TooManyPartnerKeys."""
    partner = known_partner(book, command.partner_id)
    if len(partner.usable_keys(now.at)) >= USABLE_KEYS_MAX:
        raise TooManyPartnerKeys(USABLE_KEYS_MAX)
    until = None if command.overlap_seconds is None else now.at + timedelta(seconds=command.overlap_seconds)
    key = PartnerKey(PartnerKeyId(book.ids.mint("key")), command.digest, command.hint, now.at)
    book.partners.put(partner.id, partner.with_key(key, until))
    book.put_partner_key(key.digest, partner.id)
    book.record_use(command.actor, "issue_partner_key", partner.id, key.hint, now)
    return PartnerKeyIssued(key.id, until)


@use_case(RevokePartnerKey, actors=KEEPERS, role=Role.OPERATOR, reach=_reach)
def revoke_partner_key(book: Book, command: RevokePartnerKey, now: Moment) -> Done:
    """End a key at once. Raises PartnerUnknown, PartnerKeyUnknown, or NothingChanged if it had ended."""
    partner = known_partner(book, command.partner_id)
    key = partner.key(command.key_id)
    if key is None:
        raise PartnerKeyUnknown
    if not key.usable(now.at):
        raise NothingChanged
    book.partners.put(partner.id, partner.without_key(key.id, now.at))
    book.record_use(command.actor, "revoke_partner_key", partner.id, key.hint, now)
    return Done()


def _check_permissions(book: Book, permissions: Permissions) -> None:
    """Raises PermissionsMalformed or ProductUnknown."""
    if permissions.malformed:
        raise PermissionsMalformed
    for code in permissions.products:
        product = book.products[code]
        if product is None:
            raise ProductUnknown
        if product.currency != permissions.currency:
            raise PermissionsMalformed


def _said(permissions: Permissions) -> str:
    """What is recorded of permissions."""

    def listed(names: Iterable[str]) -> str:
        return " ".join(sorted(names))

    return (
        f"{listed(permissions.scopes)}; {listed(permissions.products)}; {listed(permissions.channels)}; up to "
        f"{recorded(permissions.target_maximum_minor, permissions.currency)}; {permissions.campaigns_per_day} a day"
    )
