"""What a bot asks and does in groups, and Telegram's words where it may not."""

import pytest

from bot.sandbox.rights import PERMISSIONS
from tests.sandbox.grouping import (
    ALL_RIGHTS,
    BOT,
    CAROL,
    act,
    add_carol,
    chat_of,
    kinds,
    make_group,
    make_supergroup,
    promote,
    take,
    write,
)
from tests.sandbox.playing import ANN, BOB, Json, png
from tests.sandbox.test_conformance import fits

STRANGER = 77
NOBODY = {"can_send_messages": False}


async def refused(sandbox, method, **parameters):
    words = await sandbox.refusal(method, **parameters)
    assert words.startswith("Bad Request: "), words
    return words.removeprefix("Bad Request: ")


async def member(sandbox, chat, user_id):
    return await sandbox.call("getChatMember", chat_id=chat, user_id=user_id)


# --- where the bot is not --------------------------------------------------------------------------------------------

WRITES: dict[str, Json] = {
    "sendMessage": {"text": "x"},
    "sendChatAction": {"action": "typing"},
    "forwardMessage": {"from_chat_id": ANN, "message_id": 1},
    "copyMessage": {"from_chat_id": ANN, "message_id": 1},
    "forwardMessages": {"from_chat_id": ANN, "message_ids": [1]},
    "copyMessages": {"from_chat_id": ANN, "message_ids": [1]},
    "banChatMember": {"user_id": BOB},
    "unbanChatMember": {"user_id": BOB},
    "restrictChatMember": {"user_id": BOB, "permissions": {}},
    "promoteChatMember": {"user_id": BOB},
    "setChatAdministratorCustomTitle": {"user_id": BOB, "custom_title": "x"},
    "setChatTitle": {"title": "x"},
    "setChatDescription": {"description": "x"},
    "setChatPermissions": {"permissions": {}},
    "exportChatInviteLink": {},
    "createChatInviteLink": {},
    "editChatInviteLink": {"invite_link": "x"},
    "revokeChatInviteLink": {"invite_link": "x"},
    "pinChatMessage": {"message_id": 1},
    "unpinChatMessage": {},
    "unpinAllChatMessages": {},
    "unpinAllForumTopicMessages": {"message_thread_id": 2},
    "unpinAllGeneralForumTopicMessages": {},
    "deleteMessage": {"message_id": 1},
    "deleteMessages": {"message_ids": [1]},
    "createForumTopic": {"name": "x"},
    "editForumTopic": {"message_thread_id": 2},
    "closeForumTopic": {"message_thread_id": 2},
    "reopenForumTopic": {"message_thread_id": 2},
    "deleteForumTopic": {"message_thread_id": 2},
    "editGeneralForumTopic": {"name": "x"},
    "closeGeneralForumTopic": {},
    "reopenGeneralForumTopic": {},
    "hideGeneralForumTopic": {},
    "unhideGeneralForumTopic": {},
}
MEMBER_QUESTIONS: dict[str, Json] = {
    "getChatMember": {"user_id": BOB},
    "getChatAdministrators": {},
    "getChatMemberCount": {},
}
QUESTIONS: dict[str, Json] = {"getChat": {}, "leaveChat": {}}


async def test_a_group_the_bot_was_never_in_is_not_found(sandbox):
    for chat in (await make_group(sandbox, BOB), await make_supergroup(sandbox, BOB), -5, 5_000_000_009):
        for method, given in (WRITES | MEMBER_QUESTIONS | QUESTIONS).items():
            assert await refused(sandbox, method, chat_id=chat, **given) == "chat not found", method


async def test_a_private_chat_of_two_people_is_not_the_bots(sandbox):
    await write(sandbox, ANN, "hello")
    assert await refused(sandbox, "sendMessage", chat_id="@ann", text="x") == "chat not found"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
