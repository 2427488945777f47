"""A list of those entitled, as an organ pastes it from its own table: first line the headings."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval.public import Entitled
from yichuang.catalogue.public import EditionContent, form_fields

from .answers import name_of, read_form
from .fields import Words

LONGEST_LIST = 500_000  # signs
YES_NO = {"是": "yes", "否": "no"}
ROW_FAULTS: dict[str, Words] = {
    "unknown": gettext_lazy("登记簿里没有这个证件号码"),
    "twice": gettext_lazy("同一个人出现两次，或者已经提供过、还没有答复"),
    "barred": gettext_lazy("这个人在一定期间内不得再次申请"),
    "count": gettext_lazy("名单是空的，或者超过 2,000 行"),
}


@dataclass(slots=True)
class OfferList:
    """What was sent: the matter and the list; `faults` in words, line by line."""

    edition: str = ""
    text: str = ""
    rows: list[Entitled] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def edition_id(self) -> UUID | None:
        """The chosen matter's edition; None where none was chosen."""
        try:
            return UUID(self.edition)
        except ValueError:
            return None


def list_from(data: QueryDict) -> OfferList:
    """Return what was sent, not read yet."""
    return OfferList(edition=data.get("edition", ""), text=data.get("list", ""))


def read_list(given: OfferList, content: EditionContent) -> None:
    """Read the list: the column 证件号码, the others named as the form names them."""
    text = given.text.strip()
    if len(text) > LONGEST_LIST:
        given.faults.append(_("名单太长，请分几次提供"))
        return
    cells = list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text else ","))
    heads = [head.strip() for head in cells[0]] if cells else []
    elements = {one.label: one.element for one in form_fields(content)}
    if "证件号码" not in heads:
        given.faults.append(_("第一行要有“证件号码”一栏"))
    for head in heads:
        if head != "证件号码" and head not in elements:
            given.faults.append(_("申请表没有“%(head)s”这一项") % {"head": head})
    if not given.faults:
        given.rows = [_entitled(content, heads, elements, row) for row in cells[1:] if any(row)]


def _entitled(
    content: EditionContent, heads: list[str], elements: dict[str, str], row: list[str]
) -> Entitled:
    number, typed = "", QueryDict(mutable=True)
    for head, cell in zip(heads, row, strict=False):
        if head == "证件号码":
            number = cell.strip()
        else:
            typed[name_of(elements[head])] = YES_NO.get(cell.strip(), cell.strip())
    answers = {key: value for key, value in read_form(content, typed).items() if value is not None}
    return Entitled(number, answers)


def told(given: OfferList, errors: list[dict[str, Any]]) -> None:
    """Put the faults a refusal names into words; the first line below the headings is line 2."""
    for one in errors:
        why = ROW_FAULTS.get(one["rule"])
        what = str(why) if why else _("“%(field)s”不符合申请表的要求") % {"field": one["field"]}
        line = one["row"] + 1
        given.faults.append(
            _("第 %(line)s 行：%(what)s") % {"line": line, "what": what} if one["row"] else what
        )
