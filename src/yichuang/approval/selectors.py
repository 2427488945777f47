"""Reading applications: what a case page, a progress page and a work list show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yichuang.catalogue.public import EditionContent, PowerType, content_of
from yichuang.directory.public import (
    Actor,
    ActorKind,
    Colleague,
    Subject,
    allowed,
    colleagues_for,
    today,
)
from yichuang.kernel.public import load, ports
from yichuang.law.public import CHINA_TIME, Deadline
from yichuang.ledger.public import (
    Case,
    CaseNotFound,
    StoredEvent,
    Todo,
    calendar_in_force,
    case_file,
    case_visible_to,
    cases_visible_to,
    holder_of,
    opening_of,
    subject_of,
    timeline,
    todos_of,
)

from .actions import Action, actions_for
from .commands import Correct, Void
from .entries import Correction, corrections_of, form_now, passed_since_opinion
from .errors import WrongCode
from .events import LINE, StepPin
from .hearing_commands import SetHearing
from .held import held_of
from .line import APPROVES_MENDING, HOSTS_HEARINGS, query_digest
from .models import Application
from .procedure import (
    Approver,
    Facts,
    Passed,
    answer_deadline,
    deadline,
    first_deadline,
    pins_of,
)
from .procedure.facts import NEEDED
from .procedure.tables import steps_for
from .state import ApplicationState, Status, legal_day
from .titles import above_if_known

COLLECTION_CODE = "code"  # the field of `LaidReady`


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material of the guide and how it stands in this case."""

    code: str
    name: str
    required: bool
    how: str  # empty while nothing stands for it
    uploads: tuple[str, ...]
    asked: bool  # named by an open supplement notice


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of a case as they read today; None before they run."""

    answer: Deadline | None
    statutory: Deadline | None
    promised: Deadline | None
    first: Deadline | None = None  # of a preliminary examination, where an organ above decides


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything a page about one case needs. `file` is empty unless the file was asked for."""

    case: Case
    state: ApplicationState
    edition: EditionContent
    events: list[StoredEvent]
    clocks: Clocks
    materials: list[MaterialLine]
    actions: list[Action]
    approvers: list[Colleague] = field(default_factory=list)  # to a correction or a voiding
    hosts: list[Colleague] = field(default_factory=list)  # who may host a hearing of this case
    speaks_on: tuple[StepPin, ...] = ()  # in a table: the open steps on which the actor may speak
    file: dict[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> dict[str, Any]:
        """The form as filed, with what corrections and supplements put right since."""
        return dict(form_now(self.events, self.file).answers)

    @property
    def held_in(self) -> dict[str, int]:
        """The entry that holds an answer, by element, where it is not the filing."""
        return dict(form_now(self.events, self.file).held_in)

    @property
    def corrections(self) -> list[Correction]:
        """What was put right since, in order, each with what stood before and why."""
        return corrections_of(self.events, self.file)

    @property
    def applicant(self) -> dict[str, Any]:
        """Who applied, as filed."""
        return dict(self._item("filed", "applicant") or {})

    def words(self, no: int, name: str) -> Any:
        """Return an opened item of the file by event number and field, or None."""
        return self.file.get(f"{no}.{name}")

    def _item(self, kind: str, name: str) -> Any:
        for event in self.events:
            if event.kind == kind:
                return self.file.get(f"{event.no}.{name}")
        return None

    def action(self, name: str) -> Action:
        """Return one step's answer."""
        return next(action for action in self.actions if action.name == name)


def case_page(actor: Actor, case_id: UUID, *, with_file: bool = True) -> CasePage:
    """Return a case for its page; opening the file of somebody else's case leaves a look.

    Raises CaseNotFound where there is none within sight.
    """
    case = case_visible_to(actor, case_id)
    if case.line != LINE:
        raise CaseNotFound(case=str(case_id))
    state = load(ApplicationState, case.state)
    edition = content_of(case.edition) if case.edition else None
    assert edition is not None, "an application is always filed under an edition"
    opening = opening_of(case)
    subject, events = subject_of(opening, holder_of(case)), timeline(case)
    approvers = _approvers(actor, subject)
    hosts = _hosts(actor, subject, state)
    facts = Facts(
        now=ports().clock.now(),
        calendar=calendar_in_force(),
        actor=actor,
        edition=edition,
        approver=Approver(approvers[0].code) if approvers else None,
        host=Approver(hosts[0].code) if hosts else None,
        passed=_passed(actor, case, state, events),
        held=held_of(state, opening, edition),
        above=above_if_known(state, opening, edition, today()),
    )
    return CasePage(
        case=case,
        state=state,
        edition=edition,
        events=events,
        clocks=clocks_of(state),
        materials=_materials(edition, state),
        actions=actions_for(actor, subject, state, facts),
        approvers=approvers,
        hosts=hosts,
        speaks_on=tuple(pin for pin in steps_for(state, actor.organ) if pin.act in actor.acts),
        file=_file_for(actor, case) if with_file else {},
    )


def _file_for(actor: Actor, case: Case) -> dict[str, Any]:
    """Return the case's file; what only the applicant may know is not staff's to read.

    A clerk who reads the code could hand the result to anybody.
    """
    items = case_file(actor, case)
    if actor.kind is ActorKind.PARTY:
        return items
    return {
        key: content for key, content in items.items() if key.split(".", 1)[1] != COLLECTION_CODE
    }


def _approvers(actor: Actor, subject: Subject) -> list[Colleague]:
    """Return who may approve what this actor mends; nobody for one who may not mend."""
    if not any(allowed(actor, act, subject) for act in (Correct.act, Void.act)):
        return []
    found = colleagues_for(APPROVES_MENDING, subject)
    return [one for one in found if one.code != actor.id]


def _hosts(actor: Actor, subject: Subject, state: ApplicationState) -> list[Colleague]:
    """Return who may host a hearing that this actor may set: nobody who examines the case."""
    running = state.status in {Status.ACCEPTED, Status.SUSPENDED}
    licence = state.pins.power_type == PowerType.LICENCE
    if not running or not licence or not allowed(actor, SetHearing.act, subject):
        return []
    examined = {mark.officer for mark in (*state.opinions, *state.recalled)}
    found = colleagues_for(HOSTS_HEARINGS, subject)
    return [one for one in found if one.code not in examined]


def _passed(
    actor: Actor, case: Case, state: ApplicationState, events: list[StoredEvent]
) -> Passed | None:
    """Return who has passed the actor's own last opinion; for anybody else's nobody asks."""
    if not state.opinions or state.opinions[-1].officer != actor.id:
        return None
    return passed_since_opinion(events, case.id, case.party)


def clocks_of(state: ApplicationState) -> Clocks:
    """Return the clocks as they read today, with their explanation."""
    calendar, today = calendar_in_force(), legal_day(ports().clock.now())
    waiting = state.accepted_at is None and state.answerable_at is not None
    return Clocks(
        answer=answer_deadline(state, calendar, today) if waiting else None,
        statutory=deadline(state, state.pins.statutory, calendar, today),
        promised=deadline(state, state.pins.promised, calendar, today),
        first=first_deadline(state, calendar, today),
    )


def clocks_if_accepted(edition: EditionContent, on: date) -> Clocks:
    """Return the clocks of an application accepted on a day, as its case would count them.

    Raises CalendarUnknown where a day beyond the known years would decide.
    """
    noon = datetime.combine(on, time(12), tzinfo=CHINA_TIME)
    state = ApplicationState(status=Status.ACCEPTED, pins=pins_of(edition), accepted_at=noon)
    calendar = calendar_in_force()
    return Clocks(
        answer=None,
        statutory=deadline(state, state.pins.statutory, calendar, on),
        promised=deadline(state, state.pins.promised, calendar, on),
        first=first_deadline(state, calendar, on),
    )


def _materials(edition: EditionContent, state: ApplicationState) -> list[MaterialLine]:
    marks = {mark.code: mark for mark in state.materials}
    return [
        MaterialLine(
            code=material.code,
            name=material.name,
            required=material.need in NEEDED,
            how=marks[material.code].how if material.code in marks else "",
            uploads=marks[material.code].uploads if material.code in marks else (),
            asked=material.code in state.asked,
        )
        for material in edition.materials or ()
    ]


@dataclass(frozen=True, slots=True)
class Progress:
    """What anyone with the receipt sees: no name, no content."""

    number: str
    matter_name: str
    organ_name: str
    status: str
    outcome: str
    milestones: dict[str, datetime]
    due_on: date | None
    provisional: bool
    case_id: UUID


def progress(number: str, code: str) -> Progress:
    """Return the progress of a case by receipt number and code (进度查询), without an account.

    Raises WrongCode when the two do not belong together; which one is wrong is not told.
    """
    digest = query_digest(number.strip(), code)
    found = (
        Application.objects.select_related("case")
        .filter(case__number=number.strip(), query_digest=digest)
        .first()
    )
    if found is None:
        raise WrongCode(field="code")
    return progress_of(found.case)


def progress_of(case: Case) -> Progress:
    """Return the progress of a case: milestones and dates, nothing about the person."""
    return Progress(
        number=case.number or "",
        matter_name=case.matter_name,
        organ_name=case.organ_name,
        status=case.status,
        outcome=str(case.state.get("outcome", "")),
        milestones={k: datetime.fromisoformat(v) for k, v in case.milestones.items()},
        due_on=case.promised_due_on,
        provisional=case.due_provisional,
        case_id=case.id,
    )


def applications_of(actor: Actor) -> QuerySet[Application]:
    """Return the applications an actor may see, newest first: a citizen's own, a post's reach."""
    visible = cases_visible_to(actor).filter(line=LINE)
    return (
        Application.objects.filter(case__in=visible)
        .select_related("case")
        .order_by("-case__opened_at")
    )


def inbox(actor: Actor) -> QuerySet[Todo]:
    """Return the open steps of an officer's post, the most urgent first, with case and applicant.

    One query: the list's columns come with it.
    """
    return todos_of(actor).filter(line=LINE).select_related("case", "case__application")
