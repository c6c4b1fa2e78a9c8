"""What other people may see of somebody: said once, for cards, lists, certificates and what partners are told.

Nothing that is hidden leaves here, so whatever draws it cannot show it by mistake.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.participant import Audience, Participant

HIDDEN_TOGETHER = 3
"""So many amounts at least must stay hidden beside shown ones: of two, each could work out the other's from the sum."""


@dataclass(frozen=True, slots=True)
class SeenMember:
    """A member as others see them: a name, in full or masked, and the amount they are in with if it may be seen."""

    name: str
    amount_minor: int | None = None


def seen_members(members: Sequence[tuple[Participant, int]]) -> tuple[SeenMember, ...]:
    """Who lets the people of a campaign see their name, of all live members with their amounts, in that order.

    Amounts are among it as far as their owners let them be seen, unless somebody else's followed from them.
    """
    hidden = sum(not each.amount_to_members for each, _ in members)
    telling = not hidden or hidden >= HIDDEN_TOGETHER
    return tuple(
        SeenMember(name, amount_minor if telling and each.amount_to_members else None)
        for each, amount_minor in members
        if (name := each.name_for(Audience.MEMBERS))
    )


def seen_in_groups(members: Iterable[Participant]) -> tuple[SeenMember, ...]:
    """Who lets groups see their name; nobody's amount is ever told there."""
    return tuple(SeenMember(name) for each in members if (name := each.name_for(Audience.GROUPS)))
