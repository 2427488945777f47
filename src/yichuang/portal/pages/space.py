"""My space: what waits for me, my cases, drafts, licences, mandates, and who looked at my data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from yichuang.approval.public import (
    APPLY_BEFORE,
    ApplicationState,
    DraftContent,
    applications_of,
    drafts_of,
    guide_to_renew,
    hearing_awaited,
    set_moment,
)
from yichuang.catalogue.public import (
    EditionRow,
    MatterUnknown,
    PowerType,
    content_of,
    edition_in_force,
)
from yichuang.directory.public import (
    Actor,
    LookLine,
    MandateCard,
    find_party_by_number,
    give_mandate,
    looks_shown_to,
    mandates_of,
)
from yichuang.directory.public import today as city_today
from yichuang.documents.public import verify_url
from yichuang.kernel.public import load
from yichuang.ledger.public import Case, cases_visible_to
from yichuang.licences.public import LicenceCard, licences_of

from ..words import NEXT_STEP, OVERDUE, PURPOSES, Words, status_of
from .guide import ONLINE
from .offers import OfferRow, open_offers
from .standing import hearing_words

PAGE_SIZE = 20
WAITING = frozenset({"supplement"})  # statuses in which the applicant has to act
NUMBER_KINDS = ("111", "001")  # identity card, credit code


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One of my cases in the list."""

    url: str
    name: str
    number: str
    organ_name: str
    opened_at: datetime
    status: dict[str, Any]
    next_step: Words
    due_on: date | None
    waits: bool
    turn: str  # renewal or change of a licence, else empty


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One of my drafts."""

    id: UUID
    name: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """What `portal/space.html` shows."""

    cases: tuple[CaseRow, ...]
    page: Page[Any]
    drafts: tuple[DraftRow, ...]
    offers: tuple[OfferRow, ...] = ()


def overview(actor: Actor, number: str) -> Overview:
    """Return my cases, what waits for me in front, and my drafts."""
    page = Paginator(applications_of(actor), PAGE_SIZE).get_page(number)
    rows = [_row(one.case) for one in page.object_list]
    return Overview(
        cases=tuple(sorted(rows, key=lambda row: not row.waits)),
        page=page,
        drafts=tuple(_draft(one) for one in drafts_of(actor)),
        offers=open_offers(actor),
    )


def _row(case: Case) -> CaseRow:
    waits = case.status in WAITING
    steps: tuple[Words, Words] = NEXT_STEP[case.status]
    if case.status == "suspended" and hearing_awaited(state := load(ApplicationState, case.state)):
        steps, waits = hearing_words(state), set_moment(state) is not None
    due_on = case.promised_due_on if case.status in {"received", "accepted"} else None
    late = case.status == "accepted" and due_on is not None and due_on < city_today()
    if late:
        steps = OVERDUE
    return CaseRow(
        url=reverse("portal:case", args=[case.id]),
        name=case.matter_name,
        number=case.number or "",
        organ_name=case.organ_name,
        opened_at=case.opened_at,
        status=status_of(case.status, str(case.state.get("outcome", ""))),
        next_step=steps[1 if waits else 0],
        due_on=due_on,
        waits=waits,
        turn=(case.state.get("of") or {}).get("what", ""),
    )


def _draft(one: DraftContent) -> DraftRow:
    return DraftRow(one.id, content_of(one.edition).name, one.changed_at)


@dataclass(frozen=True, slots=True)
class LicenceRow:
    """One of my licences, with the address at which anybody may verify it."""

    card: LicenceCard
    verify_url: str
    paper_url: str
    change_url: str = ""  # empty: not possible, or not online
    renew_url: str = ""
    apply_by: date | None = None  # the last day to ask for renewal in time
    in_time: bool = True
    by_silence: bool = False  # whether an undecided renewal counts as granted: licences alone
    at_window: bool = False  # renewal and change are not for online
    guide_url: str = ""


def my_licences(actor: Actor) -> list[LicenceRow]:
    """Return my licences, the newest first, with what can be asked for and until when."""
    assert actor.party_id is not None
    return [_licence(card) for card in licences_of(actor.party_id)]


def _licence(card: LicenceCard) -> LicenceRow:
    case = card.case_id
    row = LicenceRow(
        card=card,
        verify_url=verify_url(card.verification_code),
        paper_url=reverse("portal:paper", args=[case, card.paper_id]) if case else "",
    )
    today = city_today()
    guide = guide_to_renew(case, today) if case and card.in_force else None
    if guide is None or not guide.fileable:
        return row
    row = replace(row, guide_url=reverse("portal:guide", args=[guide.matter_code]))
    forms = content_of(guide.id).handling_forms
    if forms and ONLINE not in forms:
        return replace(row, at_window=True)
    start = reverse("portal:apply", args=[guide.id])
    change = f"{start}?{urlencode({'what': 'change', 'licence': card.number})}"
    if card.valid_to is None:
        return replace(row, change_url=change)
    apply_by = card.valid_to - APPLY_BEFORE
    return replace(
        row,
        change_url=change,
        renew_url=f"{start}?{urlencode({'what': 'renewal', 'licence': card.number})}",
        apply_by=apply_by,
        in_time=today <= apply_by,
        by_silence=guide.power_type is PowerType.LICENCE,
    )


@dataclass(frozen=True, slots=True)
class MandateRow:
    """One mandate I gave or hold."""

    card: MandateCard
    given: bool
    other_name: str
    standing: bool
    matters: tuple[str, ...]  # by name; nothing: all


def my_mandates(actor: Actor) -> list[MandateRow]:
    """Return the mandates I gave and hold, the latest first."""
    today = city_today()
    return [
        MandateRow(
            card=card,
            given=card.principal == actor.party_id,
            other_name=card.agent_name if card.principal == actor.party_id else card.principal_name,
            standing=not card.revoked
            and card.valid_from <= today
            and (card.valid_to is None or today <= card.valid_to),
            matters=tuple(_matter_name(code) for code in card.matters),
        )
        for card in mandates_of(actor)
    ]


def matter_asked(code: str) -> EditionRow | None:
    """Return the matter in force with this code, or None: nothing, ended or made up."""
    try:
        return edition_in_force(code) if code else None
    except MatterUnknown:
        return None


def _matter_name(code: str) -> str:
    found = matter_asked(code)
    return found.name if found else code


def entrust(
    actor: Actor, *, number: str, valid_to: date | None, matters: tuple[str, ...] = ()
) -> None:
    """Give a signed mandate to the party with this number, for these matters or, without, for all.

    Raises MandateInvalid, also for nobody.
    """
    found = [find_party_by_number(number, kind) for kind in NUMBER_KINDS]
    agent = next((one for one in found if one is not None), None)
    assert actor.party_id is not None
    give_mandate(
        actor,
        principal=actor.party_id,
        agent=agent or actor.party_id,  # nobody has this number: refused as the principal himself
        matters=matters,
        valid_from=city_today(),
        valid_to=valid_to,
        basis=_("本人登录后在网上签署委托书"),
    )


@dataclass(frozen=True, slots=True)
class LookRow:
    """Who looked at my data: organ, post, purpose and when; never the officer's name."""

    organ: str
    post: str
    purpose: Words
    first_at: datetime | None
    last_at: datetime | None
    count: int
    case_url: str
    case_name: str
    case_number: str  # tells two cases of one matter apart
    stood_in: bool  # by a stand-in of the post's absent holder


