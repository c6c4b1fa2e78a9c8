"""The addresses that lead to a campaign: in Telegram, and in a browser."""

_JOINING = "c_"


def deep_link(bot_username: str, link_token: str) -> str:
    """The address that opens the campaign in Telegram, in the chat with the bot."""
    return f"https://t.me/{bot_username}?start={_JOINING}{link_token}"


def campaign_url(public_url: str, link_token: str) -> str:
    """The address that opens the campaign's page in a browser."""
    return f"{public_url}/c/{link_token}"


def read_join_payload(payload: str) -> str | None:
    """The link token in what followed /start, None if it is no campaign's."""
    return payload.removeprefix(_JOINING) if payload.startswith(_JOINING) else None
