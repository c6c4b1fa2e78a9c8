"""Roles at the admin desk: who may give them, what each allows, and that nobody can be two people."""

import pytest

from core.commands import (
    Accepted,
    Actor,
    ActorKind,
    Command,
    DropNomination,
    GrantRole,
    NameApprovers,
    RecordAdminUse,
    RevokeRole,
)
from core.domain.correction import Decision
from core.domain.errors import (
    LastApprover,
    NobodyToAgree,
    NominationPending,
    NominationUnknown,
    NothingChanged,
    NotPermitted,
    OwnRole,
    ProposerVouched,
    ReasonMissing,
    RoleMissing,
    RoleNamed,
)
from core.domain.ids import AccountId
from core.domain.notice import ApproverNominated, RoleChanged
from core.domain.staff import Role
from core.usecases import USE_CASES
from tests.support.house import ADMIN, CLERK, SYSTEM, YUAN, House
from tests.support.reconciling import ADA, BEA, deciding, proposing, reconcile, slip
from tests.usecases.test_reconciling import Pool

CAI, DAN = 9, 10
VIEWER, OPERATOR, APPROVER = Role


def granting(house: House, who: int, role: Role, actor: Actor = ADA, reason: str = "new here") -> GrantRole:
    return house.granting(who, role, actor, reason)


def revoking(house: House, who: int, actor: Actor = ADA, reason: str = "has left") -> RevokeRole:
    return RevokeRole(intent=house.intent(), actor=actor, telegram_user_id=who, reason=reason)


def naming(house: House, *who: int) -> NameApprovers:
    return NameApprovers(intent=house.intent(), actor=SYSTEM, telegram_user_ids=frozenset(who))


def dropping(house: House, who: int, actor: Actor) -> DropNomination:
    return DropNomination(intent=house.intent(), actor=actor, telegram_user_id=who)


def looking(house: House, who: int) -> RecordAdminUse:
    return RecordAdminUse(intent=house.intent(), actor=Actor.admin(who), action="look", subject="")


def role_of(house: House, who: int) -> Role | None:
    return house.store.staff[who].role


def astray(house: House) -> AccountId:
    """An account of which the ledger holds ¥100 too little."""
    account_id = Pool(house).bob.account_id
    slip(house, account_id, 100 * YUAN)
    reconcile(house)
    return account_id


class TestARole:
    @pytest.mark.parametrize("role", Role)
    def test_includes_itself_and_those_before_it_alone(self, role):
        assert [each for each in Role if role.includes(each)] == list(Role)[: list(Role).index(role) + 1]

    def test_is_named_by_every_command_that_staff_may_ask_and_no_other(self):
        for use_case in USE_CASES.values():
            assert (use_case.role is not None) == (ActorKind.ADMIN in use_case.actors)

    def test_is_what_staff_need_for_each_command(self, house):
        """The table of the desk; whoever adds a power says here whose it is."""
        needed = {kind.__name__: use_case.role for kind, use_case in USE_CASES.items() if use_case.role}
        assert {name for name, role in needed.items() if role is VIEWER} == {"RecordAdminUse"}
        assert {name for name, role in needed.items() if role is APPROVER} == {
            "GrantRole",
            "ResumeSettlement",
            "RevokeRole",
            "DropNomination",
        }

    def test_that_is_missing_refuses_and_changes_nothing(self, house):
        assert house.refused(looking(house, CAI)) == RoleMissing(VIEWER)
        house.accepted(granting(house, CAI, VIEWER))
        house.accepted(looking(house, CAI))
        assert house.refused(granting(house, DAN, VIEWER, Actor.admin(CAI))) == RoleMissing(APPROVER)
        assert DAN not in house.store.staff

    def test_holds_for_what_is_asked_in_the_same_batch(self, house):
        commands: list[Command[object]] = [
            granting(house, CAI, VIEWER),
            looking(house, CAI),
            revoking(house, CAI),
            looking(house, CAI),
        ]
        granted, looked, revoked, refused = house.store.run(commands, house.now)
        assert all(isinstance(each, Accepted) for each in (granted, looked, revoked))
        assert refused.error == RoleMissing(VIEWER)

    def test_is_told_to_whoever_gets_or_loses_it_and_is_on_the_audit_trail(self, house):
        ann = house.person("Ann")
        house.accepted(granting(house, ann.telegram_user_id, OPERATOR))
        house.accepted(revoking(house, ann.telegram_user_id))
        assert house.told(RoleChanged) == [
            RoleChanged(ann.participant_id, OPERATOR, "new here"),
            RoleChanged(ann.participant_id, None, "has left"),
        ]
        subject = str(ann.telegram_user_id)
        assert house.use_of_power()[-2:] == [
            ("admin:7", "grant_role:operator", subject),
            ("admin:7", "revoke_role", subject),
        ]

    def test_is_an_approvers_or_the_machines_keepers_to_give(self, house):
        house.accepted(granting(house, CAI, OPERATOR, CLERK))
        for actor in (SYSTEM, house.person("Ann").actor):
            assert house.refused(granting(house, DAN, VIEWER, actor)) == NotPermitted()
        assert house.refused(granting(house, DAN, VIEWER, Actor.admin(CAI))) == RoleMissing(APPROVER)

    def test_is_nobodys_own_to_change(self, house):
        for command in (granting(house, 7, VIEWER), revoking(house, 7), dropping(house, 7, ADA)):
            assert house.refused(command) == OwnRole()

    def test_needs_a_reason_and_a_change(self, house):
        assert house.refused(granting(house, CAI, VIEWER, reason=" ")) == ReasonMissing()
        assert house.refused(revoking(house, CAI)) == NothingChanged()
        house.accepted(granting(house, CAI, VIEWER))
        assert house.refused(granting(house, CAI, VIEWER)) == NothingChanged()
        assert house.refused(revoking(house, CAI, reason="")) == ReasonMissing()


