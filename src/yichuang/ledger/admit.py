"""Cases handled on a department's own system: checked for form, never refused on law.

An unlawful act must be on record, or supervision is blind; what does not fit the procedure shows as
an anomaly of the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from yichuang.directory.public import Actor, ActorKind
from yichuang.kernel.public import CodecError, canonical_json, dump, ports, sm3

from . import store
from .errors import AdmissionMalformed
from .events import Event, event_type, read_event
from .execute import Receipt, _refuse_future, case_id_for, scope_of
from .hashing import command_digest
from .procedure import CaseView, Opening, line_named


@dataclass(frozen=True, slots=True)
class AdmittedEvent:
    """An event as another system reports it: `effective_at` in ISO 8601 with offset."""

    kind: str
    effective_at: str
    data: dict[str, Any]


def admit(
    opening: Opening, events: Sequence[AdmittedEvent], *, source: str, reference: str, after: int
) -> Receipt:
    """Record what another system did; `reference` is its own case number, `after` the events sent.

    The same events again give the same receipt. Raises AdmissionMalformed or EffectiveInFuture
    naming the event and field; then nothing of the call is recorded.
    """
    if not events:
        raise AdmissionMalformed(field="events", rule="empty")
    actor = Actor(kind=ActorKind.SYSTEM, id=f"dock:{source}", organ=opening.organ)
    typed = [_typed(opening.line, at, given) for at, given in enumerate(events)]
    key = f"admit:{reference}:{after}"
    fingerprint = sm3(canonical_json(["admit", dump(opening), [dump(e) for e in events]]).encode())
    with transaction.atomic():
        return _admit(opening, typed, actor, reference, key, fingerprint)


def _admit(
    opening: Opening,
    events: list[Event],
    actor: Actor,
    reference: str,
    key: str,
    fingerprint: bytes,
) -> Receipt:
    case_id, scope, now = case_id_for(actor, reference), scope_of(actor), ports().clock.now()
    store.insert_case(case_id, opening, now)
    locked = store.lock_with_key(case_id, scope, key)
    assert locked is not None
    row, found = locked
    if found is not None:
        digest = store.hash_of(case_id, found.last_no).hex()
        return Receipt(
            case_id, row.number, found.first_no, found.last_no, found.recorded_at, digest, True
        )
    line = line_named(opening.line)
    case = CaseView(row.id, row.opening, store.state_of(row, line), row.version)
    batch = store.Batch(case=case, line=line, head=row.head, recorded_at=max(now, row.changed_at))
    for event in events:
        _refuse_future(event, batch.recorded_at)
        batch.add(event, actor, command_digest(scope, key, fingerprint))
    batch.write(row, key=(scope, key, fingerprint, case.version + 1))
    return Receipt(
        case_id,
        batch.case.state.number,
        case.version + 1,
        batch.case.version,
        batch.recorded_at,
        batch.head.hex(),
    )


def _typed(line: str, at: int, given: AdmittedEvent) -> Event:
    try:
        cls = event_type(line, given.kind)
    except KeyError as fault:
        raise AdmissionMalformed(field=f"events[{at}].kind", rule="unknown") from fault
    moment = _moment(at, given.effective_at)
    try:
        canonical_json(given.data)
        return read_event(line, given.kind, cls.schema, given.data, moment)
    except CodecError as fault:
        raise AdmissionMalformed(field=f"events[{at}].data{fault.path}", rule=fault.rule) from fault
    except ValueError as fault:
        raise AdmissionMalformed(field=f"events[{at}].data", rule=str(fault)) from fault


def _moment(at: int, text: str) -> datetime:
    field = f"events[{at}].effective_at"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise AdmissionMalformed(field=field, rule="must be ISO 8601") from fault
    if moment.tzinfo is None:
        raise AdmissionMalformed(field=field, rule="must carry its offset")
    return moment
