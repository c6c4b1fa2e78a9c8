"""What is said while accounts are being linked."""

from collections.abc import Sequence

from aiogram.types import ReplyKeyboardRemove

from bot.locales import Markup
from bot.locales.formatting import mask_account
from bot.telegram.contact import contact_keyboard
from bot.telegram.render import phrases
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.commands import LinkingChecked, LinkingStarted
from core.domain.participant import CodeVerdict
from core.views import AccountView


def contact_screen(visit: Visit, said: Markup) -> Screen:
    """What is said, with the button that shares a contact."""
    return Screen(said, contact_keyboard(visit.words.plain("linking-button-contact")))


def code_sent_screen(started: LinkingStarted, phone: str, visit: Visit) -> Screen:
    """Asks for the code; the letter keys come back."""
    until = phrases.when(started.expires_at, visit)
    asked = visit.words("linking-code-sent", phone=mask_account(phone), until=until)
    return Screen(asked, ReplyKeyboardRemove(remove_keyboard=True))


def code_refused_screen(checked: LinkingChecked, visit: Visit) -> Screen:
    """What was wrong with a code; when it is void, with a button for a new one."""
    if checked.verdict is CodeVerdict.WRONG:
        return with_way_on(visit.words("linking-code-wrong", tries=checked.tries_left), visit)
    expired = checked.verdict is CodeVerdict.EXPIRED
    said = visit.words("linking-code-expired") if expired else visit.words("linking-code-exhausted")
    return Screen(said, contact_keyboard(visit.words.plain("linking-button-new-code")))


def linked_text(linked: int, elsewhere: Sequence[AccountView], visit: Visit) -> Markup:
    """Whether accounts were linked, and which ones somebody else has linked already."""
    words = visit.words
    said = words("linking-done") if linked else words("linking-done-none")
    if not elsewhere:
        return said
    numbers = Markup(", ".join(mask_account(view.account.number) for view in elsewhere))
    return Markup(f"{said} {words('linking-elsewhere', accounts=numbers)}")
