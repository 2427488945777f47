"""SM2 for pyHanko, which knows the international algorithms alone: one signer, one validator."""

from __future__ import annotations

from typing import Any

from asn1crypto import algos, keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_VALIDATION_CONTEXT,
    DefaultSignatureValidator,
    SignatureValidationContext,
)

from yichuang.kernel.public import SigningKey, verify_sm2

from .certificates import SM3_WITH_SM2

LONGEST = 72  # a signature in DER: two integers of at most 33 bytes


class Sm2Signer(signers.Signer):
    """Signs the attributes of a PDF signature with SM2 over SM3."""

    def __init__(
        self,
        key: SigningKey,
        certificate: asn1_x509.Certificate,
        chain: SimpleCertificateStore,
    ):
        super().__init__(
            signing_cert=certificate,
            cert_registry=chain,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": SM3_WITH_SM2}),
            prefer_pss=False,
            embed_roots=True,
        )
        self._key = key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002 (SM2 is always over SM3)
        dry_run: bool = False,
    ) -> bytes:
        return bytes(LONGEST) if dry_run else self._key.sign(data)


class EitherAlgorithm(DefaultSignatureValidator):
    """Verifies SM2 with SM3 by our own port, all else as pyHanko does."""

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
    ) -> Any:
        if signature_algorithm["algorithm"].native != SM3_WITH_SM2:
            return super().validate_signature(
                signature, signed_data, public_key_info, signature_algorithm, context
            )
        if context.prehashed or not verify_sm2(public_key_info.dump(), signed_data, signature):
            raise InvalidSignature
        return None
