"""Words on the command line: Chinese, or English where the shell's language says so.

What `up` says, it says in both where the shell's language is neither.

Django's own translation needs settings, and settings may be what is wrong.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import click

LOCALES = Path(__file__).parent.parent / "locale"


def asked_language() -> str:
    """Return what the shell asks for, in small letters; empty where it asks for nothing."""
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    return next((value.lower() for name in names if (value := os.environ.get(name, ""))), "")


def shell_language() -> str:
    """Return `en` where the shell asks for English, else `zh-hans`."""
    return "en" if asked_language().startswith("en") else "zh-hans"


_words = gettext.translation("django", LOCALES, languages=[shell_language()], fallback=True)
_english = gettext.translation("django", LOCALES, languages=["en"], fallback=True)


def _(message: str) -> str:
    """Return the words in the shell's language."""
    return _words.gettext(message)


def gettext_noop(message: str) -> str:
    """Mark words for translation; `say` looks them up."""
    return message


def say(message: str, **facts: object) -> None:
    """Print words with their facts: Chinese or English, and both where neither is asked for."""
    click.echo(_(message).format(**facts))
    if not asked_language().startswith(("zh", "en")):
        click.echo(_english.gettext(message).format(**facts))


def titled(message: str) -> str:
    """Return words in the shell's language, and in both on one line where neither is asked for."""
    if asked_language().startswith(("zh", "en")):
        return _(message)
    return f"{message} / {_english.gettext(message)}"
