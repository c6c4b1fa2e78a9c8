"""Partners as an admin sees them: what each may, today's use of it, its keys by their beginning, and its webhooks."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from aiogram.types import InlineKeyboardButton

from bot.addresses import shown_address
from bot.locales import Key, Markup
from bot.locales.outside import isolated, tidy
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    EndpointSwitch,
    EndpointTap,
    PartnerPart,
    PartnerPower,
    PartnerPowerTap,
    PartnersTap,
    PartnerTap,
    RedeliverTap,
    Switch,
)
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, columns, tap
from bot.telegram.paging import Page
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import other_pages, overview_button
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.partner import Partner, PartnerKey, Permissions, Scope
from core.domain.webhook import EndpointState
from core.views import DeliveryView, EndpointHealth

PARTNERS_SHOWN = 6
KEY_TAIL = 12
"""So many symbols of a key's id, all of them random, tell it from its partner's other keys."""
_KEYS_SHOWN = 10
_TYPES_SHOWN = 6


_SCOPES = {
    Scope.CAMPAIGNS_READ: Key("admin-scope-reads-campaigns"),
    Scope.CAMPAIGNS_WRITE: Key("admin-scope-writes-campaigns"),
    Scope.PRODUCTS_READ: Key("admin-scope-reads-products"),
}


class _Standing(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"


class _Fares(StrEnum):
    """How an endpoint fares, the gravest first."""

    DISABLED = "disabled"
    HELD = "held"
    FAILING = "failing"
    FINE = "fine"


def partners_screen(page: Page[Partner], visit: Visit) -> Screen:
    """A page of all partners, each a button."""
    words, now = visit.words, visit.now()
    lines = [words("admin-partners", page=page.number + 1)]
    lines += [
        words(
            "admin-partner-line",
            name=each.name,
            standing=_standing(each),
            used=each.opened_today(now.day),
            limit=each.permissions.campaigns_per_day,
            keys=len(each.usable_keys(now.at)),
        )
        for each in page.items
    ] or [words("admin-partners-none")]
    named = [
        tap(isolated(tidy(each.name)), PartnerTap(partner_id=each.id, part=PartnerPart.PERMISSIONS), PRIMARY)
        for each in page.items
    ]
    others = other_pages(page, lambda number: PartnersTap(page=number), visit)
    register = tap(
        words.plain("admin-button-register"), PartnerPowerTap(power=PartnerPower.REGISTER), SUCCESS
    )
    rows = (*columns(named, 2), others, (register,), (overview_button(visit),))
    return Screen("\n".join(lines), staff_keyboard(visit, *rows))


def _standing(partner: Partner) -> _Standing:
    return _Standing.SUSPENDED if partner.suspended else _Standing.ACTIVE


def partner_screen(partner: Partner, health: Sequence[EndpointHealth], visit: Visit) -> Screen:
    """One partner: what it may, how much of that it used today, and the ways to its keys and webhooks."""
    words, now = visit.words, visit.now()
    troubled = sum(_fares(each, partner) is not _Fares.FINE for each in health)
    title = words("admin-partner", name=partner.name, standing=_standing(partner))
    parts = [
        Markup(f"{title}\n{words('admin-id', id=Markup(partner.id))}"),
        permissions_block(partner.permissions, visit),
        Markup(
            "\n".join(
                (
                    words(
                        "admin-partner-used",
                        used=partner.opened_today(now.day),
                        limit=partner.permissions.campaigns_per_day,
                    ),
                    words("admin-partner-keys", count=len(partner.usable_keys(now.at))),
                    words("admin-partner-endpoints", count=len(health), troubled=troubled),
                    words("admin-partner-since", when=phrases.when(partner.registered_at, visit)),
                )
            )
        ),
    ]

    permit = PartnerPowerTap(power=PartnerPower.PERMIT, partner_id=partner.id)
    if partner.suspended:
        resume = PartnerPowerTap(power=PartnerPower.RESUME, partner_id=partner.id)
        standing = tap(words.plain("admin-button-resume"), resume, SUCCESS)
    else:
        suspend = PartnerPowerTap(power=PartnerPower.SUSPEND, partner_id=partner.id)
        standing = tap(words.plain("admin-button-suspend"), suspend, DANGER)
    keys = PartnerTap(partner_id=partner.id, part=PartnerPart.KEYS)
    endpoints = PartnerTap(partner_id=partner.id, part=PartnerPart.ENDPOINTS)
    rows = (
        (
            tap(words.plain("admin-button-keys"), keys, PRIMARY),
            tap(words.plain("admin-button-endpoints"), endpoints, PRIMARY),
        ),
        (tap(words.plain("admin-button-permit"), permit),),
        (standing,),
        (partners_button(visit), overview_button(visit)),
    )
    return Screen("\n\n".join(parts), staff_keyboard(visit, *rows))


def permissions_block(may: Permissions, visit: Visit) -> Markup:
    """What a partner may, a line each."""
    words = visit.words
    channels = [words("admin-partner-channel", channel=each) for each in sorted(may.channels)]
    scopes = [scope_words(each, visit) for each in sorted(may.scopes)]
    limit = phrases.amount(may.target_maximum_minor, may.currency, visit)
    lines = (
        words("admin-partner-products", products=Markup(" · ".join(sorted(may.products)))),
        words("admin-partner-channels", channels=Markup(" · ".join(channels))),
        words("admin-partner-scopes", scopes=Markup(" · ".join(scopes))),
        words("admin-partner-limits", amount=limit, count=may.campaigns_per_day),
    )
    return Markup("\n".join(lines))


def scope_words(scope: Scope, visit: Visit) -> Markup:
    """What a scope lets a partner use the API for."""
    return visit.words(_SCOPES[scope])


def partners_button(visit: Visit) -> InlineKeyboardButton:
    """Back to all partners."""
    return tap(visit.words.plain("admin-button-partners-back"), AdminGo(place=AdminPlace.PARTNERS))


def partner_button(partner: Partner, visit: Visit) -> InlineKeyboardButton:
    """Back to the partner."""
    back = PartnerTap(partner_id=partner.id, part=PartnerPart.PERMISSIONS)
    return tap(visit.words.plain("admin-button-partner"), back)


# Keys


def keys_screen(partner: Partner, visit: Visit) -> Screen:
    """A partner's keys by their beginning, the newest first; those that can be used can be revoked."""
    words, at = visit.words, visit.now().at
    newest = list(reversed(partner.keys))[:_KEYS_SHOWN]
    lines = [words("admin-keys", name=partner.name)]
    lines += [_key_line(each, visit) for each in newest] or [words("admin-keys-none")]
    revoking = [
        tap(words.plain("admin-button-revoke", hint=Markup(each.hint)), _revoke(partner, each), DANGER)
        for each in newest
        if each.usable(at)
    ]
    issue = PartnerPowerTap(power=PartnerPower.ISSUE_KEY, partner_id=partner.id)
    rows = (
        (tap(words.plain("admin-button-issue"), issue, PRIMARY),),
        *columns(revoking, 1),
        (partner_button(partner, visit), overview_button(visit)),
    )
    return Screen("\n".join(lines), staff_keyboard(visit, *rows))


