"""Time zones as people know them: by a city, in either language."""

from collections.abc import Sequence
from functools import cache
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location

from bot.locales.catalogue import Locale
from bot.locales.outside import Markup

_AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)
_OFFERED = {
    Locale.EN: (
        "Asia/Shanghai",
        "Asia/Singapore",
        "Europe/London",
        "America/New_York",
        "America/Los_Angeles",
    ),
    Locale.ZH_HANS: ("Asia/Shanghai", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "America/New_York"),
}


@cache
def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone with this IANA name, None for none, or for one that is not known here."""
    return ZoneInfo(name) if name in _names() else None


def offered_zones(locale: Locale) -> Sequence[str]:
    """The IANA names of zones that many who read this language live in."""
    return _OFFERED[locale]


@cache
def city(name: str, locale: Locale) -> Markup:
    """The city that a zone goes by: `New York`, `纽约`."""
    # Where CLDR knows a zone by no city, it is called by what comes after its area: `Argentina/Buenos Aires`.
    return Markup(get_timezone_location(name, locale=locale.cldr, return_city=True).rpartition("/")[2])


def find_zones(text: str, limit: int) -> Sequence[str]:
    """IANA names of zones by a part of their city's name, in any of our languages, or of their own: best first."""
    wanted = _folded(text)
    if not wanted:
        return ()
    found = ((_rank(wanted, known), name) for name, known in _known().items())
    return [name for rank, name in sorted((rank, name) for rank, name in found if rank is not None)][:limit]


def _rank(wanted: str, known: Sequence[str]) -> int | None:
    """0 for the very name, 1 for its beginning, 2 for a part of it, None for neither."""
    if wanted in known:
        return 0
    if any(name.startswith(wanted) for name in known):
        return 1
    return 2 if any(wanted in name for name in known) else None


@cache
def _names() -> frozenset[str]:
    """Places, and no names that stand for others or for an offset."""
    return frozenset(name for name in available_timezones() if name.partition("/")[0] in _AREAS) | {"UTC"}


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """What each zone may be found by; takes a moment, once."""
    own = {name: _folded(name.rpartition("/")[2]) for name in _names()}
    called = {name: tuple(_folded(city(name, locale)) for locale in Locale) for name in own}
    # Some are other names of the same place, kept from earlier times: `Asia/Chongqing` is called Shanghai, too.
    places = {name for name in own if own[name] in called[name]}
    taken = {each for name in places for each in called[name]}
    return {
        name: (_folded(name), own[name], *called[name])
        for name in own
        if name in places or taken.isdisjoint(called[name])
    }


def _folded(text: str) -> str:
    """Letters without case and marks, words with single spaces between."""
    plain = "".join(symbol for symbol in normalize("NFKD", text.casefold()) if not combining(symbol))
    return " ".join(plain.replace("_", " ").replace("/", " ").split())
