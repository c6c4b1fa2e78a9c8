"""What a person can choose when they pledge or buy: amounts that the pool can take, and accounts that can pay them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from core.domain.account import DebitAmountType, DebitPurpose, validate_account
from core.domain.buying import transfer_debit
from core.domain.campaign import Campaign, Terms
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.errors import DomainError
from core.domain.ids import AccountId, ParticipantId
from core.domain.moment import Moment
from core.domain.money import minor_digits
from core.domain.pledge import Pledge, PledgeAmount, fit_amount, within_bounds
from core.views import AccountView

T = TypeVar("T")

_USUAL = 2_000
"""In major units: the round amounts nearest to it are offered first."""
_USUAL_COUNT = 3
_BEYOND_MENDING = frozenset(
    {ConditionCode.ACCOUNT_CLASS, ConditionCode.ACCOUNT_CURRENCY, ConditionCode.ACCOUNT_CLOSED}
)


@dataclass(frozen=True, slots=True)
class AmountChoices:
    """Amounts for buttons, none of which the pool would refuse now; and the least and the most to type, if one may."""

    amounts: tuple[PledgeAmount, ...]
    typed: tuple[int, int] | None


def amount_choices(campaign: Campaign, own: Pledge | None = None) -> AmountChoices:
    """What can be pledged, or what an own pledge can be changed to: shares, usual amounts, all that is left."""
    pool = without_own(campaign, own)
    chosen = {
        amount.amount_minor: amount for amount in reversed([*_shares(pool), *_free(pool), *_rest(pool)])
    }
    if own is not None:
        chosen.pop(own.amount_minor, None)
    order = list(DebitAmountType).index
    amounts = sorted(
        chosen.values(), key=lambda amount: (order(amount.debit_amount_type), amount.amount_minor)
    )
    return AmountChoices(tuple(amounts), _typed_bounds(pool))


def takes_pledges(campaign: Campaign, now: Moment) -> bool:
    """Whether it is open to pledges now, be what is free kept for somebody."""
    return _passes(campaign.check_taking_pledges, now)


def takes_pledge_of(campaign: Campaign, participant_id: ParticipantId, now: Moment) -> bool:
    """Whether somebody who is not in may come in now: it is open, and nothing is kept for another."""
    return takes_pledges(campaign, now) and _passes(campaign.check_place_free_for, participant_id)


def waitable(campaign: Campaign, now: Moment) -> bool:
    """Whether somebody who is not in may go to the end of the line now."""
    return _passes(campaign.check_waitable, now)


def _passes(check: Callable[[T], None], fact: T) -> bool:
    try:
        check(fact)
    except DomainError:
        return False
    return True


def without_own(campaign: Campaign, own: Pledge | None) -> Campaign:
    """The pool as a changed pledge meets it: the old amount has left before the new one joins."""
    return campaign if own is None else campaign.left(own.amount_minor, own.seat)


def fits(pool: Campaign, amount: PledgeAmount) -> bool:
    """Whether the pool's terms and what is left of it allow the amount."""
    try:
        fit_amount(pool, amount)
    except DomainError:
        return False
    return within_bounds(pool, amount.amount_minor)


def _shares(pool: Campaign) -> Iterator[PledgeAmount]:
    sizes_minor = {pool.terms.seat_amounts_minor[seat] for seat in pool.free_seats()}
    for amount_minor in sizes_minor:
        amount = PledgeAmount(DebitAmountType.EQUAL_SHARE, amount_minor)
        if fits(pool, amount):
            yield amount


def _rest(pool: Campaign) -> Iterator[PledgeAmount]:
    """All that is left, as the remainder or, where the terms have none, as a free amount."""
    for debit_amount_type in (DebitAmountType.REMAINDER, DebitAmountType.FREE_AMOUNT):
        amount = PledgeAmount(debit_amount_type, pool.remaining_minor)
        if fits(pool, amount):
            yield amount


