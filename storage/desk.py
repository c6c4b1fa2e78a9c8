"""The clerical side: drafts, cards, inbox, outbox and leases, written by the teller's own group commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncEngine

from core.domain.campaign import ENDED
from core.views import Card, Draft, Recipient, StoredUpdate, WaitingNotice
from storage import rows
from storage.clock import BusinessClock
from storage.codec import decode, decode_notice, encode, microseconds
from storage.teller import SqlTeller, Write, discard_draft
from storage.translations import PARTICIPANTS

insert = sqlite_insert

_DRAFT, _CARD, _UPDATE, _NOTICE, _LEASE = (
    rows.DraftRow,
    rows.CardRow,
    rows.UpdateRow,
    rows.NoticeRow,
    rows.LeaseRow,
)
_CAMPAIGN, _IDENTITY, _PARTICIPANT, _PLEDGE = (
    rows.CampaignRow,
    rows.IdentityRow,
    rows.ParticipantRow,
    rows.PledgeRow,
)

Answers = dict[str, str | int | list[str] | None]


class Desk:
    """What every part of the clerical side works with."""

    def __init__(self, teller: SqlTeller, readers: AsyncEngine, clock: BusinessClock) -> None:
        self._teller = teller
        self._readers = readers
        self._clock = clock


_upsert_draft = insert(_DRAFT)
_SAVE_DRAFT = _upsert_draft.on_conflict_do_update(
    index_elements=["telegram_user_id", "kind"],
    set_={
        name: _upsert_draft.excluded[name] for name in ("nonce", "step", "answers", "message_id", "saved_at")
    },
)


class SqlDrafts(Desk):
    """Wizards' states."""

    _saved_at = 0

    async def get(self, telegram_user_id: int, kind: str) -> Draft | None:
        """The draft as it was saved last."""
        return await self._find(telegram_user_id, kind)

    async def latest(self, telegram_user_id: int) -> Draft | None:
        """The person's draft saved last, of whatever kind."""
        return await self._find(telegram_user_id, None)

    async def _find(self, telegram_user_id: int, kind: str | None) -> Draft | None:
        query = select(_DRAFT).where(_DRAFT.telegram_user_id == telegram_user_id)
        if kind is not None:
            query = query.where(_DRAFT.kind == kind)
        async with self._readers.connect() as connection:
            row = (await connection.execute(query.order_by(_DRAFT.saved_at.desc()).limit(1))).first()
        if row is None:
            return None
        answers = decode(Answers, row.answers)
        return Draft(row.telegram_user_id, row.kind, row.nonce, row.step, answers, row.message_id)

    async def save(self, draft: Draft) -> None:
        """Keep this state."""
        # Later than any before, even while the clock stands still: the newest draft is the one that text belongs to.
        self._saved_at = max(microseconds(self._clock.now().at), self._saved_at + 1)
        row = {
            "telegram_user_id": draft.telegram_user_id,
            "kind": draft.kind,
            "nonce": draft.nonce,
            "step": draft.step,
            "answers": encode(draft.answers),
            "message_id": draft.message_id,
            "saved_at": self._saved_at,
        }
        await self._teller.write(Write(_SAVE_DRAFT, row))

    async def discard(self, draft: Draft) -> None:
        """Forget the draft."""
        await self._teller.write(discard_draft(draft))


_upsert_card = insert(_CARD)
_REMEMBER_CARD = _upsert_card.on_conflict_do_update(
    index_elements=["campaign_id", "viewer_id"],
    set_={
        name: _upsert_card.excluded[name] for name in ("chat_id", "message_id", "shown_version", "shown_at")
    },
)
_SAME_CARD = (
    _CARD.campaign_id == bindparam("card_campaign"),
    _CARD.viewer_id == bindparam("card_viewer"),
    _CARD.message_id == bindparam("card_message"),
)
_SHOW_CARD = (
    update(_CARD)
    .where(*_SAME_CARD)
    .values(shown_version=bindparam("shown_version"), shown_at=bindparam("shown_at"))
)
_FORGET_CARD = delete(_CARD).where(*_SAME_CARD)


def _card_key(card: Card) -> dict[str, object]:
    return {"card_campaign": card.campaign_id, "card_viewer": card.viewer_id, "card_message": card.message_id}


