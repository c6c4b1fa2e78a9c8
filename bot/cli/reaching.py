"""One line where there is no database to be reached, or no books in it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def in_reach() -> Iterator[None]:
    """Says in one line why the books of DATABASE_URL cannot be reached or read, and exits with 1."""
    from bot.composition.books import NoBooks, OutOfReach  # noqa: PLC0415 - takes a second; settings come first

    try:
        yield
    except OutOfReach as error:
        raise click.ClickException(f"DATABASE_URL: {error}") from None
    except NoBooks:
        raise click.ClickException(
            "DATABASE_URL has no books yet, or those of an older version: `hecun migrate` sees to it"
        ) from None
