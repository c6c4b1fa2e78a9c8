"""A participant's linked accounts, and what is asked before one is unlinked."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import mask_account
from bot.telegram.callbacks import AccountAction, AccountTap
from bot.telegram.keyboards import DANGER, PRIMARY, Row, keyboard, tap
from bot.telegram.refusals import conditions_text
from bot.telegram.render import phrases
from bot.telegram.render.me import back_to_me
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.ids import AccountId
from core.views import AccountView

_ACCOUNTS_SHOWN = 16  # a message has room for 4,096 characters


def accounts_screen(accounts: Sequence[AccountView], visit: Visit, said: Markup | None = None) -> Screen:
    """All linked accounts with status and money, under what is `said` about the last step."""
    words, accounts = visit.words, accounts[:_ACCOUNTS_SHOWN]
    listed = [words("accounts-title"), *(account_lines(view, visit) for view in accounts)]
    lines = [*([said] if said else []), *(listed if accounts else [words("accounts-none")])]
    rows: list[Row] = [[_unlink_button(view, visit)] for view in accounts]
    link = AccountTap(account_id=AccountId(""), action=AccountAction.LINK)
    text = words.plain("accounts-button-link-more") if accounts else words.plain("accounts-button-link")
    linking = tap(text, link, None if accounts else PRIMARY)
    return Screen("\n\n".join(lines), keyboard(*rows, [linking], [back_to_me(visit)]))


def account_lines(view: AccountView, visit: Visit) -> Markup:
    """An account in two lines: which it is and whether it is in order; then its money, and what its link fails."""
    words, account = visit.words, view.account
    head = words(
        "accounts-line",
        account=mask_account(account.number),
        account_class=Markup(account.account_class),
        status=words(f"accounts-status-{account.status}"),
    )
    available = phrases.amount(view.available_minor, account.currency, visit)
    held = phrases.amount(view.held_minor, account.currency, visit)
    lines = [
        head,
        words("accounts-available-held", available=available, held=held)
        if view.held_minor
        else words("accounts-available", available=available),
    ]
    if view.link_conditions:
        lines.append(conditions_text(view.link_conditions, visit, account.currency))
    return Markup("\n".join(lines))


def _unlink_button(view: AccountView, visit: Visit) -> InlineKeyboardButton:
    text = visit.words.plain("accounts-button-unlink", account=mask_account(view.account.number))
    return tap(text, AccountTap(account_id=view.account.id, action=AccountAction.UNLINK))


def unlink_sure_screen(view: AccountView, visit: Visit) -> Screen:
    """Asks once before an account is unlinked."""
    words = visit.words
    sure = AccountTap(account_id=view.account.id, action=AccountAction.UNLINK_SURE)
    back = AccountTap(account_id=AccountId(""), action=AccountAction.SHOW)
    return Screen(
        words("accounts-unlink-sure", account=mask_account(view.account.number)),
        keyboard(
            [tap(words.plain("accounts-button-unlink-sure"), sure, DANGER)],
            [tap(words.plain("accounts-button-back"), back)],
        ),
    )