@pytest.mark.parametrize("how", ["removed", "left"])
async def test_a_bot_that_is_out_writes_no_more(sandbox, kind, how):
    chat = await make_group(sandbox, kind=kind)
    if how == "left":
        await sandbox.call("leaveChat", chat_id=chat)
        words = f"Forbidden: bot is not a member of the {kind} chat"
    else:
        await act(sandbox, f"/{chat}/members/{BOT}", verb="DELETE")
        words = f"Forbidden: bot was kicked from the {kind} chat"
    for method, given in (WRITES | MEMBER_QUESTIONS).items():
        assert await sandbox.refusal(method, chat_id=chat, **given) == words, method
    if kind == "supergroup":
        assert await sandbox.refusal("getChat", chat_id=chat) == words
    else:
        assert (await sandbox.call("getChat", chat_id=chat))["title"] == "Savers"
        assert await sandbox.call("leaveChat", chat_id=chat) is True


async def test_a_public_supergroup_may_be_asked_about_from_outside(sandbox):
    chat = await make_supergroup(sandbox, BOB)
    await act(sandbox, f"/{chat}", verb="PATCH", username="roof_savers")
    assert (await sandbox.call("getChat", chat_id="@roof_savers"))["active_usernames"] == ["roof_savers"]
    assert await sandbox.call("getChatMemberCount", chat_id="@Roof_Savers") == 2
    words = await sandbox.refusal("sendMessage", chat_id="@roof_savers", text="x")
    assert words == "Forbidden: bot is not a member of the supergroup chat"


async def test_leaving_a_group_is_told_to_the_bot_itself(sandbox):
    chat = await make_supergroup(sandbox)
    await sandbox.call("leaveChat", chat_id=chat)
    standing, left = await take(sandbox)
    assert standing["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert left["message"]["left_chat_member"]["id"] == left["message"]["from"]["id"] == BOT
    assert (await chat_of(sandbox, chat))["bot_status"] == "left"


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("leaveChat", {}, "can't leave private chats"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("getChatMember", {"user_id": BOB}, "member not found"),
        ("getChatMember", {"user_id": 0}, "invalid user_id specified"),
        ("banChatMember", {"user_id": ANN}, "can't ban members in private chats"),
        ("unbanChatMember", {"user_id": ANN}, "method is available for supergroup and channel chats only"),
        ("promoteChatMember", {"user_id": ANN}, "method is available for supergroup and channel chats only"),
        (
            "restrictChatMember",
            {"user_id": ANN, "permissions": {}},
            "method is available only for supergroups",
        ),
        (
            "setChatAdministratorCustomTitle",
            {"user_id": ANN, "custom_title": "x"},
            "method is available only for groups and supergroups",
        ),
        ("setChatTitle", {"title": "x"}, "can't change private chat title"),
        ("setChatDescription", {}, "can't change private chat description"),
        ("setChatPermissions", {"permissions": {}}, "can't change private chat permissions"),
        ("exportChatInviteLink", {}, "can't invite members to a private chat"),
        ("createForumTopic", {"name": "x"}, "the chat is not a forum"),
        ("unpinAllForumTopicMessages", {"message_thread_id": 2}, "the chat is not a forum"),
        ("sendMessage", {"text": "x", "message_thread_id": 5}, "message thread not found"),
    ],
)
async def test_a_private_chat_is_no_group(sandbox, method, given, words):
    assert await refused(sandbox, method, chat_id=ANN, **given) == words


async def test_a_private_chat_has_two_members(sandbox):
    assert await sandbox.call("getChatMemberCount", chat_id=ANN) == 2
    assert (
        (await member(sandbox, ANN, ANN))["status"] == (await member(sandbox, ANN, BOT))["status"] == "member"
    )


# --- asking ----------------------------------------------------------------------------------------------------------


async def test_what_a_group_is(sandbox):
    chat = await make_supergroup(sandbox, BOB, BOT, forum=True)
    info = await sandbox.call("getChat", chat_id=chat)
    assert (info["type"], info["title"], info["is_forum"]) == ("supergroup", "Savers", True)
    assert info["permissions"] == dict.fromkeys(PERMISSIONS, True)
    assert not any(info["accepted_gift_types"].values())
    assert "invite_link" not in info
    assert fits(info, "ChatFullInfo")


