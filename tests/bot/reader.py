"""Somebody who reads, for what needs words and no services: a visit whose ports nobody may use."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.locales import Locale, words
from bot.telegram.visit import Visit
from core.domain.ids import ParticipantId
from core.domain.moment import Moment
from core.domain.participant import Participant
from core.domain.staff import Role
from tests.papers.samples import signer

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 1, 4, tzinfo=UTC)


class StoppedClock:
    """Always the same moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> Moment:
        return Moment(self._at, self._at.astimezone(ZONE).date())


class Answering:
    """Queries that know these answers, whatever they are asked with: `Answering(campaign=view)`."""

    def __init__(self, **answers: Any) -> None:
        self._answers = answers

    def __getattr__(self, query: str) -> Any:
        async def answer(*_: object, **__: object) -> Any:
            return self._answers[query]

        return answer


def reader(locale: Locale, at: datetime = NOW, **answers: Any) -> Visit:
    """A visit in this language, at this instant, whose queries answer so."""
    nothing: Any = None
    queries: Any = Answering(**answers)
    return Visit(
        signer=signer(),
        bot=nothing,
        pacing=nothing,
        bot_username="hecun_bot",
        zone=ZONE,
        clock=StoppedClock(at),
        teller=nothing,
        queries=queries,
        partners=queries,
        operating=queries,
        set_aside=nothing,
        exports=nothing,
        drafts=nothing,
        cards=nothing,
        alarm_board=nothing,
        directory=nothing,
        role=Role.APPROVER,
        participant=Participant(ParticipantId("par_reader"), "Reader", locale.value),
        telegram_user_id=1,
        words=words(locale),
    )
