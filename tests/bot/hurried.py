"""The program `hecun` whose bot writes to a chat more often than Telegram allows: conversations wait for little else.

It keeps to this pace as it keeps to Telegram's own in `test_pacing`, and in the stages that are not hurried.
"""

from bot.__main__ import main

CHAT_PER_SECOND = 5.0

if __name__ == "__main__":
    from bot.telegram import pacing  # takes seconds: aiogram

    pacing.PER_CHAT_PER_SECOND = CHAT_PER_SECOND
    main()
