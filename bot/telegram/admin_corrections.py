"""What the admins' screens about corrections need beside the views: the other admins, and what admins are called."""

from bot.admins import met_staff
from bot.locales import Markup, from_outside
from bot.telegram.visit import Visit
from core.domain.correction import Correction
from core.domain.ids import ParticipantId
from core.domain.staff import Role


async def other_admins(visit: Visit) -> frozenset[ParticipantId]:
    """The approvers beside the one before us whom the bot has met: one of them has to agree."""
    approvers = await met_staff(visit.queries, Role.APPROVER)
    return frozenset(each.participant.id for each in approvers) - {visit.participant.id}


async def names_of_admins(correction: Correction, visit: Visit) -> dict[str, Markup]:
    """What the admins of a correction are called, by Telegram id."""
    names: dict[str, Markup] = {}
    for admin_id in filter(None, (correction.proposed_by, correction.decided_by)):
        recipient = await visit.queries.recipient(int(admin_id))
        names[admin_id] = from_outside(admin_id if recipient is None else recipient.participant.name)
    return names
