"""A field of an edition as a field of a page: what it takes, and what it says when it does not."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from yichuang.catalogue.public import EditionContent, FormField, PowerType, check_answers
from yichuang.portal.forms.edition import edition_form

KINDS = {
    "text": FormField("F", "字号", longest=5),
    "long_text": FormField("F", "说明", kind="long_text", longest=10),
    "integer": FormField("F", "面积", kind="integer"),
    "money_fen": FormField("F", "收入", kind="money_fen"),
    "date": FormField("F", "日期", kind="date"),
    "choice": FormField("F", "业态", kind="choice", choices=("食堂", "餐馆")),
    "choices": FormField("F", "项目", kind="choices", choices=("热食", "冷食")),
    "yes_no": FormField("F", "独居", kind="yes_no"),
    "code": FormField("F", "编号", kind="code", longest=10),
}


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("text", "示例店", "示例店"),
        ("long_text", "两行\n字", "两行\n字"),
        ("integer", "80", 80),
        ("integer", "0", 0),
        ("money_fen", "1200.5", 120050),
        ("money_fen", "1,200", 120000),
        ("money_fen", "0.01", 1),
        ("date", "2026-02-28", "2026-02-28"),
        ("choice", "食堂", "食堂"),
        ("yes_no", "no", False),
        ("code", "AB-12", "AB-12"),
    ],
)
def test_field_takes_what_fits_as_the_catalogue_does(kind: str, typed: str, answer: object):
    query = QueryDict(mutable=True)
    query["F"] = typed

    form = edition_form([KINDS[kind]], query, {})

    assert form.is_valid(), form.errors
    assert form.answers() == {"F": answer}
    content = EditionContent("示例", PowerType.LICENCE, fields=(KINDS[kind],))
    assert check_answers(content, form.answers()) == []


def test_several_choices_are_a_list():
    form = edition_form([KINDS["choices"]], QueryDict("F=热食&F=冷食"), {})

    assert form.is_valid()
    assert form.answers() == {"F": ["热食", "冷食"]}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("text", "超过五个字了"),
        ("integer", "8.5"),
        ("integer", "-1"),
        ("integer", "八十"),
        ("integer", "9" * 30),
        ("money_fen", "1.234"),
        ("money_fen", "-1"),
        ("money_fen", "NaN"),
        ("money_fen", "1e400"),
        ("date", "2026-02-30"),
        ("choice", "别的"),
        ("yes_no", "也许"),
        ("code", "编号"),
    ],
)
def test_field_refuses_what_does_not_fit_and_says_more_than_missing(kind: str, typed: str):
    query = QueryDict(mutable=True)
    query["F"] = typed

    form = edition_form([KINDS[kind]], query, {})

    assert not form.is_valid()
    assert not form.only_missing
    assert "F" not in form.answers()


@pytest.mark.parametrize("kind", KINDS)
def test_empty_required_field_is_only_missing(kind: str):
    form = edition_form([KINDS[kind]], QueryDict(""), {})

    assert not form.is_valid()
    assert form.only_missing
    assert KINDS[kind].label in str(form.errors["F"])


def test_kept_answers_come_back_as_they_are_typed():
    fields = [FormField("M", "收入", kind="money_fen"), FormField("Y", "独居", kind="yes_no")]

    form = edition_form(fields, None, {"M": 120050, "Y": False})

    assert form["M"].value() == "1200.50"
    assert form["Y"].value() == "no"
