"""What an invented applicant hands in: a form with plausible answers, and empty sample pages."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from typing import Any

from PIL import Image

from yichuang.approval import public as approval
from yichuang.catalogue.public import (
    EditionContent,
    FormField,
    Material,
    form_fields,
    materials_asked,
)
from yichuang.directory.public import Actor, ActorKind
from yichuang.documents.public import store_upload

from .cast import Person, Plot

MAY_FOLLOW = "3"  # 容缺后补
STAFF = "演示员工"  # whoever works for an invented firm
NO_ACCOUNT = "0" * 16  # no bank has it


def _blank_page() -> bytes:
    """Return an empty scanned page: what stands on a sample material is nobody's business."""
    page = BytesIO()
    Image.new("L", (210, 297), 255).save(page, "PNG")
    return page.getvalue()


SAMPLE = _blank_page()


def party_actor(person: Person, principal: Person | None = None) -> Actor:
    """Return a party who acts for himself, or for the principal."""
    mandates = frozenset({principal.id}) if principal and principal.id != person.id else frozenset()
    return Actor(
        kind=ActorKind.PARTY,
        id=str(person.id),
        name=person.name,
        real_name_level=3,
        mandates=mandates,
    )


def applicant_of(person: Person, agent: Person | None) -> dict[str, Any]:
    """Return what an application says of who applies."""
    found: dict[str, Any] = {
        "name": person.name,
        "number": person.number,
        "phone": person.phone,
        "kind": "natural" if person.natural else "legal",
    }
    if agent is not None:
        found["agent_name"] = agent.name
    return found


def required(content: EditionContent) -> list[Material]:
    """Return the materials without which nothing is granted."""
    situations = {item.code: item.answers[0] for item in content.situations}
    return [m for m in materials_asked(content, situations) if m.need in {"1", MAY_FOLLOW}]


def may_follow(content: EditionContent) -> bool:
    """Return whether something that is required may be brought after acceptance."""
    return any(material.need == MAY_FOLLOW for material in required(content))


def left_out(plot: Plot, content: EditionContent) -> set[str]:
    """Return what the applicant does not bring at first."""
    asked = required(content)
    if plot.follows:
        return {material.code for material in asked if material.need == MAY_FOLLOW}
    return {asked[-1].code} if plot.gap else set()


def files_online(content: EditionContent) -> bool:
    """Return whether everything required can be handed in without a visit."""
    return all("upload" in m.satisfied_by for m in required(content))


def answers_of(content: EditionContent, person: Person) -> dict[str, Any]:
    """Return plausible answers to an edition's form."""
    found: dict[str, Any] = {}
    situations = {item.code: item.answers[0] for item in content.situations}
    if situations:
        found["situations"] = situations
    for item in form_fields(content):
        if not item.required or not _asked(item.asked_when, situations):
            continue
        found[item.element] = _answer(item, person)
    return found


def _asked(condition: str, situations: dict[str, str]) -> bool:
    question, _, value = condition.partition("=")
    return not condition or situations.get(question) == value


def _answer(item: FormField, person: Person) -> Any:
    match item.kind:
        case "integer":
            return 12
        case "money_fen":
            return 1_000_000
        case "date":
            return "2026-12-01"
        case "choice":
            return item.choices[0]
        case "choices":
            return [item.choices[0]]
        case "yes_no":
            return True
    return _written(item, person)[: item.longest]


def _written(item: FormField, person: Person) -> str:
    """Return what somebody writes into a field: his own name and numbers where it asks for them."""
    if "电话" in item.label or "手机" in item.label:
        return person.phone
    if item.kind == "code":
        return NO_ACCOUNT if "账号" in item.label else person.number
    if "姓名" in item.label and "名称" not in item.label:
        return person.name if person.natural else STAFF
    if "名称" in item.label:
        return person.name
    return "示例路1号" if "址" in item.label else "示例内容"


def materials_of(
    content: EditionContent, filer: Person, *, online: bool, without: Collection[str] = ()
) -> tuple[approval.MaterialGiven, ...]:
    """Return what is handed in: all that is required, without what is left out."""
    asked = [material for material in required(content) if material.code not in without]
    uploads: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    given = []
    for material in asked:
        ways = [way.value for way in material.satisfied_by]
        wanted = ("upload",) if online else ("paper",)
        how = next((way for way in wanted if way in ways), ways[0])
        if how == "upload" and not uploads:
            upload = store_upload(
                filename="示例材料.png",
                content=SAMPLE,
                actor_id=filer.key,
                party_id=str(filer.id),
            )
            uploads, digests = (str(upload.id),), (upload.digest,)
        with_files = how == "upload"
        given.append(
            approval.MaterialGiven(
                code=material.code,
                how=how,
                uploads=uploads if with_files else (),
                digests=digests if with_files else (),
                copies=1 if how == "paper" else 0,
            )
        )
    return tuple(given)
