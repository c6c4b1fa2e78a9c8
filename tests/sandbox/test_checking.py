"""Every method played refuses what the method table does not know, each in the same way."""

from typing import Any

import pytest

from bot.sandbox.methods import PLAYED
from bot.sandbox.table import ArrayOf, Field, Named, OneOf, load_table
from tests.sandbox.playing import ANN

EPHEMERAL = {"chat_id": ANN, "receiver_user_id": ANN, "ephemeral_message_id": 1}
ARTICLE = {"type": "article", "id": "1", "title": "x", "input_message_content": {"message_text": "x"}}
# Arguments with which each method gets past the checks of the table.
PLAUSIBLE: dict[str, dict[str, Any]] = {
    "getUpdates": {},
    "setWebhook": {"url": ""},
    "deleteWebhook": {},
    "getWebhookInfo": {},
    "getMe": {},
    "getChat": {"chat_id": ANN},
    "getChatMember": {"chat_id": ANN, "user_id": ANN},
    "getChatAdministrators": {"chat_id": ANN},
    "getChatMemberCount": {"chat_id": ANN},
    "leaveChat": {"chat_id": ANN},
    "banChatMember": {"chat_id": ANN, "user_id": ANN},
    "unbanChatMember": {"chat_id": ANN, "user_id": ANN},
    "restrictChatMember": {"chat_id": ANN, "user_id": ANN, "permissions": {}},
    "promoteChatMember": {"chat_id": ANN, "user_id": ANN},
    "setChatAdministratorCustomTitle": {"chat_id": ANN, "user_id": ANN, "custom_title": "x"},
    "setChatTitle": {"chat_id": ANN, "title": "x"},
    "setChatDescription": {"chat_id": ANN},
    "setChatPermissions": {"chat_id": ANN, "permissions": {}},
    "exportChatInviteLink": {"chat_id": ANN},
    "createChatInviteLink": {"chat_id": ANN},
    "editChatInviteLink": {"chat_id": ANN, "invite_link": "x"},
    "revokeChatInviteLink": {"chat_id": ANN, "invite_link": "x"},
    "createForumTopic": {"chat_id": ANN, "name": "x"},
    "editForumTopic": {"chat_id": ANN, "message_thread_id": 2},
    "closeForumTopic": {"chat_id": ANN, "message_thread_id": 2},
    "reopenForumTopic": {"chat_id": ANN, "message_thread_id": 2},
    "deleteForumTopic": {"chat_id": ANN, "message_thread_id": 2},
    "editGeneralForumTopic": {"chat_id": ANN, "name": "x"},
    "closeGeneralForumTopic": {"chat_id": ANN},
    "reopenGeneralForumTopic": {"chat_id": ANN},
    "hideGeneralForumTopic": {"chat_id": ANN},
    "unhideGeneralForumTopic": {"chat_id": ANN},
    "unpinAllChatMessages": {"chat_id": ANN},
    "unpinAllForumTopicMessages": {"chat_id": ANN, "message_thread_id": 2},
    "unpinAllGeneralForumTopicMessages": {"chat_id": ANN},
    "forwardMessage": {"chat_id": ANN, "from_chat_id": ANN, "message_id": 1},
    "forwardMessages": {"chat_id": ANN, "from_chat_id": ANN, "message_ids": [1]},
    "copyMessages": {"chat_id": ANN, "from_chat_id": ANN, "message_ids": [1]},
    "getFile": {"file_id": "x"},
    "setMyCommands": {"commands": [{"command": "start", "description": "Start"}]},
    "getMyCommands": {},
    "deleteMyCommands": {},
    "setMyName": {"name": "Hecun"},
    "getMyName": {},
    "setMyDescription": {"description": "Save together"},
    "getMyDescription": {},
    "setMyShortDescription": {"short_description": "Save together"},
    "getMyShortDescription": {},
    "setChatMenuButton": {},
    "getChatMenuButton": {},
    "sendMessage": {"chat_id": ANN, "text": "x"},
    "sendPhoto": {"chat_id": ANN, "photo": "x"},
    "sendDocument": {"chat_id": ANN, "document": "x"},
    "copyMessage": {"chat_id": ANN, "from_chat_id": ANN, "message_id": 1},
    "sendChatAction": {"chat_id": ANN, "action": "typing"},
    "editMessageText": {"chat_id": ANN, "message_id": 1, "text": "x"},
    "editMessageCaption": {"chat_id": ANN, "message_id": 1, "caption": "x"},
    "editMessageMedia": {"chat_id": ANN, "message_id": 1, "media": {"type": "photo", "media": "x"}},
    "editMessageReplyMarkup": {"chat_id": ANN, "message_id": 1},
    "deleteMessage": {"chat_id": ANN, "message_id": 1},
    "deleteMessages": {"chat_id": ANN, "message_ids": [1]},
    "pinChatMessage": {"chat_id": ANN, "message_id": 1},
    "unpinChatMessage": {"chat_id": ANN, "message_id": 1},
    "setMessageReaction": {"chat_id": ANN, "message_id": 1},
    "answerCallbackQuery": {"callback_query_id": "1"},
    "sendAnimation": {"chat_id": ANN, "animation": "x"},
    "sendSticker": {"chat_id": ANN, "sticker": "x"},
    "sendMediaGroup": {"chat_id": ANN, "media": [{"type": "photo", "media": "x"}]},
    "sendContact": {"chat_id": ANN, "phone_number": "+1", "first_name": "x"},
    "sendLocation": {"chat_id": ANN, "latitude": 1.5, "longitude": 1.5},
    "sendVenue": {"chat_id": ANN, "latitude": 1.5, "longitude": 1.5, "title": "x", "address": "y"},
    "sendDice": {"chat_id": ANN},
    "sendRichMessage": {"chat_id": ANN, "rich_message": {"html": "x"}},
    "sendMessageDraft": {"chat_id": ANN, "draft_id": 1},
    "sendRichMessageDraft": {"chat_id": ANN, "draft_id": 1, "rich_message": {"html": "x"}},
    "editEphemeralMessageText": {**EPHEMERAL, "text": "x"},
    "editEphemeralMessageCaption": EPHEMERAL,
    "editEphemeralMessageMedia": {**EPHEMERAL, "media": {"type": "photo", "media": "x"}},
    "editEphemeralMessageReplyMarkup": EPHEMERAL,
    "deleteEphemeralMessage": EPHEMERAL,
    "answerInlineQuery": {"inline_query_id": "1", "results": []},
    "savePreparedInlineMessage": {"user_id": ANN, "result": ARTICLE},
}
METHODS = load_table().methods


