"""What goes wrong on the way to a bank elsewhere: which fault befalls which call, by a seed and nothing else."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random


class FaultKind(StrEnum):
    """What befalls one call, as the bank and the caller live through it."""

    LOSE_REQUEST = "lose_request"  # the bank never hears of it; the caller waits in vain
    LOSE_REPLY = "lose_reply"  # the bank does it; the caller waits in vain
    DELAY = "delay"  # the bank does it at once and answers after `span`, when the caller may have given up
    LATE = "late"  # the bank says that it is working on it, or nothing at all, and does it after `span`
    REFUSE = "refuse"  # the bank does nothing, and says no for a reason of its own, for good
    REPEAT = "repeat"  # the call arrives twice, and each is answered; what it asks for is done once
    WRONG_AMOUNT = "wrong_amount"  # the bank does it, and answers with another amount
    DOWN = "down"  # from now on for `span` the bank hears nothing and answers nothing


OF_LOOKUPS = frozenset({FaultKind.LOSE_REQUEST, FaultKind.LOSE_REPLY, FaultKind.DELAY, FaultKind.DOWN})
"""What can befall a call that only asks."""

_LONGEST = {
    FaultKind.DELAY: timedelta(minutes=5),
    FaultKind.LATE: timedelta(hours=6),
    FaultKind.DOWN: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `span` is how long it lasts, zero for those that are over at once."""

    kind: FaultKind
    span: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """A seed's faults: about `chance` of all calls are befallen, by one of `kinds`."""

    seed: int
    chance: float = 0.3
    kinds: frozenset[FaultKind] = field(default=frozenset(FaultKind))

    def fault(self, call: object, among: Collection[FaultKind] = frozenset(FaultKind)) -> Fault | None:
        """What befalls the call of this name (its number, or reference and attempt), None if nothing does.

        The same name always meets the same, whatever was asked before; so a plan needs no state, and a run replays.
        """
        draw = Random(f"{self.seed} {call}")
        kinds = sorted(self.kinds & frozenset(among))
        if not kinds or draw.random() >= self.chance:
            return None
        kind = draw.choice(kinds)
        if kind is FaultKind.DOWN:
            return Fault(kind, _LONGEST[kind])
        return Fault(kind, _LONGEST.get(kind, timedelta(0)) * draw.random())


NO_FAULTS = FaultPlan(seed=0, chance=0.0)
