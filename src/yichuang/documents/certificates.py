"""Certificates over keys of P-256 and of SM2, for the demo authority.

`cryptography` builds the fields and the names but no certificate of SM2; so the fields are made
with a key of P-256 that is thrown away, then get their real key and signature here.
"""

from __future__ import annotations

import hashlib

from asn1crypto import algos, keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from yichuang.kernel.public import SealAlgorithm, SigningKey

SM3, SM3_WITH_SM2 = "sm3", "sm3_sm2"
NAMES = {SealAlgorithm.P256: "sha256_ecdsa", SealAlgorithm.SM2: SM3_WITH_SM2}


def teach_asn1_the_chinese_algorithms() -> None:
    """Let asn1crypto name SM3 and SM2 with SM3 (GB/T 33560-2017); twice changes nothing."""
    for kind, oid, name in (
        (algos.DigestAlgorithmId, "1.2.156.10197.1.401", SM3),
        (algos.SignedDigestAlgorithmId, "1.2.156.10197.1.501", SM3_WITH_SM2),
    ):
        kind._map[oid] = name
        if kind._reverse_map is not None:  # else asn1crypto builds it from the map when needed
            kind._reverse_map[name] = oid


teach_asn1_the_chinese_algorithms()


def issue(
    builder: x509.CertificateBuilder, *, subject: SigningKey, issuer: SigningKey
) -> x509.Certificate:
    """Return the certificate over the subject's key, signed by the issuer's."""
    drawn = ec.generate_private_key(ec.SECP256R1())
    draft = builder.public_key(drawn.public_key()).sign(drawn, hashes.SHA256())
    certificate = asn1_x509.Certificate.load(draft.public_bytes(serialization.Encoding.DER))
    fields = certificate["tbs_certificate"]
    algorithm = algos.SignedDigestAlgorithm({"algorithm": NAMES[issuer.algorithm]})
    fields["subject_public_key_info"] = keys.PublicKeyInfo.load(subject.public())
    fields["signature"] = algorithm
    extensions = fields["extensions"]
    named = {"extn_id": "key_identifier", "extn_value": _named(subject)}
    extensions.append(asn1_x509.Extension(named))
    if subject.public() != issuer.public():
        above = asn1_x509.AuthorityKeyIdentifier({"key_identifier": _named(issuer)})
        extensions.append(
            asn1_x509.Extension({"extn_id": "authority_key_identifier", "extn_value": above})
        )
    whole = asn1_x509.Certificate(
        {
            "tbs_certificate": fields,
            "signature_algorithm": algorithm,
            "signature_value": issuer.sign(fields.dump(force=True)),
        }
    )
    return x509.load_der_x509_certificate(whole.dump())


def _named(key: SigningKey) -> bytes:
    """Return the identifier of a key: RFC 5280 4.2.1.2 (1), over the bits of the point."""
    return hashlib.sha1(key.public()[-65:], usedforsecurity=False).digest()