async def test_who_is_in_a_group(sandbox):
    await add_carol(sandbox)
    chat = await make_supergroup(sandbox, BOB, BOT, CAROL)
    await promote(sandbox, chat, BOB, can_pin_messages=True)
    await act(sandbox, f"/{chat}/restrict", user_id=CAROL, permissions=NOBODY)
    found = [await member(sandbox, chat, user_id) for user_id in (ANN, BOB, CAROL, BOT)]
    assert [each["status"] for each in found] == ["creator", "administrator", "restricted", "member"]
    assert (found[1]["can_be_edited"], found[1]["can_pin_messages"]) == (False, True)
    assert not found[2]["can_send_messages"]
    assert found[2]["can_send_photos"]
    administrators = await sandbox.call("getChatAdministrators", chat_id=chat)
    assert administrators == found[:2]
    assert await sandbox.call("getChatMemberCount", chat_id=chat) == 4
    await act(sandbox, f"/{chat}/members/{CAROL}", verb="DELETE")
    found.append(await member(sandbox, chat, CAROL))
    assert found[-1] == {"status": "kicked", "user": found[2]["user"], "until_date": 0}
    assert all(fits(each, "ChatMember") for each in found)
    assert await refused(sandbox, "getChatMember", chat_id=chat, user_id=STRANGER) == "member not found"


async def test_whom_the_bot_has_met_elsewhere_has_left_this_group(sandbox):
    chat = await make_group(sandbox, BOT)
    await sandbox.say("hello", person=BOB)
    assert (await member(sandbox, chat, BOB))["status"] == "left"


# --- rights ----------------------------------------------------------------------------------------------------------

MAY_NOT_RESTRICT = "not enough rights to restrict/unrestrict chat member"
WITHOUT_RIGHTS = [
    ("banChatMember", {"user_id": BOB}, MAY_NOT_RESTRICT),
    ("restrictChatMember", {"user_id": BOB, "permissions": NOBODY}, MAY_NOT_RESTRICT),
    ("promoteChatMember", {"user_id": BOB, "can_pin_messages": True}, "not enough rights"),
    ("setChatTitle", {"title": "x"}, "not enough rights to change chat title"),
    ("setChatDescription", {"description": "x"}, "not enough rights to set chat description"),
    ("setChatPermissions", {"permissions": NOBODY}, "not enough rights to change chat permissions"),
    ("exportChatInviteLink", {}, "not enough rights to manage chat invite link"),
    ("createChatInviteLink", {}, "not enough rights to manage chat invite link"),
    ("editChatInviteLink", {"invite_link": "x"}, "not enough rights to manage chat invite link"),
    ("revokeChatInviteLink", {"invite_link": "x"}, "not enough rights to manage chat invite link"),
    ("unpinAllChatMessages", {}, "not enough rights to manage pinned messages in the chat"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "given", "words"), WITHOUT_RIGHTS)
async def test_a_bot_without_the_right_is_refused(sandbox, method, given, words):
    chat = await make_supergroup(sandbox)
    assert await refused(sandbox, method, chat_id=chat, **given) == words
    await promote(sandbox, chat, can_manage_topics=True)
    assert await refused(sandbox, method, chat_id=chat, **given) == words


async def test_unbanning_a_member_needs_the_right_to_restrict(sandbox):
    chat = await make_supergroup(sandbox)
    words = await refused(sandbox, "unbanChatMember", chat_id=chat, user_id=BOB)
    assert words == MAY_NOT_RESTRICT
    assert await sandbox.call("unbanChatMember", chat_id=chat, user_id=BOB, only_if_banned=True)


# --- banning and restricting -----------------------------------------------------------------------------------------


