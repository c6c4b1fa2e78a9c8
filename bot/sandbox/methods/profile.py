"""What the bot says of itself and asks about others: getMe, commands, names, menu, getFile."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.files import file_description
from bot.sandbox.methods.call import Call, known_chat
from bot.sandbox.refusals import bad_request, not_played
from bot.sandbox.switches import is_on

JsonObject = dict[str, Any]
Method = Callable[[Call], Awaitable[Any]]

COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 256


async def get_me(call: Call) -> JsonObject:
    return call.emulator.bot_user() | {
        "can_join_groups": is_on(call.emulator.store, "can_join_groups"),
        "can_read_all_group_messages": not is_on(call.emulator.store, "privacy_mode"),
        "supports_guest_queries": False,
        "supports_inline_queries": is_on(call.emulator.store, "inline_mode"),
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


async def get_file(call: Call) -> JsonObject:
    return file_description(call.emulator, call["file_id"])


# --- commands --------------------------------------------------------------------------------------------------------


async def set_my_commands(call: Call) -> bool:
    commands = [_checked_command(command) for command in call["commands"]]
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    scope, language_code = _scope(call), _language_code(call)
    if commands:
        call.emulator.store.set_commands(scope, language_code, commands)
    else:
        call.emulator.store.delete_commands(scope, language_code)
    call.emulator.nudge("bot")
    return True


async def get_my_commands(call: Call) -> list[JsonObject]:
    return call.emulator.store.commands(_scope(call), _language_code(call))


async def delete_my_commands(call: Call) -> bool:
    call.emulator.store.delete_commands(_scope(call), _language_code(call))
    call.emulator.nudge("bot")
    return True


def _checked_command(given: JsonObject) -> JsonObject:
    command = given["command"].strip().removeprefix("/")
    description = given["description"].strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > 32:
        raise bad_request("command length must not exceed 32")
    if not re.fullmatch(r"[a-z0-9_]+", command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LIMIT:
        raise bad_request(f"command description length must not exceed {DESCRIPTION_LIMIT}")
    return {**given, "command": command, "description": description}


def _scope(call: Call) -> str:
    """A scope as the key under which its commands are kept."""
    scope = call.get("scope", {"type": "default"})
    if "chat_id" not in scope:
        return str(scope["type"])
    chat = known_chat(call, scope["chat_id"])
    if chat.is_private and scope["type"] != "chat":
        raise bad_request("method is available only for groups and supergroups")
    return " ".join(str(part) for part in (scope["type"], chat.id, scope.get("user_id", "")) if part)


def _language_code(call: Call) -> str:
    code = str(call.get("language_code", ""))
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code


# --- names and descriptions ------------------------------------------------------------------------------------------


def setter(field: str, limit: int) -> Method:
    """The method that sets `name`, `description` or `short_description`, for everybody or for one language."""

    async def set_it(call: Call) -> bool:
        text, language_code = call.get(field, "").strip(), _language_code(call)
        if len(text) > limit:
            raise bad_request(f"{field.replace('_', ' ')} length must not exceed {limit}")
        texts: dict[str, str] = call.emulator.store.fact(field, {})
        texts.pop(language_code, None)
        call.emulator.store.set_fact(field, texts | ({language_code: text} if text else {}))
        call.emulator.nudge("bot")
        return True

    return set_it


def getter(field: str) -> Method:
    """The method that gets it again; what is not set for a language is what is set for everybody."""

    async def get_it(call: Call) -> JsonObject:
        language_code = _language_code(call)
        if field == "name":
            return {"name": call.emulator.bot_name(language_code)}
        texts: dict[str, str] = call.emulator.store.fact(field, {})
        return {field: texts.get(language_code, texts.get("", ""))}

    return get_it


# --- the menu button -------------------------------------------------------------------------------------------------


async def set_chat_menu_button(call: Call) -> bool:
    button = call.get("menu_button", {"type": "default"})
    if button["type"] == "web_app":
        raise not_played("Web Apps")
    call.emulator.store.set_fact(_menu_key(call), button)
    call.emulator.nudge("bot")
    return True


async def get_chat_menu_button(call: Call) -> JsonObject:
    store = call.emulator.store
    own: JsonObject = store.fact(_menu_key(call), {"type": "default"})
    if own["type"] != "default":
        return own
    everybody: JsonObject = store.fact("menu button", {"type": "commands"})
    return everybody if everybody["type"] != "default" else {"type": "commands"}


def _menu_key(call: Call) -> str:
    if "chat_id" not in call.given:
        return "menu button"
    return f"menu button {known_chat(call, call['chat_id']).id}"
