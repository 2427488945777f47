"""Masked names, numbers and phones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.directory.masking import masked_name, masked_number, masked_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三丰", "张*丰"),
        ("张三", "张*"),
        ("欧阳三丰", "欧**丰"),
        ("甲", "*"),
        (" 张三 ", "张*"),
        ("买买提·吐尔逊", "买**·**逊"),
        ("John Smith", "J*** S****"),
        ("J", "*"),
        ("·", "*"),
        ("", ""),
    ],
)
def test_masked_name(name, masked):
    assert masked_name(name) == masked


def test_name_of_legal_person_is_public():
    assert masked_name("示例餐饮店", natural=False) == "示例餐饮店"


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("320200209901010015", "320*************15"),
        ("E12345678", "E*******8"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_masked_number(number, masked):
    assert masked_number(number) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("10012345678", "100****5678"),
        ("0510-1234567", "**********67"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_masked_phone(phone, masked):
    assert masked_phone(phone) == masked


@given(st.text(st.characters(codec="utf-8", categories=["Lo"]), min_size=3, max_size=30))
def test_masked_name_keeps_length_and_at_most_two_signs(name):
    masked = masked_name(name)

    assert len(masked) == len(name.strip())
    assert sum(sign != "*" for sign in masked) <= 2


@given(st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True))
def test_masked_citizen_number_keeps_nothing_of_the_birth_date(number):
    assert masked_number(number)[6:14] == "*" * 8
