"""What the page of a certificate says, in its reader's language: to who has its key all of it, else how it stands."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.locales import Words
from bot.locales.formatting import day, money, percent
from bot.locales.outside import tidy
from bot.web.campaign_page import Fact
from core.domain.deposit import ShareState
from core.views import NumberedCertificate


class Verdict(StrEnum):
    """What has become of a certificate, at a glance."""

    CURRENT = "current"
    REPLACED = "replaced"
    MATURED = "matured"
    LEFT = "left"


_VERDICTS = {
    ShareState.ACTIVE: Verdict.CURRENT,
    ShareState.SOLD: Verdict.REPLACED,
    ShareState.RENEWED: Verdict.REPLACED,
    ShareState.PAYABLE: Verdict.MATURED,
    ShareState.PAID_OUT: Verdict.MATURED,
    ShareState.WITHDRAWN_EARLY: Verdict.LEFT,
}


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """Everything the page shows, as plain text. `digest` is None, and `facts` are few, for who has only the number."""

    title: str
    number: str
    verdict: Verdict
    verdict_name: str
    situation: str
    reissued_as: tuple[str, ...]
    facts: tuple[Fact, ...]
    digest: str | None
    telegram: str


def certificate_page(
    found: NumberedCertificate, shown: bool, telegram: str, words: Words, zone: ZoneInfo
) -> CertificatePage:
    """The page; `shown` says whether the reader has proved that the certificate was shown to them."""
    standing = found.standing
    verdict = _VERDICTS[standing.share_state]
    if shown:
        verdict_name = words.plain(f"page-certificate-genuine-{verdict}")
    else:
        verdict_name = words.plain(f"page-certificate-verdict-{verdict}")
    return CertificatePage(
        title=words.plain("page-certificate-title", number=tidy(standing.certificate_number)),
        number=standing.certificate_number,
        verdict=verdict,
        verdict_name=verdict_name,
        situation=words.plain(f"page-certificate-state-{standing.share_state.replace('_', '-')}"),
        reissued_as=standing.reissued_as,
        facts=(*(_shown(found, words) if shown else ()), *_dates(found, words, zone)),
        digest=found.view.campaign.terms.digest if shown else None,
        telegram=telegram,
    )


def _shown(found: NumberedCertificate, words: Words) -> tuple[Fact, ...]:
    """What the certificate itself says."""
    view, locale = found.view, words.locale
    share, deposit = view.share, view.deposit

    def amount(amount_minor: int) -> str:
        return money(amount_minor, deposit.currency, locale, exact=True)

    return (
        Fact(words.plain("picture-certificate-holder"), tidy(view.holder.holder_name)),
        Fact(words.plain("picture-certificate-share"), amount(share.principal_minor)),
        Fact(words.plain("picture-certificate-rate"), percent(deposit.annual_rate_percent, locale)),
        Fact(
            words.plain("picture-certificate-interest"),
            amount(view.holding.at_maturity.interest_minor),
        ),
    )


def _dates(found: NumberedCertificate, words: Words, zone: ZoneInfo) -> tuple[Fact, ...]:
    deposit, locale = found.view.deposit, words.locale
    issued = day(found.standing.issued_at.astimezone(zone).date(), locale)
    return (
        Fact(words.plain("picture-certificate-value-date"), day(deposit.value_date, locale)),
        Fact(words.plain("picture-certificate-maturity-date"), day(deposit.maturity_date, locale)),
        Fact(words.plain("page-certificate-issued"), issued),
    )
