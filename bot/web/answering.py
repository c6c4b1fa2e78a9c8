"""What all pages answer alike: in which language, under which headers, and the page that says what is not to be had."""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import blake2b
from http import HTTPStatus
from urllib.parse import urlencode

from aiohttp import web

from bot.locales import Locale, Words, words
from bot.web.language import reading_locale
from bot.web.look import HEADERS, render

PAGE_CACHE = "private, no-cache"  # kept, and asked about each time: nobody is shown what is no longer so
_LANGUAGE_NAMES = {locale: locale.cldr.get_display_name(locale.cldr) or str(locale) for locale in Locale}


class Sorry(StrEnum):
    """What there is to say instead of what was asked for."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    BY_INVITATION = "by-invitation"
    TOO_OFTEN = "too-often"
    NO_CERTIFICATE = "no-certificate"


def words_for(request: web.Request) -> Words:
    """The words of the language that was chosen on the page, or else the browser's."""
    return words(reading_locale(request.query.get("lang"), request.headers.get("Accept-Language")))


def language_switch(request: web.Request, say: Words, **kept: str) -> Iterable[tuple[str, str, bool]]:
    """Each language's own name, the address of this page in it, and whether it is this one.

    Of what the page was asked with, only what is `kept` stays: a page may be shown to others, too.
    """
    for locale, name in _LANGUAGE_NAMES.items():
        query = urlencode({**kept, "lang": locale.value})
        yield name, f"{request.path}?{query}", locale == say.locale


def too_often(request: web.Request, say: Words, wait_seconds: int) -> web.Response | None:
    """What a caller is told who has to wait; None if they need not."""
    if not wait_seconds:
        return None
    refused = sorry(request, say, Sorry.TOO_OFTEN, HTTPStatus.TOO_MANY_REQUESTS)
    refused.headers["Retry-After"] = str(wait_seconds)
    return refused


def sorry(
    request: web.Request, say: Words, what: Sorry, status: HTTPStatus, telegram: str | None = None
) -> web.Response:
    """A page that says what became of the link, in two sentences."""
    text = render(
        "sorry.html",
        say,
        title=say.plain(f"page-sorry-title-{what}"),
        text=say.plain(f"page-sorry-text-{what}"),
        telegram=telegram,
        languages=language_switch(request, say),
    )
    return answer(request, text.encode(), "text/html", PAGE_CACHE, status)


def answer(
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
