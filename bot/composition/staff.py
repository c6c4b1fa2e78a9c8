"""The staff that a deployment begins with: who its settings name."""

import logging
import secrets

from bot.settings import Settings
from core.commands import Actor, NameApprovers
from core.domain.ids import IntentId
from core.domain.staff import Role
from storage.store import Store

log = logging.getLogger(__name__)


async def name_approvers(settings: Settings, store: Store) -> None:
    """Have those whom the settings name be approvers, and nobody else because they once were."""
    staff = await store.queries.staff()
    if {each.member.telegram_user_id for each in staff if each.member.named} != settings.admin_ids:
        naming = NameApprovers(
            intent=IntentId(f"approvers:{secrets.token_hex(12)}"),
            actor=Actor.system("settings"),
            telegram_user_ids=settings.admin_ids,
        )
        await store.teller.submit(naming)
        staff = await store.queries.staff()
    if not any(each.member.role is Role.APPROVER for each in staff):
        log.warning(
            "nobody can decide anything at the admin desk: name approvers in ADMIN_IDS, or `hecun admin grant` one"
        )
