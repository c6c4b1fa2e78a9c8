"""`hecun doctor`: whether this deployment can run, and if not, what to do."""

import asyncio

import click

from bot.cli.startup import start_with_settings
from bot.settings import Settings


@click.command()
def doctor() -> None:
    """Look at settings, database, Telegram, bank and clock; exits with 1 if something is wrong.

    What the bot runs without, it only advises (○).
    """
    settings = start_with_settings(Settings)
    click.echo("✓ settings: every one is understood")

    from bot.composition.examining import examine  # noqa: PLC0415 - takes seconds; a wrong setting is named first

    async def say_all() -> bool:
        well = True
        async for finding in examine(settings):
            wrong = bool(finding.remedy) and finding.needed
            sign = "✗" if wrong else "○" if finding.remedy else "✓"
            click.echo(f"{sign} {finding.subject}: {finding.words}")
            if finding.remedy:
                click.echo(f"  → {finding.remedy}")
            well = well and not wrong
        return well

    if not asyncio.run(say_all()):
        raise click.exceptions.Exit(1)
