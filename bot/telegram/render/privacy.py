"""Who sees what of somebody, with how they look to others now, and the choices."""

from bot.locales import Markup
from bot.telegram.callbacks import AmountSeenTap, GoTo, NameSeenTap, Place, PrivacyTap
from bot.telegram.keyboards import PRIMARY, keyboard, tap
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.participant import Audience, NameShown, shown_name


def privacy_screen(visit: Visit) -> Screen:
    """Each audience with what it sees, and what nobody ever sees; a button to change each."""
    words, own = visit.words, visit.participant
    lines = [
        words("privacy-title"),
        *(
            words(f"privacy-{audience}", name=shown_name(own.name, own.shown_to(audience)))
            for audience in Audience
        ),
        words("privacy-amount-shown" if own.amount_to_members else "privacy-amount-hidden"),
        words("privacy-always"),
    ]
    toggling = AmountSeenTap(shown=not own.amount_to_members)
    amount = words.plain(
        "privacy-button-hide-amount" if own.amount_to_members else "privacy-button-show-amount"
    )
    choosing = [
        (tap(words.plain(f"privacy-button-{audience}"), PrivacyTap(audience=audience)),)
        for audience in Audience
    ]
    return Screen(
        Markup("\n\n".join(lines)), keyboard(*choosing, (tap(amount, toggling),), (back_to_me(visit),))
    )


def audience_screen(audience: Audience, visit: Visit) -> Screen:
    """How much of the name an audience sees, each way with what it comes to; the one that holds stands out."""
    own = visit.participant
    buttons = [
        tap(
            visit.words.plain(f"name-shown-{shown}", name=shown_name(own.name, shown)),
            NameSeenTap(audience=audience, shown=shown),
            PRIMARY if shown is own.shown_to(audience) else None,
        )
        for shown in NameShown
    ]
    back = tap(visit.words.plain("privacy-button-back"), GoTo(place=Place.PRIVACY))
    return Screen(
        visit.words(f"privacy-ask-{audience}"), keyboard(*((button,) for button in buttons), (back,))
    )
