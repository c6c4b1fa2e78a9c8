"""The staff: who may do what at the admin desk, and what each could be given."""

from collections.abc import Iterator, Sequence

from bot.locales import Key, Markup, from_outside
from bot.locales.outside import isolated, tidy
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    ColleagueTap,
    NominationDrop,
    ParticipantTap,
    Power,
    PowerTap,
)
from bot.telegram.admin_subjects import can
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, columns, tap
from bot.telegram.picking import people_key
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.staff import Role
from core.views import Colleague, Draft

_SHOWN = 30
_MAKE = {
    Power.MAKE_VIEWER: Key("admin-button-make-viewer"),
    Power.MAKE_OPERATOR: Key("admin-button-make-operator"),
    Power.MAKE_APPROVER: Key("admin-button-nominate"),
}


def staff_screen(staff: Sequence[Colleague], visit: Visit) -> Screen:
    """Everybody with a role, those who may most first; an approver can change each and add others."""
    words = visit.words
    at = visit.now().at
    shown = [each for each in staff if each.member.role or each.member.waiting_nomination(at)][:_SHOWN]
    lines = [words("admin-staff")]
    lines += [_line(each, visit) for each in shown] or [words("admin-staff-none")]
    if visit.may(Role.APPROVER):
        lines.append(Markup(f"\n{words('admin-staff-hint')}"))
    people = [
        tap(_short_name(each), ColleagueTap(telegram_user_id=each.member.telegram_user_id), PRIMARY)
        for each in shown
    ]
    pick = tap(words.plain("admin-button-pick-colleague"), AdminGo(place=AdminPlace.PICK_COLLEAGUE))
    find = tap(words.plain("admin-button-find-participant"), AdminGo(place=AdminPlace.FIND_PARTICIPANT))
    rows = (*columns(people, 2), (pick,), (find, overview_button(visit)))
    return Screen("\n".join(lines), staff_keyboard(visit, *rows))


def pick_colleague_screen(draft: Draft, visit: Visit) -> Screen:
    """A key in place of the letter keys, with which somebody is picked who is to have a role."""
    key = people_key(visit.words.plain("admin-button-pick-colleague"), draft, at_once=1)
    return Screen(visit.words("admin-pick-colleague"), key)


def colleague_name(colleague: Colleague) -> Markup:
    """What they are called; before they have met the bot, as Telegram said when they were picked, else their id."""
    known = colleague.known
    if known is None and colleague.called:
        return from_outside(colleague.called)
    if known is None:
        return Markup(str(colleague.member.telegram_user_id))
    return from_outside(known.participant.name)


def _short_name(colleague: Colleague) -> str:
    known = colleague.known
    return str(colleague.member.telegram_user_id) if known is None else isolated(tidy(known.participant.name))


def _line(colleague: Colleague, visit: Visit) -> Markup:
    name, role = colleague_name(colleague), colleague.member.role
    if role is None:
        return visit.words("admin-colleague-nominated-only", name=name)
    return visit.words("admin-colleague-line", name=name, role=role)


def colleague_screen(colleague: Colleague, visit: Visit) -> Screen:
    """One person's role, where it comes from, and a nomination that waits; with what an approver can change."""
    return Screen("\n".join(_lines(colleague, visit)), staff_keyboard(visit, *_rows(colleague, visit)))


def _lines(colleague: Colleague, visit: Visit) -> Iterator[Markup]:
    words, member = visit.words, colleague.member
    yield words("admin-colleague", name=colleague_name(colleague))
    yield words("admin-id", id=Markup(str(member.telegram_user_id)))
    if member.role is None:
        yield words("admin-colleague-none")
    else:
        yield words("admin-colleague-role", role=member.role)
    if member.named:
        yield words("admin-colleague-named")
    if colleague.known is None:
        yield words("admin-colleague-unmet")
    if nomination := member.waiting_nomination(visit.now().at):
        until = phrases.when(nomination.expires_at, visit)
        yield words("admin-colleague-nominated", until=until, reason=phrases.in_full(nomination.reason))
    if _own(colleague, visit):
        yield words("admin-colleague-own")


def _rows(colleague: Colleague, visit: Visit) -> Iterator[Row]:
    if not _own(colleague, visit):
        yield from _changes(colleague, visit)
    if colleague.known is not None:
        person = ParticipantTap(participant_id=colleague.known.participant.id)
        yield (tap(visit.words.plain("admin-button-participant"), person),)
    back = tap(visit.words.plain("admin-button-staff-back"), AdminGo(place=AdminPlace.STAFF))
    yield (back, overview_button(visit))


def _changes(colleague: Colleague, visit: Visit) -> Iterator[Row]:
    words, member = visit.words, colleague.member
    subject = str(member.telegram_user_id)
    nomination = member.waiting_nomination(visit.now().at)
    if nomination is not None:
        drop = NominationDrop(telegram_user_id=member.telegram_user_id)
        own = nomination.by == str(visit.telegram_user_id)
        agree = PowerTap(power=Power.MAKE_APPROVER, subject=subject)
        agreeing = () if own else (tap(words.plain("admin-button-agree"), agree, SUCCESS),)
        dropping = words.plain("admin-button-take-back" if own else "admin-button-decline")
        yield (*agreeing, tap(dropping, drop, DANGER))
    for power, key in _MAKE.items():
        if can(power, colleague) and not (nomination and power is Power.MAKE_APPROVER):
            yield (tap(words.plain(key), PowerTap(power=power, subject=subject)),)
    if can(Power.REVOKE_ROLE, colleague):
        revoke = PowerTap(power=Power.REVOKE_ROLE, subject=subject)
        yield (tap(words.plain("admin-button-revoke-role"), revoke, DANGER),)


def _own(colleague: Colleague, visit: Visit) -> bool:
    return colleague.member.telegram_user_id == visit.telegram_user_id
