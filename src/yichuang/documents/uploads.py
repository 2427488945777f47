"""What may be handed in as a file: typed by its own bytes, bounded, and harmless.

A file is judged by its content; its name must agree. Pictures are drawn anew, so nothing rides
along in them (EXIF, appended code). Containers are measured before anything is unpacked.
"""

from __future__ import annotations

import unicodedata
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageOps, UnidentifiedImageError

from . import containers
from .containers import DOCX, OFD, XLSX
from .errors import (
    UploadActive,
    UploadBomb,
    UploadDamaged,
    UploadEmpty,
    UploadNameInvalid,
    UploadTooLarge,
    UploadTypeMismatch,
    UploadTypeNotAllowed,
)

LIMIT_BYTES = 20 * 1024 * 1024
LIMIT_PIXELS = 40_000_000
LONGEST_NAME = 150

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    OFD: ("ofd",),
}
ALLOWED_EXTENSIONS = tuple(sorted(e for names in EXTENSIONS.values() for e in names))

# Programs and pages: named in the refusal, so that the person knows what the file is.
FORBIDDEN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "script"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),  # OLE: .doc, .xls, may hold macros
)
MARKUP = (b"<html", b"<!doctype", b"<svg", b"<script", b"<?xml", b"<?php", b"<body")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file fit to be kept. `clean_content` may differ from what came: pictures are redrawn."""

    filename: str
    media_type: str
    clean_content: bytes
    warnings: tuple[str, ...] = ()


def check_upload(filename: str, content: bytes, *, limit_bytes: int = LIMIT_BYTES) -> Checked:
    """Return the checked file. Raises an `UploadRefused` that says what is wrong with it."""
    name = _checked_name(filename)
    if not content:
        raise UploadEmpty(field="file", filename=name)
    if len(content) > limit_bytes:
        raise UploadTooLarge(field="file", filename=name, limit_bytes=limit_bytes)
    media_type = media_type_of(content)
    extension = name.rpartition(".")[2].lower()
    if extension not in EXTENSIONS[media_type]:
        raise UploadTypeMismatch(
            field="file",
            filename=name,
            extension=extension,
            expected=EXTENSIONS[media_type][0],
        )
    if media_type in (PNG, JPEG):
        clean, notes = _redrawn(content, media_type)
        return Checked(name, media_type, clean, notes)
    if media_type == PDF:
        from . import pdf_safety  # heavy: only who takes a PDF pays for it

        return Checked(name, media_type, content, pdf_safety.check(content))
    return Checked(name, media_type, content)


def media_type_of(content: bytes) -> str:
    """Return the media type by the content's own marks. Raises UploadRefused for any other."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return containers.media_type_of(content)
    for magic, found in FORBIDDEN:
        if content.startswith(magic):
            raise UploadActive(field="file", found=found)
    start = content[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower()
    if any(start.startswith(mark) for mark in MARKUP) or b"<script" in start:
        raise UploadActive(field="file", found="markup")
    raise UploadTypeNotAllowed(field="file", allowed=list(ALLOWED_EXTENSIONS))


def _checked_name(filename: str) -> str:
    """Return the bare name in NFC; a path, a hidden trick or a double extension is refused."""
    name = unicodedata.normalize("NFC", filename).strip()
    stem, dot, _ = name.rpartition(".")
    bad = (
        not stem
        or not dot
        or len(name) > LONGEST_NAME
        or PurePosixPath(name).name != name
        or "\\" in name
        # Control and direction marks can make "gpj.exe" read as "exe.jpg".
        or any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in name)
    )
    if bad:
        raise UploadNameInvalid(field="file", longest=LONGEST_NAME)
    return name


def _redrawn(content: bytes, media_type: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the picture drawn anew: the pixels stay, everything else goes."""
    form = "PNG" if media_type == PNG else "JPEG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=(form,)) as picture:
                if picture.width * picture.height > LIMIT_PIXELS:
                    raise UploadBomb(field="file", limit_pixels=LIMIT_PIXELS)
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                return _encoded(upright, form), _lost(picture)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise UploadBomb(field="file", limit_pixels=LIMIT_PIXELS) from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fault:
        raise UploadDamaged(field="file") from fault


def _encoded(picture: Image.Image, form: str) -> bytes:
    if form == "JPEG":
        plain = picture.convert("L" if picture.mode == "L" else "RGB")
    else:
        plain = picture.convert(
            "RGBA"
            if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
            else "L"
            if picture.mode in ("1", "L")
            else "RGB"
        )
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = BytesIO()
    bare.save(out, format=form, quality=90)
    return out.getvalue()


def _lost(picture: Image.Image) -> tuple[str, ...]:
    """Say what the redrawn picture no longer holds."""
    return ("metadata_removed",) if picture.getexif() else ()
