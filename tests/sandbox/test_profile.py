"""What a bot says of itself: name, descriptions, commands by scope and language, the menu button."""

import pytest

from bot.sandbox.settings import DEFAULT_TOKEN
from tests.sandbox.playing import ANN, BOB

START = {"command": "start", "description": "Start"}
JOIN = {"command": "join", "description": "Join by code"}
JOIN_CHINESE = {"command": "join", "description": "用口令加入"}


async def test_get_me_is_the_bot_of_the_token(sandbox):
    me = await sandbox.call("getMe")
    assert (me["id"], me["is_bot"]) == (int(DEFAULT_TOKEN.split(":")[0]), True)
    assert me["username"] == "hecun_sandbox_bot"


async def test_commands_are_kept_by_scope_and_language(sandbox):
    await sandbox.call("setMyCommands", commands=[START])
    await sandbox.call("setMyCommands", commands=[JOIN_CHINESE], language_code="zh")
    await sandbox.call("setMyCommands", commands=[JOIN], scope={"type": "chat", "chat_id": ANN})
    assert await sandbox.call("getMyCommands") == [START]
    assert await sandbox.call("getMyCommands", language_code="zh") == [JOIN_CHINESE]
    assert await sandbox.call("getMyCommands", scope={"type": "chat", "chat_id": ANN}) == [JOIN]
    assert await sandbox.call("getMyCommands", scope={"type": "all_private_chats"}) == []
    await sandbox.call("deleteMyCommands", language_code="zh")
    assert await sandbox.call("getMyCommands", language_code="zh") == []


async def test_a_person_sees_the_narrowest_commands_in_their_language(sandbox):
    async def menu(person):
        return (await sandbox.sim("GET", f"people/{person}/commands"))["commands"]

    assert await menu(ANN) == []
    await sandbox.call("setMyCommands", commands=[START])
    await sandbox.call("setMyCommands", commands=[JOIN_CHINESE], language_code="zh")
    assert (await menu(ANN), await menu(BOB)) == ([START], [JOIN_CHINESE])
    await sandbox.call("setMyCommands", commands=[JOIN], scope={"type": "all_private_chats"})
    assert (await menu(ANN), await menu(BOB)) == ([JOIN], [JOIN])
    await sandbox.call("setMyCommands", commands=[START, JOIN], scope={"type": "chat", "chat_id": ANN})
    assert (await menu(ANN), await menu(BOB)) == ([START, JOIN], [JOIN])
    await sandbox.call("setMyCommands", commands=[], scope={"type": "chat", "chat_id": ANN})
    assert await menu(ANN) == [JOIN]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "get-it", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "加入", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "/", "description": "x"}]}, "command must be non-empty"),
        ({"commands": [{"command": "a" * 33, "description": "x"}]}, "command length must not exceed 32"),
        ({"commands": [{"command": "a", "description": " "}]}, "command description must be non-empty"),
        (
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "command description length must not exceed 256",
        ),
        ({"commands": [START] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [START], "language_code": "zh-hans"}, "invalid language code specified"),
        ({"commands": [START], "scope": {"type": "chat", "chat_id": BOB}}, "chat not found"),
        (
            {"commands": [START], "scope": {"type": "chat_administrators", "chat_id": ANN}},
            "method is available only for groups and supergroups",
        ),
    ],
)
async def test_commands_are_refused_for(sandbox, parameters, words):
    assert await sandbox.refusal("setMyCommands", **parameters) == f"Bad Request: {words}"


async def test_a_name_is_given_by_language_and_shown_to_people(sandbox):
    assert await sandbox.call("getMyName") == {"name": "Hecun 合存"}
    await sandbox.call("setMyName", name="Save Together")
    await sandbox.call("setMyName", name="合存", language_code="zh")
    assert await sandbox.call("getMyName", language_code="zh") == {"name": "合存"}
    assert await sandbox.call("getMyName", language_code="fr") == {"name": "Save Together"}
    assert (await sandbox.sim("GET", "bot"))["first_name"] == "Save Together"
    await sandbox.call("setMyName", name="")
    assert await sandbox.call("getMyName") == {"name": "Hecun 合存"}


@pytest.mark.parametrize(("what", "limit"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)])
async def test_names_and_descriptions_have_their_limits(sandbox, what, limit):
    field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
    await sandbox.call(f"setMy{what}", **{field: "x" * limit})
    assert await sandbox.call(f"getMy{what}") == {field: "x" * limit}
    refused = await sandbox.refusal(f"setMy{what}", **{field: "x" * (limit + 1)})
    assert refused.endswith(f"length must not exceed {limit}")


async def test_the_menu_button_is_commands_unless_something_else_is_set(sandbox):
    assert await sandbox.call("getChatMenuButton") == {"type": "commands"}
    await sandbox.call("setChatMenuButton", chat_id=ANN, menu_button={"type": "commands"})
    assert await sandbox.call("getChatMenuButton", chat_id=ANN) == {"type": "commands"}
    web_app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://app.example.com/"}}
    assert (await sandbox.answer("setChatMenuButton", menu_button=web_app))["error_code"] == 501


async def test_a_chat_is_described_by_its_person(sandbox):
    await sandbox.sim("PATCH", f"people/{ANN}", username="ann_saves", last_name="Li")
    chat = await sandbox.call("getChat", chat_id=ANN)
    assert (chat["id"], chat["type"], chat["first_name"], chat["last_name"]) == (ANN, "private", "Ann", "Li")
    assert chat["active_usernames"] == ["ann_saves"]
