"""A server that answers every request with what a test gives it, right or wrong."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Canned:
    """What is answered to every request from now on; `asked` has the requests that came, with their bodies."""

    url: str = ""
    status: int = 200
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    asked: list[tuple[str, str, Mapping[str, str], bytes]] = field(default_factory=list)

    def answer(self, content: bytes, status: int = 200, **headers: str) -> None:
        """Answer this; a header's underscores are hyphens."""
        self.content, self.status = content, status
        self.headers = {"Content-Type": "application/json"}
        self.headers |= {name.replace("_", "-"): value for name, value in headers.items()}

    def problem(self, status: int, content: bytes) -> None:
        """Answer that it cannot be done."""
        self.answer(content, status, Content_Type="application/problem+json")


@asynccontextmanager
async def canned_server() -> AsyncIterator[Canned]:
    """One that listens inside the block."""
    canned = Canned()

    async def answer(request: web.Request) -> web.Response:
        canned.asked.append((request.method, request.path, request.headers, await request.read()))
        return web.Response(status=canned.status, body=canned.content, headers=canned.headers)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        canned.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield canned
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(answer: bytearray) -> AsyncIterator[str]:
    """One that answers each request with the bytes that are there then, be they HTTP or not, and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(bytes(answer))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
