"""`hecun run`: the bot itself."""

import asyncio

import click

from bot.cli.startup import MISCONFIGURED, start_with_settings
from bot.settings import Settings


@click.command()
def run() -> None:
    """Run the bot until it is stopped, with the settings in the environment or in .env."""
    settings = start_with_settings(Settings)

    from bot.composition.running import TokenRefused, run_bot  # noqa: PLC0415 - takes seconds; see above

    try:
        asyncio.run(run_bot(settings))
    except TokenRefused:
        click.echo("BOT_TOKEN is unknown to Telegram: ask @BotFather for the bot's token", err=True)
        raise click.exceptions.Exit(MISCONFIGURED) from None
