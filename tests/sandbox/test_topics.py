"""Forums and their topics: what messages say of them, and what is refused."""

import pytest

from tests.sandbox.grouping import (
    BOT,
    act,
    chat_of,
    fails,
    kinds,
    make_group,
    make_supergroup,
    promote,
    take,
    write,
)
from tests.sandbox.playing import ANN, BOB, png
from tests.sandbox.test_conformance import fits
from tests.sandbox.test_group_methods import WRITES


@pytest.fixture
async def forum(sandbox):
    return await make_supergroup(sandbox, forum=True)


@pytest.fixture
async def roof(sandbox, forum):
    """A topic that Ann made."""
    chat = await act(sandbox, f"/{forum}/topics", name="Roof")
    await take(sandbox)
    return chat["topics"][-1]["message_thread_id"]


async def refused(sandbox, method, **parameters):
    words = await sandbox.refusal(method, **parameters)
    assert words.startswith("Bad Request: "), words
    return words.removeprefix("Bad Request: ")


# --- people and topics -----------------------------------------------------------------------------------------------


async def test_a_topic_is_made_renamed_closed_and_reopened(sandbox, forum):
    chat = await act(sandbox, f"/{forum}/topics", name="Roof", icon_color=16766590)
    thread = chat["topics"][-1]["message_thread_id"]
    for change in ({"name": "Roof fund"}, {"closed": True}, {"closed": False}, {"closed": False}):
        await act(sandbox, f"/{forum}/topics/{thread}", verb="PATCH", **change)
    updates = await take(sandbox)
    assert kinds(updates) == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    messages = [update["message"] for update in updates]
    assert messages[0]["message_id"] == thread
    assert messages[0]["forum_topic_created"] == {"name": "Roof", "icon_color": 16766590}
    assert messages[1]["forum_topic_edited"] == {"name": "Roof fund"}
    assert all((each["message_thread_id"], each["is_topic_message"]) == (thread, True) for each in messages)
    assert all(fits(each, "Message") for each in messages)


async def test_a_message_in_a_topic_replies_to_its_beginning_if_to_nothing_else(sandbox, forum, roof):
    await promote(sandbox, forum)
    said = await write(sandbox, forum, "how much?", message_thread_id=roof)
    answer = await write(sandbox, forum, "2500", person=BOB, reply_to_message_id=said["message_id"])
    first, second = (update["message"] for update in await take(sandbox))
    assert (first["message_thread_id"], first["is_topic_message"]) == (roof, True)
    assert first["reply_to_message"]["forum_topic_created"]["name"] == "Roof"
    assert second["reply_to_message"]["text"] == "how much?"
    assert answer["message_thread_id"] == roof
    assert fits(first, "Message")


async def test_messages_in_general_say_nothing_of_a_topic(sandbox, forum):
    for thread in ({}, {"message_thread_id": 1}):
        said = await write(sandbox, forum, "/hello", **thread)
        assert "message_thread_id" not in said
        assert "is_topic_message" not in said


async def test_files_contacts_and_forwards_go_into_topics_too(sandbox, forum, roof):
    file = {"file_name": "a.txt", "base64": "YQ==", "chat_id": forum, "message_thread_id": roof}
    sent = [await sandbox.sim("POST", f"people/{ANN}/documents", **file)]
    sent.append(await sandbox.sim("POST", f"people/{ANN}/contact", chat_id=forum, message_thread_id=roof))
    source = {"chat_id": ANN, "message_id": 1}
    sent.append(
        await sandbox.sim(
            "POST", f"people/{ANN}/messages", forward_from=source, chat_id=forum, message_thread_id=roof
        )
    )
    assert [each["message"]["message_thread_id"] for each in sent] == [roof] * 3


async def test_a_closed_topic_is_for_administrators(sandbox, forum, roof):
    await act(sandbox, f"/{forum}/topics/{roof}", verb="PATCH", closed=True)
    there = {"chat_id": forum, "message_thread_id": roof}
    assert (await sandbox.try_sim("POST", f"people/{BOB}/messages", text="x", **there))[0] == 403
    await write(sandbox, forum, "the owner may", message_thread_id=roof)
    assert (await sandbox.try_sim("POST", f"people/{BOB}/messages", text="x", chat_id=forum))[0] == 200
    await act(sandbox, f"/{forum}/topics/1", verb="PATCH", hidden=True)
    assert (await sandbox.try_sim("POST", f"people/{BOB}/messages", text="x", chat_id=forum))[0] == 403
    general = (await chat_of(sandbox, forum))["topics"][0]
    assert (general["name"], general["closed"], general["hidden"]) == ("General", True, True)


