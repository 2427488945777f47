"""Paper originals: where each is, what lies at one's own place, and what must be looked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yichuang.approval.public import CasePage, case_page
from yichuang.directory.public import Actor, may_try
from yichuang.documents.public import (
    HandOver,
    Move,
    MoveKind,
    Original,
    OriginalLabel,
    Place,
    Standing,
    Whereabouts,
    alarms,
    effective,
    grouped,
    lists_under_way,
    moves_of,
    original_named,
    originals_held,
    originals_of_case,
    places_of,
)

from ..forms.fields import field, options
from ..originals_words import (
    ALARMS,
    GROUNDS,
    MOVES,
    PROOFS,
    RECIPIENTS,
    TONES,
    Places,
)
from ..words import word
from .people import People

SHOWN = 100


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """One original as a row; no name of a person is in it."""

    barcode: str
    code: str  # in threes, as on the label
    name: str
    copies: int
    case_id: UUID
    number: str
    matter: str
    now: Whereabouts
    where: str
    tone: str
    taken_at: datetime


def row_of(original: Original, places: Places) -> OriginalRow:
    """Return an original as a row; its case is loaded with it."""
    now = original.whereabouts
    return OriginalRow(
        barcode=original.barcode,
        code=grouped(original.barcode),
        name=original.name,
        copies=original.copies,
        case_id=original.case_id,
        number=original.case.number or "",
        matter=original.case.matter_name,
        now=now,
        where=places.where(now),
        tone=TONES[now.standing],
        taken_at=original.taken_at,
    )


def rows_of(originals: Iterable[Original]) -> list[OriginalRow]:
    """Return originals as rows."""
    places = Places()
    return [row_of(one, places) for one in originals]


# --- the desk -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list somebody has still to sign for."""

    id: UUID
    number: str
    sender: str
    receiver: str
    items: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What lies at one's own places, what is coming, and what was sent and not signed for."""

    places: list[str]
    held: list[OriginalRow]
    more: int
    coming: list[ListLine]
    sent: list[ListLine]
    scan: dict[str, Any]
    watches: bool


def desk_page(actor: Actor, *, error: str = "") -> DeskPage:
    """Return the desk of a post."""
    names = Places()
    held = originals_held(actor)
    rows = [row_of(one, names) for one in held[: SHOWN + 1]]
    return DeskPage(
        places=[names.name(place) for place in places_of(actor)],
        held=rows[:SHOWN],
        more=held.count() - SHOWN if len(rows) > SHOWN else 0,
        coming=_lines(actor, names, coming=True),
        sent=_lines(actor, names, coming=False),
        scan=scan_field(_("扫码查去向"), error),
        watches=bool(may_try(actor, "head.view")),
    )


def _lines(actor: Actor, names: Places, *, coming: bool) -> list[ListLine]:
    return [
        line_of(one.hand_over, one.items, names) for one in lists_under_way(actor, coming=coming)
    ]


def line_of(row: HandOver, items: int, names: Places) -> ListLine:
    """Return a list as a line."""
    return ListLine(
        id=row.pk,
        number=row.number,
        sender=names.name(row.sender),
        receiver=names.name(row.receiver),
        items=items,
        sent_at=row.sent_at,
    )


def scan_field(label: str, error: str = "") -> dict[str, Any]:
    """Return the place a scanner types into: empty each time, or the next scan would run on."""
    return field(
        "scan",
        "text",
        label,
        error=error,
        help=_("扫描标签，或者输入标签上的九位条码后按回车"),
        maxlength=20,
        autocomplete="off",
        hotkey="/",
    )


# --- one original ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An original, its way so far, and what may be recorded now."""

    row: OriginalRow
    happened: list[dict[str, Any]]
    may_miss: bool
    found_at: list[tuple[str, str]]  # value of a place, its name
    may_reverse: bool
    reversal: list[dict[str, Any]]


def item_page(actor: Actor, typed: str, *, error: str = "") -> ItemPage:
    """Return the page of one original. Raises BarcodeInvalid, OriginalNotFound."""
    original, names = original_named(actor, typed), Places()
    moves, now, own = moves_of(original), original.whereabouts, places_of(actor)
    counting = effective([move.moved for move in moves])
    last = counting[-1] if counting else None
    missing = now.standing is Standing.MISSING
    sides = [place for place in (now.place, now.to) if missing and place in own]
    reversible = last is not None and last.kind is not MoveKind.MISSING and last.place in own
    return ItemPage(
        row=row_of(original, names),
        happened=_happened(moves, names),
        may_miss=now.standing is Standing.HELD and now.place in own,
        found_at=[(str(place), names.name(place)) for place in sides if place],
        may_reverse=reversible,
        reversal=[
            field(
                "ground",
                "select",
                _("为什么冲正"),
                options=options(GROUNDS),
                required=True,
                error=error,
            )
        ],
    )


