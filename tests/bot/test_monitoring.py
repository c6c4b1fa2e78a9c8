"""What whoever watches over the bot is told: is it alive, is it ready, what has it been doing."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.monitoring.metrics import Metrics
from bot.monitoring.routes import monitor_routes
from bot.serving import serving
from core.commands import Actor, MeetParticipant, SettleCampaign
from core.domain.ids import CampaignId, IntentId
from core.views import Batch, Pulse, StoredUpdate, Waiting
from storage import Store, open_store
from tests.bot.stage import HOST, ROOT, free_port
from tests.storage.books import Wall
from tests.storage.databases import migrated_at
from tests.support.house import OPENING, ZONE

NOTHING = Waiting(0, None)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    url = migrated_at(tmp_path / "hecun.db")
    async with open_store(url, zone=ZONE, wall=Wall()) as store:
        yield store


class Watcher:
    """Asks one process how it is; `receiving` is what that one would say."""

    def __init__(self, url: str, http: ClientSession, metrics: Metrics) -> None:
        self.receiving = True
        self.metrics = metrics
        self._url = url
        self._http = http

    async def asks(self, path: str) -> tuple[int, str]:
        async with self._http.get(f"{self._url}{path}") as answer:
            return answer.status, await answer.text()

    async def reads(self, name: str, **labels: str) -> float:
        """The one value under that name with these labels."""
        _, text = await self.asks("/metrics")
        return value_of(text, name, **labels)


def value_of(exposition: str, name: str, **labels: str) -> float:
    values = [
        sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
        if sample.name == name and sample.labels == labels
    ]
    assert len(values) == 1, f"{name} {labels}\n{exposition}"
    return values[0]


@pytest.fixture
async def watcher(store: Store) -> AsyncIterator[Watcher]:
    port = free_port()
    async with ClientSession() as http:
        asking = Watcher(f"http://{HOST}:{port}", http, Metrics())
        routes = monitor_routes(asking.metrics, store.queries, store.clock, lambda: asking.receiving)
        async with serving(routes, HOST, port):
            store.teller.on_batch(asking.metrics.a_batch)
            yield asking


async def test_who_can_take_updates_in_is_alive_and_ready(watcher: Watcher):
    assert await watcher.asks("/healthz") == (200, "ok\n")
    assert await watcher.asks("/readyz") == (200, "ready\n")


async def test_who_starts_or_stops_is_alive_but_not_ready(watcher: Watcher):
    watcher.receiving = False
    assert await watcher.asks("/healthz") == (200, "ok\n")
    assert await watcher.asks("/readyz") == (503, "starting or stopping\n")


@pytest.mark.parametrize("error", [OSError("gone"), TimeoutError()])
async def test_without_its_database_it_is_alive_but_not_ready(watcher: Watcher, store, monkeypatch, error):
    async def fail() -> Pulse:
        raise error

    monkeypatch.setattr(store.queries, "pulse", fail)
    assert await watcher.asks("/healthz") == (200, "ok\n")
    for path in ("/readyz", "/metrics"):
        assert await watcher.asks(path) == (503, "the database does not answer\n")


async def test_commands_are_counted_by_name_and_outcome(watcher: Watcher, store: Store):
    meeting = MeetParticipant(
        intent=IntentId("m"), actor=Actor.system("test"), telegram_user_id=1, name="Ann", locale="en"
    )
    settling = SettleCampaign(
        intent=IntentId("s"), actor=Actor.system("test"), campaign_id=CampaignId("cmp_none")
    )
    await store.teller.submit(meeting)
    await store.teller.submit(settling)
    assert await watcher.reads("hecun_commands_total", command="MeetParticipant", outcome="accepted") == 1
    assert (
        await watcher.reads("hecun_commands_total", command="SettleCampaign", outcome="campaign_unknown") == 1
    )
    assert await watcher.reads("hecun_batch_commands_sum") == 2
    assert await watcher.reads("hecun_batch_seconds_count") == 2


async def test_updates_are_counted_by_how_their_handling_ended(watcher: Watcher):
    with watcher.metrics.an_update():
        pass
    with pytest.raises(ZeroDivisionError), watcher.metrics.an_update():
        raise ZeroDivisionError
    for outcome in ("handled", "failed"):
        assert await watcher.reads("hecun_update_seconds_count", outcome=outcome) == 1


async def test_what_waits_is_told_with_its_age(watcher: Watcher, store: Store):
    await store.inbox.store(7, [StoredUpdate(1, 1, "{}", attempts=0)])
    assert await watcher.reads("hecun_waiting", what="updates") == 1
    assert await watcher.reads("hecun_waiting", what="notices") == 0
    assert await watcher.reads("hecun_oldest_seconds", what="updates") == 0


def test_the_age_of_the_oldest_is_by_the_clock_that_is_asked():
    pulse = Pulse(Waiting(2, OPENING), 0, NOTHING, ())
    later = datetime.fromtimestamp(OPENING.timestamp() + 90, OPENING.tzinfo)
    told = Metrics().exposition(pulse, later).decode()
    assert value_of(told, "hecun_oldest_seconds", what="updates") == 90


def test_a_state_in_which_no_order_is_any_more_is_told_no_more():
    metrics = Metrics()
    told = metrics.exposition(Pulse(NOTHING, 0, NOTHING, (("sent", 3),)), OPENING).decode()
    assert value_of(told, "hecun_bank_orders_unanswered", state="sent") == 3
    assert 'state="sent"' not in metrics.exposition(Pulse(NOTHING, 0, NOTHING, ()), OPENING).decode()


def test_a_batch_of_strangers_names_nobody():
    metrics = Metrics()
    metrics.a_batch(Batch((("PlacePledge", "accepted"), ("PlacePledge", "pool_full")), 0.02))
    told = metrics.exposition(Pulse(NOTHING, 0, NOTHING, ()), OPENING).decode()
    assert value_of(told, "hecun_commands_total", command="PlacePledge", outcome="pool_full") == 1


def test_a_running_bot_tells_what_it_does(stage, guest):
    ann = guest()
    ann.start()
    ann.sees("Save together")
    ann.say("/help")
    ann.sees("How it works")  # so the first is over
    assert read(f"{stage.monitor_url}/readyz") == "ready\n"
    told = read(f"{stage.monitor_url}/metrics")
    assert value_of(told, "hecun_update_seconds_count", outcome="handled") > 0
    assert value_of(told, "hecun_commands_total", command="MeetParticipant", outcome="accepted") > 0
    assert value_of(told, "hecun_telegram_calls_total", method="sendMessage", outcome="ok") > 0
    assert value_of(told, "process_resident_memory_bytes") > 0


NAME = re.compile(r"hecun_[a-z_]+")


@pytest.mark.parametrize("document", ["monitoring.md", "grafana.json"])
def test_the_documents_name_only_what_there_is(document):
    assert set(NAME.findall((ROOT / "docs" / document).read_text("utf-8"))) <= set(NAME.findall(everything()))


def test_the_document_names_every_metric():
    document = (ROOT / "docs" / "monitoring.md").read_text("utf-8")
    ours = [family.name for family in text_string_to_metric_families(everything()) if "hecun" in family.name]
    assert [name for name in ours if name not in document and not name.endswith("_created")] == []


def everything() -> str:
    """What is told by a process to which everything has happened."""
    metrics = Metrics()
    metrics.a_call("getMe", "ok")
    with metrics.an_update():
        pass
    metrics.a_batch(Batch((("PlacePledge", "accepted"),), 0.02))
    return metrics.exposition(Pulse(NOTHING, 0, NOTHING, (("sent", 1),)), OPENING).decode()


def read(url: str) -> str:
    with urlopen(url) as answer:
        text: str = answer.read().decode()
        return text
