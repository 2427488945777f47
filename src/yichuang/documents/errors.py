"""Refusals of the documents room."""

from __future__ import annotations

from yichuang.kernel.public import DomainError, InvalidInput, NotFound, Unavailable


class PaperNotFound(NotFound):
    """There is no such paper, or the asker may not see it."""

    code = "documents.paper_not_found"


class PaperIsVoid(DomainError):
    """The paper has been voided (作废); it can neither be voided again nor be made out."""

    code = "documents.paper_is_void"


class NothingToPrint(InvalidInput):
    """One to `most` papers are printed together."""

    code = "documents.nothing_to_print"


class ReprintNeedsReason(InvalidInput):
    """The paper was printed before; printing it again takes a reason."""

    code = "documents.reprint_needs_reason"


class UploadNotFound(NotFound):
    """There is no such upload, or the asker may not see it."""

    code = "documents.upload_not_found"


class SealFailed(Unavailable):
    """The seal service did not sign; the paper is recorded and can be made out later."""

    code = "documents.seal_failed"


class UploadRefused(InvalidInput):
    """A file cannot be taken in; the facts name the file's type and the rule."""

    code = "documents.upload_refused"


class UploadEmpty(UploadRefused):
    """The file has no content."""

    code = "documents.upload_empty"


class UploadTooLarge(UploadRefused):
    """The file is larger than `limit_bytes`."""

    code = "documents.upload_too_large"


class UploadNameInvalid(UploadRefused):
    """The file's name is empty, too long, or holds a path or control characters."""

    code = "documents.upload_name_invalid"


class UploadTypeNotAllowed(UploadRefused):
    """The content is of no type that may be handed in."""

    code = "documents.upload_type_not_allowed"


class UploadTypeMismatch(UploadRefused):
    """The name's extension says another type than the content."""

    code = "documents.upload_type_mismatch"


class UploadDamaged(UploadRefused):
    """The file cannot be read as what it claims to be."""

    code = "documents.upload_damaged"


class UploadActive(UploadRefused):
    """The file holds a program, a script, a macro or another file."""

    code = "documents.upload_active"


class UploadEncrypted(UploadRefused):
    """The file is locked with a password, so that nobody could examine it."""

    code = "documents.upload_encrypted"


class UploadBomb(UploadRefused):
    """Unpacked or decoded, the file would be out of all proportion."""

    code = "documents.upload_bomb"


class ServiceNotFound(NotFound):
    """There is no such notice, or the asker may not see its case."""

    code = "documents.service_not_found"


class ServiceStepNotAllowed(DomainError):
    """The notice has moved on, so this step cannot be taken for it any more."""

    code = "documents.service_step_not_allowed"
