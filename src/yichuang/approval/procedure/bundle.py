"""The rules of a bundle (一件事): the plan is fixed when it is filed, results open what waits.

A matter whose material is another's result is applied for at the moment that result is there, not
before. Until then nothing of it has been submitted, so neither the five days for an answer
(LicLaw 32(4)) nor the time for the decision (LicLaw 42) run, for nobody and against nobody.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yichuang.catalogue.pure import (
    SITUATIONS,
    EditionContent,
    Held,
    Plan,
    Requirement,
    Wish,
    form_fields,
    make_plan,
)
from yichuang.kernel.public import InvalidInput
from yichuang.law.public import Calendar
from yichuang.ledger.pure import Command, Due, Event, Holder, Opening, Sealed, Todo, Wake

from ..bundle_commands import BundleDocument, FileBundle, NoteEnd, NoteResult
from ..bundle_events import (
    BUNDLE_LINE,
    BundleClosed,
    BundleFiled,
    MemberDropped,
    MemberEnded,
    MemberFiled,
    MemberNotFiled,
    MemberPin,
    ResultCame,
    Wait,
)
from ..bundle_state import OVER, BundleState, BundleStatus, Member, Standing
from ..errors import BundleCircular, BundleTooSmall, StepNotAllowed
from ..events import MaterialMark
from ..state import legal_day

LEAST = 2  # one matter alone is an ordinary application


@dataclass(frozen=True, slots=True)
class Wanted:
    """One matter as its edition has it, and who takes it."""

    wish: Wish
    edition: UUID
    organ: str
    organ_name: str
    region: str


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """What the rules need to know; only a filing asks for more than the moment."""

    now: datetime
    calendar: Calendar
    wanted: tuple[Wanted, ...] = ()
    held: Held = dataclasses.field(default_factory=Held)


def part_of(content: EditionContent, matter: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return one matter's own form out of the one form; `values` has `situations` as a form has."""
    given = values.get(SITUATIONS)
    situations = given if isinstance(given, dict) else {}
    form = _chosen((one.element for one in form_fields(content)), matter, values)
    answers = _chosen((one.code for one in content.situations), matter, situations)
    return {**form, SITUATIONS: answers} if answers else form


