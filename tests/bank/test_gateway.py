"""The gateway believes what the contract has, if it answers what was asked, and nothing else; and it keeps secrets."""

import json
import logging
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import aiohttp
import pytest

from bot.bank import contract
from bot.bank.gateway import HttpBankGateway
from bot.bank.line import REPLY_BYTES_MAX, Answer
from core.domain.bank import (
    BankOrder,
    Confirmed,
    FailingHold,
    InProgress,
    NotReceived,
    OpenedDeposit,
    Rejected,
)
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import HoldId
from core.ports import BankContradicts, BankSilent
from tests.bank.canned import Canned, canned_server
from tests.bank.replies import (
    AT,
    CLOSE,
    CLOSE_WHOLLY,
    CLOSED,
    CLOSED_WHOLLY,
    CUSTOMER,
    DECLINED,
    FAILING,
    IN_PROGRESS,
    NEVER_RECEIVED,
    NUMBER,
    OPEN,
    OPENED,
    PAID,
    PAY,
    PHONE,
    PLACE,
    PLACED,
    REFUSED,
    RELEASE,
    RELEASED,
    REPLACE,
    REPLACED,
    STATEMENT,
    TRANSFER,
    TRANSFERRED,
    UNPAID,
    WITHDRAW,
    WITHDRAWN,
    changed,
    without,
)

KEY = "s3cret-bearer-key"
BEGUN_LATE = changed(
    changed(CLOSED, "effect", "renewal", "value_date", to="2027-03-02"),
    *("effect", "renewal", "maturity_date"),
    to="2028-03-02",
)


@pytest.fixture
async def canned() -> AsyncIterator[Canned]:
    async with canned_server() as canned:
        yield canned


@pytest.fixture
async def gateway(canned: Canned) -> AsyncIterator[HttpBankGateway]:
    async with aiohttp.ClientSession() as session:
        yield HttpBankGateway(session, canned.url, KEY)


def told(reply: Any) -> bytes:
    return json.dumps(reply).encode()


FROZEN_AND_POOR = (
    FailedCondition(ConditionCode.ACCOUNT_FROZEN, "normal", "frozen"),
    FailedCondition(ConditionCode.INSUFFICIENT_BALANCE, 400000, 120000),
)
DEPOSIT = OpenedDeposit("621048271935", date(2026, 3, 1), date(2027, 3, 1))
RENEWED = OpenedDeposit("621048271999", date(2027, 3, 1), date(2028, 3, 1), date(2028, 3, 2))


class TestAnAnswerThatFits:
    @pytest.mark.parametrize(
        ("order", "reply", "outcome"),
        [
            (PLACE, PLACED, Confirmed()),
            (REPLACE, REPLACED, Confirmed()),
            (RELEASE, RELEASED, Confirmed()),
            (OPEN, OPENED, Confirmed(DEPOSIT)),
            (PLACE, REFUSED, Rejected(FROZEN_AND_POOR)),
            (OPEN, FAILING, Rejected(failing=(FailingHold(HoldId("hld_2"), FROZEN_AND_POOR),))),
            (OPEN, DECLINED, Rejected()),
            (CLOSE, CLOSED, Confirmed(RENEWED)),
            (CLOSE_WHOLLY, CLOSED_WHOLLY, Confirmed()),
            (PAY, PAID, Confirmed()),
            (PAY, UNPAID, Rejected(FROZEN_AND_POOR[:1])),
            (WITHDRAW, WITHDRAWN, Confirmed()),
            (WITHDRAW, changed(WITHDRAWN, "effect", "rest_rate_percent", to="1.750"), Confirmed()),
            (WITHDRAW, DECLINED, Rejected()),
            (TRANSFER, TRANSFERRED, Confirmed()),
            (TRANSFER, REFUSED, Rejected(FROZEN_AND_POOR)),
            (PLACE, IN_PROGRESS, InProgress()),
        ],
    )
    async def test_is_believed(self, canned, gateway, order, reply, outcome):
        canned.answer(told(reply))
        assert await gateway.send(order) == outcome
        assert await gateway.look_up(order) == outcome

    async def test_may_have_more_fields_and_the_same_rate_in_other_digits(self, canned, gateway):
        reply = changed(OPENED, "effect", "deposit", "annual_rate_percent", to="2.450")
        canned.answer(told(changed(reply, "effect", "deposit", "branch", to="Pudong")))
        assert await gateway.send(OPEN) == Confirmed(DEPOSIT)

    async def test_states_instants_in_utc(self, canned, gateway):
        canned.answer(told(STATEMENT))
        assert (await gateway.statement()).at == AT

    async def test_may_be_a_statement_larger_than_other_replies(self, canned, gateway):
        hold = STATEMENT["holds"][0]
        holds = [changed(hold, "hold_id", to=f"hld_{number}") for number in range(12_000)]
        canned.answer(told(changed(STATEMENT, "holds", to=holds)))
        assert len(canned.content) > REPLY_BYTES_MAX
        assert len((await gateway.statement()).holds) == 12_000


