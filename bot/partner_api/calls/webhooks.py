"""Webhook endpoints: registered, changed, signed for, and what was sent there."""

from contextlib import suppress

from yarl import URL

from bot.partner_api import examples, models
from bot.partner_api.operations import Call, Operations, Post
from bot.partner_api.problems import Fault, malformed
from bot.partner_api.rendering import delivery_told, endpoint_told, endpoint_told_with_secret
from core.commands import ChangeEndpoint, DeleteEndpoint, Redeliver, RegisterEndpoint, RotateEndpointSecret
from core.domain.errors import EndpointUnknown, NothingChanged, TooManyEndpoints
from core.domain.ids import DeliveryId, EndpointId, IntentId
from core.domain.partner import Scope
from core.domain.webhook import WebhookEndpoint

operations = Operations()

_ENDPOINTS = "/v1/webhook_endpoints"
_ENDPOINT = f"{_ENDPOINTS}/{{endpoint_id}}"
_DELIVERIES = f"{_ENDPOINT}/deliveries"


def _endpoint_id(call: Call) -> EndpointId:
    return EndpointId(call.named["endpoint_id"])


async def _endpoint(call: Call, endpoint_id: EndpointId) -> WebhookEndpoint:
    """The partner's endpoint. Raises EndpointUnknown."""
    endpoints = await call.books.partners.endpoints(call.partner.id)
    endpoint = next((each for each in endpoints if each.id == endpoint_id), None)
    if endpoint is None:
        raise EndpointUnknown
    return endpoint


def _check_url(call: Call, url: str) -> None:
    """Raises Problem if events would not be sent there; where its name leads is looked at each time."""
    try:
        read = URL(url)
        port = read.port
    except ValueError:
        raise malformed([Fault("/url", "not an address")]) from None
    if not read.host or port is None or read.user is not None or read.fragment:
        raise malformed([Fault("/url", "not an address, or one with a user or a fragment")])
    if not call.books.webhooks_anywhere and read.scheme != "https":
        raise malformed([Fault("/url", "not https")])


@operations.post(
    _ENDPOINTS,
    Scope.CAMPAIGNS_WRITE,
    status=201,
    raises=(EndpointUnknown, TooManyEndpoints),
    example=examples.ENDPOINT_WITH_SECRET,
)
async def register_endpoint(call: Post, asked: models.EndpointToRegister) -> models.EndpointWithSecret:
    """Have events sent to an address of yours.

    The endpoint, with the secret that its events are signed with.
    """
    _check_url(call, asked.url)
    types = tuple(dict.fromkeys(asked.event_types))
    registered = await call.caller.submit(
        RegisterEndpoint(intent=call.intent, actor=call.caller.actor, url=asked.url, event_types=types)
    )
    return endpoint_told_with_secret(await _endpoint(call, registered.endpoint_id))


@operations.get(_ENDPOINTS, Scope.CAMPAIGNS_READ)
async def list_endpoints(call: Call) -> models.EndpointList:
    """Your webhook endpoints.

    All of them.
    """
    endpoints = await call.books.partners.endpoints(call.partner.id)
    return models.EndpointList(data=tuple(map(endpoint_told, endpoints)))


@operations.get(_ENDPOINT, Scope.CAMPAIGNS_READ, example=examples.ENDPOINT)
async def show_endpoint(call: Call) -> models.Endpoint:
    """One webhook endpoint of yours.

    The endpoint as it is now.
    """
    return endpoint_told(await _endpoint(call, _endpoint_id(call)))


@operations.post(_ENDPOINT, Scope.CAMPAIGNS_WRITE, example=examples.ENDPOINT)
async def change_endpoint(call: Post, asked: models.EndpointChange) -> models.Endpoint:
    """Change its address or types, pause it, or end a pause.

    The endpoint as it is now.
    """
    if asked.url is not None:
        _check_url(call, asked.url)
    changing = ChangeEndpoint(
        intent=call.intent,
        actor=call.caller.actor,
        endpoint_id=_endpoint_id(call),
        url=asked.url,
        event_types=None if asked.event_types is None else tuple(dict.fromkeys(asked.event_types)),
        disabled=asked.disabled,
    )
    with suppress(NothingChanged):
        await call.caller.submit(changing)
    return await show_endpoint(call)


@operations.post(f"{_ENDPOINT}/rotate_secret", Scope.CAMPAIGNS_WRITE, example=examples.ENDPOINT_WITH_SECRET)
async def rotate_secret(call: Post, asked: models.SecretRotation) -> models.EndpointWithSecret:
    """Sign with a new secret, and with the old one too for a while.

    The endpoint, with its new secret.
    """
    rotating = RotateEndpointSecret(
        intent=call.intent,
        actor=call.caller.actor,
        endpoint_id=_endpoint_id(call),
        overlap_seconds=asked.overlap_seconds,
    )
    await call.caller.submit(rotating)
    return endpoint_told_with_secret(await _endpoint(call, rotating.endpoint_id))


@operations.delete(_ENDPOINT, Scope.CAMPAIGNS_WRITE)
async def delete_endpoint(call: Call) -> models.EndpointDeleted:
    """Send nothing there any more.

    It is deleted.
    """
    endpoint_id = _endpoint_id(call)
    # Deleting one endpoint is one intention, however often it is asked for.
    intent = IntentId(f"partner:{call.partner.id}:delete:{endpoint_id}")
    await call.caller.submit(DeleteEndpoint(intent=intent, actor=call.caller.actor, endpoint_id=endpoint_id))
    return models.EndpointDeleted(id=endpoint_id)


@operations.get(_DELIVERIES, Scope.CAMPAIGNS_READ, example=examples.DELIVERIES)
async def list_deliveries(call: Call, asked: models.DeliverySearch) -> models.DeliveryPage:
    """What was sent there, or is to be, newest first.

    A page of them.
    """
    endpoint = await _endpoint(call, _endpoint_id(call))
    before = None if asked.cursor is None else int(asked.cursor)
    found = await call.books.partners.deliveries_to(endpoint.id, before, asked.limit + 1)
    page = found[: asked.limit]
    return models.DeliveryPage(
        data=tuple(map(delivery_told, page)),
        next_cursor=str(page[-1].position) if len(found) > asked.limit else None,
    )


@operations.post(f"{_DELIVERIES}/{{delivery_id}}/redeliver", Scope.CAMPAIGNS_WRITE, status=201)
async def redeliver(call: Post, asked: models.Redelivery) -> models.Delivery:  # noqa: ARG001 - the body is empty
    """Send an event there once more.

    The new delivery, behind what waits.
    """
    redelivering = Redeliver(
        intent=call.intent,
        actor=call.caller.actor,
        endpoint_id=_endpoint_id(call),
        delivery_id=DeliveryId(call.named["delivery_id"]),
    )
    requested = await call.caller.submit(redelivering)
    view = await call.books.partners.delivery(requested.delivery_id)
    assert view is not None, "it is committed"
    return delivery_told(view)
