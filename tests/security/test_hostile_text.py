"""Names and typed texts that want to break things: wherever they go, they are escaped, cut and kept in their line.

What is sent is looked at as strictly as Telegram does, by `office.Wire`; here it only has to get there.
"""

import re
from dataclasses import replace

import pytest

from bot.pictures import draw_card, draw_certificate
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, ParticipantTap, Power, PowerSure, PowerTap
from bot.telegram.callbacks import (
    AccountAction,
    AccountTap,
    CardAction,
    CardTap,
    GoTo,
    OpeningAnswer,
    OpeningStep,
    Place,
)
from core.commands import OpenCampaign
from tests.pictures.samples import CARD, CERTIFICATE
from tests.security.conftest import ADMIN_ID
from tests.security.life import Life, through_the_inbox, written
from tests.security.office import Office, user
from tests.support.house import proposal

KILOBYTES_64 = 65_536
HOSTILE = {
    "html": '<b>bold</b> <a href="tg://user?id=1">&amp; "me" \'you\'</a><script>alert(1)</script>',
    "half a tag": "</b></blockquote><",
    "entities": "&lt;b&gt; &#60;i&#62; &#x0; &nosuch;",
    "right to left": "\u202e\u2067evil\u200f\u061c\u202d",
    "pops": "\u2069\u2069\u202c out of line \u2069",
    "four bytes": "𝕐𝓸𝓾 🏴‍☠️ 👨‍👩‍👧‍👦 🇨🇳🇨 🤦🏽‍♂️" * 9,
    "control": "a\x00b\x07\x1b[31mred\x1b[0m\r\n\t\x7f\x85\u2028\u2029c",
    "marks": "Z" + "\u0351\u036b\u0363\u0369" * 40,
    "nothing": "\u3164\u200b\u2060\ufeff\u00ad",
    "placeables": "{ $name } {-brand} %s %(name)s {0} ${x} \\N{BULLET}",
    "commands": "/admin@hecun_bot /start c_A @hecun_bot https://evil.example",
    "half a pair": "one \ud83d and \ude00 other",
    "sql": "'; DROP TABLE pledges; --%_\\",
    "long line": "𝖃" * (KILOBYTES_64 // 4),
    "long word": "ﷺ" * (KILOBYTES_64 // 3),
    "many lines": "\n" * KILOBYTES_64,
}
HOSTILE["everything"] = " ".join([*(text[:60] for text in HOSTILE.values()), HOSTILE["long line"]])
QUICK = {"everything"}
EACH = [
    pytest.param(text, id=name.replace(" ", "-"), marks=() if name in QUICK else pytest.mark.slow)
    for name, text in HOSTILE.items()
]


def life_of(office: Office, name: str) -> Life:
    """Everybody is called so."""
    mei, tom, boss = (user(telegram_id, name) for telegram_id in (12_345_678, 87_654_321, ADMIN_ID))
    return Life(office, mei, tom, boss)


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("name", EACH)
async def test_a_hostile_name_goes_everywhere_and_breaks_nothing(office, log, name):
    """The card, the certificate, every notice, the admins' lists and the audit trail."""
    life = life_of(office, name)
    for person in (life.mei, life.tom, life.boss):
        await through_the_inbox(office, message=written(person, text="/start"))
    await life.begin()
    settled = await life.pool()
    opened = await life.do(OpenCampaign, await life.actor(life.mei), proposal=proposal())
    await life.administer()
    boss = life.boss
    for place in (AdminPlace.FIND_CAMPAIGN, AdminPlace.FIND_PARTICIPANT, AdminPlace.FIND_ACCOUNT):
        await office.taps(boss, AdminGo(place=place).pack())
        await through_the_inbox(office, message=written(boss, text=name))
    await office.taps(boss, ParticipantTap(participant_id=(await life.actor(life.tom)).id).pack())
    await office.taps(boss, PowerTap(power=Power.CANCEL, subject=opened.campaign_id).pack())
    await through_the_inbox(office, message=written(boss, text=f"because of {name[:80]}"))
    draft = await office.store.drafts.get(ADMIN_ID, "admin")
    assert draft is not None
    await office.taps(
        boss, PowerSure(power=Power.CANCEL, subject=opened.campaign_id, nonce=draft.nonce).pack()
    )
    await office.deliver()
    await office.says(life.mei, f"/start c_{settled.link_token}")
    await office.taps(life.mei, CardTap(campaign_id=opened.campaign_id, action=CardAction.SHOW).pack())
    # Nothing was given up, nothing set aside, and nothing of it can reach into a terminal.
    overview = await office.store.queries.overview()
    assert (overview.updates_set_aside, overview.notices_waiting, overview.notices_failed) == (0, 0, 0)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", log.getvalue())


TYPED_INTO = {
    "nothing": (),
    "joining": (GoTo(place=Place.JOIN).pack(),),
    "linking": (AccountTap(account_id="", action=AccountAction.LINK).pack(),),
    "opening": (
        GoTo(place=Place.OPEN).pack(),
        OpeningAnswer(step=OpeningStep.PRODUCT, value="TD12M").pack(),
    ),
}


@pytest.mark.usefixtures("unpainted")
@pytest.mark.parametrize("text", EACH)
async def test_a_hostile_text_is_answered_wherever_it_is_typed(office, text):
    life = life_of(office, "Mei")
    await life.begin()
    opened = await life.do(OpenCampaign, await life.actor(life.mei), proposal=proposal())
    amount = CardTap(campaign_id=opened.campaign_id, action=CardAction.ANOTHER_AMOUNT).pack()
    places = [(user(900 + number, "Ann"), taps) for number, taps in enumerate(TYPED_INTO.values())]
    for somebody, taps in [*places, (life.mei, (amount,))]:
        for data in taps:
            await office.taps(somebody, data)
        for typed in (text, f"/join {text}", f"/start {text}", f"/open {text}", f"/{text}"):
            said_before = len(office.wire.sent)
            await through_the_inbox(office, message=written(somebody, text=typed))
            assert len(office.wire.sent) > said_before, typed[:80]
    assert (await office.store.queries.overview()).updates_set_aside == 0


def test_a_card_takes_every_name():
    names = tuple(name[:200] for name in HOSTILE.values())
    assert draw_card(replace(CARD, member_names=names, member_count=len(names))).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", EACH)
def test_a_certificate_takes_every_name(name):
    assert draw_certificate(replace(CERTIFICATE, holder=name)).startswith(b"\x89PNG")
