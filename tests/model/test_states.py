"""The state diagrams are drawn of what there is. (That nothing goes another way, the store in memory sees to.)"""

import json
import subprocess
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pytest

from core.domain.bank import DepositState, HoldState, OrderState
from core.domain.campaign import CampaignState
from core.domain.correction import CorrectionState
from core.domain.deposit import ShareState
from core.domain.offer import OfferState
from core.domain.payout import PayoutState
from core.domain.pledge import PledgeState
from core.domain.webhook import EndpointState
from tests.support.house import House
from tests.support.states import BEGINNING, OFFER, NotDrawn, check_step, drawn

ROOT = Path(__file__).parents[2]
STATES: dict[str, type[StrEnum]] = {
    "campaigns": CampaignState,
    "pledges": PledgeState,
    "holds": HoldState,
    "orders": OrderState,
    "deposits": DepositState,
    "shares": ShareState,
    OFFER: OfferState,
    "payouts": PayoutState,
    "corrections": CorrectionState,
    "endpoints": EndpointState,
}


@pytest.mark.parametrize("shelf", STATES)
def test_a_diagram_shows_every_state_and_no_other(shelf):
    shown = {state for arrow in drawn()[shelf] for state in arrow} - {BEGINNING}
    assert shown - {"leaving"} == {state.value for state in STATES[shelf]}


def test_every_diagram_is_known():
    assert drawn().keys() == STATES.keys()


def test_a_way_that_is_not_drawn_is_noticed():
    house = House()
    campaign = house.campaign(house.open(house.person("Ann")))
    ended = replace(campaign, state=CampaignState.EXPIRED)
    check_step("campaigns", campaign, ended)
    with pytest.raises(NotDrawn):
        check_step("campaigns", ended, campaign)


@pytest.mark.slow
def test_every_arrow_is_gone_by_the_tests_of_the_use_cases(tmp_path):
    walked = tmp_path / "walked.json"
    plugin = tmp_path / "notes_steps.py"
    plugin.write_text(
        "import json, pathlib\n"
        "from tests.support.states import walked\n"
        "def pytest_sessionfinish():\n"
        f"    pathlib.Path({str(walked)!r}).write_text(json.dumps(sorted(walked)))\n"
    )
    tests = ["tests/usecases", "tests/model/test_late_answers.py"]
    running = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "notes_steps", *tests]
    subprocess.run(running, cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{tmp_path}"}, check=True)
    gone = {tuple(step) for step in json.loads(walked.read_text())}
    assert {(shelf, *arrow) for shelf, arrows in drawn().items() for arrow in arrows} - gone == set()
