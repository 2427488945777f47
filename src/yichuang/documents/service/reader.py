"""The reader that makes notices of what happened; see `yichuang.ledger.public.Reader`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from yichuang.directory.public import ContactLine, contact_choices
from yichuang.kernel.public import ports
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, Entry, Milestone

from ..models import Paper
from . import rules
from .models import Service
from .wording import ANY_PAPER, SENTENCES

ENDED = frozenset({Milestone.WITHDRAWN, Milestone.VOIDED})
HANDED = {"counter": "direct", "courier": "post", "online": "electronic"}
HANDED_KINDS = ("granted", "refused", "issued", "laid_ready")
RECEIPT = "filed"  # handed over where the application came in, as a proof of service is
NOT_TOLD = frozenset({RECEIPT, "handed_up"})  # the paper of a hand-up is for the organ above
SUPPLEMENT = "supplement_requested"


class NoticesReader:
    """Makes one row for each notice and channel, so that nothing is sent twice after a crash.

    `forget` keeps the rows: what was sent cannot be unsent, and reading the log anew finds every
    row there by its key.
    """

    name = "documents.notices"

    def read(self, entries: Sequence[Entry]) -> None:
        """Queue notices of papers; end those of cases that were handed over, withdrawn or voided.

        In the order of the log, so that an end meets the notices made before it.
        """
        batch: list[Entry] = []
        for entry in entries:
            if entry.stored.milestone in {*ENDED, Milestone.DELIVERED}:
                queue(batch)
                batch = []
                _end(entry)
            if notice_kind(entry):
                batch.append(entry)
        queue(batch)

    def forget(self) -> None:
        """Keep everything; see the class."""


def notice_kind(entry: Entry) -> str:
    """Return what to tell of an event, or nothing: only what has a paper for the applicant."""
    event, kind = entry.stored.event, entry.stored.kind
    has_paper = bool(getattr(event, "paper_digest", "")) or kind == "issued"
    if not has_paper or kind in NOT_TOLD or entry.stored.milestone == Milestone.DELIVERED:
        return ""
    return kind if kind in SENTENCES else ANY_PAPER


@dataclass
class _Known:
    """What a batch of notices is made from, read in three queries."""

    cases: dict[UUID, Case]
    consents: dict[UUID, list[ContactLine]]
    papers: dict[tuple[UUID, str], UUID]
    now: datetime = field(default_factory=lambda: ports().clock.now())


def queue(entries: Iterable[Entry]) -> None:
    """Make the rows of these events that are not there yet."""
    entries = list(entries)
    if not entries:
        return
    known = _known(entries)
    last = {entry.stored.case_id: entry.position for entry in entries}
    rows = []
    for entry in entries:
        case = known.cases[entry.stored.case_id]
        stale = known.now - entry.stored.recorded_at > rules.STALE
        if stale and case.milestones.keys() & {Milestone.CLOSED, *ENDED}:
            continue  # long over, and told in other ways
        made = _rows_of(entry, case, known)
        if stale:
            made = [_stale(made[0], newest=last[case.id] == entry.position)]
        rows += made
    Service.objects.bulk_create(rows, ignore_conflicts=True)


def _known(entries: list[Entry]) -> _Known:
    ids = {entry.stored.case_id for entry in entries}
    cases = Case.objects.in_bulk(ids)
    papers = Paper.objects.filter(case_id__in=ids).values_list("case_id", "content_digest", "id")
    return _Known(
        cases=cases,
        consents=contact_choices(case.party for case in cases.values() if case.party),
        papers={(case, digest): paper for case, digest, paper in papers if case},
    )


def _rows_of(entry: Entry, case: Case, known: _Known) -> list[Service]:
    """Return the row for my space, and one for each channel the party chose."""
    event, stored = entry.stored.event, entry.stored
    digest = getattr(event, "paper_digest", "") or getattr(event, "content_digest", "")
    common = {
        "case_id": case.id,
        "event_no": stored.no,
        "kind": notice_kind(entry),
        "paper_id": known.papers.get((case.id, digest)),
        "act_by": getattr(event, "answer_by", None),
        "happened_at": stored.effective_at,
    }
    consents = known.consents.get(case.party, []) if case.party else []
    return rows_for(consents, common, known.now)


def rows_for(consents: list[ContactLine], common: dict[str, Any], now: datetime) -> list[Service]:
    """Return a notice's rows under these consents, the one for my space in front."""
    common = {**common, "queued_at": now, "language": consents[0].language if consents else "zh"}
    inside = Service(id=ports().ids.uuid(), channel=rules.IN_SITE, **common)
    chosen = {one.channel: one for one in consents}
    if rules.IN_SITE in chosen:
        inside.choice_id = chosen[rules.IN_SITE].id
        _reached_my_space(inside, now)
    elif chosen:
        inside.state, inside.sent_at = rules.SENT, now  # shown there; the message is what serves
    else:
        inside.state, inside.reason = rules.QUEUED, rules.NO_CONSENT
        inside.next_try_at = now + rules.GRACE
    outward = [
        Service(
            id=ports().ids.uuid(),
            channel=one.channel,
            state=rules.QUEUED,
            next_try_at=now,
            choice_id=one.id,
            address_masked=one.address_masked,
            **{**common, "language": one.language},
        )
        for one in consents
        if one.channel != rules.IN_SITE
    ]
    return [inside, *outward]


def _reached_my_space(row: Service, now: datetime) -> None:
    """With consent, a paper is served when it reaches the recipient's system; CPL 90."""
    row.state, row.method, row.sent_at = rules.DELIVERED, "electronic", now
    row.served_on = now.astimezone(CHINA_TIME).date()


def _stale(row: Service, *, newest: bool) -> Service:
    """Return a notice that is no news any more: no message leaves; a person looks at the newest."""
    if row.state == rules.DELIVERED:
        return row
    row.state, row.next_try_at = rules.SENT, None
    row.sent_at, row.reason = row.queued_at, rules.LATE
    if newest:
        row.state, row.sent_at = rules.NOT_REACHED, None
    return row


def _end(entry: Entry) -> None:
    stored = entry.stored
    before = Q(case_id=stored.case_id, event_no__lt=stored.no)
    if stored.milestone == Milestone.DELIVERED:
        method = HANDED.get(getattr(stored.event, "method", ""), "direct")
        open_now = Q(state__in=[rules.QUEUED, rules.NOT_REACHED, rules.SENT, rules.TOLD])
        Service.objects.filter(before & open_now, kind__in=HANDED_KINDS).update(
            state=rules.DELIVERED,
            method=method,
            served_on=stored.effective_at.astimezone(CHINA_TIME).date(),
            next_try_at=None,
        )
        return
    waiting = Q(state__in=[rules.QUEUED, rules.NOT_REACHED])
    Service.objects.filter(before & waiting).update(
        state=rules.CANCELLED, reason=rules.CASE_ENDED, next_try_at=None
    )


def group_by_notice(rows: Iterable[Service]) -> dict[tuple[UUID, int, str], list[Service]]:
    """Return the rows of each notice together."""
    found: dict[tuple[UUID, int, str], list[Service]] = defaultdict(list)
    for row in rows:
        found[row.case_id, row.event_no, row.kind].append(row)
    return found
