"""Canonical bytes: one value, one text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.public import canonical_json, framed, sm3

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_canonical_json_sorts_keys_by_utf16() -> None:
    # RFC 8785 3.2.3: U+FF21 sorts after U+1F600, whose UTF-16 begins with D83D.
    assert canonical_json({"\uff21": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\uff21":1}'


def test_canonical_json_writes_no_spaces_and_escapes_controls() -> None:
    assert canonical_json({"b": [1, True, None], "a": '\n"'}) == '{"a":"\\n\\"","b":[1,true,null]}'


def test_canonical_json_composes_text() -> None:
    assert canonical_json("e\u0301") == '"\u00e9"'


@pytest.mark.parametrize("value", [1.5, 2**53, -(2**53), {1: 2}, "\ud800", object(), {1, 2}])
def test_canonical_json_refuses_what_reads_two_ways(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (each cause words it differently)
        canonical_json(value)


def test_canonical_json_refuses_keys_that_become_one() -> None:
    with pytest.raises(ValueError, match="same text"):
        canonical_json({"e\u0301": 1, "\u00e9": 2})


@given(JSON)
def test_canonical_json_is_stable_when_read_back(value: Any) -> None:
    try:
        text = canonical_json(value)
    except ValueError:
        return
    assert canonical_json(json.loads(text)) == text


@given(st.lists(st.binary(max_size=6)), st.lists(st.binary(max_size=6)))
def test_framed_never_confuses_two_lists(left: list[bytes], right: list[bytes]) -> None:
    assert (framed(*left) == framed(*right)) == (left == right)


def test_sm3_matches_the_standard() -> None:
    # GB/T 32905-2016, example 1: "abc".
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
