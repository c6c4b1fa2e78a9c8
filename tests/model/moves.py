"""What people, the bank, an admin, the jobs and time may do next: most moves are likely to succeed."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from core.commands import (
    Actor,
    ActorKind,
    ChangeCustomerPhone,
    Command,
    ConfirmLinking,
    SetAccountStatus,
    UnlinkAccount,
)
from core.domain.account import AccountStatus, DebitAmountType
from core.domain.campaign import Campaign, CampaignState, Proposal
from core.domain.ids import AccountId, CampaignId, CustomerId
from core.domain.pledge import PledgeAmount
from tests.model.plain import Pool
from tests.model.rules import MAY_ASK, MOVABLE
from tests.model.town import PHONES, PROPOSALS, UNIT, settle_in
from tests.model.watched import WatchedHouse
from tests.support.house import ADMIN, CLERK, House, Person

ODD_AMOUNTS_MINOR = (0, -UNIT, UNIT // 2, UNIT + 1, 11 * UNIT, 2**62)
TYPES = tuple(DebitAmountType)


class Moves:
    """Each public method is one move; `chance` makes its choices."""

    def __init__(self, house: WatchedHouse) -> None:
        self.house = house
        self.people = settle_in(house)
        self._open(self.people[0], "free")

    # Opening, pledging, changing, withdrawing

    def opens(self, chance: Random) -> None:
        """A campaign, perhaps one that is not admitted, or one that closes soon."""
        self._open(chance.choice(self.people), chance.choice(list(PROPOSALS)), chance.choice((0, 1, 30, 70)))

    def _open(self, person: Person, kind: str, hours: int = 70) -> None:
        changes = {field.name: getattr(PROPOSALS[kind], field.name) for field in fields(Proposal)}
        changes["deadline"] = self.house.at + timedelta(hours=hours)
        self.house.ask(self.house.opening(person, **changes))

    def pledges_anything(self, chance: Random) -> None:
        """Any amount of any type, perhaps from an account that is not linked, or with consent to other terms."""
        person = chance.choice(self.people)
        amount, account_id = self._any_amount(chance), self._account(person, chance)
        command = self._placing(person, self._campaign(chance), amount, account_id)
        self.house.ask(_perhaps_to_other_terms(command, chance))

    def pledges_what_fits(self, chance: Random) -> None:
        """An amount that the pool can take."""
        campaign_id = self._open_campaign(chance)
        fitting = _fitting(self.house.rules.pools[campaign_id])
        person = chance.choice(self.people)
        if fitting:
            amount, account_id = chance.choice(fitting), self._account(person, chance)
            self.house.ask(self._placing(person, campaign_id, amount, account_id))

    def pledges_all_but_one(self, chance: Random) -> None:
        """Nearly all that is left, which may leave a gap."""
        campaign_id, person = self._open_campaign(chance), chance.choice(self.people)
        amount_minor = self.house.rules.pools[campaign_id].remaining_minor - UNIT
        amount = PledgeAmount(DebitAmountType.FREE_AMOUNT, amount_minor)
        self.house.ask(self._placing(person, campaign_id, amount, self._account(person, chance)))

    def all_pledge_the_most_they_can(self, chance: Random) -> None:
        """A storm on what is left, mostly until nothing is."""
        self._fill(self._open_campaign(chance), chance)

    def _fill(self, campaign_id: CampaignId, chance: Random) -> None:
        for person in chance.sample(self.people, len(self.people)):
            if fitting := _fitting(self.house.rules.pools[campaign_id]):
                amount = max(fitting, key=lambda amount: amount.amount_minor)
                self.house.ask(self._placing(person, campaign_id, amount, self._account(person, chance)))

    def changes_to_anything(self, chance: Random) -> None:
        """As one pledges anything."""
        person, campaign_id = self._pledge(chance)
        amount, account_id = self._any_amount(chance), self._account(person, chance)
        command = self._changing(person, campaign_id, amount, account_id)
        self.house.ask(_perhaps_to_other_terms(command, chance))

    def changes_to_what_fits(self, chance: Random) -> None:
        """An amount that the pool could take without the present one."""
        person, campaign_id = self._pledge(chance)
        pool = self.house.rules.pools[campaign_id]
        others = {key: member for key, member in pool.members.items() if key != person.participant_id}
        if fitting := _fitting(replace(pool, members=others)):
            account_id = self._account(person, chance)
            self.house.ask(self._changing(person, campaign_id, chance.choice(fitting), account_id))

    def moves_to_another_account(self, chance: Random) -> None:
        """The same amount; this mends what ails, and is refused if nothing changes."""
        person, campaign_id = self._pledge(chance)
        if member := self.house.rules.pools[campaign_id].members.get(person.participant_id):
            account_id = self._account(person, chance)
            self.house.ask(self._changing(person, campaign_id, member.amount, account_id))

    def withdraws(self, chance: Random) -> None:
        """A pledge, or now and then what was perhaps not pledged."""
        person, campaign_id = self._pledge(chance)
        if not chance.randrange(5):
            person, campaign_id = chance.choice(self.people), self._campaign(chance)
        self.house.ask(self.house.withdrawing(person, campaign_id))

    def waits_in_line(self, chance: Random) -> None:
        """For a place of a campaign that is perhaps not full, or that one is in."""
        self.house.ask(self.house.waiting(chance.choice(self.people), self._campaign(chance)))

    def waits_before_a_place_falls_free(self, chance: Random) -> None:
        """A pool fills but for one account that fails, some wait for its place, and its time runs out."""
        self.accounts_fail_before_settlement(chance)
        for campaign_id, pool in list(self.house.rules.pools.items())[-3:]:
            if pool.state is not CampaignState.REPAIRING:
                continue
            for person in chance.sample(self.people, 2):
                self.house.ask(self.house.waiting(person, campaign_id))
            for participant_id in chance.choice((pool.ailing, list(pool.members))):
                person = next(each for each in self.people if each.participant_id == participant_id)
                self.house.ask(self.house.withdrawing(person, campaign_id))

    def leaves_the_line(self, chance: Random) -> None:
        """One may not be in it."""
        lined = [
            (person, campaign_id)
            for campaign_id, pool in self.house.rules.pools.items()
            for person in self.people
            if person.participant_id in pool.line
        ]
        anything = [(chance.choice(self.people), self._campaign(chance))]
        self.house.ask(self.house.leaving_line(*chance.choice(lined or anything)))

    def cancels(self, chance: Random) -> None:
        """Anybody may try, with or without a reason."""
        actor = chance.choice([ADMIN, *(person.actor for person in self.people)])
        reason = chance.choice(["", " ", "a mistake"])
        self.house.ask(self.house.cancelling(actor, self._campaign(chance), reason))

    def _placing(
        self, person: Person, campaign_id: CampaignId, amount: PledgeAmount, account_id: AccountId
    ) -> Command[Any]:
        amount_minor, amount_type = amount.amount_minor, amount.debit_amount_type
        return self.house.placing(person, campaign_id, amount_minor, amount_type, account_id)

    def _changing(
        self, person: Person, campaign_id: CampaignId, amount: PledgeAmount, account_id: AccountId
    ) -> Command[Any]:
        amount_minor, amount_type = amount.amount_minor, amount.debit_amount_type
        return self.house.changing(person, campaign_id, amount_minor, amount_type, account_id)

    # Time and the jobs

    def time_passes(self, chance: Random) -> None:
        """From nothing to hours."""
        self.house.later(minutes=chance.choice((0, 1, 9, 60, 5 * 60)))

    def something_falls_due(self, chance: Random) -> None:
        """Time passes until a campaign needs a job, and the jobs run, unless somebody taps first."""
        campaign_id = self._campaign(chance)
        due_at = _due_at(self.house.campaign(campaign_id))
        if due_at is not None and due_at > self.house.at:
            self.house.later(seconds=(due_at - self.house.at).total_seconds())
        if not chance.randrange(3):
            person = chance.choice(self.people)
            account_id = self._account(person, chance)
            self.house.ask(self._placing(person, campaign_id, self._any_amount(chance), account_id))
        self.jobs_run(chance)

    def jobs_run(self, chance: Random) -> None:
        """As jobs would: the rows' states and times say what to ask, and what is due is never refused."""
        for campaign in self.house.store.campaigns.copy().values():
            due_at = _due_at(campaign)
            if due_at is not None and self.house.at >= due_at:
                self.house.accepted(_job(campaign)(self.house, campaign.id))

    def a_job_asks_too_soon(self, chance: Random) -> None:
        """Or too late, or just then."""
        job = chance.choice([*JOBS.values(), House.passing_on])
        self.house.ask(job(self.house, self._campaign(chance)))

    # The bank and the admins

    def an_account_gets_a_status(self, chance: Random) -> None:
        """By the bank or an admin, with or without a reason."""
        status, actor = chance.choice(list(AccountStatus)), chance.choice((ADMIN, CLERK))
        self._set_status(chance.choice(self._accounts()), status, actor, chance.choice(("", "why", "why")))

    def accounts_fail_before_settlement(self, chance: Random) -> None:
        """One or two of a full pool's members have a frozen account or another number; the job may come late."""
        campaign_id = self._open_campaign(chance)
        self._fill(campaign_id, chance)
        members = list(self.house.rules.pools[campaign_id].members.values())
        for member in chance.sample(members, min(len(members), chance.choice((1, 1, 2)))):
            if chance.randrange(2):
                self._set_status(member.account_id, AccountStatus.FROZEN, ADMIN, "a court's order")
            else:
                customer_id = self.house.rules.accounts[member.account_id].customer_id
                self._change_phone(customer_id, self.house.rules.phones[customer_id], chance)
        self.house.later(hours=chance.choice((0, 0, 20, 60, 130)))
        self.house.ask(self.house.settling(campaign_id))

    def everything_is_mended(self, chance: Random) -> None:
        """Accounts are put in order and linked again, and whoever ails moves the pledge to the account it is on."""
        for account_id, account in self.house.rules.accounts.items():
            if account.status not in (AccountStatus.NORMAL, AccountStatus.CLOSED):
                self._set_status(account_id, AccountStatus.NORMAL, CLERK, "in order")
        for campaign_id, pool in self.house.rules.pools.items():
            for person in self.people:
                if person.participant_id in pool.ailing:
                    self._link(person, self.house.rules.phones[person.customer_id])
                    member = pool.members[person.participant_id]
                    self.house.ask(self._changing(person, campaign_id, member.amount, member.account_id))

    def money_comes_in(self, chance: Random) -> None:
        """On any account."""
        amount_minor = chance.choice((-1, 0, UNIT, 3 * UNIT))
        self.house.ask(self.house.crediting(chance.choice(self._accounts()), amount_minor))

    def an_account_is_opened(self, chance: Random) -> None:
        """For one of the customers, who has to link again to use it."""
        self.house.account(chance.choice(self.people).customer_id, chance.choice((0, 5 * UNIT)))

    def a_number_changes(self, chance: Random) -> None:
        """At the bank; the clerk may be mistaken about the old one."""
        customer_id = chance.choice(self.people).customer_id
        old_phone = chance.choice((*PHONES, *[self.house.rules.phones[customer_id]] * len(PHONES)))
        self._change_phone(customer_id, old_phone, chance)

    def _set_status(self, account_id: AccountId, status: AccountStatus, actor: Actor, reason: str) -> None:
        intent = self.house.intent()
        self.house.ask(
            SetAccountStatus(intent=intent, actor=actor, account_id=account_id, status=status, reason=reason)
        )

    def _change_phone(self, customer_id: CustomerId, old_phone: str, chance: Random) -> None:
        self.house.ask(
            ChangeCustomerPhone(
                intent=self.house.intent(),
                actor=CLERK,
                customer_id=customer_id,
                old_phone=old_phone,
                phone=chance.choice(PHONES),
            )
        )

    # Linking

    def shares_a_contact(self, chance: Random) -> None:
        """One's own, with any number, or somebody else's."""
        person = chance.choice(self.people)
        starting = self.house.starting(person.participant_id, person.telegram_user_id, chance.choice(PHONES))
        self.house.ask(starting if chance.randrange(4) else replace(starting, contact_user_id=999))

    def types_a_code(self, chance: Random) -> None:
        """The newest, perhaps used up or expired, or a wrong one."""
        person = chance.choice(self.people)
        digits = self.house.rules.codes[person.participant_id].digits
        self._confirm(person, chance.choice((digits, "wrong")))

    def links(self, chance: Random) -> None:
        """By the number that the bank knows, mostly one's own, sometimes another customer's."""
        person = chance.choice(self.people)
        customer = chance.choice((person, person, *self.people))
        self._link(person, self.house.rules.phones[customer.customer_id])

    def a_number_passes_to_another(self, chance: Random) -> None:
        """The bank gives a customer another number, and any of the people has that one by now."""
        customer_id = chance.choice(self.people).customer_id
        self._change_phone(customer_id, self.house.rules.phones[customer_id], chance)
        self._link(chance.choice(self.people), self.house.rules.phones[customer_id])

    def unlinks(self, chance: Random) -> None:
        """An account that is perhaps somebody else's."""
        person = chance.choice(self.people)
        account_id = self._account(person, chance)
        self.house.ask(UnlinkAccount(intent=self.house.intent(), actor=person.actor, account_id=account_id))

    def _link(self, person: Person, phone: str) -> None:
        self.house.ask(self.house.starting(person.participant_id, person.telegram_user_id, phone))
        self._confirm(person, self.house.rules.codes[person.participant_id].digits)

    def _confirm(self, person: Person, code: str) -> None:
        self.house.ask(ConfirmLinking(intent=self.house.intent(), actor=person.actor, code=code))

    # Asking again, and asking what is not one's own to ask

    def asks_again(self, chance: Random) -> None:
        """For one of the last things."""
        self.house.ask(self._earlier(chance))

    def asks_under_a_used_intent(self, chance: Random) -> None:
        """For one thing under the intent of another."""
        self.house.ask(replace(self._earlier(chance), intent=self._earlier(chance).intent))

    def asks_as_somebody_else(self, chance: Random) -> None:
        """For what another asked, as oneself or with a power that one does not have."""
        command = self._earlier(chance)
        powers = [Actor(kind, command.actor.id) for kind in ActorKind if kind not in MAY_ASK[type(command)]]
        people = [person.actor for person in self.people]
        actor = chance.choice(people if ActorKind.PARTICIPANT in MAY_ASK[type(command)] else powers)
        self.house.ask(replace(command, intent=self.house.intent(), actor=actor))

    def asks_without_the_power(self, chance: Random) -> None:
        """For what another kind of actor asked."""
        command = self._earlier(chance)
        kinds = [kind for kind in ActorKind if kind not in MAY_ASK[type(command)]]
        actor = Actor(chance.choice(kinds), command.actor.id)
        self.house.ask(replace(command, intent=self.house.intent(), actor=actor))

    def _earlier(self, chance: Random) -> Command[Any]:
        return chance.choice(list(self.house.answered.values())[-12:])[0]

    # What is chosen from

    def _campaign(self, chance: Random) -> CampaignId:
        return chance.choice(list(self.house.store.campaigns)[-3:])

    def _open_campaign(self, chance: Random) -> CampaignId:
        """One of the newest that takes pledges; there is always one."""
        pools = self.house.rules.pools.items()
        while not (
            open_ones := [
                campaign_id
                for campaign_id, pool in pools
                if pool.state is CampaignState.OPEN and self.house.at < pool.closes_at
            ]
        ):
            self._open(self.people[0], chance.choice(list(PROPOSALS)))
        return chance.choice(open_ones[-2:])

    def _pledge(self, chance: Random) -> tuple[Person, CampaignId]:
        """One of the pledges that may still move; if there is none, somebody tries to place one."""
        if not self._movable():
            self.pledges_what_fits(chance)
        anything = [(self.people[0], self._campaign(chance))]
        return chance.choice(self._movable() or anything)

    def _movable(self) -> list[tuple[Person, CampaignId]]:
        return [
            (person, campaign_id)
            for campaign_id, pool in self.house.rules.pools.items()
            if pool.state in MOVABLE
            for person in self.people
            if person.participant_id in pool.members
        ]

    def _accounts(self) -> list[AccountId]:
        return list(self.house.store.accounts)

    def _account(self, person: Person, chance: Random) -> AccountId:
        """Mostly one that is linked to the person."""
        linked = [
            account_id
            for account_id, account in self.house.rules.accounts.items()
            if account.link and account.link.active and account.link.participant_id == person.participant_id
        ]
        return chance.choice(linked if linked and chance.randrange(8) else self._accounts())

    @staticmethod
    def _any_amount(chance: Random) -> PledgeAmount:
        amount_minor = (
            chance.randint(1, 8) * UNIT if chance.randrange(4) else chance.choice(ODD_AMOUNTS_MINOR)
        )
        return PledgeAmount(chance.choice(TYPES), amount_minor)


