"""`hecun export`: what the books hold of a kind in a period, as CSV."""

import asyncio
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from bot.cli.parameters import DayParameter, OneLineErrors
from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.cli.writing import new_file
from bot.settings import BooksSettings
from core.domain.export import ExportKind


@click.command(cls=OneLineErrors)
@click.argument("kind", type=click.Choice([kind.value for kind in ExportKind]), metavar="KIND")
@click.option("--from", "first", type=DayParameter(), required=True, help="The first day (business time).")
@click.option("--to", "last", type=DayParameter(), required=True, help="The last day, which is included.")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, which must not be there yet; standard output if left out.",
)
def export(kind: str, first: date, last: date, file: Path | None) -> None:
    """Write what the books hold of one KIND in a period, as CSV for spreadsheets.

    KIND is journal (entries with their postings), pledges, deposits, shares, payouts, orders (to the bank), campaigns,
    or trail (the audit trail). A record belongs to the day on which it came to be. The bot may go on meanwhile.
    """
    if last < first:
        raise click.UsageError(f"the period ends on {last}, before it begins on {first}")
    settings = start_with_settings(BooksSettings)
    with in_reach(), nullcontext(sys.stdout.buffer) if file is None else new_file(file) as written:
        count = asyncio.run(_write(settings, ExportKind(kind), first, last, written))
    if file is not None:
        lines = "one line" if count == 1 else f"{count:,} lines"
        click.echo(f"Written to {file}: {lines}, {first} to {last}.")


async def _write(
    settings: BooksSettings, kind: ExportKind, first: date, last: date, written: BinaryIO
) -> int:
    from bot.composition.exports import export_csv  # noqa: PLC0415 - takes a second; settings come first

    lines = 0
    async for piece, count in export_csv(settings, kind, first, last):
        written.write(piece)
        lines += count
    return lines
