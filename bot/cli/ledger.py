"""`hecun ledger`: whether the books are in order."""

import asyncio
from typing import Any

import click

from bot.cli.parameters import OneLineErrors
from bot.cli.progress import progress_bars
from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.settings import BooksSettings
from core.domain.seal import WrittenHead


class HeadParameter(click.ParamType[WrittenHead]):
    """The end of the chain of seals, as `hecun ledger verify` and the log of `hecun run` print it."""

    name = "head"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> WrittenHead:
        written = WrittenHead.read(value)
        if written is None:
            self.fail(f"{value!r} is no head such as 12:9f86d081884c… (64 hex digits, in full)", param, ctx)
        return written


@click.group()
def ledger() -> None:
    """Check the books."""


@ledger.command(cls=OneLineErrors)
@click.option(
    "--expect",
    "expected",
    metavar="HEAD",
    multiple=True,
    type=HeadParameter(),
    help="The chain must have passed this head, COUNT:LINK or LINK alone, as it was printed once.",
)
def verify(expected: tuple[WrittenHead, ...]) -> None:
    """Check every rule that the books must keep; exits with 1 and a line for each one broken.

    The bot may go on meanwhile. What is printed as the head stands for all that is sealed up to there: keep it
    elsewhere, and --expect will tell whether anything of it was changed or cut off since.
    """
    settings = start_with_settings(BooksSettings)

    from bot.composition.books import verify_books  # noqa: PLC0415 - takes a second; settings come first

    with in_reach(), progress_bars() as progress:
        verification = asyncio.run(verify_books(settings, expected, progress))
    for finding in verification.findings:
        place = "" if finding.sequence is None else f"seal {finding.sequence}, "
        click.echo(f"BROKEN  {finding.rule}: {place}{finding.subject} ({finding.detail})")
    looked_at = f"{verification.entries:,} entries with {verification.postings:,} postings"
    if verification.findings:
        first = verification.first_wrong_sequence
        where = "" if first is None else f"; the first sealed entry concerned is {first}"
        raise click.ClickException(f"the books are not in order ({looked_at}{where})")
    click.echo(f"The books are in order: {looked_at}.")
    waiting = f" {verification.unsealed:,} wait to be sealed." if verification.unsealed else ""
    click.echo(f"Sealed: {verification.head.sequence:,} entries.{waiting}")
    click.echo(f"Head: {verification.head}")
