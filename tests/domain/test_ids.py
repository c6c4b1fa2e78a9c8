"""Minted ids, and short codes that survive being read aloud."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.ids import (
    ALPHABET,
    IdStream,
    IntentId,
    check_symbol,
    minted_at,
    read_short_code,
    show_short_code,
)

AT = datetime(2026, 3, 1, 4, tzinfo=UTC)
ENTROPY = b"sixteen or more."
bodies = st.text(ALPHABET, min_size=7, max_size=7)
symbols = st.sampled_from(ALPHABET)


def stream(intent: str = "intent", entropy: bytes = ENTROPY, at: datetime = AT) -> IdStream:
    return IdStream(entropy, IntentId(intent), at)


def drawn(ids: IdStream) -> list[str]:
    return [ids.mint("plg"), ids.link_token(), ids.short_code(), ids.digits(6), ids.mint("plg")]


def test_the_same_entropy_intent_and_instant_draw_the_same():
    assert drawn(stream()) == drawn(stream())


@pytest.mark.parametrize("other", [stream("other"), stream(entropy=b"another secret..")])
def test_another_intent_or_entropy_draws_something_else_altogether(other):
    assert not set(drawn(stream())) & set(drawn(other))


def test_one_stream_never_draws_the_same_twice():
    ids = stream()
    assert len({ids.mint("plg") for _ in range(1000)}) == 1000


@given(st.text(min_size=1, max_size=200))
def test_any_text_may_be_an_intent(intent):
    assert stream(intent).mint("plg").startswith("plg_")


@given(st.timedeltas(timedelta(0), timedelta(days=36_500)))
def test_an_id_tells_when_it_was_minted_to_the_millisecond(later):
    at = AT + later
    assert timedelta(0) <= at - minted_at(stream(at=at).mint("ord")) < timedelta(milliseconds=2)


def test_ids_of_one_stream_sort_in_the_order_they_were_minted():
    ids = stream()
    minted = [(ids.mint("plg"), ids.digits(6))[0] for _ in range(300)]
    assert minted == sorted(minted)


def test_an_id_is_a_prefix_and_26_symbols_as_of_a_ulid():
    assert re.fullmatch(rf"plg_[0-7][{ALPHABET}]{{25}}", stream().mint("plg"))


@given(st.integers(1, 10**9), st.text(min_size=1), st.text(min_size=1))
def test_later_ids_sort_after_earlier_ones(milliseconds, intent, other):
    later = stream(other, at=AT + timedelta(milliseconds=milliseconds))
    assert stream(intent).mint("plg") < later.mint("plg")


def test_a_link_token_is_128_bits_in_base64url_without_padding():
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", stream().link_token())


@given(st.text(min_size=1), st.integers(1, 20))
def test_digits_are_as_many_as_asked_for_also_when_they_begin_with_zeros(intent, length):
    assert re.fullmatch(rf"[0-9]{{{length}}}", stream(intent).digits(length))


def test_all_digits_occur_at_all_places():
    drawn_digits = [stream(str(nth)).digits(6) for nth in range(300)]
    assert all({digits[place] for digits in drawn_digits} == set("0123456789") for place in range(6))


@given(st.text(min_size=1))
def test_a_minted_short_code_is_read_back_as_it_is_shown(intent):
    code = stream(intent).short_code()
    assert re.fullmatch(rf"[{ALPHABET}]{{8}}", code)
    assert read_short_code(show_short_code(code)) == code
    assert read_short_code(f"  {show_short_code(code).lower().replace('-', ' - ')} ") == code


def test_a_short_code_is_shown_in_two_halves():
    assert show_short_code("K7QF2M9D") == "K7QF-2M9D"


@given(bodies)
def test_letters_that_look_like_others_are_read_as_those(body):
    code = body + check_symbol(body)
    mistaken = code.replace("1", "l").replace("0", "o").replace("V", "u")
    assert read_short_code(mistaken) == code
    assert read_short_code(code.replace("1", "I").replace("0", "O")) == code


@given(bodies)
def test_a_code_typed_in_full_width_is_read(body):
    code = body + check_symbol(body)
    wide = "".join(chr(ord(symbol) + 0xFEE0) for symbol in show_short_code(code))
    assert read_short_code(f"\u3000{wide}\u3000") == code
    assert read_short_code(wide.lower()) == code


@given(bodies, st.integers(0, 7), symbols)
def test_one_wrong_symbol_is_noticed_unless_it_is_a_zero_for_a_z(body, place, wrong):
    code = body + check_symbol(body)
    assume({code[place], wrong} != {"0", "Z"} and code[place] != wrong)
    assert read_short_code(code[:place] + wrong + code[place + 1 :]) is None


@given(bodies, st.integers(0, 6))
def test_two_swapped_neighbours_are_noticed_unless_they_are_zero_and_z(body, place):
    code = body + check_symbol(body)
    first, second = code[place], code[place + 1]
    assume(first != second and {first, second} != {"0", "Z"})
    assert read_short_code(code[:place] + second + first + code[place + 2 :]) is None


@pytest.mark.parametrize(
    "text", ["", "K7QF", "K7QF-2M9", "K7QF-2M9D-1", "合存合存合存合存", "K7QF_2M9D", "-" * 8]
)
def test_what_is_no_short_code_is_not_read_as_one(text):
    assert read_short_code(text) is None


@given(st.text(max_size=12))
def test_whatever_is_typed_reading_it_never_fails(text):
    code = read_short_code(text)
    assert code is None or (len(code) == 8 and check_symbol(code[:7]) == code[7])
