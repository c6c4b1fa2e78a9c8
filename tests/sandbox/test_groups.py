"""What people do in groups: what the bot hears of it, and what nobody could do."""

import pytest

from tests.sandbox.grouping import (
    BOT,
    CAROL,
    act,
    add_carol,
    chat_of,
    fails,
    kinds,
    make_group,
    make_supergroup,
    promote,
    take,
    write,
)
from tests.sandbox.playing import ANN, BOB, Json
from tests.sandbox.test_conformance import fits


def statuses(update):
    changed = update.get("my_chat_member") or update["chat_member"]
    return changed["old_chat_member"]["status"], changed["new_chat_member"]["status"]


async def test_a_group_made_with_the_bot_tells_it_so(sandbox):
    chat = await act(sandbox, "", title="Savers", members=[BOB, BOT])
    standing, created = await take(sandbox)
    assert statuses(standing) == ("left", "member")
    assert created["message"]["group_chat_created"] is True
    assert created["message"]["chat"] == {"id": chat["id"], "type": "group", "title": "Savers"}
    assert created["message"]["from"]["id"] == ANN
    assert -1_000_000_000_000 < chat["id"] < 0
    assert [member["status"] for member in chat["members"]] == ["creator", "member", "member"]


async def test_a_supergroup_is_made_before_the_bot_is_in_it(sandbox):
    chat = await act(sandbox, "", title="Savers", type="supergroup", members=[BOB, BOT])
    updates = await take(sandbox)
    assert kinds(updates) == ["my_chat_member", "new_chat_members"]
    assert [user["id"] for user in updates[1]["message"]["new_chat_members"]] == [BOB, BOT]
    assert chat["id"] < -1_000_000_000_000
    messages = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={chat['id']}"))["messages"]
    assert [message["message_id"] for message in messages] == [1, 2]
    assert messages[0]["supergroup_chat_created"]


async def test_groups_count_messages_with_the_private_chats_and_supergroups_alone(sandbox):
    group, supergroup = await make_group(sandbox), await make_supergroup(sandbox)
    private = await sandbox.call("sendMessage", chat_id=ANN, text="x")
    grouped = await sandbox.call("sendMessage", chat_id=group, text="x")
    assert grouped["message_id"] == private["message_id"] + 1
    assert (await sandbox.call("sendMessage", chat_id=supergroup, text="x"))["message_id"] == 3


@pytest.mark.parametrize(("kind", "gone"), [("group", "left"), ("supergroup", "kicked")])
async def test_removing_the_bot_and_adding_it_again(sandbox, kind, gone):
    chat = await make_group(sandbox, kind=kind)
    await act(sandbox, f"/{chat}/members/{BOT}", verb="DELETE")
    updates = await take(sandbox)
    assert kinds(updates) == ["my_chat_member", "left_chat_member"]
    assert statuses(updates[0]) == ("member", gone)
    assert updates[1]["message"]["left_chat_member"]["id"] == BOT
    await write(sandbox, chat, "/start")
    assert await take(sandbox) == []
    assert (
        await sandbox.refusal("sendMessage", chat_id=chat, text="x")
        == f"Forbidden: bot was kicked from the {kind} chat"
    )
    await act(sandbox, f"/{chat}/members", user_id=BOT)
    updates = await take(sandbox)
    assert kinds(updates) == ["my_chat_member", "new_chat_members"]
    assert statuses(updates[0]) == (gone, "member")
    await sandbox.call("sendMessage", chat_id=chat, text="x")


async def test_the_bot_hears_who_comes_and_who_goes(sandbox):
    await add_carol(sandbox)
    chat = await make_supergroup(sandbox)
    await act(sandbox, f"/{chat}/members", BOB, user_id=CAROL)
    assert await act(sandbox, f"/{chat}/members/{CAROL}", CAROL, "DELETE") is None
    await act(sandbox, f"/{chat}/members", CAROL, user_id=CAROL)
    await act(sandbox, f"/{chat}/members/{CAROL}", verb="DELETE")
    messages = [update["message"] for update in await take(sandbox)]
    assert [(message["from"]["id"], kinds([{"message": message}])[0]) for message in messages] == [
        (BOB, "new_chat_members"),
        (CAROL, "left_chat_member"),
        (CAROL, "new_chat_members"),
        (ANN, "left_chat_member"),
    ]
    assert await fails(sandbox, f"/{chat}/members", CAROL, user_id=CAROL) == 403


