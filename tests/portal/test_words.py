"""The portal speaks the hall's language: what the record is made of is never named to a citizen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yichuang.portal import words

ROOM = Path(words.__file__).parent
NEVER = re.compile(r"账本|哈希|链|版本|\b(?:ledger|hash|chain)\b", re.IGNORECASE)
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
CHINESE_TEXT = re.compile("[\u4e00-\u9fff]+")


def said(template: str) -> str:
    """Return what a template itself says: no tags, no comments, no code."""
    text = re.sub(r"\{#.*?#\}", " ", template, flags=re.S)
    spoken = re.findall(r'\{% translate "([^"]*)"', text)
    spoken += re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", text, re.S)
    return " ".join(spoken)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_says_no_word_of_the_engine_room(path: Path) -> None:
    assert not NEVER.search(said(path.read_text()))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_text_of_a_template_is_marked_for_translation(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", " ", path.read_text(), flags=re.S)
    text = re.sub(r"\{% blocktranslate[^%]*%\}.*?\{% endblocktranslate %\}", " ", text, flags=re.S)
    text = re.sub(r"\{[%{].*?[%}]\}", " ", text)

    assert CHINESE_TEXT.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_says_what_it_needs(path: Path) -> None:
    first = path.read_text().splitlines()[0]

    assert first.startswith("{#")
    assert "eeds" in first or "nothing" in first


def test_words_of_states_and_steps_are_the_halls() -> None:
    spoken = [str(value) for name, value in vars(words).items() if name.isupper()]

    assert not NEVER.search(" ".join(spoken))


def test_every_status_has_words_a_next_step_and_a_tone() -> None:
    from yichuang.approval.public import Status

    statuses = {status.value for status in Status} - {"new"}

    assert set(words.STATUS) == statuses
    assert set(words.NEXT_STEP) == statuses
    assert {tone for _text, tone in words.STATUS.values()} <= {
        "neutral", "info", "good", "warn", "bad",
    }  # fmt: skip
