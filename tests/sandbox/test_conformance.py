"""What the sandbox answers and sends fits the Bot API's own types: no field unknown, none mistyped, none missing."""

from typing import Any

from bot.sandbox.table import ArrayOf, Named, OneOf, Type, load_table
from tests.sandbox.playing import ANN, buttons, linked, png

TABLE = load_table()
PLAIN = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": float}


def misfits(value: Any, kind: Type, where: str) -> list[str]:
    """What about a value does not fit a type of the table."""
    match kind:
        case ArrayOf(item):
            return [words for i, each in enumerate(value) for words in misfits(each, item, f"{where}[{i}]")]
        case OneOf(names):
            return min((misfits(value, Named(name), where) for name in names), key=len)
        case Named(name) if name in PLAIN:
            fits = isinstance(value, PLAIN[name]) and (
                name == "Boolean" or value is True or not isinstance(value, bool)
            )
            return [] if fits else [f"{where} is no {name}"]
        case Named("RichText") if isinstance(value, str):
            return []
        case Named("RichText") if isinstance(value, list):
            return misfits(value, ArrayOf(kind), where)
        case Named(name) if not isinstance(value, dict):
            return [f"{where} is no {name}"]
        case Named(name) if name in TABLE.unions:
            members = TABLE.members_called(name, value["type"]) if "type" in value else TABLE.unions[name]
            each = [misfits(value, Named(member), where) for member in members]
            return min(each, key=len, default=[f"{where} is no {name} known"])
    fields = TABLE.types[kind.name]
    found = [f"{where}.{key} is unknown in {kind.name}" for key in value.keys() - fields.keys()]
    found += [
        f"{where}.{key} is missing" for key, field in fields.items() if field.required and key not in value
    ]
    for key in value.keys() & fields.keys():
        found += misfits(value[key], fields[key].type, f"{where}.{key}")
    return found


def fits(value: Any, kind: str) -> bool:
    assert misfits(value, Named(kind), kind) == []
    return True


def test_the_judge_is_strict():
    user = {"id": 1, "is_bot": False, "first_name": "Ann"}
    assert misfits(user, Named("User"), "User") == []
    assert misfits(user | {"age": 5}, Named("User"), "User") == ["User.age is unknown in User"]
    assert misfits(user | {"id": "1"}, Named("User"), "User") == ["User.id is no Integer"]
    assert misfits({"id": 1, "is_bot": False}, Named("User"), "User") == ["User.first_name is missing"]
    assert misfits({"type": "thumb"}, Named("ReactionType"), "r") == ["r is no ReactionType known"]
    assert misfits(["x", {"type": "bold", "text": 5}], Named("RichText"), "t") == ["t[1].text is no RichText"]


async def test_answers_fit_their_types(sandbox):
    picture = await sandbox.send_picture(png(900, 900), caption="<b>x</b> /start", parse_mode="HTML")
    form = {"chat_id": ANN, "reply_markup": linked(copy_text={"text": "x"})}
    document = (await sandbox.post_form("sendDocument", {"document": ("a.txt", b"a")}, **form))["result"]
    asked = await sandbox.say("how much? https://example.com/")
    reply = {"message_id": asked["message_id"], "quote": "much"}
    text = await sandbox.call(
        "sendMessage",
        chat_id=ANN,
        text="<a href='tg://user?id=5000000001'>Ann</a> <tg-time unix='1800000000' format='r'>soon</tg-time>",
        parse_mode="HTML",
        reply_parameters=reply,
        reply_markup=buttons("a"),
        link_preview_options={"is_disabled": True},
        protect_content=True,
    )
    edited = await sandbox.call("editMessageText", chat_id=ANN, message_id=text["message_id"], text="x")
    assert all(fits(message, "Message") for message in (picture, document, text, edited))
    await sandbox.call("pinChatMessage", chat_id=ANN, message_id=text["message_id"])
    await sandbox.sim("PATCH", f"people/{ANN}", username="ann_saves")
    assert fits(await sandbox.call("getChat", chat_id=ANN), "ChatFullInfo")
    assert fits(await sandbox.call("getMe"), "User")
    assert fits(await sandbox.call("getFile", file_id=picture["photo"][0]["file_id"]), "File")
    assert fits(await sandbox.call("getMyName"), "BotName")
    assert fits(await sandbox.call("getMyDescription"), "BotDescription")
    assert fits(await sandbox.call("getMyShortDescription"), "BotShortDescription")
    assert fits(await sandbox.call("getChatMenuButton"), "MenuButton")
    copy = await sandbox.call("copyMessage", chat_id=ANN, from_chat_id=ANN, message_id=text["message_id"])
    assert fits(copy, "MessageId")
    await sandbox.call("setWebhook", url="https://b.example/", allowed_updates=["message"])
    assert fits(await sandbox.call("getWebhookInfo"), "WebhookInfo")


async def test_updates_fit_their_type(sandbox):
    sent = await sandbox.call("sendMessage", chat_id=ANN, text="x", reply_markup=buttons("a"))
    await sandbox.say("/start abc")
    await sandbox.sim("POST", f"people/{ANN}/contact")
    await sandbox.tap(sent, "a")
    await sandbox.call("deleteMessage", chat_id=ANN, message_id=sent["message_id"])
    await sandbox.tap(sent, "a")
    await sandbox.sim("POST", f"people/{ANN}/block")
    await sandbox.sim("POST", f"people/{ANN}/unblock")
    updates = await sandbox.updates()
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds == [
        "message",
        "message",
        "callback_query",
        "callback_query",
        "my_chat_member",
        "my_chat_member",
    ]
    assert all(fits(update, "Update") for update in updates)
