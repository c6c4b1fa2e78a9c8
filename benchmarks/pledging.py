"""Confirmed pledges per second: on one hot campaign, beside the plain version in the same run, and on a thousand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.measure import Timing, drive
from benchmarks.places import Place
from benchmarks.plain import PlainTeller
from benchmarks.plain_ledger import plain_ledger
from core.commands import PlacePledge
from core.domain.campaign import Campaign
from tests.support.town import PLEDGE_MINOR, SAVERS, Town, town

CALLERS = (1, 16, 64)
ROUNDS = 3
CAMPAIGNS = 1_000


@dataclass(frozen=True)
class _Pair:
    ours: Timing
    plain: Timing


async def measure_pledging(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Pledges on one hot campaign."""
    figures: dict[str, float] = {}
    savers, rounds = (SAVERS, ROUNDS) if not quick else (40, 1)
    url = place.new("pledging")
    async with town(url, savers) as here, PlainTeller(url) as plain:
        for callers in CALLERS:
            pairs = []
            for number in range(rounds if callers > 1 else 1):
                say(f"{place.name}: pledges, {callers} callers, round {number + 1}")
                pairs.append(_Pair(await _ours(here, callers), await _plain(here, plain, callers)))
            figures |= _figures(place.hot, callers, pairs)
    return figures


async def measure_many_campaigns(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """As many pledges as campaigns, each in another one than the pledge before."""
    savers, campaigns, rounds = (SAVERS, CAMPAIGNS, 3) if not quick else (40, 100, 1)
    async with town(place.new("many"), savers) as here:
        timings = []
        for number in range(rounds):
            say(f"{place.name}: pledges in {campaigns} campaigns, round {number + 1}")
            opened = await here.open_campaigns(PLEDGE_MINOR * 10, campaigns)
            timings.append(await drive(max(CALLERS), _scattered(here, opened), here.do))
    prefix, callers = f"{place.name}_{CAMPAIGNS}_campaigns", max(CALLERS)
    return {
        f"{prefix}_pledges_per_s_{callers}": median([timing.per_s for timing in timings]),
        f"{prefix}_pledge_p99_ms_{callers}": median([timing.percentile_ms(99) for timing in timings]),
    }


async def measure_plain_sql(place: Place, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Pledges on one hot campaign, and beside them transfers to one hot account of a ledger in plain SQL."""
    if place.name == "sqlite":
        return {}  # it has no functions
    savers, rounds = (SAVERS, ROUNDS) if not quick else (40, 1)
    url = place.new("plain_sql")
    ours, plain = [], []
    async with town(url, savers) as here, plain_ledger(url, savers) as ledger:
        await ledger.pay_in()  # plans are made once
        for number in range(rounds):
            say(f"{place.name}: pledges and plain transfers, round {number + 1}")
            ours.append((await _ours(here, max(CALLERS))).per_s)
            plain.append((await ledger.pay_in()).per_s)
    return {
        "plain_sql_ledger_hot_per_s": median(plain),
        "postgres_hot_pledges_to_plain_sql_ratio": median([a / b for a, b in zip(ours, plain, strict=True)]),
    }


def _scattered(here: Town, opened: list[Campaign]) -> Iterator[PlacePledge]:
    for number, campaign in enumerate(opened):
        yield here.pledge(here.savers[number % len(here.savers)], campaign)


async def _ours(here: Town, callers: int) -> Timing:
    campaign = await here.open_campaign(PLEDGE_MINOR * SAVERS * 2)
    return await drive(callers, [here.pledge(saver, campaign) for saver in here.savers[1:]], here.do)


async def _plain(here: Town, plain: PlainTeller, callers: int) -> Timing:
    campaign = await here.open_campaign(PLEDGE_MINOR * SAVERS * 2)
    pledges = [here.pledge(saver, campaign) for saver in here.savers[1:]]
    return await drive(callers, pledges, lambda pledge: plain.place_pledge(pledge, here.store.clock.now()))


def _figures(hot: str, callers: int, pairs: list[_Pair]) -> dict[str, float]:
    """The medians over the rounds, and the median of the ratios pair by pair, which drift cannot bend."""
    return {
        f"{hot}_pledges_per_s_{callers}": median([pair.ours.per_s for pair in pairs]),
        f"{hot}_pledge_p50_ms_{callers}": median([pair.ours.percentile_ms(50) for pair in pairs]),
        f"{hot}_pledge_p99_ms_{callers}": median([pair.ours.percentile_ms(99) for pair in pairs]),
        f"{hot}_plain_pledges_per_s_{callers}": median([pair.plain.per_s for pair in pairs]),
        f"{hot}_pledges_ratio_{callers}": median([pair.ours.per_s / pair.plain.per_s for pair in pairs]),
    }
