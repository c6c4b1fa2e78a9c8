"""Alarms in words: to each admin in private, and to their group, where no name and no free text of others belongs."""

from bot.links import desk_link
from bot.locales import Markup
from bot.telegram.admin_callbacks import AdminGo, AdminPlace
from bot.telegram.keyboards import DANGER, keyboard, link, tap
from bot.telegram.render import phrases
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.notice import (
    Alarm,
    BankUnreachable,
    ChainBroken,
    EndpointDisabled,
    MismatchesFound,
    OrderContradicted,
    OrdersInQuestion,
    OutboxStuck,
    UpdateSetAside,
)


def alarm_screen(alarm: Alarm, visit: Visit) -> Screen:
    """To an admin, with the way to where something can be done."""
    show = tap(visit.words.plain("alarm-button"), AdminGo(place=place_of(alarm)), DANGER)
    return Screen(_text(alarm, visit), keyboard((show,)))


def group_alarm_screen(alarm: Alarm, visit: Visit) -> Screen:
    """To the admins' group: what is to be done is done in private, by who may."""
    show = link(visit.words.plain("alarm-button"), desk_link(visit.bot_username, place_of(alarm)), DANGER)
    return Screen(_text(alarm, visit, in_group=True), keyboard((show,)))


def over_screen(visit: Visit) -> Screen:
    """To the admins' group, as an answer to the alarm: it is over."""
    return Screen(visit.words("alarm-over"))


def place_of(alarm: Alarm) -> AdminPlace:
    """Where an admin can see and do something about it."""
    match alarm:
        case OrdersInQuestion() | OrderContradicted():
            return AdminPlace.ORDERS
        case MismatchesFound():
            return AdminPlace.MISMATCHES
        case EndpointDisabled():
            return AdminPlace.PARTNERS
        case BankUnreachable():
            return AdminPlace.MISMATCHES
        case UpdateSetAside() | OutboxStuck():
            return AdminPlace.DELIVERIES
        case ChainBroken():
            return AdminPlace.OVERVIEW


def _text(alarm: Alarm, visit: Visit, *, in_group: bool = False) -> Markup:
    words = visit.words
    match alarm:
        case OrdersInQuestion() | OrderContradicted():
            return _about_orders(alarm, visit, in_group=in_group)
        case MismatchesFound():
            return words("alarm-mismatches", count=alarm.count)
        case EndpointDisabled():
            return words(
                "alarm-endpoint-disabled",
                partner=alarm.partner_name,
                endpoint=alarm.endpoint_id,
                since=phrases.when(alarm.failing_since, visit),
            )
        case UpdateSetAside():
            update_id = Markup(str(alarm.update_id))
            return words("alarm-update-set-aside", update_id=update_id, reason=alarm.reason)
        case BankUnreachable():
            return words("alarm-bank-unreachable", since=phrases.when(alarm.since, visit))
        case ChainBroken():
            return words("alarm-chain-broken", sequence=alarm.sequence)
        case OutboxStuck():
            since = phrases.when(alarm.since, visit)
            return words("alarm-outbox-stuck", count=alarm.count, since=since)


def _about_orders(alarm: OrdersInQuestion | OrderContradicted, visit: Visit, *, in_group: bool) -> Markup:
    """What a bank wrote is for admins only: there may be anything in it."""
    words = visit.words
    match alarm:
        case OrdersInQuestion():
            since, reference = phrases.when(alarm.since, visit), Markup(alarm.reference)
            return words("notice-orders-in-question", count=alarm.count, since=since, reference=reference)
        case OrderContradicted() if in_group:
            return words("alarm-order-contradicted", reference=Markup(alarm.reference))
        case OrderContradicted():
            return words("notice-order-contradicted", reference=Markup(alarm.reference), found=alarm.found)
