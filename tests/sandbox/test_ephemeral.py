"""Ephemeral messages: seen by one member of a group, answered to an action, edited and deleted by their own methods."""

import pytest

from tests.sandbox.grouping import BOT, CAROL, add_carol, make_group, make_supergroup, promote, take, write
from tests.sandbox.playing import ANN, BOB, buttons, png
from tests.sandbox.test_conformance import fits

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
NO_RECEIVER = (
    "can't parse EphemeralMessageParameters: "
    'Can\'t find field "receiver_user_id" in ephemeral_message_parameters'
)


@pytest.fixture
async def group(sandbox):
    """A supergroup of Ann, Bob and the bot, who is an administrator."""
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat, BOT)
    return chat


async def seen(sandbox, chat, person):
    messages = (await sandbox.sim("GET", f"people/{person}/messages?chat_id={chat}"))["messages"]
    return [message.get("text", message.get("caption")) for message in messages if "out" in message]


async def whisper(sandbox, chat, to=BOB, text="just you", **more):
    parameters = {"receiver_user_id": to, **more.pop("parameters", {})}
    return await sandbox.call(
        "sendMessage", chat_id=chat, text=text, ephemeral_message_parameters=parameters, **more
    )


async def tapped(sandbox, chat, person=BOB):
    """A message with a button in the group, and the id of somebody's tap on it."""
    sent = await sandbox.call("sendMessage", chat_id=chat, text="tap", reply_markup=buttons("go"))
    body = {"message_id": sent["message_id"], "callback_data": "go", "chat_id": chat}
    return sent, (await sandbox.sim("POST", f"people/{person}/taps", **body))["callback_query_id"]


async def test_one_person_sees_it_and_the_others_do_not(sandbox, group):
    sent = await whisper(sandbox, group)
    assert fits(sent, "Message")
    assert (sent["message_id"], sent["ephemeral_message_id"], sent["receiver_user"]["id"]) == (0, 1, BOB)
    assert "just you" in await seen(sandbox, group, BOB)
    assert "just you" not in await seen(sandbox, group, ANN)
    shown = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={group}"))["messages"][-1]
    assert (shown["only_for_you"], shown["message_id"] > 0) == (True, True)
    last = (await sandbox.sim("GET", f"people/{ANN}/chats"))["chats"]
    assert "just you" not in str(last)


async def test_a_tap_on_it_tells_it_with_its_own_id(sandbox, group):
    await whisper(sandbox, group, reply_markup=buttons("mine"))
    shown = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={group}"))["messages"][-1]
    body = {"message_id": shown["message_id"], "callback_data": "mine", "chat_id": group}
    await sandbox.sim("POST", f"people/{BOB}/taps", **body)
    (update,) = await take(sandbox)
    message = update["callback_query"]["message"]
    assert (message["message_id"], message["ephemeral_message_id"]) == (0, 1)
    assert fits(update["callback_query"], "CallbackQuery")


async def test_a_bot_without_rights_answers_a_tap_within_15_seconds(sandbox):
    chat = await make_group(sandbox)
    _, query = await tapped(sandbox, chat)
    await whisper(sandbox, chat, parameters={"callback_query_id": query})
    _, late = await tapped(sandbox, chat)
    sandbox.clock.seconds += 16
    parameters = {"receiver_user_id": BOB, "callback_query_id": late}
    send = {"chat_id": chat, "text": "x", "ephemeral_message_parameters": parameters}
    assert await sandbox.refusal("sendMessage", **send) == TOO_OLD


async def test_it_may_be_shown_in_the_place_of_the_tapped_message(sandbox, group):
    sent, query = await tapped(sandbox, group)
    replace = {"callback_query_id": query, "replace_callback_query_message": True}
    await whisper(sandbox, group, parameters=replace)
    shown = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={group}"))["messages"][-1]
    assert shown["replaces"] == sent["message_id"]
    assert "tap" in await seen(sandbox, group, ANN)


