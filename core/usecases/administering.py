"""What the bank's staff and this deployment's admins may do; each use of an admin's power is recorded."""

from dataclasses import replace

from core.book import Book
from core.commands import (
    AccountOpened,
    ActorKind,
    AddProduct,
    AddRates,
    ChangeCustomerPhone,
    CreditAccount,
    CustomerRegistered,
    Done,
    OpenAccount,
    PutProduct,
    RecordAdminUse,
    RedateRates,
    RegisterCustomer,
    SetAccountStatus,
    SetProductOffered,
    TakeBackRates,
    TellAdmins,
)
from core.domain.account import AccountStatus, BankAccount, BankCustomer, DayLimit
from core.domain.audit import stated
from core.domain.deposit import luhn_check_digit
from core.domain.errors import (
    AccountStatusFixed,
    AccountUnknown,
    AmountNotPositive,
    CustomerUnknown,
    NothingChanged,
    NotPermitted,
    OnlyRates,
    PhoneTaken,
    ProductCodeTaken,
    ProductUnknown,
    RatesDayTaken,
    RatesInForce,
    RatesMalformed,
    RatesUnknown,
)
from core.domain.ids import AccountId, CustomerId, LedgerAccountId
from core.domain.ledger import EntryKind, LedgerAccount
from core.domain.moment import Moment
from core.domain.money import recorded
from core.domain.product import DatedRates, Product
from core.domain.staff import Role
from core.reach import Reach
from core.usecases.registry import use_case


def cash_ledger_account(account_id: AccountId) -> LedgerAccountId:
    """The bank's cash that came in through one customer account: the other side of its credits.

    One per account rather than one for the bank, so that no row is shared by all.
    """
    return LedgerAccountId(f"{account_id}:cash")


@use_case(
    RecordAdminUse,
    actors={ActorKind.BANK, ActorKind.ADMIN},
    role=Role.VIEWER,
    reach=lambda _: Reach(),
)
def record_admin_use(book: Book, command: RecordAdminUse, now: Moment) -> Done:
    """Put a look by one of the staff on the audit trail."""
    book.record_use(command.actor, command.action, command.subject, "", now)
    return Done()


@use_case(TellAdmins, actors={ActorKind.SYSTEM}, reach=lambda _: Reach())
def tell_admins(book: Book, command: TellAdmins, now: Moment) -> Done:
    """Have admins look into something; the intent sees to it that they are told once, whoever noticed."""
    book.tell(*command.notices)
    return Done()


# The catalogue


def _product_reach(command: AddRates | RedateRates | TakeBackRates | SetProductOffered) -> Reach:
    return Reach(products=frozenset({command.product_code}))


@use_case(
    PutProduct,
    actors={ActorKind.SYSTEM},
    reach=lambda command: Reach(products=frozenset({command.product.code})),
)
def put_product(book: Book, command: PutProduct, now: Moment) -> Done:
    """Take a product into the catalogue, unless its code is there already."""
    if book.products[command.product.code] is None:
        book.products.put(command.product.code, command.product)
    return Done()