async def test_a_banned_member_is_out_until_unbanned(sandbox):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    await sandbox.call("banChatMember", chat_id=chat, user_id=BOB)
    assert kinds(await take(sandbox)) == ["left_chat_member"]
    assert (await member(sandbox, chat, BOB))["status"] == "kicked"
    assert (await sandbox.try_sim("POST", f"people/{BOB}/groups/{chat}/members", user_id=BOB))[0] == 403
    await sandbox.call("unbanChatMember", chat_id=chat, user_id=BOB, only_if_banned=True)
    assert (await member(sandbox, chat, BOB))["status"] == "left"
    await act(sandbox, f"/{chat}/members", BOB, user_id=BOB)
    assert (await member(sandbox, chat, BOB))["status"] == "member"


@pytest.mark.parametrize(("seconds", "kept"), [(3600, True), (10, False), (367 * 86400, False)])
async def test_a_ban_ends_when_its_time_is_over(sandbox, clock, seconds, kept):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    until = int(clock()) + seconds
    await sandbox.call("banChatMember", chat_id=chat, user_id=BOB, until_date=until)
    assert (await member(sandbox, chat, BOB))["until_date"] == (until if kept else 0)
    clock.seconds += seconds
    assert (await member(sandbox, chat, BOB))["status"] == ("left" if kept else "kicked")


async def test_a_restricted_member_says_no_more_than_permitted_until_the_time_is_over(sandbox, clock):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    until = int(clock()) + 60
    await sandbox.call(
        "restrictChatMember",
        chat_id=chat,
        user_id=BOB,
        permissions={"can_send_photos": True},
        use_independent_chat_permissions=True,
        until_date=until,
    )
    found = await member(sandbox, chat, BOB)
    assert fits(found, "ChatMemberRestricted")
    assert (found["can_send_photos"], found["can_send_messages"], found["until_date"]) == (True, False, until)
    assert (await sandbox.try_sim("POST", f"people/{BOB}/messages", text="x", chat_id=chat))[0] == 403
    clock.seconds += 61
    assert (await member(sandbox, chat, BOB))["status"] == "member"
    await write(sandbox, chat, "free", person=BOB)


async def test_with_all_permissions_nobody_is_restricted(sandbox):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    await sandbox.call("restrictChatMember", chat_id=chat, user_id=BOB, permissions=NOBODY)
    permissions = dict.fromkeys(PERMISSIONS, True)
    await sandbox.call("restrictChatMember", chat_id=chat, user_id=BOB, permissions=permissions)
    assert (await member(sandbox, chat, BOB))["status"] == "member"


async def test_one_permission_brings_another(sandbox):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    await sandbox.call("setChatPermissions", chat_id=chat, permissions={"can_send_polls": True})
    given = (await sandbox.call("getChat", chat_id=chat))["permissions"]
    assert given["can_send_messages"]
    assert given["can_react_to_messages"]
    assert not given["can_send_photos"]
    await sandbox.call("setChatPermissions", chat_id=chat, permissions={"can_add_web_page_previews": True})
    given = (await sandbox.call("getChat", chat_id=chat))["permissions"]
    assert given["can_send_photos"]
    assert given["can_send_messages"]
    assert not given["can_invite_users"]


@pytest.mark.parametrize("method", ["banChatMember", "restrictChatMember", "unbanChatMember"])
@pytest.mark.parametrize(
    ("user_id", "words"),
    [
        (ANN, "can't remove chat owner"),
        (BOB, "user is an administrator of the chat"),
        (BOT, "can't restrict self"),
        (STRANGER, "PARTICIPANT_ID_INVALID"),
        (0, "invalid user_id specified"),
    ],
)
async def test_whom_a_bot_cannot_ban_or_restrict(sandbox, method, user_id, words):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    await promote(sandbox, chat, BOB, can_pin_messages=True)
    given = {"permissions": NOBODY} if method == "restrictChatMember" else {}
    assert await refused(sandbox, method, chat_id=chat, user_id=user_id, **given) == words


