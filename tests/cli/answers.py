"""What a command answered."""

from click.testing import Result


def done(ran: Result) -> str:
    """What a command that must succeed printed."""
    assert ran.exit_code == 0, ran.output
    return ran.stdout.strip()


def lines(ran: Result) -> list[str]:
    """The same, line by line."""
    return done(ran).splitlines()


def refused(ran: Result) -> str:
    """The one line with which a command that must be refused said why."""
    assert ran.exit_code in (1, 2), ran.output
    [line] = ran.stderr.strip().splitlines()
    return line
