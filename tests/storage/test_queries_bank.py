"""What lists of accounts, certificates, admins and the bank's staff read."""

from collections.abc import AsyncIterator

import pytest

from core.catalogue import DEFAULT_PRODUCTS
from core.commands import ChangeCustomerPhone, UnlinkAccount
from core.domain.account import AccountStatus
from core.domain.audit import TrailSearch
from core.domain.bank import HoldState
from core.domain.campaign import CampaignState
from core.domain.conditions import ConditionCode
from core.domain.deposit import MaturityChoice
from core.domain.ids import AccountId, ParticipantId, PayoutId, ShareId, show_short_code
from core.domain.payout import PayoutState
from storage import Store, open_store
from storage.queries import SqlQueries
from tests.storage.asking import accepted, meeting
from tests.storage.books import Books, Wall
from tests.storage.conftest import Played
from tests.support.house import CLERK, YUAN, ZONE
from tests.support.maturing import choosing, deposit_of, matured, payouts_of, pool, share_of

STRANGER = ParticipantId("par_stranger")


@pytest.fixture
async def queries(played: Played) -> AsyncIterator[SqlQueries]:
    """Queries on a lively book."""
    async with open_store(played.url, zone=ZONE, wall=Wall(played.house.at)) as store:
        yield store.queries


# People


async def test_a_recipient_is_known_by_both_their_ids(queries: SqlQueries, played: Played):
    ann = played.scene.ann

    recipient = await queries.recipient(ann.telegram_user_id)

    assert recipient is not None
    assert recipient == await queries.recipient_of(ann.participant_id)
    assert (recipient.participant.id, recipient.participant.name) == (ann.participant_id, "Ann")
    assert recipient.telegram_user_id == ann.telegram_user_id
    assert recipient.reachable is True


async def test_before_the_first_meeting_nobody_is_known(queries: SqlQueries):
    assert await queries.recipient(1) is None
    assert await queries.recipient_of(STRANGER) is None


async def test_admins_find_a_participant_by_id_telegram_id_and_name(queries: SqlQueries, played: Played):
    cat = played.scene.cat
    for text in (cat.participant_id, str(cat.telegram_user_id), "Cat", "cAt", "at"):
        [found] = await queries.find_participants(text)
        assert found.participant.id == cat.participant_id, text
        assert found.telegram_user_id == cat.telegram_user_id
        assert [view.account.id for view in found.accounts] == [
            view.account.id for view in await queries.accounts_of(cat.participant_id)
        ]
        assert found.campaigns == await queries.campaigns_of(cat.participant_id, limit=5)


@pytest.mark.parametrize("text", ["nobody", "%", "A_n", "12", "9" * 30, "－１"])
async def test_what_matches_no_participant_finds_none(queries: SqlQueries, text: str):
    assert await queries.find_participants(text) == ()


# Accounts


async def test_a_persons_accounts_show_what_is_available_and_what_is_held(
    queries: SqlQueries, played: Played
):
    bob, house = played.scene.bob, played.house

    [view] = await queries.accounts_of(bob.participant_id)

    assert view.account.id == bob.account_id
    assert (view.customer.id, view.customer.name) == (bob.customer_id, "Bob")
    assert view.link is not None
    assert view.link_conditions == ()
    assert (view.available_minor, view.held_minor) == house.balances_minor(bob.account_id)
    assert view.held_minor == 2_500 * YUAN


async def test_one_account_is_the_same_in_a_list_and_alone(queries: SqlQueries, played: Played):
    [view] = await queries.accounts_of(played.scene.bob.participant_id)
    assert await queries.account(played.scene.bob.account_id) == view


async def test_an_account_that_is_not_there_is_none(queries: SqlQueries):
    assert await queries.account(AccountId("acc_none")) is None


async def test_an_unlinked_account_leaves_the_list_and_comes_back_when_it_is_linked_again(books: Books):
    house, queries = books.house, books.store.queries
    ann = house.person("Ann")
    house.accepted(UnlinkAccount(intent=house.intent(), actor=ann.actor, account_id=ann.account_id))
    await books.follow()
    assert await queries.accounts_of(ann.participant_id) == ()
    assert await queries.account(ann.account_id) is not None

    house.link(ann.participant_id, ann.telegram_user_id, ann.phone)
    await books.follow()
    assert [view.account.id for view in await queries.accounts_of(ann.participant_id)] == [ann.account_id]


async def test_an_account_whose_phone_number_changed_stays_in_the_list_and_says_so(books: Books):
    house = books.house
    ann = house.person("Ann")
    changing = ChangeCustomerPhone(
        intent=house.intent(),
        actor=CLERK,
        customer_id=ann.customer_id,
        old_phone=ann.phone,
        phone="+8613999999999",
    )
    house.accepted(changing)
    await books.follow()

    [view] = await books.store.queries.accounts_of(ann.participant_id)

    assert [failed.code for failed in view.link_conditions] == [ConditionCode.ACCOUNT_PHONE_CHANGED]


