"""`hecun partner`: servers that may open campaigns: what each may, and the keys they show who they are by."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import click

from bot.addresses import shown_address
from bot.cli.counter import Counter, at_the_counter, intention
from bot.cli.parameters import AmountParameter, OneLineErrors
from bot.partner_keys import MintedKey, Mode, mint_key
from core.commands import (
    ChangePartnerPermissions,
    IssuePartnerKey,
    RegisterPartner,
    RevokePartnerKey,
    SetEndpointDisabled,
    SetPartnerSuspended,
)
from core.domain.ids import EndpointId, PartnerId
from core.domain.money import minor_digits
from core.domain.partner import Partner, Permissions, Scope
from core.domain.product import Channel
from core.views import EndpointHealth

_INSTANT = "%Y-%m-%dT%H:%M:%SZ"
_LONGEST_OVERLAP = timedelta(days=30)

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


class ListParameter(click.ParamType[frozenset[str]]):
    """Words with commas between them; of a closed set, if one is given."""

    name = "list"

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = frozenset(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        found = frozenset(word.strip() for word in value.split(",") if word.strip())
        if self._words and (unknown := sorted(found - self._words)):
            known = ", ".join(sorted(self._words))
            self.fail(f"{', '.join(unknown)} is none of {known}", param, ctx)
        return found


class SpanParameter(click.ParamType[timedelta]):
    """A span such as 30m, 24h or 7d."""

    name = "span"
    _written = re.compile(r"([0-9]{1,5})\s*([mhd])")
    _units = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}  # noqa: RUF012 - constant

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        written = self._written.fullmatch(value.strip())
        if written is None:
            self.fail(f"{value!r} is no span such as 30m, 24h or 7d", param, ctx)
        span: timedelta = int(written[1]) * self._units[written[2]]
        if span > _LONGEST_OVERLAP:
            self.fail(f"an overlap is {_LONGEST_OVERLAP.days} days at most", param, ctx)
        return span


_test = click.option("--test", is_flag=True, help="In the books of test keys (PARTNER_TEST_DATABASE_URL).")
_WHO = click.argument("who", metavar="PARTNER")


def _permissions(*, usual: bool) -> Decorator:
    """The options that say what a partner may; `usual` gives those that can be left out their usual values."""
    options = (
        click.option(
            "--products", required=usual, type=ListParameter(), help="Product codes, such as TD06M,TD12M."
        ),
        click.option(
            "--channels",
            type=ListParameter(Channel),
            default="partner" if usual else None,
            show_default=usual,
            help="The channels its campaigns may come in by.",
        ),
        click.option(
            "--scopes",
            type=ListParameter(Scope),
            default=",".join(Scope) if usual else None,
            show_default=usual,
            help="What it may use the API for.",
        ),
        click.option("--max-amount", required=usual, type=AmountParameter(), help="Its largest target."),
        click.option(
            "--per-day", required=usual, type=click.IntRange(1, 1_000_000), help="Campaigns a business day."
        ),
    )

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@click.group()
def partner() -> None:
    """Take on servers that open campaigns, and issue their keys. PARTNER is an id, or a name that only one has."""


@partner.command("add", cls=OneLineErrors)
@click.argument("name")
@_permissions(usual=True)
@_test
def add_partner(
    name: str,
    products: frozenset[str],
    channels: frozenset[str],
    scopes: frozenset[str],
    max_amount: Decimal,
    per_day: int,
    *,
    test: bool,
) -> None:
    """Take on a partner; prints its id, and its key, which is shown this once."""
    mode = _mode(test)

    async def work(counter: Counter) -> tuple[PartnerId, MintedKey]:
        currency = await _currency(counter, products)
        permissions = Permissions(
            scopes=frozenset(map(Scope, scopes)),
            products=products,
            channels=frozenset(map(Channel, channels)),
            currency=currency,
            target_maximum_minor=_minor(max_amount, currency),
            campaigns_per_day=per_day,
        )
        registering = RegisterPartner(
            intent=intention(None), actor=counter.clerk, name=name, permissions=permissions
        )
        partner_id = (await counter.do(registering)).partner_id
        return partner_id, await _issue(counter, partner_id, mode, None)

    partner_id, key = at_the_counter(work, mode)
    click.echo(partner_id)
    _show(key)


@partner.command("permit", cls=OneLineErrors)
@_WHO
@_permissions(usual=False)
@_test
def permit(
    who: str,
    products: frozenset[str] | None,
    channels: frozenset[str] | None,
    scopes: frozenset[str] | None,
    max_amount: Decimal | None,
    per_day: int | None,
    *,
    test: bool,
) -> None:
    """Change what a partner may; what is left out stays as it is."""

    async def work(counter: Counter) -> None:
        known = await _find(counter, who)
        before = known.permissions
        currency = before.currency if products is None else await _currency(counter, products)
        changed = Permissions(
            scopes=before.scopes if scopes is None else frozenset(map(Scope, scopes)),
            products=before.products if products is None else products,
            channels=before.channels if channels is None else frozenset(map(Channel, channels)),
            currency=currency,
            target_maximum_minor=before.target_maximum_minor
            if max_amount is None
            else _minor(max_amount, currency),
            campaigns_per_day=per_day or before.campaigns_per_day,
        )
        await counter.do(
            ChangePartnerPermissions(
                intent=intention(None), actor=counter.clerk, partner_id=known.id, permissions=changed
            )
        )

    at_the_counter(work, _mode(test))


@partner.command("list", cls=OneLineErrors)
@_test
def list_partners(*, test: bool) -> None:
    """List all partners with today's use of their quota, and their keys, of which the beginning is known."""

    async def work(counter: Counter) -> tuple[tuple[Partner, ...], date]:
        return await counter.partners.partners(limit=1_000), counter.clock.now().day

    partners, today = at_the_counter(work, _mode(test))
    for each in partners:
        may = each.permissions
        limit = f"{Decimal(may.target_maximum_minor).scaleb(-minor_digits(may.currency)):,f} {may.currency}"
        state = "suspended" if each.suspended else "active"
        lists = "; ".join(" ".join(sorted(words)) for words in (may.products, may.channels, may.scopes))
        used = f"{each.opened_today(today)} opened today"
        click.echo(
            f"{each.id}\t{each.name}\t{state}\tup to {limit}, {may.campaigns_per_day} a day\t{lists}\t{used}"
        )
        for key in each.keys:
            ends = key.revoked_at or key.expires_at
            what = "revoked" if key.revoked_at else "until"
            click.echo(f"\t{key.id}\t{key.hint}…" + (f"\t{what} {ends:{_INSTANT}}" if ends else ""))


