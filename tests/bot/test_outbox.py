"""The claims about what goes out unasked, against a real store and an offline Telegram."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from bot.telegram.cards import CardKeeper, Drawing
from bot.telegram.outbox import LEASE, Post, Sender
from bot.telegram.pacing import HeedFloods, Pacing
from bot.telegram.screens import Screen
from bot.waking import Waking
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    Accepted,
    Actor,
    CancelCampaign,
    Command,
    DesignatePeople,
    MeetParticipant,
    NameApprovers,
    OpenCampaign,
    PutProduct,
    RegisterCustomer,
    RemindInvited,
    StartLinking,
    StopNudges,
)
from core.domain.account import DebitAmountType
from core.domain.campaign import Proposal
from core.domain.designation import Designee
from core.domain.ids import CampaignId, IntentId, ParticipantId
from core.domain.notice import InvitedToPool, PoolCancelled, PoolReminder
from core.domain.notifications import AWAKE, QuietHours
from core.domain.product import Channel
from core.views import CampaignView, Card, Recipient, WaitingNotice
from tests.bot.offline import ANN, BOB, HurriedStop, Line

R = TypeVar("R")

YUAN = 100
CHEAP = Actor.system("test")


@dataclass
class Phones:
    """The bank's channel to phones; the next `failures` deliveries fail."""

    failures: int = 0
    delivered: list[tuple[str, str, str]] = field(default_factory=list)

    async def deliver(self, phone: str, code: str, expires_at: datetime, locale: str) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("no network")
        self.delivered.append((phone, code, locale))


