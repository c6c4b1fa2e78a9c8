"""Every button of every screen, tapped by each kind of person, in both languages.

Each tap is answered once; what is shown then is in one language, has no key or placeable in it, and a way on; and each
question that waits for typed text answers nonsense, and a picture, too.
"""

from collections.abc import Sequence

import pytest

from bot.locales import Locale
from tests.bot.walking import Walker
from tests.security.company import Who, name_of
from tests.security.conftest import office, unpainted
from tests.security.office import Office, user
from tests.security.test_callbacks import set_scene

__all__ = ["office", "unpainted"]

ACTS = frozenset({"y", "v", "lvs", "of", "op", "a", "r", "br", "sm", "w", "ns", "ng", "lang", "od"})
KNOWN = frozenset(
    {
        "hecun",
        "合存",
        "pdf",
        "csv",
        "qr",
        "telegram",
        "webhook",
        "english",
        "简体中文",
        "cny",
        "ii",
        "iii",
        "json",
    }
)
OTHER_LANGUAGE = {Locale.EN: frozenset({"lang:zh-Hans"}), Locale.ZH_HANS: frozenset({"lang:en"})}
ERASING = frozenset({"er:1"})
"""After it there is nobody left to lead on."""
LANGUAGE_CODE = {Locale.EN: "en", Locale.ZH_HANS: "zh-hans"}
COMMANDS = ("/start", "/help", "/mine", "/portfolio", "/accounts", "/statement", "/language", "/privacy")
USUAL = {(Who.MEMBER, Locale.ZH_HANS)}  # the others have their turn with the long forms
WALKS: Sequence[object] = [
    pytest.param(who, locale, marks=() if (who, locale) in USUAL else pytest.mark.slow)
    for who in (Who.NOBODY, Who.STRANGER, Who.INVITED, Who.MEMBER, Who.EX_MEMBER, Who.INITIATOR, Who.ADMIN)
    for locale in Locale
]


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize(("who", "locale"), WALKS)
async def test_wherever_one_taps_one_is_answered_in_words_and_can_go_on(
    office: Office, who: Who, locale: Locale
):
    scene = await set_scene(office)
    somebody = user(999, name_of(who)) if who is Who.NOBODY else scene.user(who)
    walker = Walker(
        office,
        somebody | {"language_code": LANGUAGE_CODE[locale]},
        locale,
        known=KNOWN,
        acts=ACTS,
        closed=OTHER_LANGUAGE[locale] | ERASING,
    )
    await walker.walk(*COMMANDS, *(["/admin"] if who is Who.ADMIN else []), most=600)
    assert not walker.wrong, "\n".join(walker.wrong)
    assert walker.tapped > (15 if who is Who.NOBODY else 20)
