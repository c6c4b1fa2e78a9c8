"""What partners can ask, one function each: read, call one use case or query, tell. The document names them all."""

import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import qrcode
from aiohttp import web
from pydantic import BaseModel
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage
from yarl import URL

from bot.partner_api import examples, models
from bot.partner_api.asking import Caller, body_of, intent_of, query_of
from bot.partner_api.problems import Fault, Problem, malformed
from bot.partner_api.rendering import (
    campaign_told,
    certificate_told,
    delivery_told,
    deposit_told,
    endpoint_told,
    endpoint_told_with_secret,
    partner_told,
    pledge_told,
    product_told,
    quote_told,
)
from core.commands import (
    CancelCampaign,
    ChangeEndpoint,
    DeleteEndpoint,
    OpenPartnerCampaign,
    Redeliver,
    RegisterEndpoint,
    RotateEndpointSecret,
)
from core.domain.campaign import Origin, Proposal
from core.domain.errors import (
    CampaignUnknown,
    DeliveryUnknown,
    DomainError,
    EndpointUnknown,
    NothingChanged,
    ProductUnknown,
)
from core.domain.ids import CampaignId, DeliveryId, EndpointId, IntentId
from core.domain.partner import Scope
from core.domain.product import Product
from core.domain.webhook import WebhookEndpoint
from core.views import PartnerCampaignView, PartnerSearch

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

Ask = Callable[[web.Request, Caller], Awaitable[web.Response | BaseModel]]
Problems = Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the API; `body` and `query` are read as these models, and `told` is the answer's.

    `problems` are codes by status that this call may answer with, beside those that every call may.
    """

    method: str
    path: str
    id: str
    summary: str
    ask: Ask = field(repr=False)
    scope: Scope | None
    told: type[BaseModel] | None
    meaning: str
    status: int = 200
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    media_type: str = "application/json"
    problems: Problems = field(default_factory=dict)
    example: Any = None


def _campaign_id(request: web.Request) -> CampaignId:
    """The id in the path. Raises CampaignUnknown if it cannot be one."""
    if not _ID.fullmatch(request.match_info["campaign_id"]):
        raise CampaignUnknown
    return CampaignId(request.match_info["campaign_id"])


async def _campaign_of(request: web.Request, caller: Caller) -> PartnerCampaignView:
    """The campaign that the path names. Raises CampaignUnknown unless it is this partner's."""
    campaign_id = _campaign_id(request)
    view = await caller.books.partners.partners_campaign(caller.partner.id, campaign_id)
    if view is None:
        raise CampaignUnknown
    return view


async def _product(caller: Caller, code: str) -> Product:
    """One product. Raises ProductUnknown."""
    product = next((each for each in await caller.books.queries.products() if each.code == code), None)
    if product is None:
        raise ProductUnknown
    return product


async def show_partner(request: web.Request, caller: Caller) -> models.PartnerTold:
    return partner_told(caller.partner, caller.books.mode, caller.books.clock.now())


async def list_products(request: web.Request, caller: Caller) -> models.ProductList:
    now = caller.books.clock.now()
    products = await caller.books.queries.products()
    return models.ProductList(data=tuple(product_told(each, caller.partner, now) for each in products))


async def show_product(request: web.Request, caller: Caller) -> models.Product:
    product = await _product(caller, request.match_info["product_code"])
    return product_told(product, caller.partner, caller.books.clock.now())


async def quote(request: web.Request, caller: Caller) -> models.Quote:
    asked = query_of(request, models.QuoteAsked)
    product = await _product(caller, asked.product_code)
    told = quote_told(product, asked.amount_minor, caller.books.clock.now())
    if told is None:
        raise malformed([Fault("/amount_minor", "below the product's first tier, or above its maximum")])
    return told


async def open_campaign(request: web.Request, caller: Caller) -> models.Campaign:
    intent = intent_of(request, caller.partner.id)
    asked = await body_of(request, models.CampaignToOpen)
    products = await caller.books.queries.products()
    product = next((each for each in products if each.code == asked.product_code), None)
    if product is not None and product.currency != asked.currency:
        raise malformed([Fault("/currency", f"the product is in {product.currency}")])
    usual_minimum_minor = 1 if product is None else product.member_minimum_minor
    proposal = Proposal(
        product_code=asked.product_code,
        channel=asked.channel,
        target_minor=asked.target_minor,
        debit_amount_types=frozenset(asked.debit_amount_types),
        member_minimum_minor=asked.member_minimum_minor or usual_minimum_minor,
        deadline=asked.deadline,
        seats=asked.seats,
        member_maximum_minor=asked.member_maximum_minor,
        head_count_max=asked.head_count_max,
    )
    origin = Origin(asked.external_reference, tuple(sorted(asked.metadata.items())))
    opened = await caller.submit(
        OpenPartnerCampaign(intent=intent, actor=caller.actor, proposal=proposal, origin=origin)
    )
    view = await caller.books.partners.partners_campaign(caller.partner.id, opened.campaign_id)
    assert view is not None, "it is committed"
    # As it was opened, now and whenever the same is asked again.
    return campaign_told(view.campaign.as_opened(), caller.books.mode, caller.books.link_of)


