"""A request on its way in: who asks, in which books, and what; each step refuses with a problem of its own."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from aiohttp import web
from aiohttp.web import RequestPayloadError
from pydantic import BaseModel, ValidationError

from bot.openapi import JSON
from bot.partner_api.problems import Fault, Problem, malformed
from bot.partner_api.rendering import CampaignsTold, LinksOf
from bot.partner_api.simulation import Simulation
from bot.partner_keys import Mode, mode_of_key
from core.commands import Actor, Command, Refused
from core.domain.ids import CampaignId, IntentId, PartnerId
from core.domain.partner import Partner, digest_partner_key
from core.ports import Clock, PartnerQueries, Queries, Teller
from core.views import PartnerCampaignView

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")

IDEMPOTENCY_KEY = "Idempotency-Key"
BODY_BYTES_MAX = 64 * 1024

_BEARER = re.compile(r"bearer +([!-~]{1,200})", re.IGNORECASE)
_INTENT = re.compile(r"[!-~]{1,255}")


@dataclass(frozen=True, slots=True)
class PartnerBooks:
    """The books that keys of one mode are about, and the way to them. `links_of` are what brings people there.

    `simulation` has members pledge who do not exist, in books of test keys at the embedded bank; None elsewhere.
    `webhooks_anywhere` says that events may be sent without encryption and inside, as they are in the sandbox.
    """

    mode: Mode
    teller: Teller
    queries: Queries
    partners: PartnerQueries
    clock: Clock
    links_of: LinksOf
    simulation: Simulation | None = None
    webhooks_anywhere: bool = False
    told: CampaignsTold = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", CampaignsTold(self.mode, self.links_of))


@dataclass(frozen=True, slots=True)
class Caller:
    """A partner that showed a usable key, and the books that the key is about."""

    partner: Partner
    books: PartnerBooks
    key_digest: str
    campaign: PartnerCampaignView | None = None
    """What is looked at, if that is a campaign of the partner's."""

    @property
    def actor(self) -> Actor:
        """On whose behalf commands are asked."""
        return Actor.partner(self.partner.id)

    async def submit(self, command: Command[R]) -> R:
        """The command's result. Raises the refusal."""
        receipt = await self.books.teller.submit(command)
        if isinstance(receipt, Refused):
            raise receipt.error
        return receipt.result


async def caller_of(
    request: web.Request, books: Mapping[Mode, PartnerBooks], campaign_id: CampaignId | None
) -> Caller:
    """Who asks (S2 of the method: the identity), for which campaign if for one. Raises Problem with 401."""
    given = request.headers.get("Authorization")
    if given is None:
        raise _unauthorized("key_missing", "Send your key: Authorization: Bearer hecun_…")
    bearer = _BEARER.fullmatch(given)
    mode = mode_of_key(bearer[1]) if bearer else None
    if bearer is None or mode is None or mode not in books:
        raise _unknown_key()
    digest = digest_partner_key(bearer[1])
    partners, campaign = books[mode].partners, None
    if campaign_id is None:
        partner = await partners.partner_by_key(digest)
    else:
        partner, campaign = await partners.look_by_key(digest, campaign_id)
    # Looked up by the digest of 256 random bits: how long that takes tells nothing about any key.
    key = None if partner is None else next((each for each in partner.keys if each.digest == digest), None)
    if partner is None or key is None:
        raise _unknown_key()
    if not key.usable(books[mode].clock.now().at):
        code = "key_expired" if key.revoked_at is None else "key_revoked"
        raise _unauthorized(code, "This key cannot be used any more.")
    return Caller(partner, books[mode], digest, campaign)


def _unknown_key() -> Problem:
    return _unauthorized("key_unknown", "This key is not known.")


def _unauthorized(code: str, detail: str) -> Problem:
    return Problem(401, code, detail, headers={"WWW-Authenticate": 'Bearer realm="hecun"'})


def intent_of(request: web.Request, partner_id: PartnerId) -> IntentId:
    """The intention that the Idempotency-Key names, among this partner's. Raises Problem without a usable one."""
    given = request.headers.getall(IDEMPOTENCY_KEY, [])
    if not given:
        raise Problem(
            400, "idempotency_key_missing", f"Every POST needs a header {IDEMPOTENCY_KEY}, a new one each."
        )
    if len(given) != 1 or not _INTENT.fullmatch(given[0]):
        raise Problem(
            400,
            "idempotency_key_malformed",
            f"One {IDEMPOTENCY_KEY} of 1 to 255 printable characters without spaces, please.",
        )
    return IntentId(f"partner:{partner_id}:{sha256(given[0].encode()).hexdigest()}")


async def body_of(request: web.Request, model: type[M]) -> M:
    """The body as the model has it. Raises Problem for anything else."""
    if request.content_type != JSON or request.charset not in (None, "utf-8", "UTF-8"):
        raise Problem(415, "not_json", f"The body has to be {JSON}, in UTF-8.")
    try:
        body = await request.read()
    except RequestPayloadError:
        raise Problem(400, "json_malformed", "The body cannot be read.") from None
    if len(body) > BODY_BYTES_MAX:
        raise Problem(413, "body_too_large", f"A body has at most {BODY_BYTES_MAX} bytes.")
    try:
        # Read once more by the model, which knows exact types and no doubles: the first reader sees to those.
        given = json.dumps(json.loads(body.decode(), object_pairs_hook=_without_doubles))
    except (ValueError, RecursionError):
        raise Problem(400, "json_malformed", "The body is not JSON, or says a name twice.") from None
    try:
        return model.model_validate_json(given)
    except ValidationError as error:
        raise malformed(_faults(error, "")) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a name that stands twice, different readers see different values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def query_of(request: web.Request, model: type[M]) -> M:
    """The query's parameters, each given once. Raises Problem for anything else."""
    query = request.query
    if twice := sorted({name for name in query if len(query.getall(name)) > 1}):
        raise malformed(Fault(f"/{name}", "given more than once") for name in twice)
    try:
        return model.model_validate_strings(dict(query))
    except ValidationError as error:
        raise malformed(_faults(error, "")) from None


def _faults(error: ValidationError, root: str) -> list[Fault]:
    """Where and what, without repeating what came."""
    return [
        Fault(root + "".join(f"/{_escaped(part)}" for part in each["loc"]), each["msg"])
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def _escaped(part: int | str) -> str:
    """A reference token of RFC 6901, cut short: an unknown field may be called anything."""
    return str(part)[:64].replace("~", "~0").replace("/", "~1")
