"""The sandbox's two processes: kept going, kept apart from another sandbox's, and forgotten only when asked to."""

import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli.playhouse import HOST, Child, choose_port, forget, locked


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    """A child that does what `program` says, in the place of the bot."""
    with locked(tmp_path) as lock:
        child = Child("bot", (), {}, lock)
        yield child
        child.stop()


def runs(child: Child, program: str) -> None:
    child.command = (sys.executable, "-c", program)
    child.start()
    assert child.process is not None


ENDLESS = "import time\nwhile True: time.sleep(1)"


def test_a_child_that_is_killed_is_started_again_however_often(child):
    runs(child, ENDLESS)
    for _ in range(5):
        killed = child.process
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        child.look_after()
        assert child.process.pid != killed.pid
        assert child.process.poll() is None


def test_a_child_that_lives_is_left_alone(child):
    runs(child, ENDLESS)
    pid = child.process.pid
    child.look_after()
    assert child.process.pid == pid


def test_a_child_that_ends_as_soon_as_it_starts_is_given_up(child):
    runs(child, "raise SystemExit(1)")
    for _ in range(2):
        child.process.wait()
        child.look_after()
    child.process.wait()
    with pytest.raises(click.ClickException, match="ends as soon as it starts"):
        child.look_after()


def test_a_child_is_asked_to_stop_before_anything_else(child, tmp_path):
    left = tmp_path / "left"
    ready = tmp_path / "ready"
    runs(
        child,
        "import pathlib, signal, sys, time\n"
        f"def leave(*_): pathlib.Path({str(left)!r}).touch(); sys.exit()\n"
        "signal.signal(signal.SIGTERM, leave)\n"
        f"pathlib.Path({str(ready)!r}).touch()\n"
        "while True: time.sleep(1)",
    )
    while not ready.exists():
        child.look_after()
    child.stop()
    assert left.exists()


def test_two_sandboxes_do_not_play_with_the_same_data(tmp_path):
    with (
        locked(tmp_path),
        pytest.raises(click.ClickException, match="another sandbox"),
        locked(tmp_path),
    ):
        pytest.fail("both had the data")


def test_the_data_stays_locked_while_a_child_outlives_its_parent(child, tmp_path):
    runs(child, ENDLESS)
    child.lock.close()  # as when the parent is killed
    with pytest.raises(click.ClickException, match="another sandbox"), locked(tmp_path):
        pytest.fail("a second bot would write to the first one's database")


def test_the_data_is_free_again_once_both_are_gone(tmp_path):
    for _ in range(2):
        with locked(tmp_path):
            pass


def test_a_taken_port_is_refused_if_asked_for_and_avoided_if_not():
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(click.ClickException, match=f"port {taken} is taken"):
            choose_port(taken, 8080)
        assert choose_port(None, taken) != taken


def test_starting_anew_forgets_what_was_played_and_nothing_else(tmp_path):
    for name in ("telegram.db", "hecun.db", "hecun.db-wal", "holiday.jpg"):
        (tmp_path / name).touch()
    forget(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]
