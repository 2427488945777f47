"""Which results of decided cases can be printed together (批量打印)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.directory.public import Actor
from yichuang.documents.public import Paper, PaperState, printed_copies
from yichuang.ledger.public import cases_visible_to

from ..forms.fields import options
from ..forms.given import Given

RESULTS = ("grant", "refusal", "certificate", "result_notice")
MOST_SHOWN = 200
REASONS: dict[str, Any] = {
    "jam": gettext_lazy("卡纸或者打印不清"),
    "damaged": gettext_lazy("打印件损坏"),
    "lost_on_way": gettext_lazy("打印件在送达前遗失"),
    "second_copy": gettext_lazy("申请人要求多打一份"),
}


@dataclass(frozen=True, slots=True)
class PrintingPage:
    """The results of decided cases with the times each was printed, and the form's one question."""

    rows: list[tuple[Paper, int, bool]]
    fields: list[dict[str, Any]]
    errors: list[dict[str, str]]


def printing_page(actor: Actor, given: Given) -> PrintingPage:
    """Return the newest results of the officer's organ; what was ticked stays ticked."""
    rows = _results(actor)[:MOST_SHOWN]
    copies, ticked = printed_copies([row.id for row in rows]), set(given.several("paper"))
    asked = given.ask(
        "reason", "select", _("重新打印的原因"), options=options(REASONS), help=_("第一次打印不填")
    )
    lines = [(row, copies.get(row.id, 0), str(row.id) in ticked) for row in rows]
    return PrintingPage(lines, [asked], given.summary)


def may_print(actor: Actor, paper_ids: Sequence[UUID]) -> list[Paper]:
    """Return those of the papers that the officer may print, in the order asked for."""
    found = {row.id: row for row in _results(actor).filter(pk__in=paper_ids)}
    return [found[one] for one in dict.fromkeys(paper_ids) if one in found]


def _results(actor: Actor) -> Any:
    seen = cases_visible_to(actor, "file.read").values("pk")
    rows = Paper.objects.filter(organ_code=actor.organ, kind__in=RESULTS, case_id__in=seen)
    return rows.filter(state=PaperState.ISSUED).order_by("-created_at", "id")
