"""Webhook endpoints: where a partner wants events sent, and the secrets they are signed with."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import EndpointId, PartnerId

ENDPOINTS_MAX = 10
OVERLAP_MAX = timedelta(days=7)
PATIENCE = timedelta(days=1)
"""An endpoint that takes nothing for so long is disabled."""


class EndpointState(StrEnum):
    """`active ⇄ disabled`, and from either `deleted`. What waits for a disabled one goes on waiting.

    So does what waits for any endpoint of a partner that is suspended, until that is resumed.
    """

    ACTIVE = "active"
    DISABLED = "disabled"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class SigningSecret:
    """What events are signed with, as Standard Webhooks writes it: `whsec_` and base64; until `expires_at`, if ever."""

    value: str = field(repr=False)
    expires_at: datetime | None = None

    def usable(self, at: datetime) -> bool:
        """Whether events are signed with it."""
        return self.expires_at is None or at < self.expires_at


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """Where a partner wants events of these types sent, of all if there are none; the newest secret comes last.

    It is sent events at this address since `active_since`; what failed before then no longer counts.
    """

    id: EndpointId
    partner_id: PartnerId
    url: str = field(repr=False)
    event_types: tuple[str, ...]
    secrets: tuple[SigningSecret, ...]
    registered_at: datetime
    active_since: datetime
    state: EndpointState = EndpointState.ACTIVE
    version: int = 0

    def wants(self, event_type: str) -> bool:
        """Whether an event of this type is to be sent there; to a disabled one it is once that is enabled again."""
        return self.state is not EndpointState.DELETED and (
            not self.event_types or event_type in self.event_types
        )

    def changed(
        self, at: datetime, url: str | None, event_types: tuple[str, ...] | None, disabled: bool | None
    ) -> "WebhookEndpoint":
        """The endpoint with what is given otherwise; at another address, or after a pause, it begins anew."""
        after = replace(
            self,
            url=self.url if url is None else url,
            event_types=self.event_types if event_types is None else event_types,
            state=self.state if disabled is None else _enabled_or_not(disabled),
        )
        if after.url != self.url or after.state is not self.state:
            return replace(after, active_since=at)
        return after

    def usable_secrets(self, at: datetime) -> tuple[str, ...]:
        """What an event is signed with: more than one while a rotation overlaps."""
        return tuple(secret.value for secret in self.secrets if secret.usable(at))

    def rotated(self, value: str, at: datetime, overlap: timedelta) -> "WebhookEndpoint":
        """The endpoint with a new secret; events are signed with the old one as well for the overlap, no longer."""
        until = at + overlap
        usable = [
            replace(old, expires_at=until if old.expires_at is None else min(old.expires_at, until))
            for old in self.secrets
            if old.usable(at)
        ]
        return replace(self, secrets=(*usable, SigningSecret(value)))


def _enabled_or_not(disabled: bool) -> EndpointState:
    return EndpointState.DISABLED if disabled else EndpointState.ACTIVE