class Cast:
    """Ann and Bob as participants, and short ways to make something that others must hear of."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._intents = 0
        self.ids: dict[int, ParticipantId] = {}

    async def do(self, command: Command[R]) -> R:
        receipt = await self._line.store.teller.submit(command)
        assert isinstance(receipt, Accepted), receipt
        return receipt.result

    def intent(self) -> IntentId:
        self._intents += 1
        return IntentId(f"test-{self._intents}")

    async def come_in(self) -> None:
        await self.do(NameApprovers(intent=self.intent(), actor=CHEAP, telegram_user_ids=frozenset({1})))
        for product in DEFAULT_PRODUCTS:
            await self.do(PutProduct(intent=self.intent(), actor=CHEAP, product=product))
        for person, name, locale in ((ANN, "Ann", "en"), (BOB, "Bob", "zh-Hans")):
            met = await self.do(
                MeetParticipant(
                    intent=self.intent(), actor=CHEAP, telegram_user_id=person, name=name, locale=locale
                )
            )
            self.ids[person] = met.participant_id

    async def open(self, person: int) -> CampaignId:
        proposal = Proposal(
            product_code="TD12M",
            channel=Channel.TELEGRAM,
            target_minor=10_000 * YUAN,
            debit_amount_types=frozenset({DebitAmountType.FREE_AMOUNT, DebitAmountType.REMAINDER}),
            member_minimum_minor=500 * YUAN,
            deadline=self._line.store.clock.now().at + timedelta(days=3),
        )
        actor = Actor.participant(self.ids[person])
        opened = await self.do(OpenCampaign(intent=self.intent(), actor=actor, proposal=proposal))
        return opened.campaign_id

    async def cancel(self, campaign_id: CampaignId, reason: str) -> None:
        cancelling = CancelCampaign(
            intent=self.intent(), actor=Actor.admin(1), campaign_id=campaign_id, reason=reason
        )
        await self.do(cancelling)

    async def give_news(self, person: int, reason: str) -> None:
        """One notice for this person, told apart by its reason."""
        await self.cancel(await self.open(person), reason)

    async def invite(self, person: int, campaign_id: CampaignId) -> None:
        """Ann wants this person in a campaign of hers."""
        designating = DesignatePeople(
            intent=self.intent(),
            actor=Actor.participant(self.ids[ANN]),
            campaign_id=campaign_id,
            designees=(Designee(person),),
        )
        await self.do(designating)

    async def remind(self, campaign_id: CampaignId) -> None:
        """Ann has those reminded whom she invited."""
        actor = Actor.participant(self.ids[ANN])
        await self.do(RemindInvited(intent=self.intent(), actor=actor, campaign_id=campaign_id))

    async def stop_nudges(self, person: int) -> None:
        """This person wants no more of them."""
        actor = Actor.participant(self.ids[person])
        await self.do(StopNudges(intent=self.intent(), actor=actor, stopped=True))

    async def ask_for_code(self, person: int, phone: str) -> None:
        await self.do(
            RegisterCustomer(intent=self.intent(), actor=Actor.bank("test"), name="Ann", phone=phone)
        )
        await self.do(
            StartLinking(
                intent=self.intent(),
                actor=Actor.participant(self.ids[person]),
                telegram_user_id=person,
                contact_user_id=person,
                phone=phone,
            )
        )


@pytest.fixture
async def cast(line: Line) -> Cast:
    cast = Cast(line)
    await cast.come_in()
    return cast


async def write(waiting: WaitingNotice) -> Screen | None:
    if isinstance(waiting.notice, InvitedToPool):
        return Screen("invited")
    if isinstance(waiting.notice, PoolReminder):
        return None
    assert isinstance(waiting.notice, PoolCancelled)
    if waiting.notice.reason == "unspeakable":
        raise KeyError("no words for this")
    return Screen(f"{waiting.recipient.participant.locale}: {waiting.notice.reason}")


async def draw(view: CampaignView, recipient: Recipient) -> Screen:
    return Screen(f"{recipient.participant.name} sees {view.campaign.state.value}")


async def draw_shared(view: CampaignView, recipient: Recipient) -> Screen:
    return Screen(f"{view.campaign.state.value}, as {recipient.participant.name} shows it")


@asynccontextmanager
async def sending(
    line: Line,
    phones: Phones | None = None,
    interval: timedelta = timedelta(seconds=0),
    quiet: QuietHours = AWAKE,
) -> AsyncIterator[Sender]:
    """A sender at work inside the block, woken by commits and quick to look again."""
    stop = HurriedStop()
    pacing = Pacing()
    line.bot.session.middleware(HeedFloods(pacing))
    post = Post(
        line.bot,
        line.store.outbox,
        line.store.clock,
        write,
        phones or Phones(),
        pacing=pacing,
        waking=Waking(UTC, quiet),
    )
    cards = CardKeeper(
        line.bot,
        line.store.cards,
        line.store.outbox,
        line.store.queries,
        line.store.clock,
        Drawing(draw, draw_shared, draw_shared),
        pacing=pacing,
        interval=interval,
    )
    sender = Sender(post, cards, line.store.leases, line.store.clock, stop)
    line.store.teller.on_commit(sender.rounds.call)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(sender.run())
        try:
            yield sender
        finally:
            stop.ask()


def notices(line: Line) -> list[tuple[str, int, str | None]]:
    return line.rows("SELECT state, attempts, reason FROM notices ORDER BY id")


async def test_a_notice_is_sent_once_in_its_readers_language_and_blanked(line, cast):
    async with sending(line):
        await cast.give_news(BOB, "no more rates")
        await line.until(lambda: notices(line) == [("sent", 0, None)])
    assert await line.heard(BOB) == ["zh-Hans: no more rates"]
    assert line.rows("SELECT body FROM notices") == [(None,)]


async def test_what_was_committed_before_the_sender_started_is_sent(line, cast):
    await cast.give_news(ANN, "one")
    async with sending(line):
        await line.until(lambda: notices(line) == [("sent", 0, None)])


async def test_two_notices_to_one_person_keep_their_order(line, cast):
    for reason in ("one", "two", "three"):
        await cast.give_news(ANN, reason)
    async with sending(line):
        await line.until(lambda: [state for state, *_ in notices(line)] == ["sent"] * 3)
    assert await line.heard(ANN) == ["en: one", "en: two", "en: three"]


async def test_a_person_gets_one_message_at_a_time_and_nobody_waits_for_another_person(line, cast):
    slow = line.spoil("sendMessage", "slow", seconds=3_600)
    for person, reason in ((ANN, "one"), (ANN, "two"), (BOB, "three")):
        await cast.give_news(person, reason)
    async with sending(line):
        await line.until(lambda: [state for state, *_ in notices(line)] == ["waiting", "waiting", "sent"])
        assert line.calls("sendMessage") == 2
        line.telegram.faults.lift(slow.id)
        await line.until(lambda: [state for state, *_ in notices(line)] == ["sent"] * 3)
    assert await line.heard(ANN) == ["en: one", "en: two"]


async def test_retry_after_is_obeyed_by_the_whole_sender(line, cast):
    line.spoil("sendMessage", "flood", retry_after=1)
    await cast.give_news(ANN, "one")
    async with sending(line) as sender:
        await line.until(lambda: notices(line) == [("waiting", 1, None)])
        began = asyncio.get_running_loop().time()
        await cast.give_news(BOB, "two")
        await line.until(lambda: [state for state, *_ in notices(line)] == ["waiting", "sent"])
        assert asyncio.get_running_loop().time() - began > 0.5
        line.store.clock.turn_forward(line.store.clock.now().at + timedelta(seconds=2))
        sender.rounds.call()
        await line.until(lambda: [state for state, *_ in notices(line)] == ["sent", "sent"])
    assert await line.heard(ANN) == ["en: one"]


@pytest.mark.parametrize("status", [502, 500])
async def test_a_notice_that_meets_an_outage_is_sent_later(line, cast, status):
    line.spoil("sendMessage", "error", status=status, times=2)
    await cast.give_news(ANN, "one")
    async with sending(line) as sender:
        for attempts in (1, 2):
            await line.until(lambda so_far=attempts: notices(line) == [("waiting", so_far, None)])
            line.store.clock.turn_forward(line.store.clock.now().at + timedelta(minutes=1))
            sender.rounds.call()
        await line.until(lambda: notices(line) == [("sent", 2, None)])
    assert await line.heard(ANN) == ["en: one"]


async def test_whoever_blocked_the_bot_is_unreachable_and_stops_nobody(line, cast):
    await line.sim("POST", f"people/{ANN}/block")
    await cast.give_news(ANN, "one")
    await cast.give_news(BOB, "two")
    async with sending(line):
        await line.until(lambda: "waiting" not in [state for state, *_ in notices(line)])
        assert [state for state, *_ in notices(line)] == ["given_up", "sent"]
        tried = line.calls("sendMessage")
        await cast.give_news(ANN, "three")
        await line.until(lambda: "waiting" not in [state for state, *_ in notices(line)])
    assert line.calls("sendMessage") == tried
    recipient = await line.store.queries.recipient(ANN)
    assert recipient is not None
    assert not recipient.reachable


async def test_a_notice_that_can_never_be_sent_is_given_up_and_stops_nobody(line, cast, caplog):
    await cast.give_news(ANN, "unspeakable")
    await cast.give_news(ANN, "<b>never closed")
    await cast.give_news(ANN, "fine")
    async with sending(line):
        await line.until(lambda: "waiting" not in [state for state, *_ in notices(line)])
    assert [state for state, *_ in notices(line)] == ["given_up", "given_up", "sent"]
    assert await line.heard(ANN) == ["en: fine"]
    assert "cannot be sent" in caplog.text


async def test_a_crash_after_sending_repeats_one_message_and_loses_none(line, cast):
    line.spoil("sendMessage", "lost_answer")
    await cast.give_news(ANN, "one")
    async with sending(line) as sender:
        await line.until(lambda: notices(line) == [("waiting", 1, None)])
        line.store.clock.turn_forward(line.store.clock.now().at + timedelta(minutes=1))
        sender.rounds.call()
        await line.until(lambda: notices(line) == [("sent", 1, None)])
    assert await line.heard(ANN) == ["en: one", "en: one"]


async def test_a_code_goes_to_the_phone_and_never_through_telegram(line, cast):
    phones = Phones()
    await cast.ask_for_code(ANN, "+8613900000001")
    async with sending(line, phones):
        await line.until(lambda: notices(line) == [("sent", 0, None)])
    [(phone, code, locale)] = phones.delivered
    assert (phone, len(code), locale) == ("+8613900000001", 6, "en")
    assert await line.heard(ANN) == []
    assert line.rows("SELECT body FROM notices") == [(None,)]


async def test_a_code_that_could_not_be_handed_over_is_tried_again_until_it_expires(line, cast):
    phones = Phones(failures=2)
    clock = line.store.clock
    await cast.ask_for_code(ANN, "+8613900000001")
    async with sending(line, phones) as sender:
        await line.until(lambda: notices(line) == [("waiting", 1, None)])
        clock.turn_forward(clock.now().at + timedelta(minutes=1))
        sender.rounds.call()
        await line.until(lambda: notices(line) == [("waiting", 2, None)])
        clock.turn_forward(clock.now().at + timedelta(minutes=10))
        sender.rounds.call()
        await line.until(lambda: notices(line) == [("given_up", 2, "expired")])
    assert not phones.delivered


async def test_a_second_sender_sends_nothing_while_the_first_holds_the_lease(line, cast, monkeypatch):
    take: Callable[..., Awaitable[bool]] = line.store.leases.take
    asked: list[str] = []

    async def taking(name: str, holder: str, at: datetime, seconds: int) -> bool:
        asked.append(holder)
        return await take(name, holder, at, seconds)

    assert await take(LEASE, "somebody else", line.store.clock.now().at, 3600)
    monkeypatch.setattr(line.store.leases, "take", taking)
    await cast.give_news(ANN, "one")
    async with sending(line) as sender:
        for rounds in (1, 2, 3):
            sender.rounds.call()
            await line.until(lambda so_far=rounds: len(asked) >= so_far)
        assert notices(line) == [("waiting", 0, None)]
        assert line.calls("sendMessage") == 0
        await line.store.leases.give_back(LEASE, "somebody else")
        sender.rounds.call()
        await line.until(lambda: notices(line) == [("sent", 0, None)])
    assert line.rows("SELECT holder FROM leases") == []


async def shown_card(line: Line, cast: Cast, person: int) -> Card:
    """A card that shows the person's new campaign as it is."""
    campaign_id = await cast.open(person)
    message = await line.bot.send_message(person, "Ann sees open")
    view = await line.store.queries.campaign(campaign_id, cast.ids[person])
    assert view is not None
    card = Card(person, message.message_id, campaign_id, cast.ids[person], view.campaign.version)
    await line.store.cards.remember(card)
    return card


