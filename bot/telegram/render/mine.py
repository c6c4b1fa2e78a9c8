"""A participant's campaigns and certificates, as lists with a button each."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import day
from bot.telegram.callbacks import CardAction, CardTap, CertificateTap, GoTo, Place
from bot.telegram.keyboards import PRIMARY, Row, keyboard, tap
from bot.telegram.render.phrases import amount, term
from bot.telegram.render.share import share_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.deposit import ShareState
from core.domain.ids import show_short_code
from core.domain.pledge import PledgeState
from core.views import CampaignView, CertificateView

CAMPAIGNS_SHOWN = 10
_CERTIFICATES_SHOWN = 10


def mine_screen(
    campaigns: Sequence[CampaignView], certificates: Sequence[CertificateView], visit: Visit
) -> Screen:
    """The newest campaigns and certificates; each button shows one."""
    words = visit.words
    opening = (tap(words.plain("start-button-open"), GoTo(place=Place.OPEN), None if campaigns else PRIMARY),)
    joining = (tap(words.plain("start-button-join"), GoTo(place=Place.JOIN)),)
    if not campaigns:
        return Screen(words("mine-none"), keyboard(opening, joining))
    certificates = certificates[:_CERTIFICATES_SHOWN]
    lines = [words("mine-title"), *(f"• {_campaign_line(view, visit)}" for view in campaigns)]
    if certificates:
        held = (f"• {_certificate_line(view, visit)}" for view in certificates)
        lines += ["", words("mine-certificates"), *held]
    rows: list[Row] = [(_campaign_button(view, visit),) for view in campaigns]
    rows += [(_certificate_button(view, visit), share_button(view.share.id, visit)) for view in certificates]
    holding: Row = (
        (tap(words.plain("mine-button-portfolio"), GoTo(place=Place.PORTFOLIO), PRIMARY),)
        if certificates
        else ()
    )
    return Screen("\n".join(lines), keyboard(holding, *rows, (*opening, *joining)))


def _campaign_line(view: CampaignView, visit: Visit) -> Markup:
    campaign, terms, own = view.campaign, view.campaign.terms, view.own_pledge
    facts = {
        "term": term(terms.term_months, visit),
        "pledged": amount(campaign.pledged_minor, terms.currency, visit),
        "target": amount(terms.target_minor, terms.currency, visit),
        "state": visit.words(f"picture-state-{campaign.state}"),
    }
    position = campaign.waiting.position(visit.participant.id)
    if position is not None:
        return visit.words("mine-campaign-waiting", **facts, position=position)
    if view.own_shares:
        held_minor = sum(share.principal_minor for share in view.active_shares)
        held = amount(held_minor, terms.currency, visit)
        return visit.words("mine-campaign-own", **facts, own=held)
    if own is None:
        return visit.words("mine-campaign", **facts)
    shown = amount(own.amount_minor, terms.currency, visit)
    if own.state is PledgeState.RESERVED:
        return visit.words("mine-campaign-checking", **facts, own=shown)
    return visit.words("mine-campaign-own", **facts, own=shown)


def _campaign_button(view: CampaignView, visit: Visit) -> InlineKeyboardButton:
    campaign, terms = view.campaign, view.campaign.terms
    text = visit.words.plain(
        "mine-button-campaign",
        code=Markup(show_short_code(campaign.short_code)),
        term=term(terms.term_months, visit),
        target=amount(terms.target_minor, terms.currency, visit),
    )
    return tap(text, CardTap(campaign_id=campaign.id, action=CardAction.SHOW))


def _certificate_line(view: CertificateView, visit: Visit) -> Markup:
    share, number = view.share, Markup(view.share.certificate_number)
    principal = amount(share.principal_minor, view.deposit.currency, visit)
    if share.state is not ShareState.ACTIVE:
        return visit.words("mine-certificate-ended", number=number, amount=principal, state=share.state)
    maturity = day(view.deposit.maturity_date, visit.locale)
    return visit.words("mine-certificate", number=number, amount=principal, maturity=maturity)


def _certificate_button(view: CertificateView, visit: Visit) -> InlineKeyboardButton:
    number = Markup(view.share.certificate_number)
    return tap(
        visit.words.plain("mine-button-certificate", number=number), CertificateTap(share_id=view.share.id)
    )
