"""People choose when they want to hear of what, and who was reminded of which campaign is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Until they choose, it is the bank's time zone, the usual quiet hours, and a reminder a day before."""
    for column in (
        sa.Column("zone", TEXT, nullable=True),
        sa.Column("quiet_begin_minute", sa.BigInteger(), nullable=True),
        sa.Column("quiet_end_minute", sa.BigInteger(), nullable=True),
        sa.Column("deadline_lead", TEXT, server_default=sa.text("'one_day'"), nullable=False),
        sa.Column("nudges_stopped", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    ):
        op.add_column("participants", column)
    op.create_table(
        "remindings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("declined_at", sa.BigInteger(), nullable=True),
        sa.Column("nudged_at", sa.BigInteger(), nullable=True),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.Column("wish", TEXT, nullable=True),
        sa.Column("wished_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_remindings_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remindings")),
        sa.UniqueConstraint(
            "campaign_id", "participant_id", name=op.f("uq_remindings_campaign_id_participant_id")
        ),
    )
