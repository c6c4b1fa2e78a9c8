"""The share register of a term deposit, and the certificates that are its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b

from core.domain.errors import NotDue, OfferOver, ShareFixed, ShareLeaving
from core.domain.ids import AccountId, DepositId, ParticipantId, PledgeId, ShareId
from core.domain.leaving import Leaving
from core.domain.moment import Moment
from core.domain.offer import OfferState, ShareOffer


class ShareState(StrEnum):
    """`active → sold | withdrawn_early | renewed | payable → paid_out`.

    From settlement on a share carries ownership, not the pledge. *Payable* money is on its way to its member;
    *renewed* went on into a share of the next deposit.
    """

    ACTIVE = "active"
    SOLD = "sold"
    WITHDRAWN_EARLY = "withdrawn_early"
    RENEWED = "renewed"
    PAYABLE = "payable"
    PAID_OUT = "paid_out"


class MaturityChoice(StrEnum):
    """What its owner wants of a share at maturity. Principal renewed alone, its interest is paid out."""

    PAY_OUT = "pay_out"
    RENEW_PRINCIPAL = "renew_principal"
    RENEW_ALL = "renew_all"


@dataclass(frozen=True, slots=True)
class Share:
    """A member's part of a term deposit, evidenced by a certificate under `certificate_number`.

    Payouts go to `account_id`, the account the money came from. It is owned from `owned_from` on; a share that was
    bought, or renewed, names the one it was made from in `acquired_from`, and the pledge its money began with.
    `offer` says that it is for sale, or that nobody took it when it was; `leaving`, that the bank is checking whether
    it may go. Until the bank has answered it is active, its owner's, and nothing else is done with it.
    `interest_minor` and `tax_minor` are what the bank paid on it, and withheld of that, when it ended.
    """

    id: ShareId
    deposit_id: DepositId
    pledge_id: PledgeId
    participant_id: ParticipantId
    account_id: AccountId
    principal_minor: int
    certificate_number: str
    issued_at: datetime
    owned_from: date
    state: ShareState = ShareState.ACTIVE
    maturity_choice: MaturityChoice = MaturityChoice.PAY_OUT
    acquired_from: ShareId | None = None
    offer: ShareOffer | None = None
    leaving: Leaving | None = None
    interest_minor: int = 0
    tax_minor: int = 0
    version: int = 0

    def check_active(self) -> None:
        """Raises ShareFixed unless it is active, ShareLeaving while the bank is checking whether it may go."""
        if self.state is not ShareState.ACTIVE:
            raise ShareFixed(self.state.value)
        self._check_staying()

    def _check_staying(self) -> None:
        if self.leaving is not None:
            raise ShareLeaving

    @property
    def account_ids(self) -> frozenset[AccountId]:
        """Its account, and the one from which it is being bought."""
        buyer = self.leaving.buyer if self.leaving is not None else None
        return frozenset({self.account_id} if buyer is None else {self.account_id, buyer.account_id})

    def asked_to_leave(self, leaving: Leaving) -> "Share":
        """The share once the bank is asked to let it go. Raises ShareFixed or ShareLeaving."""
        self.check_active()
        return replace(self, leaving=leaving)

    def stays(self, now: Moment) -> "Share":
        """The share once the bank has said no: as it was, and what its offer lost of its window is given back."""
        assert self.leaving is not None, f"{self.id} is not leaving"
        offer = None if self.offer is None else self.offer.prolonged(now.at - self.leaving.since)
        return replace(self, leaving=None, offer=offer)

    def ended(self, state: ShareState, interest_minor: int = 0, tax_minor: int = 0) -> "Share":
        """The share once it is not active any more, with what the bank paid on it; it is for sale no more."""
        return replace(
            self, state=state, interest_minor=interest_minor, tax_minor=tax_minor, offer=None, leaving=None
        )

    @property
    def untaken(self) -> bool:
        """Whether an offer of it to the others has ended without a taker."""
        return self.offer is not None and self.offer.state is OfferState.UNTAKEN

    @property
    def for_sale(self) -> bool:
        """Whether an offer of it stands; while the bank is checking a buyer, it does."""
        return self.offer is not None and not self.untaken

    def standing_offer(self) -> ShareOffer:
        """The offer under which somebody may buy it. Raises OfferOver if it is not for sale, ShareLeaving meanwhile."""
        self._check_staying()
        if self.offer is None:
            raise OfferOver(self.state.value)
        self.offer.check_standing()
        return self.offer

    def offered(self, now: Moment) -> "Share":
        """The share once it is offered to the members. Raises ShareFixed if it is for sale already."""
        if self.offer is not None and self.for_sale:
            raise ShareFixed(self.offer.state.value)
        return replace(self, offer=ShareOffer(OfferState.TO_MEMBERS, now.at))

    def taken_back(self) -> "Share":
        """The share once it is for sale no more. Raises OfferOver unless it was, ShareLeaving if it is being bought."""
        self.standing_offer()
        return replace(self, offer=None)

    def moved_on(self, now: Moment) -> "Share":
        """The share with its offer further, by time. Raises NotDue before that, or if nobody could buy it now."""
        if self.offer is None:
            raise NotDue(self.state.value)
        if self.leaving is not None:
            raise NotDue("leaving")
        return replace(self, offer=self.offer.moved_on(now))


def certificate_number(deposit_number: str, position: int) -> str:
    """The number of the certificate at `position` (from 1) of a deposit's register: `621048271935-007`."""
    return f"{deposit_number}-{position:03d}"


def certificate_key(share: Share) -> str:
    """What a certificate shows beside its number, and who has only the number cannot know: sixteen letters and digits.

    It follows from names that nobody is told together. Numbers run on from one member's certificate to the next; with
    this, whoever was shown one sees what it says, and nobody sees a neighbour's.
    """
    names = f"{share.id} {share.participant_id} {share.pledge_id}"
    return blake2b(names.encode(), digest_size=8, person=b"certificate key").hexdigest()


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
