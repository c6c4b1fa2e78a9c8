"""Campaigns: opened, looked at, called off, and what became of them."""

from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

from bot.partner_api import examples, models
from bot.partner_api.calls.catalogue import find_product
from bot.partner_api.calls.designees import designees_of
from bot.partner_api.calls.finding import CAMPAIGN, CAMPAIGNS, campaign_of
from bot.partner_api.operations import Call, Operations, Post
from bot.partner_api.problems import Fault, deposit_not_opened, malformed
from bot.partner_api.rendering import campaign_told, certificate_told, deposit_told, payouts_told, pledge_told
from core.commands import CancelCampaign, OpenPartnerCampaign
from core.domain.campaign import Origin, Proposal
from core.domain.errors import AdmissionRefused, CampaignFixed
from core.domain.ids import CampaignId
from core.domain.partner import Scope
from core.views import PartnerSearch

operations = Operations()


@operations.post(
    CAMPAIGNS,
    Scope.CAMPAIGNS_WRITE,
    status=201,
    raises=(AdmissionRefused,),
    judges_scope=True,
    example=examples.CAMPAIGN,
)
async def open_campaign(call: Post, asked: models.CampaignToOpen) -> models.Campaign:
    """Open a campaign.

    The campaign as it was opened. The same Idempotency-Key gives it again, and opens nothing.
    """
    product = await find_product(call, asked.product_code)
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
        designated_only=asked.designated_only,
    )
    origin = Origin(asked.external_reference, tuple(sorted(asked.metadata.items())))
    opened = await call.caller.submit(
        OpenPartnerCampaign(
            intent=call.intent,
            actor=call.caller.actor,
            proposal=proposal,
            origin=origin,
            designees=designees_of(asked.designees),
        )
    )
    view = await call.books.partners.partners_campaign(call.partner.id, opened.campaign_id)
    assert view is not None, "it is committed"
    # As it was opened, now and whenever the same is asked again.
    return campaign_told(view.campaign.as_opened(), call.books.mode, call.books.links_of)


@operations.get(CAMPAIGNS, Scope.CAMPAIGNS_READ)
async def list_campaigns(call: Call, asked: models.CampaignSearch) -> models.CampaignPage:
    """Your campaigns, newest first; searched by state, reference or product.

    A page of them.
    """
    search = PartnerSearch(asked.state, asked.external_reference, asked.product_code)
    before = None if asked.cursor is None else CampaignId(asked.cursor)
    found = await call.books.partners.partners_campaigns(call.partner.id, search, before, asked.limit + 1)
    page, more = found[: asked.limit], len(found) > asked.limit
    return models.CampaignPage.model_construct(
        data=tuple(call.books.told(view.campaign) for view in page),
        next_cursor=page[-1].campaign.id if more else None,
    )


@operations.get(CAMPAIGN, Scope.CAMPAIGNS_READ, example=examples.CAMPAIGN)
async def show_campaign(call: Call) -> models.Campaign:
    """One campaign of yours.

    The campaign as it is now.
    """
    return call.books.told((await campaign_of(call)).campaign)


@operations.post(
    f"{CAMPAIGN}/cancel", Scope.CAMPAIGNS_WRITE, raises=(CampaignFixed,), example=examples.CAMPAIGN
)
async def cancel_campaign(call: Post, asked: models.Cancellation) -> models.Campaign:
    """Call a campaign off. All that was held is released, and the members are told.

    The campaign as it is now.
    """
    campaign_id = CampaignId(call.named["campaign_id"])
    await call.caller.submit(
        CancelCampaign(
            intent=call.intent, actor=call.caller.actor, campaign_id=campaign_id, reason=asked.reason
        )
    )
    return await show_campaign(call)


@operations.get(f"{CAMPAIGN}/pledges", Scope.CAMPAIGNS_READ, example=examples.PLEDGES)
async def list_pledges(call: Call) -> models.PledgeList:
    """The pledges in a campaign of yours, masked.

    All that were ever placed.
    """
    view = await campaign_of(call)
    pledges = await call.books.partners.pledges_for_partner(view.campaign.id)
    return models.PledgeList(data=tuple(map(pledge_told, pledges)))


@operations.get(
    f"{CAMPAIGN}/deposit", Scope.CAMPAIGNS_READ, raises=(deposit_not_opened(),), example=examples.DEPOSIT
)
async def show_deposit(call: Call) -> models.Deposit:
    """The term deposit of a settled campaign.

    The deposit.
    """
    view = await campaign_of(call)
    if view.deposit is None:
        raise deposit_not_opened()
    return deposit_told(view.deposit)


@operations.get(f"{CAMPAIGN}/certificates", Scope.CAMPAIGNS_READ, example=examples.CERTIFICATES)
async def list_certificates(call: Call) -> models.CertificateList:
    """The certificates of a settled campaign, masked.

    The certificates.
    """
    view = await campaign_of(call)
    shares = await call.books.partners.shares_for_partner(view.campaign)
    return models.CertificateList(data=tuple(map(certificate_told, shares)))


@operations.get(f"{CAMPAIGN}/payouts", Scope.CAMPAIGNS_READ, example=examples.PAYOUTS)
async def list_payouts(call: Call) -> models.PayoutList:
    """The payouts of a settled campaign, masked.

    All that were ever ordered.
    """
    view = await campaign_of(call)
    return payouts_told(await call.books.partners.payouts_for_partner(view.campaign.id))


@operations.get(f"{CAMPAIGN}/link", Scope.CAMPAIGNS_READ, media_type="text/plain")
async def show_link(call: Call) -> bytes:
    """The link that brings people to the campaign, as text.

    The link, and a line's end.
    """
    view = await campaign_of(call)
    return f"{call.books.links_of(view.campaign).anywhere}\n".encode()


@operations.get(f"{CAMPAIGN}/qr.svg", Scope.CAMPAIGNS_READ, media_type="image/svg+xml")
async def draw_qr_svg(call: Call) -> bytes:
    """The link as a QR code, to be drawn at any size.

    The picture.
    """
    view = await campaign_of(call)
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, image_factory=SvgPathImage)
    code.add_data(call.books.links_of(view.campaign).anywhere)
    drawn = BytesIO()
    code.make_image().save(drawn)
    return drawn.getvalue()


@operations.get(f"{CAMPAIGN}/qr.png", Scope.CAMPAIGNS_READ, media_type="image/png")
async def draw_qr_png(call: Call) -> bytes:
    """The link as a QR code, 800 × 800.

    The picture.
    """
    from bot.pictures.qr import draw_qr  # noqa: PLC0415 - Pillow takes its time, and the document needs none

    view = await campaign_of(call)
    return draw_qr(call.books.links_of(view.campaign).anywhere)
