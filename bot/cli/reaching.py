"""One line where the database cannot be reached."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def in_reach() -> Iterator[None]:
    """Says in one line why the database of DATABASE_URL cannot be reached, and exits with 1."""
    from bot.composition.books import OutOfReach  # noqa: PLC0415 - takes a second; settings come first

    try:
        yield
    except OutOfReach as error:
        raise click.ClickException(f"DATABASE_URL: {error}") from None
