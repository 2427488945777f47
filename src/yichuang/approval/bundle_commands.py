"""What may be asked of a bundle (一件事); personal content is sealed later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from yichuang.ledger.pure import Command


@dataclass(frozen=True, slots=True)
class BundleDocument:
    """One document brought once; `id` as the plan names it, whichever matters it serves."""

    id: str
    uploads: tuple[str, ...]
    digests: tuple[str, ...] = ()  # SM3 of their content; the service sets them


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBundle(Command):
    """Apply for several matters at once (一件事申请).

    `form`: element → value for all of them; "matter:element" where one matter's answer differs.
    `situations`: the answers to the questions, named in the same way.
    """

    kind: ClassVar[str] = "file_bundle"
    act: ClassVar[str] = "bundle.file"

    editions: tuple[UUID, ...]
    form: dict[str, Any]
    situations: dict[str, Any]
    applicant: dict[str, Any]
    documents: tuple[BundleDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteResult(Command):
    """The licence of a member has been issued: it is the material others wait for."""

    kind: ClassVar[str] = "note_result"
    act: ClassVar[str] = "bundle.note"

    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEnd(Command):
    """A member is over: closed with its outcome, or voided."""

    kind: ClassVar[str] = "note_end"
    act: ClassVar[str] = "bundle.note"

    case: UUID
    outcome: str
