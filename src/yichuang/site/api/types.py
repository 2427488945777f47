"""Strict types of what comes in and goes out: nothing is guessed, nothing is rounded."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from ninja import Header, Path
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function, str_schema

from yichuang.kernel.public import InvalidInput
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Receipt

PAGE = 20
LARGEST_PAGE = 100
MAX_SAFE_INTEGER = 2**53 - 1
# No control characters but tab and line ends: PostgreSQL and paper know no NUL.
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
FIRST_YEAR, LAST_YEAR = 1900, 2199  # what any calendar of the house can be asked about


class Strict(BaseModel):
    """What comes in: unknown fields are refused, and numbers are not read out of texts."""

    model_config = ConfigDict(extra="forbid")


class Reply(BaseModel):
    """What goes out."""

    model_config = ConfigDict(extra="forbid")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _written_as(pattern: str, rule: str) -> BeforeValidator:
    """Refuse what is not written out: a bare number would be read as seconds since 1970."""
    form = re.compile(pattern)

    def check(value: Any) -> Any:
        if isinstance(value, str) and form.match(value):
            return value
        raise PydanticCustomError(rule, "not written as RFC 3339 has it")

    return BeforeValidator(check)


def _known_year(value: Any) -> Any:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise PydanticCustomError("year_out_of_range", "the year is outside the calendar")
    return value


@dataclass(frozen=True, slots=True)
class Text:
    """Marks a text as bounded, without control characters, in NFC: `Annotated[str, Text(80)]`."""

    longest: int
    shortest: int = 0
    pattern: str = PLAIN

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return no_info_after_validator_function(
            _nfc,
            str_schema(
                strict=True,
                min_length=self.shortest or None,
                max_length=self.longest,
                pattern=self.pattern,
            ),
        )


def whole(least: int, most: int) -> Any:
    """Return what bounds a whole number; "5", 5.0 and true are none."""
    return Field(strict=True, ge=least, le=most)


Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[
    date,
    _written_as(r"\d{4}-\d{2}-\d{2}\Z", "date_from_datetime_parsing"),
    AfterValidator(_known_year),
    WithJsonSchema({"type": "string", "format": "date"}, mode="validation"),
]
MomentIn = Annotated[
    AwareDatetime,
    _written_as(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}", "datetime_from_date_parsing"),
    AfterValidator(_known_year),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="validation"),
]


def _iso(moment: datetime) -> str:
    return moment.astimezone(CHINA_TIME).isoformat()


Moment = Annotated[
    datetime,
    PlainSerializer(_iso, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]

KEY_PATTERN = r"^[\x21-\x7e]{8,100}$"
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=KEY_PATTERN,
        description="客户端自选，8 至 100 个可见字符；重试用同一个。"
        " Chosen by the client; a retry sends the same one.",
        examples=["2026-03-02-filing-0001"],
    ),
]
CaseId = Annotated[UUID, Path(description="办件 The case's id, as its receipt says")]
SeenNo = Annotated[
    int | None,
    Field(
        strict=True,
        ge=0,
        le=2**31 - 1,
        description="办理人所见的最后一条记录序号；其后有变化则返回 409。"
        " Last entry the actor had seen; 409 if something that matters came since.",
    ),
]
Size = Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="每页条数 Rows a page")]
Cursor = Annotated[
    str,
    Field(
        max_length=300,
        pattern=r"^[0-9A-Za-z_-]*$",
        description="上一页返回的 next；空为第一页。 `next` of the page before; empty: first page.",
    ),
]

Item = TypeVar("Item")


class Page(Reply, Generic[Item]):
    """One page of a list; `next` leads on and is null at the end."""

    items: list[Item]
    next: str | None = Field(description="下一页的游标 Cursor of the next page")


class ReceiptReply(Reply):
    """What proves that an act was recorded (回执)."""

    case: UUID
    number: str
    first_no: int
    last_no: int
    recorded_at: Moment
    receipt_digest: str = Field(description="SM3, 64 hex digits", pattern="^[0-9a-f]{64}$")

    @classmethod
    def of(cls, receipt: Receipt) -> ReceiptReply:
        """Return a receipt of the ledger as it is answered."""
        return cls(
            case=receipt.case_id,
            number=receipt.number,
            first_no=receipt.first_no,
            last_no=receipt.last_no,
            recorded_at=receipt.recorded_at,
            receipt_digest=receipt.hash,
        )


def cursor_of(*place: Any) -> str:
    """Return where a page ended, as an opaque word."""
    written = json.dumps([str(one) if one is not None else None for one in place])
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def place_in(cursor: str, *kinds: Callable[[str], Any]) -> list[Any] | None:
    """Return what `cursor_of` was given, each part read by its kind; None for the first page.

    Raises InvalidInput for a word that is no cursor of this list.
    """
    if not cursor:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [
            None if part is None else kind(part) for kind, part in zip(kinds, place, strict=True)
        ]
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise InvalidInput(field="cursor", rule="unknown") from None


def page_of(rows: Iterable[Any], size: int) -> tuple[list[Any], Any]:
    """Split `size + 1` rows read ahead into a page and its last row if more follow."""
    found = list(rows)
    shown = found[:size]
    return shown, shown[-1] if len(found) > size else None
