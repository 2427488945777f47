"""A certificate authority for demonstrations: one root, one key and certificate per organ and seal.

Everything lies in one folder that its owner alone may read. Its certificates are worth nothing
outside: a real city puts the seal service of its province behind the same port (`sealing.py`).
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from yichuang.kernel.public import (
    SealAlgorithm,
    SigningKey,
    make_signing_key,
    private_pem,
    signing_key_from_pem,
    sm3,
)

from .certificates import issue
from .paper_parts import SealKind

# Simulated cities live on other dates than their machine, so a demonstration's certificates span
# them all.
VALID_FROM = datetime(2000, 1, 1, tzinfo=UTC)
VALID_TO = datetime(2099, 12, 31, tzinfo=UTC)
ROOT_NAME = "一窗演示根证书 Yichuang Demo Root"
DEMO_UNIT = "演示印章 Demo seal"
ORGAN_CODE = re.compile(r"[0-9A-Za-z]{1,40}")


@dataclass(frozen=True, slots=True)
class Credential:
    """A key with its certificate (PEM is how it lies in its file)."""

    certificate: x509.Certificate
    key: SigningKey


class Authority:
    """Makes what is missing on first use; of two first callers one wins and both get the same."""

    def __init__(self, folder: Path, algorithm: SealAlgorithm = SealAlgorithm.P256):
        self._folder = folder
        self.algorithm = algorithm
        # P-256 came first and keeps the names without a mark.
        self._mark = "" if algorithm is SealAlgorithm.P256 else f"-{algorithm.value}"

    def has_root(self) -> bool:
        """Has this authority ever sealed or been asked for its root?"""
        return (self._folder / f"root{self._mark}.pem").exists()

    def root(self) -> Credential:
        """Return the root; its certificate alone also lies in `root.crt` for other readers."""
        found = self._kept("root", self._make_root)
        public = self._folder / f"root{self._mark}.crt"
        if not public.exists():
            _write_once(
                public, found.certificate.public_bytes(serialization.Encoding.PEM), mode=0o644
            )
        return found

    def organ(self, *, organ_code: str, organ_name: str, kind: SealKind) -> Credential:
        """Return the credential of an organ's seal. A new name gets a new one.

        Raises ValueError if the code holds anything but letters and digits.
        """
        if not ORGAN_CODE.fullmatch(organ_code):
            raise ValueError(f"not an organ code: {organ_code!r}")
        named = sm3(organ_name.encode()).hex()[:12]
        return self._kept(
            f"{organ_code}-{kind.value}-{named}", lambda: self._make_organ(organ_code, organ_name)
        )

    def _kept(self, name: str, make: Callable[[], Credential]) -> Credential:
        path = self._folder / f"{name}{self._mark}.pem"
        if not path.exists():
            made = make()
            _write_once(
                path,
                private_pem(made.key) + made.certificate.public_bytes(serialization.Encoding.PEM),
                mode=0o600,
            )
        return _read(path)

    def _make_root(self) -> Credential:
        key = make_signing_key(self.algorithm)
        name = _name(ROOT_NAME, ROOT_NAME)
        builder = _builder(name, name).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
        return Credential(issue(builder, subject=key, issuer=key), key)

    def _make_organ(self, organ_code: str, organ_name: str) -> Credential:
        root = self.root()
        key = make_signing_key(self.algorithm)
        subject = _name(organ_name, organ_name, serial=organ_code)
        builder = _builder(subject, root.certificate.subject)
        for extension, critical in (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(signs_certificates=False), True),
        ):
            builder = builder.add_extension(extension, critical=critical)
        return Credential(issue(builder, subject=key, issuer=root.key), key)


def _name(common: str, organisation: str, *, serial: str = "") -> x509.Name:
    # The library takes 64 bytes of a common name, 21 Chinese characters, where RFC 5280 means
    # characters: the whole name stands as the organisation.
    shortened = common.encode()[:64].decode(errors="ignore")
    attributes = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_UNIT),
        x509.NameAttribute(NameOID.COMMON_NAME, shortened),
    ]
    if serial:
        attributes.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(attributes)


def _builder(subject: x509.Name, issuer: x509.Name) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_TO)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(path: Path) -> Credential:
    text = path.read_bytes()
    return Credential(x509.load_pem_x509_certificate(text), signing_key_from_pem(text))


def _write_once(path: Path, content: bytes, *, mode: int) -> None:
    """Give a file its name when it is whole, and only if nobody did so before."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
