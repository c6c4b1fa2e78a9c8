"""The buttons under a campaign's card: what its viewer can do now."""

from collections.abc import Iterator
from itertools import islice

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.links import campaign_url
from bot.locales import Markup
from bot.telegram.callbacks import (
    BuyTap,
    CampaignStatementTap,
    CardAction,
    CardTap,
    CertificateTap,
    GoTo,
    Place,
    PledgeAmountTap,
)
from bot.telegram.choices import AmountChoices, amount_choices, takes_pledge_of, takes_pledges, waitable
from bot.telegram.keyboards import (
    DANGER,
    PRIMARY,
    SUCCESS,
    Row,
    columns,
    copy,
    keyboard,
    link,
    send_elsewhere,
    tap,
)
from bot.telegram.render import phrases
from bot.telegram.render.links import link_for_anywhere, share_link
from bot.telegram.render.statement import may_read_statement
from bot.telegram.visit import Visit
from core.domain.account import DebitAmountType
from core.domain.buying import may_buy
from core.domain.campaign import Campaign, CampaignState
from core.domain.exiting import transfer_price_minor
from core.domain.ids import CampaignId, show_short_code
from core.domain.pledge import Pledge, PledgeAmount, PledgeState
from core.views import CampaignView

INVITING = frozenset({CampaignState.OPEN, CampaignState.REPAIRING})
"""While a campaign is in one of these a place may be or become free, and a pledge can be moved."""

SHARES_TOLD = 4
"""So many of the viewer's shares a card tells one by one, and so many that are for sale: the rest are a tap away."""

_STYLES = {CardAction.TRY_AGAIN: PRIMARY, CardAction.WAIT: PRIMARY, CardAction.CANCEL: DANGER}


def card_keyboard(view: CampaignView, visit: Visit) -> InlineKeyboardMarkup | None:
    """What the viewer can do now; None when there is nothing."""
    rows = [
        *_own_part(view, visit),
        *_deposits_rows(view, visit),
        *_inviting_rows(view.campaign, visit),
        *_organisers_row(view.campaign, visit),
    ]
    return keyboard(*rows) if rows else None


def card_button(text: str, campaign_id: CampaignId, action: CardAction) -> InlineKeyboardButton:
    """A button that does something with a campaign."""
    return tap(text, CardTap(campaign_id=campaign_id, action=action), _STYLES.get(action))


def amount_rows(campaign: Campaign, choices: AmountChoices, visit: Visit) -> Iterator[Row]:
    """A button for each amount, and one to type another."""
    buttons = [(amount, _amount_button(campaign, amount, visit)) for amount in choices.amounts]
    remainder = DebitAmountType.REMAINDER
    yield from columns((it for amount, it in buttons if amount.debit_amount_type is not remainder), 3)
    yield [it for amount, it in buttons if amount.debit_amount_type is remainder]
    if choices.typed is not None:
        another = visit.words.plain("card-button-another")
        yield [card_button(another, campaign.id, CardAction.ANOTHER_AMOUNT)]


def _amount_button(campaign: Campaign, amount: PledgeAmount, visit: Visit) -> InlineKeyboardButton:
    shown = phrases.amount(amount.amount_minor, campaign.terms.currency, visit)
    data = PledgeAmountTap(
        campaign_id=campaign.id,
        debit_amount_type=amount.debit_amount_type,
        amount_minor=amount.amount_minor,
    )
    if amount.debit_amount_type is DebitAmountType.REMAINDER:
        return tap(visit.words.plain("card-button-rest", amount=shown), data, SUCCESS)
    return tap(shown, data, PRIMARY)


def _own_part(view: CampaignView, visit: Visit) -> Iterator[Row]:
    campaign, pledge = view.campaign, view.own_pledge
    if view.own_shares:
        yield from columns(_certificate_buttons(view, visit), 2)
        if len(view.active_shares) > SHARES_TOLD:
            yield [tap(visit.words.plain("me-button-certificates"), GoTo(place=Place.CERTIFICATES))]
    elif pledge is not None:
        yield from pledge_rows(campaign, pledge, visit)
    if view.deposit is not None:
        yield from _share_rows(view, visit)
    else:
        yield from place_rows(view, visit)
        yield from _undecided_rows(view, visit)


def _certificate_buttons(view: CampaignView, visit: Visit) -> Iterator[InlineKeyboardButton]:
    """One for each share that the viewer has now; for who has none any more, the last."""
    shares = view.active_shares[:SHARES_TOLD] or view.own_shares[-1:]
    for share in shares:
        number = Markup(share.certificate_number)
        named = visit.words.plain("mine-button-certificate", number=number)
        text = visit.words.plain("card-button-certificate") if len(shares) == 1 else named
        yield tap(text, CertificateTap(share_id=share.id), PRIMARY if view.active_shares else None)


def _deposits_rows(view: CampaignView, visit: Visit) -> Iterator[Row]:
    """What the deposit has done so far, for those who may read it."""
    if view.campaign.state is CampaignState.SETTLED and may_read_statement(view, visit):
        asked = CampaignStatementTap(campaign_id=view.campaign.id)
        yield [tap(visit.words.plain("card-button-statement"), asked)]


