"""The order link's page: `GET /c/{link token}`, with its preview picture; what it answers, and to whom how often."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.links import campaign_url, deep_link
from bot.locales import Locale, Words, words
from bot.pictures import CARD_SIZE, CardPicture, draw_card, qr_path
from bot.web.campaign_page import Addresses, campaign_page, languages, preview_picture
from bot.web.language import reading_locale
from bot.web.look import HEADERS, render
from bot.web.strays import Strays, caller_of
from core.domain.ids import CampaignId, read_link_token
from core.ports import Clock, Queries
from core.views import LinkedCampaign

_PAGES_KEPT = 128
_PICTURES_KEPT = 64
_PAGE_CACHE = "private, no-cache"  # kept, and asked about each time: nobody is shown what is no longer so
_PICTURE_CACHE = "private, max-age=300"
_LANGUAGE_NAMES = {locale: locale.cldr.get_display_name(locale.cldr) or str(locale) for locale in Locale}


class Sorry(StrEnum):
    """What there is to say instead of a campaign."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    BY_INVITATION = "by-invitation"
    TOO_OFTEN = "too-often"


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
        self, answer: Callable[[web.Request, Words, LinkedCampaign], Awaitable[web.Response]]
    ) -> Handler:
        """Looks the key up; whatever leads nowhere is answered alike, and counted."""

        async def handle(request: web.Request) -> web.StreamResponse:
            say = words(reading_locale(request.query.get("lang"), request.headers.get("Accept-Language")))
            caller = caller_of(request)
            if wait_seconds := self.strays.wait_seconds(caller):
                refused = self._sorry(request, say, Sorry.TOO_OFTEN, HTTPStatus.TOO_MANY_REQUESTS)
                refused.headers["Retry-After"] = str(wait_seconds)
                return refused
            token = read_link_token(request.match_info["key"])
            linked = None if token is None else await self.queries.linked_campaign(token)
            if linked is None:
                self.strays.note(caller)
                return self._sorry(request, say, Sorry.UNKNOWN, HTTPStatus.NOT_FOUND)
            if linked.revoked:
                return self._sorry(request, say, Sorry.REVOKED, HTTPStatus.GONE)
            return await answer(request, say, linked)

        return handle

    async def _page(self, request: web.Request, say: Words, linked: LinkedCampaign) -> web.Response:
        campaign = linked.campaign
        addresses = Addresses(
            page=campaign_url(self.public_url, campaign.link_token),
            telegram=deep_link(self.bot_username, campaign.link_token),
        )
        if campaign.designated_only:
            return self._sorry(request, say, Sorry.BY_INVITATION, HTTPStatus.OK, telegram=addresses.telegram)
        return _answer(request, self._rendered(request, say, linked, addresses), "text/html", _PAGE_CACHE)

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
                languages=self._languages(request, say),
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
            return self._sorry(request, say, Sorry.BY_INVITATION, HTTPStatus.NOT_FOUND)
        picture = preview_picture(linked, say, self.zone, self.bot_username)
        return _answer(request, await self._drawn(picture), "image/png", _PICTURE_CACHE)

    async def _drawn(self, picture: CardPicture) -> bytes:
        """Drawn beside the event loop, one at a time, and once however many ask for it."""
        async with self._drawing:
            return await asyncio.to_thread(_draw, picture)

    def _languages(self, request: web.Request, say: Words) -> Iterable[tuple[str, str, bool]]:
        names = [(locale.value, name) for locale, name in _LANGUAGE_NAMES.items()]
        return languages(request.path, say.locale, names)

    def _sorry(
        self, request: web.Request, say: Words, what: Sorry, status: HTTPStatus, telegram: str | None = None
    ) -> web.Response:
        """A page that says what became of the link, in two sentences."""
        text = render(
            "sorry.html",
            say,
            title=say.plain(f"page-sorry-title-{what}"),
            text=say.plain(f"page-sorry-text-{what}"),
            telegram=telegram,
            languages=self._languages(request, say),
        )
        return _answer(request, text.encode(), "text/html", _PAGE_CACHE, status)


@lru_cache(maxsize=_PICTURES_KEPT)
def _draw(picture: CardPicture) -> bytes:
    return draw_card(picture)


def _answer(
    request: web.Request, body: bytes, kind: str, caching: str, status: HTTPStatus = HTTPStatus.OK
) -> web.Response:
    """The body, or 304 to whoever has it already."""
    tag = blake2b(body, digest_size=12).hexdigest()
    headers = {**HEADERS, "Cache-Control": caching, "Vary": "Accept-Language", "ETag": f'"{tag}"'}
    known = request.if_none_match or ()
    if status is HTTPStatus.OK and any(each.value in (tag, "*") for each in known):
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    charset = "utf-8" if kind == "text/html" else None
    response = web.Response(status=status, body=body, headers=headers, content_type=kind, charset=charset)
    if charset is not None:
        response.enable_compression()
    return response
