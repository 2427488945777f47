"""An editor can set every element of an edition, or there is a reason why he may not."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import SAMPLE_PDF, City
from tests.workbench.test_guides import part, sent
from tests.workbench.test_new_matter import begun
from yichuang.catalogue.public import (
    Basis,
    EditionContent,
    Sample,
    Waiver,
    content_of,
)
from yichuang.law.public import Period

Ask = Callable[[str], Client]
LEAVES = (Basis, Period, Sample, Waiver)
BY_RULE = "drawn by rule when the matter is begun"
LICENCES_ONLY = "for licences, and this matter offers a benefit: see test_handup"
NOT_EDITED = {
    **dict.fromkeys(
        (
            "hand_up.organ",
            "hand_up.organ_name",
            "hand_up.first",
            "hand_up.begins",
            "hand_up.basis",
            "hand_up.reconsideration_organ",
            "hand_up.court",
            "hand_up.word",
        ),
        LICENCES_ONLY,
    ),
    **dict.fromkeys(
        (
            "steps.after",
            "steps.when",
            "steps.back_to",
            "steps.organs",
            "steps.rule",
            "steps.silence",
            "steps.same_officer",
        ),
        "the columns of a table of steps come by import until its form is built; a save keeps them",
    ),
    "power_type": "chosen when the matter is begun: its code holds it",
    "catalog_code": BY_RULE,
    "local_catalog_code": BY_RULE,
    "task_code": BY_RULE,
    "local_task_code": BY_RULE,
    "handle_item_code": BY_RULE,
    "materials.code": "numbered by itself; cases and drafts refer to it",
    "situations.code": "numbered by itself; materials and fields refer to it",
    "steps.code": "numbered by itself; cases refer to it",
    "waivers": "the reviewer's own consent, never the editor's",
    "source_note": "where an imported row came from: written by the import alone",
}
LAW = "《行政许可法》第12条"
# What is typed, section by section. Materials before what refers to them, questions first.
TYPED: dict[str, dict[str, Any]] = {
    "situations": {"situation-0-question": "在哪里办？", "situation-0-answers": "室内\n室外"},
    "basics": {
        "name": "示例改名",
        "short_name": "简称",
        "everyday_names": "办示例",
        "handling_kind": "2",
        "service_objects": ["1"],
        "handling_forms": ["2"],
        "set_basis": LAW,
        "location": "示例路",
        "hours": "全天",
        "consult": "000",
        "complaint": "001",
        "visits": "1",
        "visits_reason": "核对",
        "flow_text": "先审后办",
        "reconsideration_organ": "示例政府",
        "court": "示例法院",
    },
    "limits": {
        f"limits-{one}-{cell}": value
        for one in ("statutory", "promised", "acceptance")
        for cell, value in (("amount", "3"), ("unit", "working_day"), ("basis", LAW))
    },
    "materials": {
        "material-0-name": "证明",
        "material-0-need": "2",
        "material-0-kind": "1",
        "material-0-form": "1",
        "material-0-source": "20",
        "material-0-copies": "2",
        "material-0-ways": ["licence"],
        "material-0-standard": "清楚",
        "material-0-defects": "不清楚",
        "material-0-basis": LAW,
        "material-0-fill_note": "先看",
        "material-0-licence_type": "901",
        "material-0-data_element": "DE_X",
        "material-0-promise": "已满十八周岁",
        "material-0-when": ["q1=室内", "q1=室外"],
        "material-0-sample": SimpleUploadedFile("样表.pdf", SAMPLE_PDF),
    },
    "conditions": {"condition-0-text": "成年", "condition-0-basis": LAW},
    "form": {
        "field-0-label": "人数",
        "field-0-kind": "choice",
        "field-0-required": "",
        "field-0-group": "活动",
        "field-0-choices": "一\n二",
        "field-0-help_text": "大约",
        "field-0-unit": "人",
        "field-0-longest": "9",
        "field-0-element": "DE_PEOPLE",
        "field-0-when": ["q1=室外"],
    },
    "certificate": {"particular-0-title": "规模", "particular-0-element": "DE_PEOPLE"},
    "promise": {
        "text": "守法",
        "amount": "2",
        "basis": LAW,
        "risks": ["ecology"],
        "gaps": "lapses",
        "promise-gaps-basis": LAW,
    },
    "offer": {"source": "示例数据", "amount": "20", "basis": LAW},
    "steps": {
        "step-0-name": "核查",
        "step-0-act": "approval.review",
        "step-0-people": "2",
        "step-0-standard": "现场",
        "step-0-separate": "no",
        "step-0-above": "above",
        "step-0-period": "4",
        "step-0-period_unit": "hour",
    },
    "fees": {
        "fees": "listed",
        "fee-0-name": "费",
        "fee-0-amount": "1.50",
        "fee-0-standard": "每件",
        "fee-0-basis": LAW,
    },
    "result": {
        "kind": "1",
        "name": "示例证",
        "licence_type": "901",
        "validity": "3",
        "word": "示",
    },
    "special": {
        "special-0-name": "专家评审",
        "special-0-kind": "expert_review",
        "special-0-longest": "30",
        "special-0-longest_unit": "calendar_day",
        "special-0-times": "2",
        "special-0-basis": LAW,
    },
    "online": {
        "online_depth": ["4"],
        "cross_region": "3",
        "real_name_level": "2",
        "online_address": "https://example.org/",
        "courier": "yes",
    },
    "power": {
        "power_source": "2",
        "organ_nature": "2",
        "use_level": ["4"],
        "joint_organs": "示例局",
        "quota": "十个",
        "quota_limit": "10",
    },
    "faq": {"topics": "就业", "faq-0-question": "几天？", "faq-0-answer": "三天"},
}


def elements(of: Any, before: str = "") -> Iterator[str]:
    """Yield every element of a content class by its place: "materials.need"."""
    hints = typing.get_type_hints(of)
    for one in dataclasses.fields(of):
        inner = record_in(hints[one.name])
        if inner is None or inner in LEAVES:
            yield before + one.name
        else:
            yield from elements(inner, f"{before}{one.name}.")


def record_in(hint: Any) -> Any:
    """Return the record a field holds, itself or in a tuple or an option; None for plain values."""
    if dataclasses.is_dataclass(hint):
        return hint
    if typing.get_origin(hint) in (tuple, typing.Union, types.UnionType):
        return next(filter(None, map(record_in, typing.get_args(hint))), None)
    return None


def value_at(content: Any, place: str) -> Any:
    """Return what stands at a place; of a list, in its first entry."""
    for name in place.split("."):
        content = getattr(content, name)
        if isinstance(content, tuple) and content and dataclasses.is_dataclass(content[0]):
            content = content[0]
    return content


def test_every_element_is_set_by_the_editor_or_has_a_reason(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    draft = begun(client)
    blank = dataclasses.replace(content_of(draft.id), use_level=())

    for slug, cells in TYPED.items():
        reply = sent(client, part(draft, slug), **cells)
        assert reply.status_code == 302, (slug, reply.context["errors"])
    content = content_of(draft.id)
    for slug in TYPED:  # what a section shows, it puts back
        assert sent(client, part(draft, slug)).status_code == 302, slug

    assert content_of(draft.id) == content
    places = set(elements(EditionContent))
    assert set(NOT_EDITED) <= places
    edited = places - set(NOT_EDITED)
    assert {one for one in edited if value_at(content, one) == before(blank, one)} == set()


def before(blank: EditionContent, place: str) -> Any:
    """Return what a new row or a blank guide has at a place."""
    group, _dot, rest = place.partition(".")
    if not rest or group == "remedy":
        return value_at(blank, place)
    of = record_in(typing.get_type_hints(EditionContent)[group])
    found = next(one for one in dataclasses.fields(of) if one.name == rest)
    return None if found.default is dataclasses.MISSING else found.default


@pytest.mark.parametrize(
    ("slug", "cells", "told"),
    [
        ("special", {"special-0-name": "听证"}, "请选择“听证”的种类"),
        ("special", {"special-0-name": "听证", "special-0-longest": "0"}, "“最长多久”应当是 1 到"),
        ("special", {"special-0-name": "听证", "special-0-times": "多"}, "次数应当是 1 到 9"),
        ("certificate", {"particular-0-title": "甲 乙"}, "中间不能有空格"),
        ("certificate", {"particular-0-title": "甲\u2028乙"}, "中间不能有空格"),
        ("certificate", {"particular-0-title": "甲\u202e乙"}, "中间不能有空格"),
        ("certificate", {"particular-0-title": "甲"}, "请选择“甲”填申请表的哪一栏"),
        (
            "certificate",
            {
                "particular-0-title": "甲",
                "particular-0-element": "request",
                "particular-1-title": "甲",
                "particular-1-element": "request",
            },
            "栏目“甲”用了两次",
        ),
        ("steps", {"step-0-name": "核查", "step-0-period": "3"}, "请选择“环节时限”的单位"),
        ("form", {"field-0-label": "甲", "field-0-longest": "x"}, "最多字数应当是 1 到 5000"),
        (
            "form",
            {
                "field-0-label": "甲",
                "field-0-element": "DE_A",
                "field-1-label": "乙",
                "field-1-element": "DE_A",
            },
            "数据元代码“DE_A”用了两次",
        ),
        ("situations", {"situation-0-question": "？", "situation-0-answers": "一|二\n三"}, "竖线"),
        ("online", {"online_address": "javascript:alert(1)"}, "网址应当以 https://"),
        ("online", {"real_name_level": "9"}, "请选择“网上申请要求的实名等级”"),
        ("power", {"power_source": "7"}, "请选择“权力来源”"),
        ("faq", {"faq-0-question": "几天？"}, "“几天？”还没有答复"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    city: City, signed_in: Ask, slug: str, cells: dict[str, str], told: str
) -> None:
    client = signed_in("catalogue")
    draft = begun(client)
    content = content_of(draft.id)

    reply = sent(client, part(draft, slug), **cells)

    assert reply.status_code == 422
    assert told in reply.content.decode()
    assert content_of(draft.id) == content


def test_answers_to_two_questions_are_no_situation(city: City, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    draft = begun(client)
    questions = {
        f"situation-{at}-{cell}": value
        for at in (0, 1)
        for cell, value in (("question", f"问题{at}？"), ("answers", "是\n否"))
    }
    sent(client, part(draft, "situations"), **questions)

    chosen = {"material-0-name": "证明", "material-0-when": ["q1=是", "q2=否"]}
    reply = sent(client, part(draft, "materials"), **chosen)

    assert reply.status_code == 422
    assert "只能选同一个问题的回答" in reply.content.decode()
    assert content_of(draft.id).materials is None
