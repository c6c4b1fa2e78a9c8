"""What the documents say of the tests, and of each other, is so."""

import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
HEADS = ("| promised", "| somebody tries to", "| what may happen")
TEST_FILE = re.compile(r"`(tests/[a-z0-9_/]+\.py)`")
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(#[^)\s]*)?\)")
BUTTON = re.compile(r"\*\*([^*]+)\*\*")
ENGLISH = ROOT / "bot" / "locales" / "en.ftl"
WORDS = re.compile(r"^(?:[a-z][\w-]* ?= ?|\s+\*?\[\w+\] )(?!\{)(.+)$", re.MULTILINE)
DOCUMENTS = sorted(chain(ROOT.glob("*.md"), DOCS.glob("**/*.md")))


def rows() -> list[str]:
    """The promises, and what stands against each threat: the rows of the tables, without their heads."""
    texts = [(DOCS / name).read_text("utf-8") for name in ("reliability.md", "threat-model.md")]
    lines = chain.from_iterable(text.splitlines() for text in texts)
    return [line for line in lines if line.startswith("| ") and not line.startswith(HEADS)]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.split("|")[1].strip()[:50])
def test_every_promise_names_tests_that_are_there(row: str):
    *_, promise, shown_by, _ = row.split("|")
    assert promise.strip()
    named = TEST_FILE.findall(shown_by)
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []
    assert TEST_FILE.sub("", shown_by).strip(" ,") == ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path):
    targets = [match[1] for match in LINK.finditer(document.read_text("utf-8"))]
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_guide_for_operators_names_buttons_as_they_read():
    words = [match[1].strip() for match in WORDS.finditer(ENGLISH.read_text("utf-8"))]
    patterns = [re.sub(r"\\\{.*?\\\}", "(.+?)", re.escape(each)) for each in words]
    guide = (DOCS / "operating.md").read_text("utf-8").partition("\n## ")[2]
    named = {" ".join(match[1].split()) for match in BUTTON.finditer(guide)}
    assert named
    assert {name for name in named if not any(re.fullmatch(each, name) for each in patterns)} == set()
