"""What is said to the wizard, handled again after whatever goes wrong in the middle of it."""

from datetime import timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import ClientDecodeError

from bot.bank.directory import HouseDirectory
from bot.telegram.callbacks import OpeningAction, OpeningGo, OpeningPublish, OpeningStep, OpeningTap
from bot.telegram.dispatcher import create_dispatcher
from bot.telegram.drafts import DraftKind
from bot.telegram.pacing import Pacing
from bot.telegram.visit import Desk
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    Accepted,
    Actor,
    Command,
    ConfirmLinking,
    CreditAccount,
    MeetParticipant,
    OpenAccount,
    PutProduct,
    RegisterCustomer,
    StartLinking,
)
from core.domain.account import AccountClass, DebitAmountType
from core.domain.ids import AccountId, IntentId, ParticipantId
from core.domain.notice import CodeIssued
from core.views import Draft
from tests.bot.offline import ANN, Json, Line
from tests.papers.samples import signer

R = TypeVar("R")

BANK = Actor.bank("test")
PHONE = "+8613900000001"


class Ann:
    """Ann at the line's other end, with a linked account of ¥8,000; what she does is fed to the real dispatcher."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.desk = Desk(
            bot=line.bot,
            pacing=Pacing(),
            bot_username="hecun_sandbox_bot",
            zone=ZoneInfo("Asia/Shanghai"),
            clock=line.store.clock,
            teller=line.store.teller,
            queries=line.store.queries,
            partners=line.store.partners,
            operating=line.store.operating,
            set_aside=line.store.inbox,
            exports=line.store.exports,
            drafts=line.store.drafts,
            cards=line.store.cards,
            alarm_board=line.store.alarm_board,
            directory=HouseDirectory(),
            signer=signer(),
        )
        self.dispatcher: Dispatcher = create_dispatcher(self.desk, line.store.outbox)

    async def come_in(self) -> None:
        for product in DEFAULT_PRODUCTS:
            intent = IntentId(f"product-{product.code}")
            await self._do(PutProduct(intent=intent, actor=Actor.system("test"), product=product))
        met = await self._do(
            MeetParticipant(
                intent=IntentId("meet"),
                actor=Actor.system("test"),
                telegram_user_id=ANN,
                name="Ann",
                locale="en",
            )
        )
        self.id: ParticipantId = met.participant_id
        self.account_id = await self._link()

    async def _link(self) -> AccountId:
        customer = await self._do(
            RegisterCustomer(intent=IntentId("customer"), actor=BANK, name="Ann", phone=PHONE)
        )
        opened = await self._do(
            OpenAccount(
                intent=IntentId("account"),
                actor=BANK,
                customer_id=customer.customer_id,
                currency="CNY",
                account_class=AccountClass.I,
                debit_amount_types=frozenset(DebitAmountType),
            )
        )
        credit = IntentId("credit")
        account_id = opened.account_id
        await self._do(CreditAccount(intent=credit, actor=BANK, account_id=account_id, amount_minor=8_000_00))
        actor = Actor.participant(self.id)
        await self._do(
            StartLinking(
                intent=IntentId("contact"),
                actor=actor,
                telegram_user_id=ANN,
                contact_user_id=ANN,
                phone=PHONE,
            )
        )
        waiting = await self.line.store.outbox.waiting(self.line.store.clock.now().at)
        code = next(each.notice.code for each in waiting if isinstance(each.notice, CodeIssued))
        await self._do(ConfirmLinking(intent=IntentId("code"), actor=actor, code=code))
        return account_id

    async def _do(self, command: Command[R]) -> R:
        receipt = await self.line.store.teller.submit(command)
        assert isinstance(receipt, Accepted), receipt
        return receipt.result

    async def reviews(self, **more: str | int | list[str] | None) -> Json:
        """Ann's full draft, shown for review; the message with the button to publish."""
        deadline = self.line.store.clock.now().at + timedelta(days=2)
        answers: dict[str, str | int | list[str] | None] = {
            "product": "TD12M",
            "target": 10_000_00,
            "amounts": ["free_amount", "remainder"],
            "minimum": 50_00,
            "deadline": int(deadline.timestamp()),
            "own": "f200000",
        }
        draft = Draft(ANN, DraftKind.OPENING, "nonce-000001", "review", answers | more)
        await self.line.store.drafts.save(draft)
        await self.line.say(ANN, "/open")
        await self.receive()
        await self.tap(await self.newest(), OpeningTap(action=OpeningAction.RESUME).pack())
        await self.receive()
        return await self.newest()

    async def tap(self, message: Json, data: str) -> None:
        await self.line.sim(
            "POST", f"people/{ANN}/taps", message_id=message["message_id"], callback_data=data
        )

    async def receive(self, times: int = 1) -> None:
        """Handles what has come in, and acknowledges it; each update `times` times, as after crashes."""
        updates = await self.line.bot.get_updates(timeout=5)
        for update in updates:
            for _ in range(times):
                await self.dispatcher.feed_update(self.line.bot, update)
        await self.line.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)

    async def messages(self) -> list[Json]:
        told = await self.line.sim("GET", f"people/{ANN}/messages?after=0")
        return [message for message in told["messages"] if not message["out"] and not message["deleted"]]

    async def newest(self) -> Json:
        return max(await self.messages(), key=lambda message: message["message_id"])


