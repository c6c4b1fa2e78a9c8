"""Storms: everybody wants the same thing at the same moment, and time and other people's changes are in it too.

On PostgreSQL two tellers share the storm. Whatever wins, the books verify clean, nobody pays twice, and nobody pays who
was refused.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import pytest

from core.commands import (
    Accepted,
    Actor,
    CancelCampaign,
    ChangePledge,
    Command,
    ExpireCampaign,
    Receipt,
    Refused,
    WithdrawPledge,
)
from core.domain.campaign import Campaign, CampaignState
from core.views import CampaignView
from storage import Store, open_store
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.books import Wall
from tests.storage.databases import Databases, OnServer
from tests.support.house import OPENING, ZONE
from tests.support.town import PLEDGE_MINOR, Saver, Town, free_amount, remainder, town

pytestmark = pytest.mark.timeout(600)

HELD = "SELECT coalesce(sum(amount_minor), 0) FROM holds WHERE state = 'placed'"
CAPTURED = "SELECT coalesce(sum(amount_minor), 0) FROM holds WHERE state = 'captured'"
LIVE = "SELECT participant_id, amount_minor FROM pledges WHERE live ORDER BY participant_id"


class Clock(Wall):
    """A machine's clock that goes on by `tick` whenever it is looked at."""

    tick = timedelta(0)

    def __call__(self) -> datetime:
        self.at += self.tick
        return self.at


@dataclass(frozen=True)
class Storm:
    """A town, and the tellers at whose counters people queue."""

    url: str
    town: Town
    tellers: Sequence[Store]
    wall: Clock

    @property
    def people(self) -> list[Saver]:
        """Everybody but the one who opens campaigns."""
        return self.town.savers[1:]

    @property
    def members(self) -> list[Saver]:
        """As many of them as one campaign takes, and to spare."""
        return self.people[:400]

    async def breaks(self, commands: Sequence[Command[Any]]) -> list[Receipt[Any]]:
        """All commands at once, the tellers in turn; their receipts."""
        asking: list[Awaitable[Receipt[Any]]] = [
            store.teller.submit(command)
            for store, command in zip(cycle(self.tellers), commands, strict=False)
        ]
        return await asyncio.gather(*asking)

    async def view(self, campaign: Campaign) -> CampaignView:
        view = await self.town.store.queries.campaign(campaign.id, self.town.savers[0].participant_id)
        assert view is not None
        return view

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        return tables.every(self.url, question)

    async def check(self) -> None:
        """What holds after every storm."""
        assert (await verify_ledger(self.url)).findings == ()


@pytest.fixture(params=[40, pytest.param(1_000, marks=pytest.mark.slow)])
async def storm(url: str, databases: Databases, request: pytest.FixtureRequest) -> AsyncIterator[Storm]:
    """So many people besides the initiator."""
    wall = Clock(OPENING)
    async with AsyncExitStack() as opened:
        here = await opened.enter_async_context(town(url, request.param + 1, wall))
        tellers = [here.store]
        if isinstance(databases, OnServer):
            tellers.append(await opened.enter_async_context(open_store(url, zone=ZONE, wall=wall)))
        storm = Storm(url, here, tellers, wall)
        yield storm
        await storm.check()


def accepted(receipts: Sequence[Receipt[Any]]) -> list[bool]:
    return [isinstance(receipt, Accepted) for receipt in receipts]


async def test_of_all_who_want_the_rest_one_gets_it_and_only_that_one_pays(storm: Storm):
    target_minor = PLEDGE_MINOR * 10
    campaign = await storm.town.open_campaign(target_minor)
    wants = [storm.town.pledge(saver, campaign, remainder(target_minor)) for saver in storm.people]

    receipts = await storm.breaks(wants)

    assert accepted(receipts).count(True) == 1
    winner = wants[accepted(receipts).index(True)]
    assert storm.ask(LIVE) == [(winner.actor.id, target_minor)]
    assert storm.ask(HELD) == [(target_minor,)]