def _perhaps_to_other_terms(command: Any, chance: Random) -> Any:
    other = replace(command, consent=replace(command.consent, terms_digest="other"))
    return command if chance.randrange(8) else other


def _fitting(pool: Pool) -> list[PledgeAmount]:
    """Every amount that the pool can take now."""
    amounts = [
        PledgeAmount(amount_type, units * UNIT)
        for amount_type in TYPES
        for units in range(1, pool.remaining_minor // UNIT + 1)
    ]
    return [amount for amount in amounts if not list(pool.against(amount))]


def _due_at(campaign: Campaign) -> datetime | None:
    """When a job has to do something about the campaign."""
    match campaign.state:
        case CampaignState.OPEN:
            return campaign.waiting.kept_until or campaign.closes_at
        case CampaignState.FUNDED:
            return campaign.funded_at
        case CampaignState.REPAIRING:
            return campaign.mend_until
    return None


JOBS: dict[CampaignState, Callable[[House, CampaignId], Command[Any]]] = {
    CampaignState.OPEN: House.expiring,
    CampaignState.FUNDED: House.settling,
    CampaignState.REPAIRING: House.dropping,
}


def _job(campaign: Campaign) -> Callable[[House, CampaignId], Command[Any]]:
    """What is due of the campaign."""
    kept_until = campaign.waiting.kept_until
    passes_on = kept_until is not None and kept_until < campaign.closes_at
    return House.passing_on if passes_on else JOBS[campaign.state]


_OFTEN = {
    Moves.pledges_anything: 4,
    Moves.pledges_what_fits: 5,
    Moves.pledges_all_but_one: 2,
    Moves.all_pledge_the_most_they_can: 3,
    Moves.accounts_fail_before_settlement: 4,
    Moves.changes_to_anything: 2,
    Moves.changes_to_what_fits: 3,
    Moves.moves_to_another_account: 3,
    Moves.something_falls_due: 3,
    Moves.everything_is_mended: 2,
    Moves.cancels: 2,
    Moves.waits_before_a_place_falls_free: 3,
    Moves.leaves_the_line: 2,
    Moves.an_account_gets_a_status: 2,
    Moves.a_number_passes_to_another: 2,
    Moves.jobs_run: 2,
}
MOVES: tuple[Callable[[Moves, Random], None], ...] = tuple(
    move for name, move in vars(Moves).items() if not name.startswith("_") for _ in range(_OFTEN.get(move, 1))
)
"""Every move, some of them several times so that they are chosen more often."""
