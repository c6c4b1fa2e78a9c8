import asyncio

from bot.telegram.pacing import Pacing, Rate


class Hours:
    """A monotonic clock on which sleeping takes no time."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


async def turns(pacing: Pacing, hours: Hours, chats: list[int]) -> list[float]:
    """When each of these chats' turn comes, one after the other, in seconds from now."""
    began = hours.now
    came = []
    for chat in chats:
        await pacing.turn(chat)
        came.append(round(hours.now - began, 6))
    return came


async def test_one_chat_gets_a_short_burst_then_one_message_a_second():
    hours = Hours()
    assert await turns(Pacing(hours, hours.sleep), hours, [1] * 6) == [0, 0, 0, 1, 2, 3]


async def test_a_chat_that_rested_may_burst_again():
    hours = Hours()
    pacing = Pacing(hours, hours.sleep)
    await turns(pacing, hours, [1] * 5)
    hours.now += 10
    assert await turns(pacing, hours, [1] * 4) == [0, 0, 0, 1]


async def test_all_chats_together_get_thirty_messages_a_second():
    hours = Hours()
    came = await turns(Pacing(hours, hours.sleep), hours, list(range(90)))
    for start in came:
        assert sum(start <= at < start + 1 for at in came) <= 60  # a burst, and a second's worth
    assert came[29] == 0
    assert came[59] == 1
    assert came[89] == 2


async def test_a_chat_waiting_for_its_turn_takes_nothing_from_the_others():
    hours = Hours()
    pacing = Pacing(hours, hours.sleep)
    await turns(pacing, hours, [1] * 3)
    waiting = asyncio.gather(*(pacing.turn(1) for _ in range(20)))
    assert await turns(pacing, hours, list(range(2, 10))) == [0] * 8
    await waiting


async def test_nobodys_turn_comes_while_telegram_says_wait():
    hours = Hours()
    pacing = Pacing(hours, hours.sleep)
    pacing.hold(7)
    pacing.hold(3)  # the longer one counts
    assert await turns(pacing, hours, [1, 2]) == [7, 7]


def test_a_rate_books_slots_ahead():
    rate = Rate(per_second=2, burst=1)
    assert [rate.book(10.0) for _ in range(3)] == [10.0, 10.5, 11.0]
    assert not rate.rested(11.0)
    assert rate.rested(11.5)
