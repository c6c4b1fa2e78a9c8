"""Answers come first, and what follows them does not crowd out those who tap meanwhile."""

import asyncio

import pytest

from bot.telegram import rush as rushing
from bot.telegram.rush import CROWD, FOLLOWING_MAX, Rush


@pytest.fixture
def rush() -> Rush:
    return Rush()


async def following(rush: Rush, *update_ids: int) -> "list[asyncio.Task[None]]":
    """Those who were answered and go on as soon as they may; they have begun to wait."""
    for each in update_ids:
        rush.begin(each)
        rush.answered(each)
    tasks = [asyncio.create_task(rush.follow(each)) for each in update_ids]  # noqa: TID251 - each is awaited
    await breath()
    return tasks


async def breath() -> None:
    """Lets whoever may go on."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_follows_an_answer_begins_at_once_where_nobody_waits(rush):
    rush.begin(1)
    rush.answered(1)
    await rush.follow(1)


async def test_what_follows_an_answer_waits_until_everybody_is_answered(rush):
    for update_id in (1, 2, 3):
        rush.begin(update_id)
    rush.answered(1)
    [first] = await following(rush, 1)
    rush.answered(2)
    await breath()
    assert not first.done()
    rush.answered(3)
    await first


async def test_an_update_that_ends_without_an_answer_keeps_nobody_waiting(rush):
    rush.begin(1)
    rush.begin(2)
    rush.answered(1)
    [first] = await following(rush, 1)
    rush.end(2)
    await first


async def test_so_many_follow_side_by_side_and_the_next_when_one_of_them_ends(rush):
    tasks = await following(rush, *range(FOLLOWING_MAX + 2))
    assert [task.done() for task in tasks] == [True] * FOLLOWING_MAX + [False] * 2
    rush.end(0)
    await breath()
    assert [task.done() for task in tasks[FOLLOWING_MAX:]] == [True, False]
    rush.end(1)
    await tasks[-1]


async def test_those_who_tap_while_cards_are_redrawn_come_before_the_next_card(rush):
    *_, last = await following(rush, *range(FOLLOWING_MAX + 1))
    rush.begin(1_000)
    rush.end(0)
    await breath()
    assert not last.done()
    rush.answered(1_000)
    await last


async def test_nobody_waits_for_ever_for_others_answers(rush, monkeypatch):
    monkeypatch.setattr(rushing, "PATIENCE_SECONDS", 0.0)
    rush.begin(1)
    rush.begin(2)
    rush.answered(2)
    await rush.follow(2)
    await rush.over(0.0)


async def test_those_who_lost_patience_do_not_all_go_at_once_and_go_before_those_who_have_it(
    rush, monkeypatch
):
    rush.begin(1)
    with monkeypatch.context() as hurried:
        hurried.setattr(rushing, "PATIENCE_SECONDS", 0.0)
        tasks = await following(rush, *range(2, FOLLOWING_MAX + 4))
        await breath()
    patient = await following(rush, 1_000)
    assert [task.done() for task in tasks] == [True] * FOLLOWING_MAX + [False] * 2
    rush.end(2)
    await tasks[-2]
    rush.end(3)
    await tasks[-1]
    rush.end(1)
    assert not patient[0].done()
    rush.end(4)
    await patient[0]


def test_a_crowd_is_counted_by_who_waits_for_an_answer(rush):
    for update_id in range(CROWD):
        rush.begin(update_id)
        rush.begin(update_id)
    assert rush.crowded
    rush.answered(0)
    assert not rush.crowded


async def test_what_follows_an_update_that_has_ended_waits_for_nobody_and_takes_no_place(rush):
    rush.begin(1)
    for update_id in range(2, FOLLOWING_MAX + 2):
        rush.begin(update_id)
        rush.end(update_id)
        await rush.follow(update_id)
    rush.answered(1)
    await rush.follow(1)


async def test_one_that_is_handled_again_takes_one_place_and_gives_it_back(rush):
    for _ in range(FOLLOWING_MAX + 1):
        rush.begin(1)
        rush.answered(1)
        await rush.follow(1)
        rush.end(1)
        rush.end(1)
    await asyncio.gather(*await following(rush, *range(2, FOLLOWING_MAX + 2)))
