"""Examined first here, decided by an organ above (初审后报送上级机关)."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent, HandUpTerms, PeriodBegins, PowerType
from yichuang.directory.public import OrganNotFound, organ_by_code
from yichuang.law.public import Period, Unit

from .. import basis
from ..fields import options
from ..given import Given
from .codes import BASIS_HELP, Asked

LONGEST = 20  # working days, LicLaw 43
BEGINS = {
    "handed_up": gettext_lazy("自报送之日起"),
    "received": gettext_lazy("自上级机关收到之日起"),
    "accepted": gettext_lazy("自受理之日起"),
}
ORGAN = gettext_lazy("作出决定的上级机关（统一社会信用代码）")
FIRST = gettext_lazy("初审期限（工作日）")
FROM = gettext_lazy("上级机关的办理时限从哪天起算")


def ask_hand_up(content: EditionContent, given: Given) -> Asked:
    terms = content.hand_up
    return {
        "fields": [
            given.ask(
                "organ",
                "text",
                ORGAN,
                value=terms.organ if terms else "",
                maxlength=18,
                help=_("不填就是由本机关决定。只适用于行政许可"),
            ),
            given.ask(
                "first",
                "text",
                FIRST,
                value=str(terms.first.amount) if terms else "",
                inputmode="numeric",
                help=_("自受理之日起，最多二十个工作日（《行政许可法》第四十三条）"),
            ),
            given.ask(
                "begins",
                "select",
                FROM,
                value=terms.begins.value if terms else "handed_up",
                options=options(BEGINS),
                help=_("法定办结时限和承诺办结时限是上级机关的时限，从这天的次日起计算"),
            ),
            given.ask(
                "basis",
                "textarea",
                _("先初审、后由上级机关决定的依据"),
                value=basis.said(terms.basis) if terms else "",
                help=BASIS_HELP,
                rows=2,
            ),
            given.ask(
                "review",
                "text",
                _("对上级机关的决定不服，向哪个机关申请复议"),
                value=terms.reconsideration_organ if terms else "",
                help=_("不填的，按机构目录"),
                maxlength=120,
            ),
            given.ask(
                "court",
                "text",
                _("对上级机关的决定不服，向哪个法院起诉"),
                value=terms.court if terms else "",
                maxlength=120,
            ),
            given.ask(
                "word",
                "text",
                _("上级机关的发文代字"),
                value=terms.word if terms else "",
                help=_("决定书编号用；不填的，用办理结果里的发文代字"),
                maxlength=20,
            ),
        ]
    }


def read_hand_up(content: EditionContent, given: Given) -> EditionContent:
    code, before = given.text("organ"), content.hand_up
    if not code:
        return replace(content, hand_up=None)
    if content.power_type is not PowerType.LICENCE:
        told = _("只有行政许可可以初审后报送上级机关决定（《行政许可法》第三十五条）")
        given.wrong("organ", told)
    name = _name_of(code, given)
    first = given.whole("first", FIRST)
    begins = given.one_of("begins", FROM, BEGINS)
    if not given.errors and not 1 <= first <= LONGEST:
        given.wrong("first", _("初审期限应当是 1 到 20 个工作日（《行政许可法》第四十三条）"))
    if given.errors:
        return content
    terms = HandUpTerms(
        organ=code,
        organ_name=name,
        first=Period(first, Unit.WORKING_DAY, before.first.source if before else "LicLaw 43"),
        begins=PeriodBegins(begins),
        basis=basis.read(given.text("basis"), before.basis if before else ()),
        reconsideration_organ=given.text("review"),
        court=given.text("court"),
        word=given.text("word"),
    )
    return replace(content, hand_up=terms)


def _name_of(code: str, given: Given) -> str:
    try:
        return organ_by_code(code).name
    except OrganNotFound:
        given.wrong("organ", _("机构目录没有这个机关，请核对代码"))
        return ""