def _chosen(codes: Any, matter: str, values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code in codes:
        for name in (f"{matter}:{code}", code):
            if name in values:
                found[code] = values[name]
                break
    return found


def plan_of(
    wanted: Sequence[Wanted],
    situations: Mapping[str, Any],
    *,
    on: date,
    calendar: Calendar,
    held: Held,
) -> Plan:
    """Return the plan of a bundle filed on a day."""
    wishes = [one.wish for one in wanted]
    return make_plan(wishes, situations, starts_on=on, calendar=calendar, held=held)


def file(state: BundleState, command: FileBundle, facts: BundleFacts) -> list[Event]:
    """Fix the plan and file what waits for nothing; gaps do not turn it away. LicLaw 26, 29, 32.

    Raises BundleTooSmall where fewer than two matters are left, BundleCircular where they ask for
    each other's results, InvalidInput for a document that serves nothing.
    """
    if state.status is not BundleStatus.NEW:
        raise StepNotAllowed(step=command.kind, status=state.status.value)
    day = legal_day(facts.now)
    plan = plan_of(
        facts.wanted, command.situations, on=day, calendar=facts.calendar, held=facts.held
    )
    if plan.circle is not None:
        names = {wish.id: wish.name for wish in plan.matters}
        articles = sorted({law for one in plan.circle.requirements for law in one.basis})
        raise BundleCircular(matters=[names[one] for one in plan.circle.matters], articles=articles)
    if len(plan.matters) < LEAST:
        raise BundleTooSmall(field="matters", least=LEAST)
    members = _members(plan, command.documents, facts.wanted)
    filed = BundleFiled(
        effective_at=facts.now,
        members=members,
        left_out=tuple(wish.id for wish in plan.left_out),
        promised_on=_promised(plan),
        path=plan.promised.path if plan.promised else (),
        form=Sealed({**command.form, SITUATIONS: command.situations}),
        applicant=Sealed(command.applicant),
    )
    at_once = [MemberFiled(effective_at=facts.now, matter=m.matter) for m in members if not m.waits]
    return [filed, *at_once]


def _promised(plan: Plan) -> date | None:
    """Return the last day of the package: the longest path, within the joint limit."""
    if plan.promised is None or not plan.promised.complete:
        return None
    return min(filter(None, (plan.promised.ends_on, plan.joint_until)))


def _members(
    plan: Plan, documents: tuple[BundleDocument, ...], wanted: tuple[Wanted, ...]
) -> tuple[MemberPin, ...]:
    given = {one.id: one for one in documents}
    serving = {option for w in plan.matters for r in w.requirements for option in r.options}
    if len(given) != len(documents):
        raise InvalidInput(field="documents", rule="twice")
    if unknown := sorted(given.keys() - serving):
        raise InvalidInput(field="documents", rule="unknown", document=unknown[0])
    spared = {one.requirement.key: one for one in plan.spared}
    slots = {slot.matter: slot for slot in plan.promised.slots} if plan.promised else {}
    by_matter = {one.wish.id: one for one in wanted}
    members = []
    for wish in plan.matters:
        of, slot = by_matter[wish.id], slots.get(wish.id)
        how = {one.code: spared.get(one.key) for one in wish.requirements}
        waits = [
            Wait(code, found.source)
            for code, found in how.items()
            if found and found.how == "result"
        ]
        members.append(
            MemberPin(
                matter=wish.id,
                name=wish.name,
                edition=str(of.edition),
                organ=of.organ,
                organ_name=of.organ_name,
                region=of.region,
                materials=tuple(_marks(wish, given, how)),
                filled=tuple(code for code, found in how.items() if found and found.how == "form"),
                waits=tuple(waits),
                begins_on=slot.begins_on if slot else None,
                ends_on=slot.ends_on if slot else None,
            )
        )
    return tuple(members)


def _marks(
    wish: Wish, given: Mapping[str, BundleDocument], how: Mapping[str, Any]
) -> list[MaterialMark]:
    """Return how each material stands: brought, or held by the state already."""
    found = []
    for one in wish.requirements:
        document = _brought(one, given)
        spared = how[one.code]
        if document is not None:
            found.append(MaterialMark(one.code, "upload", document.uploads, document.digests))
        elif spared is not None and spared.how == "held":
            found.append(MaterialMark(one.code, "licence"))
    return found


def _brought(one: Requirement, given: Mapping[str, BundleDocument]) -> BundleDocument | None:
    return next((given[option] for option in one.options if option in given), None)


def note_result(state: BundleState, command: NoteResult, facts: BundleFacts) -> list[Event]:
    """Record that a member's licence is there, and file whatever waited for it alone."""
    member = state.of_case(str(command.case))
    if member is None or member.came:
        return []
    came = ResultCame(effective_at=facts.now, matter=member.pin.matter)
    after = evolve(state, came)
    ready = [
        MemberFiled(effective_at=facts.now, matter=one.pin.matter)
        for one in after.members
        if one.standing is Standing.WAITING and not _still_awaited(after, one)
    ]
    return [came, *ready]


def _still_awaited(state: BundleState, member: Member) -> list[str]:
    givers = [state.member(wait.giver) for wait in member.pin.waits]
    return [one.pin.matter for one in givers if one is not None and not one.came]


def note_end(state: BundleState, command: NoteEnd, facts: BundleFacts) -> list[Event]:
    """Record that a member is over; what waits for a result that will not come is not applied for.

    Those that depend on it go, one after the other; all others are left as they are.
    """
    member = state.of_case(str(command.case))
    if member is None or member.standing is Standing.ENDED:
        return []
    ended = MemberEnded(effective_at=facts.now, matter=member.pin.matter, outcome=command.outcome)
    return settled(evolve(state, ended), [ended], facts.now)


def settled(state: BundleState, events: Sequence[Event], now: datetime) -> list[Event]:
    """Return the events with what follows of them: who is dropped, and that all is over."""
    found = list(events)
    while (lost := _hopeless(state)) is not None:
        dropped = MemberDropped(effective_at=now, matter=lost[0], because=lost[1])
        state = evolve(state, dropped)
        found.append(dropped)
    running = state.status is BundleStatus.RUNNING
    if running and all(one.standing in OVER for one in state.members):
        found.append(BundleClosed(effective_at=now))
    return found


def _hopeless(state: BundleState) -> tuple[str, str] | None:
    """Return a member that waits for a result that cannot come any more, and whose it is."""
    gone = {one.pin.matter for one in state.members if one.standing in OVER and not one.came}
    for one in state.members:
        if one.standing is Standing.WAITING:
            for wait in one.pin.waits:
                if wait.giver in gone:
                    return one.pin.matter, wait.giver
    return None


def evolve(state: BundleState, event: Event) -> BundleState:
    """Return the state after an event; an impossible order is noted, never refused."""
    if isinstance(event, BundleFiled):
        return dataclasses.replace(
            _expected(state, event, BundleStatus.NEW),
            status=BundleStatus.RUNNING,
            number=event.number,
            filed_at=event.effective_at,
            promised_on=event.promised_on,
            path=event.path,
            left_out=event.left_out,
            members=tuple(Member(pin) for pin in event.members),
        )
    if isinstance(event, BundleClosed):
        state = _expected(state, event, BundleStatus.RUNNING)
        return dataclasses.replace(state, status=BundleStatus.CLOSED)
    changes = _changes(event)
    matter = getattr(event, "matter", "")
    if changes is None:
        return state
    if state.member(matter) is None:
        return _noted(state, f"{event.kind} of {matter}")
    members = tuple(
        dataclasses.replace(one, **changes) if one.pin.matter == matter else one
        for one in state.members
    )
    return dataclasses.replace(state, members=members)


def _changes(event: Event) -> dict[str, Any] | None:
    if isinstance(event, MemberFiled):
        return {"standing": Standing.FILED, "case": event.case, "number": event.number}
    if isinstance(event, MemberNotFiled):
        return {"standing": Standing.NOT_FILED, "why": event.reason}
    if isinstance(event, ResultCame):
        return {"came": True}
    if isinstance(event, MemberEnded):
        return {"standing": Standing.ENDED, "why": event.outcome}
    if isinstance(event, MemberDropped):
        return {"standing": Standing.DROPPED, "why": event.because}
    return None


def _expected(state: BundleState, event: Event, status: BundleStatus) -> BundleState:
    if state.status is status:
        return state
    return _noted(state, f"{event.kind} in {state.status.value}")


def _noted(state: BundleState, anomaly: str) -> BundleState:
    return dataclasses.replace(state, anomalies=(*state.anomalies, anomaly))


def _wake(_: BundleState, __: Wake, ___: BundleFacts) -> list[Event]:
    return []  # silence has no effect on a bundle: its members have their own clocks


_DECIDE: dict[type[Command], Callable[[BundleState, Any, BundleFacts], list[Event]]] = {
    FileBundle: file,
    NoteResult: note_result,
    NoteEnd: note_end,
    Wake: _wake,
}


class BundleProcedure:
    """See `yichuang.ledger.pure.Procedure`."""

    line = BUNDLE_LINE
    version = 1
    state_type = BundleState

    def initial(self, opening: Opening) -> BundleState:  # noqa: ARG002
        """Return the state before the first event."""
        return BundleState()

    def decide(self, state: BundleState, command: Command, facts: BundleFacts) -> Sequence[Event]:
        """Return the events a command brings about. Raises a refusal naming the article."""
        rule = _DECIDE.get(type(command))
        if rule is None:
            raise StepNotAllowed(step=command.kind, status=state.status.value)
        return rule(state, command, facts)

    def evolve(self, state: BundleState, event: Event) -> BundleState:
        """Return the state after an event."""
        return evolve(state, event)

    def fold(self, state: BundleState, events: Sequence[Event]) -> BundleState:
        """Return the state after several events."""
        return functools.reduce(evolve, events, state)

    def todos(self, state: BundleState, calendar: Calendar) -> Sequence[Todo]:  # noqa: ARG002
        """Return nothing: what is to be done stands with the members."""
        return ()

    def wake_at(self, state: BundleState, calendar: Calendar) -> datetime | None:  # noqa: ARG002
        """Return None: silence has no effect here."""
        return None

    def due(self, state: BundleState, calendar: Calendar) -> Due:  # noqa: ARG002
        """Return the day the bundle was promised for, while it runs."""
        return Due(promised_on=state.promised_on)

    def holder(self, state: BundleState) -> Holder | None:  # noqa: ARG002
        """Return nobody else: each member has its own organ."""
        return None

    def voices(self, state: BundleState, command: Command) -> Sequence[Holder]:  # noqa: ARG002
        """Return nobody: the organs are asked on the members."""
        return ()