class TestAnAnswerForSomethingElse:
    @pytest.mark.parametrize(
        ("order", "reply"),
        [
            (PLACE, changed(PLACED, "reference", to="ord_2")),
            (PLACE, changed(IN_PROGRESS, "reference", to="ord_2")),
            (PLACE, changed(REFUSED, "reference", to="ord_2")),
            (PLACE, changed(PLACED, "effect", "hold", "amount_minor", to=400001)),
            (PLACE, changed(PLACED, "effect", "hold", "currency", to="USD")),
            (PLACE, changed(PLACED, "effect", "hold", "account_id", to="acc_2")),
            (PLACE, changed(PLACED, "effect", "hold", "hold_id", to="hld_2")),
            (REPLACE, changed(REPLACED, "effect", "hold", "amount_minor", to=1)),
            (REPLACE, changed(REPLACED, "effect", "released_hold_id", to="hld_9")),
            (REPLACE, PLACED),
            (RELEASE, changed(RELEASED, "effect", "hold_id", to="hld_2")),
            (RELEASE, PLACED),
            (OPEN, changed(OPENED, "effect", "deposit", "deposit_id", to="dep_2")),
            (OPEN, changed(OPENED, "effect", "deposit", "principal_minor", to=1000001)),
            (OPEN, changed(OPENED, "effect", "deposit", "currency", to="USD")),
            (OPEN, changed(OPENED, "effect", "deposit", "annual_rate_percent", to="1.75")),
            (OPEN, changed(OPENED, "effect", "deposit", "maturity_date", to="2027-03-02")),
            (OPEN, changed(OPENED, "effect", "deposit", "value_date", to="9999-03-01")),
            (OPEN, changed(OPENED, "effect", "captured_hold_ids", to=["hld_1"])),
            (OPEN, changed(OPENED, "effect", "captured_hold_ids", to=["hld_1", "hld_1"])),
            (OPEN, changed(OPENED, "effect", "captured_hold_ids", to=["hld_1", "hld_2", "hld_3"])),
            (OPEN, changed(FAILING, "failing", 0, "hold_id", to="hld_3")),
            (OPEN, changed(FAILING, "failing", to=[FAILING["failing"][0]] * 2)),
            (OPEN, changed(OPENED, "effect", "deposit", "payout_date", to="2027-03-02")),
            (CLOSE, changed(CLOSED, "effect", "deposit_id", to="dep_9")),
            (CLOSE, changed(CLOSED, "effect", "principal_minor", to=1000001)),
            (CLOSE, changed(CLOSED, "effect", "interest_minor", to=24499)),
            (CLOSE, changed(CLOSED, "effect", "tax_minor", to=0)),
            (CLOSE, changed(CLOSED, "effect", "payouts", 0, "amount_minor", to=13231)),
            (CLOSE, changed(CLOSED, "effect", "payouts", 0, "payout_id", to="pay_3")),
            (CLOSE, changed(CLOSED, "effect", "payouts", to=CLOSED["effect"]["payouts"][:1])),
            (CLOSE, changed(CLOSED, "effect", "payouts", to=CLOSED["effect"]["payouts"] * 2)),
            (CLOSE, without(CLOSED, "effect", "renewal")),
            (CLOSE, changed(CLOSED, "effect", "renewal", "principal_minor", to=599999)),
            (CLOSE, changed(CLOSED, "effect", "renewal", "annual_rate_percent", to="1.85")),
            (CLOSE, changed(CLOSED, "effect", "renewal", "maturity_date", to="2028-03-02")),
            (CLOSE, changed(CLOSED, "effect", "renewal", "payout_date", to="2028-02-29")),
            (CLOSE, changed(CLOSED, "effect", "renewal", "payout_date", to="2029-03-02")),
            (CLOSE, BEGUN_LATE),
            (CLOSE, CLOSED_WHOLLY),
            (CLOSE_WHOLLY, changed(CLOSED_WHOLLY, "effect", "renewal", to=CLOSED["effect"]["renewal"])),
            (CLOSE, DECLINED),
            (CLOSE, UNPAID),
            (PAY, changed(PAID, "effect", "amount_minor", to=408821)),
            (PAY, changed(PAID, "effect", "payout_id", to="pay_2")),
            (PAY, changed(PAID, "effect", "account_id", to="acc_2")),
            (PAY, changed(PAID, "effect", "currency", to="USD")),
            (PAY, REFUSED),
            (PAY, DECLINED),
            (PAY, FAILING),
            (WITHDRAW, changed(WITHDRAWN, "effect", "deposit_id", to="dep_2")),
            (WITHDRAW, changed(WITHDRAWN, "effect", "share_id", to="shr_2")),
            (WITHDRAW, changed(WITHDRAWN, "effect", "effective_date", to="2026-06-10")),
            (WITHDRAW, changed(WITHDRAWN, "effect", "principal_minor", to=400001)),
            (WITHDRAW, changed(WITHDRAWN, "effect", "interest_minor", to=334)),
            (WITHDRAW, changed(WITHDRAWN, "effect", "tax_minor", to=0)),
            (WITHDRAW, changed(WITHDRAWN, "effect", "payout", "amount_minor", to=400333)),
            (WITHDRAW, changed(WITHDRAWN, "effect", "payout", "payout_id", to="pay_2")),
            (WITHDRAW, changed(WITHDRAWN, "effect", "rest_rate_percent", to="1.85")),
            (WITHDRAW, without(WITHDRAWN, "effect", "rest_rate_percent")),
            (WITHDRAW, REFUSED),
            (WITHDRAW, FAILING),
            (WITHDRAW, TRANSFERRED),
            (TRANSFER, changed(TRANSFERRED, "effect", "share_id", to="shr_2")),
            (TRANSFER, changed(TRANSFERRED, "effect", "bought_id", to="shr_1")),
            (TRANSFER, changed(TRANSFERRED, "effect", "account_id", to="acc_2")),
            (TRANSFER, changed(TRANSFERRED, "effect", "currency", to="USD")),
            (TRANSFER, changed(TRANSFERRED, "effect", "payout", "amount_minor", to=400001)),
            (TRANSFER, DECLINED),
            (TRANSFER, FAILING),
            (OPEN, REFUSED),
            (PLACE, FAILING),
            (PLACE, DECLINED),
            (RELEASE, DECLINED),
            (RELEASE, REFUSED),
        ],
    )
    async def test_contradicts(self, canned, gateway, order, reply):
        canned.answer(told(reply))
        for call in (gateway.send, gateway.look_up):
            with pytest.raises(BankContradicts, match="ord_1"):
                await call(order)

    async def test_is_a_customer_with_another_number(self, canned, gateway):
        canned.answer(told(changed(CUSTOMER, "customer", "phone", to="+8613800000002")))
        with pytest.raises(BankContradicts):
            await gateway.customer(PHONE)

    @pytest.mark.parametrize("kind", ["holds", "deposits"])
    async def test_is_a_statement_that_states_something_twice(self, canned, gateway, kind):
        canned.answer(told(changed(STATEMENT, kind, to=STATEMENT[kind] * 2)))
        with pytest.raises(BankContradicts):
            await gateway.statement()


