"""`hecun certificate`: whether one is genuine, whether it is current, and the key that signs them."""

import asyncio
import re
from pathlib import Path
from typing import Final

import click

from bot.cli.parameters import OneLineErrors
from bot.cli.reaching import in_reach
from bot.cli.startup import start_with_settings
from bot.papers.attestation import Attestation
from bot.papers.keys import (
    KeyFileUnusable,
    key_id,
    public_pem,
    read_pem,
    read_public_pem,
    read_signer,
    replace_key,
)
from bot.papers.signing import Examination, Verdict, examine
from bot.settings import BooksSettings
from core.domain.deposit import ShareState
from core.domain.money import recorded
from core.views import CertificateStanding

_NUMBER = re.compile(r"[0-9]{12}-[0-9]{3,}")
_LARGEST_BYTES: Final = 20 * 1024 * 1024

_VERDICTS: Final = {
    Verdict.GENUINE: "GENUINE: every byte is as this deployment signed it.",
    Verdict.SAVED_ANEW: "NOT THE FILE THAT WAS ISSUED: another program has saved it anew.",
    Verdict.CHANGED: "CHANGED: something in this file is not as it was signed.",
    Verdict.CUT_OFF: "CUT OFF: the end of this file is missing. Get it again.",
    Verdict.OTHER_KEY: "SIGNED BY SOMEBODY ELSE: the key is none of this deployment's.",
    Verdict.FOREIGN: "FOREIGN: nothing in this file is a certificate of Hecun.",
}
_STATES: Final = {
    ShareState.ACTIVE: "current: it evidences a share of the deposit",
    ShareState.SOLD: "not current: the share was sold",
    ShareState.WITHDRAWN_EARLY: "not current: the share was withdrawn early",
    ShareState.RENEWED: "not current: the share was renewed",
    ShareState.PAYABLE: "not current: the deposit has matured, and the share is being paid out",
    ShareState.PAID_OUT: "not current: the deposit has matured, and the share was paid out",
}


@click.group()
def certificate() -> None:
    """Verify certificates, and keep the key that signs them."""


@certificate.command(cls=OneLineErrors)
@click.argument("shown", metavar="FILE|NUMBER")
@click.option(
    "--key",
    "public_keys",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Public keys in PEM, as `hecun certificate key` prints them, instead of the deployment's own.",
)
def verify(shown: str, public_keys: Path | None) -> None:
    """Say whether a FILE is genuine, or whether the certificate of a NUMBER is current; exits with 1 if not.

    A file is judged by itself, without the books and without the network.
    """
    if _NUMBER.fullmatch(shown):
        _verify_number(shown)
    else:
        _verify_file(Path(shown), public_keys)


@certificate.command(cls=OneLineErrors)
def key() -> None:
    """Print the public keys, in PEM, for whoever wants to verify certificates elsewhere."""
    try:
        signer = read_signer(start_with_settings(BooksSettings).key_file)
    except KeyFileUnusable as error:
        raise _unusable(error) from None
    click.echo(f"Signing: {key_id(signer.public_key)}")
    for each in signer.retired:
        click.echo(f"Retired: {key_id(each)}")
    click.echo(public_pem((signer.public_key, *signer.retired)), nl=False)


@certificate.command(cls=OneLineErrors)
def rotate() -> None:
    """Sign with a new key from the bot's next start on; what was signed before stays genuine."""
    try:
        signer = replace_key(start_with_settings(BooksSettings).key_file)
    except KeyFileUnusable as error:
        raise _unusable(error) from None
    click.echo(f"Signing: {key_id(signer.public_key)}. Restart the bot, and back the key file up anew.")


def _unusable(error: KeyFileUnusable) -> click.ClickException:
    return click.ClickException(f"CERTIFICATE_KEY: the key file {error}")


def _verify_file(path: Path, public_keys: Path | None) -> None:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES)
    except FileNotFoundError:
        raise click.ClickException(
            f"{path} is neither a file nor a certificate's number such as 621048271935-007"
        ) from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}") from None
    found = examine(data, _trusted(public_keys))
    click.echo(_VERDICTS[found.verdict])
    _say_facts(found)
    if found.verdict is not Verdict.GENUINE:
        raise click.exceptions.Exit(1)


def _trusted(public_keys: Path | None) -> frozenset[bytes]:
    if public_keys is not None:
        try:
            return read_public_pem(read_pem(public_keys))
        except KeyFileUnusable as error:
            raise click.ClickException(f"--key: the file {error}") from None
    try:
        return read_signer(start_with_settings(BooksSettings).key_file).trusted
    except KeyFileUnusable as error:
        raise click.ClickException(
            f"CERTIFICATE_KEY: the key file {error}; --key takes public keys"
        ) from None


def _say_facts(found: Examination) -> None:
    if found.key_id is not None:
        click.echo(f"Key:            {found.key_id}")
    if found.attestation is not None:
        if found.verdict is not Verdict.GENUINE:
            click.echo("These signed facts inside are genuine; what the pages show may be something else:")
        for name, value in _facts(found.attestation):
            click.echo(f"{name + ':':<15} {value}")
        click.echo(f"Is it still current? hecun certificate verify {found.attestation.number}")


def _facts(facts: Attestation) -> tuple[tuple[str, str], ...]:
    return (
        ("Number", facts.number),
        ("Holder", "".join(each for each in facts.holder if each.isprintable())),
        ("Share", recorded(facts.principal_minor, facts.currency)),
        ("Annual rate", f"{facts.annual_rate_percent} %"),
        ("Interest", f"{recorded(facts.interest_at_maturity_minor, facts.currency)} at maturity"),
        ("Value date", facts.value_date.isoformat()),
        ("Maturity date", facts.maturity_date.isoformat()),
        ("Deposit", f"{facts.deposit_number}, {facts.product_code}"),
        ("Terms", facts.terms_digest),
        ("Printed", f"{facts.stated_at:%Y-%m-%d %H:%M} UTC"),
    )


def _verify_number(number: str) -> None:
    settings = start_with_settings(BooksSettings)

    from bot.composition.books import standing_of  # noqa: PLC0415 - takes a second; settings come first

    with in_reach():
        standing = asyncio.run(standing_of(settings, number))
    if standing is None:
        raise click.ClickException(f"there is no certificate {number}")
    click.echo(_said(standing))
    if not standing.current:
        raise click.exceptions.Exit(1)


def _said(standing: CertificateStanding) -> str:
    state = _STATES[standing.share_state]
    anew = f"; issued anew as {', '.join(standing.reissued_as)}" if standing.reissued_as else ""
    return f"Certificate {standing.certificate_number} is {state}{anew} (maturity date {standing.maturity_date})."
