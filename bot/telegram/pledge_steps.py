"""The way to a pledge, step by step: each keeps the draft first and then shows what comes next.

What asks is a text message below the card, so that the card itself stays true meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message

from bot.locales import Markup
from bot.telegram import drafts
from bot.telegram.choices import AccountChoice, account_choices, preferred, without_own
from bot.telegram.contact import ask_contact
from bot.telegram.drafts import DraftKind
from bot.telegram.insured import exposure_with_pledge
from bot.telegram.linked import linked_accounts
from bot.telegram.pledge_draft import PledgeDraft, PledgeStep, nonce_for
from bot.telegram.refusals import refusal_text, refusal_toast
from bot.telegram.render.pledging import account_refused_screen, amounts_screen, choose_account_screen
from bot.telegram.render.review import review_screen
from bot.telegram.screens import Screen, take_buttons
from bot.telegram.send_card import look_at, redraw_card, send_card, tapped_card
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign, CampaignState
from core.domain.conditions import FailedCondition
from core.domain.errors import DomainError, PledgeFixed
from core.domain.ids import AccountId
from core.domain.pledge import Pledge, PledgeAmount, fit_amount
from core.views import AccountView, CampaignView

Event = Message | CallbackQuery


async def current_draft(visit: Visit) -> PledgeDraft | None:
    """The pledge that the visitor has under way."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.PLEDGING)
    return None if draft is None else PledgeDraft.of(draft)


async def keep(visit: Visit, draft: PledgeDraft) -> None:
    """Keep the draft as it is now."""
    await visit.drafts.save(draft.kept(visit.telegram_user_id))


async def ask(visit: Visit, event: Event, draft: PledgeDraft, screen: Screen) -> None:
    """Keep the draft, and show what it asks now."""
    await drafts.ask(visit, event, draft.kept(visit.telegram_user_id), screen)


async def begin(
    visit: Visit, query: CallbackQuery, campaign_id: str, step: PledgeStep
) -> tuple[PledgeDraft, CampaignView]:
    """A new draft for a campaign, not kept yet; from a card, or with the newest there is. Raises CampaignUnknown."""
    view = await look_at(visit, campaign_id)
    card_id = tapped_card(query)
    if card_id is None:
        card = await visit.cards.in_private(view.campaign.id, visit.participant.id)
        card_id = None if card is None else card.message_id
    return PledgeDraft.begin(view, step, nonce_for(query), card_id), view


async def movable(
    visit: Visit,
    query: CallbackQuery,
    draft: PledgeDraft,
    view: CampaignView,
    check: Callable[[Pledge, Campaign], None] = Pledge.check_movable,
) -> bool:
    """Whether there is an own pledge that passes the check now; if not, the person is told what is so."""
    if view.own_pledge is None:
        await out_of_date(visit, query, draft.campaign_id)
        return False
    try:
        check(view.own_pledge, view.campaign)
    except DomainError as error:
        await refuse(visit, query, draft, error)
        return False
    return True


async def out_of_date(visit: Visit, query: CallbackQuery, campaign_id: str) -> None:
    """The campaign as it is now, instead of what an older button asked for."""
    await send_card(visit, query, campaign_id, toast=visit.words.plain("pledging-out-of-date"))


async def go_on(
    visit: Visit, event: Event, draft: PledgeDraft, *, toast: str | None = None, said: Markup | None = None
) -> None:
    """With an amount chosen: to the review, or first to linking, or to what the account fails; under what is `said`."""
    view = await look_at(visit, draft.campaign_id)
    amount = draft.amount
    assert amount is not None, "the amount is chosen first"
    try:
        check_amount(view, amount, visit)
    except DomainError as error:
        await refuse(visit, event, draft, error)
        return
    await visit.answer(toast)
    linked = await linked_accounts(visit)
    if not linked.views:
        await keep(visit, draft.at(PledgeStep.LINKING, nonce_for(event)))
        await ask_contact(visit, returns_to=DraftKind.PLEDGING)
        return
    choices = choices_for(draft, view, linked.views, visit)
    chosen = next((choice for choice in choices if choice.view.account.id == draft.account_id), None)
    chosen = chosen or preferred(choices, await last_used(visit))
    assert chosen is not None, "there are accounts"
    if not chosen.fits:
        draft = draft.at(PledgeStep.ACCOUNT, nonce_for(event), chosen.view.account.id)
        screen = account_refused_screen(draft, view, choices, chosen.failed, visit)
    else:
        draft = draft.at(PledgeStep.REVIEW, nonce_for(event), chosen.view.account.id)
        draft = replace(draft, locale=visit.locale)
        exposure = await exposure_with_pledge(amount, view.campaign.terms, view.product, linked.views, visit)
        screen = review_screen(draft, view, choices, exposure, visit)
    if said is not None:
        screen = replace(screen, text=f"{said}\n\n{screen.text}")
    await ask(visit, event, draft, linked.noted(screen, visit))