async def test_a_card_is_redrawn_when_its_campaign_changes(line, cast):
    card = await shown_card(line, cast, ANN)
    async with sending(line):
        await cast.cancel(card.campaign_id, "because")
        await line.until(lambda: line.calls("editMessageText") == 1)
        await line.until(lambda: line.rows("SELECT shown_version FROM cards") != [(card.shown_version,)])
    assert "Ann sees cancelled" in await line.heard(ANN)


async def test_a_card_that_is_true_already_is_not_drawn_again(line, cast):
    card = await shown_card(line, cast, ANN)
    await line.bot.edit_message_text("Ann sees cancelled", chat_id=ANN, message_id=card.message_id)
    await cast.cancel(card.campaign_id, "because")
    async with sending(line):
        # Telegram refuses the edit that changes nothing; that is success.
        await line.until(lambda: line.rows("SELECT shown_version FROM cards") != [(card.shown_version,)])


async def test_a_card_whose_message_is_gone_is_forgotten(line, cast):
    card = await shown_card(line, cast, ANN)
    await line.bot.delete_message(ANN, card.message_id)
    await cast.cancel(card.campaign_id, "because")
    async with sending(line):
        await line.until(lambda: line.rows("SELECT 1 FROM cards") == [])


async def test_the_card_of_somebody_who_blocked_the_bot_is_forgotten(line, cast):
    card = await shown_card(line, cast, ANN)
    words = "Forbidden: bot was blocked by the user"
    line.spoil("editMessageText", "error", status=403, description=words)
    await cast.cancel(card.campaign_id, "because")
    async with sending(line):
        await line.until(lambda: line.rows("SELECT 1 FROM cards") == [])


