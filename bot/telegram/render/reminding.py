"""Reminders of a campaign, as somebody reads them who was invited and has not pledged."""

from collections.abc import Iterator

from bot.locales import Markup
from bot.locales.formatting import duration_left
from bot.telegram.callbacks import CardAction
from bot.telegram.choices import amount_choices, takes_pledge_of
from bot.telegram.keyboards import keyboard
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import card_button
from bot.telegram.render.worth import pledge_worth
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.views import CampaignView


def reminder_screen(view: CampaignView, visit: Visit, *, by_organiser: bool) -> Screen | None:
    """What is missing, how long there is, what it means to the reader, and the way in; None if they are in, or late."""
    campaign, words = view.campaign, visit.words
    if view.own_pledge is not None or not takes_pledge_of(campaign, visit.participant.id, visit.now()):
        return None
    look = card_button(words.plain("card-button-show"), campaign.id, CardAction.INVITED)
    return Screen("\n\n".join(_lines(view, visit, by_organiser=by_organiser)), keyboard([look]))


def _lines(view: CampaignView, visit: Visit, *, by_organiser: bool) -> Iterator[Markup]:
    campaign, words = view.campaign, visit.words
    name = campaign_name(campaign, visit)
    if by_organiser:
        organiser = view.organiser_name or view.initiator_name
        yield words("notice-reminder-by-organiser", name=organiser, campaign=name)
    else:
        yield words("notice-reminder-wished", campaign=name)
    yield words(
        "notice-reminder-missing",
        remaining=phrases.amount(campaign.remaining_minor, campaign.terms.currency, visit),
        until=phrases.when(campaign.closes_at, visit),
        left=duration_left(campaign.closes_at - visit.now().at, visit.locale),
    )
    yield _meaning(view, visit)


def _meaning(view: CampaignView, visit: Visit) -> Markup:
    """What the first amount on offer would earn more than alone, as far as it is known today."""
    terms, amounts = view.campaign.terms, amount_choices(view.campaign).amounts
    principal_minor = amounts[0].amount_minor if amounts else terms.member_minimum_minor
    earned = pledge_worth(view, principal_minor, visit)
    rate = phrases.rate(earned.rate_percent, visit)
    if earned.gain_minor <= 0:
        return visit.words("notice-reminder-rate", rate=rate)
    return visit.words(
        "notice-reminder-gain",
        amount=phrases.amount(principal_minor, terms.currency, visit),
        gain=phrases.amount(earned.gain_minor, terms.currency, visit),
        rate=rate,
        alone=phrases.rate(earned.alone_rate_percent, visit),
    )
