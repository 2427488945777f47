"""In which language a page is read."""

from __future__ import annotations

from django.utils.translation import get_language

from yichuang.law.public import Language


def reading_language() -> Language:
    """Return the language in which the law's own sentences are to be written."""
    return "zh" if (get_language() or "zh").startswith("zh") else "en"
