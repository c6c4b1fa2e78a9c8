"""How much of somebody's name groups see."""

from bot.telegram.callbacks import NameInGroupsTap
from bot.telegram.keyboards import PRIMARY, keyboard, tap
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.participant import NameShown, shown_name


def privacy_screen(visit: Visit) -> Screen:
    """The ways to be seen in groups, each with what it comes to; the one that holds stands out."""
    holder = visit.participant
    buttons = [
        tap(
            visit.words.plain(f"name-shown-{shown}", name=shown_name(holder.name, shown)),
            NameInGroupsTap(shown=shown),
            PRIMARY if shown is holder.name_in_groups else None,
        )
        for shown in NameShown
    ]
    return Screen(
        visit.words("privacy-ask"), keyboard(*((button,) for button in buttons), (back_to_me(visit),))
    )
