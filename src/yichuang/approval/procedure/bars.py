"""Bars on applying again (不得再次申请): licences of safety alone; LicLaw 行政许可法 78, 79."""

from __future__ import annotations

from datetime import date, datetime

from yichuang.catalogue.pure import BARRING_RISKS
from yichuang.law.public import add_months

from ..errors import Barred
from ..state import ApplicationState, legal_day
from .facts import Facts, licensing

FALSE_MATERIALS = "false_materials"  # 隐瞒有关情况或者提供虚假材料
AFTER_FALSE_MATERIALS = 12  # months
FALSE_ARTICLE, FRAUD_ARTICLE = "LicLaw 78", "LicLaw 79"


def bar_ends(state: ApplicationState, months: int, facts: Facts) -> date | None:
    """Return the last day of a bar that begins today; None where nobody's safety is at stake."""
    risky = facts.edition is not None and BARRING_RISKS & set(facts.edition.risks)
    if not risky or not licensing(state, FALSE_ARTICLE):
        return None
    return add_months(legal_day(facts.now), months)


def refuse_while_barred(received_at: datetime, facts: Facts) -> None:
    """Refuse what arrived while a bar of the same party in the same matter ran. Raises Barred."""
    bar = facts.bar
    if bar is None or not bar.since <= legal_day(received_at) <= bar.until:
        return
    raise Barred(article=bar.article, until=str(bar.until))