async def test_in_a_basic_group_who_is_banned_may_be_added_again(sandbox):
    chat = await make_group(sandbox)
    assert await refused(sandbox, "banChatMember", chat_id=chat, user_id=BOB) == "CHAT_ADMIN_REQUIRED"
    await promote(sandbox, chat)
    assert await refused(sandbox, "banChatMember", chat_id=chat, user_id=ANN) == "CHAT_ADMIN_REQUIRED"
    await sandbox.call("banChatMember", chat_id=chat, user_id=BOB)
    assert await refused(sandbox, "banChatMember", chat_id=chat, user_id=BOB) == "USER_NOT_PARTICIPANT"
    assert (await member(sandbox, chat, BOB))["status"] == "left"
    await act(sandbox, f"/{chat}/members", user_id=BOB)
    await sandbox.call("banChatMember", chat_id=chat, user_id=BOT)
    words = await sandbox.refusal("sendMessage", chat_id=chat, text="x")
    assert words == "Forbidden: bot is not a member of the group chat"


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("unbanChatMember", {}, "method is available for supergroup and channel chats only"),
        ("promoteChatMember", {}, "method is available for supergroup and channel chats only"),
        ("restrictChatMember", {"permissions": {}}, "method is available only for supergroups"),
    ],
)
async def test_what_only_supergroups_have(sandbox, method, given, words):
    chat = await make_group(sandbox)
    assert await refused(sandbox, method, chat_id=chat, user_id=BOB, **given) == words


# --- promoting -------------------------------------------------------------------------------------------------------


async def test_a_bot_promotes_and_demotes(sandbox):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    await sandbox.call("promoteChatMember", chat_id=chat, user_id=BOB, can_pin_messages=True)
    await sandbox.call("setChatAdministratorCustomTitle", chat_id=chat, user_id=BOB, custom_title="clerk")
    found = await member(sandbox, chat, BOB)
    assert fits(found, "ChatMemberAdministrator")
    assert (found["can_be_edited"], found["can_manage_chat"], found["custom_title"]) == (True, True, "clerk")
    await sandbox.call("restrictChatMember", chat_id=chat, user_id=BOB, permissions=NOBODY)
    assert (await member(sandbox, chat, BOB))["status"] == "restricted"
    await sandbox.call("promoteChatMember", chat_id=chat, user_id=BOB, can_pin_messages=True)
    await sandbox.call("promoteChatMember", chat_id=chat, user_id=BOB)
    assert (await member(sandbox, chat, BOB))["status"] == "member"
    await sandbox.call("promoteChatMember", chat_id=chat, user_id=BOT)
    assert (await member(sandbox, chat, BOT))["status"] == "member"


@pytest.mark.parametrize(
    ("user_id", "given", "words"),
    [
        (ANN, {}, "can't remove chat owner"),
        (BOT, {"can_pin_messages": True}, "can't promote self"),
        (BOB, {"can_delete_messages": True}, "RIGHT_FORBIDDEN"),
        (CAROL, {"can_pin_messages": True}, "CHAT_ADMIN_REQUIRED"),
        (CAROL, {}, "CHAT_ADMIN_REQUIRED"),
        (STRANGER, {}, "PARTICIPANT_ID_INVALID"),
        (-1, {}, "invalid user_id specified"),
    ],
)
async def test_whom_a_bot_cannot_promote(sandbox, user_id, given, words):
    await add_carol(sandbox)
    chat = await make_supergroup(sandbox, BOB, BOT, CAROL)
    await promote(sandbox, chat, CAROL, can_pin_messages=True)
    await promote(sandbox, chat, can_promote_members=True, can_pin_messages=True)
    assert await refused(sandbox, "promoteChatMember", chat_id=chat, user_id=user_id, **given) == words


