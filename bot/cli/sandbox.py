"""`hecun sandbox`: an offline Telegram with a bot in it, to be played in a browser."""

from pathlib import Path

import click

from bot.cli.parameters import OneLineErrors
from bot.cli.playhouse import Playhouse, choose_port, forget
from bot.sandbox.settings import PaceMode

DEFAULT_PORT = 8080


@click.command(cls=OneLineErrors)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help=f"Where the page is served; {DEFAULT_PORT}, or the next free one, if left out.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=".sandbox",
    show_default=True,
    help="Where chats and books are kept.",
)
@click.option("--fresh", is_flag=True, help="Forget what was played before.")
@click.option("--only", is_flag=True, help="The offline Telegram alone, for a bot that you start yourself.")
@click.option(
    "--pace",
    type=click.Choice([mode.value for mode in PaceMode]),
    default=PaceMode.RECORD.value,
    show_default=True,
    help="What is done about a bot that sends faster than Telegram allows: nothing, noted, or refused with 429.",
)
@click.option("--webhook", is_flag=True, help="The bot receives by webhook; without this it polls.")
@click.option("--backstage", metavar="URL", help="With --only: where that bot shows its bank and clock.")
def sandbox(
    port: int | None, data: Path, *, fresh: bool, only: bool, pace: str, webhook: bool, backstage: str | None
) -> None:
    """Play in a browser, with an offline Telegram: no token, no network."""
    if backstage and not only:
        raise click.UsageError("--backstage goes with --only")
    if webhook and only:
        raise click.UsageError("--webhook does not go with --only: a bot of yours sets its own")
    data.mkdir(parents=True, exist_ok=True)
    if only:
        _serve_telegram(port, data, fresh=fresh, pace=PaceMode(pace), backstage=backstage)
    else:
        chosen = choose_port(port, DEFAULT_PORT)
        Playhouse(data, chosen, fresh=fresh, pace=PaceMode(pace), webhook=webhook).run()


def _serve_telegram(
    port: int | None, data: Path, *, fresh: bool, pace: PaceMode, backstage: str | None
) -> None:
    from bot.sandbox import server  # noqa: PLC0415 - the playhouse starts at once, and does without
    from bot.sandbox.settings import SandboxSettings  # noqa: PLC0415 - as above

    if fresh:
        forget(data)
    settings = SandboxSettings(
        database=data / "telegram.db",
        port=choose_port(port, DEFAULT_PORT),
        backstage_url=backstage,
        pace=pace,
    )

    def tell(url: str) -> None:
        click.echo(f"The offline Telegram is at {url}. For a bot of yours:")
        click.echo(f"TELEGRAM_API_BASE={url}\nBOT_TOKEN={settings.bot_token}")

    try:
        server.run(settings, tell)
    except KeyboardInterrupt:
        click.echo("Stopped.")
