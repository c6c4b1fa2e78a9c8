"""Whether what is left of a pool can still be filled: what keeps a pledge from leaving a gap nobody may fill."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from core.domain.account import DebitAmountType


@dataclass(frozen=True, slots=True)
class PledgeBounds:
    """What one member may pledge: amounts in multiples, between a minimum and a maximum."""

    minimum_minor: int
    maximum_minor: int
    multiple_minor: int

    @property
    def lowest_minor(self) -> int:
        """The smallest multiple not below the minimum."""
        return -(-self.minimum_minor // self.multiple_minor) * self.multiple_minor

    @property
    def highest_minor(self) -> int:
        """The largest multiple not above the maximum."""
        return self.maximum_minor // self.multiple_minor * self.multiple_minor


def fillable(
    rest_minor: int,
    heads: int,
    bounds: PledgeBounds,
    debit_amount_types: frozenset[DebitAmountType],
    free_seats_minor: Iterable[int] = (),
) -> bool:
    """Whether at most `heads` more members can fill the rest with amounts that the terms allow.

    `free_seats_minor` are the amounts of the seats nobody has taken; seats lie within the bounds.
    """
    if rest_minor == 0:
        return True
    seats_minor = sorted(free_seats_minor) if DebitAmountType.EQUAL_SHARE in debit_amount_types else []
    if seats_minor and sum(seats_minor) == rest_minor and len(seats_minor) <= heads:
        return True
    if DebitAmountType.FREE_AMOUNT in debit_amount_types:
        return _splits(rest_minor, heads, bounds)
    return DebitAmountType.REMAINDER in debit_amount_types and _seats_then_rest(
        rest_minor, heads, bounds, seats_minor
    )


def _splits(rest_minor: int, heads: int, bounds: PledgeBounds) -> bool:
    """Whether the rest is a sum of at most `heads` amounts within the bounds: with the fewest heads each is largest."""
    if bounds.highest_minor <= 0:
        return False
    fewest = -(-rest_minor // bounds.highest_minor)
    return fewest <= heads and fewest * bounds.lowest_minor <= rest_minor


def _seats_then_rest(rest_minor: int, heads: int, bounds: PledgeBounds, seats_minor: list[int]) -> bool:
    """Whether some seats and then one member who takes all that is left can fill the rest.

    The sums of any k seats run from the k smallest to the k largest in steps of the multiple, because seats differ by
    one multiple at most; one of them must leave an amount within the bounds.
    """
    smallest = accumulate(seats_minor, initial=0)
    largest = accumulate(reversed(seats_minor), initial=0)
    return any(
        taken < heads
        and rest_minor - largest_minor <= bounds.highest_minor
        and bounds.lowest_minor <= rest_minor - smallest_minor
        for taken, (smallest_minor, largest_minor) in enumerate(zip(smallest, largest, strict=True))
    )