@pytest.mark.parametrize(
    ("path", "verb", "body", "status"),
    [
        ("", "POST", {}, 400),
        ("", "POST", {"name": " "}, 422),
        ("", "POST", {"name": "x" * 129}, 422),
        ("", "POST", {"name": "x", "icon_color": 5}, 422),
        ("/999", "PATCH", {"closed": True}, 404),
        ("/{roof}", "PATCH", {"hidden": True}, 422),
        ("/{roof}", "PATCH", {"name": " "}, 422),
        ("/1", "DELETE", {}, 422),
    ],
)
async def test_a_topic_that_cannot_be_is_refused(sandbox, forum, roof, path, verb, body, status):
    assert await fails(sandbox, f"/{forum}/topics{path.format(roof=roof)}", ANN, verb, **body) == status
    assert await take(sandbox) == []


async def test_only_whom_it_belongs_to_or_an_administrator_changes_a_topic(sandbox, forum, roof):
    assert await fails(sandbox, f"/{forum}/topics/{roof}", BOB, "PATCH", closed=True) == 403
    chat = await act(sandbox, f"/{forum}/topics", BOB, name="Bob's")
    own = chat["topics"][-1]["message_thread_id"]
    await act(sandbox, f"/{forum}/topics/{own}", BOB, "PATCH", closed=True)
    await act(sandbox, f"/{forum}", verb="PATCH", permissions={"can_manage_topics": False})
    assert await fails(sandbox, f"/{forum}/topics", BOB, name="x") == 403


async def test_a_deleted_topic_takes_its_messages_along(sandbox, forum, roof):
    await write(sandbox, forum, "in it", message_thread_id=roof)
    await write(sandbox, forum, "outside")
    chat = await act(sandbox, f"/{forum}/topics/{roof}", verb="DELETE")
    assert [topic["name"] for topic in chat["topics"]] == ["General"]
    messages = (await sandbox.sim("GET", f"people/{ANN}/messages?chat_id={forum}"))["messages"]
    assert [message.get("text") for message in messages][2:] == ["outside"]


async def test_a_supergroup_becomes_a_forum(sandbox):
    chat = await make_supergroup(sandbox)
    assert [
        topic["name"] for topic in (await act(sandbox, f"/{chat}", verb="PATCH", is_forum=True))["topics"]
    ] == ["General"]
    assert (await sandbox.call("sendMessage", chat_id=chat, text="x"))["chat"]["is_forum"] is True
    assert await fails(sandbox, f"/{await make_group(sandbox)}", ANN, "PATCH", is_forum=True) == 403


# --- the bot and topics ----------------------------------------------------------------------------------------------


async def test_the_bot_writes_into_a_topic(sandbox, forum, roof):
    there = {"chat_id": forum, "message_thread_id": roof}
    text = await sandbox.call("sendMessage", text="x", **there)
    photo = await sandbox.send_picture(png(), **there)
    copy = await sandbox.call("copyMessage", from_chat_id=forum, message_id=text["message_id"], **there)
    forward = await sandbox.call("forwardMessage", from_chat_id=forum, message_id=copy["message_id"], **there)
    for message in (text, photo, forward):
        assert (message["message_thread_id"], message["is_topic_message"]) == (roof, True)
        assert message["reply_to_message"]["forum_topic_created"]
        assert fits(message, "Message")
    assert await sandbox.call("sendChatAction", action="typing", **there)


async def test_a_reply_goes_into_the_topic_of_what_it_replies_to(sandbox, forum, roof):
    said = await write(sandbox, forum, "/rates", message_thread_id=roof)
    reply = {"message_id": said["message_id"]}
    answer = await sandbox.call("sendMessage", chat_id=forum, text="x", reply_parameters=reply)
    assert (answer["message_thread_id"], answer["reply_to_message"]["text"]) == (roof, "/rates")
    other = (await act(sandbox, f"/{forum}/topics", name="x"))["topics"][-1]["message_thread_id"]
    body = await sandbox.answer(
        "sendMessage", chat_id=forum, text="x", reply_parameters=reply, message_thread_id=other
    )
    assert body["error_code"] == 501


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction", "copyMessage", "forwardMessages"])
@pytest.mark.parametrize("thread", [1, 999])
async def test_a_thread_that_is_not_there_is_not_found(sandbox, forum, roof, method, thread):
    words = await refused(sandbox, method, chat_id=forum, message_thread_id=thread, **WRITES[method])
    assert words == "message thread not found"


async def test_a_deleted_topic_is_not_found(sandbox, forum, roof):
    await act(sandbox, f"/{forum}/topics/{roof}", verb="DELETE")
    words = await refused(sandbox, "sendMessage", chat_id=forum, text="x", message_thread_id=roof)
    assert words == "message thread not found"
    assert (
        await refused(sandbox, "closeForumTopic", chat_id=forum, message_thread_id=roof) == "TOPIC_ID_INVALID"
    )