async def list_campaigns(request: web.Request, caller: Caller) -> models.CampaignPage:
    asked = query_of(request, models.CampaignSearch)
    search = PartnerSearch(asked.state, asked.external_reference, asked.product_code)
    before = None if asked.cursor is None else CampaignId(asked.cursor)
    found = await caller.books.partners.partners_campaigns(caller.partner.id, search, before, asked.limit + 1)
    page, more = found[: asked.limit], len(found) > asked.limit
    return models.CampaignPage.model_construct(
        data=tuple(campaign_told(view.campaign, caller.books.mode, caller.books.link_of) for view in page),
        next_cursor=page[-1].campaign.id if more else None,
    )


async def show_campaign(request: web.Request, caller: Caller) -> models.Campaign:
    view = await _campaign_of(request, caller)
    return campaign_told(view.campaign, caller.books.mode, caller.books.link_of)


async def cancel_campaign(request: web.Request, caller: Caller) -> models.Campaign:
    intent = intent_of(request, caller.partner.id)
    asked = await body_of(request, models.Cancellation)
    cancelling = CancelCampaign(
        intent=intent, actor=caller.actor, campaign_id=_campaign_id(request), reason=asked.reason
    )
    await caller.submit(cancelling)
    return await show_campaign(request, caller)


async def list_pledges(request: web.Request, caller: Caller) -> models.PledgeList:
    view = await _campaign_of(request, caller)
    pledges = await caller.books.partners.pledges_for_partner(view.campaign.id)
    return models.PledgeList(data=tuple(map(pledge_told, pledges)))


async def show_deposit(request: web.Request, caller: Caller) -> models.Deposit:
    view = await _campaign_of(request, caller)
    if view.deposit is None:
        raise Problem(404, "deposit_not_opened", "The campaign is not settled: there is no deposit.")
    return deposit_told(view.deposit)


async def list_certificates(request: web.Request, caller: Caller) -> models.CertificateList:
    view = await _campaign_of(request, caller)
    shares = await caller.books.partners.shares_for_partner(view.campaign)
    return models.CertificateList(data=tuple(map(certificate_told, shares)))


async def show_link(request: web.Request, caller: Caller) -> web.Response:
    view = await _campaign_of(request, caller)
    return web.Response(text=caller.books.link_of(view.campaign) + "\n")


async def draw_qr_svg(request: web.Request, caller: Caller) -> web.Response:
    view = await _campaign_of(request, caller)
    return web.Response(body=_qr_svg(caller.books.link_of(view.campaign)), content_type="image/svg+xml")


async def draw_qr_png(request: web.Request, caller: Caller) -> web.Response:
    from bot.pictures.qr import draw_qr  # noqa: PLC0415 - Pillow takes its time, and the document needs none

    view = await _campaign_of(request, caller)
    return web.Response(body=draw_qr(caller.books.link_of(view.campaign)), content_type="image/png")


def _url_checked(caller: Caller, url: str | None) -> str | None:
    """The address. Raises Problem if events would not be sent there; where its name leads is looked at each time."""
    if url is None:
        return None
    try:
        read = URL(url)
        port = read.port
    except ValueError:
        raise malformed([Fault("/url", "not an address")]) from None
    if not read.host or port is None or read.user is not None or read.fragment:
        raise malformed([Fault("/url", "not an address, or one with a user or a fragment")])
    if not caller.books.webhooks_anywhere and read.scheme != "https":
        raise malformed([Fault("/url", "not https")])
    return url


def _named(request: web.Request, name: str, unknown: type[DomainError]) -> str:
    """An id in the path. Raises the refusal if it cannot be one."""
    if not _ID.fullmatch(request.match_info[name]):
        raise unknown
    return request.match_info[name]


def _endpoint_id(request: web.Request) -> EndpointId:
    return EndpointId(_named(request, "endpoint_id", EndpointUnknown))


