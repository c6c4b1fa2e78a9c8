"""What every subcommand that needs the settings does first."""

from typing import TypeVar

import click

from bot.logging import set_up_logging
from bot.settings import BooksSettings, SettingsError, load_settings

MISCONFIGURED = 2

S = TypeVar("S", bound=BooksSettings)


def start_with_settings(settings_type: type[S]) -> S:
    """The settings, with logging set up by them; exits with 2 and a line per wrong setting if any is wrong."""
    try:
        settings = load_settings(settings_type)
    except SettingsError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        raise click.exceptions.Exit(MISCONFIGURED) from None
    set_up_logging(settings.log_level, settings.log_format)
    return settings