def wrong_for(field: Field) -> Any:
    """A JSON value that a field of this type cannot be."""
    match field.type:
        case Named("Integer" | "Float"):
            return "some"
        case Named("Boolean" | "True"):
            return "perhaps"
        case Named("String"):
            return 5
        case ArrayOf():
            return {"not": "an array"}
        case OneOf(names) if "String" in names:
            return True
    return [1]


def test_each_method_played_is_covered_here():
    assert PLAUSIBLE.keys() == PLAYED.keys()
    assert PLAYED.keys() <= METHODS.keys()


async def test_an_unknown_parameter_is_refused(sandbox):
    refused = {method: await sandbox.refusal(method, **PLAUSIBLE[method], recipient=5) for method in PLAYED}
    assert refused == dict.fromkeys(PLAYED, 'Bad Request: unknown parameter "recipient" specified')


async def test_a_missing_parameter_is_refused_by_name(sandbox):
    required = [
        (method, name) for method in PLAYED for name, field in METHODS[method].items() if field.required
    ]
    for method, parameter in required:
        given = {name: value for name, value in PLAUSIBLE[method].items() if name != parameter}
        body = await sandbox.answer(method, **given)
        assert body["error_code"] == 400, (method, parameter, body)
        assert parameter.split("_")[0] in body["description"], (method, parameter, body)


async def test_a_mistyped_parameter_is_refused_by_name(sandbox):
    parameters = [(method, name, field) for method in PLAYED for name, field in METHODS[method].items()]
    for method, name, field in parameters:
        body = await sandbox.answer(method, **{**PLAUSIBLE[method], name: wrong_for(field)})
        assert body["error_code"] == 400, (method, name, body)
        assert name in body["description"], (method, name, body)


WITH_A_FILE = {"photo", "document", "animation", "sticker", "media"}
# The others look at the file first, and are tested with a real one beside the method.
TO_A_CHAT = [
    method
    for method in PLAYED
    if "chat_id" in PLAUSIBLE[method] and not WITH_A_FILE & PLAUSIBLE[method].keys()
]


async def test_a_chat_that_is_not_there_is_not_found(sandbox):
    refused = {
        method: await sandbox.refusal(method, **{**PLAUSIBLE[method], "chat_id": 77}) for method in TO_A_CHAT
    }
    assert refused == dict.fromkeys(TO_A_CHAT, "Bad Request: chat not found")


@pytest.mark.parametrize(
    ("method", "parameter", "value"),
    [
        ("sendMessage", "business_connection_id", "x"),
        ("sendMessage", "suggested_post_parameters", {}),
        ("editMessageText", "business_connection_id", "x"),
    ],
)
async def test_a_parameter_of_something_not_played_is_not_taken_silently(sandbox, method, parameter, value):
    body = await sandbox.answer(method, **PLAUSIBLE[method], **{parameter: value})
    assert body["error_code"] == 501
    assert parameter in body["description"]


async def test_forms_carry_numbers_booleans_and_objects_as_text(sandbox):
    form = {
        "chat_id": str(ANN),
        "text": "5",
        "disable_notification": "true",
        "reply_markup": '{"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}',
        "parse_mode": "",
    }
    async with sandbox.http.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", data=form) as response:
        assert (await response.json())["result"]["text"] == "5"


async def test_a_query_string_carries_them_too(sandbox):
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with sandbox.http.get(url, params={"chat_id": str(ANN), "text": "by GET"}) as response:
        assert (await response.json())["result"]["text"] == "by GET"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "can't parse JSON object in the request body"),
        ("[]", "the request body must be a JSON object"),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(sandbox, body, words):
    async with sandbox.http.post(
        f"{sandbox.url}/bot{sandbox.token}/getMe", data=body, headers={"Content-Type": "application/json"}
    ) as response:
        assert (await response.json())["description"] == f"Bad Request: {words}"


async def test_a_parameter_that_is_no_json_is_refused(sandbox):
    body = await sandbox.post_form("sendMessage", {}, chat_id=ANN, text="a", reply_markup="{")
    assert body["description"] == "Bad Request: can't parse reply_markup JSON object"


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (
            {"type": "everywhere"},
            'can\'t parse BotCommandScope: Unsupported type "everywhere" specified in scope',
        ),
        ({}, "can't parse BotCommandScope: Can't find field \"type\" in scope"),
        ({"type": "chat"}, "can't parse BotCommandScopeChat: Can't find field \"chat_id\" in scope"),
        (
            {"type": "default", "chat_id": 5},
            'can\'t parse BotCommandScopeDefault: unknown field "chat_id" in scope',
        ),
        ("default", "can't parse scope: BotCommandScope must be an Object"),
    ],
)
async def test_one_of_several_types_is_told_by_its_type_field(sandbox, scope, words):
    import json

    body = await sandbox.post_form("getMyCommands", {}, scope=json.dumps(scope))
    assert body["description"] == f"Bad Request: {words}"