async def _endpoint(caller: Caller, endpoint_id: EndpointId) -> WebhookEndpoint:
    """The partner's endpoint. Raises EndpointUnknown."""
    endpoints = await caller.books.partners.endpoints(caller.partner.id)
    endpoint = next((each for each in endpoints if each.id == endpoint_id), None)
    if endpoint is None:
        raise EndpointUnknown
    return endpoint


async def register_endpoint(request: web.Request, caller: Caller) -> models.EndpointWithSecret:
    intent = intent_of(request, caller.partner.id)
    asked = await body_of(request, models.EndpointToRegister)
    url = _url_checked(caller, asked.url)
    assert url is not None, "it is asked for"
    types = tuple(dict.fromkeys(asked.event_types))
    registering = RegisterEndpoint(intent=intent, actor=caller.actor, url=url, event_types=types)
    registered = await caller.submit(registering)
    return endpoint_told_with_secret(await _endpoint(caller, registered.endpoint_id))


async def list_endpoints(request: web.Request, caller: Caller) -> models.EndpointList:
    endpoints = await caller.books.partners.endpoints(caller.partner.id)
    return models.EndpointList(data=tuple(map(endpoint_told, endpoints)))


async def show_endpoint(request: web.Request, caller: Caller) -> models.Endpoint:
    return endpoint_told(await _endpoint(caller, _endpoint_id(request)))


async def change_endpoint(request: web.Request, caller: Caller) -> models.Endpoint:
    intent = intent_of(request, caller.partner.id)
    asked = await body_of(request, models.EndpointChange)
    types = None if asked.event_types is None else tuple(dict.fromkeys(asked.event_types))
    changing = ChangeEndpoint(
        intent=intent,
        actor=caller.actor,
        endpoint_id=_endpoint_id(request),
        url=_url_checked(caller, asked.url),
        event_types=types,
        disabled=asked.disabled,
    )
    with suppress(NothingChanged):
        await caller.submit(changing)
    return await show_endpoint(request, caller)


async def rotate_secret(request: web.Request, caller: Caller) -> models.EndpointWithSecret:
    intent = intent_of(request, caller.partner.id)
    asked = await body_of(request, models.SecretRotation)
    endpoint_id = _endpoint_id(request)
    rotating = RotateEndpointSecret(
        intent=intent, actor=caller.actor, endpoint_id=endpoint_id, overlap_seconds=asked.overlap_seconds
    )
    await caller.submit(rotating)
    return endpoint_told_with_secret(await _endpoint(caller, endpoint_id))


async def delete_endpoint(request: web.Request, caller: Caller) -> models.EndpointDeleted:
    endpoint_id = _endpoint_id(request)
    # Deleting one endpoint is one intention, however often it is asked for.
    intent = IntentId(f"partner:{caller.partner.id}:delete:{endpoint_id}")
    await caller.submit(DeleteEndpoint(intent=intent, actor=caller.actor, endpoint_id=endpoint_id))
    return models.EndpointDeleted(id=endpoint_id)


async def list_deliveries(request: web.Request, caller: Caller) -> models.DeliveryPage:
    asked = query_of(request, models.DeliverySearch)
    endpoint = await _endpoint(caller, _endpoint_id(request))
    before = None if asked.cursor is None else int(asked.cursor)
    found = await caller.books.partners.deliveries_to(endpoint.id, before, asked.limit + 1)
    page = found[: asked.limit]
    return models.DeliveryPage(
        data=tuple(map(delivery_told, page)),
        next_cursor=str(page[-1].position) if len(found) > asked.limit else None,
    )


async def redeliver(request: web.Request, caller: Caller) -> models.Delivery:
    intent = intent_of(request, caller.partner.id)
    await body_of(request, models.Redelivery)
    redelivering = Redeliver(
        intent=intent,
        actor=caller.actor,
        endpoint_id=_endpoint_id(request),
        delivery_id=DeliveryId(_named(request, "delivery_id", DeliveryUnknown)),
    )
    requested = await caller.submit(redelivering)
    view = await caller.books.partners.delivery(requested.delivery_id)
    assert view is not None, "it is committed"
    return delivery_told(view)