def _revoke(partner: Partner, key: PartnerKey) -> PartnerPowerTap:
    return PartnerPowerTap(power=PartnerPower.REVOKE_KEY, partner_id=partner.id, key_tail=key.id[-KEY_TAIL:])


def _key_line(key: PartnerKey, visit: Visit) -> Markup:
    hint, since = Markup(key.hint), phrases.when(key.created_at, visit)
    if key.revoked_at is not None:
        return visit.words("admin-key-revoked", hint=hint, when=phrases.when(key.revoked_at, visit))
    if key.expires_at is None:
        return visit.words("admin-key-usable", hint=hint, since=since)
    when = phrases.when(key.expires_at, visit)
    if key.usable(visit.now().at):
        return visit.words("admin-key-expiring", hint=hint, when=when)
    return visit.words("admin-key-expired", hint=hint, when=when)


# Webhooks


def endpoints_screen(partner: Partner, health: Sequence[EndpointHealth], visit: Visit) -> Screen:
    """A partner's webhook endpoints and how each fares."""
    words = visit.words
    lines = [words("admin-endpoints", name=partner.name)]
    lines += [
        words(
            "admin-endpoint-line",
            number=number,
            url=_address(each),
            how=_how(each, partner, visit),
        )
        for number, each in enumerate(health, start=1)
    ] or [words("admin-endpoints-none")]
    numbers = [
        tap(str(number), EndpointTap(endpoint_id=each.endpoint.id), PRIMARY)
        for number, each in enumerate(health, start=1)
    ]
    ways = (partner_button(partner, visit), overview_button(visit))
    return Screen("\n\n".join(lines), staff_keyboard(visit, *columns(numbers, 5), ways))


