"""What keeps a matter from being filed, and what it still lacks."""

from __future__ import annotations

from tests.catalogue.making import cited, make_content, quoted

from yichuang.catalogue.completeness import gaps, reasons_not_fileable
from yichuang.catalogue.public import (
    Condition,
    EditionContent,
    Fee,
    HandlingKind,
    Material,
    NotFileable,
    PowerType,
    Waiver,
    basis_summary,
    unfounded,
)

BARE = EditionContent(name="只有名称", power_type=PowerType.LICENCE)


def test_limit_and_materials_are_all_that_filing_needs():
    limit, materials = make_content().statutory, (Material("m1", "申请书"),)

    content = EditionContent("示例", PowerType.OTHER, statutory=limit, materials=materials)

    assert reasons_not_fileable(content) == ()


def test_matter_that_needs_no_materials_is_fileable_but_unknown_ones_are_not():
    assert reasons_not_fileable(make_content(materials=())) == ()
    assert reasons_not_fileable(make_content(materials=None)) == (NotFileable.MATERIALS_UNKNOWN,)


def test_instant_matter_needs_no_limit():
    content = make_content(handling_kind=HandlingKind.INSTANT, statutory=None, promised=None)

    assert reasons_not_fileable(content) == ()


def test_ex_officio_power_is_never_filed():
    reasons = reasons_not_fileable(make_content(power_type=PowerType.PENALTY))

    assert reasons == (NotFileable.EX_OFFICIO,)


def test_gaps_name_element_and_organ_and_what_blocks_filing():
    found = {gap.element: gap for gap in gaps(BARE, organ_code="X", organ_name="示例局")}

    assert found["materials"].blocks_filing
    assert found["statutory"].blocks_filing
    assert not found["fees"].blocks_filing
    assert found["fees"].organ_name == "示例局"


def test_gaps_ask_no_materials_of_an_inspection():
    content = EditionContent("示例检查", PowerType.INSPECTION)

    elements = {gap.element for gap in gaps(content, organ_code="", organ_name="")}

    assert "materials" not in elements
    assert "set_basis" in elements


def test_materials_of_which_only_names_are_known_are_a_gap():
    bare = Material("m1", "申请书", kind="", form="", source="", copies=0)
    content = make_content(materials=(bare,))

    elements = {gap.element for gap in gaps(content, organ_code="", organ_name="")}

    assert "materials.detail" in elements


def test_unfounded_names_each_statement_without_citation():
    content = make_content(
        set_basis=quoted("某通知"),
        conditions=(Condition("甲", cited(38)), Condition("乙")),
        materials=(Material("form", "申请书"),),
        fees=(Fee("工本费", 500),),
    )

    assert unfounded(content) == ("set_basis", "conditions.1", "materials.form", "fees.0")


def test_waiver_covers_single_elements_and_whole_groups():
    content = make_content(
        set_basis=quoted("某通知"),
        materials=(Material("a", "甲"), Material("b", "乙")),
        waivers=(Waiver("reviewer", "desk", "依据待补", ("materials",)),),
    )

    assert unfounded(content) == ("set_basis",)
    assert basis_summary(content)["materials.a"] == "waived"
    assert basis_summary(content)["set_basis"] == "quoted"
