"""The keys by which our papers are known: Ed25519 (RFC 8032), one that signs and those that signed before it.

They are kept in one file of the deployment, in PEM: the signing key's private half first, then the public halves of the
retired ones. A retired key signs nothing any more, for its private half is gone, and what it signed stays genuine.
"""

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

_END: Final = "-----END "
_KEY_ID_BYTES: Final = 8


class KeyFileUnusable(Exception):
    """The key file is missing, unreadable, or holds something else; the message says which, and shows nothing of it."""


def key_id(public_key: bytes) -> str:
    """The name of a public key: 16 hexadecimal digits of its SHA-256."""
    return sha256(public_key).hexdigest()[: 2 * _KEY_ID_BYTES]


@dataclass(frozen=True, slots=True)
class Signature:
    """64 bytes that the holder of a key made, and the 32 bytes of its public half as the paper names it."""

    key: bytes
    value: bytes

    def fits(self, purpose: bytes, content: bytes) -> bool:
        """Whether the key that is named here signed this content for this purpose; whose it is, is another matter."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.value, purpose + content)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever signs papers, and the public keys of all who did so for this deployment."""

    _private: Ed25519PrivateKey = field(repr=False)
    retired: tuple[bytes, ...] = ()

    @property
    def public_key(self) -> bytes:
        """The public half, 32 bytes."""
        return self._private.public_key().public_bytes_raw()

    @property
    def trusted(self) -> frozenset[bytes]:
        """Every public key whose papers are ours."""
        return frozenset((self.public_key, *self.retired))

    def sign(self, purpose: bytes, content: bytes) -> Signature:
        """The signature; a purpose keeps what was signed as one thing from being shown as another."""
        return Signature(self.public_key, self._private.sign(purpose + content))

    def succeeded(self) -> "Signer":
        """A new signer, to whom this one is retired."""
        return Signer(Ed25519PrivateKey.generate(), (self.public_key, *self.retired))

    def pem(self) -> str:
        """The whole key file. A secret."""
        private = self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        return private + public_pem(self.retired)

    @classmethod
    def read(cls, pem: str) -> "Signer":
        """What `pem` wrote. Raises KeyFileUnusable."""
        first, *others = _blocks(pem) or [""]
        try:
            private = load_pem_private_key(first.encode(), None)
        except (ValueError, TypeError):
            private = None
        if not isinstance(private, Ed25519PrivateKey):
            raise KeyFileUnusable("does not begin with the private half of an Ed25519 key in PEM")
        return cls(private, tuple(map(_public_key, others)))


def new_signer() -> Signer:
    """A signer whose key nobody else has."""
    return Signer(Ed25519PrivateKey.generate())


def public_pem(keys: tuple[bytes, ...]) -> str:
    """Public keys in PEM, to be given to whoever wants to verify without us."""
    return "".join(
        Ed25519PublicKey.from_public_bytes(key)
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        .decode()
        for key in keys
    )


def read_public_pem(pem: str) -> frozenset[bytes]:
    """The public keys in a text that `public_pem` wrote. Raises KeyFileUnusable."""
    keys = frozenset(map(_public_key, _blocks(pem)))
    if not keys:
        raise KeyFileUnusable("holds no public key in PEM")
    return keys


def _public_key(pem: str) -> bytes:
    try:
        public = load_pem_public_key(pem.encode())
    except (ValueError, TypeError):
        public = None
    if not isinstance(public, Ed25519PublicKey):
        raise KeyFileUnusable("holds something else than public Ed25519 keys in PEM")
    return public.public_bytes_raw()


def _blocks(pem: str) -> list[str]:
    """The PEM blocks of a text, whatever stands between them."""
    blocks: list[str] = []
    lines: list[str] = []
    for line in pem.splitlines():
        if line.startswith("-----BEGIN "):
            lines = []
        lines.append(line)
        if line.startswith(_END):
            blocks.append("\n".join(lines) + "\n")
            lines = []
    return blocks


# The file


def read_signer(path: Path) -> Signer:
    """The signer of a key file. Raises KeyFileUnusable."""
    return Signer.read(read_pem(path))


def read_pem(path: Path) -> str:
    """The text of a key file. Raises KeyFileUnusable."""
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise KeyFileUnusable("is not there") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileUnusable(f"cannot be read ({type(error).__name__})") from None


def read_or_make_signer(path: Path) -> Signer:
    """The deployment's signer; the key file is made the first time, for its owner alone. Raises KeyFileUnusable."""
    if not path.exists():
        try:
            _write_new(path, new_signer().pem())
        except FileExistsError:
            pass  # another worker was faster: the key is theirs
        except OSError as error:
            raise KeyFileUnusable(f"cannot be made ({type(error).__name__})") from None
    return read_signer(path)


def replace_key(path: Path) -> Signer:
    """A new signing key in the deployment's key file, the one before it retired. Raises KeyFileUnusable."""
    successor = read_signer(path).succeeded()
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        _write_new(beside, successor.pem())
        beside.replace(path)
    except OSError as error:
        raise KeyFileUnusable(f"cannot be written ({type(error).__name__})") from None
    return successor


def _write_new(path: Path, content: str) -> None:
    """Write a file that is not there yet: whole or not at all, and nobody but its owner may read it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
