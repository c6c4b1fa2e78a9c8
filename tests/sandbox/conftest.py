from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.sandbox.playing import Clock, Sandbox, playing, png


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(tmp_path: Path, clock: Clock) -> AsyncIterator[Sandbox]:
    async with playing(tmp_path / "sandbox.sqlite3", clock) as running:
        yield running


@pytest.fixture
async def pictures() -> AsyncIterator[str]:
    """The address of a picture on this machine; instead of `card.png` there are `page.html` and `paper.pdf`, too."""

    async def serve(request: web.Request) -> web.Response:
        kinds = {
            "png": ("image/png", png()),
            "html": ("text/html", b"<p>"),
            "pdf": ("application/pdf", b"%PDF"),
        }
        content_type, body = kinds[request.match_info["kind"]]
        return web.Response(body=body, content_type=content_type)

    app = web.Application()
    app.router.add_get(r"/{name}.{kind:png|html|pdf}", serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/card.png"
    finally:
        await runner.cleanup()
