"""Running commands in batches and singly gives the same answers, and leaves the same behind."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.commands import (
    ChangeCustomerPhone,
    Command,
    ConfirmLinking,
    MeetParticipant,
    SetAccountStatus,
    UnlinkAccount,
)
from core.domain.account import AccountStatus
from core.domain.campaign import CampaignState
from core.domain.ids import CampaignId
from core.domain.notice import CodeIssued
from tests.model.invariants import check_invariants
from tests.model.town import UNIT, UNITS, settle_in
from tests.support.house import (
    ADMIN,
    ALL_TYPES,
    CLERK,
    EQUAL_SHARE,
    FREE_AMOUNT,
    REMAINDER,
    SYSTEM,
    House,
    Person,
)
from tests.support.memory import same_but_for_versions


@dataclass(frozen=True, slots=True)
class Scene:
    """A house with campaigns in all the states a batch can find, and a code on its way to each person."""

    house: House
    people: list[Person]
    campaigns: list[CampaignId]


@cache
def scene() -> Scene:
    """The one scene; fork its house."""
    house = House(UNITS)
    people = settle_in(house)
    ann, bo, cy, di = people
    some = {"product_code": UNITS.code, "member_minimum_minor": UNIT, "target_minor": 8 * UNIT}
    empty = house.open(ann, **some, debit_amount_types=ALL_TYPES, seats=4)
    begun = house.open(bo, **{**some, "member_minimum_minor": 2 * UNIT}, head_count_max=3)
    house.pledge(ann, begun, 3 * UNIT)
    house.pledge(di, begun, 2 * UNIT)
    seats = house.open(cy, **some, debit_amount_types=frozenset({EQUAL_SHARE}), seats=4)
    house.pledge(bo, seats, 2 * UNIT, EQUAL_SHARE)
    funded = house.open(di, **some)
    house.pledge(ann, funded, 6 * UNIT)
    house.pledge(cy, funded, 2 * UNIT, REMAINDER)
    repairing = house.open(ann, **some)
    house.pledge(bo, repairing, 5 * UNIT)
    house.pledge(di, repairing, 3 * UNIT)
    house.set_status(di.account_id, AccountStatus.FROZEN)
    house.accepted(house.settling(repairing))
    assert house.campaign(repairing).state is CampaignState.REPAIRING
    for person in people:
        house.start_linking(person.participant_id, person.telegram_user_id, person.phone)
    return Scene(house, people, [empty, begun, seats, funded, repairing])


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants, to be put into a command when the round begins."""

    what: str
    who: int
    which: int
    units: int

    def command(self, house: House, asked: list[Command[Any]]) -> Command[Any]:
        """The command, composed from what can be seen in the house now."""
        person, campaign_id = scene().people[self.who], scene().campaigns[self.which]
        amount_minor, amount_type = self._amount(house, campaign_id)
        match self.what:
            case "place":
                return house.placing(person, campaign_id, amount_minor, amount_type)
            case "change":
                return house.changing(
                    self._member(house, campaign_id), campaign_id, amount_minor, amount_type
                )
            case "withdraw":
                return house.withdrawing(self._member(house, campaign_id), campaign_id)
            case "cancel":
                return house.cancelling((ADMIN, person.actor)[self.units % 2], campaign_id, "a reason")
            case "job":
                jobs = (house.expiring, house.settling, house.dropping)
                state = house.campaign(campaign_id).state
                return jobs[STATES.index(state) if state in STATES else self.who % 3](campaign_id)
            case "again" if asked:
                return asked[-1 - self.units % len(asked)]
            case "reuse" if asked:
                earlier = asked[-1 - self.units % len(asked)]
                return replace(house.withdrawing(person, campaign_id), intent=earlier.intent)
        return self._bank(house, person)

    def _member(self, house: House, campaign_id: CampaignId) -> Person:
        """One of the members, or anybody if there are none."""
        live = {
            pledge.participant_id
            for pledge in house.store.pledges.values()
            if pledge.campaign_id == campaign_id and pledge.live
        }
        people = [person for person in scene().people if person.participant_id in live] or scene().people
        return people[self.who % len(people)]

    def _amount(self, house: House, campaign_id: CampaignId) -> tuple[int, Any]:
        """Mostly of a type that the campaign offers: some units, what is left, or a seat."""
        campaign = house.campaign(campaign_id)
        amounts_minor = {
            FREE_AMOUNT: self.units * UNIT,
            REMAINDER: campaign.remaining_minor,
            EQUAL_SHARE: 2 * UNIT,
        }
        offered = sorted(campaign.terms.debit_amount_types) if self.units else list(amounts_minor)
        amount_type = offered[(self.units + self.who) % len(offered)]
        return amounts_minor[amount_type], amount_type

    def _bank(self, house: House, person: Person) -> Command[Any]:
        intent, actor = house.intent(), person.actor
        phones = (person.phone, f"{person.phone[:-1]}9")
        match self.what:
            case "status":
                status = (AccountStatus.NORMAL, AccountStatus.FROZEN)[self.units % 2]
                return SetAccountStatus(
                    intent=intent, actor=CLERK, account_id=person.account_id, status=status, reason="why"
                )
            case "phone":
                old_phone, phone = phones if self.units % 2 else reversed(phones)
                return ChangeCustomerPhone(
                    intent=intent,
                    actor=CLERK,
                    customer_id=person.customer_id,
                    old_phone=old_phone,
                    phone=phone,
                )
            case "confirm":
                code = house.told(CodeIssued, person.participant_id)[-1].code if self.units % 4 else "wrong"
                return ConfirmLinking(intent=intent, actor=actor, code=code)
            case "unlink":
                return UnlinkAccount(intent=intent, actor=actor, account_id=person.account_id)
            case "contact":
                return house.starting(person.participant_id, person.telegram_user_id, phones[self.units % 2])
            case "credit":
                return house.crediting(person.account_id, self.units * UNIT)
        return MeetParticipant(
            intent=intent, actor=SYSTEM, telegram_user_id=1000 + self.units, name=self.what, locale="en"
        )


