"""Lines of any script are drawn right, or not at all; never as boxes."""

from unicodedata import category

import pytest

from bot.pictures.fonts import BOLD, face_for
from bot.pictures.people import initials
from bot.pictures.text import Style, clusters, fitted, runs, width
from tests.pictures.samples import NAMES


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("A", "NotoSansCJK-VF.otf.ttc"),
        ("é", "NotoSansCJK-VF.otf.ttc"),
        ("汉", "NotoSansCJK-VF.otf.ttc"),
        ("م", "NotoSansArabic[wght].ttf"),
        ("ש", "NotoSansHebrew[wght].ttf"),
        ("क", "NotoSansDevanagari[wght].ttf"),
        ("🦊", "NotoEmoji[wght].ttf"),
        ("\U00013080", None),
    ],
)
def test_each_script_has_its_face(text, face):
    assert face_for(text) == face


def test_what_no_face_has_becomes_one_dot():
    assert "".join(run.text for run in runs("\U00013080\U00013081 a")) == "· a"


@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_drawn_with_a_face_that_has_it(name):
    for run in runs(name):
        for character in run.text:
            if category(character) not in ("Cf", "Mn", "Me", "Zs"):  # these show nothing of their own
                mask = run.font(Style(40)).getmask(character)
                box_of_the_missing = run.font(Style(40)).getmask("\U0010ffff")
                assert (mask.size, bytes(mask)) != (box_of_the_missing.size, bytes(box_of_the_missing)), run


def test_letters_are_joined_and_marks_stand_where_they_belong():
    style = Style(60)
    apart = sum(width(letter, style) for letter in "محمد")
    assert width("محمد", style) != apart  # letters have another form inside a word
    assert width("e\u0301", style) == width("e", style)


@pytest.mark.parametrize(
    ("reading_order", "left_to_right"),
    [
        ("abc", ["abc"]),
        ("دوح", ["دوح"]),
        ("abc دوح", ["abc ", "دوح"]),
        ("دوح abc", ["abc", " ", "دوح"]),
        ("دوح 12", ["12", " ", "دوح"]),
    ],
)
def test_directions_are_laid_out_as_they_are_read(reading_order, left_to_right):
    drawn = runs(reading_order)
    assert "".join(run.text for run in drawn).replace(" ", "") == "".join(left_to_right).replace(" ", "")
    for run in drawn:
        has_arabic = any("\u0600" <= character <= "\u06ff" for character in run.text)
        has_latin = any(character.isascii() and character.isalnum() for character in run.text)
        assert not (has_arabic and has_latin)
        assert run.rightwards or not has_latin
        assert not (run.rightwards and has_arabic)


def test_bidi_controls_are_not_drawn():
    assert runs("\u2068abc\u2069\u202e") == runs("abc")


def test_emoji_sequences_and_marks_stay_whole():
    assert clusters("👨‍👩‍👧é🇨🇳🇫🇷👍🏽") == ["👨‍👩‍👧", "é", "🇨🇳", "🇫🇷", "👍🏽"]


def test_a_line_is_shrunk_before_it_is_cut():
    style = Style(40, BOLD)
    natural = width("a fairly long line", style)
    text, smaller = fitted("a fairly long line", style, natural * 0.8, smallest=20)
    assert text == "a fairly long line"
    assert smaller.size < 40
    text, smallest = fitted("a fairly long line", style, natural * 0.3, smallest=20)
    assert text.endswith("…")
    assert smallest.size == 20
    assert width(text, smallest) <= natural * 0.3


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张伟", "张"),
        ("Maria Rossi", "MR"),
        ("maria", "M"),
        ("🦊 Fox", "🦊"),
        ("محمد علي", "م"),
        ("L**", "L"),
        ("林*", "林"),
        ("***", ""),
        ("", ""),
        ("\U00013080", ""),
        ("ḁ́b", "Ḁ́"),
    ],
)
def test_initials_are_what_one_would_write_on_a_badge(name, shown):
    assert initials(name) == shown
