"""What an edition still lacks: to be filed, to be complete, to be well founded; rules alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .content import ON_APPLICATION, Basis, BasisStatus, EditionContent, HandlingKind


class NotFileable(StrEnum):
    """Why a matter is a guide only (仅指南)."""

    EX_OFFICIO = "ex_officio"  # 依职权,不由申请启动
    NO_LIMIT = "no_limit"  # 办结时限未载明
    MATERIALS_UNKNOWN = "materials_unknown"  # 申请材料未载明
    NO_ORGAN = "no_organ"  # 尚无机关认领
    NOT_IN_USE = "not_in_use"  # 暂停或者取消
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, slots=True)
class Gap:
    """An element that is missing, and the organ that can supply it (待完善要素)."""

    element: str
    label: str
    organ_code: str
    organ_name: str
    blocks_filing: bool


def has_limit(content: EditionContent) -> bool:
    """Return whether it is known by when the organ must answer."""
    return (
        content.statutory is not None
        or content.promised is not None
        or content.handling_kind is HandlingKind.INSTANT
    )


def reasons_not_fileable(content: EditionContent) -> tuple[NotFileable, ...]:
    """Return what in the content itself keeps an application from being filed."""
    found = []
    if content.power_type not in ON_APPLICATION:
        found.append(NotFileable.EX_OFFICIO)
    if not has_limit(content):
        found.append(NotFileable.NO_LIMIT)
    if content.materials is None:
        found.append(NotFileable.MATERIALS_UNKNOWN)
    return tuple(found)


# Element, its official label, whether it blocks filing, how to see that it is there.
_ELEMENTS: tuple[tuple[str, Promise, bool, Callable[[EditionContent], bool]], ...] = (
    ("set_basis", _("设定依据"), False, lambda c: bool(c.set_basis)),
    ("handling_kind", _("办件类型"), False, lambda c: c.handling_kind is not None),
    ("service_objects", _("服务对象"), False, lambda c: bool(c.service_objects)),
    ("statutory", _("法定办结时限"), False, lambda c: c.statutory is not None),
    ("promised", _("承诺办结时限"), False, lambda c: c.promised is not None or _instant(c)),
    ("conditions", _("受理条件"), False, lambda c: bool(c.conditions)),
    ("materials", _("申请材料"), True, lambda c: c.materials is not None),
    ("materials.detail", _("材料的类型、形式、来源和份数"), False, lambda c: _detailed(c)),
    ("fees", _("收费情况"), False, lambda c: c.fees is not None),
    ("result", _("办理结果"), False, lambda c: c.result is not None),
    ("flow_text", _("办理流程"), False, lambda c: bool(c.flow_text or c.steps)),
    ("visits", _("到办事现场次数"), False, lambda c: c.visits is not None),
    ("location", _("办理地点"), False, lambda c: bool(c.location)),
    ("hours", _("办理时间"), False, lambda c: bool(c.hours)),
    ("consult", _("咨询方式"), False, lambda c: bool(c.consult)),
    ("complaint", _("监督投诉方式"), False, lambda c: bool(c.complaint)),
    ("remedy", _("救济途径"), False, lambda c: bool(c.remedy.reconsideration_organ)),
)
_ONLY_ON_APPLICATION = frozenset(
    {"handling_kind", "promised", "conditions", "materials", "result", "visits", "service_objects"}
)
# A public service is no act that could be challenged as such, and its promise may be all it has.
_NOT_FOR_SERVICES = frozenset({"remedy", "statutory"})


def _detailed(content: EditionContent) -> bool:
    return all(m.kind and m.form and m.source and m.copies for m in content.materials or ())


def _instant(content: EditionContent) -> bool:
    return content.handling_kind is HandlingKind.INSTANT


def gaps(content: EditionContent, *, organ_code: str, organ_name: str) -> tuple[Gap, ...]:
    """Return the elements of the implementation list (GB/T 39554.2) still missing, in its order."""
    ex_officio = content.power_type not in ON_APPLICATION
    service = content.power_type.value == "20"
    limit_missing = not has_limit(content)
    found = []
    for element, label, blocks, present in _ELEMENTS:
        if ex_officio and element in _ONLY_ON_APPLICATION:
            continue
        if service and element in _NOT_FOR_SERVICES:
            continue
        if not present(content):
            stops = blocks or (element in {"statutory", "promised"} and limit_missing)
            grave = stops and not ex_officio
            found.append(Gap(element, str(label), organ_code, organ_name, grave))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Founded:
    """One statement of an edition that needs a basis, and the best it has."""

    element: str  # "statutory", "materials.form", "fees.0", "conditions.0", "set_basis"
    status: BasisStatus
    basis: tuple[Basis, ...]


def _best(basis: tuple[Basis, ...]) -> BasisStatus:
    statuses = {item.status for item in basis}
    for status in (BasisStatus.CITED, BasisStatus.QUOTED):
        if status in statuses:
            return status
    return BasisStatus.MISSING


def founded(content: EditionContent) -> Iterator[Founded]:
    """Yield what publishing wants founded: the power, limit, conditions, materials, fees.

    A promise needs none: it is the organ's own, and may only be shorter (LicLaw 42).
    """

    def one(element: str, basis: tuple[Basis, ...]) -> Founded:
        return Founded(element, _best(basis), basis)

    yield one("set_basis", content.set_basis)
    if content.statutory is not None:
        yield one("statutory", content.statutory.basis)
    for at, condition in enumerate(content.conditions):
        yield one(f"conditions.{at}", condition.basis)
    for material in content.materials or ():
        yield one(f"materials.{material.code}", material.basis)
    for at, fee in enumerate(content.fees or ()):
        yield one(f"fees.{at}", fee.basis)
    if content.gap_rule is not None and content.gap_rule.lapses:
        yield one("gap_rule", content.gap_rule.basis)
    if content.on_promise is not None:
        yield one("on_promise", content.on_promise.basis)
    if content.offer is not None:
        yield one("offer", content.offer.basis)
    if content.hand_up is not None:
        yield one("hand_up", content.hand_up.basis)


def waived_elements(content: EditionContent) -> frozenset[str]:
    """Return the elements that a reviewer's waiver covers; a whole group by its first word."""
    named = {element for waiver in content.waivers for element in waiver.elements}
    return frozenset(
        item.element
        for item in founded(content)
        if item.element in named or item.element.split(".")[0] in named
    )


def unfounded(content: EditionContent) -> tuple[str, ...]:
    """Return the elements that neither a citation nor a waiver carries: they bar publishing."""
    waived = waived_elements(content)
    return tuple(
        item.element
        for item in founded(content)
        if item.status is not BasisStatus.CITED and item.element not in waived
    )


def basis_summary(content: EditionContent) -> dict[str, str]:
    """Return element → cited, quoted, missing or waived."""
    waived = waived_elements(content)
    return {
        item.element: "waived"
        if item.element in waived and item.status is not BasisStatus.CITED
        else item.status.value
        for item in founded(content)
    }
