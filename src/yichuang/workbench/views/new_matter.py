"""A new matter from nothing: who, what, where it stands; then its empty draft opens."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yichuang.catalogue.public import MainItemUnknown, NameTaken, begin_matter
from yichuang.directory.public import requires

from ..forms.given import Given
from ..forms.new_matter import ask_matter, read_matter
from .staff import officer_of


@requires("catalogue.edit")
@require_http_methods(["GET", "POST"])
def new_matter(request: HttpRequest) -> HttpResponse:
    """GET, POST /work/matters/new/: enter a sub-item of one's own organ; its draft opens."""
    actor, given = officer_of(request), Given("new", request.POST)
    if request.method == "POST":
        wanted = read_matter(given, organ=actor.organ)
        if wanted is not None:
            try:
                return redirect("workbench:guide", begin_matter(wanted, actor=actor))
            except MainItemUnknown as fault:
                given.wrong("main", _main_unknown(fault.facts["similar"]))
            except NameTaken:
                given.wrong("name", _("本机关已经有同名的事项"))
    context = {"asked": ask_matter(given), "errors": given.summary}
    return render(request, "workbench/guide_new.html", context, status=422 if given.errors else 200)


def _main_unknown(similar: Any) -> str:
    if not similar:
        return _("基本目录里没有这个主项；确实没有的，勾选新设主项")
    words = _("基本目录里没有这个主项。相近的有：%(names)s")
    return words % {"names": _("、").join(similar)}
