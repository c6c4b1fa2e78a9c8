"""The way to a purchase: the share as its review shows it now, with the account that pays; or first to linking one."""

from dataclasses import replace

from aiogram.types import CallbackQuery, Message

from bot.locales import Markup
from bot.telegram import drafts
from bot.telegram.buy_draft import BuyDraft
from bot.telegram.choices import preferred, purchase_choices
from bot.telegram.contact import ask_contact
from bot.telegram.drafts import DraftKind
from bot.telegram.insured import exposure_with
from bot.telegram.linked import linked_accounts
from bot.telegram.pledge_draft import nonce_for
from bot.telegram.pledge_steps import last_used
from bot.telegram.render.buying import Purchase, cannot_pay_screen, gone_screen, review_screen
from bot.telegram.screens import Screen, show
from bot.telegram.send_card import look_at
from bot.telegram.visit import Visit
from core.domain.buying import check_buyable
from core.domain.errors import CampaignUnknown, DomainError, ShareUnknown
from core.domain.exiting import transfer_price_minor
from core.domain.ids import ShareId
from core.views import ShareView

Event = Message | CallbackQuery


async def current_purchase(visit: Visit) -> BuyDraft | None:
    """The purchase that the visitor has under way."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.BUYING)
    return None if draft is None else BuyDraft.of(draft)


async def share_on_offer(share_id: str, visit: Visit) -> ShareView:
    """A share of a campaign that is the visitor's to see. Raises ShareUnknown: for others it is as not there."""
    view = await visit.queries.share(ShareId(share_id))
    if view is None:
        raise ShareUnknown
    try:
        await look_at(visit, view.campaign.id)
    except CampaignUnknown:
        raise ShareUnknown from None
    return view


async def review(visit: Visit, event: Event, draft: BuyDraft, said: Markup | None = None) -> None:
    """To the review at today's price, or first to linking, or to what the account fails; under what is `said`."""
    view = await share_on_offer(draft.share_id, visit)
    try:
        check_buyable(
            view.share,
            view.deposit,
            view.active_shares,
            view.campaign.waiting,
            visit.participant.id,
            visit.now().day,
        )
    except DomainError as error:
        await over(visit, event, draft, error, view)
        return
    await visit.answer()
    linked = await linked_accounts(visit)
    if not linked.views:
        linking = replace(draft, nonce=nonce_for(event), account_id=None)
        await visit.drafts.save(linking.kept(visit.telegram_user_id))
        await ask_contact(visit, returns_to=DraftKind.BUYING)
        return
    purchase = _purchase(view, visit)
    choices = purchase_choices(linked.views, view.campaign.terms, purchase.price_minor, visit.now().day)
    chosen = next((choice for choice in choices if choice.view.account.id == draft.account_id), None)
    chosen = chosen or preferred(choices, await last_used(visit))
    assert chosen is not None, "there are accounts"
    draft = draft.reviewed(nonce_for(event), chosen.view.account.id, purchase.price_minor, visit.locale)
    if chosen.fits:
        exposed = await exposure_with(purchase.gain_minor, view.product, linked.views, visit)
        screen = review_screen(draft, purchase, choices, exposed, visit)
    else:
        screen = cannot_pay_screen(draft, purchase, choices, visit)
    await ask(visit, event, draft, linked.noted(screen, visit), said)


async def over(visit: Visit, event: Event, draft: BuyDraft, error: DomainError, view: ShareView) -> None:
    """Say why it cannot be bought any more, and end the draft."""
    await show(visit, event, gone_screen(view, error, visit))
    await visit.drafts.discard(draft.kept(visit.telegram_user_id))


async def ask(visit: Visit, event: Event, draft: BuyDraft, screen: Screen, said: Markup | None) -> None:
    """Keep the draft, and show what it asks now under what is `said`."""
    shown = replace(screen, text=f"{said}\n\n{screen.text}") if said else screen
    await drafts.ask(visit, event, draft.kept(visit.telegram_user_id), shown)


def _purchase(view: ShareView, visit: Visit) -> Purchase:
    price_minor = transfer_price_minor(view.deposit, view.share, view.campaign.terms, visit.now().day)
    return Purchase(view, price_minor, view.holding.at_maturity.payout_minor)
