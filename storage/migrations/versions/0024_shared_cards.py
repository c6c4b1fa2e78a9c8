"""Cards that everybody in a chat sees: a card is known by its place, no longer by its viewer."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_KEPT = "campaign_id, viewer_id, chat_id, message_id, shown_version, shown_at"


def upgrade() -> None:
    """Every card that stands is in a private chat: its place is its viewer."""
    op.execute("CREATE TABLE cards_before AS SELECT * FROM cards")
    op.drop_table("cards")
    op.create_table(
        "cards",
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("viewer_id", TEXT, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("inline_message_id", TEXT, nullable=True),
        sa.Column("shown_version", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "place", name=op.f("pk_cards")),
    )
    in_groups = sa.text("chat_id < 0")
    op.create_index(
        "ix_cards_in_groups",
        "cards",
        ["chat_id", "shown_at"],
        unique=False,
        sqlite_where=in_groups,
        postgresql_where=in_groups,
    )
    op.execute(f"INSERT INTO cards ({_KEPT}, place) SELECT {_KEPT}, viewer_id FROM cards_before")  # noqa: S608  # names of our own
    op.drop_table("cards_before")