async def test_a_bot_adds_nobody_by_promoting_or_demoting(sandbox):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    await act(sandbox, f"/{chat}/members/{BOB}", BOB, "DELETE")
    words = await refused(sandbox, "promoteChatMember", chat_id=chat, user_id=BOB, can_pin_messages=True)
    assert words == "CHAT_ADMIN_INVITE_REQUIRED"
    words = await refused(sandbox, "promoteChatMember", chat_id=chat, user_id=BOB)
    assert words == "bots can't add new chat members"


@pytest.mark.parametrize(
    ("user_id", "title", "words"),
    [
        (ANN, "x", "only the owner can edit their custom title"),
        (BOB, "x", "user is not an administrator"),
        (BOT, "x", "not enough rights to change custom title of the user"),
        (CAROL, "x" * 17, "CUSTOM_TITLE_INVALID"),
        (CAROL, "🦊", "CUSTOM_TITLE_EMOJI_NOT_ALLOWED"),
        (STRANGER, "x", "PARTICIPANT_ID_INVALID"),
    ],
)
async def test_whose_title_a_bot_cannot_change(sandbox, user_id, title, words):
    await add_carol(sandbox)
    chat = await make_supergroup(sandbox, BOB, BOT, CAROL)
    await promote(sandbox, chat)
    await sandbox.call("promoteChatMember", chat_id=chat, user_id=CAROL, can_pin_messages=True)
    given = {"chat_id": chat, "user_id": user_id, "custom_title": title}
    assert await refused(sandbox, "setChatAdministratorCustomTitle", **given) == words


# --- what the group is -----------------------------------------------------------------------------------------------


async def test_a_bot_changes_title_and_description(sandbox):
    chat = await make_group(sandbox)
    await promote(sandbox, chat)
    await sandbox.call("setChatTitle", chat_id=chat, title=f" {'R' * 200} ")
    (update,) = await take(sandbox)
    assert update["message"]["new_chat_title"] == "R" * 128
    assert update["message"]["from"]["id"] == BOT
    await sandbox.call("setChatTitle", chat_id=chat, title="R" * 128)
    assert await take(sandbox) == []
    await sandbox.call("setChatDescription", chat_id=chat, description="for the roof")
    assert (await sandbox.call("getChat", chat_id=chat))["description"] == "for the roof"
    words = await refused(sandbox, "setChatDescription", chat_id=chat, description="for the roof")
    assert words == "chat description is not modified"
    await sandbox.call("setChatDescription", chat_id=chat)
    assert "description" not in await sandbox.call("getChat", chat_id=chat)
    assert await refused(sandbox, "setChatTitle", chat_id=chat, title=" ") == "title must be non-empty"


async def test_invite_links(sandbox):
    chat = await make_group(sandbox)
    await promote(sandbox, chat)
    first = await sandbox.call("exportChatInviteLink", chat_id=chat)
    second = await sandbox.call("exportChatInviteLink", chat_id=chat)
    assert (await sandbox.call("getChat", chat_id=chat))["invite_link"] == second != first
    made = await sandbox.call("createChatInviteLink", chat_id=chat, name="flyer", member_limit=5)
    edited = await sandbox.call(
        "editChatInviteLink", chat_id=chat, invite_link=made["invite_link"], name="poster"
    )
    assert (edited["name"], "member_limit" in edited) == ("poster", False)
    gone = await sandbox.call("revokeChatInviteLink", chat_id=chat, invite_link=made["invite_link"])
    assert gone["is_revoked"]
    assert all(fits(link, "ChatInviteLink") for link in (made, edited, gone))
    for link, words in (
        (first, "INVITE_HASH_EXPIRED"),
        (made["invite_link"], "INVITE_HASH_EXPIRED"),
        ("https://t.me/+nowhere", "INVITE_HASH_EXPIRED"),
        ("", "invite link must be non-empty"),
        (second, "CHAT_INVITE_PERMANENT"),
    ):
        assert await refused(sandbox, "editChatInviteLink", chat_id=chat, invite_link=link) == words
    words = await refused(sandbox, "revokeChatInviteLink", chat_id=chat, invite_link=first)
    assert words == "INVITE_HASH_EXPIRED"
    given = {"chat_id": chat, "creates_join_request": True}
    words = await refused(sandbox, "createChatInviteLink", member_limit=5, **given)
    assert words == "member limit can't be specified for links requiring administrator approval"
    assert (await sandbox.answer("createChatInviteLink", **given))["error_code"] == 501


