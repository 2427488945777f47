"""The counter: find the person and the matter, take the application, hand out the receipt."""

from __future__ import annotations

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
    PartyCard,
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
from yichuang.hall.public import VisitContent, current_visit, end_visit, keep_draft, keep_visit
from yichuang.kernel.public import InvalidInput
from yichuang.ledger.public import Receipt

from ..forms.fees import paid_first
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
    meant_for,
    reception_page,
    unknown_about,
    visitor_of,
)
from .devices import person_read
from .screen import seen
from .staff import officer_of
from .visits import beside, counter_address, form_data, statement_digest, turn_of

CARRIED = ("party", "agent", "q", "edition", "role")


@requires("approval.receive")
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """GET /work/counter/?party=…&agent=…&q=…&edition=…: as far as the visit has come."""
    actor, query = officer_of(request), request.GET
    visit = current_visit(actor)
    if not query and visit.query.get("party"):
        return HttpResponseRedirect(counter_address(visit.query))
    party, agent, edition = (_id(query, name) for name in ("party", "agent", "edition"))
    visitor = visitor_of(party, agent)
    page = counter_page(query.dict(), visitor, edition=edition)
    if party is None or visitor.party is None:
        return _counter(request, page)
    visit = keep_visit(actor, query=_carried(query), turn=0)
    if page.edition is None:
        return _counter(request, page)
    content = content_of(page.edition.id)
    if visit.form:  # a reload, a crash, another clerk meanwhile: the same place again
        kept = QueryDict(visit.form)
        return _reception(request, page, typed(content, kept), key=str(kept.get("key", "")))
    reception = blank(content, prefilled(content, _named(actor, visit, party, agent)))
    return _reception(request, page, reception, key="")


def _named(actor: Actor, visit: VisitContent, party: UUID, agent: UUID | None) -> PartyCard:
    """Return the applicant's card; the names stay with the visit, for the visitor's screen."""
    cards = {str(one): counter_card(actor, one) for one in (party, agent) if one}
    keep_visit(actor, names={**visit.names, **{one: card.name for one, card in cards.items()}})
    return cards[str(party)]


def _counter(request: HttpRequest, page: CounterPage, *, status: int = 200) -> HttpResponse:
    context = {"page": page, **beside(officer_of(request))}
    return render(request, "workbench/counter.html", context, status=status)


def _carried(data: QueryDict) -> dict[str, str]:
    return {name: str(data[name]) for name in CARRIED if data.get(name)}


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
    if data.get("reading"):
        party, errors = person_read(request, actor)
        if party is not None:
            return _on(actor, data, str(data.get("role") or "party"), party, "read")
        return _asked_again(request, errors)
    number = str(data.get("number", "")).strip()
    kind = kind_of_number(number, str(data.get("number_kind", "")))
    errors = {}
    if not number:
        errors["number"] = _("请填写证件号码")
    elif not kind:
        errors["number"] = _("不是有效的身份证号或者统一社会信用代码；其他证件请选择类型")
    party = None if errors else find_party_by_number(number, kind)
    if party is None and not errors and data.get("name"):
        party, errors = _register(actor, data, number, kind)
    if party is not None:
        return _on(actor, data, str(data.get("role") or "party"), party, "typed")
    return _asked_again(request, errors)


def _asked_again(request: HttpRequest, errors: dict[str, str]) -> HttpResponse:
    data = request.POST
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


def _on(actor: Actor, data: QueryDict, role: str, party: UUID, how: str) -> HttpResponse:
    """Go on with the person found, whatever else was chosen before; keep how he was identified."""
    carried = {name: str(data.get(name, "")) for name in ("party", "agent", "q", "edition")}
    carried["agent" if role == "agent" else "party"] = str(party)
    query = {name: value for name, value in carried.items() if value}
    known = current_visit(actor).identities if role == "agent" else {}
    keep_visit(actor, query=query, identities={**known, str(party): how})
    return HttpResponseRedirect(counter_address(query))


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
    query, form = _carried(data), form_data(data)
    if not then:
        keep_draft(actor, query=query, form=form, turn=turn_of(data))
        return _reception(request, page, taken, key=key)
    visit = keep_visit(actor, query=query, form=form)
    _judge(taken, then, actor, row, party, agent, data)
    if visit.signature and visit.signed != statement_digest(data, taken.answers):
        taken.errors["confirmed_by"] = _("签名后申请表有改动，请申请人重新签名")
    if taken.errors:
        return _reception(request, page, taken, key=key, status=422)
    receipt = _take(actor, row, taken, then, party=party, agent=agent, data=data, visit=visit)
    end_visit(actor)
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
    if meant_for(taken.content, party) and not taken.for_itself:
        taken.errors["for_itself"] = _("申请人是个人，这件事由单位办理，请核对申请人")
    if unknown_about(taken, party):
        taken.errors["about"] = _("这本证照现在不能这样办理，请重新选择")
    if then in {"accept", "complete"} and taken.gaps:
        words = _("还缺：%(names)s。可以先收件，再一次性告知补正")
        taken.errors["then"] = words % {"names": _("、").join(taken.gaps)}
    if then == "complete" and (names := paid_first(taken.content)):
        words = _("本事项须先缴费：%(names)s。请先收件并发出缴费通知，到账后再一屏办结")
        taken.errors["then"] = words % {"names": _("、").join(names)}
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
    visit: VisitContent,
) -> Receipt:
    """Receive, and where asked accept or finish, all or nothing."""
    key = str(data.get("key", ""))
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
            taken,
            counter_card(actor, party),
            counter_card(actor, agent) if agent else None,
            identified=visit.identities.get(str(agent or party), "typed"),
            signature=visit.signature,
            seen_on_screen=seen(visit) == "same",
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
    context = {"page": page, "form": shown, **beside(officer_of(request))}
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
