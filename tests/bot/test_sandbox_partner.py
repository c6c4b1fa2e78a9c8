"""The sandbox's partner is there each time the bot starts on the same books."""

from dataclasses import replace
from pathlib import Path

from bot.backstage.partner import set_partner
from core.commands import PutProduct
from core.domain.ids import IntentId
from storage import open_store
from tests.storage.books import Wall
from tests.storage.databases import migrated_at
from tests.support.house import SYSTEM, TD12M, ZONE


async def test_a_product_that_was_opened_since_keeps_nobody_from_starting_again(tmp_path: Path):
    async with open_store(migrated_at(tmp_path / "hecun.db"), zone=ZONE, wall=Wall()) as store:
        for product in (TD12M, replace(TD12M, code="TD18M", term_months=18)):
            command = PutProduct(intent=IntentId(f"put {product.code}"), actor=SYSTEM, product=product)
            await store.teller.submit(command)
            await set_partner(store.teller, store.queries, "hecun_test_key")
        [partner] = await store.partners.partners()
    assert partner.permissions.products == {"TD12M"}
