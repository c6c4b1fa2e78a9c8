"""What clerks, auditors and operators do at the command line, on PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import make_url

from tests.cli.conftest import Ask
from tests.support import postgres

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A database without tables, by an address with a password in it."""
    cluster = None if postgres.GIVEN else postgres.Cluster()
    server = postgres.Server(make_url(postgres.GIVEN) if cluster is None else cluster.url)
    try:
        made = make_url(server.create())
        yield made.set(password=made.password or "s3cret").render_as_string(hide_password=False)
        server.drop(str(made))
    finally:
        server.close()
        if cluster is not None:
            cluster.remove()


@pytest.fixture
def ask(ask: Ask, url: str, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """`ask("bank", "customer", "list")`, on these books."""
    monkeypatch.setenv("DATABASE_URL", url)
    return ask


def test_books_are_made_kept_and_verified(ask: Ask):
    before = ask("ledger", "verify")
    assert (before.exit_code, "no books yet" in before.output) == (1, True)
    assert "no books yet" in ask("reconcile").output

    said = [
        ask("migrate"),
        ask("bank", "customer", "add", "--name", "林美", "--phone", "+8613800010001"),
        ask("bank", "account", "add", "+8613800010001", "--class", "I"),
        ask("bank", "customer", "list"),
    ]
    assert [ran.exit_code for ran in said] == [0] * len(said), [ran.output for ran in said]
    account = said[2].stdout.strip()
    assert ask("bank", "credit", account, "8,000.50", "--reference", "wire-1").stdout == "8,000.50 CNY\n"
    assert ask("bank", "credit", account, "8,000.50", "--reference", "wire-1").stdout == "8,000.50 CNY\n"

    verified = ask("ledger", "verify")
    assert "agree" in ask("reconcile").stdout
    assert "The books are in order: 1 entries with 2 postings" in verified.stdout
    assert not any("s3cret" in ran.output for ran in [*said, before, verified])


def test_a_server_that_has_no_such_database_or_user_is_said_in_one_line(
    ask: Ask, url: str, monkeypatch: pytest.MonkeyPatch
):
    elsewhere = make_url(url).set(database="elsewhere")
    stranger = make_url(url).set(username="stranger", password="s3cret")
    for address, reason in (
        (elsewhere, "has no database elsewhere"),
        (stranger, "does not let stranger in with this password"),
    ):
        monkeypatch.setenv("DATABASE_URL", address.render_as_string(hide_password=False))
        ran = ask("migrate")
        [line] = ran.output.strip().splitlines()
        assert (ran.exit_code, line.endswith(reason)) == (1, True), line
