"""Wizards' states: one draft per person and kind, kept until it is discarded or closed."""

from dataclasses import replace
from datetime import timedelta

from core.views import Draft
from storage import open_store
from tests.storage.books import Wall
from tests.support.house import ZONE

OPENING_DRAFT = Draft(
    telegram_user_id=1,
    kind="open",
    nonce="n1",
    step="amounts",
    answers={
        "product": "TD12M",
        "target_minor": 1_000_000,
        "types": ["free_amount", "remainder"],
        "seats": None,
    },
    message_id=77,
)
PLEDGING_DRAFT = Draft(telegram_user_id=1, kind="pledge", nonce="n2", step="review")


async def test_a_draft_comes_back_as_it_was_saved(store):
    await store.drafts.save(OPENING_DRAFT)
    assert await store.drafts.get(1, "open") == OPENING_DRAFT


async def test_there_is_no_draft_before_one_is_saved(store):
    assert await store.drafts.get(1, "open") is None
    assert await store.drafts.latest(1) is None


async def test_saving_again_replaces_everything(store):
    await store.drafts.save(OPENING_DRAFT)
    anew = Draft(telegram_user_id=1, kind="open", nonce="n9", step="product")
    await store.drafts.save(anew)
    assert await store.drafts.get(1, "open") == anew


async def test_a_person_has_one_draft_of_each_kind(store):
    await store.drafts.save(OPENING_DRAFT)
    await store.drafts.save(PLEDGING_DRAFT)
    assert await store.drafts.get(1, "open") == OPENING_DRAFT
    assert await store.drafts.get(1, "pledge") == PLEDGING_DRAFT


async def test_typed_text_belongs_to_the_draft_saved_last(store, wall: Wall):
    for draft in (OPENING_DRAFT, PLEDGING_DRAFT, OPENING_DRAFT):
        wall.at += timedelta(microseconds=1)
        await store.drafts.save(draft)
        assert await store.drafts.latest(1) == draft


async def test_typed_text_belongs_to_the_draft_saved_last_even_when_the_clock_stands_still(store):
    # As it does when the machine's clock was set back: the business clock waits until it is overtaken.
    for draft in (OPENING_DRAFT, PLEDGING_DRAFT, OPENING_DRAFT, PLEDGING_DRAFT):
        await store.drafts.save(draft)
        assert await store.drafts.latest(1) == draft


async def test_nobody_gets_somebody_elses_draft(store):
    await store.drafts.save(OPENING_DRAFT)
    assert await store.drafts.get(2, "open") is None
    assert await store.drafts.latest(2) is None


async def test_a_discarded_draft_is_gone_and_no_other(store):
    await store.drafts.save(OPENING_DRAFT)
    await store.drafts.save(PLEDGING_DRAFT)
    await store.drafts.discard(OPENING_DRAFT)
    assert await store.drafts.get(1, "open") is None
    assert await store.drafts.latest(1) == PLEDGING_DRAFT


async def test_a_draft_started_anew_is_not_discarded_with_the_old_one(store):
    anew = replace(OPENING_DRAFT, nonce="n9")
    await store.drafts.save(anew)
    await store.drafts.discard(OPENING_DRAFT)
    assert await store.drafts.get(1, "open") == anew


async def test_drafts_outlive_the_process(url, wall):
    async with open_store(url, zone=ZONE, wall=wall) as store:
        await store.drafts.save(OPENING_DRAFT)
    async with open_store(url, zone=ZONE, wall=wall) as store:
        assert await store.drafts.latest(1) == OPENING_DRAFT