async def test_free_amounts_that_exceed_the_target_fill_it_and_no_more(storm: Storm):
    sizes = [PLEDGE_MINOR * (1 + number % 3) for number in range(len(storm.people))]
    target_minor = PLEDGE_MINOR * (sum(sizes) // PLEDGE_MINOR // 4)
    campaign = await storm.town.open_campaign(target_minor)
    wants = [
        storm.town.pledge(saver, campaign, free_amount(size))
        for saver, size in zip(storm.people, sizes, strict=True)
    ]

    receipts = await storm.breaks(wants)

    got = {
        want.actor.id: want.amount.amount_minor
        for want, has in zip(wants, accepted(receipts), strict=True)
        if has
    }
    assert sum(got.values()) == target_minor
    assert storm.ask(LIVE) == sorted(got.items())
    assert (await storm.view(campaign)).campaign.state is CampaignState.FUNDED


async def test_a_command_handed_in_eight_times_is_carried_out_once(storm: Storm):
    campaign = await storm.town.open_campaign(PLEDGE_MINOR * len(storm.members) * 2)
    wants = [storm.town.pledge(saver, campaign) for saver in storm.members]

    receipts = await storm.breaks([want for want in wants for _ in range(8)])

    assert all(accepted(receipts))
    assert len({receipt.result.pledge_id for receipt in receipts}) == len(wants)  # type: ignore[union-attr]  # accepted
    assert storm.ask(HELD) == [(PLEDGE_MINOR * len(wants),)]


async def test_who_pledges_while_the_deadline_passes_is_in_and_released_or_not_in(storm: Storm):
    campaign = await storm.town.open_campaign(PLEDGE_MINOR * len(storm.members) * 2)
    storm.wall.at, storm.wall.tick = campaign.closes_at - timedelta(milliseconds=4), timedelta(milliseconds=1)
    receipts: list[Receipt[Any]] = []
    waves = 8
    for wave in range(waves):
        receipts += await storm.breaks(
            [
                *(storm.town.pledge(saver, campaign) for saver in storm.members[wave::waves]),
                ExpireCampaign(
                    intent=storm.town.intent(), actor=Actor.system("jobs"), campaign_id=campaign.id
                ),
            ]
        )

    assert (await storm.view(campaign)).campaign.state is CampaignState.EXPIRED
    refused = {receipt.error.code for receipt in receipts if isinstance(receipt, Refused)}
    assert refused <= {"deadline_passed", "campaign_not_open", "not_due"}
    pledged = accepted(receipts).count(True) - 1  # one of them is the expiry
    assert storm.ask("SELECT count(*) FROM holds WHERE state = 'released'") == [(pledged,)]
    assert storm.ask(HELD) == [(0,)]
    assert storm.ask(LIVE) == []


async def test_a_pool_that_is_left_while_it_fills_and_settles_settles_whole_or_not_at_all(storm: Storm):
    *members, last = storm.members
    target_minor = PLEDGE_MINOR * len(storm.members)
    campaign = await storm.town.open_campaign(target_minor)
    await storm.breaks([storm.town.pledge(saver, campaign) for saver in members])
    storming: list[Command[Any]] = [
        WithdrawPledge(intent=storm.town.intent(), actor=saver.actor, campaign_id=campaign.id)
        for saver in members[::7]
    ]
    storming.insert(len(storming) // 2, storm.town.pledge(last, campaign, remainder(PLEDGE_MINOR)))
    storming.insert(len(storming) // 2 + 1, storm.town.settle(campaign.id))

    receipts = await storm.breaks(storming)

    settled = (await storm.view(campaign)).campaign.state is CampaignState.SETTLED
    left = sum(
        isinstance(command, WithdrawPledge) and isinstance(receipt, Accepted)
        for command, receipt in zip(storming, receipts, strict=True)
    )
    assert storm.ask(CAPTURED) == [(target_minor if settled else 0,)]
    assert settled == (left == 0)


async def test_a_pool_that_is_called_off_while_people_join_keeps_nobodys_money(storm: Storm):
    campaign = await storm.town.open_campaign(PLEDGE_MINOR * len(storm.members) * 2)
    wants: list[Command[Any]] = [storm.town.pledge(saver, campaign) for saver in storm.members]
    cancel = CancelCampaign(
        intent=storm.town.intent(), actor=storm.town.savers[0].actor, campaign_id=campaign.id, reason=""
    )
    middle = len(wants) // 2

    receipts = await storm.breaks([*wants[:middle], cancel, *wants[middle:]])

    assert isinstance(receipts[middle], Accepted)
    refused = {receipt.error.code for receipt in receipts if isinstance(receipt, Refused)}
    assert refused <= {"campaign_not_open"}
    assert storm.ask(HELD) == [(0,)]
    assert storm.ask(LIVE) == []


async def test_for_the_last_place_members_who_raise_and_newcomers_compete_and_one_gets_it(storm: Storm):
    half = len(storm.members) // 2
    members, newcomers = storm.members[:half], storm.people[half:]
    target_minor = PLEDGE_MINOR * (half + 1)
    campaign = await storm.town.open_campaign(target_minor)
    held = [storm.town.pledge(saver, campaign) for saver in members]
    await storm.breaks(held)
    raising: list[Command[Any]] = [
        ChangePledge(
            intent=storm.town.intent(),
            actor=pledge.actor,
            campaign_id=campaign.id,
            account_id=pledge.account_id,
            amount=free_amount(2 * PLEDGE_MINOR),
            consent=pledge.consent,
        )
        for pledge in held
    ]
    joining = [storm.town.pledge(saver, campaign, remainder(PLEDGE_MINOR)) for saver in newcomers]

    receipts = await storm.breaks([each for pair in zip(raising, joining, strict=False) for each in pair])

    assert accepted(receipts).count(True) == 1
    assert storm.ask(HELD) == [(target_minor,)]
    amounts = sorted(amount_minor for _, amount_minor in storm.ask(LIVE))
    assert sum(amounts) == target_minor
    assert amounts[:-1] == [PLEDGE_MINOR] * (len(amounts) - 1)
