"""`hecun run`: the bot itself."""

import asyncio

import click

from bot.cli.reaching import in_reach
from bot.cli.startup import MISCONFIGURED, start_with_settings
from bot.settings import Settings


@click.command()
def run() -> None:
    """Run the bot until it is stopped, with the settings in the environment or in .env."""
    settings = start_with_settings(Settings)

    from bot.composition.running import CannotRun, run_bot  # noqa: PLC0415 - takes seconds; see above

    try:
        with in_reach():
            asyncio.run(run_bot(settings))
    except CannotRun as problem:
        click.echo(str(problem), err=True)
        raise click.exceptions.Exit(MISCONFIGURED) from None
