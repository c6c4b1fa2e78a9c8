"""Events reach partners' endpoints signed and in order, again until they are taken, and never the inside of ours."""

import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver
from standardwebhooks import Webhook, WebhookVerificationError
from yarl import URL

from bot.addresses import NotPublic, PublicResolver, check_literal, is_public
from bot.jobs.webhooks import WAITS_SECONDS, WebhookBooks, WebhookJob, webhook_session
from bot.stopping import Stop
from core.commands import (
    Accepted,
    Actor,
    ChangeEndpoint,
    DeleteEndpoint,
    RegisterEndpoint,
    RotateEndpointSecret,
)
from core.domain.webhook import EndpointState
from core.views import DeliveryState
from tests.partner_api.office import OTHER_KEY, Office
from tests.partner_api.receiver import Receiver, receiving


def wall() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the library compares with the machine's clock


def job_of(office: Office, session: Any, *, anywhere: bool = True) -> WebhookJob:
    store = office.store
    books = WebhookBooks(store.deliveries, store.teller, store.queries, store.leases, store.clock)
    return WebhookJob(session, books, Stop(), wall=wall, anywhere=anywhere)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as opened:
        yield opened


@pytest.fixture
async def job(office: Office) -> AsyncIterator[WebhookJob]:
    async with webhook_session(anywhere=True) as session:
        yield job_of(office, session)


async def register(office: Office, url: str) -> Any:
    actor = Actor.partner(office.acme)
    receipt = await office.store.teller.submit(RegisterEndpoint(intent=office.intent(), actor=actor, url=url))
    assert isinstance(receipt, Accepted)
    return receipt.result.endpoint_id


async def endpoint(office: Office) -> Any:
    (kept,) = await office.store.partners.endpoints(office.acme)
    return kept


async def send_all(job: WebhookJob) -> None:
    while await job.send_due():
        pass


async def test_events_come_signed_so_that_the_library_verifies_them_and_in_order(office, job, receiver):
    await register(office, receiver.url)
    campaign = await office.open(external_reference="order-1")
    await office.fill(campaign)
    await send_all(job)
    (secret,) = (await endpoint(office)).usable_secrets(office.wall.at)
    told = [Webhook(secret).verify(body, headers) for headers, body in receiver.came]
    assert [each["type"] for each in told] == [
        "campaign.open",
        *["pledge.held"] * 3,
        "campaign.funded",
        *["pledge.captured"] * 3,
        "campaign.settled",
        "deposit.active",
        *["share.active"] * 3,
    ]
    assert {each["data"]["external_reference"] for each in told} == {"order-1"}
    assert {each["data"]["campaign_id"] for each in told} == {campaign["id"]}
    headers, body = receiver.came[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body.replace("open", "0pen"), headers)


async def test_what_is_not_taken_comes_again_under_its_id_before_what_follows(office, job, receiver):
    await register(office, receiver.url)
    receiver.answers = [500, 302]
    campaign = await office.open()
    await office.post(f"/v1/campaigns/{campaign['id']}/cancel")
    for seconds in WAITS_SECONDS[:2]:
        await send_all(job)
        office.wall.at += timedelta(seconds=1.2 * seconds)
    await send_all(job)
    assert receiver.types() == [*["campaign.open"] * 3, "campaign.cancelled"]
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 2
    found = await office.store.partners.deliveries_to((await endpoint(office)).id, None, 10)
    assert [(each.state, each.attempts) for each in found] == [
        (DeliveryState.DELIVERED, 1),
        (DeliveryState.DELIVERED, 3),
    ]


async def test_a_campaign_whose_event_is_not_taken_keeps_no_other_waiting(office, job, receiver):
    await register(office, receiver.url)
    receiver.answers = [500]
    await office.open()
    await send_all(job)
    await office.open()
    await send_all(job)
    assert len(receiver.came) == 2
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 2


