"""`hecun migrate`: the database's schema."""

import click

from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.settings import BooksSettings


@click.command()
def migrate() -> None:
    """Bring the tables of DATABASE_URL up to date; does nothing if they are."""
    settings = start_with_settings(BooksSettings)

    from bot.composition import books  # noqa: PLC0415 - takes a second; a wrong setting is named first

    with in_reach():
        books.migrate(settings)
    click.echo("The database is up to date.")
