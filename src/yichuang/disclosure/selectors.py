"""Reading what is public. Everyone may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q

from yichuang.kernel.public import NotFound

from .models import PublishedResult

PAGE = 20
LONGEST_QUERY = 60


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """One page of results with what was asked."""

    rows: tuple[PublishedResult, ...]
    query: str
    page: int
    pages: int
    total: int


def results(asked: Mapping[str, str]) -> ResultsPage:
    """Return results by holder, matter or number (`q`), newest first; odd input finds nothing."""
    query = asked.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    found = PublishedResult.objects.order_by("-decided_on", "-position")
    if query:
        found = found.filter(
            Q(holder__icontains=query)
            | Q(matter_name__icontains=query)
            | Q(organ_name__icontains=query)
            | Q(number=query)
            | Q(decision_number=query)
        )
    pages = Paginator(found, PAGE)
    page = pages.get_page(asked.get("page"))
    return ResultsPage(tuple(page.object_list), query, page.number, pages.num_pages, pages.count)


def result(number: str) -> PublishedResult:
    """Return one result by its case number. Raises NotFound."""
    found = PublishedResult.objects.filter(number=number).first()
    if found is None:
        raise NotFound(field="number")
    return found
