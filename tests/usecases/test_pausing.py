"""Pausing all settlement: what waits, what goes on, and that what waited is done once."""

from core.commands import (
    Actor,
    PauseSettlement,
    ResumeSettlement,
    SendOrder,
)
from core.domain.bank import OpenDeposit, PlaceHold, ReleaseHold
from core.domain.campaign import CampaignState
from core.domain.errors import NothingChanged, ReasonMissing, RoleMissing, SettlementPaused
from core.domain.ids import CampaignId, OrderReference, PayoutId
from core.domain.staff import Role
from core.remote_bank import RemoteBank
from core.usecases import USE_CASES
from tests.support.courier import Courier
from tests.support.house import ADMIN, REMAINDER, SYSTEM, YUAN, House, Person
from tests.support.maturing import (
    accruing,
    buying,
    deposit_of,
    leaving,
    maturing,
    moving_on,
    offering,
    redirecting,
    share_of,
    until,
)
from tests.support.reconciling import BEA

CAI = 9


def pausing(house: House, reason: str = "the core system is down", actor: Actor = ADMIN) -> PauseSettlement:
    return PauseSettlement(intent=house.intent(), actor=actor, reason=reason)


def resuming(house: House, actor: Actor = BEA) -> ResumeSettlement:
    return ResumeSettlement(intent=house.intent(), actor=actor)


def full(house: House) -> tuple[CampaignId, Person, Person]:
    ann, bob = (
        house.person("Ann", balance_minor=20_000 * YUAN),
        house.person("Bob", balance_minor=20_000 * YUAN),
    )
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 4_000 * YUAN)
    house.pledge(bob, campaign_id, 6_000 * YUAN, REMAINDER)
    return campaign_id, ann, bob


def test_is_an_operators_with_a_reason_and_an_approvers_to_end(house):
    house.accepted(house.granting(CAI, Role.OPERATOR))
    operator = Actor.admin(CAI)
    assert house.refused(pausing(house, " ", operator)) == ReasonMissing()
    house.accepted(pausing(house, actor=operator))
    assert house.refused(pausing(house)) == NothingChanged()
    assert house.refused(resuming(house, operator)) == RoleMissing(Role.APPROVER)
    house.accepted(resuming(house))
    assert house.refused(resuming(house)) == NothingChanged()
    assert [action for _, action, _ in house.use_of_power()][-2:] == ["pause_settlement", "resume_settlement"]


def test_these_commands_wait_and_no_others():
    """Whoever adds a command that moves money for good says so beside it."""
    assert {kind.__name__ for kind, use_case in USE_CASES.items() if use_case.settles} == {
        "SettleCampaign",
        "MatureDeposit",
        "RedirectPayout",
        "WithdrawEarly",
        "BuyShare",
        "MoveOfferOn",
    }


def test_a_full_campaign_waits_and_is_settled_once_it_goes_on(house):
    campaign_id, *_ = full(house)
    house.accepted(pausing(house))
    assert house.refused(house.settling(campaign_id)) == SettlementPaused(house.at)
    assert house.campaign(campaign_id).state is CampaignState.FUNDED
    house.later(days=2)
    house.accepted(resuming(house))
    house.accepted(house.settling(campaign_id))
    assert house.campaign(campaign_id).state is CampaignState.SETTLED
    assert len(house.store.deposits) == 1


def test_a_full_campaign_can_be_called_off_meanwhile_and_everybody_has_their_money(house):
    campaign_id, ann, bob = full(house)
    house.accepted(pausing(house))
    house.accepted(house.cancelling(ADMIN, campaign_id, "the bank closes"))
    assert house.campaign(campaign_id).state is CampaignState.CANCELLED
    assert {house.balances_minor(person.account_id)[1] for person in (ann, bob)} == {0}


def test_pledges_are_placed_changed_and_withdrawn_and_pools_expire_meanwhile(house):
    ann = house.person("Ann")
    campaign_id = house.open(ann)
    house.accepted(pausing(house))
    house.pledge(ann, campaign_id, 4_000 * YUAN)
    house.accepted(house.changing(ann, campaign_id, 5_000 * YUAN))
    house.accepted(house.withdrawing(ann, campaign_id))
    house.later(days=3)
    house.accepted(house.expiring(campaign_id))


def test_a_deposit_earns_on_and_matures_once_it_goes_on_with_all_its_interest(house):
    campaign_id, ann, _ = full(house)
    house.accepted(house.settling(campaign_id))
    deposit = deposit_of(house, campaign_id)
    until(house, deposit.payout_date)
    other = house.fork()
    other.accepted(maturing(other, deposit.id))
    house.accepted(pausing(house))
    assert house.refused(maturing(house, deposit.id)) == SettlementPaused(house.at)
    house.accepted(accruing(house, deposit.id))
    assert house.store.deposits[deposit.id].accrued_to == deposit.maturity_date
    house.later(days=5)
    house.accepted(resuming(house))
    house.accepted(maturing(house, deposit.id))
    assert house.balances_minor(ann.account_id) == other.balances_minor(ann.account_id)


def test_nobody_leaves_early_or_buys_a_share_and_no_offers_time_passes_meanwhile(house):
    campaign_id, ann, bob = full(house)
    house.accepted(house.settling(campaign_id))
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.accepted(pausing(house))
    since = house.at
    house.accepted(offering(house, bob, share))
    house.later(days=1)
    for waiting in (
        leaving(house, ann, campaign_id),
        buying(house, ann, share),
        moving_on(house, share),
        redirecting(house, ann, PayoutId("pay_none"), ann.account_id),
    ):
        assert house.refused(waiting) == SettlementPaused(since)
    house.accepted(resuming(house))
    house.accepted(buying(house, ann, share))


def test_a_bank_elsewhere_is_sent_no_order_that_settles_and_releases_go_on():
    house = House(bank=RemoteBank())
    courier = Courier(house)
    campaign_id, *_ = full(house)
    courier.yes_to_all()
    house.accepted(house.settling(campaign_id))
    house.accepted(pausing(house))
    opening = next(each for each in house.store.orders.values() if isinstance(each.instruction, OpenDeposit))

    def sending(reference: OrderReference) -> SendOrder:
        return SendOrder(intent=house.intent(), actor=SYSTEM, reference=reference)

    assert house.refused(sending(opening.reference)) == SettlementPaused(house.at)
    ann = house.person("Ann")
    other = house.open(ann)
    house.pledge(ann, other, 4_000 * YUAN)
    courier.yes(PlaceHold)
    house.accepted(house.withdrawing(ann, other))
    courier.yes(ReleaseHold)
    house.accepted(resuming(house))
    house.accepted(sending(opening.reference))
