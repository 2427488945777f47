"""Sealed papers drawn one after the other into one file for a printer.

A paper has one signature over its own bytes, so what comes out is a drawing: the seals are on it,
the signatures are not, and it can be checked by its QR codes alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils import writer as pdf_writer
from pyhanko.pdf_utils.reader import PdfFileReader

from yichuang.law.public import CHINA_TIME

from .rendering import render

# pyHanko's own classes carry no types: what is made with them is `Any` here.
make: Any = generic
sheets: Any = pdf_writer


def bind(
    listed: Sequence[tuple[str, str, int]], pdfs: Sequence[bytes], *, printed_at: datetime
) -> bytes:
    """Return a list of names, numbers and copies, then every page of the papers with its seal."""
    lines = [{"name": name, "number": number, "copy": copy} for name, number, copy in listed]
    moment = printed_at.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M")
    front = render("print_list", {"lines": lines, "moment": moment}, archive=False)
    writer = sheets.PdfFileWriter(stream_xrefs=False)
    for pdf in (front, *pdfs):
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        for index in range(int(reader.root["/Pages"]["/Count"])):
            page = reader.find_page_for_modification(index)[0]  # type: ignore[no-untyped-call]
            _add(writer, reader, index, page.get_object())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _add(writer: Any, reader: PdfFileReader, index: int, page: Any) -> None:
    drawn = writer.import_page_as_xobject(reader, index)
    forms, orders = {make.NameObject("/Page"): drawn}, [b"q /Page Do Q"]
    for number, note in enumerate(page.get("/Annots", ())):
        seal = note.get_object()
        if seal.get("/FT") != "/Sig" or "/AP" not in seal:
            continue
        name = f"/Seal{number}"
        look = seal["/AP"].raw_get("/N")
        forms[make.NameObject(name)] = writer.import_object(look)
        left, low = (float(one) for one in list(seal["/Rect"])[:2])
        orders.append(f"q 1 0 0 1 {left:.2f} {low:.2f} cm {name} Do Q".encode())
    resources = make.DictionaryObject({make.NameObject("/XObject"): make.DictionaryObject(forms)})
    box = make.ArrayObject(make.FloatObject(float(one)) for one in drawn_box(drawn))
    contents = writer.add_object(make.StreamObject(stream_data=b"\n".join(orders)))
    writer.insert_page(sheets.PageObject(contents=contents, media_box=box, resources=resources))


def drawn_box(drawn: Any) -> list[Any]:
    """Return the corners of a page that was taken over as a drawing."""
    return list(drawn.get_object()["/BBox"])
