"""Confirmed pledges per second on one hot campaign, beside the plain version in the same run."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import Timing, drive
from benchmarks.plain import PlainTeller
from benchmarks.town import PLEDGE_MINOR, SAVERS, Town, town

CALLERS = (1, 16, 64)
ROUNDS = 5


@dataclass(frozen=True)
class _Pair:
    ours: Timing
    plain: Timing


async def measure_pledging(folder: Path, say: Callable[[str], object], quick: bool) -> dict[str, float]:
    """Pledges on one hot campaign."""
    figures: dict[str, float] = {}
    savers, rounds = (SAVERS, ROUNDS) if not quick else (40, 1)
    async with town(folder / "pledging.db", savers) as place, PlainTeller(folder / "pledging.db") as plain:
        for callers in CALLERS:
            pairs = []
            for number in range(rounds if callers > 1 else 1):
                say(f"pledges, {callers} callers, round {number + 1}")
                pairs.append(_Pair(await _ours(place, callers), await _plain(place, plain, callers)))
            figures |= _figures(callers, pairs)
    return figures


async def _ours(place: Town, callers: int) -> Timing:
    campaign = await place.open_campaign(PLEDGE_MINOR * SAVERS * 2)
    return await drive(callers, [place.pledge(saver, campaign) for saver in place.savers[1:]], place.do)


async def _plain(place: Town, plain: PlainTeller, callers: int) -> Timing:
    campaign = await place.open_campaign(PLEDGE_MINOR * SAVERS * 2)
    pledges = [place.pledge(saver, campaign) for saver in place.savers[1:]]
    return await drive(callers, pledges, lambda pledge: plain.place_pledge(pledge, place.store.clock.now()))


def _figures(callers: int, pairs: list[_Pair]) -> dict[str, float]:
    """The medians over the rounds, and the median of the ratios pair by pair, which drift cannot bend."""
    return {
        f"sqlite_pledges_per_s_{callers}": median([pair.ours.per_s for pair in pairs]),
        f"sqlite_pledge_p50_ms_{callers}": median([pair.ours.percentile_ms(50) for pair in pairs]),
        f"sqlite_pledge_p99_ms_{callers}": median([pair.ours.percentile_ms(99) for pair in pairs]),
        f"sqlite_plain_pledges_per_s_{callers}": median([pair.plain.per_s for pair in pairs]),
        f"sqlite_pledges_ratio_{callers}": median([pair.ours.per_s / pair.plain.per_s for pair in pairs]),
    }
