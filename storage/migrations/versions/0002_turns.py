"""Many workers share one database: whose turn it is at which of them, and which notices one of them is sending."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Everybody of whom an update is known gets a row, so that what waits now is attended to."""
    op.create_table(
        "turns",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("holder", TEXT, nullable=True),
        sa.Column("until", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("fence", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "person", name=op.f("pk_turns")),
    )
    op.execute("INSERT INTO turns (bot_id, person) SELECT DISTINCT bot_id, person FROM updates")
    op.drop_index("ix_updates_unhandled", "updates")
    op.create_index(
        "ix_updates_waiting",
        "updates",
        ["bot_id", "person", "received_at", "update_id"],
        unique=False,
        sqlite_where=sa.text("state = 'received'"),
        postgresql_where=sa.text("state = 'received'"),
    )
    op.add_column("notices", sa.Column("claimed_by", TEXT, nullable=True))
    op.add_column(
        "notices", sa.Column("claimed_until", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
