"""`make bench`: measures, prints a table, and writes `benchmarks/latest.json`, one flat object of figures."""

import asyncio
import json
import sys
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.places import places
from benchmarks.pledging import measure_many_campaigns, measure_pledging
from benchmarks.settling import measure_settling
from benchmarks.workers import measure_workers

LATEST = Path(__file__).with_name("latest.json")
QUICK = "--quick"


async def _measure(console: Console, *, quick: bool) -> dict[str, float]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    figures: dict[str, float] = {}
    with (
        TemporaryDirectory(prefix="hecun-bench-") as folder,
        Progress(*columns, console=console) as progress,
        places(Path(folder)) as (sqlite, postgres),
    ):
        for place, measure in product(
            (sqlite, postgres), (measure_pledging, measure_many_campaigns, measure_workers, measure_settling)
        ):
            task = progress.add_task("", total=None)
            figures |= await measure(place, partial(_say, progress, task), quick)
            progress.stop_task(task)
    return figures


def _say(progress: Progress, task: TaskID, what: str) -> None:
    progress.update(task, description=what)


def _rows(figures: dict[str, float]) -> Iterator[tuple[str, str]]:
    for name, value in figures.items():
        yield name, f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def main() -> None:
    """Measure all; `--quick` looks only whether everything runs, and writes nothing."""
    console = Console()
    quick = QUICK in sys.argv[1:]
    figures = asyncio.run(_measure(console, quick=quick))
    table = Table("figure", "value", title="SQLite (synchronous=FULL) and PostgreSQL (as installed)")
    table.columns[1].justify = "right"
    for row in _rows(figures):
        table.add_row(*row)
    console.print(table)
    if not quick:
        LATEST.write_text(
            json.dumps({name: round(value, 2) for name, value in figures.items()}, indent=2) + "\n"
        )
        console.print(f"written to {LATEST.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