# --- messages --------------------------------------------------------------------------------------------------------


async def test_a_bot_says_no_more_than_permitted(sandbox):
    chat = await make_supergroup(sandbox)
    await act(sandbox, f"/{chat}/restrict", user_id=BOT, permissions={"can_send_messages": False})
    words = await refused(sandbox, "sendMessage", chat_id=chat, text="x")
    assert words == "not enough rights to send text messages to the chat"
    photo = await sandbox.send_picture(png(), chat_id=chat)
    await act(sandbox, f"/{chat}", verb="PATCH", permissions={"can_send_photos": False})
    words = await refused(sandbox, "sendPhoto", chat_id=chat, photo=photo["photo"][-1]["file_id"])
    assert words == "not enough rights to send photos to the chat"
    await promote(sandbox, chat, can_pin_messages=True)
    await sandbox.call("sendMessage", chat_id=chat, text="x")


async def test_sending_quietly_is_sending(sandbox):
    chat = await make_group(sandbox)
    await sandbox.call("sendMessage", chat_id=chat, text="x", disable_notification=True)


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_an_administrator_bot_deletes_what_others_wrote(sandbox, clock, kind):
    chat = await make_group(sandbox, kind=kind)
    said = [(await write(sandbox, chat, text))["message_id"] for text in ("one", "two", "three")]
    own = (await sandbox.call("sendMessage", chat_id=chat, text="mine"))["message_id"]
    words = f"message can't be deleted{'' if kind == 'supergroup' else ' for everyone'}"
    assert await refused(sandbox, "deleteMessage", chat_id=chat, message_id=said[0]) == words
    assert await refused(sandbox, "deleteMessages", chat_id=chat, message_ids=[own, said[0]]) == words
    await sandbox.call("deleteMessage", chat_id=chat, message_id=own)
    await promote(sandbox, chat)
    await sandbox.call("deleteMessage", chat_id=chat, message_id=said[0])
    await sandbox.call("deleteMessages", chat_id=chat, message_ids=[said[1], own])
    clock.seconds += 48 * 3600
    assert await refused(sandbox, "deleteMessage", chat_id=chat, message_id=said[2]) == words


async def test_a_supergroups_beginnings_stay(sandbox):
    chat = await make_supergroup(sandbox, forum=True)
    await promote(sandbox, chat)
    topic = await sandbox.call("createForumTopic", chat_id=chat, name="Roof")
    for message_id in (1, topic["message_thread_id"]):
        words = await refused(sandbox, "deleteMessage", chat_id=chat, message_id=message_id)
        assert words == "message can't be deleted"


async def test_pinning_needs_the_right_and_says_so_in_the_chat(sandbox):
    chat = await make_supergroup(sandbox)
    said = await sandbox.call("sendMessage", chat_id=chat, text="rates")
    at = {"chat_id": chat, "message_id": said["message_id"]}
    words = "not enough rights to manage pinned messages in the chat"
    assert await refused(sandbox, "pinChatMessage", **at) == words
    await promote(sandbox, chat)
    await sandbox.call("pinChatMessage", **at, disable_notification=True)
    await sandbox.call("pinChatMessage", **at)
    (update,) = await take(sandbox)
    assert fits(update["message"], "Message")
    assert update["message"]["from"]["id"] == BOT
    assert update["message"]["pinned_message"]["text"] == "rates"
    assert (await sandbox.call("getChat", chat_id=chat))["pinned_message"]["text"] == "rates"
    service = {"chat_id": chat, "message_id": update["message"]["message_id"]}
    assert await refused(sandbox, "pinChatMessage", **service) == "service messages can't be pinned"
    await promote(sandbox, chat, can_delete_messages=True)
    assert await refused(sandbox, "unpinChatMessage", **at) == words
    await promote(sandbox, chat, can_pin_messages=True)
    await sandbox.call("unpinAllChatMessages", chat_id=chat)
    assert await refused(sandbox, "unpinChatMessage", chat_id=chat) == "message to unpin not found"


