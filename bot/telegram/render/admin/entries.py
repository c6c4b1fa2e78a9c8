"""Entries of the journal and their legs, in an admin's words."""

from collections.abc import Iterable, Mapping

from bot.locales import Markup
from bot.locales.formatting import mask_account
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, Power, PowerTap
from bot.telegram.keyboards import DANGER, Row, tap
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.account import account_of
from core.domain.correction import Leg
from core.domain.ids import AccountId, LedgerAccountId
from core.domain.ledger import Entry
from core.views import AccountView, EntryView


def entry_line(entry: Entry, visit: Visit) -> Markup:
    """When it was posted, what it records, and how much it moved."""
    moved = max(posting.amount_minor for posting in entry.postings)
    return visit.words(
        "admin-entry-line",
        when=phrases.when(entry.posted_at, visit),
        kind=visit.words("admin-entry-kind", kind=entry.kind),
        amount=phrases.amount(moved, entry.currency, visit),
    )


def entry_screen(view: EntryView, visit: Visit) -> Screen:
    """One entry with its legs; it can be reversed unless a bank order made it, or it was reversed."""
    entry = view.entry
    legs = tuple((posting.account_id, posting.amount_minor) for posting in entry.postings)
    lines = (entry_line(entry, visit), legs_block(legs, view.accounts, visit))
    rows: list[Row] = []
    if view.reversible:
        reverse = PowerTap(power=Power.REVERSE, subject=entry.id)
        rows.append((tap(visit.words.plain("admin-button-reverse-this"), reverse, DANGER),))
    corrections = tap(visit.words.plain("admin-button-corrections"), AdminGo(place=AdminPlace.CORRECTIONS))
    return Screen("\n".join(lines), staff_keyboard(visit, *rows, (corrections, overview_button(visit))))


def legs_block(legs: Iterable[Leg], accounts: Iterable[AccountView], visit: Visit) -> Markup:
    """A line for each leg: whose money, and how much more or less of it."""
    numbers = {view.account.id: view.account.number for view in accounts}
    return Markup("\n".join(_leg(leg, numbers, visit) for leg in legs))


def _leg(leg: Leg, numbers: Mapping[AccountId, str], visit: Visit) -> Markup:
    ledger_account_id, amount_minor = leg
    return visit.words(
        "admin-leg", place=_place(ledger_account_id, numbers, visit), amount=signed(amount_minor, visit)
    )


def signed(amount_minor: int, visit: Visit, currency: str = HOUSE_CURRENCY) -> Markup:
    """`+¥100` or `−¥100`."""
    sign = "+" if amount_minor >= 0 else "−"
    return Markup(f"{sign}{phrases.amount(abs(amount_minor), currency, visit)}")


_PLACES = {
    "principal": "admin-leg-principal",
    "interest": "admin-leg-interest",
    "expense": "admin-leg-expense",
    "tax": "admin-leg-tax",
    "payable": "admin-leg-payable",
    "cash": "admin-leg-cash",
}


def _place(ledger_account_id: LedgerAccountId, numbers: Mapping[AccountId, str], visit: Visit) -> Markup:
    words, part = visit.words, ledger_account_id.rpartition(":")[2]
    account_id = account_of(ledger_account_id)
    if account_id is not None:
        account = mask_account(numbers[account_id])
        return words("admin-leg-held" if part == "held" else "admin-leg-available", account=account)
    return words(_PLACES.get(part, "admin-leg-suspense"))