async def silent_about(gateway: HttpBankGateway, order: BankOrder) -> None:
    for call in (gateway.send, gateway.look_up):
        with pytest.raises(BankSilent) as silence:
            await call(order)
        assert silence.type is BankSilent
        assert "ord_1" in str(silence.value)


class TestAnAnswerThatIsNotAsTheContractHasIt:
    @pytest.mark.parametrize(
        ("order", "reply"),
        [
            (PLACE, {}),
            (PLACE, []),
            (PLACE, None),
            (PLACE, changed(PLACED, "status", to="done")),
            (PLACE, without(PLACED, "effect")),
            (PLACE, changed(PLACED, "effect", "kind", to="hold_captured")),
            (PLACE, changed(PLACED, "effect", "hold", "amount_minor", to=400000.0)),
            (PLACE, changed(PLACED, "effect", "hold", "amount_minor", to="400000")),
            (PLACE, changed(PLACED, "effect", "hold", "amount_minor", to=-1)),
            (PLACE, changed(PLACED, "effect", "hold", "amount_minor", to=10**30)),
            (PLACE, changed(REFUSED, "conditions", 0, "code", to="account_haunted")),
            (PLACE, changed(REFUSED, "conditions", 0, "code", to="deadline_too_late")),
            (PLACE, changed(REFUSED, "conditions", 0, "found", to="<b>frozen</b>")),
            (PLACE, changed(REFUSED, "conditions", 1, "found", to="a lot")),
            (PLACE, without(REFUSED, "conditions", 1, "required")),
            (OPEN, without(OPENED, "effect", "deposit", "number")),
            (OPEN, changed(OPENED, "effect", "deposit", "number", to="62\n10")),
            (OPEN, changed(OPENED, "effect", "deposit", "annual_rate_percent", to=2.45)),
            (OPEN, changed(OPENED, "effect", "deposit", "annual_rate_percent", to="NaN")),
            (OPEN, changed(OPENED, "effect", "deposit", "value_date", to="2026-02-30")),
            (OPEN, changed(OPENED, "effect", "deposit", "value_date", to="1772323200")),
            (OPEN, changed(FAILING, "failing", 0, "conditions", to=[])),
            (PLACE, changed(PLACED, "effect", "hold", "currency", to="XYZ")),
        ],
    )
    async def test_is_silence(self, canned, gateway, order, reply):
        canned.answer(told(reply))
        await silent_about(gateway, order)

    @pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"<html>", b"NaN"])
    async def test_is_silence_if_it_is_no_json(self, canned, gateway, content):
        canned.answer(content)
        await silent_about(gateway, PLACE)

    @pytest.mark.parametrize("status", [201, 202, 204, 301, 400, 401, 404, 409, 429, 500, 502, 503])
    async def test_is_silence_by_its_status_whatever_it_says(self, canned, gateway, status):
        canned.answer(told(PLACED), status)
        await silent_about(gateway, PLACE)

    @pytest.mark.parametrize("media_type", ["text/html", "application/problem+json", "text/json", ""])
    async def test_is_silence_by_its_media_type_whatever_it_says(self, canned, gateway, media_type):
        canned.answer(told(PLACED), Content_Type=media_type)
        await silent_about(gateway, PLACE)

    async def test_is_silence_if_it_is_too_large(self, canned, gateway):
        canned.answer(told(changed(PLACED, "more", to="x" * REPLY_BYTES_MAX)))
        await silent_about(gateway, PLACE)

    @pytest.mark.parametrize("at", ["1772323200", 1772323201, "2026-03-01", "2026-03-01T12:00:00", "now"])
    async def test_is_silence_if_its_instant_is_not_one_of_rfc_3339(self, canned, gateway, at):
        canned.answer(told(changed(STATEMENT, "at", to=at)))
        with pytest.raises(BankSilent):
            await gateway.statement()

    async def test_is_silence_if_an_account_is_told_twice(self, canned, gateway):
        twice = CUSTOMER["customer"]["accounts"] * 2
        canned.answer(told(changed(CUSTOMER, "customer", "accounts", to=twice)))
        with pytest.raises(BankSilent):
            await gateway.customer(PHONE)

    @pytest.mark.parametrize("account_id", ["acc:1", "acc 1", "", "a" * 37])
    async def test_is_silence_if_a_button_cannot_carry_the_accounts_name(self, canned, gateway, account_id):
        canned.answer(told(changed(CUSTOMER, "customer", "accounts", 0, "account_id", to=account_id)))
        with pytest.raises(BankSilent):
            await gateway.customer(PHONE)


