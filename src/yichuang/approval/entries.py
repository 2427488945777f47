"""The form as it stands, what was put right in a case, and who has passed an opinion since.

Read from the events and the opened items of the case file ("<event number>.<field name>").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yichuang.directory.public import ActorKind, actor_in_post, case_opened_since
from yichuang.kernel.public import DomainError
from yichuang.ledger.public import Corrected, StoredEvent

from .procedure import FormNow, Passed
from .procedure.mending import FORM
from .state import legal_day

HELD = frozenset({"form", "answers", "sealed_value"})  # the items of a file that hold answers
OPINION, RECALL = "opinion_given", "opinion_recalled"
CHOICE = "delivery_chosen"  # how the result shall come: nobody builds on an opinion by that


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing put right (更正): what stood before, what stands now, and why."""

    no: int
    field: str  # received_at, or form.<element>
    before: Any
    after: Any
    ground: str
    approved_by: str
    at: datetime


def form_now(events: Iterable[StoredEvent], file: Mapping[str, Any]) -> FormNow:
    """Return the form as filed, with what supplements and corrections put right since."""
    answers: dict[str, Any] = {}
    held_in: dict[str, int] = {}
    for event in events:
        if event.kind == "filed":
            answers.update(file.get(f"{event.no}.form") or {})
        if event.kind == "supplemented":
            came = file.get(f"{event.no}.answers") or {}
            answers.update(came)
            held_in.update(dict.fromkeys(came, event.no))
        if isinstance(event.event, Corrected) and f"{event.no}.sealed_value" in file:
            answers[event.event.field.removeprefix(FORM)] = file[f"{event.no}.sealed_value"]
    return FormNow(answers, held_in)


def corrections_of(events: list[StoredEvent], file: Mapping[str, Any]) -> list[Correction]:
    """Return what was put right, in order; values that are not in the file are None."""
    found = []
    received: Any = None
    for at, event in enumerate(events):
        if event.kind == "filed":
            received = event.effective_at
        if not isinstance(event.event, Corrected):
            continue
        name = event.event.field
        before, after = received, _moment(event.event.value)
        if name.startswith(FORM):
            before = form_now(events[:at], file).answers.get(name.removeprefix(FORM))
            after = file.get(f"{event.no}.sealed_value")
        else:
            received = after
        ground = str(file.get(f"{event.no}.ground") or "")
        approved = event.event.approved_by
        found.append(Correction(event.no, name, before, after, ground, approved, event.recorded_at))
    return found


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def standing_opinions(events: Iterable[StoredEvent]) -> list[StoredEvent]:
    """Return the opinions that were not taken back, in order."""
    standing: list[StoredEvent] = []
    for event in events:
        if event.kind == OPINION:
            standing.append(event)
        if event.kind == RECALL and standing:
            standing.pop()
    return standing


def passed_since_opinion(
    events: list[StoredEvent], case_id: UUID, party: UUID | None
) -> Passed | None:
    """Return who opened the case or acted on it first since the last standing opinion, or None.

    Where a case has no party, nobody's opening is on record, and only acts count.
    """
    standing = standing_opinions(events)
    if not standing:
        return None
    opinion = standing[-1]
    later = events[events.index(opinion) + 1 :]
    built = (one for one in later if one.kind != CHOICE and not _takes_back(one, opinion))
    acted = next(built, None)
    if acted is not None:
        who, post = acted.actor_kind, ""
        if acted.actor_kind == ActorKind.OFFICER:
            who, post = _named(acted.actor_id, acted.post, acted.recorded_at)
        return Passed(who, post, acted.recorded_at, "acted")
    if party is None:
        return None
    opened = case_opened_since(case_id, party, opinion.recorded_at, except_for=opinion.actor_id)
    if opened is None:
        return None
    return Passed(*_named(opened.officer, opened.post, opened.at), opened.at, "opened")


def _named(code: str, post: str, at: datetime) -> tuple[str, str]:
    """Return an officer's name and the name of his post on that day; codes where he had it not."""
    try:
        actor = actor_in_post(code, post, legal_day(at))
    except DomainError:  # the post was entered later than the act, or in another way since
        return code, post
    return actor.name, actor.post_name


def _takes_back(later: StoredEvent, opinion: StoredEvent) -> bool:
    """Return whether an entry is only another opinion of the same officer, taken back since."""
    return later.kind in {OPINION, RECALL} and later.actor_id == opinion.actor_id
