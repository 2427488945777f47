"""Which results of decided cases can be printed together (批量打印)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.directory.public import Actor
from yichuang.documents.public import MOST_PRINTED, Paper, PaperState, Printing, printed_copies
from yichuang.ledger.public import Case, cases_visible_to

from ..forms.fields import day_in, field, options
from ..forms.given import Given

RESULTS: dict[str, Any] = {
    "grant": gettext_lazy("决定书（准予）"),
    "refusal": gettext_lazy("决定书（不予）"),
    "certificate": gettext_lazy("证照"),
    "result_notice": gettext_lazy("办理结果通知"),
}
STATES: dict[str, Any] = {
    "fresh": gettext_lazy("待打印"),
    "printed": gettext_lazy("打印过"),
    "all": gettext_lazy("全部"),
}
REASONS: dict[str, Any] = {
    "jam": gettext_lazy("卡纸或者打印不清"),
    "damaged": gettext_lazy("打印件损坏"),
    "lost_on_way": gettext_lazy("打印件在送达前遗失"),
    "second_copy": gettext_lazy("申请人要求多打一份"),
}


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One paper in the list; the applicant's name is masked."""

    paper: Paper
    case_number: str
    matter: str
    applicant: str
    copies: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class PrintingPage:
    """The results of decided cases that fit the question, and the form's one question."""

    rows: list[PrintRow]
    page: Page[Any]
    states: list[tuple[str, Any, int]]
    state: str
    filters: list[dict[str, Any]]
    narrowed: bool
    fields: list[dict[str, Any]]
    errors: list[dict[str, str]]

    @property
    def ticked(self) -> int:
        """How many are ticked."""
        return sum(row.ticked for row in self.rows)


def printing_page(actor: Actor, given: Given, query: Mapping[str, str]) -> PrintingPage:
    """Return one page of the organ's results, the newest first; what was ticked stays ticked.

    A page holds as many as one file may, so that all of a page can be ticked.
    """
    # A refused print shows what it was about, also where that had been printed before.
    asked = _asked(query, default="all" if given.errors else "fresh")
    state = asked["state"]
    found = _narrowed(actor, asked)
    fresh = found.filter(~_printed()).count()
    whole = found.count()
    numbers = {"fresh": fresh, "printed": whole - fresh, "all": whole}
    wanted = {"fresh": ~_printed(), "printed": Q(_printed()), "all": Q()}[state]
    page = Paginator(found.filter(wanted), MOST_PRINTED).get_page(query.get("page", "1"))
    reason = given.ask(
        "reason", "select", _("重新打印的原因"), options=options(REASONS), help=_("第一次打印不填")
    )
    ticked = set(given.several("paper"))
    every = query.get("tick") == "all"
    return PrintingPage(
        rows=_rows(actor, list(page.object_list), ticked, every=every),
        page=page,
        states=[(code, label, numbers[code]) for code, label in STATES.items()],
        state=state,
        filters=_filters(asked),
        narrowed=any(asked[name] for name in ("q", "kind", "from", "to")),
        fields=[] if state == "fresh" else [reason],
        errors=given.summary,
    )


def may_print(actor: Actor, paper_ids: Sequence[UUID]) -> list[Paper]:
    """Return those of the papers that the officer may print, in the order asked for."""
    found = {row.id: row for row in _results(actor).filter(pk__in=paper_ids)}
    return [found[one] for one in dict.fromkeys(paper_ids) if one in found]


def _results(actor: Actor) -> Any:
    seen = cases_visible_to(actor, "file.read").values("pk")
    rows = Paper.objects.filter(organ_code=actor.organ, kind__in=RESULTS, case_id__in=seen)
    return rows.filter(state=PaperState.ISSUED).order_by("-created_at", "id")


def _printed() -> Exists:
    return Exists(Printing.objects.filter(paper=OuterRef("pk")))


def _asked(query: Mapping[str, str], *, default: str) -> dict[str, str]:
    """Return the question with nothing in it but what can be answered."""
    found = {name: query.get(name, "").strip()[:60] for name in ("q", "kind", "from", "to")}
    for name in ("from", "to"):
        day = day_in(found[name])
        found[name] = day.isoformat() if day and 1990 <= day.year <= 2100 else ""
    if found["kind"] not in RESULTS:
        found["kind"] = ""
    state = query.get("state", default)
    return {**found, "state": state if state in STATES else default}


def _narrowed(actor: Actor, asked: Mapping[str, str]) -> Any:
    rows = _results(actor)
    if text := asked["q"]:
        cases = cases_visible_to(actor, "file.read").filter(
            Q(number__endswith=text) | Q(matter_name__icontains=text)
        )
        rows = rows.filter(Q(number__icontains=text) | Q(case_id__in=cases.values("pk")))
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["from"]:
        rows = rows.filter(issued_on__gte=date.fromisoformat(asked["from"]))
    if asked["to"]:
        rows = rows.filter(issued_on__lte=date.fromisoformat(asked["to"]))
    return rows


def _rows(actor: Actor, papers: list[Paper], ticked: set[str], *, every: bool) -> list[PrintRow]:
    copies = printed_copies([one.id for one in papers])
    seen = cases_visible_to(actor, "file.read").select_related("application")
    cases: dict[UUID, Case] = {one.id: one for one in seen.filter(pk__in=_cases_of(papers))}
    return [
        PrintRow(
            paper=one,
            case_number=cases[one.case_id].number or "",
            matter=cases[one.case_id].matter_name,
            applicant=cases[one.case_id].application.applicant_masked,
            copies=copies.get(one.id, 0),
            ticked=every or str(one.id) in ticked,
        )
        for one in papers
        if one.case_id is not None
    ]


def _cases_of(papers: list[Paper]) -> set[UUID]:
    return {one.case_id for one in papers if one.case_id is not None}


def _filters(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    words = _("编号或者事项名称")
    return [
        field("q", "search", words, value=asked["q"], hotkey="/", maxlength=60),
        field(
            "kind",
            "select",
            _("文书种类"),
            value=asked["kind"],
            options=options(RESULTS),
            blank=_("全部"),
        ),
        field("from", "date", _("制发日期自"), value=asked["from"]),
        field("to", "date", _("至"), value=asked["to"]),
        field("state", "hidden", "", value=asked["state"]),
    ]
