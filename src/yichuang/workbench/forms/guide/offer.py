"""A benefit that may be offered without an application (免申即享)."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from yichuang.catalogue.public import EditionContent, OfferTerms, PowerType
from yichuang.law.public import Period, Unit

from ...words import UNITS
from .. import basis
from ..fields import options
from ..given import Given
from .codes import BASIS_HELP, Asked

# An offer ends with a day.
DAYS = {unit: words for unit, words in UNITS.items() if not unit.endswith("hour")}


def ask_offer(content: EditionContent, given: Given) -> Asked:
    terms = content.offer
    return {
        "fields": [
            given.ask(
                "source",
                "text",
                _("用什么数据找出符合条件的人"),
                value=terms.data_source if terms else "",
                help=_("本人看得到；不填就是不实行免申即享。行政许可不适用"),
            ),
            given.ask(
                "amount",
                "text",
                _("本人在多久以内确认"),
                value=str(terms.stands.amount) if terms else "",
                inputmode="numeric",
            ),
            given.ask(
                "unit",
                "select",
                _("确认期限的单位"),
                value=terms.stands.unit.value if terms else "working_day",
                options=options(DAYS),
            ),
            given.ask(
                "basis",
                "textarea",
                _("免申即享的依据"),
                value=basis.said(terms.basis) if terms else "",
                help=BASIS_HELP,
                rows=2,
            ),
        ]
    }


def read_offer(content: EditionContent, given: Given) -> EditionContent:
    source, before = given.text("source"), content.offer
    if source and content.power_type is PowerType.LICENCE:
        given.wrong("source", _("行政许可依申请作出，不能免申即享（《行政许可法》第二十九条）"))
    if not source:
        return replace(content, offer=None)
    amount = given.whole("amount", _("本人在多久以内确认"))
    unit = given.one_of("unit", _("确认期限的单位"), DAYS)
    if amount < 1:
        given.wrong("amount", _("时限应当大于零"))
    if given.errors:
        return content
    found = basis.read(given.text("basis"), before.basis if before else ())
    where = before.stands.source if before else _("办事指南")
    return replace(content, offer=OfferTerms(source, Period(amount, Unit(unit), where), found))
