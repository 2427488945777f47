"""Guides an officer may edit, review or publish: what they lack, what is doubtful, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import (
    ELEMENTS,
    EditionContent,
    EditionRow,
    EditionState,
    Finding,
    Gap,
    MatterUnknown,
    TimeLimit,
    content_of,
    edition_in_force,
    edition_row,
    editions_visible_to,
    element_words,
    lint_edition,
    to_complete,
    unfounded,
)
from yichuang.directory.public import Actor, may_try
from yichuang.kernel.public import dump
from yichuang.law.public import say_amount

from ..forms.guide import SECTIONS, Section, section_of
from ..words import POWER_TYPES, word
from .difference import COMPARED, Change, item_changes

PAGE = 50
STATES: dict[str, tuple[Any, str]] = {
    "draft": (gettext_lazy("草稿"), "neutral"),
    "legal_review": (gettext_lazy("合法性审核中"), "warn"),
    "published": (gettext_lazy("已公布，尚未生效"), "info"),
    "effective": (gettext_lazy("现行有效"), "good"),
    "superseded": (gettext_lazy("已被替代"), "neutral"),
}
WAIVER_MARK = "【同意缺条款公布】"
CATALOGUE_ACTS = ("catalogue.edit", "catalogue.review", "catalogue.publish")


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One draft in the list."""

    id: UUID
    name: str
    organ: str
    kind: str
    state: dict[str, str]
    code: str


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to complete or mend, and the section where that is done."""

    section: Section
    label: str
    mend: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One guide for editor, reviewer and publisher."""

    row: EditionRow
    content: EditionContent
    state: dict[str, str]
    sections: tuple[Section, ...]
    gaps: list[Todo]
    findings: list[Todo]
    changes: list[Change]
    unfounded: list[str]
    note: str
    reviewed_by: str
    waiver: str
    may_edit: bool
    may_review: bool
    may_publish: bool
    may_begin_anew: bool


def guides_within_reach(actor: Actor) -> QuerySet[Any]:
    """Return the editions an officer may edit, review or publish.

    The three acts reach equally far in the policy, so the catalogue's way in for editors serves the
    reviewer and the publisher too; what each may do there the services check again.
    """
    if not any(may_try(actor, act) for act in CATALOGUE_ACTS):
        return editions_visible_to(actor).none()
    return editions_visible_to(replace(actor, acts=actor.acts | {"catalogue.edit"}))


def guide_lines(actor: Actor, *, state: str, question: str) -> list[GuideLine]:
    """Return the drafts in work, or what is published, by organ and name."""
    found = guides_within_reach(actor)
    wanted = ("published",) if state == "published" else ("draft", "legal_review")
    found = found.filter(state__in=[state] if state in {"draft", "legal_review"} else wanted)
    if question:
        found = found.filter(matter__name__icontains=question)
    rows = found.order_by("matter__organ_code", "matter__name", "version")[:PAGE]
    return [
        GuideLine(
            id=one.id,
            name=one.matter.name,
            organ=one.matter.organ_name,
            kind=word(POWER_TYPES, one.matter.power_type),
            state=_state(one.state),
            code=one.matter.code,
        )
        for one in rows
    ]


def _state(state: str) -> dict[str, str]:
    words, tone = STATES.get(state, (state, "neutral"))
    return {"text": str(words), "tone": tone}


def guide_page(actor: Actor, edition_id: UUID) -> GuidePage:
    """Return a guide with all there is to do about it. Raises MatterUnknown out of reach."""
    edition = guides_within_reach(actor).filter(pk=edition_id).first()
    if edition is None:
        raise MatterUnknown(edition=str(edition_id))
    row, content = edition_row(edition_id), content_of(edition_id)
    open_draft = row.state is EditionState.DRAFT
    reviewing = row.state is EditionState.LEGAL_REVIEW
    note = str(edition.review_note)
    return GuidePage(
        row=row,
        content=content,
        state=_state(row.state.value),
        sections=SECTIONS,
        gaps=[_gap(one) for one in to_complete(edition_id)],
        findings=[_finding(one) for one in lint_edition(edition)]
        if open_draft or reviewing
        else [],
        changes=list(_changes(row, content)),
        unfounded=[element_words(one, content) for one in unfounded(content)],
        note=note.removeprefix(WAIVER_MARK),
        reviewed_by=str(edition.reviewed_by),
        waiver=note.removeprefix(WAIVER_MARK) if note.startswith(WAIVER_MARK) else "",
        may_edit=open_draft and bool(may_try(actor, "catalogue.edit")),
        may_review=reviewing
        and not edition.reviewed_by
        and bool(may_try(actor, "catalogue.review")),
        may_publish=reviewing
        and bool(edition.reviewed_by)
        and bool(may_try(actor, "catalogue.publish")),
        may_begin_anew=not (open_draft or reviewing) and bool(may_try(actor, "catalogue.edit")),
    )


def _gap(gap: Gap) -> Todo:
    return Todo(section_of(gap.element), gap.label, grave=gap.blocks_filing)


def _finding(finding: Finding) -> Todo:
    return Todo(section_of(finding.element), finding.mend)


def _changes(row: EditionRow, content: EditionContent) -> Iterator[Change]:
    """Yield what differs from the guide in force; nothing where there is none yet."""
    try:
        current = edition_in_force(row.matter_code)
    except MatterUnknown:
        return
    if current.id == row.id:
        return
    before = content_of(current.id)
    for one in fields(EditionContent):
        old, new = getattr(before, one.name), getattr(content, one.name)
        if old != new and one.name in ELEMENTS and one.name not in COMPARED:
            yield Change(str(ELEMENTS[one.name]), brief(old), brief(new))
    yield from item_changes(before, content)


def brief(value: Any) -> str:
    """Return an element's value in one line, for comparing."""
    if value is None or value == () or value == "":
        return _("（无）")
    if isinstance(value, tuple):
        return _("；").join(brief(one) for one in value)
    if isinstance(value, TimeLimit):
        return say_amount(value.period.amount, value.period.unit, "zh")
    for name in ("name", "text", "label", "quoted", "law_name"):
        if getattr(value, name, ""):
            return str(getattr(value, name))
    written = dump(value)
    if isinstance(written, dict):
        return _("；").join(str(one) for one in written.values() if one)
    return str(written)