async def test_a_closed_topic_is_closed_to_the_bot_unless_it_manages_topics(sandbox, forum, roof):
    for thread, there in ((roof, {"message_thread_id": roof}), (1, {})):
        await act(sandbox, f"/{forum}/topics/{thread}", verb="PATCH", closed=True)
        assert await refused(sandbox, "sendMessage", chat_id=forum, text="x", **there) == "TOPIC_CLOSED"
    await promote(sandbox, forum, can_manage_topics=True)
    await sandbox.call("sendMessage", chat_id=forum, text="x", message_thread_id=roof)


async def test_without_topics_the_thread_is_ignored_and_replies_make_one(sandbox):
    chat = await make_supergroup(sandbox)
    said = await write(sandbox, chat, "/rates")
    sent = await sandbox.call("sendMessage", chat_id=chat, text="x", message_thread_id=5)
    assert "message_thread_id" not in sent
    reply = {"message_id": said["message_id"]}
    answer = await sandbox.call("sendMessage", chat_id=chat, text="x", reply_parameters=reply)
    again = await write(sandbox, chat, "y", reply_to_message_id=answer["message_id"])
    assert answer["message_thread_id"] == again["message_thread_id"] == said["message_id"]
    assert "is_topic_message" not in answer
    assert fits(answer, "Message")
    group = await make_group(sandbox)
    said = await write(sandbox, group, "/rates")
    assert "message_thread_id" not in await write(sandbox, group, "y", reply_to_message_id=said["message_id"])


async def test_the_bot_makes_and_changes_topics(sandbox, forum):
    await promote(sandbox, forum, can_manage_topics=True)
    topic = await sandbox.call("createForumTopic", chat_id=forum, name=" Roof ", icon_custom_emoji_id="5")
    assert fits(topic, "ForumTopic")
    assert (topic["name"], topic["icon_color"]) == ("Roof", 7322096)
    at = {"chat_id": forum, "message_thread_id": topic["message_thread_id"]}
    await sandbox.call("editForumTopic", **at, name="Roof fund", icon_custom_emoji_id="")
    await sandbox.call("editForumTopic", **at)
    await sandbox.call("closeForumTopic", **at)
    await sandbox.call("reopenForumTopic", **at)
    updates = await take(sandbox)
    assert kinds(updates) == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    assert all(fits(update["message"], "Message") for update in updates)
    assert updates[1]["message"]["forum_topic_edited"] == {"name": "Roof fund", "icon_custom_emoji_id": ""}
    await sandbox.call("deleteForumTopic", **at)
    assert [each["name"] for each in (await chat_of(sandbox, forum))["topics"]] == ["General"]


async def test_the_bot_changes_general(sandbox, forum):
    await promote(sandbox, forum, can_manage_topics=True)
    await sandbox.call("editGeneralForumTopic", chat_id=forum, name="All")
    for method in (
        "closeGeneralForumTopic",
        "reopenGeneralForumTopic",
        "hideGeneralForumTopic",
        "unhideGeneralForumTopic",
    ):
        await sandbox.call(method, chat_id=forum)
        if method != "hideGeneralForumTopic":
            assert await refused(sandbox, method, chat_id=forum) == "TOPIC_NOT_MODIFIED"
    updates = await take(sandbox)
    assert kinds(updates) == [
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
    ]
    assert all("message_thread_id" not in update["message"] for update in updates)
    assert all(fits(update["message"], "Message") for update in updates)
    general = (await chat_of(sandbox, forum))["topics"][0]
    assert (general["name"], general["closed"], general["hidden"]) == ("All", True, False)


