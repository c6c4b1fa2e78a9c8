"""Buttons that ask a person for people, for a chat, for a contact; and contacts shared without being asked."""

import pytest

from bot.sandbox.table import load_table
from tests.sandbox.grouping import BOT, CAROL, add_carol, make_group, make_supergroup, promote, take
from tests.sandbox.playing import ANN, BOB
from tests.sandbox.test_conformance import fits

RIGHTS = load_table().types["ChatAdministratorRights"]
NONE = {name: False for name, field in RIGHTS.items() if field.required}


async def ask(sandbox, **button):
    keyboard = {"keyboard": [[{"text": "Who?", **button}], ["Nobody"]], "one_time_keyboard": True}
    await sandbox.call("sendMessage", chat_id=ANN, text="Who joins?", reply_markup=keyboard)


async def pick(sandbox, person=ANN, **body):
    await sandbox.sim("POST", f"people/{person}/pick", request_id=7, **body)
    (update,) = await take(sandbox)
    assert fits(update["message"], "Message")
    return update["message"]


async def status_of(sandbox, person=ANN, **body):
    status, answer = await sandbox.try_sim("POST", f"people/{person}/pick", **{"request_id": 7, **body})
    assert list(answer) == ["error"]
    assert await take(sandbox) == []
    return status


# --- people ----------------------------------------------------------------------------------------------------------


async def test_picked_people_are_told_by_their_ids(sandbox):
    await add_carol(sandbox)
    await ask(sandbox, request_users={"request_id": 7, "max_quantity": 10, "user_is_bot": False})
    message = await pick(sandbox, people=[BOB, CAROL])
    assert message["users_shared"] == {"request_id": 7, "users": [{"user_id": BOB}, {"user_id": CAROL}]}
    # To share somebody is not to introduce them: they have not started the bot.
    assert await sandbox.refusal("sendMessage", chat_id=BOB, text="x") == "Bad Request: chat not found"


async def test_what_else_is_told_of_them_is_what_the_button_asks(sandbox):
    await sandbox.sim("PATCH", f"people/{BOB}", last_name="Li", username="bob_li")
    asked = {"request_id": 7, "request_name": True, "request_username": True, "request_photo": True}
    await ask(sandbox, request_users=asked)
    (user,) = (await pick(sandbox, people=[BOB]))["users_shared"]["users"]
    assert user == {"user_id": BOB, "first_name": "Bob", "last_name": "Li", "username": "bob_li"}


@pytest.mark.parametrize(
    ("asked", "body", "status"),
    [
        ({}, {"people": [ANN, BOB]}, 422),
        ({"max_quantity": 2}, {"people": []}, 422),
        ({"max_quantity": 2}, {"people": [77]}, 404),
        ({"user_is_bot": True}, {"people": [BOB]}, 422),
        ({"user_is_premium": True}, {"people": [BOB]}, 422),
        ({}, {"people": [BOB], "request_id": 8}, 404),
        ({}, {"people": ["Bob"]}, 400),
        ({}, {}, 400),
    ],
)
async def test_a_pick_that_the_button_does_not_allow_is_refused(sandbox, asked, body, status):
    await ask(sandbox, request_users={"request_id": 7, **asked})
    assert await status_of(sandbox, **body) == status


async def test_a_keyboard_that_was_replaced_asks_no_more(sandbox):
    await ask(sandbox, request_users={"request_id": 7})
    await sandbox.call("sendMessage", chat_id=ANN, text="x", reply_markup={"keyboard": [["Nobody"]]})
    assert await status_of(sandbox, people=[BOB]) == 404


async def test_only_the_chat_with_the_bot_has_such_buttons(sandbox):
    chat = await make_group(sandbox)
    assert await status_of(sandbox, people=[BOB], chat_id=chat) == 422
    keyboard = {"keyboard": [[{"text": "x", "request_users": {"request_id": 1}}]]}
    refused = await sandbox.refusal("sendMessage", chat_id=chat, text="x", reply_markup=keyboard)
    assert refused == "Bad Request: users can be requested in private chats only"


# --- a chat ----------------------------------------------------------------------------------------------------------


