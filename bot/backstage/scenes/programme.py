"""Starts scenes and says how far they are. They run in the background; one that dies with the bot simply ends."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.backstage.scenes.casting import Casting
from bot.backstage.scenes.company import Company, Progress
from bot.backstage.scenes.repertoire import SCENES
from bot.backstage.scenes.sandbox import Sandbox, Stuck, reaching
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene
from core.domain.errors import DomainError
from core.ports import Queries, Teller

log = logging.getLogger(__name__)

_STUCK = Saying("It could not go on: {why}.", "未能继续：{why}。")


class AlreadyPlayed(Exception):
    """The scene is being played: let it come to its end first."""


@dataclass(slots=True)
class _Performance:
    progress: Progress
    task: "asyncio.Task[None] | None" = None
    ended_well: bool | None = None
    outcome: Saying | None = None

    @property
    def running(self) -> bool:
        return self.task is not None and not self.task.done()


@dataclass(slots=True)
class Programme:
    """The scenes of this deployment, and the newest performance of each."""

    sandbox: Sandbox
    teller: Teller
    queries: Queries
    scenes: Sequence[Scene] = SCENES
    _performances: dict[str, _Performance] = field(default_factory=dict)

    def as_json(self) -> list[dict[str, Any]]:
        """Every scene with how far it is, and what came of it last time."""
        return [self._shown(scene) for scene in self.scenes]

    def start(self, scene_id: str) -> dict[str, Any]:
        """Begins to play the scene. Raises KeyError if there is none of that id, AlreadyPlayed if it is going on."""
        scene = next((scene for scene in self.scenes if scene.id == scene_id), None)
        if scene is None:
            raise KeyError(scene_id)
        before = self._performances.get(scene_id)
        if before is not None and before.running:
            raise AlreadyPlayed
        performance = self._performances[scene_id] = _Performance(Progress(scene.steps))
        performance.task = asyncio.create_task(  # noqa: TID251 - catches its errors itself; `end` waits for it
            self._play(scene, performance), name=f"scene {scene_id}"
        )
        return self._shown(scene)

    async def end(self) -> None:
        """Breaks off what is still going on."""
        tasks = [each.task for each in self._performances.values() if each.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _play(self, scene: Scene, performance: _Performance) -> None:
        company = Company(Casting(self.sandbox, self.teller, self.queries), performance.progress)
        try:
            performance.outcome = await scene.play(company)
            performance.ended_well = True
        except Exception as error:  # whatever it was, who plays is told, and the bot goes on
            log.exception("the scene %s could not go on", scene.id)
            performance.outcome = _STUCK.filled(why=_why(error))
            performance.ended_well = False

    def _shown(self, scene: Scene) -> dict[str, Any]:
        performance = self._performances.get(scene.id)
        shown: dict[str, Any] = {
            "id": scene.id,
            "title": scene.title.as_json(),
            "text": scene.text.as_json(),
            "look": scene.look.as_json(),
            "people": [person.telegram_user_id for person in scene.cast],
            "extras": [person.telegram_user_id for person in scene.extras],
            "running": False,
            "progress": None,
            "now": None,
            "outcome": None,
        }
        if performance is not None and performance.running:
            progress = performance.progress
            shown["running"] = True
            shown["progress"] = {"done": progress.done, "total": progress.total}
            shown["now"] = progress.now and progress.now.as_json()
        elif performance is not None and performance.outcome is not None:
            shown["outcome"] = {"well": performance.ended_well, **performance.outcome.as_json()}
        return shown


def _why(error: Exception) -> str:
    match error:
        case Stuck():
            return str(error)
        case DomainError():
            return error.code
    return type(error).__name__


@asynccontextmanager
async def programme(sandbox_url: str, teller: Teller, queries: Queries) -> AsyncIterator[Programme]:
    """The scenes, while the block lasts."""
    async with reaching(sandbox_url) as sandbox:
        playing = Programme(sandbox, teller, queries)
        try:
            yield playing
        finally:
            await playing.end()
