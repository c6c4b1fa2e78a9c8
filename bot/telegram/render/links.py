"""How people come to a campaign: its deep link, and the address that shares it in a chat."""

from urllib.parse import urlencode

from bot.links import campaign_url, deep_link
from bot.telegram.render import phrases
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign

_CHECKING = "v_"


def join_link(campaign: Campaign, visit: Visit) -> str:
    """The address that brings somebody who is in Telegram to this campaign."""
    return deep_link(visit.bot_username, campaign.link_token)


def link_for_anywhere(campaign: Campaign, visit: Visit) -> str:
    """The address to paste wherever one likes: the campaign's page if it has one, which says what it is about."""
    if visit.public_url is None or campaign.designated_only:
        return join_link(campaign, visit)
    return campaign_url(visit.public_url, campaign.link_token)


def check_link(certificate_number: str, visit: Visit) -> str:
    """The address where anybody who holds a certificate sees whether it is current."""
    return f"https://t.me/{visit.bot_username}?start={_CHECKING}{certificate_number}"


def read_check_payload(payload: str) -> str | None:
    """The certificate's number in what followed /start, None if it is no certificate's."""
    return payload.removeprefix(_CHECKING) if payload.startswith(_CHECKING) else None


def share_link(campaign: Campaign, visit: Visit) -> str:
    """The address with which Telegram lets somebody pick the chat to share the campaign in."""
    terms = campaign.terms
    text = visit.words.plain(
        "card-share-text",
        target=phrases.amount(terms.target_minor, terms.currency, visit),
        term=phrases.term(terms.term_months, visit),
        rate=phrases.rate(terms.annual_rate_percent, visit),
    )
    return "https://t.me/share/url?" + urlencode({"url": join_link(campaign, visit), "text": text})