async def test_a_tap_on_an_ephemeral_message_is_no_place_for_another(sandbox, group):
    await whisper(sandbox, group, reply_markup=buttons("mine"))
    shown = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={group}"))["messages"][-1]
    tap = {"message_id": shown["message_id"], "callback_data": "mine", "chat_id": group}
    query = (await sandbox.sim("POST", f"people/{BOB}/taps", **tap))["callback_query_id"]
    replace = {"callback_query_id": query, "replace_callback_query_message": True}
    parameters = {"receiver_user_id": BOB, **replace}
    send = {"chat_id": group, "text": "x", "ephemeral_message_parameters": parameters}
    assert await sandbox.refusal("sendMessage", **send) == "Bad Request: MESSAGE_ID_INVALID"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"receiver_user_id": CAROL}, "USER_NOT_PARTICIPANT"),
        ({"receiver_user_id": BOT}, "USER_NOT_PARTICIPANT"),
        ({"receiver_user_id": BOB, "callback_query_id": "7"}, TOO_OLD.removeprefix("Bad Request: ")),
        ({"receiver_user_id": BOB, "replace_callback_query_message": True}, "CALLBACK_QUERY_ID_REQUIRED"),
        ({}, NO_RECEIVER),
    ],
)
async def test_a_receiver_who_cannot_be_is_refused(sandbox, group, parameters, words):
    await add_carol(sandbox)
    send = {"chat_id": group, "text": "x", "ephemeral_message_parameters": parameters}
    assert await sandbox.refusal("sendMessage", **send) == f"Bad Request: {words}"


async def test_somebody_elses_tap_is_no_action_of_the_receiver(sandbox, group):
    _, query = await tapped(sandbox, group, ANN)
    parameters = {"receiver_user_id": BOB, "callback_query_id": query}
    send = {"chat_id": group, "text": "x", "ephemeral_message_parameters": parameters}
    assert await sandbox.refusal("sendMessage", **send) == TOO_OLD


async def test_a_bot_without_rights_needs_an_action(sandbox):
    chat = await make_group(sandbox)
    send = {"chat_id": chat, "text": "x", "ephemeral_message_parameters": {"receiver_user_id": BOB}}
    assert await sandbox.refusal("sendMessage", **send) == "Bad Request: CALLBACK_QUERY_ID_REQUIRED"


async def test_private_chats_have_no_ephemeral_messages(sandbox):
    send = {"chat_id": ANN, "text": "x", "ephemeral_message_parameters": {"receiver_user_id": ANN}}
    refused = await sandbox.refusal("sendMessage", **send)
    assert refused == "Bad Request: ephemeral messages can be sent to groups and supergroups only"


# --- ephemeral commands ----------------------------------------------------------------------------------------------


async def test_an_ephemeral_command_is_between_its_writer_and_the_bot(sandbox):
    chat = await make_group(sandbox)
    commands = [{"command": "mine", "description": "My share", "is_ephemeral": True}]
    await sandbox.call("setMyCommands", commands=commands)
    await write(sandbox, chat, "/mine", person=BOB)
    (update,) = await take(sandbox)
    message = update["message"]
    assert fits(message, "Message")
    assert (message["message_id"], message["receiver_user"]["id"]) == (0, BOT)
    assert "/mine" not in await seen(sandbox, chat, ANN)
    reply = {"reply_parameters": {"ephemeral_message_id": message["ephemeral_message_id"]}}
    await whisper(sandbox, chat, text="2500", **reply)
    assert "2500" in await seen(sandbox, chat, BOB)
    sandbox.clock.seconds += 16
    send = {"chat_id": chat, "text": "x", "ephemeral_message_parameters": {"receiver_user_id": BOB}, **reply}
    assert await sandbox.refusal("sendMessage", **send) == "Bad Request: CALLBACK_QUERY_ID_REQUIRED"
    gone = {"reply_parameters": {"ephemeral_message_id": 99}}
    assert (
        await sandbox.refusal("sendMessage", **{**send, **gone})
        == "Bad Request: message to be replied not found"
    )


# --- edits and deletion ----------------------------------------------------------------------------------------------


def where(chat, message):
    return {
        "chat_id": chat,
        "receiver_user_id": BOB,
        "ephemeral_message_id": message["ephemeral_message_id"],
    }


