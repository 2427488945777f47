"""The public's pages on results."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yichuang.directory.public import public_route
from yichuang.documents.public import VERIFY_PATH

from .models import PublishedResult
from .selectors import result, results


@public_route
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """GET /results/?q=…&page=…: what was granted, newest first."""
    found = results(request.GET.dict())
    labels = (_("决定日期"), _("事项"), _("行政相对人"), _("决定机关"))
    columns = [{"label": label} for label in labels]
    context = {"found": found, "columns": columns, "rows": [_row(one) for one in found.rows]}
    return render(request, "disclosure/results.html", context)


def _row(one: PublishedResult) -> dict[str, Any]:
    page = {"url": reverse("disclosure:result", args=[one.number]), "text": one.matter_name}
    day = {"template": "disclosure/_day.html", "value": one.decided_on}
    return {"cells": [day, page, one.holder, one.organ_name]}


@public_route
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """GET /results/<number>: one result, and behind 核验 what proves it."""
    one = result(number)
    context = {"one": one, "facts": _facts(one), "proof": _proof(one)}
    context["verify_url"] = VERIFY_PATH
    return render(request, "disclosure/result.html", context)


def _facts(one: PublishedResult) -> list[dict[str, object]]:
    rows = [
        (_("事项"), one.matter_name),
        (_("行政相对人"), one.holder),
        (_("统一社会信用代码"), one.holder_code),
        (_("决定文书号"), one.decision_number),
        (_("办件编号"), one.number),
        (_("决定机关"), one.organ_name),
        (_("受委托机关"), one.acting_organ_name),
        (_("事后监管机关"), one.supervising_organ_name),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _proof(one: PublishedResult) -> list[dict[str, object]]:
    return [
        {"key": _("登记序号"), "value": one.position},
        {"key": _("记录摘要(SM3)"), "value": one.digest},
    ]
