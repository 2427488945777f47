"""The sections of a guide as an editor fills them in, each asking and putting back its part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent

from ..given import Given
from . import (
    basics,
    certificate,
    form,
    hand_up,
    lists,
    materials,
    offer,
    promise,
    special,
    standing,
)
from .codes import Asked


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a guide. `read` notes errors in `given` and returns the new content."""

    slug: str
    title: Any
    elements: tuple[str, ...]  # what of the list of missing elements it fills in
    ask: Callable[[EditionContent, Given], Asked]
    read: Callable[[EditionContent, Given], EditionContent]


SECTIONS: tuple[Section, ...] = (
    Section(
        "basics",
        gettext_lazy("基本信息、地点和救济"),
        (
            "set_basis",
            "handling_kind",
            "service_objects",
            "flow_text",
            "visits",
            "location",
            "hours",
            "consult",
            "complaint",
            "remedy",
        ),
        basics.ask_basics,
        basics.read_basics,
    ),
    Section(
        "limits",
        gettext_lazy("时限"),
        ("statutory", "promised", "acceptance"),
        basics.ask_limits,
        basics.read_limits,
    ),
    Section(
        "materials",
        gettext_lazy("申请材料"),
        ("materials", "materials.detail"),
        materials.ask_materials,
        materials.read_materials,
    ),
    Section(
        "conditions",
        gettext_lazy("受理条件"),
        ("conditions",),
        lists.ask_conditions,
        lists.read_conditions,
    ),
    Section("form", gettext_lazy("申请表"), ("fields",), form.ask_fields, form.read_fields),
    Section(
        "situations",
        gettext_lazy("情形问题"),
        ("situations",),
        promise.ask_situations,
        promise.read_situations,
    ),
    Section(
        "promise",
        gettext_lazy("告知承诺和容缺"),
        ("on_promise", "risks", "gap_rule"),
        promise.ask_promise,
        promise.read_promise,
    ),
    Section("offer", gettext_lazy("免申即享"), ("offer",), offer.ask_offer, offer.read_offer),
    Section("steps", gettext_lazy("办理环节"), ("steps",), lists.ask_steps, lists.read_steps),
    Section(
        "hand-up",
        gettext_lazy("报送上级机关"),
        ("hand_up",),
        hand_up.ask_hand_up,
        hand_up.read_hand_up,
    ),
    Section("fees", gettext_lazy("收费"), ("fees",), lists.ask_fees, lists.read_fees),
    Section("result", gettext_lazy("办理结果"), ("result",), basics.ask_result, basics.read_result),
    Section(
        "special",
        gettext_lazy("特别程序"),
        ("special_procedures",),
        special.ask_special,
        special.read_special,
    ),
    Section(
        "online",
        gettext_lazy("网上办理和通办"),
        ("online_depth", "cross_region", "real_name_level", "online_address", "courier"),
        standing.ask_online,
        standing.read_online,
    ),
    Section(
        "power",
        gettext_lazy("职权和实施主体"),
        ("power_source", "organ_nature", "use_level", "joint_organs", "quota", "quota_limit"),
        standing.ask_power,
        standing.read_power,
    ),
    Section(
        "faq",
        gettext_lazy("主题和常见问答"),
        ("topics", "faq"),
        standing.ask_faq,
        standing.read_faq,
    ),
    Section(
        "certificate",
        gettext_lazy("证照登载事项"),
        ("particulars",),
        certificate.ask_certificate,
        certificate.read_certificate,
    ),
)
BY_SLUG = {section.slug: section for section in SECTIONS}


def after(part: Section) -> Section | None:
    """Return the section that follows, None after the last."""
    at = SECTIONS.index(part) + 1
    return SECTIONS[at] if at < len(SECTIONS) else None


def section_of(element: str) -> Section:
    """Return the section where an element is filled in; "materials.form" stands in materials."""
    group = element.split(".")[0]
    for section in SECTIONS:
        if element in section.elements or group in section.elements:
            return section
    return SECTIONS[0]
