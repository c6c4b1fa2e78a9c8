"""The key file is made once, for its owner alone; keys follow one another, and what old ones signed stays genuine."""

import stat

import pytest

from bot.papers.keys import (
    KeyFileUnusable,
    Signer,
    key_id,
    public_pem,
    read_or_make_signer,
    read_public_pem,
    read_signer,
    replace_key,
)
from tests.papers.samples import signer


def test_the_file_is_made_once_and_nobody_else_may_read_it(tmp_path):
    path = tmp_path / "a.key"
    made = read_or_make_signer(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_make_signer(path).public_key == made.public_key
    assert [each.name for each in tmp_path.iterdir()] == ["a.key"]


def test_a_retired_key_is_trusted_and_signs_no_more(tmp_path):
    path = tmp_path / "a.key"
    first = read_or_make_signer(path)
    second = replace_key(path)
    third = replace_key(path)
    assert len({first.public_key, second.public_key, third.public_key}) == 3
    kept = read_signer(path)
    assert kept.public_key == third.public_key
    assert kept.trusted == {first.public_key, second.public_key, third.public_key}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().count("PRIVATE KEY-----") == 2


def test_public_keys_go_out_and_come_in_as_pem():
    keys = (signer(1).public_key, signer(2).public_key)
    assert read_public_pem(f"for the auditors:\n{public_pem(keys)}") == set(keys)
    assert len(key_id(keys[0])) == 16


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "begin"),
        (b"\xff\xfe", "read"),
        (public_pem((signer(1).public_key,)).encode(), "begin"),
        (signer(1).pem().encode() + signer(2).pem().encode(), "something else"),
        (b"-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n", "begin"),
    ],
)
def test_a_file_that_holds_something_else_is_said_to(tmp_path, content, says):
    path = tmp_path / "a.key"
    path.write_bytes(content)
    with pytest.raises(KeyFileUnusable, match=says):
        read_or_make_signer(path)
    assert path.read_bytes() == content


def test_a_missing_file_and_a_missing_folder_are_said_to_be(tmp_path):
    with pytest.raises(KeyFileUnusable, match="not there"):
        read_signer(tmp_path / "a.key")
    with pytest.raises(KeyFileUnusable, match="made"):
        read_or_make_signer(tmp_path / "no" / "a.key")


def test_no_repr_shows_a_key():
    shown = repr(signer(1))
    assert "private" not in shown.casefold()
    assert Signer.read(signer(1).pem()).public_key == signer(1).public_key
