"""Partners: third-party servers that open campaigns, what each may, and the keys they show who they are by."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from core.domain.campaign import Proposal, admission
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.errors import NotLegitimate
from core.domain.ids import PartnerId, PartnerKeyId
from core.domain.moment import Moment
from core.domain.product import Channel, Product

NAME_LENGTH_MAX = 64
USABLE_KEYS_MAX = 5
_ENDED_KEYS_KEPT = 10


class Scope(StrEnum):
    """What a partner may use the API for."""

    CAMPAIGNS_READ = "campaigns:read"
    CAMPAIGNS_WRITE = "campaigns:write"
    PRODUCTS_READ = "products:read"


@dataclass(frozen=True, slots=True)
class Permissions:
    """What a partner may: a request outside of this is not legitimate (S2 of the method).

    `target_maximum_minor` is minor units of `currency`, the one that all `products` are in. `campaigns_per_day` may be
    opened on one business day.
    """

    scopes: frozenset[Scope]
    products: frozenset[str]
    channels: frozenset[Channel]
    currency: str
    target_maximum_minor: int
    campaigns_per_day: int

    @property
    def malformed(self) -> bool:
        """Whether they could permit nothing, or say so by accident."""
        return (
            not (self.scopes and self.products and self.channels)
            or self.target_maximum_minor < 1
            or self.campaigns_per_day < 1
        )


@dataclass(frozen=True, slots=True)
class PartnerKey:
    """One key of a partner. Only its digest is kept; `hint` is the beginning of the key, by which people tell it.

    It is usable until `expires_at`, which a rotation sets, and not after it was revoked.
    """

    id: PartnerKeyId
    digest: str = field(repr=False)
    hint: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def usable(self, at: datetime) -> bool:
        """Whether a request may be made with it."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)

    def expiring(self, at: datetime) -> "PartnerKey":
        """The key that can be used until `at` at the latest."""
        return replace(self, expires_at=at if self.expires_at is None else min(self.expires_at, at))


@dataclass(frozen=True, slots=True)
class Partner:
    """A third-party server. `opened_count` counts the campaigns it opened on the business day `opened_on`."""

    id: PartnerId
    name: str
    permissions: Permissions
    registered_at: datetime
    keys: tuple[PartnerKey, ...] = ()
    suspended: bool = False
    opened_on: date | None = None
    opened_count: int = 0
    version: int = 0

    def opened_today(self, today: date) -> int:
        """How many campaigns it opened on this business day."""
        return self.opened_count if self.opened_on == today else 0

    def opened(self, today: date) -> "Partner":
        """The partner with one campaign more opened today."""
        return replace(self, opened_on=today, opened_count=self.opened_today(today) + 1)

    def usable_keys(self, at: datetime) -> tuple[PartnerKey, ...]:
        """The keys that a request may be made with."""
        return tuple(key for key in self.keys if key.usable(at))

    def key(self, key_id: PartnerKeyId) -> PartnerKey | None:
        """One of its keys; those that ended long ago are forgotten."""
        return next((key for key in self.keys if key.id == key_id), None)

    def with_key(self, key: PartnerKey, others_until: datetime | None) -> "Partner":
        """The partner with one key more; its others are usable until then, or as before if that is None."""
        at = key.created_at
        usable = [
            other if others_until is None else other.expiring(others_until) for other in self.usable_keys(at)
        ]
        ended = [other for other in self.keys if not other.usable(at)]
        return replace(self, keys=(*ended[-_ENDED_KEYS_KEPT:], *usable, key))

    def without_key(self, key_id: PartnerKeyId, at: datetime) -> "Partner":
        """The partner with that key revoked."""
        keys = (replace(key, revoked_at=at) if key.id == key_id else key for key in self.keys)
        return replace(self, keys=tuple(keys))

    def scope_conditions(self, scope: Scope) -> Iterator[FailedCondition]:
        """What speaks against its using the API for this."""
        if self.suspended:
            yield FailedCondition(ConditionCode.PARTNER_SUSPENDED)
        if scope not in self.permissions.scopes:
            yield FailedCondition(ConditionCode.SCOPE_MISSING, scope.value)

    def check_scope(self, scope: Scope) -> None:
        """Raises NotLegitimate unless it may use the API for this."""
        if failed := tuple(self.scope_conditions(scope)):
            raise NotLegitimate(failed)


def legitimacy(partner: Partner, proposal: Proposal, now: Moment) -> tuple[FailedCondition, ...]:
    """Every permission of the partner's that a request to open a campaign lacks (S2 of the method)."""
    permissions, today = partner.permissions, partner.opened_today(now.day)
    failed = list(partner.scope_conditions(Scope.CAMPAIGNS_WRITE))
    if proposal.product_code not in permissions.products:
        failed.append(FailedCondition(ConditionCode.PRODUCT_NOT_PERMITTED, None, proposal.product_code))
    if proposal.channel not in permissions.channels:
        failed.append(FailedCondition(ConditionCode.CHANNEL_NOT_PERMITTED, None, proposal.channel.value))
    if proposal.target_minor > permissions.target_maximum_minor:
        limit_minor = permissions.target_maximum_minor
        failed.append(
            FailedCondition(ConditionCode.TARGET_ABOVE_PERMITTED, limit_minor, proposal.target_minor)
        )
    if today >= permissions.campaigns_per_day:
        failed.append(FailedCondition(ConditionCode.QUOTA_REACHED, permissions.campaigns_per_day, today))
    return tuple(failed)


def admission_or_unknown(
    proposal: Proposal, product: Product | None, now: Moment
) -> tuple[FailedCondition, ...]:
    """`admission`; for a product that does not exist, that it does not."""
    if product is None:
        return (FailedCondition(ConditionCode.PRODUCT_UNKNOWN, None, proposal.product_code),)
    return admission(proposal, product, now)


def digest_partner_key(key: str) -> str:
    """What a partner's key is looked up by: its SHA-256, in hex.

    A key holds 256 random bits, so it needs no slow digest, and the time a search takes tells nothing about it.
    """
    return sha256(key.encode()).hexdigest()
