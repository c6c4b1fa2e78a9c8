"""The wizard's steps as rules: what comes next, what an answer changes, and where what fails is mended."""

from collections.abc import Sequence
from dataclasses import replace

from bot.telegram.callbacks import OpeningStep
from bot.telegram.drafts import new_nonce
from bot.telegram.opening.answers import Answers
from core.domain.campaign import Campaign, CampaignState, admission, fix_terms
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import CampaignId, ParticipantId
from core.domain.moment import Moment
from core.domain.product import Product
from core.views import Draft

# What an own pledge is chosen under: when one of these changes, it is asked for again.
_DECIDE_OWN = frozenset(
    {
        OpeningStep.PRODUCT,
        OpeningStep.TARGET,
        OpeningStep.AMOUNTS,
        OpeningStep.SEATS,
        OpeningStep.MINIMUM,
    }
)
_MEND_AT = {
    ConditionCode.PRODUCT_NOT_OFFERED: OpeningStep.PRODUCT,
    ConditionCode.CHANNEL_NOT_ADMITTED: OpeningStep.PRODUCT,
    ConditionCode.TARGET_BELOW_MINIMUM: OpeningStep.TARGET,
    ConditionCode.TARGET_ABOVE_MAXIMUM: OpeningStep.TARGET,
    ConditionCode.TARGET_NOT_MULTIPLE: OpeningStep.TARGET,
    ConditionCode.TARGET_OUT_OF_REACH: OpeningStep.TARGET,
    ConditionCode.AMOUNT_TYPES_EMPTY: OpeningStep.AMOUNTS,
    ConditionCode.SEATS_MISSING: OpeningStep.SEATS,
    ConditionCode.SEATS_OUT_OF_RANGE: OpeningStep.SEATS,
    ConditionCode.HEAD_COUNT_OUT_OF_RANGE: OpeningStep.SEATS,
    ConditionCode.MEMBER_MINIMUM_TOO_LOW: OpeningStep.MINIMUM,
    ConditionCode.MEMBER_MINIMUM_TOO_HIGH: OpeningStep.MINIMUM,
    ConditionCode.MEMBER_MAXIMUM_TOO_LOW: OpeningStep.MINIMUM,
    ConditionCode.DEADLINE_TOO_SOON: OpeningStep.DEADLINE,
    ConditionCode.DEADLINE_TOO_LATE: OpeningStep.DEADLINE,
}


def answered(draft: Draft, step: OpeningStep, value: str | int | list[str]) -> Draft:
    """The draft with this answer, at the next open step. It is another intention now, so it has another nonce."""
    answers = {**draft.answers, step.value: value}
    if step in _DECIDE_OWN and draft.answers.get(step.value) != value:
        for undecided in (OpeningStep.OWN, OpeningStep.OWN_ACCOUNT):
            answers.pop(undecided.value, None)
    if step is OpeningStep.OWN:
        answers.pop(OpeningStep.OWN_ACCOUNT.value, None)
    changed = replace(draft, answers=answers, nonce=new_nonce())
    return at_step(changed, next_step(changed))


def next_step(draft: Draft) -> OpeningStep:
    """The first step without an answer; the review once there is none."""
    return next(step for step in Answers.of(draft).steps() if step.value not in draft.answers)


def step_before(draft: Draft) -> OpeningStep | None:
    """Where "back" leads; None from the first step."""
    if draft.step == OpeningStep.OWN_ACCOUNT:
        return OpeningStep.REVIEW
    steps = Answers.of(draft).steps()
    at = steps.index(OpeningStep(draft.step)) if draft.step in steps else 0
    return steps[at - 1] if at else None


def within_reach(draft: Draft) -> Draft:
    """The draft at its step, or at the first one without an answer if that comes before."""
    answers, open_step = Answers.of(draft), next_step(draft)
    if draft.step == OpeningStep.OWN_ACCOUNT and answers.own is not None:
        return draft
    steps = answers.steps()
    reached = draft.step in steps and steps.index(OpeningStep(draft.step)) <= steps.index(open_step)
    return draft if reached else at_step(draft, open_step)


def at_step(draft: Draft, step: OpeningStep) -> Draft:
    """The draft at this step."""
    return replace(draft, step=step.value)


def failing(draft: Draft, product: Product, now: Moment) -> tuple[FailedCondition, ...]:
    """Every admission condition that the draft, as far as it goes, does not meet."""
    return admission(Answers.of(draft).proposal(product, now), product, now)


def failing_at(
    step: OpeningStep, draft: Draft, conditions: Sequence[FailedCondition]
) -> tuple[FailedCondition, ...]:
    """Those of the conditions that are mended at this step."""
    return tuple(condition for condition in conditions if mended_at(condition, draft) is step)


def mended_at(condition: FailedCondition, draft: Draft) -> OpeningStep:
    """The step at which a failed admission condition can be mended."""
    step = _MEND_AT[condition.code]
    steps = Answers.of(draft).steps()
    if step is OpeningStep.MINIMUM and step not in steps:
        step = OpeningStep.SEATS
    return step if step in steps else OpeningStep.TARGET


def preview(draft: Draft, product: Product, now: Moment, initiator_id: ParticipantId) -> Campaign:
    """The campaign that would be opened now, for showing what it would take. The draft must be admitted."""
    proposal = Answers.of(draft).proposal(product, now)
    return Campaign(
        id=CampaignId(""),
        initiator_id=initiator_id,
        terms=fix_terms(proposal, product, now),
        state=CampaignState.OPEN,
        opened_at=now.at,
        closes_at=proposal.deadline,
        link_token="",
        short_code="",
    )