async def test_a_card_that_meets_an_outage_is_drawn_later(line, cast, monkeypatch):
    monkeypatch.setattr("bot.telegram.failures._BACKOFF_FIRST_SECONDS", 0.01)
    line.spoil("editMessageText", "error", status=502)
    card = await shown_card(line, cast, ANN)
    await cast.cancel(card.campaign_id, "because")
    async with sending(line):
        await line.until(lambda: line.rows("SELECT shown_version FROM cards") != [(card.shown_version,)])
    assert "Ann sees cancelled" in await line.heard(ANN)


async def in_group(line: Line, cast: Cast) -> tuple[int, Card]:
    """Ann's group, with Bob and the bot, and the card of her new campaign there."""
    made = await line.sim("POST", f"people/{ANN}/groups", title="Savers", members=[BOB, line.bot.id])
    chat_id = int(made["chat"]["id"])
    campaign_id = await cast.open(ANN)
    message = await line.bot.send_message(chat_id, "open, as Ann shows it")
    card = Card(chat_id, message.message_id, campaign_id, cast.ids[ANN], 0)
    await line.store.cards.remember(card)
    return chat_id, card


async def group_sees(line: Line, chat_id: int) -> list[str]:
    """What the bot has standing in a group, as Bob sees it."""
    told = await line.sim("GET", f"people/{BOB}/messages?after=0&chat_id={chat_id}")
    return [message["text"] for message in told["messages"] if message.get("text")]


