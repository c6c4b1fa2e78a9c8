"""What docs/deploying/ starts is what this project is: its files, its settings, its program."""

import configparser
import re
import shlex
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from bot.stopping import GRACE_SECONDS

ROOT = Path(__file__).parent.parent
DEPLOYING = ROOT / "docs" / "deploying"
DOCKERFILE = (DEPLOYING / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((DEPLOYING / "compose.yaml").read_text("utf-8"))
SETTINGS = {name.upper() for name in Settings.model_fields}


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # the names of a unit have capitals
    parser.read(DEPLOYING / "hecun.service", "utf-8")
    return parser


def copied_from_the_checkout() -> list[str]:
    copies = [shlex.split(line)[1:] for line in DOCKERFILE.splitlines() if line.startswith("COPY")]
    return [path for words in copies if not words[0].startswith("--from") for path in words[:-1]]


def ignored(path: str) -> bool:
    patterns = (ROOT / ".dockerignore").read_text("utf-8").split()
    return any(fnmatch(path, pattern) for pattern in patterns if not pattern.startswith("!"))


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("path", copied_from_the_checkout())
def test_what_the_image_is_made_of_is_in_the_checkout_and_reaches_the_builder(path: str):
    assert (ROOT / path).exists()
    assert not ignored(path)


def test_the_image_holds_every_package_of_the_project():
    built = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert set(built) <= set(copied_from_the_checkout())


@pytest.mark.parametrize("name", COMPOSE["services"]["bot"]["environment"])
def test_what_compose_sets_is_a_setting(name: str):
    assert name in SETTINGS


def test_what_the_image_sets_is_a_setting():
    names = re.findall(
        r"\b([A-Z_]+)=", next(line for line in DOCKERFILE.splitlines() if line.startswith("ENV"))
    )
    assert set(names) - {"PATH"} <= SETTINGS


def test_compose_builds_this_checkout_with_that_dockerfile():
    build = COMPOSE["services"]["bot"]["build"]
    context = (DEPLOYING / build["context"]).resolve()
    assert context == ROOT
    assert (context / build["dockerfile"]).samefile(DEPLOYING / "Dockerfile")


def test_every_way_starts_the_program_that_is_installed():
    program = Path(unit()["Service"]["ExecStart"].split()[0]).name
    assert program in project()["project"]["scripts"]
    assert f'CMD ["{program}", "run"]' in DOCKERFILE


def test_whoever_stops_the_bot_waits_longer_than_it_takes_to_finish():
    assert int(unit()["Service"]["TimeoutStopSec"]) > GRACE_SECONDS
    assert int(COMPOSE["services"]["bot"]["stop_grace_period"].removesuffix("s")) > GRACE_SECONDS
