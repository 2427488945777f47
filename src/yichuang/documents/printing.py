"""Several papers printed as one file, a list in front; a second print of a paper needs a reason."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from yichuang.kernel.public import ports

from .errors import NothingToPrint, PaperIsVoid, PaperNotFound, ReprintNeedsReason
from .models import Paper, PaperState, Printing
from .services import paper_pdf

MOST_PRINTED = 50
REPRINT_REASONS = ("jam", "damaged", "lost_on_way", "second_copy")


@transaction.atomic
def print_papers(paper_ids: Sequence[UUID], *, actor_id: str, reason: str = "") -> bytes:
    """Return the papers one after the other with a list in front, and record each print (批量打印).

    All or none. Raises NothingToPrint for no or too many papers, PaperNotFound, PaperIsVoid, and
    ReprintNeedsReason where one was printed before and `reason` is none of REPRINT_REASONS.
    """
    wanted = list(dict.fromkeys(paper_ids))
    if not 1 <= len(wanted) <= MOST_PRINTED:
        raise NothingToPrint(most=MOST_PRINTED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('printing', 0))")
    found = Paper.objects.in_bulk(wanted)
    rows = [found[one] for one in wanted if one in found]
    if len(rows) != len(wanted):
        raise PaperNotFound()
    for row in rows:
        if row.state == PaperState.VOID:
            raise PaperIsVoid(number=row.number)
    copies = _record(rows, actor_id=actor_id, reason=reason)
    from .batch_file import bind  # heavy: only who prints pays for it

    listed = [(row.name, row.number, copy) for row, copy in zip(rows, copies, strict=True)]
    return bind(listed, [paper_pdf(row.id) for row in rows], printed_at=ports().clock.now())


def _record(rows: Sequence[Paper], *, actor_id: str, reason: str) -> list[int]:
    before = printed_copies([row.id for row in rows])
    run, now, copies = ports().ids.uuid(), ports().clock.now(), []
    for row in rows:
        copy = before.get(row.id, 0) + 1
        if copy > 1 and reason not in REPRINT_REASONS:
            raise ReprintNeedsReason(number=row.number)
        Printing.objects.create(
            run=run,
            paper=row,
            copy=copy,
            reason=reason if copy > 1 else "",
            actor_id=actor_id,
            printed_at=now,
        )
        copies.append(copy)
    return copies


def printed_copies(paper_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return how often each paper was printed this way; one that never was is left out."""
    rows = Printing.objects.filter(paper__in=paper_ids).values_list("paper")
    return dict(rows.annotate(last=Max("copy")).values_list("paper", "last"))