def place_rows(view: CampaignView, visit: Visit) -> Iterator[Row]:
    """How somebody who is not in comes in: by an amount, or by the waiting list while nothing is free for them."""
    campaign, words, viewer = view.campaign, visit.words, visit.participant.id
    if view.own_pledge is not None:
        return
    if takes_pledge_of(campaign, viewer, visit.now()):
        yield from amount_rows(campaign, amount_choices(campaign), visit)
    if campaign.waiting.kept_for == viewer:
        yield [card_button(words.plain("card-button-pass-on"), campaign.id, CardAction.LEAVE_LINE)]
    elif campaign.waiting.position(viewer) is not None:
        yield [card_button(words.plain("card-button-leave-line"), campaign.id, CardAction.LEAVE_LINE)]
    elif waitable(campaign, visit.now()):
        yield [card_button(words.plain("card-button-wait"), campaign.id, CardAction.WAIT)]


def _undecided_rows(view: CampaignView, visit: Visit) -> Iterator[Row]:
    """For who was invited and has not pledged: to be reminded, or never again."""
    campaign, words = view.campaign, visit.words
    if view.own_pledge is not None or visit.participant.id in campaign.organiser_in_chat:
        return
    if not takes_pledges(campaign, visit.now()):
        return
    remind = card_button(words.plain("card-button-remind-me"), campaign.id, CardAction.REMIND_ME)
    decline = card_button(words.plain("card-button-decline"), campaign.id, CardAction.DECLINE)
    yield [remind] if view.declined else [remind, decline]


def _share_rows(view: CampaignView, visit: Visit) -> Iterator[Row]:
    """How somebody comes to own a share, or another one, while the deposit lasts: from who sells, or by waiting."""
    campaign, words = view.campaign, visit.words
    if view.deposit is None or not view.deposit.lasts_on(visit.now().day):
        return
    buyable = (
        share
        for share in view.for_sale
        if may_buy(share, view.active_shares, campaign.waiting, visit.participant.id)
    )
    # Once one of these is sold, the next takes its place.
    for share in islice(buyable, SHARES_TOLD):
        price_minor = transfer_price_minor(view.deposit, share, campaign.terms, visit.now().day)
        price = phrases.amount(price_minor, campaign.terms.currency, visit)
        yield [tap(words.plain("card-button-buy", price=price), BuyTap(share_id=share.id), SUCCESS)]
    if campaign.waiting.position(visit.participant.id) is not None:
        yield [card_button(words.plain("card-button-leave-line"), campaign.id, CardAction.LEAVE_LINE)]
    elif not view.active_shares:
        yield [card_button(words.plain("card-button-wait-for-share"), campaign.id, CardAction.WAIT)]


def pledge_rows(campaign: Campaign, pledge: Pledge, visit: Visit) -> Iterator[Row]:
    """What the viewer can do with the own pledge now; while the bank checks it, nothing but withdraw."""
    words = visit.words
    checked = pledge.state is not PledgeState.RESERVED
    if campaign.state is CampaignState.OPEN and checked:
        yield [
            card_button(words.plain("card-button-change-amount"), campaign.id, CardAction.CHANGE_AMOUNT),
            card_button(words.plain("card-button-change-account"), campaign.id, CardAction.CHANGE_ACCOUNT),
        ]
    elif campaign.state is CampaignState.REPAIRING and pledge.ailing:
        yield [
            card_button(words.plain("card-button-try-again"), campaign.id, CardAction.TRY_AGAIN),
            card_button(words.plain("card-button-another-account"), campaign.id, CardAction.CHANGE_ACCOUNT),
        ]
    if campaign.state in INVITING:
        yield [card_button(words.plain("card-button-withdraw"), campaign.id, CardAction.WITHDRAW)]


def _inviting_rows(campaign: Campaign, visit: Visit) -> Iterator[Row]:
    """How others come in, for whoever may let them: to a campaign for designated people, only their organiser."""
    organises = visit.participant.id in campaign.organiser_in_chat
    if campaign.state is not CampaignState.OPEN or (campaign.designated_only and not organises):
        return
    inviting = invite_button if campaign.designated_only else share_button
    copying = copy(visit.words.plain("card-button-copy"), link_for_anywhere(campaign, visit))
    yield [inviting(campaign, visit), copying]
    if not organises:
        yield web_page_buttons(campaign, visit)


def invite_button(campaign: Campaign, visit: Visit) -> InlineKeyboardButton:
    """To the designated people, and to where more are picked."""
    return card_button(visit.words.plain("card-button-invite"), campaign.id, CardAction.INVITE)


def web_page_buttons(campaign: Campaign, visit: Visit) -> Row:
    """The campaign's page in a browser, if it has one."""
    if visit.public_url is None or campaign.designated_only:
        return []
    return [link(visit.words.plain("card-button-page"), campaign_url(visit.public_url, campaign.link_token))]


def share_button(campaign: Campaign, visit: Visit) -> InlineKeyboardButton:
    """Into a chat of their choice goes the card; where its terms or the bot's owner forbid that, the link."""
    text = visit.words.plain("card-button-share")
    if visit.inline and not campaign.designated_only:
        return send_elsewhere(text, show_short_code(campaign.short_code))
    return link(text, share_link(campaign, visit))


def _organisers_row(campaign: Campaign, visit: Visit) -> Iterator[Row]:
    """To all that is the organiser's alone."""
    if manageable_by(campaign, visit):
        yield [card_button(visit.words.plain("card-button-manage"), campaign.id, CardAction.MANAGE)]


def manageable_by(campaign: Campaign, visit: Visit) -> bool:
    """Whether the viewer organises the campaign, and there is something to organise still."""
    return campaign.state in INVITING and visit.participant.id in campaign.organiser_in_chat
