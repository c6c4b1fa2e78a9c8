"""A sheet takes any line, sets it within its room, and can be copied from."""

from datetime import UTC, datetime

from bot.locales import Locale
from bot.papers.sheet import Sheet, Type
from bot.pictures.palette import INK
from tests.papers.reading import has_embedded_fonts_only, text_of
from tests.pictures.samples import NAMES


def sheet() -> Sheet:
    empty = Sheet("Lines", Locale.EN, datetime(2026, 12, 1, tzinfo=UTC))
    empty.page()
    return empty


def test_lines_of_any_script_are_written():
    lines = sheet()
    for index, name in enumerate(NAMES):
        lines.text((40, 40 + index * 20), name, Type(12), INK, room=300, smallest=8)
    pdf = lines.pdf()
    assert "张伟" in text_of(pdf)
    assert has_embedded_fonts_only(pdf)


def test_a_line_is_made_to_fit_its_room():
    for line in ("x" * 400, "定期存款" * 50, "محمد عبد الله " * 20):
        assert sheet().text((0, 0), line, Type(12), INK, room=200, smallest=8) <= 200.5


def test_each_page_has_its_own_lines():
    lines = sheet()
    lines.text((40, 40), "one", Type(12), INK)
    lines.page()
    lines.text((40, 40), "two", Type(12), INK)
    assert lines.lines == [["one"], ["two"]]
    assert text_of(lines.pdf()).split() == ["one", "two"]