async def test_while_a_rotation_overlaps_either_secret_verifies(office, job, receiver):
    endpoint_id = await register(office, receiver.url)
    rotating = RotateEndpointSecret(
        intent=office.intent(),
        actor=Actor.partner(office.acme),
        endpoint_id=endpoint_id,
        overlap_seconds=60,
    )
    await office.store.teller.submit(rotating)
    await office.open()
    await send_all(job)
    headers, body = receiver.came[0]
    both = (await endpoint(office)).usable_secrets(office.wall.at)
    assert len(both) == 2
    for secret in both:
        Webhook(secret).verify(body, headers)
    office.wall.at += timedelta(seconds=60)
    await office.open()
    await send_all(job)
    headers, body = receiver.came[1]
    Webhook(both[1]).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(both[0]).verify(body, headers)


async def test_an_endpoint_that_takes_nothing_for_a_day_is_disabled_and_gets_later_what_waits(
    office, job, receiver
):
    endpoint_id = await register(office, receiver.url)
    receiver.answers = [500] * 3
    await office.open()
    for hours in (0, 12, 13):
        office.wall.at += timedelta(hours=hours)
        await send_all(job)
    assert (await endpoint(office)).state is EndpointState.DISABLED
    office.wall.at += timedelta(days=1)
    await send_all(job)
    assert len(receiver.came) == 3
    await change(office, endpoint_id, disabled=False)
    await send_all(job)
    assert receiver.types() == ["campaign.open"] * 4
    assert (await endpoint(office)).state is EndpointState.ACTIVE


async def change(office: Office, endpoint_id: Any, **changes: Any) -> None:
    changing = ChangeEndpoint(
        intent=office.intent(), actor=Actor.partner(office.acme), endpoint_id=endpoint_id, **changes
    )
    assert isinstance(await office.store.teller.submit(changing), Accepted)


async def test_one_that_failed_before_a_pause_has_a_day_again_and_is_sent_what_waits_at_once(
    office, job, receiver
):
    endpoint_id = await register(office, receiver.url)
    receiver.answers = [500] * (len(WAITS_SECONDS) + 1)
    await office.open()
    for seconds in WAITS_SECONDS[:-1]:
        await send_all(job)
        office.wall.at += timedelta(seconds=1.2 * seconds)
    await change(office, endpoint_id, disabled=True)
    office.wall.at += timedelta(days=2)
    await change(office, endpoint_id, disabled=False)
    await send_all(job)
    kept = await endpoint(office)
    (view,) = await office.store.partners.deliveries_to(endpoint_id, None, 10)
    assert kept.state is EndpointState.ACTIVE
    assert (view.state, view.attempts) == (DeliveryState.WAITING, 1)
    await change(office, endpoint_id, disabled=True)
    office.wall.at += timedelta(seconds=1)
    await change(office, endpoint_id, disabled=False)
    receiver.answers.clear()
    await send_all(job)
    (view,) = await office.store.partners.deliveries_to(endpoint_id, None, 10)
    assert view.state is DeliveryState.DELIVERED


async def test_one_that_is_deleted_is_sent_nothing_that_waits_and_keeps_none_of_it_waiting(
    office, job, receiver
):
    endpoint_id = await register(office, receiver.url)
    await office.open()
    deleting = DeleteEndpoint(
        intent=office.intent(), actor=Actor.partner(office.acme), endpoint_id=endpoint_id
    )
    await office.store.teller.submit(deleting)
    await send_all(job)
    (view,) = await office.store.partners.deliveries_to(endpoint_id, None, 10)
    assert (receiver.came, view.state, view.last_failure) == ([], DeliveryState.FAILED, "endpoint deleted")


async def test_one_that_is_gone_is_disabled_at_once(office, job, receiver):
    await register(office, receiver.url)
    receiver.answers = [410]
    await office.open()
    await send_all(job)
    assert (await endpoint(office)).state is EndpointState.DISABLED


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_nothing_is_sent_to_the_inside(office, receiver, scheme, host):
    port = URL(receiver.url).port
    await register(office, f"{scheme}://{host}:{port}/hooks")
    await office.open()
    async with webhook_session(anywhere=False) as session:
        await job_of(office, session, anywhere=False).send_due()
    (found,) = await office.store.partners.deliveries_to((await endpoint(office)).id, None, 10)
    assert receiver.came == []
    assert found.last_failure == ("not https" if scheme == "http" else "not a public address")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_the_inside_are_not_public(address):
    assert not is_public(address)


