"""Which papers nobody may keep; 居民身份证法 15."""

from __future__ import annotations

import pytest

from yichuang.catalogue.public import shown_only


@pytest.mark.parametrize(
    "name", ["居民身份证", "法定代表人身份证", "申请人身份证原件", "身份证（双方）", "身份证件"]
)
def test_an_identity_card_is_only_shown(name):
    assert shown_only(name)


@pytest.mark.parametrize(
    "name", ["居民身份证复印件", "原居民身份证", "身份证号码", "户口簿", "身份证明", "营业执照"]
)
def test_what_is_no_card_in_force_may_be_kept(name):
    assert not shown_only(name)
