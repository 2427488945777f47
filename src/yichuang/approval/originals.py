"""Papers handed in at a window: each is labelled in the transaction that records its arrival."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.catalogue.public import content_of, shown_only
from yichuang.directory.public import ActorKind
from yichuang.documents.public import PaperTaken, record_taken
from yichuang.ledger.public import CaseView, RecordedEvent

from .events import Filed, Supplemented


def take_papers(case: CaseView, events: Sequence[RecordedEvent]) -> None:
    """Give every paper that came with these events its barcode (收取原件).

    Online nothing is in hand yet: a paper is only announced there. What is only shown is handed
    back at once and gets none.
    """
    for recorded in events:
        event = recorded.event
        if not isinstance(event, Filed | Supplemented):
            continue
        if recorded.actor.kind is not ActorKind.OFFICER:
            continue
        papers = [mark for mark in event.materials if mark.how == "paper"]
        if not papers:
            continue
        assert case.opening.edition is not None
        names = {m.code: m.name for m in content_of(case.opening.edition).materials or ()}
        papers = [mark for mark in papers if not shown_only(names[mark.code])]
        if not papers:
            continue
        record_taken(
            case.id,
            [PaperTaken(mark.code, names[mark.code], mark.copies or 1) for mark in papers],
            actor=recorded.actor,
            at=recorded.recorded_at,
            event_no=recorded.no,
        )
