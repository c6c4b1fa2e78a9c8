"""`hecun person`: what is kept about one person, as a file."""

import asyncio
from pathlib import Path

import click

from bot.cli.parameters import OneLineErrors
from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.cli.writing import new_file
from bot.settings import BooksSettings


@click.group()
def person() -> None:
    """Tell what is kept about a person, when they ask the bank instead of the bot."""


@person.command(cls=OneLineErrors)
@click.argument("participant", metavar="ID|TELEGRAM_ID")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(participant: str, file: Path) -> None:
    """Write all of it as JSON: to hand over to that person, and to nobody else."""
    settings = start_with_settings(BooksSettings)

    from bot.composition.personal import personal_data_of  # noqa: PLC0415 - takes a second; settings come first
    from bot.papers.personal_data import personal_document  # noqa: PLC0415 - as above

    with in_reach():
        found = asyncio.run(personal_data_of(settings, participant))
    if found is None:
        raise click.ClickException(f"there is no participant {participant}")
    with new_file(file) as written:
        written.write(personal_document(*found))
    click.echo(f"Written to {file}. It is for that person's eyes alone.")
