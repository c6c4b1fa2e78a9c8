"""Claims about the storage, on real SQLite files."""
