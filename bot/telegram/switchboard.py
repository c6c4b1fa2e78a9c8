"""Finds the handler that an update is meant for; for a tap, by the prefix of its button."""

from collections.abc import Iterable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject

_SEPARATOR = ":"
"""What ends a button's prefix, unless its kind says otherwise."""


class Switchboard(Router):
    """Routers as one: it asks the same handlers in the same order, but of a tap only those that it may be meant for.

    Measured: to be refused by fifteen routers and forty handlers took a tap longer than to be handled.
    """

    def __init__(self, routers: Iterable[Router]) -> None:
        super().__init__(name="switchboard")
        for router in routers:
            for each in router.chain_tail:
                self._take_over(each)
        self._other_taps = self._taps_of(None)
        prefixes = {prefix for handler in self.callback_query.handlers if (prefix := _prefix_of(handler))}
        self._taps = {prefix: self._taps_of(prefix) for prefix in prefixes}

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """What the first handler that wants the event makes of it."""
        if isinstance(event, CallbackQuery):
            prefix = (event.data or "").partition(_SEPARATOR)[0]
            observer = self._taps.get(prefix, self._other_taps)
        else:
            observer = self.observers[update_type]
        return await observer.trigger(event, **kwargs)

    def _take_over(self, router: Router) -> None:
        """A router's handlers, each asking first what its router and those around it ask of all."""
        for name, observer in router.observers.items():
            asked = [
                question for each in reversed(list(router.chain_head)) for question in _asked(each, name)
            ]
            for handler in observer.handlers:
                handler.filters = [*asked, *(handler.filters or ())]
                self.observers[name].handlers.append(handler)

    def _taps_of(self, prefix: str | None) -> TelegramEventObserver:
        """The handlers of taps with this prefix, and of taps with any."""
        observer = TelegramEventObserver(self, self.callback_query.event_name)
        observer.handlers = [
            handler for handler in self.callback_query.handlers if _prefix_of(handler) in (prefix, None)
        ]
        return observer


def _asked(router: Router, name: str) -> list[FilterObject]:
    observer = router.observers[name]
    assert not observer.middleware, "a router's own middleware would be left out"
    assert not observer.outer_middleware, "a router's own middleware would be left out"
    return observer._handler.filters or []  # noqa: SLF001 - aiogram has no other way to tell


def _prefix_of(handler: HandlerObject) -> str | None:
    """The only prefix that a tap can have which the handler wants; None if it does not go by the prefix."""
    for each in handler.filters or ():
        wanted = each.callback
        if isinstance(wanted, CallbackQueryFilter) and wanted.callback_data.__separator__ == _SEPARATOR:
            return wanted.callback_data.__prefix__
    return None
