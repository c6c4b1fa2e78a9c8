"""`hecun admin`: the roles of staff at the admin desk, given and taken away by whoever keeps the machine."""

import click

from bot.cli.counter import Counter, at_the_counter, intention
from bot.cli.parameters import OneLineErrors
from core.commands import GrantRole, RevokeRole
from core.domain.staff import Role
from core.views import Colleague

_WHO = click.argument("telegram_id", metavar="TELEGRAM_ID", type=click.IntRange(1, 2**52 - 1))
_reason = click.option(
    "--reason", default="at the machine", show_default=True, help="Goes on the audit trail."
)


@click.group()
def admin() -> None:
    """Give people roles at the admin desk: viewer, operator or approver. TELEGRAM_ID is a number."""


@admin.command("list", cls=OneLineErrors)
def list_staff() -> None:
    """List all staff with their roles."""

    async def work(counter: Counter) -> tuple[Colleague, ...]:
        return await counter.queries.staff()

    for each in at_the_counter(work):
        member = each.member
        name = "never met" if each.known is None else each.known.participant.name
        named = "\tby the settings" if member.named else ""
        nominated = "\tnominated approver" if member.nomination is not None else ""
        click.echo(f"{member.telegram_user_id}\t{member.role or 'none'}\t{name}{named}{nominated}")


@admin.command("grant", cls=OneLineErrors)
@_WHO
@click.argument("role", metavar="ROLE", type=click.Choice([role.value for role in Role]))
@_reason
def grant(telegram_id: int, role: str, reason: str) -> None:
    """Give somebody a ROLE, in place of any other: viewer, operator or approver."""

    async def work(counter: Counter) -> None:
        await counter.do(
            GrantRole(
                intent=intention(None),
                actor=counter.clerk,
                telegram_user_id=telegram_id,
                role=Role(role),
                reason=reason,
            )
        )

    at_the_counter(work)


@admin.command("revoke", cls=OneLineErrors)
@_WHO
@_reason
def revoke(telegram_id: int, reason: str) -> None:
    """Take somebody's role away."""

    async def work(counter: Counter) -> None:
        await counter.do(
            RevokeRole(
                intent=intention(None), actor=counter.clerk, telegram_user_id=telegram_id, reason=reason
            )
        )

    at_the_counter(work)
