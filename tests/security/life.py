"""Two friends who live through everything in chat, for whoever wants to look at what that leaves behind."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.jobs.alarms import Alarms
from bot.stopping import Stop
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, BankAccountTap, Power, PowerTap
from bot.telegram.alarm import ChatAlarm
from bot.telegram.callbacks import PledgeAmountTap, ReviewAction, ReviewTap
from bot.telegram.inbox import Inbox
from bot.telegram.raw_updates import to_store
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
from tests.security.office import Json, Office
from tests.support.house import ALL_TYPES, CLERK, SYSTEM, YUAN, proposal


@dataclass
class Life:
    """Mei and Tom, from linking to their certificate, and an admin who looks on."""

    office: Office
    mei: Json
    tom: Json
    boss: Json
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
        phone = phone_of(person)
        name = json.loads(to_store({"update_id": 0, "name": person["first_name"]}).payload)["name"]
        customer = await self.do(RegisterCustomer, CLERK, name=name, phone=phone)
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
        opened = await self.do(OpenCampaign, await self.actor(self.mei), proposal=proposal())
        campaign = await self.campaign(opened.campaign_id)
        for text in (f"/start c_{'A' * 22}", "/join K7QF-2M9D", f"/start c_{campaign.link_token}"):
            await office.says(self.tom, text)
        await office.says(self.tom, f"/join {show_short_code(campaign.short_code)}")
        amount = PledgeAmountTap(
            campaign_id=campaign.id,
            debit_amount_type=DebitAmountType.REMAINDER,
            amount_minor=10_000 * YUAN,
        )
        await office.taps(self.tom, amount.pack())
        draft = await office.store.drafts.get(self.tom["id"], "pledging")
        assert draft is not None
        confirm = ReviewTap(campaign_id=campaign.id, nonce=draft.nonce, action=ReviewAction.CONFIRM)
        await office.taps(self.tom, confirm.pack())
        await self.do(SettleCampaign, SYSTEM, campaign_id=campaign.id)
        await office.deliver()
        await office.says(self.tom, "/mine")
        settled = await self.campaign(campaign.id)
        assert settled.state is CampaignState.SETTLED
        return settled

    async def campaign(self, campaign_id: Any) -> Campaign:
        view = await self.office.store.queries.campaign(campaign_id, (await self.actor(self.mei)).id)  # type: ignore[arg-type]  # as above
        assert view is not None
        return view.campaign

    async def begin(self) -> None:
        """The catalogue has its products; both friends are customers, and have linked their accounts."""
        for product in DEFAULT_PRODUCTS:
            await self.do(PutProduct, SYSTEM, product=product)
        for person in (self.mei, self.tom):
            await self.take_on(person)
            await self.link(person)

    async def administer(self) -> None:
        """The admin searches by what only the bank should know, looks, and freezes an account."""
        office = self.office
        await office.says(self.boss, "/admin")
        for searched in (*self.numbers, phone_of(self.mei), phone_of(self.tom)):
            await office.taps(self.boss, AdminGo(place=AdminPlace.FIND_ACCOUNT).pack())
            await office.says(self.boss, searched)
        [account_id] = await self.accounts(self.tom)
        await office.taps(self.boss, BankAccountTap(account_id=account_id).pack())
        await office.taps(self.boss, PowerTap(power=Power.FREEZE, subject=account_id).pack())
        await office.says(self.boss, "suspicious")
        await office.taps(self.boss, AdminGo(place=AdminPlace.TRAIL).pack())


def phone_of(person: Json) -> str:
    """The number that the bank and Telegram know them by."""
    return f"+86139{person['id']:08d}"


def contact(person: Json) -> Json:
    return {
        "phone_number": phone_of(person),
        "first_name": person["first_name"],
        "user_id": person["id"],
    }


async def through_the_inbox(office: Office, **event: Any) -> None:
    """One update by way of the inbox, which logs what goes wrong, and raises the alarm."""
    stop = Stop()
    alarm = ChatAlarm(
        office.bot,
        office.desk.pacing,
        office.store.queries,
        Alarms(office.store.teller, office.store.queries),
    )

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
