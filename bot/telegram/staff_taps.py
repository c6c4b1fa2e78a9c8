"""Buttons of the admin desk: each says the least role that sees it, and nobody else may use it."""

from typing import Any, ClassVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.keyboards import Row, keyboard
from bot.telegram.visit import Visit
from core.domain.staff import Role

_BY_PREFIX: dict[str, type["StaffTap"]] = {}


class StaffTap(CallbackData, prefix="m"):
    """What a button of the admin desk carries back, as in `class PowerTap(StaffTap, prefix="mu", needs=Role.OPERATOR)`.

    Its prefix begins with an m. Without `needs` every member of staff may use it.
    """

    least: ClassVar[Role] = Role.VIEWER

    def __init_subclass__(cls, *, needs: Role = Role.VIEWER, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.least = needs
        _BY_PREFIX[cls.__prefix__] = cls

    @property
    def needs(self) -> Role:
        """The least role that may use this very button."""
        return self.least


def staff_tap(data: str) -> StaffTap | None:
    """What a button carried back; None if it is none of the admin desk's."""
    kind = _BY_PREFIX.get(data.partition(":")[0])
    try:
        return None if kind is None else kind.unpack(data)
    except (TypeError, ValueError):
        return None


def staff_keyboard(visit: Visit, *rows: Row) -> InlineKeyboardMarkup:
    """The keyboard of these rows, without what the reader's role does not allow."""
    return keyboard(*([button for button in row if _allowed(button, visit)] for row in rows))


def _allowed(button: InlineKeyboardButton, visit: Visit) -> bool:
    tapped = staff_tap(button.callback_data or "")
    return tapped is None or visit.may(tapped.needs)
