"""The line to the bank: one call, one answer within its time and size, or silence. Nothing is ever sent twice."""

import secrets
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp
from pydantic import TypeAdapter, ValidationError

from bot.bank import contract
from bot.openapi import JSON, PROBLEM, REQUEST_ID
from core.ports import BankSilent

T = TypeVar("T")

REPLY_BYTES_MAX = 1024 * 1024
STATEMENT_BYTES_MAX = 64 * 1024 * 1024
"""Some 200,000 holds; a statement comes in one piece, since it tells of one moment."""

_PROBLEM = TypeAdapter(contract.Problem)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bank answered with; `call` names the call in messages, with the request id that the bank logs too."""

    call: str
    status: int
    media_type: str
    content: bytes = field(repr=False)

    def read(self, shape: TypeAdapter[T]) -> T:
        """The answer as the contract has it. Raises BankSilent for anything else, naming no value that came."""
        if self.status != 200:
            raise BankSilent(f"{self.call}: answered {self.status}{self._problem_code()}")
        if self.media_type != JSON:
            raise BankSilent(f"{self.call}: answered with something else than {JSON}")
        return self._parsed(shape)

    def problem(self) -> contract.Problem | None:
        """The problem that the answer is, if it is one that the contract has."""
        if self.media_type != PROBLEM:
            return None
        try:
            problem = self._parsed(_PROBLEM)
        except BankSilent:
            return None
        return problem if problem.status == self.status else None

    def _problem_code(self) -> str:
        problem = self.problem()
        return "" if problem is None else f" {problem.code}"

    def _parsed(self, shape: TypeAdapter[T]) -> T:
        try:
            return shape.validate_json(self.content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"])) or "all of it"
            # From None: what pydantic says further may quote what came.
            raise BankSilent(f"{self.call}: not as the contract has it: {where}, {first['type']}") from None


class Line:
    """Calls the bank. The session is shared and the caller's to close; no `repr` shows the key."""

    def __init__(self, session: aiohttp.ClientSession, url: str, key: str, timeout_seconds: float) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {key}", "Accept": f"{JSON}, {PROBLEM}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)

    async def call(
        self, method: str, path: str, asked: contract.Asked | None = None, bytes_max: int = REPLY_BYTES_MAX
    ) -> Answer:
        """What the bank answers to this one request. Raises BankSilent when it does not, or with too much."""
        request_id = secrets.token_hex(8)
        call = f"{method} {path} [{request_id}]"
        headers = {**self._headers, REQUEST_ID: request_id}
        content = None
        if asked is not None:
            headers["Content-Type"] = JSON
            content = asked.model_dump_json().encode()
        try:
            async with self._session.request(
                method,
                self._url + path,
                data=content,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,  # the key is for this address and no other
                middlewares=(_sent_once,),
            ) as response:
                received = await _within(response, bytes_max)
                if received is None:
                    raise BankSilent(f"{call}: answered with more than {bytes_max} bytes")
                return Answer(call, response.status, response.content_type, received)
        except (aiohttp.ClientError, OSError, _Broken) as error:
            # From None, and its type alone: the library's words may quote what came.
            raise BankSilent(f"{call}: {type(error).__name__.lstrip('_')}") from None


class _Broken(Exception):
    """The connection broke, said so that the library does not send the request again."""


async def _sent_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """A request whose connection breaks is not repeated, as the library would where HTTP calls it idempotent."""
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
        raise _Broken from None


async def _within(response: aiohttp.ClientResponse, bytes_max: int) -> bytes | None:
    """The whole body, None if it is larger."""
    received = bytearray()
    async for chunk in response.content.iter_any():
        received += chunk
        if len(received) > bytes_max:
            return None
    return bytes(received)
