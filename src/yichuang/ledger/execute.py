"""The only way a case changes here: lock, key, policy, facts, silence, decide, append, project."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.utils import IntegrityError

from yichuang.directory.public import Actor, Subject, allowed, check
from yichuang.kernel.public import DomainError, canonical_json, dump, ports, sm3

from . import store
from .calendar import calendar_in_force
from .clock_guard import is_trusted
from .errors import (
    CaseMovedOn,
    CaseNotFound,
    ClockDistrusted,
    EffectiveInFuture,
    KeyMissing,
    KeyUsedDifferently,
)
from .events import Event
from .hashing import command_digest
from .procedure import CaseView, Command, Holder, Line, Opening, Wake, line_named
from .silence import silent_events

_KEY = re.compile(r"[\x21-\x7e]{8,100}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a caller holds after the commit: which events, and by which hash they stand."""

    case_id: UUID
    number: str
    first_no: int
    last_no: int
    recorded_at: datetime
    hash: str
    repeated: bool = False  # the answer to a retry; nothing was written this time


def execute(
    case_id: UUID,
    command: Command,
    *,
    actor: Actor,
    key: str,
    seen_no: int | None = None,
) -> Receipt:
    """Carry out a command on a case and return its receipt.

    Joins the caller's transaction; without one the receipt is returned after the commit. The same
    key with the same command gives the same receipt again. `seen_no` is the last event the
    actor had before his eyes.

    Raises:
        CaseNotFound, NotAllowed, KeyUsedDifferently, CaseMovedOn, and the line's refusals.
    """
    return _Run(case_id, command, actor, key, seen_no, opening=None).receipt()


def open_case(opening: Opening, command: Command, *, actor: Actor, key: str) -> Receipt:
    """Open a case with its first command; the case id follows from the actor and the key."""
    return _Run(case_id_for(actor, key), command, actor, key, None, opening=opening).receipt()


def case_id_for(actor: Actor, key: str) -> UUID:
    """Return the id a case opened by this actor under this key has (UUIDv8, from SM3).

    A retry after a lost answer therefore meets the case it opened before.
    """
    digest = sm3(canonical_json(["case", scope_of(actor), key]).encode())
    bits = int.from_bytes(digest[:16], "big")
    bits = bits & ~(0xF << 76) | 0x8 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=bits)


def scope_of(actor: Actor) -> str:
    """Return who a key belongs to: keys of two actors never meet."""
    return f"{actor.kind.value}:{actor.id}"


