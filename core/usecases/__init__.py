"""One synchronous function per command, beside its reach and who may ask it; importing this registers them."""

from core.usecases import (
    administering,
    correcting,
    exiting,
    inviting,
    linking,
    maturing,
    mirroring,
    ordering,
    organising,
    partner_opening,
    partnering,
    pooling,
    reconciling,
    settling,
    transferring,
    waiting,
    webhooks,
)
from core.usecases.registry import USE_CASES, UseCase

__all__ = [
    "USE_CASES",
    "UseCase",
    "administering",
    "correcting",
    "exiting",
    "inviting",
    "linking",
    "maturing",
    "mirroring",
    "ordering",
    "organising",
    "partner_opening",
    "partnering",
    "pooling",
    "reconciling",
    "settling",
    "transferring",
    "waiting",
    "webhooks",
]
