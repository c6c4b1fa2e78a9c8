"""On which day the members of a deposit hear of it next, beside the day from which something is to be done with it."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_DEPOSITS = sa.table(
    "term_deposits",
    sa.column("id", sa.Text()),
    sa.column("value_date", sa.Date()),
    sa.column("maturity_date", sa.Date()),
    sa.column("payout_date", sa.Date()),
    sa.column("announced", sa.Text()),
    sa.column("state", sa.Text()),
    sa.column("event_on", sa.Date()),
)


def upgrade() -> None:
    """Of each deposit that is active: its next announcement, or its end."""
    op.add_column("term_deposits", sa.Column("event_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_term_deposits_event_on"), "term_deposits", ["event_on"], unique=False)
    connection = op.get_bind()
    for row in connection.execute(sa.select(_DEPOSITS).where(_DEPOSITS.c.state == "active")).all():
        event_on = row.payout_date - timedelta(days=_days_before(row))
        connection.execute(sa.update(_DEPOSITS).where(_DEPOSITS.c.id == row.id).values(event_on=event_on))


def _days_before(row: "sa.Row[tuple[object, ...]]") -> int:
    """Ten days before it is told of a term of more than a year, the day before of each."""
    begun, ends = row.value_date, row.maturity_date
    anniversary = (begun.year + 1, begun.month, begun.day)
    leap_day = (begun.month, begun.day) == (2, 29)
    longer = (ends.year, ends.month, ends.day) > ((begun.year + 1, 2, 28) if leap_day else anniversary)
    if row.announced is None and longer:
        return 10
    return 0 if row.announced == "day_before" else 1
