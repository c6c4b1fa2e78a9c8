"""`hecun bank`: what the house bank's clerks do: take on customers, open accounts, credit money that arrived.

Commands that add something take `--reference`, a name for the intention: given again with the same one, nothing is
done twice, and the first answer is printed.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bot.cli.counter import Counter, at_the_counter, intention
from bot.cli.parameters import AmountParameter, NameParameter, OneLineErrors
from bot.house_rules import USUAL_AMOUNT_TYPES, USUAL_DAY_LIMITS_MINOR
from core.commands import (
    ChangeCustomerPhone,
    CreditAccount,
    OpenAccount,
    RegisterCustomer,
    SetAccountStatus,
)
from core.domain.account import AccountClass, AccountStatus, BankCustomer
from core.domain.ids import AccountId
from core.domain.money import is_currency, minor_digits
from core.views import AccountView

_CLASSES = {account_class.value.lower(): account_class for account_class in AccountClass}
_STATUSES = {status.value: status for status in AccountStatus}
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_MANY = 1_000


class PhoneParameter(click.ParamType[str]):
    """A phone number with its country's code; spaces and dashes do not count."""

    name = "phone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        phone = re.sub(r"[\s-]", "", value)
        if not _E164.fullmatch(phone):
            self.fail(f"{value!r} is no phone number such as +8613800010001", param, ctx)
        return phone


class CurrencyParameter(click.ParamType[str]):
    """A currency by its ISO 4217 code."""

    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code: str = value.upper()
        if not is_currency(code):
            self.fail(f"{value!r} is not an ISO 4217 currency code", param, ctx)
        return code


_reference = click.option(
    "--reference",
    metavar="TEXT",
    help="Names the intention: given again, nothing is done twice. No names in it: it is kept for good.",
)


@click.group()
def bank() -> None:
    """Keep the house bank's customers and accounts."""


@bank.group()
def customer() -> None:
    """The people who have accounts."""


@customer.command("add", cls=OneLineErrors)
@click.option("--name", required=True, help="As it stands in the bank's books.")
@click.option(
    "--phone", required=True, type=PhoneParameter(), help="Verified by the bank, such as +8613800010001."
)
@_reference
def add_customer(name: str, phone: str, reference: str | None) -> None:
    """Take on a customer; prints their id."""
    if not name.strip():
        raise click.UsageError("a customer needs a name")

    async def work(counter: Counter) -> str:
        registering = RegisterCustomer(
            intent=intention(reference), actor=counter.clerk, name=name.strip(), phone=phone
        )
        return (await counter.do(registering)).customer_id

    click.echo(at_the_counter(work))


@customer.command("list", cls=OneLineErrors)
def list_customers() -> None:
    """List all customers."""

    async def work(counter: Counter) -> Sequence[BankCustomer]:
        return (await counter.queries.bank_view(0)).customers

    _print_table(("id", "name", "phone"), [(each.id, each.name, each.phone) for each in at_the_counter(work)])


@customer.command("phone", cls=OneLineErrors)
@click.argument("who", metavar="CUSTOMER")
@click.argument("phone", type=PhoneParameter())
def change_phone(who: str, phone: str) -> None:
    """Record a customer's newly verified PHONE; accounts linked by the old one have to be linked again.

    CUSTOMER is an id or the phone number until now.
    """

    async def work(counter: Counter) -> None:
        known = await _find_customer(counter, who)
        await counter.do(
            ChangeCustomerPhone(
                intent=intention(None),
                actor=counter.clerk,
                customer_id=known.id,
                old_phone=known.phone,
                phone=phone,
            )
        )

    at_the_counter(work)


@bank.group()
def account() -> None:
    """Their accounts."""


