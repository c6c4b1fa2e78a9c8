"""What a bot hears in a group, with privacy mode and without (https://core.telegram.org/bots/features#privacy-mode)."""

import pytest

from tests.sandbox.grouping import BOT, act, kinds, make_group, make_supergroup, promote, take, write
from tests.sandbox.playing import ANN, BOB, buttons


async def heard(sandbox):
    return [update["message"].get("text") for update in await take(sandbox)]


@pytest.mark.parametrize(
    ("text", "hears"),
    [
        ("/rates", True),
        ("/rates@hecun_sandbox_bot now", True),
        ("/rates@Hecun_Sandbox_Bot", True),
        ("/rates@another_bot", False),
        ("/rates@hecun_sandbox_bot_2", False),
        ("@hecun_sandbox_bot hello", True),
        ("ask @hecun_sandbox_bot!", True),
        ("mail@hecun_sandbox_bot", False),
        ("hello everybody", False),
        ("see /rates", False),
    ],
)
async def test_with_privacy_mode_a_bot_hears_what_is_meant_for_it(sandbox, text, hears):
    chat = await make_group(sandbox)
    await write(sandbox, chat, text)
    assert await heard(sandbox) == ([text] if hears else [])


async def test_it_hears_replies_to_what_it_wrote_and_to_what_was_meant_for_it(sandbox):
    chat = await make_group(sandbox)
    own = await sandbox.call("sendMessage", chat_id=chat, text="how much?")
    for replied in (own, await write(sandbox, chat, "/rates"), await write(sandbox, chat, "hello")):
        await write(sandbox, chat, "2500", person=BOB, reply_to_message_id=replied["message_id"])
    assert await heard(sandbox) == ["/rates", "2500", "2500"]


async def test_writing_in_a_topic_of_the_bots_is_no_reply_to_it(sandbox):
    chat = await make_supergroup(sandbox, forum=True)
    await promote(sandbox, chat, can_manage_topics=True)
    topic = await sandbox.call("createForumTopic", chat_id=chat, name="Roof")
    await act(sandbox, f"/{chat}/demote", user_id=BOT)
    await take(sandbox)
    await write(sandbox, chat, "hello", message_thread_id=topic["message_thread_id"])
    assert await take(sandbox) == []


async def test_a_contact_shared_in_a_group_is_heard_by_administrator_bots_only(sandbox):
    chat = await make_group(sandbox)
    await sandbox.sim("POST", f"people/{ANN}/contact", chat_id=chat)
    assert await take(sandbox) == []
    await promote(sandbox, chat)
    await sandbox.sim("POST", f"people/{ANN}/contact", chat_id=chat)
    (update,) = await take(sandbox)
    assert update["message"]["contact"]["user_id"] == ANN
    assert "reply_to_message" not in update["message"]


async def test_an_administrator_bot_hears_everything(sandbox):
    chat = await make_group(sandbox)
    await promote(sandbox, chat)
    await write(sandbox, chat, "hello everybody")
    await act(sandbox, f"/{chat}/demote", user_id=BOT)
    await write(sandbox, chat, "hello again")
    updates = await take(sandbox)
    assert kinds(updates) == ["text", "my_chat_member"]


async def test_service_messages_are_heard_whatever_the_mode(sandbox):
    chat = await make_group(sandbox)
    await act(sandbox, f"/{chat}", verb="PATCH", title="Roof fund")
    assert kinds(await take(sandbox)) == ["new_chat_title"]


async def test_switching_privacy_off_counts_where_the_bot_is_added_from_then_on(sandbox):
    before = await make_group(sandbox)
    assert (await sandbox.call("getMe"))["can_read_all_group_messages"] is False
    await sandbox.sim("PATCH", "bot", privacy_mode=False)
    assert (await sandbox.call("getMe"))["can_read_all_group_messages"] is True
    after = await make_group(sandbox)
    await write(sandbox, before, "hello")
    await write(sandbox, after, "hello everybody")
    assert await heard(sandbox) == ["hello everybody"]
    await act(sandbox, f"/{before}/members/{BOT}", verb="DELETE")
    await act(sandbox, f"/{before}/members", user_id=BOT)
    await take(sandbox)
    await write(sandbox, before, "hello")
    moved = (await act(sandbox, f"/{before}/upgrade"))["id"]
    await take(sandbox)
    await write(sandbox, moved, "and here")
    assert await heard(sandbox) == ["and here"]


async def test_an_edit_is_heard_like_what_was_written(sandbox):
    chat = await make_group(sandbox)
    for text, hears in (("/rates", True), ("hello", False)):
        said = await write(sandbox, chat, text)
        await take(sandbox)
        await sandbox.sim(
            "PATCH", f"people/{ANN}/messages/{said['message_id']}", text=f"{text} now", chat_id=chat
        )
        assert kinds(await take(sandbox)) == (["edited_message"] if hears else [])


async def test_taps_are_told_whatever_the_mode(sandbox):
    chat = await make_group(sandbox)
    card = await sandbox.call("sendMessage", chat_id=chat, text="x", reply_markup=buttons("a"))
    await sandbox.sim(
        "POST", f"people/{BOB}/taps", message_id=card["message_id"], callback_data="a", chat_id=chat
    )
    (update,) = await take(sandbox)
    assert update["callback_query"]["from"]["id"] == BOB
    assert update["callback_query"]["message"]["chat"]["id"] == chat


async def test_reactions_are_told_to_administrator_bots_only(sandbox):
    chat = await make_group(sandbox)
    await sandbox.updates(allowed_updates=["message_reaction", "message"])
    sent = await sandbox.call("sendMessage", chat_id=chat, text="x")
    reaction = {"message_id": sent["message_id"], "chat_id": chat}
    await sandbox.sim("POST", f"people/{BOB}/reactions", emoji=["👍"], **reaction)
    assert await take(sandbox) == []
    await promote(sandbox, chat)
    await sandbox.sim("POST", f"people/{BOB}/reactions", emoji=[], **reaction)
    assert kinds(await take(sandbox)) == ["message_reaction"]
