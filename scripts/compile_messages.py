"""Compile translations (.po to .mo) that are older than their source; needs no gettext tools."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "src" / "yichuang" / "site" / "locale"


def compile_all(folder: Path) -> list[Path]:
    """Compile what changed; return the files written. A fuzzy entry is left out."""
    written = []
    for source in sorted(folder.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3], abort_invalid=True)
        draft = target.with_suffix(".mo.draft")
        with draft.open("wb") as file:
            write_mo(file, catalog)
        draft.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_all(LOCALES):
        print(f"compiled {path.relative_to(LOCALES)}")
