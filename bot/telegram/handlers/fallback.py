"""What no topic knew: a link or a code in it is followed, an open question is asked again, and else there are ways on.

Buttons of older versions get a fresh start.
"""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message, Update

from bot.locales import Key, Markup
from bot.locales.formatting import money
from bot.locales.reading import NotAnAmount, read_amount
from bot.telegram.albums import OncePerAlbum
from bot.telegram.drafts import DraftKind
from bot.telegram.handlers import buying, exiting, inviting, joining, linking, opening, pledging, statement
from bot.telegram.handlers.passed_on import follow_lead
from bot.telegram.handlers.start import show_start
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render.fallback import not_understood_screen, which_campaign_screen
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import show
from bot.telegram.spoken import is_greeting
from bot.telegram.visit import Visit
from core.domain.campaign import CampaignState
from core.domain.errors import DomainError
from core.views import Draft

ASKED_AGAIN: dict[str, Callable[[Message, Visit, Draft, Markup], Awaitable[None]]] = {
    DraftKind.OPENING: opening.ask_again,
    DraftKind.PLEDGING: pledging.ask_again,
    DraftKind.LINKING: linking.ask_again,
    DraftKind.JOINING: joining.ask_again,
    DraftKind.BUYING: buying.ask_again,
    DraftKind.INVITING: inviting.ask_again,
    DraftKind.STATEMENT: statement.ask_again,
    DraftKind.LEAVING: exiting.ask_again,
}
"""How each kind of conversation asks its open question once more; an admin's stands where it was."""

_UNREADABLE = {
    ContentType.PHOTO: Key("fallback-picture"),
    ContentType.DOCUMENT: Key("fallback-picture"),
    ContentType.VOICE: Key("fallback-voice"),
    ContentType.AUDIO: Key("fallback-voice"),
    ContentType.VIDEO_NOTE: Key("fallback-voice"),
}
"""What can be said beyond that it is not text."""

_HAPPENED = frozenset(
    {
        ContentType.PINNED_MESSAGE,
        ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
        ContentType.WRITE_ACCESS_ALLOWED,
        ContentType.CONNECTED_WEBSITE,
        ContentType.PROXIMITY_ALERT_TRIGGERED,
        ContentType.CHAT_BACKGROUND_SET,
        ContentType.CHECKLIST_TASKS_DONE,
        ContentType.CHECKLIST_TASKS_ADDED,
        ContentType.POLL_OPTION_ADDED,
        ContentType.POLL_OPTION_DELETED,
        ContentType.FORUM_TOPIC_CREATED,
        ContentType.FORUM_TOPIC_EDITED,
        ContentType.FORUM_TOPIC_CLOSED,
        ContentType.FORUM_TOPIC_REOPENED,
    }
)
"""What Telegram notes in a chat, and nobody said."""


def create_router() -> Router:
    """The router of this topic; it must be the last."""
    router = Router(name="fallback")
    router.message.register(_text, F.text)
    router.message.register(_nothing_said, F.content_type.in_(_HAPPENED))
    router.message.register(_not_text, OncePerAlbum())
    router.message.register(_nothing_said)
    router.edited_message.register(_edited, F.text)
    router.edited_message.register(_nothing_said)
    router.callback_query.register(_old_button)
    return router


async def _text(message: Message, visit: Visit, event_update: Update) -> None:
    if await follow_lead(message, visit, event_update):
        return
    if await _asked_again(message, visit, visit.words("fallback-text-here")):
        return
    if is_greeting(message.text or ""):
        await show_start(message, visit)
    elif not await _ask_which_campaign(message, visit):
        await show(visit, message, not_understood_screen(visit))


async def _ask_which_campaign(message: Message, visit: Visit) -> bool:
    """Whether it was an amount, and there are campaigns that it may be meant for."""
    try:
        amount_minor = read_amount(message.text or "", HOUSE_CURRENCY, visit.locale)
    except NotAnAmount:
        return False
    views = await visit.queries.campaigns_of(visit.participant.id)
    campaigns = [view for view in views if view.campaign.state is CampaignState.OPEN]
    amount = money(amount_minor, HOUSE_CURRENCY, visit.locale)
    if campaigns:
        await show(visit, message, which_campaign_screen(amount, campaigns, visit))
    return bool(campaigns)


async def _not_text(message: Message, visit: Visit, event_update: Update) -> None:
    if message.caption and await follow_lead(message, visit, event_update):
        return
    said = visit.words(_UNREADABLE.get(ContentType(message.content_type), Key("fallback-not-text")))
    if not await _asked_again(message, visit, said):
        await show(visit, message, with_way_on(said, visit))


async def _asked_again(message: Message, visit: Visit, note: Markup) -> bool:
    """Ask the question that is open once more, under the note; False if there is none that still makes sense."""
    draft = await visit.drafts.latest(visit.telegram_user_id)
    ask_again = None if draft is None else ASKED_AGAIN.get(draft.kind)
    if draft is None or ask_again is None:
        return False
    try:
        await ask_again(message, visit, draft, note)
    except DomainError:  # what it was about is gone
        await visit.drafts.discard(draft)
        return False
    return True


async def _edited(message: Message, visit: Visit, event_update: Update) -> None:
    """What was taken stays taken: only a link or a code that is right now is followed."""
    if await follow_lead(message, visit, event_update):
        return
    command = (message.text or "").startswith("/")
    said = visit.words("fallback-edited-command") if command else visit.words("fallback-edited")
    await show(visit, message, with_way_on(said, visit))


async def _nothing_said(_message: Message) -> None:
    """Nobody waits for an answer."""


async def _old_button(query: CallbackQuery, visit: Visit) -> None:
    await visit.answer(visit.words.plain("fallback-old-button"), alert=True)
    await show_start(query, visit, fresh=True)
