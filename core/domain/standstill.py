"""The standstill: one switch by which staff pause all settlement, and the reason they gave."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.bank import (
    CloseDeposit,
    Instruction,
    OpenDeposit,
    PayOut,
    TransferShare,
    WithdrawShare,
)
from core.domain.errors import NothingChanged, SettlementPaused

STANDSTILL = 1
"""The key of the one switch there is."""

SETTLING = (OpenDeposit, CloseDeposit, PayOut, TransferShare, WithdrawShare)
"""What no bank is told to do meanwhile. Holds are placed, replaced and released."""


@dataclass(frozen=True, slots=True)
class Standstill:
    """Whether settlement is paused, since when and why; after it, when it was resumed."""

    id: int
    paused_at: datetime | None = None
    reason: str = ""
    resumed_at: datetime | None = None
    version: int = 0

    def paused(self, at: datetime, reason: str) -> "Standstill":
        """Paused from now on. Raises NothingChanged if it is."""
        if self.paused_at is not None:
            raise NothingChanged
        return replace(self, paused_at=at, reason=reason)

    def resumed(self, at: datetime) -> "Standstill":
        """Over; what was due meanwhile is due at once. Raises NothingChanged if it is."""
        if self.paused_at is None:
            raise NothingChanged
        return replace(self, paused_at=None, reason="", resumed_at=at)

    def check_moving(self) -> None:
        """Raises SettlementPaused while it lasts."""
        if self.paused_at is not None:
            raise SettlementPaused(self.paused_at)

    def check_may_send(self, instruction: Instruction) -> None:
        """Raises SettlementPaused while the bank is not to be told this."""
        if isinstance(instruction, SETTLING):
            self.check_moving()


MOVING = Standstill(STANDSTILL)
"""What holds before settlement was ever paused."""