@partner.command("rotate", cls=OneLineErrors)
@_WHO
@click.option(
    "--overlap",
    type=SpanParameter(),
    default="24h",
    show_default=True,
    help="How long other keys still work.",
)
@_test
def rotate(who: str, overlap: timedelta, *, test: bool) -> None:
    """Issue a partner a new key, shown this once; its others end after the overlap."""
    mode = _mode(test)

    async def work(counter: Counter) -> MintedKey:
        return await _issue(counter, (await _find(counter, who)).id, mode, overlap)

    _show(at_the_counter(work, mode))


@partner.command("revoke", cls=OneLineErrors)
@_WHO
@click.argument("key")
@_test
def revoke(who: str, key: str, *, test: bool) -> None:
    """End a KEY of a partner's at once, by its id or its beginning."""

    async def work(counter: Counter) -> None:
        known = await _find(counter, who)
        found = [each for each in known.keys if key == each.id or each.hint.startswith(key.rstrip("…"))]
        if len(found) != 1:
            raise click.ClickException("the partner has no such key, or several that begin so")
        await counter.do(
            RevokePartnerKey(
                intent=intention(None), actor=counter.clerk, partner_id=known.id, key_id=found[0].id
            )
        )

    at_the_counter(work, _mode(test))


@partner.command("suspend", cls=OneLineErrors)
@_WHO
@_test
def suspend(who: str, *, test: bool) -> None:
    """Keep a partner from everything; its campaigns go on."""
    _set_suspended(who, suspended=True, mode=_mode(test))


