"""Buttons as no version of ours ever drew them, under messages of every kind: each tap is answered once, and useful.

Whose ids a button may carry is tried in `tests/security/test_callbacks.py`; here its fields are nonsense.
"""

import random
from collections.abc import Iterator
from enum import Enum

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.telegram import admin_callbacks, callbacks
from bot.telegram.callbacks import CardAction, CardTap, GoTo, LanguageTap, Place
from tests.security.company import Who
from tests.security.conftest import office, unpainted
from tests.security.office import Json, Office, user
from tests.security.test_callbacks import NONCE, factories, set_scene, untouched

__all__ = ["office", "unpainted"]

NONSENSE = (
    "",
    "0",
    "-1",
    "9" * 19,
    "١٢",
    "1e3",
    "0x10",
    "None",
    "'; --",
    "🙃",
    "a b",
    "cmp_",
    "2026-02-30",
    "\x00",
)
KINDS = [kind for module in (callbacks, admin_callbacks) for kind in factories(module)]
HARMLESS = (GoTo, LanguageTap)
"""Whose every value is a choice between things that one may see or do anyway."""


def odd(kind: type[CallbackData], scene_ids: dict[str, str], chance: random.Random) -> Iterator[str]:
    """Data with this kind's prefix: too little, too much, and each field in turn nonsense among likely ones."""
    fields = kind.model_fields
    likely = [_likely(name, fields[name].annotation, scene_ids, chance) for name in fields]
    yield ":".join([kind.__prefix__, *likely, "more"])
    if likely:
        yield kind.__prefix__
        yield ":".join([kind.__prefix__, *likely[:-1]])
    for place in range(len(likely)):
        for value in chance.sample(NONSENSE, 2):
            changed = [value if here == place else each for here, each in enumerate(likely)]
            yield ":".join([kind.__prefix__, *changed])


def _likely(name: str, annotation: object, scene_ids: dict[str, str], chance: random.Random) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return str(chance.choice(list(annotation)).value)
    if annotation is int:
        return "3"
    return scene_ids.get(name, chance.choice(["", "x", "TD12M"]))


MESSAGES: tuple[Json, ...] = (
    {},
    {"text": None, "photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
    {"date": 0, "text": None},  # too old to be told of, or deleted
)


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize(
    ("who", "seed"),
    [
        (Who.MEMBER, 1),
        pytest.param(Who.ADMIN, 2, marks=pytest.mark.slow),
        *(
            pytest.param(who, seed, marks=pytest.mark.slow)
            for who in (Who.MEMBER, Who.STRANGER, Who.ADMIN)
            for seed in range(3, 6)
        ),
    ],
)
async def test_a_button_that_makes_no_sense_is_answered_once_and_changes_nothing(
    office: Office, who: Who, seed: int
):
    scene = await set_scene(office)
    person, chance = scene.user(who), random.Random(seed)
    ids = {
        "campaign_id": scene.company.campaign_id,
        "share_id": scene.share_id,
        "account_id": scene.company.spare,
        "nonce": NONCE[:-1] + "X",
    }
    before = untouched(office)
    for kind in KINDS:
        if kind in HARMLESS:
            continue
        for data in odd(kind, ids, chance):
            if len(data.encode()) > 64 or not data:
                continue
            sent = len(office.wire.sent)
            await office.taps(person, data, **chance.choice(MESSAGES))
            calls = [told for _, told in office.wire.sent[sent:]]
            answers = [told for told in calls if told["method"] == "AnswerCallbackQuery"]
            assert len(answers) == 1, (data, calls)
            assert len(calls) > 1 or answers[0].get("text"), (data, "nothing was said")
    assert untouched(office) == before


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("data", ["v0:gone", "c", "c:x", "go:nowhere", "🙃", " ", "y:x:withdraw", "p:x:y:z"])
async def test_an_old_button_gets_a_word_that_stays_and_a_fresh_start(office: Office, language, data):
    await office.taps(user(4_242, "Ann", language), data)
    answer, screen = (told for _, told in office.wire.sent[-2:])
    assert answer["show_alert"] is True
    assert {"en": "older version", "zh-hans": "旧版本"}[language] in answer["text"]
    assert screen["reply_markup"]["inline_keyboard"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_a_button_about_what_is_gone_says_so_and_leads_on(office: Office, language):
    ann = user(4_242, "Ann", language)
    for data in (
        CardTap(campaign_id="cmp_" + "0" * 26, action=CardAction.SHOW),
        callbacks.ShareTap(share_id="shr_" + "0" * 26),
        callbacks.CertificateTap(share_id="shr_" + "0" * 26),
        callbacks.BuyTap(share_id="shr_" + "0" * 26),
        callbacks.RedirectTap(payout_id="pay_" + "0" * 26, account_id="acc_" + "0" * 26),
    ):
        await office.taps(ann, data.pack())
        assert office.wire.sent[-1][1]["reply_markup"]["inline_keyboard"], data


async def test_a_button_under_a_message_sent_by_way_of_the_bot_is_answered_there(office: Office):
    query = {"id": "1", "from": user(4_242, "Ann"), "chat_instance": "1", "inline_message_id": "abc"}
    await office.feed(callback_query=query | {"data": GoTo(place=Place.START).pack()})
    [(_, answer)] = office.wire.sent
    assert answer["method"] == "AnswerCallbackQuery"
    assert "in private" in answer["text"]
