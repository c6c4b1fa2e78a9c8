"""Whoever reads the log at its most talkative, or what the bot writes, learns no secret and no full number."""

import io
import logging
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.logging import set_up_logging
from bot.stopping import Stop
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, BankAccountTap, Power, PowerTap
from bot.telegram.alarm import ChatAlarm
from bot.telegram.callbacks import PledgeAmountTap, ReviewAction, ReviewTap
from bot.telegram.inbox import Inbox
from bot.telegram.webhook import Webhook
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    Accepted,
    Actor,
    Command,
    CreditAccount,
    OpenAccount,
    OpenCampaign,
    PutProduct,
    RegisterCustomer,
    SettleCampaign,
)
from core.domain.account import AccountClass, DebitAmountType
from core.domain.campaign import Campaign, CampaignState
from core.domain.ids import AccountId, IntentId, show_short_code
from core.domain.notice import CodeIssued
from tests.security.conftest import ADMIN_ID
from tests.security.office import TOKEN, Json, Office, user
from tests.storage.books import RecordingHouse
from tests.storage.scenes import lively
from tests.support.house import ALL_TYPES, CLERK, SYSTEM, YUAN, proposal

MEI, TOM, BOSS = user(5_001, "Mei"), user(5_002, "Tom"), user(ADMIN_ID, "Boss")
PHONES = {MEI["id"]: "+8613912345678", TOM["id"]: "+8613987654321"}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged with LOG_LEVEL=DEBUG, as it is written."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    stream = io.StringIO()
    set_up_logging("DEBUG", stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


@dataclass
class Life:
    """Two friends, from linking to their certificate, and an admin who looks on."""

    office: Office
    numbers: list[str] = field(default_factory=list)
    intents: int = 0

    async def do(self, kind: type[Command[Any]], actor: Actor, **content: Any) -> Any:
        self.intents += 1
        command = kind(intent=IntentId(f"life-{self.intents}"), actor=actor, **content)
        receipt = await self.office.store.teller.submit(command)
        assert isinstance(receipt, Accepted), receipt
        return receipt.result

    async def take_on(self, person: Json) -> None:
        """The bank has a customer, with an account of ¥20,000."""
        phone = PHONES[person["id"]]
        customer = await self.do(RegisterCustomer, CLERK, name=person["first_name"], phone=phone)
        opened = await self.do(
            OpenAccount,
            CLERK,
            customer_id=customer.customer_id,
            currency="CNY",
            account_class=AccountClass.I,
            debit_amount_types=ALL_TYPES,
        )
        await self.do(CreditAccount, CLERK, account_id=opened.account_id, amount_minor=20_000 * YUAN)
        account = await self.office.store.queries.account(opened.account_id)
        assert account is not None
        self.numbers.append(account.account.number)

    async def link(self, person: Json) -> None:
        """A code goes wrong, and the next is right."""
        office = self.office
        await office.says(person, "/start")
        await office.says(person, contact=contact(person))
        await office.deliver()
        await office.says(person, f"{(int(office.codes.delivered[-1]) + 1) % 1_000_000:06d}")
        await office.says(person, office.codes.delivered[-1])
        assert await self.accounts(person)

    async def accounts(self, person: Json) -> list[AccountId]:
        actor = await self.actor(person)
        views = await self.office.store.queries.accounts_of(actor.id)  # type: ignore[arg-type]  # a participant's
        return [view.account.id for view in views]

    async def actor(self, person: Json) -> Actor:
        recipient = await self.office.store.queries.recipient(person["id"])
        assert recipient is not None
        return Actor.participant(recipient.participant.id)

    async def pool(self) -> Campaign:
        """Mei opens a campaign, and Tom comes by the link, by the code, and fills it."""
        office = self.office
        opened = await self.do(OpenCampaign, await self.actor(MEI), proposal=proposal())
        campaign = await self.campaign(opened.campaign_id)
        for text in (f"/start c_{'A' * 22}", "/join K7QF-2M9D", f"/start c_{campaign.link_token}"):
            await office.says(TOM, text)
        await office.says(TOM, f"/join {show_short_code(campaign.short_code)}")
        amount = PledgeAmountTap(
            campaign_id=campaign.id,
            debit_amount_type=DebitAmountType.REMAINDER,
            amount_minor=10_000 * YUAN,
        )
        await office.taps(TOM, amount.pack())
        draft = await office.store.drafts.get(TOM["id"], "pledging")
        assert draft is not None
        confirm = ReviewTap(campaign_id=campaign.id, nonce=draft.nonce, action=ReviewAction.CONFIRM)
        await office.taps(TOM, confirm.pack())
        await self.do(SettleCampaign, SYSTEM, campaign_id=campaign.id)
        await office.deliver()
        await office.says(TOM, "/mine")
        settled = await self.campaign(campaign.id)
        assert settled.state is CampaignState.SETTLED
        return settled

    async def campaign(self, campaign_id: Any) -> Campaign:
        view = await self.office.store.queries.campaign(campaign_id, (await self.actor(MEI)).id)  # type: ignore[arg-type]  # as above
        assert view is not None
        return view.campaign

    async def administer(self) -> None:
        """The admin searches by what only the bank should know, looks, and freezes an account."""
        office = self.office
        await office.says(BOSS, "/admin")
        for searched in (*self.numbers, *PHONES.values()):
            await office.taps(BOSS, AdminGo(place=AdminPlace.FIND_ACCOUNT).pack())
            await office.says(BOSS, searched)
        [account_id] = await self.accounts(TOM)
        await office.taps(BOSS, BankAccountTap(account_id=account_id).pack())
        await office.taps(BOSS, PowerTap(power=Power.FREEZE, subject=account_id).pack())
        await office.says(BOSS, "suspicious")
        await office.taps(BOSS, AdminGo(place=AdminPlace.TRAIL).pack())


def contact(person: Json) -> Json:
    return {
        "phone_number": PHONES[person["id"]],
        "first_name": person["first_name"],
        "user_id": person["id"],
    }


async def through_the_inbox(office: Office, **event: Any) -> None:
    """One update by way of the inbox, which logs what goes wrong, and raises the alarm."""
    stop = Stop()
    alarm = ChatAlarm(office.bot, office.desk.pacing, office.store.queries, {ADMIN_ID})

    async def handle(update: Any) -> None:
        await office.dispatcher.feed_update(office.bot, update)

    inbox = Inbox(office.bot, office.store.inbox, handle, alarm=alarm, stop=stop)
    update = office.update(**event)
    await inbox.take_in([update])
    [turn] = await office.store.inbox.claim(office.bot.id, "a test", 30)
    await inbox._serve(turn)
    assert not await office.store.inbox.unhandled(office.bot.id)


def written(person: Json, **content: Any) -> Json:
    chat = {"id": person["id"], "type": "private"}
    return {"message_id": 1, "date": 1, "chat": chat, "from": person, **content}


def found_in(text: str, secrets: dict[str, str]) -> set[str]:
    """Which of the secrets are there; a number only if it is not part of a longer one."""
    return {
        name
        for name, secret in secrets.items()
        if re.search(rf"(?<![0-9A-Za-z]){re.escape(secret)}(?![0-9A-Za-z])", text)
    }


@pytest.mark.usefixtures("unpainted")
async def test_a_whole_life_with_all_that_goes_wrong_in_it_leaves_no_secret_behind(office, log, monkeypatch):
    life = Life(office)
    for product in DEFAULT_PRODUCTS:
        await life.do(PutProduct, SYSTEM, product=product)
    for person in (MEI, TOM):
        await life.take_on(person)
        await life.link(person)
    campaign = await life.pool()
    await life.administer()
    codes = list(office.codes.delivered)

    # A bug whose message, and whose locals, hold all there is to know.
    views = await office.store.queries.accounts_of((await life.actor(MEI)).id)
    told = await life.campaign(campaign.id)

    async def broken(*_: object, **__: object) -> None:
        secret_local = (codes, life.numbers, PHONES, TOKEN)
        assert secret_local
        raise RuntimeError(f"{views!r} {told!r} {office.bot.token}")

    with monkeypatch.context() as bug:
        bug.setattr(type(office.store.queries), "certificates_of", broken)
        await through_the_inbox(office, message=written(MEI, text="/mine"))
    # What is not as the Bot API says.
    await through_the_inbox(office, message=written(MEI, text=[codes[0]], contact={"phone_number": 1}))
    # A database that objects to a statement full of values.
    with sqlite3.connect(office.database) as connection:
        connection.execute("DROP TABLE one_time_codes")
    connection.close()
    await through_the_inbox(office, message=written(TOM, contact=contact(TOM)))

    logged = log.getvalue()
    assert logged.count("Traceback") >= 9
    assert "RuntimeError" in logged
    assert "UnreadableUpdate" in logged
    assert "OperationalError" in logged
    numbers = {f"number {number}": number for number in (*life.numbers, *PHONES.values())}
    numbers |= {f"phone {phone}": phone.removeprefix("+") for phone in PHONES.values()}
    one_time = {f"code {code}": code for code in codes}
    keys = {"the link": campaign.link_token, "the short code": show_short_code(campaign.short_code)}
    bare = {"the short code": campaign.short_code, "the bot's token": TOKEN}
    assert found_in(logged, numbers | one_time | keys | bare) == set()
    everything = "\n".join(str(told) for _, told in office.wire.sent)
    assert found_in(everything, numbers | one_time | {"the bot's token": TOKEN}) == set()
    assert found_in(office.wire.to(BOSS["id"]), {"the link": campaign.link_token}) == set()
    assert found_in(office.wire.to(TOM["id"]), keys) == set(keys)  # lest nothing be found for another reason


def test_no_value_shows_a_number_or_a_key_in_its_repr():
    """Whatever is printed, put into a message or shown by a debugger: commands, values, notices, receipts."""
    house = RecordingHouse()
    scene = lively(house)
    store = house.store
    accounts, campaigns = store.accounts.values(), store.campaigns.values()
    hidden = {account.number for account in accounts}
    hidden |= {phone for person in (scene.ann, scene.bob, scene.cat) for phone in [person.phone]}
    hidden |= {key for each in campaigns for key in (each.link_token, each.short_code)}
    hidden |= {notice.code for notice in house.told(CodeIssued)}
    hidden |= {code.digest for code in store.codes.values() if code.digest}
    shown = repr([house.asked, store.tables()])
    assert {secret for secret in hidden if secret in shown} == set()
    assert "s3cret" not in repr(Webhook("https://bot.example.com/telegram", "s3cret"))
