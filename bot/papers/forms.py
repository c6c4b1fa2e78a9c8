"""The forms in which papers come."""

from enum import StrEnum


class StatementForm(StrEnum):
    """A statement of account to read, or to compute with."""

    PDF = "pdf"
    CSV = "csv"
