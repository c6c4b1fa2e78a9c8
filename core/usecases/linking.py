"""How a person becomes a participant and proves that accounts are theirs."""

from dataclasses import replace

from core.book import Book
from core.commands import (
    ActorKind,
    ChooseAmountShown,
    ChooseLocale,
    ChooseNameShown,
    ConfirmLinking,
    Done,
    LinkAtCounter,
    LinkingChecked,
    LinkingStarted,
    MeetParticipant,
    Met,
    StartLinking,
    UnlinkAccount,
)
from core.domain.account import BankCustomer, held_ledger_account
from core.domain.designation import phone_key, telegram_key
from core.domain.errors import (
    AccountInUse,
    AccountNotLinked,
    ContactNotYours,
    CustomerUnknown,
    NoCodePending,
    ParticipantUnknown,
    TooManyCodes,
)
from core.domain.ids import AccountId, ParticipantId
from core.domain.moment import Moment
from core.domain.notice import CodeIssued
from core.domain.participant import (
    CODE_DIGITS,
    CODE_LIFETIME,
    CODE_TRIES,
    CODE_WINDOW,
    CODES_PER_WINDOW,
    AccountLink,
    CodeVerdict,
    OneTimeCode,
    Participant,
    TelegramIdentity,
    digest_code,
    link_conditions,
)
from core.reach import Reach
from core.usecases.registry import use_case


@use_case(
    MeetParticipant,
    actors={ActorKind.SYSTEM},
    reach=lambda command: Reach(
        telegram_users=frozenset({command.telegram_user_id}),
        awaited=frozenset({telegram_key(command.telegram_user_id)}),
    ),
)
def meet_participant(book: Book, command: MeetParticipant, now: Moment) -> Met:
    """The participant this Telegram user is, made on first sight; name and language follow Telegram's.

    Who is designated somewhere is told when they first come.
    """
    identity = book.identities[command.telegram_user_id]
    if identity is None:
        participant = Participant(ParticipantId(book.ids.mint("par")), command.name, command.locale)
        book.identities.put(
            command.telegram_user_id, TelegramIdentity(command.telegram_user_id, participant.id)
        )
        book.participants.put(participant.id, participant)
        book.welcome(telegram_key(command.telegram_user_id), participant.id)
        return Met(participant.id)
    known = known_participant(book, identity.participant_id)
    locale = known.locale if known.locale_chosen else command.locale
    if (known.name, known.locale) != (command.name, locale):
        book.participants.put(known.id, replace(known, name=command.name, locale=locale))
    return Met(known.id)


@use_case(
    ChooseLocale,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(participants=frozenset({ParticipantId(command.actor.id)})),
)
def choose_locale(book: Book, command: ChooseLocale, now: Moment) -> Done:
    """From now on the participant is spoken to in this language, whatever Telegram says."""
    participant = known_participant(book, ParticipantId(command.actor.id))
    book.participants.put(participant.id, replace(participant, locale=command.locale, locale_chosen=True))
    return Done()


@use_case(
    ChooseNameShown,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(participants=frozenset({ParticipantId(command.actor.id)})),
)
def choose_name_shown(book: Book, command: ChooseNameShown, now: Moment) -> Done:
    """From now on the audience sees so much of the participant's name. Raises ParticipantUnknown."""
    participant = known_participant(book, ParticipantId(command.actor.id))
    if participant.shown_to(command.audience) is not command.shown:
        book.participants.put(participant.id, participant.showing(command.audience, command.shown))
    return Done()


@use_case(
    ChooseAmountShown,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(participants=frozenset({ParticipantId(command.actor.id)})),
)
def choose_amount_shown(book: Book, command: ChooseAmountShown, now: Moment) -> Done:
    """From now on the people of the participant's campaigns see their amount, or do not. Raises ParticipantUnknown."""
    participant = known_participant(book, ParticipantId(command.actor.id))
    if participant.amount_to_members is not command.shown:
        book.participants.put(participant.id, replace(participant, amount_to_members=command.shown))
    return Done()


@use_case(
    StartLinking,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        participants=frozenset({ParticipantId(command.actor.id)}),
        codes=frozenset({ParticipantId(command.actor.id)}),
        phones=frozenset({command.phone}),
    ),
)
def start_linking(book: Book, command: StartLinking, now: Moment) -> LinkingStarted:
    """Send a one-time code to the customer with this phone number.

    Raises ParticipantUnknown, ContactNotYours, CustomerUnknown, or TooManyCodes after five in an hour.
    """
    participant_id = known_participant(book, ParticipantId(command.actor.id)).id
    if command.contact_user_id != command.telegram_user_id:
        raise ContactNotYours
    customer_id = book.phones[command.phone]
    if customer_id is None:
        raise CustomerUnknown
    earlier = book.codes[participant_id]
    fresh_window = earlier is None or now.at >= earlier.window_since + CODE_WINDOW
    if earlier is not None and not fresh_window and earlier.issued >= CODES_PER_WINDOW:
        raise TooManyCodes(earlier.window_since + CODE_WINDOW)
    digits = book.ids.digits(CODE_DIGITS)
    code = OneTimeCode(
        participant_id=participant_id,
        customer_id=customer_id,
        phone=command.phone,
        digest=digest_code(digits, participant_id),
        expires_at=now.at + CODE_LIFETIME,
        tries_left=CODE_TRIES,
        issued=1 if earlier is None or fresh_window else earlier.issued + 1,
        window_since=now.at if earlier is None or fresh_window else earlier.window_since,
        version=0 if earlier is None else earlier.version,
    )
    book.codes.put(participant_id, code)
    book.tell(CodeIssued(participant_id, command.phone, digits, code.expires_at))
    return LinkingStarted(code.expires_at)


