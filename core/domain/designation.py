"""Designated people: whom an initiator wants in a campaign, from before they use the bot until they have come (S5)."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.ids import CampaignId, DesignationId, ParticipantId

DESIGNEES_PER_CAMPAIGN = 500
"""As many as a campaign can have members."""


@dataclass(frozen=True, slots=True)
class Designee:
    """A person by their Telegram user id or by their phone number (E.164): one of the two.

    `name` is what the initiator knows them by; it is shown to nobody else, and decides nothing.
    """

    telegram_user_id: int | None = None
    phone: str | None = field(default=None, repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        assert (self.telegram_user_id is None) != (self.phone is None), "a designee has one address"

    @property
    def key(self) -> str:
        """What they are found by."""
        return phone_key(self.phone) if self.phone is not None else telegram_key(self.telegram_user_id or 0)


def telegram_key(telegram_user_id: int) -> str:
    """What somebody is found by who is known by their Telegram user id."""
    return f"telegram:{telegram_user_id}"


def phone_key(phone: str) -> str:
    """What somebody is found by who is known by their phone number."""
    return f"phone:{phone}"


@dataclass(frozen=True, slots=True)
class Designation:
    """That an initiator wants somebody in a campaign. From when they have come, it names the participant they are.

    `notice_id` is the invitation they were then sent, None if the campaign was over by that time; `opened_at` is when
    they first looked at the campaign.
    """

    id: DesignationId
    campaign_id: CampaignId
    designee: Designee
    designated_at: datetime
    participant_id: ParticipantId | None = None
    notice_id: str | None = None
    opened_at: datetime | None = None
    version: int = 0

    def met(self, participant_id: ParticipantId, notice_id: str | None) -> "Designation":
        """The designation once it is known which participant this is."""
        return replace(self, participant_id=participant_id, notice_id=notice_id)

    def opened(self, at: datetime) -> "Designation":
        """The designation once the person has looked at the campaign; the first time counts."""
        return self if self.opened_at is not None else replace(self, opened_at=at)
