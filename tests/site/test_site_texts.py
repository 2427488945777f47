"""Every code of the house has words in both languages, and no fact can break them."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yichuang
from yichuang.directory.public import NotAllowed
from yichuang.kernel.public import DomainError, InvalidInput
from yichuang.site.texts import TEXTS, say, say_article, text_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")


def _refusals() -> list[type[DomainError]]:
    for module in pkgutil.walk_packages(yichuang.__path__, "yichuang."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[DomainError]] = []
    waiting: list[type[DomainError]] = [DomainError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return [kind for kind in found if kind.__module__.startswith("yichuang.")]


def test_every_code_of_the_house_has_words() -> None:
    codes = {kind.code for kind in _refusals()}

    assert sorted(codes - TEXTS.keys()) == [], "add them to site/texts/<room>.py"


def test_no_two_refusals_share_a_code() -> None:
    counts = Counter(kind.code for kind in _refusals() if "code" in vars(kind))

    assert [code for code, times in counts.items() if times > 1] == []


def test_no_words_are_left_over() -> None:
    codes = {kind.code for kind in _refusals()}

    assert sorted(TEXTS.keys() - codes) == []


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_text_is_whole_in_both_languages(code: str) -> None:
    text = TEXTS[code]

    for words in (text.title_zh, text.detail_zh, text.mend_zh):
        assert CHINESE.search(words)
        assert not HALF_WIDTH.search(words), words
    for words in (text.title_en, text.detail_en, text.mend_en):
        assert words
        assert not CHINESE.search(words)
    assert text.detail_zh.endswith("。")
    assert text.mend_zh.endswith("。")
    names = [
        {name for _, name, _, _ in string.Formatter().parse(words) if name}
        for words in (text.detail_zh + text.mend_zh, text.detail_en + text.mend_en)
    ]
    assert names[0] == names[1], "both languages say the same facts"


def test_say_fills_facts_and_reads_codes_as_words() -> None:
    error = NotAllowed(act="approval.decide", reason="post_lacks_act")

    chinese, english = say(error, "zh-hans"), say(error, "en")

    assert "该岗位没有这项权限" in chinese.detail
    assert "the post does not allow it" in english.detail


def test_say_writes_days_lists_and_missing_facts() -> None:
    class Late(InvalidInput):
        code = "test.late"

    assert say(InvalidInput(rule="2026-11-24"), "zh").detail == "“—”不符合要求：2026年11月24日。"
    assert "a, b" in say(InvalidInput(field="x", rule=["a", "b"]), "en").detail
    assert text_of(Late) is TEXTS["kernel.invalid_input"]


@given(
    facts=st.dictionaries(
        st.sampled_from(["rule", "reason", "until", "materials", "status"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.dates().map(str)
        | st.datetimes().map(str)
        | st.lists(st.text()),
    ),
    code=st.sampled_from(sorted(TEXTS)),
    language=st.sampled_from(["zh-hans", "en", "fr", ""]),
)
def test_say_never_fails_whatever_the_facts(
    facts: dict[str, Any], code: str, language: str
) -> None:
    kind = type("One", (DomainError,), {"code": code, "__module__": __name__})

    problem = say(kind(**facts), language)

    assert problem.title
    assert problem.detail


def test_facts_cannot_reach_into_objects() -> None:
    text = say(InvalidInput(field="{rule.__class__}", rule="{0}"), "en").detail

    assert "{rule.__class__}" in text
    assert "{0}" in text


def test_articles_are_written_out() -> None:
    assert say_article("LicLaw 42", "zh-hans") == "《行政许可法》第四十二条"
    assert say_article("某通知", "zh-hans") == "某通知"
