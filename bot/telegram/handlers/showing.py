"""Showing a campaign's card or a certificate again, below whatever asked for it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.telegram.callbacks import CardAction, CardTap, CertificateTap
from bot.telegram.render.certificate import certificate_screen
from bot.telegram.screens import show
from bot.telegram.send_card import send_card
from bot.telegram.visit import Visit
from core.domain.errors import CampaignUnknown
from core.domain.ids import ShareId


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="showing")
    router.callback_query.register(_show_card, CardTap.filter(F.action == CardAction.SHOW))
    router.callback_query.register(_show_certificate, CertificateTap.filter())
    return router


async def _show_card(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    await send_card(visit, query, callback_data.campaign_id, fresh=True)


async def _show_certificate(query: CallbackQuery, callback_data: CertificateTap, visit: Visit) -> None:
    certificate = await visit.queries.certificate(ShareId(callback_data.share_id))
    if certificate is None or certificate.share.participant_id != visit.participant.id:
        raise CampaignUnknown  # somebody else's is answered as one that is not there
    await show(visit, query, await certificate_screen(certificate, visit), fresh=True)
