"""What a licence states of the application: the answers asked for, in words, in their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.factories import FORMS, City, contents, file_case, make_city, published, walk

from yichuang.approval.papers.particulars import said, stated
from yichuang.catalogue.public import FormField, Particular
from yichuang.documents.public import Certificate, Line, paper_content
from yichuang.licences.public import licences_of_case

FIELDS = (
    FormField("DE_NAME", "字号"),
    FormField("DE_AREA", "面积", kind="integer", unit="平方米"),
    FormField("DE_SINCE", "起始日期", kind="date"),
)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (FIELDS[0], "示例餐饮店", "示例餐饮店"),
        (FIELDS[0], "", ""),
        (FIELDS[0], None, ""),
        (FIELDS[1], 80, "80平方米"),
        (FIELDS[1], 0, "0平方米"),
        (FIELDS[2], "2026-01-31", "2026年1月31日"),
        (FIELDS[2], "明年", "明年"),
        (FormField("DE_X", "甲", kind="yes_no"), False, "否"),
        (FormField("DE_X", "甲", kind="choices"), ["热食", "冷食"], "热食、冷食"),
        (FormField("DE_X", "甲", kind="choices"), [], ""),
        (FormField("DE_X", "甲", kind="money_fen"), 123456, "1,234.56元"),
    ],
)
def test_answers_are_said_as_a_paper_says_them(field: FormField, value: Any, words: str) -> None:
    assert said(field, value) == words


def test_order_and_titles_are_the_guides_and_what_was_not_answered_is_left_out() -> None:
    wanted = (
        Particular("经营面积", "DE_AREA"),
        Particular("名称", "DE_NAME"),
        Particular("起始", "DE_SINCE"),
        Particular("旧栏目", "DE_GONE"),
    )

    lines = stated(wanted, FIELDS, {"DE_NAME": "示例店", "DE_AREA": 80, "DE_GONE": "x"})

    assert lines == (Line(label="经营面积", value="80平方米"), Line(label="名称", value="示例店"))


def test_a_later_licence_keeps_what_was_not_asked_again() -> None:
    wanted = (Particular("名称", "DE_NAME"), Particular("经营面积", "DE_AREA"))
    earlier = (Line(label="经营面积", value="60平方米"), Line(label="名称", value="旧店"))

    lines = stated(wanted, FIELDS, {"DE_NAME": "新店"}, earlier)

    assert lines == (Line(label="名称", value="新店"), Line(label="经营面积", value="60平方米"))


@pytest.fixture
def city(db: None) -> City:
    return make_city()


def test_licence_of_a_case_states_what_its_guide_says(city: City) -> None:
    wanted = (Particular("经营面积", "DE_AREA"), Particular("字号", "DE_TRADE_NAME"))
    content = replace(contents()["licence"], task_code="test-stated", particulars=wanted)
    city = replace(city, licence=published(content))
    receipt = file_case(city)

    walk(city, receipt, until="issue")

    (card,) = licences_of_case(receipt.case_id)
    paper = paper_content(card.paper_id)
    assert isinstance(paper, Certificate)
    assert [one.label for one in paper.lines] == ["经营面积", "字号"]
    assert [one.value for one in paper.lines] == ["80", FORMS["licence"]["DE_TRADE_NAME"]]
