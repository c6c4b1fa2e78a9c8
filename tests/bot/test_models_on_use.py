"""aiogram's models are built when they are used, and are then what aiogram would have made of them."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.bot.stage import ROOT

TELL = """
import json
import re
import sys

if sys.argv[1] == "later":
    import bot
import aiogram
from pydantic import BaseModel


def under(model):
    for derived in model.__subclasses__():
        yield derived
        yield from under(derived)


models = {model for model in under(BaseModel) if model.__module__.startswith("aiogram.")}
built = sum(model.__pydantic_complete__ for model in models)
fields = {}
for model in models if sys.argv[2] == "all" else []:
    model.model_rebuild()
    told = {name: re.sub(" at 0x[0-9a-f]+", "", repr(field)) for name, field in model.model_fields.items()}
    fields[f"{model.__module__}.{model.__qualname__}"] = told
print(json.dumps({"models": len(models), "built": built, "fields": fields}))
"""


def told(*how: str) -> dict[str, Any]:
    """What a process of its own tells of aiogram's models."""
    ran = subprocess.run([sys.executable, "-c", TELL, *how], cwd=ROOT, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_importing_aiogram_builds_none_of_its_models():
    answer = told("later", "none")
    assert answer["models"] > 600
    assert answer["built"] == 0


@pytest.mark.slow
def test_each_model_is_built_later_as_aiogram_would_have_built_it():
    by_aiogram = told("at once", "all")
    assert by_aiogram["built"] > 600
    assert told("later", "all")["fields"] == by_aiogram["fields"]
