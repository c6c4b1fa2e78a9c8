"""The admins' group: alarms are told there once, in its language, and nothing of anybody; only admins decide on it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat
from aiogram.methods import SendMessage

from bot.jobs.alarm_watch import AlarmWatch, Standing
from bot.jobs.alarms import Alarms
from bot.stopping import Stop
from bot.telegram.alarm import ChatAlarm
from bot.telegram.alarm_desk import AlarmDesk
from core.commands import Actor, GrantRole, TellAdmins
from core.domain.alarm import EVERY_ADMIN, ToldAlarm, alarm_name
from core.domain.audit import TrailSearch
from core.domain.bank import BankOrder, ReleaseHold
from core.domain.ids import (
    CampaignId,
    EndpointId,
    HoldId,
    IntentId,
    OrderReference,
    PartnerId,
    least_minted,
)
from core.domain.notice import (
    Alarm,
    BankUnreachable,
    ChainBroken,
    EndpointDisabled,
    MismatchesFound,
    OrderContradicted,
    OrdersInQuestion,
    OutboxStuck,
)
from core.domain.reconciliation import FIRST_RECONCILING as FIRST
from core.domain.seal import NOTHING_SEALED as HEAD
from core.domain.seal import ChainCheck
from core.domain.staff import Role
from core.domain.webhook import EndpointState, WebhookEndpoint
from core.views import EndpointHealth, Pulse, StoredUpdate, Waiting
from tests.bot.reader import Answering
from tests.security.conftest import ADMIN_ID
from tests.security.office import Json, Office, user
from tests.storage.asking import accepted

ADA = user(ADMIN_ID, "Ada")
EVE = user(4242, "Eve")
GROUP: Json = {"id": -100, "type": "supergroup", "title": "Admins"}
SECRET = "6214001234567890 of Ann Member"


async def writes(office: Office, person: Json, text: str, **details: Any) -> None:
    """Somebody writes in the group."""
    await office.feed(
        message={"message_id": 9, "date": 1, "chat": GROUP, "from": person, "text": text} | details
    )


async def gathered(office: Office, command: str = "/alarms@hecun_bot") -> None:
    """Ada, the admin, and Eve, who is none, have met the bot; Ada has alarms told in the group."""
    await office.says(ADA, "/start")
    await office.says(EVE, "/start")
    await writes(office, ADA, command)


async def raised(office: Office, *alarms: Alarm) -> int:
    """Alarms are raised to Ada, and sent; how many calls had been made before."""
    before = len(office.wire.sent)
    ada = await office.store.queries.recipient(ADMIN_ID)
    assert ada is not None
    for number, alarm in enumerate(alarms):
        command = TellAdmins(
            intent=IntentId(f"alarm {before} {number}"), actor=Actor.system("test"), notices=(alarm,)
        )
        await accepted(office.store, command)
    await office.deliver()
    return before


async def alarm_of(office: Office, number: int = 1) -> MismatchesFound:
    ada = await office.store.queries.recipient(ADMIN_ID)
    assert ada is not None
    return MismatchesFound(ada.participant.id, 1, f"rec_{number}")


async def test_alarms_are_told_in_the_group_once_and_no_longer_in_private(office):
    await gathered(office)
    alarm = await alarm_of(office)
    before = await raised(office, alarm, alarm)  # as the notices of two admins
    told = [content for chat, content in office.wire.sent[before:] if chat == GROUP["id"]]
    assert len(told) == 1
    assert "Our books and the bank disagree" in told[0]["text"]
    [[button]] = told[0]["reply_markup"]["inline_keyboard"]
    assert button["url"] == "https://t.me/hecun_bot?start=a_mismatches"
    assert office.wire.to(ADMIN_ID, before) == ""


async def test_without_a_group_each_admin_is_told_in_private(office):
    await office.says(ADA, "/start")
    before = await raised(office, await alarm_of(office))
    assert "Our books and the bank disagree" in office.wire.to(ADMIN_ID, before)


async def test_no_alarm_tells_the_group_what_a_bank_or_a_person_wrote(office):
    await gathered(office)
    ada = (await alarm_of(office)).to
    now = office.store.clock.now().at
    alarms: tuple[Alarm, ...] = (
        OrderContradicted(ada, OrderReference("ord_1"), SECRET),
        OrdersInQuestion(ada, OrderReference("ord_2"), now, 3),
        EndpointDisabled(ada, "Acme", EndpointId("whe_1"), now),
    )
    before = await raised(office, *alarms)
    heard = office.wire.to(GROUP["id"], before)
    assert heard.count('"method": "SendMessage"') == len(alarms)
    assert SECRET not in heard
    assert "Ann" not in heard


async def test_the_group_is_spoken_to_in_the_language_that_was_chosen_there(office):
    await gathered(office, "/alarms@hecun_bot zh")
    before = await raised(office, await alarm_of(office))
    assert "我们的账与银行有" in office.wire.to(GROUP["id"], before)


async def test_the_command_needs_no_mention_and_another_bot_s_is_left_to_it(office):
    await office.says(ADA, "/start")
    await writes(office, ADA, "/alarms@other_bot")
    assert await office.store.alarm_board.group() is None
    await writes(office, ADA, "/alarms")
    assert await office.store.alarm_board.group() is not None


@pytest.mark.parametrize("details", [{}, {"sender_chat": GROUP}], ids=["a stranger", "in the group's name"])
async def test_nobody_but_an_admin_is_answered_or_heeded(office, details):
    await office.says(ADA, "/start")
    await office.says(EVE, "/start")
    before = len(office.wire.sent)
    await writes(office, EVE if not details else ADA, "/alarms@hecun_bot", **details)
    assert [told for chat, told in office.wire.sent[before:] if chat] == []
    assert await office.store.alarm_board.group() is None
    assert not [
        each for each in await office.store.queries.search_trail(TrailSearch()) if "alarms" in each.action
    ]


async def test_a_viewer_moves_no_alarms_and_hears_why(office):
    await gathered(office)
    viewing = GrantRole(
        intent=IntentId("vic"),
        actor=Actor.admin(ADMIN_ID),
        telegram_user_id=EVE["id"],
        role=Role.VIEWER,
        reason="new here",
    )
    await accepted(office.store, viewing)
    chosen = await office.store.alarm_board.group()
    assert chosen is not None
    for text in ("/alarms@hecun_bot off", "/alarms@hecun_bot"):
        before = len(office.wire.sent)
        await writes(office, EVE, text)
        assert "That takes an operator" in office.wire.to(EVE["id"], before)
        assert await office.store.alarm_board.group() == chosen
    before = len(office.wire.sent)
    await office.says(EVE, "/alarms")
    assert "In the group where alarms are to be told" in office.wire.to(EVE["id"], before)


async def test_who_chose_the_group_and_who_gave_it_up_is_on_the_trail(office):
    await gathered(office)
    await writes(office, ADA, "/alarms@hecun_bot off")
    recorded = [
        each for each in await office.store.queries.search_trail(TrailSearch()) if "alarms" in each.action
    ]
    assert {each.action for each in recorded} == {"alarms_off_group", "alarms_to_group"}
    assert {each.subject for each in recorded} == {str(GROUP["id"])}
    before = await raised(office, await alarm_of(office))
    assert "disagree" in office.wire.to(ADMIN_ID, before)


async def test_a_bot_that_is_taken_out_of_the_group_tells_each_admin(office):
    await gathered(office)
    member = {"user": {"id": 123456789, "is_bot": True, "first_name": "Hecun"}}
    await office.feed(
        my_chat_member={
            "chat": GROUP,
            "from": EVE,
            "date": 1,
            "old_chat_member": member | {"status": "member"},
            "new_chat_member": member | {"status": "left"},
        }
    )
    before = await raised(office, await alarm_of(office))
    assert "disagree" in office.wire.to(ADMIN_ID, before)


class Refusing:
    """Telegram refuses to send anything to one chat."""

    def __init__(self, office: Office, chat_id: int, error: Any) -> None:
        send = office.wire.make_request

        async def make_request(bot: Any, method: Any, **options: Any) -> Any:
            if isinstance(method, SendMessage) and method.chat_id == chat_id:
                raise error(method)
            return await send(bot, method, **options)

        vars(office.wire)["make_request"] = make_request


async def test_a_group_that_takes_nothing_any_more_is_forgotten_and_each_admin_told(office):
    await gathered(office)
    Refusing(office, GROUP["id"], lambda method: TelegramForbiddenError(method, "bot was kicked"))
    before = await raised(office, await alarm_of(office))
    assert "disagree" in office.wire.to(ADMIN_ID, before)
    assert await office.store.alarm_board.group() is None


@pytest.mark.parametrize("noticed", ["by a message", "when something is sent"])
async def test_a_group_that_becomes_another_chat_goes_on_being_told(office, noticed):
    await gathered(office)
    if noticed == "by a message":
        await writes(office, ADA, "", migrate_to_chat_id=-200)
    else:
        Refusing(office, GROUP["id"], lambda method: TelegramMigrateToChat(method, "moved", -200))
    before = await raised(office, await alarm_of(office))
    assert "disagree" in office.wire.to(-200, before)
    assert office.wire.to(ADMIN_ID, before) == ""


def pulse(since: datetime | None) -> Pulse:
    """With a notice that waits since then."""
    return Pulse(Waiting(0, None), 0, Waiting(int(since is not None), since), ())


def watch(office: Office, **answers: Any) -> AlarmWatch:
    """The job that looks whether alarms are over, in books that answer so."""
    usual = {
        "open_mismatches": (),
        "orders_in_question": (),
        "ready_orders": (),
        "pulse": pulse(None),
    }
    says: Any = Answering(**usual | answers)
    store = office.store
    alarms = Alarms(store.teller, store.queries)
    desk = AlarmDesk(office.desk)
    return AlarmWatch(
        store.alarm_board,
        says,
        Standing(says, says, says, store.clock),
        desk,
        alarms,
        store.leases,
        store.clock,
        Stop(),
    )


async def test_the_group_hears_once_under_the_alarm_that_it_is_over_and_not_before(office):
    await gathered(office)
    await raised(office, await alarm_of(office))
    [told] = await office.store.alarm_board.standing()
    before = len(office.wire.sent)
    await watch(office, open_mismatches=("one",)).look()
    assert office.wire.sent[before:] == []
    for _ in range(2):
        await watch(office).look()
    [(chat_id, said)] = office.wire.sent[before:]
    assert chat_id == GROUP["id"]
    assert said["reply_parameters"]["message_id"] == told.message_id
    assert "Over" in said["text"]


async def test_each_kind_of_alarm_is_over_when_its_own_cause_is(office):
    await gathered(office)
    now = office.store.clock.now().at
    order = BankOrder(
        OrderReference(least_minted("ord", now - timedelta(hours=1)) + "0" * 16),
        CampaignId("cmp"),
        ReleaseHold(HoldId("hld")),
    )
    disabled, enabled = (
        EndpointHealth(
            WebhookEndpoint(
                EndpointId("whe_1"), PartnerId("ptn"), "https://x.example", (), (), now, now, state
            ),
            None,
            0,
        )
        for state in (EndpointState.DISABLED, EndpointState.ACTIVE)
    )
    for alarm, standing, over in (
        (OrdersInQuestion(EVERY_ADMIN, order.reference, now, 1), {"orders_in_question": (order,)}, {}),
        (OrdersInQuestion(EVERY_ADMIN, order.reference, now, 1), {"ready_orders": (order,)}, {}),
        (OrderContradicted(EVERY_ADMIN, order.reference, "?"), {"orders_in_question": (order,)}, {}),
        (
            EndpointDisabled(EVERY_ADMIN, "Acme", EndpointId("whe_1"), now),
            {"endpoint": disabled},
            {"endpoint": enabled},
        ),
        (
            EndpointDisabled(EVERY_ADMIN, "Acme", EndpointId("whe_1"), now),
            {"endpoint": disabled},
            {"endpoint": None},
        ),
        (BankUnreachable(EVERY_ADMIN, 0, now), {"reconciling": FIRST}, {"reconciling": FIRST.done(now)}),
        (
            ChainBroken(EVERY_ADMIN, 5),
            {"last": ChainCheck(now, HEAD, 5)},
            {"last": ChainCheck(now, HEAD, None)},
        ),
        (
            OutboxStuck(EVERY_ADMIN, now, 1),
            {"pulse": pulse(now)},
            {"pulse": pulse(now + timedelta(seconds=1))},
        ),
    ):
        told = ToldAlarm(alarm_name(alarm), GROUP["id"], 1, now)
        assert not await watch(office, **standing)._standing.is_over(told), alarm
        assert await watch(office, **over)._standing.is_over(told), alarm


async def test_an_outbox_that_does_not_move_is_told_of_beside_it_once(office):
    await gathered(office)
    begun, before = office.store.clock.now().at, len(office.wire.sent)
    watching = watch(office, pulse=pulse(begun))
    for _ in range(4):
        await watching.look()
        office.books.wall.at += timedelta(minutes=5)
    heard = office.wire.to(GROUP["id"], before)
    assert heard.count("Nothing goes out") == 1


async def test_notices_that_wait_while_others_go_raise_no_alarm(office):
    await gathered(office)
    before, watching = len(office.wire.sent), watch(office)
    for _ in range(12):
        yesterday = office.store.clock.now().at - timedelta(days=1)
        vars(watching)["_queries"] = Answering(pulse=pulse(yesterday), open_mismatches=())
        await watching.look()
        office.books.wall.at += timedelta(minutes=5)
    assert office.wire.to(GROUP["id"], before) == ""


async def test_an_update_that_was_set_aside_is_told_in_the_group_and_never_over(office):
    await gathered(office)
    alarms = Alarms(office.store.teller, office.store.queries)
    alarm = ChatAlarm(office.bot, office.desk.pacing, office.store.queries, alarms)
    update = StoredUpdate(update_id=17, person=EVE["id"], payload="{}", attempts=3)
    before = len(office.wire.sent)
    await alarm.update_set_aside(update, "ValueError")
    await office.deliver()
    assert "could not be handled three times" in office.wire.to(GROUP["id"], before)
    assert "not your fault" in office.wire.to(EVE["id"], before)
    assert await office.store.alarm_board.standing() == []


async def test_an_alarm_s_button_leads_an_admin_there_and_everybody_else_nowhere(office):
    await gathered(office)
    for place, words in (
        ("mismatches", "bank"),
        ("orders", "rders"),
        ("partners", "artners"),
        ("deliveries", "on its way to people"),
        ("overview", "Admin"),
    ):
        before = len(office.wire.sent)
        await office.says(ADA, f"/start a_{place}")
        assert words in office.wire.to(ADMIN_ID, before)
    before = len(office.wire.sent)
    await office.says(EVE, "/start a_mismatches")
    assert "opens no campaign" in office.wire.to(EVE["id"], before)


async def test_an_alarm_is_known_by_what_it_is_about_whichever_admin_it_is_for(office):
    await office.says(ADA, "/start")
    alarm = await alarm_of(office)
    assert alarm_name(alarm) == "mismatches:rec_1"
    assert alarm_name(await alarm_of(office, 2)) != alarm_name(alarm)
