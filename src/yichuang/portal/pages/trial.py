"""What a city that tries the house reads about its own table (体检)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from yichuang.catalogue.public import CheckUp, Remark, check_up, handed_back, word_for
from yichuang.kernel.public import NotFound
from yichuang.law.public import Language, cite

from ..words import CHECK_UP_COLUMNS

PAGE_SIZE = 50
WIDE = (0, 5)  # columns whose texts run long: the matter and the mend


@dataclass(frozen=True, slots=True)
class TrialPage:
    """What `portal/trial.html` shows: counts by flaw, and the remarks of one or all."""

    matters: int
    sound: int
    counts: tuple[dict[str, Any], ...]
    chosen: str
    columns: tuple[dict[str, Any], ...]
    rows: tuple[dict[str, Any], ...]
    page: int
    pages: int
    total: int
    returned: tuple[dict[str, str], ...]  # rows of the table that were not kept
    more_returned: int  # so many beyond those


def remarks_of_trial() -> CheckUp:
    """Return the check-up of the whole table. Raises NotFound where this is no trial."""
    if not settings.TRIAL:
        raise NotFound
    return check_up()


def trial_page(asked: Mapping[str, str]) -> TrialPage:
    """Return one page of the check-up. Raises NotFound where this is no trial."""
    found, returned = remarks_of_trial(), handed_back()
    counts = found.counts()
    chosen = asked.get("flaw", "") if asked.get("flaw", "") in counts else ""
    remarks = [one for one in found.remarks if not chosen or one.code == chosen]
    pages = max(1, -(-len(remarks) // PAGE_SIZE))
    text = asked.get("page", "")
    page = min(pages, max(1, int(text))) if text.isascii() and text.isdigit() else 1
    return TrialPage(
        matters=found.matters,
        sound=found.sound,
        counts=tuple(
            {"label": word_for(code), "n": n, "url": f"?{urlencode({'flaw': code})}", "code": code}
            for code, n in counts.items()
        ),
        chosen=chosen,
        columns=tuple(
            {"label": label, "wide": at in WIDE} for at, label in enumerate(CHECK_UP_COLUMNS)
        ),
        rows=tuple(_row(one) for one in remarks[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        page=page,
        pages=pages,
        total=len(remarks),
        returned=returned[:PAGE_SIZE],
        more_returned=max(0, len(returned) - PAGE_SIZE),
    )


def _row(one: Remark) -> dict[str, Any]:
    language: Language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    url = reverse("portal:guide", args=[one.matter_code])
    article = cite(one.article, language) if one.article else ""
    return {
        "cells": [
            {"url": url, "text": one.matter_name},
            one.organ_name,
            word_for(one.code),
            one.element,
            article,
            one.mend,
        ]
    }
