"""The form of an edition: default fields, JSON Schema, and what is wrong with answers."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.making import make_content

from yichuang.catalogue.public import (
    FormField,
    Material,
    Situation,
    check_answers,
    form_fields,
    form_schema,
    materials_asked,
)

FIELDS = (
    FormField("shop_name", "店名", longest=10),
    FormField("area", "面积", kind="integer", unit="平方米"),
    FormField("opened_on", "开业日期", kind="date", required=False),
    FormField("kind", "业态", kind="choice", choices=("堂食", "外卖")),
    FormField("goods", "品种", kind="choices", choices=("热食", "冷食"), required=False),
    FormField("own", "自有场所", kind="yes_no", required=False),
    FormField("lease", "租期", required=True, asked_when="place=租赁"),
)
PLACE = Situation("place", "场所怎么来的?", ("自有", "租赁"))
CONTENT = make_content(fields=FIELDS, situations=(PLACE,))
GOOD = {
    "shop_name": "示例餐饮店",
    "area": 40,
    "kind": "堂食",
    "goods": ["热食"],
    "own": False,
    "opened_on": "2026-03-02",
    "lease": "三年",
    "situations": {"place": "租赁"},
}


def rules(answers: dict[str, object]) -> list[tuple[str, str]]:
    return [(error.field, error.rule) for error in check_answers(CONTENT, answers)]


def test_matter_without_fields_gets_the_default_form():
    names = [field.element for field in form_fields(make_content())]

    assert names[:3] == ["applicant_name", "applicant_id_type", "applicant_id_number"]
    assert {"contact_phone", "agent_name"} <= set(names)


def test_good_answers_have_no_errors_and_fit_the_schema():
    assert rules(GOOD) == []
    schema = form_schema(CONTENT)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(GOOD, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"shop_name": None}, ("shop_name", "required")),
        ({"shop_name": "  "}, ("shop_name", "required")),
        ({"shop_name": "一" * 11}, ("shop_name", "longest")),
        ({"shop_name": 3}, ("shop_name", "type")),
        ({"area": "40"}, ("area", "type")),
        ({"area": -1}, ("area", "type")),
        ({"area": True}, ("area", "type")),
        ({"opened_on": "2026-02-30"}, ("opened_on", "date")),
        ({"opened_on": "2026-3-2"}, ("opened_on", "date")),
        ({"kind": "批发"}, ("kind", "choice")),
        ({"goods": "热食"}, ("goods", "type")),
        ({"goods": ["热食", "热食"]}, ("goods", "choice")),
        ({"own": "是"}, ("own", "type")),
        ({"lease": None}, ("lease", "required")),
        ({"colour": "红"}, ("colour", "unknown")),
        ({"situations": {"place": "借用"}}, ("place", "choice")),
        ({"situations": {}}, ("place", "required")),
        ({"situations": "租赁"}, ("situations", "type")),
    ],
)
def test_check_answers_names_field_and_rule(change, expected):
    assert expected in rules({**GOOD, **change})


def test_field_of_another_situation_is_not_asked():
    answers = {**GOOD, "situations": {"place": "自有"}}

    assert rules(answers) == [("lease", "not_asked")]
    del answers["lease"]
    assert rules(answers) == []


def test_materials_asked_follow_the_situation():
    lease = Material("lease", "租赁合同", asked_when="place=租赁|转租")
    content = make_content(materials=(Material("form", "申请书"), lease))

    assert [m.code for m in materials_asked(content, {"place": "自有"})] == ["form"]
    assert [m.code for m in materials_asked(content, {"place": "转租"})] == ["form", "lease"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "other"]), JSON))
def test_check_answers_agrees_with_the_schema_and_never_raises(answers):
    validator = jsonschema.Draft202012Validator(form_schema(CONTENT))

    if not rules(answers):
        empty = {k: v for k, v in answers.items() if v in (None, [], "")}
        kept = {k: v for k, v in answers.items() if k not in empty}
        assert validator.is_valid(kept)
