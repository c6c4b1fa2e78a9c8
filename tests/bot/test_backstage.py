"""What the sandbox shows of the bank and the clock, by HTTP, and the scene it opens with."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.backstage.people import PEOPLE
from bot.backstage.scene import set_scene
from core.commands import Accepted, Actor, StartLinking, UnlinkAccount
from core.domain.account import AccountClass, AccountStatus
from core.domain.ids import IntentId
from core.domain.notice import CodeIssued
from storage import Store, open_store
from tests.bot.person import account
from tests.bot.playing import open_campaign
from tests.bot.stage import SimRefused
from tests.storage.databases import migrated_at


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    url = migrated_at(tmp_path / "hecun.db")
    async with open_store(url, zone=ZoneInfo("Asia/Shanghai")) as store:
        yield store


async def rise(store: Store) -> None:
    await set_scene(store.teller, store.outbox, store.clock)


async def accounts_at_the_bank(store: Store) -> list[tuple[str, str, str, int, bool]]:
    return [
        (
            view.customer.name,
            view.account.account_class.value,
            view.account.status.value,
            view.available_minor,
            view.link is not None and view.link.active,
        )
        for view, _ in (await store.queries.bank_view()).accounts
    ]


async def test_the_scene_opens_with_linked_and_unlinked_frozen_and_limited_accounts(store):
    await rise(store)
    mei_lin, tom, sofia, wang_wei, ben, ada = (person.name for person in PEOPLE)
    assert await accounts_at_the_bank(store) == [
        (mei_lin, "I", "normal", 8_000_00, True),
        (tom, "I", "normal", 6_000_00, True),
        (sofia, "I", "frozen", 9_000_00, True),
        (sofia, "II", "normal", 5_000_00, True),
        (wang_wei, "I", "normal", 7_000_00, False),
        (ben, "III", "normal", 1_500_00, True),
        (ada, "II", "normal", 500_00, True),
    ]
    assert await store.outbox.waiting(store.clock.now().at) == []


async def test_the_four_of_the_guide_can_fill_ten_thousand_and_none_can_alone(store):
    await rise(store)
    four = [person.name for person in PEOPLE[:4]]
    usable = [
        view.available_minor
        for view, _ in (await store.queries.bank_view()).accounts
        if view.customer.name in four
        and view.account.status is AccountStatus.NORMAL
        and view.account.account_class is not AccountClass.III
    ]
    assert max(usable) < 10_000_00 <= sum(usable)


async def test_setting_the_scene_again_changes_nothing_that_was_played(store):
    await rise(store)
    tom = await store.queries.recipient(PEOPLE[1].telegram_user_id)
    assert tom is not None
    [linked] = await store.queries.accounts_of(tom.participant.id)
    unlinking = UnlinkAccount(
        intent=IntentId("played"), actor=Actor.participant(tom.participant.id), account_id=linked.account.id
    )
    assert isinstance(await store.teller.submit(unlinking), Accepted)
    before = await accounts_at_the_bank(store)
    await rise(store)
    assert await accounts_at_the_bank(store) == before
    assert await store.queries.accounts_of(tom.participant.id) == ()


async def test_a_code_that_was_asked_for_in_play_goes_to_the_phone(store):
    await rise(store)
    person = PEOPLE[1]
    tom = await store.queries.recipient(person.telegram_user_id)
    assert tom is not None
    asking = StartLinking(
        intent=IntentId("played"),
        actor=Actor.participant(tom.participant.id),
        telegram_user_id=person.telegram_user_id,
        contact_user_id=person.telegram_user_id,
        phone=person.phone,
    )
    assert isinstance(await store.teller.submit(asking), Accepted)
    await rise(store)
    [waiting] = await store.outbox.waiting(store.clock.now().at)
    assert isinstance(waiting.notice, CodeIssued)


def test_the_banks_books_are_shown_with_numbers_masked_and_totals_that_agree(stage, guest):
    ann = guest(account(8_000), linked=True)
    open_campaign(ann, own="¥2,000")
    bank = stage.bank()
    [customer] = [customer for customer in bank["customers"] if customer["phone"] == ann.phone]
    [shown] = customer["accounts"]
    assert shown["number"].startswith("…")
    assert len(shown["number"]) == 5
    assert (shown["available_minor"], shown["held_minor"], shown["linked"]) == (6_000_00, 2_000_00, True)
    [hold] = shown["holds"]
    assert (hold["amount_minor"], hold["state"]) == (2_000_00, "placed")
    assert len(hold["campaign"]) == 9
    newest, *older = bank["journal"]
    assert newest["kind"] == "hold"
    assert sum(posting["amount_minor"] for posting in newest["postings"]) == 0
    assert older[0]["sequence"] == newest["sequence"] - 1
    accounts = [account for customer in bank["customers"] for account in customer["accounts"]]
    for kind in ("available_minor", "held_minor"):
        assert bank["totals"][kind] == sum(account[kind] for account in accounts)


def test_the_bank_freezes_an_account_and_puts_it_in_order_again(stage, guest):
    ann = guest(account(1_000))
    [customer] = [customer for customer in stage.bank()["customers"] if customer["phone"] == ann.phone]
    account_id = customer["accounts"][0]["id"]
    for status in ("frozen", "normal"):
        stage.set_status(account_id, status)
        [customer] = [customer for customer in stage.bank()["customers"] if customer["phone"] == ann.phone]
        assert customer["accounts"][0]["status"] == status


def test_a_deadline_is_the_clocks_next_event_and_turning_to_it_releases_the_hold(stage, guest):
    ann = guest(account(8_000), linked=True)
    open_campaign(ann, own="¥2,000")
    due = stage.ask("GET", "/sim/app/clock")["next_event"]
    while due is not None:
        before = due
        due = stage.turn_clock(to="next_event")["next_event"]
        assert due is None or due["at"] >= before["at"]
    ann.sees("¥2,000")
    [customer] = [customer for customer in stage.bank()["customers"] if customer["phone"] == ann.phone]
    [shown] = customer["accounts"]
    assert (shown["available_minor"], shown["held_minor"], shown["holds"]) == (8_000_00, 0, [])


def test_the_clock_goes_forward_only_and_says_its_zone(stage):
    told = stage.ask("GET", "/sim/app/clock")
    assert told["zone"] == "Asia/Shanghai"
    assert stage.turn_clock(advance_seconds=3600)["now"] > told["now"]
    for wrong in ({"advance_seconds": -1}, {"advance_seconds": 10**12}, {"to": "yesterday"}):
        with pytest.raises(SimRefused, match="422"):
            stage.turn_clock(**wrong)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("accounts/acc_1/status", {"status": "iced"}),
        ("accounts/acc_1/status", {"status": "frozen"}),
        ("customers", {"name": "Ann"}),
        ("customers", {"name": "Ann", "phone": "+861", "accounts": [{"class": "IV", "balance_minor": 1}]}),
        ("customers", {"name": "Tom", "phone": PEOPLE[1].phone, "accounts": []}),
    ],
)
def test_what_the_bank_cannot_do_is_said_in_words(stage, path, body):
    with pytest.raises(SimRefused, match=r"422.*error"):
        stage.ask("POST", f"/sim/app/bank/{path}", **body)
