"""Searching: what to type, and what was found, as buttons."""

from aiogram.types import InlineKeyboardButton

from bot.locales import Key, Markup
from bot.locales.formatting import mask_account
from bot.locales.outside import isolated, tidy
from bot.telegram.admin_callbacks import (
    AdminPlace,
    BankAccountTap,
    CampaignTap,
    FoundTap,
    OrderTap,
    ParticipantTap,
)
from bot.telegram.admin_drafts import Search
from bot.telegram.keyboards import columns, tap
from bot.telegram.paging import Page
from bot.telegram.render import phrases
from bot.telegram.render.admin.orders import order_label
from bot.telegram.render.admin.overview import state_words
from bot.telegram.render.admin.ways import other_pages, overview_button
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.ids import show_short_code
from core.views import AccountView, CampaignView, OrderView, ParticipantView

Hit = CampaignView | ParticipantView | AccountView | OrderView

_PROMPTS = {
    AdminPlace.FIND_CAMPAIGN: Key("admin-find-campaign"),
    AdminPlace.FIND_PARTICIPANT: Key("admin-find-participant"),
    AdminPlace.FIND_ACCOUNT: Key("admin-find-account"),
    AdminPlace.FIND_ORDER: Key("admin-find-order"),
}
_NAME_SHOWN = 20


def prompt_screen(place: AdminPlace, visit: Visit, note: Markup | None = None) -> Screen:
    """Asks for what to look for, under a note on what was typed before."""
    prompt = visit.words(_PROMPTS[place])
    return Screen(f"{note}\n\n{prompt}" if note else prompt, staff_keyboard(visit, (overview_button(visit),)))


def found_screen(search: Search, page: Page[Hit], visit: Visit) -> Screen:
    """What was found, a button for each; typing again searches again."""
    words = visit.words
    if not page.items and not page.number:
        return prompt_screen(search.place, visit, words("admin-found-none", text=search.shown))
    title = words("admin-found", text=search.shown, page=page.number + 1)
    hint = words("admin-found-hint")
    buttons = [_hit_button(hit, visit) for hit in page.items]
    others = other_pages(page, lambda number: FoundTap(nonce=search.nonce, page=number), visit)
    rows = (*columns(buttons, 1), others, (overview_button(visit),))
    return Screen(f"{title}\n{hint}", staff_keyboard(visit, *rows))


def _hit_button(hit: Hit, visit: Visit) -> InlineKeyboardButton:
    match hit:
        case CampaignView():
            return campaign_button(hit, visit)
        case ParticipantView():
            participant = hit.participant
            text = f"{_short_name(participant.name)} · {hit.telegram_user_id}"
            return tap(text, ParticipantTap(participant_id=participant.id))
        case AccountView():
            return account_button(hit)
        case OrderView():
            return tap(order_label(hit, visit), OrderTap(reference=hit.order.reference))


def campaign_button(view: CampaignView, visit: Visit) -> InlineKeyboardButton:
    """A button that shows a campaign, by what tells it from others."""
    campaign, terms = view.campaign, view.campaign.terms
    target = phrases.amount(terms.target_minor, terms.currency, visit)
    facts = (
        show_short_code(campaign.short_code),
        target,
        phrases.term(terms.term_months, visit),
        state_words(campaign.state, visit),
    )
    return tap(" · ".join(facts), CampaignTap(campaign_id=campaign.id))


def account_button(view: AccountView) -> InlineKeyboardButton:
    """A button that shows an account, by its masked number and its holder."""
    account = view.account
    text = f"{mask_account(account.number)} · {account.account_class} · {_short_name(view.customer.name)}"
    return tap(text, BankAccountTap(account_id=account.id))


def _short_name(name: str) -> str:
    return isolated(tidy(name, _NAME_SHOWN))
