"""Which requested materials are read as the same paper, by hand-worked names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.catalogue.pure import Asked, Why, alike, compare, read


def _verdict(one: str, other: str, **matters: str) -> tuple[bool, Why]:
    verdict = compare(Asked(one, matters.get("one", "甲事项")), Asked(other, "乙事项", "示例局"))
    return verdict.same, verdict.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("居民身份证", "有效身份证件原件及复印件"),
        ("申请人身份证明文件", "《身份证》（复印件，一式两份）"),
        ("营业执照（副本复印件，加盖公章）", "企业营业执照"),
        ("户口本", "居民户口簿"),
        ("经办人身份证", "受托人居民身份证复印件"),
        ("中华人民共和国结婚证", "结婚证书"),
        ("原律师执业证", "律师执业证书原件"),
        ("身份证、户口簿", "户口本和居民身份证"),
    ],
)
def test_one_paper_under_two_names_is_the_same(one: str, other: str) -> None:
    assert _verdict(one, other) == (True, Why.SAME_PAPER)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("法定代表人身份证", "经办人身份证", Why.OTHER_PERSON),
        ("监护人身份证", "身份证", Why.OTHER_PERSON),
        ("申请表", "申请表", Why.FOR_ONE_MATTER),
        ("授权委托书", "授权委托书（委托办理的）", Why.FOR_ONE_MATTER),
        ("身份证及户口簿", "身份证", Why.OTHER_LIST),
        ("营业执照或法人证书", "营业执照", Why.OTHER_LIST),
        ("结婚证", "离婚证", Why.OTHER_PAPER),
        ("照片", "电子照片", Why.OTHER_PAPER),
        ("资格证书", "资格证书", Why.NAME_TOO_BARE),
    ],
)
def test_what_one_paper_would_not_satisfy_is_different(one: str, other: str, why: Why) -> None:
    assert _verdict(one, other) == (False, why)


def test_identity_paper_of_a_foreigner_is_not_that_of_a_resident() -> None:
    foreign = Asked("身份证明", "驾驶证初次申领(外国人申领)")
    assert not compare(foreign, Asked("居民身份证", "社会保障卡申领")).same
    assert compare(foreign, Asked("身份证明", "驾驶证换证(外国人)")).same


def test_bare_name_is_clear_within_one_power() -> None:
    first = Asked("资格证书", "消防工程师注册(初始)", "示例局")
    assert compare(first, Asked("资格证书", "消防工程师注册(延续)", "示例局")).same
    assert not compare(first, Asked("资格证书", "消防工程师注册(延续)", "另一局")).same


@pytest.mark.parametrize("name", ["", "。", "()", "((", "及", "或", "复印件", "\x00", "表" * 5000])
def test_name_that_says_nothing_stands_alone(name: str) -> None:
    assert read(Asked(name)).alone
    assert not compare(Asked(name), Asked(name)).same


NAMES = st.lists(
    st.sampled_from(
        [
            "居民身份证",
            "户口簿",
            "申请表",
            "经办人",
            "本人",
            "的",
            "及",
            "或",
            "、",
            "原",
            "（复印件）",
            "证明",
            "照片",
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_groups_are_exactly_what_pairs_say(names: list[str]) -> None:
    asked = {at: Asked(name, f"事项{at}") for at, name in enumerate(names)}
    together = {(a, b) for _reading, keys in alike(asked) for a in keys for b in keys if a != b}
    paired = {(a, b) for a in asked for b in asked if a != b and compare(asked[a], asked[b]).same}
    assert together == paired