async def test_only_an_administrator_bot_that_asked_is_told_of_others_standing(sandbox):
    chat = await make_supergroup(sandbox)
    restriction: Json = {"user_id": BOB, "permissions": {"can_send_messages": False}}
    await sandbox.updates(allowed_updates=["message", "my_chat_member", "chat_member"])
    await act(sandbox, f"/{chat}/restrict", **restriction)
    assert await take(sandbox) == []
    await promote(sandbox, chat)
    await act(sandbox, f"/{chat}/restrict", user_id=BOB, permissions={})
    (update,) = await take(sandbox)
    assert statuses(update) == ("restricted", "member")
    await sandbox.updates(allowed_updates=[])
    await act(sandbox, f"/{chat}/restrict", **restriction)
    assert await take(sandbox) == []


async def test_promoting_and_demoting_the_bot(sandbox):
    chat = await make_supergroup(sandbox)
    await act(sandbox, f"/{chat}/promote", user_id=BOT, rights={"can_pin_messages": True}, title="clerk")
    await act(sandbox, f"/{chat}/demote", user_id=BOT)
    up, down = await take(sandbox)
    assert statuses(up) == ("member", "administrator")
    held = up["my_chat_member"]["new_chat_member"]
    assert (held["can_pin_messages"], held["can_manage_chat"], held["can_delete_messages"]) == (
        True,
        True,
        False,
    )
    assert (held["custom_title"], held["can_be_edited"]) == ("clerk", False)
    assert statuses(down) == ("administrator", "member")


async def test_a_basic_group_has_one_kind_of_administrator(sandbox):
    chat = await make_group(sandbox)
    await act(sandbox, f"/{chat}/promote", user_id=BOT, rights={"can_pin_messages": True})
    (update,) = await take(sandbox)
    held = update["my_chat_member"]["new_chat_member"]
    assert held["can_delete_messages"]
    assert not held["can_promote_members"]
    assert "can_manage_topics" not in held


async def test_a_new_title_is_told_and_shown(sandbox):
    chat = await make_group(sandbox)
    changed = await act(sandbox, f"/{chat}", verb="PATCH", title="Rainy day", description="for the roof")
    (update,) = await take(sandbox)
    assert update["message"]["new_chat_title"] == "Rainy day"
    assert update["message"]["chat"]["title"] == "Rainy day"
    assert (changed["title"], changed["description"]) == ("Rainy day", "for the roof")


async def test_a_pinned_message_is_announced(sandbox):
    chat = await make_group(sandbox)
    said = await write(sandbox, chat, "/rates")
    await act(sandbox, f"/{chat}/pin", message_id=said["message_id"])
    _, pinned = await take(sandbox)
    assert pinned["message"]["pinned_message"]["text"] == "/rates"
    await act(sandbox, f"/{chat}/pin", message_id=said["message_id"], pinned=False)
    assert "pinned_message" not in await sandbox.call("getChat", chat_id=chat)


# --- links -----------------------------------------------------------------------------------------------------------

LINK = "https://t.me/hecun_sandbox_bot?startgroup=k7qf"


async def open_link(sandbox, url, chat_id, person=ANN):
    return await sandbox.sim("POST", f"people/{person}/open", url=url, chat_id=chat_id)


async def test_a_startgroup_link_adds_the_bot_and_starts_it(sandbox):
    chat = await make_group(sandbox, BOB)
    assert (await open_link(sandbox, LINK, chat))["message"]["text"] == "/start@hecun_sandbox_bot k7qf"
    updates = await take(sandbox)
    assert kinds(updates) == ["my_chat_member", "new_chat_members", "text"]
    assert updates[2]["message"]["entities"][0]["type"] == "bot_command"
    await open_link(sandbox, LINK, chat, person=BOB)
    assert kinds(await take(sandbox)) == ["text"]


async def test_a_startgroup_link_without_a_payload_only_adds_the_bot(sandbox):
    chat = await make_group(sandbox, BOB)
    assert await open_link(sandbox, "https://t.me/hecun_sandbox_bot?startgroup", chat) == {"message": None}
    assert kinds(await take(sandbox)) == ["my_chat_member", "new_chat_members"]


