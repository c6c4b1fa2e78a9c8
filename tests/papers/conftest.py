"""An office where papers are asked for in chat."""

from tests.security.conftest import office, unpainted

__all__ = ["office", "unpainted"]
