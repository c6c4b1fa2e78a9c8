"""An office where papers are asked for in chat."""

from tests.security.conftest import migrated, office, unpainted

__all__ = ["migrated", "office", "unpainted"]