async def test_a_card_in_a_group_is_redrawn_for_everybody_there(line, cast):
    chat_id, card = await in_group(line, cast)
    async with sending(line):
        await cast.cancel(card.campaign_id, "because")
        await line.until(lambda: line.calls("editMessageText") == 1)
    assert await group_sees(line, chat_id) == ["cancelled, as Ann shows it"]


async def test_a_group_that_moved_without_our_hearing_of_it_gets_its_card_once(line, cast):
    chat_id, card = await in_group(line, cast)
    moved = await line.sim("POST", f"people/{ANN}/groups/{chat_id}/upgrade")
    await cast.cancel(card.campaign_id, "because")
    sent = "SELECT 1 FROM cards WHERE message_id > 0 AND shown_version > 0"
    async with sending(line):
        await line.until(lambda: line.rows(sent))
    assert await group_sees(line, moved["chat"]["id"]) == ["cancelled, as Ann shows it"]


async def test_a_group_that_threw_the_bot_out_is_forgotten_and_nobody_is_marked_unreachable(line, cast):
    chat_id, card = await in_group(line, cast)
    await line.sim("DELETE", f"people/{ANN}/groups/{chat_id}/members/{line.bot.id}")
    await cast.cancel(card.campaign_id, "because")
    async with sending(line):
        await line.until(lambda: line.rows("SELECT 1 FROM cards") == [])
    assert line.rows("SELECT count(*) FROM telegram_identities WHERE NOT reachable") == [(0,)]