async def test_admins_find_accounts_by_id_last_digits_phone_and_holder(queries: SqlQueries, played: Played):
    bob = played.scene.bob
    number = played.house.store.accounts[bob.account_id].number
    for text in (
        bob.account_id,
        number,
        number[-4:],
        f"…{number[-4:]}",
        f"** {number[-6:]}",
        bob.phone,
        "Bob",
        "bo",
    ):
        assert [view.account.id for view in await queries.find_accounts(text)] == [bob.account_id], text


@pytest.mark.parametrize("text", ["nobody", "%", "____", "+86", "9" * 40])
async def test_what_matches_no_account_finds_none(queries: SqlQueries, text: str):
    assert await queries.find_accounts(text) == ()


async def test_three_digits_are_too_few_to_find_an_account(queries: SqlQueries, played: Played):
    number = played.house.store.accounts[played.scene.bob.account_id].number
    assert await queries.find_accounts(number[-3:]) == ()


# Products and certificates


async def test_the_catalogue_is_in_the_order_of_its_terms(queries: SqlQueries):
    assert await queries.products() == tuple(
        sorted(DEFAULT_PRODUCTS, key=lambda product: product.term_months)
    )


async def test_a_certificate_shows_share_deposit_campaign_and_holder(queries: SqlQueries, played: Played):
    shares = played.house.store.shares.values()
    [share] = [share for share in shares if share.participant_id == played.scene.bob.participant_id]

    view = await queries.certificate(share.id)

    assert view is not None
    assert (view.share, view.deposit.id, view.campaign.id) == (share, share.deposit_id, played.scene.settled)
    assert view.holder.name == "Bob"
    assert await queries.certificates_of(played.scene.bob.participant_id) == (view,)


async def test_certificates_come_newest_first(books: Books):
    house = books.house
    ann = house.person("Ann", balance_minor=90_000 * YUAN)
    settled = []
    for _ in range(3):
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 10_000 * YUAN)
        house.accepted(house.settling(campaign_id))
        settled.append(campaign_id)
        house.later(minutes=1)
    await books.follow()

    views = await books.store.queries.certificates_of(ann.participant_id)

    assert [view.campaign.id for view in views] == settled[::-1]


async def test_a_certificate_that_is_not_there_is_none(queries: SqlQueries):
    assert await queries.certificate(ShareId("shr_none")) is None
    assert await queries.certificates_of(STRANGER) == ()


# Shares and their money


async def test_a_share_comes_with_its_deposits_register_and_its_payout(books: Books):
    house, queries = books.house, books.store.queries
    memory = house.store
    campaign_id, (ann, _) = pool(house, 2_500, 7_500)
    share_id = share_of(house, ann, deposit_of(house, campaign_id).id).id
    house.set_status(ann.account_id, AccountStatus.FROZEN)
    matured(house, campaign_id)
    await books.follow()

    view = await queries.share(share_id)

    assert view is not None
    assert view.share == memory.shares[share_id]
    assert view.register == tuple(sorted(memory.shares.values(), key=lambda each: each.certificate_number))
    assert (view.active_shares, view.campaign.id, view.following) == ((), campaign_id, None)
    [payout] = payouts_of(house, ann)
    assert view.payout == payout == await queries.payout(payout.id)
    assert payout.state is PayoutState.WAITING


async def test_a_renewed_share_leads_to_the_one_that_follows(books: Books):
    house = books.house
    campaign_id, (ann,) = pool(house, 10_000)
    share = share_of(house, ann, deposit_of(house, campaign_id).id)
    house.accepted(choosing(house, ann, share.id, MaturityChoice.RENEW_PRINCIPAL))
    matured(house, campaign_id)
    await books.follow()

    view = await books.store.queries.share(share.id)

    assert view is not None
    assert view.following == share_of(house, ann, deposit_of(house, campaign_id).id)


async def test_a_share_that_is_not_there_is_none(queries: SqlQueries):
    assert await queries.share(ShareId("shr_none")) is None
    assert await queries.payout(PayoutId("pay_none")) is None


# The whole deployment


async def test_the_overview_counts_what_is_there(queries: SqlQueries, played: Played):
    house, memory = played.house, played.house.store
    overview = await queries.overview()

    held_minor = sum(house.balances_minor(account_id)[1] for account_id in memory.accounts)
    assert overview.campaigns_by_state == tuple(
        sorted((state.value, 1) for state in CampaignState if state is not CampaignState.SETTLING)
    )
    assert overview.participants == 3
    assert overview.linked_accounts == 4
    assert overview.held_minor == held_minor == (2_500 + 10_000 + 10_000) * YUAN
    assert (overview.deposits, overview.deposited_minor) == (1, 10_000 * YUAN)
    assert (overview.notices_waiting, overview.notices_failed) == (len(memory.notices), 0)
    assert overview.updates_set_aside == 0


