"""What an operation of the API is, and how one is declared: once, above the function that carries it out.

The function's signature and words are the rest of it: its parameter `asked` has the model of the body or the query,
what it returns the model of the answer, and its docstring says what it is for and, below, what it answers with.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from inspect import getdoc
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from bot.openapi import JSON
from bot.partner_api import models
from bot.partner_api.asking import Caller, PartnerBooks
from bot.partner_api.problems import Problem
from core.domain.errors import (
    CampaignUnknown,
    DeliveryUnknown,
    DesignationUnknown,
    DomainError,
    EndpointUnknown,
    ProductUnknown,
)
from core.domain.ids import IntentId
from core.domain.partner import Partner, Scope


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it was read: who asks, and what its path names."""

    caller: Caller
    named: Mapping[str, str]

    @property
    def books(self) -> PartnerBooks:
        """The books that it is about."""
        return self.caller.books

    @property
    def partner(self) -> Partner:
        """Who asks."""
        return self.caller.partner


@dataclass(frozen=True, slots=True)
class Post(Call):
    """A request that is an intention: asked again under the same key, it is done once."""

    intent: IntentId


Ask = Callable[..., Awaitable[BaseModel | bytes]]
"""Takes the call, and what is asked if anything is; an answer that is no model is sent as it is."""
A = TypeVar("A", bound=Ask)
Refusal = type[DomainError] | Problem
"""Why an operation may be refused."""

NAMED: Mapping[str, tuple[type[models.Asked], type[DomainError]]] = {
    "campaign_id": (models.CampaignNamed, CampaignUnknown),
    "product_code": (models.ProductNamed, ProductUnknown),
    "designee_id": (models.DesigneeNamed, DesignationUnknown),
    "endpoint_id": (models.EndpointNamed, EndpointUnknown),
    "delivery_id": (models.DeliveryNamed, DeliveryUnknown),
}
"""What a path can name, and what is said if there is no such thing."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `raises` are refusals beside those of what its path names, and those that every one may meet.

    `judges_scope` says that it lists a missing scope itself, with whatever else speaks against it.
    """

    method: str
    path: str
    ask: Ask = field(repr=False)
    scope: Scope | None
    status: int
    raises: tuple[Refusal, ...]
    judges_scope: bool
    media_type: str
    example: Any

    @property
    def id(self) -> str:
        """Its name for programs."""
        first, *rest = self.ask.__name__.split("_")
        return first + "".join(word.title() for word in rest)

    @property
    def summary(self) -> str:
        """What it is for."""
        return self._words[0]

    @property
    def meaning(self) -> str:
        """What it answers with."""
        return self._words[1]

    @property
    def _words(self) -> tuple[str, str]:
        words = getdoc(self.ask)
        assert words is not None, "a docstring is what the document says of it"
        summary, _, meaning = words.partition("\n\n")
        return summary, " ".join(meaning.split())

    @property
    def asked(self) -> type[models.Asked] | None:
        """What it is asked with: the body of a POST, the query of a GET."""
        return self.ask.__annotations__.get("asked")

    @property
    def told(self) -> type[BaseModel] | None:
        """What it answers; None if that is no JSON."""
        told: type[BaseModel] | type[bytes] = self.ask.__annotations__["return"]
        return told if issubclass(told, BaseModel) else None

    @property
    def names(self) -> tuple[str, ...]:
        """What its path names."""
        return tuple(name for name in NAMED if f"{{{name}}}" in self.path)

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Those of what its path names, and its own."""
        return (*(NAMED[name][1] for name in self.names), *self.raises)


class Declare(Protocol):
    """What stands above a function, and leaves it as it is."""

    def __call__(self, ask: A, /) -> A: ...


class Operations:
    """Operations in the order in which they are declared."""

    def __init__(self) -> None:
        self._declared: list[Operation] = []

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._declared)

    def get(
        self,
        path: str,
        scope: Scope | None,
        *,
        raises: tuple[Refusal, ...] = (),
        media_type: str = JSON,
        example: Any = None,
    ) -> Declare:
        """Declares what looks, and changes nothing."""
        return self._declaring("get", path, scope, 200, raises, False, media_type, example)

    def post(
        self,
        path: str,
        scope: Scope,
        *,
        status: int = 200,
        raises: tuple[Refusal, ...] = (),
        judges_scope: bool = False,
        example: Any = None,
    ) -> Declare:
        """Declares what does something, once under each key."""
        return self._declaring("post", path, scope, status, raises, judges_scope, JSON, example)

    def delete(self, path: str, scope: Scope) -> Declare:
        """Declares what ends something, however often it is asked."""
        return self._declaring("delete", path, scope, 200, (), False, JSON, None)

    def _declaring(self, method: str, path: str, scope: Scope | None, *rest: Any) -> Declare:
        def declare(ask: A) -> A:
            self._declared.append(Operation(method, path, ask, scope, *rest))
            return ask

        return declare
