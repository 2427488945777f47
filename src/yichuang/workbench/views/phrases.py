"""/work/phrases/: the phrases of a post and one's own."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yichuang.directory.public import (
    Actor,
    PhraseRefused,
    PhraseUse,
    add_phrase,
    change_phrase,
    requires,
    withdraw_phrase,
)

from ..forms.fields import whole_in
from ..forms.given import Given
from ..pages.phrases import FAULTS, USES, phrase_page, phrases_page
from .staff import officer_of

KEEPERS = ("case.list", "staff.lead")


@requires(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request: HttpRequest) -> HttpResponse:
    """GET, POST /work/phrases/?post=…: a post's list; POST adds to it."""
    actor, post = officer_of(request), request.GET.get("post", "")
    given = Given("phrase", request.POST) if request.method == "POST" else None
    if given and _added(actor, post or actor.post, given):
        messages.success(request, _("已保存。"))
        return HttpResponseRedirect(request.get_full_path())
    page = phrases_page(actor, post, given)
    return render(request, "workbench/phrases.html", {"page": page}, status=422 if given else 200)


def _added(actor: Actor, post: str, given: Given) -> bool:
    use = given.one_of("use", _("用在哪里"), USES)
    text = given.needed("text", _("内容"))
    if given.errors:
        return False
    shared = post != actor.post or bool(given.text("shared"))
    return _kept(
        given, lambda: add_phrase(actor, post=post, use=PhraseUse(use), text=text, shared=shared)
    )


@requires(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def phrase(request: HttpRequest, phrase_id: UUID) -> HttpResponse:
    """GET, POST /work/phrases/<id>/: another wording; `then=withdraw` takes it off the list."""
    actor = officer_of(request)
    given = Given("phrase", request.POST) if request.method == "POST" else None
    if given and _changed(actor, phrase_id, given, request.POST.get("then", "")):
        messages.success(request, _("已保存。"))
        return redirect(_back(actor, phrase_id))
    page = phrase_page(actor, phrase_id, given)
    return render(request, "workbench/phrase.html", {"page": page}, status=422 if given else 200)


def _changed(actor: Actor, phrase_id: UUID, given: Given, then: str) -> bool:
    seen = whole_in(given.text("seen_no")) or 0
    if then == "withdraw":
        return _kept(given, lambda: withdraw_phrase(actor, phrase_id, seen_no=seen))
    text = given.needed("text", _("内容"))
    if given.errors:
        return False
    return _kept(given, lambda: change_phrase(actor, phrase_id, text=text, seen_no=seen))


def _back(actor: Actor, phrase_id: UUID) -> str:
    post = phrase_page(actor, phrase_id).phrase.post
    address = reverse("workbench:phrases")
    return address if post == actor.post else f"{address}?post={quote(post)}"


def _kept(given: Given, act: Callable[[], object]) -> bool:
    """Do it, and note at the text why it was refused; return whether it was done."""
    try:
        act()
    except PhraseRefused as refusal:
        given.wrong("text", str(FAULTS[str(refusal.facts["reason"])]))
        return False
    return True
