"""Binds each command to its use case, what it may look at, and who may ask it. Nobody may ask what is not said here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from core.book import Book
from core.commands import Actor, ActorKind, Command
from core.domain.errors import NotPermitted, RoleMissing
from core.domain.moment import Moment
from core.domain.staff import Role
from core.domain.standstill import STANDSTILL
from core.reach import Reach

THE_SWITCH = frozenset({STANDSTILL})
"""Reaches the one switch that pauses settlement."""

C = TypeVar("C", bound=Command[Any])
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class UseCase:
    """A command's function, its reach, the kinds of actors that may ask it, and the least role staff need for it.

    `embedded_bank_only` ones change what a bank elsewhere keeps itself, and only tells us of. What `settles` moves
    money at the bank for good, or takes a share from somebody: it is refused while settlement is paused. One that is
    `first_of_batch` asks for whatever is somebody's, as it is when the batch begins: nothing may change that before it.
    """

    run: Callable[[Book, Any, Moment], Any]
    reach: Callable[[Any], Reach]
    actors: frozenset[ActorKind]
    role: Role | None = None
    embedded_bank_only: bool = False
    settles: bool = False
    first_of_batch: bool = False

    def check_permitted(self, book: Book, actor: Actor) -> None:
        """Raises NotPermitted unless this kind of actor may ask, RoleMissing for staff without the role.

        Whose things they are, the use case looks at.
        """
        if actor.kind not in self.actors:
            raise NotPermitted
        if self.role is not None:
            check_role(book, actor, self.role)

    def check_moving(self, book: Book) -> None:
        """Raises SettlementPaused for what waits while settlement is paused."""
        if self.settles:
            book.standstill_now().check_moving()


def check_role(book: Book, actor: Actor, role: Role) -> None:
    """Raises RoleMissing for staff whose role does not include this one; all other actors have none to look at."""
    if actor.kind is not ActorKind.ADMIN:
        return
    member = None if actor.staff_id is None else book.staff[actor.staff_id]
    if member is None or member.role is None or not member.role.includes(role):
        raise RoleMissing(role)


USE_CASES: dict[type[Command[Any]], UseCase] = {}


def use_case(
    command_type: type[C],
    *,
    actors: set[ActorKind],
    reach: Callable[[C], Reach],
    role: Role | None = None,
    embedded_bank_only: bool = False,
    settles: bool = False,
    first_of_batch: bool = False,
) -> Callable[[Callable[[Book, C, Moment], R]], Callable[[Book, C, Moment], R]]:
    """Registers the decorated function as the one use case of `command_type`.

    `role` is the least one that staff need, and is said of exactly those commands that ActorKind.ADMIN may ask.
    """

    def register(run: Callable[[Book, C, Moment], R]) -> Callable[[Book, C, Moment], R]:
        assert command_type not in USE_CASES, f"{command_type.__name__} has two use cases"
        assert (role is not None) == (ActorKind.ADMIN in actors), (
            f"which staff may ask {command_type.__name__}?"
        )
        USE_CASES[command_type] = UseCase(
            run, reach, frozenset(actors), role, embedded_bank_only, settles, first_of_batch
        )
        return run

    return register
