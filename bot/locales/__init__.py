"""The words people read, in their language, and what they type, read back by it.

One `.ftl` file per language lies in this folder, and adding a language is adding such a file. A message is asked for by
its key, always through something named `words` (or `say`), so that the tests can compare code and catalogues:

    words("pledge-confirmed", name=person.name, amount=money(...))     HTML for a message, arguments escaped
    words.plain("button-pledge", amount=money(...))                    plain text: buttons, toasts, pictures
    words(f"refusal-{code}")                                           a family of keys; the prefix ends in a dash
    Key("campaign-state-open")                                         a key kept in a table, to be asked for later

Keys are words joined by dashes, the place first (`card-…`, `wizard-…`, `button-…`); arguments are snake_case.
"""

from bot.locales.catalogue import CatalogueError, Key, Locale, Words, locale_for, words
from bot.locales.outside import Markup, from_outside

__all__ = ["CatalogueError", "Key", "Locale", "Markup", "Words", "from_outside", "locale_for", "words"]