class _Run:
    """One execution, step by step in the order the design fixes."""

    def __init__(
        self,
        case_id: UUID,
        command: Command,
        actor: Actor,
        key: str,
        seen_no: int | None,
        *,
        opening: Opening | None,
    ):
        if not _KEY.fullmatch(key):
            raise KeyMissing(field="key")
        self.case_id, self.command, self.actor, self.key = case_id, command, actor, key
        self.seen_no, self.opening = seen_no, opening
        self.scope = scope_of(actor)
        self.fingerprint = sm3(
            canonical_json(
                [command.kind, str(case_id), dump(command), _asked_about(opening)]
            ).encode()
        )

    def receipt(self) -> Receipt:
        """Run within a transaction; a refusal after silence leaves the silence on record."""
        try:
            with transaction.atomic():
                outcome = self._locked()
        except IntegrityError as fault:
            # Two cases at the same moment under one key: the lock is the case's, so only the
            # database can tell.
            if "ledger_idempotency_pkey" not in str(fault):
                raise
            raise KeyUsedDifferently(field="key") from fault
        if isinstance(outcome, DomainError):
            raise outcome
        return outcome

    def _locked(self) -> Receipt | DomainError:
        now = ports().clock.now()
        if self.opening is not None:
            store.insert_case(self.case_id, self.opening, now)
        found = store.lock_with_key(self.case_id, self.scope, self.key)
        if found is None:
            raise CaseNotFound(case=str(self.case_id))
        row, repeated = found
        if repeated is not None:
            return self._again(row, repeated)
        line = line_named(row.opening.line)
        state = store.state_of(row, line)
        self._check(row, line, state)
        now = max(now, row.changed_at)
        case = CaseView(row.id, row.opening, state, row.version)
        batch = store.Batch(case=case, line=line, head=row.head, recorded_at=now)
        self._apply_silence(batch)
        self._refuse_if_moved_on(batch.case)
        first = batch.case.version + 1
        try:
            facts = line.gather(batch.case, self.command, self.actor, now)
            events = line.procedure.decide(batch.case.state, self.command, facts)
            self._append(batch, events)
        except DomainError as refusal:
            if not batch.recorded:
                raise
            batch.forget_after(first - 1)
            batch.write(row)
            return refusal
        batch.write(row, key=(self.scope, self.key, self.fingerprint, first))
        return self._receipt(batch, first)

    def _check(self, row: store.CaseRow, line: Line, state: Any) -> None:
        """Ask the policy. Another organ does only what the case asks of it, while it is asked."""
        subject = subject_of(row.opening, row.holder)
        if allowed(self.actor, self.command.act, subject):
            return
        for organ in line.procedure.voices(state, self.command):
            if allowed(self.actor, self.command.act, subject_of(row.opening, organ)):
                return
        check(self.actor, self.command.act, subject)

    def _append(self, batch: store.Batch, events: Any) -> None:
        events = batch.line.assign(batch.case, events, self.actor)
        digest = command_digest(self.scope, self.key, self.fingerprint)
        for event in events:
            _refuse_future(event, batch.recorded_at)
            batch.add(event, self.actor, digest)

    def _apply_silence(self, batch: store.Batch) -> None:
        """Record what the law tied to silence before now, each on its own lawful moment."""
        calendar = calendar_in_force()
        wake_at = batch.line.procedure.wake_at(batch.case.state, calendar)
        if wake_at is None or wake_at > batch.recorded_at:
            return
        if not is_trusted():
            if isinstance(self.command, Wake):
                raise ClockDistrusted
            return
        if isinstance(self.command, Wake):
            return  # the command itself does it
        silent_events(batch)

    def _refuse_if_moved_on(self, case: CaseView) -> None:
        if self.seen_no is None or self.seen_no >= case.version:
            return
        since = store.material_events_since(case, self.seen_no)
        if since is not None:
            raise CaseMovedOn(
                article=None,
                event=since.kind,
                who=since.post or since.actor_kind,
                officer=since.actor_id if since.actor_kind == "officer" else "",
                at=dump(since.recorded_at),
                no=since.no,
            )

    def _again(self, row: store.CaseRow, found: store.KeyRow) -> Receipt:
        if found.fingerprint != self.fingerprint or found.case_id != self.case_id:
            raise KeyUsedDifferently(field="key")
        return Receipt(
            case_id=self.case_id,
            number=row.number,
            first_no=found.first_no,
            last_no=found.last_no,
            recorded_at=found.recorded_at,
            hash=store.hash_of(self.case_id, found.last_no).hex(),
            repeated=True,
        )

    def _receipt(self, batch: store.Batch, first: int) -> Receipt:
        return Receipt(
            case_id=self.case_id,
            number=batch.case.state.number,
            first_no=first,
            last_no=batch.case.version,
            recorded_at=batch.recorded_at,
            hash=batch.head.hex(),
        )


def _asked_about(opening: Opening | None) -> list[str]:
    """Return what a filing is about as its sender says it: one key stands for one filing."""
    if opening is None:
        return []
    return [str(opening.edition), opening.matter, str(opening.party), str(opening.agent)]


def subject_of(opening: Opening, holder: Holder | None = None) -> Subject:
    """Return a case in the abstract columns of the policy table; whoever has it acts in it."""
    return Subject(
        line=opening.line,
        organ=holder.organ if holder else opening.organ,
        region=holder.region if holder else opening.region,
        party=opening.party,
        agent=opening.agent,
        matter=opening.matter,
    )


def _refuse_future(event: Event, now: datetime) -> None:
    if event.effective_at > now:
        raise EffectiveInFuture(field="effective_at", at=dump(event.effective_at))
