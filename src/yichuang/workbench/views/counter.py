"""The counter: find the person and the matter, take the application, hand out the receipt."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yichuang.approval.public import Accept, CompleteAtOnce, act, receive_application
from yichuang.catalogue.public import EditionRow, content_of, edition_row
from yichuang.directory.public import (
    Actor,
    Subject,
    check,
    find_party_by_number,
    give_mandate,
    may_act_for,
    may_try,
    register_party,
    requires,
    today,
)
from yichuang.documents.public import store_upload
from yichuang.kernel.public import InvalidInput
from yichuang.ledger.public import Receipt

from ..forms.reception import (
    CREDIT_CODE,
    Reception,
    as_command,
    blank,
    judge,
    kind_of_number,
    prefilled,
    received_on,
    typed,
)
from ..pages.case import case_view
from ..pages.counter import (
    CounterPage,
    barred_words,
    counter_card,
    counter_page,
    gone_words,
    reception_page,
    unknown_about,
    visitor_of,
)
from .staff import officer_of

CARRIED = ("party", "agent", "q", "edition", "role")


@requires("approval.receive")
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """GET /work/counter/?party=…&agent=…&q=…&edition=…: as far as the visit has come."""
    actor, query = officer_of(request), request.GET
    party, agent, edition = (_id(query, name) for name in ("party", "agent", "edition"))
    visitor = visitor_of(party, agent)
    page = counter_page(query.dict(), visitor, edition=edition)
    if party is None or visitor.party is None or page.edition is None:
        return _counter(request, page)
    content = content_of(page.edition.id)
    reception = blank(content, prefilled(content, counter_card(actor, party)))
    return _reception(request, page, reception, key="")


def _counter(request: HttpRequest, page: CounterPage, *, status: int = 200) -> HttpResponse:
    return render(request, "workbench/counter.html", {"page": page}, status=status)


def _id(query: QueryDict, name: str) -> UUID | None:
    """Return an id of the address. Raises InvalidInput for anything that is none."""
    value = query.get(name)
    if not value:
        return None
    try:
        return UUID(str(value))
    except ValueError:
        raise InvalidInput(field=name, rule="uuid_parsing") from None


@requires("approval.receive")
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """POST /work/counter/person/: find by number, or register with name and phone."""
    actor, data = officer_of(request), request.POST
    number = str(data.get("number", "")).strip()
    kind = kind_of_number(number, str(data.get("number_kind", "")))
    errors: dict[str, str] = {}
    if not number:
        errors["number"] = _("请填写证件号码")
    elif not kind:
        errors["number"] = _("不是有效的身份证号或者统一社会信用代码；其他证件请选择类型")
    party = None if errors else find_party_by_number(number, kind)
    if party is None and not errors and data.get("name"):
        party, errors = _register(actor, data, number, kind)
    if party is not None:
        return _on(data, str(data.get("role") or "party"), party)
    visitor = visitor_of(_id(data, "party"), _id(data, "agent"))
    page = counter_page(
        {name: str(data.get(name, "")) for name in CARRIED},
        visitor,
        edition=_id(data, "edition"),
        finder=data.dict(),
        errors=errors,
        unknown="number" not in errors,
    )
    return _counter(request, page, status=422 if errors else 200)


def _register(
    actor: Actor, data: QueryDict, number: str, kind: str
) -> tuple[UUID | None, dict[str, str]]:
    """Register the person who shows his paper, or say what is wrong with what was typed."""
    check(actor, "party.register", Subject(organ=actor.organ, region=actor.region))
    try:
        party = register_party(
            kind="legal" if kind == CREDIT_CODE else "natural",
            name=str(data.get("name", "")),
            number=number,
            number_kind=kind,
            phone=str(data.get("phone", "")),
        )
    except InvalidInput as wrong:
        name = wrong.field if wrong.field in {"name", "number", "phone"} else "number"
        return None, {str(name): _("请核对后重新填写")}
    return party, {}


def _on(data: QueryDict, role: str, party: UUID) -> HttpResponse:
    """Go on with the person found, whatever else was chosen before."""
    carried = {name: str(data.get(name, "")) for name in ("party", "agent", "q", "edition")}
    carried["agent" if role == "agent" else "party"] = str(party)
    query = urlencode({name: value for name, value in carried.items() if value})
    return HttpResponseRedirect(f"{reverse('workbench:counter')}?{query}")


# --- reception ------------------------------------------------------------------------------------


@requires("approval.receive")
@require_POST
def reception(request: HttpRequest) -> HttpResponse:
    """POST /work/counter/reception/: take it; without `then` only show how it stands."""
    actor = officer_of(request)
    party, agent, edition = (_id(request.POST, one) for one in ("party", "agent", "edition"))
    if party is None or edition is None:
        raise InvalidInput(field="party" if party is None else "edition", rule="required")
    row, content = edition_row(edition), content_of(edition)
    data = _with_files(request, actor, party)
    taken, then = typed(content, data), str(data.get("then", ""))
    page = counter_page(
        {name: str(data.get(name, "")) for name in CARRIED},
        visitor_of(party, agent),
        edition=edition,
    )
    key = str(data.get("key", ""))
    if not then:
        return _reception(request, page, taken, key=key)
    _judge(taken, then, actor, row, party, agent, data)
    if taken.errors:
        return _reception(request, page, taken, key=key, status=422)
    receipt = _take(actor, row, taken, then, party=party, agent=agent, data=data, key=key)
    return HttpResponseRedirect(reverse("workbench:done", args=[receipt.case_id]))


def _judge(
    taken: Reception,
    then: str,
    actor: Actor,
    row: EditionRow,
    party: UUID,
    agent: UUID | None,
    data: QueryDict,
) -> None:
    judge(taken)
    if "received" not in taken.errors and (gone := gone_words(row, received_on(taken))):
        taken.errors["then"] = gone
    if "received" not in taken.errors and (barred := barred_words(party, row, received_on(taken))):
        taken.errors["then"] = barred
    if unknown_about(taken, party):
        taken.errors["about"] = _("这本证照现在不能这样办理，请重新选择")
    if then in {"accept", "complete"} and taken.gaps:
        words = _("还缺：%(names)s。可以先收件，再一次性告知补正")
        taken.errors["then"] = words % {"names": _("、").join(taken.gaps)}
    if agent is not None and not may_act_for(agent, party, row.matter_code, today()):
        if not may_try(actor, "mandate.give"):
            taken.errors["mandate"] = _("代理人没有登记的委托，本岗位不能登记委托")
        elif not str(data.get("mandate", "")).strip():
            taken.errors["mandate"] = _("请写明已查验的授权委托书")


@transaction.atomic
def _take(
    actor: Actor,
    row: EditionRow,
    taken: Reception,
    then: str,
    *,
    party: UUID,
    agent: UUID | None,
    data: QueryDict,
    key: str,
) -> Receipt:
    """Receive, and where asked accept or finish, all or nothing."""
    if agent is not None and not may_act_for(agent, party, row.matter_code, today()):
        give_mandate(
            actor,
            principal=party,
            agent=agent,
            matters=[row.matter_code],
            valid_from=today(),
            basis=str(data.get("mandate", "")),
        )
    receipt = receive_application(
        actor=actor,
        edition_id=row.id,
        party=party,
        agent=agent,
        command=as_command(
            taken, counter_card(actor, party), counter_card(actor, agent) if agent else None
        ),
        key=key,
    )
    follow = {"accept": Accept(), "complete": CompleteAtOnce()}.get(then)
    if follow is not None:
        act(receipt.case_id, follow, actor=actor, key=f"{key}-{then}")
    return receipt


def _reception(
    request: HttpRequest, page: CounterPage, taken: Reception, *, key: str, status: int = 200
) -> HttpResponse:
    assert page.edition is not None
    assert page.visitor.party is not None
    agent = page.visitor.agent
    shown = reception_page(
        officer_of(request),
        page.edition,
        taken,
        party=page.visitor.party.id,
        agent=agent.id if agent else None,
        key=key,
    )
    context = {"page": page, "form": shown}
    return render(request, "workbench/counter.html", context, status=status)


def _with_files(request: HttpRequest, actor: Actor, party: UUID) -> QueryDict:
    """Keep every file that came and name it in the data, so that no mistake loses a scan.

    With scripts `scan` has kept it as soon as it was chosen; htmx sends the same along.
    """
    data = request.POST.copy()
    if request.headers.get("HX-Request") == "true":
        return data
    for name in request.FILES:
        code = name.removeprefix("m-").removesuffix("-file")
        for file in request.FILES.getlist(name):
            kept = store_upload(
                filename=file.name or "",
                content=file.read(),
                actor_id=actor.id,
                party_id=str(party),
            )
            data.appendlist(f"m-{code}-upload", str(kept.id))
            data[f"m-{code}-how"] = "upload"
    return data


@requires("approval.receive")
@require_POST
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """POST /work/counter/scans/<material>/: keep a scan as soon as it is chosen."""
    actor, party = officer_of(request), _id(request.POST, "party")
    file = request.FILES.get(f"m-{code}-file")
    if party is None or file is None:
        raise InvalidInput(field="file", rule="required")
    kept = store_upload(
        filename=file.name or "", content=file.read(), actor_id=actor.id, party_id=str(party)
    )
    context = {"code": code, "id": kept.id, "filename": file.name, "fresh": True}
    return render(request, "workbench/_scan.html", context)


@requires("approval.receive")
@require_safe
def done(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """GET /work/counter/done/<case>/: number and code for the visitor, papers, what comes next."""
    view = case_view(officer_of(request), case_id)
    code = next((view.page.words(e.no, "query_code") for e in view.page.events if e.no == 1), "")
    context = {"view": view, "code": code, "steps": {step.form.name: step for step in view.steps}}
    return render(request, "workbench/done.html", context)
