"""Rich HTML as a tree of tags and words: which tags there are, and that each one is ended.

How Telegram's server complains of bad rich HTML is not documented; the sandbox complains as of bad HTML in a text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.sandbox.refusals import bad_request

FORMATTING = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
              "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "mark": "marked",
              "sub": "subscript", "sup": "superscript", "tg-spoiler": "spoiler"}  # fmt: skip
INLINE = FORMATTING.keys() | {"a", "br", "tg-reference", "tg-emoji", "tg-time", "tg-math", "tg-button"}
DEEPEST = 100  # far more than a message may have; so that reading it never exhausts the stack
VOID = frozenset({"br", "hr", "img", "input", "tg-map"})
HEADINGS = {f"h{size}": size for size in range(1, 7)}
TEXT_BLOCKS = {"p": "paragraph", "footer": "footer", "tg-thinking": "thinking"}
GROUPS = {"tg-collage": "collage", "tg-slideshow": "slideshow"}
PARTS = frozenset(
    {"li", "input", "cite", "figcaption", "caption", "tr", "th", "td", "tbody", "thead", "summary"}
)
BLOCKS = frozenset({*HEADINGS, *TEXT_BLOCKS, *GROUPS, "pre", "hr", "ul", "ol", "blockquote", "aside", "figure", "img",
                    "video", "audio", "tg-map", "table", "details", "tg-math-block", "tg-button-row",
                    "tg-document"})  # fmt: skip


def read_tree(source: str) -> Element:
    """An element without a tag that holds what the source says. Raises Refusal."""
    reader = _TreeReader()
    reader.feed(source)
    reader.close()
    return reader.root_when_done()


def cannot_parse(words: str) -> Exception:
    return bad_request(f"can't parse rich message: {words}")


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def elements(self, *tags: str) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element) and child.tag in tags]

    def take(self, tag: str) -> Element | None:
        """Removes the first child with this tag and returns it."""
        found = next(iter(self.elements(tag)), None)
        self.children = [child for child in self.children if child is not found]
        return found

    def words(self) -> str:
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)


class _TreeReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in BLOCKS | INLINE | PARTS:
            raise cannot_parse(f'Unsupported start tag "{tag}"')
        if len(self._open) > DEEPEST:
            raise bad_request("RICH_MESSAGE_TOO_DEEP")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if len(self._open) == 1:
            raise cannot_parse(f'Unexpected end tag "{tag}"')
        opened = self._open.pop()
        if opened.tag != tag:
            raise cannot_parse(f'Unmatched end tag, expected "</{opened.tag}>", found "</{tag}>"')

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def root_when_done(self) -> Element:
        if len(self._open) > 1:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return self._open[0]
