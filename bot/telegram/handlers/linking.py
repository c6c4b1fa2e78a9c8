"""Linking: the shared contact, the typed one-time code, and back to what it was needed for."""

import re
import unicodedata
from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Contact, Message, Update

from bot.locales import Markup
from bot.telegram.buy_steps import current_purchase, review
from bot.telegram.callbacks import AccountAction, AccountTap
from bot.telegram.contact import RETURNS_TO, LinkingStep, ask_contact
from bot.telegram.drafts import DraftKind, new_draft, on_typed
from bot.telegram.pledge_draft import PledgeDraft, PledgeStep
from bot.telegram.pledge_steps import current_draft, go_on
from bot.telegram.refusals import refusal_text
from bot.telegram.render.accounts import accounts_screen
from bot.telegram.render.linking import code_refused_screen, code_sent_screen, contact_screen, linked_text
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import Screen, show
from bot.telegram.visit import Visit
from core.commands import ConfirmLinking, LinkingChecked, Refused, StartLinking
from core.domain.errors import NoCodePending
from core.domain.ids import AccountId, IntentId, read_short_code
from core.domain.participant import CODE_DIGITS, CodeVerdict
from core.ports import Hearing
from core.views import AccountView, Draft

_WAITS_FOR_ACCOUNTS = frozenset({PledgeStep.LINKING, PledgeStep.ACCOUNT, PledgeStep.REVIEW})


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="linking")
    router.callback_query.register(_begin, AccountTap.filter(F.action == AccountAction.LINK))
    router.message.register(_start, F.contact.as_("contact"))
    on_typed(router, DraftKind.LINKING, _type)
    return router


async def _begin(_query: CallbackQuery, visit: Visit) -> None:
    """From a list of accounts; what waits for one, a pledge or a purchase, goes on afterwards."""
    newest = await visit.drafts.latest(visit.telegram_user_id)
    returns_to = None
    if newest is not None and newest.kind == DraftKind.BUYING:
        returns_to = DraftKind.BUYING
    elif await _waiting_pledge(visit) is not None:
        returns_to = DraftKind.PLEDGING
    await visit.answer()
    await ask_contact(visit, returns_to=returns_to)


async def _waiting_pledge(visit: Visit) -> PledgeDraft | None:
    draft = await current_draft(visit)
    return draft if draft is not None and draft.step in _WAITS_FOR_ACCOUNTS else None


async def _start(message: Message, contact: Contact, visit: Visit, event_update: Update) -> None:
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.LINKING)
    draft = draft or new_draft(visit, DraftKind.LINKING, LinkingStep.CONTACT)
    phone = f"+{contact.phone_number.lstrip('+')}"
    own = contact.user_id == visit.telegram_user_id
    if own and await visit.directory.refresh(phone) is Hearing.SILENT:
        await visit.drafts.save(replace(draft, step=LinkingStep.CONTACT.value))
        await show(visit, message, contact_screen(visit, visit.words("linking-bank-silent")))
        return
    receipt = await visit.teller.submit(
        StartLinking(
            intent=IntentId(f"contact:{visit.participant.id}:{event_update.update_id}"),
            actor=visit.actor,
            telegram_user_id=visit.telegram_user_id,
            contact_user_id=contact.user_id,
            phone=phone,
        )
    )
    if isinstance(receipt, Refused):
        await visit.drafts.save(replace(draft, step=LinkingStep.CONTACT.value))
        await show(visit, message, contact_screen(visit, refusal_text(receipt.error, visit)))
        return
    await visit.drafts.save(replace(draft, step=LinkingStep.CODE.value))
    await show(visit, message, code_sent_screen(receipt.result, phone, visit))


async def _type(message: Message, visit: Visit, draft: Draft, event_update: Update) -> None:
    text = message.text or ""
    if read_short_code(text) is not None:
        raise SkipHandler  # a campaign's code, typed in the middle of it
    if draft.step != LinkingStep.CODE:
        await show(visit, message, contact_screen(visit, visit.words("linking-use-button")))
        return
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    if any(character.isdigit() for character in code):
        await _delete(message, visit)
    if not re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", code):
        await show(visit, message, with_way_on(visit.words("linking-code-shape"), visit))
        return
    receipt = await visit.teller.submit(
        ConfirmLinking(
            intent=IntentId(f"code:{visit.participant.id}:{event_update.update_id}"),
            actor=visit.actor,
            code=code,
        )
    )
    if isinstance(receipt, Refused):
        assert isinstance(receipt.error, NoCodePending), "nothing else speaks against a code"
        await show(visit, message, contact_screen(visit, refusal_text(receipt.error, visit)))
    elif receipt.result.verdict is not CodeVerdict.RIGHT:
        await show(visit, message, code_refused_screen(receipt.result, visit))
    else:
        await _linked(message, visit, draft, receipt.result)


async def ask_again(message: Message, visit: Visit, draft: Draft, note: Markup) -> None:
    """What linking waits for once more, under a note."""
    if draft.step == LinkingStep.CODE:
        said = Markup(f"{note}\n\n{visit.words('linking-code-shape')}")
        await show(visit, message, with_way_on(said, visit))
    else:
        await show(
            visit, message, contact_screen(visit, Markup(f"{note}\n\n{visit.words('linking-use-button')}"))
        )


async def _delete(message: Message, visit: Visit) -> None:
    """A code that was typed does not stay in the chat."""
    try:
        await visit.bot.delete_message(visit.telegram_user_id, message.message_id)
    except TelegramBadRequest:
        return  # gone already: this is handled a second time


async def _linked(message: Message, visit: Visit, draft: Draft, checked: LinkingChecked) -> None:
    elsewhere = await _views(visit, checked.elsewhere)
    said = linked_text(len(checked.linked), elsewhere, visit)
    returns_to = draft.answers.get(RETURNS_TO)
    pledge = await _waiting_pledge(visit) if returns_to == DraftKind.PLEDGING else None
    purchase = await current_purchase(visit) if returns_to == DraftKind.BUYING else None
    if checked.linked and pledge is not None and pledge.amount is not None:
        await show(visit, message, Screen(said))
        await go_on(visit, message, replace(pledge, account_id=None))
    elif checked.linked and purchase is not None:
        await show(visit, message, Screen(said))
        await review(visit, message, replace(purchase, account_id=None))
    else:
        accounts = await visit.queries.accounts_of(visit.participant.id)
        await show(visit, message, accounts_screen(accounts, visit, said))
    await visit.drafts.discard(draft)


async def _views(visit: Visit, account_ids: tuple[AccountId, ...]) -> list[AccountView]:
    views = [await visit.queries.account(account_id) for account_id in account_ids]
    return [view for view in views if view is not None]
