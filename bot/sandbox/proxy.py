"""`/sim/app/…` leads to the bot's own backstage server, so that the page talks to one address only."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import ClientError, ClientSession, ClientTimeout, web

BACKSTAGE_URL = web.AppKey("backstage_url", str)
BACKSTAGE = web.AppKey("backstage", ClientSession)
TIMEOUT_SECONDS = 30


async def backstage_session(app: web.Application) -> AsyncIterator[None]:
    """Keeps one client session for the life of the server."""
    async with ClientSession(timeout=ClientTimeout(total=TIMEOUT_SECONDS)) as session:
        app[BACKSTAGE] = session
        yield


async def pass_on(request: web.Request) -> web.Response:
    """Passes a request on and its answer back; 503 if nobody is there, 404 if nobody is ever to be."""
    base = request.app[BACKSTAGE_URL]
    if not base:
        return web.json_response({"error": "this sandbox runs without a bot of its own"}, status=404)
    url = f"{base.rstrip('/')}/{request.match_info['tail']}"
    try:
        async with request.app[BACKSTAGE].request(
            request.method,
            url,
            params=request.query,
            data=await request.read(),
            headers={"Content-Type": request.headers.get("Content-Type", "application/json")},
        ) as answer:
            return web.Response(
                body=await answer.read(),
                status=answer.status,
                content_type=answer.content_type,
                charset=answer.charset,
            )
    except (ClientError, TimeoutError, OSError):
        return web.json_response({"error": "the bot is not running"}, status=503)
