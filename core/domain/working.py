"""How what a share brings at maturity comes about, step by step: for its owner to follow, and to reckon again."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.bank import Segment
from core.domain.deposit import Share, ShareState
from core.domain.maturity import AT_MATURITY, Proceeds
from core.domain.portfolio import Holding


@dataclass(frozen=True, slots=True)
class Working:
    """The whole deposit's interest by `segments`, the share's part of it, and what is left of that after tax.

    `whole_minor` is the principal of all shares that are there at maturity. Each gets the whole minor units of its
    part; those left over go one each to the largest fractions: `extra_minor` is 1 for a share that got one.
    """

    segments: tuple[Segment, ...]
    whole_minor: int
    proceeds: Proceeds

    @property
    def earned_minor(self) -> int:
        """What the whole deposit earns."""
        return sum(segment.interest_minor for segment in self.segments)

    @property
    def even(self) -> bool:
        """Whether the share's part is a whole number of minor units by itself, so that none had to be given out."""
        return self.earned_minor * self.proceeds.principal_minor % self.whole_minor == 0

    @property
    def extra_minor(self) -> int:
        """1 if the share got one of the minor units that were left over, else 0."""
        return (
            self.proceeds.interest_minor
            - self.earned_minor * self.proceeds.principal_minor // self.whole_minor
        )

    @property
    def tax_rate(self) -> Fraction:
        """The part (0 to 1) of the share's interest that is withheld."""
        taxed_minor = self.proceeds.interest_minor
        return Fraction(self.proceeds.tax_minor, taxed_minor) if taxed_minor else Fraction(0)


def working(holding: Holding, register: Sequence[Share]) -> Working | None:
    """The working of a share that is in its deposit, or stayed until that ended; None for one that left before.

    `register` has every share that the deposit ever had.
    """
    state = holding.share.state
    if state is not ShareState.ACTIVE and state not in AT_MATURITY:
        return None
    together = {ShareState.ACTIVE} if state is ShareState.ACTIVE else AT_MATURITY
    whole_minor = sum(share.principal_minor for share in register if share.state in together)
    segments = holding.deposit.segments(whole_minor, holding.deposit.maturity_date)
    return Working(tuple(segments), whole_minor, holding.at_maturity)
