"""A click group that knows its subcommands by name and imports one when it is called.

aiogram takes seconds to import; `hecun --help` and `hecun quote` should not wait for it.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class LazyCommand(NamedTuple):
    """Where a subcommand lives (`"package.module:attribute"`), and its line in the group's help."""

    target: str
    help: str

    def load(self) -> click.Command:
        """The command itself, imported now."""
        module_name, _, attribute = self.target.partition(":")
        command: click.Command = getattr(import_module(module_name), attribute)
        return command


class LazyGroup(click.Group):
    """A group whose help is written from its table, without importing any subcommand."""

    def __init__(self, *, commands: Mapping[str, LazyCommand], **attributes: Any) -> None:
        super().__init__(**attributes)
        self._lazy = dict(commands)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        lazy = self._lazy.get(cmd_name)
        return lazy.load() if lazy else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.help) for name, lazy in self._lazy.items()])
