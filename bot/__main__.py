"""The command line, `hecun`: what it can do, and where each subcommand lives."""

import click

from bot.cli.lazy import LazyCommand, LazyGroup

_COMMANDS = {
    "run": LazyCommand("bot.cli.run:run", "Run the bot with the settings in .env."),
    "doctor": LazyCommand("bot.cli.doctor:doctor", "See whether the bot can run, and what to do if not."),
    "sandbox": LazyCommand("bot.cli.sandbox:sandbox", "Play in a browser, with an offline Telegram."),
    "migrate": LazyCommand("bot.cli.migrate:migrate", "Bring the database's tables up to date."),
    "quote": LazyCommand("bot.cli.quote:quote", "Work out the interest of a deposit."),
    "bank": LazyCommand("bot.cli.bank:bank", "Keep the house bank's customers and accounts."),
    "admin": LazyCommand("bot.cli.admin:admin", "Give people roles at the admin desk."),
    "partner": LazyCommand("bot.cli.partner:partner", "Take on servers that open campaigns, and issue keys."),
    "ledger": LazyCommand("bot.cli.ledger:ledger", "Check the books."),
    "certificate": LazyCommand("bot.cli.certificate:certificate", "Verify certificates; keep their key."),
    "person": LazyCommand("bot.cli.person:person", "Tell what is kept about a person."),
    "statement": LazyCommand("bot.cli.statement:statement", "Write statements of account."),
    "export": LazyCommand("bot.cli.export:export", "Write a month's books as CSV, for whoever checks them."),
    "reconcile": LazyCommand("bot.cli.reconcile:reconcile", "Compare the books with the bank's."),
    "backup": LazyCommand("bot.cli.backup:backup", "Copy the SQLite database while the bot goes on."),
}


@click.group(cls=LazyGroup, commands=_COMMANDS)
@click.version_option(package_name="hecun", message="%(prog)s %(version)s")
def hecun() -> None:
    """Hecun 合存: friends pool money in a Telegram chat until it reaches a bank's better rate."""


def main() -> None:
    """Runs `hecun` with the arguments of the process; exits with 2 where they or the settings are wrong."""
    hecun(prog_name="hecun")


if __name__ == "__main__":
    main()
