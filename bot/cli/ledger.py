"""`hecun ledger`: whether the books are in order."""

import asyncio

import click

from bot.cli.parameters import OneLineErrors
from bot.cli.startup import start_with_settings
from bot.settings import BooksSettings


@click.group()
def ledger() -> None:
    """Check the books."""


@ledger.command(cls=OneLineErrors)
def verify() -> None:
    """Check every rule that the books must keep; exits with 1 and a line for each one broken."""
    settings = start_with_settings(BooksSettings)

    from bot.composition.books import NoBooks, verify_books  # noqa: PLC0415 - takes a second; settings come first

    try:
        verification = asyncio.run(verify_books(settings))
    except NoBooks:
        raise click.ClickException("DATABASE_URL has no books yet: `hecun migrate` makes them") from None
    for finding in verification.findings:
        click.echo(f"BROKEN  {finding.rule}: {finding.subject} ({finding.detail})")
    looked_at = f"{verification.entries:,} entries with {verification.postings:,} postings"
    if verification.findings:
        raise click.ClickException(f"the books are not in order ({looked_at})")
    click.echo(f"The books are in order: {looked_at}.")
