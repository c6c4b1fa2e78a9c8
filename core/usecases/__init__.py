"""One synchronous function per command, beside its reach and who may ask it; importing this registers them."""

from core.usecases import administering, linking, mirroring, ordering, pooling, settling
from core.usecases.registry import USE_CASES, UseCase

__all__ = [
    "USE_CASES",
    "UseCase",
    "administering",
    "linking",
    "mirroring",
    "ordering",
    "pooling",
    "settling",
]
