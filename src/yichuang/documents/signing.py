"""An organ's visible, signed seal on a PDF: PAdES B, one round red seal drawn once.

The seal stands where the template put the name `seal`: over organ and date of the last page. Who
signs is a port: see `seals`. Importing this module takes a second, so it is done where a paper is
sealed, not where the house starts.
"""

from __future__ import annotations

import asyncio
import binascii
import functools
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yichuang.kernel.public import SealAlgorithm

from .authority import Authority
from .certificates import SM3
from .paper_parts import SealKind
from .rendering import render
from .seals import SealOrder
from .sm2_pdf import Sm2Signer

FIELD = "Seal"
ANCHOR = "seal"  # the name the templates give to the place
# Hex digits kept free for the signature. Two P-256 certificates with names of at most 64 signs need
# about 7,000; to be told saves pyHanko a trial signature.
RESERVED = 10_240
DIGESTS = {SealAlgorithm.P256: "sha256", SealAlgorithm.SM2: SM3}
SEAL_POINTS = 42 / 25.4 * 72  # 42 mm across
CAPTIONS = {
    SealKind.ORGAN: "",
    SealKind.PROCEDURE: "行政许可专用章",
    SealKind.SERVICE: "业务专用章",
}
T = TypeVar("T")


class _PageFromBytes(PdfContent):
    """The one page of a PDF in memory as a picture inside another PDF."""

    def __init__(self, pdf: bytes):
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        name = b"/Seal" + binascii.hexlify(self._pdf[-8:])
        self.resources.xobject[name.decode("ascii")] = page
        left, low, right, high = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return name + b" Do"


class _SignerAt(signers.PdfSigner):
    """Signs at a moment that is handed in, not at the machine's."""

    moment: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


@functools.lru_cache(maxsize=256)
def seal_picture(organ_name: str, kind: SealKind) -> bytes:
    """Return the seal as a one-page vector PDF of 42 mm without a ground."""
    data = {"name": organ_name, "caption": CAPTIONS[kind], "demo": True}
    return render("seal", data, archive=False)


def sign_pdf(pdf: bytes, order: SealOrder, *, authority: Authority) -> bytes:
    """Return `pdf` with the organ's seal and a PAdES B signature as an incremental update.

    Raises ValueError if the PDF has no place named `seal`, or the organ's code is none.
    """
    signer = _signer(order, authority)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page, x, y = _seal_place(writer.prev)
    half = SEAL_POINTS / 2
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGESTS[authority.algorithm],
        reason=order.reason,
        name=order.organ_name,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=order.certify,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES
        if order.certify
        else fields.MDPPerm.FILL_FORMS,
    )
    box = (round(x - half), round(y - half), round(x + half), round(y + half))
    style = StaticStampStyle(
        border_width=0,
        background=_PageFromBytes(seal_picture(order.organ_name, order.kind)),
        background_layout=SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0)
        ),
    )
    spec = fields.SigFieldSpec(FIELD, on_page=page, box=box)
    work = _SignerAt(metadata, signer, stamp_style=style, new_field_spec=spec)
    work.moment = order.sealed_at
    return bytes(run_apart(work.async_sign_pdf(writer, bytes_reserved=RESERVED)).getvalue())


def _signer(order: SealOrder, authority: Authority) -> signers.Signer:
    credential = authority.organ(
        organ_code=order.organ_code, organ_name=order.organ_name, kind=order.kind
    )
    chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    chain.register(asn1_certificate(authority.root().certificate))
    certificate = asn1_certificate(credential.certificate)
    if authority.algorithm is SealAlgorithm.SM2:
        return Sm2Signer(credential.key, certificate, chain)
    return signers.SimpleSigner(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(credential.key.private()),
        cert_registry=chain,
    )


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return the certificate as pyHanko takes it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _seal_place(reader: PdfFileReader) -> tuple[int, float, float]:
    """Return page index and centre of the place named `seal`, in points from the lower left."""
    names = _named_places(reader)
    if ANCHOR not in names:
        raise ValueError("the paper has no place for a seal")
    place = names[ANCHOR]
    wanted = place.raw_get(0).reference
    for index in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(index)[0]  # type: ignore[no-untyped-call]
        if page.reference == wanted:
            return index, float(place[2]), float(place[3])
    raise ValueError("the place for the seal is on no page")


def _named_places(reader: PdfFileReader) -> dict[str, Any]:
    """Return the document's named destinations: name → [page, /XYZ, x, y, zoom]."""
    found: dict[str, Any] = {}
    waiting = [reader.root["/Names"]["/Dests"]] if "/Names" in reader.root else []
    while waiting:
        node = waiting.pop()
        waiting.extend(_direct(kid) for kid in node.get("/Kids", ()))
        pairs = list(node.get("/Names", ()))
        for name, place in zip(pairs[::2], pairs[1::2], strict=True):
            found[str(name)] = _direct(place)
    return found


def _direct(thing: Any) -> Any:
    if isinstance(thing, generic.IndirectObject):
        return thing.get_object()  # type: ignore[no-untyped-call]
    return thing


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, also where this thread has a loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()
