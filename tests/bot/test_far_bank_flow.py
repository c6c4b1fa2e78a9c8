"""A pool whose bank is elsewhere, played in chat: being checked, out of reach, and then the truth."""

from collections.abc import Iterator

import pytest

from bot.backstage.people import ADMIN_ID
from core.domain.account import AccountStatus
from core.domain.ids import AccountId
from tests.bank.server import KEY
from tests.bot.far_bank import FarBank, far_bank
from tests.bot.person import Person
from tests.bot.playing import open_campaign, review
from tests.bot.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # a bot of its own for each test: so slow

YUAN = 100


@pytest.fixture
def far() -> Iterator[FarBank]:
    with far_bank() as far:
        yield far


@pytest.fixture
def stage(far: FarBank, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    settings = {"BANK_URL": far.url, "BANK_KEY": KEY, "BANK_TIMEOUT_SECONDS": "2"}
    stage = Stage(tmp_path_factory.mktemp("far"), settings=settings)
    try:
        stage.open()
        yield stage
    finally:
        stage.close()


def test_people_see_that_the_bank_is_checking_and_then_that_it_holds_and_opens(stage, far):
    ann, ann_account = far.customer(stage, 20_000 * YUAN)
    bo, bo_account = far.customer(stage, 20_000 * YUAN)
    card = open_campaign(ann)
    review(bo, card, "¥2,000")
    far.line.names.add("/orders")
    assert bo.tap("Confirm").text == "Being checked: ¥2,000"
    bo.sees("The bank is checking your ¥2,000 on")
    checking = bo.sees_photo("⏳ The bank is checking your ¥2,000")
    assert "Withdraw" in "".join(checking.labels)
    assert "Change" not in "".join(checking.labels)
    ann.sees_photo("The bank is checking one pledge")
    bo.say("/mine")
    bo.sees("you: ¥2,000, being checked")
    far.line.names.clear()
    bo.sees("The bank holds your ¥2,000", since=0)
    bo.sees_photo("You are in with ¥2,000")
    assert far.do(lambda: far.bank.balances_minor(bo_account)) == (18_000 * YUAN, 2_000 * YUAN)
    ann.tap("The rest · ¥8,000")
    ann.sees("Pledge ¥8,000")
    ann.tap("Confirm")
    for person, account_id, left_minor in ((ann, ann_account, 12_000), (bo, bo_account, 18_000)):
        person.sees_photo("Your certificate")
        assert far.do(lambda account_id=account_id: far.bank.balances_minor(account_id)) == (
            left_minor * YUAN,
            0,
        )


def in_question(stage: Stage, far: FarBank) -> tuple[Person, AccountId]:
    """Somebody, by their account, to whose pledge of ¥2,000 the bank has said nothing."""
    ann, _ = far.customer(stage, 20_000 * YUAN)
    bo, bo_account = far.customer(stage, 20_000 * YUAN)
    review(bo, open_campaign(ann), "¥2,000")
    far.line.names.add("/orders")
    bo.tap("Confirm")
    bo.sees_photo("⏳ The bank is checking your ¥2,000")
    return bo, bo_account


def test_an_operator_finds_the_order_that_is_stuck_and_has_the_bank_asked(stage, far):
    bo, _ = in_question(stage, far)
    ada = Person(stage, ADMIN_ID, "Ada", "")
    ada.say("/admin")
    ada.tap("Bank orders", ada.sees("Administration"))
    listed = ada.sees("Unknown: 1")
    assert "Hold · ¥2,000" in listed.text
    ada.tap("1", listed)
    stuck = ada.sees("It was sent, and no answer came")
    toast = ada.tap("Ask the bank now", stuck)
    assert toast is not None
    assert "The bank is being asked" in toast.text
    far.line.names.clear()
    ada.tap("Ask the bank now", stuck)
    bo.sees("The bank holds your ¥2,000", since=0)
    ada.tap("Refresh")  # it changes nothing where the bank answered before it was asked again
    assert "✅ confirmed" in ada.sees("Answered", since=stuck.revision).text


def test_a_pledge_can_be_withdrawn_while_it_is_being_checked(stage, far):
    bo, bo_account = in_question(stage, far)
    bo.tap("Withdraw")
    bo.tap("Yes, withdraw", bo.sees("The bank is still checking it"))
    bo.sees("Withdrawn.")
    far.line.names.clear()
    bo.sees_photo("Tap an amount to join")
    assert far.do(lambda: sum(far.bank.balances_minor(bo_account))) == 20_000 * YUAN


def test_a_bank_that_tells_nothing_of_accounts_is_said_so_kindly(stage, far):
    bo, _ = far.customer(stage, 20_000 * YUAN)
    stage.turn_clock(advance_seconds=120)
    far.line.names.add("/customers")
    bo.say("/accounts")
    told = bo.sees("The bank does not answer right now")
    assert "¥20,000 available" in told.text
    bo.share_contact()
    bo.sees("it cannot send a code")
    far.line.names.clear()


@pytest.fixture
def members(stage: Stage, far: FarBank) -> tuple[Person, Person]:
    """Ann has ¥8,000 of a deposit of ¥10,000 at the bank elsewhere, and Bo the rest."""
    ann, _ = far.customer(stage, 20_000 * YUAN)
    bo, _ = far.customer(stage, 20_000 * YUAN)
    card = open_campaign(ann)
    review(bo, card, "¥2,000")
    bo.tap("Confirm")
    bo.sees("The bank holds your ¥2,000")
    ann.tap("The rest · ¥8,000")
    ann.tap("Confirm", ann.sees("Pledge ¥8,000"))
    for person in (ann, bo):
        person.sees_photo("Your certificate")
    return ann, bo


def test_who_leaves_early_sees_that_the_bank_is_checking_it_and_then_has_the_money(members, far):
    _, bo = members
    bo.tap("Leave early")
    asked = bo.sees("Leave the deposit early?")
    far.line.names.add("/orders")
    bo.tap("Withdraw now: ¥2,000", asked)
    checking = bo.sees("The bank is checking the early withdrawal of this share")
    bo.tap("My share", checking)
    share = bo.sees("How that comes about")
    assert "The bank is checking the early withdrawal" in share.text
    assert not {"Leave early", "Offer"} & {label.split(" ")[0] for label in share.labels}
    bo.tap_data(asked, str(asked.button("Offer it for").data))
    bo.sees("The bank is still checking what was asked of it for this share")
    far.line.names.clear()
    bo.sees("¥2,000 is on your account", since=0)


def test_a_buyer_sees_that_the_bank_is_checking_and_why_it_said_no_and_buys_again(members, far):
    ann, bo = members
    bo.tap("Leave early")
    bo.tap("Offer it for", bo.sees("Leave the deposit early?"))
    bo.sees("The other members can buy it until")
    ann.tap("Look at it", ann.sees("is for sale: ¥2,000"))
    asked = ann.sees("Buy a share of ¥2,000?")
    [account_id] = [each.account.id for each in far.do(lambda: far.bank.customer(ann.phone)).accounts]
    far.do(lambda: far.bank.set_status(account_id, AccountStatus.FROZEN, far.clock.now()))
    far.line.names.add("/orders")
    ann.tap("Buy for ¥2,000", asked)
    ann.sees("The bank is checking your purchase")
    far.line.names.clear()
    told = ann.sees("The bank could not debit the price of the share", since=0)
    assert "frozen" in told.text
    far.do(lambda: far.bank.set_status(account_id, AccountStatus.NORMAL, far.clock.now()))
    ann.tap("Look at it", told)
    ann.tap("Buy for ¥2,000", ann.sees("Buy a share of ¥2,000?"))
    ann.sees_photo("The share is yours")
    bo.sees("is sold", since=0)
