"""What the conversation has kept of somebody who was erased, forgotten in the same transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, case, delete, update

from storage import rows
from storage.desk.naming import RENAME
from storage.dialects.keys import KEYS, among

_UPDATE, _NOTICE, _DRAFT, _CARD = rows.UpdateRow, rows.NoticeRow, rows.DraftRow, rows.CardRow

REASON = "erased"

_STATEMENTS_BY_PERSON = (
    # A notice that nobody is left to hear; what it says is theirs.
    update(_NOTICE)
    .where(among(_NOTICE.participant_id), rows.WAITING_NOTICE)
    .values(state="given_up", body=None, reason=REASON),
    delete(rows.RemindingRow).where(among(rows.RemindingRow.participant_id)),
    delete(_CARD).where(among(_CARD.viewer_id), _CARD.chat_id > 0),
)
_STATEMENTS_BY_TELEGRAM_USER = (
    delete(_DRAFT).where(among(_DRAFT.telegram_user_id)),
    # The one that is being handled just now is blanked when that is over.
    update(_UPDATE)
    .where(among(_UPDATE.person), rows.UPDATE_OVER)
    .values(payload=None, reason=case((_UPDATE.reason.is_not(None), bindparam("why")))),
)


def forget_people(
    connection: Connection, participant_ids: Iterable[str], telegram_user_ids: Iterable[int]
) -> None:
    """Delete what only the conversation with them needed, and blank what was said in it.

    Cards that name them and that others see are drawn once more, without the name.
    """
    people = {KEYS: sorted(participant_ids)}
    for participant_id in people[KEYS]:
        connection.execute(RENAME, {"who": participant_id})
    for statement in _STATEMENTS_BY_PERSON:
        connection.execute(statement, people)
    users = {KEYS: sorted(telegram_user_ids)}
    drafts, updates = _STATEMENTS_BY_TELEGRAM_USER
    connection.execute(drafts, users)
    connection.execute(updates, {**users, "why": REASON})
