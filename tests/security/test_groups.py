"""The boundary in groups: who puts a card there, what it shows, and who is nobody it knows."""

import pytest

from bot.telegram.callbacks import NameSeenTap
from core.domain.ids import show_short_code
from core.domain.participant import Audience, NameShown
from tests.security.company import Who, name_of
from tests.security.office import Json, Office, user
from tests.security.test_callbacks import Scene, set_scene, untouched

GROUP = -4_000_000_001
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
pytestmark = pytest.mark.usefixtures("unpainted")


async def writes(office: Office, who: Json, text: str, **details: object) -> int:
    """Somebody writes in the group; how many calls of the bot there were before."""
    before = len(office.wire.sent)
    end = text.find(" ")
    command = {"type": "bot_command", "offset": 0, "length": end if end > 0 else len(text)}
    chat = {"id": GROUP, "type": "group", "title": "<b>Savers</b>"}
    await office.says(who, text, chat=chat, entities=[command], **details)
    return before


def ways(scene: Scene) -> tuple[str, ...]:
    """The commands that put the company's campaign into a group."""
    campaign = scene.company.house.campaign(scene.company.campaign_id)
    return (
        f"/start@hecun_bot c_{campaign.link_token}",
        f"/card@hecun_bot {show_short_code(campaign.short_code)}",
    )


@pytest.mark.parametrize(
    "who", [Who.INITIATOR, Who.MEMBER, Who.EX_MEMBER, Who.INVITED, Who.STRANGER, Who.ADMIN]
)
async def test_nobody_but_the_organiser_puts_a_card_into_a_group(office, who):
    scene = await set_scene(office)
    person = scene.user(who)
    await office.says(person, "/help")
    for way in ways(scene):
        before = await writes(office, person, way)
        there, private = office.wire.to(GROUP, before), office.wire.to(person["id"], before)
        if who is Who.INITIATOR:
            assert "Join, in private" in there
            assert private == ""
        else:
            assert there == ""
            assert "Only" in private
            assert name_of(Who.INITIATOR) in private
    card = await office.store.cards.in_group(scene.company.campaign_id, GROUP)
    assert (card is not None) is (who is Who.INITIATOR)


async def test_a_card_in_a_group_shows_nobody_who_did_not_say_so_and_nothing_of_anybodys_own(office):
    scene = await set_scene(office)
    initiator = scene.user(Who.INITIATOR)
    before = await writes(office, initiator, ways(scene)[0])
    shown = office.wire.to(GROUP, before)
    assert name_of(Who.INITIATOR) in shown
    hidden = scene.private() | {"the member's name": name_of(Who.MEMBER)}
    assert {name for name, mark in hidden.items() if mark in shown} == set()

    await office.taps(
        scene.user(Who.MEMBER), NameSeenTap(audience=Audience.GROUPS, shown=NameShown.FULL).pack()
    )
    before = await writes(office, initiator, ways(scene)[0])
    assert name_of(Who.MEMBER) in office.wire.to(GROUP, before)


async def test_whoever_nobody_has_met_is_answered_briefly_and_not_met(office):
    scene = await set_scene(office)
    before = untouched(office)
    for text in (*ways(scene), "/help@hecun_bot", "/start@hecun_bot", "/start@hecun_bot nonsense"):
        said = await writes(office, user(999, "ZzUNKNOWN", "zh-hans"), text)
        assert "我们私聊" in office.wire.to(GROUP, said)
        assert office.wire.to(999) == ""
    assert untouched(office) == before
    assert await office.store.queries.recipient(999) is None


async def test_who_writes_in_the_groups_name_is_nobody_the_bot_knows(office):
    scene = await set_scene(office)
    before = untouched(office)
    for text in (*ways(scene), "/help@hecun_bot"):
        said = await writes(office, ANONYMOUS, text, sender_chat={"id": GROUP, "type": "supergroup"})
        there = office.wire.to(GROUP, said)
        assert "write as yourself" in there
        assert "您自己的身份" in there
    assert untouched(office) == before
    assert await office.store.queries.recipient(ANONYMOUS["id"]) is None


async def test_what_is_not_said_to_the_bot_is_not_answered(office):
    scene = await set_scene(office)
    for text in (
        "hello",
        "/help",
        "/card",
        "/help@another_bot",
        "¥2,000",
        ways(scene)[0].replace("@hecun_bot", ""),
    ):
        said = await writes(office, scene.user(Who.INITIATOR), text)
        assert [told for told in office.wire.sent[said:] if told[1]["method"] != "GetMe"] == []
