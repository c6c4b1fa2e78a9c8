"""Files that are written at the command line: new ones only, and whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click


@contextmanager
def written_to(file: Path) -> Iterator[None]:
    """Says in one line why the new file cannot be written, and exits with 1."""
    try:
        yield
    except FileExistsError:
        raise click.ClickException(f"{file} is there already, and stays as it is") from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from None


@contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """The file to write to, or a line that says why not; one that could not be written to its end is gone again."""
    with written_to(file):
        written = file.open("xb")
        try:
            with written:
                yield written
        except BaseException:
            file.unlink(missing_ok=True)
            raise
