"""My space, for a signed-in person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.directory.public import actor_of, change_phone, own_card, requires, revoke_mandate

from ..forms.refusals import MANDATE, PHONE, told_in
from ..forms.space import EVERYTHING, MandateForm, PhoneForm
from ..pages.bundle import my_bundles
from ..pages.channels import keep_channels, own_form, standing
from ..pages.space import entrust, matter_asked, my_licences, my_looks, my_mandates
from ..pages.space import overview as overview_of
from ..words import REAL_NAME_LEVELS

both = require_http_methods(["GET", "HEAD", "POST"])


@requires("look.own")
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """GET /my/: what waits for me, my cases and drafts."""
    actor = actor_of(request)
    found = overview_of(actor, request.GET.get("page", "1"))
    return render(request, "portal/space.html", {"space": found, "bundles": my_bundles(actor)})


@requires("look.own")
@never_cache
@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    """GET /my/licences/: my licences."""
    return render(request, "portal/licences.html", {"licences": my_licences(actor_of(request))})


@requires("look.own")
@never_cache
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """GET /my/looks/: who looked at my data."""
    return render(request, "portal/looks.html", {"looks": my_looks(actor_of(request))})


@requires("look.own")
@never_cache
@both
def mandates(request: HttpRequest) -> HttpResponse:
    """GET, POST /my/mandates/[?matter=]: the mandates I gave and hold; a POST gives one."""
    only = matter_asked(request.GET.get("matter", ""))
    given = request.POST if request.method == "POST" else None
    code, name = (only.matter_code, only.name) if only else ("", "")
    form = MandateForm(given, matter=code, name=name)
    if form.is_valid():
        kept = form.cleaned_data
        matters = () if kept["scope"] == EVERYTHING else (kept["scope"],)
        with told_in(form, MANDATE):
            entrust(
                actor_of(request),
                number=kept["number"],
                valid_to=kept["valid_to"],
                matters=matters,
            )
            messages.success(request, _("委托已生效。"))
            return redirect("portal:my_mandates")
    shown = {"mandates": my_mandates(actor_of(request)), "form": form}
    return render(request, "portal/mandates.html", shown, status=422 if form.errors else 200)


@requires("look.own")
@require_POST
def end_mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """POST /my/mandates/<id>/end/: end a mandate, from either side."""
    revoke_mandate(actor_of(request), mandate_id)
    messages.success(request, _("委托已终止。"))
    return redirect("portal:my_mandates")


@requires("look.own")
@never_cache
@both
def card(request: HttpRequest) -> HttpResponse:
    """GET, POST /my/card/: what is registered of me; a POST changes the telephone number."""
    mine = own_card(actor_of(request))
    form = PhoneForm(request.POST or None, initial={"phone": mine.phone})
    if request.method == "POST" and form.is_valid():
        with told_in(form, PHONE):
            change_phone(mine.id, form.cleaned_data["phone"])
            messages.success(request, _("联系电话已更改。"))
            return redirect("portal:my_card")
    shown = {"card": mine, "form": form, "level": REAL_NAME_LEVELS[mine.real_name_level]}
    return render(request, "portal/card.html", shown, status=422 if form.errors else 200)


@requires("look.own")
@never_cache
@both
def channels(request: HttpRequest) -> HttpResponse:
    """GET, POST /my/channels/: on which channels papers reach me; a POST changes or takes back."""
    actor = actor_of(request)
    party = own_card(actor).id
    form = own_form(actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keep_channels(actor, party, form)
        messages.success(request, _("已保存。"))
        return redirect("portal:my_channels")
    shown = {"form": form, "lines": standing(party)}
    return render(request, "portal/channels.html", shown, status=422 if form.errors else 200)
