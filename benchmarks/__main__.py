"""`make bench`: measures, prints a table, and writes `benchmarks/latest.json`, one flat object of figures.

`make bench ARGS="storm webhook"` measures only these and leaves the other figures as they were; `--sqlite` and
`--postgres` name one database, and `--quick` looks only whether everything runs, and writes nothing.
"""

import asyncio
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.drawing import measure_pictures
from benchmarks.growing import measure_growing
from benchmarks.living import measure_living
from benchmarks.page import measure_page
from benchmarks.partner import measure_partner_api
from benchmarks.places import places
from benchmarks.pledging import measure_many_campaigns, measure_plain_sql, measure_pledging
from benchmarks.settling import measure_settling
from benchmarks.storming import measure_recovery, measure_storming, measure_webhook
from benchmarks.verifying import measure_verifying
from benchmarks.workers import measure_workers

LATEST = Path(__file__).with_name("latest.json")
MEASURES = {
    "pledges": measure_pledging,
    "plain-sql": measure_plain_sql,
    "campaigns": measure_many_campaigns,
    "workers": measure_workers,
    "settling": measure_settling,
    "living": measure_living,
    "verifying": measure_verifying,
    "growing": measure_growing,
    "storm": measure_storming,
    "webhook": measure_webhook,
    "recovery": measure_recovery,
    "page": measure_page,
    "partner-api": measure_partner_api,
    "pictures": measure_pictures,
}
PLACES = ("sqlite", "postgres")


async def _measure(console: Console, chosen: Namespace) -> dict[str, float]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    figures: dict[str, float] = {}
    with (
        TemporaryDirectory(prefix="hecun-bench-") as folder,
        Progress(*columns, console=console) as progress,
        places(Path(folder)) as both,
    ):
        for place, name in product(both, chosen.measures or MEASURES):
            if place.name in chosen.places:
                task = progress.add_task("", total=None)
                figures |= await MEASURES[name](place, partial(_say, progress, task), chosen.quick)
                progress.stop_task(task)
    return figures


def _say(progress: Progress, task: TaskID, what: str) -> None:
    progress.update(task, description=what)


def _rows(figures: dict[str, float]) -> Iterator[tuple[str, str]]:
    for name, value in figures.items():
        yield name, f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def _read_arguments() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="measure", help=", ".join(MEASURES))
    parser.add_argument("--quick", action="store_true")
    for place in PLACES:
        parser.add_argument(f"--{place}", action="append_const", dest="places", const=place)
    chosen = parser.parse_args()
    if unknown := set(chosen.measures) - MEASURES.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there is {', '.join(MEASURES)}")
    chosen.places = chosen.places or PLACES
    return chosen


def main() -> None:
    """Measure what is asked for."""
    chosen = _read_arguments()
    console = Console()
    figures = asyncio.run(_measure(console, chosen))
    table = Table("figure", "value", title="SQLite (synchronous=FULL) and PostgreSQL (as installed)")
    table.columns[1].justify = "right"
    for row in _rows(figures):
        table.add_row(*row)
    console.print(table)
    if not chosen.quick:
        kept = json.loads(LATEST.read_text()) if chosen.measures or chosen.places != PLACES else {}
        measured = kept | {name: round(value, 2) for name, value in figures.items()}
        LATEST.write_text(json.dumps(measured, indent=2) + "\n")
        console.print(f"written to {LATEST.name}")


if __name__ == "__main__":
    main()
