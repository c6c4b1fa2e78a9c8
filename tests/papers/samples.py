"""Facts, signers and papers to vary."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.papers.attestation import Attestation
from bot.papers.keys import Signer

ATTESTATION = Attestation(
    number="621048271935-007",
    holder="张伟 Maria “M.” Rossi",
    principal_minor=2_500_00,
    currency="CNY",
    annual_rate_percent=Decimal("2.45"),
    value_date=date(2026, 12, 1),
    maturity_date=date(2027, 12, 1),
    interest_at_maturity_minor=61_25,
    deposit_number="621048271935",
    product_code="TD12M",
    terms_digest="9f3ac81e" * 8,
    issued_on=date(2026, 12, 1),
    stated_at=datetime(2026, 12, 1, 10, tzinfo=UTC),
)


@cache
def signer(seed: int = 1) -> Signer:
    """A signer whose key is the same in every run."""
    return Signer(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))
