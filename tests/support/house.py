"""A house to play in: a store, a clock moved by hand, people with accounts, and short ways to ask for things."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import starmap
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from core.batch import Bank
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    Accepted,
    Actor,
    CancelCampaign,
    ChangePledge,
    Command,
    ConfirmLinking,
    CreditAccount,
    DesignatePeople,
    DropAiling,
    EndPlaceOffer,
    ExpireCampaign,
    FollowLink,
    GrantRole,
    JoinWaitingList,
    LeaveWaitingList,
    LinkingChecked,
    MeetParticipant,
    OpenAccount,
    OpenCampaign,
    PlacePledge,
    PutProduct,
    Receipt,
    RecordCustomerFacts,
    Refused,
    RegisterCustomer,
    SetAccountStatus,
    SettleCampaign,
    StartLinking,
    WithdrawPledge,
)
from core.domain.account import (
    AccountClass,
    AccountStatus,
    BankAccount,
    BankCustomer,
    DayLimit,
    DebitAmountType,
    DebitPurpose,
)
from core.domain.campaign import Campaign, Proposal
from core.domain.designation import Designee
from core.domain.errors import DomainError
from core.domain.facts import AccountFacts, CustomerFacts
from core.domain.ids import AccountId, CampaignId, CustomerId, IntentId, ParticipantId
from core.domain.ledger import Entry
from core.domain.moment import Moment
from core.domain.notice import CampaignNotice, CodeIssued, Notice
from core.domain.pledge import Consent, Pledge, PledgeAmount
from core.domain.product import Channel, Product
from core.domain.staff import Role
from tests.support.memory import MemoryStore

R = TypeVar("R")
N = TypeVar("N", bound=Notice)

OPENING = datetime(2026, 3, 1, 4, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")

EQUAL_SHARE, FREE_AMOUNT, REMAINDER = (
    DebitAmountType.EQUAL_SHARE,
    DebitAmountType.FREE_AMOUNT,
    DebitAmountType.REMAINDER,
)
ALL_TYPES = frozenset(DebitAmountType)
YUAN = 100
TD12M: Product = next(product for product in DEFAULT_PRODUCTS if product.code == "TD12M")
BEGINNING = "a house begins with two approvers"
SYSTEM, CLERK, ADMIN = Actor.system("test"), Actor.bank("clerk"), Actor.admin(7)


def moment(at: datetime = OPENING) -> Moment:
    """The moment at an instant, with its business day in Shanghai."""
    return Moment(at, at.astimezone(ZONE).date())


def proposal(**changes: Any) -> Proposal:
    """¥10,000 for twelve months, any amounts from ¥500 on, within three days; with `changes`."""
    usual: dict[str, Any] = {
        "product_code": "TD12M",
        "channel": Channel.TELEGRAM,
        "target_minor": 10_000 * YUAN,
        "debit_amount_types": frozenset({FREE_AMOUNT, REMAINDER}),
        "member_minimum_minor": 500 * YUAN,
        "deadline": OPENING + timedelta(days=3),
    }
    return Proposal(**{**usual, **changes})


@dataclass(frozen=True, slots=True)
class Person:
    """A participant with one linked account at the bank."""

    participant_id: ParticipantId
    telegram_user_id: int
    customer_id: CustomerId
    phone: str
    account_id: AccountId

    @property
    def actor(self) -> Actor:
        """The person asking for themselves."""
        return Actor.participant(self.participant_id)


class House:
    """Everything a test needs to ask the core for something and to look at what became of it."""

    def __init__(
        self, *products: Product, bank: Bank | None = None, store: MemoryStore | None = None
    ) -> None:
        self.store = store or MemoryStore(bank)
        self.at = OPENING
        self._intents = 0
        self._people = 0
        self._told = 0
        for product in products or DEFAULT_PRODUCTS:
            self.accepted(PutProduct(intent=self.intent(), actor=SYSTEM, product=product))
        for telegram_user_id in (7, 8):
            self.accepted(self.granting(telegram_user_id, Role.APPROVER, reason=BEGINNING))

    def fork(self) -> "House":
        """A house in the same state that goes its own way from here."""
        other = copy(self)
        other.store = self.store.copy()
        return other

    # Asking

    @property
    def now(self) -> Moment:
        """What the clock says."""
        return moment(self.at)

    def later(self, **span: float) -> None:
        """Move the clock on by a `timedelta`."""
        self.at += timedelta(**span)

    def intent(self) -> IntentId:
        """An intent that was not used before."""
        self._intents += 1
        return IntentId(f"intent-{self._intents}")

    def ask(self, command: Command[R]) -> Receipt[R]:
        """The receipt of one command in a batch of its own."""
        return self.store.run([command], self.now)[0]

    def accepted(self, command: Command[R]) -> R:
        """The answer to a command that is accepted."""
        receipt = self.ask(command)
        assert isinstance(receipt, Accepted), receipt
        return receipt.result

    def refused(self, command: Command[Any]) -> DomainError:
        """Why a command is refused. Fails unless nothing but its receipt changed."""
        before = self.store.tables()
        receipt = self.ask(command)
        assert isinstance(receipt, Refused), receipt
        after = self.store.tables()
        assert after.pop("receipts").keys() - before.pop("receipts").keys() <= {command.intent}
        assert after == before
        return receipt.error

    # People and accounts

    def meet(self, name: str = "Ann", telegram_user_id: int | None = None) -> tuple[ParticipantId, int]:
        """A participant without accounts."""
        self._people += 1
        telegram_user_id = telegram_user_id or 1000 + self._people
        command = MeetParticipant(
            intent=self.intent(), actor=SYSTEM, telegram_user_id=telegram_user_id, name=name, locale="en"
        )
        return self.accepted(command).participant_id, telegram_user_id

    def customer(self, phone: str, name: str = "Ann") -> CustomerId:
        """A customer of the bank without accounts."""
        if not self.store.bank.embedded:
            return self.told_of(BankCustomer(CustomerId(f"far{phone}"), name, phone))
        command = RegisterCustomer(intent=self.intent(), actor=CLERK, name=name, phone=phone)
        return self.accepted(command).customer_id

    def account(
        self,
        customer_id: CustomerId,
        balance_minor: int = 10_000 * YUAN,
        account_class: AccountClass = AccountClass.I,
        types: frozenset[DebitAmountType] = ALL_TYPES,
        day_limit_minor: int | None = None,
        currency: str = "CNY",
    ) -> AccountId:
        """An account with money on it."""
        limits = () if day_limit_minor is None else ((DebitPurpose.TERM_DEPOSIT, day_limit_minor),)
        if not self.store.bank.embedded:
            count = len(self.store.accounts) + 1
            account_id, day_limits = AccountId(f"far-{count:04d}"), starmap(DayLimit, limits)
            opened = BankAccount(
                account_id,
                customer_id,
                f"6217{count:012d}",
                currency,
                account_class,
                AccountStatus.NORMAL,
                types,
                tuple(day_limits),
            )
            self.told_of(self.store.customers[customer_id], AccountFacts(opened, balance_minor))
            return account_id
        command = OpenAccount(
            intent=self.intent(),
            actor=CLERK,
            customer_id=customer_id,
            currency=currency,
            account_class=account_class,
            debit_amount_types=types,
            day_limits_minor=limits,
        )
        account_id = self.accepted(command).account_id
        if balance_minor:
            self.credit(account_id, balance_minor)
        return account_id

    def credit(self, account_id: AccountId, amount_minor: int) -> None:
        """Money arrives."""
        if not self.store.bank.embedded:
            account = self.store.accounts[account_id]
            available_minor, _ = self.balances_minor(account_id)
            self.told_of(
                self.store.customers[account.customer_id],
                AccountFacts(account, available_minor + amount_minor),
            )
            return
        self.accepted(self.crediting(account_id, amount_minor))

    def crediting(self, account_id: AccountId, amount_minor: int) -> CreditAccount:
        """The command with which money arrives."""
        return CreditAccount(
            intent=self.intent(), actor=CLERK, account_id=account_id, amount_minor=amount_minor
        )

    def start_linking(self, participant_id: ParticipantId, telegram_user_id: int, phone: str) -> str:
        """Share the contact; the code that the bank sends."""
        self.accepted(self.starting(participant_id, telegram_user_id, phone))
        return self.told(CodeIssued, participant_id)[-1].code

    def starting(self, participant_id: ParticipantId, telegram_user_id: int, phone: str) -> StartLinking:
        """The command with which a contact of one's own is shared."""
        return StartLinking(
            intent=self.intent(),
            actor=Actor.participant(participant_id),
            telegram_user_id=telegram_user_id,
            contact_user_id=telegram_user_id,
            phone=phone,
        )

    def confirm(self, participant_id: ParticipantId, code: str) -> LinkingChecked:
        """Type a one-time code."""
        actor = Actor.participant(participant_id)
        return self.accepted(ConfirmLinking(intent=self.intent(), actor=actor, code=code))

    def link(self, participant_id: ParticipantId, telegram_user_id: int, phone: str) -> LinkingChecked:
        """Share the contact and type the code that comes."""
        return self.confirm(participant_id, self.start_linking(participant_id, telegram_user_id, phone))

    def person(self, name: str = "Ann", **account: Any) -> Person:
        """A participant with one linked account; `account` as for `House.account`."""
        participant_id, telegram_user_id = self.meet(name)
        phone = f"+86138{telegram_user_id:08d}"
        customer_id = self.customer(phone, name)
        account_id = self.account(customer_id, **account)
        self.link(participant_id, telegram_user_id, phone)
        return Person(participant_id, telegram_user_id, customer_id, phone, account_id)

    def set_status(self, account_id: AccountId, status: AccountStatus) -> None:
        """The bank changes what the account may do."""
        if not self.store.bank.embedded:
            account = self.store.accounts[account_id]
            available_minor, _ = self.balances_minor(account_id)
            changed = AccountFacts(replace(account, status=status), available_minor)
            self.told_of(self.store.customers[account.customer_id], changed)
            return
        self.accepted(
            SetAccountStatus(
                intent=self.intent(), actor=CLERK, account_id=account_id, status=status, reason="asked to"
            )
        )

    # What a bank elsewhere tells

    def facts(self, customer: BankCustomer, *news: AccountFacts) -> CustomerFacts:
        """The customer with the accounts that we know of, and with news of some of them."""
        known = (account for account in self.store.accounts.values() if account.customer_id == customer.id)
        told = {each.id: AccountFacts(each, self.balances_minor(each.id)[0]) for each in known}
        return CustomerFacts(customer, tuple((told | {each.account.id: each for each in news}).values()))

    def telling(
        self, phone: str, facts: CustomerFacts | None, asked_at: datetime | None = None
    ) -> RecordCustomerFacts:
        """The command with which we are told whose number this is; each time it was asked for later."""
        self._told += 1
        return RecordCustomerFacts(
            intent=self.intent(),
            actor=SYSTEM,
            asked_at=asked_at or self.at + timedelta(microseconds=self._told),
            phone=phone,
            facts=facts,
        )

    def told_of(self, customer: BankCustomer, *news: AccountFacts) -> CustomerId:
        """The bank tells of a customer with this number, with news of some accounts."""
        self.accepted(self.telling(customer.phone, self.facts(customer, *news)))
        return customer.id

    # Pooling

    def opening(self, initiator: Person, **changes: Any) -> OpenCampaign:
        """The command that opens a campaign, with the deadline three days from now."""
        terms = proposal(**{"deadline": self.at + timedelta(days=3), **changes})
        return OpenCampaign(intent=self.intent(), actor=initiator.actor, proposal=terms)

    def open(self, initiator: Person, **changes: Any) -> CampaignId:
        """An open campaign."""
        return self.accepted(self.opening(initiator, **changes)).campaign_id

    def consent(self, campaign_id: CampaignId) -> Consent:
        """Agreement to the campaign's own terms."""
        return Consent(self.campaign(campaign_id).terms.digest, "en", "disclosure-1")

    def placing(
        self,
        person: Person,
        campaign_id: CampaignId,
        amount_minor: int,
        amount_type: DebitAmountType = FREE_AMOUNT,
        account_id: AccountId | None = None,
    ) -> PlacePledge:
        """The command that places a pledge, from the person's own account unless said."""
        return PlacePledge(
            intent=self.intent(),
            actor=person.actor,
            campaign_id=campaign_id,
            account_id=account_id or person.account_id,
            amount=PledgeAmount(amount_type, amount_minor),
            consent=self.consent(campaign_id),
        )

    def changing(
        self,
        person: Person,
        campaign_id: CampaignId,
        amount_minor: int,
        amount_type: DebitAmountType = FREE_AMOUNT,
        account_id: AccountId | None = None,
    ) -> ChangePledge:
        """The command that changes a pledge."""
        placing = self.placing(person, campaign_id, amount_minor, amount_type, account_id)
        return ChangePledge(
            intent=placing.intent,
            actor=placing.actor,
            campaign_id=campaign_id,
            account_id=placing.account_id,
            amount=placing.amount,
            consent=placing.consent,
        )

    def withdrawing(self, person: Person, campaign_id: CampaignId) -> WithdrawPledge:
        """The command that takes a pledge back."""
        return WithdrawPledge(intent=self.intent(), actor=person.actor, campaign_id=campaign_id)

    def following(self, participant_id: ParticipantId, link_token: str) -> FollowLink:
        """The command with which a link is followed."""
        actor = Actor.participant(participant_id)
        return FollowLink(intent=self.intent(), actor=actor, link_token=link_token)

    def look_at(self, person: Person, campaign_id: CampaignId) -> None:
        """The person follows the campaign's link."""
        self.accepted(self.following(person.participant_id, self.campaign(campaign_id).link_token))

    def granting(
        self, telegram_user_id: int, role: Role, actor: Actor = CLERK, reason: str = "new here"
    ) -> GrantRole:
        """The command that gives somebody a role at the admin desk."""
        return GrantRole(
            intent=self.intent(), actor=actor, telegram_user_id=telegram_user_id, role=role, reason=reason
        )

    def designating(self, actor: Actor, campaign_id: CampaignId, *designees: Designee) -> DesignatePeople:
        """The command with which a campaign's organiser designates people."""
        return DesignatePeople(
            intent=self.intent(), actor=actor, campaign_id=campaign_id, designees=designees
        )

    def cancelling(self, actor: Actor, campaign_id: CampaignId, reason: str = "") -> CancelCampaign:
        """The command that calls a campaign off."""
        return CancelCampaign(intent=self.intent(), actor=actor, campaign_id=campaign_id, reason=reason)

    def settling(self, campaign_id: CampaignId) -> SettleCampaign:
        """The command that settles a funded campaign."""
        return SettleCampaign(intent=self.intent(), actor=SYSTEM, campaign_id=campaign_id)

    def expiring(self, campaign_id: CampaignId) -> ExpireCampaign:
        """The command that ends a campaign whose time ran out."""
        return ExpireCampaign(intent=self.intent(), actor=SYSTEM, campaign_id=campaign_id)

    def dropping(self, campaign_id: CampaignId) -> DropAiling:
        """The command that ends a mend window."""
        return DropAiling(intent=self.intent(), actor=SYSTEM, campaign_id=campaign_id)

    def waiting(self, person: Person, campaign_id: CampaignId) -> JoinWaitingList:
        """The command with which somebody joins the waiting list."""
        return JoinWaitingList(intent=self.intent(), actor=person.actor, campaign_id=campaign_id)

    def leaving_line(self, person: Person, campaign_id: CampaignId) -> LeaveWaitingList:
        """The command with which somebody waits no longer."""
        return LeaveWaitingList(intent=self.intent(), actor=person.actor, campaign_id=campaign_id)

    def passing_on(self, campaign_id: CampaignId) -> EndPlaceOffer:
        """The command that passes a place on whose time is over."""
        return EndPlaceOffer(intent=self.intent(), actor=SYSTEM, campaign_id=campaign_id)

    def pledge(
        self,
        person: Person,
        campaign_id: CampaignId,
        amount_minor: int,
        amount_type: DebitAmountType = FREE_AMOUNT,
    ) -> Pledge:
        """A pledge that was accepted."""
        pledged = self.accepted(self.placing(person, campaign_id, amount_minor, amount_type))
        return self.store.pledges[pledged.pledge_id]

    # Looking

    def campaign(self, campaign_id: CampaignId) -> Campaign:
        """The campaign as it is kept."""
        return self.store.campaigns[campaign_id]

    def pledge_of(self, person: Person, campaign_id: CampaignId) -> Pledge:
        """The person's newest pledge in the campaign, live or not."""
        mine = (person.participant_id, campaign_id)
        pledges = self.store.pledges.values()
        return [pledge for pledge in pledges if (pledge.participant_id, pledge.campaign_id) == mine][-1]

    def balances_minor(self, account_id: AccountId) -> tuple[int, int]:
        """What is available on an account, and what is held."""
        account = self.store.accounts[account_id]
        ledger = self.store.ledger
        return ledger[account.available].balance_minor, ledger[account.held].balance_minor

    def entries(self) -> list[Entry]:
        """The journal, oldest first."""
        return list(self.store.entries.values())

    def told(self, kind: type[N], to: ParticipantId | None = None) -> list[N]:
        """Notices of one kind, oldest first; all, or one person's."""
        notices = [notice for notice in self.store.notices.values() if isinstance(notice, kind)]
        return [notice for notice in notices if to is None or notice.to == to]

    def told_to(self, campaign_id: CampaignId) -> list[tuple[type[Notice], ParticipantId]]:
        """Who was told what about a campaign, oldest first."""
        return [
            (type(notice), notice.to)
            for notice in self.store.notices.values()
            if isinstance(notice, CampaignNotice) and notice.campaign_id == campaign_id
        ]

    def use_of_power(self) -> list[tuple[str, str, str]]:
        """The audit trail as (actor, action, subject), but for what a house begins with."""
        return [
            (record.actor, record.action, record.subject)
            for record in self.store.audit.values()
            if record.detail != BEGINNING
        ]
