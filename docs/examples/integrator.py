"""A whole integrator: opens a campaign, hands out its link, and waits for the events that say what becomes of it.

    pip install aiohttp standardwebhooks
    HECUN_API=http://127.0.0.1:8300 HECUN_KEY=hecun_test_… python integrator.py

Events come to HOOK_PORT on this machine; HOOK_URL says how Hecun reaches that (HTTPS, unless it is a sandbox).
"""

import asyncio
import os
import uuid
from typing import Any

from aiohttp import ClientSession, web
from standardwebhooks import Webhook, WebhookVerificationError

API, KEY = os.environ["HECUN_API"], os.environ["HECUN_KEY"]
PORT = int(os.environ.get("HOOK_PORT", "8400"))
HOOK_URL = os.environ.get("HOOK_URL", f"http://127.0.0.1:{PORT}/hooks")
ENDED = {"campaign.settled", "campaign.expired", "campaign.cancelled"}


class Hooks:
    """Takes events that are signed, each once: one may come again."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._signed_by: Webhook | None = None
        self._seen: set[str] = set()

    def sign_with(self, secret: str) -> None:
        """From now on believe what is signed with this secret."""
        self._signed_by = Webhook(secret)

    async def take(self, request: web.Request) -> web.Response:
        """204 for what is believed; it is worked on later, for the sender waits no longer than ten seconds."""
        if self._signed_by is None:
            return web.Response(status=503)
        try:
            event = self._signed_by.verify(await request.read(), dict(request.headers))
        except WebhookVerificationError:
            return web.Response(status=401)
        if request.headers["webhook-id"] not in self._seen:
            self._seen.add(request.headers["webhook-id"])
            self.events.put_nowait(event)
        return web.Response(status=204)


async def post(api: ClientSession, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a POST is answered with. A key of its own says that it is to be done once, however often it is sent."""
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    async with api.post(path, json=body, headers=headers) as answer:
        told: dict[str, Any] = await answer.json(content_type=None)
        if not answer.ok:
            raise SystemExit(f"{told['code']}: {told['detail']} {told['conditions'] or told['faults']}")
        return told


async def main() -> None:
    """Open, wait, and say what came."""
    hooks = Hooks()
    app = web.Application()
    app.add_routes([web.post("/hooks", hooks.take)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT).start()
    async with ClientSession(API, headers={"Authorization": f"Bearer {KEY}"}) as api:
        endpoint = await post(api, "/v1/webhook_endpoints", {"url": HOOK_URL})
        hooks.sign_with(endpoint["secret"])
        async with api.get("/v1/products/TD12M") as answer:
            product = await answer.json()
        campaign = await post(
            api,
            "/v1/campaigns",
            {
                "product_code": "TD12M",
                "currency": product["currency"],
                "target_minor": 10_000_00,
                "deadline": product["latest_deadline"],
                "external_reference": "order-1017",
            },
        )
        print("Hand this on:", campaign["link"]["url"], flush=True)
        event: dict[str, Any] = {"type": None}
        while event["type"] not in ENDED:
            event = await hooks.events.get()
            print(event["type"], event["data"]["id"], flush=True)
        async with api.delete(f"/v1/webhook_endpoints/{endpoint['id']}") as answer:
            answer.raise_for_status()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
