"""setMessageReaction, and the emoji with which one can react to a message."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.methods.call import Call, existing_message, known_chat
from bot.sandbox.refusals import bad_request

REACTIONS = frozenset(
    """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥
    🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨
    🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
    """.split()  # noqa: SIM905 - a line each would hide how few there are
)


async def set_message_reaction(call: Call) -> bool:
    reactions = call.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("emoji") not in REACTIONS for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    chat = known_chat(call, call["chat_id"])
    message = existing_message(call, chat, call["message_id"], "message to react")
    extras = {name: value for name, value in message.extras.items() if name != "reactions"}
    if reactions:
        extras["reactions"] = [reaction["emoji"] for reaction in reactions]
    call.emulator.update_quietly(replace(message, extras=extras))
    return True
