"""A payment that may be offered, and a list of who is entitled to it."""

from __future__ import annotations

import dataclasses

from tests import factories
from yichuang.approval.public import Entitled
from yichuang.catalogue.public import EditionRow, OfferTerms
from yichuang.law.public import Period, Unit

CITIZEN = "320200209912010010"
SOURCE = "示例低收入家庭认定数据"
KNOWN = {"DE_INCOME_FEN": 60_000, "DE_SINCE": "2026-01-01"}


def offered_payment(**more: object) -> EditionRow:
    """Publish the payment with terms of an offer: ten working days to say yes."""
    terms = OfferTerms(
        data_source=SOURCE,
        stands=Period(10, Unit.WORKING_DAY, "示例规定"),
        basis=factories.cited(factories.ASSISTANCE_LAW, 12),
    )
    content = dataclasses.replace(factories.contents()["payment"], offer=terms)
    content = dataclasses.replace(content, task_code="test-offer", catalog_code="000599901077")
    return factories.published(dataclasses.replace(content, **more))  # type: ignore[arg-type]


def entitled(number: str = CITIZEN, **more: object) -> Entitled:
    """Return one line of the list."""
    return Entitled(number, {**KNOWN, **more})
