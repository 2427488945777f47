"""Papers as PDF: our own Typst templates, data as data, nothing from outside.

Fonts come from one wheel, never from the machine, so a paper looks the same everywhere. Data is
JSON in `sys.inputs` and stays text: no template evaluates it. Templates import no packages, which
Typst would fetch from the network.
"""

from __future__ import annotations

import functools
import threading
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

import typst

from yichuang.kernel.public import canonical_json

from .glyphs import font_folder, printable

TEMPLATES = Path(__file__).parent / "templates_typst"
ARCHIVE: Literal["a-3b"] = "a-3b"  # PDF/A-3b, ISO 19005-3

# The compiler keeps its caches (a warm certificate takes a few ms) but promises nothing about
# threads, and one process gains nothing from two: one at a time.
_turn = threading.Lock()


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(font_folder())],
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)


def template_names() -> tuple[str, ...]:
    """Return the templates that can be rendered; those with `_` in front are their parts."""
    return tuple(
        sorted(path.stem for path in TEMPLATES.glob("*.typ") if not path.stem.startswith("_"))
    )


def render(
    template: str, data: dict[str, Any], *, made_on: date | None = None, archive: bool = True
) -> bytes:
    """Return the PDF of `data` in `template`; the same gives the same bytes.

    Characters that no font has are printed as 〓. `made_on` becomes the file's creation date.
    `archive` writes PDF/A-3b with tags; without it the file is a plain drawing, as a seal needs.
    Raises ValueError for an unknown template, for data without canonical JSON, and where the
    template and the data do not fit.
    """
    if template not in template_names():
        raise ValueError(f"no such template: {template}")
    moment = datetime.combine(made_on or date(2000, 1, 1), time(), UTC)
    inputs = {"data": canonical_json(printable(data))}
    with _turn:
        try:
            made, warnings = _compiler().compile_with_warnings(
                input=TEMPLATES / f"{template}.typ",
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=[ARCHIVE] if archive else [],
                pdf_tags=archive,
                timestamp=int(moment.timestamp()),
            )
        except typst.TypstError as fault:
            raise ValueError(f"{template} does not fit its data: {fault.message}") from fault
    if warnings:
        raise ValueError(f"{template}: {warnings[0].message}")
    if not isinstance(made, bytes):
        raise ValueError(f"{template} gave no single document")
    return made
