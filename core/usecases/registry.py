"""Binds each command to its use case, what it may look at, and who may ask it. Nobody may ask what is not said here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from core.book import Book
from core.commands import Actor, ActorKind, Command
from core.domain.errors import NotPermitted
from core.domain.moment import Moment
from core.reach import Reach

C = TypeVar("C", bound=Command[Any])
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class UseCase:
    """A command's function, its reach, and the kinds of actors that may ask it.

    `embedded_bank_only` ones change what a bank elsewhere keeps itself, and only tells us of.
    """

    run: Callable[[Book, Any, Moment], Any]
    reach: Callable[[Any], Reach]
    actors: frozenset[ActorKind]
    embedded_bank_only: bool = False

    def check_permitted(self, actor: Actor) -> None:
        """Raises NotPermitted unless this kind of actor may ask; whose things they are, the use case looks at."""
        if actor.kind not in self.actors:
            raise NotPermitted


USE_CASES: dict[type[Command[Any]], UseCase] = {}


def use_case(
    command_type: type[C],
    *,
    actors: set[ActorKind],
    reach: Callable[[C], Reach],
    embedded_bank_only: bool = False,
) -> Callable[[Callable[[Book, C, Moment], R]], Callable[[Book, C, Moment], R]]:
    """Registers the decorated function as the one use case of `command_type`."""

    def register(run: Callable[[Book, C, Moment], R]) -> Callable[[Book, C, Moment], R]:
        assert command_type not in USE_CASES, f"{command_type.__name__} has two use cases"
        USE_CASES[command_type] = UseCase(run, reach, frozenset(actors), embedded_bank_only)
        return run

    return register
