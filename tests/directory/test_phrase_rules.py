"""Phrases: which texts are kept, and how places are filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.directory.phrase_rules import PhraseUse, fill, why_not_text

VALUES = {"材料名称": "场所布局图", "事项名称": "示例经营许可"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{材料名称}没有加盖公章", "场所布局图没有加盖公章"),
        ("｛材料名称｝和{ 事项名称 }不符", "场所布局图和示例经营许可不符"),
        ("没有可填的地方", "没有可填的地方"),
        ("{收件编号}", "{收件编号}"),  # no value: it stays to be seen
        ("", ""),
    ],
)
def test_places_are_filled_in_either_kind_of_brace(text, expected):
    assert fill(text, VALUES) == expected


def test_a_value_is_put_in_as_it_is_and_not_read_again():
    assert fill("{材料名称}", {"材料名称": r"{事项名称}\1", "事项名称": "x"}) == r"{事项名称}\1"


@pytest.mark.parametrize(
    ("text", "use", "rule"),
    [
        ("{材料名称}模糊不清", "supplement", ""),
        ("{材料名称}模糊不清", "opinion", "phrase_unknown_place"),
        ("{申请人}模糊不清", "supplement", "phrase_unknown_place"),
        ("{}", "supplement", "phrase_unknown_place"),
        ("材料名称}模糊", "supplement", "phrase_stray_brace"),
        ("｛材料名称", "supplement", "phrase_stray_brace"),
        ("一行\n两行", "supplement", "phrase_one_line"),
        ("一行\n两行", "refusal", ""),
        (" \n ", "decline", "phrase_empty"),
        ("长" * 300, "decline", ""),
        ("长" * 301, "decline", "phrase_too_long"),
    ],
)
def test_texts_that_are_refused_name_their_rule(text, use, rule):
    assert why_not_text(text, PhraseUse(use)) == rule


@given(st.text(alphabet="{}｛｝材料名称 a\n", max_size=40))
def test_what_is_kept_leaves_no_brace_once_filled(text):
    if why_not_text(text, PhraseUse.SUPPLEMENT) == "":
        filled = fill(text, {"材料名称": "甲", "事项名称": "乙", "收件编号": "1"})
        assert not set(filled) & set("{}｛｝")
