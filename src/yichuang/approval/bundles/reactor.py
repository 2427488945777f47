"""The reactor that tells a bundle what became of its members; see `ledger.public.Reactor`."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from yichuang.ledger.public import Command, Entry, Milestone

from ..bundle_commands import NoteEnd, NoteResult
from ..events import LINE, Closed, Issued
from ..models import BundleMember


class BundleReactor:
    """Turns the end of a member, and the licence that others wait for, into the bundle's news.

    What the bundle does then carries the key (reactor, position): told twice, it does it once.
    """

    name = "approval.bundles"

    def react(self, entry: Entry) -> Sequence[tuple[UUID, Command]]:
        """Return what to tell the bundle of the case, if it is a member of one."""
        case = entry.stored.case_id
        news = _news(entry, case) if entry.line == LINE else None
        if news is None:
            return ()
        bundle = BundleMember.objects.filter(case=case).values_list("bundle_id", flat=True).first()
        return () if bundle is None else ((bundle, news),)


def _news(entry: Entry, case: UUID) -> Command | None:
    event = entry.stored.event
    if isinstance(event, Issued) and event.licence:
        return NoteResult(case=case)
    if isinstance(event, Closed):
        return NoteEnd(case=case, outcome=event.outcome)
    if entry.stored.milestone == Milestone.VOIDED:
        return NoteEnd(case=case, outcome="voided")
    return None
