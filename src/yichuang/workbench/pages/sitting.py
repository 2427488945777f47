"""Deciding several simple cases in one sitting: choose, read, confirm, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yichuang.approval.public import (
    MOST,
    ApplicationState,
    Brought,
    Outcome,
    Seen,
    awaiting_decision,
    brought,
    legal_day,
    matters_awaiting,
    remarks,
)
from yichuang.directory.public import Actor
from yichuang.kernel.public import InvalidInput, load, ports
from yichuang.ledger.public import Case, Todo, calendar_in_force

from ..cursors import cursor_of, page_of, place_in
from ..words import MATERIAL_WAYS, word
from .left import Left, left_of
from .people import People
from .refusals import why_refused

PAGE = 25
SALT = "workbench.sitting"
SHOWN_FOR_SECONDS = 4 * 3600  # after a morning he reads them again
WITH_CONTENT = frozenset({"2", "3"})  # results that say something of their own

# Why a case is decided by itself: codes of approval's remarks.
REMARKS: Mapping[str, Any] = {
    "not_turn": _("还没有轮到决定，或者已经办理"),
    "disagreed": _("有人不同意"),
    "gaps": _("材料还有缺漏"),
    "promised": _("有材料以承诺代替"),
    "anomaly": _("办理记录有异常"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for its decision; with remarks it is not chosen among others."""

    case_id: UUID
    number: str
    applicant: str
    due_on: date | None
    left: Left
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """The matters with open decisions, and one matter's cases."""

    matters: list[tuple[str, str, int]]
    matter: str
    name: str
    rows: list[Waiting]
    next: str
    most: int
    error: str


def choose_page(actor: Actor, query: Mapping[str, str], *, error: str = "") -> ChoosePage:
    """Return what may be decided together: cases of one matter, the most urgent first.

    Without a matter in the question the one with the most open decisions is shown.
    """
    matters = matters_awaiting(actor)
    matter = query.get("matter", "") or (matters[0][0] if matters else "")
    rows = awaiting_decision(actor, matter)
    place = place_in(query.get("after", ""), date.fromisoformat, UUID)
    if place is not None:
        rows = rows.filter(_after(*place))
    shown, last = page_of(rows.order_by("due_on", "case_id")[: PAGE + 1], PAGE)
    return ChoosePage(
        matters=matters,
        matter=matter,
        name=next((name for code, name, _n in matters if code == matter), ""),
        rows=[_waiting(todo) for todo in shown],
        next=cursor_of(last.due_on, last.case_id) if last else "",
        most=MOST,
        error=error,
    )


def _after(due_on: date | None, case_id: UUID) -> Q:
    """Return the condition for what follows a row; cases without a date come last."""
    same = Q(due_on=due_on, case_id__gt=case_id)
    return same if due_on is None else same | Q(due_on__gt=due_on) | Q(due_on=None)


def _waiting(todo: Todo) -> Waiting:
    case, today = todo.case, legal_day(ports().clock.now())
    return Waiting(
        case_id=case.id,
        number=case.number or "",
        applicant=case.application.applicant_masked,
        due_on=todo.due_on,
        left=left_of(case, todo.due_on, today, calendar_in_force()),
        remarks=_said(remarks(load(ApplicationState, case.state))),
    )


def _said(codes: Sequence[str]) -> list[str]:
    return [word(REMARKS, code) for code in codes]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an examiner concluded, as it is read out."""

    step: str
    who: str
    agrees: bool
    words: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The key facts of one case on the page where decisions are confirmed."""

    case_id: UUID
    number: str
    applicant: str
    due_on: date | None
    left: Left
    conditions: list[str]
    materials: list[str]
    opinions: list[Opinion]
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """What is decided if it is confirmed, what is left out, and the word that binds the two."""

    name: str
    matter: str
    cases: list[Facts]
    left_out: list[Facts]
    shown: str
    asks_content: bool


