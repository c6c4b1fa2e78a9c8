"""Text from outside (names people chose, notes they typed) made safe to show beside ours."""

import html
import unicodedata

FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
POP_DIRECTIONAL_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"
LONGEST = 48
"""Characters of a text from outside that are shown; Telegram allows names of 64 + 64."""

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # emoji families and Persian need them
# Letters by category, nothing by looks: with them alone a name is a hole in the sentence.
_INVISIBLE = "\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5"
_MARKS_ON_ONE_LETTER = 3


class Markup(str):
    """Text that is safe to stand in Telegram HTML as it is: ours, or already escaped."""

    __slots__ = ()


def tidy(text: str, longest: int = LONGEST) -> str:
    """One line of at most `longest` characters without control, bidi or invisible ones; "—" if nothing is left."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category.startswith("Z") or character in "\t\r\n":
            kept.append(" ")
        elif _is_shown(character, category) and marks <= _MARKS_ON_ONE_LETTER:
            kept.append(character)
    return shorten(" ".join("".join(kept).split()), longest).strip(_JOINERS) or "—"


def visible(text: str) -> str:
    """`text` without what cannot be seen and turns lines around or hides in words; its lines stay."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or _is_shown(character, unicodedata.category(character))
    )


def _is_shown(character: str, category: str) -> bool:
    if character in _JOINERS:
        return True
    return character not in _INVISIBLE and category not in ("Cc", "Cf", "Cs", "Co", "Cn")


def shorten(text: str, longest: int) -> str:
    """`text`, cut to `longest` characters with an ellipsis, never between a letter and its marks."""
    if len(text) <= longest:
        return text
    end = longest - 1
    while end > 0 and continues(text, end):
        end -= 1
    return text[:end].rstrip() + "…"


def continues(text: str, index: int) -> bool:
    """Whether the character at `index` is drawn together with the one before it."""
    character = text[index]
    joined = unicodedata.category(character) in ("Mn", "Me", "Mc") or character in _JOINERS
    skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    after_joiner = index > 0 and text[index - 1] == "\N{ZERO WIDTH JOINER}"
    return joined or skin_tone or after_joiner or _second_half_of_flag(text, index)


def _second_half_of_flag(text: str, index: int) -> bool:
    start = index
    while start >= 0 and "\U0001f1e6" <= text[start] <= "\U0001f1ff":
        start -= 1
    return (index - start) % 2 == 0 and index != start


def from_outside(text: str) -> Markup:
    """`text` tidied, escaped for Telegram HTML and isolated, so that it can neither inject nor turn the line around."""
    return Markup(isolated(html.escape(tidy(text), quote=False)))


def isolated(text: str) -> str:
    """`text` between FSI and PDI: its direction stays its own."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"
