"""Every code of the house has words in both languages, and no fact can break them."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yichuang
from yichuang.directory.public import NotAllowed
from yichuang.kernel.public import DomainError, InvalidInput
from yichuang.site.texts import TEXTS, say, say_article, text_of
from yichuang.site.texts.words import CODES

CHINESE = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")


def _trees() -> list[ast.Module]:
    return [ast.parse(path.read_text()) for path in Path(yichuang.__file__).parent.rglob("*.py")]


def _codes() -> list[str]:
    """Return the code of every `DomainError` in the source; reading it runs nothing."""
    classes = [n for tree in _trees() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    refusals = {"DomainError"}
    while True:
        found = {
            one.name
            for one in classes
            if one.name in refusals or {ast.unparse(base) for base in one.bases} & refusals
        }
        if found <= refusals:
            break
        refusals |= found
    codes = [_code_of(one) for one in classes if one.name in refusals]
    return [code for code in codes if code]


def _code_of(refusal: ast.ClassDef) -> str:
    for line in refusal.body:
        if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(line.value, ast.Constant):
            target = line.target if isinstance(line, ast.AnnAssign) else line.targets[0]
            if isinstance(target, ast.Name) and target.id == "code":
                return str(line.value.value)
    return ""


def test_every_code_of_the_house_has_words() -> None:
    missing = set(_codes()) - TEXTS.keys()

    assert sorted(missing) == [], "add them to site/texts/<room>.py"


def test_reading_the_source_finds_the_refusals_that_python_knows() -> None:
    known, waiting = set(), [DomainError]
    while waiting:
        kind = waiting.pop()
        known.add(kind.code)
        waiting += [one for one in kind.__subclasses__() if one.__module__.startswith("yichuang.")]

    assert len(known) > 20
    assert known <= set(_codes())


def test_no_two_refusals_share_a_code() -> None:
    counts = Counter(_codes())

    assert [code for code, times in counts.items() if times > 1] == []


def test_no_words_are_left_over() -> None:
    assert sorted(TEXTS.keys() - set(_codes())) == []


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


def test_every_rule_a_person_may_read_has_words() -> None:
    rules = {
        keyword.value.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        for keyword in node.exc.keywords
        if keyword.arg in {"rule", "reason"} and isinstance(keyword.value, ast.Constant)
    }

    assert sorted(rules - CODES.keys()) == [], "add them to site/texts/words.py"


@pytest.mark.parametrize("code", sorted(CODES))
def test_code_has_words_in_both_languages(code: str) -> None:
    zh, en = CODES[code]

    assert CHINESE.search(zh)
    assert en
    assert not CHINESE.search(en)
    assert not HALF_WIDTH.search(zh)
