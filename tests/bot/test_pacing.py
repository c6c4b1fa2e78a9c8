import asyncio
from collections import Counter

import pytest
from aiogram.exceptions import TelegramRetryAfter

from bot.sandbox.pace import Bucket
from bot.sandbox.pace import Window as Span
from bot.telegram.pacing import CHAT_BURST, HeedFloods, Pacing, Rank
from tests.bot.offline import ANN, Line

GROUP = -1001


class Hours:
    """A monotonic clock on which sleeping takes no time: whoever wakes first is woken first."""

    def __init__(self) -> None:
        self.now = 100.0
        self._sleeping: list[tuple[float, asyncio.Event]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleeping.append((self.now + seconds, woken))
        await woken.wait()

    async def pass_until(self, done: "asyncio.Future[object]") -> None:
        """Lets time go on, from one awakening to the next, until this is done."""
        while not done.done():
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleeping and not done.done():
                self._sleeping.sort(key=lambda sleeper: sleeper[0])
                self.now, woken = self._sleeping.pop(0)
                woken.set()


class Sending:
    """Sends that take some time; remembers when each began and ended, in seconds from now."""

    def __init__(self, pacing: Pacing, hours: Hours, takes_seconds: float = 0.0) -> None:
        self.pacing = pacing
        self.hours = hours
        self.takes_seconds = takes_seconds
        self.began: list[tuple[float, str | int]] = []
        self._start = hours.now

    async def send(self, chat_id: int, rank: Rank = Rank.ANSWER, name: str | None = None) -> None:
        async with self.pacing.turn(chat_id, rank):
            self.began.append((round(self.hours.now - self._start, 2), name or chat_id))
            if self.takes_seconds:
                await self.hours.sleep(self.takes_seconds)

    async def all(self, *chats: int) -> list[float]:
        """When each send begins, all being asked for at once."""
        await self.run(*(self.send(chat) for chat in chats))
        return [at for at, _ in self.began]

    async def run(self, *sends: object) -> None:
        everything = asyncio.gather(*sends)  # type: ignore[call-overload]  # coroutines
        await self.hours.pass_until(everything)
        await everything


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def sending(hours: Hours) -> Sending:
    return Sending(Pacing(hours, hours.sleep), hours)


async def test_one_chat_gets_a_short_burst_then_one_message_a_second(sending):
    assert await sending.all(*[1] * 6) == pytest.approx([0, 0, 0, 1, 2, 3], abs=0.05)


async def test_a_chat_that_rested_may_burst_again(sending, hours):
    await sending.all(*[1] * 5)
    hours.now += 10
    rested = hours.now - 100
    assert [at - rested for at in (await sending.all(*[1] * 4))[5:]] == pytest.approx([0, 0, 0, 1], abs=0.05)


@pytest.mark.parametrize("takes_seconds", [0, 0.3, 2])
async def test_no_second_has_more_than_thirty_messages_wherever_in_a_call_they_are_counted(
    sending, takes_seconds
):
    sending.takes_seconds = takes_seconds
    came = await sending.all(*range(1, 100))
    for count_at in (0.0, takes_seconds / 2, takes_seconds):
        watched = Span(30, 1.0)
        for at in came:
            assert watched.wait(at + count_at, 1) == 0
            watched.take(at + count_at, 1)
    assert came[:30] == [0] * 30


async def test_a_group_gets_twenty_messages_a_minute(sending):
    came = await sending.all(*[GROUP] * 45)
    watched = Span(20, 60.0)
    for at in came:
        assert watched.wait(at, 1) == 0
        watched.take(at, 1)
    assert 119 < came[40] < 125


async def test_the_burst_is_well_within_what_telegram_bears(sending):
    assert CHAT_BURST < 5
    watched = Bucket(1.0, 5)
    for at in await sending.all(*[1] * 20):
        assert watched.wait(at, 1) == 0
        watched.take(at, 1)


async def test_answers_go_before_notices_that_waited_longer(sending):
    notices = [sending.send(chat, Rank.NOTICE, "notice") for chat in range(1, 61)]
    answers = [sending.send(chat, Rank.ANSWER, "answer") for chat in range(61, 81)]
    await sending.run(*notices, *answers)
    order = [name for _, name in sending.began]
    assert order[30:50] == ["answer"] * 20
    assert Counter(order) == {"notice": 60, "answer": 20}


async def test_in_one_chat_too_an_answer_goes_before_a_notice(sending):
    await sending.run(
        *(sending.send(1, Rank.NOTICE, "notice") for _ in range(5)), sending.send(1, name="answer")
    )
    assert [name for _, name in sending.began].index("answer") < 4


async def test_equals_go_in_the_order_of_their_coming(sending):
    await sending.run(*(sending.send(chat) for chat in range(1, 91)))
    assert [name for _, name in sending.began] == list(range(1, 91))


async def test_a_chat_waiting_for_its_turn_takes_nothing_from_the_others(sending):
    await sending.run(*(sending.send(1) for _ in range(20)), *(sending.send(chat) for chat in range(2, 29)))
    assert [at for at, chat in sending.began if chat != 1] == [0] * 27


async def test_nobodys_turn_comes_while_telegram_says_wait(sending):
    sending.pacing.hold(7)
    sending.pacing.hold(3)  # the longer one counts
    assert await sending.all(1, 2) == [7, 7]


async def test_redrawing_cards_takes_nothing_from_messages(sending, hours):
    async def redraw(chat_id: int) -> None:
        async with sending.pacing.redrawing(chat_id):
            pass

    await sending.run(*(redraw(1) for _ in range(50)), sending.send(1))
    assert sending.began == [(0, 1)]
    assert hours.now - 100 == pytest.approx(47, abs=1)  # it keeps a pace of its own


async def test_whoever_gives_up_waiting_keeps_nobody_waiting(sending, hours):
    held = asyncio.gather(*(sending.send(chat) for chat in range(1, 31)))
    await hours.pass_until(held)
    impatient = asyncio.ensure_future(sending.send(31))  # noqa: TID251 - it is cancelled and awaited below
    patient = asyncio.gather(sending.send(32))
    await asyncio.sleep(0)
    impatient.cancel()
    await hours.pass_until(patient)
    assert sending.began[-1][1] == 32
    await asyncio.gather(impatient, return_exceptions=True)


async def test_what_fails_counts_like_what_succeeds(sending, hours):
    async def fail() -> None:
        with pytest.raises(ConnectionError):
            async with sending.pacing.turn(1, Rank.ANSWER):
                raise ConnectionError

    await sending.run(*(fail() for _ in range(3)), sending.send(1))
    assert sending.began[0][0] == pytest.approx(1, abs=0.05)


async def test_a_flood_at_any_call_holds_everybody(line: Line, hours):
    pacing = Pacing(hours, hours.sleep)
    line.bot.session.middleware(HeedFloods(pacing))
    line.spoil("sendChatAction", "flood", retry_after=9)
    with pytest.raises(TelegramRetryAfter):
        await line.bot.send_chat_action(ANN, "typing")
    assert await Sending(pacing, hours).all(1) == [9]
