"""Tables as an earlier version had them, and what its migration makes of them."""

from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from storage import migrations
from tests.storage import tables


def upgrade_again(url: str, name: str, undoing: Sequence[str]) -> None:
    """Undo the migration of this name by these statements, and let it run again on what is there."""
    [path] = Path(migrations.__file__).parent.glob(f"versions/*_{name}.py")
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    migration = module_from_spec(spec)
    spec.loader.exec_module(migration)

    def migrate(connection: Connection) -> None:
        for statement in undoing:
            connection.execute(text(statement))
        with Operations.context(MigrationContext.configure(connection)):
            migration.upgrade()

    tables.visit(url, migrate)
