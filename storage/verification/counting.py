"""How many rows a table has."""

from sqlalchemy import func, select
from sqlalchemy import table as sql_table
from sqlalchemy.ext.asyncio import AsyncConnection


async def count_rows(connection: AsyncConnection, table: str) -> int:
    """All of them, as this transaction sees the table."""
    return int(await connection.scalar(select(func.count()).select_from(sql_table(table))) or 0)
