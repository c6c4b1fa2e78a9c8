"""A bank that does not answer is asked ever more rarely, and one order's silence is not every order's."""

import pytest

from bot.jobs.patience import LONGEST_REST_SECONDS, LONGEST_WAIT_SECONDS, Patience
from core.domain.bank import BankOrder, ReleaseHold
from core.domain.ids import CampaignId, HoldId, OrderReference

ORDERS = [
    BankOrder(OrderReference(f"ord_{number}"), CampaignId("cmp"), ReleaseHold(HoldId("hld")))
    for number in range(6)
]
REFERENCES = [order.reference for order in ORDERS]


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def patience(seconds: Seconds) -> Patience:
    return Patience(seconds)


def test_at_first_everything_may_be_asked_about_as_far_as_there_is_room(patience):
    assert patience.choose(ORDERS, under_way=0, room=4) == ORDERS[:4]


def test_an_order_is_asked_about_twice_as_late_each_time_up_to_a_bound(patience, seconds):
    waits = []
    for _ in range(12):
        patience.postpone(REFERENCES[0])
        wait_seconds = patience.seconds_to_next(ORDERS[:1], under_way=0, longest=1_000)
        waits.append(wait_seconds)
        assert patience.choose(ORDERS[:2], under_way=0, room=9) == [ORDERS[1]]
        seconds.now += wait_seconds
        assert patience.choose(ORDERS[:2], under_way=0, room=9) == ORDERS[:2]
    assert waits[1] == pytest.approx(2 * waits[0])
    assert waits[-1] == waits[-2] <= 1.25 * LONGEST_WAIT_SECONDS


def test_one_order_that_never_gets_an_answer_stands_for_no_other(patience):
    for _ in range(20):
        patience.not_heard(REFERENCES[0])
    assert not patience.bank_is_silent
    assert patience.choose(ORDERS[1:], under_way=3, room=9) == ORDERS[1:]


def test_a_silent_bank_is_tried_with_one_order_at_a_time_each_in_its_turn(patience, seconds):
    for reference in REFERENCES[:3]:
        patience.not_heard(reference)
    assert patience.bank_is_silent
    assert not patience.choose(ORDERS, under_way=0, room=9)
    tried = []
    for _ in range(12):
        seconds.now += patience.seconds_to_next(ORDERS, under_way=0, longest=1_000)
        assert not patience.choose(ORDERS, under_way=1, room=9)
        (order,) = patience.choose(ORDERS, under_way=0, room=9)
        tried.append(order)
        patience.not_heard(order.reference)
    assert set(tried) == set(ORDERS)
    assert patience.seconds_to_next(ORDERS, under_way=0, longest=1_000) <= 1.25 * LONGEST_REST_SECONDS


def test_once_the_bank_answers_again_nobody_has_to_wait(patience):
    for reference in REFERENCES:
        patience.not_heard(reference)
    patience.heard()
    assert patience.choose(ORDERS, under_way=0, room=9) == ORDERS


def test_while_something_is_under_way_a_silent_bank_is_not_looked_at_again_and_again(patience, seconds):
    for reference in REFERENCES:
        patience.not_heard(reference)
    seconds.now += 1_000
    assert patience.seconds_to_next(ORDERS, under_way=1, longest=5) == 5
