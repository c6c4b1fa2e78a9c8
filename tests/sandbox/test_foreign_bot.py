"""The sandbox serves bots that know nothing of us: the one its documentation shows, on another library than ours."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.sandbox.playing import ANN, Sandbox

DOCUMENTATION = Path(__file__).parent.parent.parent / "docs" / "sandbox.md"


def example() -> str:
    """The bot as the documentation shows it."""
    examples: list[str] = re.findall(r"```python\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    assert len(examples) == 1
    return examples[0]


@asynccontextmanager
async def running(code: str, sandbox: Sandbox) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = {"TELEGRAM_API_BASE": sandbox.url, "BOT_TOKEN": sandbox.token, "PYTHONUTF8": "1"}
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, env=settings, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
        await bot.communicate()


async def test_the_documented_bot_greets_and_counts(sandbox: Sandbox):
    async with running(example(), sandbox):
        said = await sandbox.sim("POST", f"people/{ANN}/start")
        seen = await sandbox.chat(ANN, after=said["message"]["revision"], wait=60)
        (hello,) = seen["messages"]
        assert hello["text"] == "Hello, Ann!"
        tapped = await sandbox.tap(hello, "1", wait=60)
        assert tapped["answer"]["text"] == "Counted."
        revision = hello["revision"]
        while not (seen := await sandbox.chat(ANN, after=revision, wait=60))["messages"]:
            revision = seen["revision"]
        (edited,) = seen["messages"]
        assert edited["reply_markup"]["inline_keyboard"][0][0]["text"] == "1 taps"


def test_the_documented_bot_is_short():
    lines = [line for line in example().splitlines() if line.strip()]
    assert len(lines) <= 20
