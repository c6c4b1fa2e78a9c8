"""The switchboard hands every update to the handler that aiogram's own routers would have chosen."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, User

from bot.telegram.switchboard import Switchboard


class Left(CallbackData, prefix="l"):
    how: str


class Right(CallbackData, prefix="r"):
    how: str


class Barred(CallbackData, prefix="b", sep="|"):
    how: str


def says(what: str) -> Any:
    async def handler(_: Any) -> str:
        return what

    return handler


async def passes(_: CallbackQuery) -> None:
    raise SkipHandler


def routers() -> list[Router]:
    first, closed, inner, last = (Router(name=name) for name in ("first", "closed", "inner", "last"))
    first.callback_query.register(says("left slowly"), Left.filter(F.how == "slowly"))
    first.callback_query.register(says("barred"), Barred.filter())
    first.callback_query.register(says("by the data"), F.data == "r:odd")
    first.callback_query.register(passes, Right.filter(F.how == "skipped"))
    closed.callback_query.filter(F.from_user.id == 1)
    closed.message.filter(F.from_user.id == 1)
    inner.callback_query.register(says("the first person's right"), Right.filter())
    inner.message.register(says("the first person's text"))
    closed.include_router(inner)
    last.callback_query.register(says("right"), Right.filter())
    last.callback_query.register(says("any other"))
    last.message.register(says("text"), F.text)
    return [first, closed, last]


@pytest.fixture(params=["switchboard", "aiogram's routers"])
def dispatcher(request: pytest.FixtureRequest) -> Dispatcher:
    chosen = Dispatcher(disable_fsm=True)
    chosen.include_routers(*([Switchboard(routers())] if request.param == "switchboard" else routers()))
    return chosen


def person(number: int) -> User:
    return User(id=number, is_bot=False, first_name="Sofia")


@pytest.mark.parametrize(
    ("number", "data", "chosen"),
    [
        (2, "l:slowly", "left slowly"),
        (2, "l:fast", "any other"),
        (2, "b|x", "barred"),
        (2, "r:odd", "by the data"),
        (1, "r:x", "the first person's right"),
        (2, "r:x", "right"),
        (2, "r:skipped", "right"),
        (2, "r:x:y", "any other"),
        (2, "r", "any other"),
        (2, "unheard of", "any other"),
        (2, None, "any other"),
    ],
)
async def test_a_tap_goes_to_the_first_handler_that_wants_it(
    dispatcher: Dispatcher, number: int, data: str | None, chosen: str
):
    tap = CallbackQuery(id="1", from_user=person(number), chat_instance="1", data=data)

    assert await dispatcher.propagate_event("callback_query", tap) == chosen


@pytest.mark.parametrize(
    ("number", "text", "chosen"),
    [(1, "hello", "the first person's text"), (2, "hello", "text"), (2, None, UNHANDLED)],
)
async def test_a_closed_router_stays_closed_with_what_it_includes(
    dispatcher: Dispatcher, number: int, text: str | None, chosen: Any
):
    message = Message(
        message_id=1,
        date=datetime(2026, 11, 1, tzinfo=UTC),
        chat=Chat(id=number, type="private"),
        from_user=person(number),
        text=text,
    )

    assert await dispatcher.propagate_event("message", message) == chosen


async def test_a_router_with_a_middleware_of_its_own_is_not_taken():
    router = Router()
    router.message.middleware(says("middleware"))

    with pytest.raises(AssertionError):
        Switchboard([router])
