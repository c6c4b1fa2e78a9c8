"""The addresses that lead to a campaign and to a certificate: in Telegram, and in a browser."""

from dataclasses import dataclass

from core.domain.campaign import Campaign
from core.domain.deposit import Share, certificate_key

OPENING = "open"
"""What follows /start to open a campaign."""
_JOINING = "c_"
_CHECKING = "v_"
_AT_THE_DESK = "a_"


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that lead to one campaign. `page` is None where it has none that tells anything."""

    telegram: str
    page: str | None

    @property
    def anywhere(self) -> str:
        """The address to paste wherever one likes: the page, which says what it is about, if there is one."""
        return self.page or self.telegram


def links_of(campaign: Campaign, bot_username: str, public_url: str | None) -> Links:
    """A campaign's addresses. The page of one for designated people tells nothing: it cannot know who reads it."""
    page = None
    if public_url is not None and not campaign.designated_only:
        page = campaign_url(public_url, campaign.link_token)
    return Links(deep_link(bot_username, campaign.link_token), page)


def bot_link(bot_username: str) -> str:
    """The address of the bot's private chat."""
    return f"https://t.me/{bot_username}?start="


def desk_link(bot_username: str, place: str) -> str:
    """The address that leads an admin to a place of the admin desk."""
    return f"https://t.me/{bot_username}?start={_AT_THE_DESK}{place}"


def read_desk_payload(payload: str) -> str | None:
    """The place in what followed /start, None if it is none of the admin desk's."""
    return payload.removeprefix(_AT_THE_DESK) if payload.startswith(_AT_THE_DESK) else None


def group_link(bot_username: str, link_token: str) -> str:
    """The address by which Telegram lets somebody pick a group for the bot, and tells it of the campaign there."""
    return f"https://t.me/{bot_username}?startgroup={join_payload(link_token)}"


def deep_link(bot_username: str, link_token: str) -> str:
    """The address that opens the campaign in Telegram, in the chat with the bot."""
    return f"https://t.me/{bot_username}?start={join_payload(link_token)}"


def campaign_url(public_url: str, link_token: str) -> str:
    """The address that opens the campaign's page in a browser."""
    return f"{public_url}/c/{link_token}"


def join_payload(link_token: str) -> str:
    """What follows /start to look at the campaign; `read_join_payload` reads it."""
    return f"{_JOINING}{link_token}"


def read_join_payload(payload: str) -> str | None:
    """The link token in what followed /start, None if it is no campaign's."""
    return payload.removeprefix(_JOINING) if payload.startswith(_JOINING) else None


def check_deep_link(bot_username: str, certificate_number: str) -> str:
    """The address in Telegram where anybody sees whether a certificate is current."""
    return f"https://t.me/{bot_username}?start={_CHECKING}{certificate_number}"


def certificate_url(public_url: str, share: Share) -> str:
    """The address where whoever was shown a share's certificate sees whether it is genuine and current."""
    return f"{public_url}/certificates/{share.certificate_number}?key={certificate_key(share)}"


def read_check_payload(payload: str) -> str | None:
    """The certificate's number in what followed /start, None if it is no certificate's."""
    return payload.removeprefix(_CHECKING) if payload.startswith(_CHECKING) else None
