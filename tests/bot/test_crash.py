"""The claims about kill -9: five conversations are under way when the process dies, and each goes on after a restart.

One restart takes seconds, so they share it: the `aftermath` of one kill, at several moments, is what the tests look at.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.bot.person import Person, Shown, account, newcomer
from tests.bot.playing import open_campaign, review
from tests.bot.stage import ROOT, Stage

pytestmark = pytest.mark.timeout(300)

MOMENTS = [
    pytest.param(None, id="at once", marks=pytest.mark.slow),
    pytest.param("answerCallbackQuery", id="when a tap has been answered"),
    pytest.param("sendPhoto", id="when a certificate has been sent", marks=pytest.mark.slow),
]


@dataclass
class Aftermath:
    """Who was in the middle of what when the process died; it is up again."""

    stage: Stage
    wizard: Person
    wizard_message: Shown
    linking: Person
    joining: Person
    filling: Person
    filled_by: Person
    chatting: Person


@pytest.fixture(scope="module")
def own_stage(tmp_path_factory: pytest.TempPathFactory, receiving: str) -> Iterator[Stage]:
    """A stage whose bot may be killed."""
    stage = Stage(tmp_path_factory.mktemp("crash"), receiving)
    try:
        stage.open()
        yield stage
        assert stage.breaches() == []
    finally:
        stage.close()
    assert stage.bot is not None
    assert stage.bot.returncode == 0, f"a bot that is asked to stop ends well\n{stage.log()}"


@pytest.fixture(scope="module")
def aftermaths(own_stage: Stage) -> dict[str | None, Aftermath]:
    """What was left by the kills on this stage so far, by moment: in random order, one each is enough."""
    return {}


@pytest.fixture(params=MOMENTS)
def aftermath(
    own_stage: Stage, aftermaths: dict[str | None, Aftermath], request: pytest.FixtureRequest
) -> Aftermath:
    """What the kill at a moment left."""
    if request.param not in aftermaths:
        aftermaths[request.param] = kill_and_start_again(own_stage, request.param)
    return aftermaths[request.param]


def kill_and_start_again(stage: Stage, moment: str | None) -> Aftermath:
    """Everybody acts, the process dies at the moment, some go on acting, and it is started again."""
    wizard, chatting = newcomer(stage), newcomer(stage)
    linking = newcomer(stage, account(3_000))
    joining, filling, filled_by = (newcomer(stage, account(7_000), linked=True) for _ in range(3))

    wizard.say("/open")
    wizard_message = wizard.sees("Which deposit?")
    wizard.tap("12 months", wizard_message)
    wizard.sees("How much together?")

    linking.say("/accounts")
    linking.sees("no linked account")
    linking.share_contact()
    code = linking.receives_code()

    review(joining, open_campaign(filled_by), "¥1,000")
    filling_card = open_campaign(filled_by, own="¥5,000")
    review(filling, filling_card, "The rest")
    chatting.start()
    chatting.sees("Save together")

    calls_before = stage.last_call()
    joining.tap_and_go("Confirm")
    filling.tap_and_go("Confirm")
    if moment is not None:
        stage.awaits_call(moment, after=calls_before)
    stage.kill_bot()
    linking.say(code)
    wizard.say("12,000")
    for command in ("/help", "/mine"):
        chatting.say(command)
    stage.start_bot()
    stage.await_bot()
    return Aftermath(stage, wizard, wizard_message, linking, joining, filling, filled_by, chatting)


def account_of(aftermath: Aftermath, person: Person) -> dict[str, Any]:
    customers = aftermath.stage.bank()["customers"]
    [customer] = [customer for customer in customers if customer["phone"] == person.phone]
    found: dict[str, Any] = customer["accounts"][0]
    return found


def test_what_is_typed_while_the_bot_is_down_goes_to_the_wizards_step(aftermath):
    shown = aftermath.wizard.sees("How are the amounts fixed?")
    assert "¥12,000" in shown.text


def test_a_one_time_code_typed_while_the_bot_is_down_links_and_is_deleted(aftermath):
    aftermath.linking.sees("Your accounts are linked")
    assert account_of(aftermath, aftermath.linking)["linked"]
    typed = max(
        (shown for shown in aftermath.linking.messages.values() if shown.own), key=lambda shown: shown.id
    )
    aftermath.linking.no_longer_sees(typed)


def test_a_pledge_that_was_being_confirmed_is_placed_exactly_once(aftermath):
    aftermath.joining.sees_photo("You are in with ¥1,000")
    held = account_of(aftermath, aftermath.joining)
    assert [hold["amount_minor"] for hold in held["holds"]] == [1_000_00]
    assert (held["available_minor"], held["held_minor"]) == (6_000_00, 1_000_00)


def test_a_pool_that_was_being_filled_settles_exactly_once(aftermath):
    for member in (aftermath.filling, aftermath.filled_by):
        member.sees_photo("Certificate")
    names = {aftermath.filling.name, aftermath.filled_by.name}
    deposits = [
        deposit
        for deposit in aftermath.stage.bank()["term_deposits"]
        if {share["holder"] for share in deposit["shares"]} == names
    ]
    assert [(deposit["principal_minor"], deposit["shares_sum_minor"]) for deposit in deposits] == [
        (10_000_00, 10_000_00)
    ]


def test_a_certificate_is_sent_twice_at_most_and_never_not(aftermath):
    for member in (aftermath.filling, aftermath.filled_by):
        member.sees_photo("Certificate")
        certificates = [
            shown for shown in member.bot_messages() if "Certificate" in shown.text and shown.photo
        ]
        assert 1 <= len(certificates) <= 2


def test_whoever_wrote_while_the_bot_was_down_is_answered_in_order(aftermath):
    aftermath.chatting.sees("No campaigns yet")
    answers = sorted(aftermath.chatting.bot_messages(), key=lambda shown: shown.id)
    # What was answered just before the kill may be answered again: Telegram cannot be told that it is the same.
    assert [shown.text.splitlines()[0] for shown in answers][-2:] == ["How it works", "No campaigns yet."]


def test_the_books_are_in_order_after_a_kill(aftermath):
    aftermath.filling.sees_photo("Certificate")
    verified = subprocess.run(
        [sys.executable, "-m", "bot", "ledger", "verify"],
        cwd=aftermath.stage.folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": f"1:{'x' * 35}",
            "DATABASE_URL": aftermath.stage.database_url,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "in order" in verified.stdout


def test_a_command_handled_again_by_another_process_is_the_same_command():
    """Sets are ordered by chance in each process; the fingerprint that receipts are found by must not be."""
    program = (
        "from core.commands import Actor, OpenAccount\n"
        "from core.domain.account import AccountClass, DebitAmountType\n"
        "print(OpenAccount(intent='i', actor=Actor.bank('c'), customer_id='c', currency='CNY',\n"
        "    account_class=AccountClass.I, debit_amount_types=frozenset(DebitAmountType)).fingerprint())\n"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 9)
    }
    assert len(prints) == 1