@pytest.fixture
async def ann(line: Line) -> Ann:
    ann = Ann(line)
    await ann.come_in()
    return ann


PUBLISH = OpeningPublish(nonce="nonce-000001").pack()


async def check_published_once(ann: Ann) -> None:
    """One campaign with one pledge of ¥2,000 held once, a card that shows it and is kept true, and no draft."""
    (view,) = await ann.line.store.queries.campaigns_of(ann.id)
    assert view.campaign.pledged_minor == 2_000_00
    account = await ann.line.store.queries.account(ann.account_id)
    assert account is not None
    assert (account.held_minor, account.available_minor) == (2_000_00, 6_000_00)
    cards = [message for message in await ann.messages() if "photo" in message]
    assert "¥2,000" in cards[-1]["caption"]
    assert ann.line.rows("SELECT message_id FROM cards") == [(cards[-1]["message_id"],)]
    assert await ann.line.store.drafts.get(ANN, DraftKind.OPENING) is None


async def test_one_tap_opens_the_campaign_and_places_the_own_pledge(ann):
    review = await ann.reviews()
    await ann.tap(review, PUBLISH)
    await ann.receive()
    await check_published_once(ann)


@pytest.mark.parametrize("call", ["answerCallbackQuery", "editMessageText", "sendPhoto"])
async def test_whatever_breaks_in_the_middle_the_next_try_finishes_it(ann, call):
    review = await ann.reviews()
    await ann.tap(review, PUBLISH)
    ann.line.spoil(call, "error", status=502)
    with pytest.raises(ClientDecodeError):
        await ann.receive()
    await ann.receive()
    await check_published_once(ann)


async def test_a_tap_that_is_handled_again_opens_nothing_more(ann):
    review = await ann.reviews()
    await ann.tap(review, PUBLISH)
    await ann.receive(times=2)
    await check_published_once(ann)


async def test_a_second_tap_opens_nothing_more(ann):
    review = await ann.reviews()
    await ann.tap(review, PUBLISH)
    await ann.tap(review, PUBLISH)
    await ann.receive()
    await check_published_once(ann)


async def test_a_typed_answer_that_is_handled_again_is_not_taken_for_the_next_one(ann):
    await ann.reviews()
    await ann.tap(await ann.newest(), OpeningGo(step=OpeningStep.TARGET).pack())
    await ann.receive()
    await ann.line.say(ANN, "5,000")
    await ann.receive(times=2)
    draft = await ann.line.store.drafts.get(ANN, DraftKind.OPENING)
    assert draft is not None
    assert draft.answers["target"] == 5_000_00
    assert draft.step == OpeningStep.OWN
    assert "own" not in draft.answers


async def test_an_older_reviews_button_shows_the_review_as_it_is_now(ann):
    review = await ann.reviews()
    await ann.tap(review, OpeningPublish(nonce="nonce-000000").pack())
    await ann.receive()
    assert await ann.line.store.queries.campaigns_of(ann.id) == ()
    assert "Check, then publish" in (await ann.newest())["text"]


async def test_a_draft_that_is_not_complete_cannot_be_published(ann):
    await ann.reviews()
    draft = await ann.line.store.drafts.get(ANN, DraftKind.OPENING)
    assert draft is not None
    del draft.answers["minimum"]
    await ann.line.store.drafts.save(draft)
    await ann.tap(await ann.newest(), PUBLISH)
    await ann.receive()
    assert await ann.line.store.queries.campaigns_of(ann.id) == ()
