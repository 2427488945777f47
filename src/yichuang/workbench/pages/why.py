"""Why a step cannot be taken now, in the hall's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yichuang.approval.public import Action, CasePage
from yichuang.law.public import CHINA_TIME, cite

from ..words import REASONS, STATUS


def why_not(page: CasePage, action: Action) -> str:
    """Return one sentence for a step that is not allowed, with its article."""
    facts: Mapping[str, Any] = action.facts or {}
    code = str(facts.get("reason") or action.code)
    text = REASONS.get(code)
    if text is None:
        return _("现在不能办理这一步")
    names = {material.code: material.name for material in page.edition.materials or ()}
    missing = facts.get("materials") or ()
    words = str(text) % {
        "status": str(STATUS.get(str(facts.get("status", "")), ("",))[0]),
        "materials": _("、").join(names.get(str(one), str(one)) for one in missing),
        "step": str(facts.get("step", "")),
        "who": f"{facts.get('who', '')}（{facts.get('post', '')}）",
        "at": _moment(str(facts.get("at", ""))),
    }
    if not action.article:
        return words
    if (get_language() or "zh").startswith("zh"):
        return f"{words}（{cite(action.article, 'zh')}）"
    return f"{words} ({cite(action.article, 'en')})"


def _moment(text: str) -> str:
    return (
        date_format(datetime.fromisoformat(text).astimezone(CHINA_TIME), "Y-m-d H:i")
        if text
        else ""
    )
