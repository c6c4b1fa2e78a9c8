"""What the page of a campaign says, in its reader's language: values in, words out. Nothing of members but how many."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.disclosure import disclosure_lines
from bot.locales import Markup, Words
from bot.locales.formatting import day, duration_left, instant, money, percent
from bot.pictures import CardPicture, CardState
from core.domain.account import DebitAmountType
from core.domain.campaign import Campaign, CampaignState
from core.domain.ids import show_short_code
from core.domain.moment import Moment
from core.views import LinkedCampaign

INVITING = frozenset({CampaignState.OPEN, CampaignState.REPAIRING})
_MOVING = INVITING | {CampaignState.FUNDED, CampaignState.SETTLING}
REFRESH_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a campaign is found: the page's own address, and that of the chat with the bot."""

    page: str
    telegram: str

    def picture(self, locale: str) -> str:
        """The preview picture, which pages of other people fetch by its whole address."""
        return f"{self.page}/card.png?{urlencode({'lang': locale})}"


@dataclass(frozen=True, slots=True)
class Tier:
    """A rate tier; `reached` by what is pledged, `ours` if the campaign is opened at it."""

    from_amount: str
    rate: str
    ours: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list: what it is about, and what is so."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant that reads the same everywhere: with its time zone in words, and for machines (RFC 3339)."""

    shown: str
    zone: str
    left: str
    machine: str


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """Everything a page shows. `terms` are HTML of our own; all else is plain text."""

    title: str
    description: str
    state: CampaignState
    state_name: str
    target: str
    rate: str
    rate_line: str
    pledged: str
    remaining: str
    progress_percent: int
    people: str
    deadline: Deadline | None
    situation: str
    tiers: tuple[Tier, ...]
    limits: tuple[Fact, ...]
    terms: tuple[Markup, ...]
    digest: str
    addresses: Addresses
    picture: str
    short_code: str | None
    refresh_seconds: int | None

    @property
    def inviting(self) -> bool:
        """Whether somebody may still come in."""
        return self.short_code is not None


def campaign_page(
    linked: LinkedCampaign, addresses: Addresses, words: Words, now: Moment, zone: ZoneInfo
) -> CampaignPage:
    """The page as it is now."""
    campaign, terms = linked.campaign, linked.campaign.terms
    target = money(terms.target_minor, terms.currency, words.locale)
    rate = percent(terms.annual_rate_percent, words.locale)
    term = words.plain("term-months", months=terms.term_months)
    return CampaignPage(
        title=words.plain("page-title", target=target, term=term, rate=rate),
        description=words.plain("page-description", people=_people(campaign, words)),
        state=campaign.state,
        state_name=words.plain(f"picture-state-{campaign.state}"),
        target=words.plain("page-target", target=target, term=term),
        rate=rate,
        rate_line=words.plain(
            "page-rate-alone",
            rate=percent(terms.rate_alone_percent(terms.member_minimum_minor), words.locale),
        ),
        pledged=money(campaign.pledged_minor, terms.currency, words.locale),
        remaining=_remaining(campaign, words),
        progress_percent=campaign.pledged_minor * 100 // terms.target_minor,
        people=_people(campaign, words),
        deadline=_deadline(campaign, words, now, zone),
        situation=_situation(linked, words, now),
        tiers=_tiers(campaign, words),
        limits=_limits(campaign, words),
        terms=tuple(disclosure_lines(terms, linked.insured_cap_minor, words, now.day)),
        digest=terms.digest,
        addresses=addresses,
        picture=addresses.picture(words.locale),
        short_code=show_short_code(campaign.short_code) if campaign.state in INVITING else None,
        refresh_seconds=REFRESH_SECONDS if campaign.state in _MOVING else None,
    )


def _people(campaign: Campaign, words: Words) -> str:
    return words.plain("page-people", count=campaign.member_count)


def _remaining(campaign: Campaign, words: Words) -> str:
    if campaign.state in (CampaignState.EXPIRED, CampaignState.CANCELLED):
        return ""
    if not campaign.remaining_minor:
        return words.plain("page-full")
    left = money(campaign.remaining_minor, campaign.terms.currency, words.locale)
    return words.plain("page-remaining", amount=left)


