"""What statements call their columns and movements."""

from bot.locales import Locale, Markup, words
from core.domain.account_statement import Column


def column_words(column: Column, locale: Locale) -> str:
    """A column's head."""
    return words(locale).plain(f"statement-column-{column}")


def kind_words(kind: str, times: int, locale: Locale) -> str:
    """What a movement was; one of a kind that has no words yet is called by its code."""
    say = words(locale)
    dashed = kind.replace("_", "-")
    known = f"statement-kind-{dashed}" in say.signatures
    told = Markup(say.plain(f"statement-kind-{dashed}") if known else kind.replace("_", " "))
    return told if times == 1 else say.plain("statement-times", what=told, count=times)