class TestAnApprover:
    def test_is_nominated_by_one_and_agreed_to_by_another(self, house):
        bea, _ = house.meet("Bea", 8)
        assert house.accepted(granting(house, CAI, APPROVER)).waits
        assert role_of(house, CAI) is None
        assert house.told(ApproverNominated) == [ApproverNominated(bea, CAI)]
        assert house.refused(granting(house, CAI, APPROVER)) == NominationPending()
        assert not house.accepted(granting(house, CAI, APPROVER, BEA, reason="")).waits
        assert role_of(house, CAI) is APPROVER

    def test_is_not_agreed_to_by_a_puppet_of_whoever_nominates(self, house):
        house.accepted(revoking(house, 8))
        house.accepted(granting(house, CAI, OPERATOR))
        assert house.refused(granting(house, DAN, APPROVER)) == NobodyToAgree()
        assert house.refused(granting(house, DAN, APPROVER, Actor.admin(CAI))) == RoleMissing(APPROVER)

    def test_can_be_made_at_the_machine_alone(self, house):
        assert not house.accepted(granting(house, CAI, APPROVER, CLERK)).waits
        assert role_of(house, CAI) is APPROVER

    def test_who_is_nominated_waits_three_days_and_can_be_declined_or_taken_back(self, house):
        for actor in (ADA, BEA):
            house.accepted(granting(house, CAI, APPROVER))
            house.accepted(dropping(house, CAI, actor))
            assert house.refused(dropping(house, CAI, actor)) == NominationUnknown()
            assert role_of(house, CAI) is None
        house.accepted(granting(house, CAI, APPROVER))
        house.later(days=3)
        assert house.refused(dropping(house, CAI, BEA)) == NominationUnknown()
        assert house.accepted(granting(house, CAI, APPROVER, BEA)).waits

    def test_a_nominated_operator_keeps_their_role_meanwhile(self, house):
        house.accepted(granting(house, CAI, OPERATOR))
        house.accepted(granting(house, CAI, APPROVER))
        assert role_of(house, CAI) is OPERATOR
        house.accepted(dropping(house, CAI, BEA))
        assert role_of(house, CAI) is OPERATOR

    def test_who_is_the_last_one_stays(self, house):
        house.accepted(revoking(house, 8))
        assert house.refused(revoking(house, 7, CLERK)) == LastApprover()
        assert house.refused(granting(house, 7, VIEWER, CLERK)) == LastApprover()
        house.accepted(granting(house, DAN, APPROVER, CLERK))
        house.accepted(revoking(house, 7, CLERK))


class TestTheSettings:
    def test_make_approvers_and_take_that_back_from_who_is_named_no_more(self, house):
        house.accepted(naming(house, CAI, DAN))
        house.accepted(naming(house, DAN))
        assert (role_of(house, CAI), role_of(house, DAN)) == (None, APPROVER)
        assert house.refused(looking(house, CAI)) == RoleMissing(VIEWER)

    def test_leave_who_was_granted_a_role_with_that(self, house):
        house.accepted(granting(house, CAI, OPERATOR))
        house.accepted(naming(house, CAI))
        assert role_of(house, CAI) is APPROVER
        house.accepted(naming(house))
        assert role_of(house, CAI) is OPERATOR

    def test_are_not_overruled_in_chat_or_at_the_machine(self, house):
        house.accepted(naming(house, CAI))
        for actor in (ADA, CLERK):
            assert house.refused(revoking(house, CAI, actor)) == RoleNamed()
            assert house.refused(granting(house, CAI, VIEWER, actor)) == RoleNamed()

    def test_change_nothing_when_they_name_the_same(self, house):
        house.accepted(naming(house, CAI))
        before = dict(house.store.staff)
        house.accepted(naming(house, CAI))
        assert house.store.staff == before


class TestACorrection:
    def test_is_an_approvers_to_decide_and_an_operators_to_propose(self, house):
        account_id = astray(house)
        house.accepted(granting(house, CAI, OPERATOR, CLERK))
        house.accepted(granting(house, DAN, VIEWER, CLERK))
        proposal = proposing(house, account_id, Actor.admin(DAN))
        assert house.refused(proposal) == RoleMissing(OPERATOR)
        mine = house.accepted(proposing(house, account_id, ADA)).correction_id
        for decision in (Decision.APPROVE, Decision.REFUSE):
            command = deciding(house, mine, decision, Actor.admin(CAI))
            assert house.refused(command) == RoleMissing(APPROVER)
        house.accepted(deciding(house, mine, Decision.APPROVE, BEA))

    def test_is_not_approved_by_whoever_alone_gave_the_proposer_their_role(self, house):
        account_id = astray(house)
        house.accepted(granting(house, CAI, OPERATOR, ADA))
        theirs = house.accepted(proposing(house, account_id, Actor.admin(CAI))).correction_id
        assert house.refused(deciding(house, theirs, Decision.APPROVE, ADA)) == ProposerVouched()
        house.accepted(revoking(house, CAI, ADA))
        assert house.refused(deciding(house, theirs, Decision.APPROVE, ADA)) == ProposerVouched()
        house.accepted(deciding(house, theirs, Decision.APPROVE, BEA))


def test_the_admin_of_other_tests_is_an_approver(house):
    assert role_of(house, int(ADMIN.id)) is APPROVER
