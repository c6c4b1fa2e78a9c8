"""`hecun statement`: what moved for a member or in a campaign, as a file."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.parameters import DayParameter, OneLineErrors
from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.cli.writing import new_file
from bot.papers.forms import StatementForm
from bot.settings import BooksSettings

Found = Any
"""A `StatementFound` of the composition, which takes a second to import."""
_FORMS = ("pdf", "csv")


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.argument("file", type=click.Path(path_type=Path, dir_okay=False)),
        click.option(
            "--from", "first", type=DayParameter(), help="The first day; from the beginning if left out."
        ),
        click.option("--to", "last", type=DayParameter(), help="The last day; today if left out."),
        click.option("--language", default="en", show_default=True, help="en or zh-Hans."),
    ):
        command = option(command)
    return command


@click.group()
def statement() -> None:
    """Write statements of account: what moved between two days, and how it adds up.

    FILE ends in .pdf or .csv, and must not be there yet.
    """


@statement.command(cls=OneLineErrors)
@click.argument("participant", metavar="ID|TELEGRAM_ID")
@_options
def member(participant: str, file: Path, first: date | None, last: date | None, language: str) -> None:
    """Write the statement of one participant."""
    settings = _settings(file, first, last)

    from bot.composition.statements import member_statement  # noqa: PLC0415 - takes a second; settings come first

    found = _look(member_statement(settings, participant), f"there is no participant {participant}")
    _write(found, settings, file, first, last, language)


@statement.command(cls=OneLineErrors)
@click.argument("campaign", metavar="ID|SHORT_CODE")
@_options
def campaign(campaign: str, file: Path, first: date | None, last: date | None, language: str) -> None:
    """Write the statement of one campaign and its deposit. It tells of all members, so it is for the bank's eyes."""
    settings = _settings(file, first, last)

    from bot.composition.statements import campaign_statement  # noqa: PLC0415 - takes a second; settings come first

    found = _look(campaign_statement(settings, campaign), f"there is no campaign {campaign}")
    _write(found, settings, file, first, last, language)


def _settings(file: Path, first: date | None, last: date | None) -> BooksSettings:
    if file.suffix.lower().lstrip(".") not in _FORMS:
        raise click.UsageError(f"{file} ends neither in .pdf nor in .csv")
    if first is not None and last is not None and last < first:
        raise click.UsageError(f"the period ends on {last}, before it begins on {first}")
    return start_with_settings(BooksSettings)


def _look(looking: Coroutine[Any, Any, Found | None], nobody: str) -> Found:
    with in_reach():
        found = asyncio.run(looking)
    if found is None:
        raise click.ClickException(nobody)
    return found


def _write(
    found: Found, settings: BooksSettings, file: Path, first: date | None, last: date | None, language: str
) -> None:
    from bot.locales import Locale  # noqa: PLC0415 - as above
    from bot.papers.statement import statement_paper, write_paper  # noqa: PLC0415 - as above

    if language not in set(Locale):
        raise click.UsageError(f"{language!r} is none of {', '.join(Locale)}")
    made_at: datetime = found.made_at
    today = made_at.astimezone(settings.business_timezone).date()
    paper = statement_paper(
        found.source, found.whose, first, last or max(today, first or today), made_at,
        settings.business_timezone, Locale(language),
    )  # fmt: skip
    content = write_paper(paper, StatementForm(file.suffix.lower().lstrip(".")))
    with new_file(file) as written:
        written.write(content)
    click.echo(f"Written to {file}: {paper.first} to {paper.last}.")
