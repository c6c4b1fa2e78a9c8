"""The sealed journal: a chain of hashes over the entries, and which entries wait to be sealed.

A trigger notes each entry that is inserted, by whomever, so the sealer finds it whenever it is committed. Seals can be
neither changed, deleted nor replaced, and one follows upon the other.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

GUARDS_SQLITE = (
    """
CREATE TRIGGER entries_wait AFTER INSERT ON entries
BEGIN INSERT INTO unsealed_entries (entry_id) VALUES (NEW.id); END
""",
    """
CREATE TRIGGER seals_follow BEFORE INSERT ON seals
WHEN NEW.sequence <> 1 AND NOT EXISTS (SELECT 1 FROM seals WHERE sequence = NEW.sequence - 1)
BEGIN SELECT RAISE(ABORT, 'a seal is missing before'); END
""",
    """
CREATE TRIGGER seals_no_REPLACE BEFORE INSERT ON seals
WHEN EXISTS (SELECT 1 FROM seals WHERE sequence = NEW.sequence OR entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'seals is append-only'); END
""",
    *(
        f"""
CREATE TRIGGER seals_no_{verb} BEFORE {verb} ON seals
BEGIN SELECT RAISE(ABORT, 'seals is append-only'); END
"""
        for verb in ("UPDATE", "DELETE")
    ),
)
GUARDS_POSTGRESQL = (
    """
CREATE FUNCTION note_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO unsealed_entries (entry_id) SELECT id FROM inserted;
    RETURN NULL;
END $$
""",
    """
CREATE TRIGGER entries_wait AFTER INSERT ON entries
REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION note_unsealed()
""",
    """
CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM inserted LEFT JOIN seals AS prior ON prior.sequence = inserted.sequence - 1
        WHERE inserted.sequence <> 1 AND prior.sequence IS NULL
    ) THEN
        RAISE EXCEPTION 'a seal is missing before' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
""",
    """
CREATE TRIGGER seals_follow AFTER INSERT ON seals
REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION refuse_gap()
""",
    *(
        f"""
CREATE TRIGGER seals_no_{verb} BEFORE {verb} ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    ),
)


def upgrade() -> None:
    """Whatever was posted before waits too, and is sealed by and by."""
    op.create_table(
        "seals",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", TEXT, nullable=False),
        sa.Column("link", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_seals_entry_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_seals")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_seals_entry_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unsealed_entries",
        sa.Column("entry_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_unsealed_entries")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO unsealed_entries (entry_id) SELECT id FROM entries")
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for guard in GUARDS_POSTGRESQL if on_postgresql else GUARDS_SQLITE:
        op.execute(guard)
