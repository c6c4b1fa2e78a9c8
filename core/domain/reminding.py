"""Reminders of a campaign to who was invited and has not pledged: who may be sent one, and when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.campaign import Campaign
from core.domain.errors import NobodyToRemind, RemindedLately
from core.domain.ids import CampaignId, ParticipantId
from core.domain.notifications import Notifications

REMINDING_PAUSE = timedelta(days=1)
"""So much time passes between two reminders of one campaign to one person, and between an organiser's rounds."""
AHEAD_OF_QUIET = timedelta(minutes=30)
"""So long before their quiet hours somebody is reminded whom these would keep from hearing of it before it closes."""
_TOMORROW = timedelta(days=1)
_DAY_BEFORE = timedelta(days=1)


class ReminderWish(StrEnum):
    """When somebody wants to be reminded of one campaign, whatever they chose for all."""

    TOMORROW = "tomorrow"
    """A day after they said so."""
    DAY_BEFORE = "day_before"
    """A day before the campaign closes."""
    NEVER = "never"

    def at(self, wished_at: datetime, closes_at: datetime) -> datetime | None:
        """When that is, for who said so at `wished_at`; None for never."""
        match self:
            case ReminderWish.TOMORROW:
                return wished_at + _TOMORROW
            case ReminderWish.DAY_BEFORE:
                return closes_at - _DAY_BEFORE
            case ReminderWish.NEVER:
                return None


@dataclass(frozen=True, slots=True)
class Reminding:
    """How it stands between a campaign and somebody invited to it.

    `declined_at` is when they said that it is not for them, until they pledge after all; `nudged_at` when its organiser
    last had them reminded, `reminded_at` when they last were by their own choice; `wish` is what they chose for this
    campaign, at `wished_at`.
    """

    campaign_id: CampaignId
    participant_id: ParticipantId
    declined_at: datetime | None = None
    nudged_at: datetime | None = None
    reminded_at: datetime | None = None
    wish: ReminderWish | None = None
    wished_at: datetime | None = None
    version: int = 0

    @property
    def id(self) -> str:
        """What it is kept under."""
        return reminding_id(self.campaign_id, self.participant_id)

    @property
    def last_at(self) -> datetime | None:
        """When they last heard of it so, on whosever wish."""
        return max(filter(None, (self.nudged_at, self.reminded_at)), default=None)

    def rests_at(self, at: datetime) -> bool:
        """Whether they heard of it too lately to hear again."""
        return self.last_at is not None and at < self.last_at + REMINDING_PAUSE

    def declined(self, at: datetime) -> "Reminding":
        """After they said that it is not for them; the first time counts."""
        return self if self.declined_at is not None else replace(self, declined_at=at)

    def joined(self) -> "Reminding":
        """After they pledged: an earlier no is over."""
        return self if self.declined_at is None else replace(self, declined_at=None)

    def nudged(self, at: datetime) -> "Reminding":
        """After the organiser had them reminded."""
        return replace(self, nudged_at=at)

    def reminded(self, at: datetime) -> "Reminding":
        """After they were reminded by their own choice."""
        return replace(self, reminded_at=at)

    def wished(self, wish: ReminderWish, at: datetime) -> "Reminding":
        """After they chose when to be reminded; whoever wants to be has not declined."""
        declined_at = self.declined_at if wish is ReminderWish.NEVER else None
        return replace(self, wish=wish, wished_at=at, declined_at=declined_at)

    def due_at(
        self, closes_at: datetime, notifications: Notifications, awake_until: datetime | None = None
    ) -> datetime | None:
        """From when on they are to be reminded by their own choice; None if they are not, or were already.

        If their quiet hours would hold that past the closing, `awake_until` is when they begin: then it is before them.
        """
        wanted_at = self._wanted_at(closes_at, notifications)
        if wanted_at is not None and awake_until is not None:
            wanted_at = min(wanted_at, awake_until - AHEAD_OF_QUIET)
        if wanted_at is None or self.declined_at is not None or notifications.nudges_stopped:
            return None
        if self.reminded_at is not None and self.reminded_at >= wanted_at:
            return None
        return wanted_at if self.last_at is None else max(wanted_at, self.last_at + REMINDING_PAUSE)

    def _wanted_at(self, closes_at: datetime, notifications: Notifications) -> datetime | None:
        if self.wish is not None and self.wished_at is not None:
            return self.wish.at(self.wished_at, closes_at)
        span = notifications.deadline_lead.span
        return None if span is None else closes_at - span