@account.command("add", cls=OneLineErrors)
@click.argument("who", metavar="CUSTOMER")
@click.option(
    "--class",
    "account_class",
    type=NameParameter(_CLASSES),
    default=AccountClass.I.value,
    show_default=True,
    help="I: everything. II: may buy deposits, limited. III: small payments only.",
)
@click.option("--currency", type=CurrencyParameter(), default="CNY", show_default=True, help="ISO 4217.")
@_reference
def open_account(who: str, account_class: AccountClass, currency: str, reference: str | None) -> None:
    """Open an account for CUSTOMER, an id or a phone number; prints the account's id."""

    async def work(counter: Counter) -> str:
        known = await _find_customer(counter, who)
        opening = OpenAccount(
            intent=intention(reference),
            actor=counter.clerk,
            customer_id=known.id,
            currency=currency,
            account_class=account_class,
            debit_amount_types=USUAL_AMOUNT_TYPES[account_class],
            day_limits_minor=USUAL_DAY_LIMITS_MINOR[account_class],
        )
        return (await counter.do(opening)).account_id

    click.echo(at_the_counter(work))


@account.command("list", cls=OneLineErrors)
@click.argument("text", required=False)
def list_accounts(text: str | None) -> None:
    """List all accounts, or those found by TEXT: an id, last digits, a phone number, a holder's name."""

    async def work(counter: Counter) -> Sequence[AccountView]:
        if text:
            return await counter.queries.find_accounts(text, _MANY)
        return [view for view, _ in (await counter.queries.bank_view(0)).accounts]

    columns = ("id", "number", "holder", "class", "status", "available", "held", "currency", "linked")
    _print_table(columns, [_account_row(view) for view in at_the_counter(work)])


@account.command("status", cls=OneLineErrors)
@click.argument("account_id", metavar="ACCOUNT")
@click.argument("status", type=NameParameter(_STATUSES), metavar="[normal|dormant|frozen|lost|closed]")
@click.option("--reason", required=True, help="Kept with the change.")
def set_status(account_id: str, status: AccountStatus, reason: str) -> None:
    """Change what ACCOUNT may do."""

    async def work(counter: Counter) -> None:
        await counter.do(
            SetAccountStatus(
                intent=intention(None),
                actor=counter.clerk,
                account_id=AccountId(account_id),
                status=status,
                reason=reason,
            )
        )

    at_the_counter(work)


@bank.command(cls=OneLineErrors)
@click.argument("account_id", metavar="ACCOUNT")
@click.argument("amount", type=AmountParameter())
@_reference
def credit(account_id: str, amount: Decimal, reference: str | None) -> None:
    """Book AMOUNT that arrived from outside on ACCOUNT; prints what is available then."""

    async def work(counter: Counter) -> str:
        known = await counter.queries.account(AccountId(account_id))
        if known is None:
            raise click.ClickException("there is no such account")
        currency = known.account.currency
        crediting = CreditAccount(
            intent=intention(reference),
            actor=counter.clerk,
            account_id=known.account.id,
            amount_minor=_minor(amount, currency),
        )
        await counter.do(crediting)
        credited = await counter.queries.account(known.account.id)
        assert credited is not None, "accounts are never deleted"
        return f"{_major(credited.available_minor, currency)} {currency}"

    click.echo(at_the_counter(work))


async def _find_customer(counter: Counter, who: str) -> BankCustomer:
    wanted = re.sub(r"[\s-]", "", who)
    for known in (await counter.queries.bank_view(0)).customers:
        if wanted in (known.id, known.phone):
            return known
    raise click.ClickException(f"there is no customer {who!r}")


def _account_row(view: AccountView) -> tuple[str, ...]:
    known = view.account
    return (
        known.id,
        f"…{known.number[-4:]}",
        view.customer.name,
        known.account_class.value,
        known.status.value,
        _major(view.available_minor, known.currency),
        _major(view.held_minor, known.currency),
        known.currency,
        "yes" if view.link is not None and view.link.active else "no",
    )


def _minor(amount: Decimal, currency: str) -> int:
    digits = minor_digits(currency)
    minor = amount.scaleb(digits)
    if minor != minor.to_integral_value():
        raise click.UsageError(f"{currency} has {digits} decimals at most")
    return int(minor)


def _major(amount_minor: int, currency: str) -> str:
    digits = minor_digits(currency)
    return f"{Decimal(amount_minor).scaleb(-digits):,.{digits}f}"


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """As a table for people; for programs (no terminal) as lines with tabs, without a head."""
    console = Console()
    if not console.is_terminal:
        for row in rows:
            click.echo("\t".join(row))
        return
    table = Table(box=None, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column in ("available", "held") else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console.print(table)
