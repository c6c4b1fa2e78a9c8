"""A basic group becomes a supergroup: two chats, and what each says of the other."""

from tests.sandbox.grouping import BOT, act, chat_of, fails, kinds, make_group, promote, take, write
from tests.sandbox.playing import ANN, BOB, buttons
from tests.sandbox.test_conformance import fits
from tests.sandbox.test_group_methods import MEMBER_QUESTIONS, WRITES

WORDS = "Bad Request: group chat was upgraded to a supergroup chat"


async def upgraded(sandbox, *members):
    old = await make_group(sandbox, *members)
    new = await act(sandbox, f"/{old}/upgrade")
    return old, new["id"]


async def test_the_bot_is_told_in_both_chats(sandbox):
    old, new = await upgraded(sandbox)
    standing, left, arrived = await take(sandbox)
    assert kinds([left, arrived]) == ["migrate_to_chat_id", "migrate_from_chat_id"]
    assert standing["my_chat_member"]["chat"]["id"] == new
    assert standing["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert (left["message"]["chat"]["id"], left["message"]["migrate_to_chat_id"]) == (old, new)
    assert left["message"]["from"]["id"] == ANN
    message = arrived["message"]
    assert (message["chat"]["id"], message["migrate_from_chat_id"], message["message_id"]) == (new, old, 1)
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"] == {"id": new, "type": "supergroup", "title": "Savers"}
    assert all(fits({"update_id": 1} | update, "Update") for update in (standing, left, arrived))


async def test_whatever_is_written_to_the_old_chat_is_refused_with_the_new_ones_id(sandbox):
    old, new = await upgraded(sandbox)
    for method, given in (WRITES | MEMBER_QUESTIONS).items():
        body = await sandbox.answer(method, chat_id=old, **given)
        assert (body["error_code"], body["description"]) == (400, WORDS), method
        assert body["parameters"] == {"migrate_to_chat_id": new}
    assert (await sandbox.call("getChat", chat_id=old))["title"] == "Savers"
    await sandbox.call("sendMessage", chat_id=new, text="x")


async def test_a_card_in_the_old_chat_can_be_edited_no_more(sandbox):
    old = await make_group(sandbox)
    card = await sandbox.call("sendMessage", chat_id=old, text="x", reply_markup=buttons("a"))
    await act(sandbox, f"/{old}/upgrade")
    body = await sandbox.answer("editMessageText", chat_id=old, message_id=card["message_id"], text="y")
    assert body["parameters"]["migrate_to_chat_id"] < -1_000_000_000_000


async def test_everybody_comes_along_with_what_they_may_do(sandbox):
    old = await make_group(sandbox)
    await promote(sandbox, old, BOB)
    await act(sandbox, f"/{old}", verb="PATCH", permissions={"can_send_photos": False}, description="roof")
    new = (await act(sandbox, f"/{old}/upgrade"))["id"]
    members = (await chat_of(sandbox, new))["members"]
    assert [(member["user_id"], member["status"]) for member in members] == [
        (ANN, "creator"),
        (BOB, "administrator"),
        (BOT, "member"),
    ]
    info = await sandbox.call("getChat", chat_id=new)
    assert (info["permissions"]["can_send_photos"], info["description"]) == (False, "roof")
    assert (await chat_of(sandbox, old))["upgraded_to"] == new
    await write(sandbox, new, "here now", person=BOB)


async def test_nobody_writes_or_changes_anything_in_the_old_chat(sandbox):
    old, _ = await upgraded(sandbox)
    await take(sandbox)
    assert (await sandbox.try_sim("POST", f"people/{BOB}/messages", text="x", chat_id=old))[0] == 409
    for path in ("/upgrade", "/members", "/promote"):
        assert await fails(sandbox, f"/{old}{path}", user_id=BOT) == 409
    assert await fails(sandbox, f"/{old}", ANN, "PATCH", title="x") == 409
    assert await take(sandbox) == []


async def test_only_the_owner_upgrades_and_only_basic_groups(sandbox):
    old = await make_group(sandbox)
    assert await fails(sandbox, f"/{old}/upgrade", BOB) == 403
    new = (await act(sandbox, f"/{old}/upgrade"))["id"]
    assert await fails(sandbox, f"/{new}/upgrade") == 409


async def test_a_bot_that_is_not_there_is_told_nothing(sandbox):
    old, new = await upgraded(sandbox, BOB)
    assert await take(sandbox) == []
    assert await sandbox.refusal("getChat", chat_id=new) == "Bad Request: chat not found"
    removed = await make_group(sandbox)
    await act(sandbox, f"/{removed}/members/{BOT}", verb="DELETE")
    await take(sandbox)
    await act(sandbox, f"/{removed}/upgrade")
    assert await take(sandbox) == []
    assert await sandbox.refusal("sendMessage", chat_id=removed, text="x") == WORDS
    assert (await chat_of(sandbox, old))["upgraded_to"] == new
