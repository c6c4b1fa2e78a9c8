"""The page of a certificate: `GET /certificates/{number}?key={key}`; what it answers, and to whom how often."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hmac import compare_digest
from http import HTTPStatus
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.links import check_deep_link
from bot.web.answering import PAGE_CACHE, Sorry, answer, language_switch, sorry, too_often, words_for
from bot.web.certificate_page import certificate_page
from bot.web.look import render
from bot.web.strays import Strays, caller_of
from core.domain.deposit import Share, certificate_key
from core.ports import Queries

_NUMBER = re.compile(r"[0-9A-Za-z]{1,34}-[0-9]{3,6}")  # a bank elsewhere numbers its deposits as it likes


@dataclass(slots=True, kw_only=True)
class CertificatePages:
    """What the pages are made from. `public_url` is where they are found from outside."""

    public_url: str
    bot_username: str
    zone: ZoneInfo
    queries: Queries
    strays: Strays

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Under the path of the public address, as the campaigns' pages are."""
        path = urlsplit(self.public_url).path.rstrip("/")
        return (web.get(f"{path}/certificates/{{number}}", self._page),)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """Whoever knows only a number is told how it stands; numbers that do not exist and wrong keys are counted."""
        say, caller = words_for(request), caller_of(request)
        if refused := too_often(request, say, self.strays.wait_seconds(caller)):
            return refused
        number, key = request.match_info["number"], request.query.get("key", "")
        found = await self.queries.numbered_certificate(number) if _NUMBER.fullmatch(number) else None
        if found is None:
            self.strays.note(caller)
            return sorry(request, say, Sorry.NO_CERTIFICATE, HTTPStatus.NOT_FOUND)
        shown = _fits(key, found.view.share)
        if key and not shown:
            self.strays.note(caller)
        telegram = check_deep_link(self.bot_username, number)
        kept = {"key": key} if shown else {}
        text = render(
            "certificate.html",
            say,
            page=certificate_page(found, shown, telegram, say, self.zone),
            languages=language_switch(request, say, **kept),
        )
        return answer(request, text.encode(), "text/html", PAGE_CACHE)


def _fits(key: str, share: Share) -> bool:
    return compare_digest(key.encode(), certificate_key(share).encode())
