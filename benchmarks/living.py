"""How long a day's interest takes for many deposits, and paying them out when they mature."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter

from benchmarks.measure import drive
from benchmarks.places import Place
from core.commands import AccrueInterest, Actor, MatureDeposit
from core.domain.bank import TermDeposit
from storage.clock import wall_clock
from tests.support.town import PLEDGE_MINOR, Town, free_amount, town

DEPOSITS, MEMBERS = 1_000, 50
QUICK_DEPOSITS, QUICK_MEMBERS = 10, 5
CALLERS = 100
_ACTOR = Actor.system("bench")


async def measure_living(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """A day's interest, and the payouts, of deposits with so many members each."""
    many, members = (QUICK_DEPOSITS, QUICK_MEMBERS) if quick else (DEPOSITS, MEMBERS)
    async with town(place.new("living"), members) as here:
        say(f"{place.name}: opening {many} deposits of {members} members")
        deposits = await _deposits(here, many, members)
        first, last = deposits[0].value_date, deposits[0].payout_date
        say(f"{place.name}: a day's interest of {many} deposits")
        _turn(here, first + timedelta(days=1))
        accrued = await _timed(here, [_accrual(here, deposit) for deposit in deposits])
        _turn(here, last - timedelta(days=1))  # the year's other interest is no part of what is measured
        await drive(CALLERS, [_accrual(here, deposit) for deposit in deposits], here.do)
        say(f"{place.name}: {many} deposits mature, {many * members} payouts")
        _turn(here, last)
        matured = await _timed(here, [_maturity(here, deposit) for deposit in deposits])
    return {
        f"{place.other}accruals_per_s": many / accrued,
        f"{place.other}accrual_of_{many}_deposits_s": accrued,
        f"{place.other}payouts_per_s": many * members / matured,
        f"{place.other}payout_of_{many}_deposits_s": matured,
    }


async def _deposits(place: Town, many: int, members: int) -> list[TermDeposit]:
    campaigns = await place.open_campaigns(PLEDGE_MINOR * members * 10, many)
    amount_minor = PLEDGE_MINOR * 10
    pledges = [
        place.pledge(saver, campaign, free_amount(amount_minor))
        for campaign in campaigns
        for saver in place.savers[:members]
    ]
    await drive(CALLERS, pledges, place.do)
    await drive(CALLERS, [place.settle(campaign.id) for campaign in campaigns], place.do)
    initiator = place.savers[0].participant_id
    views = await asyncio.gather(
        *(place.store.queries.campaign(campaign.id, initiator) for campaign in campaigns)
    )
    return [view.deposit for view in views if view is not None and view.deposit is not None]


def _turn(place: Town, day: date) -> None:
    clock = place.store.clock
    noon = datetime.combine(day, time(12), clock.zone).astimezone(UTC)
    clock.turn_forward(max(noon, wall_clock()))


def _accrual(place: Town, deposit: TermDeposit) -> AccrueInterest:
    return AccrueInterest(intent=place.intent(), actor=_ACTOR, deposit_id=deposit.id)


def _maturity(place: Town, deposit: TermDeposit) -> MatureDeposit:
    return MatureDeposit(intent=place.intent(), actor=_ACTOR, deposit_id=deposit.id)


async def _timed(place: Town, commands: list[AccrueInterest] | list[MatureDeposit]) -> float:
    began = perf_counter()
    await drive(CALLERS, commands, place.do)
    return perf_counter() - began
