"""The database behind the core: commands in and receipts out, queries, and the clerical side of the conversation."""

from storage.store import Store, open_store

__all__ = ["Store", "open_store"]