@partner.command("resume", cls=OneLineErrors)
@_WHO
@_test
def resume(who: str, *, test: bool) -> None:
    """Let a suspended partner go on."""
    _set_suspended(who, suspended=False, mode=_mode(test))


@partner.command("endpoints", cls=OneLineErrors)
@_WHO
@_test
def endpoints(who: str, *, test: bool) -> None:
    """List a partner's webhook endpoints and how each fares."""

    async def work(counter: Counter) -> tuple[EndpointHealth, ...]:
        return await counter.partners.endpoint_health((await _find(counter, who)).id)

    for each in at_the_counter(work, _mode(test)):
        endpoint, url = each.endpoint, shown_address(each.endpoint.url)
        failing = f"failing since {each.failing_since:{_INSTANT}}" if each.failing_since else "in order"
        types = " ".join(endpoint.event_types) or "all events"
        click.echo(f"{endpoint.id}\t{url}\t{endpoint.state}\t{failing}\t{each.waiting} waiting\t{types}")


_ENDPOINT = click.argument("endpoint_id", metavar="ENDPOINT")


@partner.command("disable", cls=OneLineErrors)
@_WHO
@_ENDPOINT
@_test
def disable(who: str, endpoint_id: str, *, test: bool) -> None:
    """Have an ENDPOINT of a partner's, by its id, sent nothing; what comes waits."""
    _set_disabled(who, endpoint_id, disabled=True, mode=_mode(test))


@partner.command("enable", cls=OneLineErrors)
@_WHO
@_ENDPOINT
@_test
def enable(who: str, endpoint_id: str, *, test: bool) -> None:
    """Have an ENDPOINT of a partner's, by its id, sent events again, and what has waited."""
    _set_disabled(who, endpoint_id, disabled=False, mode=_mode(test))


def _set_disabled(who: str, endpoint_id: str, *, disabled: bool, mode: Mode) -> None:
    async def work(counter: Counter) -> None:
        known = await _find(counter, who)
        await counter.do(
            SetEndpointDisabled(
                intent=intention(None),
                actor=counter.clerk,
                partner_id=known.id,
                endpoint_id=EndpointId(endpoint_id),
                disabled=disabled,
            )
        )

    at_the_counter(work, mode)


def _set_suspended(who: str, *, suspended: bool, mode: Mode) -> None:
    async def work(counter: Counter) -> None:
        known = await _find(counter, who)
        await counter.do(
            SetPartnerSuspended(
                intent=intention(None), actor=counter.clerk, partner_id=known.id, suspended=suspended
            )
        )

    at_the_counter(work, mode)


def _mode(test: bool) -> Mode:
    return Mode.TEST if test else Mode.LIVE


async def _find(counter: Counter, who: str) -> Partner:
    everybody = await counter.partners.partners(limit=1_000)
    found = [each for each in everybody if who in (each.id, each.name)]
    if len(found) != 1:
        raise click.ClickException(
            "there is no such partner" if not found else "several partners are called so"
        )
    return found[0]


async def _currency(counter: Counter, codes: frozenset[str]) -> str:
    """The currency of these products; a product that does not exist is the core's to name."""
    currencies = {each.currency for each in await counter.queries.products() if each.code in codes}
    return min(currencies, default="")


async def _issue(counter: Counter, partner_id: PartnerId, mode: Mode, overlap: timedelta | None) -> MintedKey:
    key = mint_key(mode)
    await counter.do(
        IssuePartnerKey(
            intent=intention(None),
            actor=counter.clerk,
            partner_id=partner_id,
            digest=key.digest,
            hint=key.hint,
            overlap_seconds=None if overlap is None else int(overlap.total_seconds()),
        )
    )
    return key


def _show(key: MintedKey) -> None:
    click.echo(key.text)
    click.secho("This key is shown once: give it to the partner, and keep it nowhere.", dim=True, err=True)


def _minor(amount: Decimal, currency: str) -> int:
    digits = minor_digits(currency) if currency else 2
    minor = amount.scaleb(digits)
    if minor != minor.to_integral_value():
        raise click.UsageError(f"{currency} has {digits} decimals at most")
    return int(minor)