async def test_forwards_say_where_they_are_from_and_copies_do_not(sandbox):
    chat = await make_group(sandbox)
    said = await write(sandbox, chat, "/one two")
    at = {"from_chat_id": chat, "message_id": said["message_id"]}
    forward = await sandbox.call("forwardMessage", chat_id=ANN, **at)
    assert fits(forward, "Message")
    assert forward["forward_origin"]["sender_user"]["id"] == ANN
    assert forward["entities"] == said["entities"]
    again = await sandbox.call(
        "forwardMessage", chat_id=chat, from_chat_id=ANN, message_id=forward["message_id"]
    )
    assert again["forward_origin"] == forward["forward_origin"]
    copy = await sandbox.call("copyMessage", chat_id=ANN, **at)
    assert list(copy) == ["message_id"]
    shown = (await sandbox.chat())["messages"][-1]
    assert (shown["text"], "forward_origin" in shown) == ("/one two", False)


async def test_many_are_forwarded_and_copied_at_once_and_missing_ones_are_skipped(sandbox):
    chat = await make_group(sandbox)
    picture = await sandbox.send_picture(png(), caption="roof")
    text = await sandbox.call("sendMessage", chat_id=ANN, text="x")
    ids = {"from_chat_id": ANN, "message_ids": [picture["message_id"], text["message_id"], 999]}
    forwarded = await sandbox.call("forwardMessages", chat_id=chat, **ids)
    copied = await sandbox.call("copyMessages", chat_id=chat, remove_caption=True, **ids)
    assert [list(each) for each in forwarded + copied] == [["message_id"]] * 4
    last = (await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={chat}"))["messages"][-4:]
    assert [message.get("caption") for message in last] == ["roof", None, None, None]
    assert ["forward_origin" in message for message in last] == [True, True, False, False]


@pytest.mark.parametrize("method", ["forwardMessages", "copyMessages"])
@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([998, 999], "there are no messages to forward"),
        ([3, 2], "message identifiers must be in a strictly increasing order"),
        ([1], "messages can't be forwarded"),
    ],
)
async def test_forwarding_many_is_refused_for(sandbox, method, ids, words):
    chat = await make_supergroup(sandbox)
    for text in ("x", "y"):
        await sandbox.call("sendMessage", chat_id=chat, text=text)
    assert await refused(sandbox, method, chat_id=ANN, from_chat_id=chat, message_ids=ids) == words


async def test_what_cannot_be_forwarded_or_copied(sandbox):
    chat = await make_supergroup(sandbox)
    kept = await sandbox.call("sendMessage", chat_id=chat, text="x", protect_content=True)
    for message_id, method, words in (
        (1, "forwardMessage", "the message can't be forwarded"),
        (1, "copyMessage", "the message can't be copied"),
        (kept["message_id"], "forwardMessage", "the message can't be forwarded"),
        (999, "forwardMessage", "message to forward not found"),
        (999, "copyMessage", "message to copy not found"),
    ):
        given = {"chat_id": ANN, "from_chat_id": chat, "message_id": message_id}
        assert await refused(sandbox, method, **given) == words


async def test_the_answers_fit_their_types(sandbox):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat, BOT, **ALL_RIGHTS)
    for each in await sandbox.call("getChatAdministrators", chat_id=chat):
        assert fits(each, "ChatMember")
    assert fits(await sandbox.call("createChatInviteLink", chat_id=chat, name="x"), "ChatInviteLink")
    assert fits(await sandbox.call("getChat", chat_id=chat), "ChatFullInfo")