def _happened(moves: list[Move], names: Places) -> list[dict[str, Any]]:
    people = People()
    return [
        {
            "title": MOVES[move.kind][0],
            "tone": MOVES[move.kind][1],
            "at": move.at,
            "who": people.doer("officer", move.officer, move.post, move.at).text,
            "text": _told(move, names),
            "hand_over": move.hand_over,
        }
        for move in moves
    ]


def _told(move: Move, names: Places) -> str:
    """Return what a move says beyond its title."""
    moved = move.moved
    if move.kind == MoveKind.SENT and moved.to is not None:
        way = {"place": names.name(moved.place), "to": names.name(moved.to)}
        return _("由%(place)s交%(to)s") % way
    if move.kind == MoveKind.RETURNED:
        return f"{word(RECIPIENTS, move.recipient)}，{word(PROOFS, move.proof)}"
    if move.kind == MoveKind.REVERSED:
        return word(GROUNDS, move.ground)
    if move.kind == MoveKind.MISSING:
        return _("由%(place)s负责查找") % {"place": names.name(moved.place)}
    return names.name(moved.place)


# --- alarms ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """An original somebody must look for."""

    kind: str
    words: str
    tone: str
    row: OriginalRow
    since: datetime
    hand_over: HandOver | None


def alarm_lines(actor: Actor) -> list[AlarmLine]:
    """Return the alarms within an actor's reach, the gravest first."""
    names = Places()
    return [
        AlarmLine(
            kind=one.kind.value,
            words=str(ALARMS[one.kind.value][0]),
            tone=ALARMS[one.kind.value][1],
            row=row_of(one.original, names),
            since=one.original.since,
            hand_over=one.original.hand_over,
        )
        for one in alarms(actor)
    ]


# --- papers of one case ---------------------------------------------------------------------------


def case_rows(case_id: UUID) -> list[OriginalRow]:
    """Return a case's originals as rows; who asks has seen the case."""
    return rows_of(originals_of_case(case_id).select_related("case"))


@dataclass(frozen=True, slots=True)
class Label:
    """A label to stick on a paper."""

    row: OriginalRow
    picture: SafeString


def labels_of(actor: Actor, case_id: UUID) -> tuple[CasePage, list[Label]]:
    """Return the labels of a case's originals. Raises CaseNotFound."""
    page = case_page(actor, case_id, with_file=False)
    rows = [row for row in case_rows(case_id) if row.now.standing is not Standing.STRUCK]
    return page, [Label(row, _picture(row.barcode)) for row in rows]


def printed_label(row: OriginalRow) -> OriginalLabel:
    """Return a row as a label printer prints it."""
    day = date_format(localtime(row.taken_at), "DATE_FORMAT")
    return OriginalLabel(row.barcode, row.name, row.number, row.copies, day)


def _picture(barcode: str) -> SafeString:
    """Return the code as a QR: 21 by 21 squares, read by any scanner of pictures, as SVG."""
    code = segno.make(barcode, error="q", micro=False)
    drawn = code.svg_inline(scale=3, border=2, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 (drawn here from our own alphabet)


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """What of a case can be given back now, and how it is signed for."""

    page: CasePage
    held: list[OriginalRow]
    elsewhere: list[OriginalRow]
    returned: list[OriginalRow]
    chosen: frozenset[str]
    fields: list[dict[str, Any]]
    errors: list[dict[str, str]]


def return_page(
    actor: Actor,
    case_id: UUID,
    *,
    chosen: Iterable[str] | None = None,
    given: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> ReturnPage:
    """Return the page that gives papers back. Raises CaseNotFound."""
    page = case_page(actor, case_id, with_file=False)
    own: tuple[Place, ...] = places_of(actor)
    rows, values, wrong = case_rows(case_id), given or {}, errors or {}
    held = [row for row in rows if row.now.standing is Standing.HELD and row.now.place in own]
    returned = [row for row in rows if row.now.standing is Standing.RETURNED]
    gone = {row.barcode for row in (*held, *returned)}
    who = RECIPIENTS if page.case.agent else {"party": RECIPIENTS["party"]}
    return ReturnPage(
        page=page,
        held=held,
        elsewhere=[
            row
            for row in rows
            if row.barcode not in gone and row.now.standing is not Standing.STRUCK
        ],
        returned=returned,
        chosen=frozenset(chosen if chosen is not None else [row.barcode for row in held]),
        fields=[
            _radio("recipient", _("谁来领"), who, values.get("recipient") or "party"),
            _radio("proof", _("怎样签收"), PROOFS, values.get("proof") or "signature"),
        ],
        errors=[{"name": name, "message": text} for name, text in wrong.items()],
    )


def _radio(name: str, label: str, table: Any, value: str) -> dict[str, Any]:
    return field(name, "radio", label, options=options(table), value=value, required=True)
