"""The schema's history, by Alembic."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.dialects import dialect_of
from storage.engine import writer_engine


def upgrade(database_url: str) -> None:
    """Bring the database to the newest schema; a file is made if it is not there.

    All of it is one transaction, so a migration that was killed is made whole by the next; and of several processes
    that start at once one does it, while the others wait.
    """
    with ThreadPoolExecutor(1) as beside_any_loop:
        beside_any_loop.submit(asyncio.run, _upgrade(database_url)).result()


async def _upgrade(database_url: str) -> None:
    engine = writer_engine(database_url, patient=True)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_run)
    finally:
        await engine.dispose()


def _run(connection: Connection) -> None:
    dialect_of(connection).lock_schema(connection)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
