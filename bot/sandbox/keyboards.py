"""Keyboards under messages and instead of the letter keys, checked as Telegram checks them.

The method table has seen to fields and types; here is what it cannot say: one action to a button, lengths, addresses.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.links import checked_link
from bot.sandbox.refusals import bad_request, not_played

Markup = dict[str, Any]

BUTTONS_LIMIT = 100
CALLBACK_DATA_BYTES = 64
COPY_TEXT_LIMIT = 256
PLACEHOLDER_LIMIT = 64
STYLES = frozenset({"danger", "primary", "success"})
DECORATION = frozenset({"text", "style", "icon_custom_emoji_id"})
PRIVATE_ONLY = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "request_managed_bot": "managed bots can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


def check_markup(markup: Markup | None, *, private: bool) -> Markup | None:
    """The markup of a message about to be sent, without empty rows; None if nothing is left of it."""
    match markup:
        case None:
            return None
        case {"inline_keyboard": _}:
            return check_inline_markup(markup)
        case {"keyboard": rows}:
            return _checked_keyboard(markup, rows, private=private)
        case {"input_field_placeholder": str(placeholder)}:
            _check_placeholder(placeholder)
    return markup


def check_inline_markup(markup: Markup | None) -> Markup | None:
    """The markup of an edited message: an inline keyboard or nothing."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows = [[_checked_inline_button(button) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return {**markup, "inline_keyboard": rows} if rows else None


def _checked_inline_button(button: dict[str, Any]) -> dict[str, Any]:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    _check_style(button)
    actions = [name for name in button if name not in DECORATION]
    if not actions or (button[actions[0]] == "" and actions[0] in ("url", "callback_data")):
        raise _cannot_parse_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _cannot_parse_button(
            f"exactly one action must be specified, found {' and '.join(sorted(actions))}"
        )
    return {**button, actions[0]: _checked_action(actions[0], button[actions[0]])}


def check_rich_button(button: dict[str, Any], words: str) -> dict[str, Any]:
    """A button inside a rich message: its text is formatted, with these words in it, and it may look like a link."""
    plain = {name: value for name, value in button.items() if name != "style" or value != "link"}
    formatted = {name: button[name] for name in ("text", "style") if name in button}
    return _checked_inline_button(plain | {"text": words}) | formatted


def _cannot_parse_button(words: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {words}")


def _checked_action(action: str, value: Any) -> Any:
    match action:
        case "callback_data" if len(value.encode()) > CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text" if not 1 <= len(value["text"]) <= COPY_TEXT_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "url":
            return _checked_url(value, "inline keyboard button URL", https=False)
        case "web_app":
            return {
                **value,
                "url": _checked_url(value["url"], "inline keyboard button Web App URL", https=True),
            }
        case "login_url":
            return {
                **value,
                "url": _checked_url(value["url"], "inline keyboard button login URL", https=True),
            }
        case "switch_inline_query_chosen_chat" if not any(
            allowed for key, allowed in value.items() if key != "query"
        ):
            raise bad_request("at least one chat type must be allowed")
        case "pay" | "callback_game":
            raise not_played(f"the button action {action}")
    return value


def _checked_url(url: str, what: str, *, https: bool) -> str:
    checked = checked_link(url)
    if checked is None:
        raise bad_request(f"{what} '{url}' is invalid: Wrong HTTP URL")
    if https and not checked.lower().startswith("https://"):
        raise bad_request(f"{what} '{url}' is invalid: Only HTTPS links are allowed")
    return checked


def _check_style(button: dict[str, Any]) -> None:
    if button.get("style", "primary") not in STYLES:
        raise bad_request("invalid button style specified")
    icon = button.get("icon_custom_emoji_id", "1")
    if not icon.isdecimal():
        raise bad_request("can't parse keyboard button: invalid custom emoji identifier specified")


def _checked_keyboard(markup: Markup, rows: list[list[dict[str, Any]]], *, private: bool) -> Markup | None:
    rows = [row for row in rows if row]
    for button in (button for row in rows for button in row):
        _check_button(button, private=private)
    if sum(len(row) for row in rows) > 3 * BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    _check_placeholder(markup.get("input_field_placeholder", " "))
    return {**markup, "keyboard": rows} if rows else None


def _check_button(button: dict[str, Any], *, private: bool) -> None:
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    _check_style(button)
    actions = [name for name, value in button.items() if name not in DECORATION and value is not False]
    if len(actions) > 1:
        raise bad_request(
            f"can't parse keyboard button: at most one action can be specified, found {' and '.join(sorted(actions))}"
        )
    for action in actions:
        if not private:
            raise bad_request(PRIVATE_ONLY[action])
        if action == "web_app":
            _checked_url(button["web_app"]["url"], "keyboard button Web App URL", https=True)
        if action == "request_users" and not 1 <= button["request_users"].get("max_quantity", 1) <= 10:
            raise bad_request('can\'t parse keyboard button: field "max_quantity" must be from 1 to 10')


def _check_placeholder(placeholder: str) -> None:
    if not 1 <= len(placeholder) <= PLACEHOLDER_LIMIT:
        raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")
