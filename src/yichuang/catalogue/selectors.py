"""Reading the catalogue: editions in force, their content, guides, lists and gaps."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from yichuang.directory.public import Actor, row_filter
from yichuang.kernel.public import Columns, load, ports, prepared

from .completeness import Gap, NotFileable, gaps, reasons_not_fileable
from .content import EditionContent, HandlingKind, PowerType
from .errors import MatterUnknown
from .models import Edition, EditionState, Matter, MatterState, Power

CHINA = ZoneInfo("Asia/Shanghai")
CONTENT_CACHE_SIZE = 8192
POLICY_COLUMNS = {"organ": "matter__organ_code", "region": "matter__region"}


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition in short, as other rooms need it (事项版本摘要)."""

    id: UUID
    matter_id: UUID
    matter_code: str
    power_code: str  # what a title of the directory names: catalogue code, else the matter's own
    name: str
    organ_code: str
    organ_name: str
    region: str
    level: str
    power_type: PowerType
    handling_kind: HandlingKind | None
    version: int
    state: EditionState
    effective_from: date | None
    effective_to: date | None
    fileable: bool
    reasons_not_fileable: tuple[NotFileable, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A matter's guide (办事指南): the edition in force, what it says, and what it still lacks."""

    edition: EditionRow
    content: EditionContent
    gaps: tuple[Gap, ...]
    items: tuple[EditionRow, ...]  # handling items below it 业务办理项
    reviewed_by: str
    published_on: date | None


def today() -> date:
    """Return today's date in China, by the clock port."""
    return ports().clock.now().astimezone(CHINA).date()


def in_force_q(on: date, prefix: str = "") -> Q:
    """Return the condition that a published edition is in force on a day."""
    return (
        Q(**{f"{prefix}state": EditionState.PUBLISHED})
        & Q(**{f"{prefix}effective_from__lte": on})
        & (Q(**{f"{prefix}effective_to__isnull": True}) | Q(**{f"{prefix}effective_to__gte": on}))
    )


def state_on(edition: Edition, on: date) -> EditionState:
    """Return where an edition stands on a day; the stored state knows only "published"."""
    if edition.state != EditionState.PUBLISHED:
        return EditionState(edition.state)
    if edition.effective_to is not None and edition.effective_to < on:
        return EditionState.SUPERSEDED
    assert edition.effective_from is not None  # a constraint says so
    return EditionState.EFFECTIVE if edition.effective_from <= on else EditionState.PUBLISHED


_contents: OrderedDict[UUID, tuple[str, EditionContent]] = OrderedDict()


def content_from(edition: Edition) -> EditionContent:
    """Return what an edition says, read from its document at most once a process."""
    known = _contents.get(edition.id)
    if known is not None and known[0] == edition.digest:
        return known[1]
    content = load(EditionContent, edition.content)
    if edition.state == EditionState.PUBLISHED:
        _contents[edition.id] = (edition.digest, content)
        if len(_contents) > CONTENT_CACHE_SIZE:
            _contents.popitem(last=False)
    return content


def content_of(edition_id: UUID) -> EditionContent:
    """Return what an edition says, published or draft; a published one without asking again.

    Raises MatterUnknown if there is no such edition.
    """
    known = _contents.get(edition_id)
    return known[1] if known is not None else content_from(find_edition(edition_id))


def power_code(content: EditionContent, matter_code: str) -> str:
    """Return what a title of the directory names: the catalogue's code, else the matter's own."""
    return content.catalog_code or content.local_catalog_code or matter_code


def as_row(edition: Edition, on: date | None = None) -> EditionRow:
    """Return an edition in short; its matter must be loaded with it."""
    matter, state = edition.matter, state_on(edition, on or today())
    content = content_from(edition)
    reasons = list(reasons_not_fileable(content))
    if not matter.organ_code:
        reasons.append(NotFileable.NO_ORGAN)
    if matter.state != MatterState.IN_USE:
        reasons.append(NotFileable.NOT_IN_USE)
    if state is not EditionState.EFFECTIVE:
        reasons.append(NotFileable.NOT_PUBLISHED)
    return EditionRow(
        id=edition.id,
        matter_id=matter.id,
        matter_code=matter.code,
        power_code=power_code(content, matter.code),
        name=content.name,
        organ_code=matter.organ_code,
        organ_name=matter.organ_name,
        region=matter.region,
        level=matter.level,
        power_type=content.power_type,
        handling_kind=content.handling_kind,
        version=edition.version,
        state=state,
        effective_from=edition.effective_from,
        effective_to=edition.effective_to,
        fileable=not reasons,
        reasons_not_fileable=tuple(reasons),
    )


_EDITION = Columns(Edition, without=("content", "basis_summary", "authors"))
_MATTER = Columns(Matter)
# Every filing asks both, and the documents, the bulk of the row, are remembered by their digest.
_SHORT = f"""SELECT {_EDITION.of("edition")}, {_MATTER.of("matter")}
    FROM catalogue_edition edition JOIN catalogue_matter matter ON matter.id = edition.matter_id
"""  # noqa: S608  (its parts are the columns of two models)
_BY_ID = f"{_SHORT} WHERE edition.id = %(edition)s"
_IN_FORCE = f"""{_SHORT} WHERE matter.code = %(matter)s AND edition.state = %(published)s
    AND edition.effective_from <= %(on)s
    AND (edition.effective_to IS NULL OR edition.effective_to >= %(on)s)
    ORDER BY edition.id LIMIT 1"""


def edition_row(edition_id: UUID) -> EditionRow:
    """Return one edition in short. Raises MatterUnknown if there is none."""
    found = _in_short(_BY_ID, {"edition": edition_id})
    if found is None:
        raise MatterUnknown(edition=str(edition_id))
    return as_row(found)


def find_edition(edition_id: UUID) -> Edition:
    """Return the row of an edition with its matter. Raises MatterUnknown."""
    try:
        return Edition.objects.select_related("matter").get(pk=edition_id)
    except Edition.DoesNotExist:
        raise MatterUnknown(edition=str(edition_id)) from None


def edition_in_force(matter_code: str, on: date | None = None) -> EditionRow:
    """Return the edition of a matter in force on a day (today). Raises MatterUnknown."""
    day = on or today()
    found = _in_short(
        _IN_FORCE, {"matter": matter_code, "on": day, "published": EditionState.PUBLISHED}
    )
    if found is None:
        raise MatterUnknown(matter=matter_code)
    return as_row(found, day)


def _in_short(statement: str, values: dict[str, Any]) -> Edition | None:
    """Return an edition with its matter, its documents left out: `content_from` remembers them."""
    with prepared() as cursor:
        cursor.execute(statement, values)
        cells = cursor.fetchone()
    if cells is None:
        return None
    edition = _EDITION.read(cells)
    edition.matter = _MATTER.read(cells[_EDITION.width :])
    return edition


def _published(on: date) -> QuerySet[Edition]:
    return (
        Edition.objects.select_related("matter")
        .filter(in_force_q(on))
        .order_by("matter__organ_code", "matter__power_type", "matter__code")
    )


def editions_in_force(
    *,
    organ: str | None = None,
    region: str | None = None,
    power_type: PowerType | None = None,
    on: date | None = None,
) -> list[EditionRow]:
    """Return what is in force, by organ and kind: the public list of powers (权责清单).

    `region` is a 12-digit code and means that division alone.
    """
    wanted: dict[str, Any] = {}
    if organ is not None:
        wanted["matter__organ_code"] = organ
    if region is not None:
        wanted["matter__region"] = region
    if power_type is not None:
        wanted["matter__power_type"] = power_type
    day = on or today()
    return [as_row(edition, day) for edition in _published(day).filter(**wanted)]


def editions_visible_to(actor: Actor) -> QuerySet[Edition]:
    """Every edition, drafts too, that this officer's post lets him edit: the way in for staff."""
    return Edition.objects.select_related("matter").filter(
        row_filter(actor, "catalogue.edit", POLICY_COLUMNS)
    )


def guide(matter_code: str, on: date | None = None) -> Guide:
    """Return the guide of a matter as in force on a day. Raises MatterUnknown."""
    day = on or today()
    edition = _published(day).filter(matter__code=matter_code).first()
    if edition is None:
        raise MatterUnknown(matter=matter_code)
    items = _published(day).filter(matter__main=edition.matter_id)
    return _guide(edition, tuple(as_row(item, day) for item in items), day)


def guide_of_edition(edition_id: UUID) -> Guide:
    """Return the guide as one edition says it, published or not: a case's own, or a preview."""
    return _guide(find_edition(edition_id), (), today())


def _guide(edition: Edition, items: tuple[EditionRow, ...], on: date) -> Guide:
    row = as_row(edition, on)
    content = content_from(edition)
    published = edition.published_at
    return Guide(
        edition=row,
        content=content,
        gaps=gaps(content, organ_code=row.organ_code, organ_name=row.organ_name),
        items=items,
        reviewed_by=edition.reviewed_by,
        published_on=published.astimezone(CHINA).date() if published else None,
    )


def to_complete(edition_id: UUID) -> list[Gap]:
    """Return the elements an edition lacks, each with the organ that can supply it."""
    edition = find_edition(edition_id)
    matter = edition.matter
    return list(
        gaps(content_from(edition), organ_code=matter.organ_code, organ_name=matter.organ_name)
    )


def editions_of(matter_code: str) -> list[EditionRow]:
    """Return every edition of a matter, newest first: its history. Raises MatterUnknown."""
    found = Edition.objects.select_related("matter").filter(matter__code=matter_code)
    if not found:
        raise MatterUnknown(matter=matter_code)
    day = today()
    return [as_row(edition, day) for edition in found.order_by("-version")]


def power_named(catalog_code: str) -> Power:
    """Return an entry of the base directory. Raises MatterUnknown."""
    try:
        return Power.objects.get(catalog_code=catalog_code)
    except Power.DoesNotExist:
        raise MatterUnknown(power=catalog_code) from None


def matter_named(code: str) -> Matter:
    """Return the row of a matter. Raises MatterUnknown."""
    try:
        return Matter.objects.get(code=code)
    except Matter.DoesNotExist:
        raise MatterUnknown(matter=code) from None
