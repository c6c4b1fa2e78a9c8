"""What every subcommand that needs the settings does first."""

import click

from bot.logging import set_up_logging
from bot.settings import Settings, SettingsError, load_settings

MISCONFIGURED = 2


def start_with_settings() -> Settings:
    """The settings, with logging set up by them; exits with 2 and a line per wrong setting if any is wrong."""
    try:
        settings = load_settings()
    except SettingsError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        raise click.exceptions.Exit(MISCONFIGURED) from None
    set_up_logging(settings.log_level)
    return settings