def _deadline(campaign: Campaign, words: Words, now: Moment, zone: ZoneInfo) -> Deadline | None:
    if campaign.state is not CampaignState.OPEN:
        return None
    at = campaign.closes_at
    return Deadline(
        shown=instant(at, zone, words.locale),
        zone=_offset(at, zone),
        left=duration_left(at - now.at, words.locale),
        machine=at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    )


def _offset(at: datetime, zone: ZoneInfo) -> str:
    """`UTC+8`, `UTC−3:30`."""
    minutes = int((at.astimezone(zone).utcoffset() or zone.utcoffset(at)).total_seconds() // 60)  # type: ignore[union-attr]  # an aware instant in a zone has an offset
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


def _situation(linked: LinkedCampaign, words: Words, now: Moment) -> str:
    """What the state means for somebody who reads this."""
    campaign = linked.campaign
    if campaign.state is CampaignState.SETTLED and linked.deposit is not None:
        return words.plain(
            "page-state-settled",
            value_date=day(linked.deposit.value_date, words.locale),
            maturity_date=day(linked.deposit.maturity_date, words.locale),
        )
    if campaign.state is CampaignState.OPEN and now.at >= campaign.closes_at:
        return words.plain("page-state-closing")
    return words.plain(f"page-state-{campaign.state}")


def _tiers(campaign: Campaign, words: Words) -> tuple[Tier, ...]:
    terms = campaign.terms
    ours = terms.rates.tier_for(terms.target_minor)
    return tuple(
        Tier(
            from_amount=money(tier.from_minor, terms.currency, words.locale),
            rate=percent(tier.annual_rate_percent, words.locale),
            ours=tier == ours,
            reached=campaign.pledged_minor >= tier.from_minor,
        )
        for tier in terms.rates.tiers
    )


def _limits(campaign: Campaign, words: Words) -> tuple[Fact, ...]:
    """How much one person may put in, and how many they may be."""
    terms, locale = campaign.terms, words.locale
    amounts = {money(each, terms.currency, locale) for each in terms.seat_amounts_minor}
    facts = []
    if terms.debit_amount_types == {DebitAmountType.EQUAL_SHARE}:
        each = words.plain("page-limit-shares", count=len(terms.seat_amounts_minor))
        facts.append(Fact(each, " / ".join(sorted(amounts))))
    else:
        least = money(terms.member_minimum_minor, terms.currency, locale)
        most = money(terms.member_maximum_minor, terms.currency, locale)
        facts.append(
            Fact(words.plain("page-limit-amount"), words.plain("page-limit-range", least=least, most=most))
        )
    facts.append(Fact(words.plain("page-limit-people"), str(terms.head_count_max)))
    return tuple(facts)


def preview_picture(linked: LinkedCampaign, words: Words, zone: ZoneInfo, bot_username: str) -> CardPicture:
    """The card as a messenger shows it beside the link: no name, no QR, no code, and no time that is left."""
    campaign, terms = linked.campaign, linked.campaign.terms
    is_open = campaign.state is CampaignState.OPEN
    return CardPicture(
        title=words.plain("card-picture-title", term=words.plain("term-months", months=terms.term_months)),
        locale=words.locale,
        currency=terms.currency,
        target_minor=terms.target_minor,
        pledged_minor=campaign.pledged_minor,
        annual_rate_percent=terms.annual_rate_percent,
        alone_rate_percent=terms.rate_alone_percent(terms.member_minimum_minor),
        member_names=(),
        member_count=campaign.member_count,
        seats=terms.seats_for_everybody,
        state=CardState(campaign.state.value),
        closes_text=instant(campaign.closes_at, zone, words.locale) if is_open else "",
        link=None,
        short_code=None,
        bot_username=bot_username,
        tiers=tuple((tier.from_minor, tier.annual_rate_percent) for tier in terms.rates.tiers),
    )
