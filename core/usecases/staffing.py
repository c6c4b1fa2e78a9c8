"""Giving people roles at the admin desk, and taking them away: never one's own, and an approver's only by two.

The machine's keeper, at the command line, does it alone, and so do the settings: with them a deployment begins.
"""

from collections.abc import Iterable

from core.book import Book
from core.commands import (
    Actor,
    ActorKind,
    Done,
    DropNomination,
    GrantRole,
    NameApprovers,
    RevokeRole,
    RoleGranted,
)
from core.domain.audit import stated
from core.domain.errors import (
    LastApprover,
    NobodyToAgree,
    NominationPending,
    NominationUnknown,
    NothingChanged,
    OwnRole,
    RoleNamed,
)
from core.domain.ids import ParticipantId
from core.domain.moment import Moment
from core.domain.notice import ApproverNominated, RoleChanged
from core.domain.staff import ROLL, Role, StaffMember
from core.reach import Reach
from core.usecases.registry import use_case

THE_ROLL = frozenset({ROLL})
"""Reaches all staff, to be changed."""
KEEPERS = {ActorKind.BANK, ActorKind.ADMIN}
"""Who gives roles: the machine's keeper, and approvers."""


def _one_of_all_staff(command: GrantRole | RevokeRole | DropNomination) -> Reach:
    them = frozenset({command.telegram_user_id})
    return Reach(staff=them, roll=THE_ROLL, telegram_users=them)


@use_case(
    NameApprovers,
    actors={ActorKind.SYSTEM},
    reach=lambda command: Reach(
        staff=command.telegram_user_ids, roll=THE_ROLL, telegram_users=command.telegram_user_ids
    ),
)
def name_approvers(book: Book, command: NameApprovers, now: Moment) -> Done:
    """Make those whom the settings name approvers, and take that from who is named no more: their own role remains."""
    before = {member.telegram_user_id for member in book.staff_members() if member.named}
    for telegram_user_id in sorted(before ^ command.telegram_user_ids):
        member = _member(book, telegram_user_id)
        named = telegram_user_id in command.telegram_user_ids
        action = "name_approver" if named else "unname_approver"
        _put(book, command.actor, member, member.naming(named=named), action, "", now)
    return Done()


@use_case(
    GrantRole,
    actors=KEEPERS,
    role=Role.APPROVER,
    reach=_one_of_all_staff,
)
def grant_role(book: Book, command: GrantRole, now: Moment) -> RoleGranted:
    """Give somebody a role in place of any other. In chat, one approver nominates another, and a second one agrees.

    Raises OwnRole, RoleNamed, NothingChanged, LastApprover, ReasonMissing; of a nomination NobodyToAgree, or
    NominationPending when the same approver asks again.
    """
    member = _changeable(book, command.actor, command.telegram_user_id)
    if member.role is command.role:
        raise NothingChanged
    in_chat = command.actor.kind is ActorKind.ADMIN
    by_two = in_chat and command.role is Role.APPROVER
    agreed_to = member.waiting_nomination(now.at) if by_two else None
    reason = stated(command.reason.strip() or ("" if agreed_to is None else agreed_to.reason))
    if agreed_to is not None and agreed_to.by == command.actor.id:
        raise NominationPending
    if by_two and agreed_to is None:
        _nominate(book, command.actor, member, reason, now)
        return RoleGranted(waits=True)
    vouched_by = command.actor.id if in_chat and not by_two else None
    action = f"grant_role:{command.role.value}"
    _put(book, command.actor, member, member.given(command.role, vouched_by), action, reason, now)
    return RoleGranted(waits=False)


@use_case(
    RevokeRole,
    actors=KEEPERS,
    role=Role.APPROVER,
    reach=_one_of_all_staff,
)
def revoke_role(book: Book, command: RevokeRole, now: Moment) -> Done:
    """Take somebody's role away. Raises OwnRole, RoleNamed, NothingChanged, LastApprover, ReasonMissing."""
    member = _changeable(book, command.actor, command.telegram_user_id)
    if member.role is None:
        raise NothingChanged
    reason, without = stated(command.reason), member.given(None, member.vouched_by)
    _put(book, command.actor, member, without, "revoke_role", reason, now)
    return Done()


@use_case(
    DropNomination,
    actors=KEEPERS,
    role=Role.APPROVER,
    reach=_one_of_all_staff,
)
def drop_nomination(book: Book, command: DropNomination, now: Moment) -> Done:
    """End a nomination without agreeing to it. Raises OwnRole, NominationUnknown."""
    member = _member(book, command.telegram_user_id)
    if command.actor == Actor.admin(command.telegram_user_id):
        raise OwnRole
    if member.waiting_nomination(now.at) is None:
        raise NominationUnknown
    book.put_staff(member.given(member.granted, member.vouched_by))
    book.record_use(command.actor, "drop_nomination", str(member.telegram_user_id), "", now)
    return Done()


def _member(book: Book, telegram_user_id: int) -> StaffMember:
    return book.staff[telegram_user_id] or StaffMember(telegram_user_id=telegram_user_id)


def _changeable(book: Book, actor: Actor, telegram_user_id: int) -> StaffMember:
    """Who is to be given something else. Raises OwnRole, RoleNamed."""
    if actor == Actor.admin(telegram_user_id):
        raise OwnRole
    member = _member(book, telegram_user_id)
    if member.named:
        raise RoleNamed
    return member


def _nominate(book: Book, actor: Actor, member: StaffMember, reason: str, now: Moment) -> None:
    """Have the other approvers hear that one of them has to agree. Raises NobodyToAgree."""
    others = {each for each in _approvers(book) if str(each) != actor.id}
    if not others:
        raise NobodyToAgree
    book.put_staff(member.nominated(actor.id, reason, now.at))
    book.record_use(actor, "nominate_approver", str(member.telegram_user_id), reason, now)
    for participant_id in met(book, others):
        book.tell(ApproverNominated(participant_id, member.telegram_user_id))


def _put(
    book: Book, actor: Actor, before: StaffMember, after: StaffMember, action: str, detail: str, now: Moment
) -> None:
    """Write what somebody may do now, and tell them if it is something else. Raises LastApprover.

    The settings are not asked who is left: who has the machine can always grant a role there.
    """
    loses = before.role is Role.APPROVER and after.role is not Role.APPROVER
    if loses and actor.kind is not ActorKind.SYSTEM and _approvers(book) == {before.telegram_user_id}:
        raise LastApprover
    book.put_staff(after)
    book.record_use(actor, action, str(after.telegram_user_id), detail, now)
    if after.role is not before.role:
        for participant_id in met(book, {after.telegram_user_id}):
            book.tell(RoleChanged(participant_id, after.role, detail))


def _approvers(book: Book) -> set[int]:
    return {each.telegram_user_id for each in book.staff_members() if each.role is Role.APPROVER}


def met(book: Book, telegram_user_ids: Iterable[int]) -> list[ParticipantId]:
    """Those of these staff who have met the bot; the roll brings them."""
    identities = (book.identities[each] for each in sorted(telegram_user_ids))
    return [identity.participant_id for identity in identities if identity is not None]
