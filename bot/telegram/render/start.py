"""Where to begin, and the languages."""

from bot.locales import Locale, Markup, words
from bot.telegram.callbacks import GoTo, LanguageTap, OpeningAction, OpeningTap, Place
from bot.telegram.keyboards import PRIMARY, keyboard, tap
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit


def start_screen(visit: Visit, *, unfinished: bool) -> Screen:
    """What this is in two lines, and the ways in; with a campaign half done, going on with it comes first."""
    say = visit.words.plain
    hello = visit.words("start-hello")
    mine = (
        tap(say("start-button-mine"), GoTo(place=Place.MINE)),
        tap(say("start-button-me"), GoTo(place=Place.ME)),
    )
    more = (
        tap(say("start-button-help"), GoTo(place=Place.HELP)),
        tap(f"🌐 {visit.words.plain('language-name')}", GoTo(place=Place.LANGUAGE)),
    )
    join = (tap(say("start-button-join"), GoTo(place=Place.JOIN)),)
    if not unfinished:
        opening = ((tap(say("start-button-open"), GoTo(place=Place.OPEN), PRIMARY),),)
        return Screen(hello, keyboard(*opening, join, mine, more))
    resume = tap(say("start-button-resume"), OpeningTap(action=OpeningAction.RESUME), PRIMARY)
    restart = tap(say("start-button-restart"), OpeningTap(action=OpeningAction.RESTART))
    text = Markup(f"{hello}\n\n{visit.words('start-unfinished')}")
    return Screen(text, keyboard((resume, restart), join, mine, more))


def language_screen(visit: Visit, said: Markup | None = None) -> Screen:
    """The languages, each by its own name."""
    buttons = [
        tap(
            words(locale).plain("language-name"),
            LanguageTap(locale=locale),
            PRIMARY if locale is visit.locale else None,
        )
        for locale in Locale
    ]
    return Screen(
        said or visit.words("language-ask"),
        keyboard(*((button,) for button in buttons), (back_to_me(visit),)),
    )
