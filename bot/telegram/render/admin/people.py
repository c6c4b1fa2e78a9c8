"""Participants and accounts of the bank as an admin sees them."""

from collections.abc import Iterator

from bot.locales import Markup, words
from bot.locales.formatting import mask_account
from bot.telegram.admin_callbacks import BankAccountTap, ColleagueTap, ParticipantTap, Power, PowerTap
from bot.telegram.admin_drafts import Search
from bot.telegram.admin_subjects import can
from bot.telegram.keyboards import DANGER, SUCCESS, Row, columns, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.finding import account_button, campaign_button
from bot.telegram.render.admin.overview import state_words
from bot.telegram.render.admin.ways import ways_back
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit, known_locale
from core.domain.account import AccountStatus, DebitAmountType
from core.domain.ids import show_short_code
from core.views import AccountView, CampaignView, ParticipantView

_ACCOUNTS_SHOWN = 10


# A participant


def participant_screen(view: ParticipantView, search: Search | None, visit: Visit) -> Screen:
    """Who they are, the accounts they linked and the campaigns they are or were in, those as buttons too."""
    accounts = view.accounts[:_ACCOUNTS_SHOWN]
    refresh = ParticipantTap(participant_id=view.participant.id)
    rows = [
        *columns((account_button(account) for account in accounts), 1),
        *columns((campaign_button(campaign, visit) for campaign in view.campaigns), 1),
        (
            tap(
                visit.words.plain("admin-button-desk-role"),
                ColleagueTap(telegram_user_id=view.telegram_user_id),
            ),
            tap(visit.words.plain("admin-button-refresh"), refresh),
        ),
        ways_back(search, visit),
    ]
    parts = (_who(view, visit), _accounts(view, visit), _campaigns(view, visit))
    return Screen("\n\n".join(parts), staff_keyboard(visit, *rows))


def _who(view: ParticipantView, visit: Visit) -> Markup:
    participant = view.participant
    lines = (
        visit.words("admin-participant", name=participant.name),
        visit.words(
            "admin-participant-telegram",
            telegram_id=Markup(view.telegram_user_id),
            language=words(known_locale(participant.locale))("language-name"),
        ),
        visit.words("admin-participant-reachable" if view.reachable else "admin-participant-unreachable"),
        visit.words("admin-id", id=Markup(participant.id)),
    )
    return Markup("\n".join(lines))


def _accounts(view: ParticipantView, visit: Visit) -> Markup:
    if not view.accounts:
        return visit.words("admin-participant-accounts-none")
    title = visit.words("admin-participant-accounts", count=len(view.accounts))
    lines = (account_line(account, visit) for account in view.accounts[:_ACCOUNTS_SHOWN])
    return Markup("\n".join((title, *lines)))


def account_line(view: AccountView, visit: Visit) -> Markup:
    """Masked number, class, status and balances on one line."""
    account = view.account
    return visit.words(
        "admin-account-line",
        account=mask_account(account.number),
        account_class=Markup(account.account_class),
        status=status_words(account.status, visit),
        available=phrases.amount(view.available_minor, account.currency, visit),
        held=phrases.amount(view.held_minor, account.currency, visit),
    )


def status_words(status: AccountStatus, visit: Visit) -> Markup:
    """An account's status, as its holder is told it."""
    return visit.words(f"accounts-status-{status}")


def _campaigns(view: ParticipantView, visit: Visit) -> Markup:
    if not view.campaigns:
        return visit.words("admin-participant-campaigns-none")
    title = visit.words("admin-participant-campaigns")
    return Markup("\n".join((title, *(_campaign_line(campaign, view, visit) for campaign in view.campaigns))))


def _campaign_line(campaign: CampaignView, view: ParticipantView, visit: Visit) -> Markup:
    opened = campaign.campaign.initiator_id == view.participant.id
    return visit.words(
        "admin-participant-opened" if opened else "admin-participant-pledged",
        code=Markup(show_short_code(campaign.campaign.short_code)),
        state=state_words(campaign.campaign.state, visit),
    )


# An account


def account_screen(view: AccountView, search: Search | None, visit: Visit) -> Screen:
    """Holder, class, status, balances, what the bank permits, and whether it is linked; with the power to freeze it."""
    account = view.account
    refresh = tap(visit.words.plain("admin-button-refresh"), BankAccountTap(account_id=account.id))
    rows = ((*_holder(view, visit), refresh), _status_row(view, visit), ways_back(search, visit))
    return Screen("\n".join(_account_lines(view, visit)), staff_keyboard(visit, *rows))


def _holder(view: AccountView, visit: Visit) -> Row:
    if view.link is None or not view.link.active:
        return ()
    holder = ParticipantTap(participant_id=view.link.participant_id)
    return (tap(visit.words.plain("admin-button-participant"), holder),)


def _status_row(view: AccountView, visit: Visit) -> Row:
    if can(Power.FREEZE, view):
        freeze = PowerTap(power=Power.FREEZE, subject=view.account.id)
        return (tap(visit.words.plain("admin-button-freeze"), freeze, DANGER),)
    if can(Power.UNFREEZE, view):
        unfreeze = PowerTap(power=Power.UNFREEZE, subject=view.account.id)
        return (tap(visit.words.plain("admin-button-unfreeze"), unfreeze, SUCCESS),)
    return ()


def account_headline(view: AccountView, visit: Visit) -> Markup:
    """The masked number, and whose it is."""
    account = view.account
    return visit.words(
        "admin-account",
        account=mask_account(account.number),
        account_class=Markup(account.account_class),
        currency=Markup(account.currency),
        name=view.customer.name,
    )


def _account_lines(view: AccountView, visit: Visit) -> Iterator[Markup]:
    words, account = visit.words, view.account
    yield account_headline(view, visit)
    yield words("admin-account-status", status=status_words(account.status, visit))
    available, held = (
        phrases.amount(amount_minor, account.currency, visit)
        for amount_minor in (view.available_minor, view.held_minor)
    )
    yield words("admin-account-money", available=available, held=held)
    permitted = [
        words("opening-type", type=each) for each in DebitAmountType if each in account.debit_amount_types
    ]
    yield words("admin-account-types", types=Markup(" / ".join(permitted) or "—"))
    today = visit.now().day
    for limit in account.day_limits:
        yield words(
            "admin-account-day-limit",
            purpose=limit.purpose,
            limit=phrases.amount(limit.limit_minor, account.currency, visit),
            used=phrases.amount(limit.used_minor_on(today), account.currency, visit),
        )
    yield _link_line(view, visit)
    yield words("admin-account-phone", phone=mask_account(view.customer.phone))
    yield words("admin-id", id=Markup(account.id))


def _link_line(view: AccountView, visit: Visit) -> Markup:
    if view.link is None or not view.link.active:
        return visit.words("admin-account-unlinked")
    since = phrases.when(view.link.linked_at, visit)
    if view.link_conditions:
        return visit.words("admin-account-link-void", when=since)
    return visit.words("admin-account-linked", when=since)
