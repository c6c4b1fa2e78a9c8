"""When participants want to hear of what: their clock, their quiet hours, reminders, and a word that stops them."""

from dataclasses import replace

from core.book import Book
from core.commands import (
    ActorKind,
    ChooseDeadlineLead,
    ChooseQuietHours,
    ChooseZone,
    Command,
    Done,
    StopNudges,
)
from core.domain.ids import ParticipantId
from core.domain.moment import Moment
from core.domain.notifications import Notifications
from core.domain.participant import Participant
from core.reach import Reach
from core.usecases.linking import known_participant
from core.usecases.registry import use_case


def _own(command: Command[Done]) -> Reach:
    return Reach(participants=frozenset({ParticipantId(command.actor.id)}))


def _asking(book: Book, command: Command[Done]) -> Participant:
    return known_participant(book, ParticipantId(command.actor.id))


def _put(book: Book, participant: Participant, chosen: Notifications) -> Done:
    if chosen != participant.notifications:
        book.participants.put(participant.id, replace(participant, notifications=chosen))
    return Done()


@use_case(ChooseZone, actors={ActorKind.PARTICIPANT}, reach=_own)
def choose_zone(book: Book, command: ChooseZone, now: Moment) -> Done:
    """From now on times of day are told by this zone's clock. Raises ParticipantUnknown."""
    participant = _asking(book, command)
    return _put(book, participant, replace(participant.notifications, zone=command.zone))


@use_case(ChooseQuietHours, actors={ActorKind.PARTICIPANT}, reach=_own)
def choose_quiet_hours(book: Book, command: ChooseQuietHours, now: Moment) -> Done:
    """From now on what can wait is not sent in these hours. Raises ParticipantUnknown."""
    participant = _asking(book, command)
    return _put(book, participant, replace(participant.notifications, quiet=command.quiet))


@use_case(ChooseDeadlineLead, actors={ActorKind.PARTICIPANT}, reach=_own)
def choose_deadline_lead(book: Book, command: ChooseDeadlineLead, now: Moment) -> Done:
    """From now on reminders come so long before campaigns close. Raises ParticipantUnknown."""
    participant = _asking(book, command)
    return _put(book, participant, replace(participant.notifications, deadline_lead=command.lead))


@use_case(StopNudges, actors={ActorKind.PARTICIPANT}, reach=_own)
def stop_nudges(book: Book, command: StopNudges, now: Moment) -> Done:
    """Send the participant no nudges from now on, or again. Raises ParticipantUnknown."""
    participant = _asking(book, command)
    return _put(book, participant, replace(participant.notifications, nudges_stopped=command.stopped))
