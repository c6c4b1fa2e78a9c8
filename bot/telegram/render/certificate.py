"""The certificate of a share: its picture, and in the caption what the picture says."""

from aiogram.types import InlineKeyboardMarkup

from bot.locales import Markup
from bot.locales.formatting import day, money
from bot.pictures import CertificatePicture, draw_certificate
from bot.telegram.callbacks import CardAction
from bot.telegram.keyboards import keyboard
from bot.telegram.render import phrases
from bot.telegram.render.card_buttons import card_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.interest import interest
from core.domain.money import minor_digits
from core.views import CertificateView

_DIGEST_SHOWN = 4


async def certificate_screen(view: CertificateView, visit: Visit, said: Markup | None = None) -> Screen:
    """The certificate as a photo, under what is `said` about it."""
    picture = await visit.easel.draw(draw_certificate, certificate_picture(view, visit))
    caption = certificate_caption(view, visit)
    return Screen(f"{said}\n\n{caption}" if said else caption, _keyboard(view, visit), picture)


def certificate_picture(view: CertificateView, visit: Visit) -> CertificatePicture:
    """What the picture shows. There is no address yet where it could be checked, so no QR."""
    share, deposit, terms = view.share, view.deposit, view.campaign.terms
    digest = terms.digest
    return CertificatePicture(
        number=share.certificate_number,
        holder=view.holder.name,
        principal_minor=share.principal_minor,
        currency=deposit.currency,
        annual_rate_percent=deposit.annual_rate_percent,
        value_date=deposit.value_date,
        maturity_date=deposit.maturity_date,
        interest_at_maturity_minor=interest_at_maturity_minor(view),
        deposit_number=deposit.number,
        campaign_title=_title(view, visit),
        terms_digest_short=f"{digest[:_DIGEST_SHOWN]}-{digest[_DIGEST_SHOWN : 2 * _DIGEST_SHOWN]}",
        issued_at=share.issued_at.astimezone(visit.zone),
        locale=visit.locale,
        qr=None,
    )


def _title(view: CertificateView, visit: Visit) -> str:
    terms = view.campaign.terms
    target = phrases.amount(terms.target_minor, terms.currency, visit)
    return visit.words.plain(
        "certificate-picture-title", target=target, term=phrases.term(terms.term_months, visit)
    )


def interest_at_maturity_minor(view: CertificateView) -> int:
    """What the share itself earns over the whole term."""
    deposit = view.deposit
    return interest(
        view.share.principal_minor,
        deposit.annual_rate_percent,
        deposit.value_date,
        deposit.maturity_date,
        deposit.day_count,
        deposit.compounding,
        deposit.rounding,
        minor_digits(deposit.currency),
    ).interest_minor


def certificate_caption(view: CertificateView, visit: Visit) -> Markup:
    """Number, principal, rate, dates and interest at maturity."""
    words, share, deposit = visit.words, view.share, view.deposit
    earned = money(interest_at_maturity_minor(view), deposit.currency, visit.locale, exact=True)
    lines = (
        words("certificate-caption", number=Markup(share.certificate_number)),
        words(
            "certificate-share",
            principal=money(share.principal_minor, deposit.currency, visit.locale, exact=True),
            deposit=Markup(deposit.number),
            rate=phrases.rate(deposit.annual_rate_percent, visit),
        ),
        words(
            "certificate-dates",
            value_date=day(deposit.value_date, visit.locale),
            maturity_date=day(deposit.maturity_date, visit.locale),
        ),
        words("certificate-interest", interest=earned),
    )
    return Markup("\n".join(lines))


def _keyboard(view: CertificateView, visit: Visit) -> InlineKeyboardMarkup:
    show = visit.words.plain("card-button-show")
    return keyboard([card_button(show, view.campaign.id, CardAction.SHOW)])
