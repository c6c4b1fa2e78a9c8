"""What an admin is in the middle of: a search, there or on the trail, or a change and the command it becomes."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.locales.reading import Period
from bot.telegram.admin_callbacks import AdminPlace, Power
from bot.telegram.admin_subjects import ROLES
from bot.telegram.drafts import DraftKind, new_nonce
from bot.telegram.render.phrases import LINE_LIMIT
from bot.telegram.tiers import kept_tiers, tiers_as_kept
from bot.telegram.visit import Visit
from core.commands import (
    Actor,
    AddRates,
    CancelCampaign,
    Command,
    Done,
    GrantRole,
    PauseSettlement,
    ProposeCorrection,
    Proposed,
    ProposeReversal,
    RedateRates,
    ResumeSettlement,
    RevokeRole,
    RoleGranted,
    SetAccountStatus,
    SetProductOffered,
    TakeBackRates,
)
from core.domain.account import AccountStatus
from core.domain.ids import AccountId, CampaignId, IntentId, ParticipantId
from core.domain.product import DatedRates, Product, RateTier
from core.views import Draft, EntryView, MismatchView

REASON_LIMIT = LINE_LIMIT
"""Characters of a reason: it is shown whole, to everybody it concerns."""

_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){7,}")
_SHOWN_DIGITS = 4


class AdminStep(StrEnum):
    """The kinds of admin drafts: there is at most one of them at a time."""

    SEARCH = "search"
    TRAIL = "trail"
    EXPORT = "export"
    CHANGE = "change"
    PARTNER = "partner"
    PRODUCT = "product"
    COLLEAGUE = "colleague"


def admin_actor(visit: Visit) -> Actor:
    """The admin before us, who is also a participant; only handlers that are closed to others may ask for this."""
    assert visit.admin, "the admins' handlers are closed to others"
    return Actor.admin(visit.telegram_user_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search for something: `text` is empty until it is typed. `nonce` names this text; `page` is from 0."""

    nonce: str
    place: AdminPlace
    text: str = ""
    page: int = 0

    @classmethod
    def of(cls, draft: Draft | None) -> "Search | None":
        """The search that was kept; None if nothing was, or something else."""
        if draft is None or draft.step != AdminStep.SEARCH:
            return None
        answers = draft.answers
        return cls(
            nonce=draft.nonce,
            place=AdminPlace(str(answers["place"])),
            text=str(answers["text"]),
            page=int(str(answers["page"])),
        )

    def kept(self, telegram_user_id: int) -> Draft:
        """The draft to keep."""
        return Draft(
            telegram_user_id,
            DraftKind.ADMIN.value,
            self.nonce,
            AdminStep.SEARCH.value,
            {"place": self.place.value, "text": self.text, "page": self.page},
        )

    @property
    def shown(self) -> str:
        """The text as it may be shown and recorded: account and phone numbers masked."""
        return masked(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLook:
    """What is looked for on the audit trail: a typed text, a period, both or neither. `nonce` names just this.

    Looks are left out unless `looks` says otherwise, or a text is looked for: that may mean a look.

    `ends` are the last records of the pages up to the one before `page`, so that a page stays what it was however much
    is recorded meanwhile, this very look included.
    """

    nonce: str
    text: str = ""
    period: Period | None = None
    looks: bool = False
    page: int = 0
    ends: tuple[str, ...] = ()

    @classmethod
    def of(cls, draft: Draft | None) -> "TrailLook | None":
        """The look that was kept; None if nothing was, or something else."""
        if draft is None or draft.step != AdminStep.TRAIL:
            return None
        answers = draft.answers
        first, last, ends = _day(answers["first"]), _day(answers["last"]), answers["ends"]
        return cls(
            nonce=draft.nonce,
            text=str(answers["text"]),
            period=None if first is None or last is None else Period(first, last),
            looks=bool(answers["looks"]),
            page=int(str(answers["page"])),
            ends=tuple(map(str, ends)) if isinstance(ends, list) else (),
        )

    def kept(self, telegram_user_id: int) -> Draft:
        """The draft to keep."""
        return Draft(
            telegram_user_id,
            DraftKind.ADMIN.value,
            self.nonce,
            AdminStep.TRAIL.value,
            {
                "text": self.text,
                "first": None if self.period is None else self.period.first.isoformat(),
                "last": None if self.period is None else self.period.last.isoformat(),
                "looks": int(self.looks),
                "page": self.page,
                "ends": list(self.ends),
            },
        )

    @property
    def shown(self) -> str:
        """The text as it may be shown and recorded: account and phone numbers masked."""
        return masked(self.text)


def masked(text: str) -> str:
    """Typed text with the account and phone numbers in it masked."""
    return _LONG_NUMBER.sub(_masked, text)


def _masked(number: re.Match[str]) -> str:
    return "…" + re.sub(r"\D", "", number[0])[-_SHOWN_DIGITS:]


class Question(StrEnum):
    """What a change still has to be told."""

    REASON = "reason"
    DAY = "day"
    TIERS = "tiers"


_QUESTIONS = {
    Power.CANCEL: (Question.REASON,),
    Power.FREEZE: (Question.REASON,),
    Power.UNFREEZE: (Question.REASON,),
    Power.ADD_RATES: (Question.DAY, Question.TIERS),
    Power.REDATE_RATES: (Question.DAY,),
    Power.TAKE_BACK_RATES: (),
    Power.STOP_OFFERING: (),
    Power.OFFER: (),
    Power.CORRECT: (Question.REASON,),
    Power.REVERSE: (Question.REASON,),
    Power.PAUSE: (Question.REASON,),
    Power.RESUME: (),
    Power.MAKE_VIEWER: (Question.REASON,),
    Power.MAKE_OPERATOR: (Question.REASON,),
    Power.MAKE_APPROVER: (Question.REASON,),
    Power.REVOKE_ROLE: (Question.REASON,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The use of a power, as far as it was told. `nonce` names exactly this content: each answer takes a new one.

    `subject` is an id or a product's code; `old_day` says which rates are to be moved.
    """

    nonce: str
    power: Power
    subject: str
    old_day: date | None = None
    reason: str = ""
    day: date | None = None
    tiers: tuple[RateTier, ...] = ()

    @classmethod
    def begin(cls, power: Power, subject: str, old_day: date | None = None) -> "Change":
        """A change with nothing told."""
        return cls(nonce=new_nonce(), power=power, subject=subject, old_day=old_day)

    @classmethod
    def of(cls, draft: Draft | None) -> "Change | None":
        """The change that was kept; None if nothing was, or something else."""
        if draft is None or draft.step != AdminStep.CHANGE:
            return None
        answers = draft.answers
        tiers = answers["tiers"]
        return cls(
            nonce=draft.nonce,
            power=Power(str(answers["power"])),
            subject=str(answers["subject"]),
            old_day=_day(answers["old_day"]),
            reason=str(answers["reason"]),
            day=_day(answers["day"]),
            tiers=kept_tiers(tiers) if isinstance(tiers, list) else (),
        )

    def kept(self, telegram_user_id: int) -> Draft:
        """The draft to keep."""
        return Draft(
            telegram_user_id,
            DraftKind.ADMIN.value,
            self.nonce,
            AdminStep.CHANGE.value,
            {
                "power": self.power.value,
                "subject": self.subject,
                "old_day": None if self.old_day is None else self.old_day.isoformat(),
                "reason": self.reason,
                "day": None if self.day is None else self.day.isoformat(),
                "tiers": tiers_as_kept(self.tiers),
            },
        )

    def proposal(
        self, subject: MismatchView | EntryView, tell: frozenset[ParticipantId], visit: Visit
    ) -> Command[Proposed]:
        """The correction that was reviewed, of which the admins in `tell` hear."""
        intent, actor = self.intent(visit), admin_actor(visit)
        if isinstance(subject, EntryView):
            reference = subject.entry.reference
            return ProposeReversal(
                intent=intent, actor=actor, reference=reference, reason=self.reason, tell=tell
            )
        mismatch = subject.recorded.mismatch
        return ProposeCorrection(
            intent=intent,
            actor=actor,
            subject=mismatch.subject,
            account_id=mismatch.account_id,
            reason=self.reason,
            tell=tell,
        )

    @property
    def question(self) -> Question | None:
        """The first that was not answered; None once there is something to review."""
        answers = {Question.REASON: self.reason, Question.DAY: self.day, Question.TIERS: self.tiers}
        return next((question for question in _QUESTIONS[self.power] if not answers[question]), None)

    @property
    def typed(self) -> Question | None:
        """What typed text answers: the open question, or in the review the last one anew; None if there is none."""
        return self.question or next(reversed(_QUESTIONS[self.power]), None)

    def told(self, **answer: Any) -> "Change":
        """The change with an answer: another intention now, so with another nonce."""
        return replace(self, nonce=new_nonce(), **answer)

    def applied_to(self, product: Product) -> Product:
        """The product as it will be, for whoever reviews a change of its rates."""
        match self.power, self.old_day, self.day:
            case Power.ADD_RATES, _, date() as day:
                return product.with_rates(DatedRates(day, self.tiers))
            case Power.REDATE_RATES, date() as old_day, date() as day:
                return product.redated(old_day, day)
            case Power.TAKE_BACK_RATES, date() as old_day, _:
                return product.without_rates(old_day)
        return product

    @property
    def first_day(self) -> date | None:
        """The first day on which a change of rates is felt."""
        return min((each for each in (self.old_day, self.day) if each is not None), default=None)

    def intent(self, visit: Visit) -> IntentId:
        """The intent that the nonce names."""
        return IntentId(f"admin:{visit.telegram_user_id}:{self.nonce}")

    def command(self, visit: Visit) -> Command[Done | RoleGranted]:
        """What was reviewed, unless it is a correction: those are proposed."""
        intent, actor = self.intent(visit), admin_actor(visit)
        match self.power:
            case Power.PAUSE | Power.RESUME:
                return self._of_settlement(intent, actor)
            case _ if self.power in ROLES or self.power is Power.REVOKE_ROLE:
                return self._of_staff(intent, actor)
            case (
                Power.STOP_OFFERING
                | Power.OFFER
                | Power.TAKE_BACK_RATES
                | Power.ADD_RATES
                | Power.REDATE_RATES
            ):
                return self._of_product(intent, actor)
            case Power.CANCEL:
                campaign_id = CampaignId(self.subject)
                return CancelCampaign(intent=intent, actor=actor, campaign_id=campaign_id, reason=self.reason)
            case Power.FREEZE | Power.UNFREEZE:
                return SetAccountStatus(
                    intent=intent,
                    actor=actor,
                    account_id=AccountId(self.subject),
                    status=AccountStatus.FROZEN if self.power is Power.FREEZE else AccountStatus.NORMAL,
                    reason=self.reason,
                )
        raise AssertionError(f"{self.power} is proposed")

    def _of_settlement(self, intent: IntentId, actor: Actor) -> Command[Done]:
        if self.power is Power.PAUSE:
            return PauseSettlement(intent=intent, actor=actor, reason=self.reason)
        return ResumeSettlement(intent=intent, actor=actor)

    def _of_staff(self, intent: IntentId, actor: Actor) -> Command[Done | RoleGranted]:
        telegram_user_id, role = int(self.subject), ROLES.get(self.power)
        if role is None:
            return RevokeRole(
                intent=intent, actor=actor, telegram_user_id=telegram_user_id, reason=self.reason
            )
        return GrantRole(
            intent=intent, actor=actor, telegram_user_id=telegram_user_id, role=role, reason=self.reason
        )

    def _of_product(self, intent: IntentId, actor: Actor) -> Command[Done]:
        match self.power:
            case Power.STOP_OFFERING | Power.OFFER:
                offered = self.power is Power.OFFER
                return SetProductOffered(
                    intent=intent, actor=actor, product_code=self.subject, offered=offered
                )
            case Power.TAKE_BACK_RATES:
                assert self.old_day is not None, "rates are taken back from a day"
                return TakeBackRates(
                    intent=intent, actor=actor, product_code=self.subject, effective_from=self.old_day
                )
        assert self.day is not None, "rates are reviewed with their day"
        if self.power is Power.ADD_RATES:
            return AddRates(
                intent=intent,
                actor=actor,
                product_code=self.subject,
                effective_from=self.day,
                tiers=self.tiers,
            )
        assert self.old_day is not None, "rates are moved from a day"
        return RedateRates(
            intent=intent,
            actor=actor,
            product_code=self.subject,
            effective_from=self.old_day,
            new_effective_from=self.day,
        )


def _day(kept: object) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) else None
