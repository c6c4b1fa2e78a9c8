"""The friend's way: from an amount on the card, by way of an account, to a reviewed and confirmed pledge."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message, Update

from bot.locales import Markup
from bot.locales.reading import NotAnAmount, read_amount
from bot.telegram.callbacks import (
    CardAction,
    CardTap,
    PledgeAccountTap,
    PledgeAmountTap,
    ReviewAction,
    ReviewTap,
)
from bot.telegram.choices import amount_choices
from bot.telegram.drafts import DraftKind, on_typed
from bot.telegram.pledge_draft import PledgeDraft, PledgeStep, consent
from bot.telegram.pledge_steps import (
    ask,
    begin,
    check_amount,
    choose_account,
    current_draft,
    go_on,
    leave,
    movable,
    out_of_date,
    refuse,
    refuse_account,
)
from bot.telegram.refusals import conditions_text, refusal_text
from bot.telegram.render import phrases
from bot.telegram.render.pledging import (
    amounts_screen,
    example_amount,
    nothing_pending_screen,
    pledged_screen,
    type_amount_screen,
)
from bot.telegram.render.ways import with_way_to_card
from bot.telegram.screens import Screen, show
from bot.telegram.send_card import look_at, redraw_card
from bot.telegram.visit import Visit
from core.commands import ChangePledge, Refused
from core.domain.account import DebitAmountType, amount_conditions
from core.domain.errors import AccountNotLinked, AccountNotValid, DomainError
from core.domain.ids import AccountId, IntentId, read_short_code
from core.domain.pledge import PledgeAmount, PledgeState
from core.views import CampaignView, Draft


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="pledging")
    tapped = router.callback_query.register
    tapped(_choose_amount, PledgeAmountTap.filter())
    tapped(_another_amount, CardTap.filter(F.action == CardAction.ANOTHER_AMOUNT))
    tapped(_change_amount, CardTap.filter(F.action == CardAction.CHANGE_AMOUNT))
    tapped(_change_account, CardTap.filter(F.action == CardAction.CHANGE_ACCOUNT))
    tapped(_choose_account, PledgeAccountTap.filter())
    tapped(_confirm, ReviewTap.filter(F.action == ReviewAction.CONFIRM))
    tapped(_back, ReviewTap.filter(F.action == ReviewAction.BACK))
    tapped(_try_again, CardTap.filter(F.action == CardAction.TRY_AGAIN))
    on_typed(router, DraftKind.PLEDGING, _type_amount)
    return router


# The amount


async def _choose_amount(query: CallbackQuery, callback_data: PledgeAmountTap, visit: Visit) -> None:
    draft, _ = await begin(visit, query, callback_data.campaign_id, PledgeStep.REVIEW)
    amount = PledgeAmount(callback_data.debit_amount_type, callback_data.amount_minor)
    await go_on(visit, query, replace(draft, amount=amount))


async def _change_amount(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, view = await begin(visit, query, callback_data.campaign_id, PledgeStep.AMOUNT)
    if await movable(visit, query, draft, view):
        await ask(visit, query, draft, amounts_screen(draft, view, visit))


async def _another_amount(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, view = await begin(visit, query, callback_data.campaign_id, PledgeStep.AMOUNT)
    try:
        view.campaign.check_taking_pledges(visit.now())
    except DomainError as error:
        await refuse(visit, query, draft, error)
    else:
        await ask(visit, query, draft, _amount_screen(draft, view, visit))


def _amount_screen(
    draft: PledgeDraft, view: CampaignView, visit: Visit, said: Markup | None = None
) -> Screen:
    """Asks to type an amount; where none but those on the buttons would do, to choose one."""
    bounds_minor = amount_choices(view.campaign, view.own_pledge).typed
    if bounds_minor is None:
        return amounts_screen(draft, view, visit, said)
    return type_amount_screen(draft, view, bounds_minor, visit, said)


async def ask_again(message: Message, visit: Visit, draft: Draft, note: Markup) -> None:
    """What the pledge waits for once more, under a note; "are you sure" is asked again from the card."""
    pledge = PledgeDraft.of(draft)
    if pledge.step is PledgeStep.AMOUNT:
        view = await look_at(visit, pledge.campaign_id)
        await ask(visit, message, pledge, _amount_screen(pledge, view, visit, note))
    elif pledge.step is not PledgeStep.SURE and pledge.amount is not None:
        await go_on(visit, message, pledge, said=note)
    else:
        await show(visit, message, with_way_to_card(note, pledge.campaign_id, visit))


async def _type_amount(message: Message, visit: Visit, draft: Draft) -> None:
    pledge = PledgeDraft.of(draft)
    if pledge.step is not PledgeStep.AMOUNT:
        raise SkipHandler
    view = await look_at(visit, pledge.campaign_id)
    typed = _read_free_amount(message.text or "", view, visit)
    if isinstance(typed, Markup):
        await ask(visit, message, pledge, _amount_screen(pledge, view, visit, typed))
    else:
        await go_on(visit, message, replace(pledge, amount=typed))


def _read_free_amount(text: str, view: CampaignView, visit: Visit) -> PledgeAmount | Markup:
    """The typed amount if the pool can take it, or words that say why not."""
    campaign, terms = view.campaign, view.campaign.terms
    try:
        amount_minor = read_amount(text, terms.currency, visit.locale)
    except NotAnAmount as error:
        if read_short_code(text) is not None:
            raise SkipHandler from None  # another campaign's code, typed in the middle of it
        bounds_minor = terms.member_minimum_minor, campaign.remaining_minor
        example = example_amount(campaign, bounds_minor, visit)
        return visit.words("pledging-not-an-amount", reason=error.reason, example=example)
    amount = PledgeAmount(DebitAmountType.FREE_AMOUNT, amount_minor)
    try:
        check_amount(view, amount, visit)
    except DomainError as error:
        return refusal_text(error, visit, terms.currency)
    failed = amount_conditions(
        amount_minor, terms.member_minimum_minor, terms.member_maximum_minor, terms.multiple_minor
    )
    return conditions_text(failed, visit, terms.currency) if failed else amount


# The account


async def _change_account(query: CallbackQuery, callback_data: CardTap, visit: Visit) -> None:
    draft, view = await begin(visit, query, callback_data.campaign_id, PledgeStep.ACCOUNT)
    if await movable(visit, query, draft, view):
        assert view.own_pledge is not None
        await choose_account(visit, query, replace(draft, amount=view.own_pledge.amount))


async def _choose_account(query: CallbackQuery, callback_data: PledgeAccountTap, visit: Visit) -> None:
    draft = await current_draft(visit)
    if draft is None or draft.amount is None:
        await show(visit, query, nothing_pending_screen(visit))
    elif draft.nonce != callback_data.nonce:
        await _resume(visit, query, draft)
    else:
        await go_on(visit, query, replace(draft, account_id=AccountId(callback_data.account_id)))


# The review


async def _confirm(query: CallbackQuery, callback_data: ReviewTap, visit: Visit) -> None:
    draft = await current_draft(visit)
    if draft is None or draft.nonce != callback_data.nonce:
        await _confirm_again(visit, query, callback_data, draft)
        return
    view = await look_at(visit, draft.campaign_id)
    command = draft.command(view.campaign, visit)
    receipt = await visit.teller.submit(command, closes=draft.kept(visit.telegram_user_id))
    if isinstance(receipt, Refused):
        await _refused(visit, query, draft, receipt.error)
    else:
        await _pledged(visit, query, draft.campaign_id, draft.card_id)


async def _confirm_again(
    visit: Visit, query: CallbackQuery, tapped: ReviewTap, draft: PledgeDraft | None
) -> None:
    """A review that is closed, or that is not the newest: a second tap gets the first answer, any other the present."""
    view = await look_at(visit, tapped.campaign_id)
    if draft is not None and draft.campaign_id == tapped.campaign_id and draft.amount is not None:
        await _resume(visit, query, draft)
    elif view.own_pledge is not None:
        await _pledged(visit, query, tapped.campaign_id, None)
    else:
        await out_of_date(visit, query, tapped.campaign_id)


async def _pledged(visit: Visit, query: CallbackQuery, campaign_id: str, card_id: int | None) -> None:
    view = await look_at(visit, campaign_id)
    if view.own_pledge is None:  # the campaign was cancelled in the meantime
        await out_of_date(visit, query, campaign_id)
        return
    amount = phrases.amount(view.own_pledge.amount_minor, view.campaign.terms.currency, visit)
    checking = view.own_pledge.state is PledgeState.RESERVED
    await visit.answer(
        visit.words.plain("pledging-toast-checking", amount=amount)
        if checking
        else visit.words.plain("pledging-toast-done", amount=amount)
    )
    account = await visit.queries.account(view.own_pledge.account_id)
    assert account is not None, "a pledge's account is never deleted"
    await show(visit, query, pledged_screen(view, account, visit))
    await redraw_card(visit, card_id, campaign_id)


async def _refused(visit: Visit, query: CallbackQuery, draft: PledgeDraft, error: DomainError) -> None:
    """What was refused is this nonce's answer for good: whatever is asked next is another intention."""
    match error:
        case AccountNotValid():
            await refuse_account(visit, query, draft, error.conditions)
        case AccountNotLinked():
            await go_on(visit, query, replace(draft, account_id=None))
        case _:
            await refuse(visit, query, draft, error)


