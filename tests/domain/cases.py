"""The published reference cases of `interest_cases.csv`, for every test that runs them."""

import csv
from pathlib import Path

with (Path(__file__).parent / "interest_cases.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = {row["id"]: row for row in csv.DictReader(_file)}