async def test_a_startgroup_link_may_ask_for_rights(sandbox):
    chat = await make_supergroup(sandbox, BOB)
    await open_link(sandbox, f"{LINK}&admin=pin_messages+delete_messages", chat)
    updates = await take(sandbox)
    assert kinds(updates) == ["my_chat_member", "new_chat_members", "my_chat_member", "text"]
    held = updates[2]["my_chat_member"]["new_chat_member"]
    assert held["can_pin_messages"]
    assert held["can_delete_messages"]
    assert not held["can_change_info"]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (f"{LINK}&admin=fly", 422),
        ("https://t.me/hecun_sandbox_bot?startgroup=a%20b", 422),
        ("https://t.me/another_bot?startgroup=a", 422),
        ("https://t.me/+nowhere", 404),
    ],
)
async def test_a_link_that_leads_nowhere_changes_nothing(sandbox, url, status):
    chat = await make_supergroup(sandbox, BOB)
    answered, body = await sandbox.try_sim("POST", f"people/{ANN}/open", url=url, chat_id=chat)
    assert (answered, list(body)) == (status, ["error"])
    assert await take(sandbox) == []
    assert (await chat_of(sandbox, chat))["bot_status"] is None


async def test_an_invite_link_brings_people_in_as_often_as_it_is_good(sandbox):
    await add_carol(sandbox)
    chat = await make_supergroup(sandbox, BOT)
    await promote(sandbox, chat)
    await sandbox.updates(allowed_updates=["message", "chat_member"])
    link = await sandbox.call("createChatInviteLink", chat_id=chat, name="flyer", member_limit=1)
    await sandbox.sim("POST", f"people/{BOB}/open", url=link["invite_link"])
    standing, joined = await take(sandbox)
    assert standing["chat_member"]["invite_link"]["name"] == "flyer"
    assert joined["message"]["from"]["id"] == BOB
    status, _ = await sandbox.try_sim("POST", f"people/{CAROL}/open", url=link["invite_link"])
    assert status == 410


@pytest.mark.parametrize("how", ["revoked", "expired"])
async def test_an_invite_link_that_is_over_brings_nobody_in(sandbox, clock, how):
    chat = await make_supergroup(sandbox, BOT)
    await promote(sandbox, chat)
    link = await sandbox.call("createChatInviteLink", chat_id=chat, expire_date=int(clock()) + 60)
    if how == "revoked":
        await sandbox.call("revokeChatInviteLink", chat_id=chat, invite_link=link["invite_link"])
    else:
        clock.seconds += 61
    status, _ = await sandbox.try_sim("POST", f"people/{BOB}/open", url=link["invite_link"])
    assert status == 410


# --- what nobody could do --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"title": " "}, 422),
        ({"title": "x" * 129}, 422),
        ({}, 400),
        ({"title": "x", "type": "channel"}, 400),
        ({"title": "x", "type": "group", "is_forum": True}, 422),
        ({"title": "x", "members": [77]}, 404),
        ({"title": "x", "members": ["Bob"]}, 400),
    ],
)
async def test_a_group_that_cannot_be_is_refused(sandbox, body, status):
    assert await fails(sandbox, "", **body) == status


@pytest.mark.parametrize(
    ("path", "person", "body", "status"),
    [
        ("/members", ANN, {"user_id": BOB}, 409),
        ("/members", ANN, {"user_id": 77}, 404),
        ("/members", CAROL, {"user_id": BOT}, 404),
        ("/promote", BOB, {"user_id": BOT}, 403),
        ("/promote", ANN, {"user_id": ANN}, 403),
        ("/promote", ANN, {"user_id": CAROL}, 404),
        ("/promote", ANN, {"user_id": BOB, "rights": {"can_fly": True}}, 422),
        ("/promote", ANN, {"user_id": BOB, "rights": {}}, 422),
        ("/demote", ANN, {"user_id": BOB}, 409),
        ("/restrict", BOB, {"user_id": BOT, "permissions": {}}, 403),
        ("/restrict", ANN, {"user_id": ANN, "permissions": {}}, 409),
        ("/restrict", ANN, {"user_id": BOB, "permissions": {"can_fly": True}}, 422),
        ("/upgrade", ANN, {}, 409),
        ("/pin", ANN, {"message_id": 999}, 404),
        ("/topics", ANN, {"name": "x"}, 404),
    ],
)
async def test_what_nobody_could_do_in_a_group_is_refused(sandbox, path, person, body, status):
    await add_carol(sandbox)
    chat = await make_supergroup(sandbox)
    assert await fails(sandbox, f"/{chat}{path}", person, **body) == status
    assert await take(sandbox) == []


