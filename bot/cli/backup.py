"""`hecun backup`: a copy of the books while the bot goes on."""

from pathlib import Path

import click

from bot.cli.parameters import OneLineErrors
from bot.cli.startup import start_with_settings
from bot.cli.writing import written_to
from bot.settings import BooksSettings


@click.command(cls=OneLineErrors)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the SQLite database into the new FILE; the bot may go on meanwhile.

    Prints the head of the journal's chain: keep it apart from FILE, and `hecun ledger verify --expect` will tell
    whether a restored copy is whole.
    """
    settings = start_with_settings(BooksSettings)

    from bot.composition.books import NotAFile, NothingToBackUp, back_up  # noqa: PLC0415 - takes a second; settings come first

    try:
        with written_to(file):
            head = back_up(settings, file)
    except NotAFile:
        raise click.ClickException(
            "DATABASE_URL is a PostgreSQL database: pg_dump backs it up (docs/deploying.md)"
        ) from None
    except NothingToBackUp:
        raise click.ClickException("DATABASE_URL has no books yet") from None
    click.echo(f"Written to {file}.")
    click.echo(f"Head: {head}")