def reminding_id(campaign_id: CampaignId, participant_id: ParticipantId) -> str:
    """What the reminding of this person of this campaign is kept under."""
    return f"{campaign_id}:{participant_id}"


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody invited to a campaign, as far as it matters for reminding them.

    They are `designated`, or have `looked` at it by its link or code, or both; `pledged` if they have a live pledge.
    """

    participant_id: ParticipantId
    designated: bool
    looked: bool
    pledged: bool
    reachable: bool
    notifications: Notifications
    reminding: Reminding

    @property
    def declined(self) -> bool:
        """Whether they said that it is not for them, and have not pledged since."""
        return self.reminding.declined_at is not None and not self.pledged

    @property
    def heeds(self) -> bool:
        """Whether what the bot sends unasked can reach them."""
        return self.reachable and not self.notifications.nudges_stopped

    def may_be_nudged(self, at: datetime) -> bool:
        """Whether the organiser may have them reminded now."""
        wanted = not (self.pledged or self.declined) and self.reminding.wish is not ReminderWish.NEVER
        return wanted and self.heeds and not self.reminding.rests_at(at)


@dataclass(frozen=True, slots=True)
class Invited:
    """How somebody came to be invited: by name, by the link or the code, which they `looked` at then, or both ways."""

    designated: bool
    looked: bool


def invited(
    campaign: Campaign,
    opened_by_designee: Iterable[tuple[ParticipantId, bool]],
    lookers: Collection[ParticipantId],
) -> Mapping[ParticipantId, Invited]:
    """Everybody invited to a campaign but its organiser: the designees, each with whether they opened the invitation.

    Then those who looked at it, unless it is for designated people only.
    """
    opened: dict[ParticipantId, bool] = {}
    for who, looked in opened_by_designee:
        opened[who] = opened.get(who, False) or looked
    looked_at_it = frozenset(lookers)
    everybody = dict.fromkeys((*opened, *(() if campaign.designated_only else lookers)))
    return {
        who: Invited(designated=who in opened, looked=who in looked_at_it or opened.get(who, False))
        for who in everybody
        if not campaign.is_organised_by(who)
    }


def next_round_at(invitees: Iterable[Invitee]) -> datetime | None:
    """When the organiser may have people reminded again; None if they never had."""
    nudged = (each.reminding.nudged_at for each in invitees)
    last_at = max(filter(None, nudged), default=None)
    return None if last_at is None else last_at + REMINDING_PAUSE


@dataclass(frozen=True, slots=True)
class Turnout:
    """What came of inviting people, in numbers; how many can be reminded now, or when anybody can be again."""

    looked: int
    pledged: int
    declined: int
    out_of_reach: int
    remindable: tuple[ParticipantId, ...]
    again_at: datetime | None

    def check_remindable(self) -> None:
        """Raises RemindedLately, or NobodyToRemind."""
        if self.again_at is not None:
            raise RemindedLately(self.again_at)
        if not self.remindable:
            raise NobodyToRemind


def turnout(invitees: Collection[Invitee], at: datetime) -> Turnout:
    """The turnout of these invitees. Whoever wants no nudges counts as out of reach: it is nobody's business why."""
    next_at = next_round_at(invitees)
    again_at = next_at if next_at is not None and at < next_at else None
    return Turnout(
        looked=sum(each.looked for each in invitees),
        pledged=sum(each.pledged for each in invitees),
        declined=sum(each.declined for each in invitees),
        out_of_reach=sum(not each.heeds for each in invitees),
        remindable=() if again_at else tuple(i.participant_id for i in invitees if i.may_be_nudged(at)),
        again_at=again_at,
    )