@dataclass(frozen=True, slots=True)
class Looks:
    """What `portal/looks.html` shows; looks under a lawful seal are only counted."""

    rows: tuple[LookRow, ...]
    sealed: int


def my_looks(actor: Actor) -> Looks:
    """Return who looked at my data, the latest first: looks within one case are one line."""
    assert actor.party_id is not None
    lines = looks_shown_to(actor.party_id)
    ids = {line.case_id for line in lines if line.case_id}
    found = cases_visible_to(actor).filter(pk__in=ids).only("matter_name", "number")
    cases: dict[UUID, Case] = {case.id: case for case in found}
    return Looks(
        rows=tuple(_merged(_look(line, cases) for line in lines if not line.sealed_count)),
        sealed=sum(line.sealed_count for line in lines),
    )


def _merged(rows: Iterable[LookRow]) -> Iterator[LookRow]:
    """Join neighbours that say the same of the same minute: one look as the person reads it."""
    last: LookRow | None = None
    for row in rows:
        if last is not None and _said(last) == _said(row):
            last = replace(last, first_at=row.first_at, count=last.count + row.count)
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def _said(row: LookRow) -> tuple[Any, ...]:
    minute = row.last_at.replace(second=0, microsecond=0) if row.last_at else None
    return (row.organ, row.post, row.purpose, row.case_url, row.stood_in, minute)


def _look(line: LookLine, cases: dict[UUID, Case]) -> LookRow:
    case = cases.get(line.case_id) if line.case_id else None
    return LookRow(
        organ=line.organ,
        post=line.post,
        purpose=PURPOSES.get(line.purpose, line.purpose),
        first_at=line.first_at,
        last_at=line.last_at,
        count=line.count,
        case_url=reverse("portal:case", args=[case.id]) if case else "",
        case_name=case.matter_name if case else "",
        case_number=(case.number or "") if case else "",
        stood_in=line.stood_in,
    )
