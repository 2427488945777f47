"""The whole catalogue's check-up (体检): what lint finds in every matter's newest edition."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import xlsxwriter  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yichuang.law.public import cite

from .completeness import gaps
from .content import EditionContent
from .element_names import element_words
from .exporting import CHUNK, editions_to_export
from .lint import Finding, Flaw, lint
from .lint_context import CityContexts
from .models import Edition, ImportRow, ImportRun
from .selectors import content_from, today

FLAWS: dict[Flaw, str | Promise] = {
    Flaw.PROMISE_BEYOND_LAW: _("承诺时限长于法定时限"),
    Flaw.INSTANT_MISMATCH: _("即办件不能当场办结"),
    Flaw.VISITS_WITHOUT_REASON: _("要求到现场但没有写明原因"),
    Flaw.CATCH_ALL_MATERIAL: _("兜底材料"),
    Flaw.MATERIAL_TWICE: _("材料重复"),
    Flaw.BASIS_MISSING: _("缺少设定依据"),
    Flaw.BASIS_UNRESOLVED: _("依据条款核对不上"),
    Flaw.FEE_WITHOUT_STANDARD: _("收费没有标准"),
    Flaw.LICENCE_WITHOUT_RESULT_TYPE: _("结果是证照但没有标为证照"),
    Flaw.CIRCULAR_PRECONDITION: _("互为前置"),
    Flaw.MATERIAL_PRODUCED_HERE: _("索要本市自己产生的材料"),
    Flaw.LOOSER_THAN_PARENT: _("比上级清单宽松"),
    Flaw.PROMISE_DESPITE_RISK: _("涉及安全等事项却适用告知承诺"),
    Flaw.LICENCE_OFFERED: _("行政许可却适用免申即享"),
    Flaw.PROMISE_WITHOUT_WORDS: _("可以书面承诺却没有写明承诺内容"),
    Flaw.HAND_UP_TOO_LONG: _("初审期限长于法定期限"),
    Flaw.HAND_UP_ORGAN: _("报送的机关不是上级机关"),
    Flaw.HAND_UP_IMPOSSIBLE: _("这样的事项不能报送上级机关决定"),
    Flaw.STEPS_UNSOUND: _("环节表走不到决定"),
    Flaw.STEPS_NOT_SURVEYED: _("环节表太大，没有走完"),
}
NEVER_RUN = "never_run"  # published long ago, and nobody has ever applied
A_YEAR = timedelta(days=365)
GAP = "gap"  # an element that is missing (待完善要素), counted beside the flaws
HEADER = ("事项编码", "事项名称", "办理机关", "问题", "位置", "依据", "改法")


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding about one matter; `code` is a Flaw's value, or GAP for what is missing."""

    matter_code: str
    matter_name: str
    organ_name: str
    code: str
    element: str
    article: str
    mend: str


@dataclass(frozen=True, slots=True)
class CheckUp:
    """What a check-up found. `matters` were looked at, `sound` of them have no flaw."""

    matters: int
    sound: int
    remarks: tuple[Remark, ...]

    def counts(self) -> dict[str, int]:
        """Return how many remarks there are of each code, the most frequent first."""
        return dict(Counter(remark.code for remark in self.remarks).most_common())


def check_up(run: Collection[str] | None = None, unused_for: timedelta = A_YEAR) -> CheckUp:
    """Look at the newest edition of every matter, published or not.

    What was published under a waiver is still without a basis, and is said again. `run`: codes of
    the matters somebody has applied for; given, those first in force `unused_for` ago and not
    among them are told.
    """
    contexts = CityContexts()
    remarks: list[Remark] = []
    matters = sound = 0
    for edition, content in _newest(editions_to_export(drafts=True)):
        matters += 1
        flaws = lint(content, contexts.of(edition.matter))
        sound += not flaws
        remarks += [_remark(edition, content, found) for found in flaws]
        remarks += _missing(edition, content)
        if run is not None:
            remarks += _never_run(edition, run, unused_for)
    return CheckUp(matters, sound, tuple(remarks))


def _newest(editions: QuerySet[Edition]) -> Iterator[tuple[Edition, EditionContent]]:
    for edition in editions.iterator(chunk_size=CHUNK):
        yield edition, replace(content_from(edition), waivers=())


def _remark(edition: Edition, content: EditionContent, found: Finding) -> Remark:
    matter = edition.matter
    return Remark(
        matter_code=matter.code,
        matter_name=matter.name,
        organ_name=matter.organ_name,
        code=found.code.value,
        element=element_words(found.element, content),
        article=found.article,
        mend=found.mend,
    )


def _missing(edition: Edition, content: EditionContent) -> Iterator[Remark]:
    matter = edition.matter
    for gap in gaps(content, organ_code=matter.organ_code, organ_name=matter.organ_name):
        yield Remark(
            matter_code=matter.code,
            matter_name=matter.name,
            organ_name=gap.organ_name,
            code=GAP,
            element=gap.label,
            article="",
            mend="由办理机关补充",
        )


def _never_run(edition: Edition, run: Collection[str], unused_for: timedelta) -> Iterator[Remark]:
    matter = edition.matter
    first = Edition.objects.filter(matter=matter, effective_from__lte=today() - unused_for)
    if matter.code in run or not first.exists():
        return
    yield Remark(
        matter_code=matter.code,
        matter_name=matter.name,
        organ_name=matter.organ_name,
        code=NEVER_RUN,
        element="",
        article="",
        mend="核实是否还需要这一事项；不需要的，提请取消或者合并",
    )


def word_for(code: str) -> str | Promise:
    """Return a remark's code in words."""
    special = {GAP: _("要素未载明"), NEVER_RUN: _("公布已久，没有人申请过")}
    return special[code] if code in special else FLAWS[Flaw(code)]


def check_up_workbook(remarks: Sequence[Remark]) -> bytes:
    """Return the remarks as an XLSX file, one a row; no cell is ever a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("体检")
    sheet.write_row(0, 0, HEADER, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    for column, width in enumerate((34, 40, 24, 22, 22, 28, 50)):
        sheet.set_column(column, column, width)
    for row, one in enumerate(remarks, start=1):
        cells = (one.matter_code, one.matter_name, one.organ_name, str(word_for(one.code)))
        for column, text in enumerate((*cells, one.element, cite(one.article, "zh"), one.mend)):
            sheet.write_string(row, column, text)
    sheet.autofilter(0, 0, max(1, len(remarks)), len(HEADER) - 1)
    book.close()
    return buffer.getvalue()


def handed_back() -> tuple[dict[str, str], ...]:
    """Return why rows of the last import were not kept: row, column, value and mend."""
    run = ImportRun.objects.order_by("-imported_at", "-id").first()
    rows = ImportRow.objects.filter(run=run, outcome="rejected").order_by("sheet", "row")
    return tuple(
        {name: str(finding[name]) for name in ("row", "column", "value", "mend")}
        for row in rows
        for finding in row.findings
        if finding["error"]
    )
