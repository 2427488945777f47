"""Several photographs of one paper become one file (多页合一)."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

RESOLUTION = 150  # dots per inch of a sheet 1240 wide


def bound(pages: list[bytes]) -> bytes:
    """Return pictures, in their order, as the pages of one PDF. They were checked when kept.

    Raises ValueError for no pages.
    """
    if not pages:
        raise ValueError("nothing to bind")
    drawn = []
    for page in pages:
        with Image.open(BytesIO(page)) as picture:
            drawn.append(picture.convert("RGB"))
    out = BytesIO()
    drawn[0].save(out, format="PDF", save_all=True, append_images=drawn[1:], resolution=RESOLUTION)
    return out.getvalue()
