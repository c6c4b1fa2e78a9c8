"""How the pages look: templates that escape whatever they are given, one style sheet, and the policy that names it."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup as Safe

from bot.locales import Markup, Words

_FOLDER = Path(__file__).parent
STYLE = (_FOLDER / "page.css").read_text(encoding="utf-8")
_STYLE_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()

HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_DIGEST}'; img-src 'self' data:; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    # The address of a page opens a campaign: no other site is told it, and no search engine keeps it.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}
"""What goes with every page: nothing is loaded from elsewhere, nothing runs, nobody frames it."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.filters["ours"] = _ours
    environment.globals["style"] = Safe(STYLE)  # noqa: S704  # a file of our own
    return environment


def _ours(text: Markup) -> Safe:
    """HTML of our own catalogue, in which whatever came from outside is escaped already."""
    assert isinstance(text, Markup), "what is not known to be safe is escaped"
    return Safe(text)  # noqa: S704  # as above


def render(template: str, words: Words, **values: object) -> str:
    """A page. The template asks for the words of its own with `say`."""
    say: Callable[..., str] = words.plain
    return _environment().get_template(template).render(say=say, locale=words.locale, **values)
