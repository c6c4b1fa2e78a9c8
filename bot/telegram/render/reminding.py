"""Reminders of a campaign: as its organiser previews them, as they are read, and what their readers can say to them."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup, from_outside
from bot.locales.formatting import duration_left
from bot.telegram.callbacks import (
    CardAction,
    CardTap,
    NudgesTap,
    PeopleTap,
    ReminderWishTap,
    RemindSureTap,
)
from bot.telegram.choices import amount_choices, takes_pledge_of
from bot.telegram.keyboards import PRIMARY, SUCCESS, Row, columns, keyboard, tap
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import card_button
from bot.telegram.render.worth import pledge_worth
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.reminding import ReminderWish, turnout
from core.views import CampaignView, Circle

_NAMES_SHOWN = 10


def reminder_screen(view: CampaignView, visit: Visit, *, by_organiser: bool) -> Screen | None:
    """What is missing, how long there is, what it means to the reader, and the way in; None if they are in, or late."""
    campaign, words = view.campaign, visit.words
    wanted = view.invited and view.own_pledge is None and not view.declined
    if not wanted or not takes_pledge_of(campaign, visit.participant.id, visit.now()):
        return None
    look = tap(
        words.plain("reminding-button-join"),
        CardTap(campaign_id=campaign.id, action=CardAction.INVITED),
        SUCCESS,
    )
    text = "\n\n".join(_lines(view, visit, by_organiser=by_organiser))
    return Screen(text, keyboard([look], *ways_out(campaign, visit)))


def ways_out(campaign: Campaign, visit: Visit) -> Sequence[Row]:
    """For who would rather not hear of it: of this campaign, or of any."""
    decline = card_button(visit.words.plain("card-button-decline"), campaign.id, CardAction.DECLINE)
    return [[decline, stop_button(visit)]]


def stop_button(visit: Visit) -> InlineKeyboardButton:
    """The way out of all nudges."""
    return tap(visit.words.plain("notifications-button-stop"), NudgesTap(stopped=True))


def preview_screen(view: CampaignView, circle: Circle, nonce: str, visit: Visit) -> Screen:
    """Whom a reminder would go to, and how it reads; those whom the list of invited names are named."""
    campaign, words = view.campaign, visit.words
    people = turnout(circle.invitees, visit.now().at).remindable
    named = [from_outside(circle.names[each]) for each in people if each in circle.names]
    shown = named[:_NAMES_SHOWN]
    lines = [words("reminding-preview", count=len(people))]
    if shown:
        names = Markup(words.plain("card-names-join").join(shown))
        more = len(people) - len(shown)
        lines.append(words("card-people-more", names=names, count=more) if more else names)
    lines.append(words("reminding-preview-text"))
    text = "\n\n".join(_lines(view, visit, by_organiser=True))
    lines.append(Markup(f"<blockquote>{text}</blockquote>"))
    send = tap(
        words.plain("reminding-button-send", count=len(people)),
        RemindSureTap(campaign_id=campaign.id, nonce=nonce),
        PRIMARY,
    )
    back = tap(words.plain("reminding-button-back"), PeopleTap(campaign_id=campaign.id, page=0))
    return Screen("\n\n".join(lines), keyboard([send], [back]))


def wish_screen(view: CampaignView, visit: Visit, note: Markup | None = None) -> Screen:
    """When the reader wants to be reminded, as far as there is time for it; `note` says what was chosen just now."""
    campaign, words = view.campaign, visit.words
    now = visit.now().at
    chosen = None if view.reminding is None else view.reminding.wish
    wishes = [
        tap(
            words.plain("reminding-button-wish", wish=wish),
            ReminderWishTap(campaign_id=campaign.id, wish=wish),
            PRIMARY if wish is chosen else None,
        )
        for wish in ReminderWish
        if (at := wish.at(now, campaign.closes_at)) is None or now < at < campaign.closes_at
    ]
    asked = words("reminding-wish-ask", campaign=campaign_name(campaign, visit))
    card = card_button(words.plain("card-button-show"), campaign.id, CardAction.SHOW)
    return Screen(note or asked, keyboard(*columns(wishes, 1), [card]))


def wished(view: CampaignView, visit: Visit) -> Markup:
    """When they will be reminded, or that they will not be."""
    name, said = campaign_name(view.campaign, visit), view.reminding
    chosen = visit.participant.notifications
    due_at = None if said is None else said.due_at(view.campaign.closes_at, chosen)
    if due_at is None:
        return visit.words("reminding-wished-never", campaign=name)
    return visit.words("reminding-wished", campaign=name, at=phrases.when(due_at, visit))


def declined_screen(view: CampaignView, visit: Visit) -> Screen:
    """That they said no, and that the door stays open."""
    campaign, words = view.campaign, visit.words
    said = words("reminding-declined", campaign=campaign_name(campaign, visit))
    card = card_button(words.plain("card-button-show"), campaign.id, CardAction.SHOW)
    return Screen(said, keyboard([card], [stop_button(visit)]))


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