async def test_members_do_not_remove_each_other_and_nobody_the_owner(sandbox):
    chat = await make_supergroup(sandbox)
    assert await fails(sandbox, f"/{chat}/members/{BOT}", BOB, "DELETE") == 403
    assert await fails(sandbox, f"/{chat}/members/{ANN}", BOB, "DELETE") == 403
    await promote(sandbox, chat, BOB)
    assert await fails(sandbox, f"/{chat}/members/{ANN}", BOB, "DELETE") == 403
    await promote(sandbox, chat)
    assert await fails(sandbox, f"/{chat}/members/{BOT}", BOB, "DELETE") == 403


async def test_what_is_not_permitted_nobody_does(sandbox):
    await add_carol(sandbox)
    chat = await make_supergroup(sandbox)
    none = {"can_send_messages": False, "can_change_info": False, "can_invite_users": False}
    seen = await act(sandbox, f"/{chat}", verb="PATCH", permissions=none)
    assert seen["my_rights"]["can_send_messages"]
    assert not (await chat_of(sandbox, chat, BOB))["my_rights"]["can_send_messages"]
    assert await fails(sandbox, f"/{chat}", BOB, "PATCH", title="Bob's") == 403
    assert await fails(sandbox, f"/{chat}/members", BOB, user_id=CAROL) == 403
    status, _ = await sandbox.try_sim("POST", f"people/{BOB}/messages", text="x", chat_id=chat)
    assert status == 403
    await write(sandbox, chat, "the owner may")


async def test_a_bot_that_joins_no_groups_cannot_be_added(sandbox):
    bot = await sandbox.sim("PATCH", "bot", can_join_groups=False)
    assert bot["switches"]["can_join_groups"] is False
    assert (await sandbox.call("getMe"))["can_join_groups"] is False
    assert await fails(sandbox, "", title="x", members=[BOT]) == 403
    chat = await make_group(sandbox, BOB)
    assert await fails(sandbox, f"/{chat}/members", user_id=BOT) == 403
    assert (await sandbox.try_sim("PATCH", "bot", can_fly=True))[0] == 400
    assert (await sandbox.try_sim("PATCH", "bot", privacy_mode="no"))[0] == 400


async def test_somebody_outside_sees_nothing_of_a_group(sandbox):
    await add_carol(sandbox)
    chat = await make_group(sandbox)
    assert [each["id"] for each in (await sandbox.sim("GET", f"people/{CAROL}/chats"))["chats"]] == [CAROL]
    assert (await sandbox.try_sim("GET", f"people/{CAROL}/messages?chat_id={chat}"))[0] == 404
    assert (await sandbox.try_sim("POST", f"people/{CAROL}/messages", text="x", chat_id=chat))[0] == 404


async def test_all_that_happens_in_a_group_fits_the_types(sandbox):
    await add_carol(sandbox)
    chat, group = await make_supergroup(sandbox, forum=True), await make_group(sandbox, BOT)
    await sandbox.updates(allowed_updates=["message", "edited_message", "my_chat_member", "chat_member"])
    await act(
        sandbox, f"/{chat}/promote", user_id=BOT, rights={"can_manage_topics": True, "is_anonymous": True}
    )
    await act(sandbox, f"/{chat}/members", user_id=CAROL)
    await act(
        sandbox, f"/{chat}/restrict", user_id=CAROL, permissions={"can_send_photos": False}, until_date=0
    )
    await act(sandbox, f"/{chat}/members/{CAROL}", verb="DELETE")
    await act(sandbox, f"/{chat}/topics", name="Roof")
    await act(sandbox, f"/{chat}", verb="PATCH", title="Roof fund")
    said = await write(sandbox, chat, "hello")
    await act(sandbox, f"/{chat}/pin", message_id=said["message_id"])
    await act(sandbox, f"/{group}/upgrade")
    updates = await sandbox.updates()
    assert len(updates) == 13
    assert all(fits(update, "Update") for update in updates)
