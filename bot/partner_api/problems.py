"""Why a request was not carried out, as RFC 9457 has it, with a stable `code` that programs can go by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.domain.conditions import FailedCondition
from core.domain.errors import (
    AccountNotValid,
    AdmissionRefused,
    CampaignFixed,
    CampaignNotOpen,
    CampaignUnknown,
    DeliveryUnknown,
    DesignationUnknown,
    DomainError,
    EndpointUnknown,
    IntentReused,
    NotLegitimate,
    NotPermitted,
    PartnerUnknown,
    ProductUnknown,
    TooManyDesignees,
    TooManyEndpoints,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing about a request that is not as the document says: where (a JSON pointer), and what."""

    pointer: str
    detail: str


@dataclass
class Problem(Exception):
    """The request was not carried out, and nothing changed."""

    status: int
    code: str
    detail: str
    conditions: tuple[FailedCondition, ...] = ()
    faults: tuple[Fault, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


# Of these, some can come of a partner's command; a test holds the table to what the use cases may raise.
_REFUSALS: dict[type[DomainError], tuple[int, str]] = {
    AccountNotValid: (422, "The bank will not debit this account so; every failed condition is listed."),
    AdmissionRefused: (422, "No campaign can be opened like this; every failed condition is listed."),
    CampaignFixed: (409, "The campaign can no longer be cancelled."),
    CampaignUnknown: (404, "You have no such campaign."),
    CampaignNotOpen: (409, "The campaign has ended."),
    DesignationUnknown: (404, "Nobody is designated by this id, or no longer."),
    TooManyDesignees: (409, "A campaign has no more designated people than that."),
    DeliveryUnknown: (404, "This endpoint was never sent that."),
    EndpointUnknown: (404, "You have no such webhook endpoint."),
    TooManyEndpoints: (409, "You have as many webhook endpoints as you may; delete one first."),
    IntentReused: (409, "This Idempotency-Key came before, with another request."),
    NotLegitimate: (403, "Your permissions do not cover this; every failed condition is listed."),
    NotPermitted: (403, "This is not yours to do."),
    PartnerUnknown: (401, "The key's partner is not known."),
    ProductUnknown: (404, "There is no such product."),
}


def status_and_code(refusal: type[DomainError] | Problem) -> tuple[int, str]:
    """What a refusal will be over HTTP."""
    if isinstance(refusal, Problem):
        return refusal.status, refusal.code
    return _REFUSALS[refusal][0], refusal.code


def problem_of(error: DomainError) -> Problem:
    """What a refusal is over HTTP."""
    status, detail = _REFUSALS.get(type(error), (422, "A rule said no."))
    facts = error.facts()
    conditions = facts.pop("conditions", ())
    return Problem(status, error.code, detail, conditions, facts=facts)


def malformed(faults: Iterable[Fault]) -> Problem:
    """The request is not as the document says."""
    return Problem(422, "request_malformed", "The request is not as the document says.", faults=tuple(faults))


def not_found() -> Problem:
    """Nothing is there."""
    return Problem(404, "not_found", "There is nothing at this address.")


def test_keys_only() -> Problem:
    """The books are no place for members who do not exist."""
    return Problem(403, "test_keys_only", "Members are simulated for test keys only, at the embedded bank.")


def deposit_not_opened() -> Problem:
    """The campaign has no deposit yet, or will never have one."""
    return Problem(404, "deposit_not_opened", "The campaign is not settled: there is no deposit.")
