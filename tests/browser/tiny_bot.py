"""A bot of a few lines, for what the house's own bot does not do; and the sandbox alone, for it to live in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from bot.sandbox.settings import DEFAULT_TOKEN
from tests.bot.stage import Json, Stage

Handler = Callable[["TinyBot", Json], object]


class Alone(Stage):
    """The offline Telegram, with nobody in it and no bot of ours."""

    def open(self) -> None:
        self.telegram = self._start(
            "telegram", "bot", "sandbox", "--only", f"--port={self.port}", f"--data={self.folder}"
        )
        self.await_telegram()


@dataclass
class TinyBot:
    """Polls in a thread of its own, and hands each update to the handler of its kind: {"callback_query": …}."""

    stage: Stage
    handlers: dict[str, Handler]
    stopped: Event = field(default_factory=Event)
    thread: Thread | None = None

    def start(self) -> None:
        self.thread = Thread(target=self._poll, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.stopped.set()
        assert self.thread is not None
        self.thread.join()

    def call(self, method: str, **parameters: Any) -> Any:
        return self.stage.ask("POST", f"/bot{DEFAULT_TOKEN}/{method}", **parameters)["result"]

    def _poll(self) -> None:
        offset = 0
        while not self.stopped.is_set():
            for update in self.call(
                "getUpdates", offset=offset, timeout=1, allowed_updates=list(self.handlers)
            ):
                offset = update["update_id"] + 1
                kind = next(name for name in update if name != "update_id")
                self.handlers[kind](self, update[kind])
