"""What an integrator's server is answered."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.jobs.unheard import UnheardJob
from bot.partner_keys import Mode
from bot.pictures.qr import QUIET_ZONE
from bot.stopping import Stop
from core.commands import (
    Accepted,
    ChangePartnerPermissions,
    Command,
    IssuePartnerKey,
    RevokePartnerKey,
    SetAccountStatus,
    SetPartnerSuspended,
    SettleCampaign,
)
from core.domain.account import AccountStatus
from core.domain.errors import REFUSALS
from core.domain.partner import Scope, digest_partner_key
from tests.partner_api.office import KEY, OTHER_KEY, PUBLIC_URL, Office, open_office, to_open
from tests.support.house import ADMIN, CLERK, SYSTEM, YUAN
from tests.support.partnering import PERMISSIONS

pytestmark = pytest.mark.timeout(60)


async def by_hand(office: Office, command: Command[Any]) -> None:
    assert isinstance(await office.store.teller.submit(command), Accepted)


async def permit(office: Office, **changes: Any) -> None:
    permissions = {each: getattr(PERMISSIONS, each) for each in PERMISSIONS.__dataclass_fields__}
    await by_hand(
        office,
        ChangePartnerPermissions(
            intent=office.intent(),
            actor=ADMIN,
            partner_id=office.acme,
            permissions=type(PERMISSIONS)(**{**permissions, **changes}),
        ),
    )


class TestCallers:
    @pytest.mark.parametrize(
        ("given", "code"),
        [
            (None, "key_missing"),
            ("Basic YTpi", "key_unknown"),
            ("Bearer ", "key_unknown"),
            (f"Bearer {KEY}x", "key_unknown"),
            ("Bearer hecun_live_" + "a" * 43, "key_unknown"),
            ("Bearer hecun_test_" + "ä" * 43, "key_unknown"),
        ],
    )
    async def test_who_shows_no_usable_key_is_told_so_and_nothing_else(self, office, given, code):
        headers = {} if given is None else {"Authorization": given}
        for path in ("/v1/partner", "/v1/campaigns", "/v1/campaigns/cmp_1"):
            answer = await office.get(path, key=None, headers=headers)
            assert (answer.status, answer.code) == (401, code)
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    async def test_a_key_works_until_its_overlap_is_over_and_its_follower_at_once(self, office):
        new = "hecun_test_" + "c" * 43
        await by_hand(
            office,
            IssuePartnerKey(
                intent=office.intent(),
                actor=ADMIN,
                partner_id=office.acme,
                digest=digest_partner_key(new),
                hint="",
                overlap_seconds=3600,
            ),
        )
        for key in (KEY, new):
            assert (await office.get("/v1/partner", key=key)).told["name"] == "Acme"
        office.wall.at += timedelta(hours=1)
        assert (await office.get("/v1/partner")).code == "key_expired"
        assert (await office.get("/v1/partner", key=new)).status == 200

    async def test_a_revoked_key_ends_at_once(self, office):
        partner = await office.store.partners.partner(office.acme)
        assert partner is not None
        (key,) = partner.keys
        await by_hand(
            office,
            RevokePartnerKey(intent=office.intent(), actor=ADMIN, partner_id=office.acme, key_id=key.id),
        )
        assert (await office.get("/v1/partner")).code == "key_revoked"

    async def test_a_suspended_partner_gets_nothing_but_why(self, office):
        await by_hand(
            office,
            SetPartnerSuspended(intent=office.intent(), actor=ADMIN, partner_id=office.acme, suspended=True),
        )
        for path in ("/v1/products", "/v1/campaigns"):
            answer = await office.get(path)
            assert (answer.status, answer.code, answer.failed) == (
                403,
                "not_legitimate",
                ["partner_suspended"],
            )

    async def test_each_scope_opens_what_is_its_own(self, office):
        await permit(office, scopes=frozenset({Scope.PRODUCTS_READ}))
        assert (await office.get("/v1/products")).status == 200
        assert (await office.get("/v1/campaigns")).failed == ["scope_missing"]
        assert (await office.post("/v1/campaigns", to_open())).failed == ["scope_missing"]
        assert (await office.post("/v1/campaigns/cmp_1/cancel")).failed == ["scope_missing"]

    async def test_who_asks_too_often_is_told_when_to_come_back(self, furnished, database):
        async with open_office(furnished, database, burst=2) as office:
            assert [(await office.get("/v1/partner")).status for _ in range(3)] == [200, 200, 429]
            answer = await office.get("/v1/partner")
            assert (answer.code, answer.headers["Retry-After"]) == ("rate_limited", "1")
            assert (await office.get("/v1/partner", key=OTHER_KEY)).status == 200
            office.ticks.at += 0.1
            assert (await office.get("/v1/partner")).status == 200

    async def test_a_request_id_comes_back_and_stands_in_the_log(self, office, log):
        answer = await office.get("/v1/partner", headers={"X-Request-Id": "theirs-17"})
        assert answer.headers["X-Request-Id"] == "theirs-17"
        assert f"[request theirs-17]: GET /v1/partner 200 partner={office.acme}" in log.getvalue()
        assert KEY not in log.getvalue()
        other = await office.get("/v1/partner", headers={"X-Request-Id": "no id\there"})
        assert other.headers["X-Request-Id"] not in ("", "no id\there")


class TestOpening:
    async def test_tells_the_campaign_with_its_terms_and_its_link(self, office):
        campaign = await office.open(external_reference="order-1", metadata={"branch": "north", "a.b": "七"})
        assert campaign["state"] == "open"
        assert campaign["mode"] == "test"
        assert campaign["external_reference"] == "order-1"
        assert campaign["metadata"] == {"branch": "north", "a.b": "七"}
        assert campaign["terms"]["annual_rate_percent"] == "2.45"
        assert campaign["member_minimum_minor"] == 50 * YUAN
        assert campaign["deadline"] == "2026-03-04T04:00:00Z"
        token = campaign["link"]["url"].removeprefix(f"{PUBLIC_URL}/c/")
        assert campaign["link"]["telegram_url"] == f"https://t.me/hecun_bot?start=c_{token}"
        assert (await office.get(f"/v1/campaigns/{campaign['id']}")).told == campaign

    async def test_is_refused_with_every_condition_of_permission_and_of_admission(self, office):
        await permit(office, target_maximum_minor=20_000 * YUAN, products=frozenset({"TD06M"}))
        answer = await office.post(
            "/v1/campaigns", to_open(target_minor=2_000_000 * YUAN + 1, channel="telegram")
        )
        assert (answer.status, answer.code) == (403, "not_legitimate")
        assert answer.failed == [
            "product_not_permitted",
            "channel_not_permitted",
            "target_above_permitted",
            "target_above_maximum",
            "target_not_multiple",
        ]
        assert answer.told["conditions"][2] == {
            "code": "target_above_permitted",
            "required": 20_000 * YUAN,
            "found": 2_000_000 * YUAN + 1,
        }

    async def test_is_refused_by_the_rules_of_admission_alone_with_another_code(self, office):
        answer = await office.post("/v1/campaigns", to_open(target_minor=100 * YUAN, seats=300))
        assert (answer.status, answer.code) == (422, "admission_refused")
        assert "target_below_minimum" in answer.failed

    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"target_minor": "1000000"}, "/target_minor"),
            ({"target_minor": 1000000.0}, "/target_minor"),
            ({"target_minor": True}, "/target_minor"),
            ({"target_minor": 10**16}, "/target_minor"),
            ({"target_minor": None}, "/target_minor"),
            ({"deadline": "tomorrow"}, "/deadline"),
            ({"deadline": 1772337600}, "/deadline"),
            ({"deadline": "2026-03-04T04:00:00"}, "/deadline"),
            ({"currency": "USD"}, "/currency"),
            ({"channel": "post"}, "/channel"),
            ({"external_reference": "x" * 65}, "/external_reference"),
            ({"external_reference": "two\nlines"}, "/external_reference"),
            ({"metadata": {f"key{number}": "" for number in range(21)}}, "/metadata"),
            ({"metadata": {"key": "x" * 501}}, "/metadata/key"),
            ({"metadata": {"key": 1}}, "/metadata/key"),
            ({"unknown/field": 1}, "/unknown~1field"),
        ],
        ids=str,
    )
    async def test_needs_a_body_as_the_document_says(self, office, changes, pointer):
        answer = await office.post("/v1/campaigns", to_open(**changes))
        assert (answer.status, answer.code) == (422, "request_malformed")
        assert [fault["pointer"] for fault in answer.told["faults"]] == [pointer]

    @pytest.mark.parametrize(
        ("data", "headers", "status", "code"),
        [
            (b"{", {}, 400, "json_malformed"),
            (b"\xff", {}, 400, "json_malformed"),
            (b'{"currency": "CNY", "currency": "USD"}', {}, 400, "json_malformed"),
            (b"[" * 50_000, {}, 400, "json_malformed"),
            (b'{"target_minor": ' + b"1" * 5_000 + b"}", {}, 400, "json_malformed"),
            (b" " * 70_000, {}, 413, "body_too_large"),
            (b" " * 2_000_000, {}, 413, "body_too_large"),
            (b"{}", {"Content-Type": "text/plain"}, 415, "not_json"),
            (b"{}", {"Content-Type": "application/json; charset=gbk"}, 415, "not_json"),
            (b"{}", {"Idempotency-Key": ""}, 400, "idempotency_key_malformed"),
            (b"{}", {"Idempotency-Key": "with spaces"}, 400, "idempotency_key_malformed"),
            (b"{}", {"Idempotency-Key": "x" * 256}, 400, "idempotency_key_malformed"),
            (b"[]", {}, 422, "request_malformed"),
            (b"null", {}, 422, "request_malformed"),
        ],
        ids=lambda value: f"{str(value)[:30]}-{len(str(value))}",
    )
    async def test_needs_a_request_that_can_be_read(self, office, data, headers, status, code):
        answer = await office.post("/v1/campaigns", data=data, headers=headers)
        assert (answer.status, answer.code) == (status, code)

    async def test_needs_an_idempotency_key(self, office):
        headers = {"Authorization": f"Bearer {KEY}"}
        async with office.session.post(
            office.url + "/v1/campaigns", json=to_open(), headers=headers
        ) as response:
            assert response.status == 400
            assert (await response.json(content_type=None))["code"] == "idempotency_key_missing"


class TestOnce:
    async def test_the_same_key_gives_the_first_answer_whatever_became_of_the_campaign(self, office):
        headers = {"Idempotency-Key": "once"}
        first = await office.post("/v1/campaigns", to_open(), headers=headers)
        await office.fill(first.told)
        again = await office.post("/v1/campaigns", to_open(), headers=headers)
        assert (again.status, again.body) == (first.status, first.body)
        assert len((await office.get("/v1/campaigns")).told["data"]) == 1

    async def test_a_refusal_is_repeated_too(self, office):
        headers = {"Idempotency-Key": "once"}
        refused = await office.post("/v1/campaigns", to_open(target_minor=1), headers=headers)
        again = await office.post("/v1/campaigns", to_open(target_minor=1), headers=headers)
        assert again.code == refused.code == "admission_refused"
        assert again.told["conditions"] == refused.told["conditions"]

    async def test_with_another_body_or_another_call_it_is_a_conflict(self, office):
        headers = {"Idempotency-Key": "once"}
        campaign = (await office.post("/v1/campaigns", to_open(), headers=headers)).told
        for path, body in (
            ("/v1/campaigns", to_open(target_minor=20_000 * YUAN)),
            ("/v1/campaigns", to_open(metadata={"another": "one"})),
            (f"/v1/campaigns/{campaign['id']}/cancel", {}),
        ):
            answer = await office.post(path, body, headers=headers)
            assert (answer.status, answer.code) == (409, "intent_reused")

    async def test_twins_at_the_same_moment_have_one_effect(self, office):
        headers = {"Idempotency-Key": "once"}
        answers = await asyncio.gather(
            *(office.post("/v1/campaigns", to_open(), headers=headers) for _ in range(20))
        )
        assert {answer.status for answer in answers} == {201}
        assert len({answer.body for answer in answers}) == 1

    async def test_two_partners_keys_do_not_meet(self, office):
        headers = {"Idempotency-Key": "once"}
        ours = await office.post("/v1/campaigns", to_open(), headers=headers)
        theirs = await office.post(
            "/v1/campaigns", to_open(target_minor=20_000 * YUAN), headers=headers, key=OTHER_KEY
        )
        assert (ours.status, theirs.status) == (201, 201)
        assert ours.told["id"] != theirs.told["id"]


class TestReading:
    async def test_pages_are_walked_to_the_end_and_hold_each_campaign_once(self, office):
        opened = []
        for number in range(5):
            office.wall.at += timedelta(seconds=1)
            opened.append((await office.open(external_reference=f"order-{number % 2}"))["id"])
        seen, cursor = [], ""
        while True:
            page = (await office.get(f"/v1/campaigns?limit=2{cursor}")).told
            seen += [each["id"] for each in page["data"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert seen == opened[::-1]
        found = (await office.get("/v1/campaigns?external_reference=order-1&state=open")).told
        assert [each["id"] for each in found["data"]] == [opened[3], opened[1]]
        assert (await office.get("/v1/campaigns?state=settled")).told["data"] == []

    @pytest.mark.parametrize(
        "query",
        [
            "limit=0",
            "limit=101",
            "limit=x",
            "state=none",
            "cursor=%00",
            "unknown=1",
            "limit=1&limit=2",
            "external_reference=%00",
        ],
    )
    async def test_a_query_is_as_the_document_says(self, office, query):
        assert (await office.get(f"/v1/campaigns?{query}")).code == "request_malformed"
        assert (await office.get(f"/v1/partner?{query}")).code == "request_malformed"

    async def test_a_partner_knows_nothing_of_anothers_campaign(self, office):
        campaign = await office.open()
        for path in ("", "/pledges", "/deposit", "/certificates", "/payouts", "/link", "/qr.svg", "/qr.png"):
            for campaign_id, key in ((campaign["id"], OTHER_KEY), ("cmp_none", KEY), ("%00", KEY)):
                answer = await office.get(f"/v1/campaigns/{campaign_id}{path}", key=key)
                assert (answer.status, answer.code) == (404, "campaign_unknown")
        cancelling = await office.post(f"/v1/campaigns/{campaign['id']}/cancel", key=OTHER_KEY)
        assert cancelling.code == "campaign_unknown"
        assert (await office.get("/v1/campaigns", key=OTHER_KEY)).told["data"] == []

    async def test_three_people_fill_it_and_its_deposit_and_certificates_are_told_masked(self, office):
        campaign = await office.open()
        path = f"/v1/campaigns/{campaign['id']}"
        assert (await office.get(f"{path}/deposit")).code == "deposit_not_opened"
        assert (await office.get(f"{path}/certificates")).told == {"data": []}
        await office.fill(campaign)
        told = (await office.get(path)).told
        assert (told["state"], told["pledged_minor"], told["member_count"]) == (
            "settled",
            10_000 * YUAN,
            3,
        )
        deposit = (await office.get(f"{path}/deposit")).told
        assert (deposit["principal_minor"], deposit["interest_minor"]) == (10_000 * YUAN, 245 * YUAN)
        pledges = await office.get(f"{path}/pledges")
        assert [(each["member"], each["state"]) for each in pledges.told["data"]] == [
            ("S•••", "captured"),
            ("T•••", "captured"),
            ("王•••", "captured"),
        ]
        certificates = await office.get(f"{path}/certificates")
        assert [each["number"][-3:] for each in certificates.told["data"]] == ["001", "002", "003"]
        for answer in (pledges, certificates):
            for secret in ("Sofia", "王伟", "500000", "300000", *(each.phone for each in office.friends)):
                assert secret not in answer.body.decode()

    async def test_payouts_are_told_masked_with_totals_that_tell_of_nobody(self, office):
        campaign = await office.open()
        path = f"/v1/campaigns/{campaign['id']}/payouts"
        await office.fill(campaign)
        assert (await office.get(path)).told == {"data": [], "totals": []}
        await by_hand(
            office,
            SetAccountStatus(
                intent=office.intent(),
                actor=CLERK,
                account_id=office.friends[1].account_id,
                status=AccountStatus.FROZEN,
                reason="asked to",
            ),
        )
        await office.mature(campaign)
        answer = await office.get(path)
        told = {each["member"]: (each["cause"], each["state"]) for each in answer.told["data"]}
        assert told == {
            "S•••": ("maturity", "paid"),
            "T•••": ("maturity", "waiting"),
            "王•••": ("maturity", "paid"),
        }
        (total,) = answer.told["totals"]
        assert (total["count"], total["amount_minor"]) == (3, 10_245 * YUAN)
        for secret in ("Sofia", "王伟", "500000", "300000", *(each.phone for each in office.friends)):
            assert secret not in answer.body.decode()

    async def test_the_link_is_told_as_text_and_drawn_so_that_it_scans(self, office):
        import zxingcpp
        from PIL import Image

        campaign = await office.open()
        path, link = f"/v1/campaigns/{campaign['id']}", campaign["link"]["url"]
        assert (await office.get(f"{path}/link")).body.decode() == link + "\n"
        png = await office.get(f"{path}/qr.png")
        (found,) = zxingcpp.read_barcodes(Image.open(_file(png.body)))
        assert (png.headers["Content-Type"], found.text) == ("image/png", link)
        svg = await office.get(f"{path}/qr.svg")
        assert svg.headers["Content-Type"] == "image/svg+xml"
        assert b"<script" not in svg.body
        assert QUIET_ZONE == 4

    async def test_cancelling_releases_and_is_told(self, office):
        campaign = await office.open()
        path = f"/v1/campaigns/{campaign['id']}"
        answer = await office.post(f"{path}/cancel", {"reason": "Withdrawn."})
        assert (answer.status, answer.told["state"], answer.told["ended_reason"]) == (
            200,
            "cancelled",
            "Withdrawn.",
        )
        again = await office.post(f"{path}/cancel")
        assert (again.status, again.code, again.told["state"]) == (409, "campaign_fixed", "cancelled")

    async def test_products_and_quotes_are_those_of_today(self, office):
        products = (await office.get("/v1/products")).told["data"]
        assert {each["code"]: each["permitted"] for each in products}["TD24M"] is False
        product = (await office.get("/v1/products/TD12M")).told
        assert product in products
        quote = (await office.get("/v1/quote?product_code=TD12M&amount_minor=1000000")).told
        assert (quote["interest_minor"], quote["maturity_date"]) == (245 * YUAN, "2027-03-01")
        assert (await office.get("/v1/products/TD99M")).code == "product_unknown"
        assert (await office.get("/v1/quote?product_code=TD99M&amount_minor=1")).code == "product_unknown"
        for amount_minor in (1, 10**15):
            answer = await office.get(f"/v1/quote?product_code=TD12M&amount_minor={amount_minor}")
            assert answer.code == "request_malformed"

    async def test_the_quota_that_is_left_is_told(self, office):
        await permit(office, campaigns_per_day=1)
        await office.open()
        assert (await office.get("/v1/partner")).told["campaigns_left_today"] == 0
        assert (await office.post("/v1/campaigns", to_open())).failed == ["quota_reached"]


class TestDesignatedPeople:
    async def test_are_named_at_opening_and_afterwards_listed_with_what_became_of_it_and_removed(
        self, office
    ):
        sofia, tom, _ = office.friends
        campaign = await office.open(
            designated_only=True,
            designees=[
                {"telegram_user_id": sofia.telegram_user_id, "name": "Sofia"},
                {"phone": "+4915112345678"},
            ],
        )
        assert campaign["designated_only"] is True
        assert campaign["link"]["url"] == campaign["link"]["telegram_url"]
        path = f"/v1/campaigns/{campaign['id']}/designees"
        office.wall.at += timedelta(seconds=1)
        more = await office.post(path, {"designees": [{"phone": tom.phone}, {"phone": "+4915112345678"}]})
        told = more.told["data"]
        assert {(each["name"], each["phone"], each["state"]) for each in told} == {
            ("S•••", None, "on_its_way"),
            ("", "•••5678", "awaited"),
            ("T•••", f"•••{tom.phone[-4:]}", "on_its_way"),
        }
        assert (await office.get(path)).told == more.told
        (awaited,) = (each["id"] for each in told if each["state"] == "awaited")
        for _ in range(2):
            removed = await office.ask("DELETE", f"{path}/{awaited}")
            assert removed.told == {"id": awaited, "state": "removed"}
        left = [each["id"] for each in (await office.get(path)).told["data"]]
        assert left == [each["id"] for each in told if each["id"] != awaited]
        await office.post(f"/v1/campaigns/{campaign['id']}/cancel")
        ended = await office.post(path, {"designees": [{"phone": "+4915187654321"}]})
        assert (ended.status, ended.code) == (409, "campaign_not_open")

    async def test_are_part_of_what_is_asked_under_a_key(self, office):
        headers = {"Idempotency-Key": "once"}
        asked = to_open(designees=[{"telegram_user_id": 99}])
        first = await office.post("/v1/campaigns", asked, headers=headers)
        again = await office.post("/v1/campaigns", asked, headers=headers)
        other = await office.post("/v1/campaigns", to_open(), headers=headers)
        assert (again.body, other.code) == (first.body, "intent_reused")
        path = f"/v1/campaigns/{first.told['id']}/designees"
        assert [each["telegram_user_id"] for each in (await office.get(path)).told["data"]] == [99]

    @pytest.mark.parametrize(
        "person",
        [
            {},
            {"telegram_user_id": 1, "phone": "+4915112345678"},
            {"phone": "015112345678"},
            {"telegram_user_id": 0},
        ],
    )
    async def test_go_by_one_address_that_can_be_one(self, office, person):
        answer = await office.post("/v1/campaigns", to_open(designees=[person]))
        assert answer.code == "request_malformed"
        assert "15112345678" not in answer.body.decode()

    async def test_of_another_partners_campaign_are_nobodys_business(self, office):
        campaign = await office.open(designees=[{"telegram_user_id": 99}])
        path = f"/v1/campaigns/{campaign['id']}/designees"
        (told,) = (await office.get(path)).told["data"]
        for method, where, body in (
            ("GET", path, None),
            ("POST", path, {"designees": [{"telegram_user_id": 1}]}),
            ("DELETE", f"{path}/{told['id']}", None),
        ):
            answer = await office.ask(method, where, key=OTHER_KEY, body=body)
            assert (answer.status, answer.code) == (404, "campaign_unknown")
        assert (await office.ask("DELETE", f"{path}/dsg_none")).code == "designation_unknown"


class TestSimulatedMembers:
    async def test_fill_a_campaign_each_a_member_of_its_own_and_once_under_a_key(self, office):
        campaign = await office.open()
        path = f"/v1/test/campaigns/{campaign['id']}/pledges"
        once = {"Idempotency-Key": "once"}
        first, again = [
            await office.post(path, {"amount_minor": 5_000 * YUAN}, headers=once) for _ in range(2)
        ]
        assert (first.status, first.told["state"]) == (201, "held")
        assert again.told == first.told
        for changed in ({"amount_minor": 4_000 * YUAN}, {"amount_minor": 5_000 * YUAN, "scenario": "frozen"}):
            assert (await office.post(path, changed, headers=once)).code == "intent_reused"
        for yuan in (3_000, 2_000):
            assert (await office.post(path, {"amount_minor": yuan * YUAN})).status == 201
        told = (await office.get(f"/v1/campaigns/{campaign['id']}")).told
        assert (told["state"], told["member_count"]) == ("funded", 3)
        assert (await office.post(path, {"amount_minor": 1_000 * YUAN})).code == "campaign_not_open"

    @pytest.mark.parametrize(
        ("scenario", "condition"), [("frozen", "account_frozen"), ("empty", "insufficient_balance")]
    )
    async def test_whose_account_will_not_do_are_refused_as_people_are(self, office, scenario, condition):
        campaign = await office.open()
        path = f"/v1/test/campaigns/{campaign['id']}/pledges"
        answer = await office.post(path, {"amount_minor": 5_000 * YUAN, "scenario": scenario})
        assert (answer.status, answer.code, answer.failed) == (422, "account_not_valid", [condition])

    async def test_whose_account_is_frozen_later_lead_to_repair(self, office):
        campaign = await office.open()
        path = f"/v1/test/campaigns/{campaign['id']}/pledges"
        await office.post(path, {"amount_minor": 5_000 * YUAN, "scenario": "frozen_later"})
        await office.post(path, {"amount_minor": 5_000 * YUAN})
        settling = SettleCampaign(intent=office.intent(), actor=SYSTEM, campaign_id=campaign["id"])
        await by_hand(office, settling)
        assert (await office.get(f"/v1/campaigns/{campaign['id']}")).told["state"] == "repairing"

    async def test_are_not_for_live_keys(self, furnished, database):
        async with open_office(furnished, database, mode=Mode.LIVE) as office:
            live = KEY.replace("test", "live")
            await by_hand(
                office,
                IssuePartnerKey(
                    intent=office.intent(),
                    actor=ADMIN,
                    partner_id=office.acme,
                    digest=digest_partner_key(live),
                    hint="",
                ),
            )
            campaign = (await office.post("/v1/campaigns", to_open(), key=live)).told
            path = f"/v1/test/campaigns/{campaign['id']}/pledges"
            answer = await office.post(path, {"amount_minor": 5_000 * YUAN}, key=live)
            assert (answer.status, answer.code) == (403, "test_keys_only")

    async def test_are_written_to_by_nobody(self, office):
        campaign = await office.open()
        path = f"/v1/test/campaigns/{campaign['id']}/pledges"
        await office.post(path, {"amount_minor": 5_000 * YUAN})
        await office.post(f"/v1/campaigns/{campaign['id']}/cancel")
        friends = {each.telegram_user_id for each in office.friends}
        waiting = await office.store.outbox.waiting(office.wall.at)
        recipients = [each.recipient for each in waiting if each.recipient.telegram_user_id not in friends]
        assert [(each.telegram_user_id >= 2**52, each.reachable) for each in recipients] == [(True, False)]
        job = UnheardJob(office.store.outbox, office.store.clock, Stop())
        assert [await job.give_up_what_waits() for _ in range(2)] == [True, False]


class TestAddresses:
    async def test_what_is_nowhere_is_not_found_and_what_is_there_says_what_it_takes(self, office):
        for path in ("/", "/v1", "/v2/campaigns", "/v1/campaigns/", "/%00"):
            assert (await office.get(path)).code == "not_found"
        answer = await office.ask("DELETE", "/v1/campaigns")
        assert (answer.status, answer.code, answer.headers["Allow"]) == (
            405,
            "method_not_allowed",
            "POST, GET",
        )

    async def test_the_page_is_read_without_a_key_and_loads_nothing(self, office):
        page = await office.get("/v1/docs", key=None)
        text = page.body.decode()
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        for loading in ("<script", "<link", "src=", "@import", "url("):
            assert loading not in text
        document = (await office.get("/v1/openapi.json", key=None)).told
        for path in document["paths"]:
            assert path in text

    async def test_the_page_begins_in_the_readers_language(self, office):
        for accepted, language, words in (
            ("zh-CN,zh;q=0.9", "zh-Hans", "从这里开始"),
            ("de", "en", "Begin here"),
        ):
            page = await office.get("/v1/docs", key=None, headers={"Accept-Language": accepted})
            assert page.headers["Content-Language"] == language
            assert f"<h2>{words}</h2>" in page.body.decode()

    async def test_what_fails_inside_is_told_with_its_request_id_and_without_what_it_was(
        self, office, monkeypatch, log
    ):
        async def fail(*_: Any) -> None:
            raise RuntimeError("a secret")

        monkeypatch.setattr(type(office.store.partners), "partners_campaigns", fail)
        answer = await office.get("/v1/campaigns")
        assert (answer.status, answer.code) == (500, "internal_error")
        assert b"a secret" not in answer.body
        assert f"[request {answer.told['request_id']}]: a request failed" in log.getvalue()


def _file(body: bytes) -> Any:
    from io import BytesIO

    return BytesIO(body)


def test_every_refusal_of_a_partners_command_has_a_status():
    from bot.partner_api.problems import _REFUSALS

    expected = {
        "admission_refused",
        "campaign_fixed",
        "campaign_unknown",
        "intent_reused",
        "not_legitimate",
        "not_permitted",
        "partner_unknown",
    }
    assert expected <= {kind.code for kind in _REFUSALS} <= set(REFUSALS)


async def test_the_database_keeps_no_key(office: Office, database: Path):
    await office.open()
    kept_bytes = b"".join(path.read_bytes() for path in database.parent.glob("hecun.db*"))
    assert KEY.encode() not in kept_bytes
    assert json.dumps(KEY).encode() not in kept_bytes