async def _resume(visit: Visit, query: CallbackQuery, draft: PledgeDraft) -> None:
    """Where the draft is now, instead of what an older button asked for."""
    await go_on(visit, query, draft, toast=visit.words.plain("pledging-out-of-date"))


async def _back(query: CallbackQuery, callback_data: ReviewTap, visit: Visit) -> None:
    draft = await current_draft(visit)
    if draft is not None and draft.nonce == callback_data.nonce:
        await visit.drafts.discard(draft.kept(visit.telegram_user_id))
    await leave(visit, query)


# In repair


async def _try_again(
    query: CallbackQuery, callback_data: CardTap, visit: Visit, event_update: Update
) -> None:
    """The same pledge from the same account, which its owner says is in order again; each tap is a try of its own."""
    draft, view = await begin(visit, query, callback_data.campaign_id, PledgeStep.ACCOUNT)
    own = view.own_pledge
    if own is None or not own.ailing:
        await out_of_date(visit, query, callback_data.campaign_id)
        return
    command = ChangePledge(
        intent=IntentId(f"mend:{visit.participant.id}:{event_update.update_id}"),
        actor=visit.actor,
        campaign_id=own.campaign_id,
        account_id=own.account_id,
        amount=own.amount,
        consent=consent(view.campaign, visit.locale),
    )
    receipt = await visit.teller.submit(command)
    if isinstance(receipt, Refused):
        draft = replace(draft, amount=own.amount, account_id=own.account_id)
        await _refused(visit, query, draft, receipt.error)
    else:
        await _pledged(visit, query, draft.campaign_id, draft.card_id)
