"""The admins of this deployment as people who can be spoken to."""

from collections.abc import Collection

from core.domain.ids import ParticipantId
from core.ports import Queries


async def met_admins(queries: Queries, admin_ids: Collection[int]) -> frozenset[ParticipantId]:
    """Those of the admins, named by their Telegram ids, whom the bot has met."""
    recipients = [await queries.recipient(admin_id) for admin_id in admin_ids]
    return frozenset(recipient.participant.id for recipient in recipients if recipient is not None)
