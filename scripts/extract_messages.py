"""Bring the English catalogue in step with the texts marked in the source.

    python scripts/extract_messages.py            rewrite the .po; say what is left to translate
    python scripts/extract_messages.py --check    write nothing; fail where the .po is not in step

The texts in the source are Chinese; they are the keys. A text that is gone from the source is gone
from the catalogue, and a changed text starts without a translation: a guess at a likeness (fuzzy)
would say something else on an official page. Needs no gettext tools.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "yichuang"
ENGLISH = SOURCE / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
WIDTH = 88
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# English of Yichuang. The keys are the Chinese texts of the source.
# Kept in step by scripts/extract_messages.py; translated by hand.
#"""

Text = str | tuple[str, ...]


def texts_of(path: Path) -> Iterator[tuple[Text, str | None, bool]]:
    """Return every text marked in one file: the text (both forms where counted), its context, and
    whether its placeholders are Python's (`%(n)d`)."""
    code = path.read_text()
    if path.suffix == ".html":
        # What is left of a template are calls of gettext between blanks; Python reads those.
        code = "\n".join(line.lstrip() for line in templatize(code, origin=str(path)).splitlines())
    source, options = BytesIO(code.encode()), {"encoding": "utf-8"}
    found = extract("python", source, keywords=KEYWORDS, options=options)
    for _line, text, _comments, context in found:
        yield text, context, "%(" in str(text)


def marked() -> Catalog:
    """Return all texts of the house, each with the files that show it (no lines: they move)."""
    catalog = Catalog(locale="en", fuzzy=False)
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        place = path.relative_to(ROOT).as_posix()
        for text, context, formatted in texts_of(path):
            known = catalog.get(text[0] if isinstance(text, tuple) else text, context)
            if known is not None and isinstance(text, str) and isinstance(known.id, tuple):
                text = known.id  # one entry serves the counted and the plain text
            flags = ("python-format",) if formatted else ()
            catalog.add(text, locations=[(place, 1)], flags=flags, context=context)
    return catalog


def in_step(old: Catalog) -> Catalog:
    """Return today's texts with the translations that `old` has for exactly them."""
    new = marked()
    for message in new:
        known = old.get(message.id[0] if message.pluralizable else message.id, message.context)
        if message.id and known is not None and not known.fuzzy:
            message.string = _carried(message, known)
        message.locations = sorted(set(message.locations))
    return new


def _carried(message: Message, known: Message) -> Text:
    """Return a known translation in the form the text has today."""
    forms = known.string if isinstance(known.string, tuple) else (str(known.string or ""),)
    return (*forms, forms[-1])[:2] if message.pluralizable else str(forms[-1])


def written(catalog: Catalog) -> str:
    """Return the catalogue as the .po holds it: by file, the same bytes for the same texts."""
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, sort_by_file=True, include_lineno=False, omit_header=True)
    head = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return head + out.getvalue().decode()


def read(path: Path = ENGLISH) -> Catalog:
    """Return a .po as it lies there; an absent one is empty."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def untranslated(catalog: Catalog) -> list[str]:
    """Return the texts that lack English, or one of its two forms."""
    return [
        str(message.id)
        for message in catalog
        if message.id
        and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def main(check: bool) -> int:
    """Rewrite or check the .po; return the exit code."""
    catalog = in_step(read())
    text, missing = written(catalog), untranslated(catalog)
    if check:
        current = ENGLISH.exists() and ENGLISH.read_text() == text
        print("in step" if current else "the .po is not in step: run scripts/extract_messages.py")
        return 0 if current and not missing else 1
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    ENGLISH.write_text(text)
    print(f"{len(catalog)} texts, {len(missing)} without English")
    print("\n".join(missing))
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
