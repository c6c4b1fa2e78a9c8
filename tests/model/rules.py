"""The rules, once more and plainly: what speaks against each command, and what it does to the sketch of the house.

`against` names every reason for a refusal, in no order; the core may give any one of them, and must give one.
Minted ids and codes are read from the house, which alone can know them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import singledispatchmethod
from typing import Any

from core.commands import (
    AccountOpened,
    ActorKind,
    CancelCampaign,
    ChangeCustomerPhone,
    ChangePledge,
    Command,
    ConfirmLinking,
    CreditAccount,
    CustomerRegistered,
    DropAiling,
    EndPlaceOffer,
    ExpireCampaign,
    GrantRole,
    JoinWaitingList,
    LeaveWaitingList,
    LinkingChecked,
    MeetParticipant,
    OpenAccount,
    OpenCampaign,
    Opened,
    PlacePledge,
    PutProduct,
    RegisterCustomer,
    SetAccountStatus,
    SettleCampaign,
    StartLinking,
    UnlinkAccount,
    Waiting,
    WithdrawPledge,
)
from core.domain.account import AccountStatus
from core.domain.campaign import CampaignState
from core.domain.ids import AccountId, CampaignId, CustomerId, ParticipantId
from core.domain.moment import Moment
from core.domain.notice import CodeIssued
from core.domain.participant import CodeVerdict
from core.domain.pledge import PledgeAmount
from tests.model.plain import LIVELY, Account, Code, Link, Member, Pool
from tests.support.house import House

PARTICIPANT, ADMIN, BANK, SYSTEM = (
    ActorKind.PARTICIPANT,
    ActorKind.ADMIN,
    ActorKind.BANK,
    ActorKind.SYSTEM,
)
MAY_ASK: dict[type[Command[Any]], set[ActorKind]] = {
    GrantRole: {BANK},
    MeetParticipant: {SYSTEM},
    StartLinking: {PARTICIPANT},
    ConfirmLinking: {PARTICIPANT},
    UnlinkAccount: {PARTICIPANT},
    OpenCampaign: {PARTICIPANT},
    PlacePledge: {PARTICIPANT},
    ChangePledge: {PARTICIPANT},
    WithdrawPledge: {PARTICIPANT},
    JoinWaitingList: {PARTICIPANT},
    LeaveWaitingList: {PARTICIPANT},
    CancelCampaign: {PARTICIPANT, ADMIN},
    SettleCampaign: {SYSTEM},
    ExpireCampaign: {SYSTEM},
    DropAiling: {SYSTEM},
    EndPlaceOffer: {SYSTEM},
    PutProduct: {SYSTEM},
    SetAccountStatus: {BANK, ADMIN},
    RegisterCustomer: {BANK},
    ChangeCustomerPhone: {BANK},
    OpenAccount: {BANK},
    CreditAccount: {BANK},
}
MOVABLE = {CampaignState.OPEN, CampaignState.REPAIRING}


def _me(command: Command[Any]) -> ParticipantId:
    return ParticipantId(command.actor.id)


class Rules:
    """The sketch of the house, and the rules by which it changes."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.phones: dict[CustomerId, str] = {}
        self.accounts: dict[AccountId, Account] = {}
        self.codes: dict[ParticipantId, Code] = {}
        self.pools: dict[CampaignId, Pool] = {}

    def held_minor(self, account_id: AccountId) -> int:
        """What pledges hold on an account."""
        members = (
            member for pool in self.pools.values() if pool.state in LIVELY for member in pool.members.values()
        )
        return sum(member.amount_minor for member in members if member.account_id == account_id)

    def reasons(self, command: Command[Any], now: Moment) -> set[str]:
        """Everything that speaks against the command; it is accepted exactly when there is nothing."""
        if command.actor.kind not in MAY_ASK[type(command)]:
            return {"not_permitted"}
        return set(self.against(command, now))

    @singledispatchmethod
    def against(self, command: Command[Any], now: Moment) -> Iterator[str]:
        """The reasons against one kind of command; nothing speaks against the kinds that are not named below."""
        return iter(())

    @singledispatchmethod
    def follow(self, command: Command[Any], result: Any, now: Moment) -> None:
        """What an accepted command of one kind does."""

    # The bank's customers and accounts

    @against.register
    def _(self, command: RegisterCustomer, now: Moment) -> Iterator[str]:
        if command.phone in self.phones.values():
            yield "phone_taken"

    @follow.register
    def _(self, command: RegisterCustomer, result: CustomerRegistered, now: Moment) -> None:
        self.phones[result.customer_id] = command.phone

    @against.register
    def _(self, command: ChangeCustomerPhone, now: Moment) -> Iterator[str]:
        if self.phones[command.customer_id] != command.old_phone:
            yield "customer_unknown"
        if command.phone in self.phones.values():
            yield "phone_taken"

    @follow.register
    def _(self, command: ChangeCustomerPhone, result: Any, now: Moment) -> None:
        self.phones[command.customer_id] = command.phone

    @follow.register
    def _(self, command: OpenAccount, result: AccountOpened, now: Moment) -> None:
        limits = [limit_minor for _, limit_minor in command.day_limits_minor]
        self.accounts[result.account_id] = Account(
            command.customer_id, command.debit_amount_types, limits[0] if limits else None
        )

    @against.register
    def _(self, command: CreditAccount, now: Moment) -> Iterator[str]:
        if command.amount_minor <= 0:
            yield "amount_not_positive"
        if self.accounts[command.account_id].status is AccountStatus.CLOSED:
            yield "account_status_fixed"

    @follow.register
    def _(self, command: CreditAccount, result: Any, now: Moment) -> None:
        self.accounts[command.account_id].available_minor += command.amount_minor

    @against.register
    def _(self, command: SetAccountStatus, now: Moment) -> Iterator[str]:
        account = self.accounts[command.account_id]
        reserved = {AccountStatus.DORMANT, AccountStatus.LOST, AccountStatus.CLOSED}
        if command.actor.kind is ADMIN and reserved & {account.status, command.status}:
            yield "not_permitted"
        if not command.reason.strip():
            yield "reason_missing"
        if account.status is command.status:
            yield "nothing_changed"
        emptied = account.available_minor == self.held_minor(command.account_id) == 0
        if account.status is AccountStatus.CLOSED or (command.status is AccountStatus.CLOSED and not emptied):
            yield "account_status_fixed"

    @follow.register
    def _(self, command: SetAccountStatus, result: Any, now: Moment) -> None:
        self.accounts[command.account_id].status = command.status

    # Linking

    @against.register
    def _(self, command: StartLinking, now: Moment) -> Iterator[str]:
        if command.contact_user_id != command.telegram_user_id:
            yield "contact_not_yours"
        if command.phone not in self.phones.values():
            yield "customer_unknown"
        earlier = self.codes.get(_me(command))
        if earlier and earlier.issued >= 5 and now.at < earlier.since + timedelta(hours=1):
            yield "too_many_codes"

    @follow.register
    def _(self, command: StartLinking, result: Any, now: Moment) -> None:
        earlier = self.codes.get(_me(command))
        afresh = earlier is None or now.at >= earlier.since + timedelta(hours=1)
        self.codes[_me(command)] = Code(
            customer_id=next(key for key, phone in self.phones.items() if phone == command.phone),
            phone=command.phone,
            digits=self._house.told(CodeIssued, _me(command))[-1].code,
            expires_at=now.at + timedelta(minutes=10),
            issued=1 if earlier is None or afresh else earlier.issued + 1,
            since=now.at if earlier is None or afresh else earlier.since,
        )

    @against.register
    def _(self, command: ConfirmLinking, now: Moment) -> Iterator[str]:
        code = self.codes.get(_me(command))
        if code is None or code.used:
            yield "no_code_pending"

    @follow.register
    def _(self, command: ConfirmLinking, result: LinkingChecked, now: Moment) -> None:
        code = self.codes[_me(command)]
        verdict = self._verdict(code, command.code, now)
        assert result.verdict is verdict
        if verdict is not CodeVerdict.RIGHT:
            code.tries_left = max(0, code.tries_left - 1)
            assert result == LinkingChecked(verdict, code.tries_left)
            return
        code.used = True
        theirs = {key for key, account in self.accounts.items() if account.customer_id == code.customer_id}
        elsewhere = {key for key in theirs if self._is_kept_by_another(key, _me(command))}
        assert (set(result.linked), set(result.elsewhere)) == (theirs - elsewhere, elsewhere)
        for account_id in theirs - elsewhere:
            self.accounts[account_id].link = Link(_me(command), code.phone)

    def _verdict(self, code: Code, typed: str, now: Moment) -> CodeVerdict:
        if code.tries_left == 0:
            return CodeVerdict.EXHAUSTED
        if now.at >= code.expires_at:
            return CodeVerdict.EXPIRED
        if typed == code.digits:
            unmoved = self.phones[code.customer_id] == code.phone
            return CodeVerdict.RIGHT if unmoved else CodeVerdict.EXPIRED
        return CodeVerdict.WRONG if code.tries_left > 1 else CodeVerdict.EXHAUSTED

    def _is_kept_by_another(self, account_id: AccountId, participant_id: ParticipantId) -> bool:
        link = self.accounts[account_id].link
        if link is None or link.participant_id == participant_id:
            return False
        return self._is_proved(account_id) or self.held_minor(account_id) > 0

    def _is_proved(self, account_id: AccountId) -> bool:
        account = self.accounts[account_id]
        link = account.link
        return link is not None and link.active and link.phone == self.phones[account.customer_id]

    @against.register
    def _(self, command: UnlinkAccount, now: Moment) -> Iterator[str]:
        link = self.accounts[command.account_id].link
        if link is None or not link.active or link.participant_id != _me(command):
            yield "account_not_linked"
        if self.held_minor(command.account_id):
            yield "account_in_use"

    @follow.register
    def _(self, command: UnlinkAccount, result: Any, now: Moment) -> None:
        account = self.accounts[command.account_id]
        assert account.link is not None
        account.link = replace(account.link, active=False)

    # Pooling

    @against.register
    def _(self, command: OpenCampaign, now: Moment) -> Iterator[str]:
        soon = command.proposal.deadline < now.at + timedelta(minutes=10)
        if soon or command.proposal.target_minor <= 0:
            yield "admission_refused"

    @follow.register
    def _(self, command: OpenCampaign, result: Opened, now: Moment) -> None:
        terms = self._house.campaign(result.campaign_id).terms
        self.pools[result.campaign_id] = Pool(terms, _me(command), terms.deadline)

    @against.register
    def _(self, command: PlacePledge, now: Moment) -> Iterator[str]:
        pool = self.pools[command.campaign_id]
        if _me(command) in pool.members:
            yield "already_pledged"
        if command.consent.terms_digest != pool.terms.digest:
            yield "terms_not_consented"
        yield from self._against_joining(pool, now)
        if pool.kept_from(_me(command)):
            yield "place_kept"
        yield from pool.against(command.amount)
        yield from self._against_account(command, command.amount, now)

    def _against_joining(self, pool: Pool, now: Moment) -> Iterator[str]:
        if pool.state is not CampaignState.OPEN:
            yield "campaign_not_open"
        if now.at >= pool.closes_at:
            yield "deadline_passed"

    def _against_account(
        self,
        command: PlacePledge | ChangePledge,
        amount: PledgeAmount,
        now: Moment,
        replaced: Member | None = None,
    ) -> Iterator[str]:
        """What speaks against debiting the account, once the hold of a replaced pledge is given back."""
        account = self.accounts[command.account_id]
        link = account.link
        if link is None or not link.active or link.participant_id != _me(command):
            yield "account_not_linked"
        available_minor, used_minor = account.available_minor, account.used_minor[now.day]
        if replaced and replaced.account_id == command.account_id:
            available_minor += replaced.amount_minor
            used_minor -= replaced.amount_minor if replaced.held_on == now.day else 0
        limit_minor = account.day_limit_minor
        if (
            not self._is_proved(command.account_id)
            or account.status is not AccountStatus.NORMAL
            or amount.debit_amount_type not in account.types
            or amount.amount_minor > available_minor
            or (limit_minor is not None and used_minor + amount.amount_minor > limit_minor)
        ):
            yield "account_not_valid"

    @follow.register
    def _(self, command: PlacePledge, result: Any, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        seat = pool.seat_for(command.amount)
        pool.members[_me(command)] = self._held(Member(command.account_id, command.amount, seat, now.day))
        if _me(command) in pool.line:
            pool.unline(_me(command))
        if not pool.remaining_minor:
            pool.state = CampaignState.FUNDED
        pool.pass_on(now.at)

    def _held(self, member: Member) -> Member:
        account = self.accounts[member.account_id]
        account.available_minor -= member.amount_minor
        account.used_minor[member.held_on] += member.amount_minor
        return member

    def _given_back(self, member: Member, now: Moment) -> None:
        account = self.accounts[member.account_id]
        account.available_minor += member.amount_minor
        if member.held_on == now.day:
            account.used_minor[now.day] -= member.amount_minor

    @against.register
    def _(self, command: ChangePledge, now: Moment) -> Iterator[str]:
        pool, member = self.pools[command.campaign_id], self._member(command)
        if member is None:
            yield "not_pledged"
            return
        if pool.state not in MOVABLE:
            yield "pledge_fixed"
        if command.consent.terms_digest != pool.terms.digest:
            yield "terms_not_consented"
        other_amount = command.amount != member.amount
        if not other_amount and member.account_id == command.account_id and not member.ailing:
            yield "nothing_changed"
        yield from self._against_account(command, command.amount, now, replaced=member)
        if pool.state is CampaignState.OPEN:
            yield from self._against_joining(pool, now)
            if command.amount.amount_minor > member.amount_minor and pool.kept_from(_me(command)):
                yield "place_kept"
            if other_amount:
                rest = {key: kept for key, kept in pool.members.items() if kept is not member}
                yield from replace(pool, members=rest).against(command.amount)
        else:
            if other_amount:
                yield "pledge_fixed"
            if member.ailing and pool.mend_until is not None and now.at >= pool.mend_until:
                yield "deadline_passed"

    def _member(self, command: ChangePledge | WithdrawPledge) -> Member | None:
        return self.pools[command.campaign_id].members.get(_me(command))

    @follow.register
    def _(self, command: ChangePledge, result: Any, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        member = pool.members.pop(_me(command))
        self._given_back(member, now)
        seat = member.seat if command.amount == member.amount else pool.seat_for(command.amount)
        changed = Member(command.account_id, command.amount, seat, now.day)
        pool.members[_me(command)] = self._held(changed)
        if pool.state is CampaignState.REPAIRING:
            self._repaired(pool, now)
        elif not pool.remaining_minor:
            pool.state = CampaignState.FUNDED
        pool.pass_on(now.at)

    @against.register
    def _(self, command: WithdrawPledge, now: Moment) -> Iterator[str]:
        if self._member(command) is None:
            yield "not_pledged"
        if self.pools[command.campaign_id].state not in MOVABLE:
            yield "pledge_fixed"

    @follow.register
    def _(self, command: WithdrawPledge, result: Any, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        self._given_back(pool.members.pop(_me(command)), now)
        if pool.state is CampaignState.REPAIRING:
            self._repaired(pool, now)
        pool.pass_on(now.at)

    def _repaired(self, pool: Pool, now: Moment) -> None:
        if pool.ailing:
            return
        pool.mend_until = None
        if pool.remaining_minor:
            pool.state = CampaignState.OPEN
            refilled_by = min(now.at + timedelta(hours=48), pool.terms.deadline + timedelta(hours=72))
            pool.closes_at = max(pool.terms.deadline, refilled_by)
        else:
            pool.state = CampaignState.FUNDED
        pool.pass_on(now.at)

    # Waiting in line

    @against.register
    def _(self, command: JoinWaitingList, now: Moment) -> Iterator[str]:
        pool = self.pools[command.campaign_id]
        if _me(command) in pool.members:
            yield "already_pledged"
        if pool.state not in {*MOVABLE, CampaignState.FUNDED}:
            yield "campaign_not_open"
        if pool.state is CampaignState.OPEN and now.at >= pool.closes_at:
            yield "deadline_passed"
        if pool.state is CampaignState.OPEN and not pool.line:
            yield "place_free"
        if _me(command) in pool.line:
            yield "already_waiting"

    @follow.register
    def _(self, command: JoinWaitingList, result: Waiting, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        pool.line.append(_me(command))
        assert result.position == len(pool.line)

    @against.register
    def _(self, command: LeaveWaitingList, now: Moment) -> Iterator[str]:
        if _me(command) not in self.pools[command.campaign_id].line:
            yield "not_waiting"

    @follow.register
    def _(self, command: LeaveWaitingList, result: Any, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        pool.unline(_me(command))
        pool.pass_on(now.at)

    @against.register
    def _(self, command: EndPlaceOffer, now: Moment) -> Iterator[str]:
        kept_until = self.pools[command.campaign_id].kept_until
        if kept_until is None or now.at < kept_until:
            yield "not_due"

    @follow.register
    def _(self, command: EndPlaceOffer, result: Any, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        pool.unline(pool.line[0])
        pool.pass_on(now.at)

    @against.register
    def _(self, command: CancelCampaign, now: Moment) -> Iterator[str]:
        pool = self.pools[command.campaign_id]
        if command.actor.kind is PARTICIPANT and _me(command) != pool.initiator_id:
            yield "not_permitted"
        if command.actor.kind is ADMIN and not command.reason.strip():
            yield "reason_missing"
        called_off = MOVABLE | {CampaignState.FUNDED} if command.actor.kind is ADMIN else MOVABLE
        if pool.state not in called_off:
            yield "campaign_fixed"

    @follow.register
    def _(self, command: CancelCampaign, result: Any, now: Moment) -> None:
        self._end(self.pools[command.campaign_id], CampaignState.CANCELLED, now)

    def _end(self, pool: Pool, state: CampaignState, now: Moment) -> None:
        for member in pool.members.values():
            self._given_back(member, now)
        pool.members.clear()
        pool.line.clear()
        pool.state, pool.mend_until, pool.kept_until = state, None, None

    # Settling

    @against.register
    def _(self, command: SettleCampaign, now: Moment) -> Iterator[str]:
        if self.pools[command.campaign_id].state is not CampaignState.FUNDED:
            yield "not_due"

    @follow.register
    def _(self, command: SettleCampaign, result: Any, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        for member in pool.members.values():
            normal = self.accounts[member.account_id].status is AccountStatus.NORMAL
            member.ailing = not normal or not self._is_proved(member.account_id)
        if pool.ailing:
            pool.state = CampaignState.REPAIRING
            pool.mend_until = min(now.at + timedelta(hours=24), pool.terms.deadline + timedelta(hours=72))
        else:
            pool.state = CampaignState.SETTLED

    @against.register
    def _(self, command: ExpireCampaign, now: Moment) -> Iterator[str]:
        pool = self.pools[command.campaign_id]
        if pool.state is not CampaignState.OPEN or now.at < pool.closes_at:
            yield "not_due"

    @follow.register
    def _(self, command: ExpireCampaign, result: Any, now: Moment) -> None:
        self._end(self.pools[command.campaign_id], CampaignState.EXPIRED, now)

    @against.register
    def _(self, command: DropAiling, now: Moment) -> Iterator[str]:
        pool = self.pools[command.campaign_id]
        if pool.state is not CampaignState.REPAIRING or pool.mend_until is None or now.at < pool.mend_until:
            yield "not_due"

    @follow.register
    def _(self, command: DropAiling, result: Any, now: Moment) -> None:
        pool = self.pools[command.campaign_id]
        for participant_id in pool.ailing:
            self._given_back(pool.members.pop(participant_id), now)
        self._repaired(pool, now)