class TestThatAnOrderWasNeverReceived:
    async def test_is_believed_of_the_bank(self, canned, gateway):
        canned.problem(404, told(NEVER_RECEIVED))
        assert await gateway.look_up(PLACE) == NotReceived()

    @pytest.mark.parametrize(
        "problem",
        [
            changed(NEVER_RECEIVED, "reference", to="ord_2"),
            without(NEVER_RECEIVED, "reference"),
            changed(NEVER_RECEIVED, "code", to="not_found"),
            changed(NEVER_RECEIVED, "status", to=410),
            {},
        ],
    )
    async def test_is_not_believed_if_it_is_said_of_something_else(self, canned, gateway, problem):
        canned.problem(404, told(problem))
        with pytest.raises(BankSilent):
            await gateway.look_up(PLACE)

    async def test_is_not_believed_of_a_server_on_the_way(self, canned, gateway):
        canned.answer(b"<h1>Not Found</h1>", 404, Content_Type="text/html")
        with pytest.raises(BankSilent):
            await gateway.look_up(PLACE)

    async def test_is_no_answer_to_an_order_that_was_just_sent(self, canned, gateway):
        canned.problem(404, told(NEVER_RECEIVED))
        with pytest.raises(BankSilent):
            await gateway.send(PLACE)


class TestACall:
    async def test_carries_the_key_and_an_id_of_its_own(self, canned, gateway):
        canned.answer(told(STATEMENT))
        await gateway.statement()
        await gateway.statement()
        headers = [headers for _, _, headers, _ in canned.asked]
        assert [header["Authorization"] for header in headers] == [f"Bearer {KEY}"] * 2
        assert len({header["X-Request-Id"] for header in headers}) == 2

    async def test_of_the_same_order_is_the_same_in_every_byte(self, canned, gateway):
        canned.answer(told(PLACED))
        await gateway.send(PLACE)
        await gateway.send(PLACE)
        (first, second) = [(method, path, content) for method, path, _, content in canned.asked]
        assert first == second

    async def test_is_not_sent_on_to_where_a_redirect_leads(self, canned, gateway):
        canned.answer(b"", 307, Location=f"{canned.url}/elsewhere")
        with pytest.raises(BankSilent, match="307"):
            await gateway.send(PLACE)
        assert len(canned.asked) == 1

    async def test_where_nobody_listens_is_silence(self, canned):
        async with aiohttp.ClientSession() as session:
            with pytest.raises(BankSilent):
                await HttpBankGateway(session, "http://127.0.0.1:9/v1", KEY).statement()

    async def test_has_no_phone_number_in_its_address(self, canned, gateway):
        canned.answer(told(CUSTOMER))
        await gateway.customer(PHONE)
        ((_, path, _, content),) = canned.asked
        assert path == "/v1/customers/search"
        assert json.loads(content) == {"phone": PHONE}