STATES = (CampaignState.OPEN, CampaignState.FUNDED, CampaignState.REPAIRING)
WHAT = (
    *("place", "place", "place", "place", "change", "change", "withdraw", "job", "job", "again", "reuse"),
    *("status", "phone", "confirm", "unlink", "contact", "credit", "cancel", "meet"),
)
WISHES = st.builds(Wish, st.sampled_from(WHAT), st.integers(0, 3), st.integers(0, 4), st.integers(0, 8))
ROUNDS = st.lists(
    st.tuples(st.lists(WISHES, min_size=5, max_size=40), st.sampled_from([0, 1, 9, 24 * 60, 72 * 60])),
    min_size=2,
    max_size=4,
)


@pytest.mark.timeout(900)
@given(ROUNDS, st.data())
def test_commands_are_answered_alike_singly_in_one_batch_and_in_any_batches(rounds, data):
    """Each round's commands are composed before any of them runs, as taps are that wait for the same transaction."""
    singly, at_once, in_parts = (scene().house.fork() for _ in range(3))
    asked: list[Command[Any]] = []
    for wishes, minutes in rounds:
        commands: list[Command[Any]] = []
        for wish in wishes:
            commands.append(wish.command(singly, [*asked, *commands]))
        asked += commands
        receipts = [receipt for command in commands for receipt in singly.store.run([command], singly.now)]

        assert at_once.store.run(commands, singly.now) == receipts
        cuts = sorted(data.draw(st.sets(st.integers(1, len(commands)), max_size=4), "cuts"))
        parts = [commands[start:end] for start, end in zip([0, *cuts], [*cuts, len(commands)], strict=True)]
        assert [receipt for part in parts for receipt in in_parts.store.run(part, singly.now)] == receipts

        for other in (at_once, in_parts):
            assert same_but_for_versions(other.store.tables(), singly.store.tables())
        check_invariants(singly.store)
        singly.later(minutes=minutes)