def _address(health: EndpointHealth) -> Markup:
    """As code: a link would be tapped."""
    return Markup(f"<code>{phrases.in_full(shown_address(health.endpoint.url))}</code>")


def _fares(health: EndpointHealth, partner: Partner) -> _Fares:
    if health.endpoint.state is EndpointState.DISABLED:
        return _Fares.DISABLED
    if partner.suspended:
        return _Fares.HELD
    return _Fares.FINE if health.failing_since is None else _Fares.FAILING


def _how(health: EndpointHealth, partner: Partner, visit: Visit) -> Markup:
    words = visit.words
    how = words("admin-endpoint-fares", how=_fares(health, partner))
    parts = [how]
    if health.failing_since is not None:
        parts.append(words("admin-endpoint-failing", when=phrases.when(health.failing_since, visit)))
    if health.waiting:
        parts.append(words("admin-endpoint-waiting", count=health.waiting))
    return Markup(" · ".join(parts))


def endpoint_screen(
    health: EndpointHealth,
    partner: Partner,
    deliveries: Sequence[DeliveryView],
    nonce: str,
    visit: Visit,
) -> Screen:
    """One endpoint with its last deliveries; what was sent can be sent again, once per button of this screen."""
    words, endpoint = visit.words, health.endpoint
    heading = (
        words("admin-endpoint", name=partner.name),
        _address(health),
        _how(health, partner, visit),
        _types(endpoint.event_types, visit),
        words("admin-endpoint-since", when=phrases.when(endpoint.registered_at, visit)),
    )
    lines = [words("admin-deliveries"), *_delivery_lines(deliveries, visit)]
    if not deliveries:
        lines = [words("admin-deliveries-none")]
    again = [
        tap(
            words.plain("admin-button-redeliver", number=number),
            RedeliverTap(delivery_id=each.delivery.id, nonce=nonce),
        )
        for number, each in enumerate(deliveries, start=1)
        if each.ended_at is not None
    ]
    back = PartnerTap(partner_id=partner.id, part=PartnerPart.ENDPOINTS)
    ways = (tap(words.plain("admin-button-endpoints-back"), back), overview_button(visit))
    rows = (*columns(again, 3), _switching(health, visit), ways)
    return Screen("\n".join(heading) + "\n\n" + "\n".join(lines), staff_keyboard(visit, *rows))


def _switching(health: EndpointHealth, visit: Visit) -> Row:
    endpoint = health.endpoint
    if endpoint.state is EndpointState.DISABLED:
        on = EndpointSwitch(endpoint_id=endpoint.id, switch=Switch.ON)
        return (tap(visit.words.plain("admin-button-endpoint-on"), on, SUCCESS),)
    off = EndpointSwitch(endpoint_id=endpoint.id, switch=Switch.OFF)
    return (tap(visit.words.plain("admin-button-endpoint-off"), off, DANGER),)


def _types(types: Sequence[str], visit: Visit) -> Markup:
    if not types:
        return visit.words("admin-endpoint-types-all")
    shown = Markup(" · ".join(types[:_TYPES_SHOWN]))
    return visit.words("admin-endpoint-types", types=shown, more=max(0, len(types) - _TYPES_SHOWN))


def _delivery_lines(deliveries: Sequence[DeliveryView], visit: Visit) -> Iterator[Markup]:
    for number, each in enumerate(deliveries, start=1):
        event = each.delivery.event
        yield visit.words(
            "admin-delivery-line",
            number=number,
            type=Markup(event.type),
            when=phrases.when(each.delivery.requested_at, visit),
            state=each.state,
            attempts=each.attempts,
            why=phrases.in_full(each.last_failure or ""),
        )
