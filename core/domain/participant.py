"""Participants, the accounts they have linked, and the one-time codes that prove an account is theirs."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from hmac import compare_digest
from unicodedata import category

from core.domain.account import BankCustomer
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import AccountId, CampaignId, CustomerId, ParticipantId
from core.domain.notifications import AS_USUAL, Notifications

CODE_DIGITS = 6
CODE_TRIES = 5
CODE_LIFETIME = timedelta(minutes=10)
CODES_PER_WINDOW = 5
CODE_WINDOW = timedelta(hours=1)

LOOK_UPS_PER_WINDOW = 10
STRAY_LINKS_PER_WINDOW = 10
LOOK_UP_WINDOW = timedelta(minutes=10)

_MASK = "***"


@dataclass(frozen=True, slots=True)
class TelegramIdentity:
    """Which participant a Telegram user is. Personal data stays here and in `Participant.name`, so it can be erased."""

    telegram_user_id: int
    participant_id: ParticipantId
    version: int = 0


class NameShown(StrEnum):
    """How much of their name somebody lets others see."""

    FULL = "full"
    MASKED = "masked"
    HIDDEN = "hidden"


class Audience(StrEnum):
    """Before whom somebody decides how much of their name is seen.

    Members are whoever may look at a campaign in a private chat, invited people and its organiser included; groups are
    chats where a card is that everybody there sees; certificates are seen by whomever their holder shows them to.
    """

    MEMBERS = "members"
    GROUPS = "groups"
    CERTIFICATES = "certificates"


@dataclass(frozen=True, slots=True)
class Participant:
    """A person whose money it is. `locale` is what they chose, or what Telegram says while they have not chosen.

    `name_to_members`, `name_in_groups` and `name_shown` (on certificates) say how much of the name each audience sees,
    `amount_to_members` whether the first sees the amount they are in with. Whoever opens or organises a campaign is
    named to its people all the same: whose it is, they must know. Who was erased, at `erased_at`, has no name any more.
    """

    id: ParticipantId
    name: str
    locale: str
    locale_chosen: bool = False
    look_ups: int = 0
    look_ups_since: datetime | None = None
    stray_links: int = 0
    stray_links_since: datetime | None = None
    name_shown: NameShown = NameShown.FULL
    name_in_groups: NameShown = NameShown.HIDDEN
    notifications: Notifications = AS_USUAL
    name_to_members: NameShown = NameShown.FULL
    amount_to_members: bool = False
    erased_at: datetime | None = None
    version: int = 0

    @property
    def holder_name(self) -> str:
        """The name as their certificates show it."""
        return shown_name(self.name, self.name_shown)

    def shown_to(self, audience: Audience) -> NameShown:
        """How much of their name this audience sees."""
        match audience:
            case Audience.MEMBERS:
                return self.name_to_members
            case Audience.GROUPS:
                return self.name_in_groups
            case Audience.CERTIFICATES:
                return self.name_shown

    def showing(self, audience: Audience, shown: NameShown) -> "Participant":
        """The participant once this audience sees so much of their name."""
        match audience:
            case Audience.MEMBERS:
                return replace(self, name_to_members=shown)
            case Audience.GROUPS:
                return replace(self, name_in_groups=shown)
            case Audience.CERTIFICATES:
                return replace(self, name_shown=shown)

    def name_for(self, audience: Audience) -> str:
        """As much of the name as this audience sees; empty if nothing."""
        return seen_name(self.name, self.shown_to(audience))

    def erased(self, at: datetime) -> "Participant":
        """What is left of them: an id. The language stays, in which cards that they put into groups go on."""
        left = Participant(self.id, "", self.locale, erased_at=at, version=self.version)
        for audience in Audience:
            left = left.showing(audience, NameShown.HIDDEN)
        return left

    def looked_up(self, at: datetime) -> "Participant | None":
        """The participant after one more short code was looked up, or None if they looked up too many lately."""
        if _is_over(self.look_ups_since, at):
            return replace(self, look_ups=1, look_ups_since=at)
        return replace(self, look_ups=self.look_ups + 1) if self.look_ups < LOOK_UPS_PER_WINDOW else None

    def may_follow_links(self, at: datetime) -> bool:
        """Whether fewer links than are allowed led them nowhere lately."""
        return _is_over(self.stray_links_since, at) or self.stray_links < STRAY_LINKS_PER_WINDOW

    def strayed(self, at: datetime) -> "Participant":
        """The participant after one more link led nowhere."""
        if _is_over(self.stray_links_since, at):
            return replace(self, stray_links=1, stray_links_since=at)
        return replace(self, stray_links=self.stray_links + 1)


def shown_name(name: str, shown: NameShown) -> str:
    """A name in full; masked, each word to its first letter (`M***`, `张*`); or hidden (`***`)."""
    if shown is NameShown.FULL:
        return name
    if shown is NameShown.HIDDEN:
        return _MASK
    return " ".join(map(_masked, name.split())) or _MASK


def seen_name(name: str, shown: NameShown) -> str:
    """The same for lists, in which who hides their name is not named at all: then it is empty."""
    return "" if shown is NameShown.HIDDEN else shown_name(name, shown)


def _masked(word: str) -> str:
    first = 1
    while first < len(word) and category(word[first]).startswith("M"):
        first += 1  # a letter keeps its marks
    hidden = len(word) - first
    # An ideograph is as much as a word; how many letters one has, a mask of fixed length does not tell.
    return word[:first] + ("*" * hidden if "\u4e00" <= word[0] <= "\u9fff" else _MASK) if hidden else "*"


def _is_over(window_since: datetime | None, at: datetime) -> bool:
    return window_since is None or at >= window_since + LOOK_UP_WINDOW


@dataclass(frozen=True, slots=True)
class Invitation:
    """That a participant came by a campaign's link or short code: from then on they may see it and pledge in chat."""

    campaign_id: CampaignId
    participant_id: ParticipantId
    invited_at: datetime


