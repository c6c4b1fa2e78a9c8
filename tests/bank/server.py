"""The bank elsewhere on the line: it serves the contract, and what a plan says goes wrong on the way does.

bank, clock = BankElsewhere(), TurnedClock()
async with bank_server(bank, FaultPlan(seed=7), clock) as url:
    ...  # HttpBankGateway(session, url, KEY)
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from hmac import compare_digest
from typing import Any, Protocol

from aiohttp import web
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.bank import contract
from bot.openapi import JSON, PROBLEM, REQUEST_ID
from core.domain.ids import OrderReference
from tests.bank.bank import BankElsewhere, DeliveredCode, NotAsItShouldBe, ReferenceReused
from tests.bank.clock import BankClock, TurnedClock
from tests.bank.orders import Lost, Orders
from tests.bank.wording import read_instruction, told_customer, told_statement
from tests.support.faults import NO_FAULTS, OF_LOOKUPS, Fault, FaultKind

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

BASE = "/v1"
KEY = "the-key-of-the-tests"
FAULT = web.RequestKey("fault", Fault)

_INSTRUCTION: TypeAdapter[contract.Instruction] = TypeAdapter(contract.Instruction)


class Faults(Protocol):
    """Says what befalls a call; `tests.support.faults.FaultPlan` does from a seed."""

    def fault(self, call: object, among: frozenset[FaultKind]) -> Fault | None:
        """What befalls the call of this name, None if nothing does."""
        ...


class BankServer:
    """Serves a bank; `calls` are those that came so far, in order, such as `PUT /orders/ord_1`.

    A call that is lost breaks its connection; a reply that is delayed waits for the clock. `faults` may be changed.
    """

    def __init__(
        self,
        bank: BankElsewhere,
        faults: Faults = NO_FAULTS,
        clock: BankClock | None = None,
        key: str = KEY,
    ) -> None:
        self._bank = bank
        self.faults = faults
        self._clock = clock or TurnedClock()
        self._key = key
        self.calls: list[str] = []
        self._numbers: Counter[str] = Counter()
        self._down_until: datetime | None = None
        self._orders = Orders(bank, self._clock)

    @asynccontextmanager
    async def open(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serves inside the block; the URL where the contract's paths begin."""
        app = web.Application(middlewares=[self._on_the_line, self._answering, self._knowing_the_caller])
        for method, path, handler in self.routes():
            app.router.add_route(method, f"{BASE}{path}", handler)
        runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            yield f"http://{host}:{runner.addresses[0][1]}{BASE}"
        finally:
            await runner.cleanup()

    def routes(self) -> list[tuple[str, str, Handler]]:
        """Method, path and handler of each call that is served."""
        return [
            ("PUT", "/orders/{reference}", self._put_order),
            ("GET", "/orders/{reference}", self._get_order),
            ("POST", "/customers/search", self._search_customer),
            ("GET", "/statement", self._get_statement),
            ("POST", "/codes", self._post_code),
        ]

    # What goes wrong on the way

    @web.middleware
    async def _on_the_line(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        call = f"{request.method} {request.path.removeprefix(BASE)}"
        self.calls.append(call)
        self._numbers[call] += 1
        among = frozenset(FaultKind) if request.method == "PUT" else OF_LOOKUPS
        fault = self.faults.fault(f"{call} {self._numbers[call]}", among)
        if self._is_unheard(fault):
            return _lost(request)
        if fault is not None:
            request[FAULT] = fault
        self._orders.bring_what_is_late()
        called_at = self._clock.now().at
        try:
            response = await handler(request)
        except Lost:
            return _lost(request)
        match fault:
            case Fault(FaultKind.REPEAT):
                again = await handler(request)
                assert _content(again) == _content(response), "the same answer however often it is asked"
            case Fault(FaultKind.LOSE_REPLY):
                return _lost(request)
            case Fault(FaultKind.DELAY, span):
                await self._clock.reaches(called_at + span)
            case Fault(FaultKind.WRONG_AMOUNT):
                return _json_response(_with_another_amount(json.loads(_content(response))))
        return response

    def _is_unheard(self, fault: Fault | None) -> bool:
        now = self._clock.now().at
        match fault:
            case Fault(FaultKind.LOSE_REQUEST):
                return True
            case Fault(FaultKind.DOWN, span):
                self._down_until = now + span
        return self._down_until is not None and now < self._down_until

    @web.middleware
    async def _answering(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = _problem(error.status, str(error.reason).lower().replace(" ", "_"))
        except ValidationError as error:
            response = _problem(422, "malformed", detail=str(error))
        except ReferenceReused as error:
            response = _problem(409, contract.REFERENCE_REUSED, reference=str(error))
        except NotAsItShouldBe as error:
            response = _problem(422, "amounts_differ", reference=str(error))
        response.headers[REQUEST_ID] = request.headers.get(REQUEST_ID, "")
        return response

    @web.middleware
    async def _knowing_the_caller(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        said = request.headers.get("Authorization", "")
        if not compare_digest(said.encode(), f"Bearer {self._key}".encode()):
            raise web.HTTPUnauthorized
        return await handler(request)

    # The contract

    async def _put_order(self, request: web.Request) -> web.StreamResponse:
        reference = OrderReference(request.match_info["reference"])
        instruction = read_instruction(_INSTRUCTION.validate_json(await _json_body(request)))
        self._orders.take(reference, instruction, request.get(FAULT))
        return await self._get_order(request)

    async def _get_order(self, request: web.Request) -> web.StreamResponse:
        reference = OrderReference(request.match_info["reference"])
        status = self._orders.status(reference)
        return _problem(404, contract.ORDER_UNKNOWN, reference=reference) if status is None else _told(status)

    async def _search_customer(self, request: web.Request) -> web.StreamResponse:
        asked = contract.CustomerSearch.model_validate_json(await _json_body(request))
        return _told(told_customer(self._bank.customer(asked.phone)))

    async def _get_statement(self, request: web.Request) -> web.StreamResponse:
        return _told(told_statement(self._bank.statement(self._clock.now()), self._bank.currency_of))

    async def _post_code(self, request: web.Request) -> web.StreamResponse:
        asked = contract.CodeToDeliver.model_validate_json(await _json_body(request))
        if self._bank.customer(asked.phone) is None:
            return _problem(422, "phone_unknown")
        self._bank.codes.append(DeliveredCode(asked.phone, asked.code, asked.expires_at, asked.locale))
        return web.Response(status=204)


@asynccontextmanager
async def bank_server(
    bank: BankElsewhere, faults: Faults = NO_FAULTS, clock: BankClock | None = None, key: str = KEY
) -> AsyncIterator[str]:
    """A bank on the line inside the block; its URL, to be called with this key."""
    async with BankServer(bank, faults, clock, key).open() as url:
        yield url


async def _json_body(request: web.Request) -> bytes:
    if request.content_type != JSON:
        raise web.HTTPUnsupportedMediaType
    return await request.read()


def _lost(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _told(told: BaseModel) -> web.Response:
    return web.Response(body=told.model_dump_json().encode(), content_type=JSON)


def _json_response(content: Any) -> web.Response:
    return web.Response(body=json.dumps(content).encode(), content_type=JSON)


def _problem(status: int, code: str, reference: str | None = None, detail: str | None = None) -> web.Response:
    problem = contract.Problem(status=status, code=code, reference=reference, detail=detail)
    body = problem.model_dump_json().encode()
    return web.Response(status=status, body=body, content_type=PROBLEM)


def _content(response: web.StreamResponse) -> bytes:
    assert isinstance(response, web.Response)
    assert isinstance(response.body, bytes)
    return response.body


def _with_another_amount(content: Any) -> Any:
    """The answer with each amount one larger, or about another hold where it has no amount."""
    if isinstance(content, list):
        return [_with_another_amount(each) for each in content]
    if not isinstance(content, dict):
        return content
    changed = {name: _with_another_amount(value) for name, value in content.items()}
    if content.get("kind") == "hold_released":
        changed["hold_id"] += "x"
    for name in {"amount_minor", "principal_minor"} & content.keys():
        changed[name] += 1
    return changed
