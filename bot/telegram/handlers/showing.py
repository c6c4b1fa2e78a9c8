"""Showing a campaign's card or a certificate again, below whatever asked for it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.telegram.callbacks import (
    CardAction,
    CardTap,
    CertificateFileTap,
    CertificateTap,
    HolderNameTap,
    NameShownTap,
)
from bot.telegram.documents import hand_over
from bot.telegram.render.certificate import certificate_file, certificate_screen, name_shown_screen
from bot.telegram.screens import show
from bot.telegram.send_card import send_card
from bot.telegram.visit import Visit
from core.commands import ChooseNameShown
from core.domain.errors import CampaignUnknown
from core.domain.ids import IntentId, ShareId
from core.domain.participant import Audience
from core.views import CertificateView


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="showing")
    router.callback_query.register(_show_card, CardTap.filter(F.action == CardAction.SHOW))
    router.callback_query.register(_show_certificate, CertificateTap.filter())
    router.callback_query.register(_send_file, CertificateFileTap.filter())
    router.callback_query.register(_ask_name, HolderNameTap.filter())
    router.callback_query.register(_choose_name, NameShownTap.filter())
    return router


async def _show_card(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    await send_card(visit, query, callback_data.campaign_id, fresh=True)


async def _show_certificate(query: CallbackQuery, callback_data: CertificateTap, visit: Visit) -> None:
    certificate = await _own(callback_data.share_id, visit)
    await show(visit, query, await certificate_screen(certificate, visit), fresh=True)


async def _send_file(_query: CallbackQuery, callback_data: CertificateFileTap, visit: Visit) -> None:
    certificate = await _own(callback_data.share_id, visit)
    await visit.answer(visit.words.plain("file-on-its-way"))
    await hand_over(visit, await certificate_file(certificate, visit))


async def _ask_name(query: CallbackQuery, callback_data: HolderNameTap, visit: Visit) -> None:
    certificate = await _own(callback_data.share_id, visit)
    await show(visit, query, name_shown_screen(certificate, visit), fresh=True)


async def _choose_name(query: CallbackQuery, callback_data: NameShownTap, visit: Visit) -> None:
    await _own(callback_data.share_id, visit)
    intent = IntentId(f"name-shown:{visit.participant.id}:{query.id}")
    await visit.ask(
        ChooseNameShown(
            intent=intent, actor=visit.actor, audience=Audience.CERTIFICATES, shown=callback_data.shown
        )
    )
    certificate = await _own(callback_data.share_id, visit)
    await show(visit, query, await certificate_screen(certificate, visit))


async def _own(share_id: str, visit: Visit) -> CertificateView:
    """The certificate, if it is theirs; somebody else's is answered as one that is not there."""
    certificate = await visit.queries.certificate(ShareId(share_id))
    if certificate is None or certificate.share.participant_id != visit.participant.id:
        raise CampaignUnknown
    return certificate