async def test_a_round_that_telegram_holds_for_long_keeps_its_lease(line, cast, monkeypatch):
    monkeypatch.setattr("bot.telegram.outbox._RENEW_SECONDS", 0.01)
    slow = line.spoil("sendMessage", "slow", seconds=3_600)
    await cast.give_news(ANN, "one")
    async with sending(line):
        await line.until(lambda: slow.striking)
        [(held_until,)] = line.rows("SELECT until FROM leases")
        await line.until(lambda: line.rows("SELECT until FROM leases")[0][0] > held_until)
        line.telegram.faults.lift(slow.id)


async def test_a_round_that_lost_its_lease_is_broken_off(line, cast, monkeypatch):
    monkeypatch.setattr("bot.telegram.outbox._RENEW_SECONDS", 0.01)
    slow = line.spoil("sendMessage", "slow", seconds=3_600)
    await cast.give_news(ANN, "one")
    async with sending(line):
        await line.until(lambda: slow.striking)
        much_later = line.store.clock.now().at + timedelta(hours=1)
        assert await line.store.leases.take(LEASE, "another worker", much_later, 3_600)
        await line.until(lambda: not slow.striking)
        line.telegram.faults.lift(slow.id)
        await line.store.leases.give_back(LEASE, "another worker")
        await line.until(lambda: notices(line) == [("sent", 0, None)])
    assert await line.heard(ANN) == ["en: one", "en: one"]  # as after a crash


def all_day_from(now: datetime) -> QuietHours:
    """Quiet since an hour ago, and for most of a day."""
    minute = now.hour * 60 + now.minute
    return QuietHours((minute - 60) % 1440, (minute - 120) % 1440)


async def test_what_can_wait_is_held_until_the_quiet_hours_end_and_what_cannot_is_sent(line, cast):
    now = line.store.clock.now().at
    quiet = all_day_from(now)
    await cast.invite(BOB, await cast.open(ANN))
    await cast.give_news(BOB, "yours")
    async with sending(line, quiet=quiet) as sender:
        await line.until(lambda: ("sent", 0, None) in notices(line))
        assert await line.heard(BOB) == ["zh-Hans: yours"]
        assert notices(line).count(("waiting", 0, None)) == 1

        line.store.clock.turn_forward(now + timedelta(hours=22, minutes=30))
        sender.rounds.call()
        await line.until(lambda: len([each for each in notices(line) if each[0] == "sent"]) == 2)
    assert await line.heard(BOB) == ["zh-Hans: yours", "invited"]


async def test_whoever_changes_their_quiet_hours_need_not_wait_for_the_old_ones_to_end(line, cast):
    await cast.invite(BOB, await cast.open(ANN))
    [(held_id,)] = line.rows("SELECT id FROM notices")
    await line.store.outbox.hold(held_id, line.store.clock.now().at + timedelta(hours=9))
    assert not await line.store.outbox.waiting(line.store.clock.now().at)

    await line.store.outbox.look_again(cast.ids[ANN])
    assert not await line.store.outbox.waiting(line.store.clock.now().at)
    await line.store.outbox.look_again(cast.ids[BOB])

    async with sending(line):
        await line.until(lambda: notices(line) == [("sent", 0, None)])


async def test_who_said_stop_is_not_nudged_and_hears_of_their_own_all_the_same(line, cast):
    await cast.stop_nudges(BOB)
    await cast.invite(BOB, await cast.open(ANN))
    await cast.give_news(BOB, "yours")
    async with sending(line):
        await line.until(lambda: sorted(notices(line)) == [("given_up", 0, "stopped"), ("sent", 0, None)])
    assert await line.heard(BOB) == ["zh-Hans: yours"]


async def test_what_there_is_nothing_to_say_about_any_more_is_given_up(line, cast):
    campaign_id = await cast.open(ANN)
    await cast.invite(BOB, campaign_id)
    await cast.remind(campaign_id)
    async with sending(line):
        await line.until(lambda: sorted(notices(line)) == [("given_up", 0, "moot"), ("sent", 0, None)])
    assert await line.heard(BOB) == ["invited"]
