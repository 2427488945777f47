"""Several simple cases decided in one sitting: each its own command, event and paper (集中决定)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from yichuang.catalogue.public import EditionContent, content_of
from yichuang.directory.public import Actor, may_try, row_filter
from yichuang.kernel.public import DomainError, load
from yichuang.ledger.public import Case, Receipt, Todo, case_file, cases_visible_to, timeline

from .commands import Decide
from .entries import standing_opinions
from .events import LINE, OpinionGiven
from .procedure import open_step
from .procedure.handup import HAND_UP_STEP
from .selectors import inbox
from .services import act
from .state import DECISION_STEP, ApplicationState, Status

DECIDES = (DECISION_STEP.act, False)
MOST = 20  # so many a person can still read before he confirms


def remarks(state: ApplicationState) -> tuple[str, ...]:
    """Return why a case is not simple enough to be decided among others; empty if it is.

    Codes: not_turn, disagreed (somebody was against it), gaps, promised (a promise stands for a
    material), anomaly.
    """
    found = []
    step = open_step(state)
    if state.status is not Status.ACCEPTED or (step.act, step == HAND_UP_STEP) != DECIDES:
        found.append("not_turn")
    if any(not mark.agrees for mark in state.opinions):
        found.append("disagreed")
    if state.gaps or state.owed is not None:
        found.append("gaps")
    if any(mark.how == "promise" for mark in state.materials):
        found.append("promised")
    if state.anomalies:
        found.append("anomaly")
    return tuple(found)


def awaiting_decision(actor: Actor, matter: str = "") -> QuerySet[Todo]:
    """Return the open decisions an actor may take, the most urgent first."""
    # The same post also ends what was granted: only a running case waits for its decision.
    rows = inbox(actor).filter(act=Decide.act, case__status=Status.ACCEPTED)
    rows = rows.exclude(step=HAND_UP_STEP.code)  # that is decided above
    if may_try(actor, Decide.act):
        rows = rows.filter(row_filter(actor, Decide.act, DECIDING))
    else:
        rows = rows.none()
    return rows.filter(case__matter=matter) if matter else rows


DECIDING = {
    "line": "line",
    "organ": "organ",
    "region": "region",
    "party": "case__party",
    "agent": "case__agent",
    "matter": "case__matter",
}


def matters_awaiting(actor: Actor) -> list[tuple[str, str, int]]:
    """Return (matter, name, number of open decisions), the most first."""
    rows: Any = awaiting_decision(actor).order_by().values_list("case__matter", "case__matter_name")
    return list(rows.annotate(n=Count("case_id")).order_by("-n", "case__matter"))


@dataclass(frozen=True, slots=True)
class OpinionSeen:
    """What one examiner concluded; the words are None where the post may not open the file."""

    step: str
    officer: str
    post: str
    agrees: bool
    words: str | None


@dataclass(frozen=True, slots=True)
class Brought:
    """A case as it is laid before the person who decides."""

    case: Case
    state: ApplicationState
    edition: EditionContent
    opinions: tuple[OpinionSeen, ...]
    remarks: tuple[str, ...]


def brought(actor: Actor, case_ids: Sequence[UUID]) -> list[Brought]:
    """Return the chosen cases in the order given; those out of sight are left out.

    Opening an examiner's words is a look at the applicant's file and leaves its entry.
    """
    rows = cases_visible_to(actor, "case.read").filter(line=LINE, pk__in=case_ids)
    found = {case.id: case for case in rows.select_related("application")}
    may_open = bool(may_try(actor, "file.read"))
    return [_brought(actor, found[one], may_open) for one in case_ids if one in found]


def _brought(actor: Actor, case: Case, may_open: bool) -> Brought:
    state = load(ApplicationState, case.state)
    edition = content_of(case.edition) if case.edition else None
    assert edition is not None, "an application is always filed under an edition"
    events = standing_opinions(timeline(case))
    words = case_file(actor, case, {"opinion"}) if may_open and events else {}
    steps = {step.code: step.name for step in state.pins.steps}
    opinions = tuple(
        OpinionSeen(
            step=steps.get(one.event.step, one.event.step),
            officer=one.actor_id,
            post=one.post,
            agrees=one.event.agrees,
            words=str(words.get(f"{one.no}.opinion") or "") if may_open else None,
        )
        for one in events
        if isinstance(one.event, OpinionGiven)
    )
    return Brought(case, state, edition, opinions, remarks(state))


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as it was shown: its last event then, and the key of the decision on it."""

    case_id: UUID
    version: int
    key: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one: a receipt, or the refusal of the rule that stopped it."""

    case_id: UUID
    receipt: Receipt | None
    refusal: DomainError | None


def decide_together(actor: Actor, shown: Sequence[Seen], *, content: str = "") -> list[Outcome]:
    """Grant the cases that were shown, each by a command of its own (逐件作出准予决定).

    Call it outside a transaction: each decision commits by itself, and one that a rule refuses (it
    has moved on, somebody else decided it) stops none of the others. The same keys again give the
    same receipts.
    """
    return [_decided(actor, one, content) for one in shown]


def _decided(actor: Actor, one: Seen, content: str) -> Outcome:
    command = Decide(granted=True, content=content)
    try:
        receipt = act(one.case_id, command, actor=actor, key=one.key, seen_no=one.version)
    except DomainError as refusal:
        return Outcome(one.case_id, None, refusal)
    return Outcome(one.case_id, receipt, None)
