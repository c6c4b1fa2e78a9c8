"""What the bot's profile says: the words before START, and the command menu, by language; staff have their own."""

import logging

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.admins import met_staff
from bot.locales import Key, Locale, Words, words
from bot.telegram.visit import Desk, Visit
from core.domain.staff import Role

logger = logging.getLogger(__name__)

_COMMANDS = {
    "start": Key("menu-start"),
    "open": Key("menu-open"),
    "join": Key("menu-join"),
    "me": Key("menu-me"),
    "mine": Key("menu-mine"),
    "portfolio": Key("menu-portfolio"),
    "statement": Key("menu-statement"),
    "accounts": Key("menu-accounts"),
    "language": Key("menu-language"),
    "privacy": Key("menu-privacy"),
    "notifications": Key("menu-notifications"),
    "stop": Key("menu-stop"),
    "data": Key("menu-data"),
    "help": Key("menu-help"),
    "cancel": Key("menu-cancel"),
}
_GROUP_COMMANDS = {"card": Key("menu-card"), "help": Key("menu-help")}
_ADMIN_COMMANDS = {"admin": Key("menu-admin")}


async def set_menus(desk: Desk) -> None:
    """Tell Telegram the profile's words for every language it may know people by, and the commands of staff's chats."""
    for locale in (None, *Locale):
        say = words(locale or Locale.EN)
        language = None if locale is None else locale.cldr.language
        await desk.bot.set_my_commands(
            _commands(say, admin=False), scope=BotCommandScopeAllPrivateChats(), language_code=language
        )
        in_groups = [
            BotCommand(command=command, description=say.plain(key))
            for command, key in _GROUP_COMMANDS.items()
        ]
        await desk.bot.set_my_commands(
            in_groups, scope=BotCommandScopeAllGroupChats(), language_code=language
        )
        await desk.bot.set_my_description(say.plain("menu-description"), language_code=language)
        await desk.bot.set_my_short_description(say.plain("menu-short-description"), language_code=language)
    for known in await met_staff(desk.queries, Role.VIEWER):
        await set_menu_of(desk.visit(known))


async def set_menu_of(visit: Visit) -> None:
    """The menu in one private chat, in the language that was chosen there; of staff it has /admin."""
    commands = _commands(visit.words, admin=visit.admin)
    try:
        await visit.bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=visit.telegram_user_id))
    except TelegramBadRequest as error:
        logger.info("the menu of a chat could not be set: %s", error.message)


def _commands(words: Words, *, admin: bool) -> list[BotCommand]:
    keys = _ADMIN_COMMANDS | _COMMANDS if admin else _COMMANDS
    return [BotCommand(command=command, description=words.plain(key)) for command, key in keys.items()]
