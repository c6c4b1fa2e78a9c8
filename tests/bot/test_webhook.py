"""The claims about updates that are posted to us, against a real store and an offline Telegram that posts them."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.serving import CannotListen, serving
from bot.telegram.inbox import UNDER_WAY_MAX, Inbox
from bot.telegram.polling import Poller
from bot.telegram.webhook import Webhook, WebhookRefused, use_webhook, webhook_route
from core.views import StoredUpdate, Turn
from tests.bot.handling import Alarms, Handler, states
from tests.bot.offline import ANN, BOB, HurriedStop, Line
from tests.bot.stage import free_port

KINDS = frozenset({"message", "callback_query"})
SECRET = "s3cret_-"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
HOST = "127.0.0.1"
CARA = BOB + 1


@pytest.fixture
def handler() -> Handler:
    return Handler()


@dataclass
class Door:
    """Where updates are posted; `knock` posts one as whoever one likes."""

    webhook: Webhook
    stop: HurriedStop
    http: ClientSession

    async def knock(self, body: bytes, secret: str | None = SECRET, **headers: str) -> int:
        if secret is not None:
            headers[HEADER] = secret
        async with self.http.post(self.webhook.url, data=BytesIO(body), headers=headers) as answer:
            return answer.status

    async def bring(self, update_id: int, text: str, person: int = ANN) -> int:
        return await self.knock(update(update_id, text, person))


def update(update_id: int, text: str, person: int = ANN) -> bytes:
    sender = {"id": person, "is_bot": False, "first_name": "Ann"}
    chat = {"id": person, "type": "private"}
    message = {"message_id": update_id, "date": 1, "chat": chat, "from": sender, "text": text}
    return json.dumps({"update_id": update_id, "message": message}).encode()


@asynccontextmanager
async def receiving(
    line: Line, handle: Callable[[Any], Awaitable[object]], port: int | None = None
) -> AsyncIterator[Door]:
    """A door and an inbox behind it; on leaving the block they are stopped as one should."""
    stop = HurriedStop()
    inbox = Inbox(line.bot, line.store.inbox, handle, alarm=Alarms(), stop=stop)
    port = port or free_port()
    webhook = Webhook(f"http://{HOST}:{port}/telegram", SECRET)
    async with (
        ClientSession() as http,
        serving([webhook_route(webhook, inbox.take_in)], HOST, port),
        asyncio.TaskGroup() as tasks,
    ):
        tasks.create_task(inbox.run())
        try:
            yield Door(webhook, stop, http)
        finally:
            stop.ask()


async def test_what_telegram_posts_is_kept_and_handled_once(line, handler):
    async with receiving(line, handler) as door:
        await use_webhook(line.bot, door.webhook, KINDS)
        await line.say(ANN, "one")
        await line.say(BOB, "two")
        await line.until(lambda: states(line) == [("handled", 1), ("handled", 1)])
    assert sorted(handler.handled) == ["one", "two"]
    assert (await line.bot.get_webhook_info()).pending_update_count == 0


async def test_an_update_is_answered_once_it_is_stored_and_not_later(line, handler):
    handler.held["slow"] = asyncio.Event()
    async with receiving(line, handler) as door:
        assert await door.bring(1, "slow") == 200
        assert states(line)[0][0] == "received"
        handler.held["slow"].set()


async def test_an_update_brought_again_is_handled_once(line, handler):
    async with receiving(line, handler) as door:
        for _ in range(3):
            assert await door.bring(1, "one") == 200
        await line.until(lambda: states(line) == [("handled", 1)])
        assert await door.bring(1, "one") == 200
        await door.bring(2, "two")
        await line.until(lambda: states(line) == [("handled", 1)] * 2)
    assert handler.handled == ["one", "two"]


async def test_many_at_once_of_one_person_are_all_kept(line, handler):
    async with receiving(line, handler) as door:
        answers = await asyncio.gather(*(door.bring(n, str(n)) for n in range(1, 51)))
        assert answers == [200] * 50
        await line.until(lambda: states(line) == [("handled", 1)] * 50)
    assert sorted(handler.handled, key=int) == [str(n) for n in range(1, 51)]


@pytest.mark.parametrize("secret", [None, "", "s3cret", "s3cret_-x", "S3CRET_-", "sécret", "\udcff"])
async def test_whoever_does_not_know_the_secret_is_turned_away_and_nothing_is_stored(line, handler, secret):
    async with receiving(line, handler) as door:
        assert await door.knock(update(1, "forged"), secret) == 403
        assert states(line) == []


@pytest.mark.parametrize("body", [b"nonsense", update(1, "x" * 1024 * 1024)], ids=["odd", "big"])
async def test_what_somebody_else_posts_is_not_even_read(line, handler, body):
    async with receiving(line, handler) as door:
        assert await door.knock(body, secret=None) == 403


async def test_every_secret_is_compared_in_constant_time(line, handler, monkeypatch):
    compared = []

    def compare(given: bytes, secret: bytes) -> bool:
        compared.append((given, secret))
        return hmac.compare_digest(given, secret)

    monkeypatch.setattr("bot.telegram.webhook.hmac", SimpleNamespace(compare_digest=compare))
    async with receiving(line, handler) as door:
        for secret in (None, "s", SECRET):
            await door.knock(update(1, "one"), secret)
    assert compared == [(given, SECRET.encode()) for given in (b"", b"s", SECRET.encode())]


@pytest.mark.parametrize(
    "body",
    [b"", b"nonsense", b"\xff\xfe", b"[]", b"5", b"{}", b'{"update_id": "1"}', b'{"update_id": true}'],
)
async def test_what_is_no_update_is_refused_and_nothing_is_stored(line, handler, body):
    async with receiving(line, handler) as door:
        assert await door.knock(body) == 400
        assert states(line) == []


async def test_what_is_too_big_is_refused(line, handler):
    async with receiving(line, handler) as door:
        assert await door.knock(update(1, "x" * 1024 * 1024)) == 413
        assert states(line) == []


async def test_what_cannot_be_stored_is_brought_again(line, handler, monkeypatch, caplog):
    async def disk_full(bot_id: int, updates: Sequence[StoredUpdate]) -> None:
        raise OSError("disk full")

    async with receiving(line, handler) as door:
        with monkeypatch.context() as broken:
            broken.setattr(line.store.inbox, "store", disk_full)
            assert await door.bring(1, "one") == 500
        assert await door.bring(1, "one") == 200
        await line.until(lambda: handler.handled == ["one"])
    assert "could not be kept" in caplog.text
    assert SECRET not in caplog.text


async def test_those_who_come_while_a_crowd_is_answered_are_attended_to_afterwards_together(
    line, handler, monkeypatch
):
    claims = crowded_by_one(line, monkeypatch, seconds=3_600)
    handler.held["first"] = asyncio.Event()
    async with receiving(line, handler) as door:
        await door.bring(1, "first", ANN)
        await line.until(lambda: handler.begun == ["first"])
        await door.bring(2, "later", BOB)
        await door.bring(3, "later", CARA)
        assert handler.begun == ["first"]
        handler.held["first"].set()
        await line.until(lambda: handler.handled == ["first", "later", "later"])
    assert claims == [{ANN}, {BOB, CARA}]


async def test_a_crowd_that_waits_long_does_not_keep_others_from_being_attended_to(
    line, handler, monkeypatch
):
    crowded_by_one(line, monkeypatch, seconds=0)
    handler.held["slow"] = asyncio.Event()
    async with receiving(line, handler) as door:
        await door.bring(1, "slow", ANN)
        await line.until(lambda: handler.begun == ["slow"])
        await door.bring(2, "quick", BOB)
        await line.until(lambda: handler.handled == ["quick"])
        handler.held["slow"].set()


def crowded_by_one(line: Line, monkeypatch: pytest.MonkeyPatch, seconds: float) -> list[set[int]]:
    """One who waits is a crowd, and is waited for so long; who is claimed, whenever anybody is."""
    claim, claims = line.store.inbox.claim, []

    async def claim_and_tell(*asked: Any) -> Sequence[Turn]:
        turns: Sequence[Turn] = await claim(*asked)
        if turns:
            claims.append({turn.person for turn in turns})
        return turns

    monkeypatch.setattr("bot.telegram.rush.CROWD", 1)
    monkeypatch.setattr("bot.telegram.inbox.GATHERING_SECONDS", seconds)
    monkeypatch.setattr(line.store.inbox, "claim", claim_and_tell)
    return claims


async def test_with_too_many_under_way_updates_are_kept_and_handled_in_their_turn(line, handler, monkeypatch):
    monkeypatch.setattr("bot.telegram.inbox.UNDER_WAY_MAX", 2)
    assert UNDER_WAY_MAX > 2
    for text in ("1", "2"):
        handler.held[text] = asyncio.Event()
    async with receiving(line, handler) as door:
        for n in range(1, 7):
            assert await door.bring(n, str(n), person=n) == 200
        await line.until(lambda: sorted(handler.begun) == ["1", "2"])
        assert len(states(line)) == 6
        for held in handler.held.values():
            held.set()
        await line.until(lambda: states(line) == [("handled", 1)] * 6)
    assert handler.begun[2:] == ["3", "4", "5", "6"]


async def test_a_stop_closes_the_door_first_and_what_was_let_in_is_kept(line, handler):
    handler.held["one"] = asyncio.Event()
    async with receiving(line, handler) as door:
        await door.bring(1, "one")
        await line.until(lambda: handler.begun == ["one"])
        await door.bring(2, "two")
        door.stop.ask()
        handler.held["one"].set()
    assert states(line) == [("handled", 1), ("received", 0)]
    async with receiving(line, handler):
        await line.until(lambda: handler.handled == ["one", "two"])


async def test_an_address_that_is_taken_is_said_so(line, handler):
    async with receiving(line, handler) as door:
        port = int(door.webhook.url.split(":")[2].partition("/")[0])
        with pytest.raises(CannotListen, match=str(port)):
            async with serving([], HOST, port):
                pass


async def test_another_path_is_not_the_door(line, handler):
    async with receiving(line, handler) as door:
        elsewhere = Door(Webhook(door.webhook.url + "/else", SECRET), door.stop, door.http)
        assert await elsewhere.bring(1, "one") == 404
        async with door.http.get(door.webhook.url) as answer:
            assert answer.status == 405


# --- telling Telegram ------------------------------------------------------------------------------------------------


WEBHOOK = Webhook("https://bot.example.com/telegram?via=proxy", SECRET)


async def test_the_webhook_is_set_only_when_something_about_it_changed(line: Line):
    async def calls(webhook: Webhook, kinds: frozenset[str]) -> int:
        await use_webhook(line.bot, webhook, kinds)
        return line.calls("setWebhook")

    assert await calls(WEBHOOK, KINDS) == 1
    assert await calls(WEBHOOK, KINDS) == 1
    assert await calls(WEBHOOK, KINDS | {"inline_query"}) == 2
    assert await calls(Webhook("https://bot.example.com/other", SECRET), KINDS) == 3
    assert await calls(Webhook("https://bot.example.com/other", "another"), KINDS) == 4
    assert await calls(Webhook("https://bot.example.com/other", "another"), KINDS) == 4


async def test_setting_the_webhook_drops_nothing_that_waits(line):
    await line.say(ANN, "waiting")
    await use_webhook(line.bot, WEBHOOK, KINDS)
    assert (await line.bot.get_webhook_info()).pending_update_count == 1


async def test_the_address_tells_of_the_secret_nothing_but_that_it_changed(line):
    addresses = []
    for secret in ("one", "two", "one"):
        await use_webhook(line.bot, Webhook(WEBHOOK.url, secret), KINDS)
        addresses.append((await line.bot.get_webhook_info()).url)
    assert addresses[0] == addresses[2] != addresses[1]
    assert all(
        address.startswith("https://bot.example.com/telegram?via=proxy&secret=") for address in addresses
    )
    assert SECRET not in repr(WEBHOOK)


async def test_an_address_that_telegram_refuses_is_said_so(line):
    words = "Bad Request: bad webhook: IP address 10.0.0.1 is reserved"
    line.spoil("setWebhook", "error", status=400, description=words)
    with pytest.raises(WebhookRefused, match="reserved"):
        await use_webhook(line.bot, WEBHOOK, KINDS)


async def test_polling_takes_the_webhook_away_and_keeps_what_waits(line, handler):
    await use_webhook(line.bot, WEBHOOK, KINDS)
    await line.say(ANN, "waiting")
    await polled_once(line, handler)
    assert handler.handled == ["waiting"]
    assert line.calls("deleteWebhook") == 1


async def test_polling_takes_away_no_webhook_where_there_is_none(line, handler):
    await line.say(ANN, "waiting")
    await polled_once(line, handler)
    assert line.calls("deleteWebhook") == 0


async def polled_once(line: Line, handler: Handler) -> None:
    stop = HurriedStop()
    inbox = Inbox(line.bot, line.store.inbox, handler, alarm=Alarms(), stop=stop)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(inbox.run())
        tasks.create_task(Poller(line.bot, inbox, allowed_updates=KINDS, stop=stop).run())
        await line.until(lambda: handler.handled)
        stop.ask()
