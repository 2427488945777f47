"""The guide: which matters there are, what each asks for, and its form."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from yichuang.catalogue.public import (
    EditionContent,
    EditionRow,
    NotFileable,
    PowerType,
    content_of,
    edition_in_force,
    form_schema,
    guide,
    search,
)
from yichuang.directory.public import requires

from .types import PAGE, Reply, Size, Strict, Text

router = Router(tags=["matters"])

MatterCode = Annotated[
    str,
    Text(60, shortest=1, pattern=r"^[^\x00-\x1f\x7f/]+$"),
    Path(description="事项编码 Code of the matter", examples=["test-licence"]),
]


class MatterQuery(Strict):
    """What to search for, and how to narrow it down."""

    q: Annotated[str, Text(100)] = Field(
        "", description="名称、俗称、拼音或编码 Words, pinyin or code"
    )
    region: Annotated[str, Text(12, pattern="^[0-9]{0,12}$")] = Field(
        "", description="区划 Division, with all in it"
    )
    kind: PowerType | Literal[""] = Field("", description="事项类型 Kind of power")
    organ: Annotated[str, Text(18, pattern="^[0-9A-Z]{0,18}$")] = Field(
        "", description="机关 Credit code"
    )
    audience: Annotated[str, Text(2, pattern="^[0-9]{0,2}$")] = Field(
        "", description="服务对象 Who may apply"
    )
    page: Annotated[int, Field(ge=1, le=500)] = 1
    size: Size = PAGE


class MatterHit(Reply):
    """A matter in a list."""

    code: str
    edition: UUID
    name: str
    everyday_names: list[str]
    kind: PowerType
    organ: str
    organ_name: str
    region: str


class MatterList(Reply):
    """One page of matters, how many there are in all, and how they fall into kinds."""

    items: list[MatterHit]
    total: int
    page: int
    facets: dict[str, dict[str, int]]


class EditionReply(Reply):
    """An edition in short (事项版本)."""

    id: UUID
    matter: str
    name: str
    organ: str
    organ_name: str
    region: str
    kind: PowerType
    handling_kind: str | None = Field(description="1 即办件 instant, 2 承诺件 committed")
    version: int
    effective_from: date | None
    effective_to: date | None
    fileable: bool
    not_fileable_because: list[NotFileable]


class GapReply(Reply):
    """An element the guide lacks, and the organ that can supply it."""

    element: str
    label: str
    organ_name: str
    blocks_filing: bool


class GuideReply(Reply):
    """The guide as in force today (办事指南)."""

    edition: EditionReply
    content: EditionContent
    gaps: list[GapReply]
    items: list[EditionReply] = Field(description="业务办理项 Handling items")
    published_on: date | None


class FormReply(Reply):
    """The form as JSON Schema 2020-12, and the edition it belongs to."""

    edition: UUID
    form: dict[str, Any]


@router.get("", response=MatterList, operation_id="list_matters", summary="事项检索 Search matters")
@requires("catalogue.read")
def list_matters(request: HttpRequest, query: Query[MatterQuery]) -> MatterList:  # noqa: ARG001
    """无需登录；空查询列出全部在用事项。 No account needed; an empty query lists all."""
    found = search(
        query.q,
        region=query.region or None,
        power_type=query.kind or None,
        organ=query.organ or None,
        audience=query.audience or None,
        limit=query.size,
        offset=(query.page - 1) * query.size,
    )
    return MatterList(
        items=[
            MatterHit(
                code=hit.matter_code,
                edition=hit.edition_id,
                name=hit.name,
                everyday_names=list(hit.everyday_names),
                kind=hit.power_type,
                organ=hit.organ_code,
                organ_name=hit.organ_name,
                region=hit.region,
            )
            for hit in found.hits
        ],
        total=found.total,
        page=query.page,
        facets={name: dict(counts) for name, counts in found.facets.items()},
    )


@router.get(
    "/{matter}",
    response=GuideReply,
    operation_id="read_matter",
    summary="办事指南 The guide of a matter",
)
@requires("catalogue.read")
def read_matter(request: HttpRequest, matter: MatterCode) -> GuideReply:  # noqa: ARG001
    """返回现行指南全文、缺项和业务办理项。 The guide in force, what it lacks, its items."""
    found = guide(matter)
    return GuideReply(
        edition=_edition(found.edition),
        content=found.content,
        gaps=[
            GapReply(
                element=gap.element,
                label=gap.label,
                organ_name=gap.organ_name,
                blocks_filing=gap.blocks_filing,
            )
            for gap in found.gaps
        ],
        items=[_edition(item) for item in found.items],
        published_on=found.published_on,
    )


@router.get(
    "/{matter}/form-schema",
    response=FormReply,
    operation_id="read_form_schema",
    summary="申请表结构 The form as JSON Schema",
)
@requires("catalogue.read")
def read_form_schema(request: HttpRequest, matter: MatterCode) -> FormReply:  # noqa: ARG001
    """`form` 的填写规则，与申报时的校验相同。 The same rules a filing is checked by."""
    edition = edition_in_force(matter)
    return FormReply(edition=edition.id, form=form_schema(content_of(edition.id)))


def _edition(row: EditionRow) -> EditionReply:
    return EditionReply(
        id=row.id,
        matter=row.matter_code,
        name=row.name,
        organ=row.organ_code,
        organ_name=row.organ_name,
        region=row.region,
        kind=row.power_type,
        handling_kind=row.handling_kind.value if row.handling_kind else None,
        version=row.version,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        fileable=row.fileable,
        not_fileable_because=list(row.reasons_not_fileable),
    )