@use_case(
    ConfirmLinking,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(codes=frozenset({ParticipantId(command.actor.id)})),
)
def confirm_linking(book: Book, command: ConfirmLinking, now: Moment) -> LinkingChecked:
    """Link all the customer's accounts if the code is right; each try counts. Raises NoCodePending.

    Who is designated somewhere by the phone number that is now proved to be theirs is told.
    """
    participant_id = ParticipantId(command.actor.id)
    pending = book.codes[participant_id]
    if pending is None or not pending.digest:
        raise NoCodePending
    verdict = pending.check(command.code, now.at)
    customer = book.customers[pending.customer_id]
    if verdict is CodeVerdict.RIGHT and (customer is None or customer.phone != pending.phone):
        verdict = CodeVerdict.EXPIRED  # the number moved on while the code was under way
    if verdict is not CodeVerdict.RIGHT or customer is None:
        tried = pending.tried()
        book.codes.put(participant_id, tried)
        return LinkingChecked(verdict, tried.tries_left)
    book.codes.put(participant_id, pending.used())
    linked, elsewhere = _link_accounts(book, customer, participant_id, now)
    if linked:
        book.welcome(phone_key(customer.phone), participant_id)
    return LinkingChecked(verdict, 0, linked, elsewhere)


@use_case(
    LinkAtCounter,
    actors={ActorKind.BANK},
    reach=lambda command: Reach(
        participants=frozenset({command.participant_id}), phones=frozenset({command.phone})
    ),
)
def link_at_counter(book: Book, command: LinkAtCounter, now: Moment) -> LinkingChecked:
    """Link all the customer's accounts on the word of the bank's staff. Raises ParticipantUnknown, CustomerUnknown."""
    participant_id = known_participant(book, command.participant_id).id
    customer_id = book.phones[command.phone]
    customer = None if customer_id is None else book.customers[customer_id]
    if customer is None:
        raise CustomerUnknown
    linked, elsewhere = _link_accounts(book, customer, participant_id, now)
    if linked:
        book.welcome(phone_key(customer.phone), participant_id)
    book.record_use(command.actor, "link_at_counter", participant_id, customer.id, now)
    return LinkingChecked(CodeVerdict.RIGHT, 0, linked, elsewhere)


def _link_accounts(
    book: Book, customer: BankCustomer, participant_id: ParticipantId, now: Moment
) -> tuple[tuple[AccountId, ...], tuple[AccountId, ...]]:
    linked, elsewhere = [], []
    for account_id in sorted(book.customer_accounts[customer.id] or ()):
        link = book.links[account_id]
        if link is not None and link.participant_id != participant_id and _stands(book, link, customer):
            elsewhere.append(account_id)
            continue
        version = 0 if link is None else link.version
        book.links.put(
            account_id,
            AccountLink(account_id, participant_id, customer.id, customer.phone, now.at, version=version),
        )
        linked.append(account_id)
    return tuple(linked), tuple(elsewhere)


def _stands(book: Book, link: AccountLink, customer: BankCustomer) -> bool:
    """Whether a link keeps others off: its proof still holds, or pledges hold money under it."""
    held = book.ledger[held_ledger_account(link.account_id)]
    return not link_conditions(link, customer) or (held is not None and held.balance_minor > 0)


@use_case(
    UnlinkAccount,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        accounts=frozenset({command.account_id}), pledgers=frozenset({ParticipantId(command.actor.id)})
    ),
)
def unlink_account(book: Book, command: UnlinkAccount, now: Moment) -> Done:
    """Forget that the account is theirs.

    Raises AccountNotLinked, or AccountInUse while pledges hold money on it or the bank is checking one from it.
    """
    link = book.links[command.account_id]
    account = book.accounts[command.account_id]
    if account is None or link is None or not link.active or link.participant_id != command.actor.id:
        raise AccountNotLinked
    held = book.ledger[account.held]
    in_use_minor = book.checked_minor(link.participant_id, account.id)
    in_use_minor += 0 if held is None else held.balance_minor
    if in_use_minor:
        raise AccountInUse(in_use_minor)
    book.links.put(command.account_id, replace(link, active=False))
    return Done()


def known_participant(book: Book, participant_id: ParticipantId) -> Participant:
    """The participant; raises ParticipantUnknown, also of who was erased."""
    participant = book.participants[participant_id]
    if participant is None or participant.erased_at is not None:
        raise ParticipantUnknown
    return participant
