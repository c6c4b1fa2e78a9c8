"""What partners are told of their campaigns, and what finds a partner."""

from core.commands import CancelCampaign
from core.domain.campaign import CampaignState, Origin
from core.domain.ids import CampaignId
from core.domain.partner import digest_partner_key
from core.views import PartnerSearch
from tests.storage.books import Books
from tests.support.house import ADMIN, YUAN
from tests.support.partnering import kept, key_of, opened_by, partner_of

ALL = PartnerSearch()


async def test_a_partner_is_found_by_its_keys_and_kept_with_all_that_it_may(books: Books):
    house = books.house
    partner_id = partner_of(house)
    house.later(seconds=1)
    partner_of(house, "Other")
    key_of(house, partner_id, "one"), key_of(house, partner_id, "two")
    opened_by(house, partner_id)
    await books.follow()

    queries = books.store.partners
    for key in ("one", "two"):
        found = await queries.partner_by_key(digest_partner_key(key))
        assert found is not None
        assert (found.name, found.permissions) == ("Acme", kept(house, partner_id).permissions)
        assert found.keys == kept(house, partner_id).keys
        assert (found.opened_on, found.opened_count) == (house.now.day, 1)
    assert await queries.partner_by_key(digest_partner_key("three")) is None
    assert [partner.name for partner in await queries.partners()] == ["Other", "Acme"]


async def test_a_partner_sees_its_own_campaigns_with_what_it_keeps_and_no_others(books: Books):
    house = books.house
    acme, other = partner_of(house), partner_of(house, "Other")
    origin = Origin("order-1", (("branch", "north"), ("clerk", "七")))
    campaign_id, others = opened_by(house, acme, origin=origin), opened_by(house, other)
    in_chat = house.open(house.person())
    await books.follow()

    queries = books.store.partners
    view = await queries.partners_campaign(acme, campaign_id)
    assert view is not None
    assert (view.campaign.origin, view.campaign.initiator_id) == (origin, acme)
    for foreign in (others, in_chat, CampaignId("cmp_none")):
        assert await queries.partners_campaign(acme, foreign) is None
    assert [each.campaign.id for each in await queries.partners_campaigns(acme, ALL, None, 10)] == [
        campaign_id
    ]
    shown = await books.store.queries.campaign(campaign_id, house.person().participant_id)
    assert shown is not None
    assert shown.initiator_name == "Acme"
    assert [each.campaign.id for each in await books.store.queries.find_campaigns("acm")] == [campaign_id]


async def test_campaigns_are_listed_newest_first_a_page_at_a_time_and_searched(books: Books):
    house = books.house
    acme = partner_of(house, campaigns_per_day=10)
    opened = []
    for number, code in enumerate(["TD12M", "TD06M", "TD12M", "TD12M"]):
        house.later(seconds=1)
        opened.append(opened_by(house, acme, origin=Origin(f"order-{number % 2}"), product_code=code))
    house.accepted(
        CancelCampaign(intent=house.intent(), actor=ADMIN, campaign_id=opened[3], reason="because")
    )
    await books.follow()

    async def ids(search: PartnerSearch = ALL, before: CampaignId | None = None, limit: int = 10):
        found = await books.store.partners.partners_campaigns(acme, search, before, limit)
        return [opened.index(view.campaign.id) for view in found]

    assert await ids(limit=3) == [3, 2, 1]
    assert await ids(before=opened[1], limit=3) == [0]
    assert await ids(PartnerSearch(reference="order-1")) == [3, 1]
    assert await ids(PartnerSearch(state=CampaignState.OPEN)) == [2, 1, 0]
    assert await ids(PartnerSearch(state=CampaignState.OPEN, product_code="TD12M")) == [2, 0]
    assert await ids(PartnerSearch(reference="order-1", state=CampaignState.CANCELLED)) == [3]


async def test_a_partner_is_told_of_pledges_deposit_and_shares(books: Books):
    house = books.house
    campaign_id = opened_by(house, acme := partner_of(house))
    ann, bob = house.person("Ann"), house.person("Bob")
    for friend in (ann, bob):
        house.later(seconds=1)
        house.pledge(friend, campaign_id, 5_000 * YUAN)
    await books.follow()
    queries = books.store.partners
    before = await queries.partners_campaign(acme, campaign_id)
    assert before is not None
    assert before.deposit is None
    assert await queries.shares_for_partner(before.campaign) == ()
    house.accepted(house.settling(campaign_id))
    await books.follow()

    view = await queries.partners_campaign(acme, campaign_id)
    assert view is not None
    assert view.deposit is not None
    assert view.deposit.principal_minor == 10_000 * YUAN
    pledges = await queries.pledges_for_partner(campaign_id)
    assert [(each.name, each.pledge.state.value) for each in pledges] == [
        ("Ann", "captured"),
        ("Bob", "captured"),
    ]
    shares = await queries.shares_for_partner(view.campaign)
    assert [each.name for each in shares] == ["Ann", "Bob"]
    assert "Ann" not in repr((pledges, shares))
