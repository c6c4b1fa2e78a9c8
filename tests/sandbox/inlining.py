"""Inline mode to play with: results to answer with, and messages chosen from them."""

from __future__ import annotations

from typing import Any

from tests.sandbox.grouping import take
from tests.sandbox.playing import ANN, BOB, Json, Sandbox, buttons


def article(result_id: str = "1", text: str = "A pool", **more: Any) -> Json:
    return {
        "type": "article",
        "id": result_id,
        "title": "Share a pool",
        "input_message_content": {"message_text": text},
        **more,
    }


async def type_query(sandbox: Sandbox, query: str = "pool", person: int = ANN, **more: Any) -> Json:
    return await sandbox.sim("POST", f"people/{person}/inline", query=query, **more)


async def choose(sandbox: Sandbox, asked: Json, result_id: str = "1", person: int = ANN, **more: Any) -> Json:
    body = {"inline_query_id": asked["inline_query_id"], "result_id": result_id} | more
    message: Json = (await sandbox.sim("POST", f"people/{person}/inline/choose", **body))["message"]
    return message


async def send_inline(sandbox: Sandbox, result: Json, chat_id: int | None = None, person: int = ANN) -> Json:
    """A message that somebody sent via the bot; what the bot was told of it is taken."""
    where: Json = {} if chat_id is None else {"chat_id": chat_id}
    asked = await type_query(sandbox, person=person, **where)
    await sandbox.call(
        "answerInlineQuery", inline_query_id=asked["inline_query_id"], results=[result], cache_time=0
    )
    message = await choose(sandbox, asked, result["id"], person, **where)
    await take(sandbox)
    return message


async def chat_of_two(sandbox: Sandbox, person: int = ANN, other: int = BOB) -> int:
    return int((await sandbox.sim("POST", f"people/{person}/chats", **{"with": other}))["id"])


async def inline_id(sandbox: Sandbox, message: Json, person: int = ANN, chat_id: int | None = None) -> str:
    """The id by which the bot edits an inline message, as a tap on it tells."""
    where = {} if chat_id is None else {"chat_id": chat_id}
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await sandbox.sim(
        "POST", f"people/{person}/taps", message_id=message["message_id"], callback_data=data, **where
    )
    (update,) = await take(sandbox)
    return str(update["callback_query"]["inline_message_id"])


async def live_message(sandbox: Sandbox, **result: Any) -> tuple[int, Json, str]:
    """An inline message with a button, in a chat of Ann and Bob: the chat, the message, its inline id."""
    chat_id = await chat_of_two(sandbox)
    message = await send_inline(sandbox, article(reply_markup=buttons("join"), **result), chat_id)
    return chat_id, message, await inline_id(sandbox, message, chat_id=chat_id)
