"""In which language a page is read."""

import babel

from bot.locales import Locale, locale_for

_TAGS_READ = 10


def reading_locale(chosen: str | None, accept_language: str | None) -> Locale:
    """The language that was chosen on the page, or else the one that the browser asks for first (RFC 9110, 12.5.4)."""
    if chosen in set(Locale):
        return Locale(chosen)
    wanted = sorted(map(_weighed, (accept_language or "").split(",")[:_TAGS_READ]), key=lambda each: -each[0])
    spoken = {locale.cldr.language for locale in Locale}
    return next(
        (locale_for(tag) for weight, tag in wanted if weight > 0 and _language(tag) in spoken), Locale.EN
    )


def _weighed(choice: str) -> tuple[float, str]:
    tag, _, parameter = choice.strip().partition(";")
    try:
        return float(parameter.strip().removeprefix("q=") or 1), tag.strip()
    except ValueError:
        return 0.0, tag


def _language(tag: str) -> str | None:
    try:
        return babel.Locale.parse(tag, sep="-").language
    except (ValueError, babel.UnknownLocaleError):
        return None
