"""Shelves and the book: page over kept over loaded, nothing outside the reach, entries that balance."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.book import Book, NotLoaded, Shelf
from core.domain.account import BankCustomer
from core.domain.bank import ReleaseHold
from core.domain.ids import CampaignId, CustomerId, HoldId, IdStream, IntentId, LedgerAccountId
from core.domain.ledger import EntryKind, LedgerAccount, LedgerBroken
from core.domain.moment import Moment

NOW = Moment(datetime(2026, 3, 1, 4, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC).date())
A, B, USD = LedgerAccountId("a"), LedgerAccountId("b"), LedgerAccountId("usd")


@pytest.fixture
def shelf() -> Shelf[str, int]:
    shelf: Shelf[str, int] = Shelf("number")
    shelf.load("one", 1)
    shelf.load("none", None)
    return shelf


@pytest.fixture
def book() -> Book:
    book = Book()
    for account_id, currency in ((A, "CNY"), (B, "CNY"), (USD, "USD")):
        book.ledger.load(account_id, LedgerAccount(account_id, currency, floored=account_id == B))
    book.open_page(IdStream(b"sixteen or more.", IntentId("intent"), NOW.at))
    return book


class TestAShelf:
    def test_gives_what_was_loaded_and_none_for_what_does_not_exist(self, shelf):
        assert (shelf["one"], shelf["none"]) == (1, None)

    def test_refuses_to_look_outside_the_reach(self, shelf):
        with pytest.raises(NotLoaded, match="number other"):
            shelf["other"]
        assert "other" not in shelf
        assert "none" in shelf

    def test_shows_the_running_command_what_it_wrote(self, shelf):
        shelf.put("one", 10)
        shelf.put("other", 2)
        assert (shelf["one"], shelf["other"]) == (10, 2)
        assert list(shelf.page()) == [10, 2]

    def test_forgets_a_discarded_page(self, shelf):
        shelf.put("one", 10)
        shelf.put("other", 2)
        shelf.discard()
        assert shelf["one"] == 1
        assert "other" not in shelf
        assert list(shelf.inserted()) == list(shelf.updated()) == []

    def test_shows_later_commands_what_earlier_ones_kept(self, shelf):
        shelf.put("one", 10)
        shelf.keep()
        assert list(shelf.page()) == []
        shelf.put("one", 100)
        shelf.discard()
        assert shelf["one"] == 10

    def test_tells_what_is_new_from_what_was_changed(self, shelf):
        for key, value in (("one", 10), ("none", 0), ("other", 2)):
            shelf.put(key, value)
        shelf.keep()
        assert dict(shelf.inserted_items()) == {"none": 0, "other": 2}
        assert list(shelf.updated()) == [(1, 10)]

    @given(st.lists(st.tuples(st.booleans(), st.dictionaries(st.sampled_from("abc"), st.integers()))))
    def test_holds_what_the_kept_pages_say(self, pages):
        shelf: Shelf[str, int] = Shelf("number")
        expected: dict[str, int | None] = dict.fromkeys("abc")
        for key in expected:
            shelf.load(key, None)
        for kept, page in pages:
            for key, value in page.items():
                shelf.put(key, value)
            if kept:
                shelf.keep()
                expected.update(page)
            else:
                shelf.discard()
        assert {key: shelf[key] for key in expected} == expected


class TestPosting:
    def test_moves_balances_and_counts_versions(self, book):
        book.post("ref", EntryKind.CREDIT, {A: -100, B: 100}, NOW)
        book.post("ref-2", EntryKind.CREDIT, {A: -50, B: 50}, NOW)
        assert [book.ledger[key].balance_minor for key in (A, B)] == [-150, 150]
        first, second = book.entries.page()
        assert [posting.balance_after_minor for posting in second.postings] == [-150, 150]
        assert [posting.version for posting in first.postings + second.postings] == [1, 1, 2, 2]
        assert (first.reference, first.currency, first.posted_at) == ("ref", "CNY", NOW.at)

    def test_refuses_legs_that_do_not_balance(self, book):
        with pytest.raises(LedgerBroken):
            book.post("ref", EntryKind.CREDIT, {A: -100, B: 99}, NOW)

    def test_refuses_to_empty_a_floored_account_below_zero(self, book):
        with pytest.raises(LedgerBroken):
            book.post("ref", EntryKind.CREDIT, {A: 100, B: -100}, NOW)

    def test_refuses_two_currencies_in_one_entry(self, book):
        with pytest.raises(AssertionError, match="one currency"):
            book.post("ref", EntryKind.CREDIT, {USD: -100, B: 100}, NOW)

    def test_refuses_accounts_that_are_not_there(self, book):
        with pytest.raises(NotLoaded):
            book.post("ref", EntryKind.CREDIT, {A: -100, LedgerAccountId("c"): 100}, NOW)
        book.ledger.load(LedgerAccountId("c"), None)
        with pytest.raises(AssertionError, match="never opened"):
            book.post("ref", EntryKind.CREDIT, {A: -100, LedgerAccountId("c"): 100}, NOW)


def test_a_page_is_kept_or_discarded_on_all_shelves_together(book):
    customer = BankCustomer(CustomerId("cus_1"), "Ann", "+8613800000001")
    for end, kept in ((book.discard_page, 0), (book.keep_page, 1)):
        book.put_customer(customer)
        book.post("ref", EntryKind.CREDIT, {A: -100, B: 100}, NOW)
        book.order(CampaignId("cmp_1"), ReleaseHold(HoldId("hld_1")))
        end()
        assert [len(list(shelf.inserted())) for shelf in (book.customers, book.entries, book.orders)] == (
            [kept] * 3
        )
        assert (customer.phone in book.phones) == bool(kept)


def test_orders_are_those_of_the_running_command_only(book):
    book.order(CampaignId("cmp_1"), ReleaseHold(HoldId("hld_1")))
    book.keep_page()
    book.order(CampaignId("cmp_1"), ReleaseHold(HoldId("hld_2")))
    assert [order.instruction for order in book.ready_orders()] == [ReleaseHold(HoldId("hld_2"))]


def test_ids_exist_only_while_a_command_runs():
    with pytest.raises(AssertionError, match="no command is running"):
        Book().ids.mint("x")
