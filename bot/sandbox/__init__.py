"""An offline Telegram: a strict Bot API server with people to play, chats that outlive the bot, and a page.

It knows nothing of Hecun and nothing of any bot library: a bot in any language can be pointed at it. See `server` for
how to start it, `sim` for the script by which people (or tests) play, `methods` for what bots may call.
"""
