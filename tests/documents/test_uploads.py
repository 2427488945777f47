"""What may be handed in, and what is turned away with a reason."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.documents import samples
from tests.documents.test_rendering import draw
from yichuang.documents.containers import DOCX, OFD, XLSX
from yichuang.documents.errors import (
    UploadActive,
    UploadBomb,
    UploadDamaged,
    UploadEmpty,
    UploadEncrypted,
    UploadNameInvalid,
    UploadRefused,
    UploadTooLarge,
    UploadTypeMismatch,
    UploadTypeNotAllowed,
)
from yichuang.documents.uploads import JPEG, PDF, PNG, check_upload

PAPER = draw(samples.samples()["result_notice"])
TYPES = '<?xml version="1.0"?><Types><Override ContentType="application/{}+xml"/></Types>'


def picture(form="JPEG", size=(40, 20), mode="RGB", **options) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(out, format=form, **options)
    return out.getvalue()


def archive(files: dict[str, bytes | str], *, packed=zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packed) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    return archive(
        {"[Content_Types].xml": TYPES.format("x.main"), "word/document.xml": "<w/>", **more}
    )


def xlsx() -> bytes:
    return archive({"[Content_Types].xml": TYPES.format("x.main"), "xl/workbook.xml": "<w/>"})


def altered(change) -> bytes:
    """Return the sample paper after `change(writer)` altered its objects."""
    writer = IncrementalPdfFileWriter(BytesIO(PAPER))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_root_entry(key: str, value: generic.PdfObject):
    def change(writer) -> None:
        writer.root[key] = value
        writer.update_root()

    return change


def dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    return generic.DictionaryObject({f"/{key}": value for key, value in entries.items()})


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("方案.pdf", PAPER, PDF),
        ("照片.JPG", picture(), JPEG),
        ("照片.jpeg", picture(), JPEG),
        ("图.png", picture("PNG"), PNG),
        ("申请书.docx", docx(), DOCX),
        ("清单.xlsx", xlsx(), XLSX),
        ("执照.ofd", archive({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"}), OFD),
    ],
)
def test_allowed_files_are_known_by_their_content(name, content, media_type):
    checked = check_upload(name, content)

    assert checked.media_type == media_type
    assert checked.filename == name
    assert checked.clean_content


@pytest.mark.parametrize("name", ["a.png", "a.docx", "a.exe", "a.pdf.exe", "a.jpg "])
def test_a_name_of_another_type_is_refused(name):
    with pytest.raises(UploadTypeMismatch) as refused:
        check_upload(name, PAPER)

    assert refused.value.facts["expected"] == "pdf"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "pdf",
        ".pdf",
        "../a.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "a\x00.pdf",
        "fdp\u202egpj.pdf",
        "x" * 150 + ".pdf",
    ],
)
def test_a_name_that_hides_something_is_refused(name):
    with pytest.raises(UploadNameInvalid):
        check_upload(name, PAPER)


def test_an_empty_file_is_refused():
    with pytest.raises(UploadEmpty):
        check_upload("a.pdf", b"")


def test_the_limit_is_the_last_size_allowed():
    assert check_upload("a.pdf", PAPER, limit_bytes=len(PAPER))
    with pytest.raises(UploadTooLarge) as refused:
        check_upload("a.pdf", PAPER, limit_bytes=len(PAPER) - 1)

    assert refused.value.facts["limit_bytes"] == len(PAPER) - 1


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00",
        b"\x7fELF\x02",
        b"#!/bin/sh\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office",
        b"<html><body>",
        b"\n  <!DOCTYPE html>",
        b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"text <script>alert(1)</script>",
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.docx"])
def test_programs_and_pages_are_refused_under_any_name(name, content):
    with pytest.raises(UploadActive):
        check_upload(name, content)


@pytest.mark.parametrize(
    "content", [b"plain words", b"GIF89a\x01\x00", b"\x1f\x8b\x08", b"Rar!\x1a"]
)
def test_unknown_types_are_refused_with_what_is_allowed(content):
    with pytest.raises(UploadTypeNotAllowed) as refused:
        check_upload("a.pdf", content)

    assert "pdf" in refused.value.facts["allowed"]


def test_a_picture_loses_what_rode_along_and_keeps_its_pixels():
    exif = Image.Exif()
    exif[0x010E] = "示例地点"  # description
    content = picture(exif=exif, quality=95) + b"<script>alert(1)</script>"

    checked = check_upload("a.jpg", content)

    with Image.open(BytesIO(checked.clean_content)) as seen:
        assert not seen.getexif()
        assert seen.size == (40, 20)
        red, green, blue = seen.convert("RGB").getpixel((5, 5))
    assert red > 240
    assert max(green, blue) < 20
    assert b"script" not in checked.clean_content
    assert checked.warnings == ("metadata_removed",)


def test_a_picture_lying_on_its_side_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees

    checked = check_upload("a.jpg", picture(exif=exif))

    with Image.open(BytesIO(checked.clean_content)) as seen:
        assert seen.size == (20, 40)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "RGB"])
def test_pictures_of_every_mode_are_taken(mode):
    assert check_upload("a.png", picture("PNG", mode=mode)).media_type == PNG


def png_claiming(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose head claims a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(8000, 5001), (10000, 10000), (60000, 60000)])
def test_a_picture_beyond_the_pixels_is_refused_before_it_is_drawn(size):
    with pytest.raises(UploadBomb):
        check_upload("a.png", png_claiming(*size))


@pytest.mark.parametrize("content", [picture()[:60], b"\xff\xd8\xff", png_claiming(50, 50)])
def test_a_damaged_picture_is_refused(content):
    name = "a.png" if content.startswith(b"\x89") else "a.jpg"

    with pytest.raises(UploadDamaged):
        check_upload(name, content)


def test_an_archive_of_nothing_known_is_refused():
    with pytest.raises(UploadTypeNotAllowed):
        check_upload("a.docx", archive({"readme.txt": "x"}))


@pytest.mark.parametrize(
    "files",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/activeX/activeX1.xml": b"x"},
        {"word/embeddings/oleObject1.bin": b"x"},
        {"word/media/tool.exe": b"x"},
        {"word/media/page.html": b"x"},
        {"word/media/more.zip": b"x"},
        {"[Content_Types].xml": TYPES.format("vnd.ms-word.document.macroEnabled.main")},
    ],
)
def test_macros_programs_and_nested_files_are_refused(files):
    with pytest.raises(UploadActive):
        check_upload("a.docx", docx(**files))


def test_a_bomb_is_refused_by_its_ratio():
    with pytest.raises(UploadBomb) as refused:
        check_upload("a.docx", docx(**{"word/media/image1.bmp": b"\0" * 30_000_000}))

    assert refused.value.facts["ratio"] > 100


def test_a_container_with_too_many_entries_is_refused():
    many = {f"word/part{at}.xml": "x" for at in range(2_001)}

    with pytest.raises(UploadBomb):
        check_upload("a.docx", docx(**many))


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "C:/x", "word\\..\\x"])
def test_paths_that_leave_the_container_are_refused(path):
    with pytest.raises(UploadDamaged):
        check_upload("a.docx", docx(**{path: b"x"}))


def test_links_in_a_container_are_refused():
    out = BytesIO(docx())
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")

    with pytest.raises(UploadDamaged):
        check_upload("a.docx", out.getvalue())


def test_a_directory_that_lies_about_a_size_is_refused():
    content = bytearray(
        archive(
            {
                "[Content_Types].xml": TYPES.format("x"),
                "word/document.xml": "A" * 5000,
            }
        )
    )
    # The size in the central directory, 24 bytes behind the mark of the second entry.
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)

    with pytest.raises((UploadBomb, UploadDamaged)):
        check_upload("a.docx", bytes(content))


def test_a_locked_container_is_refused():
    content = bytearray(docx())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1  # the flag that says: encrypted

    with pytest.raises(UploadEncrypted):
        check_upload("a.docx", bytes(content))


@pytest.mark.parametrize("cut", [30, 100, 200])
def test_a_cut_container_is_refused(cut):
    with pytest.raises(UploadRefused):
        check_upload("a.docx", docx()[:-cut])


SCRIPT = dictionary(
    S=generic.NameObject("/JavaScript"), JS=generic.TextStringObject("app.alert(1)")
)
LAUNCH = dictionary(S=generic.NameObject("/Launch"), F=generic.TextStringObject("cmd.exe"))
ATTACHED = dictionary(EmbeddedFiles=dictionary(Names=generic.ArrayObject()))


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("/OpenAction", SCRIPT, "script"),
        ("/OpenAction", LAUNCH, "launch"),
        ("/Names", ATTACHED, "embedded_file"),
        ("/AcroForm", dictionary(XFA=generic.ArrayObject()), "script"),
        ("/AA", dictionary(WC=dictionary(Next=generic.ArrayObject([SCRIPT]))), "script"),
    ],
)
def test_a_pdf_that_acts_is_refused(key, value, found):
    with pytest.raises(UploadActive) as refused:
        check_upload("a.pdf", altered(with_root_entry(key, value)))

    assert refused.value.facts["found"] == found


def test_a_pdf_whose_text_speaks_of_scripts_is_taken():
    def change(writer) -> None:
        words = generic.StreamObject(stream_data=b"% /JavaScript /Launch /JS")
        writer.root["/Words"] = writer.add_object(words)
        writer.update_root()

    assert check_upload("a.pdf", altered(change)).media_type == PDF


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\nnothing more", b"%PDF-1.7\n%%EOF", PAPER[:-400], PAPER[:2000] + b"%%EOF"],
)
def test_a_damaged_pdf_is_refused(content):
    with pytest.raises(UploadDamaged):
        check_upload("a.pdf", content)


def test_a_locked_pdf_is_refused():
    writer = IncrementalPdfFileWriter(BytesIO(PAPER))
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    fresh = copy_into_new_writer(writer.prev)
    fresh.encrypt("owner", "user")
    out = io.BytesIO()
    fresh.write(out)

    with pytest.raises(UploadEncrypted):
        check_upload("a.pdf", out.getvalue())


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]),
)
@settings(deadline=None, max_examples=150)
def test_no_bytes_break_the_check(tail, start):
    with pytest.raises(UploadRefused):
        check_upload("a.pdf", start + tail)


@given(st.integers(0, len(PAPER) - 1), st.integers(1, 255))
@settings(deadline=None, max_examples=60)
def test_a_damaged_byte_never_breaks_the_check(at, change):
    broken = bytearray(PAPER)
    broken[at] ^= change
    try:
        checked = check_upload("a.pdf", bytes(broken))
    except UploadRefused:
        return
    assert checked.media_type == PDF
