"""Words on the command line: Chinese, or English where the shell's language says so.

Django's own translation needs settings, and settings may be what is wrong.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "locale"


def shell_language() -> str:
    """Return `en` where the shell asks for English, else `zh-hans`."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh-hans"
    return "zh-hans"


_words = gettext.translation("django", LOCALES, languages=[shell_language()], fallback=True)


def _(message: str) -> str:
    """Return the words in the shell's language."""
    return _words.gettext(message)
