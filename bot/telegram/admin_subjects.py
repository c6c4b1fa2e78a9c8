"""What an admin's power is used on, looked up."""

from dataclasses import dataclass, replace
from datetime import date

from bot.telegram.admin_callbacks import Power
from bot.telegram.visit import Visit
from core.domain.account import AccountStatus
from core.domain.campaign import CampaignState
from core.domain.ids import AccountId, CampaignId, EntryId, MismatchId
from core.domain.product import Product, RateTier
from core.domain.staff import Role, StaffMember
from core.domain.standstill import Standstill
from core.usecases.correcting import remedy
from core.views import AccountView, CampaignView, Colleague, EntryView, MismatchView


@dataclass(frozen=True, slots=True)
class Rates:
    """A product's schedule; `keeping` campaigns of it are under way, at the rate they were opened with."""

    product: Product
    keeping: int

    def dated(self, from_day: date) -> tuple[RateTier, ...]:
        """The tiers of the rates dated this very day; empty if there are none."""
        dated = (rates.tiers for rates in self.product.rates if rates.effective_from == from_day)
        return next(dated, ())

    def can_move(self, from_day: date, today: date) -> bool:
        """Whether there are rates of this day that are not in force yet."""
        return from_day > today and bool(self.dated(from_day))

    def can_take_back(self, from_day: date, today: date) -> bool:
        """Whether they can also be taken back: others are left then."""
        return self.can_move(from_day, today) and len(self.product.rates) > 1

    def before(self, from_day: date) -> tuple[RateTier, ...]:
        """The tiers that apply until this day; empty if it is the first."""
        earlier = [rates.tiers for rates in self.product.rates if rates.effective_from < from_day]
        return earlier[-1] if earlier else ()


Subject = CampaignView | AccountView | Rates | MismatchView | EntryView | Standstill | Colleague

_TELEGRAM_IDS = 2**52
"""Telegram's ids have at most 52 significant bits."""
ROLES = {
    Power.MAKE_VIEWER: Role.VIEWER,
    Power.MAKE_OPERATOR: Role.OPERATOR,
    Power.MAKE_APPROVER: Role.APPROVER,
}
"""Which role each of these powers gives."""


def can(power: Power, subject: Subject) -> bool:
    """Whether the power can be used on the subject as it is now.

    Only an account in order is frozen: any other status forbids debits already, and unfreezing would lift it. The
    accounts of a bank elsewhere are its own to freeze.
    """
    match power, subject:
        case _, Standstill() | Colleague():
            return _can_at_the_desk(power, subject)
        case Power.CANCEL, CampaignView(campaign=campaign):
            return campaign.state in (CampaignState.OPEN, CampaignState.FUNDED, CampaignState.REPAIRING)
        case Power.FREEZE | Power.UNFREEZE, AccountView(account=account, customer=customer):
            changed = AccountStatus.NORMAL if power is Power.FREEZE else AccountStatus.FROZEN
            return customer.told_at is None and account.status is changed
        case Power.CORRECT, MismatchView(recorded=recorded):
            return recorded.open and remedy(recorded.mismatch) is not None
        case Power.REVERSE, EntryView(reversible=reversible):
            return reversible
        case Power.STOP_OFFERING | Power.OFFER, Rates(product=product):
            return product.offered is (power is Power.STOP_OFFERING)
    return power is Power.ADD_RATES and isinstance(subject, Rates)


def _can_at_the_desk(power: Power, subject: Standstill | Colleague) -> bool:
    """Whether it would change anything; what the settings give somebody, only they take away."""
    if isinstance(subject, Standstill):
        return (subject.paused_at is None) is (power is Power.PAUSE)
    return not subject.member.named and ROLES.get(power) is not subject.member.role


async def look_up(power: Power, subject: str, visit: Visit) -> Subject | None:
    """The subject of a power as it is now; None if there is none of this name."""
    match power:
        case Power.CANCEL:
            return await visit.queries.campaign(CampaignId(subject), visit.participant.id)
        case Power.FREEZE | Power.UNFREEZE:
            return await visit.queries.account(AccountId(subject))
        case Power.CORRECT:
            return await visit.queries.mismatch(MismatchId(subject))
        case Power.REVERSE:
            return await visit.queries.entry(EntryId(subject))
        case Power.PAUSE | Power.RESUME:
            return await visit.queries.standstill()
        case _ if power in ROLES or power is Power.REVOKE_ROLE:
            return await look_up_colleague(subject, visit)
    return await look_up_rates(subject, visit)


async def look_up_rates(product_code: str, visit: Visit) -> Rates | None:
    """A product's schedule; None if the catalogue has no such product."""
    products = await visit.queries.products()
    product = next((product for product in products if product.code == product_code), None)
    return None if product is None else Rates(product, await visit.queries.count_under_way(product.code))


async def look_up_colleague(telegram_user_id: str, visit: Visit, called: str = "") -> Colleague | None:
    """What somebody `called` so may do at the admin desk, be it nothing; None if no Telegram user has such an id.

    They may never have met the bot: a role is kept by their Telegram id.
    """
    if not telegram_user_id.isdecimal() or not 0 < int(telegram_user_id) < _TELEGRAM_IDS:
        return None
    for each in await visit.queries.staff():
        if each.member.telegram_user_id == int(telegram_user_id):
            return replace(each, called=called)
    known = await visit.queries.recipient(int(telegram_user_id))
    return Colleague(StaffMember(telegram_user_id=int(telegram_user_id)), known, called)