async def test_its_own_methods_edit_it(sandbox, group):
    file_id = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    sent = where(group, await whisper(sandbox, group))
    rich = {"html": "<h1>Only you</h1>"}
    media = {"type": "photo", "media": file_id}
    assert await sandbox.call("editEphemeralMessageText", **sent, text="still you") is True
    assert "still you" in await seen(sandbox, group, BOB)
    assert await sandbox.call("editEphemeralMessageText", **sent, rich_message=rich) is True
    assert await sandbox.call("editEphemeralMessageMedia", **sent, media=media) is True
    assert await sandbox.call("editEphemeralMessageCaption", **sent, caption="a card") is True
    assert await sandbox.call("editEphemeralMessageReplyMarkup", **sent, reply_markup=buttons("x")) is True
    assert "a card" in await seen(sandbox, group, BOB)
    assert "a card" not in await seen(sandbox, group, ANN)


EDITS = [
    ("editEphemeralMessageText", {"text": "just you"}),
    ("editEphemeralMessageCaption", {"caption": "x"}),
    ("editEphemeralMessageReplyMarkup", {}),
    ("deleteEphemeralMessage", {}),
]


@pytest.mark.parametrize(("method", "parameters"), EDITS)
async def test_a_message_of_another_id_or_receiver_is_not_there(sandbox, group, method, parameters):
    sent = where(group, await whisper(sandbox, group))
    for wrong in ({"ephemeral_message_id": 99}, {"receiver_user_id": ANN}):
        refused = await sandbox.refusal(method, **{**sent, **wrong}, **parameters)
        assert refused == "Bad Request: EPHEMERAL_MESSAGE_ID_INVALID"
    command = await sandbox.refusal(method, **{**sent, "chat_id": 77}, **parameters)
    assert command == "Bad Request: chat not found"


async def test_media_of_another_id_is_not_there(sandbox, group):
    file_id = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    lost = {"chat_id": group, "receiver_user_id": BOB, "ephemeral_message_id": 99}
    media = {"type": "photo", "media": file_id}
    refused = await sandbox.refusal("editEphemeralMessageMedia", **lost, media=media)
    assert refused == "Bad Request: EPHEMERAL_MESSAGE_ID_INVALID"


async def test_the_same_rules_as_for_other_edits_hold(sandbox, group):
    sent = where(group, await whisper(sandbox, group))
    assert "message is not modified" in await sandbox.refusal(
        "editEphemeralMessageText", **sent, text="just you"
    )
    refused = await sandbox.refusal("editEphemeralMessageCaption", **sent, caption="x")
    assert refused == "Bad Request: there is no caption in the message to edit"


async def test_what_somebody_wrote_is_not_the_bots_to_edit(sandbox, group):
    commands = [{"command": "mine", "description": "My share", "is_ephemeral": True}]
    await sandbox.call("setMyCommands", commands=commands)
    await write(sandbox, group, "/mine", person=BOB)
    mine = {"chat_id": group, "receiver_user_id": BOB, "ephemeral_message_id": 1}
    refused = await sandbox.refusal("editEphemeralMessageText", **mine, text="x")
    assert refused == "Bad Request: EPHEMERAL_MESSAGE_ID_INVALID"


async def test_a_deleted_one_is_gone(sandbox, group):
    sent = where(group, await whisper(sandbox, group))
    assert await sandbox.call("deleteEphemeralMessage", **sent) is True
    assert "just you" not in await seen(sandbox, group, BOB)
    refused = await sandbox.refusal("deleteEphemeralMessage", **sent)
    assert refused == "Bad Request: EPHEMERAL_MESSAGE_ID_INVALID"


async def test_the_methods_for_other_messages_do_not_reach_it(sandbox, group):
    await whisper(sandbox, group)
    shown = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={group}"))["messages"][-1]
    by_id = {"chat_id": group, "message_id": shown["message_id"]}
    assert "not found" in await sandbox.refusal("editMessageText", **by_id, text="x")
    assert "not found" in await sandbox.refusal("deleteMessage", **by_id)
    await sandbox.call("deleteMessages", chat_id=group, message_ids=[shown["message_id"]])
    assert "just you" in await seen(sandbox, group, BOB)


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendContact", {"phone_number": "+1", "first_name": "x"}),
        ("sendLocation", {"latitude": 1.5, "longitude": 1.5}),
        ("sendRichMessage", {"rich_message": {"html": "x"}}),
    ],
)
async def test_other_contents_may_be_ephemeral_too(sandbox, group, method, parameters):
    private = {"ephemeral_message_parameters": {"receiver_user_id": BOB}}
    assert (await sandbox.call(method, chat_id=group, **parameters, **private))["receiver_user"]["id"] == BOB