def _free(pool: Campaign) -> Iterator[PledgeAmount]:
    """A few round amounts (1, 2, 5, 10, 20 …) below what is left, those nearest to the usual one."""
    unit_minor = 10 ** minor_digits(pool.terms.currency)
    round_minor = [step * 10**power * unit_minor for power in range(10) for step in (1, 2, 5)]
    usual = round_minor.index(_USUAL * unit_minor)
    nearest_first = sorted(range(len(round_minor)), key=lambda place: abs(place - usual))
    amounts = (PledgeAmount(DebitAmountType.FREE_AMOUNT, round_minor[place]) for place in nearest_first)
    below = (amount for amount in amounts if amount.amount_minor < pool.remaining_minor)
    return islice((amount for amount in below if fits(pool, amount)), _USUAL_COUNT)


def _typed_bounds(pool: Campaign) -> tuple[int, int] | None:
    """Between which bounds one may type; None when nothing but all that is left could be typed."""
    least_minor = pool.terms.member_minimum_minor
    most_minor = min(pool.terms.member_maximum_minor, pool.remaining_minor)
    for amount_minor in (least_minor, pool.remaining_minor - least_minor):
        amount = PledgeAmount(DebitAmountType.FREE_AMOUNT, amount_minor)
        if amount_minor < pool.remaining_minor and fits(pool, amount):
            return least_minor, most_minor
    return None


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """A linked account with every condition that it fails for this debit as far as is known now."""

    view: AccountView
    failed: tuple[FailedCondition, ...]

    @property
    def fits(self) -> bool:
        """Whether the bank may be expected to agree."""
        return not self.failed

    @property
    def mendable(self) -> bool:
        """Whether its owner can do something about what fails."""
        return not any(condition.code in _BEYOND_MENDING for condition in self.failed)


def account_choices(
    accounts: Sequence[AccountView], terms: Terms, amount: PledgeAmount, own: Pledge | None, day: date
) -> tuple[AccountChoice, ...]:
    """Each linked account, looked at as the bank will; what the own pledge holds on it counts as available."""
    return tuple(AccountChoice(view, _failed(view, terms, amount, own, day)) for view in accounts)


def purchase_choices(
    accounts: Sequence[AccountView], terms: Terms, price_minor: int, day: date
) -> tuple[AccountChoice, ...]:
    """Each linked account, looked at as the bank will before it debits the price of a share."""

    def failed(view: AccountView) -> tuple[FailedCondition, ...]:
        if view.link is None:
            return (FailedCondition(ConditionCode.ACCOUNT_HOLDER),)
        debit = transfer_debit(terms, view.link.customer_id, price_minor)
        return view.link_conditions + validate_account(view.account, debit, view.available_minor, day)

    return tuple(AccountChoice(view, failed(view)) for view in accounts)


def preferred(choices: Sequence[AccountChoice], last_used: AccountId | None = None) -> AccountChoice | None:
    """The account a person most likely means: the one used last, or else the first that could ever pay.

    One that needs mending is preferred too, and then said so, rather than another one debited unasked.
    """
    usable = [choice for choice in choices if choice.mendable]
    last = (choice for choice in usable if choice.view.account.id == last_used)
    return next(last, next(iter(usable or choices), None))


def _failed(
    view: AccountView, terms: Terms, amount: PledgeAmount, own: Pledge | None, day: date
) -> tuple[FailedCondition, ...]:
    if view.link is None:
        return (FailedCondition(ConditionCode.ACCOUNT_HOLDER),)
    freed_minor = own.amount_minor if own is not None and own.account_id == view.account.id else 0
    account = view.account.used(DebitPurpose.TERM_DEPOSIT, -freed_minor, day)
    debit = terms.debit(view.link.customer_id, amount.debit_amount_type, amount.amount_minor)
    return view.link_conditions + validate_account(account, debit, view.available_minor + freed_minor, day)
