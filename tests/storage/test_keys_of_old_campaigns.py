"""Campaigns that were opened before keys were digests are found by the same links and short codes as before."""

from tests.storage import tables
from tests.storage.conftest import Played
from tests.storage.databases import Databases
from tests.storage.old_tables import upgrade_again

BEFORE = (
    "INSERT INTO cards VALUES ('cmp_1', 'par_1', 'par_1', 1, 2, NULL, 3, 4)",
    "DROP TABLE campaign_keys",
    "DROP TABLE invitations",
    "ALTER TABLE participants DROP COLUMN stray_links",
    "ALTER TABLE participants DROP COLUMN stray_links_since",
)


def test_standing_campaigns_get_their_keys_and_who_has_a_card_is_invited(
    databases: Databases, played: Played
):
    url = databases.copy(played.url)
    before = tables.raw_rows(url)
    upgrade_again(url, "invitations", BEFORE)
    after = tables.raw_rows(url)
    databases.drop(url)
    assert len(before["campaign_keys"]) == 2 * len(before["campaigns"])
    assert after["campaign_keys"] == before["campaign_keys"]
    assert after["invitations"] == {("cmp_1", "par_1", 4)}
