"""A campaign is found by digests of its keys, who came by one is invited, and links that lead nowhere are counted."""

from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Campaigns that stand get their keys; whoever has one's card has come by a key, since there was no other way."""
    keys = op.create_table(
        "campaign_keys",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_campaign_keys")),
    )
    op.create_table(
        "invitations",
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("invited_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "participant_id", name=op.f("pk_invitations")),
    )
    standing = op.get_bind().execute(sa.text("SELECT id, link_token, short_code FROM campaigns")).all()
    op.bulk_insert(
        keys,
        [
            {"digest": _digest(key), "campaign_id": row.id}
            for row in standing
            for key in (row.link_token, row.short_code)
        ],
    )
    op.execute(
        "INSERT INTO invitations (campaign_id, participant_id, invited_at)"
        " SELECT campaign_id, viewer_id, shown_at FROM cards"
    )
    op.add_column(
        "participants", sa.Column("stray_links", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("participants", sa.Column("stray_links_since", sa.BigInteger(), nullable=True))


def _digest(key: str) -> str:
    return blake2b(key.encode(), digest_size=16).hexdigest()