async def test_a_picked_chat_is_told_by_its_id_and_what_is_asked(sandbox):
    chat = await make_group(sandbox)
    await ask(sandbox, request_chat={"request_id": 7, "chat_is_channel": False, "request_title": True})
    message = await pick(sandbox, chat=chat)
    assert message["chat_shared"] == {"request_id": 7, "chat_id": chat, "title": "Savers"}


@pytest.mark.parametrize(
    "asked",
    [
        {"chat_is_channel": True},
        {"chat_is_forum": True},
        {"chat_has_username": True},
        {"bot_administrator_rights": {"can_pin_messages": True}},
    ],
)
async def test_a_chat_that_the_button_does_not_allow_is_refused(sandbox, asked):
    chat = await make_supergroup(sandbox)
    full = NONE | asked.get("bot_administrator_rights", {})
    rights = {"bot_administrator_rights": full, "user_administrator_rights": full} if full != NONE else {}
    await ask(sandbox, request_chat={"request_id": 7, "chat_is_channel": False, **asked, **rights})
    assert await status_of(sandbox, chat=chat) == 422
    if rights:
        await promote(sandbox, chat, BOT, can_pin_messages=True)
        await pick(sandbox, chat=chat)


async def test_a_chat_must_be_ones_own_or_with_the_bot_if_the_button_says_so(sandbox):
    await sandbox.say("hi", person=BOB)
    await take(sandbox)
    chat = await make_group(sandbox, BOB)
    keyboard = {"chat_is_channel": False, "request_id": 7}
    await ask(sandbox, request_chat={**keyboard, "bot_is_member": True})
    assert await status_of(sandbox, chat=chat) == 422
    await ask(sandbox, request_chat={**keyboard, "chat_is_created": True})
    await pick(sandbox, chat=chat)
    rights = {"user_administrator_rights": {**NONE, "can_pin_messages": True}}
    for more, status in (({"chat_is_created": True}, 422), (rights, 403)):
        asked = {"keyboard": [[{"text": "x", "request_chat": {**keyboard, **more}}]]}
        await sandbox.call("sendMessage", chat_id=BOB, text="x", reply_markup=asked)
        assert await status_of(sandbox, person=BOB, chat=chat) == status
    assert await status_of(sandbox, chat=-77) == 404


# --- contacts --------------------------------------------------------------------------------------------------------


async def test_a_contact_of_ones_own_names_oneself_and_has_no_vcard(sandbox):
    await ask(sandbox, request_contact=True)
    await sandbox.sim("POST", f"people/{ANN}/contact")
    (update,) = await take(sandbox)
    message = update["message"]
    assert fits(message, "Message")
    assert message["contact"]["user_id"] == message["from"]["id"] == ANN
    assert "vcard" not in message["contact"]


async def test_somebody_elses_contact_names_them(sandbox):
    await sandbox.sim("PATCH", f"people/{BOB}", phone="+8613800000002")
    await ask(sandbox, request_contact=True)
    await sandbox.sim("POST", f"people/{ANN}/contact", of=BOB)
    (update,) = await take(sandbox)
    assert (update["message"]["contact"]["user_id"], update["message"]["from"]["id"]) == (BOB, ANN)
    assert "reply_to_message" not in update["message"]  # nobody asked for that one


async def test_a_contact_who_is_not_on_telegram_names_nobody(sandbox):
    card = {"phone_number": "+861", "first_name": "Wei", "vcard": "BEGIN:VCARD"}
    await sandbox.sim("POST", f"people/{ANN}/contact", card=card)
    (update,) = await take(sandbox)
    assert update["message"]["contact"] == card


@pytest.mark.parametrize(
    ("card", "status"),
    [
        ({"phone_number": "", "first_name": "Wei"}, 422),
        ({"phone_number": "+861", "first_name": "Wei", "vcard": "a" * 2049}, 422),
        ({"phone_number": 5}, 400),
        ("Wei", 400),
    ],
)
async def test_a_card_that_cannot_be_is_refused(sandbox, card, status):
    assert (await sandbox.try_sim("POST", f"people/{ANN}/contact", card=card))[0] == status
    assert await take(sandbox) == []
