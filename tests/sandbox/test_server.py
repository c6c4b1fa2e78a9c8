"""The server itself: who may ask, what outlives it, where the page and the bot's backstage are."""

import asyncio
import json
import socket
import sys
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from bot.sandbox.methods import PLAYED
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.table import load_table
from tests.sandbox.playing import ANN, playing


async def get(sandbox, path, **headers):
    async with sandbox.http.get(f"{sandbox.url}{path}", headers=headers) as response:
        return response.status, await response.text()


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot1000001:another-token/getMe", 401, "Unauthorized"),
        ("/bot999:x/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/bot{token}/getMeNot", 404, "Not Found"),
        ("/bot{token}/", 404, "Not Found"),
        ("/file/bot{token}/photos/none.png", 404, "Not Found"),
        ("/file/bot1000001:x/photos/none.png", 401, "Unauthorized"),
    ],
)
async def test_a_wrong_token_or_method_is_refused(sandbox, path, code, description):
    status, text = await get(sandbox, path.format(token=sandbox.token))
    assert status == code
    assert json.loads(text) == {"ok": False, "error_code": code, "description": description}


async def test_every_other_method_of_the_table_says_that_it_is_not_played(sandbox):
    table = load_table()
    assert len(table.methods) == 185
    for method in table.methods.keys() - PLAYED.keys():
        body = await sandbox.answer(method)
        assert body == {
            "ok": False,
            "error_code": 501,
            "description": f"Not Implemented: the sandbox does not play {method} yet",
        }


async def test_a_method_is_found_in_any_case(sandbox):
    assert (await sandbox.call("GETME"))["is_bot"]


async def test_chats_updates_and_commands_outlive_the_server(tmp_path, clock):
    file = tmp_path / "sandbox.sqlite3"
    async with playing(file, clock) as sandbox:
        await sandbox.call("setMyCommands", commands=[{"command": "start", "description": "Start"}])
        sent = await sandbox.call("sendMessage", chat_id=ANN, text="before")
        await sandbox.say("not fetched yet")
        chat = await sandbox.chat()
    async with playing(file, clock) as sandbox:
        assert await sandbox.chat() == chat
        (update,) = await sandbox.updates()
        assert update["message"]["text"] == "not fetched yet"
        await sandbox.call("editMessageText", chat_id=ANN, message_id=sent["message_id"], text="after")
        assert (await sandbox.say("next"))["message_id"] == chat["messages"][-1]["message_id"] + 1
        assert len(await sandbox.call("getMyCommands")) == 1


RUN = """
import sys
from pathlib import Path
from bot.sandbox.server import run
from bot.sandbox.settings import SandboxSettings
run(SandboxSettings(database=Path(sys.argv[1])), lambda url: print(url, flush=True))
"""


@asynccontextmanager
async def process(database):
    """A sandbox in a process of its own, killed at the end as `kill -9` does; gives its address."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, str(database), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert running.stdout is not None
        yield (await running.stdout.readline()).decode().strip()
    finally:
        running.kill()
        await running.wait()


async def test_chats_outlive_a_kill(tmp_path):
    async with ClientSession() as http:
        async with process(tmp_path / "x.sqlite3") as url:
            await http.post(f"{url}/sim/people", json={"id": ANN, "first_name": "Ann"})
            await http.post(f"{url}/sim/people/{ANN}/messages", json={"text": "before the kill"})
        async with (
            process(tmp_path / "x.sqlite3") as url,
            http.get(f"{url}/sim/people/{ANN}/messages?after=0") as response,
        ):
            (message,) = (await response.json())["messages"]
    assert message["text"] == "before the kill"


async def test_a_new_sandbox_never_repeats_the_update_ids_of_an_older_one(tmp_path, clock):
    async with playing(tmp_path / "old.sqlite3", clock) as sandbox:
        await sandbox.say("x")
        (old,) = await sandbox.updates()
    clock.seconds += 60
    async with playing(tmp_path / "new.sqlite3", clock) as sandbox:
        await sandbox.say("x")
        (new,) = await sandbox.updates()
    assert new["update_id"] > old["update_id"]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com", "::"])
def test_it_listens_on_loopback_only(tmp_path, host):
    with pytest.raises(ValueError, match="loopback"):
        SandboxSettings(database=tmp_path / "x", host=host)


@pytest.mark.parametrize("token", ["", "abc", "123", "0:abc", "12:a b"])
def test_a_token_must_look_like_one(tmp_path, token):
    with pytest.raises(ValueError, match="token"):
        SandboxSettings(database=tmp_path / "x", bot_token=token)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example.com"},
        {"Host": "127.0.0.1.evil.example.com"},
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
    ],
)
async def test_a_web_site_cannot_make_a_browser_ask(sandbox, headers):
    assert (await get(sandbox, "/sim/people", **headers))[0] == 403
    assert (await get(sandbox, f"/bot{sandbox.token}/getMe", **headers))[0] == 403


async def test_this_machine_may_ask_by_any_of_its_names(sandbox):
    port = sandbox.url.rsplit(":", 1)[1]
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"hecun.localhost:{port}", f"[::1]:{port}"):
        assert (await get(sandbox, "/sim/people", Host=host))[0] == 200
    assert (await get(sandbox, "/sim/people", Origin=sandbox.url))[0] == 200


async def test_a_path_of_the_script_that_is_not_there_says_so_in_json(sandbox):
    status, text = await get(sandbox, "/sim/nonsense")
    assert (status, list(json.loads(text))) == (404, ["error"])


# --- the bot's backstage ---------------------------------------------------------------------------------------------


async def test_the_backstage_is_reached_through_the_sandbox(tmp_path, clock):
    async def echo(request):
        body = {"path": request.path_qs, "verb": request.method, "body": await request.text()}
        return web.json_response(body, status=201)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", echo)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    backstage = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with playing(tmp_path / "x.sqlite3", clock, backstage_url=backstage) as sandbox:
            status, body = await sandbox.try_sim("POST", "app/clock?now=1", to="next_event")
    finally:
        await runner.cleanup()
    assert (status, body["path"], body["verb"]) == (201, "/clock?now=1", "POST")
    assert json.loads(body["body"]) == {"to": "next_event"}


async def test_a_backstage_that_is_not_there_is_said_to_be(sandbox, tmp_path, clock):
    assert (await sandbox.try_sim("GET", "app/bank"))[0] == 404
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        down = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        async with playing(tmp_path / "x.sqlite3", clock, backstage_url=down) as other:
            status, body = await other.try_sim("GET", "app/bank")
    assert (status, body) == (503, {"error": "the bot is not running"})
