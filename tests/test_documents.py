"""What the documents say of the tests is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROMISES = ROOT / "docs" / "reliability.md"
TEST_FILE = re.compile(r"`(tests/[a-z0-9_/]+\.py)`")


def rows() -> list[str]:
    """The promises: the rows of the tables, without their heads."""
    lines = PROMISES.read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith("| promised")]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.split("|")[1].strip()[:50])
def test_every_promise_names_tests_that_are_there(row: str):
    *_, promise, shown_by, _ = row.split("|")
    assert promise.strip()
    named = TEST_FILE.findall(shown_by)
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []
    assert TEST_FILE.sub("", shown_by).strip(" ,") == ""
