"""The pages of campaigns and certificates in a real database, served over HTTP."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from multidict import CIMultiDictProxy
from yarl import URL

from bot.web.certificates import CertificatePages
from bot.web.routes import CampaignPages
from bot.web.strays import Strays
from core.domain.campaign import Campaign
from storage import Store, open_store
from tests.storage.books import Books, Wall, same_ids
from tests.storage.databases import migrated_at
from tests.support.house import ZONE

BOT = "hecun_bot"
PUBLIC_URL = "https://pool.example/hecun"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class Site:
    """A browser before the pages."""

    def __init__(self, base: str, client: ClientSession, books: Books) -> None:
        self.base = base
        self.books = books
        self.house = books.house
        self._client = client

    async def get(self, path: str, **headers: str) -> Answer:
        """The answer to one request."""
        async with self._client.get(URL(self.base + path, encoded=True), headers=headers) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def page(self, campaign: Campaign, lang: str = "en", **headers: str) -> str:
        """The page of a campaign, once everything the house was asked is in the database."""
        await self.books.follow(singly=True)
        answer = await self.get(f"/c/{campaign.link_token}?lang={lang}", **headers)
        assert answer.status == 200
        return answer.text


@pytest.fixture(scope="module", autouse=True, name="same_ids")
def _same_ids() -> Iterator[None]:
    with same_ids():
        yield


@pytest.fixture
def ticks() -> list[float]:
    """The monotonic clock's time, in a list so that tests can turn it."""
    return [0.0]


@pytest.fixture
def wall() -> Wall:
    """The machine's clock."""
    return Wall()


@pytest.fixture
async def store(tmp_path: Path, wall: Wall) -> AsyncIterator[Store]:
    """An open store."""
    async with open_store(migrated_at(tmp_path / "hecun.db"), zone=ZONE, wall=wall) as opened:
        yield opened


@pytest.fixture
async def site(store: Store, wall: Wall, ticks: list[float]) -> AsyncIterator[Site]:
    """The pages, from outside."""
    books = Books(store, wall)
    strays = Strays(lambda: ticks[0])
    campaigns = CampaignPages(
        public_url=PUBLIC_URL,
        bot_username=BOT,
        zone=ZONE,
        queries=store.queries,
        clock=store.clock,
        strays=strays,
    )
    certificates = CertificatePages(
        public_url=PUBLIC_URL, bot_username=BOT, zone=ZONE, queries=store.queries, strays=strays
    )
    app = web.Application()
    app.add_routes([*campaigns.routes(), *certificates.routes()])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    host, port = runner.addresses[0]
    async with ClientSession() as client:
        yield Site(f"http://{host}:{port}/hecun", client, books)
    await runner.cleanup()
