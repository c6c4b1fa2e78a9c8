"""What a scene is: its words, its people, and what they do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.backstage.people import ScenePerson
from bot.backstage.scenes.company import Company
from bot.backstage.scenes.saying import Saying

Play = Callable[[Company], Awaitable[Saying]]


@dataclass(frozen=True, slots=True)
class Scene:
    """`play` gives what came of it; `look` says what to look at then. `steps` is how many steps it counts.

    `cast` are those worth watching, `extras` a crowd that the page keeps apart.
    """

    id: str
    title: Saying
    text: Saying
    look: Saying
    play: Play
    steps: int
    cast: tuple[ScenePerson, ...]
    extras: tuple[ScenePerson, ...] = ()
