"""The schema's history, by Alembic."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from storage.dialects import dialect_of
from storage.engine import reader_engine, writer_engine
from storage.reaching import reaching


def upgrade(database_url: str) -> None:
    """Bring the database to the newest schema; a file is made if it is not there. Raises OutOfReach.

    All of it is one transaction, so a migration that was killed is made whole by the next; and of several processes
    that start at once one does it, while the others wait.
    """
    with reaching(database_url), ThreadPoolExecutor(1) as beside_any_loop:
        beside_any_loop.submit(asyncio.run, _upgrade(database_url)).result()


async def is_up_to_date(database_url: str) -> bool:
    """Whether the database has the newest schema; changes nothing. Raises what the database raises out of reach."""
    if not dialect_of(database_url).is_there(make_url(database_url)):
        return False
    engine = reader_engine(database_url)
    try:
        async with engine.connect() as connection:
            current = await connection.run_sync(
                lambda opened: MigrationContext.configure(opened).get_current_revision()
            )
    finally:
        await engine.dispose()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


async def _upgrade(database_url: str) -> None:
    engine = writer_engine(database_url, patient=True)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_run)
    finally:
        await engine.dispose()


def _run(connection: Connection) -> None:
    dialect_of(connection).lock_schema(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