async def test_the_overview_of_an_empty_book_is_all_zeros(store: Store):
    overview = await store.queries.overview()
    assert overview.campaigns_by_state == ()
    assert (overview.participants, overview.held_minor, overview.deposited_minor) == (0, 0, 0)


async def test_the_audit_trail_comes_newest_first(queries: SqlQueries, played: Played):
    expected = sorted(played.house.store.audit.values(), key=lambda record: record.id, reverse=True)

    trail = await queries.search_trail(TrailSearch())

    assert list(trail) == expected[:20]
    assert trail[0].at == max(record.at for record in expected)
    assert await queries.search_trail(TrailSearch(), limit=1) == trail[:1]


async def test_customers_come_oldest_first(store: Store, books: Books):
    for name in ("Zoe", "Ann", "Kim"):
        books.house.customer(f"+86{name}", name)
        books.house.later(seconds=1)
    await books.follow()
    assert [customer.name for customer in await store.queries.customers()] == ["Zoe", "Ann", "Kim"]


async def test_the_banks_view_sums_to_the_money_that_came_in(queries: SqlQueries, played: Played):
    memory = played.house.store
    view = await queries.bank_view()

    came_in_minor = (3 * 90_000 + 20_000) * YUAN
    assert view.available_minor + view.held_minor + view.deposited_minor == came_in_minor
    assert view.held_minor == sum(account.held_minor for account, _ in view.accounts)
    assert view.available_minor == sum(account.available_minor for account, _ in view.accounts)
    assert view.deposited_minor == sum(deposit.principal_minor for deposit, _ in view.deposits)
    assert {account.account.id for account, _ in view.accounts} == memory.accounts.keys()
    assert {customer.id for customer in view.customers} == memory.customers.keys()


async def test_the_banks_view_shows_each_hold_that_was_not_released_under_its_campaigns_code(
    queries: SqlQueries, played: Played
):
    memory = played.house.store
    view = await queries.bank_view()

    shown = {
        (account.account.id, hold.reference, hold.amount_minor, hold.state, hold.short_code)
        for account, holds in view.accounts
        for hold in holds
    }
    campaigns = {pledge.hold_id: memory.campaigns[pledge.campaign_id] for pledge in memory.pledges.values()}
    assert shown == {
        (
            hold.account_id,
            hold.id,
            hold.amount_minor,
            hold.state.value,
            show_short_code(campaigns[hold.id].short_code),
        )
        for hold in memory.holds.values()
        if hold.state is not HoldState.RELEASED
    }
    for account, holds in view.accounts:
        assert account.held_minor == sum(hold.amount_minor for hold in holds if hold.state == "placed")


async def test_the_banks_view_shows_each_deposit_with_a_register_that_sums_to_it(
    queries: SqlQueries, played: Played
):
    [(deposit, register)] = (await queries.bank_view()).deposits

    assert deposit.campaign_id == played.scene.settled
    assert [name for _, name in register] == ["Ann", "Bob", "Cat"]
    assert sum(share.principal_minor for share, _ in register) == deposit.principal_minor
    assert [share.certificate_number for share, _ in register] == [
        f"{deposit.number}-00{n}" for n in (1, 2, 3)
    ]


async def test_the_banks_view_shows_the_newest_entries_with_their_legs(queries: SqlQueries, played: Played):
    entries = sorted(played.house.entries(), key=lambda entry: entry.id, reverse=True)

    assert (await queries.bank_view(entries_limit=1000)).entries == tuple(entries)
    assert (await queries.bank_view(entries_limit=3)).entries == tuple(entries[:3])


async def test_queries_see_what_was_just_answered(store: Store):
    met = await accepted(store, meeting(1))
    recipient = await store.queries.recipient(1)
    assert recipient is not None
    assert recipient.participant.id == met.participant_id


async def test_a_frozen_account_shows_its_status(queries: SqlQueries, played: Played):
    statuses = {view.account.status for view in await queries.accounts_of(played.scene.cat.participant_id)}
    assert statuses == {AccountStatus.NORMAL, AccountStatus.FROZEN}


async def test_the_newest_orders_come_first_with_their_campaigns(played: Played, queries: SqlQueries):
    orders = (await queries.bank_view()).orders
    memory = played.house.store
    newest = sorted(memory.orders.values(), key=lambda order: order.reference, reverse=True)[: len(orders)]
    assert [(order, code) for order, code in orders] == [
        (order, memory.campaigns[order.campaign_id].short_code) for order in newest
    ]
    assert orders
