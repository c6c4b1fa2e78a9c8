"""The backstage door: an HTTP server on the loopback that shows the sandbox the bank's books and turns the clock.

It is served in sandbox mode only, has no password, and plays the bank's staff. The sandbox's page reaches it as
`/sim/app/…`:

    GET  /bank                          the books
    POST /bank/customers                {"name", "phone", "accounts": [{"class", "balance_minor", "status"?}]}
                                        → the customer, as in the books
    POST /bank/accounts/<id>/status     {"status": "frozen"} → the account, as in the books
    GET  /clock                         {"now", "zone", "next_event": {"at", "what"} | null}
    POST /clock                         {"advance_seconds": n} or {"to": "next_event"} → as GET /clock
    GET  /scenes                        {"scenes": [scene]}, see `bot.backstage.scenes.programme`
    POST /scenes/<id>                   begins to play it → the scene
"""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.backstage.books import account_as_json, bank_as_json
from bot.backstage.customers import do, take_on
from bot.backstage.forward import TurnForward, go_forward
from bot.backstage.people import SceneAccount
from bot.backstage.scenes.programme import AlreadyPlayed, Programme, programme
from bot.jobs.due import DueJobs
from core.commands import Actor, RecordAdminUse, Refused, SetAccountStatus
from core.domain.account import AccountClass, AccountStatus
from core.domain.errors import PhoneTaken
from core.domain.ids import AccountId, IntentId, show_short_code
from core.ports import Clock, Queries, Teller

HOST = "127.0.0.1"
FARTHEST_ADVANCE = timedelta(days=366 * 10)
_ALL_ENTRIES = 1_000_000
_CLOCKMAKER = Actor.bank("sandbox")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Misasked(Exception):
    """The request cannot be answered; the message says why, in words for who plays."""


@dataclass(frozen=True, slots=True)
class Backstage:
    """What goes on behind the scene. `turn` moves the business clock itself; scenes are played at `sandbox_url`."""

    teller: Teller
    queries: Queries
    clock: Clock
    zone: ZoneInfo
    jobs: DueJobs
    turn: TurnForward
    sandbox_url: str | None = None

    async def show_bank(self, _: web.Request) -> web.Response:
        """GET /bank."""
        return web.json_response(bank_as_json(await self.queries.bank_view(_ALL_ENTRIES)))

    async def add_customer(self, request: web.Request) -> web.Response:
        """POST /bank/customers."""
        name, phone, accounts = _customer(await _body(request))
        try:
            customer_id = await take_on(self.teller, _new_intent(), name, phone, accounts)
        except PhoneTaken:
            raise Misasked("another customer has this phone number") from None
        view = await self.queries.bank_view(0)
        shown = [account_as_json(each) for each, _ in view.accounts if each.customer.id == customer_id]
        return web.json_response({"id": customer_id, "name": name, "phone": phone, "accounts": shown})

    async def set_status(self, request: web.Request) -> web.Response:
        """POST /bank/accounts/<id>/status."""
        account_id = AccountId(request.match_info["account_id"])
        given = (await _body(request)).get("status")
        if given not in set(AccountStatus):
            raise Misasked(f"status is one of {', '.join(AccountStatus)}")
        receipt = await self.teller.submit(
            SetAccountStatus(
                intent=_new_intent(),
                actor=Actor.bank("sandbox"),
                account_id=account_id,
                status=AccountStatus(given),
                reason="played in the sandbox",
            )
        )
        if isinstance(receipt, Refused):
            raise Misasked(f"the bank refused: {receipt.error.code}")
        account = await self.queries.account(account_id)
        assert account is not None, "its status was just changed"
        return web.json_response(account_as_json(account))

    async def show_clock(self, _: web.Request) -> web.Response:
        """GET /clock."""
        due = await self.queries.next_event()
        next_event = None
        if due is not None:
            found = await self.queries.find_campaigns(due.campaign_id)
            code = show_short_code(found[0].campaign.short_code) if found else due.campaign_id
            next_event = {"at": due.at.isoformat(), "what": f"{due.kind.value.replace('_', ' ')} {code}"}
        now = self.clock.now().at.isoformat()
        return web.json_response({"now": now, "zone": self.zone.key, "next_event": next_event})

    async def turn_clock(self, request: web.Request) -> web.Response:
        """POST /clock."""
        to = await self._target(await _body(request))
        await go_forward(to, turn=self.turn, jobs=self.jobs, queries=self.queries)
        # A use of power like any other; and whatever the teller commits keeps the clock as well.
        turned = RecordAdminUse(
            intent=_new_intent(),
            actor=_CLOCKMAKER,
            action="turn_clock",
            subject=to.isoformat(timespec="minutes"),
        )
        await do(self.teller, turned)
        self.jobs.rounds.call()
        return await self.show_clock(request)

    async def _target(self, body: dict[str, Any]) -> datetime:
        now = self.clock.now().at
        match body:
            case {"advance_seconds": int(seconds)} if 0 < seconds <= FARTHEST_ADVANCE.total_seconds():
                return now + timedelta(seconds=seconds)
            case {"to": "next_event"}:
                due = await self.queries.next_event()
                if due is None:
                    raise Misasked("nothing is due")
                return max(now, due.at)
        raise Misasked(
            'write {"advance_seconds": n}, n positive and at most ten years, or {"to": "next_event"}'
        )


