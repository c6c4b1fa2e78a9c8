"""Whatever a bot or a script sends about a group, the answer is a refusal in words, never a failure of the server."""

import random

import pytest

from bot.sandbox.methods import PLAYED
from bot.sandbox.table import load_table
from tests.sandbox.grouping import BOT, make_supergroup, promote
from tests.sandbox.playing import ANN, BOB
from tests.sandbox.test_group_methods import MEMBER_QUESTIONS, QUESTIONS, WRITES
from tests.sandbox.test_robustness import NASTY

pytestmark = pytest.mark.slow

METHODS = WRITES | MEMBER_QUESTIONS | QUESTIONS
ACTS = {
    "": ("POST", ("title", "type", "is_forum", "members")),
    "/{chat}": ("PATCH", ("title", "description", "permissions", "is_forum", "username")),
    "/{chat}/members": ("POST", ("user_id", "invite_link")),
    "/{chat}/members/9": ("DELETE", ("user_id",)),
    "/{chat}/promote": ("POST", ("user_id", "rights", "title")),
    "/{chat}/demote": ("POST", ("user_id",)),
    "/{chat}/restrict": ("POST", ("user_id", "permissions", "until_date")),
    "/{chat}/upgrade": ("POST", ("title",)),
    "/{chat}/pin": ("POST", ("message_id", "pinned")),
    "/{chat}/topics": ("POST", ("name", "icon_color")),
    "/{chat}/topics/1": ("PATCH", ("name", "closed", "hidden")),
    "/{chat}/topics/99999999999999999999": ("DELETE", ("name",)),
    "/-99999999999999999999/members": ("POST", ("user_id",)),
}


@pytest.mark.parametrize("method", METHODS)
async def test_nasty_arguments_about_a_group_are_answered(sandbox, method):
    chat, chance = await make_supergroup(sandbox, BOB, BOT, forum=True), random.Random(method)
    await promote(sandbox, chat)
    names = [name for name in load_table().methods[method] if name != "chat_id"]
    given = [{name: value} for name in names for value in NASTY]
    given += [{name: chance.choice(NASTY) for name in names} for _ in range(20)]
    for arguments in given:
        body = await sandbox.answer(method, **METHODS[method] | {"chat_id": chat} | arguments)
        assert body["ok"] or body["error_code"] in (400, 403, 501), arguments


@pytest.mark.parametrize("path", ACTS)
async def test_nasty_acts_in_a_group_are_answered(sandbox, path):
    chat, chance = await make_supergroup(sandbox, BOB, BOT, forum=True), random.Random(path)
    verb, names = ACTS[path]
    for _ in range(60):
        body = {name: chance.choice([*NASTY, BOT, BOB, ANN]) for name in names}
        status, answer = await sandbox.try_sim(verb, f"people/{ANN}/groups{path.format(chat=chat)}", **body)
        assert status == 200 or (status < 500 and list(answer) == ["error"]), body


def test_each_method_of_groups_is_played():
    assert METHODS.keys() <= PLAYED.keys()
