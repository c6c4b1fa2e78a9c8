"""My data: a copy of it, and being erased: what goes, what must stay, and what is in the way."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.papers.personal_data import personal_document
from bot.telegram.callbacks import CardAction, EraseTap, GoTo, Place, ShareTap
from bot.telegram.documents import Document
from bot.telegram.keyboards import DANGER, PRIMARY, Row, keyboard, tap
from bot.telegram.render.card_buttons import card_button
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.erasure import Obstacle, ObstacleKind
from core.views import PersonalData

_OBSTACLES_SHOWN = 8


def data_screen(visit: Visit) -> Screen:
    """What can be done with one's data."""
    say = visit.words.plain
    return Screen(
        visit.words("data-title"),
        keyboard(
            (tap(say("data-button-copy"), GoTo(place=Place.DATA_COPY), PRIMARY),),
            (tap(say("data-button-erase"), GoTo(place=Place.ERASING)),),
            (tap(say("me-button-privacy"), GoTo(place=Place.PRIVACY)), back_to_me(visit)),
        ),
    )


def data_file(data: PersonalData, visit: Visit) -> Document:
    """The copy, as a file."""
    made_at = visit.now().at
    name = f"hecun-{made_at.astimezone(visit.zone).date()}.json"
    return Document(name, personal_document(data, made_at), visit.words("data-file"))


def erasing_screen(obstacles: Sequence[Obstacle], visit: Visit) -> Screen:
    """What would go and what would stay; then the first of two taps, or what is in the way, with the ways to it."""
    words, say = visit.words, visit.words.plain
    told = [words("erase-title"), words("erase-goes"), words("erase-stays")]
    back = tap(say("data-button-back"), GoTo(place=Place.DATA))
    if not obstacles:
        sure = tap(say("erase-button"), EraseTap(sure=False), DANGER)
        return Screen(Markup("\n\n".join(told)), keyboard((sure,), (back,)))
    kinds = [kind for kind in ObstacleKind if any(each.kind is kind for each in obstacles)]
    listed = [words("erase-in-the-way"), *(_in_the_way(kind, obstacles, visit) for kind in kinds)]
    ways = [each for each in obstacles if each.kind is not ObstacleKind.ROLE]  # another person's to deal with
    rows: list[Row] = [(_way(each, visit),) for each in ways[:_OBSTACLES_SHOWN]]
    return Screen(Markup("\n\n".join([*told, "\n".join(listed)])), keyboard(*rows, (back,)))


def erase_sure_screen(visit: Visit) -> Screen:
    """Asks once more: this cannot be undone."""
    say = visit.words.plain
    return Screen(
        visit.words("erase-sure"),
        keyboard(
            (tap(say("erase-button-sure"), EraseTap(sure=True), DANGER),),
            (tap(say("data-button-back"), GoTo(place=Place.DATA), PRIMARY),),
        ),
    )


def erased_screen(visit: Visit) -> Screen:
    """The last that is said to who was erased."""
    return Screen(visit.words("erase-done"))


def _in_the_way(kind: ObstacleKind, obstacles: Sequence[Obstacle], visit: Visit) -> Markup:
    return visit.words(f"erase-obstacle-{kind}", count=sum(each.kind is kind for each in obstacles))


def _way(obstacle: Obstacle, visit: Visit) -> InlineKeyboardButton:
    """The button to where the obstacle is dealt with."""
    text = visit.words.plain(f"erase-button-{obstacle.kind}")
    if obstacle.campaign_id is not None:
        return card_button(text, obstacle.campaign_id, CardAction.SHOW)
    if obstacle.share_id is not None and obstacle.kind is not ObstacleKind.PURCHASE:
        return tap(text, ShareTap(share_id=obstacle.share_id))
    return tap(text, GoTo(place=Place.MINE))