def _new_intent() -> IntentId:
    return IntentId(f"backstage:{secrets.token_hex(8)}")


@asynccontextmanager
async def serving(backstage: Backstage, port: int) -> AsyncIterator[None]:
    """Serves inside the block, on the loopback only; scenes are played there, if there is a sandbox to play in."""
    app = web.Application(middlewares=[_only_from_here, _errors_as_words])
    app.add_routes(
        [
            web.get("/bank", backstage.show_bank),
            web.post("/bank/customers", backstage.add_customer),
            web.post("/bank/accounts/{account_id}/status", backstage.set_status),
            web.get("/clock", backstage.show_clock),
            web.post("/clock", backstage.turn_clock),
            web.get("/scenes", _show_scenes),
            web.post("/scenes/{scene_id}", _start_scene),
        ]
    )
    async with AsyncExitStack() as resources:
        if backstage.sandbox_url is not None:
            playing = programme(backstage.sandbox_url, backstage.teller, backstage.queries)
            app[_PROGRAMME] = await resources.enter_async_context(playing)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        resources.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, HOST, port).start()
        yield


_PROGRAMME = web.AppKey("programme", Programme)


async def _show_scenes(request: web.Request) -> web.Response:
    """GET /scenes."""
    playing = request.app.get(_PROGRAMME)
    return web.json_response({"scenes": [] if playing is None else playing.as_json()})


async def _start_scene(request: web.Request) -> web.Response:
    """POST /scenes/<id>."""
    playing = request.app.get(_PROGRAMME)
    try:
        if playing is None:
            raise KeyError
        return web.json_response(playing.start(request.match_info["scene_id"]))
    except KeyError:
        raise Misasked("there is no such scene") from None
    except AlreadyPlayed:
        raise Misasked("the scene is being played; let it come to its end first") from None


@web.middleware
async def _only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what a web site makes a browser send here: the sandbox asks by our address, and without an origin."""
    if "Origin" in request.headers or request.url.host not in (HOST, "localhost"):
        return web.json_response({"error": "the backstage answers the sandbox only"}, status=403)
    return await handler(request)


@web.middleware
async def _errors_as_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Misasked as misasked:
        return web.json_response({"error": str(misasked)}, status=422)


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise Misasked("the body is not JSON") from None
    if not isinstance(body, dict):
        raise Misasked("the body is not a JSON object")
    return body


def _customer(body: dict[str, Any]) -> tuple[str, str, list[SceneAccount]]:
    match body:
        case {"name": str(name), "phone": str(phone), "accounts": list(accounts)} if name and phone:
            return name, phone, [_account(account) for account in accounts]
    raise Misasked('write {"name": …, "phone": "+86…", "accounts": […]}')


def _account(body: Any) -> SceneAccount:
    match body:
        case {"class": str(account_class), "balance_minor": int(balance_minor)} if balance_minor >= 0:
            try:
                return SceneAccount(
                    AccountClass(account_class), balance_minor, AccountStatus(body.get("status", "normal"))
                )
            except ValueError as error:
                raise Misasked(str(error)) from None
    raise Misasked('an account is {"class": "I", "balance_minor": 800000, "status": "normal"}')
