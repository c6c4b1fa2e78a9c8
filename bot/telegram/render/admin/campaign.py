"""A campaign as an admin sees it."""

from collections.abc import Iterator

from bot.locales import Markup
from bot.locales.formatting import day
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, CampaignTap, ParticipantTap, Power, PowerTap
from bot.telegram.admin_drafts import Search
from bot.telegram.admin_subjects import can
from bot.telegram.keyboards import DANGER, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.overview import state_words
from bot.telegram.render.admin.ways import ways_back
from bot.telegram.render.phrases import in_full
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.campaign import CampaignState
from core.domain.ids import show_short_code
from core.usecases.ordering import BANK_DECLINED
from core.usecases.pooling import INITIATOR_CANCELLED
from core.views import CampaignView


def campaign_screen(view: CampaignView, search: Search | None, visit: Visit) -> Screen:
    """State, target, what is pledged and by how many, times, initiator; who the members are is not told."""
    words, campaign = visit.words, view.campaign
    initiator = [
        tap(words.plain("admin-button-initiator"), ParticipantTap(participant_id=participant_id))
        for participant_id in campaign.initiator_in_chat
    ]
    refresh = tap(words.plain("admin-button-refresh"), CampaignTap(campaign_id=campaign.id))
    cancel = PowerTap(power=Power.CANCEL, subject=campaign.id)
    rows = [
        (*initiator, refresh),
        (tap(words.plain("admin-button-mismatches"), AdminGo(place=AdminPlace.MISMATCHES)),)
        if campaign.paused
        else (),
        (tap(words.plain("admin-button-cancel"), cancel, DANGER),) if can(Power.CANCEL, view) else (),
        ways_back(search, visit),
    ]
    return Screen("\n".join(_lines(view, visit)), staff_keyboard(visit, *rows))


def campaign_headline(view: CampaignView, visit: Visit) -> Markup:
    """The code, and what the campaign is for."""
    terms = view.campaign.terms
    return visit.words(
        "admin-campaign",
        code=Markup(show_short_code(view.campaign.short_code)),
        target=phrases.amount(terms.target_minor, terms.currency, visit),
        term=phrases.term(terms.term_months, visit),
        rate=phrases.rate(terms.annual_rate_percent, visit),
    )


def _lines(view: CampaignView, visit: Visit) -> Iterator[Markup]:
    words, campaign, terms = visit.words, view.campaign, view.campaign.terms
    yield campaign_headline(view, visit)
    yield words("admin-campaign-state", state=state_words(campaign.state, visit))
    yield words(
        "admin-campaign-pledged",
        pledged=phrases.amount(campaign.pledged_minor, terms.currency, visit),
        target=phrases.amount(terms.target_minor, terms.currency, visit),
        count=campaign.member_count,
    )
    if campaign.checking_count:
        yield words("admin-campaign-checking", count=campaign.checking_count)
    if campaign.paused:
        yield words("admin-campaign-paused", count=campaign.mismatch_count)
    yield words("admin-campaign-deadline", when=phrases.when(terms.deadline, visit))
    yield from _what_time_brings(view, visit)
    opened = phrases.when(campaign.opened_at, visit)
    yield words("admin-campaign-initiator", name=view.initiator_name, when=opened)
    yield words("admin-id", id=Markup(campaign.id))


def _what_time_brings(view: CampaignView, visit: Visit) -> Iterator[Markup]:
    words, campaign = visit.words, view.campaign
    if campaign.closes_at != campaign.terms.deadline:
        yield words("admin-campaign-refill", when=phrases.when(campaign.closes_at, visit))
    if campaign.mend_until is not None:
        until = phrases.when(campaign.mend_until, visit)
        yield words("admin-campaign-repair", count=campaign.ailing_count, when=until)
    if view.deposit is not None:
        yield words(
            "admin-campaign-deposit",
            value_date=day(view.deposit.value_date, visit.locale),
            maturity_date=day(view.deposit.maturity_date, visit.locale),
        )
    if campaign.state is CampaignState.CANCELLED:
        if campaign.ended_reason in (None, INITIATOR_CANCELLED):
            yield words("admin-campaign-cancelled")
        elif campaign.ended_reason == BANK_DECLINED:
            yield words("admin-campaign-declined")
        else:
            yield words("admin-campaign-cancelled-by-bank", reason=in_full(campaign.ended_reason))
