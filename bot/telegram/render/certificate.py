"""The certificate of a share: its picture, and in the caption what the picture says."""

from aiogram.types import InlineKeyboardMarkup

from bot.locales import Markup
from bot.locales.formatting import day, money
from bot.papers.attestation import Attestation
from bot.papers.certificate import CertificatePaper, write_certificate
from bot.papers.keys import key_id
from bot.pictures import CertificatePicture, draw_certificate
from bot.telegram.callbacks import CardAction, CertificateFileTap, HolderNameTap, NameShownTap
from bot.telegram.documents import Document
from bot.telegram.keyboards import PRIMARY, keyboard, tap
from bot.telegram.render import phrases
from bot.telegram.render.card_buttons import card_button
from bot.telegram.render.exiting import leave_button
from bot.telegram.render.links import check_link
from bot.telegram.render.share import share_button
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.deposit import ShareState
from core.domain.participant import NameShown, shown_name
from core.views import CertificateStanding, CertificateView

_DIGEST_SHOWN = 4


async def certificate_screen(view: CertificateView, visit: Visit, said: Markup | None = None) -> Screen:
    """The certificate as a photo, under what is `said` about it."""
    picture = await visit.easel.draw(draw_certificate, certificate_picture(view, visit))
    caption = certificate_caption(view, visit)
    return Screen(f"{said}\n\n{caption}" if said else caption, _keyboard(view, visit), picture)


def certificate_picture(view: CertificateView, visit: Visit) -> CertificatePicture:
    """What the picture shows."""
    share, deposit, terms = view.share, view.deposit, view.campaign.terms
    return CertificatePicture(
        number=share.certificate_number,
        holder=view.holder.holder_name,
        principal_minor=share.principal_minor,
        currency=deposit.currency,
        annual_rate_percent=deposit.annual_rate_percent,
        value_date=deposit.value_date,
        maturity_date=deposit.maturity_date,
        interest_at_maturity_minor=view.holding.at_maturity.interest_minor,
        deposit_number=deposit.number,
        campaign_title=_title(view, visit),
        terms_digest_short=_short(terms.digest),
        issued_at=share.issued_at.astimezone(visit.zone),
        locale=visit.locale,
        qr=check_link(share, visit),
    )


def _short(digest: str) -> str:
    return f"{digest[:_DIGEST_SHOWN]}-{digest[_DIGEST_SHOWN : 2 * _DIGEST_SHOWN]}"


def attestation(view: CertificateView, visit: Visit) -> Attestation:
    """What the certificate attests, stated now."""
    share, deposit = view.share, view.deposit
    return Attestation(
        number=share.certificate_number,
        holder=view.holder.holder_name,
        principal_minor=share.principal_minor,
        currency=deposit.currency,
        annual_rate_percent=deposit.annual_rate_percent,
        value_date=deposit.value_date,
        maturity_date=deposit.maturity_date,
        interest_at_maturity_minor=view.holding.at_maturity.interest_minor,
        deposit_number=deposit.number,
        product_code=deposit.product_code,
        terms_digest=view.campaign.terms.digest,
        issued_on=share.issued_at.astimezone(visit.zone).date(),
        stated_at=visit.now().at.replace(microsecond=0),
    )


async def certificate_file(view: CertificateView, visit: Visit) -> Document:
    """The certificate as a signed PDF, with how it is verified."""
    link = check_link(view.share, visit)
    paper = CertificatePaper(attestation(view, visit), _title(view, visit), link, visit.locale)
    content = await visit.easel.write(lambda: write_certificate(paper, visit.signer))
    name = f"hecun-certificate-{view.share.certificate_number}.pdf"
    return Document(
        name, content, visit.words("certificate-file", key=Markup(key_id(visit.signer.public_key)))
    )


def name_shown_screen(view: CertificateView, visit: Visit) -> Screen:
    """How much of the holder's name certificates show, each way with what it comes to."""
    holder = view.holder
    buttons = [
        tap(
            visit.words.plain(f"name-shown-{shown}", name=shown_name(holder.name, shown)),
            NameShownTap(share_id=view.share.id, shown=shown),
            PRIMARY if shown is holder.name_shown else None,
        )
        for shown in NameShown
    ]
    return Screen(visit.words("name-shown-ask"), keyboard(*((button,) for button in buttons)))


def standing_screen(standing: CertificateStanding | None, visit: Visit) -> Screen:
    """Whether a certificate is current, to whoever came by its code; names and amounts are the holder's to show."""
    if standing is None:
        return with_way_on(visit.words("standing-unknown"), visit)
    lines = (
        visit.words("standing-number", number=Markup(standing.certificate_number)),
        visit.words(f"standing-{standing.share_state.replace('_', '-')}"),
        visit.words(
            "standing-dates",
            issued=day(standing.issued_at.astimezone(visit.zone).date(), visit.locale),
            maturity_date=day(standing.maturity_date, visit.locale),
        ),
        *(visit.words("standing-reissued", number=Markup(number)) for number in standing.reissued_as),
    )
    return with_way_on(Markup("\n".join(lines)), visit)


def _title(view: CertificateView, visit: Visit) -> str:
    terms = view.campaign.terms
    target = phrases.amount(terms.target_minor, terms.currency, visit)
    return visit.words.plain(
        "certificate-picture-title", target=target, term=phrases.term(terms.term_months, visit)
    )


def certificate_caption(view: CertificateView, visit: Visit) -> Markup:
    """All that the picture says, for who cannot see it."""
    words, share, deposit = visit.words, view.share, view.deposit
    earned = money(view.holding.at_maturity.interest_minor, deposit.currency, visit.locale, exact=True)
    lines = (
        words("certificate-caption", number=Markup(share.certificate_number)),
        words("certificate-held-by", holder=view.holder.holder_name),
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
        words(
            "certificate-issued",
            date=day(share.issued_at.astimezone(visit.zone).date(), visit.locale),
            campaign=_title(view, visit),
            digest=Markup(_short(view.campaign.terms.digest)),
        ),
    )
    return Markup("\n".join(lines))


def _keyboard(view: CertificateView, visit: Visit) -> InlineKeyboardMarkup:
    say, share_id = visit.words.plain, view.share.id
    early = view.share.state is ShareState.ACTIVE and view.deposit.lasts_on(visit.now().day)
    leave = [leave_button(view.share, visit)] if early else []
    return keyboard(
        (
            tap(say("certificate-button-file"), CertificateFileTap(share_id=share_id), PRIMARY),
            tap(say("certificate-button-name"), HolderNameTap(share_id=share_id)),
        ),
        leave,
        (
            share_button(view.share.id, visit),
            card_button(say("card-button-show"), view.campaign.id, CardAction.SHOW),
        ),
    )
