"""The register of numbered blanks (空白证照), and a licence as it is printed on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import content_of, editions_in_force
from yichuang.directory.public import Actor, may_try, officer_names
from yichuang.documents.public import Certificate, paper_content, printable
from yichuang.licences.public import (
    LINE,
    REASONS,
    BatchCard,
    EntryLine,
    Fate,
    Licence,
    LicenceCard,
    batch_of,
    batches_of,
    blank_of,
    entries_of,
    faults_of,
    licences_of_case,
    places_of,
    proposed,
)

from ..forms.fields import options
from ..forms.given import Given

FATES: dict[Fate, tuple[Any, str]] = {
    Fate.STOCK: (gettext_lazy("库存"), "good"),
    Fate.ISSUED: (gettext_lazy("已使用"), "neutral"),
    Fate.SPOILT: (gettext_lazy("已作废"), "warn"),
    Fate.LOST: (gettext_lazy("遗失"), "bad"),
    Fate.PROPOSED: (gettext_lazy("待另一人确认"), "warn"),
    Fate.DISPOSED: (gettext_lazy("已核销"), "neutral"),
}
REASON_WORDS: dict[str, Any] = {
    "misprint": gettext_lazy("打印错位或者卡纸"),
    "damaged": gettext_lazy("纸张破损"),
    "wrong_content": gettext_lazy("内容有误"),
    "found_again": gettext_lazy("遗失后找回"),
    "not_confirmed": gettext_lazy("核销未经确认"),
    "lost": gettext_lazy("遗失"),
    "stolen": gettext_lazy("被盗"),
    "returned": gettext_lazy("退回印制单位"),
    "destroyed": gettext_lazy("销毁"),
}
# What an officer does, where that is not yet what becomes of the blank.
RECORDED: dict[Fate, Any] = {Fate.PROPOSED: gettext_lazy("提出核销")}
# What an officer records himself: fate and reason in one choice.
CHOICES = {
    f"{fate.value}:{reason}": (fate, reason)
    for fate, reasons in REASONS.items()
    for reason in reasons
    if reason != "not_confirmed"
}
LINE_STEP = 2  # lines of print stand twice their size apart


@dataclass(frozen=True, slots=True)
class BlanksPage:
    """The organ's batches, and the form that receives another."""

    batches: list[BatchCard]
    fields: list[dict[str, Any]]
    errors: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One batch: how its blanks stand, what became of them, and what can be recorded."""

    card: BatchCard
    counts: list[tuple[Any, str, int]]
    entries: list[tuple[EntryLine, Any, str, Any, str]]
    waiting: list[tuple[str, str]]
    own_request: bool
    whole: bool
    fields: list[dict[str, Any]]
    errors: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Printed:
    """A text on the sheet, in mm from its upper left corner."""

    x: int
    y: int
    size: int
    text: str


def kinds_of(actor: Actor) -> dict[str, str]:
    """Return the kinds of licence the organ gives: type code → name."""
    found = {one.type_code: one.type_name for one in batches_of(actor.organ)}
    for row in editions_in_force(organ=actor.organ):
        result = content_of(row.id).result
        if result is not None and result.licence_type:
            found[f"{actor.organ}{result.licence_type:0>3.3}"] = result.name
    return found


def blanks_page(actor: Actor, given: Given | None = None) -> BlanksPage:
    """Return the organ's stock; with `given`, what was typed and what is wrong with it."""
    ask = given or Given("batch")
    fields = [
        ask.ask("kind", "select", _("证照种类"), options=options(kinds_of(actor)), required=True),
        ask.ask("first", "text", _("起始编号"), help=_("前面的零也要写"), required=True),
        ask.ask("last", "text", _("截止编号"), required=True),
        ask.ask("width", "number", _("纸宽（毫米）"), value="210", required=True),
        ask.ask("height", "number", _("纸高（毫米）"), value="297", required=True),
    ]
    return BlanksPage(batches_of(actor.organ), fields, ask.summary)


def batch_page(actor: Actor, batch_id: UUID, given: Given | None = None) -> BatchPage:
    """Return one batch of the officer's organ. Raises BlankNotFound."""
    batch, ask = batch_of(actor.organ, batch_id), given or Given("entry")
    card = next(one for one in batches_of(actor.organ, batch.type_code) if one.id == batch.id)
    lines = entries_of(batch)
    waiting = proposed(batch)
    names = officer_names({line.actor_id for line in lines} | {who for _n, who in waiting})
    words = {
        choice: f"{RECORDED.get(fate, FATES[fate][0])}：{REASON_WORDS[reason]}"
        for choice, (fate, reason) in CHOICES.items()
    }
    return BatchPage(
        card=card,
        counts=[(*FATES[fate], card.counts[fate]) for fate in Fate],
        entries=[
            (line, *FATES[line.fate], REASON_WORDS.get(line.reason, ""), names[line.actor_id])
            for line in lines
        ],
        waiting=[(number, names[who]) for number, who in waiting],
        own_request=any(who == actor.id for _number, who in waiting),
        whole=not faults_of(batch),
        fields=[
            ask.ask("first", "text", _("编号"), required=True),
            ask.ask("last", "text", _("到编号"), help=_("只有一张的不填")),
            ask.ask("what", "select", _("登记为"), options=options(words), required=True),
        ],
        errors=ask.summary,
    )


def printing_of(actor: Actor, case_id: UUID) -> list[tuple[LicenceCard, str]]:
    """Return a case's licences that the organ prints on blanks, each with its blank's number."""
    if not may_try(actor, "approval.deliver"):
        return []
    return [
        (card, found[1] if (found := blank_of(card.id)) else "")
        for card in licences_of_case(case_id)
        if batches_of(actor.organ, card.type_code)
    ]


def sheet_of(licence: Licence) -> tuple[int, int, list[Printed], str] | None:
    """Return width, height and texts of a licence on its blank, and the blank's number.

    Its words are those of the licence as PDF, sign by sign.
    """
    found = blank_of(licence.id)
    content = paper_content(licence.paper_id)
    if found is None or not isinstance(content, Certificate):
        return None
    batch, number = found
    begin, end = content.valid_from, content.valid_to
    term = f"{_day(begin)}至{_day(end) if end else '长期'}" if begin else ""
    places = places_of(batch)
    apart = {place.field.removeprefix(LINE) for place in places if place.field.startswith(LINE)}
    texts: dict[str, list[str]] = {
        **{f"{LINE}{line.label}": [line.value] for line in content.lines},
        "holder": [content.holder],
        "number": [content.head.number],
        "term": [term],
        "issued_on": [_day(content.head.issued_on)],
        "organ": [content.head.organ_name],
        "lines": [
            f"{line.label}：{line.value}" for line in content.lines if line.label not in apart
        ],
    }
    printed = [
        Printed(place.x, place.y + index * place.size * LINE_STEP, place.size, str(printable(text)))
        for place in places
        for index, text in enumerate(texts.get(place.field, ()))
    ]
    return batch.width_mm, batch.height_mm, printed, number


def _day(day: Any) -> str:
    # What stands on a licence is Chinese whatever language its printer reads.
    return f"{day.year}年{day.month}月{day.day}日"
