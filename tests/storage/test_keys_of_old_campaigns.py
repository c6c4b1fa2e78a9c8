"""Campaigns that were opened before keys were digests are found by the same links and short codes as before."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from storage import migrations
from tests.storage import tables
from tests.storage.conftest import Played
from tests.storage.databases import Databases

BEFORE = (
    "INSERT INTO cards VALUES ('cmp_1', 'par_1', 'par_1', 1, 2, NULL, 3, 4)",
    "DROP TABLE campaign_keys",
    "DROP TABLE invitations",
    "ALTER TABLE participants DROP COLUMN stray_links",
    "ALTER TABLE participants DROP COLUMN stray_links_since",
)


def test_standing_campaigns_get_their_keys_and_who_has_a_card_is_invited(
    databases: Databases, played: Played
):
    migration = the_migration()
    url = databases.copy(played.url)
    before = tables.raw_rows(url)

    def migrate(connection: Connection) -> None:
        for statement in BEFORE:
            connection.execute(text(statement))
        with Operations.context(MigrationContext.configure(connection)):
            migration.upgrade()

    tables.visit(url, migrate)
    after = tables.raw_rows(url)
    databases.drop(url)
    assert len(before["campaign_keys"]) == 2 * len(before["campaigns"])
    assert after["campaign_keys"] == before["campaign_keys"]
    assert after["invitations"] == {("cmp_1", "par_1", 4)}


def the_migration() -> ModuleType:
    [path] = Path(migrations.__file__).parent.glob("versions/*_invitations.py")
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