def check_amount(view: CampaignView, amount: PledgeAmount, visit: Visit) -> None:
    """Raises the refusal that placing or changing to this amount would meet now, as far as the pool decides it."""
    campaign, own = view.campaign, view.own_pledge
    if own is not None:
        own.check_movable(campaign)
        if campaign.state is CampaignState.REPAIRING:
            if amount.amount_minor != own.amount_minor:
                raise PledgeFixed(campaign.state.value)
            return
    campaign.check_taking_pledges(visit.now())
    if own is None or amount.amount_minor > own.amount_minor:
        campaign.check_place_free_for(visit.participant.id)
    fit_amount(without_own(campaign, own), amount)


def choices_for(
    draft: PledgeDraft, view: CampaignView, accounts: Sequence[AccountView], visit: Visit
) -> tuple[AccountChoice, ...]:
    """The linked accounts, looked at for the draft's amount."""
    assert draft.amount is not None, "accounts are chosen for an amount"
    return account_choices(accounts, view.campaign.terms, draft.amount, view.own_pledge, visit.now().day)


async def last_used(visit: Visit) -> AccountId | None:
    """The account of the visitor's newest pledge."""
    views = await visit.queries.campaigns_of(visit.participant.id)
    return next((view.own_pledge.account_id for view in views if view.own_pledge is not None), None)


async def choose_account(visit: Visit, event: Event, draft: PledgeDraft) -> None:
    """Show the accounts to choose from; one that is in use already and in order is none."""
    view = await look_at(visit, draft.campaign_id)
    await visit.answer()
    linked = await linked_accounts(visit)
    draft = draft.at(PledgeStep.ACCOUNT, nonce_for(event))
    choices = choices_for(draft, view, linked.views, visit)
    own_account_id = None if view.own_pledge is None else view.own_pledge.account_id
    others = [choice for choice in choices if choice.view.account.id != own_account_id or not choice.fits]
    screen = choose_account_screen(draft, view, others, visit)
    await ask(visit, event, draft, linked.noted(screen, visit))


async def refuse_account(
    visit: Visit, event: Event, draft: PledgeDraft, failed: Sequence[FailedCondition]
) -> None:
    """Show everything that the bank found against the draft's account, and the accounts that fit instead."""
    view = await look_at(visit, draft.campaign_id)
    accounts = await visit.queries.accounts_of(visit.participant.id)
    draft = draft.at(PledgeStep.ACCOUNT, nonce_for(event), draft.account_id)
    choices = choices_for(draft, view, accounts, visit)
    await ask(visit, event, draft, account_refused_screen(draft, view, choices, failed, visit))


async def refuse(visit: Visit, event: Event, draft: PledgeDraft, error: DomainError) -> None:
    """Say why not, offer what can be chosen now, and bring the card up to date."""
    view = await look_at(visit, draft.campaign_id)
    currency = view.campaign.terms.currency
    await visit.answer(refusal_toast(error, visit, currency))
    draft = draft.at(PledgeStep.AMOUNT, nonce_for(event))
    draft = replace(draft, changes=view.own_pledge is not None)
    screen = amounts_screen(draft, view, visit, refusal_text(error, visit, currency))
    await ask(visit, event, draft, screen)
    await redraw_card(visit, draft.card_id, draft.campaign_id)


async def leave(visit: Visit, query: CallbackQuery) -> None:
    """Take the tapped question out of the chat; one too old for that loses its buttons."""
    await visit.answer()
    if query.message is None:
        return
    chat_id, message_id = visit.telegram_user_id, query.message.message_id
    try:
        await visit.bot.delete_message(chat_id, message_id)
    except TelegramBadRequest:
        await take_buttons(visit.bot, chat_id, message_id)