@dataclass(frozen=True, slots=True)
class AccountLink:
    """An account that a participant proved to be theirs, with the phone number it was proved by.

    An account is linked to one participant at most. When the customer's phone number at the bank changes, the proof
    no longer holds and the contact has to be shared again.
    """

    account_id: AccountId
    participant_id: ParticipantId
    customer_id: CustomerId
    phone: str = field(repr=False)
    linked_at: datetime
    active: bool = True
    version: int = 0


def link_conditions(link: AccountLink, customer: BankCustomer | None) -> tuple[FailedCondition, ...]:
    """Every condition that the proof of ownership no longer meets; checked at pledging and again at settlement."""
    if not link.active or customer is None or customer.id != link.customer_id:
        return (FailedCondition(ConditionCode.ACCOUNT_HOLDER),)
    if customer.phone != link.phone:
        return (FailedCondition(ConditionCode.ACCOUNT_PHONE_CHANGED),)
    return ()


class CodeVerdict(StrEnum):
    """What became of one try at a one-time code."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """The code pending for a participant, kept as a digest. `issued` counts codes since `window_since`."""

    participant_id: ParticipantId
    customer_id: CustomerId
    phone: str = field(repr=False)
    digest: str = field(repr=False)
    expires_at: datetime
    tries_left: int
    issued: int
    window_since: datetime
    version: int = 0

    def check(self, code: str, at: datetime) -> CodeVerdict:
        """The verdict on one try; comparing takes the same time whatever is typed."""
        if self.tries_left <= 0:
            return CodeVerdict.EXHAUSTED
        if at >= self.expires_at:
            return CodeVerdict.EXPIRED
        if compare_digest(self.digest, digest_code(code, self.participant_id)):
            return CodeVerdict.RIGHT
        return CodeVerdict.EXHAUSTED if self.tries_left == 1 else CodeVerdict.WRONG

    def tried(self) -> "OneTimeCode":
        """The code with one try less."""
        return replace(self, tries_left=max(0, self.tries_left - 1))

    def used(self) -> "OneTimeCode":
        """The code after it was right: it opens nothing any more."""
        return replace(self, tries_left=0, digest="")


def digest_code(code: str, participant_id: ParticipantId) -> str:
    """A digest bound to the participant, so that equal codes of two people do not look alike in the database."""
    return blake2b(code.encode(), key=participant_id.encode()[:64], digest_size=16).hexdigest()
