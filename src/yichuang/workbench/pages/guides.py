"""Guides an officer may edit, review or publish: what they lack, what is doubtful, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import (
    EditionContent,
    EditionRow,
    EditionState,
    Finding,
    Gap,
    MatterUnknown,
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

from ..forms.fields import field, options
from ..forms.guide import SECTIONS, Section, section_of
from ..words import POWER_TYPES, word
from .difference import Change, item_changes

PAGE = 50
STATES: dict[str, tuple[Any, str]] = {
    "draft": (gettext_lazy("草稿"), "neutral"),
    "legal_review": (gettext_lazy("合法性审核中"), "warn"),
    "published": (gettext_lazy("已公布，尚未生效"), "info"),
    "effective": (gettext_lazy("现行有效"), "good"),
    "superseded": (gettext_lazy("已被替代"), "neutral"),
}
TABS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("work", gettext_lazy("在编"), ("draft", "legal_review")),
    ("draft", gettext_lazy("草稿"), ("draft",)),
    ("legal_review", gettext_lazy("审核中"), ("legal_review",)),
    ("published", gettext_lazy("已公布"), ("published",)),
)
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
class Tab:
    """Guides in one state, and how many."""

    key: str
    label: Any
    count: int


@dataclass(frozen=True, slots=True)
class GuidesPage:
    """One page of the list of guides, and the form it was asked with."""

    lines: list[GuideLine]
    page: Page[Any]
    tabs: list[Tab]
    state: str
    fields: list[dict[str, Any]]
    others: bool  # guides of other organs than the reader's stand in it


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
    first: bool  # there is no guide in force to compare with: everything is new
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


def guides_page(actor: Actor, query: Mapping[str, str]) -> GuidesPage:
    """Return one page of guides: one's own organ's, unless others are asked for.

    Without a wish it shows what is in work, or what is published where nothing is.
    """
    question = query.get("q", "").strip()[:60]
    reach = guides_within_reach(actor)
    organs = _organs(reach)
    wished = query.get("organ", "")
    organ = wished if wished in organs else actor.organ
    organ = "" if wished == "all" or organ not in organs else organ
    found = reach.filter(matter__name__icontains=question) if question else reach
    found = found.filter(matter__organ_code=organ) if organ else found
    counts = Counter(found.order_by().values_list("state", flat=True))
    tabs = [Tab(key, label, sum(counts[one] for one in states)) for key, label, states in TABS]
    wish = query.get("state", "work" if tabs[0].count else "published")
    state, states = next(((key, states) for key, _l, states in TABS if key == wish), TABS[0][::2])
    rows = found.filter(state__in=states).order_by("matter__organ_code", "matter__name", "version")
    page = Paginator(rows, PAGE).get_page(query.get("page", "1"))
    return GuidesPage(
        lines=[_line(one, state) for one in page.object_list],
        page=page,
        tabs=tabs,
        state=state,
        fields=_filters(question, organ, organs, state, actor.organ),
        others=organ != actor.organ,
    )


def _organs(reach: QuerySet[Any]) -> dict[str, str]:
    rows = reach.order_by("matter__organ_code").distinct("matter__organ_code")
    return dict(rows.values_list("matter__organ_code", "matter__organ_name"))


def _line(one: Any, state: str) -> GuideLine:
    """Return an edition as a row; whether a published one is in force is asked of the catalogue."""
    now = edition_row(one.id).state.value if state == "published" else one.state
    return GuideLine(
        id=one.id,
        name=one.matter.name,
        organ=one.matter.organ_name,
        kind=word(POWER_TYPES, one.matter.power_type),
        state=_state(now),
        code=one.matter.code,
    )


def _filters(
    question: str, organ: str, organs: Mapping[str, str], state: str, own: str
) -> list[dict[str, Any]]:
    name = field("q", "search", _("事项名称"), value=question, hotkey="/", maxlength=60)
    kept = field("state", "hidden", "", value=state)
    if len(organs) < 2:
        return [name, kept]
    others = {code: label for code, label in organs.items() if code != own}
    choices = [*options(others), {"value": "all", "label": _("全部机关")}]
    value = "" if organ == own else organ or "all"
    place = field("organ", "select", _("机关"), value=value, options=choices, blank=_("本机关"))
    return [name, place, kept]


def _state(state: str) -> dict[str, str]:
    words, tone = STATES.get(state, (state, "neutral"))
    return {"text": str(words), "tone": tone}


def guide_page(actor: Actor, edition_id: UUID) -> GuidePage:
    """Return a guide with all there is to do about it. Raises MatterUnknown out of reach."""
    edition = guides_within_reach(actor).filter(pk=edition_id).first()
    if edition is None:
        raise MatterUnknown(edition=str(edition_id))
    row, content = edition_row(edition_id), content_of(edition_id)
    in_force = _in_force(row)
    open_draft = row.state is EditionState.DRAFT
    reviewing = row.state is EditionState.LEGAL_REVIEW
    note = str(edition.review_note)
    return GuidePage(
        row=row,
        content=content,
        state=_state(row.state.value),
        sections=SECTIONS,
        gaps=[_gap(one) for one in to_complete(edition_id)],
        findings=[_finding(one, content) for one in lint_edition(edition)]
        if open_draft or reviewing
        else [],
        changes=list(_changes(in_force, content)),
        first=in_force is None,
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


def _finding(finding: Finding, content: EditionContent) -> Todo:
    return Todo(section_of(finding.element), element_words(finding.element, content), finding.mend)


def _changes(in_force: EditionContent | None, content: EditionContent) -> Iterator[Change]:
    """Return what differs from the guide in force; everything where there is none yet."""
    before = in_force or EditionContent(name="", power_type=content.power_type)
    return item_changes(before, content)


def _in_force(row: EditionRow) -> EditionContent | None:
    """Return what the guide in force says, None where there is none."""
    try:
        return content_of(edition_in_force(row.matter_code).id)
    except MatterUnknown:
        return None
