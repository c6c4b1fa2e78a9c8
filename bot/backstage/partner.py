"""The partner that is there in the sandbox, for who tries the API; its key is made by who opens the sandbox."""

from core.commands import Actor, IssuePartnerKey, Refused, RegisterPartner
from core.domain.errors import IntentReused
from core.domain.ids import IntentId
from core.domain.partner import Permissions, Scope, digest_partner_key
from core.domain.product import Channel
from core.ports import Queries, Teller

NAME = "Sandbox partner"
_STAFF = Actor.bank("sandbox")
_HINT_SYMBOLS = 16


async def set_partner(teller: Teller, queries: Queries, key: str) -> None:
    """Has the partner there with this key. Intents follow from the key, so setting it again changes nothing.

    A product that was opened since is not the partner's until somebody says so.
    """
    products = [product for product in await queries.products() if product.currency == "CNY"]
    permissions = Permissions(
        scopes=frozenset(Scope),
        products=frozenset(product.code for product in products),
        channels=frozenset({Channel.PARTNER}),
        currency="CNY",
        target_maximum_minor=max(product.maximum_minor for product in products),
        campaigns_per_day=1_000,
    )
    digest = digest_partner_key(key)
    registered = await teller.submit(
        RegisterPartner(
            intent=IntentId(f"scene:partner:{digest}"), actor=_STAFF, name=NAME, permissions=permissions
        )
    )
    if isinstance(registered, Refused):
        if isinstance(registered.error, IntentReused):
            return
        raise AssertionError(f"the sandbox's partner: {registered.error.code}")
    partner_id = registered.result.partner_id
    await teller.submit(
        IssuePartnerKey(
            intent=IntentId(f"scene:partner-key:{digest}"),
            actor=_STAFF,
            partner_id=partner_id,
            digest=digest,
            hint=key[:_HINT_SYMBOLS],
        )
    )
