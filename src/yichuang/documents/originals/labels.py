"""Labels of originals for a label printer, as PDF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from io import BytesIO

import segno

from ..rendering import render
from .barcode import grouped


@dataclass(frozen=True, slots=True)
class OriginalLabel:
    """What stands on the label of one original (原件标签); no person is named on it."""

    barcode: str
    name: str
    number: str  # of the case
    copies: int
    taken_on: str  # as it is to be read


def label_roll(labels: list[OriginalLabel]) -> bytes:
    """Return the labels as a PDF, one to a page of 60 by 40 mm.

    Raises ValueError for none: a printer would feed an empty label.
    """
    if not labels:
        raise ValueError("no label to print")
    drawn = [
        {**asdict(one), "code": grouped(one.barcode), "qr": _qr(one.barcode)} for one in labels
    ]
    return render("labels", {"labels": drawn}, archive=False)


def _qr(barcode: str) -> str:
    out = BytesIO()
    segno.make(barcode, error="q", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
