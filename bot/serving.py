"""The bot's own web server: one for whatever wants to be asked over HTTP."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

REQUEST_BYTES_MAX = 1024 * 1024
_FINISHING_SECONDS = 10.0


class CannotListen(Exception):
    """The address to serve at is taken, or none of this machine's; the message names it."""


class Server:
    """Serves its routes, from `open` until `close`."""

    def __init__(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        app = web.Application(client_max_size=REQUEST_BYTES_MAX)
        app.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_FINISHING_SECONDS)

    async def open(self, host: str, port: int) -> None:
        """Raises CannotListen."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            raise CannotListen(f"{host}:{port}") from error

    async def close(self) -> None:
        """Lets nobody new in, and returns once everybody who was is answered; closing twice does no harm."""
        await self._runner.cleanup()


@asynccontextmanager
async def serving(routes: Iterable[web.AbstractRouteDef], host: str, port: int) -> AsyncIterator[Server]:
    """A server that is open inside the block. Raises CannotListen."""
    server = Server(routes)
    try:
        await server.open(host, port)
        yield server
    finally:
        await server.close()
