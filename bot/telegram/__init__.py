"""The conversation: what people tap and type in Telegram, and what they see.

An update becomes a `Visit`; a handler asks one command or query with it and shows a `Screen`.
"""