class SqlCards(Desk):
    """Which messages show which campaign."""

    async def remember(self, card: Card) -> None:
        """From now on this message is edited when the campaign changes; it replaces the viewer's earlier card of it."""
        row = {
            "campaign_id": card.campaign_id,
            "viewer_id": card.viewer_id,
            "chat_id": card.chat_id,
            "message_id": card.message_id,
            "shown_version": card.shown_version,
            "shown_at": microseconds(self._clock.now().at),
        }
        await self._teller.write(Write(_REMEMBER_CARD, row))

    async def stale(self, shown_before: datetime, limit: int = 50) -> Sequence[Card]:
        """Cards older than their campaign and last drawn before then: people with money in it first."""
        invested = exists().where(
            _PLEDGE.campaign_id == _CARD.campaign_id, _PLEDGE.participant_id == _CARD.viewer_id, _PLEDGE.live
        )
        due = or_(
            _CARD.shown_at <= microseconds(shown_before),
            _CAMPAIGN.state.in_([state.value for state in ENDED]),
        )
        query = (
            select(_CARD)
            .join(_CAMPAIGN, _CAMPAIGN.id == _CARD.campaign_id)
            .join(_IDENTITY, _IDENTITY.participant_id == _CARD.viewer_id)
            .where(_CAMPAIGN.version > _CARD.shown_version, due, _IDENTITY.reachable)
            .order_by(case((invested, 0), else_=1), _CARD.shown_at)
            .limit(limit)
        )
        async with self._readers.connect() as connection:
            found = (await connection.execute(query)).all()
        return [
            Card(row.chat_id, row.message_id, row.campaign_id, row.viewer_id, row.shown_version)
            for row in found
        ]

    async def shown(self, card: Card, version: int, at: datetime) -> None:
        """The card shows this version now."""
        row = {**_card_key(card), "shown_version": version, "shown_at": microseconds(at)}
        await self._teller.write(Write(_SHOW_CARD, row))

    async def forget(self, card: Card) -> None:
        """The message is gone, or cannot be edited any more."""
        await self._teller.write(Write(_FORGET_CARD, _card_key(card)))


_STORE_UPDATE = insert(_UPDATE).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
_THIS_UPDATE = (_UPDATE.bot_id == bindparam("this_bot"), _UPDATE.update_id == bindparam("this_update"))
_BEGIN_UPDATE = update(_UPDATE).where(*_THIS_UPDATE).values(attempts=_UPDATE.attempts + 1)
_HANDLED_UPDATE = update(_UPDATE).where(*_THIS_UPDATE).values(state="handled", payload=None)
_SET_UPDATE_ASIDE = update(_UPDATE).where(*_THIS_UPDATE).values(state="set_aside", reason=bindparam("why"))


class SqlInbox(Desk):
    """Updates, kept from before they are acknowledged until they are handled."""

    async def store(self, bot_id: int, updates: Sequence[StoredUpdate]) -> None:
        """Keep these; one that is there already is left as it is. Returns once they are committed."""
        received_at = microseconds(self._clock.now().at)
        await self._teller.write(
            *(
                Write(
                    _STORE_UPDATE,
                    {
                        "bot_id": bot_id,
                        "update_id": stored.update_id,
                        "person": stored.person,
                        "payload": stored.payload,
                        "received_at": received_at,
                    },
                )
                for stored in updates
            )
        )

    async def unhandled(self, bot_id: int) -> Sequence[StoredUpdate]:
        """What a stopped process left behind, oldest received first."""
        query = select(_UPDATE).where(_UPDATE.bot_id == bot_id, _UPDATE.state == "received")
        async with self._readers.connect() as connection:
            found = (await connection.execute(query.order_by(_UPDATE.received_at, _UPDATE.update_id))).all()
        return [StoredUpdate(row.update_id, row.person, row.payload, row.attempts) for row in found]

    async def begin(self, bot_id: int, update_id: int) -> None:
        """Count one more attempt before handling."""
        await self._teller.write(Write(_BEGIN_UPDATE, _update_key(bot_id, update_id)))

    async def handled(self, bot_id: int, update_id: int) -> None:
        """Handling is over: the payload is blanked."""
        await self._teller.write(Write(_HANDLED_UPDATE, _update_key(bot_id, update_id)))

    async def set_aside(self, bot_id: int, update_id: int, reason: str) -> None:
        """Handling failed for good; kept for people to look at."""
        await self._teller.write(Write(_SET_UPDATE_ASIDE, {**_update_key(bot_id, update_id), "why": reason}))


