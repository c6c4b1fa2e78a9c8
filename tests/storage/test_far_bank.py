"""A campaign survives any mix of faults of a bank elsewhere: one effect per order, and in the end the truth."""

from collections import Counter
from random import Random

import pytest

from core.commands import RedirectPayout
from core.domain.account import AccountStatus
from core.domain.bank import Confirmed, DepositState, OrderState
from core.domain.deposit import ShareState
from core.domain.ids import OrderReference
from core.domain.notice import PledgeHeld, PledgeRejected
from core.domain.payout import PayoutState
from core.domain.pledge import PledgeState
from core.domain.reconciliation import Look, compare
from storage.verification import verify_ledger
from tests.storage import tables
from tests.storage.asking import accepted
from tests.storage.far_town import BALANCE_MINOR, FarTown, far_town
from tests.support.faults import NO_FAULTS, FaultKind, FaultPlan
from tests.support.house import YUAN
from tests.support.maturing import TD01M

NOTHING_REFUSED = frozenset(FaultKind) - {FaultKind.REFUSE, FaultKind.DELAY}
"""What only delays the truth, and takes no real time."""
QUICK_SEEDS = range(1)
MORE_SEEDS = range(1, 40)
SEEDS = [*QUICK_SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MORE_SEEDS)]


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_goes_wrong_each_order_has_one_effect_and_everybody_hears_the_truth(url, seed):
    random = Random(seed)
    async with far_town(url, FaultPlan(seed, chance=random.choice([0.1, 0.3, 0.6]))) as town:
        for number in range(4):
            await town.settle_in(number)
        campaign_ids = [await town.open(town.people[0]), await town.open(town.people[1])]
        for _ in range(25):
            await town.act(random.choice(campaign_ids), random)
            await town.work(random, seconds=random.choice([1, 5, 60, 3_600]))
        await town.come_to_an_end(campaign_ids, random)
        await all_is_right(town, url)


async def all_is_right(town: FarTown, url: str) -> None:
    """Each order had at most one effect; we hold what the bank holds; no money is anywhere else."""
    bank, ours = town.bank, tables.values(url)
    twice = {reference for reference, times in Counter(bank.effects).items() if times > 1}
    assert not twice
    for reference, order in ours["orders"].items():
        done = isinstance(bank.answers[OrderReference(reference)], Confirmed)
        assert order.state is (OrderState.CONFIRMED if done else OrderState.REJECTED), reference
    stated = bank.statement(town.clock.now())
    assert not stated.holds
    deposits = {(each.deposit_id, each.number, each.principal_minor) for each in stated.deposits}
    assert deposits == {(each.id, each.number, each.principal_minor) for each in ours["deposits"].values()}
    left_minor = sum(sum(bank.balances_minor(person.account_id)) for person in town.people)
    deposited_minor = sum(principal_minor for _, _, principal_minor in deposits)
    assert left_minor + deposited_minor == BALANCE_MINOR * len(town.people)
    assert not (await verify_ledger(url)).findings
    told = [notice for notice in ours["notices"].values() if isinstance(notice, PledgeHeld | PledgeRejected)]
    rejected = [pledge for pledge in ours["pledges"].values() if pledge.state is PledgeState.REJECTED]
    assert sum(isinstance(notice, PledgeRejected) for notice in told) == len(rejected)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 30))])
