"""What the bot counts for Prometheus. Labels are closed sets: nobody's name, number or id is ever one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from core.views import Batch, Pulse, Waiting

_BATCH_SIZES = (1, 2, 5, 10, 20, 50, 100, 200)
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counts of one process since it started, and what waits in the database it shares with others."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._updates = Histogram(
            "hecun_update_seconds",
            "How long handling an update took, by how it ended.",
            ["outcome"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._commands = Counter(
            "hecun_commands", "Commands by name and outcome.", ["command", "outcome"], registry=registry
        )
        self._batch_sizes = Histogram(
            "hecun_batch_commands", "Commands per transaction.", buckets=_BATCH_SIZES, registry=registry
        )
        self._batch_seconds = Histogram(
            "hecun_batch_seconds",
            "How long a transaction took, with what it waited for.",
            buckets=_SECONDS,
            registry=registry,
        )
        self._calls = Counter(
            "hecun_telegram_calls",
            "Calls of the Bot API by method and outcome.",
            ["method", "outcome"],
            registry=registry,
        )
        self._waiting = Gauge("hecun_waiting", "What is to be done still.", ["what"], registry=registry)
        self._oldest = Gauge(
            "hecun_oldest_seconds",
            "How long the oldest of them has been waiting.",
            ["what"],
            registry=registry,
        )
        self._set_aside = Gauge(
            "hecun_updates_set_aside", "Updates that nobody could handle.", registry=registry
        )
        self._orders = Gauge(
            "hecun_bank_orders_unanswered",
            "Bank orders without an answer, by state.",
            ["state"],
            registry=registry,
        )

    @contextmanager
    def an_update(self) -> Iterator[None]:
        """Counts the handling of one update."""
        begun = perf_counter()
        outcome = "failed"
        try:
            yield
            outcome = "handled"
        finally:
            self._updates.labels(outcome).observe(perf_counter() - begun)

    def a_batch(self, batch: Batch) -> None:
        """Counts what was committed as one."""
        for command, outcome in batch.outcomes:
            self._commands.labels(command, outcome).inc()
        self._batch_sizes.observe(len(batch.outcomes))
        self._batch_seconds.observe(batch.seconds)

    def a_call(self, method: str, outcome: str) -> None:
        """Counts a call of the Bot API: "ok", or the name of the error it ended with."""
        self._calls.labels(method, outcome).inc()

    def exposition(self, pulse: Pulse, now: datetime) -> bytes:
        """Everything in Prometheus' text format, with what waits now."""
        self._note_waiting("updates", pulse.updates, now)
        self._note_waiting("notices", pulse.notices, now)
        self._set_aside.set(pulse.updates_set_aside)
        self._orders.clear()  # a state that no order is in any more
        for state, count in pulse.orders:
            self._orders.labels(state).set(count)
        return generate_latest(self._registry)

    def _note_waiting(self, what: str, waiting: Waiting, now: datetime) -> None:
        seconds = 0.0 if waiting.since is None else max(0.0, (now - waiting.since).total_seconds())
        self._waiting.labels(what).set(waiting.count)
        self._oldest.labels(what).set(seconds)
