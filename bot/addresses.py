"""Addresses that others name and we connect to: none of them may lead to the inside."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv4 behind NAT64 (RFC 6052)."""


class NotPublic(OSError):
    """The address leads to the inside: this machine, a private network, link-local, or a cloud's metadata."""


def is_public(address: str) -> bool:
    """Whether everybody can reach the IP address; what carries an IPv4 address inside is judged by that, or refused."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found.sixtofour is not None or found.teredo is not None or found in _TRANSLATED:
            return False
    return found.is_global and not found.is_multicast


def check_literal(url: URL) -> None:
    """Raises NotPublic if the URL names an IP address that is not public: those are connected to without a resolver."""
    host = url.host or ""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return
    if not is_public(host):
        raise NotPublic("not a public address")


class PublicResolver(AbstractResolver):
    """Resolves names as they are connected to, so that no answer given later leads elsewhere (DNS rebinding)."""

    def __init__(self, inner: AbstractResolver | None = None) -> None:
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The host's addresses. Raises NotPublic if one of them is not public: none is picked out of a mixture."""
        found = await self._inner.resolve(host, port, family)
        if not all(is_public(each["host"]) for each in found):
            raise NotPublic("not a public address")
        return found

    async def close(self) -> None:
        """Let go of what the resolver holds."""
        await self._inner.close()


def shown_address(url: str) -> str:
    """An address without what it may carry in secret: no user, password, query or fragment."""
    return str(URL(url).with_user(None).with_query(None).with_fragment(None))