async def test_whatever_goes_wrong_a_deposit_is_closed_and_each_share_paid_once(url, seed):
    """One member's account is frozen at maturity: that money waits, until it is named again in order."""
    random = Random(seed)
    async with far_town(url, FaultPlan(seed, chance=0.4, kinds=NOTHING_REFUSED)) as town:
        for number in range(2):
            await town.settle_in(number)
        ann, bo = town.people
        pool = await town.open(ann, product_code=TD01M.code)
        await town.pledge(pool, ann, 4_000 * YUAN)
        await town.pledge(pool, bo, 6_000 * YUAN)
        await town.come_to_an_end([pool], random)
        town.bank.set_status(bo.account_id, AccountStatus.FROZEN, town.clock.now())
        await town.work(random, days=40)
        await town.come_to_an_end([pool], random)

        payouts = tables.values(url)["payouts"]
        assert {payout.account_id: payout.state for payout in payouts.values()} == {
            ann.account_id: PayoutState.PAID,
            bo.account_id: PayoutState.WAITING,
        }
        (waiting,) = (payout for payout in payouts.values() if payout.account_id == bo.account_id)
        assert town.bank.owed_minor() == waiting.amount_minor
        assert not (await verify_ledger(url)).findings

        town.bank.set_status(bo.account_id, AccountStatus.NORMAL, town.clock.now())
        redirecting = RedirectPayout(
            intent=town.intent(), actor=bo.actor, payout_id=waiting.id, account_id=bo.account_id
        )
        await accepted(town.store, redirecting)
        await town.come_to_an_end([pool], random)

        ours = tables.values(url)
        (deposit,) = ours["deposits"].values()
        assert deposit.state is DepositState.CLOSED
        gained_minor = [town.bank.balances_minor(each.account_id)[0] - BALANCE_MINOR for each in (ann, bo)]
        paid = {
            each.participant_id: each.interest_minor - each.tax_minor for each in ours["payouts"].values()
        }
        assert gained_minor == [paid[ann.participant_id], paid[bo.participant_id]]
        assert min(gained_minor) > 0
        assert (sum(gained_minor), town.bank.owed_minor()) == (town.bank.interest_minor(), 0)
        assert len(town.bank.effects) == len(set(town.bank.effects))
        assert not (await verify_ledger(url)).findings


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 30))])
async def test_whatever_goes_wrong_who_leaves_on_the_eve_of_maturity_is_paid_once(url, seed):
    """Bo sells to Ann and Cy withdraws early; the bank may hear of both when the deposit is due already."""
    random = Random(seed)
    async with far_town(url, FaultPlan(seed, chance=0.4, kinds=NOTHING_REFUSED)) as town:
        for number in range(3):
            await town.settle_in(number)
        ann, bo, cy = town.people
        pool = await town.open(ann, product_code=TD01M.code)
        for person, yuan in ((ann, 4_000), (bo, 3_000), (cy, 3_000)):
            await town.pledge(pool, person, yuan * YUAN)
        await town.come_to_an_end([pool], random)
        (deposit,) = tables.values(url)["deposits"].values()
        eve = deposit.maturity_date - town.clock.now().day
        await town.work(random, days=eve.days - 1)
        await town.leave(bo, ann)
        await town.leave(cy)
        await town.work(random, days=4)
        await town.come_to_an_end([pool], random)
        await town.work(random, days=4)
        await town.come_to_an_end([pool], random)

        ours = tables.values(url)
        (deposit,) = ours["deposits"].values()
        assert deposit.state is DepositState.CLOSED
        assert Counter(share.state for share in ours["shares"].values()) == {
            ShareState.SOLD: 1,
            ShareState.WITHDRAWN_EARLY: 1,
            ShareState.PAID_OUT: 2,
        }
        assert len({each.share_id for each in ours["payouts"].values()}) == len(ours["payouts"]) == 4
        gained_minor = [
            town.bank.balances_minor(each.account_id)[0] - BALANCE_MINOR for each in (ann, bo, cy)
        ]
        assert min(gained_minor) > 0
        assert (sum(gained_minor), town.bank.owed_minor()) == (town.bank.interest_minor(), 0)
        assert len(town.bank.effects) == len(set(town.bank.effects))
        assert not (await verify_ledger(url)).findings
        stated = town.bank.statement(town.clock.now())
        assert compare(Look(await town.store.books.ours(), stated)).found == ()


async def test_people_see_being_checked_and_then_the_truth(url):
    async with far_town(url, NO_FAULTS) as town:
        await town.settle_in(1)
        (ann,) = town.people
        campaign_id = await town.open(ann)
        await town.act(campaign_id, AlwaysPledging())
        view = await town.look(campaign_id, ann)
        assert view.own_pledge is not None
        assert (view.own_pledge.state, view.campaign.checking_count) == (PledgeState.RESERVED, 1)
        await town.work(Random(1), seconds=1)
        view = await town.look(campaign_id, ann)
        assert view.own_pledge is not None
        assert (view.own_pledge.state, view.campaign.checking_count) == (PledgeState.HELD, 0)
        (account,) = await town.store.queries.accounts_of(ann.participant_id)
        assert account.available_minor == town.bank.balances_minor(ann.account_id)[0]
        assert account.held_minor == view.own_pledge.amount_minor


class AlwaysPledging(Random):
    """Draws the first of everything."""

    def choice(self, seq):
        return seq[0]

    def choices(self, population, *_args, **_kwargs):
        return [population[0]]
