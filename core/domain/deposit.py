"""The share register of a term deposit, and the certificates that are its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import AccountId, DepositId, ParticipantId, PledgeId, ShareId


class ShareState(StrEnum):
    """From settlement on a share carries ownership, not the pledge."""

    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Share:
    """A member's part of a term deposit, evidenced by a certificate under `certificate_number`.

    Payouts go to `account_id`, the account the money came from.
    """

    id: ShareId
    deposit_id: DepositId
    pledge_id: PledgeId
    participant_id: ParticipantId
    account_id: AccountId
    principal_minor: int
    certificate_number: str
    issued_at: datetime
    state: ShareState = ShareState.ACTIVE
    version: int = 0


def certificate_number(deposit_number: str, position: int) -> str:
    """The number of the certificate at `position` (from 1) of a deposit's register: `621048271935-007`."""
    return f"{deposit_number}-{position:03d}"


def deposit_number(digits: str) -> str:
    """A deposit's number: eleven digits and the Luhn check digit (ISO/IEC 7812-1, annex B)."""
    return digits + luhn_check_digit(digits)


def luhn_check_digit(digits: str) -> str:
    """The digit that, appended, makes the Luhn sum a multiple of ten."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def check_register(shares: Sequence[Share], principal_minor: int) -> None:
    """Raises AssertionError unless the shares sum to the deposit's principal: a bug, never an answer to a person."""
    total_minor = sum(share.principal_minor for share in shares)
    if total_minor != principal_minor:
        raise AssertionError(f"shares sum to {total_minor}, the deposit is {principal_minor}")
