"""The order link's page: `GET /c/{link token}`, with its preview picture; what it answers, and to whom how often."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.links import campaign_url, deep_link
from bot.locales import Locale, Words
from bot.pictures import CARD_SIZE, CardPicture, draw_card, qr_path
from bot.web.answering import PAGE_CACHE, Sorry, answer, language_switch, sorry, too_often, words_for
from bot.web.campaign_page import Addresses, campaign_page, preview_picture
from bot.web.look import render
from bot.web.strays import Strays, caller_of
from core.domain.ids import CampaignId, read_link_token
from core.ports import Clock, Queries
from core.views import LinkedCampaign

_PAGES_KEPT = 128
_PICTURES_KEPT = 64
_PICTURE_CACHE = "private, max-age=300"


@dataclass(slots=True, kw_only=True)
class CampaignPages:
    """What the pages are made from. `public_url` is where they are found from outside."""

    public_url: str
    bot_username: str
    zone: ZoneInfo
    queries: Queries
    clock: Clock
    strays: Strays = field(default_factory=lambda: Strays(time.monotonic))
    _pages: dict[tuple[CampaignId, int, Locale, datetime], bytes] = field(default_factory=dict)
    _drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Under the path of the public address, as the webhook's is: a reverse proxy leaves paths as they are."""
        path = urlsplit(self.public_url).path.rstrip("/")
        return (
            web.get(f"{path}/c/{{key}}", self._guarded(self._page)),
            web.get(f"{path}/c/{{key}}/card.png", self._guarded(self._picture)),
        )

    def _guarded(
        self, respond: Callable[[web.Request, Words, LinkedCampaign], Awaitable[web.Response]]
    ) -> Handler:
        """Looks the key up; whatever leads nowhere is answered alike, and counted."""

        async def handle(request: web.Request) -> web.StreamResponse:
            say = words_for(request)
            caller = caller_of(request)
            if refused := too_often(request, say, self.strays.wait_seconds(caller)):
                return refused
            token = read_link_token(request.match_info["key"])
            linked = None if token is None else await self.queries.linked_campaign(token)
            if linked is None:
                self.strays.note(caller)
                return sorry(request, say, Sorry.UNKNOWN, HTTPStatus.NOT_FOUND)
            if linked.revoked:
                return sorry(request, say, Sorry.REVOKED, HTTPStatus.GONE)
            return await respond(request, say, linked)

        return handle

    async def _page(self, request: web.Request, say: Words, linked: LinkedCampaign) -> web.Response:
        campaign = linked.campaign
        addresses = Addresses(
            page=campaign_url(self.public_url, campaign.link_token),
            telegram=deep_link(self.bot_username, campaign.link_token),
        )
        if campaign.designated_only:
            return sorry(request, say, Sorry.BY_INVITATION, HTTPStatus.OK, telegram=addresses.telegram)
        return answer(request, self._rendered(request, say, linked, addresses), "text/html", PAGE_CACHE)

    def _rendered(
        self, request: web.Request, say: Words, linked: LinkedCampaign, addresses: Addresses
    ) -> bytes:
        """The page, written once a minute and whenever the campaign changes, however many look at it."""
        now, campaign = self.clock.now(), linked.campaign
        key = (campaign.id, campaign.version, say.locale, now.at.replace(second=0, microsecond=0))
        page = self._pages.get(key)
        if page is None:
            modules, path = qr_path(addresses.page)
            text = render(
                "campaign.html",
                say,
                page=campaign_page(linked, addresses, say, now, self.zone),
                languages=language_switch(request, say),
                bot_username=f"@{self.bot_username}",
                picture_size=CARD_SIZE,
                qr_side=modules,
                qr_path=path,
            )
            page = self._pages[key] = text.encode()
            if len(self._pages) > _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
        return page

    async def _picture(self, request: web.Request, say: Words, linked: LinkedCampaign) -> web.Response:
        """The preview; a campaign for designated people has none."""
        if linked.campaign.designated_only:
            return sorry(request, say, Sorry.BY_INVITATION, HTTPStatus.NOT_FOUND)
        picture = preview_picture(linked, say, self.zone, self.bot_username)
        return answer(request, await self._drawn(picture), "image/png", _PICTURE_CACHE)

    async def _drawn(self, picture: CardPicture) -> bytes:
        """Drawn beside the event loop, one at a time, and once however many ask for it."""
        async with self._drawing:
            return await asyncio.to_thread(_draw, picture)


@lru_cache(maxsize=_PICTURES_KEPT)
def _draw(picture: CardPicture) -> bytes:
    return draw_card(picture)
