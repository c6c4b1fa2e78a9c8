"""Looks up what the wizard's screens need, shows a step, and keeps the draft where it then stands."""

from dataclasses import replace

from aiogram.types import CallbackQuery, Message

from bot.locales import Markup
from bot.telegram.callbacks import OpeningStep
from bot.telegram.choices import account_choices
from bot.telegram.drafts import ask
from bot.telegram.insured import exposure_with_pledge
from bot.telegram.linked import linked_accounts
from bot.telegram.opening.steps import at_step, failing, within_reach
from bot.telegram.render.opening.screens import opening_screen
from bot.telegram.render.opening.state import Opening
from bot.telegram.screens import take_buttons
from bot.telegram.visit import Visit
from core.domain.ids import AccountId
from core.domain.insurance import Exposure
from core.views import Draft

_NEED_A_CAMPAIGN = (OpeningStep.OWN, OpeningStep.OWN_ACCOUNT)


async def look(visit: Visit, draft: Draft) -> Opening:
    """The draft with everything around it, at a step that can be shown: its own, or the first one left out before it.

    The own pledge is asked for once the rest would be admitted; until then the review says what would not.
    """
    products = await visit.queries.products()
    linked = await linked_accounts(visit)
    opening = Opening(draft, products, linked.views, visit.now())
    if opening.chosen is None:
        return replace(opening, draft=at_step(draft, OpeningStep.PRODUCT))
    draft = within_reach(draft)
    failed = failing(draft, opening.product, opening.now)
    if failed and draft.step in _NEED_A_CAMPAIGN:
        draft = at_step(draft, OpeningStep.REVIEW)
    return replace(opening, draft=draft, failed=failed)


async def show_step(
    visit: Visit,
    event: Message | CallbackQuery,
    draft: Draft,
    *,
    note: Markup | None = None,
    toast: str | None = None,
    fresh: bool = False,
) -> None:
    """Keep the draft, then show its step; the message it is in from now on is the only one that has its buttons."""
    opening = await look(visit, draft)
    if opening.draft.step == OpeningStep.REVIEW and not opening.failed:
        opening = replace(opening, draft=_reviewed(opening, visit), exposure=await _exposure(opening, visit))
    draft = opening.draft
    screen = opening_screen(opening, visit, note)
    message = await ask(visit, event, draft, screen, fresh=fresh, toast=toast)
    if draft.message_id not in (None, message.message_id):
        await take_buttons(visit.bot, visit.telegram_user_id, draft.message_id)


async def _exposure(opening: Opening, visit: Visit) -> Exposure | None:
    """What the initiator would have at the bank with the own pledge, if there is one."""
    own = opening.answers.own
    if own is None:
        return None
    terms = opening.campaign(visit).terms
    return await exposure_with_pledge(own, terms, opening.product, opening.accounts, visit)


def _reviewed(opening: Opening, visit: Visit) -> Draft:
    """The draft with what its review discloses: the terms, the language, and the account that will be debited."""
    terms = opening.campaign(visit).terms
    answers = {**opening.draft.answers, "reviewed": terms.digest, "locale": visit.locale.value}
    account_id = _own_account_id(opening, visit)
    return replace(opening.draft, answers={**answers, OpeningStep.OWN_ACCOUNT.value: account_id})


def _own_account_id(opening: Opening, visit: Visit) -> AccountId | None:
    """The account chosen for the own pledge, or else the first that can pay it."""
    own, chosen = opening.answers.own, opening.answers.own_account_id
    if own is None:
        return None
    terms = opening.campaign(visit).terms
    choices = account_choices(opening.accounts, terms, own, None, opening.now.day)
    fitting = [choice.view.account.id for choice in choices if choice.fits]
    return chosen if chosen in fitting else next(iter(fitting), None)
