"""Keyboards: what a button may be, what it may not, and what the person sees of it."""

import pytest

from tests.sandbox.playing import ANN, buttons, linked

UNALLOWED = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"


def send(markup):
    return {"chat_id": ANN, "text": "choose", "reply_markup": markup}


def button(**fields):
    return {"inline_keyboard": [[fields]]}


def key(**fields):
    return {"keyboard": [[fields]]}


@pytest.mark.parametrize(
    "action",
    [
        {"callback_data": "x" * 64},
        {"callback_data": "存" * 21},
        {"url": "https://t.me/hecun_sandbox_bot?start=abc"},
        {"url": "tg://resolve?domain=somebody"},
        {"copy_text": {"text": "K7QF-2M9D"}},
        {"copy_text": {"text": "a" * 256}},
        {"disabled": {}},
        {"switch_inline_query": ""},
        {"switch_inline_query_current_chat": "join"},
        {"switch_inline_query_chosen_chat": {"query": "join", "allow_group_chats": True}},
        {"web_app": {"url": "https://app.example.com/"}},
        {"login_url": {"url": "https://login.example.com/"}},
        {"callback_data": "x", "style": "success", "icon_custom_emoji_id": "5368324170671202286"},
    ],
)
async def test_an_inline_button_of_bot_api_10_3_is_shown_as_sent(sandbox, action):
    sent = await sandbox.call("sendMessage", **send(linked(**action)))
    assert sent["reply_markup"] == linked(**action)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (button(text="go"), UNALLOWED),
        (button(text="go", style="primary"), UNALLOWED),
        (button(text="go", callback_data=""), UNALLOWED),
        (
            button(text="go", callback_data="x", url="https://example.com/"),
            "can't parse inline keyboard button: exactly one action must be specified, found callback_data and url",
        ),
        (button(text=" ", callback_data="x"), "inline keyboard button text must be non-empty"),
        (button(text="go", callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (button(text="go", callback_data="存" * 22), "BUTTON_DATA_INVALID"),
        (button(text="go", copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (button(text="go", copy_text={"text": "a" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (button(text="go", callback_data="x", style="gold"), "invalid button style specified"),
        (
            button(text="go", url="http://localhost/"),
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            button(text="go", url="javascript:alert(1)"),
            "inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
        ),
        (
            button(text="go", web_app={"url": "http://app.example.com/"}),
            "inline keyboard button Web App URL 'http://app.example.com/' is invalid: Only HTTPS links are allowed",
        ),
        (
            button(text="go", switch_inline_query_chosen_chat={"query": "x"}),
            "at least one chat type must be allowed",
        ),
        (buttons(*"x" * 101), "reply markup is too long"),
        ({"inline_keyboard": [{"text": "a"}]}, 'field "reply_markup.inline_keyboard[0]" must be an Array'),
        (
            button(text="go", callback="x"),
            'can\'t parse InlineKeyboardButton: unknown field "callback" in reply_markup.inline_keyboard[0][0]',
        ),
        (
            button(callback_data="x"),
            "can't parse InlineKeyboardButton: Can't find field \"text\" in reply_markup.inline_keyboard[0][0]",
        ),
        (
            button(text="go", callback_data=5),
            'field "reply_markup.inline_keyboard[0][0].callback_data" must be of type String',
        ),
    ],
)
async def test_an_inline_keyboard_is_refused_for(sandbox, markup, words):
    assert await sandbox.refusal("sendMessage", **send(markup)) == f"Bad Request: {words}"
    sent = await sandbox.call("sendMessage", **send(buttons("fine")))
    refused = await sandbox.refusal(
        "editMessageReplyMarkup", chat_id=ANN, message_id=sent["message_id"], reply_markup=markup
    )
    assert refused == f"Bad Request: {words}"


async def test_rows_without_buttons_are_left_out(sandbox):
    sent = await sandbox.call(
        "sendMessage", **send({"inline_keyboard": [[], *buttons("a")["inline_keyboard"]]})
    )
    assert sent["reply_markup"] == buttons("a")
    assert "reply_markup" not in await sandbox.call("sendMessage", **send({"inline_keyboard": []}))


# --- keyboards instead of the letter keys ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        {"keyboard": [[{"text": "Share my number", "request_contact": True}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "123456"},
        key(text="Pick", request_users={"request_id": 1, "max_quantity": 10}),
    ],
)
async def test_the_person_sees_the_keyboard_though_the_bot_gets_it_not_back(sandbox, markup):
    sent = await sandbox.call("sendMessage", **send(markup))
    assert "reply_markup" not in sent
    assert (await sandbox.chat())["messages"][-1]["reply_markup"] == markup


async def test_a_key_may_be_a_mere_text(sandbox):
    await sandbox.call("sendMessage", **send({"keyboard": [["yes", "no"]]}))
    shown = (await sandbox.chat())["messages"][-1]["reply_markup"]
    assert shown == {"keyboard": [[{"text": "yes"}, {"text": "no"}]]}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (key(text=""), "keyboard button text must be non-empty"),
        (
            key(text="go", request_contact=True, request_location=True),
            "can't parse keyboard button: at most one action can be specified, found "  # noqa: ISC004 - one sentence over two lines
            "request_contact and request_location",
        ),
        (
            key(text="go", request_users={"request_id": 1, "max_quantity": 11}),
            'can\'t parse keyboard button: field "max_quantity" must be from 1 to 10',
        ),
        (key(text="go", style="gold"), "invalid button style specified"),
        ({"keyboard": [["a"]], "input_field_placeholder": "a" * 65}, "REPLY_MARKUP_PLACEHOLDER_INVALID"),
        ({"force_reply": True, "input_field_placeholder": "a" * 65}, "REPLY_MARKUP_PLACEHOLDER_INVALID"),
        ({"remove_keyboard": False}, 'field "reply_markup.remove_keyboard" must be True'),
        (
            key(text="go", callback_data="x"),
            'can\'t parse KeyboardButton: unknown field "callback_data" in reply_markup.keyboard[0][0]',
        ),
    ],
)
async def test_a_reply_keyboard_is_refused_for(sandbox, markup, words):
    assert await sandbox.refusal("sendMessage", **send(markup)) == f"Bad Request: {words}"


def test_a_contact_can_be_asked_for_in_private_chats_only():
    from bot.sandbox.keyboards import check_markup
    from bot.sandbox.refusals import Refusal

    markup = key(text="Share", request_contact=True)
    assert check_markup(markup, private=True) == markup
    with pytest.raises(Refusal, match="phone number can be requested in private chats only"):
        check_markup(markup, private=False)
