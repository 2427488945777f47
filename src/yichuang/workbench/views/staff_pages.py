"""GET /work/staff/: the organ's people; leave, its approval and end, and leaving for good."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.directory.public import (
    Actor,
    LeaveRefused,
    PostNotFilled,
    decide_leave,
    end_all_posts,
    end_leave,
    enter_leave,
    leads,
    posts_in,
    requires,
    staff_of,
)

from ..forms.given import Given
from ..pages.staff import FAULTS, staff_page
from .staff import officer_of


@requires("case.list", "staff.lead")
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """GET /work/staff/: the staff and their leave; for who leads nobody, his own leave."""
    return render(request, "workbench/staff.html", {"page": staff_page(officer_of(request))})


@requires("case.list", "staff.lead")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """POST /work/staff/leave/: enter a leave; a head's stands at once, one's own waits."""
    actor, given = officer_of(request), Given("leave", request.POST)
    if not _entered(actor, given):
        page = staff_page(actor, given)
        return render(request, "workbench/staff.html", {"page": page}, status=422)
    messages.success(request, _("已登记。"))
    return redirect("workbench:staff")


def _entered(actor: Actor, given: Given) -> bool:
    absent = given.needed("absent", _("请假人")) if leads(actor, actor.organ) else actor.id
    stand_in = given.needed("stand_in", _("代班人"))
    first, last = given.day("first", _("从哪天起")), given.day("last", _("到哪天止"))
    given.needed("first", _("从哪天起"))
    given.needed("last", _("到哪天止"))
    if given.errors or first is None or last is None:
        return False
    posts = posts_in(actor.organ, absent)
    try:
        enter_leave(actor, absent=absent, stand_in=stand_in, posts=posts, first=first, last=last)
    except (LeaveRefused, PostNotFilled) as refusal:
        rule = str(refusal.facts["reason"])
        at = {"not_past": "first", "last_before_first": "last", "too_long": "last"}
        given.wrong(at.get(rule, "stand_in"), str(FAULTS[rule]))
        return False
    return True


@requires("staff.lead")
@require_POST
def approval(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """POST /work/staff/leave/<id>/approval/: `then=refuse` refuses it."""
    approve = request.POST.get("then") != "refuse"
    decide_leave(officer_of(request), leave_id, approve=approve)
    messages.success(request, _("已批准。") if approve else _("已记录为不批准。"))
    return redirect("workbench:staff")


@requires("case.list", "staff.lead")
@require_POST
def end(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """POST /work/staff/leave/<id>/end/: the absent one is back, or a head calls it off."""
    end_leave(officer_of(request), leave_id)
    messages.success(request, _("已结束，代班人不再以该岗位办理。"))
    return redirect("workbench:staff")


@requires("staff.lead")
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: HttpRequest, officer: str) -> HttpResponse:
    """GET, POST /work/staff/<officer>/departure/: what ends, then everything at once."""
    actor = officer_of(request)
    person = next((one for one in staff_of(actor.organ) if one.code == officer), None)
    if person is None or not leads(actor, actor.organ):
        raise Http404
    if request.method == "POST":
        end_all_posts(actor, officer)
        messages.success(request, _("%(name)s已离岗，账号已停用。") % {"name": person.name})
        return redirect("workbench:staff")
    return render(request, "workbench/staff_departure.html", {"person": person})