def _update_key(bot_id: int, update_id: int) -> dict[str, object]:
    return {"this_bot": bot_id, "this_update": update_id}


_THIS_NOTICE = _NOTICE.id == bindparam("this_notice")
_SENT_NOTICE = update(_NOTICE).where(_THIS_NOTICE).values(state="sent", body=None)
_POSTPONE_NOTICE = (
    update(_NOTICE).where(_THIS_NOTICE).values(attempts=_NOTICE.attempts + 1, due_at=bindparam("until"))
)
_GIVE_UP_NOTICE = (
    update(_NOTICE).where(_THIS_NOTICE).values(state="given_up", body=None, reason=bindparam("why"))
)
_SET_REACHABLE = (
    update(_IDENTITY)
    .where(_IDENTITY.telegram_user_id == bindparam("who"))
    .values(reachable=bindparam("lets_us_write"))
)


class SqlOutbox(Desk):
    """Notices that were committed, until they are sent."""

    async def waiting(self, at: datetime, limit: int = 100) -> Sequence[WaitingNotice]:
        """Notices that may be sent now, oldest first."""
        query = (
            select(_NOTICE.id.label("notice_id"), _NOTICE.kind, _NOTICE.body, _NOTICE.attempts, _PARTICIPANT)
            .add_columns(_IDENTITY.telegram_user_id, _IDENTITY.reachable)
            .join(_PARTICIPANT, _PARTICIPANT.id == _NOTICE.participant_id)
            .join(_IDENTITY, _IDENTITY.participant_id == _NOTICE.participant_id)
            .where(_NOTICE.state == "waiting", _NOTICE.due_at <= microseconds(at))
            .order_by(_NOTICE.due_at, _NOTICE.id)
            .limit(limit)
        )
        async with self._readers.connect() as connection:
            found = (await connection.execute(query)).all()
        return [
            WaitingNotice(
                id=row.notice_id,
                notice=decode_notice(row.kind, row.body),
                recipient=Recipient(PARTICIPANTS.from_row(row), row.telegram_user_id, bool(row.reachable)),
                attempts=row.attempts,
            )
            for row in found
        ]

    async def sent(self, notice_id: str) -> None:
        """It was sent: its content is blanked."""
        await self._teller.write(Write(_SENT_NOTICE, {"this_notice": notice_id}))

    async def postpone(self, notice_id: str, until: datetime) -> None:
        """It could not be sent now; try again then."""
        await self._teller.write(
            Write(_POSTPONE_NOTICE, {"this_notice": notice_id, "until": microseconds(until)})
        )

    async def give_up(self, notice_id: str, reason: str) -> None:
        """It cannot be sent at all: its content is blanked, the reason kept."""
        await self._teller.write(Write(_GIVE_UP_NOTICE, {"this_notice": notice_id, "why": reason}))

    async def set_reachable(self, telegram_user_id: int, reachable: bool) -> None:
        """Whether this person lets the bot write to them."""
        await self._teller.write(Write(_SET_REACHABLE, {"who": telegram_user_id, "lets_us_write": reachable}))


_upsert_lease = insert(_LEASE)
_TAKE_LEASE = _upsert_lease.on_conflict_do_update(
    index_elements=["name"],
    set_={"holder": _upsert_lease.excluded.holder, "until": _upsert_lease.excluded.until},
    where=or_(_LEASE.holder == _upsert_lease.excluded.holder, _LEASE.until <= bindparam("asked_at")),
)
_GIVE_BACK_LEASE = delete(_LEASE).where(_LEASE.name == bindparam("lease"), _LEASE.holder == bindparam("by"))


class SqlLeases(Desk):
    """Who may do what only one may do at a time."""

    async def take(self, name: str, holder: str, at: datetime, seconds: int) -> bool:
        """Take or prolong the lease for the holder; False while somebody else has it."""
        until = microseconds(at + timedelta(seconds=seconds))
        row = {"name": name, "holder": holder, "until": until, "asked_at": microseconds(at)}
        await self._teller.write(Write(_TAKE_LEASE, row))
        async with self._readers.connect() as connection:
            return await connection.scalar(select(_LEASE.holder).where(_LEASE.name == name)) == holder

    async def give_back(self, name: str, holder: str) -> None:
        """Let the next one have it at once."""
        await self._teller.write(Write(_GIVE_BACK_LEASE, {"lease": name, "by": holder}))
