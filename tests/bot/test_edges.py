"""Every edge of the conversation, in both languages: whatever comes in is answered once, kindly, and with a way on."""

import pytest

BOTH = pytest.mark.parametrize("language", ["en", "zh-hans"])


def told(language: str, english: str, chinese: str) -> str:
    """What is said in the language of the test."""
    return english if language == "en" else chinese


# Commands


@BOTH
@pytest.mark.parametrize(
    "typed", ["/HELP", "／ｈｅｌｐ", "/help@hecun_sandbox_bot", "帮助", "Help!", "/help me please"]
)
def test_a_command_is_taken_however_it_is_written(guest, language, typed):
    ann = guest(language_code=language)
    ann.say(typed)
    ann.sees(told(language, "How it works", "怎么玩"))
