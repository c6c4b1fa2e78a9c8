"""The gateway to a bank elsewhere over HTTP, by the contract in `docs/bank-gateway.md`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import aiohttp
from pydantic import TypeAdapter

from bot.bank import contract
from bot.bank.line import STATEMENT_BYTES_MAX, Answer, Line
from bot.bank.translation import asked_instruction, told_customer, told_outcome, told_statement
from core.domain.bank import BankOrder, Confirmed, InProgress, NotReceived, Rejected, Reply
from core.domain.facts import CustomerFacts, Statement
from core.ports import BankContradicts, BankSilent

_ORDER_STATUS: TypeAdapter[contract.OrderStatus] = TypeAdapter(contract.OrderStatus)
_CUSTOMER = TypeAdapter(contract.CustomerFound)
_STATEMENT = TypeAdapter(contract.Statement)


@asynccontextmanager
async def bank_gateway(url: str, key: str, timeout_seconds: float) -> AsyncIterator["HttpBankGateway"]:
    """A gateway for as long as the block runs, on one session that all its calls share."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield HttpBankGateway(session, url, key, timeout_seconds)


class HttpBankGateway:
    """A `core.ports.BankGateway` and `CodeDelivery`: each call asks the bank once, and believes only what fits.

    Whatever else comes is BankSilent, BankContradicts if it answers for something that was not asked.
    """

    def __init__(
        self, session: aiohttp.ClientSession, url: str, key: str, timeout_seconds: float = 10.0
    ) -> None:
        """`url` is where the contract's paths begin; the session is shared, and stays the caller's."""
        self._line = Line(session, url, key, timeout_seconds)

    async def send(self, order: BankOrder) -> Confirmed | Rejected | InProgress:
        """Ask the bank to carry the order out, wholly or not at all, and once however often it is asked."""
        answer = await self._line.call("PUT", _path(order), asked_instruction(order.instruction))
        if _says(answer, order, 409, contract.REFERENCE_REUSED):
            raise BankContradicts(f"{answer.call}: the bank knows the reference with another content")
        return told_outcome(order, answer.read(_ORDER_STATUS))

    async def look_up(self, order: BankOrder) -> Reply:
        """What became of the order, by its reference."""
        answer = await self._line.call("GET", _path(order))
        if _says(answer, order, 404, contract.ORDER_UNKNOWN):
            return NotReceived()
        return told_outcome(order, answer.read(_ORDER_STATUS))

    async def customer(self, phone: str) -> CustomerFacts | None:
        """The customer whose verified number this is (E.164), None if there is none."""
        if not contract.is_phone(phone):
            return None
        # Not in the address, which servers on the way write into their logs.
        answer = await self._line.call("POST", "/customers/search", contract.CustomerSearch(phone=phone))
        return told_customer(phone, answer.read(_CUSTOMER))

    async def statement(self) -> Statement:
        """The holds and term deposits that stand at the bank for us now."""
        answer = await self._line.call("GET", "/statement", bytes_max=STATEMENT_BYTES_MAX)
        return told_statement(answer.read(_STATEMENT))

    async def deliver(self, phone: str, code: str, expires_at: datetime, locale: str) -> None:
        """Have the bank send a one-time code; raises OSError when it did not take it."""
        asked = contract.CodeToDeliver(phone=phone, code=code, expires_at=expires_at, locale=locale)
        try:
            answer = await self._line.call("POST", "/codes", asked)
        except BankSilent as silence:
            raise OSError(f"the bank took no code: {silence}") from None
        if answer.status != 204:
            raise OSError(f"the bank took no code: {answer.call}: answered {answer.status}")


def _path(order: BankOrder) -> str:
    return f"/orders/{order.reference}"


def _says(answer: Answer, order: BankOrder, status: int, code: str) -> bool:
    """Whether it is the bank that says this of this order, and not a server on the way that knows no such page."""
    if answer.status != status:
        return False
    problem = answer.problem()
    return problem is not None and (problem.code, problem.reference) == (code, order.reference)