async def test_hiding_twice_changes_nothing(sandbox, forum):
    await promote(sandbox, forum, can_manage_topics=True)
    await sandbox.call("hideGeneralForumTopic", chat_id=forum)
    assert await refused(sandbox, "hideGeneralForumTopic", chat_id=forum) == "TOPIC_NOT_MODIFIED"


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("createForumTopic", {"name": "x"}, "not enough rights to create a topic"),
        ("editForumTopic", {"message_thread_id": 0, "name": "x"}, "invalid forum topic identifier specified"),
        ("editForumTopic", {"message_thread_id": 1, "name": "x"}, "not enough rights to edit the topic"),
        ("closeForumTopic", {"message_thread_id": 1}, "not enough rights to close or open the topic"),
        ("reopenForumTopic", {"message_thread_id": 1}, "not enough rights to close or open the topic"),
        ("deleteForumTopic", {"message_thread_id": 1}, "not enough rights to delete the topic"),
        ("editGeneralForumTopic", {"name": "x"}, "not enough rights to edit the topic"),
        ("closeGeneralForumTopic", {}, "not enough rights to close or open the topic"),
        ("reopenGeneralForumTopic", {}, "not enough rights to close or open the topic"),
        ("hideGeneralForumTopic", {}, "not enough rights to close or open the topic"),
        ("unhideGeneralForumTopic", {}, "not enough rights to close or open the topic"),
        (
            "unpinAllForumTopicMessages",
            {"message_thread_id": 1},
            "not enough rights to manage pinned messages in the chat",
        ),
        ("unpinAllGeneralForumTopicMessages", {}, "not enough rights to manage pinned messages in the chat"),
    ],
)
async def test_a_bot_without_the_right_changes_no_topic(sandbox, forum, method, given, words):
    assert await refused(sandbox, method, chat_id=forum, **given) == words


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("createForumTopic", {"name": "  "}, "name must be non-empty"),
        ("createForumTopic", {"name": "x", "icon_color": 5}, "invalid icon color specified"),
        ("editForumTopic", {"message_thread_id": 999, "name": "x"}, "TOPIC_ID_INVALID"),
        ("editForumTopic", {"message_thread_id": "roof", "name": "  "}, "name must be non-empty"),
        ("editForumTopic", {"message_thread_id": "roof", "name": "Roof"}, "TOPIC_NOT_MODIFIED"),
        ("editForumTopic", {"message_thread_id": "roof", "icon_custom_emoji_id": ""}, "TOPIC_NOT_MODIFIED"),
        (
            "editForumTopic",
            {"message_thread_id": 1, "icon_custom_emoji_id": "5"},
            "GENERAL_MODIFY_ICON_FORBIDDEN",
        ),
        ("reopenForumTopic", {"message_thread_id": "roof"}, "TOPIC_NOT_MODIFIED"),
        ("closeForumTopic", {"message_thread_id": 999}, "TOPIC_ID_INVALID"),
        ("deleteForumTopic", {"message_thread_id": 999}, "TOPIC_ID_INVALID"),
        ("deleteForumTopic", {"message_thread_id": 1}, "TOPIC_ID_INVALID"),
        ("editGeneralForumTopic", {"name": "General"}, "TOPIC_NOT_MODIFIED"),
        ("editGeneralForumTopic", {"name": " "}, "name must be non-empty"),
        ("unpinAllForumTopicMessages", {"message_thread_id": 999}, "TOPIC_ID_INVALID"),
    ],
)
async def test_a_change_of_a_topic_is_refused_for(sandbox, forum, roof, method, given, words):
    await promote(sandbox, forum)
    given = {name: roof if value == "roof" else value for name, value in given.items()}
    assert await refused(sandbox, method, chat_id=forum, **given) == words


METHODS = (
    "createForumTopic",
    "editForumTopic",
    "closeForumTopic",
    "reopenForumTopic",
    "deleteForumTopic",
    "editGeneralForumTopic",
    "closeGeneralForumTopic",
    "reopenGeneralForumTopic",
    "hideGeneralForumTopic",
    "unhideGeneralForumTopic",
    "unpinAllForumTopicMessages",
    "unpinAllGeneralForumTopicMessages",
)


@pytest.mark.parametrize("method", METHODS)
async def test_a_group_without_topics_is_no_forum(sandbox, method):
    chat = await make_supergroup(sandbox)
    await promote(sandbox, chat)
    assert await refused(sandbox, method, chat_id=chat, **WRITES[method]) == "the chat is not a forum"


async def test_all_pins_of_a_topic_are_taken_away_at_once(sandbox, forum, roof):
    await promote(sandbox, forum)
    inside = await sandbox.call("sendMessage", chat_id=forum, text="in it", message_thread_id=roof)
    outside = await sandbox.call("sendMessage", chat_id=forum, text="outside")
    for message in (inside, outside):
        await sandbox.call("pinChatMessage", chat_id=forum, message_id=message["message_id"])
    first, second = await take(sandbox)
    assert (first["message"]["message_thread_id"], "message_thread_id" in second["message"]) == (roof, False)
    await sandbox.call("unpinAllGeneralForumTopicMessages", chat_id=forum)
    assert (await sandbox.call("getChat", chat_id=forum))["pinned_message"]["text"] == "in it"
    await sandbox.call("unpinAllForumTopicMessages", chat_id=forum, message_thread_id=roof)
    assert "pinned_message" not in await sandbox.call("getChat", chat_id=forum)


async def test_a_bot_keeps_its_own_topics_without_rights(sandbox, forum):
    await promote(sandbox, forum, can_manage_topics=True)
    topic = await sandbox.call("createForumTopic", chat_id=forum, name="Mine")
    await act(sandbox, f"/{forum}/demote", user_id=BOT)
    at = {"chat_id": forum, "message_thread_id": topic["message_thread_id"]}
    await sandbox.call("closeForumTopic", **at)
    await sandbox.call("sendMessage", text="x", **at)
    await sandbox.call("deleteForumTopic", **at)
