"""The sandbox's script over HTTP, as far as a scene acts by it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

JsonObject = dict[str, Any]

PATIENCE_SECONDS = 60.0
_TIMEOUT = aiohttp.ClientTimeout(total=PATIENCE_SECONDS + 15)


class Stuck(Exception):
    """The scene cannot go on; the message says what was waited for, or what the sandbox answered."""


class Sandbox:
    """`await sandbox.ask("GET", "/people")` is the answer of `/sim/people`."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session

    async def ask(self, verb: str, path: str, **body: Any) -> JsonObject:
        """The answer; raises Stuck when there is none, or a refusal."""
        try:
            async with self._session.request(verb, f"{self._url}/sim{path}", json=body or None) as answer:
                if answer.status >= 400:
                    raise Stuck(f"{verb} {path}: {await _complaint(answer)}")
                told: JsonObject = await answer.json()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Stuck(f"the sandbox does not answer ({type(error).__name__})") from None
        return told


async def _complaint(answer: aiohttp.ClientResponse) -> str:
    """What a refusal says, whoever wrote it."""
    try:
        return str((await answer.json())["error"])
    except (aiohttp.ContentTypeError, KeyError, ValueError):
        return f"HTTP {answer.status}"


@asynccontextmanager
async def reaching(url: str) -> AsyncIterator[Sandbox]:
    """The sandbox at that address; any number of people can wait for something there at once."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT) as session:
        yield Sandbox(url, session)
