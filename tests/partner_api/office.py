"""A running partner API on a database of its own, with partners, keys and people to fill campaigns."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from bot.links import links_of
from bot.partner_api.asking import PartnerBooks
from bot.partner_api.limiting import RateLimit
from bot.partner_api.routes import PartnerApi
from bot.partner_api.simulation import Simulation
from bot.partner_keys import Mode
from bot.serving import serving
from core.commands import Accepted, MatureDeposit, PlacePledge, SettleCampaign
from core.domain.ids import CampaignId, IntentId, PartnerId
from core.domain.pledge import Consent, PledgeAmount
from storage import Store, open_store
from tests.storage.books import Books, Wall
from tests.support.house import FREE_AMOUNT, OPENING, SYSTEM, YUAN, ZONE, Person
from tests.support.partnering import key_of, partner_of
from tests.support.workers import free_port

PUBLIC_URL = "https://hecun.example"
KEY = "hecun_test_" + "a" * 43
OTHER_KEY = "hecun_test_" + "b" * 43


@dataclass
class Ticks:
    """A monotonic clock moved by hand."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The problem's code; fails if it is none."""
        assert self.headers["Content-Type"] == "application/problem+json", self.body
        assert self.told["status"] == self.status
        assert self.told["request_id"] == self.headers["X-Request-Id"]
        code: str = self.told["code"]
        return code

    @property
    def failed(self) -> list[str]:
        """The codes of the conditions that failed."""
        return [each["code"] for each in self.told["conditions"]]


@dataclass
class Office:
    """The API at `url`, and what is behind it."""

    url: str
    store: Store
    wall: Wall
    ticks: Ticks
    acme: PartnerId
    other: PartnerId
    friends: tuple[Person, ...]
    session: aiohttp.ClientSession
    numbers: "count[int]" = field(default_factory=count)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        key: str | None = KEY,
        body: Any = None,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        sent = {} if key is None else {"Authorization": f"Bearer {key}"}
        if method == "POST":
            sent |= {"Content-Type": "application/json", "Idempotency-Key": f"key-{next(self.numbers)}"}
            data = json.dumps(body or {}).encode() if data is None else data
        sent |= headers or {}
        async with self.session.request(
            method, self.url + path, data=data and BytesIO(data), headers=sent
        ) as response:
            return Answer(response.status, response.headers, await response.read())

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.ask("GET", path, **more)

    async def post(self, path: str, body: Any = None, **more: Any) -> Answer:
        return await self.ask("POST", path, body=body, **more)

    async def open(self, **changes: Any) -> dict[str, Any]:
        """A campaign that was opened."""
        answer = await self.post("/v1/campaigns", to_open(**changes))
        assert answer.status == 201, answer.body
        told: dict[str, Any] = answer.told
        return told

    async def fill(self, campaign: dict[str, Any]) -> None:
        """Three friends fill it in chat, and it is settled."""
        amounts = (5_000, 3_000, 2_000)
        for friend, amount in zip(self.friends, amounts, strict=True):
            self.wall.at += timedelta(minutes=1)
            placing = PlacePledge(
                intent=self.intent(),
                actor=friend.actor,
                campaign_id=CampaignId(campaign["id"]),
                account_id=friend.account_id,
                amount=PledgeAmount(FREE_AMOUNT, amount * YUAN),
                consent=Consent(campaign["terms"]["digest"], "en", "disclosure-1"),
            )
            assert isinstance(await self.store.teller.submit(placing), Accepted)
        settling = SettleCampaign(intent=self.intent(), actor=SYSTEM, campaign_id=CampaignId(campaign["id"]))
        assert isinstance(await self.store.teller.submit(settling), Accepted)

    async def mature(self, campaign: dict[str, Any]) -> None:
        """Its deposit reaches its payout date."""
        view = await self.store.partners.partners_campaign(self.acme, CampaignId(campaign["id"]))
        assert view is not None
        assert view.deposit is not None
        self.wall.at = datetime.combine(view.deposit.payout_date, time(12), ZONE)
        maturing = MatureDeposit(intent=self.intent(), actor=SYSTEM, deposit_id=view.deposit.id)
        assert isinstance(await self.store.teller.submit(maturing), Accepted)

    def intent(self) -> IntentId:
        return IntentId(f"by-hand-{next(self.numbers)}")


def to_open(**changes: Any) -> dict[str, Any]:
    """What opens a campaign of ¥10,000 for twelve months, within three days."""
    return {
        "product_code": "TD12M",
        "currency": "CNY",
        "target_minor": 10_000 * YUAN,
        "deadline": (OPENING + timedelta(days=3)).isoformat(),
    } | changes


@dataclass(frozen=True)
class Furnished:
    """A database with two partners, a key each, and three friends with money; to be copied."""

    database: Path
    acme: PartnerId
    other: PartnerId
    friends: tuple[Person, ...]


async def furnish(database: Path) -> Furnished:
    """Furnish a migrated database."""
    wall = Wall()
    async with open_store(_url(database), zone=ZONE, wall=wall) as store:
        books = Books(store, wall)
        house = books.house
        acme, other = partner_of(house, campaigns_per_day=1_000_000), partner_of(house, "Other")
        key_of(house, acme, KEY)
        key_of(house, other, OTHER_KEY)
        friends = tuple(house.person(name) for name in ("Sofia", "Tom", "王伟"))
        await books.follow(singly=True)
    return Furnished(database, acme, other, friends)


@asynccontextmanager
async def open_office(
    furnished: Furnished, database: Path, burst: int = 1_000_000, mode: Mode = Mode.TEST
) -> AsyncIterator[Office]:
    """A running API on the database, a copy of the furnished one."""
    wall, ticks, port = Wall(), Ticks(), free_port()
    async with open_store(_url(database), zone=ZONE, wall=wall) as store:
        served = PartnerBooks(
            mode=mode,
            teller=store.teller,
            queries=store.queries,
            partners=store.partners,
            clock=store.clock,
            links_of=lambda campaign: links_of(campaign, "hecun_bot", PUBLIC_URL),
            simulation=Simulation(store.teller, store.outbox) if mode is Mode.TEST else None,
            webhooks_anywhere=True,
        )
        url = f"http://127.0.0.1:{port}"
        api = PartnerApi({mode: served}, RateLimit(10, burst, ticks), url)
        async with serving(api.routes(), "127.0.0.1", port), aiohttp.ClientSession() as session:
            yield Office(url, store, wall, ticks, furnished.acme, furnished.other, furnished.friends, session)


def _url(database: Path) -> str:
    return f"sqlite+aiosqlite:///{database}"
