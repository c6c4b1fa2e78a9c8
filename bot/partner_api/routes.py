"""The routes of the partner API: every request gets an id, its caller, its share of the rate, and one answer."""

import json
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiohttp import web
from pydantic import BaseModel

from bot.locales import Locale
from bot.logging import traced
from bot.openapi import JSON, PROBLEM, REQUEST_ID
from bot.partner_api.asking import (
    BODY_BYTES_MAX,
    Caller,
    PartnerBooks,
    body_of,
    caller_of,
    intent_of,
    query_of,
)
from bot.partner_api.calls import OPERATIONS
from bot.partner_api.limiting import RateLimit
from bot.partner_api.openapi import document
from bot.partner_api.operations import NAMED, Call, Operation, Post
from bot.partner_api.page import docs_page
from bot.partner_api.problems import Problem, not_found, problem_of
from bot.partner_api.rendering import problem_told
from bot.partner_keys import Mode
from bot.web.language import reading_locale
from core.domain.errors import DomainError
from core.domain.ids import CampaignId

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PARTNER = web.RequestKey("partner", str)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"

_log = logging.getLogger(__name__)


class PartnerApi:
    """Serves partners from the books that their keys are about."""

    def __init__(self, books: Mapping[Mode, PartnerBooks], limit: RateLimit, base_url: str) -> None:
        self._books = books
        self._limit = limit
        described = document(base_url)
        self._document = json.dumps(described, ensure_ascii=False).encode()
        self._pages = {locale: docs_page(described, locale) for locale in Locale}

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """All of them; what is none of them is answered with a problem as well."""
        yield web.get("/v1/openapi.json", self._answering(self._show_document))
        yield web.get("/v1/docs", self._answering(self._show_page))
        allowed: dict[str, list[str]] = {"/v1/openapi.json": ["GET"], "/v1/docs": ["GET"]}
        for operation in OPERATIONS:
            yield web.route(
                operation.method.upper(), operation.path, self._answering(self._asking(operation))
            )
            allowed.setdefault(operation.path, []).append(operation.method.upper())
        for path, methods in allowed.items():
            yield web.route("*", path, self._answering(_not_allowed(methods)))
        yield web.route("*", "/{rest:.*}", self._answering(_nothing_there))

    async def _show_document(self, _: web.Request) -> web.Response:
        return web.Response(body=self._document, content_type=JSON)

    async def _show_page(self, request: web.Request) -> web.Response:
        locale = reading_locale(request.query.get("lang"), request.headers.get("Accept-Language"))
        headers = {
            "Content-Security-Policy": _CONTENT_POLICY,
            "Content-Language": locale.value,
            "Vary": "Accept-Language",
        }
        return web.Response(text=self._pages[locale], content_type="text/html", headers=headers)

    def _asking(self, operation: Operation) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            caller = await caller_of(request, self._books, _looked_at(operation, request))
            request[_PARTNER] = caller.partner.id
            if wait := self._limit.take(caller.key_digest):
                raise Problem(
                    429,
                    "rate_limited",
                    f"Too many requests; ask again in {wait} s.",
                    headers={"Retry-After": str(wait)},
                )
            if operation.scope is not None and not operation.judges_scope:
                caller.partner.check_scope(operation.scope)
            told = await _ask(operation, request, caller)
            body = told if isinstance(told, bytes) else told.model_dump_json().encode()
            return web.Response(body=body, status=operation.status, content_type=operation.media_type)

        return handle

    def _answering(self, handle: Handler) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            request_id = _request_id(request)
            with traced(f"request {request_id}"):
                return await answer_under(request, request_id)

        async def answer_under(request: web.Request, request_id: str) -> web.StreamResponse:
            try:
                response = await handle(request)
            except Problem as problem:
                response = _answer(problem, request_id)
            except DomainError as error:
                response = _answer(problem_of(error), request_id)
            except web.HTTPRequestEntityTooLarge:
                detail = f"A body has at most {BODY_BYTES_MAX} bytes."
                response = _answer(Problem(413, "body_too_large", detail), request_id)
            except (ConnectionError, web.HTTPException):
                raise
            except Exception:  # noqa: BLE001 - whatever it is, the caller is told what to do, and we are told what it was
                _log.exception("a request failed")
                detail = "Something is wrong on our side. Ask again with the same Idempotency-Key."
                response = _answer(Problem(500, "internal_error", detail), request_id)
            response.headers[REQUEST_ID] = request_id
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Content-Type-Options"] = "nosniff"
            _log.info(
                "%s %s %d partner=%s",
                request.method,
                request.match_info.route.resource.canonical if request.match_info.route.resource else "",
                response.status,
                request.get(_PARTNER, "-"),
            )
            return response

        return answer


def _looked_at(operation: Operation, request: web.Request) -> CampaignId | None:
    """The campaign that a request looks at, if there can be one: it is looked up together with the key."""
    named = request.match_info.get("campaign_id", "")
    return CampaignId(named) if operation.method == "get" and _ID.fullmatch(named) else None


async def _ask(operation: Operation, request: web.Request, caller: Caller) -> BaseModel | bytes:
    """What the operation answers to what the request says."""
    named = request.match_info
    for name in operation.names:
        if not _ID.fullmatch(named[name]):
            raise NAMED[name][1]
    if request.query_string and (operation.method != "get" or operation.asked is None):
        raise Problem(422, "request_malformed", "This takes no query.")
    if operation.method == "post":
        assert operation.asked is not None, "every POST has a body"
        call = Post(caller, named, intent_of(request, caller.partner.id))
        return await operation.ask(call, await body_of(request, operation.asked))
    if operation.asked is None:
        return await operation.ask(Call(caller, named))
    return await operation.ask(Call(caller, named), query_of(request, operation.asked))


def _request_id(request: web.Request) -> str:
    """The id that the caller gave the request, or a new one."""
    given = request.headers.get(REQUEST_ID, "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def _answer(problem: Problem, request_id: str) -> web.Response:
    told = problem_told(problem, request_id).model_dump_json()
    return web.Response(
        body=told.encode(), status=problem.status, content_type=PROBLEM, headers=problem.headers
    )


async def _nothing_there(_: web.Request) -> web.StreamResponse:
    raise not_found()


def _not_allowed(methods: list[str]) -> Handler:
    async def handle(_: web.Request) -> web.StreamResponse:
        allowed = ", ".join(methods)
        raise Problem(405, "method_not_allowed", f"Allowed here: {allowed}.", headers={"Allow": allowed})

    return handle
