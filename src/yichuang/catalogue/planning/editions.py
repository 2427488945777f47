"""An edition as the planner sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..content import Basis, EditionContent, HandlingKind, Material, PowerType, SatisfiedBy
from ..forms import form_fields
from .wishes import Requirement, Wish

# What the one form fills in: the paper on which one applies, not papers written for the matter.
_APPLICATION_FORM = re.compile(r"(申请|申报|登记|备案|报名|审批|核准)(表|书|登记表|审批表)$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]|[《》]")
FORM_KIND = "2"  # 申请表格文书
OPTIONAL, LATER = "2", "3"


def licence_document(licence_type: str) -> str:
    """Return the id of the document that is a licence of this type."""
    return f"licence:{licence_type}"


def answer_document(element: str) -> str:
    """Return the id of the document that is a register's answer about this element."""
    return f"element:{element}"


def is_application_form(material: Material) -> bool:
    """Return whether a material is the application itself, which the one form replaces."""
    name = _BRACKETS.sub("", material.name).strip()
    return material.kind == FORM_KIND and bool(_APPLICATION_FORM.search(name))


def wish_of(
    matter: str,
    content: EditionContent,
    *,
    organ: str,
    documents: Mapping[str, str] | None = None,
    when: tuple[str, ...] = (),
) -> Wish:
    """Return one edition as a wish. `documents`: material code → id of its confirmed document.

    A material nobody has confirmed to be another's is a document of its own matter alone.
    """
    known = documents or {}
    limit, promise = content.statutory, content.promised
    result = content.result
    return Wish(
        id=matter,
        name=content.name,
        organ=organ,
        licence=content.power_type is PowerType.LICENCE,
        instant=content.handling_kind is HandlingKind.INSTANT,
        statutory=limit.period if limit else None,
        promised=promise.period if promise else None,
        requirements=tuple(_requirement(matter, one, known) for one in content.materials or ()),
        fields=form_fields(content),
        questions=content.situations,
        gives=(licence_document(result.licence_type),) if result and result.licence_type else (),
        visits=1 if content.visits is None else content.visits,
        site_visit=any(step.people > 1 for step in content.steps),
        when=when,
    )


def _requirement(matter: str, material: Material, documents: Mapping[str, str]) -> Requirement:
    ways = material.satisfied_by
    own = documents.get(material.code, f"{matter}/{material.code}")
    as_licence = SatisfiedBy.LICENCE in ways and material.licence_type
    as_answer = SatisfiedBy.INTERFACE in ways and material.data_element
    return Requirement(
        matter=matter,
        code=material.code,
        name=material.name,
        options=(licence_document(material.licence_type),) if as_licence else (own,),
        form=is_application_form(material),
        needed=material.need != OPTIONAL,
        later=material.need == LATER,
        when=(material.asked_when,) if material.asked_when else (),
        basis=tuple(_citation(one) for one in material.basis),
        from_state=(answer_document(material.data_element),) if as_answer else (),
    )


def _citation(basis: Basis) -> str:
    """Return a basis as its law's id and article, or its quoted words."""
    if not basis.law_id:
        return basis.quoted or basis.law_name
    return f"{basis.law_id} {basis.article}" if basis.article else basis.law_id
