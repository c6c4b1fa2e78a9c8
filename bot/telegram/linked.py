"""A visitor's linked accounts, as the bank knows them now if it tells so in time, else as it told earlier."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from bot.telegram.render import phrases
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.ports import Hearing
from core.views import AccountView


@dataclass(frozen=True, slots=True)
class LinkedAccounts:
    """The accounts; `stale_since` is when the bank told of them, if it does not answer now."""

    views: tuple[AccountView, ...]
    stale_since: datetime | None = None

    def noted(self, screen: Screen, visit: Visit) -> Screen:
        """The screen, which shows these, with a word about it if they may not be up to date."""
        if self.stale_since is None:
            return screen
        note = visit.words("accounts-stale", when=phrases.when(self.stale_since, visit))
        return replace(screen, text=f"{screen.text}\n\n{note}")


async def linked_accounts(visit: Visit) -> LinkedAccounts:
    """The visitor's accounts, asked for at the bank unless it told lately."""
    views = await visit.queries.accounts_of(visit.participant.id)
    phones = {view.link.phone for view in views if view.link is not None}
    hearings = await asyncio.gather(*map(visit.directory.refresh, sorted(phones)))
    if Hearing.HEARD in hearings:
        views = await visit.queries.accounts_of(visit.participant.id)
    told = [view.customer.told_at for view in views if view.customer.told_at is not None]
    return LinkedAccounts(views, min(told, default=None) if Hearing.SILENT in hearings else None)
