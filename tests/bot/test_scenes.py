"""The ready-made scenes: their people, and how they are started. What each shows is played in the browser's tests."""

import time

import pytest

from tests.bot.stage import PATIENCE_SECONDS, Json, SimRefused, Stage


def scene_of(stage: Stage, scene_id: str) -> Json:
    [scene] = [each for each in stage.ask("GET", "/sim/app/scenes")["scenes"] if each["id"] == scene_id]
    found: Json = scene
    return found


def awaits_outcome(stage: Stage, scene_id: str) -> Json:
    """What came of the scene, once it has ended; looks again whenever something happens in the sandbox."""
    deadline, seen = time.monotonic() + PATIENCE_SECONDS, 0
    while (scene := scene_of(stage, scene_id))["running"]:
        assert time.monotonic() < deadline, scene
        happened = stage.ask("GET", f"/sim/timeline?after={seen}&wait=1")["entries"]
        seen = happened[-1]["n"] if happened else seen
    outcome: Json = scene["outcome"]
    return outcome


def plays(stage: Stage, scene_id: str) -> Json:
    """What came of it."""
    started = stage.ask("POST", f"/sim/app/scenes/{scene_id}")
    assert started["running"]
    assert started["progress"]["total"] > 0
    return awaits_outcome(stage, scene_id)


@pytest.mark.slow
def test_a_scene_is_played_to_its_end_and_when_it_is_played_again_the_first_pool_is_called_off(stage):
    first, again = plays(stage, "deadline"), plays(stage, "deadline")
    assert first == again
    assert again["well"], again
    assert "¥3,000" in again["en"]
    assert "¥3,000" in again["zh-hans"]
    [jo] = [customer for customer in stage.bank()["customers"] if customer["name"] == "Jo"]
    [account] = jo["accounts"]
    assert [hold["amount_minor"] for hold in account["holds"] if hold["state"] == "placed"] == [2_000_00]


@pytest.mark.slow
def test_a_member_s_share_is_for_sale_and_somebody_waits_for_it(stage):
    outcome = plays(stage, "leaving")
    assert outcome["well"], outcome
    [deposit] = [
        each
        for each in stage.bank()["term_deposits"]
        if "Ben" in [share["holder"] for share in each["shares"]]
    ]
    assert [share["holder"] for share in deposit["shares"]] == ["Ada", "Ben", "林月"]


def test_a_scene_that_is_being_played_is_not_started_twice(stage):
    stage.ask("POST", "/sim/app/scenes/twice")
    with pytest.raises(SimRefused, match=r"422.*is being played"):
        stage.ask("POST", "/sim/app/scenes/twice")
    assert awaits_outcome(stage, "twice")["well"]


def test_a_scene_that_there_is_not_is_refused_in_words(stage):
    with pytest.raises(SimRefused, match=r"422.*no such scene"):
        stage.ask("POST", "/sim/app/scenes/hamlet")


def test_no_two_people_of_the_scenes_are_one(stage):
    from bot.backstage.people import PEOPLE
    from bot.backstage.scenes.repertoire import SCENES  # takes seconds: aiogram

    people = [*PEOPLE, *(person for scene in SCENES for person in (*scene.cast, *scene.extras))]
    for what in ("key", "telegram_user_id", "phone"):
        assert len({getattr(person, what) for person in people}) == len(people), what
    crowd = next(scene for scene in SCENES if scene.id == "storm").extras
    assert len(crowd) == 100
    assert len({person.name for person in crowd}) == 100
    assert {person.language_code for person in crowd} == {"en", "zh-hans"}
