"""A participant's campaigns and certificates, as lists with a button each."""

from typing import TypeVar

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import day
from bot.telegram.callbacks import CardAction, CardTap, CertificateTap, GoTo, MinePageTap, Place
from bot.telegram.keyboards import PRIMARY, Row, keyboard, tap
from bot.telegram.paging import Page, page_buttons
from bot.telegram.render.me import back_to_me
from bot.telegram.render.phrases import amount, term
from bot.telegram.render.share import share_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.deposit import ShareState
from core.domain.ids import show_short_code
from core.domain.pledge import PledgeState
from core.views import CampaignView, CertificateView

T = TypeVar("T")


def campaigns_screen(page: Page[CampaignView], visit: Visit) -> Screen:
    """The campaigns of a page, each in a line with its state; each button shows one."""
    words = visit.words
    if not page.items and not page.number:
        opening = (tap(words.plain("start-button-open"), GoTo(place=Place.OPEN), PRIMARY),)
        joining = (tap(words.plain("start-button-join"), GoTo(place=Place.JOIN)),)
        return Screen(words("mine-none"), keyboard(opening, joining, (back_to_me(visit),)))
    lines = [words("mine-title"), *(f"• {_campaign_line(view, visit)}" for view in page.items)]
    rows: list[Row] = [(campaign_button(view, visit),) for view in page.items]
    certificates = tap(words.plain("me-button-certificates"), GoTo(place=Place.CERTIFICATES))
    return Screen(
        "\n".join(lines),
        keyboard(*rows, _beside(page, Place.MINE, visit), (certificates, back_to_me(visit))),
    )


def certificates_screen(page: Page[CertificateView], visit: Visit) -> Screen:
    """The certificates of a page, each in a line with what became of it; the buttons show one, and its share."""
    words = visit.words
    if not page.items and not page.number:
        return Screen(words("mine-no-certificates"), keyboard((back_to_me(visit),)))
    lines = [words("mine-certificates"), *(f"• {_certificate_line(view, visit)}" for view in page.items)]
    rows: list[Row] = [
        (_certificate_button(view, visit), share_button(view.share.id, visit)) for view in page.items
    ]
    portfolio = tap(words.plain("mine-button-portfolio"), GoTo(place=Place.PORTFOLIO))
    return Screen(
        "\n".join(lines),
        keyboard(*rows, _beside(page, Place.CERTIFICATES, visit), (portfolio,), (back_to_me(visit),)),
    )


def _beside(page: Page[T], place: Place, visit: Visit) -> Row:
    return page_buttons(page, lambda number: MinePageTap(place=place, page=number), visit)


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


def campaign_button(view: CampaignView, visit: Visit) -> InlineKeyboardButton:
    """A button that shows a campaign, by its code, its term and its target."""
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