class TestSecrets:
    async def test_reach_no_message_no_log_and_no_repr(self, canned, gateway, caplog):
        caplog.set_level(logging.DEBUG)
        found = contract.CustomerFound.model_validate(CUSTOMER, strict=False)
        code = contract.CodeToDeliver(phone=PHONE, code="271828", expires_at=AT, locale="en")
        answer = Answer("GET /", 200, "application/json", told(CUSTOMER))
        said = [
            repr(gateway),
            repr(found),
            repr(code),
            repr(contract.CustomerSearch(phone=PHONE)),
            repr(answer),
        ]
        spoiled = changed(CUSTOMER, "customer", "accounts", 0, "number", to=f"{NUMBER} {PHONE} {KEY}")
        for content in (spoiled, changed(CUSTOMER, "customer", "phone", to=f"{PHONE}1"), CUSTOMER):
            canned.answer(told(content))
            try:
                said.append(repr(await gateway.customer(PHONE)))
            except BankSilent as silence:
                said += [repr(silence), str(silence.__context__)]
        canned.problem(422, told({"status": 422, "code": f"phone_{PHONE}", "detail": PHONE}))
        with pytest.raises(BankSilent, match="422") as silent:
            await gateway.statement()
        said.append(str(silent.value))
        with pytest.raises(OSError, match="no code") as failure:
            await gateway.deliver(PHONE, "271828", AT, "en")
        said += [repr(failure.value), caplog.text]
        told_out = " ".join(said)
        assert "Lin Mei" in told_out
        for secret in (KEY, PHONE, NUMBER, "271828"):
            assert secret not in told_out
