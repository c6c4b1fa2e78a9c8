"""What somebody is told of what is kept about them: all of it, nothing of others, no secret, no whole number."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.papers.personal_data import SCHEMA, personal_document
from core.views import Draft
from storage import personal
from storage.personal import NOT_TOLD, TOLD, columns_told
from storage.rows import Base, table_of
from storage.store import open_queries
from tests.storage.books import Books
from tests.storage.conftest import Played
from tests.support.house import OPENING, YUAN, ZONE

ROW_TYPES = {mapper.class_ for mapper in Base.registry.mappers}
DESCRIBED = (Path(__file__).parents[2] / "docs" / "personal-data.md").read_text(encoding="utf-8").splitlines()
PERSONAL = ("participant_id", "telegram_user_id", "person", "viewer_id", "initiator_id", "buyer_id", "phone")


def test_every_table_is_told_or_it_is_said_why_not():
    assert set(TOLD) | set(NOT_TOLD) == ROW_TYPES
    assert not set(TOLD) & set(NOT_TOLD)
    assert all(NOT_TOLD.values())


@pytest.mark.parametrize("row_type", TOLD, ids=lambda row_type: row_type.__name__)
def test_every_column_is_told_or_left_out_by_its_name(row_type):
    names = {column.name for column in table_of(row_type).columns}
    assert set(TOLD[row_type].left_out) <= names
    assert set(columns_told(row_type)) == names - set(TOLD[row_type].left_out)


def test_a_table_with_somebody_in_a_column_is_not_left_out_but_for_turns():
    kept_back = {
        row_type.__name__
        for row_type in NOT_TOLD
        if any(column.name in PERSONAL for column in table_of(row_type).columns)
    }
    assert kept_back == {"TurnRow"}


@pytest.mark.parametrize("row_type", [*TOLD, *NOT_TOLD], ids=lambda row_type: row_type.__name__)
def test_the_document_describes_every_section_as_it_is(row_type):
    [line] = [each for each in DESCRIBED if each.startswith(f"| `{table_of(row_type).name}` |")]
    if row_type in NOT_TOLD:
        assert line == f"| `{table_of(row_type).name}` | {NOT_TOLD[row_type]} |"
        return
    _, _, columns, left_out, _ = line.split("|")
    assert columns.strip() == ", ".join(f"`{name}`" for name in columns_told(row_type))
    assert left_out.count("`") // 2 == len(set(TOLD[row_type].left_out) - {"version"})


async def test_somebody_s_copy_has_their_things_and_nothing_of_the_others(books: Books):
    house, store = books.house, books.store
    ann, bob = house.person("ZzAnn"), house.person("ZzBob")
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 6_000 * YUAN)
    house.pledge(bob, campaign_id, 4_000 * YUAN)
    house.accepted(house.settling(campaign_id))
    await books.follow()
    for person in (ann, bob):
        await store.drafts.save(Draft(person.telegram_user_id, "linking", "n" * 12, "code", {"a": "b"}))

    told = personal_document(await store.queries.personal_data(bob.participant_id), OPENING).decode()
    copy = json.loads(told)

    assert (copy["schema"], copy["version"], copy["cut"]) == (SCHEMA, 1, [])
    sections = copy["sections"]
    assert [each["name"] for each in sections["participants"]] == ["ZzBob"]
    assert [each["amount_minor"] for each in sections["pledges"]] == [4_000 * YUAN]
    assert [each["principal_minor"] for each in sections["shares"]] == [4_000 * YUAN]
    assert (
        sections["pledges"][0]["pledged_at"]
        == house.store.pledges[house.pledge_of(bob, campaign_id).id].pledged_at.isoformat()
    )
    assert [each["state"] for each in sections["campaigns"]] == ["settled"]
    instants = [
        value
        for section in sections.values()
        for each in section
        for name, value in each.items()
        if name == "at" or name.endswith("_at")
    ]
    assert instants
    assert all(value is None or datetime.fromisoformat(value).tzinfo for value in instants)
    assert sections["account_links"][0]["phone"] == bob.phone
    assert sections["drafts"] == [
        {
            "telegram_user_id": bob.telegram_user_id,
            "kind": "linking",
            "step": "code",
            "answers": {"a": "b"},
            "message_id": None,
            "saved_at": sections["drafts"][0]["saved_at"],
        }
    ]
    for others in ("ZzAnn", ann.participant_id, ann.account_id, ann.phone, str(ann.telegram_user_id)):
        assert others not in told, others
    campaign, account = house.campaign(campaign_id), house.store.accounts[bob.account_id]
    for secret in (campaign.link_token, campaign.short_code, account.number, "nnnnnnnnnnnn"):
        assert secret not in told, secret
    assert f"…{account.number[-4:]}" in told


async def test_who_has_more_than_is_told_is_told_so(books: Books, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(personal, "LIMIT", 2)
    house = books.house
    ann = house.person("Ann")
    for _ in range(3):
        house.open(ann)
    await books.follow()
    data = await books.store.queries.personal_data(ann.participant_id)
    assert len(data.sections["campaigns"]) == 2
    assert "campaigns" in data.cut


async def test_everybody_of_a_lively_book_can_have_their_copy(played: Played):
    async with open_queries(played.url, zone=ZONE) as queries:
        for participant_id in played.house.store.participants:
            data = await queries.personal_data(participant_id)
            assert data.sections["participants"]
            personal_document(data, OPENING)
