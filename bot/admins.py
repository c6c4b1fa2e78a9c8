"""The staff at the admin desk as people who can be spoken to."""

from core.domain.ids import ParticipantId
from core.domain.staff import Role
from core.ports import Queries
from core.views import Recipient


async def met_staff(queries: Queries, least: Role) -> tuple[Recipient, ...]:
    """Those of the staff whose role includes this one, and whom the bot has met."""
    met = (colleague.known for colleague in await queries.staff())
    return tuple(
        each for each in met if each is not None and each.role is not None and each.role.includes(least)
    )


async def met_admins(queries: Queries) -> frozenset[ParticipantId]:
    """Who is told when something needs a person's look: those of the staff who can act on it."""
    return frozenset(each.participant.id for each in await met_staff(queries, Role.OPERATOR))