def test_addresses_that_everybody_reaches_are_public():
    assert is_public("1.1.1.1")
    assert is_public("2606:4700::1111")
    check_literal(URL("https://1.1.1.1/"))
    with pytest.raises(NotPublic):
        check_literal(URL("https://[::ffff:10.0.0.1]/"))


async def test_a_name_that_leads_inside_among_others_is_not_connected_to():
    class Mixed(AbstractResolver):
        async def resolve(self, host, port=0, family=socket.AF_UNSPEC):
            return [{"host": address} for address in ("1.1.1.1", "169.254.169.254")]

        async def close(self):
            pass

    with pytest.raises(NotPublic):
        await PublicResolver(Mixed()).resolve("rebinding.example")


class TestByTheApi:
    async def test_an_endpoint_is_registered_shown_changed_rotated_and_deleted(self, office):
        registering = {"url": "https://acme.example/hooks", "event_types": ["campaign.settled"]}
        key = {"Idempotency-Key": "hook-1"}
        answer = await office.post("/v1/webhook_endpoints", registering, headers=key)
        assert answer.status == 201
        again = await office.post("/v1/webhook_endpoints", registering, headers=key)
        assert again.told == answer.told
        registered, path = dict(answer.told), f"/v1/webhook_endpoints/{answer.told['id']}"
        secret = registered.pop("secret")
        assert (await office.get(path)).told == registered
        assert (await office.get("/v1/webhook_endpoints")).told == {"data": [registered]}
        changed = await office.post(path, {"disabled": True, "event_types": []})
        assert changed.told == registered | {"state": "disabled", "event_types": []}
        assert (await office.post(path, {"disabled": True})).told == changed.told
        rotated = await office.post(f"{path}/rotate_secret")
        assert rotated.told["secret"] != secret
        for _ in range(2):
            assert (await office.ask("DELETE", path)).told == {"id": registered["id"], "state": "deleted"}
        assert (await office.get(path)).code == "endpoint_unknown"

    async def test_deliveries_are_listed_by_pages_and_sent_again(self, office, job, receiver):
        registered = (await office.post("/v1/webhook_endpoints", {"url": receiver.url})).told
        path = f"/v1/webhook_endpoints/{registered['id']}/deliveries"
        campaign = await office.open()
        await office.post(f"/v1/campaigns/{campaign['id']}/cancel")
        await send_all(job)
        page = (await office.get(f"{path}?limit=1")).told
        older = (await office.get(f"{path}?limit=1&cursor={page['next_cursor']}")).told
        assert [each["data"][0]["type"] for each in (page, older)] == ["campaign.cancelled", "campaign.open"]
        assert older["next_cursor"] is None
        again = await office.post(f"{path}/{older['data'][0]['id']}/redeliver")
        assert (again.status, again.told["state"]) == (201, "waiting")
        await send_all(job)
        assert receiver.types() == ["campaign.open", "campaign.cancelled", "campaign.open"]
        assert receiver.came[0][0]["webhook-id"] == receiver.came[2][0]["webhook-id"]
        assert (await office.post(f"{path}/dlv_none/redeliver")).code == "delivery_unknown"

    async def test_another_partners_endpoint_is_unknown(self, office):
        registered = (await office.post("/v1/webhook_endpoints", {"url": "https://acme.example/"})).told
        path = f"/v1/webhook_endpoints/{registered['id']}"
        for method, more in (
            ("GET", ""),
            ("POST", ""),
            ("POST", "/rotate_secret"),
            ("DELETE", ""),
            ("GET", "/deliveries"),
        ):
            answer = await office.ask(method, path + more, key=OTHER_KEY)
            assert (answer.status, answer.code) == (404, "endpoint_unknown")

    @pytest.mark.parametrize(
        "url", ["ftp://a.example/", "https://", "https://u:p@a.example/", "https://a.example/#x", "x"]
    )
    async def test_an_address_is_one_that_events_can_be_sent_to(self, office, url):
        assert (await office.post("/v1/webhook_endpoints", {"url": url})).code == "request_malformed"
