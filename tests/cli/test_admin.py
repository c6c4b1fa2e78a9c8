"""Roles at the admin desk, given at the command line."""

from functools import partial

import pytest

from tests.cli.answers import done, lines, refused
from tests.cli.conftest import Ask

ADA, BEA = "4711", "4712"


@pytest.fixture
def admin(ask: Ask) -> Ask:
    """`admin("list")` is `hecun admin list`."""
    return partial(ask, "admin")


def test_roles_are_granted_listed_and_revoked_those_who_may_most_first(admin):
    done(admin("grant", ADA, "viewer"))
    done(admin("grant", BEA, "approver", "--reason", "the first one"))
    assert lines(admin("list")) == [f"{BEA}\tapprover\tnever met", f"{ADA}\tviewer\tnever met"]
    done(admin("revoke", ADA))
    assert lines(admin("list")) == [f"{BEA}\tapprover\tnever met"]


def test_what_cannot_be_is_refused_in_a_line(admin):
    done(admin("grant", BEA, "approver"))
    assert refused(admin("revoke", BEA)) == "Error: this is the last approver: make somebody else one first"
    assert refused(admin("grant", BEA, "approver")) == "Error: that is how it is already"
    assert "'boss' is not one of" in refused(admin("grant", ADA, "boss"))
    assert "TELEGRAM_ID" in refused(admin("grant", "ada", "viewer"))
