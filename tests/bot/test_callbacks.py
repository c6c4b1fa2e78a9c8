"""Every button fits into Telegram's 64 bytes, with the longest values it can carry, and comes back as it was sent."""

from enum import Enum
from types import ModuleType

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.locales.reading.amounts import LARGEST_MINOR
from bot.telegram import admin_callbacks, callbacks

CAMPAIGN_ID = "cmp_" + "Z" * 26
LONGEST = {
    "campaign_id": CAMPAIGN_ID,
    "account_id": CAMPAIGN_ID,
    "share_id": CAMPAIGN_ID,
    "nonce": "n" * 12,
    "key_tail": "K" * 12,
    "marked": "fer",
    "value": CAMPAIGN_ID,
    "first": "2026-01-01",
    "last": "9999-12-31",
}


def factories(module: ModuleType) -> list[type[CallbackData]]:
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, CallbackData) and each is not CallbackData
    ]


def longest(factory: type[CallbackData]) -> CallbackData:
    values: dict[str, object] = {}
    for name, field in factory.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Enum):
            values[name] = max(kind, key=lambda each: len(str(each.value)))
        elif kind is bool:
            values[name] = True
        elif kind is int:
            values[name] = LARGEST_MINOR if name.endswith("_minor") else 999
        else:
            values[name] = LONGEST.get(name, CAMPAIGN_ID)
    return factory(**values)


@pytest.mark.parametrize("factory", factories(callbacks), ids=lambda factory: factory.__name__)
def test_a_button_comes_back_as_it_was_sent(factory):
    tapped = longest(factory)
    assert len(tapped.pack().encode()) <= 64
    assert factory.unpack(tapped.pack()) == tapped


def test_no_two_kinds_of_buttons_share_a_prefix():
    prefixes = [
        factory.__prefix__ for module in (callbacks, admin_callbacks) for factory in factories(module)
    ]
    assert len(prefixes) == len(set(prefixes))