def _qr_svg(link: str) -> bytes:
    """The code as one path, with its quiet zone of four modules."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, image_factory=SvgPathImage)
    code.add_data(link)
    drawn = BytesIO()
    code.make_image().save(drawn)
    return drawn.getvalue()


_CAMPAIGN_UNKNOWN: Problems = {404: ("campaign_unknown",)}
_PRODUCT_UNKNOWN: Problems = {404: ("product_unknown",)}
_ENDPOINT_UNKNOWN: Problems = {404: ("endpoint_unknown",)}
_ENDPOINTS = "/v1/webhook_endpoints"
_ENDPOINT = f"{_ENDPOINTS}/{{endpoint_id}}"
_CAMPAIGN = "/v1/campaigns/{campaign_id}"

OPERATIONS = (
    Operation(
        method="get",
        path="/v1/partner",
        id="showPartner",
        summary="Who you are, and what you may.",
        ask=show_partner,
        scope=None,
        told=models.PartnerTold,
        meaning="Your permissions, and what is left of today's quota.",
        example=examples.PARTNER,
    ),
    Operation(
        method="get",
        path="/v1/products",
        id="listProducts",
        summary="The products, with the rates of today.",
        ask=list_products,
        scope=Scope.PRODUCTS_READ,
        told=models.ProductList,
        meaning="The catalogue.",
    ),
    Operation(
        method="get",
        path="/v1/products/{product_code}",
        id="showProduct",
        summary="One product.",
        ask=show_product,
        scope=Scope.PRODUCTS_READ,
        told=models.Product,
        meaning="The product.",
        problems=_PRODUCT_UNKNOWN,
        example=examples.PRODUCT,
    ),
    Operation(
        method="get",
        path="/v1/quote",
        id="quote",
        summary="What a deposit opened today would earn.",
        ask=quote,
        scope=Scope.PRODUCTS_READ,
        query=models.QuoteAsked,
        told=models.Quote,
        meaning="Rate and interest over the whole term.",
        problems=_PRODUCT_UNKNOWN,
        example=examples.QUOTE,
    ),
    Operation(
        method="post",
        path="/v1/campaigns",
        id="openCampaign",
        summary="Open a campaign.",
        ask=open_campaign,
        scope=Scope.CAMPAIGNS_WRITE,
        body=models.CampaignToOpen,
        told=models.Campaign,
        status=201,
        meaning="The campaign as it was opened. The same Idempotency-Key gives it again, and opens nothing.",
        problems={
            403: ("not_legitimate",),
            409: ("intent_reused",),
            422: ("request_malformed", "admission_refused"),
        },
        example=examples.CAMPAIGN,
    ),
    Operation(
        method="get",
        path="/v1/campaigns",
        id="listCampaigns",
        summary="Your campaigns, newest first; searched by state, reference or product.",
        ask=list_campaigns,
        scope=Scope.CAMPAIGNS_READ,
        query=models.CampaignSearch,
        told=models.CampaignPage,
        meaning="A page of them.",
    ),
    Operation(
        method="get",
        path=_CAMPAIGN,
        id="showCampaign",
        summary="One campaign of yours.",
        ask=show_campaign,
        scope=Scope.CAMPAIGNS_READ,
        told=models.Campaign,
        meaning="The campaign as it is now.",
        problems=_CAMPAIGN_UNKNOWN,
        example=examples.CAMPAIGN,
    ),
    Operation(
        method="post",
        path=f"{_CAMPAIGN}/cancel",
        id="cancelCampaign",
        summary="Call a campaign off. All that was held is released, and the members are told.",
        ask=cancel_campaign,
        scope=Scope.CAMPAIGNS_WRITE,
        body=models.Cancellation,
        told=models.Campaign,
        meaning="The campaign as it is now.",
        problems={404: ("campaign_unknown",), 409: ("campaign_fixed", "intent_reused")},
        example=examples.CAMPAIGN,
    ),
    Operation(
        method="get",
        path=f"{_CAMPAIGN}/pledges",
        id="listPledges",
        summary="The pledges in a campaign of yours, masked.",
        ask=list_pledges,
        scope=Scope.CAMPAIGNS_READ,
        told=models.PledgeList,
        meaning="All that were ever placed.",
        problems=_CAMPAIGN_UNKNOWN,
        example=examples.PLEDGES,
    ),
    Operation(
        method="get",
        path=f"{_CAMPAIGN}/deposit",
        id="showDeposit",
        summary="The term deposit of a settled campaign.",
        ask=show_deposit,
        scope=Scope.CAMPAIGNS_READ,
        told=models.Deposit,
        meaning="The deposit.",
        problems={404: ("campaign_unknown", "deposit_not_opened")},
        example=examples.DEPOSIT,
    ),
    Operation(
        method="get",
        path=f"{_CAMPAIGN}/certificates",
        id="listCertificates",
        summary="The certificates of a settled campaign, masked.",
        ask=list_certificates,
        scope=Scope.CAMPAIGNS_READ,
        told=models.CertificateList,
        meaning="The certificates.",
        problems=_CAMPAIGN_UNKNOWN,
        example=examples.CERTIFICATES,
    ),
    Operation(
        method="get",
        path=f"{_CAMPAIGN}/link",
        id="showLink",
        summary="The link that brings people to the campaign, as text.",
        ask=show_link,
        scope=Scope.CAMPAIGNS_READ,
        told=None,
        media_type="text/plain",
        meaning="The link, and a line's end.",
        problems=_CAMPAIGN_UNKNOWN,
    ),
    Operation(
        method="get",
        path=f"{_CAMPAIGN}/qr.svg",
        id="drawQrSvg",
        summary="The link as a QR code, to be drawn at any size.",
        ask=draw_qr_svg,
        scope=Scope.CAMPAIGNS_READ,
        told=None,
        media_type="image/svg+xml",
        meaning="The picture.",
        problems=_CAMPAIGN_UNKNOWN,
    ),
    Operation(
        method="get",
        path=f"{_CAMPAIGN}/qr.png",
        id="drawQrPng",
        summary="The link as a QR code, 800 × 800.",
        ask=draw_qr_png,
        scope=Scope.CAMPAIGNS_READ,
        told=None,
        media_type="image/png",
        meaning="The picture.",
        problems=_CAMPAIGN_UNKNOWN,
    ),
    Operation(
        method="post",
        path=_ENDPOINTS,
        id="registerEndpoint",
        summary="Have events sent to an address of yours.",
        ask=register_endpoint,
        scope=Scope.CAMPAIGNS_WRITE,
        told=models.EndpointWithSecret,
        meaning="The endpoint, with the secret that its events are signed with.",
        status=201,
        body=models.EndpointToRegister,
        problems={404: ("endpoint_unknown",), 409: ("too_many_endpoints", "intent_reused")},
        example=examples.ENDPOINT_WITH_SECRET,
    ),
    Operation(
        method="get",
        path=_ENDPOINTS,
        id="listEndpoints",
        summary="Your webhook endpoints.",
        ask=list_endpoints,
        scope=Scope.CAMPAIGNS_READ,
        told=models.EndpointList,
        meaning="All of them.",
    ),
    Operation(
        method="get",
        path=_ENDPOINT,
        id="showEndpoint",
        summary="One webhook endpoint of yours.",
        ask=show_endpoint,
        scope=Scope.CAMPAIGNS_READ,
        told=models.Endpoint,
        meaning="The endpoint as it is now.",
        problems=_ENDPOINT_UNKNOWN,
        example=examples.ENDPOINT,
    ),
    Operation(
        method="post",
        path=_ENDPOINT,
        id="changeEndpoint",
        summary="Change its address or types, pause it, or end a pause.",
        ask=change_endpoint,
        scope=Scope.CAMPAIGNS_WRITE,
        told=models.Endpoint,
        meaning="The endpoint as it is now.",
        body=models.EndpointChange,
        problems=_ENDPOINT_UNKNOWN,
        example=examples.ENDPOINT,
    ),
    Operation(
        method="post",
        path=f"{_ENDPOINT}/rotate_secret",
        id="rotateSecret",
        summary="Sign with a new secret, and with the old one too for a while.",
        ask=rotate_secret,
        scope=Scope.CAMPAIGNS_WRITE,
        told=models.EndpointWithSecret,
        meaning="The endpoint, with its new secret.",
        body=models.SecretRotation,
        problems=_ENDPOINT_UNKNOWN,
        example=examples.ENDPOINT_WITH_SECRET,
    ),
    Operation(
        method="delete",
        path=_ENDPOINT,
        id="deleteEndpoint",
        summary="Send nothing there any more.",
        ask=delete_endpoint,
        scope=Scope.CAMPAIGNS_WRITE,
        told=models.EndpointDeleted,
        meaning="It is deleted.",
        problems=_ENDPOINT_UNKNOWN,
    ),
    Operation(
        method="get",
        path=f"{_ENDPOINT}/deliveries",
        id="listDeliveries",
        summary="What was sent there, or is to be, newest first.",
        ask=list_deliveries,
        scope=Scope.CAMPAIGNS_READ,
        told=models.DeliveryPage,
        meaning="A page of them.",
        query=models.DeliverySearch,
        problems=_ENDPOINT_UNKNOWN,
        example=examples.DELIVERIES,
    ),
    Operation(
        method="post",
        path=f"{_ENDPOINT}/deliveries/{{delivery_id}}/redeliver",
        id="redeliver",
        summary="Send an event there once more.",
        ask=redeliver,
        scope=Scope.CAMPAIGNS_WRITE,
        told=models.Delivery,
        meaning="The new delivery, behind what waits.",
        status=201,
        body=models.Redelivery,
        problems={404: ("endpoint_unknown", "delivery_unknown")},
    ),
)
