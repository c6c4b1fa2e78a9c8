"""Everybody there is, before one campaign: who has to do with it, who has not, and who is no participant at all."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from core.commands import Actor
from core.domain.account import AccountStatus
from core.domain.ids import AccountId, CampaignId, ParticipantId, PartnerId
from core.remote_bank import RemoteBank
from tests.support.courier import Courier
from tests.support.house import ADMIN, CLERK, SYSTEM, YUAN, House, Person
from tests.support.maturing import deposit_of, maturing, until
from tests.support.partnering import opened_by, partner_of
from tests.support.reconciling import reconcile, slip


class Who(StrEnum):
    """Kinds of people and programs that may ask for something."""

    INITIATOR = "initiator"
    MEMBER = "member"
    EX_MEMBER = "ex-member"
    INVITED = "invited"
    STRANGER = "stranger"
    NOBODY = "nobody"
    """A participant's id that nobody has."""
    ADMIN = "admin"
    CLERK = "clerk"
    SYSTEM = "system"
    PARTNER = "partner"
    """A partner, which opened another campaign."""
    OTHER_PARTNER = "other partner"


MET = frozenset({Who.INITIATOR, Who.MEMBER, Who.EX_MEMBER, Who.INVITED, Who.STRANGER})
PROGRAMS = {Who.ADMIN: ADMIN, Who.CLERK: CLERK, Who.SYSTEM: SYSTEM}
NOBODY = ParticipantId("par_nobody")


@dataclass(frozen=True)
class Company:
    """A house with a campaign that the initiator opened, the member is in, and the ex-member has left."""

    house: House
    campaign_id: CampaignId
    people: dict[Who, Person]
    spare: AccountId
    """A second account of the member's, on which nothing is held."""
    partners: dict[Who, PartnerId]
    partners_campaign_id: CampaignId

    def actor(self, who: Who) -> Actor:
        """Who asks."""
        if who in PROGRAMS:
            return PROGRAMS[who]
        if who in self.partners:
            return Actor.partner(self.partners[who])
        return self.people[who].actor if who in self.people else Actor.participant(NOBODY)

    def own_account(self, who: Who) -> AccountId:
        """Their own linked account; the member's for those who have none, so that it is not for want of one."""
        return self.people.get(who, self.people[Who.MEMBER]).account_id

    def fork(self) -> "Company":
        """The same company, which goes its own way."""
        return replace(self, house=self.house.fork())


def name_of(who: Who) -> str:
    """What somebody is called: nothing that a bot would say by itself."""
    return f"Zz{who.name}"


def gather(house: House | None = None) -> Company:
    """The campaign is open and has room for everybody."""
    house = house or House()
    people = {who: house.person(name_of(who)) for who in Who if who in MET}
    member = people[Who.MEMBER]
    campaign_id = house.open(people[Who.INITIATOR])
    spare = house.account(member.customer_id)
    house.link(member.participant_id, member.telegram_user_id, member.phone)
    for who in (Who.MEMBER, Who.EX_MEMBER):
        house.pledge(people[who], campaign_id, 2_000 * YUAN)
    Courier(house).yes_to_all()
    house.accepted(house.withdrawing(people[Who.EX_MEMBER], campaign_id))
    invited = people[Who.INVITED]
    house.look_at(invited, campaign_id)
    partners = {who: partner_of(house, name_of(who)) for who in (Who.PARTNER, Who.OTHER_PARTNER)}
    partners_campaign_id = opened_by(house, partners[Who.PARTNER])
    house.later(hours=2)  # whatever was counted while they came together is forgotten
    return Company(house, campaign_id, people, spare, partners, partners_campaign_id)


def gather_full() -> Company:
    """As `gather`, but the member has filled the campaign: settlement is due."""
    company = gather()
    house, member = company.house, company.people[Who.MEMBER]
    house.credit(member.account_id, 10_000 * YUAN)
    house.accepted(house.changing(member, company.campaign_id, 10_000 * YUAN))
    return company


def gather_settled() -> Company:
    """As `gather_full`, but settled, and its deposit has earned for ten days."""
    company = gather_full()
    company.house.accepted(company.house.settling(company.campaign_id))
    company.house.later(days=10)
    return company


def gather_last_day() -> Company:
    """As `gather_settled`, but the deposit ends tomorrow."""
    company = gather_settled()
    until(company.house, deposit_of(company.house, company.campaign_id).payout_date - timedelta(days=1))
    return company


def gather_ripe() -> Company:
    """As `gather_settled`, but the deposit ends today."""
    company = gather_settled()
    until(company.house, deposit_of(company.house, company.campaign_id).payout_date)
    return company


def gather_waiting() -> Company:
    """As `gather_ripe`, but it has ended, and the member's account was frozen: the money waits."""
    company = gather_ripe()
    house, member = company.house, company.people[Who.MEMBER]
    house.set_status(member.account_id, AccountStatus.FROZEN)
    house.accepted(maturing(house, deposit_of(house, company.campaign_id).id))
    return company


def gather_closing() -> Company:
    """As `gather`, but the campaign closes within a day."""
    company = gather()
    company.house.later(days=2, hours=12)
    return company


def gather_late() -> Company:
    """As `gather`, but the campaign's time has run out."""
    company = gather()
    company.house.later(days=4)
    return company


def gather_ailing() -> Company:
    """As `gather_full`, but the account failed at settlement, and the mend window is over."""
    company = gather_full()
    house, member = company.house, company.people[Who.MEMBER]
    house.set_status(member.account_id, AccountStatus.FROZEN)
    house.accepted(house.settling(company.campaign_id))
    house.later(days=2)
    return company


def gather_doubted() -> Company:
    """As `gather`, but the ledger holds less for the member than the books say, and that was noticed."""
    company = gather()
    slip(company.house, company.people[Who.MEMBER].account_id, 500 * YUAN)
    reconcile(company.house)
    return company


def gather_elsewhere() -> Company:
    """As `gather`, but the bank is elsewhere: the ex-member's money has still to be released there."""
    return gather(House(bank=RemoteBank()))
