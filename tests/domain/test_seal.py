"""The chain: anybody can compute it from what is written, and nothing that is sealed can be otherwise unseen."""

from hashlib import sha256

import pytest

from core.domain.seal import NOTHING_SEALED, Head, WrittenHead, canonical_entry

ENTRY = ("ent_1", "credit:林-1", "credit", "CNY", 1_772_323_200_000_000)
LEGS = [("acc_1:cash", -500, -500, 1), ("acc_1:available", 500, 500, 1)]


def test_an_entry_is_sealed_as_these_bytes():
    assert canonical_entry(*ENTRY, LEGS).decode() == (
        '["ent_1","credit:林-1","credit","CNY",1772323200000000,'
        '[["acc_1:cash",-500,-500,1],["acc_1:available",500,500,1]]]'
    )


def test_a_link_is_the_hash_of_the_one_before_and_the_entry():
    first = NOTHING_SEALED.sealing(b"one")
    second = first.sealing(b"two")

    assert first == Head(1, sha256(bytes(32) + b"one").hexdigest())
    assert second == Head(2, sha256(sha256(bytes(32) + b"one").digest() + b"two").hexdigest())


OTHER_FACTS = ("ent_2", "credit:林-2", "hold", "JPY", ENTRY[4] + 1)
OTHER_LEG = ("acc_2:available", 501, 501, 2)
OTHERS = [
    *((*ENTRY[:place], other, *ENTRY[place + 1 :], LEGS) for place, other in enumerate(OTHER_FACTS)),
    *(
        (*ENTRY, [LEGS[0], (*LEGS[1][:place], other, *LEGS[1][place + 1 :])])
        for place, other in enumerate(OTHER_LEG)
    ),
    (*ENTRY, LEGS[::-1]),
    (*ENTRY, LEGS[:1]),
]


@pytest.mark.parametrize("facts", OTHERS)
def test_whatever_is_otherwise_gives_another_link(facts):
    sealed, other = canonical_entry(*ENTRY, LEGS), canonical_entry(*facts)
    assert NOTHING_SEALED.sealing(other).link != NOTHING_SEALED.sealing(sealed).link


def test_text_that_looks_like_more_text_gives_another_link():
    one = canonical_entry("ent_1", 'a","b', "c", "CNY", 0, LEGS)
    assert one != canonical_entry("ent_1", "a", 'b","c', "CNY", 0, LEGS)


def test_a_head_is_read_as_it_was_written():
    head = NOTHING_SEALED.sealing(b"one")
    for text in (str(head), f"  {str(head).upper()}\n"):
        written = WrittenHead.read(text)
        assert written == WrittenHead(1, head.link)
        assert str(written) == str(head)
        assert written.is_passed_at(head)
    assert WrittenHead.read(head.link) == WrittenHead(None, head.link)


def test_a_head_is_passed_only_where_it_was():
    first = NOTHING_SEALED.sealing(b"one")
    alone = WrittenHead(None, first.link)
    assert alone.is_passed_at(first)
    assert not alone.is_passed_at(first.sealing(b"two"))
    assert not WrittenHead(2, first.link).is_passed_at(first)


@pytest.mark.parametrize(
    "text", ["", "1", "1:", "x" * 64, "a" * 63, "a" * 65, f"-1:{'a' * 64}", f"01:{'a' * 64}", f"1;{'a' * 64}"]
)
def test_what_is_no_head_is_not_read(text):
    assert WrittenHead.read(text) is None