def chosen_in(values: Sequence[str]) -> list[UUID]:
    """Return the cases chosen, each once. Raises InvalidInput for none, too many, or no ids."""
    try:
        found = list(dict.fromkeys(UUID(value) for value in values))
    except ValueError:
        raise InvalidInput(field="case", rule="unknown") from None
    if not found:
        raise InvalidInput(field="case", rule="required")
    if len(found) > MOST:
        raise InvalidInput(field="case", rule="too_large", most=MOST)
    return found


def confirm_page(actor: Actor, case_ids: Sequence[UUID]) -> ConfirmPage:
    """Return the chosen cases with their key facts; what must be decided by itself is left out.

    Raises InvalidInput for cases of different matters, or if none of them is within sight.
    """
    found = brought(actor, case_ids)
    if not found:
        raise InvalidInput(field="case", rule="unknown")
    if len({one.case.matter for one in found}) > 1:
        raise InvalidInput(field="case", rule="mixed")
    ready = [one for one in found if not one.remarks]
    people = People()
    return ConfirmPage(
        name=found[0].case.matter_name,
        matter=found[0].case.matter,
        cases=[_facts(one, people) for one in ready],
        left_out=[_facts(one, people) for one in found if one.remarks],
        shown=_sealed(actor, ready),
        asks_content=any(one.state.pins.result_kind in WITH_CONTENT for one in ready),
    )


def _sealed(actor: Actor, ready: Sequence[Brought]) -> str:
    """Bind what is on the page to who sees it: only this can be confirmed, and only by him."""
    versions = [[str(one.case.id), one.case.version] for one in ready]
    sitting = str(ports().ids.uuid())
    return signing.dumps([actor.id, actor.post, sitting, versions], salt=SALT, compress=True)


def _facts(one: Brought, people: People) -> Facts:
    case, today = one.case, legal_day(ports().clock.now())
    names = {material.code: material.name for material in one.edition.materials or ()}
    due_on = case.promised_due_on
    return Facts(
        case_id=case.id,
        number=case.number or "",
        applicant=case.application.applicant_masked,
        due_on=due_on,
        left=left_of(case, due_on, today, calendar_in_force()),
        conditions=[condition.text for condition in one.edition.conditions or ()],
        materials=[
            f"{names.get(mark.code, mark.code)}（{word(MATERIAL_WAYS, mark.how)}）"
            for mark in one.state.materials
        ],
        opinions=[
            Opinion(
                opinion.step,
                people.doer("officer", opinion.officer, opinion.post, case.changed_at).text,
                opinion.agrees,
                opinion.words,
            )
            for opinion in one.opinions
        ],
        remarks=_said(one.remarks),
    )


def shown_in(actor: Actor, word_given: str, kept: Sequence[str]) -> list[Seen]:
    """Return the cases that were shown to this officer and are to be decided.

    Raises InvalidInput for a word that we did not give, gave to somebody else or in another post,
    or too long ago, and if nothing of it is kept.
    """
    try:
        who, post, sitting, versions = signing.loads(
            word_given, salt=SALT, max_age=SHOWN_FOR_SECONDS
        )
    except (signing.BadSignature, ValueError):
        raise InvalidInput(field="shown", rule="unknown") from None
    if (who, post) != (actor.id, actor.post):
        raise InvalidInput(field="shown", rule="unknown")
    wanted = set(kept)
    found = [
        Seen(UUID(case), version, f"sitting-{sitting}-{UUID(case).hex}")
        for case, version in versions
        if case in wanted
    ]
    if not found:
        raise InvalidInput(field="keep", rule="required")
    return found


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one case."""

    case_id: UUID
    number: str
    applicant: str
    decided: bool
    why: str


def became(outcomes: Sequence[Outcome]) -> list[Became]:
    """Return what to tell of each: decided, or the reason why not."""
    rows = Case.objects.filter(pk__in=[one.case_id for one in outcomes])
    cases = {case.id: case for case in rows.select_related("application")}
    return [
        Became(
            case_id=one.case_id,
            number=cases[one.case_id].number or "",
            applicant=cases[one.case_id].application.applicant_masked,
            decided=one.receipt is not None,
            why=why_refused(one.refusal) if one.refusal else "",
        )
        for one in outcomes
        if one.case_id in cases
    ]
