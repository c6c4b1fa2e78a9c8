"""Third-party servers, their keys, and what they keep with the campaigns they open."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Every campaign that stands was opened by a participant."""
    op.create_table(
        "partners",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("permissions", TEXT, nullable=False),
        sa.Column("keys", TEXT, nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("opened_count", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
    )
    op.create_table(
        "partner_keys",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("partner_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_partner_keys")),
        sqlite_with_rowid=False,
    )
    op.add_column("campaigns", sa.Column("external_reference", TEXT, nullable=True))
    op.add_column("campaigns", sa.Column("partner_metadata", TEXT, nullable=True))
    _index("ix_campaigns_of_partners", "id", sa.text("partner_metadata IS NOT NULL"))
    _index("ix_campaigns_by_reference", "external_reference", sa.text("external_reference IS NOT NULL"))


def _index(name: str, column: str, where: sa.TextClause) -> None:
    columns = ["initiator_id", column]
    op.create_index(name, "campaigns", columns, unique=False, sqlite_where=where, postgresql_where=where)
