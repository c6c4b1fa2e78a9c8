"""How people come to a campaign: its deep link, and the address that shares it in a chat."""

from urllib.parse import urlencode

from bot.links import certificate_url, check_deep_link, deep_link, group_link, links_of
from bot.telegram.render import phrases
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.deposit import Share


def join_link(campaign: Campaign, visit: Visit) -> str:
    """The address that brings somebody who is in Telegram to this campaign."""
    return deep_link(visit.bot_username, campaign.link_token)


def add_to_group_link(campaign: Campaign, visit: Visit) -> str:
    """The address that puts the campaign's card into a group of the organiser's choice."""
    return group_link(visit.bot_username, campaign.link_token)


def link_for_anywhere(campaign: Campaign, visit: Visit) -> str:
    """The address to paste wherever one likes: the campaign's page if it has one, which says what it is about."""
    return links_of(campaign, visit.bot_username, visit.public_url).anywhere


def check_link(share: Share, visit: Visit) -> str:
    """The address where whoever holds a share's certificate sees whether it is current: its page, if it has one."""
    if visit.public_url is None:
        return check_deep_link(visit.bot_username, share.certificate_number)
    return certificate_url(visit.public_url, share)


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
