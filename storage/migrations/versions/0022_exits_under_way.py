"""Shares whose exit the bank is checking; until now each was answered while the command ran that asked for it."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MICROSECONDS = 1_000_000


def upgrade() -> None:
    """What the bank was asked about a share, since when, and who would buy it; how often a deposit's bank was asked."""
    op.add_column("shares", sa.Column("leaving_order", TEXT, nullable=True))
    op.add_column("shares", sa.Column("leaving_since", sa.BigInteger(), nullable=True))
    op.add_column("shares", sa.Column("buyer_id", TEXT, nullable=True))
    op.add_column("shares", sa.Column("buyer_account_id", TEXT, nullable=True))
    for column in ("exits_asked", "exits_answered"):
        op.add_column(
            "term_deposits", sa.Column(column, sa.BigInteger(), server_default=sa.text("0"), nullable=False)
        )
    op.execute("""
        UPDATE term_deposits SET exits_asked = (
            SELECT count(*) FROM bank_orders o
            WHERE o.deposit_id = term_deposits.id AND o.kind IN ('WithdrawShare', 'TransferShare'))""")
    op.execute("UPDATE term_deposits SET exits_answered = exits_asked")
    _say_more_in_orders(op.get_bind())


def _say_more_in_orders(connection: sa.Connection) -> None:
    """An exit's order tells by now which share a buyer got, and up to which day a withdrawn one earned."""
    orders = connection.execute(
        sa.text("""
        SELECT o.reference, o.kind, o.body, e.posted_at FROM bank_orders o
        JOIN entries e ON e.reference = o.reference
        WHERE o.kind IN ('WithdrawShare', 'TransferShare')""")
    )
    for reference, kind, body, posted_at in orders.all():
        told: dict[str, Any] = json.loads(body)
        if kind == "WithdrawShare":
            told["effective_date"] = (
                datetime.fromtimestamp(posted_at // _MICROSECONDS, UTC).date().isoformat()
            )
        else:
            told["bought_id"] = connection.scalar(
                sa.text("SELECT id FROM shares WHERE acquired_from = :share_id"),
                {"share_id": told["share_id"]},
            )
        connection.execute(
            sa.text("UPDATE bank_orders SET body = :body WHERE reference = :reference"),
            {"body": json.dumps(told, sort_keys=True, separators=(",", ":")), "reference": reference},
        )
