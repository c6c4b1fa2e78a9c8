"""`hecun reconcile`: whether our books and the bank's agree."""

import asyncio

import click

from bot.cli.parameters import OneLineErrors
from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.settings import BooksSettings
from core.domain.reconciliation import Mismatch
from core.ports import BankSilent


@click.command(cls=OneLineErrors)
def reconcile() -> None:
    """Compare our books with the bank's; exits with 1 and a line for each thing that differs. Changes nothing."""
    settings = start_with_settings(BooksSettings)

    from bot.composition.books import compare_books  # noqa: PLC0415 - takes a second; settings come first

    try:
        with in_reach():
            comparison = asyncio.run(compare_books(settings))
    except BankSilent as silence:
        raise click.ClickException(f"the bank states nothing that can be believed: {silence}") from None
    for mismatch in comparison.found:
        click.echo(f"DIFFERS  {_line(mismatch)}")
    for each in comparison.left_out:
        click.echo(f"LEFT OUT  {each.subject}: {each.because.replace('_', ' ')}")
    looked_at = f"{comparison.compared:,} compared, {len(comparison.left_out):,} left out"
    if comparison.found:
        raise click.ClickException(f"our books and the bank's do not agree ({looked_at})")
    click.echo(f"Our books and the bank's agree: {looked_at}.")


def _line(mismatch: Mismatch) -> str:
    """What differs, of what, by how much in minor units, and whom it concerns, by ids."""
    sides = f"ours {_amount(mismatch.ours_minor)}, the bank's {_amount(mismatch.banks_minor)} minor units"
    points = (
        f" ({', '.join(point.replace('_', ' ') for point in mismatch.points)})" if mismatch.points else ""
    )
    concerned = [*mismatch.campaign_ids, *filter(None, [mismatch.pledge_id])]
    names = f"; concerns {', '.join(concerned)}" if concerned else ""
    return f"{mismatch.kind.replace('_', ' ')}: {mismatch.subject}{points}: {sides}{names}"


def _amount(amount_minor: int | None) -> str:
    return "none" if amount_minor is None else f"{amount_minor:,}"
