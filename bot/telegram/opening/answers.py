"""What the initiator has answered: typed, as a draft keeps it, and as a button carries it.

A draft keeps its answers by step: a product's code, minor units, a list of debit amount types, a count, a Unix time;
the own pledge is `skip`, or a letter and minor units as `own_value` writes them. Every answer is absolute, so that
giving it twice is the same as once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.telegram.callbacks import OpeningDoor, OpeningStep
from core.domain.account import DebitAmountType
from core.domain.campaign import Proposal
from core.domain.ids import AccountId
from core.domain.moment import Moment
from core.domain.pledge import PledgeAmount
from core.domain.product import Channel, Product
from core.views import Draft

SKIP = "skip"
DOOR = "door"
"""Where a draft keeps who may come in; everybody with the link, until something else is said."""

_USUAL_TYPES = frozenset({DebitAmountType.FREE_AMOUNT, DebitAmountType.REMAINDER})
_TYPE_OF = {
    "f": DebitAmountType.FREE_AMOUNT,
    "e": DebitAmountType.EQUAL_SHARE,
    "r": DebitAmountType.REMAINDER,
}
_LETTER_OF = {debit_amount_type: letter for letter, debit_amount_type in _TYPE_OF.items()}

_END_OF_TIME = 2**32
"""A Unix time after every deadline, which a `datetime` can still hold."""
_TAKEN_DEADLINE = timedelta(days=1)
"""How far away a deadline is taken to be before there is one: that is always admitted."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered so far; None is not answered yet, or for the own pledge that it was skipped."""

    product_code: str | None = None
    target_minor: int | None = None
    debit_amount_types: frozenset[DebitAmountType] | None = None
    seats: int | None = None
    minimum_minor: int | None = None
    deadline: datetime | None = None
    own: PledgeAmount | None = None
    own_account_id: AccountId | None = None
    designated_only: bool = False

    @classmethod
    def of(cls, draft: Draft) -> "Answers":
        """The draft's answers, typed."""
        given = draft.answers
        product, types, own, account = (given.get(key) for key in ("product", "amounts", "own", "account"))
        deadline = _whole(given.get("deadline"))
        return cls(
            product_code=product if isinstance(product, str) else None,
            target_minor=_whole(given.get("target")),
            debit_amount_types=frozenset(map(DebitAmountType, types)) if isinstance(types, list) else None,
            seats=_whole(given.get("seats")),
            minimum_minor=_whole(given.get("minimum")),
            deadline=None if deadline is None else datetime.fromtimestamp(deadline, UTC),
            own=read_own(own) if isinstance(own, str) and own != SKIP else None,
            own_account_id=AccountId(account) if isinstance(account, str) else None,
            designated_only=given.get(DOOR) == OpeningDoor.DESIGNATED,
        )

    @property
    def types(self) -> frozenset[DebitAmountType]:
        """The debit amount types, the usual ones until they are chosen."""
        return _USUAL_TYPES if self.debit_amount_types is None else self.debit_amount_types

    def steps(self) -> tuple[OpeningStep, ...]:
        """The steps to go through, in order, up to the review."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[OpeningStep]:
        yield from (OpeningStep.PRODUCT, OpeningStep.TARGET, OpeningStep.AMOUNTS)
        if DebitAmountType.EQUAL_SHARE in self.types:
            yield OpeningStep.SEATS
        if DebitAmountType.FREE_AMOUNT in self.types:
            yield OpeningStep.MINIMUM
        yield from (OpeningStep.DEADLINE, OpeningStep.OWN, OpeningStep.REVIEW)

    def proposal(self, product: Product, now: Moment) -> Proposal:
        """What is asked to be opened; steps not answered yet are taken as something that is admitted."""
        offers_seats = DebitAmountType.EQUAL_SHARE in self.types
        return Proposal(
            product_code=product.code,
            channel=Channel.TELEGRAM,
            target_minor=product.minimum_minor if self.target_minor is None else self.target_minor,
            debit_amount_types=self.types,
            member_minimum_minor=(
                product.member_minimum_minor if self.minimum_minor is None else self.minimum_minor
            ),
            deadline=self.deadline or now.at.replace(microsecond=0) + _TAKEN_DEADLINE,
            seats=(self.seats or 1) if offers_seats else None,
            designated_only=self.designated_only,
        )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def own_value(own: PledgeAmount) -> str:
    """An own pledge as a draft and a button keep it: `f250000`."""
    return f"{_LETTER_OF[own.debit_amount_type]}{own.amount_minor}"


def read_own(value: str) -> PledgeAmount:
    """The inverse of `own_value`; ValueError for anything else."""
    return PledgeAmount(_type_of(value[:1]), int(value[1:]))


def marked_value(types: frozenset[DebitAmountType]) -> str:
    """Debit amount types as a button carries them: a letter each."""
    return "".join(letter for letter, debit_amount_type in _TYPE_OF.items() if debit_amount_type in types)


def read_marked(value: str) -> frozenset[DebitAmountType]:
    """The inverse of `marked_value`; ValueError for anything else."""
    return frozenset(map(_type_of, value))


def _type_of(letter: str) -> DebitAmountType:
    if letter not in _TYPE_OF:
        raise ValueError(f"no debit amount type has the letter {letter!r}")
    return _TYPE_OF[letter]


def read_value(step: OpeningStep, value: str) -> str | int | list[str]:
    """A button's value as a draft keeps it. ValueError for what no button of this step carries."""
    match step:
        case OpeningStep.TARGET | OpeningStep.SEATS | OpeningStep.MINIMUM:
            return int(value)
        case OpeningStep.DEADLINE:
            if not 0 < int(value) < _END_OF_TIME:
                raise ValueError(f"{value} is no Unix time")
            return int(value)
        case OpeningStep.AMOUNTS:
            return sorted(read_marked(value))
        case OpeningStep.OWN if value != SKIP:
            return own_value(read_own(value))
    return value
