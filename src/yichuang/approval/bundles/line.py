"""The impure half of the bundle line: members become cases in the bundle's own transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yichuang.catalogue.public import content_of, edition_row
from yichuang.directory.public import Actor, ActorKind
from yichuang.documents.public import draw_number
from yichuang.kernel.public import DomainError, ports
from yichuang.law.public import make_case_number
from yichuang.ledger.public import (
    CaseView,
    Command,
    Event,
    Receipt,
    RecordedEvent,
    calendar_in_force,
    open_case,
    sealed_items,
)

from ..bundle_commands import FileBundle
from ..bundle_events import BundleFiled, MemberFiled, MemberNotFiled, MemberPin
from ..bundle_state import BundleState
from ..commands import File, MaterialGiven
from ..models import BundleMember
from ..opening import opening_for
from ..procedure.bundle import BundleFacts, BundleProcedure, part_of, settled
from ..state import legal_day
from .wanting import held_by, wanted_of

PREFIX = "YJS"  # 一件事: the number of a bundle is told from that of a case
SEALED = {"form", "applicant"}


class BundleLine:
    """See `yichuang.ledger.pure.Line`."""

    procedure = BundleProcedure()

    def gather(self, case: CaseView, command: Command, actor: Actor, now: datetime) -> BundleFacts:  # noqa: ARG002
        """Return the editions and what the applicant holds, for a filing; else the moment."""
        calendar = calendar_in_force()
        if not isinstance(command, FileBundle):
            return BundleFacts(now, calendar)
        held = held_by(case.opening.party)
        return BundleFacts(now, calendar, wanted_of(command.editions), held)

    def assign(self, case: CaseView, events: Sequence[Event], actor: Actor) -> Sequence[Event]:
        """Draw the bundle's number and open the cases of the members that are filed now.

        When an applicant files, a refusal of one member is the refusal of the whole; later nobody
        is there to be told at once, so it stands on record as `MemberNotFiled`.
        """
        done: list[Event] = []
        state: BundleState = case.state
        sealed: Mapping[str, Any] = {}
        for event in events:
            ready = event
            if isinstance(event, BundleFiled):
                assert event.form is not None
                assert event.applicant is not None
                sealed = {"form": event.form.content, "applicant": event.applicant.content}
                ready = dataclasses.replace(event, number=_number(case))
            elif isinstance(event, MemberFiled):
                sealed = sealed or _kept(case)
                ready = _opened(case, state, event, sealed, actor)
            done.append(ready)
            state = self.procedure.evolve(state, ready)
        failed = any(isinstance(event, MemberNotFiled) for event in done)
        now = events[-1].effective_at if events else ports().clock.now()
        return settled(state, done, now) if failed else done

    def project(self, case: CaseView, events: Sequence[RecordedEvent]) -> None:
        """Write which cases belong to it."""
        if events:
            self.project_anew(case)

    def project_anew(self, case: CaseView) -> None:
        """Write the members anew from the state, all in one statement."""
        rows = _rows(case.state).items()
        BundleMember.objects.bulk_create(
            [BundleMember(bundle_id=case.id, matter=matter, **row) for matter, row in rows],
            update_conflicts=True,
            unique_fields=["bundle", "matter"],
            update_fields=["case", "standing"],
        )

    def differences(self, case: CaseView) -> Sequence[str]:
        """Return the members whose row is not what the events give."""
        rows = BundleMember.objects.filter(bundle_id=case.id)
        stored = {row.matter: {"case": row.case, "standing": row.standing} for row in rows}
        expected = _rows(case.state)
        names = stored.keys() | expected.keys()
        return sorted(name for name in names if stored.get(name) != expected.get(name))


def _rows(state: BundleState) -> dict[str, dict[str, Any]]:
    return {
        one.pin.matter: {
            "case": UUID(one.case) if one.case else None,
            "standing": one.standing.value,
        }
        for one in state.members
    }


def _number(case: CaseView) -> str:
    day, region = legal_day(ports().clock.now()), case.opening.region
    serial = draw_number(f"bundle:{region}:{day:%m%d}", day.year)
    return PREFIX + make_case_number(region, day, serial)


def _kept(case: CaseView) -> dict[str, Any]:
    """Return the form and the applicant as filed; what was erased is not there."""
    return {item.split(".", 1)[1]: v for item, v in sealed_items(case.id, SEALED).items()}


def _opened(
    case: CaseView, state: BundleState, event: MemberFiled, sealed: Mapping[str, Any], actor: Actor
) -> Event:
    member = state.member(event.matter)
    assert member is not None, "only members are filed"
    try:
        receipt = _open(case, state.members.index(member), member.pin, sealed, actor)
    except DomainError as refusal:
        if actor.kind is not ActorKind.SYSTEM:
            raise
        return MemberNotFiled(
            effective_at=event.effective_at, matter=event.matter, reason=refusal.code
        )
    return dataclasses.replace(event, case=str(receipt.case_id), number=receipt.number)


def _open(
    case: CaseView, at: int, pin: MemberPin, sealed: Mapping[str, Any], actor: Actor
) -> Receipt:
    """Open one member's case under the edition that was planned, as any filing is opened."""
    edition = edition_row(UUID(pin.edition))
    content = content_of(edition.id)
    results = tuple(MaterialGiven(wait.material, "licence") for wait in pin.waits)
    given = tuple(MaterialGiven(m.code, m.how, m.uploads, m.digests) for m in pin.materials)
    command = File(
        form=part_of(content, pin.matter, sealed["form"]),
        applicant=dict(sealed["applicant"]),
        materials=(*given, *results),
        bundle=str(case.id),
        filled=pin.filled,
    )
    opening = opening_for(edition, case.opening.party, case.opening.agent)
    # One key for each matter of a bundle: whatever comes twice, it is filed once.
    return open_case(opening, command, actor=actor, key=f"bundle:{case.id.hex}:{at}")