@use_case(
    AddProduct,
    actors={ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda command: Reach(products=frozenset({command.product.code})),
)
def add_product(book: Book, command: AddProduct, now: Moment) -> Done:
    """Take a new product into the catalogue. Raises ProductCodeTaken."""
    product = command.product
    if book.products[product.code] is not None:
        raise ProductCodeTaken
    book.products.put(product.code, product)
    book.record_use(command.actor, "add_product", product.code, f"{product.term_months} months", now)
    return Done()


@use_case(AddRates, actors={ActorKind.ADMIN}, role=Role.OPERATOR, reach=_product_reach)
def add_rates(book: Book, command: AddRates, now: Moment) -> Done:
    """Date new rates for a product. Raises ProductUnknown, RatesMalformed, or RatesInForce for a day up to today."""
    product = _product(book, command.product_code)
    if command.effective_from <= now.day:
        raise RatesInForce(now.day)
    try:
        changed = product.with_rates(DatedRates(command.effective_from, command.tiers))
    except ValueError:
        raise RatesMalformed from None
    book.products.put(product.code, changed)
    tiers = "; ".join(
        f"{tier.annual_rate_percent}% from {recorded(tier.from_minor, product.currency)}"
        for tier in command.tiers
    )
    book.record_use(command.actor, "add_rates", product.code, f"{command.effective_from}: {tiers}", now)
    return Done()


@use_case(RedateRates, actors={ActorKind.ADMIN}, role=Role.OPERATOR, reach=_product_reach)
def redate_rates(book: Book, command: RedateRates, now: Moment) -> Done:
    """Move rates that are not in force yet. Raises ProductUnknown, RatesUnknown, RatesInForce or RatesDayTaken."""
    product = _product(book, command.product_code)
    if all(rates.effective_from != command.effective_from for rates in product.rates):
        raise RatesUnknown
    if min(command.effective_from, command.new_effective_from) <= now.day:
        raise RatesInForce(now.day)
    if command.effective_from == command.new_effective_from:
        raise NothingChanged
    if any(rates.effective_from == command.new_effective_from for rates in product.rates):
        raise RatesDayTaken
    book.products.put(product.code, product.redated(command.effective_from, command.new_effective_from))
    detail = f"{command.effective_from} to {command.new_effective_from}"
    book.record_use(command.actor, "redate_rates", product.code, detail, now)
    return Done()


@use_case(TakeBackRates, actors={ActorKind.ADMIN}, role=Role.OPERATOR, reach=_product_reach)
def take_back_rates(book: Book, command: TakeBackRates, now: Moment) -> Done:
    """Forget rates that are not in force yet. Raises ProductUnknown, RatesUnknown, RatesInForce or OnlyRates."""
    product = _product(book, command.product_code)
    if all(rates.effective_from != command.effective_from for rates in product.rates):
        raise RatesUnknown
    if command.effective_from <= now.day:
        raise RatesInForce(now.day)
    if len(product.rates) == 1:
        raise OnlyRates
    book.products.put(product.code, product.without_rates(command.effective_from))
    book.record_use(command.actor, "take_back_rates", product.code, f"{command.effective_from}", now)
    return Done()


@use_case(SetProductOffered, actors={ActorKind.ADMIN}, role=Role.OPERATOR, reach=_product_reach)
def set_product_offered(book: Book, command: SetProductOffered, now: Moment) -> Done:
    """Offer a product, or stop. Raises ProductUnknown, NothingChanged."""
    product = _product(book, command.product_code)
    if product.offered is command.offered:
        raise NothingChanged
    book.products.put(product.code, replace(product, offered=command.offered))
    action = "offer_product" if command.offered else "stop_offering_product"
    book.record_use(command.actor, action, product.code, "", now)
    return Done()


def _product(book: Book, code: str) -> Product:
    product = book.products[code]
    if product is None:
        raise ProductUnknown
    return product


# The embedded bank's customers and accounts


@use_case(
    RegisterCustomer,
    actors={ActorKind.BANK},
    reach=lambda command: Reach(phones=frozenset({command.phone})),
    embedded_bank_only=True,
)
def register_customer(book: Book, command: RegisterCustomer, now: Moment) -> CustomerRegistered:
    """Take on a customer. Raises PhoneTaken: a verified number belongs to one customer."""
    if book.phones[command.phone] is not None:
        raise PhoneTaken
    customer = BankCustomer(CustomerId(book.ids.mint("cus")), command.name, command.phone)
    book.put_customer(customer)
    book.customer_accounts.put(customer.id, ())
    book.record_use(command.actor, "register_customer", customer.id, "", now)
    return CustomerRegistered(customer.id)


@use_case(
    ChangeCustomerPhone,
    actors={ActorKind.BANK},
    reach=lambda command: Reach(
        customers=frozenset({command.customer_id}), phones=frozenset({command.phone, command.old_phone})
    ),
    embedded_bank_only=True,
)
def change_customer_phone(book: Book, command: ChangeCustomerPhone, now: Moment) -> Done:
    """Record a newly verified number; accounts linked by the old one must be linked again.

    Raises CustomerUnknown, PhoneTaken.
    """
    customer = book.customers[command.customer_id]
    if customer is None or customer.phone != command.old_phone:
        raise CustomerUnknown
    if book.phones[command.phone] is not None:
        raise PhoneTaken
    book.phones.put(customer.phone, None)
    book.put_customer(replace(customer, phone=command.phone))
    book.record_use(command.actor, "change_customer_phone", customer.id, "", now)
    return Done()


@use_case(
    OpenAccount,
    actors={ActorKind.BANK},
    reach=lambda command: Reach(customers=frozenset({command.customer_id})),
    embedded_bank_only=True,
)
def open_account(book: Book, command: OpenAccount, now: Moment) -> AccountOpened:
    """Open an account for a customer, with nothing on it. Raises CustomerUnknown."""
    customer = book.customers[command.customer_id]
    if customer is None:
        raise CustomerUnknown
    digits = "6214" + book.ids.digits(14)
    account = BankAccount(
        id=AccountId(book.ids.mint("acc")),
        customer_id=customer.id,
        number=digits + luhn_check_digit(digits),
        currency=command.currency,
        account_class=command.account_class,
        status=AccountStatus.NORMAL,
        debit_amount_types=command.debit_amount_types,
        day_limits=tuple(DayLimit(purpose, limit_minor) for purpose, limit_minor in command.day_limits_minor),
    )
    book.accounts.put(account.id, account)
    book.links.load(account.id, None)  # a new account is nobody's yet; a later command of this batch may look
    book.customer_accounts.put(customer.id, (*(book.customer_accounts[customer.id] or ()), account.id))
    for ledger_account_id in (account.available, account.held):
        book.open_ledger_account(LedgerAccount(ledger_account_id, account.currency, floored=True))
    book.open_ledger_account(LedgerAccount(cash_ledger_account(account.id), account.currency, floored=False))
    book.record_use(command.actor, "open_account", account.id, account.account_class.value, now)
    return AccountOpened(account.id)


@use_case(
    CreditAccount,
    actors={ActorKind.BANK},
    reach=lambda command: Reach(
        accounts=frozenset({command.account_id}),
        ledger_accounts=frozenset({cash_ledger_account(command.account_id)}),
    ),
    embedded_bank_only=True,
)
def credit_account(book: Book, command: CreditAccount, now: Moment) -> Done:
    """Book money that arrived from outside. Raises AccountUnknown, AmountNotPositive, AccountStatusFixed if closed."""
    account = _account(book, command.account_id)
    if command.amount_minor <= 0:
        raise AmountNotPositive
    if account.status is AccountStatus.CLOSED:
        raise AccountStatusFixed(account.status.value)
    legs = {cash_ledger_account(account.id): -command.amount_minor, account.available: command.amount_minor}
    book.post(f"credit:{command.intent}", EntryKind.CREDIT, legs, now)
    arrived = recorded(command.amount_minor, account.currency)
    book.record_use(command.actor, "credit_account", account.id, arrived, now)
    return Done()


_ADMINS_STATUSES = {AccountStatus.NORMAL, AccountStatus.FROZEN}


@use_case(
    SetAccountStatus,
    actors={ActorKind.BANK, ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda command: Reach(accounts=frozenset({command.account_id})),
    embedded_bank_only=True,
)
def set_account_status(book: Book, command: SetAccountStatus, now: Moment) -> Done:
    """Change what an account may do. Raises AccountUnknown, ReasonMissing, NothingChanged, or AccountStatusFixed.

    A closed account stays closed, and one with money on it is not closed. An admin may freeze and unfreeze only;
    anything else is the bank's staff's: raises NotPermitted.
    """
    account = _account(book, command.account_id)
    if command.actor.kind is ActorKind.ADMIN and not {account.status, command.status} <= _ADMINS_STATUSES:
        raise NotPermitted
    reason = stated(command.reason)
    if account.status is command.status:
        raise NothingChanged
    balances = (book.ledger[account.available], book.ledger[account.held])
    emptied = all(balance is None or balance.balance_minor == 0 for balance in balances)
    if account.status is AccountStatus.CLOSED or (command.status is AccountStatus.CLOSED and not emptied):
        raise AccountStatusFixed(account.status.value)
    book.accounts.put(account.id, replace(account, status=command.status))
    book.record_use(command.actor, f"set_account_status:{command.status.value}", account.id, reason, now)
    return Done()


def _account(book: Book, account_id: AccountId) -> BankAccount:
    account = book.accounts[account_id]
    if account is None:
        raise AccountUnknown
    return account
